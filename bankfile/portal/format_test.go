package portal_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout"
)

func mb(t testing.TB) bankfile.Format {
	t.Helper()
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := set.ByName("mb")
	if !ok {
		t.Fatal("no profile mb")
	}
	return p.Format()
}

func reference(n int) string {
	return payout.EndToEndID("store", "MB1", fmt.Sprintf("B%d", n), "P1", 1)
}

func line(n int) bankfile.Line {
	bins := []string{"970405", "970422", "970436"}
	return bankfile.Line{
		EndToEndID: reference(n), InstrID: reference(n), Amount: money.Dong(int64(500_000 + n)), BIN: bins[n%3],
		AccountNumber: fmt.Sprintf("0%012d", n), Holder: "Nguyễn Thị Thử " + string(rune('A'+n%26)),
		Remittance: "Trợ cấp xã hội tháng 7/2024", InHouse: n%3 == 1,
	}
}

func fileHeader(t testing.TB) bankfile.Header {
	t.Helper()
	on, err := civil.NewDate(2024, 7, 5)
	if err != nil {
		t.Fatal(err)
	}
	return bankfile.Header{
		MessageID: bankfile.MessageID("store", "BTXH-2024-07-MB1-1", 1, 1), PaymentInfoID: bankfile.PaymentInfoID("store", "BTXH-2024-07-MB1-1", 1, 1),
		BatchID: "BTXH-2024-07-MB1-1", CreatedAt: time.Date(2024, 7, 4, 3, 0, 0, 0, time.UTC), PayOn: on,
		Payer: payout.Payer{ID: "MB1", BIN: "970422", Number: "0680000000001", Holder: "SO TAI CHINH THU"},
		Part:  1, Parts: 1, Practice: true,
	}
}

