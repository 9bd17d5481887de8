package sheet

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Book is a new workbook under construction: sheets are added, each is filled
// from the top, and WriteTo gives the file. Everything is kept in memory and
// none of it on disk.
type Book struct {
	f      *excelize.File
	sheets []*SheetWriter
	styles map[styleKey]int
	lists  *SheetWriter // the choices that do not stand in a cell's own rule
	listed map[string]string
	shown  bool // a sheet can be seen
}

type styleKey struct {
	format Format
	look   Look
}

// noFolder is a folder that cannot be: excelize puts sheets of more than 16 MiB
// into a temporary file unless it finds no place for one.
const noFolder = "\x00"

// NewBook returns a workbook without sheets.
func NewBook() *Book {
	return &Book{
		f:      excelize.NewFile(excelize.Options{TmpDir: noFolder}).SetZipWriter(packedQuickly),
		styles: make(map[styleKey]int),
		listed: make(map[string]string),
	}
}

// SheetOptions are what a sheet has to know before its first row.
type SheetOptions struct {
	Widths []int // of the columns, in characters; 0 is Excel's own
	// Formats are those of the columns' cells that no row writes: of what is
	// typed there later.
	Formats []Format
	Frozen  int // how many rows from the top stay in view
	// FrozenColumns is how many columns from the left stay in view with them.
	FrozenColumns int
	Hidden        Visibility
	// Tall makes a row as high as its wrapped texts need at the columns' widths:
	// a program that opens the file does not.
	Tall bool
	// OnePageWide prints the sheet across, all columns on one page.
	OnePageWide bool
	// Heading is the row that every printed page begins with; the pages are then
	// numbered. 0 is none.
	Heading int
}

// AddSheet adds a sheet behind the others. Names are Excel's: at most 31
// characters, none of :\/?*[], different from each other whatever their case.
func (b *Book) AddSheet(name string, o SheetOptions) (*SheetWriter, error) {
	if err := b.addSheet(name); err != nil {
		return nil, fmt.Errorf("add sheet %q: %w", name, err)
	}
	b.show(o.Hidden)
	if o.OnePageWide {
		if err := b.onePageWide(name); err != nil {
			return nil, fmt.Errorf("add sheet %q: %w", name, err)
		}
	}
	if o.Heading > 0 {
		if err := b.pagesHeaded(name, o.Heading); err != nil {
			return nil, fmt.Errorf("add sheet %q: %w", name, err)
		}
	}
	sw, err := b.f.NewStreamWriter(name)
	if err != nil {
		return nil, fmt.Errorf("add sheet %q: %w", name, err)
	}
	s := &SheetWriter{book: b, name: name, out: sw, hidden: o.Hidden}
	if o.Tall {
		s.widths = o.Widths
	}
	// From the last to the first: excelize puts each before those it has, and
	// the standard wants them in the order of the columns.
	for i := max(len(o.Widths), len(o.Formats)) - 1; i >= 0; i-- {
		if i < len(o.Widths) && o.Widths[i] > 0 {
			// excelize counts widths in floats; these are whole characters.
			err = errors.Join(err, sw.SetColWidth(i+1, i+1, float64(o.Widths[i])))
		}
		if i < len(o.Formats) && o.Formats[i] != GeneralFormat {
			id, failed := b.style(styleKey{format: o.Formats[i]})
			err = errors.Join(err, failed)
			if failed == nil {
				err = errors.Join(err, sw.SetColStyle(i+1, i+1, id))
			}
		}
	}
	if o.Frozen > 0 {
		panes := &excelize.Panes{Freeze: true, YSplit: o.Frozen, TopLeftCell: cellRef(0, o.Frozen+1), ActivePane: "bottomLeft"}
		if o.FrozenColumns > 0 {
			panes.XSplit, panes.TopLeftCell, panes.ActivePane = o.FrozenColumns, cellRef(o.FrozenColumns, o.Frozen+1), "bottomRight"
		}
		err = errors.Join(err, sw.SetPanes(panes))
	}
	if err != nil {
		return nil, fmt.Errorf("add sheet %q: %w", name, err)
	}
	b.sheets = append(b.sheets, s)
	return s, nil
}

