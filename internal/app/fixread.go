package app

import (
	"fmt"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/sheet"
)

// isFixBook reports whether a file is a workbook of rows to fix.
func isFixBook(t sheet.Table) bool {
	_, ok := sheetNamed(t, fixKeysSheet)
	return ok
}

func sheetNamed(t sheet.Table, name string) (int, bool) {
	for _, info := range t.Sheets() {
		if info.Name == name {
			return info.Index, true
		}
	}
	return 0, false
}

// fixReading is a workbook of rows to fix being read.
type fixReading struct {
	table  sheet.Table
	c      *correction
	sheets []fixSheetKeys
	seen   map[string]bool // keys that were met
}

// fixSheetKeys is what the hidden sheet says of one visible sheet.
type fixSheetKeys struct {
	name    string
	source  int
	columns []int // of the list, by column
	fields  []beneficiary.Field
	rows    map[string]*fixRowKeys
	order   []string
}

type fixRowKeys struct {
	line    int
	refused bool
	shown   []string
}

// readFixBook reads what was filled in. What stands in no cell that was changed is
// left as it is in the list; a refused row whose line is gone, and any row whose
// line is there and empty, is struck off. The error is a *beneficiary.Refusal
// where the workbook is not as it was made.
func readFixBook(t sheet.Table) (*correction, error) {
	r := &fixReading{table: t, c: &correction{Kind: OriginFix}, seen: map[string]bool{}}
	if err := r.readKeys(); err != nil {
		return nil, err
	}
	for i := range r.sheets {
		if err := r.readSheet(&r.sheets[i]); err != nil {
			return nil, err
		}
	}
	return r.c, nil
}

func damagedFix(format string, args ...any) error {
	return &beneficiary.Refusal{Code: beneficiary.RefusedFixDamaged, Sheet: fixKeysSheet, Detail: fmt.Sprintf(format, args...)}
}

// readKeys reads the hidden sheet.
func (r *fixReading) readKeys() error {
	index, _ := sheetNamed(r.table, fixKeysSheet)
	said := map[string]string{}
	for row, err := range r.table.Rows(index) {
		if err != nil {
			return err
		}
		texts := textsOf(row)
		var read error
		switch texts[0] {
		case fixIsSheet:
			read = r.readSheetKeys(texts)
		case fixIsRow:
			read = r.readRowKeys(texts)
		default:
			said[texts[0]] = textAt(texts, 1)
		}
		if read != nil {
			return read
		}
	}
	version, err := strconv.ParseInt(said[fixIsVersion], 10, 64)
	if said[fixIsForm] != fixForm || said[fixIsList] == "" || err != nil || len(r.sheets) == 0 {
		return damagedFix("form %q, list %q, version %q", said[fixIsForm], said[fixIsList], said[fixIsVersion])
	}
	r.c.ListID, r.c.Version, r.c.SHA256 = said[fixIsList], version, said[fixIsSHA256]
	return nil
}

func (r *fixReading) readSheetKeys(texts []string) error {
	source, err := strconv.Atoi(textAt(texts, 2))
	if err != nil || source < 0 {
		return damagedFix("sheet %q", textAt(texts, 2))
	}
	s := fixSheetKeys{name: textAt(texts, 1), source: source, rows: map[string]*fixRowKeys{}}
	for _, text := range texts[3:] {
		col, key, _ := strings.Cut(text, ":")
		n, err := strconv.Atoi(col)
		field, ok := beneficiary.FieldOf(key)
		if err != nil || n < 0 || !ok {
			return damagedFix("column %q", text)
		}
		s.columns, s.fields = append(s.columns, n), append(s.fields, field)
	}
	r.sheets = append(r.sheets, s)
	return nil
}

func (r *fixReading) readRowKeys(texts []string) error {
	line, err := strconv.Atoi(textAt(texts, 3))
	key := textAt(texts, 2)
	if err != nil || line < 1 || key == "" || len(r.sheets) == 0 || r.sheets[len(r.sheets)-1].name != textAt(texts, 1) {
		return damagedFix("row %q, line %q", key, textAt(texts, 3))
	}
	s := &r.sheets[len(r.sheets)-1]
	row := &fixRowKeys{line: line, refused: textAt(texts, 4) == RowRefused, shown: make([]string, len(s.columns))}
	if len(texts) > 5 {
		copy(row.shown, texts[5:])
	}
	s.rows[key], s.order = row, append(s.order, key)
	return nil
}

// textsOf are the texts of a row, at least one.
func textsOf(row *sheet.Row) []string {
	texts := make([]string, max(1, len(row.Cells)))
	for i := range row.Cells {
		texts[i] = row.Cells[i].Text
	}
	return texts
}

func textAt(texts []string, i int) string {
	if i < len(texts) {
		return texts[i]
	}
	return ""
}

// readSheet reads the lines of one visible sheet, in the order of the list.
func (r *fixReading) readSheet(s *fixSheetKeys) error {
	index, ok := sheetNamed(r.table, s.name)
	if !ok {
		return damagedFix("no sheet %q", s.name)
	}
	lines := map[string]correctedLine{}
	for row, err := range r.table.Rows(index) {
		if err != nil {
			return err
		}
		if row.Number <= fixHeadRow {
			continue
		}
		if err := r.readLine(s, row, lines); err != nil {
			return err
		}
	}
	for _, key := range s.order {
		l, there := lines[key]
		switch {
		case there:
			r.c.Lines = append(r.c.Lines, l)
		case s.rows[key].refused:
			r.c.Lines = append(r.c.Lines, correctedLine{Key: key, Sheet: s.source, Line: s.rows[key].line, Drop: true})
		default:
			r.c.Missing = append(r.c.Missing, correctedLine{Key: key, Sheet: s.source, Line: s.rows[key].line})
		}
	}
	return nil
}

func (r *fixReading) readLine(s *fixSheetKeys, row *sheet.Row, lines map[string]correctedLine) error {
	texts := make([]string, len(s.columns))
	empty := true
	for i := range s.columns {
		if i < len(row.Cells) {
			texts[i] = strings.TrimSpace(beneficiary.Shown(row.Cells[i], r.table.Date1904()))
			empty = empty && texts[i] == ""
		}
	}
	key := ""
	if at := len(s.columns) + 2; at < len(row.Cells) {
		key = strings.TrimSpace(row.Cells[at].Text)
	}
	if key == "" && empty {
		return nil
	}
	refuse := func(code string) error {
		return &beneficiary.Refusal{Code: code, Sheet: s.name, Cell: "A" + strconv.Itoa(row.Number), Detail: key}
	}
	known, ok := s.rows[key]
	switch {
	case !ok:
		return refuse(beneficiary.RefusedFixLineUnknown)
	case r.seen[key]:
		return refuse(beneficiary.RefusedFixLineTwice)
	}
	r.seen[key] = true
	l := correctedLine{Key: key, Sheet: s.source, Line: known.line, Drop: empty, Cells: map[int]sheet.Cell{}}
	for i, text := range texts {
		if !empty && text != known.shown[i] {
			l.Cells[s.columns[i]] = beneficiary.Typed(s.fields[i], text)
		}
	}
	lines[key] = l
	return nil
}
