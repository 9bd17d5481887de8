package html

import "chitra/reports"

// table is a table ready to be filled in.
type table struct {
	Title, Caption, Note string
	Head                 []cell
	Rows                 []row
}

type row struct {
	Total bool
	Cells []cell
}

type cell struct {
	Text            string
	Number, Heading bool
}

// heads makes column headings: the first texts columns are text, the others
// numbers.
func heads(texts int, names ...string) []cell {
	cells := make([]cell, len(names))
	for i, name := range names {
		cells[i] = cell{Text: name, Number: i >= texts}
	}
	return cells
}

// cells makes a row's cells likewise; the first is the row's heading.
func cells(texts int, values ...string) []cell {
	out := heads(texts, values...)
	out[0].Heading = true
	return out
}

func tables(r *reports.CoverageReport, l reports.Lang, w reports.Words) []table {
	var out []table
	if len(r.Causes) > 0 {
		out = append(out, notPaid(r, l, w))
	}
	if len(r.Lines) > 0 {
		out = append(out, lines(r, l, w))
	}
	out = append(out, payments(r, l, w))
	if r.Closed != nil {
		out = append(out, closing(r, l, w))
	}
	caption := w.Period + " " + l.Period(r.From, r.To) + " · " + w.CutOff + " " + l.Moment(r.AsOf)
	for i := range out {
		out[i].Caption = caption
	}
	return out
}

func notPaid(r *reports.CoverageReport, l reports.Lang, w reports.Words) table {
	t := table{
		Title: w.NotPaidByReason,
		Head:  heads(2, w.Place, w.Cause, w.Persons, "% "+w.OfBeneficiaries, w.ThemWithAccount),
	}
	for _, c := range r.Causes {
		share := reports.Ratio{Num: c.Persons, Den: r.Beneficiaries}
		t.Rows = append(t.Rows, row{Cells: cells(2, l.PlaceName(c.Place), l.CauseName(c),
			l.Count(c.Persons), l.Percent(share), l.Count(c.WithAccount))})
	}
	not := r.Beneficiaries - r.Paid
	accounts := r.WithAccount - r.Paid + r.PaidWithoutAccount
	t.Rows = append(t.Rows, row{Total: true, Cells: cells(2, w.Total, "", l.Count(not),
		l.Percent(reports.Ratio{Num: not, Den: r.Beneficiaries}), l.Count(accounts))})
	return t
}

func lines(r *reports.CoverageReport, l reports.Lang, w reports.Words) table {
	name := l.DimensionName(r.By)
	t := table{
		Title: w.ByDimension + reports.LowerFirst(name),
		Head: heads(1, name, w.Beneficiaries, w.WithAccount, "% "+w.OfBeneficiaries, w.Paid,
			"% "+w.OfAccounts, "% "+w.OfBeneficiaries, w.Amount+" ("+w.Dong+")"),
	}
	for i := range r.Lines {
		line := &r.Lines[i]
		t.Rows = append(t.Rows, row{Cells: lineCells(l.LineName(r.By, line), &line.Figures, l)})
	}
	t.Rows = append(t.Rows, row{Total: true, Cells: lineCells(w.Total, &r.Figures, l)})
	if r.CountedAgain > 0 {
		t.Note = w.CountedAgain + " (+" + l.Count(r.CountedAgain) + ")."
	}
	return t
}

func lineCells(name string, f *reports.Figures, l reports.Lang) []cell {
	return cells(1, name, l.Count(f.Beneficiaries), l.Count(f.WithAccount), l.Percent(f.AccountShare()),
		l.Count(f.Paid), l.Percent(f.PaidShareOfAccounts()), l.Percent(f.PaidShare()), l.Dong(f.PaidAmount()))
}

func payments(r *reports.CoverageReport, l reports.Lang, w reports.Words) table {
	t := table{
		Title: w.PaymentsByState,
		Head:  heads(1, w.State, w.Payments, w.Amount+" ("+w.Dong+")"),
	}
	add := func(name string, of reports.Tally, total bool) {
		t.Rows = append(t.Rows, row{Total: total, Cells: cells(1, name, l.Count(of.Count), l.Dong(of.Amount))})
	}
	for _, s := range reports.PaymentStates() {
		add(l.StateName(s), r.Payments[s], false)
	}
	add(w.Entitled, r.Entitled, true)
	add(w.Instructed, r.Instructed, false)
	if r.NotEstablished.Count > 0 {
		add(w.NotEstablished, r.NotEstablished, false)
	}
	return t
}

func closing(r *reports.CoverageReport, l reports.Lang, w reports.Words) table {
	t := table{
		Title: w.AfterClosing,
		Head:  heads(1, w.Measure, w.AtClosing, w.Now, w.Difference),
		Note:  w.AtClosing + " " + l.Moment(r.Closed.AsOf) + " · " + w.Seal + " " + r.Closed.SHA256,
	}
	for _, d := range r.Differences(l) {
		t.Rows = append(t.Rows, row{Cells: cells(1, d.Label, d.Was, d.Is, d.Change)})
	}
	for _, m := range r.Closed.Moves {
		t.Rows = append(t.Rows, row{Cells: cells(1,
			w.Moves+": "+l.PlaceName(m.From)+" → "+l.PlaceName(m.To), "", "", l.Count(m.Persons))})
	}
	return t
}
