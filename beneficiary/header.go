package beneficiary

import (
	"fmt"
	"strings"

	"chitra/internal/sheet"
	"chitra/internal/viet"
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
	labels      []map[string]bool // by column, folded: to know the header again
	texts       []string          // by column, as written
	roles       []role
	ignored     []int // columns that stand aside for a better one
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
	if !h.has(roleCategory) {
		keys = append(keys, Category.Key())
	}
	return keys
}

// findHeader looks for the lines that name most columns of a list: one line, or
// up to three of which the upper ones head groups. Of equals the fewest lines,
// then the first, are taken. The best attempt is returned even where it misses
// something; nil when no line names two columns.
func findHeader(head []sheet.Row) *header {
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
	for depth := 1; depth <= headerDepth; depth++ {
		for i := 0; i+depth <= len(head); i++ {
			lines := head[i : i+depth]
			if lines[depth-1].Number-lines[0].Number != depth-1 || blankRow(lines[depth-1]) || blankRow(lines[0]) {
				continue
			}
			if h := mapHeader(lines); better(h) {
				best = h
			}
		}
	}
	return best
}

func blankRow(r sheet.Row) bool {
	for i := range r.Cells {
		if r.Cells[i].Text != "" {
			return false
		}
	}
	return true
}

// mapHeader reads lines as a header.
func mapHeader(lines []sheet.Row) *header {
	h := &header{first: lines[0].Number, last: lines[len(lines)-1].Number}
	for i := range h.at {
		h.at[i] = -1
	}
	stacks := stackLabels(lines)
	h.labels = make([]map[string]bool, len(stacks))
	h.texts = make([]string, len(stacks))
	h.roles = make([]role, len(stacks))
	ranks := make([]int, len(stacks))
	for col, stack := range stacks {
		h.labels[col] = map[string]bool{}
		for _, label := range stack {
			h.labels[col][label.folded] = true
		}
		if len(stack) > 0 {
			h.texts[col] = stack[len(stack)-1].text
		}
		m := meaningOf(stack)
		h.roles[col], ranks[col] = m.role, m.rank
	}
	splitGroups(stacks, h.roles, ranks)
	h.choose(ranks)
	return h
}

// label is one heading over a column.
type label struct {
	text, folded string
	group        bool // it stands over several columns
}

// stackLabels returns the headings over each column, from the top. A heading of
// a group counts for all columns of the group.
func stackLabels(lines []sheet.Row) [][]label {
	width := 0
	for _, line := range lines {
		width = max(width, len(line.Cells))
	}
	stacks := make([][]label, width)
	for depth, line := range lines {
		merges := hasMerges(line)
		var last label
		for col := range width {
			cell := cellAt(line, col)
			text := strings.Join(strings.Fields(textOf(cell)), " ")
			switch {
			case depth > 0 && isRemark(text): // "(12 số)" below a heading
			case text != "":
				last = label{text: text, folded: foldLabel(text)}
				stacks[col] = append(stacks[col], last)
			case depth < len(lines)-1 && last.text != "" && (cell.Merged || !merges) && filledBelow(lines[depth+1:], col):
				last.group = true
				stacks[col] = append(stacks[col], last)
			}
		}
	}
	return stacks
}

func hasMerges(line sheet.Row) bool {
	for i := range line.Cells {
		if line.Cells[i].Merged {
			return true
		}
	}
	return false
}

func filledBelow(lines []sheet.Row, col int) bool {
	for _, line := range lines {
		if cellAt(line, col).Text != "" {
			return true
		}
	}
	return false
}

// isRemark reports whether a text stands in brackets as a whole.
func isRemark(text string) bool {
	return strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")
}

