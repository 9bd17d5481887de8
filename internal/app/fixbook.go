package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/sheet"
)

// A workbook of rows to fix: a visible sheet for each sheet of the list, and a
// hidden one by which list, version and rows are known when it comes back.
const (
	fixKeysSheet = "_chitra_fix"
	fixForm      = "1"
	fixHeadRow   = 5 // title and what to do stand above
	mostToFix    = 5000
)

// The first texts of the hidden sheet's rows.
const (
	fixIsForm    = "form"
	fixIsList    = "list"
	fixIsVersion = "version"
	fixIsSHA256  = "sha256"
	fixIsSheet   = "sheet" // name, index in the list, then COLUMN:FIELD for each of its columns
	fixIsRow     = "row"   // name, key, line, status, then each cell as it was shown
)

// FixBook is a workbook of the rows of a list that its sender is to fix.
type FixBook struct {
	ListID  string
	Version int64
	Rows    int
	Content []byte // nil where there is nothing to fix, or too much for this
}

// TooMany reports whether more rows are to be fixed than a workbook of their own
// is made for: the whole list is at fault then, and is better sent again.
func (b FixBook) TooMany() bool { return b.Rows > mostToFix }

// findVersion is a list and its version in force.
func findVersion(ctx context.Context, tx Tx, r ListRef) (List, ListVersion, error) {
	list, ok, err := tx.FindList(ctx, string(r.Programme), r.Period.String(), r.Commune, r.Series)
	if err == nil && !ok {
		err = &NotFound{Kind: "list", ID: r.String()}
	}
	if err != nil {
		return List{}, ListVersion{}, err
	}
	v, err := newest(ctx, tx, list)
	return list, v, err
}

func newest(ctx context.Context, tx Tx, list List) (ListVersion, error) {
	v, ok, err := tx.NewestVersion(ctx, list.ID)
	if err == nil && !ok {
		err = &NotFound{Kind: "version of list", ID: list.ID}
	}
	return v, err
}

// FixList makes the workbook of rows to fix of the version in force of a list.
func (a *App) FixList(ctx context.Context, id string) (FixBook, error) {
	var out FixBook
	err := a.store.View(ctx, func(tx Tx) error {
		list, ok, err := tx.ListByID(ctx, id)
		if err == nil && !ok {
			err = &NotFound{Kind: "list", ID: id}
		}
		if err != nil {
			return err
		}
		out, err = a.fixOf(ctx, tx, list)
		return err
	})
	if err != nil {
		return FixBook{}, fmt.Errorf("rows to fix of %s: %w", id, err)
	}
	return out, nil
}

// FixListOf is FixList for a list named by what makes it one.
func (a *App) FixListOf(ctx context.Context, r ListRef) (FixBook, error) {
	var id string
	err := a.store.View(ctx, func(tx Tx) error {
		list, _, err := findVersion(ctx, tx, r)
		id = list.ID
		return err
	})
	if err != nil {
		return FixBook{}, err
	}
	return a.FixList(ctx, id)
}

func (a *App) fixOf(ctx context.Context, tx Tx, list List) (FixBook, error) {
	v, err := newest(ctx, tx, list)
	if err != nil {
		return FixBook{}, err
	}
	out := FixBook{ListID: list.ID, Version: v.Version}
	facts, err := tx.IssuesOf(ctx, v.ActNo)
	if err != nil {
		return out, err
	}
	rows, err := tx.RowsOf(ctx, v.ActNo)
	if err != nil {
		return out, err
	}
	m := fixMaking{app: a, labels: a.words.Labels(), list: list, version: v, lines: linesToFix(rows, issuesOf(facts))}
	if out.Rows = len(m.lines); out.Rows == 0 || out.TooMany() {
		return out, nil
	}
	if m.table, err = a.tableOf(ctx, tx, v); err != nil {
		return out, err
	}
	reading, _, err := tx.ReadingOf(ctx, v.ActNo)
	if err != nil {
		return out, err
	}
	if m.read, err = a.readAgain(ctx, tx, m.table, list, reading, beneficiary.Controls{}); err != nil {
		return out, err
	}
	period, err := civil.ParseMonth(list.Period)
	if err != nil {
		return out, err
	}
	places, err := a.places(ctx, tx)
	if err != nil {
		return out, err
	}
	m.commune = communeNamed(places, list.Commune, period)
	out.Content, err = m.write()
	return out, err
}

// fixLine is a row to fix with what is wrong with it.
type fixLine struct {
	row    ListRow
	issues []beneficiary.Issue
	cells  []sheet.Cell
}

