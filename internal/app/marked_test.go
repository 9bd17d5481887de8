package app_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/beneficiary"
	"chitra/internal/app"
)

// TestAMarkedWorkbookIsReadAsTheList: the summary and the two columns that came
// with it are no part of it.
func TestAMarkedWorkbookIsReadAsTheList(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		first := w.dirty(t, true)
		before := w.inForce()
		u := app.ListUpload{FileName: "ds.xlsx", Data: first.Marked, Programme: programme, Period: w.period, Commune: commune1}
		out, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		if diff := cmp.Diff(first.Issues, out.Issues); diff != "" {
			t.Errorf("issues (-first +marked):\n%s", diff)
		}
		if diff := cmp.Diff(before, w.inForce()); diff != "" {
			t.Errorf("rows (-first +marked):\n%s", diff)
		}
		f, err := excelize.OpenReader(bytes.NewReader(out.Marked))
		w.must(err)
		if diff := cmp.Diff([]string{"Danh sách", "Kết quả đọc"}, f.GetSheetList()); diff != "" {
			t.Errorf("sheets (-want +got):\n%s", diff)
		}
		for cell, want := range map[string]string{"A1": "Kết quả đọc danh sách", "B3": "ds.xlsx", "B4": commune1 + " Xã Mây Trắng", "B5": "07/2024", "B7": "6 = 4 đã nhận + 2 từ chối",
			"A10": beneficiary.CodeBirthUnreadable, "D10": "1", "E10": "Danh sách!C6"} {
			if got, err := f.GetCellValue("Kết quả đọc", cell); err != nil || got != want {
				t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
			}
		}
		if _, target, err := f.GetCellHyperLink("Kết quả đọc", "E10"); err != nil || target != "'Danh sách'!C6" {
			t.Errorf("the first cell's link leads to %q (%v)", target, err)
		}
	})
}

// TestSeveralSheetsGoBack: each sheet's rows to fix on a sheet of their own, in
// the columns it has; and each sheet is marked, with one summary for all.
func TestSeveralSheetsGoBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		people := everybody()[:4]
		rows, other := lines(people[:2]...), lines(people[2:]...)
		rows[1][1], other[2][2] = "", "31/02/1970"
		for i := range other { // the other sheet has its columns the other way round, behind an empty one
			slices.Reverse(other[i])
			other[i] = append([]string{""}, other[i]...)
		}
		u := app.ListUpload{FileName: "ds.xlsx", Data: bookOfSheets(w, []string{"Thôn Đoài", "Thôn Đông"}, rows, other), Programme: programme,
			Period: w.period, Commune: commune1}
		out, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		if out.Lines != 4 || out.Refused != 2 {
			t.Fatalf("%+v", out)
		}
		f, err := excelize.OpenReader(bytes.NewReader(out.Marked))
		w.must(err)
		for cell, sheetName := range map[string]string{"N1": "Thôn Đoài", "O1": "Thôn Đông", "A10": "Kết quả đọc", "A11": "Kết quả đọc"} {
			if got, err := f.GetCellValue(sheetName, cell); err != nil || got == "" {
				t.Errorf("%s!%s is empty (%v)", sheetName, cell, err)
			}
		}
		b, err := w.as(clerk).FixList(w.ctx, out.ListID)
		w.must(err)
		fixed := w.fix(w.fillIn(b.Content, func(f *excelize.File) {
			w.must(f.SetCellStr("Cần sửa", "B6", people[0].name))
			w.must(f.SetCellStr("Cần sửa 2", "K6", "02/04/1969"))
		}))
		if b.Rows != 2 || fixed.Taken != 4 || fixed.Replaced != 2 || fixed.Carried != 2 {
			t.Fatalf("%d rows to fix; %+v", b.Rows, fixed)
		}
		names := map[string]string{}
		w.view(func(tx app.Tx) error {
			rows, err := tx.CurrentRows(w.ctx, string(programme), w.period.String())
			for _, r := range rows {
				names[r.Sheet] += r.FullName + " " + r.BirthDate + ";"
			}
			return err
		})
		for sheetName, want := range map[string]string{"Thôn Đoài": people[0].name, "Thôn Đông": "1969-04-02"} {
			if !strings.Contains(names[sheetName], want) {
				t.Errorf("%s: %s, want %s", sheetName, names[sheetName], want)
			}
		}
	})
}

func bookOfSheets(w *world, names []string, sheets ...[][]string) []byte {
	w.Helper()
	f := excelize.NewFile()
	w.must(f.SetSheetName("Sheet1", names[0]))
	_, err := f.NewSheet(names[1])
	w.must(err)
	for n, rows := range sheets {
		for y, row := range rows {
			for x, text := range row {
				at, err := excelize.CoordinatesToCellName(x+1, y+1)
				w.must(err)
				w.must(f.SetCellStr(names[n], at, text))
			}
		}
	}
	var out bytes.Buffer
	w.must(f.Write(&out))
	return out.Bytes()
}
