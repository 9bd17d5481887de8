package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// bankTemplate is a bank's own workbook: a title over merged cells, a header, an
// example, styles, a choice of banks from a hidden sheet, a comment, a note of
// its own in a far column, and instructions on another sheet.
func bankTemplate(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49, Font: &excelize.Font{Color: "0000FF"}})
	check(t, err)
	number, err := f.NewStyle(&excelize.Style{NumFmt: 3})
	check(t, err)
	check(t, f.SetSheetRow("Sheet1", "A1", &[]any{"DANH SÁCH CHI"}))
	check(t, f.MergeCell("Sheet1", "A1", "D1"))
	check(t, f.SetSheetRow("Sheet1", "A2", &[]any{"STT", "Số tài khoản", "Số tiền", "Ngân hàng"}))
	check(t, f.SetSheetRow("Sheet1", "A3", &[]any{1, "0999", 1000, "Ví dụ"}))
	check(t, f.SetCellStyle("Sheet1", "B3", "B3", text))
	check(t, f.SetCellStyle("Sheet1", "C3", "C3", number))
	check(t, f.SetCellStr("Sheet1", "H4", "không sửa cột này"))
	_, err = f.NewSheet("DM")
	check(t, err)
	check(t, f.SetSheetCol("DM", "A1", &[]any{"NGAN HANG A", "NGAN HANG B"}))
	check(t, f.SetSheetVisible("DM", false))
	rule := excelize.NewDataValidation(true)
	rule.Sqref = "D3:D1002"
	rule.SetSqrefDropList("DM!$A$1:$A$2")
	check(t, f.AddDataValidation("Sheet1", rule))
	check(t, f.AddComment("Sheet1", excelize.Comment{Cell: "C2", Author: "Ngân hàng", Text: "số nguyên"}))
	_, err = f.NewSheet("Hướng dẫn")
	check(t, err)
	check(t, f.SetCellStr("Hướng dẫn", "A1", "Đọc kỹ trước khi nhập"))
	return saved(t, f)
}

func fillRows(n int) iter.Seq[[]Value] {
	return func(yield func([]Value) bool) {
		for i := range n {
			if !yield([]Value{IntValue(int64(i + 1)), TextValue(fmt.Sprintf("09990%d", i)), AmountValue(500_000 + int64(i)), TextValue("NGAN HANG A")}) {
				return
			}
		}
	}
}

func filled(t testing.TB, data []byte, f Fill) []byte {
	t.Helper()
	var out bytes.Buffer
	check(t, WriteFilled(&out, bytes.NewReader(data), int64(len(data)), 0, f))
	return out.Bytes()
}

