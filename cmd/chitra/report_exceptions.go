package main

import (
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/wording"
	"chitra/reports"
)

type reportExceptionsCmd struct {
	reportFlags `embed:""`
	Closed      bool `help:"${report_closed}"`
}

// exceptionList is what does not pair in a period.
type exceptionList struct {
	From       string            `json:"period_from"`
	To         string            `json:"period_to"`
	AsOf       string            `json:"as_of"`
	Exceptions []listedException `json:"exceptions"`
}

type listedException struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Period    string `json:"period"`
	Opened    string `json:"opened"`
	AgeDays   int    `json:"age_days"`
	Owner     string `json:"owner"`
	Amount    string `json:"amount"`
	Subject   string `json:"subject"`
	Reference string `json:"reference"`
	Detail    string `json:"detail"`
	Closed    string `json:"closed,omitempty"`
	Message   string `json:"message"`
	Fix       string `json:"fix"`
}

func (c *reportExceptionsCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	asOf := c.AsOf.Time
	if asOf.IsZero() {
		asOf = s.now()
	}
	from, to := c.span()
	list := &exceptionList{From: from.String(), To: to.String(), AsOf: asOf.In(civil.Zone()).Format(time.RFC3339), Exceptions: []listedException{}}
	for _, m := range civil.Months(from, to) {
		all, err := a.Exceptions(ctx, m)
		if err != nil {
			return nil, err
		}
		if err := s.listExceptions(list, all, asOf, c.Closed); err != nil {
			return nil, err
		}
	}
	drawn, err := s.draw(c.reportFlags, "exceptions", list, func(w io.Writer, format string) error { return s.drawExceptions(w, list, format) })
	if err != nil {
		return nil, err
	}
	drawn.person = len(list.Exceptions) > 0
	return drawn, nil
}

// listExceptions takes those that were open at the cut-off; with closed, those
// closed by then too.
func (s *shell) listExceptions(list *exceptionList, all []app.Exception, asOf time.Time, closed bool) error {
	stamp := journal.Stamp(asOf)
	for _, x := range all {
		isClosed := x.ClosedAt != "" && x.ClosedAt <= stamp
		if x.OpenedAt > stamp || isClosed && !closed {
			continue
		}
		opened, err := time.Parse(journal.TimeForm, x.OpenedAt)
		if err != nil {
			return err
		}
		age, _ := civil.DateOf(asOf).DaysSince(civil.DateOf(opened))
		said, _ := s.words.Of(wording.Exceptions, x.Kind)
		l := listedException{ID: x.ID, Kind: x.Kind, Period: x.Period, Opened: x.OpenedAt, AgeDays: age, Owner: x.Owner, Amount: optional(x.Amount),
			Subject: x.Subject, Reference: x.Reference, Detail: x.Detail, Message: said.Says, Fix: said.Fix}
		if isClosed {
			l.Closed = x.ClosedAt
		}
		list.Exceptions = append(list.Exceptions, l)
	}
	return nil
}

func (s *shell) drawExceptions(w io.Writer, list *exceptionList, format string) error {
	switch format {
	case "json":
		return writeJSON(w, list)
	case "csv":
		return list.writeCSV(w)
	case "text":
	default:
		return failedWith("usage", "--format "+format+": text, json, csv")
	}
	return s.exceptionsText(w, list)
}

// shownExceptions is how many exceptions a terminal shows; csv and json have
// them all.
const shownExceptions = 40

func (s *shell) exceptionsText(w io.Writer, list *exceptionList) error {
	p := &page{w: w, words: s.words}
	p.line("Ngoại lệ %s – %s: %s", "Exceptions %s – %s: %s", list.From, list.To, p.count(len(list.Exceptions)))
	byKind := map[string]int{}
	var rows [][]string
	for _, x := range list.Exceptions {
		byKind[x.Kind]++
		if len(rows) < shownExceptions {
			rows = append(rows, []string{x.Kind, strconv.Itoa(x.AgeDays), x.Subject, x.Reference, x.Amount})
		}
	}
	var kinds [][]string
	for _, k := range sortedKeys(byKind) {
		said, _ := s.words.Of(wording.Exceptions, k)
		kinds = append(kinds, []string{k, p.count(byKind[k]), said.Says, said.Fix})
	}
	p.table([]head{{vi: "Loại", en: "Kind"}, {vi: "Số lượng", en: "Count", number: true}, {vi: "Nội dung", en: "What"}, {vi: "Cần làm", en: "What to do"}}, kinds)
	p.table([]head{{vi: "Loại", en: "Kind"}, {vi: "Số ngày", en: "Days", number: true}, {vi: "Về", en: "Subject"}, {vi: "Tham chiếu", en: "Reference"},
		{vi: "Số tiền", en: "Amount", number: true}}, rows)
	if more := len(list.Exceptions) - len(rows); more > 0 {
		p.line("… và %s ngoại lệ nữa: --format csv", "… and %s more: --format csv", p.count(more))
	}
	return p.err
}

func (l *exceptionList) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "kind", "period", "opened", "age_days", "owner", "amount", "subject", "reference", "detail"}}
	for _, x := range l.Exceptions {
		rows = append(rows, []string{x.ID, x.Kind, x.Period, x.Opened, strconv.Itoa(x.AgeDays), reports.Inert(x.Owner), x.Amount,
			reports.Inert(x.Subject), reports.Inert(x.Reference), reports.Inert(x.Detail)})
	}
	return out.WriteAll(rows)
}
