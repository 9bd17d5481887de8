package portal

import (
	"fmt"
	"io"
	"iter"

	"chitra/bankfile"
	"chitra/internal/sheet"
)

// writeWorkbook lays the lines out as the profile says.
func writeWorkbook(w io.Writer, out *Out, lines iter.Seq[bankfile.Line]) error {
	book := sheet.NewBook()
	options := sheet.SheetOptions{Frozen: out.HeaderRow}
	for _, c := range out.Columns {
		options.Widths = append(options.Widths, c.Width)
	}
	s, err := book.AddSheet(out.Sheet, options)
	if err != nil {
		return err
	}
	if err := writeHead(s, out); err != nil {
		return err
	}
	ordinal := int64(0)
	for l := range lines {
		ordinal++
		if _, err := s.Row(cells(out.Columns, ordinal, l)...); err != nil {
			return fmt.Errorf("line %s: %w", l.EndToEndID, err)
		}
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
	headings := make([]sheet.Value, len(out.Columns))
	for i, c := range out.Columns {
		headings[i] = sheet.TextValue(c.Heading).As(sheet.Header)
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

func cells(columns []Column, ordinal int64, l bankfile.Line) []sheet.Value {
	out := make([]sheet.Value, len(columns))
	for i, c := range columns {
		switch c.Field {
		case Ordinal:
			out[i] = sheet.IntValue(ordinal)
		case Account:
			out[i] = sheet.TextValue(l.AccountNumber)
		case Holder:
			out[i] = sheet.TextValue(l.Holder)
		case Bank:
			out[i] = sheet.TextValue(l.BankDisplay)
		case Amount:
			out[i] = sheet.AmountValue(l.Amount.Minor())
		case Remittance:
			out[i] = sheet.TextValue(l.Remittance)
		}
	}
	return out
}
