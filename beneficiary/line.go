package beneficiary

import (
	"fmt"
	"strings"
	"sync"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// lineKind is what a line of a sheet is.
type lineKind uint8

const (
	linePerson lineKind = iota
	lineEmpty
	lineHeader
	lineNumbers
	lineTotal
	lineGrand // the total of everything
	lineHeading
	lineSignature
	lineEnding // the same, and it states totals in words
	lineOtherHeader
	lineSkipped // by a layout's words
)

// whyOf are the reasons of skipped lines.
var whyOf = [...]string{
	lineHeader: WhyHeader, lineNumbers: WhyColumnNumbers, lineTotal: WhyTotal, lineGrand: WhyTotal,
	lineHeading: WhyHeading, lineSignature: WhySignature, lineEnding: WhySignature, lineSkipped: WhyLayout,
}

// lineWords is lines.csv.
type lineWords struct {
	rules []lineRule
}

type lineRule struct {
	kind  lineKind
	match string
	words string
}

var wordsOfLines = sync.OnceValue(func() *lineWords {
	w := &lineWords{}
	kinds := map[string]lineKind{"grand": lineGrand, "total": lineTotal, "sign": lineSignature, "ending": lineEnding}
	err := eachRecord("data/lines.csv", 3, func(f []string) error {
		kind, ok := kinds[f[0]]
		if !ok {
			return fmt.Errorf("unknown kind %q", f[0])
		}
		w.rules = append(w.rules, lineRule{kind, f[1], f[2]})
		return nil
	})
	if err != nil {
		// The table is part of the program: only a faulty build gets here.
		panic(err)
	}
	return w
})

// of says what a folded text announces; linePerson where it announces nothing.
func (w *lineWords) of(folded string) lineKind {
	for _, r := range w.rules {
		switch r.match {
		case "is":
			if folded == r.words {
				return r.kind
			}
		case "begins":
			if rest, ok := strings.CutPrefix(folded, r.words); ok && (rest == "" || rest[0] == ' ') {
				return r.kind
			}
		case "has":
			if strings.Contains(" "+folded+" ", " "+r.words+" ") {
				return r.kind
			}
		}
	}
	return linePerson
}

// signs are what a row shows of a person, told before it is read.
type signs struct {
	name, birth, number, category, account bool // there is something
	date                                   bool // and it is a date or a year
	digits                                 bool // it is a number of some length
	amount                                 bool // some amount is there
	ordinal                                bool // a running number in figures
	texts                                  int  // cells with text that no role explains
}

func (h *header) signsOf(row *sheet.Row) signs {
	var s signs
	for col := range row.Cells {
		c := &row.Cells[col]
		if c.Text == "" || c.Kind == sheet.Text && strings.TrimSpace(c.Text) == "" {
			continue
		}
		r := roleNone
		if col < len(h.roles) && h.roles[col] != roleNone && h.at[h.roles[col]] == col || h.isName(col) {
			r = h.roles[col]
		}
		switch r {
		case roleName, roleFamily, roleGiven:
			s.name = true
		case roleBirth, roleBirthYear, roleBirthMale, roleBirthFemale, roleBirthPartDay, roleBirthPartMonth, roleBirthPartYear:
			s.birth = true
			s.date = s.date || looksDated(c)
		case roleNumber, roleOldNumber:
			s.number = true
			s.digits = s.digits || countDigits(c.Text) >= 5
		case roleCategory:
			s.category = true
		case roleAccount:
			s.account = true
		case roleRate, roleTotal, roleArrears, roleRecovery, roleCoefficient:
			s.amount = s.amount || countDigits(c.Text) > 0
		case roleOrdinal:
			s.ordinal = s.ordinal || isOrdinal(c)
		default:
			s.texts++
		}
	}
	return s
}

// isName reports whether the column holds the name though its heading was read
// as another part of it.
func (h *header) isName(col int) bool { return h.at[roleName] == col }

func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// looksDated reports whether a birth's cell holds a date or a year of some form.
func looksDated(c *sheet.Cell) bool {
	return c.Kind == sheet.Date || countDigits(c.Text) >= 4
}

// isOrdinal reports whether a cell is a running number in figures: Roman ones and
// letters head groups.
func isOrdinal(c *sheet.Cell) bool {
	text := strings.Trim(strings.TrimSpace(c.Text), ".)")
	return allDigits(text) && len(text) <= 7
}

// isPerson reports whether a row names somebody, however badly. Below the
// signatures only what could be paid is a person.
func (s signs) isPerson(footer bool) bool {
	switch {
	case s.date && (s.name || s.digits || s.category || s.ordinal), s.digits && (s.name || s.category || s.ordinal):
		return true
	case footer:
		return s.ordinal && s.name && (s.category || s.amount)
	case s.ordinal:
		return s.name || s.number || s.category || s.account
	case s.name:
		return s.birth || s.number || s.category || s.account
	}
	return s.category && (s.amount || s.number || s.account)
}

// kindOf says what a row below the header is.
func (p *page) kindOf(row *sheet.Row) lineKind {
	s := p.h.signsOf(row)
	if !s.date && !s.digits {
		if kind := p.kindByWords(row, s); kind != linePerson {
			return kind
		}
	} else if s.date && !s.digits && wordsOfLines().of(p.foldedName(row)) == lineSignature {
		return lineSignature // "Người lập biểu … ngày 5 tháng 7 năm 2024"
	}
	switch {
	case s.isPerson(p.footer):
		return linePerson
	case p.footer:
		return lineSignature
	case s.name && s.amount && !p.headsGroup(row):
		return linePerson
	case !s.name && s.amount && s.texts == 0:
		return lineTotal
	}
	return lineHeading
}

// kindByWords looks at a row without a date or a number for what its words
// announce; linePerson where they announce nothing.
func (p *page) kindByWords(row *sheet.Row, s signs) lineKind {
	switch {
	case p.h.repeats(row):
		return lineHeader
	case p.lines == 0 && numbersOfColumns(row):
		return lineNumbers
	case p.isOtherHeader(row):
		return lineOtherHeader
	case s.name && s.category && (s.amount || s.ordinal):
		return linePerson
	}
	kind := p.announcedByLayout(row, s)
	if kind == linePerson {
		kind = announced(row)
	}
	if kind != lineSignature && kind != lineEnding && (s.category || s.ordinal && s.account) {
		return linePerson
	}
	return kind
}

// isOtherHeader reports whether a row is the header of another table.
func (p *page) isOtherHeader(row *sheet.Row) bool {
	texts := 0
	for col := range row.Cells {
		if c := &row.Cells[col]; c.Kind == sheet.Text && c.Text != "" {
			texts++
		} else if c.Kind != sheet.Empty {
			return false
		}
	}
	if texts < 3 {
		return false
	}
	for _, v := range []*vocabulary{p.vocabulary, builtIn()} {
		if h := mapHeader(v.headLines([]sheet.Row{*row}), v); len(h.missing()) == 0 && h.size > 1 {
			return true
		}
	}
	return false
}

// endsPayments reports whether a folded heading, padded by spaces, is of people
// whose payments end. One that speaks of those who come too, or of who is not on
// the list, is not.
func endsPayments(padded string) bool {
	if strings.Contains(padded, " TANG ") || strings.Contains(padded, " KHONG ") {
		return false
	}
	for _, words := range [...]string{
		" CAT GIAM ", " THOI HUONG ", " DUNG HUONG ", " NGUNG HUONG ", " DUNG CHI TRA ", " THOI CHI TRA ", " DANH SACH GIAM ", " DOI TUONG GIAM ",
	} {
		if strings.Contains(padded, words) {
			return true
		}
	}
	return false
}

// heading opens or closes the part of a list that names people whose payments
// end: no village and no kind of people below it does, only another part.
func (p *page) heading(row *sheet.Row) {
	text := ""
	for col := range row.Cells {
		if c := &row.Cells[col]; c.Kind == sheet.Text {
			text = strings.TrimSpace(text + " " + textOf(*c))
		}
	}
	padded := " " + viet.Fold(text) + " "
	if endsPayments(padded) {
		p.stopped = text
		return
	}
	first, _, _ := strings.Cut(strings.TrimSpace(padded), " ")
	if strings.Trim(first, "IVX") == "" || len(first) == 1 || strings.Contains(padded, " DANH SACH ") {
		p.stopped = ""
	}
}

func (p *page) foldedName(row *sheet.Row) string {
	return viet.Fold(textOf(cellAt(*row, p.h.at[roleName])))
}

// headsGroup reports whether a row of a name and amounts, and nothing else, is a
// group with its subtotal: numbered in Roman figures or letters, or of a name no
// person has.
func (p *page) headsGroup(row *sheet.Row) bool {
	ordinal := strings.Trim(strings.TrimSpace(cellAt(*row, p.h.at[roleOrdinal]).Text), ".)")
	if ordinal != "" && !allDigits(ordinal) {
		return true
	}
	name := textOf(cellAt(*row, p.h.at[roleName]))
	return unusualName(name)
}

// announced says what the first texts of a row make of it.
func announced(row *sheet.Row) lineKind {
	for col := range row.Cells {
		c := &row.Cells[col]
		if c.Kind != sheet.Text {
			continue
		}
		if kind := wordsOfLines().of(viet.Fold(textOf(*c))); kind != linePerson {
			return kind
		}
	}
	return linePerson
}

// numbersOfColumns reports whether a row counts the columns: (1) (2) (3), A B 1
// 2, or says how they are worked out: 9=7*8.
func numbersOfColumns(row *sheet.Row) bool {
	filled := 0
	for col := range row.Cells {
		text := strings.TrimSpace(row.Cells[col].Text)
		if text == "" {
			continue
		}
		filled++
		bare := strings.Map(func(r rune) rune {
			if strings.ContainsRune("()[]=+-*/x. ", r) {
				return -1
			}
			return r
		}, text)
		if len(bare) > 12 || len(text) > 3 && !strings.ContainsAny(text, "()=") || !allDigits(bare) && len(bare) != 1 {
			return false
		}
	}
	return filled >= 3
}
