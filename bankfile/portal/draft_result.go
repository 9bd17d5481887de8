package portal

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// wordsMost is how many different words of one column a draft names.
const wordsMost = 12

// DraftResultOf reads a bank's result workbook: the header by what it says, with
// the headings of every layout that comes with the program, and which words stand
// in the columns that say what became of a line. name is the profile's and the
// layout's, bin the bank's, file the workbook's name.
func DraftResultOf(name, bin, file string, workbook []byte) (*Draft, error) {
	set, err := Profiles()
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(workbook)
	table, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
	if err != nil {
		return nil, fmt.Errorf("read result: %w", err)
	}
	d := &resultDrafting{Draft: &Draft{}, table: table, index: set.headingIndex(), words: map[Field][]string{}}
	if err := d.find(); err != nil {
		return nil, fmt.Errorf("read result: %w", err)
	}
	if d.HeaderRow == 0 {
		d.doubt(DoubtNoHeader, "")
		return d.Draft, nil
	}
	for _, f := range d.missing() {
		d.doubt(DoubtMissing, string(f))
	}
	for _, f := range []Field{Status, Accounting} {
		if len(d.words[f]) > 0 {
			d.doubt(DoubtWords, string(f)+": "+strings.Join(d.words[f], ", "))
		}
	}
	d.Text = d.yaml(name, bin, file)
	_, err = ParseResult(d.Text)
	d.Complete = err == nil
	return d.Draft, nil
}

// resultDrafting is one call of DraftResultOf.
type resultDrafting struct {
	*Draft
	table sheet.Table
	index map[string]Field
	words map[Field][]string
}

func (d *resultDrafting) doubt(code, value string) { d.Doubts = append(d.Doubts, Doubt{code, value}) }

// headingIndex finds a field by a folded heading of any layout; one that two
// layouts understand in two ways is none.
func (s *Set) headingIndex() map[string]Field {
	index := map[string]Field{}
	for _, c := range s.candidates() {
		for heading, field := range c.layout.fields {
			if other, ok := index[heading]; ok && other != field {
				field = ""
			}
			index[heading] = field
		}
	}
	maps.DeleteFunc(index, func(_ string, f Field) bool { return f == "" })
	return index
}

// find looks, on each visible sheet, for the row that names most fields, and
// gathers the words below it.
func (d *resultDrafting) find() error {
	named, at := 0, 0
	for _, s := range d.table.Sheets() {
		if s.Hidden != sheet.Visible {
			continue
		}
		for row, err := range d.table.Rows(s.Index) {
			if err != nil {
				return err
			}
			if row.Number > headerRows {
				break
			}
			if columns, n := d.columnsOf(row); n > named && n >= 3 {
				named, at = n, s.Index
				d.Sheet, d.HeaderRow, d.FirstRow, d.Columns = s.Name, row.Number, row.Number+1, columns
			}
		}
	}
	if d.HeaderRow == 0 {
		return nil
	}
	for _, c := range d.Columns {
		if c.Field == Blank {
			d.doubt(DoubtUnknown, c.Letter+" "+flat(c.Heading))
		}
	}
	return d.gather(at)
}

func (d *resultDrafting) columnsOf(row *sheet.Row) (columns []DraftColumn, named int) {
	seen := map[Field]bool{}
	for i, c := range row.Cells {
		if viet.Compose(c.Text) == "" || c.Kind != sheet.Text {
			continue
		}
		field, ok := fieldOfHeading(d.index, c.Text)
		if !ok || seen[field] {
			field = Blank
		} else {
			named++
		}
		seen[field] = true
		columns = append(columns, DraftColumn{Letter: sheet.ColumnName(i), Heading: c.Text, Field: field})
	}
	return columns, named
}

// gather notes which words stand in the columns of words.
func (d *resultDrafting) gather(at int) error {
	for row, err := range d.table.Rows(at) {
		if err != nil {
			return err
		}
		if row.Number <= d.HeaderRow {
			continue
		}
		for _, c := range d.Columns {
			col, _, _ := sheet.ParseRef(c.Letter + "1")
			if c.Field != Status && c.Field != Accounting || col >= len(row.Cells) {
				continue
			}
			word := viet.Compose(row.Cells[col].Text)
			if have := d.words[c.Field]; word != "" && len(have) < wordsMost && !slices.Contains(have, word) {
				d.words[c.Field] = append(have, word)
			}
		}
	}
	return nil
}

// missing are the fields a layout must have that no column names.
func (d *resultDrafting) missing() (out []Field) {
	for _, f := range []Field{Account, Amount, Text, Status} {
		if !slices.ContainsFunc(d.Columns, func(c DraftColumn) bool { return c.Field == f }) {
			out = append(out, f)
		}
	}
	return out
}

// yaml is the profile as text. All columns that are known must be there for a
// header to be this bank's, and the words are left for people to sort: who counts
// as paid is not guessed.
func (d *resultDrafting) yaml(name, bin, file string) []byte {
	var b strings.Builder
	line := func(form string, args ...any) { fmt.Fprintf(&b, form+"\n", args...) }
	line("name: %s", name)
	line("version: \"1\"")
	line("bank: %q", bin)
	line("evidence: fair")
	line("basis: %s", quoted("The bank's own result, "+file+"."))
	line("results:")
	line("  - name: %s", name)
	line("    columns:")
	var required []string
	for _, c := range d.Columns {
		if c.Field == Blank {
			line("      # %s %s", c.Letter, quoted(c.Heading))
			continue
		}
		line("      %s: [%s]", c.Field, quoted(flat(c.Heading)))
		required = append(required, string(c.Field))
	}
	line("    required: [%s]", strings.Join(required, ", "))
	for _, f := range []Field{Status, Accounting} {
		if len(d.words[f]) > 0 {
			line("    # %s: %s", f, quoted(strings.Join(d.words[f], ", ")))
		}
	}
	line("    words: {paid: [], failed: [], pending: [], debited: [], undebited: [], success_is_paid: false}")
	return []byte(b.String())
}
