package beneficiary

import (
	"cmp"
	"slices"
	"strings"

	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// checkSheets refuses a workbook that has no sheet of a name the layout gives:
// it is laid out in another way.
func (r *reader) checkSheets() error {
	l := r.o.Layout
	if l == nil {
		return nil
	}
	names := []string{l.Sheets}
	for _, pattern := range []string{l.Cover, l.Totals.Sheet} {
		if pattern != "" {
			names = append(names, pattern)
		}
	}
	for _, pattern := range names {
		if !slices.ContainsFunc(r.table.Sheets(), func(s sheet.SheetInfo) bool { return matchesName(pattern, s.Name) }) {
			return &Refusal{Code: RefusedLayoutSheet, Detail: pattern}
		}
	}
	return nil
}

// isCover and isOutside say what the layout makes of the sheet.
func (p *page) isCover() bool {
	l := p.o.Layout
	return l != nil && (l.Cover != "" && matchesName(l.Cover, p.name) || l.Totals.Sheet != "" && matchesName(l.Totals.Sheet, p.name))
}

func (p *page) isOutside() bool {
	return p.o.Layout != nil && !matchesName(p.o.Layout.Sheets, p.name)
}

// headerOf finds the header: by content, or as the layout says. A sheet that has
// some of the layout's columns and not all it must have is refused; nil is no
// list.
func (p *page) headerOf(head []sheet.Row, hidden bool) (*header, error) {
	l := p.o.Layout
	if l == nil {
		return findHeader(head, p.vocabulary), nil
	}
	if p.isCover() || p.isOutside() {
		return nil, nil
	}
	h := findHeader(head, p.vocabulary)
	if l.Header.First > 0 {
		h = p.headerAt(head, l.Header)
	}
	if h == nil {
		return nil, nil
	}
	h.fixed = map[role]string{}
	for f, value := range l.FixedIn(p.name) {
		h.fixed[fieldRoles[f]] = value
	}
	missing := p.missingColumns(h)
	if h.size <= 0 && len(missing) > 0 {
		return nil, nil // no heading of the layout: a cover, or a sheet of something else
	}
	if len(missing) > 0 && !hidden {
		return nil, &Refusal{Code: RefusedLayoutColumn, Sheet: p.name, Detail: strings.Join(missing, ", ")}
	}
	return h, nil
}

// headerAt reads the rows that the layout names; nil where nothing stands there.
func (p *page) headerAt(head []sheet.Row, at LayoutHeader) *header {
	var lines []sheet.Row
	for n := at.First; n <= at.Last; n++ {
		i := slices.IndexFunc(head, func(row sheet.Row) bool { return row.Number == n })
		if i < 0 {
			lines = append(lines, sheet.Row{Number: n})
			continue
		}
		lines = append(lines, head[i])
	}
	if !slices.ContainsFunc(lines, func(row sheet.Row) bool { return !blankRow(row) }) {
		return nil
	}
	return mapHeader(p.headLines(lines), p.vocabulary)
}

// missingColumns are the headings of the layout that the sheet has to have and
// has not, and the fields nobody says anything of.
func (p *page) missingColumns(h *header) []string {
	var missing []string
	for _, c := range p.o.Layout.Columns {
		if r, _ := c.role(); r != roleIgnored && !c.Optional && !h.has(r) {
			missing = append(missing, cmp.Or(c.Heading, c.Letter))
		}
	}
	if len(missing) > 0 {
		return missing
	}
	return h.missing()
}

// noList takes a sheet that is no list as a cover; one that a layout has no place
// for is told of, unless it is where the layout's totals stand.
func (p *page) noList(head []sheet.Row, h *header) {
	outside := p.isOutside() && !p.isCover()
	if outside && p.o.Layout.Cover != "" {
		p.issue(Issue{Code: CodeSheetOutside, Col: -1, Value: p.name})
		return
	}
	if p.o.Layout != nil {
		if p.o.Layout.Totals.Sheet != "" && matchesName(p.o.Layout.Totals.Sheet, p.name) {
			return // its cells are looked at, and no others
		}
		h = findHeader(head, builtIn())
	}
	p.cover = p.coverOf(head, h)
	p.cover.outside = outside
	p.covers = append(p.covers, p.cover)
}

// fixedCells are the cells that stand for what every line of a sheet has.
func fixedCells(values map[role]string) map[role]*sheet.Cell {
	cells := map[role]*sheet.Cell{}
	for r, value := range values {
		cells[r] = &sheet.Cell{Text: value, Kind: sheet.Text}
	}
	return cells
}

// dateOrder is the order of dates that the layout says; "" for none.
func (r *reader) dateOrder() string {
	if r.o.Layout == nil {
		return ""
	}
	return r.o.Layout.Dates
}

// announcedByLayout says what the layout's words make of a row that shows nothing
// of a person: neither a running number nor a category nor an account.
func (p *page) announcedByLayout(row *sheet.Row, s signs) lineKind {
	l := p.o.Layout
	if l == nil || s.ordinal || s.category || s.account {
		return linePerson
	}
	for col := range row.Cells {
		c := &row.Cells[col]
		if c.Kind != sheet.Text {
			continue
		}
		folded := viet.Fold(textOf(*c))
		switch {
		case beginsWith(folded, l.Totals.Begins):
			return lineGrand
		case beginsWith(folded, l.Skip):
			return lineSkipped
		}
	}
	return linePerson
}

// beginsWith reports whether a folded text begins with one of the words.
func beginsWith(folded string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		rest, ok := strings.CutPrefix(folded, viet.Fold(w))
		return ok && (rest == "" || rest[0] == ' ')
	})
}

// takeCells looks whether the row has the totals that stand in cells which the
// layout names.
func (p *page) takeCells(row *sheet.Row) {
	l := p.o.Layout
	if l == nil || l.Totals.Count == "" && l.Totals.Sum == "" || l.Totals.Sheet != "" && !matchesName(l.Totals.Sheet, p.name) {
		return
	}
	if p.cells == nil {
		p.cells = &cover{sheet: p.name, index: p.index}
		p.cells.count.place(l.Totals.Count)
		p.cells.sum.place(l.Totals.Sum)
	}
	if row.Number == p.cells.count.row {
		p.cells.count.take(row, p.cells.count.col, p.readDong)
	}
	if row.Number == p.cells.sum.row {
		p.cells.sum.take(row, p.cells.sum.col, p.readAmount)
	}
}

// place says where a figure has to stand; "" is nowhere. It is there and unread
// until a row has it.
func (f *coverFigure) place(ref string) {
	if col, row, err := sheet.ParseRef(ref); err == nil {
		*f = coverFigure{row: row, col: col, present: true}
	}
}

// keepCells hands the totals in cells on: those of one sheet speak for all lists,
// those on a list for that list.
func (p *page) keepCells() {
	switch {
	case p.cells == nil:
	case p.o.Layout.Totals.Sheet != "":
		p.covers = append(p.covers, p.cells)
	case p.h != nil:
		for _, f := range []coverFigure{p.cells.count, p.cells.sum} {
			if f.present {
				p.totals.endings = append(p.totals.endings, p.ownTotal(f, f == p.cells.count))
			}
		}
	}
}

func (p *page) ownTotal(f coverFigure, count bool) statedTotal {
	s := statedTotal{row: f.row, col: f.col, unread: !f.read || count && f.value == 0}
	switch {
	case s.unread:
	case count:
		s.count = int(f.value)
	default:
		s.amount = money.Dong(f.value)
	}
	return s
}
