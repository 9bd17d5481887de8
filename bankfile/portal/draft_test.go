package portal_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

// madeUpBanks are texts as a bank's list might have them.
var madeUpBanks = []string{
	"01201001 - NGAN HANG CONG THUONG VIET NAM", "01202001 - BIDV", "01203001 - VIETCOMBANK", "01204001 - AGRIBANK", "01357001 - LPBANK",
	"01310001 - TECHCOMBANK", "01999001 - NGAN HANG KHONG CO THAT",
}

// madeUpTemplate is the workbook of a bank that is not: headings in two
// languages, columns numbered below them, an example, choices from a list on
// another sheet, and notes where it is said.
func madeUpTemplate(t testing.TB, notesAt int) []byte {
	t.Helper()
	book := sheet.NewBook()
	s, err := book.AddSheet("Chi lương", sheet.SheetOptions{Widths: []int{8, 20, 30}})
	row := func(values ...sheet.Value) {
		if _, rowErr := s.Row(values...); rowErr != nil {
			t.Fatal(rowErr)
		}
	}
	texts := func(ss ...string) (out []sheet.Value) {
		for _, x := range ss {
			if x == "" {
				out = append(out, sheet.Value{})
				continue
			}
			out = append(out, sheet.TextValue(x).As(sheet.Header))
		}
		return out
	}
	if err != nil {
		t.Fatal(err)
	}
	row(texts("NGÂN HÀNG GIẢ ĐỊNH — BẢNG KÊ")...)
	if err := s.Merge(0, 1, 6, 1); err != nil {
		t.Fatal(err)
	}
	row()
	row(texts("STT", "Mã phòng", "Họ tên người thụ hưởng\n(Beneficiary name)", "Số TK thụ hưởng (*)", "Tên ngân hàng", "Số tiền (VND)", "Diễn giải")...)
	row(texts("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)")...)
	row(sheet.IntValue(1), sheet.TextValue("P1"), sheet.TextValue("NGUYEN VAN MAU"), sheet.TextValue("0999000001"),
		sheet.TextValue(madeUpBanks[1]), sheet.AmountValue(1_000_000), sheet.TextValue("LUONG"))
	if err := s.DropDown(4, 5, 500, madeUpBanks); err != nil {
		t.Fatal(err)
	}
	if notesAt > 0 {
		s.Skip(notesAt - 6)
		row(sheet.Value{}, sheet.Value{}, sheet.TextValue("Ghi chú: không thêm cột"))
	}
	list, err := book.AddSheet("Danh mục", sheet.SheetOptions{Hidden: sheet.Hidden})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range madeUpBanks {
		if _, err := list.Row(sheet.TextValue(x)); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func drafted(t testing.TB, template []byte) *portal.Draft {
	t.Helper()
	d, err := portal.DraftOf("gia-dinh", "970436", "mau.xlsx", template)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestATemplateBecomesAProfile(t *testing.T) {
	template := madeUpTemplate(t, 0)
	d := drafted(t, template)
	if !d.Complete || d.Sheet != "Chi lương" || d.HeaderRow != 3 || d.FirstRow != 5 || d.Samples != 1 || d.LastRow != 0 || d.Lines != 1000 {
		t.Errorf("drafted %+v\n%s", d, d.Text)
	}
	fields := map[string]portal.Field{}
	for _, c := range d.Columns {
		fields[c.Letter] = c.Field
	}
	want := map[string]portal.Field{"A": portal.Ordinal, "B": portal.Blank, "C": portal.Holder, "D": portal.Account, "E": portal.Bank,
		"F": portal.Amount, "G": portal.Remittance}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Error(diff)
	}
	if d.Banks != 6 {
		t.Errorf("%d banks", d.Banks)
	}
	codes := map[string]string{}
	for _, x := range d.Doubts {
		codes[x.Code] = x.Value
	}
	if diff := cmp.Diff(map[string]string{portal.DoubtUnknown: "B Mã phòng", portal.DoubtSamples: "5–5",
		portal.DoubtBankOther: "1", portal.DoubtLimits: ""}, codes); diff != "" {
		t.Error(diff)
	}
}

// filledTemplate writes lines through the drafted profile and reads them back.
func filledTemplate(t testing.TB, template []byte, n int) (portal.Draft, []byte) {
	t.Helper()
	d := drafted(t, template)
	p, err := portal.Parse(d.Text)
	if err != nil {
		t.Fatal(err)
	}
	if !p.NeedsTemplate() {
		t.Fatal("the profile needs no template")
	}
	if p, err = p.WithTemplate(template); err != nil {
		t.Fatal(err)
	}
	f := p.Format()
	var lines []bankfile.Line
	for i := range n {
		l := line(i)
		l.BIN = []string{"970415", "970418", "970436"}[i%3]
		if l, _, err = f.Prepare(l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	totals, err := bankfile.Sum(slices.Values(lines))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out, fileHeader(t), slices.Values(lines), totals); err != nil {
		t.Fatal(err)
	}
	_, got := f.Read(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err := bankfile.Compare(slices.Values(lines), got, totals); err != nil {
		t.Fatal(err)
	}
	return *d, out.Bytes()
}

func TestADraftedProfileFillsTheBanksOwnWorkbook(t *testing.T) {
	for _, n := range []int{1, 3, 40} {
		template := madeUpTemplate(t, 60)
		d, out := filledTemplate(t, template, n)
		if d.LastRow != 59 || d.Lines != 55 {
			t.Errorf("room to row %d, %d lines", d.LastRow, d.Lines)
		}
		text := shown(t, out)
		for _, kept := range []string{"NGÂN HÀNG GIẢ ĐỊNH — BẢNG KÊ", "Ghi chú: không thêm cột", `sheet "Danh mục" hidden 1`, "01202001 - BIDV", "(7)"} {
			if !strings.Contains(text, kept) {
				t.Errorf("%d lines: %q is gone", n, kept)
			}
		}
		if strings.Contains(text, "NGUYEN VAN MAU") || strings.Contains(text, `"LUONG"`) {
			t.Errorf("%d lines: the example is still there", n)
		}
		if !strings.Contains(text, `"P1"`) {
			t.Errorf("%d lines: the column nobody knows did not stay as it was", n)
		}
	}
}

func TestMoreLinesThanTheTemplateHasRoomFor(t *testing.T) {
	template := madeUpTemplate(t, 10)
	d := drafted(t, template)
	p, err := portal.Parse(d.Text)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = p.WithTemplate(template); err != nil {
		t.Fatal(err)
	}
	if got := p.Format().MaxRows(); got != 5 {
		t.Errorf("room for %d lines, want 5", got)
	}
}

// What stands in a filled workbook below or between our rows is never read as
// if it were not there.
func TestAFilledWorkbookThatWasTouchedIsRefused(t *testing.T) {
	template := madeUpTemplate(t, 0)
	_, out := filledTemplate(t, template, 4)
	p, err := portal.Parse(drafted(t, template).Text)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = p.WithTemplate(template); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]sheet.Fill{
		"a row of somebody else's below": {First: 12, Count: 1, Columns: []int{3}, Rows: slices.Values([][]sheet.Value{{sheet.TextValue("0999777")}})},
		"an account changed to letters":  {First: 6, Count: 1, Columns: []int{3}, Rows: slices.Values([][]sheet.Value{{sheet.TextValue("0999 777")}})},
		"an amount as text":              {First: 6, Count: 1, Columns: []int{5}, Rows: slices.Values([][]sheet.Value{{sheet.TextValue("500000")}})},
		"another bank's text":            {First: 6, Count: 1, Columns: []int{4}, Rows: slices.Values([][]sheet.Value{{sheet.TextValue("BIDV")}})},
		"another heading":                {First: 3, Count: 1, Columns: []int{5}, Rows: slices.Values([][]sheet.Value{{sheet.TextValue("Số dư")}})},
	} {
		t.Run(name, func(t *testing.T) {
			var touched bytes.Buffer
			if err := sheet.WriteFilled(&touched, bytes.NewReader(out), int64(len(out)), 0, change); err != nil {
				t.Fatal(err)
			}
			_, lines := p.Format().Read(bytes.NewReader(touched.Bytes()), int64(touched.Len()))
			if _, err := bankfile.SumRead(lines); err == nil {
				t.Error("taken")
			}
		})
	}
}

func TestWhatATemplateDoesNotTell(t *testing.T) {
	plain := func(rows ...[]string) []byte {
		book := sheet.NewBook()
		s, err := book.AddSheet("T", sheet.SheetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			var values []sheet.Value
			for _, x := range r {
				values = append(values, sheet.TextValue(x))
			}
			if _, err := s.Row(values...); err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		if _, err := book.WriteTo(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		rows     [][]string
		complete bool
		doubt    portal.Doubt
	}{
		"no header at all": {[][]string{{"a", "b"}, {"c"}}, false, portal.Doubt{Code: portal.DoubtNoHeader}},
		"no column for the text": {[][]string{{"STT", "Tên người hưởng", "Số tài khoản", "Ngân hàng", "Số tiền"}}, false,
			portal.Doubt{Code: portal.DoubtMissing, Value: "remittance"}},
		"two columns of amounts": {[][]string{{"STT", "Tên người hưởng", "Số tài khoản", "Ngân hàng", "Số tiền", "Amount", "Nội dung"}}, true,
			portal.Doubt{Code: portal.DoubtTwice, Value: "F Amount"}},
		"headings in two rows": {[][]string{{"STT", "Tên người hưởng", "Số tài khoản", "Ngân hàng", "Số tiền", "Nội dung"},
			{"No.", "Beneficiary name", "Account No.", "Bank", "Amount", "Details"}}, true, portal.Doubt{Code: portal.DoubtNoBanks}},
		"no ordinals": {[][]string{{"Tên người hưởng", "Số tài khoản", "Ngân hàng", "Số tiền", "Nội dung"}}, true, portal.Doubt{Code: portal.DoubtNoBanks}},
	} {
		t.Run(name, func(t *testing.T) {
			d := drafted(t, plain(c.rows...))
			if d.Complete != c.complete || !slices.Contains(d.Doubts, c.doubt) {
				t.Errorf("complete %v, doubts %v\n%s", d.Complete, d.Doubts, d.Text)
			}
			if name == "headings in two rows" && d.HeaderRow != 2 {
				t.Errorf("header in row %d", d.HeaderRow)
			}
		})
	}
	if _, err := portal.DraftOf("x1", "", "a.xlsx", []byte("no workbook")); err == nil {
		t.Error("what is no workbook became a profile")
	}
}

func TestATemplateIsTheOneItsProfileNames(t *testing.T) {
	template := madeUpTemplate(t, 0)
	text := string(drafted(t, template).Text)
	for name, c := range map[string]struct {
		text     string
		template []byte
		key      string
	}{
		"another template":   {text, madeUpTemplate(t, 50), "out.template.sha256"},
		"another sheet":      {strings.Replace(text, `"Chi lương"`, `"Chi khac"`, 1), template, "out.sheet"},
		"another heading":    {strings.Replace(text, `"Diễn giải"`, `"Dien giai"`, 1), template, "out.columns[6].heading"},
		"an example left in": {strings.Replace(text, "samples: 1", "samples: 0", 1), template, "out.template"},
		"another row":        {strings.Replace(text, "header_row: 3", "header_row: 2", 1), template, "out.columns[0].heading"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := portal.Parse([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			var faults portal.ProfileFaults
			if _, err := p.WithTemplate(c.template); !errors.As(err, &faults) || faults[0].Code != portal.ProfileTemplate || faults[0].Key != c.key {
				t.Errorf("got %v, want a fault of %s", err, c.key)
			}
		})
	}
}

// Every fault is told, with its line.
func TestEveryFaultOfAProfileIsTold(t *testing.T) {
	text := `name: Bad Name
version: "0"
bank: "999999"
evidence: certain
basis: ""
terms:
  line_max: -1
  apart: [route, colour]
  purposes: {BTXH: XXXX}
  remittance: "trợ cấp"
out:
  format: x
  sheet: a/b
  header_row: 0
  max_rows: 0
  holder_max: 70
  remittance_max: 16
  columns:
    - {field: ordinal, heading: STT, width: 8}
    - {field: ordinal, heading: "", width: 8}
    - {field: colour, heading: X, width: 8}
  bank_texts: {"970418": "01203001 - BIDV"}
`
	_, err := portal.Parse([]byte(text))
	var faults portal.ProfileFaults
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, f := range faults {
		got[fmt.Sprintf("%d %s", f.Line, f.Code)]++
	}
	want := map[string]int{
		"1 profile_name": 1, "2 profile_version": 1, "3 profile_bank": 1, "4 profile_word": 1, "5 profile_missing": 1,
		"7 profile_number": 1, "8 profile_word": 1, "9 profile_word": 1, "10 profile_text": 1, "12 profile_name": 1, "13 profile_sheet": 1,
		"14 profile_number": 1, "15 profile_number": 1, "17 profile_number": 1, "18 profile_columns": 6, "20 profile_missing": 1, "21 profile_word": 1,
		"22 profile_bank_text": 1,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
