package main

import (
	"context"
	"io"

	"chitra/internal/app"
	"chitra/internal/outbox"
	"chitra/reports"
)

type reportCashCmd struct {
	reportFlags `embed:""`
	Lists       string `placeholder:"DIR" help:"${cash_lists}"`
}

func (c *reportCashCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	from, to := c.span()
	r, err := a.CashReport(ctx, from, to, c.AsOf.Time)
	if err != nil {
		return nil, err
	}
	out, err := s.drawPlain(c.reportFlags, "cash-list", r, func(w io.Writer) error { return s.cashText(w, r) })
	if err != nil {
		return nil, err
	}
	out.person = r.Wants()
	return out, c.putLists(ctx, a)
}

// putLists puts the lists of the months into the folder. One that somebody has
// written into is there under its name, and is left alone with an error.
func (c *reportCashCmd) putLists(ctx context.Context, a *app.App) error {
	if c.Lists == "" {
		return nil
	}
	from, to := c.span()
	lists, err := a.CashLists(ctx, from, to)
	if err != nil {
		return err
	}
	folder, err := outbox.Open(c.Lists)
	if err != nil {
		return err
	}
	defer folder.Close()
	for _, l := range lists {
		if _, err := folder.Publish(ctx, l.Name, l.Content); err != nil {
			return err
		}
	}
	return nil
}

func (s *shell) cashText(w io.Writer, r *reports.CashReport) error {
	p := &page{w: w, words: s.words}
	p.line("Chi bằng tiền mặt %s, số liệu ghi nhận đến %s", "Paid in cash, %s, recorded by %s", s.lang.Period(r.From, r.To), s.lang.Moment(r.AsOf))
	if r.Practice {
		p.text(s.lang.Words().Practice + "\n")
	}
	tally := func(t reports.Tally) string { return p.count(t.Count) + " · " + p.dong(t.Amount.Minor()) }
	row := func(l *reports.CashLine, names ...string) []string {
		return append(names, tally(l.Listed), tally(l.Collected), tally(l.NotCollected), tally(l.Open), tally(l.Unknown))
	}
	if len(r.Lines) == 0 {
		p.line("Chưa có danh sách nào gửi tổ chức chi trả.", "No list has left for a desk yet.")
	} else {
		var rows [][]string
		for i := range r.Lines {
			l := &r.Lines[i]
			rows = append(rows, row(l, l.Desk, l.Batch, l.Place))
		}
		rows = append(rows, row(&r.Total, s.words.Pick("Cộng", "Total"), "", ""))
		number := func(vi, en string) head { return head{vi: vi, en: en, number: true} }
		p.table([]head{{vi: "Tổ chức chi trả", en: "Desk"}, {vi: "Đợt", en: "Batch"}, {vi: "Xã/phường", en: "Commune"}, number("Trên danh sách", "Listed"),
			number("Đã nhận", "Collected"), number("Chưa nhận", "Not collected"), number("Chưa trả lời", "Not answered"), number("Chưa rõ", "Unknown")}, rows)
	}
	if r.Waiting.Count > 0 {
		p.line("Chờ duyệt hoặc chờ lập danh sách: %s người, %s.", "Waiting for approval or for their list: %s, %s.", p.count(r.Waiting.Count), p.dong(r.Waiting.Amount.Minor()))
	}
	if r.NoDesk.Count > 0 {
		p.line("Không có tài khoản dùng được và chưa có tổ chức chi trả nào nhận: %s khoản, %s. Khai báo bằng payer add --profile cash-list, rồi batch build.",
			"No usable account, and no desk pays them: %s payments, %s. Add one with payer add --profile cash-list, then batch build.",
			p.count(r.NoDesk.Count), p.dong(r.NoDesk.Amount.Minor()))
	}
	p.line("Chi bằng tiền mặt không nằm trong số liệu chi không dùng tiền mặt.", "Payments in cash are in none of the figures of payment without cash.")
	return p.err
}
