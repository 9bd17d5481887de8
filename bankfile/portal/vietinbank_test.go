package portal_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/money"
	"chitra/internal/sheet"
)

// Payees within the bank have its own text; another bank has the one that the
// office has copied from the portal's list, or none, and is held.
func TestABankWithoutATextIsNeverGuessed(t *testing.T) {
	texts, err := portal.Texts()
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	for _, x := range texts {
		if x.Files != nil && x.Files.Name == "vietinbank" {
			text = string(x.Text)
		}
	}
	bare, err := portal.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	listed, err := portal.Parse([]byte(strings.Replace(text, "  in_house: VietinBank\n", "  in_house: VietinBank\n  bank_texts: {\"970418\": 01202001-NGAN HANG THU}\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		p    *portal.Profile
		bin  string
		want string
	}{
		"in-house": {bare, "970415", "VietinBank"}, "no list": {bare, "970418", ""},
		"listed": {listed, "970418", "01202001-NGAN HANG THU"}, "not listed": {listed, "970405", ""}, "in-house beside a list": {listed, "970415", "VietinBank"},
	} {
		t.Run(name, func(t *testing.T) {
			l := line(0)
			l.BIN = c.bin
			got, _, err := c.p.Format().Prepare(l)
			var fault *bankfile.LineError
			switch {
			case c.want == "" && (!errors.As(err, &fault) || fault.Code != bankfile.CodeUnknown):
				t.Errorf("got %+v, %v", got, err)
			case c.want != "" && (err != nil || got.BankDisplay != c.want):
				t.Errorf("got %q, %v", got.BankDisplay, err)
			}
		})
	}
}

// From 500 million on the portal's form has no way to another bank; within the
// bank it has.
func TestHighValueByPortal(t *testing.T) {
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	for name, held := range map[string]bool{"mb": false, "bidv": true, "vietinbank": true} {
		p, _ := set.ByName(name)
		for _, inHouse := range []bool{true, false} {
			l := line(0)
			l.Amount = money.Dong(bankfile.HighValueFrom)
			if l.BIN = p.Bank; !inHouse {
				l.BIN = "970405"
			}
			_, _, err := p.Format().Prepare(l)
			var fault *bankfile.LineError
			refused := errors.As(err, &fault) && fault.Code == bankfile.CodeHighValue
			if refused != (held && !inHouse) {
				t.Errorf("%s, in-house %v: %v", name, inHouse, err)
			}
		}
	}
}

// VietinBank's own workbook has the texts of other banks in a list: each bank is
// known by its name, or by the institution in its code; what is neither, and what
// contradicts itself, is left out, and its payees are held.
func TestBankTextsOfVietinBanksOwnWorkbook(t *testing.T) {
	d, err := portal.DraftOf("vtb", "970415", "vtb.xlsx", vietinBook(t, "VietinBank", "01202001-NGAN HANG DTPT HOI SO", "01203001-NGAN HANG NGOAI THUONG VIET NAM",
		"01204001-NGAN HANG NONG NGHIEP VA PTNT", "01310001-TECHCOMBANK", "01307001-ACB", "01358001-TPBANK",
		"01202001-VIETCOMBANK", "01987001-NGAN HANG KHONG AI BIET"))
	if err != nil || !d.Complete || d.HeaderRow != 3 || d.FirstRow != 4 {
		t.Fatalf("%+v, %v", d, err)
	}
	p, err := portal.Parse(d.Text)
	if err != nil {
		t.Fatal(err)
	}
	for bin, want := range map[string]string{"970415": "VietinBank", "970418": "01202001-NGAN HANG DTPT HOI SO", "970436": "01203001-NGAN HANG NGOAI THUONG VIET NAM"} {
		if got := p.Out.BankTexts[bin]; got != want {
			t.Errorf("%s is %q, want %q", bin, got, want)
		}
	}
	if len(p.Out.BankTexts) != 7 || !slices.Contains(d.Doubts, portal.Doubt{Code: portal.DoubtBankOther, Value: "2"}) {
		t.Errorf("%v, %v", p.Out.BankTexts, d.Doubts)
	}
}

// vietinBook is a payroll workbook as VietinBank's users describe it, with a list
// of banks behind.
func vietinBook(t *testing.T, banks ...string) []byte {
	t.Helper()
	book := sheet.NewBook()
	rows := func(name string, rows ...[]string) {
		w, err := book.AddSheet(name, sheet.SheetOptions{})
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
	}
	rows("Danh sach", []string{"DANH SÁCH CHI LƯƠNG"}, []string{""}, []string{"STT", "Mã nhân viên", "Nội dung", "Tên người hưởng (*)", "Số tiền (*)",
		"Số tài khoản (*)", "Ngân hàng (*)", "Ghi chú"})
	var list [][]string
	for _, b := range banks {
		list = append(list, []string{b})
	}
	rows("Ngan hang", list...)
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
