package reports_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
	"chitra/reports"
)

// province is the figures everyone quotes: 26.794 people, 16.923 accounts,
// 16.467 paid, 33.212.500.000 đồng in the quarter.
func province(t testing.TB) *reports.CoverageReport {
	t.Helper()
	const people, accounts, paid = 26_794, 16_923, 16_467
	var facts []reports.PersonMonth
	for i := range people {
		words := "held:no_account"
		switch {
		case i < paid:
			words = "paid"
		case i < accounts:
			words = []string{"unknown", "returned:account_data", "rejected:name", "sent"}[i%4]
		}
		facts = append(facts, life(t, fmt.Sprintf("B%05d", i), i < accounts, words)...)
	}
	// The first takes what is missing to the quarter's amount.
	facts[0].Amount = money.Dong(33_212_500_000 - (paid-1)*500_000)
	return quarter(t, facts, reports.Total)
}

func TestTextIsTheReportTheyAllWaitFor(t *testing.T) {
	var out strings.Builder
	if err := reports.Text(&out, province(t), reports.Vietnamese); err != nil {
		t.Fatal(err)
	}
	want := `Kết quả chi trả không dùng tiền mặt · quý III/2024
Số liệu ghi nhận đến 17:00 ngày 30/09/2024

Đối tượng hưởng                      26.794
Có tài khoản                         16.923    63,16 % đối tượng     (chỉ tiêu 30 %: vượt 33,16 điểm %)
Đã chi trả không dùng tiền mặt       16.467    97,31 % người có tài khoản · 61,46 % đối tượng
Số tiền                              33,2 tỷ đồng    (33.212.500.000 đồng, quý III/2024)

Cách tính                            63,16 % = 16.923 / 26.794 đối tượng
                                     97,31 % = 16.467 / 16.923 người có tài khoản
                                     61,46 % = 16.467 / 26.794 đối tượng
Đối tượng hưởng                      26.794 = 16.467 đã chi trả + 114 đã gửi ngân hàng + 114 chưa rõ kết quả + 114 ngân hàng từ chối + 114 bị hoàn trả + 9.871 chưa có tài khoản

Chưa chi trả                                                     Số người  Trong đó có tài khoản
Đã gửi ngân hàng   ngân hàng đang xử lý                               114                    114
Chưa rõ kết quả    quá hạn trả lời, hoặc trả lời không đọc được       114                    114
Ngân hàng từ chối  tên người nhận không khớp                          114                    114
Bị hoàn trả        sai hoặc không có tài khoản                        114                    114
Chưa có tài khoản  chưa có tài khoản                                9.871                      0
Cộng                                                               10.327                    456
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}

func TestTextInEnglish(t *testing.T) {
	r := province(t)
	r.Practice, r.Unit = true, "Made-up province"
	var out strings.Builder
	if err := reports.Text(&out, r, reports.English); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"*** PRACTICE DATA – not real figures ***",
		"Payments without cash · Q3 2024 · Made-up province",
		"Facts recorded by 17:00 30/09/2024 (UTC+07)",
		"With account                         16,923    63.16 % of beneficiaries     (target 30 %: 33.16 percentage points above)",
		"Amount                               33.2 billion VND    (33,212,500,000 VND, Q3 2024)",
	} {
		if !strings.Contains(out.String(), want+"\n") {
			t.Errorf("no line %q in\n%s", want, out.String())
		}
	}
}

func TestTextWithLinesAndClosing(t *testing.T) {
	r := sample(t)
	sealed := sample(t)
	r.Closed = reports.Seal(sealed, "0f3a", nil)
	var out strings.Builder
	if err := reports.Text(&out, r, reports.Vietnamese); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Xã, phường", "=Xã Lạ", "Thay đổi sau khi khoá kỳ", "SHA-256 0f3a", "Đã nhận ít nhất một tháng"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestRatioIsExactAndItsPointsAgreeWithIt(t *testing.T) {
	tests := []struct {
		num, den, target int
		percent, points  string
		below            bool
	}{
		{16_923, 26_794, 30, "63.16", "33.16", false},
		{29_995, 100_000, 30, "30.00", "0.00", false}, // half up, and so no point below
		{1, 3, 50, "33.33", "16.67", true},
		{0, 7, 30, "0.00", "30.00", true},
		{1, 2_000_000, 0, "0.00", "0.00", false},
	}
	for _, tt := range tests {
		r := reports.Ratio{Num: tt.num, Den: tt.den}
		points, below, ok := r.PointsOver(tt.target)
		if r.String() != tt.percent || points != tt.points || below != tt.below || !ok {
			t.Errorf("%v: %s, %s points, below %v", r, r, points, below)
		}
	}
	if _, _, ok := (reports.Ratio{}).PointsOver(30); ok {
		t.Error("nobody has points over a target")
	}
}

func TestLangWritesFiguresAsPeopleReadThem(t *testing.T) {
	vi, en := reports.Vietnamese, reports.English
	from, to := month(t, "2024-07"), month(t, "2024-09")
	got := []string{
		vi.Short(money.Dong(33_249_999_999)), vi.Short(money.Dong(999_999_999)), vi.Short(money.Dong(33_250_000_000)),
		vi.Short(money.Amount{}), en.Short(money.Dong(1_234_950_000_000)), en.Amount(money.Dong(1_234_567)),
		vi.Percent(reports.Ratio{Num: 1, Den: 0}), vi.Target(reports.Ratio{Num: 1, Den: 4}, 30),
		vi.Period(from, to), en.Period(from, to), en.Period(from, from), en.Period(from, to.Add(1)),
		en.Period(month(t, "2024-01"), month(t, "2024-12")), en.Period(month(t, "2024-10"), month(t, "2024-12")),
	}
	want := []string{
		"33,2 tỷ đồng", "999.999.999 đồng", "33,3 tỷ đồng",
		"0 đồng", "1,235.0 billion VND", "1,234,567 VND",
		"–", "chỉ tiêu 30 %: thiếu 5,00 điểm %",
		"quý III/2024", "Q3 2024", "July 2024", "July 2024 – October 2024",
		"2024", "Q4 2024",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryCodeHasWords(t *testing.T) {
	for _, l := range []reports.Lang{reports.Vietnamese, reports.English} {
		for _, h := range payout.HoldReasons() {
			if l.HoldName(h) == string(h) {
				t.Errorf("%s: no words for hold reason %s", l, h)
			}
		}
		for _, c := range settle.Classes() {
			if l.ClassName(string(c)) == string(c) {
				t.Errorf("%s: no words for class %s", l, c)
			}
		}
		for _, s := range reports.PaymentStates() {
			if l.StateName(s) == string(s) || l.StateName(s) == l.Words().Nowhere {
				t.Errorf("%s: no words for state %s", l, s)
			}
		}
		for _, p := range reports.Places() {
			if name := l.PlaceName(p); name == l.PlaceName("") || !utf8.ValidString(name) {
				t.Errorf("%s: no words for place %s", l, p)
			}
		}
	}
	if got := reports.PaymentStates(); len(got) != len(payout.PaymentStates())-1 || slices.Contains(got, payout.PaymentVoid) {
		t.Errorf("the states of the report %v are not all but void", got)
	}
}

func TestJSONKeysAreThePromisedOnes(t *testing.T) {
	r := province(t)
	var out strings.Builder
	if err := r.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	dec := json.NewDecoder(strings.NewReader(out.String()))
	dec.UseNumber()
	if err := dec.Decode(&got); err != nil {
		t.Fatal(err)
	}
	number := func(n int) json.Number { return json.Number(strconv.Itoa(n)) }
	want := map[string]any{
		"beneficiaries": number(26794), "with_account": number(16923), "paid": number(16467),
		"paid_amount": "33212500000", "with_account_ratio": "63.16",
		"paid_ratio_of_accounts": "97.31", "paid_ratio_of_beneficiaries": "61.46",
		"paid_in_part": number(0), "paid_any": number(16467), "period_from": "2024-07", "period_to": "2024-09",
		"as_of": "2024-09-30T17:00:00+07:00", "practice": false, "points_over_target": "33.16",
		"lines": []any{},
		"not_paid": map[string]any{
			"unknown": number(114), "returned": number(114), "rejected": number(114), "held": number(0), "waiting": number(0), "sent": number(114),
			"paid_in_part": number(0), "refused": number(0), "without_account": number(9871),
		},
	}
	for key, value := range want {
		if diff := cmp.Diff(value, got[key]); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
	var with struct {
		NotPaid map[reports.Place]int `json:"not_paid_with_account"`
	}
	if err := json.Unmarshal([]byte(out.String()), &with); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, n := range with.NotPaid {
		sum += n
	}
	if sum != 456 {
		t.Errorf("not_paid_with_account adds up to %d, want 456", sum)
	}
}

func TestCSVIsReadableAndInert(t *testing.T) {
	r := sample(t)
	r.Practice = true
	var out strings.Builder
	if err := r.WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 4 {
		t.Fatalf("%d rows, want a heading, the total and two communes", len(rows))
	}
	at := slices.Index(rows[0], "name")
	if got := rows[3][at]; got != "'=Xã Lạ" {
		t.Errorf("a commune that looks like a formula is %q", got)
	}
	if rows[1][4] != "total" || rows[1][7] != "12" || rows[1][3] != "true" {
		t.Errorf("total row %q", rows[1])
	}
}

func TestInert(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Xã Một": "Xã Một", "=1+1": "'=1+1", "+84": "'+84", "-5": "'-5", "@x": "'@x", "\tx": "'\tx",
		"  =cmd": "'  =cmd", "−5": "'−5", "=": "'=", "a=b": "a=b", "\"=x": "'\"=x",
	} {
		if got := reports.Inert(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestDimensionsByName(t *testing.T) {
	for _, name := range []string{"", "commune", "programme", "bank", "category"} {
		d, err := reports.ParseDimension(name)
		if err != nil || d.String() != name {
			t.Errorf("%q: %v, %v", name, d, err)
		}
	}
	if _, err := reports.ParseDimension("village"); err == nil {
		t.Error("an unknown dimension is taken")
	}
	if _, err := reports.ParseLang("fr"); err == nil {
		t.Error("an unknown language is taken")
	}
}

// Nothing of ours runs in a spreadsheet program, whatever communes and batches
// are called.
func TestCSVLeavesInert(t *testing.T) {
	for _, text := range []string{"=1+1", "+84", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"} {
		facts := life(t, "B1", true, "paid")
		for i := range facts {
			facts[i].Commune, facts[i].CommuneName = text, text
		}
		var coverage, reconciliation strings.Builder
		if err := quarter(t, facts, reports.ByCommune).WriteCSV(&coverage); err != nil {
			t.Fatal(err)
		}
		moved := movement(text, reports.StageApproved, 1, 700)
		moved.Payer = text
		r, err := reports.Reconciliation(slices.Values([]reports.Movement{moved}), month(t, "2024-07"), month(t, "2024-07"), cutOff)
		if err == nil {
			err = r.WriteCSV(&reconciliation)
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, out := range []string{coverage.String(), reconciliation.String()} {
			records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\ufeff"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			made := 0
			for _, record := range records {
				for _, field := range record {
					if field == "'"+strings.ReplaceAll(text, "\r", "") { // the writer drops a lone CR
						made++
					}
					if field != "" && strings.Contains("=+-@\t\r\n＝", string([]rune(strings.TrimLeft(field, " "))[0])) {
						t.Errorf("%q would run", field)
					}
				}
			}
			if made != 2 {
				t.Errorf("%q stands %d times in\n%s", text, made, out)
			}
		}
	}
}