// show makes the first sheet that can be seen the one a program opens on. It has
// to be told before the sheet's first row: afterwards excelize would read back
// every row that was written.
func (b *Book) show(hidden Visibility) {
	switch {
	case hidden != Visible && len(b.sheets) == 0:
		b.f.SetActiveSheet(1) // not this one, and none yet
	case hidden == Visible && !b.shown:
		b.shown = true
		b.f.SetActiveSheet(len(b.sheets))
	}
}

// addSheet makes the place for a sheet; the first takes that of excelize.
func (b *Book) addSheet(name string) error {
	if len(b.sheets) == 0 {
		return b.f.SetSheetName("Sheet1", name)
	}
	for _, s := range b.sheets {
		if strings.EqualFold(s.name, name) {
			return errors.New("the workbook has a sheet of that name")
		}
	}
	_, err := b.f.NewSheet(name)
	return err
}

// WriteTo writes the workbook, sealed; it can be written once. A workbook
// without a visible sheet is an error.
func (b *Book) WriteTo(w io.Writer) (int64, error) {
	count := &counter{w: w}
	if err := b.write(count); err != nil {
		return count.n, fmt.Errorf("write workbook: %w", err)
	}
	return count.n, nil
}

func (b *Book) write(w io.Writer) (err error) {
	defer func() { err = errors.Join(err, b.f.Close()) }()
	if !b.shown {
		return errors.New("no sheet can be seen")
	}
	for _, s := range b.sheets {
		if s.hidden != Visible {
			if err := b.f.SetSheetVisible(s.name, false, s.hidden == VeryHidden); err != nil {
				return fmt.Errorf("sheet %q: %w", s.name, err)
			}
		}
	}
	for _, s := range b.sheets { // at last: see show
		if err := s.out.Flush(); err != nil {
			return fmt.Errorf("sheet %q: %w", s.name, err)
		}
	}
	raw, err := b.f.WriteToBuffer()
	if err != nil {
		return err
	}
	return Seal(w, raw.Bytes())
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// style returns excelize's number of a style.
func (b *Book) style(key styleKey) (int, error) {
	if key == (styleKey{}) {
		return 0, nil
	}
	if id, ok := b.styles[key]; ok {
		return id, nil
	}
	st := key.look.style()
	if code := formatCodes[key.format]; code != "" {
		st.CustomNumFmt = &code
	}
	id, err := b.f.NewStyle(st)
	if err != nil {
		return 0, fmt.Errorf("style: %w", err)
	}
	b.styles[key] = id
	return id, nil
}

// style is the look as excelize has it.
func (l Look) style() *excelize.Style {
	st := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}
	switch l {
	case Strong:
		st.Font = &excelize.Font{Bold: true, Family: bookFont}
	case Title:
		st.Font = &excelize.Font{Bold: true, Size: 14, Family: bookFont}
	case Header:
		st.Font = &excelize.Font{Bold: true, Family: bookFont}
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"D9D9D9"}}
		st.Alignment = &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
		st.Border = border("808080")
	case Wrapped:
		st.Alignment.WrapText = true
	case Boxed, Blank, Answer:
		st.Alignment.WrapText = true
		st.Border = border("BFBFBF")
		if colour := map[Look]string{Blank: "FFF8E1", Answer: "FFF2CC"}[l]; colour != "" {
			st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
		}
	case Bad:
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{badColour}}
	}
	return st
}

func border(colour string) (all []excelize.Border) {
	for _, side := range []string{"left", "top", "right", "bottom"} {
		all = append(all, excelize.Border{Type: side, Color: colour, Style: 1})
	}
	return all
}

// bookFont is the font of every look: a style that names none is drawn in
// whatever a program thinks of.
const bookFont = "Calibri"

