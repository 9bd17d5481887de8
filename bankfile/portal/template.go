package portal

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"

	"chitra/bankfile"
	"chitra/internal/sheet"
)

// firstRow is the row of the first line, 1-based.
func (o *Out) firstRow() int { return max(o.DataRow, o.HeaderRow+1) }

// tryTemplate holds the template against what the profile says of it.
func (p *Profile) tryTemplate() error {
	fail := func(key, code, value string) error {
		return ProfileFaults{{Line: 1, Key: key, Code: code, Value: value}}
	}
	o := &p.Out
	book, err := sheet.Open(bytes.NewReader(p.template), int64(len(p.template)), sheet.Limits{})
	if err != nil {
		return fmt.Errorf("template of profile %q: %w", p.Name, err)
	}
	index := sheetNamed(book, o.Sheet)
	if index < 0 {
		return fail("out.sheet", ProfileTemplate, o.Sheet)
	}
	headed := false
	at, _ := o.places()
	for row, err := range book.Rows(index) {
		if err != nil {
			return fmt.Errorf("template of profile %q: %w", p.Name, err)
		}
		switch {
		case row.Number == o.HeaderRow:
			headed = true
			for i, c := range o.Columns {
				if at[i] >= len(row.Cells) || row.Cells[at[i]].Text != c.Heading {
					return fail(fmt.Sprintf("out.columns[%d].heading", i), ProfileTemplate, c.Heading)
				}
			}
		case row.Number >= o.firstRow() && (o.LastRow == 0 || row.Number <= o.LastRow):
			if ref := o.inTheWay(row, at); ref != "" {
				return fail("out.template", ProfileTemplate, ref)
			}
		}
	}
	if !headed {
		return fail("out.header_row", ProfileTemplate, strconv.Itoa(o.HeaderRow))
	}
	return nil
}

func sheetNamed(book *sheet.Workbook, name string) int {
	for _, s := range book.Sheets() {
		if s.Name == name && s.Hidden == sheet.Visible {
			return s.Index
		}
	}
	return -1
}

// inTheWay is the first cell of a row in which a value could not stand: merged,
// hidden, a formula, or filled below the examples; "" where there is none.
func (o *Out) inTheWay(row *sheet.Row, at []int) string {
	for i, col := range at {
		if col >= len(row.Cells) || o.Columns[i].Field == Blank {
			continue
		}
		c := row.Cells[col]
		filled := c.Text != "" && row.Number >= o.firstRow()+o.Samples && o.Columns[i].Field != Ordinal
		if c.Merged || c.Hidden || c.Formula || filled {
			return sheet.ColumnName(col) + strconv.Itoa(row.Number)
		}
	}
	return ""
}

// says whether a row of a filled template says anything of a payment. Some
// templates number their rows beforehand.
func (o *Out) says(row *sheet.Row, at []int) bool {
	for i, col := range at {
		if f := o.Columns[i].Field; f == Blank || f == Ordinal || f == Fixed || col >= len(row.Cells) {
			continue
		}
		if c := row.Cells[col]; c.Text != "" || c.Formula || c.Merged {
			return true
		}
	}
	return false
}

// writeTemplate writes the template with the lines put into it.
func (f format) writeTemplate(w io.Writer, lines iter.Seq[bankfile.Line], count int) error {
	index, err := f.templateSheet()
	if err != nil {
		return err
	}
	return fillLines(w, f.p.template, index, &f.p.Out, f.p.Out.Samples, lines, count)
}

// fillLines writes a workbook with the lines put into one of its sheets, each as
// it comes: samples rows there are examples.
func fillLines(w io.Writer, workbook []byte, index int, o *Out, samples int, lines iter.Seq[bankfile.Line], count int) error {
	at, _ := o.places()
	order := make([]int, len(at)) // of the columns, from left to right
	for i := range order {
		order[i] = i
	}
	order = slices.DeleteFunc(order, func(i int) bool { return o.Columns[i].Field == Blank })
	slices.SortFunc(order, func(x, y int) int { return at[x] - at[y] })
	fill := sheet.Fill{First: o.firstRow(), Count: count, Clear: samples}
	for _, i := range order {
		fill.Columns = append(fill.Columns, at[i])
	}
	fill.Rows = func(yield func([]sheet.Value) bool) {
		ordinal := int64(0)
		for l := range lines {
			ordinal++
			values := make([]sheet.Value, len(order))
			for k, i := range order {
				values[k] = value(o.Columns[i], ordinal, l)
			}
			if !yield(values) {
				return
			}
		}
	}
	return sheet.WriteFilled(w, bytes.NewReader(workbook), int64(len(workbook)), index, fill)
}

// templateSheet is the place of the sheet the rows go into.
func (f format) templateSheet() (int, error) {
	book, err := sheet.Open(bytes.NewReader(f.p.template), int64(len(f.p.template)), sheet.Limits{})
	if err != nil {
		return 0, fmt.Errorf("template of profile %q: %w", f.p.Name, err)
	}
	index := sheetNamed(book, f.p.Out.Sheet)
	if index < 0 {
		return 0, &FileError{Code: CodeNoSheet, Value: f.p.Out.Sheet}
	}
	return index, nil
}
