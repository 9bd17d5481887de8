package beneficiary

import (
	"strconv"
	"strings"

	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// totals are the sums of a sheet and what it states itself.
type totals struct {
	sum, since money.Amount // of the sheet, and since the last total
	count      int
	sinceCount int
	unsummed   int
	stated     []statedTotal
	endings    []statedTotal // in the sentences below the table
	counted    bool          // the list has this sheet's own count
	summed     bool          // and its own sum
}

type statedTotal struct {
	row, col   int
	amount     money.Amount
	unread     bool // there is something, and no amount
	count      int  // people, 0 for none
	countCol   int  // where it says so
	grand      bool
	sum, since money.Amount // where the line stands
	seen, part int          // people so far, and since the last total
}

// sumRole is the column whose sum lists state.
func (p *page) sumRole() role {
	if p.h.has(roleTotal) {
		return roleTotal
	}
	return roleRate
}

// stated takes a line of totals down.
func (p *page) stated(row *sheet.Row, grand bool) {
	t := statedTotal{
		row: row.Number, col: p.h.at[p.sumRole()], grand: grand, sum: p.totals.sum, since: p.totals.since,
		seen: p.totals.count, part: p.totals.sinceCount,
	}
	if t.col >= 0 && t.col < len(row.Cells) {
		c := &row.Cells[t.col]
		reading := p.readAmount(c)
		t.amount, t.unread = reading.amount, reading.code != "" || c.NoCachedValue
	}
	for col := range row.Cells {
		if c := &row.Cells[col]; c.Kind == sheet.Text && t.count == 0 {
			t.count, t.countCol = peopleIn(textOf(*c)), col
		}
	}
	if t.amount.Currency() == "" && !t.unread && t.count == 0 {
		return
	}
	p.totals.stated = append(p.totals.stated, t)
	p.totals.since, p.totals.sinceCount = money.Amount{}, 0
}

// ending takes down what a sentence below the table says of it: "Danh sách này có
// 12 người, số tiền 9.000.000 đồng".
func (p *page) ending(row *sheet.Row) {
	for col := range row.Cells {
		if c := &row.Cells[col]; c.Kind == sheet.Text && wordsOfLines().of(viet.Fold(textOf(*c))) == lineEnding {
			text := textOf(*c)
			if s := (statedTotal{row: row.Number, col: col, countCol: col, count: peopleIn(text), amount: sumIn(text)}); s.count > 0 || s.amount.Currency() != "" {
				p.totals.endings = append(p.totals.endings, s)
			}
		}
	}
}

// sumIn finds the amount that follows "số tiền" or "tổng tiền" in a sentence.
func sumIn(text string) money.Amount {
	words := strings.Fields(strings.ReplaceAll(text, ":", " "))
	for i := 2; i < len(words); i++ {
		if digit := words[i][0]; digit < '0' || digit > '9' {
			continue
		}
		before := " " + viet.Fold(strings.Join(words[max(0, i-4):i], " ")) + " "
		if !strings.Contains(before, " SO TIEN ") && !strings.Contains(before, " TONG TIEN ") {
			continue
		}
		if a, err := money.Parse(strings.TrimRight(words[i], ".,;)đ"), money.VND); err == nil && a.Minor() < 1e15 {
			return a
		}
	}
	return money.Amount{}
}

// peopleIn finds a number of people in the text of a total: "Cộng: 1.234 người".
func peopleIn(text string) int {
	words := strings.Fields(viet.Fold(text))
	for i, w := range words {
		if i == 0 || w != "NGUOI" && w != "TRUONG" && (w != "DOI" || i+1 == len(words) || words[i+1] != "TUONG") {
			continue
		}
		digits := ""
		for j := i - 1; j >= 0 && allDigits(words[j]); j-- {
			digits = words[j] + digits
			if len(words[j]) != 3 {
				break
			}
		}
		if n, err := strconv.Atoi(digits); err == nil && len(digits) <= 7 {
			return n
		}
	}
	return 0
}

// checkTotals holds the sheet to its own totals. Of the one that speaks for the
// whole a difference has the list wait; the others are compared and marked.
func (p *page) checkTotals() error {
	t := &p.totals
	final := p.finalTotal()
	for i, s := range t.stated {
		if i == final {
			if err := p.checkFinal(s); err != nil {
				return err
			}
			continue
		}
		known := s.seen == 0 || s.amount.Currency() == "" || s.unread || sameAmount(s.amount, s.since) ||
			sameAmount(s.amount, s.sum) || sameAmount(s.amount, t.sum)
		if !known && t.unsummed == 0 {
			p.issue(Issue{Row: s.row, Col: s.col, Field: p.sumRole().field(), Code: CodeSubtotalDiffers, Value: s.amount.Digits(), Proposed: s.since.Digits()})
		}
	}
	for _, s := range t.endings {
		if err := p.checkFinal(s); err != nil {
			return err
		}
	}
	return nil
}

// finalTotal is the last total of everything, or the only total where it stands
// below all lines; -1 for none.
func (p *page) finalTotal() int {
	stated := p.totals.stated
	for i := len(stated) - 1; i >= 0; i-- {
		if stated[i].grand {
			return i
		}
	}
	if len(stated) == 1 && stated[0].seen == p.totals.count {
		return 0
	}
	return -1
}

func (p *page) checkFinal(s statedTotal) error {
	l, t := p.list, &p.totals
	if s.count > 0 {
		if s.count != t.count && s.count != l.Lines {
			if p.o.Corrected {
				p.issue(Issue{Row: s.row, Col: s.countCol, Field: p.sumRole().field(), Code: CodeTotalUnchecked, Value: strconv.Itoa(s.count)})
				return nil
			}
			p.differs(RefusedCountDiffers, totalPlace{p.name, s.row, s.countCol}, strconv.Itoa(s.count), strconv.Itoa(t.count))
		} else if !t.counted {
			t.counted = true
			l.StatedCount += s.count
		}
	}
	switch {
	case s.unread, s.amount.Currency() != "" && (t.unsummed > 0 || p.o.Corrected && !sameAmount(s.amount, t.sum) && !sameAmount(s.amount, l.Sum)):
		p.issue(Issue{Row: s.row, Col: s.col, Field: p.sumRole().field(), Code: CodeTotalUnchecked, Value: digitsOf(s.amount)})
	case s.amount.Currency() == "":
	case !sameAmount(s.amount, t.sum) && !sameAmount(s.amount, l.Sum):
		p.differs(RefusedTotalDiffers, totalPlace{p.name, s.row, s.col}, s.amount.Digits(), t.sum.Digits())
	case !t.summed:
		t.summed = true
		return addTo(&l.StatedTotal, s.amount)
	}
	return nil
}

// digitsOf is an amount's digits; "" where there is none.
func digitsOf(a money.Amount) string {
	if a.Currency() == "" {
		return ""
	}
	return a.Digits()
}

// sameAmount compares đồng; no amount is none.
func sameAmount(a, b money.Amount) bool { return a.Minor() == b.Minor() }

// Controls are totals that the sender typed beside the file: how many lines, and
// what they come to. None of either is not checked.
type Controls struct {
	Count *int
	Sum   money.Amount
}

// totalPlace is the cell of a total.
type totalPlace struct {
	sheet    string
	row, col int
}

// differs has the list wait for totals of its sheets that are not those of its
// lines. The first of them is why; each is marked where it stands.
func (r *reader) differs(code string, at totalPlace, stated, read string) {
	i := Issue{
		Sheet: at.sheet, Row: at.row, Col: at.col, Cell: cellName(at.col, at.row), Field: Total, Code: code, Severity: r.severities[code],
		Value: stated, Proposed: read,
	}
	r.list.Issues = append(r.list.Issues, i)
	r.wait(totalsDiffer(code, at.sheet, i.Cell, stated, read))
}

// wait keeps the first reason to.
func (r *reader) wait(why *Refusal) {
	if r.waits == nil {
		r.waits = why
	}
}

// checkTyped holds the list to them as checkFinal does to the sheet's own: every
// line counts, taken or refused, and a sum that cannot be worked out is marked.
func (r *reader) checkTyped() {
	l, c := r.list, r.o.Controls
	if c.Count != nil && *c.Count != l.Lines {
		r.wait(totalsDiffer(RefusedTypedCountDiffers, "", "", strconv.Itoa(*c.Count), strconv.Itoa(l.Lines)))
	}
	switch {
	case c.Sum.Currency() == "":
	case l.Unsummed > 0:
		l.Issues = append(l.Issues, Issue{Col: -1, Field: Total, Code: CodeTotalUnchecked, Severity: r.severities[CodeTotalUnchecked], Value: c.Sum.Digits()})
	case !sameAmount(c.Sum, l.Sum):
		r.wait(totalsDiffer(RefusedTypedTotalDiffers, "", "", c.Sum.Digits(), l.Sum.Digits()))
	}
}