// badColour is the red of a bad cell, of this house alone, so that marks set
// earlier are known again.
const badColour = "FFC6C8"

// SheetWriter fills a sheet of a Book from the top, row by row.
type SheetWriter struct {
	book   *Book
	name   string
	out    *excelize.StreamWriter
	hidden Visibility
	widths []int // of the columns, where rows are as high as their texts need
	row    int   // last row written
}

// Row writes the next row and returns its number. A value that a workbook
// would not keep as it is (more than fifteen digits, control characters, more
// than 32,767 characters) is an error.
func (s *SheetWriter) Row(values ...Value) (int, error) {
	s.row++
	cells := make([]any, len(values))
	for i, v := range values {
		if err := v.check(); err != nil {
			return 0, fmt.Errorf("sheet %q: write %s: %w", s.name, cellRef(i, s.row), err)
		}
		id, err := s.book.style(styleKey{v.format, v.look})
		if err != nil {
			return 0, fmt.Errorf("sheet %q: %w", s.name, err)
		}
		cell := excelize.Cell{StyleID: id}
		switch {
		case v.format > TextFormat:
			cell.Value = v.number
		case v.text != "" && len(v.marks) > 0:
			cell.Value = v.runs()
		case v.text != "":
			cell.Value = v.text
		case id == 0:
			continue
		}
		cells[i] = cell
	}
	var options []excelize.RowOpts
	if lines := s.lines(values); lines > 1 {
		options = append(options, excelize.RowOpts{Height: float64(min(lines*lineHeight, mostHeight))})
	}
	if err := s.out.SetRow(cellRef(0, s.row), cells, options...); err != nil {
		return 0, fmt.Errorf("sheet %q: write row %d: %w", s.name, s.row, err)
	}
	return s.row, nil
}

// Heights of rows, in points.
const (
	lineHeight = 15
	mostHeight = 405 // Excel's own bound is 409
)

// lines is how many lines the tallest wrapped text of a row takes.
func (s *SheetWriter) lines(values []Value) int {
	most := 1
	for i, v := range values {
		if i >= len(s.widths) || s.widths[i] == 0 || v.look != Wrapped && v.look != Boxed && v.look != Answer && v.look != Header {
			continue
		}
		lines := 0
		for line := range strings.SplitSeq(v.text, "\n") {
			lines += linesOf(line, max(1, s.widths[i]-1))
		}
		most = max(most, lines)
	}
	return most
}

// linesOf is how many lines a text takes at a width, words whole where they fit.
func linesOf(text string, width int) int {
	lines, used := 1, 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if used > 0 && used+1+n > width {
			lines, used = lines+1, 0
		} else if used > 0 {
			used++
		}
		for used += n; used > width; used -= width {
			lines++
		}
	}
	return lines
}

// runs are the pieces of a text of which some characters stand out.
func (v Value) runs() []excelize.RichTextRun {
	marked := map[int]bool{}
	for _, at := range v.marks {
		marked[at] = true
	}
	var out []excelize.RichTextRun
	for i, r := range []rune(v.text) {
		if n := len(out); n > 0 && marked[i] == marked[i-1] {
			out[n-1].Text += string(r)
			continue
		}
		run := excelize.RichTextRun{Text: string(r), Font: &excelize.Font{Family: bookFont, Size: 11}}
		if marked[i] {
			run.Font = &excelize.Font{Family: bookFont, Size: 11, Bold: true, Underline: "single", Color: markedColour}
		}
		out = append(out, run)
	}
	return out
}

// markedColour is the red of a character that stands out.
const markedColour = "C00000"

// Skip leaves n rows empty.
func (s *SheetWriter) Skip(n int) { s.row += n }

// Merge joins a range: columns from 0, rows from 1, both corners within.
func (s *SheetWriter) Merge(col, row, lastCol, lastRow int) error {
	if err := s.out.MergeCell(cellRef(col, row), cellRef(lastCol, lastRow)); err != nil {
		return fmt.Errorf("sheet %q: merge: %w", s.name, err)
	}
	return nil
}
