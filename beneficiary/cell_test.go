package beneficiary

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
)

func TestFormatsThatDisguise(t *testing.T) {
	for format, want := range map[string]bool{
		"": false, "General": false, "general": false, "@": false, "0": false, "0.00": false, "#,##0": false, "#,##0.00": false,
		"#,##0 ;(#,##0)": false, `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`: false, `#,##0 "đ"`: false, "[$₫-42A] #,##0": false,
		`#,##0\ [$VND]`: false, "#,###": false,
		"#,##0,": true, "0,,": true, "#,##0,.0": true, "0%": true, "0.00E+00": true, ";;;": true, `"đã trả"`: true, `#,##0"000"`: true,
		`#,##0,\ "nghìn"`: true,
	} {
		if got := disguises(format); got != want {
			t.Errorf("%q: %v", format, got)
		}
	}
}

func TestCleanNumber(t *testing.T) {
	for raw, want := range map[string]string{
		"1": "1", "1.1000000000000001": "1.1", "749999.99999999988": "750000", "7.5E+5": "750000", "1.5e-1": "0.15", "-2": "-2",
		"123456789012345678": "123456789012345678",
	} {
		d, ok := cleanNumber(raw)
		if !ok || d.String() != want {
			t.Errorf("%s: %s, %v", raw, d, ok)
		}
	}
	for _, raw := range []string{"", "x", "1e999", "1e-999", "--1", "1.2.3", "NaN", "1_000", "１"} {
		if d, ok := cleanNumber(raw); ok {
			t.Errorf("%q is %s", raw, d)
		}
	}
}

func TestReadAmount(t *testing.T) {
	r := newReader(&fakeTable{}, Options{}, "")
	text := func(s string) sheet.Cell { return sheet.Cell{Text: s, Kind: sheet.Text} }
	for name, tc := range map[string]struct {
		cell sheet.Cell
		want money.Amount
		code string
	}{
		"empty":                 {sheet.Cell{}, money.Amount{}, ""},
		"a dash":                {text(" – "), money.Amount{}, ""},
		"a stated nought":       {num("0"), money.Dong(0), ""},
		"dots":                  {text("1.250.000"), money.Dong(1_250_000), ""},
		"commas":                {text("1,250,000"), money.Dong(1_250_000), ""},
		"a unit":                {text("1250000 đ"), money.Dong(1_250_000), ""},
		"a number":              {num("1250000"), money.Dong(1_250_000), ""},
		"a long number":         {num("123456789012345"), money.Dong(123_456_789_012_345), ""},
		"a number too long":     {num("1234567890123456"), money.Amount{}, CodeAmountUnreadable},
		"an exponent too large": {num("1E30"), money.Amount{}, CodeAmountUnreadable},
		"a text too long":       {text("9999999999999999"), money.Amount{}, CodeAmountUnreadable},
		"two groupings":         {text("1.250,000"), money.Amount{}, CodeAmountUnreadable},
		"half a group":          {text("1.25"), money.Amount{}, CodeAmountUnreadable},
		"an exponent in a text": {text("1.25E+6"), money.Amount{}, CodeAmountUnreadable},
		"less than nothing":     {text("-1.000"), money.Amount{}, CodeAmountNegative},
		"a date":                {day("29294"), money.Amount{}, CodeAmountUnreadable},
	} {
		got := r.readAmount(&tc.cell)
		if got.amount != tc.want || got.code != tc.code {
			t.Errorf("%s: %v, %q", name, got.amount, got.code)
		}
	}
}

// An amount is read as it was written, whichever way.
func TestWrittenAmountsReadBack(t *testing.T) {
	r := newReader(&fakeTable{}, Options{}, "")
	rapid.Check(t, func(rt *rapid.T) {
		want := money.Dong(rapid.Int64Range(0, 999_999_999_999_999).Draw(rt, "dong"))
		for _, c := range []sheet.Cell{num(want.Digits()), num(want.Digits() + ".0"), {Text: money.GroupDigits(want.Minor()), Kind: sheet.Text}, {Text: want.String(), Kind: sheet.Text}} {
			if got := r.readAmount(&c); got.amount != want {
				rt.Fatalf("%q read as %v, %s", c.Text, got.amount, got.code)
			}
		}
	})
}

func TestMonthsInTitles(t *testing.T) {
	months := func(list ...string) (out []civil.Month) {
		for _, s := range list {
			out = append(out, month(t, s))
		}
		return out
	}
	for text, want := range map[string][]civil.Month{
		"THANG 7 NAM 2024":                     months("2024-07"),
		"CHI TRA THANG 07 2024":                months("2024-07"),
		"THANG 7 8 VA 9 NAM 2024":              months("2024-07", "2024-08", "2024-09"),
		"TU THANG 11 DEN THANG 12 2024":        months("2024-11", "2024-12"),
		"QUY IV 2024":                          months("2024-10", "2024-11", "2024-12"),
		"QUY 1 NAM 2025":                       months("2025-01", "2025-02", "2025-03"),
		"NGAY 5 THANG 7 NAM 2024":              nil,
		"NGAY THANG 7 NAM 2024":                nil,
		"THANG 13 2024":                        nil,
		"THANG NAM 2024":                       nil,
		"NGHI DINH 20 2021 NGAY 15 3 2021":     nil,
		"T7 2024":                              months("2024-07"),
		"DANH SACH T6 NAM 2024 VA T08 2024":    months("2024-06", "2024-08"),
		"KY CHI TRA 08 2024":                   months("2024-08"),
		"KY 2 2024":                            nil,
		"THANG TAM NAM 2024":                   months("2024-08"),
		"THANG MUOI HAI NAM 2024":              months("2024-12"),
		"THANG GIENG NAM 2025":                 months("2025-01"),
		"NGAY MUOI THANG BAY NAM 2024":         nil,
		"HANG THANG BA LAN NAM 2024":           nil,
		"TO 7 2024":                            nil,
		"THU QUY":                              nil,
		"NGAY 5 THANG 6 2024 CHO THANG 7 2024": months("2024-07"),
	} {
		got := monthsIn(strings.Fields(text))
		if len(got) != len(want) {
			t.Errorf("%s: %v", text, got)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %v", text, got)
			}
		}
	}
}

func TestPeopleInTotals(t *testing.T) {
	for text, want := range map[string]int{
		"Cộng: 40 đối tượng": 40, "Tổng cộng: 1.234 người": 1234, "Cộng 12 trường hợp": 12, "Tổng cộng": 0, "người": 0,
		"Danh sách gồm 25 người": 25, "Tháng 7: 25 người": 25,
	} {
		if got := peopleIn(text); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
}
