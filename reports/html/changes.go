package html

import (
	"fmt"

	"chitra/reports"
)

// shownPersons is how many persons of a kind a page shows; the workbook has all.
const shownPersons = 200

func changesView(r *reports.ChangesReport, l reports.Lang) *view {
	w := l.ChangeWords()
	v := blankView(l)
	v.Title, v.Practice, v.Unit = w.Title, r.Practice, r.Unit
	v.Period = l.Period(r.Month, r.Month) + " · " + reports.LowerFirst(w.Compared) + " " + l.Period(r.Before, r.Before)
	v.CutOff = l.Moment(r.AsOf)
	v.Definitions = append(w.Definitions, l.OpenRows(r))
	v.Sum = v.Words.Persons + ": " + l.SumOfChanges(&r.Total) + " (" + reports.LowerFirst(l.FigureName(reports.FigureBefore)) + " − " +
		reports.LowerFirst(l.FigureName(reports.FigureGone)) + " + " + reports.LowerFirst(l.FigureName(reports.FigureNew)) + ")"
	for _, f := range []reports.ChangeFigure{reports.FigureNow, reports.FigureNew, reports.FigureGone, reports.FigureAmount,
		reports.FigureAccount, reports.FigurePayee, reports.FigureAccountAdded, reports.FigureAccountRemoved} {
		v.Tiles = append(v.Tiles, tile{Label: l.FigureName(f), Figure: l.Count(r.Total[f].Count),
			Note: l.FigureDong(f, r.Total[f]) + " " + v.Words.Dong + listedNote(r, l, f)})
	}
	if len(r.Changes) == 0 {
		v.Asides = append(v.Asides, w.Unchanged)
	}
	for _, k := range reports.ChangeKinds() {
		if t, ok := changesOfKind(r, l, k); ok {
			v.Tables = append(v.Tables, t)
		}
	}
	if len(r.Shown()) > 0 {
		v.Tables = append(v.Tables, changesByCommune(r, l))
	}
	caption := v.Words.Period + " " + v.Period + " · " + v.Words.CutOff + " " + v.CutOff
	for i := range v.Tables {
		v.Tables[i].Caption = caption
	}
	return v
}

// listedNote says how many of the new or gone are on the other month's list.
func listedNote(r *reports.ChangesReport, l reports.Lang, f reports.ChangeFigure) string {
	part := map[reports.ChangeFigure]reports.ChangeFigure{reports.FigureNew: reports.FigureNewListed, reports.FigureGone: reports.FigureGoneListed}
	of, ok := part[f]
	if !ok || r.Total[of].Count == 0 {
		return ""
	}
	return "; " + l.FigureName(of) + ": " + l.Count(r.Total[of].Count)
}

// columns are the figures of a commune's line.
func columns() []reports.ChangeFigure {
	return []reports.ChangeFigure{reports.FigureBefore, reports.FigureGone, reports.FigureMovedOut, reports.FigureMovedIn, reports.FigureNew,
		reports.FigureNow, reports.FigureAmount, reports.FigureAccount, reports.FigurePayee}
}

func changesByCommune(r *reports.ChangesReport, l reports.Lang) table {
	w := l.Words()
	names := []string{l.DimensionName(reports.ByCommune)}
	for _, f := range columns() {
		names = append(names, l.FigureShort(f))
	}
	names = append(names, w.Difference+" ("+w.Dong+")")
	t := table{Title: l.ChangeWords().ByCommune, Head: heads(1, names...)}
	line := func(name string, f *reports.ChangeFigures) []cell {
		values := []string{name}
		for _, x := range columns() {
			n := l.Count(f[x].Count)
			if f[x].Count == 0 {
				n = "–" // a page of noughts hides the others
			}
			values = append(values, n)
		}
		return cells(1, append(values, l.SignedDong(f.Difference()))...)
	}
	for i := range r.Lines {
		t.Rows = append(t.Rows, row{Cells: line(l.CommuneName(&r.Lines[i]), &r.Lines[i].Figures)})
	}
	t.Rows = append(t.Rows, row{Total: true, Cells: line(w.Total, &r.Total)})
	return t
}

func changesOfKind(r *reports.ChangesReport, l reports.Lang, k reports.ChangeKind) (table, bool) {
	persons, more := r.OfKind(k, shownPersons)
	if len(persons) == 0 {
		return table{}, false
	}
	w, c := l.Words(), l.ChangeWords()
	amount := w.Amount + " (" + w.Dong + ")"
	if k == reports.ChangeAmount {
		amount = w.Difference + " (" + w.Dong + ")"
	}
	t := table{Title: l.KindName(k) + ": " + l.Count(len(persons)+more),
		Head: heads(5, c.Name, c.Number, l.DimensionName(reports.ByCommune), c.Was, c.Is, amount)}
	causes := k == reports.ChangeNew || k == reports.ChangeGone
	if causes {
		t.Head = append(t.Head, cell{Text: c.Cause})
	}
	for _, p := range persons {
		of := cells(5, p.Cells(l, k)...)
		if causes {
			of = append(of, cell{Text: l.Cause(r, p)})
		}
		t.Rows = append(t.Rows, row{Cells: of})
	}
	if k == reports.ChangeAmount { // before and now are amounts
		for _, cells := range append([][]cell{t.Head}, cellsOf(t.Rows)...) {
			cells[3].Number, cells[4].Number = true, true
		}
	}
	if more > 0 {
		t.Note = fmt.Sprintf(c.More, l.Count(more))
	}
	return t, true
}

func cellsOf(rows []row) [][]cell {
	out := make([][]cell, len(rows))
	for i := range rows {
		out[i] = rows[i].Cells
	}
	return out
}
