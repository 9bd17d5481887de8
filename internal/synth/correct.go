package synth

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/civil"

	"github.com/xuri/excelize/v2"
)

// Correct plays the communes: it takes workbooks that came back with their bad
// rows marked, types what the truth says the commune knows better, takes out
// the two columns that were added, and saves each in outDir under the name of
// its list (a supplement in a folder named after it). It returns what it wrote;
// a workbook in which it has nothing to type is not written.
//
// Rows are corrected when the added column says that they were refused. In a
// workbook without added columns, those are that share a number with another
// row. Rows keep their places: one struck off is emptied, not taken out.
func Correct(marked []string, truthDir, outDir string) ([]string, error) {
	t, err := openTruth(truthDir)
	if err != nil {
		return nil, err
	}
	c := &corrector{lists: map[string][]*TruthRow{}, legacy: newLegacy(), heads: headings(), out: outDir}
	for i := range t.Rows {
		row := &t.Rows[i]
		c.lists[row.List] = append(c.lists[row.List], row)
	}
	for _, file := range marked {
		if err := c.correct(file); err != nil {
			return nil, fmt.Errorf("correct %s: %w", filepath.Base(file), err)
		}
	}
	return c.written, nil
}

// corrector is the communes at work.
type corrector struct {
	lists   map[string][]*TruthRow // by path below lists/
	legacy  legacy
	heads   map[string]field
	out     string
	written []string
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

func (c *corrector) correct(file string) error {
	f, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer f.Close()
	list, err := c.listOf(f, file)
	if err != nil {
		return err
	}
	tables, typed := map[string]*table{}, 0
	for _, row := range c.lists[list] {
		if len(row.Corrected) == 0 {
			continue
		}
		t := tables[row.Sheet]
		if t == nil {
			if t, err = c.table(f, row.Sheet); err != nil {
				return err
			}
			tables[row.Sheet] = t
		}
		if !t.asks(row) {
			continue
		}
		if err := c.retype(f, t, row); err != nil {
			return fmt.Errorf("sheet %s row %d: %w", row.Sheet, row.Row, err)
		}
		typed++
	}
	if typed == 0 {
		return nil
	}
	return c.save(f, list)
}

// listOf finds which list the workbook is: the commune by the file's name, the
// month by the sheet's title, the supplement by the path.
func (c *corrector) listOf(f *excelize.File, file string) (string, error) {
	month, err := titleMonth(f)
	if err != nil {
		return "", err
	}
	series := ""
	for _, s := range []string{string(supplementA), string(supplementB)} {
		if strings.Contains(filepath.ToSlash(file), s) {
			series = s
		}
	}
	for list := range c.lists {
		name := path.Base(list)
		if list == path.Join(month.String(), series, name) && strings.Contains(filepath.Base(file), strings.TrimSuffix(name, ".xlsx")) {
			return list, nil
		}
	}
	return "", fmt.Errorf("no list of %s has this name", month)
}

// titleMonth reads the month a list is for from what stands above its header.
func titleMonth(f *excelize.File) (civil.Month, error) {
	rows, err := f.GetRows(f.GetSheetName(0), excelize.Options{RawCellValue: true})
	if err != nil {
		return civil.Month{}, err
	}
	for _, row := range rows[:min(len(rows), 10)] {
		words := strings.Fields(bankFold(strings.Join(row, " ")))
		words = slices.DeleteFunc(words, func(w string) bool { return w == "NAM" })
		for i := 0; i+2 < len(words); i++ {
			month, err1 := strconv.Atoi(words[i+1])
			year, err2 := strconv.Atoi(words[i+2])
			if words[i] == "THANG" && err1 == nil && err2 == nil {
				return civil.NewMonth(year, month)
			}
		}
	}
	return civil.Month{}, errors.New("the title names no month")
}

// table is where things stand on a sheet.
type table struct {
	columns map[field]int // counted from 0
	added   []int         // columns right of the list's own: the result, the reason
	rows    [][]string
}

// table finds the header of a sheet by the commune's own headings.
func (c *corrector) table(f *excelize.File, sheet string) (*table, error) {
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	for i := range rows[:min(len(rows), 40)] {
		t := &table{columns: map[field]int{}, rows: rows}
		c.head(t, rows[i])
		if _, ok := t.columns[fieldName]; !ok {
			continue
		}
		lines := rows[i:min(i+2, len(rows))]
		for _, line := range lines {
			c.head(t, line)
		}
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
		return t, nil
	}
	return nil, fmt.Errorf("sheet %s has no header", sheet)
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

// asks reports whether the workbook wants the row corrected.
func (t *table) asks(row *TruthRow) bool {
	if len(t.added) == 0 {
		return row.Kind == NumberShared || row.Kind == DuplicateRow
	}
	if row.Row > len(t.rows) || t.added[0] >= len(t.rows[row.Row-1]) {
		return false
	}
	return saysRefused(t.rows[row.Row-1][t.added[0]])
}

// saysRefused reads the result column: nothing and words of acceptance are no
// refusal, everything else is one.
func saysRefused(result string) bool {
	words := bankFold(result)
	for _, taken := range strings.Fields("NHAN DA DUOC HOP DAT TAKEN ACCEPTED OK") {
		if words == taken || strings.HasPrefix(words, taken+" ") {
			return false
		}
	}
	return words != ""
}

// retype types the row's better cells.
func (c *corrector) retype(f *excelize.File, t *table, row *TruthRow) error {
	fields := map[string]field{
		"name": fieldName, "birth_date": fieldBirth, "personal_id": fieldID, "category": fieldCategory, "total": fieldTotal,
	}
	for _, better := range row.Corrected {
		if better.Field == FieldStrikeOff {
			return c.strikeOff(f, t, row)
		}
		column, ok := t.columns[fields[better.Field]]
		if _, known := fields[better.Field]; !known || !ok {
			return fmt.Errorf("no column for %q", better.Field)
		}
		at, err := excelize.CoordinatesToCellName(column+1, row.Row)
		if err != nil {
			return err
		}
		if err := c.typeInto(f, row.Sheet, at, better); err != nil {
			return err
		}
	}
	return nil
}

// typeInto types one cell as a clerk would: an amount as a number, a name in
// the letters of the cell's font, all else as text.
func (c *corrector) typeInto(f *excelize.File, sheet, at string, better Correction) error {
	text := better.Text
	switch better.Field {
	case "total":
		if dong, err := strconv.ParseInt(text, 10, 64); err == nil {
			return f.SetCellValue(sheet, at, dong)
		}
	case "name":
		old, err := oldFont(f, sheet, at)
		if err != nil {
			return err
		}
		if old {
			text = c.legacy.encode(text)
		}
	}
	return f.SetCellStr(sheet, at, text)
}

// oldFont reports whether a cell is set in a font of the one-byte days.
func oldFont(f *excelize.File, sheet, at string) (bool, error) {
	id, err := f.GetCellStyle(sheet, at)
	if err != nil {
		return false, err
	}
	style, err := f.GetStyle(id)
	if err != nil {
		return false, err
	}
	return style.Font != nil && strings.HasPrefix(style.Font.Family, ".Vn"), nil
}

// strikeOff empties a row.
func (c *corrector) strikeOff(f *excelize.File, t *table, row *TruthRow) error {
	for _, column := range t.columns {
		at, err := excelize.CoordinatesToCellName(column+1, row.Row)
		if err != nil {
			return err
		}
		if err := f.SetCellValue(row.Sheet, at, nil); err != nil {
			return err
		}
	}
	return nil
}

// save takes the added columns out of every sheet and writes the workbook.
func (c *corrector) save(f *excelize.File, list string) error {
	for _, sheet := range f.GetSheetList() {
		t, err := c.table(f, sheet)
		if err != nil {
			continue // a sheet without a list: keys for those who sent the workbook
		}
		for _, column := range slices.Backward(t.added) {
			if err := f.RemoveCol(sheet, columnName(column)); err != nil {
				return fmt.Errorf("take column %s out of %s: %w", columnName(column), sheet, err)
			}
		}
	}
	_, below, _ := strings.Cut(list, "/")
	name := filepath.Join(c.out, filepath.FromSlash(below))
	if slices.Contains(c.written, name) {
		return fmt.Errorf("%s is already written in this call", below)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	if err := f.SaveAs(name); err != nil {
		return err
	}
	c.written = append(c.written, name)
	return nil
}
