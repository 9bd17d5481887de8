package beneficiary

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/place"
	"chitra/internal/sheet"
)

// Read turns a table of cells into a list: every visible sheet that has a header
// of a list, line by line. The error is a *Refusal where the file is no list, and
// the table's own where its cells cannot be read; then there is no list. It is a
// *Refusal that Waits where control totals differ: then the list comes beside it,
// read to its end, to say what else is the matter, and is not to be taken.
func Read(t sheet.Table, o Options) (*List, error) {
	if w, ok := t.(interface{ HasMacros() bool }); ok && w.HasMacros() {
		return nil, &Refusal{Code: RefusedMacros}
	}
	return readTaught(o, func(office string) (*List, error) { return readFor(t, o, office) }, func() string { return titleOffice(t, o) })
}

// readFor reads with the headings of an office.
func readFor(t sheet.Table, o Options, office string) (*List, error) {
	r := newReader(t, o, office)
	if err := r.checkSheets(); err != nil {
		return nil, err
	}
	var err error
	if r.stamp, err = readStamp(t); err != nil {
		return nil, err
	}
	for _, info := range t.Sheets() {
		read := r.readSheet
		if r.stamp.made() && info.Name == ExampleSheet {
			read = r.readExamples
		}
		if err := read(info); err != nil {
			return nil, err
		}
	}
	r.checkStamp()
	return r.finish()
}

// reader reads one file.
type reader struct {
	table sheet.Table
	o     Options
	until civil.Date // nobody is born later
	list  *List
	*vocabulary

	stamp          stamp
	failed         error    // why a sheet that looks like a list is none
	waits          *Refusal // the first of the control totals that differ
	anyText        bool
	covers         []*cover
	mentions       [][]string // communes the titles name
	columnCommunes []string   // and those the columns name, sorted
	repeats        map[string]int
	formats        map[string]bool
	categories     memo[category]
	banks          memo[bank.Institution]
	communes       memo[[]string]
	sexes          memo[sexReading]
	coefficients   memo[coefficientReading]
	texts          map[writing]string
	severities     map[string]Severity
}

type category struct {
	code string
	ok   bool
}

type sexReading struct {
	sex Sex
	ok  bool
}

type coefficientReading struct {
	value     decimal.Decimal
	empty, ok bool
}

func newReader(t sheet.Table, o Options, office string) *reader {
	r := &reader{
		table: t, o: o, until: o.Period.Last(), list: &List{HeaderRow: map[int]int{}, Covers: map[int]string{}}, vocabulary: vocabularyOf(o, office),
		repeats: map[string]int{}, formats: map[string]bool{}, severities: map[string]Severity{},
	}
	for _, c := range issueCodes {
		r.severities[c.Code] = c.Severity
	}
	return r
}

// mostKnown is how many texts are remembered at a time.
const mostKnown = 4096

// memo remembers what texts were worked out to; it forgets all when it is full,
// so that a hostile list cannot fill the memory.
type memo[V any] struct{ known map[string]V }

func (m *memo[V]) get(text string, work func(string) V) V {
	if v, ok := m.known[text]; ok {
		return v
	}
	if m.known == nil || len(m.known) >= mostKnown {
		m.known = map[string]V{}
	}
	v := work(text)
	m.known[text] = v
	return v
}

// writing is a text as a cell has it.
type writing struct{ text, font string }

// common is textOf for columns whose texts come again and again.
func (r *reader) common(c *sheet.Cell) string {
	w := writing{c.Text, c.Font}
	if text, ok := r.texts[w]; ok {
		return text
	}
	if r.texts == nil || len(r.texts) >= mostKnown {
		r.texts = map[writing]string{}
	}
	text := textOf(*c)
	r.texts[w] = text
	return text
}

// readSheet reads one sheet. A hidden one is not read, and said to be there when
// it looks like a list; one without a header is passed over, and said to be.
func (r *reader) readSheet(info sheet.SheetInfo) error {
	p := &page{reader: r, index: info.Index, name: info.Name, firstRow: len(r.list.Rows), firstRefused: len(r.list.Refused)}
	hidden := info.Hidden != sheet.Visible
	var head []sheet.Row
	for row, err := range r.table.Rows(info.Index) {
		if err == nil {
			p.takeCells(row)
		}
		switch {
		case err != nil:
			return fmt.Errorf("read list: sheet %q: %w", info.Name, err)
		case sheet.IsSummary(row):
			return nil // what an earlier reading said of the list, come back with it
		case sheet.IsFix(row):
			return &Refusal{Code: RefusedFixDamaged, Sheet: info.Name} // a few rows are no whole list
		case p.h != nil && !hidden:
			if err := p.read(row); err != nil {
				return err
			}
		case row.Number <= headRows:
			head = append(head, sheet.Row{Number: row.Number, Hidden: row.Hidden, Cells: slices.Clone(row.Cells)})
		case p.h == nil && len(head) > 0:
			if err := p.begin(head, hidden); err != nil {
				return err
			}
			head = nil
			if p.h != nil && !hidden {
				if err := p.read(row); err != nil {
					return err
				}
			}
			p.takeCover(row)
		default:
			p.takeCover(row)
		}
	}
	if p.h == nil {
		if err := p.begin(head, hidden); err != nil {
			return err
		}
	}
	p.keepCells()
	if p.h == nil || hidden {
		return nil
	}
	return p.end()
}

