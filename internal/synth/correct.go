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
// Rows are corrected when the added column says that they were refused; those
// that share a number with another row, in any workbook, since the office asks
// about them in words of its own. Rows keep their places: one struck off is
// emptied, not taken out.
func Correct(marked []string, truthDir, outDir string) ([]string, error) {
	t, err := openTruth(truthDir)
	if err != nil {
		return nil, err
	}
	return t.Correct(marked, outDir)
}

// Correct plays the communes with a truth that was read already.
func (t *Truth) Correct(marked []string, outDir string) ([]string, error) {
	c := &corrector{lists: map[string][]*TruthRow{}, months: map[string]bool{}, legacy: newLegacy(), heads: headings(), out: outDir}
	for i := range t.Rows {
		row := &t.Rows[i]
		c.lists[row.List] = append(c.lists[row.List], row)
		month, _, _ := strings.Cut(row.List, "/")
		c.months[month] = true
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
	months  map[string]bool        // in which there are lists
	legacy  legacy
	heads   map[string]field
	out     string
	written []string
}

func (c *corrector) correct(file string) error {
	if !c.mayType(file) {
		return nil
	}
	f, err := excelize.OpenFile(file)
	if err != nil {
		return err
	}
	defer f.Close()
	w := &markedBook{book: f, tables: map[string]*table{}}
	for _, sheet := range f.GetSheetList() {
		rows, err := topRows(f, sheet)
		if err != nil {
			return err
		}
		w.tables[sheet] = c.table(rows)
		if w.month.IsZero() {
			w.month = titleMonth(rows)
		}
	}
	list, err := c.listOf(w, file)
	if err != nil {
		return err
	}
	typed, err := c.retypeAll(w, list)
	if err != nil || typed == 0 {
		return err
	}
	return c.save(w, list)
}

// mayType reports whether the truth has better cells for the list a file is named
// after, in the month of its folder, or in any where its folder names none: most
// workbooks need not be opened. One named after no list is opened, and refused.
func (c *corrector) mayType(file string) bool {
	known, in := false, c.monthOf(file)
	for list, rows := range c.lists {
		if !strings.Contains(filepath.Base(file), strings.TrimSuffix(path.Base(list), ".xlsx")) {
			continue
		}
		if known = true; in != "" && !strings.HasPrefix(list, in+"/") {
			continue
		}
		if slices.ContainsFunc(rows, func(r *TruthRow) bool { return len(r.Corrected) > 0 }) {
			return true
		}
	}
	return !known
}

// monthOf is the month by which the nearest folder above a file is called that is
// called by one; "" where none is.
func (c *corrector) monthOf(file string) string {
	for _, folder := range slices.Backward(strings.Split(filepath.ToSlash(filepath.Dir(file)), "/")) {
		if c.months[folder] {
			return folder
		}
	}
	return ""
}

// markedBook is a workbook that came back. A sheet without a list, of keys for
// those who sent it, has no table.
type markedBook struct {
	book   *excelize.File
	tables map[string]*table // by sheet
	month  civil.Month
}

// retypeAll types what the list's rows want and counts the rows.
func (c *corrector) retypeAll(w *markedBook, list string) (int, error) {
	typed := 0
	for _, row := range c.lists[list] {
		if len(row.Corrected) == 0 {
			continue
		}
		t := w.tables[row.Sheet]
		if t == nil {
			return 0, fmt.Errorf("no list on sheet %q", row.Sheet)
		}
		asked, err := t.asks(w.book, row)
		if err == nil && asked {
			err = c.retype(w.book, t, row)
			typed++
		}
		if err != nil {
			return 0, fmt.Errorf("sheet %s row %d: %w", row.Sheet, row.Row, err)
		}
	}
	return typed, nil
}

// listOf finds which list the workbook is: the commune by the file's name, the
// month by the sheet's title, the supplement by the path.
func (c *corrector) listOf(w *markedBook, file string) (string, error) {
	if w.month.IsZero() {
		return "", errors.New("no title names a month")
	}
	series := ""
	for _, s := range []string{string(supplementA), string(supplementB)} {
		if strings.Contains(filepath.ToSlash(file), s) {
			series = s
		}
	}
	for list := range c.lists {
		name := path.Base(list)
		if list == path.Join(w.month.String(), series, name) && strings.Contains(filepath.Base(file), strings.TrimSuffix(name, ".xlsx")) {
			return list, nil
		}
	}
	return "", fmt.Errorf("no list of %s has this name", w.month)
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
		at := columnName(column) + strconv.Itoa(row.Row)
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
		if err := f.SetCellValue(row.Sheet, columnName(column)+strconv.Itoa(row.Row), nil); err != nil {
			return err
		}
	}
	return nil
}

// save takes the added columns out of every sheet and writes the workbook.
func (c *corrector) save(w *markedBook, list string) error {
	for _, sheet := range w.book.GetSheetList() {
		if w.tables[sheet] == nil {
			continue
		}
		for _, column := range slices.Backward(w.tables[sheet].added) {
			if err := w.book.RemoveCol(sheet, columnName(column)); err != nil {
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
	if err := w.book.SaveAs(name); err != nil {
		return err
	}
	c.written = append(c.written, name)
	return nil
}
