package sheet

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"chitra/internal/xmlscan"
)

// Fill are rows to be put into a sheet that somebody else has laid out.
type Fill struct {
	First   int               // the row the first goes into, 1-based
	Count   int               // how many there are
	Columns []int             // where the values of a row go, from 0, ascending
	Rows    iter.Seq[[]Value] // Count of them, a value a column; an empty one leaves the cell as it is
	// Clear is how many rows from First on hold examples: in those of them that
	// no row goes into, the cells of Columns are emptied.
	Clear int
}

// ErrFormulaThere is returned where a value would replace a formula.
var ErrFormulaThere = errors.New("a formula stands where a value is to go")

// WriteFilled writes a workbook with rows put into one of its sheets. A cell
// keeps its style; one that is not there takes that of its column in the first
// row. Everything else of the package (other sheets, styles, validation, merged
// cells, notes) is copied as it is packed. The same workbook and rows give the
// same bytes. A package that is not sound is a *Refusal; of what went wrong
// later, dst may hold a part.
func WriteFilled(dst io.Writer, src io.ReaderAt, size int64, sheet int, f Fill) error {
	w, err := Open(src, size, Limits{})
	if err != nil {
		return err
	}
	if sheet < 0 || sheet >= len(w.sheets) {
		return fmt.Errorf("fill workbook: it has no sheet %d", sheet)
	}
	if f.First < 1 || f.First+max(f.Count, f.Clear)-1 > maxRows || len(f.Columns) == 0 || !slices.IsSorted(f.Columns) ||
		f.Columns[len(f.Columns)-1] >= maxColumns {
		return errors.New("fill workbook: no such rows or columns")
	}
	next, stop := iter.Pull(f.Rows)
	defer stop()
	fl := &filling{w: w, sheet: &w.sheets[sheet], fill: f, next: next, styles: map[int]int{}}
	if err := fl.readSheet(); err != nil {
		return fmt.Errorf("fill workbook: %w", err)
	}
	p := newPacker(dst)
	for _, e := range w.c.entries {
		if err := fl.writeEntry(p, e); err != nil {
			return fmt.Errorf("fill workbook: %w", err)
		}
	}
	return p.close()
}

// filling is one call of WriteFilled.
type filling struct {
	w     *Workbook
	sheet *worksheet
	fill  Fill
	next  func() ([]Value, bool)

	styles          map[int]int // of the first row's cells, by column
	lastRow, lastAt int         // last row and column of the sheet
}

// readSheet reads the sheet once, to its end, before anything is written.
func (fl *filling) readSheet() error {
	src, stop := fl.w.c.openAhead(fl.sheet.entry)
	defer stop()
	r := newRowReader(fl.w, fl.sheet, src)
	fl.lastAt = fl.fill.Columns[len(fl.fill.Columns)-1]
	for {
		row, err := r.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		fl.lastRow = row.Number
		fl.lastAt = max(fl.lastAt, len(row.Cells)-1)
		if row.Number == fl.fill.First {
			for _, col := range fl.fill.Columns {
				if col < len(row.Cells) {
					fl.styles[col] = row.Cells[col].style
				}
			}
		}
	}
}

func (fl *filling) writeEntry(p *packer, e *entry) error {
	if e != fl.sheet.entry {
		return p.copy(fl.w.c, e)
	}
	out, err := p.create(e.name)
	if err != nil {
		return err
	}
	rw, err := newRewriter(fl.w.c, e, out)
	if err == nil {
		fw := &fillRewriter{rewriter: rw, filling: fl}
		if err = rw.each(fw.part); err == nil {
			err = rw.finish()
		}
	}
	switch {
	case errors.Is(err, ErrFormulaThere), errors.Is(err, errFillCount), errors.Is(err, errFillText):
		return err
	case err != nil:
		return refusalOf(err, e.name)
	}
	return nil
}

var (
	errFillCount = errors.New("rows to fill in are not as many as was said")
	errFillText  = errors.New("a value to fill in is none a cell can hold")
)

// fillRewriter is the one pass over the sheet.
type fillRewriter struct {
	*rewriter
	*filling
	done int // rows filled or cleared so far, from First on
	row  int
	col  int
}

// span is how many rows from First on are filled or cleared.
func (fw *fillRewriter) span() int { return max(fw.fill.Count, fw.fill.Clear) }

func (fw *fillRewriter) part(kind xmlscan.Kind) error {
	switch {
	case kind != xmlscan.Start:
		fw.keep()
		return nil
	case fw.is("dimension"):
		last := max(fw.lastRow, fw.fill.First+fw.fill.Count-1)
		fw.retag(change{name: "ref", value: "A1:" + cellRef(fw.lastAt, last)})
		return fw.keepRest()
	case fw.is("sheetData"):
		return fw.sheetData()
	}
	fw.keep()
	return fw.keepRest()
}

