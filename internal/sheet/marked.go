package sheet

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
)

// Mark is a cell found bad: it is coloured and gets the comment. Several marks
// of one cell are joined.
type Mark struct {
	Row     int // 1-based
	Col     int // 0 is column A
	Comment string
}

// RowNote is what became of a row, for the two columns behind the last.
type RowNote struct {
	Row            int // 1-based
	Result, Reason string
}

// HiddenSheet is a sheet of texts that Excel's menus do not show, by which the
// workbook is known again when it comes back.
type HiddenSheet struct {
	Name string
	Rows iter.Seq[[]string] // may be walked once
}

// commentAuthor is who the comments are by; those of that name are replaced
// when a workbook is marked again.
const commentAuthor = "Chitra"

// WriteMarked writes the sender's workbook back: the cells of marks coloured
// and commented, two columns behind the last used one (or those of an earlier
// marking) with the heads in headRow and the notes in their rows, and keys, if
// any, as a hidden sheet, in place of one of that name. Marks of an earlier
// marking that are not repeated are taken off.
//
// Everything else of the package is copied as it is packed. The sheet is
// written in one pass, so that memory does not depend on its length; no text
// becomes a formula. headRow 0 writes no heads. A package that is not sound is
// a *Refusal; of what went wrong later, dst may hold a part.
func WriteMarked(dst io.Writer, src io.ReaderAt, size int64, sheet int, marks []Mark, notes []RowNote,
	heads [2]string, headRow int, keys *HiddenSheet) error {
	return markSheet(dst, src, size, sheet, marks, notes, heads, headRow, func(m *marking) error {
		if keys != nil {
			m.extra = &extraSheet{name: keys.Name, hidden: true, write: func(w io.Writer) error { return m.writeKeys(w, keys) }}
		}
		return nil
	})
}

// WriteMarkedSummary is WriteMarked with a summary behind the sheets, in place
// of an earlier one, as WriteSummary writes it.
func WriteMarkedSummary(dst io.Writer, src io.ReaderAt, size int64, sheet int, marks []Mark, notes []RowNote,
	heads [2]string, headRow int, s Summary) error {
	return markSheet(dst, src, size, sheet, marks, notes, heads, headRow, func(m *marking) error { return m.addSummary(s) })
}

func markSheet(dst io.Writer, src io.ReaderAt, size int64, sheet int, marks []Mark, notes []RowNote,
	heads [2]string, headRow int, extra func(m *marking) error) error {
	w, err := Open(src, size, Limits{})
	if err != nil {
		return err
	}
	if sheet < 0 || sheet >= len(w.sheets) {
		return fmt.Errorf("mark workbook: it has no sheet %d", sheet)
	}
	m := &marking{w: w, c: w.c, sheet: &w.sheets[sheet], headRow: headRow, heads: heads}
	for _, step := range []func() error{
		func() error { return m.addEdits(marks, notes) },
		m.readSheet, m.placeNotes, m.readStyles, m.readComments,
		func() error { return extra(m) }, m.planParts,
	} {
		if err := step(); err != nil {
			return fmt.Errorf("mark workbook: %w", err)
		}
	}
	if err := m.write(dst); err != nil {
		return fmt.Errorf("mark workbook: %w", err)
	}
	return nil
}

// place is where a cell is: row from 1, column from 0.
type place struct {
	row, col int
}

// edit is what is to be written into one cell: a colour, a text, or both.
type edit struct {
	col  int
	bad  bool
	text *string
	head bool
}

// marking is one call of WriteMarked.
type marking struct {
	w       *Workbook
	c       *container
	sheet   *worksheet
	headRow int
	heads   [2]string
	extra   *extraSheet // a sheet that is added or replaced, nil for none

	notes    []RowNote
	comments map[place]string // new comments, by cell
	marked   []place          // their cells, in order
	edits    map[int][]edit   // by row; by column once the notes are placed
	rows     []int            // the rows that have edits, ascending

	lastRow   int // last row of the sheet, 0 where it has none
	last      int // last column used, -1 where none is
	result    int // column of the results; the reasons are behind it
	again     bool
	headStyle int // of the last cell of headRow
	drawing   string

	styles markStyles
	notesX markComments
	parts  markParts
}

