package main

import (
	"context"
	"fmt"
	"io"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout"
	"chitra/reports"
	"chitra/reports/html"
	"chitra/reports/xlsx"
)

type reportChangesCmd struct {
	Period    month  `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	Programme string `enum:",BTXH" default:"" placeholder:"PROGRAMME" help:"${changes_programme}"`
	By        string `enum:"commune,total" default:"commune" placeholder:"DIMENSION" help:"${changes_by}"`
	Format    string `enum:",text,json,csv,html,xlsx" default:"" placeholder:"FORMAT" help:"${report_format}"`
	AsOf      cutOff `name:"as-of" placeholder:"TIME" help:"${report_as_of}"`
	Out       string `placeholder:"FILE" help:"${f_out}"`
}

func (c *reportChangesCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.Changes(ctx, app.ChangesQuery{Period: c.Period.Month, Programme: payout.Programme(c.Programme), AsOf: c.AsOf.Time})
	if err != nil {
		return nil, err
	}
	r.InTotal = c.By == "total"
	flags := reportFlags{Period: c.Period, Format: c.Format, Out: c.Out}
	return s.draw(flags, "changes", r, func(w io.Writer, format string) error {
		switch format {
		case "json":
			return r.WriteJSON(w)
		case "csv":
			return r.WriteCSV(w)
		case "html":
			return html.WriteChanges(w, r, s.lang)
		case "xlsx":
			return xlsx.WriteChanges(w, r, s.lang)
		}
		return reports.ChangesText(w, r, s.lang)
	})
}

// periodChanges is what an approver is told of a batch's month beside it.
type periodChanges struct {
	Period              string `json:"period"`
	Before              string `json:"period_before"`
	DueBefore           int    `json:"before"`
	DueBeforeAmount     string `json:"before_amount"`
	Now                 int    `json:"now"`
	NowAmount           string `json:"now_amount"`
	New                 int    `json:"new"`
	NewAmount           string `json:"new_amount"`
	Gone                int    `json:"gone"`
	GoneAmount          string `json:"gone_amount"`
	NewListed           int    `json:"new_listed_before"` // of the new
	GoneListed          int    `json:"gone_listed_now"`   // of the gone
	AmountChanged       int    `json:"amount_changed"`
	AmountChangedAmount string `json:"amount_changed_amount"`
	AccountChanged      int    `json:"account_changed"`
	AccountAmount       string `json:"account_changed_amount"`
	PayeeChanged        int    `json:"payee_changed"`
	PayeeAmount         string `json:"payee_changed_amount"`

	report *reports.ChangesReport
}

// changesBeside are the changes of a batch's period and programme.
func changesBeside(ctx context.Context, a *app.App, v app.BatchView) (*periodChanges, error) {
	period, err := civil.ParseMonth(v.Period)
	if err != nil {
		return nil, fmt.Errorf("batch %s: %w", v.ID, err)
	}
	r, err := a.Changes(ctx, app.ChangesQuery{Period: period, Programme: payout.Programme(v.Programme)})
	if err != nil {
		return nil, err
	}
	t := &r.Total
	count := func(f reports.ChangeFigure) (int, string) { return t[f].Count, t[f].Amount.Digits() }
	out := &periodChanges{Period: r.Month.String(), Before: r.Before.String(), report: r}
	out.DueBefore, out.DueBeforeAmount = count(reports.FigureBefore)
	out.Now, out.NowAmount = count(reports.FigureNow)
	out.New, out.NewAmount = count(reports.FigureNew)
	out.Gone, out.GoneAmount = count(reports.FigureGone)
	out.NewListed, out.GoneListed = t[reports.FigureNewListed].Count, t[reports.FigureGoneListed].Count
	out.AmountChanged, out.AmountChangedAmount = count(reports.FigureAmount)
	out.AccountChanged, out.AccountAmount = count(reports.FigureAccount)
	out.PayeeChanged, out.PayeeAmount = count(reports.FigurePayee)
	return out, nil
}

func (c *periodChanges) show(p *page) {
	l, r := p.words.Lang(), c.report
	p.line("Cả kỳ %s so với %s:", "All of %s, compared with %s:", l.Period(r.Month, r.Month), l.Period(r.Before, r.Before))
	for _, f := range []reports.ChangeFigure{reports.FigureBefore, reports.FigureNew, reports.FigureGone, reports.FigureNow, reports.FigureAmount,
		reports.FigureAccount, reports.FigurePayee} {
		p.line("  %s: %s người, %s đồng", "  %s: %s people, %s VND", l.FigureName(f), p.count(r.Total[f].Count), l.FigureDong(f, r.Total[f]))
		part := map[reports.ChangeFigure]reports.ChangeFigure{reports.FigureNew: reports.FigureNewListed, reports.FigureGone: reports.FigureGoneListed}
		if of, ok := part[f]; ok && r.Total[of].Count > 0 {
			p.line("    %s: %s người", "    %s: %s people", l.FigureName(of), p.count(r.Total[of].Count))
		}
	}
	if len(r.Changes) > 0 {
		p.line("  Từng người: chitra report changes --period %s", "  Person by person: chitra report changes --period %s", c.Period)
	}
}
