package portal

import (
	"fmt"
	"strconv"
	"strings"

	"chitra/internal/sheet"
)

// draftLines is how many lines a drafted profile gives a file.
const draftLines = 1000

// findRows tells the row of the first line, the examples, and where notes end
// the room.
func (d *drafting) findRows() error {
	d.FirstRow = d.HeaderRow + 1
	examples := true
	for row, err := range d.book.Rows(d.at) {
		if err != nil {
			return err
		}
		if row.Number <= d.HeaderRow {
			continue
		}
		if row.Number == d.FirstRow && isNumbering(row) {
			d.FirstRow++
			continue
		}
		examples = examples && row.Number == d.FirstRow+d.Samples && d.isExample(row)
		if examples {
			d.Samples++
		}
		if done := d.below(row, examples); done {
			break
		}
	}
	if d.Samples > 0 {
		d.doubt(DoubtSamples, fmt.Sprintf("%d–%d", d.FirstRow, d.FirstRow+d.Samples-1))
	}
	d.Lines = draftLines
	if d.LastRow > 0 {
		d.Lines = min(d.Lines, d.LastRow-d.FirstRow+1)
	}
	return nil
}

// below looks at a row under the header: what stands in the way of values, and
// the first row of notes, where reading ends.
func (d *drafting) below(row *sheet.Row, example bool) bool {
	for _, c := range d.Columns {
		col, _, _ := sheet.ParseRef(c.Letter + "1")
		if c.Field == Blank || col >= len(row.Cells) {
			continue
		}
		cell := row.Cells[col]
		ref := c.Letter + strconv.Itoa(row.Number)
		switch {
		case cell.Formula || cell.Hidden:
			if d.inTheWay == "" {
				d.inTheWay = ref
				d.doubt(DoubtInTheWay, ref)
			}
		case !example && (cell.Text != "" || cell.Merged):
			if c.Field == Ordinal && cell.Kind == sheet.Number {
				continue // rows that are numbered beforehand
			}
			d.LastRow = row.Number - 1
			d.doubt(DoubtNotes, ref)
			return true
		}
	}
	return false
}

// isExample says whether a row is filled in as a payment would be.
func (d *drafting) isExample(row *sheet.Row) bool {
	for _, f := range []Field{Account, Amount} {
		col := d.column(f)
		if col < 0 || col >= len(row.Cells) || row.Cells[col].Text == "" || row.Cells[col].Merged {
			return false
		}
	}
	amount := row.Cells[d.column(Amount)]
	return amount.Kind == sheet.Number || strings.Trim(amount.Text, "0123456789.,") == ""
}

// isNumbering says whether a row only numbers the columns: (1), (2), A, B.
func isNumbering(row *sheet.Row) bool {
	told := 0
	for _, c := range row.Cells {
		if c.Text == "" {
			continue
		}
		text := strings.Trim(c.Text, "() []")
		if _, err := strconv.Atoi(text); (err != nil || len(text) > 2) && len(text) != 1 {
			return false
		}
		told++
	}
	return told >= 3
}

// yaml is the profile as text.
func (d *drafting) yaml() []byte {
	var b strings.Builder
	line := func(form string, args ...any) { fmt.Fprintf(&b, form+"\n", args...) }
	line("name: %s", d.name)
	line("version: \"1\"")
	line("bank: %q", d.bin)
	line("evidence: fair")
	line("basis: %s", quoted("The bank's own template, "+d.file+"."))
	line("terms:")
	line("  high_value: held")
	line("out:")
	line("  format: %s", d.name)
	line("  sheet: %s", quoted(d.Sheet))
	line("  header_row: %d", d.HeaderRow)
	line("  data_row: %d", d.FirstRow)
	line("  last_row: %d", d.LastRow)
	line("  samples: %d", d.Samples)
	line("  max_rows: %d", d.Lines)
	line("  holder_max: 70")
	line("  remittance_max: 140")
	line("  template: {file: %s, sha256: %s}", quoted(d.file), d.sha)
	line("  columns:")
	for _, c := range d.Columns {
		line("    - {letter: %s, field: %s, heading: %s}", c.Letter, c.Field, quoted(c.Heading))
	}
	if len(d.texts) > 0 {
		line("  bank_texts:")
	}
	for _, bin := range sortedKeys(d.texts) {
		line("    %q: %s", bin, quoted(d.texts[bin]))
	}
	return []byte(b.String())
}

// quoted is a text in YAML's double quotes.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f || r == 0x85 || r == 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
