package synth

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// smallList writes a list as communes do, in the plain or the legacy layout:
// title in row 1, header in row 3, rows from 4.
func smallList(t *testing.T, lay layout, rows ...map[field]string) *excelize.File {
	t.Helper()
	b := newBook()
	p := b.page("Danh sách", nil)
	p.add(textCell("DANH SÁCH CHI TRẢ THÁNG 7/2024", titleLook))
	p.skip()
	var heads []cell
	for _, c := range lay.columns {
		heads = append(heads, textCell(c.head, headLook))
	}
	p.add(heads...)
	for _, row := range rows {
		var cells []cell
		for _, c := range lay.columns {
			looks := textLook
			if lay.legacy && c.field == fieldName {
				looks = legacyLook
			}
			cells = append(cells, textCell(row[c.field], looks))
		}
		p.add(cells...)
	}
	data, err := b.bytes()
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(save(t, "list.xlsx", data))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// mark adds the two columns and a hidden sheet, as the workbook comes back.
func mark(t *testing.T, f *excelize.File, columns int, results map[int]string) {
	t.Helper()
	put := func(column, row int, text string) {
		at, err := excelize.CoordinatesToCellName(column, row)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStr("Danh sách", at, text); err != nil {
			t.Fatal(err)
		}
	}
	put(columns+1, 3, "Kết quả")
	put(columns+2, 3, "Lý do")
	for row, result := range results {
		put(columns+1, row, result)
		put(columns+2, row, "vì sao")
	}
	if err := f.AddComment("Danh sách", excelize.Comment{Cell: "C4", Author: "Chitra", Text: "sửa ô này"}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.NewSheet("_chitra"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr("_chitra", "A1", "rABCDEFGHIJKL"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSheetVisible("_chitra", false, true); err != nil {
		t.Fatal(err)
	}
}

func saveBook(t *testing.T, f *excelize.File, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// asked is a truth row of the small list with what the commune would type.
func asked(t *testing.T, row int, kind Kind, better ...Correction) TruthRow {
	r := due(t, row, agribank, "1500205000001", "Lê Thị Minh", OutcomePaid)
	r.Row, r.Kind, r.Corrected = row, kind, better
	return r
}

// sheetCells are the fields of a sheet's row, and the header's last cell.
func sheetCells(t *testing.T, path string, row int, columns ...string) (cells []string, lastHead string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Danh sách", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		text, err := f.GetCellValue("Danh sách", c+string(rune('0'+row)), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, text)
	}
	return cells, rows[2][len(rows[2])-1]
}

func TestTheCommuneTypesWhatItKnowsBetter(t *testing.T) {
	plain := plainLayout()
	f := smallList(t, plain,
		map[field]string{fieldName: "Lê Thị Minh", fieldID: "9.9905E+11", fieldTotal: "750000"},
		map[field]string{fieldName: "", fieldBirth: "", fieldID: "999000000005"},
		map[field]string{fieldName: "Trần Văn Hoạ", fieldTotal: "1 triêu?"},
		map[field]string{fieldName: "Đỗ Thị Bé", fieldID: "999000000001"},
		map[field]string{fieldName: "Đỗ Văn Tý", fieldID: "9.9906E+11"},
		map[field]string{fieldName: "Lê Văn Ba", fieldID: "9.9907E+11"},
	)
	mark(t, f, len(plain.columns), map[int]string{4: "Không nhận", 5: "Từ chối", 6: "Refused", 7: "Đã nhận", 8: "Không nhận", 9: "Đã nhận"})
	dir := writeTruth(t,
		asked(t, 4, LostDigits, Correction{"personal_id", "099050000001"}),
		asked(t, 5, NameMissing, Correction{"name", "Đặng Văn Ất"}, Correction{"birth_date", "05/03/1950"}, Correction{"category", "BTXH-06C"}),
		asked(t, 6, AmountUnreadable, Correction{"total", "750000"}),
		asked(t, 7, NumberShared, Correction{"personal_id", "999000000002"}),
		asked(t, 8, LostDigits),
		asked(t, 9, LostDigits, Correction{"personal_id", "999000000009"}),
	)
	out := t.TempDir()
	got, err := Correct([]string{saveBook(t, f, "xa-minh-lac.xlsx")}, dir, out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join(out, "xa-minh-lac.xlsx")}, got); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}
	for row, want := range map[int][]string{
		4: {"Lê Thị Minh", "", "099050000001", "", "750000", ""},
		5: {"Đặng Văn Ất", "05/03/1950", "999000000005", "BTXH-06C", "", ""},
		6: {"Trần Văn Hoạ", "", "", "", "750000", ""},
		7: {"Đỗ Thị Bé", "", "999000000002", "", "", ""}, // taken when read, stopped when matched
		8: {"Đỗ Văn Tý", "", "9.9906E+11", "", "", ""},   // it has no better
		9: {"Lê Văn Ba", "", "9.9907E+11", "", "", ""},   // it was taken
	} {
		cells, last := sheetCells(t, got[0], row, "B", "C", "E", "G", "L", "R")
		if diff := cmp.Diff(want, cells); diff != "" || last != "Ghi chú" {
			t.Errorf("row %d, last heading %q (-want +got):\n%s", row, last, diff)
		}
	}
}

func TestSharedNumbersAreCorrectedWithoutAddedColumns(t *testing.T) {
	f := smallList(t, plainLayout(),
		map[field]string{fieldName: "Đỗ Thị Bé", fieldID: "999000000001"},
		map[field]string{fieldName: "Đỗ Thị Bé", fieldID: "999000000001"},
		map[field]string{fieldName: "Đỗ Văn Tý", fieldID: "999000000001"},
		map[field]string{fieldName: "Lê Thị Minh", fieldID: "9.9905E+11"},
	)
	dir := writeTruth(t,
		asked(t, 5, DuplicateRow, Correction{FieldStrikeOff, "1"}),
		asked(t, 6, NumberShared, Correction{"personal_id", "999000000003"}),
		asked(t, 7, LostDigits, Correction{"personal_id", "999000000004"}),
	)
	got, err := Correct([]string{saveBook(t, f, "xa-minh-lac.xlsx")}, dir, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range map[int][]string{
		4: {"Đỗ Thị Bé", "999000000001"}, 5: {"", ""}, 6: {"Đỗ Văn Tý", "999000000003"}, 7: {"Lê Thị Minh", "9.9905E+11"},
	} {
		cells, _ := sheetCells(t, got[0], row, "B", "E")
		if diff := cmp.Diff(want, cells); diff != "" {
			t.Errorf("row %d (-want +got):\n%s", row, diff)
		}
	}
}

func TestNamesAreTypedInTheLettersOfTheFont(t *testing.T) {
	lay := legacyLayout()
	f := smallList(t, lay, map[field]string{fieldID: "999000000001"})
	mark(t, f, len(lay.columns), map[int]string{4: "Không nhận"})
	dir := writeTruth(t, asked(t, 4, NameMissing, Correction{"name", "Nguyễn Văn Đức"}))
	got, err := Correct([]string{saveBook(t, f, "xa-minh-lac.xlsx")}, dir, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	cells, _ := sheetCells(t, got[0], 4, "B")
	if want := "NguyÔn V¨n §øc"; cells[0] != want {
		t.Errorf("typed %q, want %q", cells[0], want)
	}
}

func TestASupplementKeepsItsFolder(t *testing.T) {
	plain := plainLayout()
	f := smallList(t, plain, map[field]string{fieldName: "Lê Thị Minh", fieldID: "9.9905E+11"})
	mark(t, f, len(plain.columns), map[int]string{4: "Không nhận"})
	main := asked(t, 4, LostDigits, Correction{"personal_id", "999000000001"})
	late := asked(t, 4, LostDigits, Correction{"personal_id", "999000000002"})
	late.List = "2024-07/bo-sung-a/xa-minh-lac.xlsx"
	out := t.TempDir()
	got, err := Correct([]string{saveBook(t, f, "bo-sung-a/xa-minh-lac.xlsx")}, writeTruth(t, main, late), out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{filepath.Join(out, "bo-sung-a", "xa-minh-lac.xlsx")}, got); diff != "" {
		t.Fatalf("files (-want +got):\n%s", diff)
	}
	if cells, _ := sheetCells(t, got[0], 4, "E"); cells[0] != "999000000002" {
		t.Errorf("typed %q, want the supplement's", cells[0])
	}
}

func TestNothingToCorrectIsNotWritten(t *testing.T) {
	plain := plainLayout()
	f := smallList(t, plain, map[field]string{fieldName: "Lê Thị Minh"})
	mark(t, f, len(plain.columns), map[int]string{4: "Không nhận"})
	out := t.TempDir()
	got, err := Correct([]string{saveBook(t, f, "xa-minh-lac.xlsx")}, writeTruth(t, asked(t, 4, LostDigits)), out)
	if err != nil || len(got) > 0 {
		t.Errorf("wrote %v, %v", got, err)
	}
	if left, _ := os.ReadDir(out); len(left) > 0 {
		t.Errorf("%d files are there", len(left))
	}
}

func TestAMonthWithNothingToCorrectIsNotOpened(t *testing.T) {
	dir := writeTruth(t, asked(t, 4, LostDigits, Correction{Field: "personal_id", Text: "999000000001"}), lateRow(t))
	broken := func(folder string) string {
		t.Helper()
		name := filepath.Join(t.TempDir(), folder, "xa-minh-lac.xlsx")
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte("no workbook"), 0o600)); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for _, folder := range []string{"2024-08/bo-sung-a", "2024-07/marked/2024-08"} {
		if got, err := Correct([]string{broken(folder)}, dir, t.TempDir()); err != nil || len(got) > 0 {
			t.Fatalf("a workbook of August, where nothing is to be typed, below %s: %v, %v", folder, got, err)
		}
	}
	for _, folder := range []string{"2024-07", "2024-08/2024-07", "2024-06", ""} { // June is no month of the truth: anything may be meant
		if _, err := Correct([]string{broken(folder)}, dir, t.TempDir()); err == nil {
			t.Errorf("a workbook below %q was not opened", folder)
		}
	}
}

// lateRow is a row of August that nobody corrects.
func lateRow(t *testing.T) TruthRow {
	r := asked(t, 5, Exact)
	r.List = "2024-08/xa-minh-lac.xlsx"
	return r
}

func TestAWorkbookOfNobodyIsRefused(t *testing.T) {
	f := smallList(t, plainLayout(), map[field]string{fieldName: "Lê Thị Minh"})
	_, err := Correct([]string{saveBook(t, f, "xa-nao-do.xlsx")}, writeTruth(t, asked(t, 4, LostDigits)), t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "no list of 2024-07") {
		t.Errorf("error %v", err)
	}
}

func TestWhatTheResultColumnSays(t *testing.T) {
	for text, refused := range map[string]bool{
		"": false, "Nhận": false, "Đã nhận": false, "Đã nhận, xem lý do": false, "Taken": false, "row_taken": false,
		"Từ chối": true, "Bị từ chối": true, "KHÔNG NHẬN": true, "Chưa nhận": true, "Refused": true, "row_refused": true,
	} {
		if saysRefused(text) != refused {
			t.Errorf("%q: refused is %v, want %v", text, !refused, refused)
		}
	}
}

// TestEveryLayoutIsRead: the commune finds its way on each of its own sheets.
func TestEveryLayoutIsRead(t *testing.T) {
	c := &corrector{heads: headings()}
	for _, lay := range newLayouts() {
		l := &list{layout: &lay, book: newBook()}
		p := l.book.page("Danh sách", nil)
		l.header(p)
		data, err := l.book.bytes()
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenFile(save(t, "l.xlsx", data))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("Danh sách")
		if err != nil {
			t.Fatal(err)
		}
		table := c.table(rows)
		if table == nil {
			t.Fatalf("%s: no header found", lay.name)
		}
		want := map[field]int{}
		for i, column := range lay.columns {
			want[column.field] = i
		}
		if diff := cmp.Diff(want, table.columns); diff != "" || len(table.added) > 0 {
			t.Errorf("%s: added %v, columns (-want +got):\n%s", lay.name, table.added, diff)
		}
	}
}
