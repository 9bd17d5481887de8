package beneficiary

import (
	"cmp"
	"slices"
	"strings"

	"chitra/internal/sheet"
)

// Codes of what became of a line, for whoever words the notes behind it.
const (
	NoteTaken   = "row_taken"
	NoteRefused = "row_refused"
)

// Marks returns what to write into the sender's workbook for its first sheet
// that is a list; see MarksOf.
func Marks(l *List, words func(Issue) (message, fix string)) (marks []sheet.Mark, notes []sheet.RowNote) {
	if len(l.SheetIndex) == 0 {
		return nil, nil
	}
	return MarksOf(l, l.SheetIndex[0], words)
}

// MarksOf returns what to write into one sheet of the sender's workbook, a list or
// a cover: a mark
// on each cell at fault, and behind each line what became of it and why. The
// words are the caller's, also those for an Issue of code NoteTaken or
// NoteRefused, which stands for the line itself; where it has none, the code is
// written. Columns count from 0, as in sheet.Mark; rows as in Excel.
func MarksOf(l *List, sheetIndex int, words func(Issue) (message, fix string)) (marks []sheet.Mark, notes []sheet.RowNote) {
	name := cmp.Or(l.SheetName(sheetIndex), l.Covers[sheetIndex])
	reasons := map[int][]string{}
	for _, i := range l.Issues {
		if i.Sheet != name || i.Row == 0 {
			continue
		}
		text := wording(i, words)
		if i.Col >= 0 {
			marks = append(marks, sheet.Mark{Row: i.Row, Col: i.Col, Comment: text})
		}
		if i.RowKey != "" {
			reasons[i.Row] = append(reasons[i.Row], text)
		}
	}
	result := func(code string) string { return wording(Issue{Code: code, Col: -1}, words) }
	taken, refused := result(NoteTaken), result(NoteRefused)
	for i := range l.Rows {
		if r := &l.Rows[i]; r.Sheet == name {
			notes = append(notes, sheet.RowNote{Row: r.Line, Result: taken, Reason: strings.Join(reasons[r.Line], "; ")})
		}
	}
	for i := range l.Refused {
		if r := &l.Refused[i]; r.Sheet == name {
			notes = append(notes, sheet.RowNote{Row: r.Line, Result: refused, Reason: strings.Join(reasons[r.Line], "; ")})
		}
	}
	slices.SortFunc(notes, func(a, b sheet.RowNote) int { return a.Row - b.Row })
	return marks, notes
}

func wording(i Issue, words func(Issue) (message, fix string)) string {
	message, fix := words(i)
	switch {
	case message == "":
		return i.Code
	case fix == "":
		return message
	}
	return message + " " + fix
}
