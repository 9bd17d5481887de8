package main

import (
	"context"

	"chitra/internal/wording"
)

type listStoppedCmd struct {
	Period month `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
}

// stoppedRows are what communes have to put right before it can be paid.
type stoppedRows struct {
	Period string       `json:"period"`
	Rows   []stoppedRow `json:"rows"`
}

type stoppedRow struct {
	File       string `json:"file"`
	Series     string `json:"series"`
	Sheet      string `json:"sheet"`
	Line       int64  `json:"line"`
	Outcome    string `json:"outcome"`
	Name       string `json:"full_name"`
	PersonalID string `json:"personal_id"`
	Commune    string `json:"commune"`
}

func (c *listStoppedCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := a.Stopped(ctx, c.Period.Month)
	if err != nil {
		return nil, err
	}
	out := &stoppedRows{Period: c.Period.String(), Rows: []stoppedRow{}}
	for _, r := range rows {
		out.Rows = append(out.Rows, stoppedRow{File: r.FileName, Series: r.Series, Sheet: r.Sheet, Line: r.Line, Outcome: r.Outcome,
			Name: r.FullName, PersonalID: r.PersonalID, Commune: r.Commune})
	}
	return out, nil
}

func (r *stoppedRows) needsPerson() bool { return false }

func (r *stoppedRows) show(p *page) {
	p.line("Kỳ %s: %s dòng dừng, chờ xã xác minh.", "Period %s: %s rows stopped, for their communes to settle.", p.day(r.Period), p.count(len(r.Rows)))
	var rows [][]string
	for _, x := range r.Rows {
		rows = append(rows, []string{x.File, x.Sheet, p.count(int(x.Line)), p.words.Name(wording.Outcomes, x.Outcome), x.Name, masked(x.PersonalID), x.Commune})
	}
	p.table([]head{{vi: "Tệp", en: "File"}, {vi: "Trang", en: "Sheet"}, {vi: "Dòng", en: "Line", number: true}, {vi: "Lý do", en: "Why"},
		{vi: "Họ và tên", en: "Name"}, {vi: "Số định danh", en: "Number"}, {vi: "Xã", en: "Commune"}}, rows)
}
