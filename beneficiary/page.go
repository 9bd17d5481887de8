package beneficiary

import (
	"strconv"

	"chitra/internal/sheet"
)

// page is one sheet being read.
type page struct {
	*reader
	index int
	name  string
	h     *header

	footer                 bool   // below the signatures
	stopped                string // the heading of people whose payments end, above the row
	lines                  int
	numberless             int // lines of a sheet that has no column for numbers
	firstRow, firstRefused int // of this sheet in the list
	shapes                 []shape
	births                 birthColumn
	columns                map[columnIssue]*counted
	totals                 totals
	cover                  *cover // where the sheet has no header of a list
	cells                  *cover // totals in the cells a layout names
	fixed                  map[role]*sheet.Cell
	found                  []Issue // of the row being read
	said                   writing // a name as its cell has it: the holder's is often the same
	saidName               string  // and what it was read as
}

// columnIssue is an issue that is told once for a column.
type columnIssue struct {
	col  int
	code string
}

type counted struct {
	issue Issue
	n     int
}

// open takes the header down.
func (p *page) open() {
	l := p.list
	l.SheetIndex = append(l.SheetIndex, p.index)
	l.HeaderRow[p.index] = p.h.last
	p.columns = map[columnIssue]*counted{}
	p.fixed = fixedCells(p.h.fixed)
	l.Learnt = append(l.Learnt, p.used(p.h.learnt)...)
	for col, text := range p.h.texts {
		if text == "" && !p.only {
			continue
		}
		column := Column{Sheet: p.index, Col: col, Header: text, sheetName: p.name}
		if r := p.h.roles[col]; r > roleIgnored && (p.h.at[r] == col || p.h.isName(col)) {
			column.Field = r.field()
		} else if text == "" {
			continue
		}
		l.Columns = append(l.Columns, column)
		p.unread(col)
	}
	for _, col := range p.h.ignored {
		p.issue(Issue{Row: p.h.last, Col: col, Field: p.h.roles[col].field(), Code: CodeColumnIgnored, Value: p.h.texts[col]})
	}
}

// unread tells of a column whose heading nobody knows, or a layout leaves out; not
// of one that is never read, such as those a marked workbook has more.
func (p *page) unread(col int) {
	if p.h.roles[col] != roleNone || !wordsUnread(foldLabel(p.h.texts[col])) {
		return
	}
	if f, known := KnownHeading(p.h.texts[col]); !known || f != NoField {
		p.issue(Issue{Row: p.h.rows[col], Col: col, Code: CodeColumnUnread, Value: p.h.texts[col]})
	}
}

// read reads one row below the header.
func (p *page) read(row *sheet.Row) error {
	if blankRow(*row) {
		p.list.Empty++
		return nil
	}
	kind := p.kindOf(row)
	switch kind {
	case linePerson:
		p.footer = false
		return p.person(row)
	case lineOtherHeader:
		return &Refusal{Code: RefusedHeaderChanges, Sheet: p.name, Detail: "row " + strconv.Itoa(row.Number)}
	case lineSignature:
		p.footer = true
	case lineEnding:
		p.footer = true
		p.ending(row)
	case lineHeading, lineSkipped:
		p.heading(row)
	case lineTotal, lineGrand:
		p.stated(row, kind == lineGrand)
	}
	p.list.Skipped = append(p.list.Skipped, SkippedLine{Sheet: p.name, Line: row.Number, Why: whyOf[kind]})
	return nil
}

// issue adds an issue of this sheet.
func (p *page) issue(i Issue) {
	i.Sheet, i.Cell, i.Severity = p.name, cellName(i.Col, i.Row), p.severities[i.Code]
	p.list.Issues = append(p.list.Issues, i)
}

// note adds an issue of the row being read.
func (p *page) note(row *sheet.Row, r role, code, value, proposed string) {
	i := Issue{Row: row.Number, Col: -1, Field: r.field(), Code: code, Value: value, Proposed: proposed}
	if r != roleNone {
		i.Col = p.h.at[r]
	}
	p.found = append(p.found, i)
}

// once counts an issue that is told once for its column.
func (p *page) once(row *sheet.Row, r role, code string) {
	key := columnIssue{p.h.at[r], code}
	if c, ok := p.columns[key]; ok {
		c.n++
		return
	}
	p.columns[key] = &counted{issue: Issue{Row: row.Number, Col: key.col, Field: r.field(), Code: code}, n: 1}
}

// end settles what only the whole sheet tells.
func (p *page) end() error {
	for _, c := range p.columns {
		c.issue.Value = strconv.Itoa(c.n)
		p.issue(c.issue)
	}
	if p.numberless > 0 {
		p.issue(Issue{Row: p.h.last, Col: -1, Field: PersonalID, Code: CodeNumberColumn, Value: strconv.Itoa(p.numberless)})
	}
	rows := p.list.Rows[p.firstRow:]
	for i := range rows {
		if warning := p.births.settle(&rows[i].Birth, p.shapes[i]); warning != "" {
			p.issueOf(&rows[i], BirthField, warning, rows[i].Birth.Text, rows[i].Birth.Date.String())
		}
	}
	p.findDragFill(rows)
	return p.checkTotals()
}

// findDragFill marks numbers that rise by one from line to line: a cell pulled
// down. Two neighbours may be chance, or registered together.
func (p *page) findDragFill(rows []Row) {
	const least = 4
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && rows[to].Line-rows[to-1].Line == 1 && follows(rows[to-1].PersonalID, rows[to].PersonalID) {
			to++
		}
		if to-from >= least {
			for i := from; i < to; i++ {
				p.issueOf(&rows[i], PersonalID, CodeNumberDragFilled, rows[i].NumberText, "")
			}
		}
		from = to
	}
}

func follows(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	x, err1 := strconv.ParseInt(a, 10, 64)
	y, err2 := strconv.ParseInt(b, 10, 64)
	return err1 == nil && err2 == nil && y == x+1
}

// findRepeats marks numbers that stand on more than one line.
func (r *reader) findRepeats() {
	first := make(map[string]int, len(r.list.Rows))
	for i := range r.list.Rows {
		row := &r.list.Rows[i]
		number := row.PersonalID
		if number == "" {
			number = row.OldNumber
		}
		if number == "" {
			continue
		}
		at, seen := first[number]
		if !seen {
			first[number] = i
			continue
		}
		if at >= 0 {
			r.issueOf(&r.list.Rows[at], PersonalID, CodeNumberRepeated, r.list.Rows[at].NumberText, "")
			first[number] = -1
		}
		r.issueOf(row, PersonalID, CodeNumberRepeated, row.NumberText, "")
	}
}
