package main

import (
	"fmt"

	"chitra/beneficiary"
)

// rowsDiffer is what one list has that another has not: counts, and the rows
// themselves.
type rowsDiffer struct {
	New         int         `json:"new"`
	Changed     int         `json:"changed"`
	Dropped     int         `json:"dropped"`
	Same        int         `json:"same"`
	NewRows     []shownRow  `json:"new_rows"`
	ChangedRows []changeRow `json:"changed_rows"`
	DroppedRows []shownRow  `json:"dropped_rows"`
}

// shownRow names a row and who stands on it.
type shownRow struct {
	Sheet      string `json:"sheet"`
	Row        int    `json:"row"`
	FullName   string `json:"full_name"`
	BirthDate  string `json:"birth_date"`
	PersonalID string `json:"personal_id"`
	Status     string `json:"status"` // taken, refused
	Amount     string `json:"amount"` // "" where the row says none

	amount int64
}

type changeRow struct {
	shownRow
	RowBefore int           `json:"row_before"`
	Fields    []fieldChange `json:"fields"`
}

type fieldChange struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

func differOf(d beneficiary.Difference) rowsDiffer {
	out := rowsDiffer{New: len(d.New), Changed: len(d.Changed), Dropped: len(d.Dropped), Same: d.Same,
		NewRows: []shownRow{}, ChangedRows: []changeRow{}, DroppedRows: []shownRow{}}
	for _, l := range d.New {
		out.NewRows = append(out.NewRows, rowOf(l))
	}
	for _, c := range d.Changed {
		row := changeRow{shownRow: rowOf(c.Is), RowBefore: c.Was.Line, Fields: []fieldChange{}}
		for _, f := range c.Fields {
			row.Fields = append(row.Fields, fieldChange(f))
		}
		out.ChangedRows = append(out.ChangedRows, row)
	}
	for _, l := range d.Dropped {
		out.DroppedRows = append(out.DroppedRows, rowOf(l))
	}
	return out
}

func rowOf(l beneficiary.Listed) shownRow {
	out := shownRow{Sheet: l.Sheet, Row: l.Line, FullName: l.Name, BirthDate: l.Values[beneficiary.BirthField],
		PersonalID: l.Values[beneficiary.PersonalID], Status: beneficiary.StatusTaken, amount: l.Amount}
	if l.Stated {
		out.Amount = digits(l.Amount)
	}
	if l.Refused {
		out.Status = beneficiary.StatusRefused
	}
	return out
}

// shownRows is how many rows of a kind a terminal shows; JSON has all.
const shownRows = 10

// show writes the first rows of each kind.
func (d rowsDiffer) show(p *page) {
	firstRows(p, d.NewRows, "  + mới: ", "  + new: ", func(r shownRow) string { return r.named(p) + ", " + r.paid(p) })
	firstRows(p, d.ChangedRows, "  ~ đổi: ", "  ~ changed: ", func(r changeRow) string {
		text := r.named(p)
		for _, f := range r.Fields {
			text += "; " + f.said(p)
		}
		return text
	})
	firstRows(p, d.DroppedRows, "  − bỏ: ", "  − dropped: ", func(r shownRow) string { return r.named(p) + ", " + r.paid(p) })
}

func firstRows[T any](p *page, rows []T, vi, en string, say func(T) string) {
	for i, r := range rows {
		if i == shownRows {
			p.line("    … và %s dòng nữa (--json có đủ).", "    … and %s more (--json has all).", p.count(len(rows)-shownRows))
			return
		}
		p.text(p.words.Pick(vi, en) + say(r) + "\n")
	}
}

// named is a row on a terminal, its number masked.
func (r shownRow) named(p *page) string {
	text := fmt.Sprintf(p.words.Pick("dòng %d %s", "row %d %s"), r.Row, r.FullName)
	if r.BirthDate != "" {
		text += ", " + p.day(r.BirthDate)
	}
	if r.PersonalID != "" {
		text += ", " + masked(r.PersonalID)
	}
	return text
}

// paid is what a row says of money.
func (r shownRow) paid(p *page) string {
	switch {
	case r.Status == beneficiary.StatusRefused:
		return p.words.RowResult(false)
	case r.Amount == "":
		return p.words.Pick("không ghi số tiền", "no amount")
	}
	return p.dong(r.amount)
}

func (f fieldChange) said(p *page) string {
	if f.Field == beneficiary.Status {
		result := func(status string) string { return p.words.RowResult(status == beneficiary.StatusTaken) }
		return result(f.From) + " → " + result(f.To)
	}
	show := func(text string) string {
		switch {
		case text == "":
			return "–"
		case f.Field == beneficiary.PersonalID.Key() || f.Field == beneficiary.Account.Key():
			return masked(text)
		case f.Field == beneficiary.BirthField.Key():
			return p.day(text)
		}
		return text
	}
	return p.words.Field(f.Field) + " " + show(f.From) + " → " + show(f.To)
}
