package main

import (
	"context"
	"io"

	"chitra/internal/wording"
	"chitra/payout/ledger"
	"chitra/reports"
)

type reportLedgerCmd struct {
	reportFlags `embed:""`
	By          string `enum:"batch,payer" default:"batch" placeholder:"LINES" help:"${ledger_by}"`
}

func (c *reportLedgerCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	from, to := c.span()
	r, err := a.LedgerReport(ctx, from, to, reports.LedgerBy(c.By), c.AsOf.Time)
	if err != nil {
		return nil, err
	}
	return s.drawPlain(c.reportFlags, "ledger", r, func(w io.Writer) error { return s.ledgerText(w, r) })
}

func (s *shell) ledgerText(w io.Writer, r *reports.LedgerReport) error {
	p := &page{w: w, words: s.words}
	p.line("Sổ kép %s, số liệu ghi nhận đến %s", "Ledger of %s, recorded by %s", s.lang.Period(r.From, r.To), s.lang.Moment(r.AsOf))
	if r.Practice {
		p.text(s.lang.Words().Practice + "\n")
	}
	heads := []head{{vi: "Đợt", en: "Batch"}, {vi: "Tài khoản chi", en: "Paying account"}}
	if r.By == reports.LedgerByPayer {
		heads = heads[1:]
	}
	first := len(heads)
	for _, a := range ledger.Accounts() {
		said := s.words.Name(wording.LedgerAccounts, string(a))
		heads = append(heads, head{vi: said, en: said, number: true})
	}
	heads = append(heads, head{vi: "Cộng", en: "Sum", number: true}, head{vi: "Kho bạc đã nhận lại", en: "Treasury received", number: true},
		head{vi: "Chờ Kho bạc nhận (ngày)", en: "On its way (days)", number: true})
	row := func(l *reports.LedgerLine, names ...string) []string {
		out := names[len(names)-first:]
		for _, a := range ledger.Accounts() {
			t := l.Of(a)
			out = append(out, p.count(t.Count)+" · "+p.dong(t.Amount.Minor()))
		}
		sum, _ := l.Sum() // checked before
		waits := ""
		if days, ok := r.GiveBackDays(l); ok {
			waits = p.count(days)
		}
		return append(out, p.dong(sum.Amount.Minor()), p.count(l.Received.Count)+" · "+p.dong(l.Received.Amount.Minor()), waits)
	}
	var rows [][]string
	for i := range r.Lines {
		rows = append(rows, row(&r.Lines[i], r.Lines[i].Batch, r.Lines[i].Payer))
	}
	all := s.words.Pick("Cộng", "Total")
	if first == 1 {
		rows = append(rows, row(&r.Total, all))
	} else {
		rows = append(rows, row(&r.Total, all, ""))
	}
	p.table(heads, rows)
	return p.err
}
