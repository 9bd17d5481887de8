package sheet

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"chitra/internal/xmlscan"
)

// Widths of the two columns, in characters.
const (
	resultWidth = 14
	reasonWidth = 60
)

// sheetRewriter is one pass over the sheet.
type sheetRewriter struct {
	*rewriter
	m    *marking
	rows []int // rows with edits that are still to come
	row  int   // row under way
	col  int   // last cell of it

	columns, drawing bool // written
}

// behindDrawing are the elements before which the reference to the drawing of
// comments has to stand (ECMA-376, 18.3.1.99).
var behindDrawing = []string{
	"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
}

// writeSheet writes the sheet with its cells marked.
func (m *marking) writeSheet(w io.Writer) error {
	rw, err := newRewriter(m.c, m.sheet.entry, w)
	if err == nil {
		sw := &sheetRewriter{rewriter: rw, m: m, rows: m.rows, columns: !m.hasColumns(), drawing: m.parts.drawing == ""}
		if err = rw.each(sw.part); err == nil {
			err = rw.finish()
		}
	}
	if err != nil {
		return refusalOf(err, m.sheet.entry.name)
	}
	return nil
}

// part writes what stands for one token on the sheet's first level.
func (sw *sheetRewriter) part(kind xmlscan.Kind) error {
	if !sw.drawing && (kind == xmlscan.End || kind == xmlscan.Start && sw.is(behindDrawing...)) {
		sw.drawing = true
		sw.write(fmt.Sprintf(`<%slegacyDrawing xmlns:r="%s" r:id="%s"/>`, sw.p, sw.m.parts.relations, sw.m.parts.drawing))
	}
	switch {
	case kind != xmlscan.Start:
		sw.keep()
		return nil
	case sw.is("dimension"):
		last := max(sw.m.last, 0)
		if sw.m.hasColumns() {
			last = max(last, sw.m.result+1)
		}
		sw.retag(change{name: "ref", value: "A1:" + cellRef(last, max(sw.m.lastRow, 1))})
		return sw.keepRest()
	case sw.is("cols") && !sw.columns:
		return sw.cols()
	case sw.is("sheetData"):
		if !sw.columns {
			sw.write("<" + sw.p + "cols>")
			sw.ownColumns()
			sw.write("</" + sw.p + "cols>")
		}
		return sw.sheetData()
	}
	sw.keep()
	return sw.keepRest()
}

// cols copies the columns; what they say of the two is replaced.
func (sw *sheetRewriter) cols() error {
	first, last := sw.m.result+1, sw.m.result+2
	sw.open()
	return sw.each(func(kind xmlscan.Kind) error {
		if kind == xmlscan.End {
			sw.ownColumns()
			sw.shut()
			return nil
		}
		from, ok1 := parseCount(sw.attr("min"), maxColumns)
		to, ok2 := parseCount(sw.attr("max"), maxColumns)
		if kind == xmlscan.Text || !ok1 || !ok2 || to < first {
			sw.keep()
			return sw.restOf(kind)
		}
		if from < first {
			sw.write(sw.tag(change{name: "max", value: strconv.Itoa(first - 1)}) + "/>")
		}
		sw.ownColumns()
		if to > last {
			sw.write(sw.tag(change{name: "min", value: strconv.Itoa(max(from, last+1))}) + "/>")
		}
		return sw.s.Skip()
	})
}

// restOf copies the rest of an element, where a start tag was read.
func (sw *sheetRewriter) restOf(kind xmlscan.Kind) error {
	if kind == xmlscan.Start {
		return sw.keepRest()
	}
	return nil
}

// ownColumns writes the widths of the two columns, once; they are never hidden.
func (sw *sheetRewriter) ownColumns() {
	if sw.columns {
		return
	}
	sw.columns = true
	for i, width := range []int{resultWidth, reasonWidth} {
		n := sw.m.result + 1 + i
		sw.write(fmt.Sprintf(`<%scol min="%d" max="%d" width="%d" customWidth="1"/>`, sw.p, n, n, width))
	}
}

// sheetData writes the rows.
func (sw *sheetRewriter) sheetData() error {
	sw.open()
	return sw.each(func(kind xmlscan.Kind) error {
		switch kind {
		case xmlscan.Text:
			sw.keep()
			return nil
		case xmlscan.End:
			sw.rowsBefore(maxRows + 1)
			sw.shut()
			return nil
		}
		sw.row++
		if n, ok := parseCount(sw.attr("r"), maxRows); ok {
			sw.row = n
		}
		sw.rowsBefore(sw.row)
		return sw.oneRow()
	})
}

