package portal_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout/settle"
)

// csvTable is a CSV file as banks and cash desks write them.
func csvTable(t *testing.T, text string) sheet.Table {
	t.Helper()
	r := strings.NewReader(text)
	table, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestPlainResult(t *testing.T) {
	_, got := answers(t, csvTable(t, "rows;3\nsum;2750000\nend_to_end_id;status;amount;reason;bank_reference;booked_on\n"+
		reference(1)+";paid;750000;;FT1;2024-07-12\n"+
		reference(2)+";Thất bại;1.500.000;AC04;;5/7/2024\n"+
		reference(3)+";đang chờ xếp lịch;500000;;;32/07/2024\n"))
	want := []bankfile.Answer{
		{Line: 4, Format: "plain-result", Level: bankfile.Transaction, EndToEndID: reference(1), Status: "paid", Amount: money.Dong(750_000), HasAmount: true, BankRef: "FT1"},
		{Line: 5, Format: "plain-result", Level: bankfile.Transaction, EndToEndID: reference(2), Status: "Thất bại", Amount: money.Dong(1_500_000), HasAmount: true, Reasons: []string{"AC04"}},
		{Line: 6, Format: "plain-result", Level: bankfile.Transaction, EndToEndID: reference(3), Status: "đang chờ xếp lịch", Amount: money.Dong(500_000), HasAmount: true},
	}
	for i, day := range []string{"2024-07-12", "2024-07-05", ""} {
		if i < len(got) && got[i].BookedOn.ISO() != day {
			t.Errorf("line %d booked on %q, want %q", i, got[i].BookedOn.ISO(), day)
		}
		if i < len(got) {
			got[i].BookedOn = want[i].BookedOn
		}
	}
	if diff := cmp.Diff(want, got, values()); diff != "" {
		t.Error(diff)
	}
}

// What the words of a layout prove: a word in no table is unknown, and success
// alone is the payee's money only where the profile says so.
func TestWordsOfALayout(t *testing.T) {
	tests := []struct {
		layout, status, accounting string
		want                       settle.Verdict
	}{
		{"plain-result", "PAID", "", settle.Paid},
		{"plain-result", "đã trả", "", settle.Paid},
		{"plain-result", "paid", "not debited", settle.PaidUndebited},
		{"plain-result", "failed", "", settle.Rejected},
		{"plain-result", "pending", "debited", settle.Debited},
		{"plain-result", "perhaps", "", settle.Unknown},
		{"plain-result", "", "", settle.Unknown},
		{"mb-result", "Thành công", "", settle.Paid},
		{"mb-result-2026", "Thành công", "", settle.PaidUndebited},
		{"mb-result-2026", "Thành công", "Đã trừ tiền", settle.Paid},
		{"generic-result", "Thành công", "", settle.PaidUndebited},
		{"vietinbank-result", "Thành công", "", settle.PaidUndebited},
		{"vietinbank-result", "Hoàn tất", "Đã trừ tiền", settle.Unknown},
	}
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		words, ok := set.WordsOf(test.layout)
		if got := settle.Read(test.status, test.accounting, nil, false, false, test.layout, words); got != test.want || !ok {
			t.Errorf("%s: %q %q is %s (%t), want %s", test.layout, test.status, test.accounting, got, ok, test.want)
		}
	}
	if _, ok := set.WordsOf("mb-bulk"); ok {
		t.Error("a format to upload has words of results")
	}
}

