package beneficiary

import (
	"strings"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// label is one heading over a column.
type label struct {
	text, folded string
	row          int  // where it stands
	group        bool // it stands over several columns

	alone meaning // by words within it
	known bool    // they mean something
}

// headLine is a row that may be one of a header: each row is tried alone and with
// those beside it, and its cells are read once.
type headLine struct {
	sheet.Row
	labels []label // by column; without text where nothing stands
	merges bool    // some of its cells are merged
	blank  bool
}

// headLines reads the cells of rows as headings.
func (v *vocabulary) headLines(rows []sheet.Row) []headLine {
	lines := make([]headLine, len(rows))
	for i, row := range rows {
		line := headLine{Row: row, labels: make([]label, len(row.Cells)), blank: blankRow(row)}
		for col := range row.Cells {
			line.merges = line.merges || row.Cells[col].Merged
			text := strings.Join(strings.Fields(textOf(row.Cells[col])), " ")
			if text == "" {
				continue
			}
			l := label{text: text, folded: foldLabel(text), row: row.Number}
			l.alone, l.known = v.within(l.folded)
			line.labels[col] = l
		}
		lines[i] = line
	}
	return lines
}

// at is the heading of a column; without text where nothing stands.
func (l *headLine) at(col int) label {
	if col < len(l.labels) {
		return l.labels[col]
	}
	return label{}
}

// stackLabels returns the headings over each column, from the top. A heading of
// a group counts for all columns of the group. There are at least width columns.
func stackLabels(lines []headLine, width int) [][]label {
	for _, line := range lines {
		width = max(width, len(line.Cells))
	}
	stacks := make([][]label, width)
	for depth := range lines {
		line := &lines[depth]
		var last label
		for col := range width {
			here := line.at(col)
			switch {
			case depth > 0 && isRemark(here.text): // "(12 số)" below a heading
			case here.text != "":
				last = here
				stacks[col] = append(stacks[col], last)
			case depth < len(lines)-1 && last.text != "" && (cellAt(line.Row, col).Merged || !line.merges) && filledBelow(lines[depth+1:], col):
				last.group = true
				stacks[col] = append(stacks[col], last)
			}
		}
	}
	return stacks
}

func filledBelow(lines []headLine, col int) bool {
	for _, line := range lines {
		if cellAt(line.Row, col).Text != "" {
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
// lower ones alone, then words within it, then what the office has taught.
func (v *vocabulary) meaningOf(stack []label) meaning {
	s := v.synonyms
	for len(stack) > 1 && len(strings.Fields(stack[0].folded)) > groupWords {
		stack = stack[1:]
	}
	if len(stack) == 0 {
		return meaning{}
	}
	last := stack[len(stack)-1]
	others := false
	for _, l := range stack[:len(stack)-1] {
		others = others || s.isOthers(l.folded)
	}
	for from := range stack {
		if m, ok := s.exact(joinLabels(stack[from:])); ok {
			return ofOthers(m, others)
		}
	}
	if last.known {
		return ofOthers(last.alone, others)
	}
	if m, ok := v.taught(stack); ok {
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
		return meaning{role: roleHolder, rank: m.rank, learnt: m.learnt}
	case roleAccount, roleBank, roleHolder, roleRelation, roleNote:
		return m
	}
	return meaning{role: roleIgnored, rank: m.rank, learnt: m.learnt}
}

func joinLabels(stack []label) string {
	if len(stack) == 1 {
		return stack[0].folded
	}
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
