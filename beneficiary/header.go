package beneficiary

import (
	"fmt"
	"slices"
	"strings"

	"chitra/internal/sheet"
)

const (
	headRows    = 40 // the header stands within so many rows
	headerDepth = 3  // and takes so many at most
	groupWords  = 6  // a longer text above the columns is a title, not a group
)

// header is where a table's columns are named, and what they are.
type header struct {
	first, last int // row numbers
	at          [roleCount]int
	stacks      [][]label // by column: to know the header again
	texts       []string  // by column, as written
	rows        []int     // by column: where that text stands
	roles       []role
	learnt      []string        // folded headings that only the office's own words explain
	fixed       map[role]string // what a layout says of every line of the sheet
	ignored     []int           // columns that stand aside for a better one
	clash       string
	size        int // of the roles found
}

func (h *header) has(r role) bool { return h.at[r] >= 0 }

// firstOf returns the first of the roles that has a column, else the last of them.
func (h *header) firstOf(roles ...role) role {
	for _, r := range roles {
		if h.has(r) {
			return r
		}
	}
	return roles[len(roles)-1]
}

// hasAny reports whether one of the roles is there.
func (h *header) hasAny(roles ...role) bool {
	for _, r := range roles {
		if h.has(r) {
			return true
		}
	}
	return false
}

// missing lists the keys of what a list cannot be without.
func (h *header) missing() []string {
	var keys []string
	if !h.hasAny(roleName, roleGiven) {
		keys = append(keys, Name.Key())
	}
	if !h.hasAny(roleBirth, roleBirthYear, roleBirthMale, roleBirthFemale, roleBirthPartYear) {
		keys = append(keys, BirthField.Key())
	}
	if _, fixed := h.fixed[roleCategory]; !fixed && !h.has(roleCategory) {
		keys = append(keys, Category.Key())
	}
	return keys
}

// findHeader looks for the lines that name most columns of a list: one line, or
// up to three of which the upper ones head groups. Of equals the fewest lines,
// then the first, are taken. The best attempt is returned even where it misses
// something; nil when no line names two columns.
func findHeader(head []sheet.Row, v *vocabulary) *header {
	var best *header
	better := func(h *header) bool {
		if best == nil {
			return h.size > 1
		}
		if a, b := len(h.missing()), len(best.missing()); a != b {
			return a < b
		}
		return h.size > best.size
	}
	all := v.headLines(head)
	for depth := 1; depth <= headerDepth; depth++ {
		for i := 0; i+depth <= len(all); i++ {
			lines := all[i : i+depth]
			if lines[depth-1].Number-lines[0].Number != depth-1 || lines[depth-1].blank || lines[0].blank {
				continue
			}
			if h := mapHeader(lines, v); better(h) {
				best = h
			}
		}
	}
	return best
}

// blankRow reports whether a row shows nothing: blanks in its cells are nothing.
func blankRow(r sheet.Row) bool {
	for i := range r.Cells {
		if strings.TrimSpace(r.Cells[i].Text) != "" {
			return false
		}
	}
	return true
}

// mapHeader reads lines as a header, by what the words mean there.
func mapHeader(lines []headLine, v *vocabulary) *header {
	h := &header{first: lines[0].Number, last: lines[len(lines)-1].Number}
	for i := range h.at {
		h.at[i] = -1
	}
	stacks := stackLabels(lines, v.width())
	h.stacks = stacks
	h.texts = make([]string, len(stacks))
	h.rows = make([]int, len(stacks))
	h.roles = make([]role, len(stacks))
	ranks := make([]int, len(stacks))
	for col, stack := range stacks {
		if len(stack) > 0 {
			h.texts[col], h.rows[col] = stack[len(stack)-1].text, stack[len(stack)-1].row
		}
		m := v.meaningAt(col, stack)
		h.roles[col], ranks[col] = m.role, m.rank
		if m.learnt != "" {
			h.learnt = append(h.learnt, m.learnt)
		}
	}
	if !v.only {
		splitGroups(stacks, h.roles, ranks)
	}
	h.choose(ranks)
	h.size -= v.lettered() // they stand over every line
	return h
}

// choose gives each role its best column, and lists the others. A given name
// without a family name beside it is the name; a merged heading of the name
// covers a second column for it.
func (h *header) choose(ranks []int) {
	for col, r := range h.roles {
		if r == roleNone || r == roleIgnored {
			continue
		}
		switch old := h.at[r]; {
		case old < 0:
			h.at[r] = col
			h.size++
		case ranks[col] > ranks[old]:
			h.ignored = append(h.ignored, old)
			h.at[r] = col
		case ranks[col] < ranks[old] || r.yields():
			h.ignored = append(h.ignored, col)
		default:
			h.clash = fmt.Sprintf("%s: %s, %s", r.field().Key(), sheet.ColumnName(old), sheet.ColumnName(col))
		}
	}
	if h.has(roleGiven) && !h.has(roleFamily) {
		if h.has(roleName) {
			h.ignored = append(h.ignored, h.at[roleGiven])
		} else {
			h.at[roleName] = h.at[roleGiven]
		}
		h.at[roleGiven] = -1
	}
	if h.has(roleFamily) && !h.has(roleGiven) {
		h.at[roleFamily] = -1
	}
}

// repeats reports whether a row is this header again, or part of it: most of its
// cells say what the header says over the same column.
func (h *header) repeats(row *sheet.Row) bool {
	filled, same := 0, 0
	for col := range row.Cells {
		c := &row.Cells[col]
		if c.Kind != sheet.Text || c.Text == "" {
			if c.Kind != sheet.Empty {
				filled++
			}
			continue
		}
		filled++
		if col < len(h.stacks) && len(h.stacks[col]) > 0 {
			folded := foldLabel(textOf(*c))
			if slices.ContainsFunc(h.stacks[col], func(l label) bool { return l.folded == folded }) {
				same++
			}
		}
	}
	return same >= 2 && same*2 > filled
}

func cellAt(row sheet.Row, col int) sheet.Cell {
	if col < 0 || col >= len(row.Cells) {
		return sheet.Cell{}
	}
	return row.Cells[col]
}
