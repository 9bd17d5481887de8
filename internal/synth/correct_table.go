package synth

import (
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"

	"github.com/xuri/excelize/v2"
)

// table is where things stand on a sheet.
type table struct {
	columns map[field]int // counted from 0
	added   []int         // columns right of the list's own: the result, the reason
}

// table finds the header of a sheet by the commune's own headings; nil where
// there is none.
func (c *corrector) table(rows [][]string) *table {
	for i := range rows {
		t := &table{columns: map[field]int{}}
		c.head(t, rows[i])
		if _, ok := t.columns[fieldName]; !ok {
			continue
		}
		lines := rows[i:min(i+2, len(rows))]
		for _, line := range lines {
			c.head(t, line)
		}
		t.findAdded(lines)
		return t
	}
	return nil
}

// findAdded notes what stands right of the list's own columns in the lines of
// the header.
func (t *table) findAdded(lines [][]string) {
	last := 0
	for _, column := range t.columns {
		last = max(last, column)
	}
	for _, line := range lines {
		for column := last + 1; column < len(line); column++ {
			if line[column] != "" && !slices.Contains(t.added, column) {
				t.added = append(t.added, column)
			}
		}
	}
	slices.Sort(t.added)
}

// head notes the columns whose headings stand in a line, those found before
// kept.
func (c *corrector) head(t *table, line []string) {
	for column, text := range line {
		if f, ok := c.heads[bankFold(text)]; ok {
			if _, known := t.columns[f]; !known {
				t.columns[f] = column
			}
		}
	}
}

// asks reports whether the office wants the row corrected.
func (t *table) asks(f *excelize.File, row *TruthRow) (bool, error) {
	if row.Kind == NumberShared || row.Kind == DuplicateRow {
		return true, nil
	}
	if len(t.added) == 0 {
		return false, nil
	}
	result, err := f.GetCellValue(row.Sheet, columnName(t.added[0])+strconv.Itoa(row.Row))
	return saysRefused(result), err
}

// saysRefused reads the result column, in the words people use for it.
func saysRefused(result string) bool {
	words := " " + bankFold(result) + " "
	for _, refusal := range []string{"TU CHOI", "KHONG NHAN", "CHUA NHAN", "TRA LAI", "REFUSED", "REJECTED"} {
		if strings.Contains(words, " "+refusal+" ") {
			return true
		}
	}
	return false
}

// headings are the column headings the communes use, folded.
func headings() map[string]field {
	heads := map[string]field{}
	for _, l := range newLayouts() {
		for _, c := range l.columns {
			heads[bankFold(c.head)] = c.field
		}
	}
	return heads
}

// topRows are the rows of a sheet in which its title and header stand.
func topRows(f *excelize.File, sheet string) ([][]string, error) {
	const most = 40
	in, err := f.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var rows [][]string
	for len(rows) < most && in.Next() {
		row, err := in.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// titleMonth reads the month a list is for from what stands above its header;
// the zero month where nothing does.
func titleMonth(rows [][]string) civil.Month {
	for _, row := range rows[:min(len(rows), 10)] {
		words := strings.Fields(bankFold(strings.Join(row, " ")))
		words = slices.DeleteFunc(words, func(w string) bool { return w == "NAM" })
		for i := 0; i+2 < len(words); i++ {
			month, err1 := strconv.Atoi(words[i+1])
			year, err2 := strconv.Atoi(words[i+2])
			if words[i] != "THANG" || err1 != nil || err2 != nil {
				continue
			}
			if m, err := civil.NewMonth(year, month); err == nil {
				return m
			}
		}
	}
	return civil.Month{}
}
