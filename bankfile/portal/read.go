package portal

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout"
)

// FileError says where a workbook is not what its profile says. Code is stable;
// Value is a heading or a sheet's name and never a person's.
type FileError struct {
	Sheet  string
	Row    int
	Column string
	Code   string
	Value  string
}

// Codes of a FileError.
const (
	CodeNoSheet     = "no_sheet"
	CodeTitle       = "title_differs"
	CodeHeading     = "heading_differs"
	CodeAmbiguous   = "heading_ambiguous"
	CodeNotResult   = "not_a_result"
	CodeCell        = "cell_not_as_laid_out"
	CodeExtra       = "cell_outside_the_layout"
	CodeOrdinal     = "ordinal_out_of_order"
	CodeNoReference = "no_reference"
)

func (e *FileError) Error() string {
	return fmt.Sprintf("workbook sheet %q row %d column %s: %s %q", e.Sheet, e.Row, e.Column, e.Code, e.Value)
}

// Read reads the workbook back through package sheet and holds it against the
// profile, cell by cell: sheet, title, headings, text as text, amounts as
// #,##0, ordinals without a gap.
func (f format) Read(r io.ReaderAt, size int64) (bankfile.Header, iter.Seq2[bankfile.Line, error]) {
	book, err := sheet.Open(r, size, sheet.Limits{})
	if err != nil {
		return bankfile.Header{}, failLine(fmt.Errorf("open %s: %w", f.Name(), err))
	}
	index := sheetNamed(book, f.p.Out.Sheet)
	if index < 0 || len(book.Sheets()) != 1 && !f.filled() {
		return bankfile.Header{}, failLine(&FileError{Code: CodeNoSheet, Value: f.p.Out.Sheet})
	}
	return bankfile.Header{}, func(yield func(bankfile.Line, error) bool) {
		f.lines(book, index, yield)
	}
}

// filled says whether the workbook is the bank's own with rows put into it.
func (f format) filled() bool { return f.p.Out.Template != (Template{}) }

func failLine(err error) iter.Seq2[bankfile.Line, error] {
	return func(yield func(bankfile.Line, error) bool) { yield(bankfile.Line{}, err) }
}

func (f format) lines(book *sheet.Workbook, index int, yield func(bankfile.Line, error) bool) {
	read := reader{f: f}
	read.at, read.width = f.p.Out.places()
	for row, err := range book.Rows(index) {
		if err != nil {
			yield(bankfile.Line{}, fmt.Errorf("read %s: %w", f.Name(), err))
			return
		}
		l, isLine, err := read.row(row)
		if err != nil {
			yield(bankfile.Line{}, err)
			return
		}
		if isLine && !yield(l, nil) {
			return
		}
	}
	if !read.headed {
		yield(bankfile.Line{}, read.fail(read.last+1, 0, CodeHeading, ""))
	}
}

// reader goes down the rows of one workbook of ours.
type reader struct {
	f      format
	last   int // the row read last
	count  int // lines so far
	titled bool
	headed bool
	ended  bool // of a template: below the last line

	at    []int // where the columns stand
	width int
}

func (r *reader) fail(row, column int, code, value string) error {
	return &FileError{
		Sheet: r.f.p.Out.Sheet, Row: row, Column: sheet.ColumnName(column), Code: code, Value: value,
	}
}

func (r *reader) row(row *sheet.Row) (l bankfile.Line, isLine bool, err error) {
	out := &r.f.p.Out
	if r.f.filled() {
		return r.filledRow(row)
	}
	// Rows that say nothing above the header are not handed out.
	if row.Number != r.last+1 && (row.Number > out.HeaderRow || r.headed) || row.Hidden {
		return l, false, r.fail(row.Number, 0, CodeOrdinal, "")
	}
	r.last = row.Number
	if len(row.Cells) > r.width {
		return l, false, r.fail(row.Number, r.width, CodeExtra, "")
	}
	switch {
	case row.Number < out.HeaderRow:
		return l, false, r.title(row)
	case row.Number == out.HeaderRow:
		r.headed = true
		if out.Title.Text != "" && !r.titled {
			return l, false, r.fail(1, 0, CodeTitle, "")
		}
		return l, false, r.headings(row)
	}
	l, err = r.line(row)
	return l, true, err
}