// linesToFix are the rows of which an issue goes back to the sender, in the
// order of the list.
func linesToFix(rows []ListRow, issues []beneficiary.Issue) []*fixLine {
	back := map[string]bool{}
	for _, c := range beneficiary.IssueCodes() {
		back[c.Code] = c.Back
	}
	byKey := map[string]*fixLine{}
	for _, r := range rows {
		byKey[r.RowKey] = &fixLine{row: r}
	}
	wanted := map[string]bool{}
	for _, i := range issues {
		if l := byKey[i.RowKey]; l != nil {
			l.issues = append(l.issues, i)
			wanted[i.RowKey] = wanted[i.RowKey] || i.Severity == beneficiary.Refuses || back[i.Code]
		}
	}
	var out []*fixLine
	for key, l := range byKey {
		if wanted[key] {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(x, y *fixLine) int { return int(x.row.Line - y.row.Line) })
	return out
}

// issuesOf are kept issues as they were found.
func issuesOf(facts []ListIssue) []beneficiary.Issue {
	out := make([]beneficiary.Issue, 0, len(facts))
	for _, f := range facts {
		i := beneficiary.Issue{Sheet: f.Sheet, Row: int(f.Line), Col: -1, Cell: f.Cell, Code: f.Code, Value: f.Value,
			Proposed: f.Proposed, RowKey: f.RowKey}
		i.Field, _ = beneficiary.FieldOf(f.Field)
		if f.Severity == beneficiary.Refuses.String() {
			i.Severity = beneficiary.Refuses
		}
		if col, _, err := sheet.ParseRef(f.Cell); err == nil {
			i.Col = col
		}
		out = append(out, i)
	}
	return out
}

// fixMaking is one workbook of rows to fix under way.
type fixMaking struct {
	app     *App
	labels  Labels
	list    List
	version ListVersion
	commune string // code and name
	lines   []*fixLine
	table   sheet.Table
	read    *beneficiary.List
}

// fixSheet is a visible sheet: the lines of one sheet of the list.
type fixSheet struct {
	name    string
	source  sheet.SheetInfo
	columns []beneficiary.Column
	lines   []*fixLine
}

func (m *fixMaking) write() ([]byte, error) {
	sheets, err := m.sheets()
	if err != nil {
		return nil, err
	}
	book := sheet.NewBook()
	for i := range sheets {
		if err := m.fill(book, &sheets[i]); err != nil {
			return nil, err
		}
	}
	var plain bytes.Buffer
	if _, err := book.WriteTo(&plain); err != nil {
		return nil, err
	}
	data := plain.Bytes()
	for i := range sheets {
		var keys *sheet.HiddenSheet
		if i == len(sheets)-1 {
			keys = &sheet.HiddenSheet{Name: fixKeysSheet, Rows: slices.Values(m.keys(sheets))}
		}
		var next bytes.Buffer
		err := sheet.WriteMarked(&next, bytes.NewReader(data), int64(len(data)), i, m.marks(sheets[i]), nil, [2]string{}, 0, keys)
		if err != nil {
			return nil, err
		}
		data = next.Bytes()
	}
	return data, nil
}

// sheets deals the lines out to sheets, and fetches their cells.
func (m *fixMaking) sheets() ([]fixSheet, error) {
	var out []fixSheet
	placed := 0
	for _, info := range m.table.Sheets() {
		s := fixSheet{name: m.labels.FixSheet, source: info}
		at := map[int]*fixLine{}
		for _, l := range m.lines {
			if l.row.Sheet == info.Name {
				s.lines = append(s.lines, l)
				at[int(l.row.Line)] = l
			}
		}
		if len(s.lines) == 0 {
			continue
		}
		for row, err := range m.table.Rows(info.Index) {
			if err != nil {
				return nil, err
			}
			if l := at[row.Number]; l != nil {
				l.cells = slices.Clone(row.Cells)
			}
		}
		for _, c := range m.read.Columns {
			if c.Sheet == info.Index && c.Field != beneficiary.NoField {
				s.columns = append(s.columns, c)
			}
		}
		if len(out) > 0 {
			s.name += " " + strconv.Itoa(len(out)+1)
		}
		placed += len(s.lines)
		out = append(out, s)
	}
	if placed != len(m.lines) {
		return nil, fmt.Errorf("%d rows to fix, %d found in the list", len(m.lines), placed)
	}
	return out, nil
}

// headings are the columns' usual names; where two columns make up one thing,
// the sender's own stand behind.
func (m *fixMaking) headings(s *fixSheet) []string {
	n := map[beneficiary.Field]int{}
	for _, c := range s.columns {
		n[c.Field]++
	}
	var out []string
	for _, c := range s.columns {
		head := m.app.words.Field(c.Field.Key())
		if n[c.Field] > 1 {
			head += ": " + c.Header
		}
		out = append(out, head)
	}
	return append(out, m.labels.FixReason, m.labels.FixOrigin, m.labels.FixKey)
}

func (m *fixMaking) fill(book *sheet.Book, s *fixSheet) error {
	heads := m.headings(s)
	widths := make([]int, len(heads))
	for i := range widths {
		widths[i] = 18
	}
	widths[len(s.columns)] = 60
	w, err := book.AddSheet(s.name, sheet.SheetOptions{Widths: widths, Frozen: fixHeadRow})
	if err != nil {
		return err
	}
	l := m.labels
	title := filled(l.FixTitle, "{programme}", m.list.Programme, "{period}", civil.DayFirst(m.list.Period), "{commune}", m.commune, "{version}", m.version.Version)
	first := make([]sheet.Value, len(heads))
	first[0], first[len(first)-1] = sheet.TextValue(title).As(sheet.Title), sheet.TextValue(sheet.FixSign)
	if _, err := w.Row(first...); err != nil {
		return err
	}
	above := []sheet.Value{sheet.TextValue(m.version.FileName), sheet.TextValue(l.FixHow[0]), sheet.TextValue(l.FixHow[1])}
	for _, v := range above {
		if _, err := w.Row(v); err != nil {
			return err
		}
	}
	var values []sheet.Value
	for _, h := range heads {
		values = append(values, sheet.TextValue(h).As(sheet.Header))
	}
	if _, err := w.Row(values...); err != nil {
		return err
	}
	for _, line := range s.lines {
		if _, err := w.Row(m.values(s, line)...); err != nil {
			return err
		}
	}
	return nil
}

// values is a line of the workbook: the sender's own cells as texts, why it is
// here, where it stands in the list, and its key.
func (m *fixMaking) values(s *fixSheet, line *fixLine) []sheet.Value {
	var values []sheet.Value
	for _, text := range m.shown(s, line) {
		values = append(values, sheet.TextValue(text))
	}
	var reasons []string
	for _, i := range line.issues {
		reasons = append(reasons, m.said(i))
	}
	return append(values, sheet.TextValue(strings.Join(reasons, "; ")).As(sheet.Wrapped),
		sheet.TextValue(s.source.Name+"!"+strconv.FormatInt(line.row.Line, 10)), sheet.TextValue(line.row.RowKey))
}

func (m *fixMaking) said(i beneficiary.Issue) string {
	message, fix := m.app.issueWords(i)
	return strings.TrimSpace(message + " " + fix)
}

func (m *fixMaking) shown(s *fixSheet, line *fixLine) []string {
	out := make([]string, len(s.columns))
	for n, c := range s.columns {
		if c.Col < len(line.cells) {
			out[n] = strings.TrimSpace(beneficiary.Shown(line.cells[c.Col], m.table.Date1904()))
		}
	}
	return out
}

// marks are the cells at fault, where they stand in the new sheet.
func (m *fixMaking) marks(s fixSheet) []sheet.Mark {
	var out []sheet.Mark
	for n, line := range s.lines {
		for _, i := range line.issues {
			at := slices.IndexFunc(s.columns, func(c beneficiary.Column) bool { return c.Col == i.Col })
			if at >= 0 {
				out = append(out, sheet.Mark{Row: fixHeadRow + 1 + n, Col: at, Comment: m.said(i)})
			}
		}
	}
	return out
}

// keys is the hidden sheet.
func (m *fixMaking) keys(sheets []fixSheet) [][]string {
	rows := [][]string{{fixIsForm, fixForm}, {fixIsList, m.list.ID}, {fixIsVersion, strconv.FormatInt(m.version.Version, 10)}, {fixIsSHA256, m.version.SHA256}}
	for i := range sheets {
		s := &sheets[i]
		head := []string{fixIsSheet, s.name, strconv.Itoa(s.source.Index)}
		for _, c := range s.columns {
			head = append(head, strconv.Itoa(c.Col)+":"+c.Field.Key())
		}
		rows = append(rows, head)
		for _, line := range s.lines {
			row := []string{fixIsRow, s.name, line.row.RowKey, strconv.FormatInt(line.row.Line, 10), line.row.Status}
			rows = append(rows, append(row, m.shown(s, line)...))
		}
	}
	return rows
}

// filled puts values into a text: name, value, name, value …
func filled(text string, pairs ...any) string {
	said := make([]string, len(pairs))
	for i, p := range pairs {
		said[i] = fmt.Sprint(p)
	}
	return strings.NewReplacer(said...).Replace(text)
}
