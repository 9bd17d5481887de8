package portal

import (
	"strings"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// headerRows is how far down a result's header is looked for.
const headerRows = 40

// header is a result's header row, found by what its headings say.
type header struct {
	layout  *Layout
	row     int
	columns map[Field]int
	titles  map[Field]string // as folded, to know the row again when it is repeated
}

// nearest is the row that comes nearest to a header, for telling what was looked
// for where none was found.
type nearest struct {
	sheet   string
	row     int
	found   int
	missing string // the layout, and the fields it lacks
}

// look takes a row that is no header of the layout: two of its required columns
// are a sign that it was meant to be one.
func (n *nearest) look(l *Layout, sheetName string, row *sheet.Row) {
	have := map[Field]bool{}
	for column := range row.Cells {
		if field, ok := fieldOf(l, row.Cells[column].Text); ok {
			have[field] = true
		}
	}
	var missing []string
	for _, field := range l.Required {
		if !have[field] {
			missing = append(missing, string(field))
		}
	}
	if found := len(l.Required) - len(missing); found >= 2 && found > n.found && len(missing) > 0 {
		*n = nearest{sheet: sheetName, row: row.Number, found: found, missing: l.Name + ": " + strings.Join(missing, ", ")}
	}
}

func (n *nearest) error() *FileError {
	return &FileError{Sheet: n.sheet, Row: n.row, Code: CodeNotResult, Value: n.missing}
}

// matchHeader looks whether a row is the header of a layout. One whose required
// columns are there, but where two columns claim one field, is *FileError with
// CodeAmbiguous.
func matchHeader(layout *Layout, sheetName string, row *sheet.Row) (*header, error) {
	h := &header{layout: layout, row: row.Number, columns: map[Field]int{}, titles: map[Field]string{}}
	var twice error
	for column := range row.Cells {
		text := row.Cells[column].Text
		field, ok := fieldOf(layout, text)
		if !ok {
			continue
		}
		if _, taken := h.columns[field]; taken {
			twice = &FileError{
				Sheet: sheetName, Row: row.Number, Column: sheet.ColumnName(column), Code: CodeAmbiguous, Value: text,
			}
			continue
		}
		h.columns[field], h.titles[field] = column, viet.Fold(text)
	}
	for _, field := range layout.Required {
		if _, ok := h.columns[field]; !ok {
			return nil, nil
		}
	}
	if twice != nil {
		return nil, twice
	}
	return h, nil
}

// fieldOf is the one field of the layout that a heading names.
func fieldOf(layout *Layout, heading string) (field Field, ok bool) {
	for _, reading := range readings(heading) {
		f, named := layout.fields[reading]
		if named && ok && f != field {
			return "", false
		}
		if named {
			field, ok = f, true
		}
	}
	return field, ok
}

// readings are the ways to read a heading: whole, without what stands in
// brackets, each bracket's content, each line. Folded; numbering says nothing.
func readings(heading string) []string {
	outside, inside := brackets(heading)
	texts := append([]string{heading, outside}, inside...)
	texts = append(texts, strings.Split(heading, "\n")...)
	var out []string
	for _, t := range texts {
		if key := strings.Trim(viet.Fold(t), "0123456789 "); key != "" {
			out = append(out, key)
		}
	}
	return out
}

// brackets takes a text apart into what stands outside of round brackets and
// what stands in each.
func brackets(s string) (outside string, inside []string) {
	for {
		before, rest, ok := strings.Cut(s, "(")
		outside += before
		if !ok {
			return outside, inside
		}
		in, after, closed := strings.Cut(rest, ")")
		if !closed {
			return outside + rest, inside
		}
		inside = append(inside, in)
		s = after
	}
}

// repeats says whether a row is the header again, as at the top of a page.
func (h *header) repeats(row *sheet.Row) bool {
	for field, column := range h.columns {
		if column >= len(row.Cells) || viet.Fold(row.Cells[column].Text) != h.titles[field] {
			return false
		}
	}
	return true
}

// cell is the field's cell in a row; an empty one where the row is shorter or
// the layout has no such column.
func (h *header) cell(row *sheet.Row, field Field) sheet.Cell {
	column, ok := h.columns[field]
	if !ok || column >= len(row.Cells) {
		return sheet.Cell{}
	}
	return row.Cells[column]
}

func (h *header) text(row *sheet.Row, field Field) string {
	return viet.Compose(h.cell(row, field).Text)
}