func TestAFilledTemplateIsTheBanksOwnWorkbook(t *testing.T) {
	data := bankTemplate(t)
	out := filled(t, data, Fill{First: 3, Count: 5, Columns: []int{0, 1, 2, 3}, Rows: fillRows(5), Clear: 1})
	before, after := partsOf(t, data), partsOf(t, out)
	for name := range before {
		if name != "xl/worksheets/sheet1.xml" && before[name] != after[name] {
			t.Errorf("%s changed", name)
		}
	}
	if len(before) != len(after) {
		t.Errorf("%d parts became %d", len(before), len(after))
	}
	f := open(t, out)
	for cell, want := range map[string]string{"A1": "DANH SÁCH CHI", "C2": "Số tiền", "A3": "1", "B3": "099900", "D7": "NGAN HANG A", "H4": "không sửa cột này"} {
		got, err := f.GetCellValue("Sheet1", cell)
		check(t, err)
		if got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	for _, cell := range []string{"B3", "B7", "C3", "C7"} {
		first, _ := f.GetCellStyle("Sheet1", cell[:1]+"3")
		if got, err := f.GetCellStyle("Sheet1", cell); err != nil || got != first || got == 0 {
			t.Errorf("%s has style %d, the first row's is %d, %v", cell, got, first, err)
		}
	}
	kind, err := f.GetCellType("Sheet1", "B7")
	if err != nil || kind != excelize.CellTypeInlineString {
		t.Errorf("an account is of type %v, %v", kind, err)
	}
	rules, err := f.GetDataValidations("Sheet1")
	check(t, err)
	if len(rules) != 1 || rules[0].Sqref != "D3:D1002" {
		t.Errorf("validation %+v", rules)
	}
	if c := commentsOf(t, f); c["C2"] == "" {
		t.Errorf("comments %v", c)
	}
	merged, err := f.GetMergeCells("Sheet1")
	check(t, err)
	if len(merged) != 1 {
		t.Errorf("merged %v", merged)
	}
	if again := filled(t, data, Fill{First: 3, Count: 5, Columns: []int{0, 1, 2, 3}, Rows: fillRows(5), Clear: 1}); !bytes.Equal(out, again) {
		t.Error("filled again the bytes differ")
	}
}

func TestExamplesAreTakenOut(t *testing.T) {
	plain := book(`<dimension ref="A1:B9"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>h</t></is></c></row>` +
		`<row r="2" spans="1:3"><c r="A2" s="0"><v>1</v></c><c r="B2" t="inlineStr"><is><t>example</t></is></c><c r="C2"><v>7</v></c></row>` +
		`<row r="4"><c r="B4" t="inlineStr"><is><t>example</t></is></c></row><row r="9"><c r="B9"><v>9</v></c></row></sheetData>`).bytes(t)
	one := func(yield func([]Value) bool) { yield([]Value{TextValue("in")}) }
	out := filled(t, plain, Fill{First: 2, Count: 1, Columns: []int{1}, Rows: one, Clear: 3})
	w, err := Open(bytes.NewReader(out), int64(len(out)), Limits{})
	check(t, err)
	got := map[string]string{}
	for row, err := range w.Rows(0) {
		check(t, err)
		for i, c := range row.Cells {
			if c.Text != "" {
				got[cellRef(i, row.Number)] = c.Text
			}
		}
	}
	want := map[string]string{"A1": "h", "A2": "1", "B2": "in", "C2": "7", "B9": "9"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFillRefuses(t *testing.T) {
	formula := book(`<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData>`).bytes(t)
	plain := book(`<sheetData/>`).bytes(t)
	values := func(texts ...string) iter.Seq[[]Value] {
		return func(yield func([]Value) bool) {
			for _, s := range texts {
				if !yield([]Value{TextValue(s)}) {
					return
				}
			}
		}
	}
	for name, c := range map[string]struct {
		data []byte
		fill Fill
		want error
	}{
		"a formula in the way": {formula, Fill{First: 1, Count: 1, Columns: []int{0}, Rows: values("x")}, ErrFormulaThere},
		"too few rows":         {plain, Fill{First: 1, Count: 2, Columns: []int{0}, Rows: values("x")}, errFillCount},
		"too many rows":        {plain, Fill{First: 1, Count: 1, Columns: []int{0}, Rows: values("x", "y")}, errFillCount},
		"a value too few":      {plain, Fill{First: 1, Count: 1, Columns: []int{0, 1}, Rows: values("x")}, errFillCount},
		"no text of a cell":    {plain, Fill{First: 1, Count: 1, Columns: []int{0}, Rows: values("x\x01")}, errFillText},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := WriteFilled(&out, bytes.NewReader(c.data), int64(len(c.data)), 0, c.fill); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	for name, f := range map[string]Fill{
		"row 0": {Columns: []int{0}, Rows: values()}, "no columns": {First: 1, Rows: values()},
		"columns out of order": {First: 1, Columns: []int{1, 0}, Rows: values()}, "past the last row": {First: maxRows, Count: 2, Columns: []int{0}, Rows: values()},
	} {
		if err := WriteFilled(io.Discard, bytes.NewReader(plain), int64(len(plain)), 0, f); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// An empty value leaves the cell as the bank has it, and whatever a text begins
// with it stays text.
func TestFilledTextIsNeverAFormula(t *testing.T) {
	plain := book(`<sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData>`).bytes(t)
	rows := slices.Values([][]Value{{{}, TextValue("=1+1")}, {TextValue("_x0041_ <&>"), {}}})
	out := filled(t, plain, Fill{First: 1, Count: 2, Columns: []int{0, 1}, Rows: rows})
	if sheet := partsOf(t, out)["xl/worksheets/sheet1.xml"]; strings.Contains(sheet, "<f>") || !strings.Contains(sheet, "<v>5</v>") {
		t.Errorf("the sheet is %s", sheet)
	}
	f := open(t, out)
	for cell, want := range map[string]string{"A1": "5", "B1": "=1+1", "A2": "_x0041_ <&>", "B2": ""} {
		if got, _ := f.GetCellValue("Sheet1", cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
}
