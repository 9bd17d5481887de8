package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"chitra/internal/xmlscan"
)

// Rows reads the rows of sheet i that the file has, in ascending order, empty
// ones too. See Table.
func (w *Workbook) Rows(i int) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		if i < 0 || i >= len(w.sheets) {
			yield(nil, fmt.Errorf("read rows: the workbook has no sheet %d", i))
			return
		}
		src, stop := w.c.openAhead(w.sheets[i].entry)
		defer stop()
		r := newRowReader(w, &w.sheets[i], src)
		for {
			row, err := r.next()
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// rowReader reads one sheet in one pass.
type rowReader struct {
	w       *Workbook
	sheet   *worksheet
	s       *xmlscan.Scanner
	l       Limits
	hidden  []bool // by column
	merging merging
	merges  []area // as they stand behind the rows
	drawing string // relation of the drawing that shows the comments

	state readState
	row   Row
	col   int    // of the last cell read, -1 before the first
	aside Cell   // where a cell beyond the last column is read
	text  []byte // the texts of the row's cells, end to end
	spans []span // and whose they are
}

type readState uint8

const (
	beforeRows readState = iota
	inRows
	afterRows
)

// span says that text[from:to] is the text of a cell.
type span struct {
	cell, from, to int
}

func newRowReader(w *Workbook, sh *worksheet, src io.Reader) *rowReader {
	return &rowReader{
		w: w, sheet: sh, l: w.c.limits,
		s:       xmlscan.New(src, xmlLimits(w.c.limits)),
		merging: merging{ahead: sh.merges},
	}
}

// next returns the next row, or io.EOF once the whole sheet has been read and
// found sound. Errors name the sheet and the row.
func (r *rowReader) next() (*Row, error) {
	err := r.advance()
	if err == nil || err == io.EOF {
		return &r.row, err
	}
	refused := refusalOf(err, r.sheet.entry.name)
	var refusal *Refusal
	if errors.As(refused, &refusal) {
		refusal.Sheet = r.sheet.Name
		if refusal.Row == 0 {
			refusal.Row = r.row.Number
		}
	}
	return nil, refused
}

func (r *rowReader) advance() error {
	if r.state == beforeRows {
		if err := r.toRows(); err != nil {
			return err
		}
	}
	for r.state == inRows {
		kind, err := r.s.Advance()
		switch {
		case err != nil:
			return err
		case kind == xmlscan.Start && string(r.s.Local()) == "row":
			return r.readRow()
		case kind == xmlscan.Start:
			return refuse(BadStructure, "%s among the rows", r.s.Local())
		case kind == xmlscan.End:
			r.state = afterRows
			if err := r.toEnd(); err != nil {
				return err
			}
		default:
			if err := onlySpace(r.s.Text()); err != nil {
				return err
			}
		}
	}
	return io.EOF
}

// toRows reads what stands before the rows.
func (r *rowReader) toRows() error {
	tok, err := r.s.Next()
	if err != nil {
		return err
	}
	if !tok.Name.Is("worksheet") {
		return refuse(BadStructure, "the root is %s, not worksheet", tok.Name.Local)
	}
	for {
		tok, err := r.s.Next()
		switch {
		case err != nil:
			return err
		case tok.Kind == xmlscan.End:
			return refuse(BadStructure, "the sheet has no sheetData")
		case tok.Kind == xmlscan.Text:
			continue
		case tok.Name.Is("sheetData"):
			r.state = inRows
			return nil
		case tok.Name.Is("cols"):
			err = r.readColumns()
		default:
			err = r.s.Skip()
		}
		if err != nil {
			return err
		}
	}
}

// readColumns learns which columns are hidden.
func (r *rowReader) readColumns() error {
	return eachChild(r.s, func(xmlscan.Token) error {
		width, _ := r.s.Attr("width")
		if !attrTrue(r.s, "hidden") && string(width) != "0" {
			return nil
		}
		first, ok1 := parseCount(attrText(r.s, "min"), maxColumns)
		last, ok2 := parseCount(attrText(r.s, "max"), maxColumns)
		if !ok1 || !ok2 || first == 0 {
			return refuse(BadStructure, "columns %q to %q", attrText(r.s, "min"), attrText(r.s, "max"))
		}
		if r.hidden == nil {
			r.hidden = make([]bool, r.l.Columns)
		}
		for col := first - 1; col < min(last, r.l.Columns); col++ {
			r.hidden[col] = true
		}
		return nil
	})
}

// toEnd reads what stands behind the rows, to the end of the part. The merged
// ranges there have to be those by which the cells were marked.
func (r *rowReader) toEnd() error {
	for r.s.Depth() > 0 {
		tok, err := r.s.Next()
		switch {
		case err != nil:
			return err
		case tok.Kind != xmlscan.Start:
			continue
		case tok.Name.Is("mergeCells") && r.merges == nil:
			r.merges, err = readMerges(r.s, r.l)
		case tok.Name.Is("mergeCells") || tok.Name.Is("sheetData"):
			return refuse(BadStructure, "%s twice", tok.Name.Local)
		case tok.Name.Is("legacyDrawing"):
			r.drawing = attrText(r.s, "id")
		default:
			err = r.s.Skip()
		}
		if err != nil {
			return err
		}
	}
	if r.row.Number > 0 && !slices.Equal(r.merges, r.sheet.merges) {
		return refuse(BadMerge, "the merged ranges cannot be told before the rows")
	}
	return atEOF(r.s)
}

// readRow reads a row whose start tag was read last.
func (r *rowReader) readRow() error {
	if err := r.numberRow(); err != nil {
		return err
	}
	height, _ := r.s.Attr("ht")
	r.row.Hidden = attrTrue(r.s, "hidden") || string(height) == "0"
	r.row.Cells = r.row.Cells[:0]
	r.col, r.text, r.spans = -1, r.text[:0], r.spans[:0]
	if err := r.merging.reach(r.row.Number); err != nil {
		return err
	}
	for {
		kind, err := r.s.Advance()
		switch {
		case err != nil:
			return err
		case kind == xmlscan.End:
			r.finishRow()
			return nil
		case kind == xmlscan.Text:
			err = onlySpace(r.s.Text())
		case string(r.s.Local()) == "c":
			err = r.readCell()
		case string(r.s.Local()) == "extLst":
			err = r.s.Skip()
		default:
			err = refuse(BadStructure, "%s in a row", r.s.Local())
		}
		if err != nil {
			return err
		}
	}
}

// numberRow reads the number of a row; one without follows the row before.
func (r *rowReader) numberRow() error {
	number := r.row.Number + 1
	if value, ok := r.s.Attr("r"); ok {
		n, ok := parseCount(value, maxRows)
		if !ok {
			refusal := refuse(BadRowNumber, "row number %q", value)
			refusal.Row = number
			return refusal
		}
		if n < number {
			refusal := refuse(BadRowNumber, "row %d behind row %d", n, r.row.Number)
			refusal.Row = max(n, 1)
			return refusal
		}
		number = n
	}
	r.row.Number = number
	if number > r.l.Rows {
		return refuse(TooManyRows, "more than %d rows", r.l.Rows)
	}
	return nil
}

// finishRow gives the cells their texts, marks what merged ranges cover and
// cuts what says nothing from the end.
func (r *rowReader) finishRow() {
	texts := string(r.text)
	for _, sp := range r.spans {
		r.row.Cells[sp.cell].Text = texts[sp.from:sp.to]
	}
	cells := r.row.Cells
	if len(r.merging.active) > 0 {
		cells = r.merging.cover(cells, r.row.Number, r.l.Columns, r.blankCell)
	}
	for len(cells) > 0 && cells[len(cells)-1].blank() {
		cells = cells[:len(cells)-1]
	}
	r.row.Cells = cells
}

// blankCell is a cell of this row that the file leaves out.
func (r *rowReader) blankCell(col int) Cell { return Cell{Hidden: r.isHidden(col)} }

func (r *rowReader) isHidden(col int) bool {
	return r.row.Hidden || col < len(r.hidden) && r.hidden[col]
}

// onlySpace refuses text where elements belong.
func onlySpace(text []byte) error {
	if len(bytes.TrimSpace(text)) > 0 {
		return refuse(BadStructure, "text %.20q between elements", text)
	}
	return nil
}
