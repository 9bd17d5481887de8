package sheet

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// TestReadsWhatExcelizeReads holds the reader to excelize on what excelize
// itself has written: on sound files the two agree, cell by cell.
func TestReadsWhatExcelizeReads(t *testing.T) {
	letters := []rune("aăâđêôơưAĐẫỵ0 19.,'\"&<>=_x\n\t😀")
	rapid.Check(t, func(rt *rapid.T) {
		f := excelize.NewFile()
		rows := rapid.IntRange(1, 12).Draw(rt, "rows")
		for row := 1; row <= rows; row++ {
			if rapid.IntRange(0, 5).Draw(rt, "gap") == 0 {
				continue
			}
			for col := range rapid.IntRange(0, 6).Draw(rt, "columns") {
				ref := cellRef(col, row)
				switch rapid.IntRange(0, 4).Draw(rt, "kind") {
				case 0:
					check(t, f.SetCellInt("Sheet1", ref, rapid.Int64Range(-1e15, 1e15).Draw(rt, "n")))
				case 1:
					check(t, f.SetCellBool("Sheet1", ref, rapid.Bool().Draw(rt, "b")))
				case 2:
					check(t, f.SetCellStr("Sheet1", ref, rapid.StringOfN(rapid.SampledFrom(letters), 0, 20, -1).Draw(rt, "s")))
				case 3:
					check(t, f.SetCellFormula("Sheet1", ref, "1+1"))
				}
			}
		}
		data := saved(t, f)
		if diff := cmp.Diff(excelizeRows(t, data), ourRows(t, data)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// excelizeRows are the raw values excelize reads, by reference.
func excelizeRows(t testing.TB, data []byte) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	check(t, err)
	defer func() { check(t, f.Close()) }()
	all := make(map[string]string)
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		check(t, err)
		for i, row := range rows {
			for col, value := range row {
				if value != "" {
					all[name+"!"+cellRef(col, i+1)] = value
				}
			}
		}
	}
	return all
}

// ourRows are the same, read by this package.
func ourRows(t testing.TB, data []byte) map[string]string {
	t.Helper()
	w, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
	check(t, err)
	all := make(map[string]string)
	for i, info := range w.Sheets() {
		for row, err := range w.Rows(i) {
			check(t, err)
			for col, c := range row.Cells {
				text := c.Text
				if c.Kind == Bool {
					text = map[string]string{"TRUE": "1", "FALSE": "0"}[text]
				}
				if text != "" {
					all[info.Name+"!"+cellRef(col, row.Number)] = text
				}
			}
		}
	}
	return all
}

// TestLongSheetsAgree reads a streamed sheet of many buffers with both.
func TestLongSheetsAgree(t *testing.T) {
	f := excelize.NewFile()
	sw, err := f.NewStreamWriter("Sheet1")
	check(t, err)
	for i := 1; i <= 3000; i++ {
		check(t, sw.SetRow(fmt.Sprintf("A%d", i), []any{i, fmt.Sprintf("Nguyễn Thị Hoà %d", i), nil, i * 1000}))
	}
	check(t, sw.Flush())
	data := saved(t, f)
	ours := ourRows(t, data)
	if len(ours) != 9000 {
		t.Errorf("%d cells", len(ours))
	}
	if diff := cmp.Diff(excelizeRows(t, data), ours); diff != "" {
		t.Error(diff)
	}
}

// TestStoppingEarly leaves the rows of a sheet that is unpacked ahead in the
// middle: nothing is left running, and a later pass reads all of them.
func TestStoppingEarly(t *testing.T) {
	data := book(`<sheetData>` + strings.Repeat(`<row><c><v>1</v></c></row>`, 20_000) + `</sheetData>`).bytes(t)
	w, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
	check(t, err)
	before := runtime.NumGoroutine()
	for range 50 {
		for _, err := range w.Rows(0) {
			check(t, err)
			break
		}
	}
	rows := 0
	for _, err := range w.Rows(0) {
		check(t, err)
		rows++
	}
	if rows != 20_000 {
		t.Errorf("%d rows", rows)
	}
	for wait := time.Millisecond; runtime.NumGoroutine() > before; wait *= 2 {
		if wait > time.Second {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(wait)
	}
}

// FuzzOpen feeds the container and the sheet; whatever comes, rows ascend.
func FuzzOpen(f *testing.F) {
	small := book(`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells>`)
	f.Add(small.bytes(f))
	f.Add(zip64(small.bytes(f)))
	small.early = true
	f.Add(small.bytes(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := Open(bytes.NewReader(data), int64(len(data)), Limits{Unzipped: 1 << 20})
		if err != nil {
			return
		}
		readAscending(t, w)
	})
}

// FuzzSheetXML feeds the sheet's own XML inside a sound package.
func FuzzSheetXML(f *testing.F) {
	f.Add(`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>`)
	f.Add(`<cols><col min="1" max="3" hidden="1"/></cols><sheetData><row/><row hidden="1"><c><f>1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Fuzz(func(t *testing.T, xml string) {
		p := book(xml)
		p.early = true
		data := p.bytes(t)
		w, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
		if err != nil {
			return
		}
		readAscending(t, w)
	})
}

func readAscending(t *testing.T, w *Workbook) {
	t.Helper()
	for i := range w.Sheets() {
		last := 0
		for row, err := range w.Rows(i) {
			if err != nil {
				break
			}
			if row.Number <= last {
				t.Fatalf("row %d behind %d", row.Number, last)
			}
			last = row.Number
		}
	}
}