func TestLayoutsAreToldApart(t *testing.T) {
	base := []string{"STT", "Số tài khoản", "Tên người thụ hưởng", "Số tiền", "Nội dung", "Trạng thái"}
	with := func(more ...string) []string { return append(append([]string{}, base...), more...) }
	tests := map[string]struct {
		heads []string
		want  string
	}{
		"what all portals have":      {base, "generic-result"},
		"a fee and a note":           {with("Phí", "Số bút toán/Ghi chú"), "mb-result"},
		"the debit":                  {with("Trạng thái hạch toán"), "mb-result-2026"},
		"the debit and a fee":        {with("Phí", "Trạng thái hạch toán"), "mb-result-2026"},
		"the payee's code":           {with("Mã nhân viên"), "vietinbank-result"},
		"marks of obligatory fields": {[]string{"STT", "Mã nhân viên", "Nội dung", "Tên người thụ hưởng (*)", "Số tiền (*)", "Tài khoản (*)", "Ngân hàng (*)", "Ghi chú", "Kết quả"}, "vietinbank-result"},
		"our own columns":            {[]string{"Mã lệnh chi", "Trạng thái", "Số tiền"}, "plain-result"},
	}
	for name, test := range tests {
		if got, ok := portal.DetectResult(grid{rows: [][]string{{"KẾT QUẢ"}, test.heads}}); got != test.want || !ok {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// madeProfile is what an office writes for a bank of its own.
const madeProfile = `
name: office-result
version: "1"
bank: "970405"
evidence: fair
basis: what the branch sends
results:
  - name: agri-result
    columns:
      account: [TK thụ hưởng]
      amount: [Tiền]
      text: [ND]
      status: [KQ]
    required: [account, amount, text, status]
    words: {paid: [OK], failed: [KO], pending: [WAIT], success_is_paid: true}
banner: {count: [Số món], amount: [], account: []}
`

func TestAProfileMadeForABank(t *testing.T) {
	p, err := portal.LoadResult(strings.NewReader(madeProfile))
	if err != nil {
		t.Fatal(err)
	}
	set := new(portal.Set)
	if err := set.AddResults(p); err != nil {
		t.Fatal(err)
	}
	if err := set.AddResults(p); err == nil {
		t.Error("two layouts of one name")
	}
	info, seq := set.ReadResult(grid{rows: [][]string{{"Số món", "1"}, {"TK THỤ HƯỞNG", "TIỀN", "ND", "KQ"}, {"068", "750000", reference(1), "ok"}}})
	n := 0
	for a, err := range seq {
		words, _ := set.WordsOf(a.Format)
		if err != nil || settle.Read(a.Status, "", nil, false, false, a.Format, words) != settle.Paid {
			t.Errorf("%+v, %v", a, err)
		}
		n++
	}
	if n != 1 || info.Count != 1 || info.Format != "agri-result" {
		t.Errorf("%d answers, %+v", n, info)
	}
}

// What a bank's messages mean is careful unless its profile says otherwise.
func TestMessagesOfABank(t *testing.T) {
	p, err := portal.LoadResult(strings.NewReader("{name: agri, version: '1', bank: '970405', evidence: fair, basis: b, messages: {acsc_is_paid: true, part_unlisted_accepted: true, returns_stand_alone: true}}"))
	if err != nil {
		t.Fatal(err)
	}
	set := new(portal.Set)
	if err := set.AddResults(p); err != nil {
		t.Fatal(err)
	}
	if got := set.MessagesOf("970405"); !got.ACSCIsPaid || !got.PartUnlistedAccepted || !got.ReturnsStandAlone || got.SuccessIsPaid {
		t.Errorf("%+v", got)
	}
	if diff := cmp.Diff(settle.Profile{}, set.MessagesOf("970422")); diff != "" {
		t.Error(diff)
	}
	built, err := portal.Profiles()
	if err != nil || !cmp.Equal(settle.Profile{}, built.MessagesOf("970405")) {
		t.Errorf("no bank's papers are known: %v", err)
	}
}

func TestResultProfileRefused(t *testing.T) {
	tests := map[string][2]string{
		"a key nobody knows":        {"version:", "versions:"},
		"no basis":                  {"basis: what the branch sends", `basis: ""`},
		"an unknown grade":          {"evidence: fair", "evidence: sure"},
		"an unknown bank":           {"970405", "999999"},
		"a field nobody knows":      {"account: [TK", "acount: [TK"},
		"a heading of two fields":   {"[Tiền]", "[ND]"},
		"a required column missing": {"required: [account", "required: [note, account"},
		"messages of no bank":       {`bank: "970405"`, "messages: {acsc_is_paid: true}"},
		"a word of no kind":         {"pending:", "waiting:"},
	}
	for name, change := range tests {
		text := strings.Replace(madeProfile, change[0], change[1], 1)
		if text == madeProfile {
			t.Fatalf("%s: nothing changed", name)
		}
		if _, err := portal.LoadResult(strings.NewReader(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWhatWasLookedForIsTold(t *testing.T) {
	var fault *portal.FileError
	_, seq := portal.ReadResult(grid{rows: [][]string{{"Danh sách"}, {"STT", "Số tài khoản", "Tên người thụ hưởng", "Số tiền", "Nội dung chuyển khoản", "Phí"}}})
	for _, err := range seq {
		if !errors.As(err, &fault) || fault.Row != 2 || fault.Sheet != "Sheet1" || fault.Value != "mb-result: status" {
			t.Errorf("%v", err)
		}
	}
	if fault == nil {
		t.Error("no error")
	}
}

// Two layouts that say the same of one header are not chosen between.
func TestTwoLayoutsOfOneHeader(t *testing.T) {
	set := new(portal.Set)
	for _, name := range []string{"agri-result", "other-result"} {
		p, err := portal.LoadResult(strings.NewReader(strings.Replace(madeProfile, "agri-result", name, 1)))
		if err == nil {
			err = set.AddResults(p)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var fault *portal.FileError
	_, seq := set.ReadResult(grid{rows: [][]string{{"TK thụ hưởng", "Tiền", "ND", "KQ"}}})
	for _, err := range seq {
		if !errors.As(err, &fault) || fault.Code != portal.CodeAmbiguous || fault.Value != "agri-result, other-result" {
			t.Errorf("%v", err)
		}
	}
	if fault == nil {
		t.Error("no error")
	}
}

func TestMoreLinesThanTheBannerCounts(t *testing.T) {
	rows := newer()
	rows[4][2] = "#2.0"
	var denied *bankfile.ContradictionError
	_, seq := portal.ReadResult(grid{rows: rows})
	lines := 0
	for _, err := range seq {
		if err == nil {
			lines++
		} else if !errors.As(err, &denied) || denied.Figure != bankfile.FigureRows || denied.Stated != "2" || denied.Read != "3" || denied.Line != 15 {
			t.Errorf("%v", err)
		}
	}
	if lines != 3 || denied == nil {
		t.Errorf("%d lines, %v", lines, denied)
	}
}

// FuzzReadPlainResult: whatever bytes stand in a table, there is an answer or an
// error, and what is taken says what stands in the file.
func FuzzReadPlainResult(f *testing.F) {
	f.Add([]byte("end_to_end_id;status;amount\n" + reference(1) + ";paid;750000\n"))
	f.Add([]byte("Mã lệnh chi,Trạng thái,Số tiền,Lý do\n" + reference(1) + ",Thất bại,\"1,500,000\",AC04\n"))
	f.Add([]byte("STT\tSố tài khoản\tSố tiền\tNội dung\tTrạng thái\tPhí\n1\t068\t1\t" + reference(2) + "\tThành công\t0\n"))
	f.Add([]byte("\xEF\xBB\xBFTổng số giao dịch: 1\nend_to_end_id;status;amount\n;;\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := bytes.NewReader(data)
		table, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
		if err != nil {
			return
		}
		_, seq := portal.ReadResult(table)
		last := 0
		for a, err := range seq {
			if err != nil {
				return
			}
			switch {
			case a.Line <= last, a.Format == "", a.Level != bankfile.Transaction:
				t.Fatalf("no place: %+v", a)
			case a.HasAmount && (a.Amount.Currency() != money.VND || a.AmountText != ""):
				t.Fatalf("amount: %+v", a)
			}
			last = a.Line
		}
	})
}

// A table of text has no end of its own: what it states of itself has to be
// there, and exact.
func TestAPlainResultIsWhole(t *testing.T) {
	const header = "end_to_end_id;status;amount\n"
	line := reference(1) + ";paid;750000\n"
	tests := map[string]struct{ text, figure string }{
		"as stated":         {"rows;1\nsum;750.000\n" + header + line, ""},
		"no sum":            {"rows;1\n" + header + line, ""},
		"nothing is stated": {header + line, bankfile.FigureRows},
		"a line is missing": {"rows;2\n" + header + line, bankfile.FigureRows},
		"a line too many":   {"rows;1\n" + header + line + line, bankfile.FigureRows},
		"another sum":       {"rows;1\nsum;750001\n" + header + line, bankfile.FigureRowsSum},
		"no line":           {"rows;0\n" + header, ""},
	}
	for name, test := range tests {
		_, seq := portal.ReadResult(csvTable(t, test.text))
		figure := ""
		for _, err := range seq {
			var denied *bankfile.ContradictionError
			if errors.As(err, &denied) {
				figure = denied.Figure
			} else if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if figure != test.figure {
			t.Errorf("%s: refused by %q, want %q", name, figure, test.figure)
		}
	}
}