// rowsBefore writes the edits of rows that the file leaves out.
func (sw *sheetRewriter) rowsBefore(row int) {
	for len(sw.rows) > 0 && sw.rows[0] < row {
		n := sw.rows[0]
		sw.rows = sw.rows[1:]
		sw.write(fmt.Sprintf(`<%srow r="%d">`, sw.p, n))
		for _, e := range sw.m.edits[n] {
			sw.cell(n, e, 0)
		}
		sw.write("</" + sw.p + "row>")
	}
}

// oneRow writes the row whose start tag was read last.
func (sw *sheetRewriter) oneRow() error {
	var edits []edit
	if len(sw.rows) > 0 && sw.rows[0] == sw.row {
		edits = sw.m.edits[sw.row]
		sw.rows = sw.rows[1:]
	}
	if edits == nil && !sw.m.again && !sw.m.styles.mayHaveMarks() {
		sw.keep()
		return sw.keepRest()
	}
	row := sw.row
	sw.col = -1
	sw.reopen(change{name: "spans", drop: true})
	before := func(col int) {
		for len(edits) > 0 && edits[0].col < col {
			sw.cell(row, edits[0], 0)
			edits = edits[1:]
		}
	}
	return sw.each(func(kind xmlscan.Kind) error {
		switch {
		case kind == xmlscan.Text:
			sw.keep()
			return nil
		case kind == xmlscan.End:
			before(maxColumns)
			sw.shut()
			return nil
		case !sw.is("c"):
			before(maxColumns)
			sw.keep()
			return sw.keepRest()
		}
		sw.col++
		if col, _, ok := parseRef(sw.attr("r")); ok {
			sw.col = col
		}
		before(sw.col)
		if len(edits) > 0 && edits[0].col == sw.col {
			e := edits[0]
			edits = edits[1:]
			return sw.edited(e)
		}
		return sw.unedited()
	})
}

// edited writes the cell whose start tag was read last, with its edit.
func (sw *sheetRewriter) edited(e edit) error {
	style := sw.style()
	if e.text != nil {
		sw.cell(sw.row, e, style)
		return sw.s.Skip()
	}
	sw.retag(change{name: "s", value: strconv.Itoa(sw.m.styles.want(style, asBad))})
	return sw.keepRest()
}

// unedited writes a cell that has no edit: what an earlier marking did to it
// is taken off.
func (sw *sheetRewriter) unedited() error {
	style := sw.style()
	sound := sw.m.styles.want(style, asSound)
	if sw.m.ours(sw.row, sw.col) {
		sw.write(fmt.Sprintf(`<%sc r="%s" s="%d"/>`, sw.p, cellRef(sw.col, sw.row), sound))
		return sw.s.Skip()
	}
	if sound != style {
		sw.retag(change{name: "s", value: strconv.Itoa(sound)})
	} else {
		sw.keep()
	}
	return sw.keepRest()
}

// style is that of the cell whose start tag was read last.
func (sw *sheetRewriter) style() int {
	n, _ := parseCount(sw.attr("s"), maxStyles)
	return n
}

// cell writes a cell with an edit; style is what the cell had, 0 for none.
func (sw *sheetRewriter) cell(row int, e edit, style int) {
	st := &sw.m.styles
	switch {
	case e.head && style == 0:
		style = sw.m.headStyle
	case e.text != nil && needsQuote(*e.text):
		style = st.want(0, asQuoted)
	}
	if e.bad {
		style = st.want(style, asBad)
	} else {
		style = st.want(style, asSound)
	}
	sw.write(fmt.Sprintf(`<%sc r="%s"`, sw.p, cellRef(e.col, row)))
	if style > 0 {
		sw.write(fmt.Sprintf(` s="%d"`, style))
	}
	if e.text == nil || *e.text == "" {
		sw.write("/>")
		return
	}
	sw.write(` t="inlineStr"><` + sw.p + `is><` + sw.p + `t xml:space="preserve">` + escapeText(*e.text) +
		`</` + sw.p + `t></` + sw.p + `is></` + sw.p + `c>`)
}

// writeKeys writes the hidden sheet.
func (m *marking) writeKeys(w io.Writer, keys *HiddenSheet) error {
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(declaration + `<worksheet xmlns="` + m.parts.main + `"><sheetData>`)
	row := 0
	for texts := range keys.Rows {
		if row++; row > maxRows || len(texts) > maxColumns {
			return fmt.Errorf("keys: row %d with %d texts", row, len(texts))
		}
		fmt.Fprintf(out, `<row r="%d">`, row)
		for col, text := range texts {
			if err := checkText(text); err != nil {
				return fmt.Errorf("keys: %s: %w", cellRef(col, row), err)
			}
			if text != "" {
				out.WriteString(`<c r="` + cellRef(col, row) + `" t="inlineStr"><is><t xml:space="preserve">` + escapeText(text) + `</t></is></c>`)
			}
		}
		out.WriteString(`</row>`)
	}
	out.WriteString(`</sheetData></worksheet>`)
	return out.Flush()
}