// addEdits takes the marks in.
func (m *marking) addEdits(marks []Mark, notes []RowNote) error {
	m.notes = notes
	m.edits = make(map[int][]edit)
	m.comments = make(map[place]string)
	m.last = -1
	for _, k := range marks {
		at := place{k.Row, k.Col}
		if k.Row < 1 || k.Row > maxRows || k.Col < 0 || k.Col >= maxColumns {
			return fmt.Errorf("no cell in row %d, column %d", k.Row, k.Col)
		}
		before, twice := m.comments[at]
		if !twice {
			m.marked = append(m.marked, at)
			m.edits[k.Row] = append(m.edits[k.Row], edit{col: k.Col, bad: true})
			m.last = max(m.last, k.Col)
		}
		if before != "" {
			before += "\n"
		}
		m.comments[at] = before + k.Comment
	}
	for at, text := range m.comments {
		if err := checkText(text); err != nil {
			return fmt.Errorf("comment of %s: %w", cellRef(at.col, at.row), err)
		}
	}
	slices.SortFunc(m.marked, func(a, b place) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	return nil
}

// readSheet reads the sheet once, to its end: what is not sound is refused
// before anything is written, and the last column is learnt.
func (m *marking) readSheet() error {
	src, stop := m.c.openAhead(m.sheet.entry)
	defer stop()
	r := newRowReader(m.w, m.sheet, src)
	for {
		row, err := r.next()
		if err == io.EOF {
			m.drawing = r.drawing
			return nil
		}
		if err != nil {
			return err
		}
		m.lastRow = row.Number
		m.last = max(m.last, len(row.Cells)-1)
		if row.Number == m.headRow {
			m.readHeads(row.Cells)
		}
	}
}

// readHeads finds the columns of an earlier marking, and the style of heads.
func (m *marking) readHeads(cells []Cell) {
	for i := range cells {
		if i+1 < len(cells) && cells[i].Text == m.heads[0] && cells[i+1].Text == m.heads[1] && m.heads[0] != "" {
			m.again, m.result = true, i
		}
	}
	if len(cells) > 0 {
		m.headStyle = cells[len(cells)-1].style
	}
}

// hasColumns reports whether the two columns are written at all.
func (m *marking) hasColumns() bool { return m.headRow > 0 || len(m.notes) > 0 }

// placeNotes adds the heads and notes to the edits, now that their columns are
// known, and sorts them.
func (m *marking) placeNotes() error {
	if !m.again {
		m.result = m.last + 1
	}
	if m.result+1 >= m.c.limits.Columns {
		return errors.New("no two columns are left")
	}
	if m.headRow > 0 {
		m.addTexts(m.headRow, true, m.heads[0], m.heads[1])
	}
	for _, n := range m.notes {
		if n.Row < 1 || n.Row > maxRows {
			return fmt.Errorf("no row %d", n.Row)
		}
		if err := errors.Join(checkText(n.Result), checkText(n.Reason)); err != nil {
			return fmt.Errorf("note of row %d: %w", n.Row, err)
		}
		m.addTexts(n.Row, false, n.Result, n.Reason)
	}
	for row, list := range m.edits {
		slices.SortStableFunc(list, func(a, b edit) int { return a.col - b.col })
		m.edits[row] = joinEdits(list)
		m.rows = append(m.rows, row)
		m.lastRow = max(m.lastRow, row)
	}
	slices.Sort(m.rows)
	return nil
}

func (m *marking) addTexts(row int, head bool, texts ...string) {
	for i, text := range texts {
		m.edits[row] = append(m.edits[row], edit{col: m.result + i, text: &text, head: head})
	}
}

// joinEdits makes one edit of those of one cell; the last text stands.
func joinEdits(list []edit) []edit {
	joined := list[:0]
	for _, e := range list {
		if n := len(joined); n > 0 && joined[n-1].col == e.col {
			last := &joined[n-1]
			last.bad = last.bad || e.bad
			last.head = last.head || e.head
			if e.text != nil {
				last.text = e.text
			}
			continue
		}
		joined = append(joined, e)
	}
	return joined
}

// ours reports whether a column is one of the two, in a row below the heads.
func (m *marking) ours(row, col int) bool {
	return m.again && row > m.headRow && (col == m.result || col == m.result+1)
}

// needsQuote reports whether Excel would take a text for a formula, or worse,
// when somebody edits the cell.
func needsQuote(s string) bool {
	return s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
}
