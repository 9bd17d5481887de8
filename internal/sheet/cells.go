package sheet

import (
	"bytes"

	"chitra/internal/xmlscan"
)

// cellType is the type that a cell's element declares (ECMA-376, 18.18.11).
type cellType uint8

const (
	typeNumber cellType = iota
	typeShared
	typeText // "str", the text a formula gave, or "inlineStr"
	typeBool
	typeError
	typeISODate
)

func cellTypeOf(t []byte) (cellType, bool) {
	switch string(t) {
	case "", "n":
		return typeNumber, true
	case "s":
		return typeShared, true
	case "str", "inlineStr":
		return typeText, true
	case "b":
		return typeBool, true
	case "e":
		return typeError, true
	case "d":
		return typeISODate, true
	default:
		return 0, false
	}
}

// readCell reads a cell whose start tag was read last into the row.
func (r *rowReader) readCell() error {
	cell, t, date, err := r.cellHead()
	if err != nil {
		return err
	}
	from := len(r.text)
	hasValue, err := r.cellContent(cell)
	if err != nil {
		return err
	}
	cell.NoCachedValue = cell.Formula && !hasValue
	if hasValue {
		if err := r.setValue(cell, t, from, date); err != nil {
			return err
		}
	}
	if cell == &r.aside && !cell.blank() {
		return refuse(TooManyColumns, "%s holds a value", r.ref())
	}
	return nil
}

// cellHead reads the attributes of a cell, its place, its format and its type,
// and puts the cell into its column.
func (r *rowReader) cellHead() (cell *Cell, t cellType, date bool, err error) {
	var ref, style, kind []byte
	for i := range r.s.NumAttr() {
		local, value := r.s.LocalAttrAt(i)
		if len(local) != 1 {
			continue
		}
		switch local[0] {
		case 'r':
			ref = value
		case 's':
			style = value
		case 't':
			kind = value
		}
	}
	if err := r.column(ref); err != nil {
		return nil, 0, false, err
	}
	var index int
	ok := true
	if style != nil {
		index, ok = parseCount(style, maxStyles)
	}
	f := r.w.styles.at(index)
	if !ok || f == nil {
		return nil, 0, false, refuse(BadStyle, "%s: no style %q", r.ref(), style)
	}
	if t, ok = cellTypeOf(kind); !ok {
		return nil, 0, false, refuse(BadCellType, "%s: type %q", r.ref(), kind)
	}
	cell = r.newCell()
	cell.style, cell.Format, cell.Font = index, f.format, f.font
	return cell, t, f.date, nil
}

// newCell makes the cell under way, behind blank ones where the file leaves
// some out. One beyond the last column is put aside: it may be formatted, but
// may not hold anything.
func (r *rowReader) newCell() *Cell {
	if r.col >= r.l.Columns {
		r.aside = Cell{}
		return &r.aside
	}
	for len(r.row.Cells) < r.col {
		r.row.Cells = append(r.row.Cells, r.blankCell(len(r.row.Cells)))
	}
	r.row.Cells = append(r.row.Cells, r.blankCell(r.col))
	return &r.row.Cells[r.col]
}

// ref is the reference of the cell under way.
func (r *rowReader) ref() string { return cellRef(r.col, r.row.Number) }

// column reads where a cell stands; one without a reference follows the last.
func (r *rowReader) column(ref []byte) error {
	if ref == nil {
		if r.col++; r.col >= maxColumns {
			return refuse(BadCellRef, "a cell behind XFD")
		}
		return nil
	}
	col, row, ok := parseRef(ref)
	switch {
	case !ok:
		return refuse(BadCellRef, "cell %q", ref)
	case row != r.row.Number:
		return refuse(BadCellRef, "cell %s in row %d", ref, r.row.Number)
	case col <= r.col:
		return refuse(BadCellRef, "cell %s behind %s", ref, cellRef(r.col, row))
	}
	r.col = col
	return nil
}

// cellContent reads the children of a cell. The value's bytes are appended to
// the row's text.
func (r *rowReader) cellContent(cell *Cell) (hasValue bool, err error) {
	for {
		kind, err := r.s.Advance()
		switch {
		case err != nil:
			return false, err
		case kind == xmlscan.End:
			return hasValue, nil
		case kind == xmlscan.Text:
			err = onlySpace(r.s.Text())
		default:
			switch name := r.s.Local(); string(name) {
			case "f":
				cell.Formula = true
				err = r.s.Skip()
			case "v", "is":
				if hasValue {
					return false, refuse(BadStructure, "%s: two values", r.ref())
				}
				hasValue = true
				err = r.cellValue(cell, string(name) == "is")
			case "extLst":
				err = r.s.Skip()
			default:
				err = refuse(BadStructure, "%s in a cell", name)
			}
		}
		if err != nil {
			return false, err
		}
	}
}

