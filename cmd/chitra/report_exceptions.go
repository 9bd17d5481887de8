package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"io"
	"strconv"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
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
	Totals     []exceptionTotal  `json:"totals"` // of the open ones
}

type listedException struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Period    string `json:"period"`
	Opened    string `json:"opened"`
	AgeDays   int    `json:"age_days"`
	Owner     string `json:"owner"`
	OwnedBy   string `json:"owned_by"` // role, user
	Due       string `json:"due"`
	Overdue   bool   `json:"overdue"`
	State     string `json:"state"` // open, closing, closed
	Amount    string `json:"amount"`
	Subject   string `json:"subject"`
	Reference string `json:"reference"`
	Detail    string `json:"detail"`
	Closed    string `json:"closed,omitempty"`
	ClosedBy  string `json:"closed_by,omitempty"`
	Why       string `json:"close_reason,omitempty"`
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
	all, err := a.ExceptionCases(ctx, app.ExceptionQuery{From: from, To: to, AsOf: asOf, Closed: c.Closed})
	if err != nil {
		return nil, err
	}
	list.Totals = totalsByKind(all)
	for _, x := range all {
		list.Exceptions = append(list.Exceptions, s.listedException(x))
	}
	drawn, err := s.draw(c.reportFlags, "exceptions", list, func(w io.Writer, format string) error { return s.drawExceptions(w, list, format) })
	if err != nil {
		return nil, err
	}
	drawn.person = len(list.Exceptions) > 0
	return drawn, nil
}

// listedException says how an exception stands.
func (s *shell) listedException(x app.ExceptionCase) listedException {
	said, _ := s.words.Of(wording.Exceptions, x.Kind)
	l := listedException{ID: x.ID, Kind: x.Kind, Period: x.Period, Opened: x.OpenedAt, AgeDays: x.Age, Owner: x.Holder, OwnedBy: x.OwnedBy, Due: x.Due,
		Overdue: x.Overdue, State: x.State, Amount: optional(x.Amount), Subject: x.Subject, Reference: x.Reference, Detail: x.Detail, Message: said.Says, Fix: said.Fix}
	if x.State == app.ExceptionClosed {
		l.Closed, l.ClosedBy, l.Why = x.Closed.RecordedAt, x.Closed.Actor, cmp.Or(x.Closed.Reason, x.Closed.Fact)
	}
	return l
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
	p.line("Ngoại lệ %s – %s: %s", "Exceptions %s – %s: %s", p.day(list.From), p.day(list.To), p.count(len(list.Exceptions)))
	exceptionTotalsTable(p, list.Totals)
	exceptionTable(p, list.Exceptions)
	return p.err
}

func (l *exceptionList) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "kind", "period", "opened", "age_days", "owner", "amount", "subject", "reference", "detail", "owned_by", "due", "overdue", "state"}}
	for _, x := range l.Exceptions {
		rows = append(rows, []string{x.ID, x.Kind, x.Period, x.Opened, strconv.Itoa(x.AgeDays), reports.Inert(x.Owner), x.Amount,
			reports.Inert(x.Subject), reports.Inert(x.Reference), reports.Inert(x.Detail), x.OwnedBy, x.Due, strconv.FormatBool(x.Overdue), x.State})
	}
	return out.WriteAll(rows)
}
