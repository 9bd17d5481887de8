package portal

import (
	"bytes"
	"fmt"
	"io"
	"iter"

	"chitra/bankfile"
	"chitra/internal/sheet"
)

// writeWorkbook lays the lines out as the profile says: a workbook of the header
// and the first line, which has the columns' styles, and into it all of them, so
// that no more than one is in memory.
func writeWorkbook(w io.Writer, out *Out, lines iter.Seq[bankfile.Line], count int) error {
	var blank bytes.Buffer
	if err := writeBlank(&blank, out, lines); err != nil {
		return err
	}
	return fillLines(w, blank.Bytes(), 0, out, min(count, 1), lines, count)
}

// writeBlank writes the header and the first line.
func writeBlank(w io.Writer, out *Out, lines iter.Seq[bankfile.Line]) error {
	book := sheet.NewBook()
	options := sheet.SheetOptions{Frozen: out.HeaderRow}
	at, width := out.places()
	options.Widths = make([]int, width)
	for i, c := range out.Columns {
		options.Widths[at[i]] = c.Width
	}
	s, err := book.AddSheet(out.Sheet, options)
	if err != nil {
		return err
	}
	if err := writeHead(s, out); err != nil {
		return err
	}
	for l := range lines {
		if _, err := s.Row(cells(out, 1, l)...); err != nil {
			return fmt.Errorf("line %s: %w", l.EndToEndID, err)
		}
		break
	}
	_, err = book.WriteTo(w)
	return err
}

// writeHead writes the title into the first row and the headings into theirs.
func writeHead(s *sheet.SheetWriter, out *Out) error {
	above := out.HeaderRow - 1
	if out.Title.Text != "" {
		if err := writeTitle(s, out.Title); err != nil {
			return err
		}
		above--
	}
	s.Skip(above)
	at, width := out.places()
	headings := make([]sheet.Value, width)
	for i, c := range out.Columns {
		headings[at[i]] = sheet.TextValue(c.Heading).As(sheet.Header)
	}
	_, err := s.Row(headings...)
	return err
}

func writeTitle(s *sheet.SheetWriter, t Title) error {
	left, row, err := sheet.ParseRef(t.From)
	if err != nil {
		return err
	}
	right, last, err := sheet.ParseRef(t.To)
	if err != nil {
		return err
	}
	cells := make([]sheet.Value, left+1)
	cells[left] = sheet.TextValue(t.Text).As(sheet.Header)
	if _, err := s.Row(cells...); err != nil {
		return err
	}
	if left == right {
		return nil
	}
	return s.Merge(left, row, right, last)
}

// cells are the values of one row, from column A on.
func cells(out *Out, ordinal int64, l bankfile.Line) []sheet.Value {
	at, width := out.places()
	values := make([]sheet.Value, width)
	for i, c := range out.Columns {
		values[at[i]] = value(c, ordinal, l)
	}
	return values
}

// value is what stands in a line's cell of one column.
func value(c Column, ordinal int64, l bankfile.Line) sheet.Value {
	switch c.Field {
	case Ordinal:
		return sheet.IntValue(ordinal)
	case Account:
		return sheet.TextValue(l.AccountNumber)
	case Holder:
		return sheet.TextValue(l.Holder)
	case Bank:
		return sheet.TextValue(l.BankDisplay)
	case Amount:
		return sheet.AmountValue(l.Amount.Minor())
	case Remittance:
		return sheet.TextValue(l.Remittance)
	case OurReference:
		return sheet.TextValue(l.EndToEndID)
	case Fixed:
		return sheet.TextValue(c.Text)
	}
	return sheet.Value{}
}