// prepared returns n lines as they are written, with their totals.
func prepared(t testing.TB, n int) ([]bankfile.Line, bankfile.Totals) {
	t.Helper()
	var lines []bankfile.Line
	for i := range n {
		l, _, err := mb(t).Prepare(line(i))
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	totals, err := bankfile.Sum(slices.Values(lines))
	if err != nil {
		t.Fatal(err)
	}
	return lines, totals
}

func written(t testing.TB, lines []bankfile.Line, totals bankfile.Totals) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := mb(t).Write(&out, fileHeader(t), slices.Values(lines), totals); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPreparedLineIsWhatThePortalTakes(t *testing.T) {
	got, lost, err := mb(t).Prepare(line(0))
	if err != nil {
		t.Fatal(err)
	}
	want := bankfile.Line{
		EndToEndID: reference(0), Amount: money.Dong(500_000), BIN: "970405",
		BankDisplay: "Nông nghiệp và Phát triển nông thôn (VBA)", AccountNumber: "0000000000000",
		Holder: "NGUYEN THI THU A", Remittance: reference(0) + " TRO CAP XA HOI THANG 7 2024",
	}
	if got != want {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if len(lost) != 3 { // marks of both texts, and the slash
		t.Errorf("lost %v", lost)
	}
	again, lost, err := mb(t).Prepare(got)
	if err != nil || again != got || len(lost) != 0 {
		t.Errorf("prepared again: %+v, lost %v, %v", again, lost, err)
	}
}

func TestPrepareRefusesABankThePortalCannotName(t *testing.T) {
	for _, bin := range []string{"", "999999"} {
		l := line(0)
		l.BIN, l.BIC = bin, "VBAAVNVX"
		var fault *bankfile.LineError
		if _, _, err := mb(t).Prepare(l); !errors.As(err, &fault) || fault.Code != bankfile.CodeUnknown {
			t.Errorf("BIN %q: %v", bin, err)
		}
	}
}

func TestWrittenWorkbookReadsBackAsMeant(t *testing.T) {
	lines, totals := prepared(t, 50)
	data := written(t, lines, totals)
	header, got := mb(t).Read(bytes.NewReader(data), int64(len(data)))
	if diff := cmp.Diff(bankfile.Header{}, header, values()); diff != "" {
		t.Error(diff)
	}
	if err := bankfile.Compare(slices.Values(lines), got, totals); err != nil {
		t.Error(err)
	}
	if !bytes.Equal(data, written(t, lines, totals)) {
		t.Error("written again the bytes differ")
	}
}

func values() cmp.Option {
	return cmp.Options{
		cmp.Comparer(func(a, b money.Amount) bool { return a == b }),
		cmp.Comparer(func(a, b civil.Date) bool { return a == b }),
	}
}

// TestLayoutIsTheBanksOwn holds the workbook against the bank's template, cell
// by cell, without the profile.
func TestLayoutIsTheBanksOwn(t *testing.T) {
	lines, totals := prepared(t, 2)
	data := written(t, lines, totals)
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if s := book.Sheets(); len(s) != 1 || s[0].Name != "eMB_BulkPayment" {
		t.Fatalf("sheets %v", s)
	}
	type cell struct {
		Text, Format string
		Kind         sheet.Kind
	}
	var got [][]cell
	for row, err := range book.Rows(0) {
		if err != nil {
			t.Fatal(err)
		}
		var cells []cell
		for _, c := range row.Cells {
			if !c.Merged {
				cells = append(cells, cell{c.Text, c.Format, c.Kind})
			}
		}
		got = append(got, cells)
	}
	text := func(s string) cell { return cell{s, "@", sheet.Text} }
	want := [][]cell{
		{{}, text("DANH SÁCH GIAO DỊCH\n(LIST OF TRANSACTIONS)")},
		{
			text("STT (Ord. No.) (1)"), text("Số tài khoản (Account No.) (2)"),
			text("Tên người thụ hưởng (Beneficiary) (3)"),
			text("Ngân hàng thụ hưởng/Chi nhánh (Beneficiary Bank) (4)"), text("Số tiền (Amount) (5)"),
			text("Nội dung chuyển khoản (Payment Detail) (6)"),
		},
		{
			{"1", "0", sheet.Number}, text("0000000000000"), text("NGUYEN THI THU A"),
			text("Nông nghiệp và Phát triển nông thôn (VBA)"), {"500000", "#,##0", sheet.Number},
			text(reference(0) + " TRO CAP XA HOI THANG 7 2024"),
		},
		{
			{"2", "0", sheet.Number}, text("0000000000001"), text("NGUYEN THI THU B"),
			text(lines[1].BankDisplay), {"500001", "#,##0", sheet.Number},
			text(reference(1) + " TRO CAP XA HOI THANG 7 2024"),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if part := part(t, data, "xl/worksheets/sheet1.xml"); !strings.Contains(part, `<mergeCell ref="B1:F1"/>`) {
		t.Error("the title is not merged over B1:F1")
	}
}

func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWriteRefuses(t *testing.T) {
	lines, totals := prepared(t, 3)
	write := func(lines []bankfile.Line, totals bankfile.Totals) error {
		return mb(t).Write(io.Discard, fileHeader(t), slices.Values(lines), totals)
	}
	more := totals
	more.Count++
	if err := write(lines, more); err == nil {
		t.Error("totals that are not the lines' are taken")
	}
	raw := slices.Clone(lines)
	raw[1].Holder = "Nguyễn"
	if err := write(raw, totals); err == nil {
		t.Error("a line that is not prepared is taken")
	}
	raw = slices.Clone(lines)
	raw[1].UETR = "00000000-0000-4000-8000-000000000000"
	if err := write(raw, totals); err == nil {
		t.Error("a line with what the workbook cannot carry is taken")
	}
	if err := mb(t).Write(io.Discard, bankfile.Header{}, slices.Values(lines), totals); err == nil {
		t.Error("an empty header is taken")
	}
	many, totals := prepared(t, mb(t).MaxRows()+1)
	if err := write(many, totals); err == nil {
		t.Error("more lines than the portal takes are taken")
	}
}

// TestReadRefusesAnotherWorkbook mutates the written file part by part: the
// reader must notice, without being told the totals.
func TestReadRefusesAnotherWorkbook(t *testing.T) {
	lines, totals := prepared(t, 3)
	data := written(t, lines, totals)
	const cells, book = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
	tests := map[string]struct{ part, old, new string }{
		"another sheet":           {book, "eMB_BulkPayment", "BulkPayment"},
		"a hidden sheet":          {book, `sheetId="1"`, `sheetId="1" state="hidden"`},
		"another title":           {cells, "LIST OF TRANSACTIONS", "LIST"},
		"another heading":         {cells, "Số tiền", "So tien"},
		"an amount as text":       {cells, `s="4"><v>500000</v>`, `s="4" t="str"><v>500000</v>`},
		"an amount shown smaller": {cells, `s="4"><v>500000</v>`, `s="0"><v>500000</v>`},
		"an amount of nothing":    {cells, `<v>500000</v>`, `<v>0</v>`},
		"an account as a number": {
			cells, `<c r="B3" s="3" t="inlineStr"><is><t xml:space="preserve">0000000000000</t></is>`, `<c r="B3" s="3"><v>0</v>`,
		},
		"a formula":         {cells, `<c r="E3" s="4"><v>`, `<c r="E3" s="4"><f>1+1</f><v>`},
		"another number":    {cells, `<c r="A4" s="2"><v>2</v>`, `<c r="A4" s="2"><v>3</v>`},
		"another reference": {cells, reference(1), reference(1)[:15] + "_"},
		"a name with marks": {cells, "NGUYEN THI THU B", "NGUYỄN THI THU B"},
		"a bank nobody has": {cells, "Nông nghiệp và Phát triển nông thôn (VBA)", "Ngân hàng Không Có"},
		"a hidden row":      {cells, `<row r="4">`, `<row r="4" hidden="1">`},
		"a missing row":     {cells, `<row r="4">`, `<row r="4" ht="15"></row><row r="5">`},
		"a further column":  {cells, `</c></row><row r="4">`, `</c><c r="G3"><v>1</v></c></row><row r="4">`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			spoilt := rewrite(t, data, tt.part, tt.old, tt.new)
			_, got := mb(t).Read(bytes.NewReader(spoilt), int64(len(spoilt)))
			var err error
			for _, lineErr := range got {
				if lineErr != nil {
					err = lineErr
				}
			}
			if err == nil {
				t.Error("read without an error")
			}
		})
	}
	cut := data[:len(data)-10]
	_, got := mb(t).Read(bytes.NewReader(cut), int64(len(cut)))
	for _, err := range got {
		if err == nil {
			t.Error("a cut file gives lines")
		}
	}
}

// rewrite packs the file anew with one text of one part replaced.
func rewrite(t *testing.T, data []byte, name, old, new string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	replaced := false
	for _, f := range z.File {
		text := part(t, data, f.Name)
		if f.Name == name {
			replaced = strings.Contains(text, old)
			text = strings.Replace(text, old, new, 1)
		}
		w, err := to.Create(f.Name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	if !replaced {
		t.Fatalf("no %q in %s", old, name)
	}
	return out.Bytes()
}
