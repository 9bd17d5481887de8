package portal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// Draft is what a bank's own template seems to ask: a profile, and what could
// not be told from the template.
type Draft struct {
	// Text is the profile in YAML. Where Complete is false a column that must be
	// there was not found, and Parse refuses it until somebody names it.
	Text     []byte
	Complete bool

	Sheet                                        string
	HeaderRow, FirstRow, LastRow, Samples, Lines int
	Columns                                      []DraftColumn
	Banks                                        int // banks found in a list of the template's
	Doubts                                       []Doubt
}

// DraftColumn is a column of the template's header.
type DraftColumn struct {
	Letter, Heading string
	Field           Field // Blank where nobody knows what it is
}

// Doubt is something that could not be told, by a stable code; Value is a
// heading, a field, a cell or a bank's text.
type Doubt struct{ Code, Value string }

// Codes of a Doubt.
const (
	DoubtMissing    = "draft_column_missing"    // no heading says it
	DoubtUnknown    = "draft_column_unknown"    // left as it is in every row
	DoubtTwice      = "draft_column_twice"      // two headings say it; the first is taken
	DoubtNotes      = "draft_notes_below"       // notes end the room for rows
	DoubtSamples    = "draft_samples"           // rows that are taken for examples, and taken out
	DoubtNoBanks    = "draft_no_bank_list"      // banks are spelled as this house does
	DoubtBankTwice  = "draft_bank_twice"        // several texts of one bank: none is taken
	DoubtBankOther  = "draft_bank_unknown"      // how many texts of the list name no known bank
	DoubtInTheWay   = "draft_cell_in_the_way"   // a merged, hidden or formula cell among the rows
	DoubtNoHeader   = "draft_no_header"         // no row names account, name and amount
	DoubtTwoHeaders = "draft_sheets_alike"      // another sheet has a header as well
	DoubtLimits     = "draft_limits_not_stated" // lengths, rows and amounts are the house's own
	DoubtWords      = "draft_words"             // of a result: the words met, which people sort
)

// DoubtCodes returns every code a Doubt can have.
func DoubtCodes() []string {
	return []string{DoubtMissing, DoubtUnknown, DoubtTwice, DoubtNotes, DoubtSamples, DoubtNoBanks, DoubtBankTwice, DoubtBankOther,
		DoubtInTheWay, DoubtNoHeader, DoubtTwoHeaders, DoubtLimits, DoubtWords}
}

// DraftOf reads a bank's template: the header by what it says, within the first
// rows of any visible sheet. name is the profile's, bin the bank's ("" where not
// said), file the template's name beside the profile. A workbook that cannot be
// read is an error; anything less is a doubt.
func DraftOf(name, bin, file string, workbook []byte) (*Draft, error) {
	book, err := sheet.Open(bytes.NewReader(workbook), int64(len(workbook)), sheet.Limits{})
	if err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	sum := sha256.Sum256(workbook)
	d := &drafting{Draft: &Draft{}, book: book, index: draftIndex(), name: name, bin: bin, file: file, sha: hex.EncodeToString(sum[:])}
	if err := d.findHeader(); err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	if d.HeaderRow == 0 {
		d.doubt(DoubtNoHeader, "")
		return d.Draft, nil
	}
	if err := d.findRows(); err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	if err := d.findBanks(); err != nil {
		return nil, fmt.Errorf("read template: %w", err)
	}
	d.doubt(DoubtLimits, "")
	d.Text = d.yaml()
	_, err = Parse(d.Text)
	d.Complete = err == nil && d.inTheWay == ""
	return d.Draft, nil
}

// drafting is one call of DraftOf.
type drafting struct {
	*Draft
	book                 *sheet.Workbook
	index                map[string]Field
	name, bin, file, sha string

	at       int // the sheet's place
	texts    map[string]string
	inTheWay string
}

func (d *drafting) doubt(code, value string) { d.Doubts = append(d.Doubts, Doubt{code, value}) }

// findHeader looks, on each visible sheet, for the row that names the most
// columns; the first sheet that names most is taken.
func (d *drafting) findHeader() error {
	best := 0
	for _, s := range d.book.Sheets() {
		if s.Hidden != sheet.Visible {
			continue
		}
		row, named, columns, err := d.headerIn(s.Index)
		switch {
		case err != nil:
			return err
		case named > best:
			if best > 0 {
				d.doubt(DoubtTwoHeaders, d.Sheet)
			}
			best = named
			d.Sheet, d.at, d.HeaderRow, d.Columns = s.Name, s.Index, row, columns
		case named > 0:
			d.doubt(DoubtTwoHeaders, s.Name)
		}
	}
	d.tellColumns()
	return nil
}

// headerIn is the header of one sheet, and how many fields it names: the lower
// of two equal rows that follow each other, since banks write one a language.
func (d *drafting) headerIn(index int) (at, named int, columns []DraftColumn, err error) {
	for row, err := range d.book.Rows(index) {
		if err != nil {
			return 0, 0, nil, err
		}
		if row.Number > headerRows {
			break
		}
		if n := d.names(row); n > named || n > 0 && n == named && row.Number == at+1 {
			at, named, columns = row.Number, n, d.columnsOf(row)
		}
	}
	return at, named, columns, nil
}

// names is how many fields a row names; 0 where it is no header.
func (d *drafting) names(row *sheet.Row) int {
	found := map[Field]bool{}
	for i := range row.Cells {
		if f, ok := fieldOfHeading(d.index, row.Cells[i].Text); ok && row.Cells[i].Kind == sheet.Text {
			found[f] = true
		}
	}
	if !found[Account] || !found[Amount] || len(found) < 3 {
		return 0
	}
	return len(found)
}

// columnsOf are a header's columns.
func (d *drafting) columnsOf(row *sheet.Row) (columns []DraftColumn) {
	for i, c := range row.Cells {
		if viet.Compose(c.Text) == "" || c.Kind != sheet.Text {
			continue
		}
		field, ok := fieldOfHeading(d.index, c.Text)
		if !ok {
			field = Blank
		}
		columns = append(columns, DraftColumn{Letter: sheet.ColumnName(i), Heading: c.Text, Field: field})
	}
	return columns
}

// tellColumns says which columns nobody knows, which stand twice, and which are
// not there.
func (d *drafting) tellColumns() {
	seen := map[Field]bool{}
	for i := range d.Columns {
		c := &d.Columns[i]
		switch {
		case c.Field == Blank:
			d.doubt(DoubtUnknown, c.Letter+" "+flat(c.Heading))
		case seen[c.Field]:
			d.doubt(DoubtTwice, c.Letter+" "+flat(c.Heading))
			c.Field = Blank
		}
		seen[c.Field] = true
	}
	for _, f := range must {
		if !seen[f] && f != Ordinal && d.HeaderRow > 0 {
			d.doubt(DoubtMissing, string(f))
		}
	}
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// column is where a field stands, -1 where nowhere.
func (d *drafting) column(f Field) int {
	i := slices.IndexFunc(d.Columns, func(c DraftColumn) bool { return c.Field == f })
	if i < 0 {
		return -1
	}
	col, _, _ := sheet.ParseRef(d.Columns[i].Letter + "1")
	return col
}