// filledRow reads a row of the bank's own workbook: what stands above the header,
// and below the last line outside of what the profile fills, is the bank's.
func (r *reader) filledRow(row *sheet.Row) (l bankfile.Line, isLine bool, err error) {
	out := &r.f.p.Out
	switch {
	case row.Number < out.HeaderRow, out.LastRow > 0 && row.Number > out.LastRow:
		return l, false, nil
	case row.Number == out.HeaderRow:
		r.headed, r.last = true, out.firstRow()-1
		return l, false, r.headings(row)
	case r.headed && row.Number < out.firstRow():
		return l, false, nil
	case !r.headed:
		return l, false, r.fail(out.HeaderRow, 0, CodeHeading, "")
	}
	if !out.says(row, r.at) {
		r.ended = true
		return l, false, nil
	}
	if r.ended || row.Number != r.last+1 || row.Hidden {
		return l, false, r.fail(row.Number, 0, CodeOrdinal, "")
	}
	r.last = row.Number
	l, err = r.line(row)
	return l, true, err
}

// title holds the rows above the header against the profile's title.
func (r *reader) title(row *sheet.Row) error {
	title := r.f.p.Out.Title
	for i, c := range row.Cells {
		want := ""
		if title.Text != "" && title.From == sheet.ColumnName(i)+strconv.Itoa(row.Number) {
			want = title.Text
		}
		if c.Text != want {
			return r.fail(row.Number, i, CodeTitle, c.Text)
		}
	}
	if row.Number == 1 && title.Text != "" && len(row.Cells) == 0 {
		return r.fail(1, 0, CodeTitle, "")
	}
	r.titled = r.titled || row.Number == 1
	return nil
}

func (r *reader) headings(row *sheet.Row) error {
	for i, c := range r.f.p.Out.Columns {
		at := r.at[i]
		if at >= len(row.Cells) || row.Cells[at].Text != c.Heading || row.Cells[at].Kind != sheet.Text {
			return r.fail(row.Number, at, CodeHeading, c.Heading)
		}
	}
	return nil
}

func (r *reader) line(row *sheet.Row) (bankfile.Line, error) {
	var l bankfile.Line
	for i, column := range r.f.p.Out.Columns {
		var c sheet.Cell
		if r.at[i] < len(row.Cells) {
			c = row.Cells[r.at[i]]
		} else if column.Field != Blank {
			return l, r.fail(row.Number, r.at[i], CodeCell, "")
		}
		if c.Formula || c.Hidden || c.Merged || !r.cell(&l, column, &c) {
			return l, r.fail(row.Number, r.at[i], CodeCell, "")
		}
	}
	r.count++
	told := l.EndToEndID
	l.EndToEndID, _, _ = strings.Cut(l.Remittance, " ")
	if !payout.CheckEndToEndID(l.EndToEndID) || told != "" && told != l.EndToEndID {
		return l, r.fail(row.Number, 0, CodeNoReference, "")
	}
	if err := r.f.check(l); err != nil {
		return l, fmt.Errorf("row %d: %w", row.Number, err)
	}
	return l, nil
}

// cell takes one cell into the line; false when it is not of its column's kind.
func (r *reader) cell(l *bankfile.Line, column Column, c *sheet.Cell) (ok bool) {
	switch column.Field {
	case Blank:
		return c.Kind == sheet.Empty || r.f.filled()
	case Ordinal:
		return c.Kind == sheet.Number && c.Text == strconv.Itoa(r.count+1)
	case Amount:
		amount, err := money.ParsePlain(c.Text, money.VND)
		l.Amount = amount
		return err == nil && c.Kind == sheet.Number && (c.Format == "#,##0" || r.f.filled())
	}
	if c.Kind != sheet.Text {
		return false
	}
	switch column.Field {
	case OurReference:
		l.EndToEndID = c.Text
	case Fixed:
		return c.Text == column.Text
	case Account:
		l.AccountNumber = c.Text
	case Holder:
		l.Holder = c.Text
	case Remittance:
		l.Remittance = c.Text
	case Bank:
		l.BankDisplay = c.Text
		l.BIN, ok = r.f.p.binOf(c.Text)
		return ok
	}
	return true
}
