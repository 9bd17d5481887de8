package bankfile_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/internal/sheet"
)

func treasuryCopy(t *testing.T) (bankfile.TreasuryCopy, []bankfile.TreasuryLine) {
	t.Helper()
	h := header(t)
	h.Payer.Unit, h.Practice = "Sở Khuyết Danh", true
	words := bankfile.TreasuryWords{Sheet: "Bảng kê", Title: "BẢNG KÊ", Practice: "THỰC HÀNH", Unit: "Đơn vị: {unit}", Account: "{account} tại {bank}",
		File: "{file} {batch} {part}/{parts}", PayOn: "Ngày {day}", Headings: [6]string{"STT", "Tên", "TK", "NH", "Tiền", "Mã"},
		Total: "Tổng cộng", InWords: "Bằng chữ: {words}", Signatures: [3]string{"Lập", "Kế toán", "Thủ trưởng"}, Sign: "(ký)"}
	lines := []bankfile.TreasuryLine{
		{Holder: "Nguyễn Thị Hoà", Account: "0999000001", Bank: "Agribank", Reference: "C1", Amount: money.Dong(500_000)},
		{Holder: "Đỗ Văn Lâm", Account: "0999000002", Bank: "MB", Reference: "C2", Amount: money.Dong(750_000)},
	}
	return bankfile.TreasuryCopy{Header: h, Bank: "MB", File: "f.xml", Words: words,
		Totals: bankfile.Totals{Count: 2, Amount: money.Dong(1_250_000), Hash: 7}}, lines
}

func TestTheTreasurysCopyAddsUp(t *testing.T) {
	c, lines := treasuryCopy(t)
	var out, again bytes.Buffer
	for _, w := range []*bytes.Buffer{&out, &again} {
		if err := c.Write(w, slices.Values(lines)); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("written again the bytes differ")
	}
	book, err := sheet.Open(bytes.NewReader(out.Bytes()), int64(out.Len()), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for row, err := range book.Rows(0) {
		if err != nil {
			t.Fatal(err)
		}
		for _, cell := range row.Cells {
			text.WriteString(cell.Text + "|")
		}
		text.WriteByte('\n')
	}
	for _, want := range []string{"THỰC HÀNH|", "Đơn vị: Sở Khuyết Danh|", "0999000001 tại MB|", "f.xml BTXH-2024-07-MB1-1 2/3|", "1|Nguyễn Thị Hoà|0999000001|Agribank|500000|C1|",
		"|Tổng cộng|||1250000|", "Bằng chữ: Một triệu hai trăm năm mươi", "|Lập||Kế toán||Thủ trưởng|"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
}

func TestTheTreasurysCopyIsOfItsFile(t *testing.T) {
	c, lines := treasuryCopy(t)
	for name, other := range map[string][]bankfile.TreasuryLine{"a line less": lines[:1], "a line twice": append(slices.Clone(lines), lines[0])} {
		var fault *bankfile.TotalsError
		if err := c.Write(new(bytes.Buffer), slices.Values(other)); !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