// foldLabel folds a heading without what is in brackets, a number of the column
// and the star that marks it as compulsory.
func foldLabel(text string) string {
	var b strings.Builder
	depth := 0
	for _, r := range text {
		switch {
		case r == '(' || r == '[':
			depth++
			b.WriteByte(' ')
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	folded := viet.Fold(b.String())
	if folded == "" {
		folded = viet.Fold(text)
	}
	return strings.TrimRight(folded, " 0123456789")
}

// meaningOf says what a stack of headings means: all of it together, then the
// lower ones alone, then words within it.
func meaningOf(stack []label) meaning {
	s := headerSynonyms()
	for len(stack) > 1 && len(strings.Fields(stack[0].folded)) > groupWords {
		stack = stack[1:]
	}
	if len(stack) == 0 {
		return meaning{}
	}
	last := stack[len(stack)-1].folded
	others := false
	for _, l := range stack[:len(stack)-1] {
		others = others || s.isOthers(l.folded)
	}
	for from := range stack {
		if m, ok := s.exact(joinLabels(stack[from:])); ok {
			return ofOthers(m, others)
		}
	}
	if m, ok := s.within(last); ok {
		return ofOthers(m, others)
	}
	// What stands below a heading that is known by itself is no heading, or a
	// person's line would be read as part of the header.
	for _, l := range stack[:len(stack)-1] {
		if _, known := s.exact(l.folded); known {
			return meaning{}
		}
	}
	if m, ok := s.within(joinLabels(stack)); ok && len(stack) > 1 {
		return ofOthers(m, others)
	}
	return meaning{}
}

// ofOthers turns a column under a group that is about somebody else into what it
// says of them: their name is the holder's, the rest is no matter of the list.
func ofOthers(m meaning, others bool) meaning {
	if !others {
		return m
	}
	switch m.role {
	case roleName:
		return meaning{roleHolder, m.rank}
	case roleAccount, roleBank, roleHolder, roleRelation, roleNote:
		return m
	}
	return meaning{roleIgnored, m.rank}
}

func joinLabels(stack []label) string {
	parts := make([]string, 0, len(stack))
	for _, l := range stack {
		if len(parts) == 0 || parts[len(parts)-1] != l.folded {
			parts = append(parts, l.folded)
		}
	}
	return strings.Join(parts, " ")
}

// splitGroups reads the columns under a birth or sex heading that are told apart
// by one word: men and women, or day, month and year. NAM is both the man and
// the year without its mark: a woman beside it decides.
func splitGroups(stacks [][]label, roles []role, ranks []int) {
	s := headerSynonyms()
	for col := 0; col < len(stacks); col++ {
		if len(stacks[col]) < 2 {
			continue
		}
		top := stacks[col][len(stacks[col])-2]
		m, known := s.exact(top.folded)
		if !known || m.role != roleBirth && m.role != roleBirthYear && m.role != roleSex {
			continue
		}
		end := col + 1
		for end < len(stacks) && len(stacks[end]) >= 2 && stacks[end][len(stacks[end])-2].group && stacks[end][len(stacks[end])-2].folded == top.folded {
			end++
		}
		words := make([]string, 0, end-col)
		for i := col; i < end; i++ {
			words = append(words, stacks[i][len(stacks[i])-1].folded)
		}
		for i, r := range partRoles(words, m.role == roleSex) {
			if r != roleNone {
				roles[col+i], ranks[col+i] = r, m.rank
			}
		}
		col = end - 1
	}
}

func partRoles(words []string, sex bool) []role {
	women := false
	for _, w := range words {
		women = women || w == "NU"
	}
	roles := make([]role, len(words))
	for i, w := range words {
		switch {
		case sex && w == "NAM":
			roles[i] = roleSexMale
		case sex && w == "NU":
			roles[i] = roleSexFemale
		case sex:
		case w == "NU":
			roles[i] = roleBirthFemale
		case w == "NAM" && women:
			roles[i] = roleBirthMale
		case w == "NAM":
			roles[i] = roleBirthPartYear
		case w == "NGAY":
			roles[i] = roleBirthPartDay
		case w == "THANG":
			roles[i] = roleBirthPartMonth
		}
	}
	return roles
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
		if col < len(h.labels) && len(h.labels[col]) > 0 && h.labels[col][foldLabel(textOf(*c))] {
			same++
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

// textOf is a cell's text, composed, and decoded where a font of before Unicode
// was used for sure.
func textOf(c sheet.Cell) string {
	if c.Kind != sheet.Text {
		return c.Text
	}
	if decoded, charset, sure := viet.GuessLegacy(c.Text, c.Font); sure && charset != viet.Unicode {
		return viet.Compose(decoded)
	}
	return viet.Compose(c.Text)
}
