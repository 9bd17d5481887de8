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
	col, err := r.column()
	if err != nil {
		return err
	}
	r.col = col
	cell := Cell{Hidden: r.isHidden(col)}
	if value, ok := r.s.Attr("s"); ok {
		if cell.style, ok = parseCount(value, maxStyles); !ok {
			return refuse(BadStyle, "%s: style %q", cellRef(col, r.row.Number), value)
		}
	}
	f, ok := r.w.styles.at(cell.style)
	if !ok {
		return refuse(BadStyle, "%s: no style %d", cellRef(col, r.row.Number), cell.style)
	}
	cell.Format, cell.Font = f.format, f.font
	value, _ := r.s.Attr("t")
	t, ok := cellTypeOf(value)
	if !ok {
		return refuse(BadCellType, "%s: type %q", cellRef(col, r.row.Number), value)
	}
	from := len(r.text)
	hasValue, err := r.cellContent(&cell)
	if err != nil {
		return err
	}
	cell.NoCachedValue = cell.Formula && !hasValue
	if hasValue {
		if err := r.setValue(&cell, t, from, f.date); err != nil {
			return err
		}
	}
	return r.place(cell, col)
}

// column reads where a cell stands; one without a reference follows the last.
func (r *rowReader) column() (int, error) {
	ref, ok := r.s.Attr("r")
	if !ok {
		if r.col+1 >= maxColumns {
			return 0, refuse(BadCellRef, "a cell behind XFD")
		}
		return r.col + 1, nil
	}
	col, row, ok := parseRef(ref)
	switch {
	case !ok:
		return 0, refuse(BadCellRef, "cell %q", ref)
	case row != r.row.Number:
		return 0, refuse(BadCellRef, "cell %s in row %d", ref, r.row.Number)
	case col <= r.col:
		return 0, refuse(BadCellRef, "cell %s behind %s", ref, cellRef(r.col, row))
	}
	return col, nil
}

// cellContent reads the children of a cell. The value's bytes are appended to
// the row's text.
func (r *rowReader) cellContent(cell *Cell) (hasValue bool, err error) {
	for {
		tok, err := r.s.Next()
		switch {
		case err != nil:
			return false, err
		case tok.Kind == xmlscan.End:
			return hasValue, nil
		case tok.Kind == xmlscan.Text:
			err = onlySpace(tok.Text)
		case tok.Name.Is("f"):
			cell.Formula = true
			err = r.s.Skip()
		case hasValue && !tok.Name.Is("extLst"):
			err = refuse(BadStructure, "%s behind a cell's value", tok.Name.Local)
		case tok.Name.Is("v"):
			hasValue = true
			r.text, err = appendText(r.text, r.s)
		case tok.Name.Is("is"):
			hasValue = true
			var font string
			if r.text, font, err = appendRich(r.text, r.s); font != "" {
				cell.Font = font
			}
		case tok.Name.Is("extLst"):
			err = r.s.Skip()
		default:
			err = refuse(BadStructure, "%s in a cell", tok.Name.Local)
		}
		if err != nil {
			return false, err
		}
	}
}

// setValue makes the cell's value of r.text[from:].
func (r *rowReader) setValue(cell *Cell, t cellType, from int, date bool) error {
	if t == typeText {
		return r.setText(cell, from)
	}
	raw := bytes.Trim(r.text[from:], " \t\r\n")
	if len(raw) == 0 {
		r.text = r.text[:from]
		return nil
	}
	ref := func() string { return cellRef(r.col, r.row.Number) }
	switch t {
	case typeShared:
		return r.setShared(cell, raw, from)
	case typeBool:
		if len(raw) != 1 || raw[0] != '0' && raw[0] != '1' {
			return refuse(BadNumber, "%s: truth value %.20q", ref(), raw)
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
			return refuse(BadNumber, "%s: number %.20q", ref(), raw)
		}
		cell.Kind = Number
		if date {
			cell.Kind = Date
		}
	}
	if len(raw) > r.l.Text {
		return refuse(TextTooLong, "%s: %d bytes", ref(), len(raw))
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
		refusal.Detail = cellRef(r.col, r.row.Number) + ": " + refusal.Detail
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
		return refuse(BadSharedString, "%s: shared string %.20q of %d", cellRef(r.col, r.row.Number), index, len(r.w.strings.texts))
	}
	if fault, bad := r.w.strings.bad[i]; bad {
		return refuse(fault.Code, "%s: %s", cellRef(r.col, r.row.Number), fault.Detail)
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

// span says that the text from on is that of the cell about to be placed.
func (r *rowReader) span(from int) {
	r.spans = append(r.spans, span{cell: r.col, from: from, to: len(r.text)})
}

// place puts the cell into its column, behind blank ones where the file leaves
// some out.
func (r *rowReader) place(cell Cell, col int) error {
	if col >= r.l.Columns {
		if cell.blank() {
			return nil
		}
		return refuse(TooManyColumns, "%s holds a value", cellRef(col, r.row.Number))
	}
	for len(r.row.Cells) < col {
		r.row.Cells = append(r.row.Cells, r.blankCell(len(r.row.Cells)))
	}
	r.row.Cells = append(r.row.Cells, cell)
	return nil
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