// cellValue appends the bytes of a v or is element to the row's text.
func (r *rowReader) cellValue(cell *Cell, rich bool) (err error) {
	if !rich {
		r.text, err = appendText(r.text, r.s)
		return err
	}
	var font string
	if r.text, font, err = appendRich(r.text, r.s); font != "" {
		cell.Font = font
	}
	return err
}

// setValue makes the cell's value of r.text[from:].
func (r *rowReader) setValue(cell *Cell, t cellType, from int, date bool) error {
	if t == typeText {
		return r.setText(cell, from)
	}
	raw := trimSpace(r.text[from:])
	if len(raw) == 0 {
		r.text = r.text[:from]
		return nil
	}
	switch t {
	case typeShared:
		return r.setShared(cell, raw, from)
	case typeBool:
		if len(raw) != 1 || raw[0] != '0' && raw[0] != '1' {
			return refuse(BadNumber, "%s: truth value %.20q", r.ref(), raw)
		}
		cell.Kind, cell.Text = Bool, "FALSE"
		if raw[0] == '1' {
			cell.Text = "TRUE"
		}
		r.text = r.text[:from]
		return nil
	case typeError:
		cell.Kind = ErrorValue
	case typeISODate:
		cell.Kind = Text
		raw = bytes.TrimSuffix(bytes.TrimSuffix(raw, []byte("Z")), []byte("T00:00:00"))
	default:
		if !isNumber(raw) {
			return refuse(BadNumber, "%s: number %.20q", r.ref(), raw)
		}
		cell.Kind = Number
		if date {
			cell.Kind = Date
		}
	}
	if len(raw) > r.l.Text {
		return refuse(TextTooLong, "%s: %d bytes", r.ref(), len(raw))
	}
	r.text = append(r.text[:from], raw...)
	r.span(from)
	return nil
}

// setText makes the cell's text of r.text[from:]; an empty one that no formula
// gave is no value.
func (r *rowReader) setText(cell *Cell, from int) error {
	text, refusal := decodeEscapes(r.text, from, r.l)
	if refusal != nil {
		refusal.Detail = r.ref() + ": " + refusal.Detail
		return refusal
	}
	r.text = text
	if len(text) > from || cell.Formula {
		cell.Kind = Text
		r.span(from)
	}
	return nil
}

// setShared looks a shared string up.
func (r *rowReader) setShared(cell *Cell, index []byte, from int) error {
	i, ok := parseCount(index, len(r.w.strings.texts)-1)
	if !ok {
		return refuse(BadSharedString, "%s: shared string %.20q of %d", r.ref(), index, len(r.w.strings.texts))
	}
	if fault, bad := r.w.strings.bad[i]; bad {
		return refuse(fault.Code, "%s: %s", r.ref(), fault.Detail)
	}
	cell.Text = r.w.strings.texts[i]
	if font, ok := r.w.strings.fonts[i]; ok {
		cell.Font = font
	}
	if cell.Text != "" || cell.Formula {
		cell.Kind = Text
	}
	r.text = r.text[:from]
	return nil
}

// span says that the text from on is that of the cell under way.
func (r *rowReader) span(from int) {
	r.spans = append(r.spans, span{cell: r.col, from: from, to: len(r.text)})
}

// trimSpace cuts XML's white space from both ends.
func trimSpace(s []byte) []byte {
	space := func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
	for len(s) > 0 && space(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && space(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// isNumber holds a number to the grammar of xsd:double without its names for
// what is none.
func isNumber(s []byte) bool {
	i := 0
	digits := func() bool {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i > from
	}
	sign := func() {
		if i < len(s) && (s[i] == '-' || s[i] == '+') {
			i++
		}
	}
	sign()
	whole := digits()
	if i < len(s) && s[i] == '.' {
		i++
		if fraction := digits(); !whole && !fraction {
			return false
		}
	} else if !whole {
		return false
	}
	if i < len(s) && s[i]|0x20 == 'e' {
		i++
		sign()
		if !digits() {
			return false
		}
	}
	return i == len(s)
}
