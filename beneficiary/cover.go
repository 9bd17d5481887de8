package beneficiary

import (
	"slices"
	"strconv"
	"strings"

	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// cover is a sheet without people that adds up what the others have: how many
// people and how much for each village, or two lines with count and sum.
type cover struct {
	sheet        string
	index        int  // of the sheet
	people, sums int  // columns that count people and that sum amounts, -1 for none
	outside      bool // a layout has no place for it
	count, sum   coverFigure
}

// coverFigure is a total on a cover; the last one counts.
type coverFigure struct {
	row, col      int
	present, read bool // something stands there; it is a number
	value         int64
}

// coverOf looks for totals in the first rows of a sheet that has no header of a
// list, under the headings that were found there, if any.
func (p *page) coverOf(head []sheet.Row, h *header) *cover {
	c := &cover{sheet: p.name, index: p.index, people: -1, sums: -1}
	if h != nil && h.clash == "" && !h.hasAny(roleName, roleGiven, roleBirth, roleBirthYear) {
		c.people, c.sums = h.countColumn(), h.at[h.firstOf(roleTotal, roleRate)]
	}
	for i := range head {
		if h == nil || head[i].Number > h.last {
			c.take(p.reader, &head[i])
		}
	}
	return c
}

// takeCover looks at a row past the first ones.
func (p *page) takeCover(row *sheet.Row) {
	if p.cover != nil {
		p.cover.take(p.reader, row)
	}
}

// countColumn is the one column that counts people, -1 for none or several.
func (h *header) countColumn() int {
	at := -1
	for col, text := range h.texts {
		if !aboutPeople(foldLabel(text)) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = col
	}
	return at
}

func aboutPeople(folded string) bool {
	padded := " " + folded + " "
	return strings.Contains(padded, " SO NGUOI ") || strings.Contains(padded, " SO DOI TUONG ")
}

// take takes down a row that is a total of everything. A label that says what it
// counts ("Tổng số người") speaks of the next cell, and of no other.
func (c *cover) take(r *reader, row *sheet.Row) {
	at, folded := coverLabel(row)
	if at < 0 {
		return
	}
	people, sums := c.people, c.sums
	if people < 0 && sums < 0 {
		next := nextFilled(row, at)
		switch padded := " " + folded + " "; {
		case aboutPeople(folded):
			people = next
		case strings.Contains(padded, " TIEN ") || strings.Contains(padded, " KINH PHI "):
			sums = next
		}
	}
	c.count.take(row, people, r.readDong)
	c.sum.take(row, sums, r.readAmount)
}

// coverLabel finds the cell that announces a total of everything.
func coverLabel(row *sheet.Row) (col int, folded string) {
	for col := range row.Cells {
		if c := &row.Cells[col]; c.Kind == sheet.Text {
			if folded = viet.Fold(textOf(*c)); folded == "CONG" || wordsOfLines().of(folded) == lineGrand {
				return col, folded
			}
		}
	}
	return -1, ""
}

func nextFilled(row *sheet.Row, col int) int {
	for next := col + 1; next < len(row.Cells); next++ {
		if c := &row.Cells[next]; strings.TrimSpace(c.Text) != "" || c.NoCachedValue {
			return next
		}
	}
	return -1
}

func (f *coverFigure) take(row *sheet.Row, col int, read func(*sheet.Cell) amountReading) {
	cell := cellAt(*row, col)
	reading := read(&cell)
	if n := peopleIn(textOf(cell)); n > 0 {
		reading = amountReading{amount: money.Dong(int64(n))} // "12 người"
	}
	if reading.amount.Currency() == "" && reading.code == "" && !cell.NoCachedValue {
		return
	}
	*f = coverFigure{row: row.Number, col: col, present: true, read: reading.code == "" && !cell.NoCachedValue, value: reading.amount.Minor()}
}

// checkCovers holds the list to the totals of its covers: what cannot be compared
// is marked, what differs has the list wait. A sheet without totals is none, and
// was not read.
func (r *reader) checkCovers() {
	l := r.list
	for _, c := range r.covers {
		if !c.count.present && !c.sum.present {
			code := CodeSheetSkipped
			if c.outside {
				code = CodeSheetOutside
			}
			l.Issues = append(l.Issues, Issue{Sheet: c.sheet, Col: -1, Code: code, Severity: r.severities[code], Value: c.sheet})
			continue
		}
		if r.o.Corrected {
			c.count.read = c.count.read && c.count.value == int64(l.Lines)
			c.sum.read = c.sum.read && c.sum.value == l.Sum.Minor()
		}
		r.checkCover(c)
	}
}

// checkCover compares the two figures of a cover with the list.
func (r *reader) checkCover(c *cover) {
	l := r.list
	if !slices.Contains(l.SheetIndex, c.index) {
		l.Covers[c.index] = c.sheet
	}
	switch n := int64(l.Lines); {
	case !c.count.present:
	case !c.count.read:
		r.unchecked(c.place(c.count))
	case c.count.value != n:
		r.differs(RefusedCountDiffers, c.place(c.count), strconv.FormatInt(c.count.value, 10), strconv.FormatInt(n, 10))
	case l.StatedCount == 0:
		l.StatedCount = int(c.count.value)
	}
	switch {
	case !c.sum.present:
	case !c.sum.read || l.Unsummed > 0:
		r.unchecked(c.place(c.sum))
	case c.sum.value != l.Sum.Minor():
		r.differs(RefusedTotalDiffers, c.place(c.sum), strconv.FormatInt(c.sum.value, 10), l.Sum.Digits())
	case l.StatedTotal.Currency() == "":
		l.StatedTotal = money.Dong(c.sum.value)
	}
}

// unchecked marks a total that cannot be compared.
func (r *reader) unchecked(at totalPlace) {
	r.list.Issues = append(r.list.Issues, Issue{
		Sheet: at.sheet, Row: at.row, Col: at.col, Cell: cellName(at.col, at.row), Field: Total, Code: CodeTotalUnchecked, Severity: r.severities[CodeTotalUnchecked],
	})
}

func (c *cover) place(f coverFigure) totalPlace { return totalPlace{c.sheet, f.row, f.col} }
