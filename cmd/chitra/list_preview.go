package main

import (
	"fmt"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/reports"
)

// listPreview is what a list changes, before anything of it counts.
type listPreview struct {
	rowsDiffer
	VersionBefore int64  `json:"version_before"` // of the month before; 0 for none
	RowsNow       int    `json:"rows_now"`
	RowsBefore    int    `json:"rows_before"`
	AmountNow     string `json:"amount_now"`
	AmountBefore  string `json:"amount_before"`
	// Of taken rows; whose amounts are in no sum.
	WithoutAmountNow    int `json:"rows_without_amount_now"`
	WithoutAmountBefore int `json:"rows_without_amount_before"`
	// WithdrawnBefore says that the version before takes back the list of the
	// month before.
	WithdrawnBefore bool           `json:"withdrawn_before"`
	Repeated        map[string]int `json:"repeated"`
	RepeatedRows    []repeatRow    `json:"repeated_rows"`
	InForce         *inForceDiffer `json:"in_force,omitempty"` // against the version it replaces

	sumNow, sumBefore listSum
}

// listSum is what a list comes to.
type listSum struct {
	amount int64
	app.AmountsStated
}

// said is a sum with how many rows are not in it; of no amount at all, no sum.
func (s listSum) said(p *page) string {
	if s.With+s.Without == 0 {
		return "–"
	}
	without := p.words.Pick("không ghi số tiền: ", "no amount: ") + p.count(s.Without) + p.words.Pick(" dòng", " rows")
	sum := p.dong(s.amount) + p.words.Pick(" đồng", " VND")
	switch {
	case s.With == 0:
		return without
	case s.Without > 0:
		return sum + " (" + without + ")"
	}
	return sum
}

type inForceDiffer struct {
	Version   int64 `json:"version"`
	Withdrawn bool  `json:"withdrawn"` // it takes the list back
	rowsDiffer
}

type repeatRow struct {
	shownRow
	Where      string `json:"where"` // list, supplements, communes, programmes
	Programme  string `json:"programme"`
	Commune    string `json:"commune"`
	Supplement string `json:"supplement"`
	OtherRow   int    `json:"other_row"`
	Other      string `json:"other_status"` // taken, refused
}

func previewOf(v *app.ListPreview) *listPreview {
	if v == nil {
		return nil
	}
	out := &listPreview{rowsDiffer: differOf(v.Month), RowsNow: v.RowsNow, RowsBefore: v.RowsBefore, AmountNow: digits(v.AmountNow),
		AmountBefore: digits(v.AmountBefore), Repeated: v.Repeated(), RepeatedRows: []repeatRow{}, WithoutAmountNow: v.Stated.Without,
		WithoutAmountBefore: v.StatedBefore.Without, sumNow: listSum{v.AmountNow, v.Stated}, sumBefore: listSum{v.AmountBefore, v.StatedBefore}}
	if v.Before != nil {
		out.VersionBefore, out.WithdrawnBefore = v.Before.Version, v.Before.Withdrawn()
	}
	for _, r := range v.Repeats {
		out.RepeatedRows = append(out.RepeatedRows, repeatRow{shownRow: rowOf(r.Row), Where: r.Where, Programme: r.With.Programme,
			Commune: r.With.Commune, Supplement: r.With.Series, OtherRow: r.With.Line, Other: rowOf(r.With.Listed).Status})
	}
	if v.InForce != nil {
		out.InForce = &inForceDiffer{Version: v.InForce.Version, Withdrawn: v.InForce.Withdrawn(), rowsDiffer: differOf(v.Version)}
	}
	return out
}

func (v *listPreview) show(p *page) {
	p.line("  Dòng: %s, tháng trước %s (%+d). Số tiền: %s; tháng trước: %s.", "  Rows: %s, the month before %s (%+d). Amount: %s; the month before: %s.",
		p.count(v.RowsNow), p.count(v.RowsBefore), v.RowsNow-v.RowsBefore, v.sumNow.said(p), v.sumBefore.said(p))
	if v.WithdrawnBefore {
		p.line("  Danh sách tháng trước đã được rút (bản %d).", "  The list of the month before was taken back (version %d).", v.VersionBefore)
	}
	p.line("  So với tháng trước: mới %s, đổi %s, bỏ %s, như cũ %s.", "  Against the month before: new %s, changed %s, dropped %s, the same %s.",
		p.count(v.New), p.count(v.Changed), p.count(v.Dropped), p.count(v.Same))
	v.rowsDiffer.show(p)
	v.showInForce(p)
	v.showAllRepeats(p)
}

// heading says whose preview it is: the file, the commune and the version, which
// a dry run does not make.
func (v *listPreview) heading(p *page, one *importedList) {
	commune := strings.TrimSpace(one.Commune + " " + one.CommuneName)
	if one.Version > 0 {
		p.line("%s · %s · bản %d", "%s · %s · version %d", one.File, commune, one.Version)
		return
	}
	next := int64(1)
	if v.InForce != nil {
		next += v.InForce.Version
	}
	p.line("%s · %s · sẽ là bản %d", "%s · %s · to be version %d", one.File, commune, next)
}

// showInForce compares with the version the list replaces; one that takes the
// list back has no rows to compare.
func (v *listPreview) showInForce(p *page) {
	switch f := v.InForce; {
	case f == nil:
	case f.Withdrawn:
		p.line("  Danh sách đã được rút (bản %d).", "  The list was taken back (version %d).", f.Version)
	default:
		p.line("  So với bản %d đang có hiệu lực: mới %s, đổi %s, bỏ %s, như cũ %s.", "  Against version %d in force: new %s, changed %s, dropped %s, the same %s.",
			f.Version, p.count(f.New), p.count(f.Changed), p.count(f.Dropped), p.count(f.Same))
		f.show(p)
	}
}

func (v *listPreview) showAllRepeats(p *page) {
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
		other := strings.TrimSpace(fmt.Sprintf(p.words.Pick(" ↔ dòng %d, %s %s %s", " ↔ row %d, %s %s %s"), r.OtherRow, r.Programme, r.Commune, r.Supplement))
		if r.Other == beneficiary.StatusRefused {
			other += " (" + reports.LowerFirst(p.words.RowResult(false)) + ")"
		}
		return r.named(p) + " " + other
	})
}