// begin looks for the header in the first rows, and reads those behind it.
func (p *page) begin(head []sheet.Row, hidden bool) error {
	for i := range head {
		p.anyText = p.anyText || !blankRow(head[i])
	}
	h, err := p.headerOf(head, hidden)
	if err != nil {
		return err
	}
	if h == nil || len(h.missing()) > 0 {
		if h != nil && h.size > 2 && !hidden {
			p.failed = cmp.Or(p.failed, error(&Refusal{Code: RefusedColumnMissing, Sheet: p.name, Detail: strings.Join(h.missing(), " ")}))
		}
		if guide := p.stamp.made() && p.name == GuideSheet; !hidden && !guide && slices.ContainsFunc(head, func(row sheet.Row) bool { return !blankRow(row) }) {
			p.noList(head, h)
		}
		return nil
	}
	if p.h = h; hidden {
		p.issue(Issue{Code: CodeHiddenSheet, Col: -1, Value: p.name})
		return nil
	}
	if h.clash != "" {
		return &Refusal{Code: RefusedHeaderAmbiguous, Sheet: p.name, Detail: h.clash}
	}
	at := slices.IndexFunc(head, func(row sheet.Row) bool { return row.Number >= h.first })
	above := p.readTitle(head[:at])
	if err := p.checkTitle(above, p.name); err != nil {
		return err
	}
	if err := p.checkUnit(h, p.name); err != nil {
		return err
	}
	for i := 0; i < at && p.stopped == ""; i++ {
		p.heading(&head[i])
	}
	p.mentions = append(p.mentions, above.communes...)
	p.open()
	for i := at; i < len(head); i++ {
		if head[i].Number > h.last {
			if err := p.read(&head[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// finish settles what only the whole file tells. A list that waits comes with why.
func (r *reader) finish() (*List, error) {
	l := r.list
	switch {
	case len(l.SheetIndex) == 0 && !r.anyText:
		return nil, &Refusal{Code: RefusedNotAList}
	case len(l.SheetIndex) == 0 && r.failed != nil:
		return nil, r.failed
	case len(l.SheetIndex) == 0:
		return nil, &Refusal{Code: RefusedNoHeader}
	case l.Lines == 0:
		return nil, &Refusal{Code: RefusedNoRows}
	}
	r.checkCovers()
	r.checkTyped()
	commune, err := r.settleCommune()
	if err != nil {
		return nil, err
	}
	l.Commune, l.Learnt = commune, sortedHeadings(l.Learnt)
	r.fillCommune()
	r.checkPlaces()
	r.findRepeats()
	order := map[string]int{}
	for i, info := range r.table.Sheets() {
		order[info.Name] = i
	}
	slices.SortStableFunc(l.Issues, func(a, b Issue) int {
		return cmp.Or(cmp.Compare(order[a.Sheet], order[b.Sheet]), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Code, b.Code))
	})
	if l.Lines != len(l.Rows)+len(l.Refused) {
		return nil, errors.New("read list: lines are not taken plus refused")
	}
	if r.waits != nil {
		return l, r.waits
	}
	return l, nil
}

// fillCommune gives the list's commune to the rows that name none, and marks
// those that name another.
func (r *reader) fillCommune() {
	l := r.list
	for i := range l.Rows {
		row := &l.Rows[i]
		switch {
		case row.Commune == "":
			row.Commune = l.Commune
		case !r.agree([]string{row.Commune}, l.Commune):
			r.issueOf(row, Commune, CodeCommuneDiffers, row.Commune, l.Commune)
		}
	}
}

// checkPlaces warns of numbers whose place code nobody knows. A made-up commune,
// which only practice stores have, has a made-up place code beside it.
func (r *reader) checkPlaces() {
	madeUp := place.Commune{Code: r.list.Commune}.MadeUp()
	for i := range r.list.Rows {
		row := &r.list.Rows[i]
		if row.PersonalID == "" || IDPlaceKnown(row.PersonalID) || madeUp && slices.Contains(madeUpPlaces[:], row.PersonalID[:3]) {
			continue
		}
		r.issueOf(row, PersonalID, CodeNumberPlaceUnknown, row.NumberText, "")
	}
}

// madeUpPlaces are the place codes of people who do not exist; that of one begins
// with a nought, so that it can be lost.
var madeUpPlaces = [...]string{"999", "099"}

// issueOf adds an issue about a whole row that was taken, found after reading.
func (r *reader) issueOf(row *Row, f Field, code, value, proposed string) {
	at := r.columnOf(row.Sheet, f)
	r.list.Issues = append(r.list.Issues, Issue{
		Sheet: row.Sheet, Row: row.Line, Col: at, Cell: cellName(at, row.Line), Field: f, Code: code, Severity: r.severities[code],
		Value: value, Proposed: proposed, RowKey: row.Key,
	})
}

func (r *reader) columnOf(sheetName string, f Field) int {
	for i := range r.list.Columns {
		if c := &r.list.Columns[i]; c.Field == f && c.sheetName == sheetName {
			return c.Col
		}
	}
	return -1
}

func cellName(col, row int) string {
	if col < 0 || row <= 0 {
		return ""
	}
	return fmt.Sprintf("%s%d", sheet.ColumnName(col), row)
}

// addTo adds up what may be no amount.
func addTo(sum *money.Amount, a money.Amount) error {
	total, err := sum.Add(a)
	if err != nil {
		return &Refusal{Code: RefusedAmountTooLarge, Detail: err.Error()}
	}
	*sum = total
	return nil
}
