package app

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"chitra/beneficiary"
	"chitra/internal/sheet"
)

// Labels are the texts of the workbooks that go back to a list's sender.
type Labels struct {
	SummarySheet, SummaryTitle                        string
	File, Commune, Period, Programme, Lines, LinesAre string // LinesAre has {lines}, {taken}, {refused}
	Code, What, Severity, HowMany, FirstCell          string
	Refuses, Warns                                    string
	LinesWait, RowWaits                               string // of a list that waits: all its lines ({lines}), one of them
	Next                                              [2]string
	FixSheet, FixTitle, FixReason, FixOrigin, FixKey  string
	FixHow                                            [2]string
}

// marked is the sender's own workbook with the bad cells marked, and a summary
// behind its sheets.
func (a *App) marked(p preparedList) ([]byte, error) {
	u, read, words := p.upload, p.read, a.issueWords
	if p.out.Status == ListWaits {
		words = a.waitingWords
	}
	if len(read.Issues) == 0 || sheet.Sniff(u.Data) != sheet.XLSX {
		return nil, nil
	}
	var work []sheetMarks
	for _, index := range slices.Concat(read.SheetIndex, slices.Sorted(maps.Keys(read.Covers))) {
		m := sheetMarks{index: index}
		m.marks, m.notes = beneficiary.MarksOf(read, index, words)
		if len(m.marks)+len(m.notes) > 0 {
			work = append(work, m)
		}
	}
	return a.markSheets(u.Data, work, read, a.summary(p))
}

// sheetMarks are what one sheet of a workbook gets.
type sheetMarks struct {
	index int
	marks []sheet.Mark
	notes []sheet.RowNote
}

// markSheets marks one sheet after the other: what one pass wrote is what the
// next one reads. The last pass writes the summary.
func (a *App) markSheets(data []byte, work []sheetMarks, read *beneficiary.List, summary sheet.Summary) ([]byte, error) {
	if len(work) == 0 {
		var out bytes.Buffer
		err := sheet.WriteSummary(&out, bytes.NewReader(data), int64(len(data)), summary)
		return out.Bytes(), err
	}
	heads := a.words.MarkedHeads()
	for i, m := range work {
		var next bytes.Buffer
		src, size, head := bytes.NewReader(data), int64(len(data)), read.HeaderRow[m.index]
		var err error
		if i == len(work)-1 {
			err = sheet.WriteMarkedSummary(&next, src, size, m.index, m.marks, m.notes, heads, head, summary)
		} else {
			err = sheet.WriteMarked(&next, src, size, m.index, m.marks, m.notes, heads, head, nil)
		}
		if err != nil {
			return nil, err
		}
		data = next.Bytes()
	}
	return data, nil
}

func (a *App) issueWords(i beneficiary.Issue) (message, fix string) {
	if i.Code == beneficiary.NoteTaken || i.Code == beneficiary.NoteRefused {
		return a.words.RowResult(i.Code == beneficiary.NoteTaken), ""
	}
	return a.words.Issue(i.Code, i.Field.Key(), i.Value, i.Proposed)
}

// waitingWords are issueWords for a list that waits: no line of it is taken.
func (a *App) waitingWords(i beneficiary.Issue) (message, fix string) {
	if i.Code == beneficiary.NoteTaken {
		return a.words.Labels().RowWaits, ""
	}
	return a.issueWords(i)
}

// summary says of a whole list what became of it, and what to do next.
func (a *App) summary(p preparedList) sheet.Summary {
	l, u, read := a.words.Labels(), p.upload, p.read
	text := func(s string) sheet.SummaryCell { return sheet.SummaryCell{Text: s} }
	strong := func(s string) sheet.SummaryCell { return sheet.SummaryCell{Text: s, Look: sheet.Strong} }
	s := sheet.Summary{Name: l.SummarySheet, Widths: []int{26, 70, 14, 10, 24}}
	add := func(cells ...sheet.SummaryCell) { s.Rows = append(s.Rows, cells) }
	add(sheet.SummaryCell{Text: l.SummaryTitle, Look: sheet.Title})
	add()
	add(strong(l.File), text(u.FileName))
	add(strong(l.Commune), text(p.commune))
	add(strong(l.Period), text(fmt.Sprintf("%02d/%d", u.Period.Month(), u.Period.Year())))
	add(strong(l.Programme), text(string(u.Programme)))
	linesAre, next := l.LinesAre, l.Next[:]
	if p.out.Status == ListWaits {
		linesAre, next = l.LinesWait, l.Next[1:]
	}
	add(strong(l.Lines), text(filled(linesAre, "{lines}", read.Lines, "{taken}", len(read.Rows), "{refused}", len(read.Refused))))
	add()
	add(strong(l.Code), strong(l.What), strong(l.Severity), strong(l.HowMany), strong(l.FirstCell))
	for _, k := range kindsOf(read.Issues) {
		message, _ := a.words.Issue(k.first.Code, k.first.Field.Key(), "…", "")
		severity := l.Warns
		if k.first.Severity == beneficiary.Refuses {
			severity = l.Refuses
		}
		add(text(k.first.Code), text(message), text(severity), sheet.SummaryCell{Text: strconv.Itoa(k.n), Number: true}, whereFirst(k.first))
	}
	add()
	for _, line := range next {
		add(text(line))
	}
	return s
}

// whereFirst leads to the cell of an issue; to the sheet where it is about one.
func whereFirst(i beneficiary.Issue) sheet.SummaryCell {
	c := sheet.SummaryCell{Text: i.Sheet, LinkSheet: i.Sheet, LinkCell: "A1"}
	if i.Row > 0 {
		c.LinkCell = "A" + strconv.Itoa(i.Row)
		if i.Cell != "" {
			c.LinkCell = i.Cell
		}
		c.Text += "!" + c.LinkCell
	}
	return c
}

// issueKind is how often one code stands in a list, and where first.
type issueKind struct {
	first beneficiary.Issue
	n     int
}

// kindsOf counts issues by code and field: those that refuse before the others, the
// most frequent first.
func kindsOf(issues []beneficiary.Issue) []issueKind {
	type kind struct {
		code  string
		field beneficiary.Field
	}
	at := map[kind]int{}
	var out []issueKind
	for _, i := range issues {
		k := kind{i.Code, i.Field}
		if n, ok := at[k]; ok {
			out[n].n++
			continue
		}
		at[k] = len(out)
		out = append(out, issueKind{i, 1})
	}
	slices.SortStableFunc(out, func(x, y issueKind) int {
		return cmp.Or(cmp.Compare(y.first.Severity, x.first.Severity), cmp.Compare(y.n, x.n), cmp.Compare(x.first.Code, y.first.Code))
	})
	return out
}
