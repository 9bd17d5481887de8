package main

import (
	"fmt"

	"chitra/beneficiary"
	"chitra/internal/app"
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
	Amount     string `json:"amount"`

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
		PersonalID: l.Values[beneficiary.PersonalID], Status: beneficiary.StatusTaken, Amount: digits(l.Amount), amount: l.Amount}
	if l.Refused {
		out.Status = beneficiary.StatusRefused
	}
	return out
}

// shownRows is how many rows of a kind a terminal shows; JSON has all.
const shownRows = 10

// show writes the first rows of each kind.
func (d rowsDiffer) show(p *page) {
	firstRows(p, d.NewRows, "  + mới: ", "  + new: ", func(r shownRow) string { return r.named(p) + ", " + p.dong(r.amount) })
	firstRows(p, d.ChangedRows, "  ~ đổi: ", "  ~ changed: ", func(r changeRow) string {
		text := r.named(p)
		for _, f := range r.Fields {
			text += "; " + f.said(p)
		}
		return text
	})
	firstRows(p, d.DroppedRows, "  − bỏ: ", "  − dropped: ", func(r shownRow) string { return r.named(p) + ", " + p.dong(r.amount) })
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
		text += ", " + r.BirthDate
	}
	if r.PersonalID != "" {
		text += ", " + masked(r.PersonalID)
	}
	return text
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
		}
		return text
	}
	return p.words.Field(f.Field) + " " + show(f.From) + " → " + show(f.To)
}

// listPreview is what a list changes, before anything of it counts.
type listPreview struct {
	rowsDiffer
	VersionBefore int64          `json:"version_before"` // of the month before; 0 for none
	RowsNow       int            `json:"rows_now"`
	RowsBefore    int            `json:"rows_before"`
	AmountNow     string         `json:"amount_now"`
	AmountBefore  string         `json:"amount_before"`
	Repeated      map[string]int `json:"repeated"`
	RepeatedRows  []repeatRow    `json:"repeated_rows"`
	InForce       *inForceDiffer `json:"in_force,omitempty"` // against the version it replaces

	amountNow, amountBefore int64
}

type inForceDiffer struct {
	Version int64 `json:"version"`
	rowsDiffer
}

type repeatRow struct {
	shownRow
	Where      string `json:"where"` // list, supplements, communes, programmes
	Programme  string `json:"programme"`
	Commune    string `json:"commune"`
	Supplement string `json:"supplement"`
	OtherRow   int    `json:"other_row"`
}

func previewOf(v *app.ListPreview) *listPreview {
	if v == nil {
		return nil
	}
	out := &listPreview{rowsDiffer: differOf(v.Month), RowsNow: v.RowsNow, RowsBefore: v.RowsBefore, AmountNow: digits(v.AmountNow),
		AmountBefore: digits(v.AmountBefore), Repeated: v.Repeated(), RepeatedRows: []repeatRow{}, amountNow: v.AmountNow, amountBefore: v.AmountBefore}
	if v.Before != nil {
		out.VersionBefore = v.Before.Version
	}
	for _, r := range v.Repeats {
		out.RepeatedRows = append(out.RepeatedRows, repeatRow{shownRow: rowOf(r.Row), Where: r.Where, Programme: r.With.Programme,
			Commune: r.With.Commune, Supplement: r.With.Series, OtherRow: r.With.Line})
	}
	if v.InForce != nil {
		out.InForce = &inForceDiffer{Version: v.InForce.Version, rowsDiffer: differOf(v.Version)}
	}
	return out
}

func (v *listPreview) show(p *page) {
	p.line("  Dòng: %s, tháng trước %s (%+d). Số tiền: %s, tháng trước %s đồng.", "  Rows: %s, the month before %s (%+d). Amount: %s, the month before %s VND.",
		p.count(v.RowsNow), p.count(v.RowsBefore), v.RowsNow-v.RowsBefore, p.dong(v.amountNow), p.dong(v.amountBefore))
	p.line("  So với tháng trước: mới %s, đổi %s, bỏ %s, như cũ %s.", "  Against the month before: new %s, changed %s, dropped %s, the same %s.",
		p.count(v.New), p.count(v.Changed), p.count(v.Dropped), p.count(v.Same))
	v.rowsDiffer.show(p)
	if f := v.InForce; f != nil {
		p.line("  So với bản %d đang có hiệu lực: mới %s, đổi %s, bỏ %s, như cũ %s.", "  Against version %d in force: new %s, changed %s, dropped %s, the same %s.",
			f.Version, p.count(f.New), p.count(f.Changed), p.count(f.Dropped), p.count(f.Same))
		f.show(p)
	}
	for _, where := range []struct{ key, vi, en string }{
		{beneficiary.RepeatedList, "  Trùng trong chính danh sách: %s", "  Twice in this list: %s"},
		{beneficiary.RepeatedSupplements, "  Cũng có trong danh sách khác của xã: %s", "  Also on another list of the commune: %s"},
		{beneficiary.RepeatedCommunes, "  Cũng có trong danh sách của xã khác: %s", "  Also on another commune's list: %s"},
		{beneficiary.RepeatedProgrammes, "  Cũng có trong chương trình khác: %s", "  Also on another programme's list: %s"},
	} {
		if n := v.Repeated[where.key]; n > 0 {
			p.line(where.vi, where.en, p.count(n))
			v.showRepeats(p, where.key)
		}
	}
}

func (v *listPreview) showRepeats(p *page, where string) {
	var rows []repeatRow
	for _, r := range v.RepeatedRows {
		if r.Where == where {
			rows = append(rows, r)
		}
	}
	firstRows(p, rows, "    ", "    ", func(r repeatRow) string {
		return r.named(p) + fmt.Sprintf(p.words.Pick(" ↔ dòng %d, %s %s %s", " ↔ row %d, %s %s %s"), r.OtherRow, r.Programme, r.Commune, r.Supplement)
	})
}
