package portal_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

// workbook is rows of text as a workbook.
func workbook(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	book := sheet.NewBook()
	w, err := book.AddSheet("Kết quả", sheet.SheetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		values := make([]sheet.Value, len(row))
		for i, text := range row {
			values[i] = sheet.TextValue(text)
		}
		if _, err := w.Row(values...); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A bank's own result becomes a profile that reads it, and whose words nobody
// guessed.
func TestDraftOfAResult(t *testing.T) {
	book := workbook(t, []string{"KẾT QUẢ CHI LƯƠNG"}, []string{"STT", "Số tài khoản", "Tên người thụ hưởng", "Số tiền (VND)", "Nội dung", "Trạng thái", "Mã phòng"},
		[]string{"1", "068", "A", "750000", reference(1), "XONG", "x"}, []string{"2", "069", "B", "750000", reference(2), "HỎNG", "x"},
		[]string{"3", "070", "C", "750000", reference(3), "XONG", "x"})
	d, err := portal.DraftResultOf("abc-kq", "970436", "kq.xlsx", book)
	if err != nil || !d.Complete || d.HeaderRow != 2 || len(d.Columns) != 7 {
		t.Fatalf("%+v, %v", d, err)
	}
	for _, want := range []portal.Doubt{{Code: portal.DoubtUnknown, Value: "G Mã phòng"}, {Code: portal.DoubtWords, Value: "status: XONG, HỎNG"}} {
		if !slices.Contains(d.Doubts, want) {
			t.Errorf("no doubt %+v in %+v", want, d.Doubts)
		}
	}
	built, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	p, err := portal.ParseResult(d.Text)
	if err != nil {
		t.Fatal(err)
	}
	set, err := built.WithResults(p)
	if err != nil {
		t.Fatal(err)
	}
	table, err := sheet.OpenTable(bytes.NewReader(book), int64(len(book)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	info, lines := set.ReadResult(table)
	n := 0
	for a, err := range lines {
		if n++; err != nil || a.Status == "" || !a.HasAmount {
			t.Errorf("%+v, %v", a, err)
		}
	}
	if info.Format != "abc-kq" || n != 3 {
		t.Errorf("%d lines read as %s", n, info.Format)
	}
}

func TestDraftOfAResultThatDoesNotSayEnough(t *testing.T) {
	d, err := portal.DraftResultOf("abc-kq", "", "kq.xlsx", workbook(t, []string{"Số tài khoản", "Số tiền", "Trạng thái"}))
	if err != nil || d.Complete || !slices.Contains(d.Doubts, portal.Doubt{Code: portal.DoubtMissing, Value: "text"}) || !strings.Contains(string(d.Text), "required") {
		t.Errorf("%+v, %v", d, err)
	}
	d, err = portal.DraftResultOf("abc-kq", "", "kq.xlsx", workbook(t, []string{"Danh sách"}))
	if err != nil || d.Complete || fmt.Sprint(d.Doubts) != "[{draft_no_header }]" {
		t.Errorf("%+v, %v", d, err)
	}
}