func (fw *fillRewriter) sheetData() error {
	fw.open()
	return fw.each(func(kind xmlscan.Kind) error {
		switch kind {
		case xmlscan.Text:
			fw.keep()
			return nil
		case xmlscan.End:
			err := fw.rowsBefore(fw.fill.First + fw.fill.Count)
			if _, more := fw.next(); err == nil && more {
				err = errFillCount
			}
			fw.shut()
			return err
		}
		fw.row++
		if n, ok := parseCount(fw.attr("r"), maxRows); ok {
			fw.row = n
		}
		if err := fw.rowsBefore(min(fw.row, fw.fill.First+fw.fill.Count)); err != nil {
			return err
		}
		if fw.row < fw.fill.First || fw.row >= fw.fill.First+fw.span() {
			fw.keep()
			return fw.keepRest()
		}
		return fw.oneRow()
	})
}

// rowsBefore writes the rows that the sheet leaves out.
func (fw *fillRewriter) rowsBefore(row int) error {
	for fw.done < fw.fill.Count && fw.fill.First+fw.done < row {
		n := fw.fill.First + fw.done
		cells, err := fw.values(n)
		if err != nil {
			return err
		}
		fw.write(fmt.Sprintf(`<%srow r="%d">`, fw.p, n))
		for i, col := range fw.fill.Columns {
			fw.cell(n, col, fw.styles[col], cells[i])
		}
		fw.write("</" + fw.p + "row>")
	}
	return nil
}

// values are those of row n: none for one that is only cleared.
func (fw *fillRewriter) values(n int) ([]Value, error) {
	fw.done++
	if n >= fw.fill.First+fw.fill.Count {
		return nil, nil
	}
	values, ok := fw.next()
	if !ok || len(values) != len(fw.fill.Columns) {
		return nil, errFillCount
	}
	for _, v := range values {
		if err := v.check(); err != nil {
			return nil, fmt.Errorf("%w: %w", errFillText, err)
		}
	}
	return values, nil
}

// oneRow writes the row whose start tag was read last, with its values.
func (fw *fillRewriter) oneRow() error {
	row := fw.row
	values, err := fw.values(row)
	if err != nil {
		return err
	}
	left := 0 // the first of Columns that is still to come
	before := func(col int) {
		for ; left < len(fw.fill.Columns) && fw.fill.Columns[left] < col; left++ {
			if values != nil {
				fw.cell(row, fw.fill.Columns[left], fw.styles[fw.fill.Columns[left]], values[left])
			}
		}
	}
	fw.col = -1
	fw.reopen(change{name: "spans", drop: true})
	return fw.each(func(kind xmlscan.Kind) error {
		switch {
		case kind == xmlscan.Text:
			fw.keep()
			return nil
		case kind == xmlscan.End:
			before(maxColumns)
			fw.shut()
			return nil
		case !fw.is("c"):
			before(maxColumns)
			fw.keep()
			return fw.keepRest()
		}
		fw.col++
		if col, _, ok := parseRef(fw.attr("r")); ok {
			fw.col = col
		}
		before(fw.col)
		if left == len(fw.fill.Columns) || fw.fill.Columns[left] != fw.col {
			fw.keep()
			return fw.keepRest()
		}
		left++
		return fw.replaced(values, left-1)
	})
}

// replaced writes the cell whose start tag was read last with value i.
func (fw *fillRewriter) replaced(values []Value, i int) error {
	style, _ := parseCount(fw.attr("s"), maxStyles)
	if values != nil && values[i].isZero() {
		fw.keep()
		return fw.keepRest()
	}
	var v Value
	if values != nil {
		v = values[i]
	}
	fw.cell(fw.row, fw.col, style, v)
	return fw.each(func(kind xmlscan.Kind) error {
		if kind == xmlscan.Start && fw.is("f") {
			return ErrFormulaThere
		}
		return nil
	})
}

// cell writes a cell with a value; an empty one keeps only the style.
func (fw *fillRewriter) cell(row, col, style int, v Value) {
	if v.isZero() && style == 0 {
		return
	}
	fw.write(`<` + fw.p + `c r="` + cellRef(col, row) + `"`)
	if style > 0 {
		fw.write(` s="` + strconv.Itoa(style) + `"`)
	}
	switch {
	case v.format > TextFormat:
		fw.write("><" + fw.p + "v>" + strconv.FormatInt(v.number, 10) + "</" + fw.p + "v></" + fw.p + "c>")
	case v.text != "":
		fw.write(` t="inlineStr"><` + fw.p + `is><` + fw.p + `t xml:space="preserve">` + escapeText(v.text) +
			`</` + fw.p + `t></` + fw.p + `is></` + fw.p + `c>`)
	default:
		fw.write("/>")
	}
}
