package app

import (
	"cmp"
	"slices"
	"strconv"

	"chitra/beneficiary"
	"chitra/internal/sheet"
)

// merging puts the rows of a list that were read anew beside those that were
// kept. Nobody is lost: a kept row is carried over, replaced or struck off.
type merging struct {
	correction *correction
	table      sheet.Table // with the corrected cells in place
	kept       []ListRow
	keptIssues []ListIssue
	reading    ListReading // how it was read, and is
	read       *beneficiary.List

	rows              []ListRow // of the next version, by key
	issues            []beneficiary.Issue
	replaced, dropped int
}

// listLine is where a row stands in its file.
type listLine struct {
	sheet string
	line  int
}

func (m *merging) run() error {
	changed := map[string]correctedLine{}
	for _, l := range m.correction.Lines {
		changed[l.Key] = l
	}
	anew := map[listLine]ListRow{}
	for _, r := range listRows(0, m.read) {
		anew[listLine{r.Sheet, int(r.Line)}] = r
	}
	keys := map[string]bool{}
	var replace []ListRow
	for _, r := range m.kept {
		l, is := changed[r.RowKey]
		delete(changed, r.RowKey)
		switch {
		case !is:
			keys[r.RowKey] = true
			m.rows = append(m.rows, r)
		case l.Line != int(r.Line) || !m.stands(l.Sheet, r.Sheet):
			return damagedFix("row %q does not stand in line %d", r.RowKey, l.Line)
		case l.Drop:
			m.dropped++
		default:
			next, ok := anew[listLine{r.Sheet, int(r.Line)}]
			if !ok {
				return &beneficiary.Refusal{Code: beneficiary.RefusedFixLineLost, Sheet: r.Sheet, Cell: "A" + strconv.FormatInt(r.Line, 10)}
			}
			replace = append(replace, next)
		}
	}
	for key := range changed {
		return damagedFix("row %q is not in the list", key)
	}
	m.addReplaced(replace, keys)
	m.mergeIssues()
	return nil
}

// stands reports whether the sheet of an index has the name.
func (m *merging) stands(index int, name string) bool {
	sheets := m.table.Sheets()
	return index >= 0 && index < len(sheets) && sheets[index].Name == name
}

// addReplaced gives the rows that were read anew their keys: none that a carried
// row has.
func (m *merging) addReplaced(rows []ListRow, keys map[string]bool) {
	persons := map[listLine]string{}
	for i := range m.read.Rows {
		r := &m.read.Rows[i]
		persons[listLine{r.Sheet, r.Line}] = r.PersonKey
	}
	for i := range m.read.Refused {
		r := &m.read.Refused[i]
		persons[listLine{r.Sheet, r.Line}] = r.PersonKey
	}
	slices.SortStableFunc(rows, func(x, y ListRow) int { return cmp.Or(cmp.Compare(x.Sheet, y.Sheet), cmp.Compare(x.Line, y.Line)) })
	for _, r := range rows {
		if keys[r.RowKey] {
			r.RowKey = beneficiary.FreeKey(persons[listLine{r.Sheet, int(r.Line)}], func(key string) bool { return keys[key] })
		}
		if r.Status == RowRefused {
			r.PersonKey = r.RowKey
		}
		keys[r.RowKey] = true
		m.rows = append(m.rows, r)
	}
	m.replaced = len(rows)
	slices.SortFunc(m.rows, func(x, y ListRow) int { return cmp.Compare(x.RowKey, y.RowKey) })
}

// mergeIssues keeps what was said of carried rows, and takes what is said anew of
// the others, of columns and sheets, and of rows beside each other.
func (m *merging) mergeIssues() {
	fresh := map[string]bool{}
	for _, l := range m.correction.Lines {
		fresh[l.Key] = true
	}
	keys, carried := map[listLine]string{}, map[string]bool{}
	for _, r := range m.rows {
		keys[listLine{r.Sheet, int(r.Line)}] = r.RowKey
	}
	for _, r := range m.kept {
		carried[r.RowKey] = !fresh[r.RowKey]
	}
	for _, i := range issuesOf(m.keptIssues) {
		if carried[i.RowKey] && !aboutNeighbours(i.Code) {
			m.issues = append(m.issues, i)
		}
	}
	for _, i := range m.read.Issues {
		if i.RowKey != "" {
			i.RowKey = keys[listLine{i.Sheet, i.Row}]
			if i.RowKey == "" || carried[i.RowKey] && !aboutNeighbours(i.Code) {
				continue
			}
		}
		m.issues = append(m.issues, i)
	}
	order := map[string]int{}
	for n, info := range m.table.Sheets() {
		order[info.Name] = n
	}
	slices.SortStableFunc(m.issues, func(a, b beneficiary.Issue) int {
		return cmp.Or(cmp.Compare(order[a.Sheet], order[b.Sheet]), cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Code, b.Code))
	})
}

// aboutNeighbours reports whether a code compares a row with others.
func aboutNeighbours(code string) bool {
	return code == beneficiary.CodeNumberRepeated || code == beneficiary.CodeNumberDragFilled
}

// tell says what the next version comes to.
func (m *merging) tell(out *ListOutcome, version int64) {
	out.Status, out.Version, out.Issues = ListNew, version, m.issues
	out.Lines = len(m.rows)
	out.Taken, out.Refused = 0, 0
	for _, r := range m.rows {
		if r.Status == RowTaken {
			out.Taken++
		} else {
			out.Refused++
		}
	}
	out.Replaced, out.Dropped, out.Carried = m.replaced, m.dropped, len(m.rows)-m.replaced
}
