package beneficiary

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/sheet"
)

// workbook is a list as a real file, with a good and a bad row.
func workbook(t *testing.T) []byte {
	t.Helper()
	book := sheet.NewBook()
	w, err := book.AddSheet("Danh sách", sheet.SheetOptions{Frozen: 3})
	if err != nil {
		t.Fatal(err)
	}
	text := sheet.TextValue
	for _, row := range [][]sheet.Value{
		{text("UBND XÃ MÂY TRẮNG")},
		{text("Danh sách chi trả tháng 7 năm 2024")},
		{text("STT"), text("Họ và tên"), text("Ngày sinh"), text("Số CCCD"), text("Đối tượng"), text("Tổng tiền"), text("Số tài khoản"), text("Ngân hàng")},
		{sheet.IntValue(1), text("Nguyễn Văn Hùng"), sheet.DateValue(date(t, "1980-03-14")), sheet.IntValue(999080123456), text("06C"), sheet.AmountValue(750_000), text("0123456789"), text("MB")},
		{sheet.IntValue(2), text("=Trần Thị Lan"), text("?"), text("999180123456"), text("06C"), sheet.AmountValue(750_000)},
		{text(""), text("Tổng cộng: 2 người"), text(""), text(""), text(""), sheet.AmountValue(1_500_000)},
	} {
		if _, err := w.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readBytes(t *testing.T, data []byte) *List {
	t.Helper()
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	o := options(t)
	o.Commune = ""
	return mustRead(t, table, o)
}

// The marked workbook comes back: it reads as the same list.
func TestWorkbookThereAndBack(t *testing.T) {
	data := workbook(t)
	l := readBytes(t, data)
	if len(l.Rows) != 1 || len(l.Refused) != 1 || l.Commune != "99001" || l.StatedTotal.Minor() != 1_500_000 {
		t.Fatalf("%d taken, %d refused, %s: %v", len(l.Rows), len(l.Refused), l.Commune, codes(l))
	}
	want := seen{
		Name: "Nguyễn Văn Hùng", Birth: "1980-03-14", Number: "999080123456", Category: "06C", Total: "750000",
		Account: "0123456789", BIN: "970422", Commune: "99001",
	}
	if diff := cmp.Diff(want, seenOf(l.Rows[0])); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"B5 name_unusual", "C5 birth_unreadable"}, codes(l)); diff != "" {
		t.Error(diff)
	}
	marks, notes := Marks(l, func(i Issue) (string, string) { return i.Code, "" })
	var marked bytes.Buffer
	err := sheet.WriteMarked(&marked, bytes.NewReader(data), int64(len(data)), l.SheetIndex[0], marks, notes, [2]string{"Kết quả", "Lý do"}, l.HeaderRow[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	again := readBytes(t, marked.Bytes())
	if diff := cmp.Diff(codes(l), codes(again)); diff != "" {
		t.Error(diff)
	}
	if again.Rows[0].Key != l.Rows[0].Key || again.Refused[0].Key != l.Refused[0].Key {
		t.Error("marking changed the keys")
	}
}

func TestCSVFile(t *testing.T) {
	l := readBytes(t, []byte("Xã Mây Trắng;;;\nHọ và tên;Năm sinh;Đối tượng;Số CCCD;Mức\nNguyễn Văn Hùng;1980;06C;'001080123456;750.000\nTrần Thị Lan;3/4/1980;06C;1180123456;750.000 đ\n"))
	if len(l.Rows) != 2 || l.Rows[0].PersonalID != "001080123456" || l.Rows[1].PersonalID != "001180123456" || l.Rows[1].Rate.Minor() != 750_000 {
		t.Errorf("%+v, %v", l.Rows, codes(l))
	}
}
