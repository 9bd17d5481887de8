package money

import (
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseAccepts(t *testing.T) {
	for _, tc := range []struct {
		in       string
		currency Currency
		minor    int64
	}{
		{"0", VND, 0},
		{"1250000", VND, 1_250_000},
		{"1.250.000", VND, 1_250_000},
		{"1,250,000", VND, 1_250_000},
		{"1 250 000", VND, 1_250_000},
		{"1\u00a0250\u00a0000", VND, 1_250_000},
		{"1\u202f250\u202f000", VND, 1_250_000},
		{"1.250", VND, 1_250},
		{"-1.250", VND, -1_250},
		{" 500000 ", VND, 500_000},
		{"1250000 đ", VND, 1_250_000},
		{"1250000đ", VND, 1_250_000},
		{"1.250.000 đồng", VND, 1_250_000},
		{"1.250.000 Đồng", VND, 1_250_000},
		{"1.250.000 đo\u0302\u0300ng", VND, 1_250_000},
		{"1.250.000\u00a0VNĐ", VND, 1_250_000},
		{"1.250.000 vnđ", VND, 1_250_000},
		{"1.250.000 VND ", VND, 1_250_000},
		{"1.250.000 ₫", VND, 1_250_000},
		{"9223372036854775807", VND, math.MaxInt64},
		{"-9.223.372.036.854.775.808", VND, math.MinInt64},
		{"12", "USD", 1_200},
		{"12,5", "USD", 1_250},
		{"12.34", "USD", 1_234},
		{"0.05 usd", "USD", 5},
		{"1.234,50 USD", "USD", 123_450},
		{"1,234.50", "USD", 123_450},
		{"1 234,50", "USD", 123_450},
		{"1.234.567", "USD", 123_456_700},
		{"1 234", "USD", 123_400},
		{"0.123", "KWD", 123},
		{"1234.567", "KWD", 1_234_567},
		{"-0,01", "USD", -1},
	} {
		got, err := Parse(tc.in, tc.currency)
		want := Amount{minor: tc.minor, currency: tc.currency}
		if err != nil || got != want {
			t.Errorf("Parse(%q, %s) = %v, %v; want %v", tc.in, tc.currency, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tc := range []struct {
		in       string
		currency Currency
		reason   Reason
		offset   int
	}{
		{"", VND, ReasonEmpty, 0},
		{"  ", VND, ReasonEmpty, 2},
		{"-", VND, ReasonDigit, 1},
		{"đ", VND, ReasonDigit, 0},
		{"1.-5", VND, ReasonDigit, 2},
		{"00A5", VND, ReasonLeadingZero, 0},
		{"0A5", VND, ReasonDigit, 1},
		{"1e6", VND, ReasonDigit, 1},
		{"1E+6", VND, ReasonDigit, 1},
		{"１２", VND, ReasonDigit, 0},
		{"\u2212500", VND, ReasonDigit, 0},
		{"+500", VND, ReasonDigit, 0},
		{"--5", VND, ReasonDigit, 1},
		{"- 5", VND, ReasonDigit, 1},
		{"(500)", VND, ReasonDigit, 0},
		{"0x10", VND, ReasonDigit, 1},
		{"1_000", VND, ReasonDigit, 1},
		{"1'000", VND, ReasonDigit, 1},
		{"1\t000", VND, ReasonDigit, 1},
		{".5", "USD", ReasonDigit, 0},
		{"5.", "USD", ReasonDigit, 2},
		{"1..000", VND, ReasonDigit, 2},
		{"1.,000", VND, ReasonDigit, 2},
		{"1.000.", VND, ReasonDigit, 6},
		{"1.000 .", VND, ReasonDigit, 5},
		{"007", VND, ReasonLeadingZero, 0},
		{"-007", VND, ReasonLeadingZero, 1},
		{"0.123.456", VND, ReasonLeadingZero, 0},
		{"1.23.456", VND, ReasonGroup, 2},
		{"1234.567.890", VND, ReasonGroup, 0},
		{"1 234.567.890", VND, ReasonGroup, 6},
		{"1.234\u00a0567", VND, ReasonGroup, 7},
		{"1.234,567", VND, ReasonDecimals, 6},
		{"1.234,567.890", VND, ReasonDecimals, 10},
		{"1.5", VND, ReasonDecimals, 2},
		{"500000.0", VND, ReasonDecimals, 7},
		{"12345.678", VND, ReasonDecimals, 6},
		{"12.345,678", "USD", ReasonDecimals, 9},
		{"1234.567", "USD", ReasonDecimals, 7},
		{"1.234", "USD", ReasonAmbiguous, 1},
		{"1,234", "KWD", ReasonAmbiguous, 1},
		{"-0", VND, ReasonZero, 0},
		{"-0,00", "USD", ReasonZero, 0},
		{"500 USD", VND, ReasonUnit, 4},
		{"500 đ/tháng", VND, ReasonUnit, 4},
		{"500 nghìn", VND, ReasonUnit, 4},
		{"5 đ", "USD", ReasonUnit, 2},
		{"VND 500", VND, ReasonDigit, 0},
		{"9223372036854775808", VND, ReasonTooLarge, 0},
		{"-9223372036854775809", VND, ReasonTooLarge, 0},
		{"92233720368547758,08", "USD", ReasonTooLarge, 0},
		{strings.Repeat("9", 500), VND, ReasonTooLarge, 0},
	} {
		checkRefusal(t, tc.in, tc.reason, tc.offset, func() (Amount, error) { return Parse(tc.in, tc.currency) })
	}
}

func TestParsePlain(t *testing.T) {
	for in, want := range map[string]int64{
		"930000": 930_000, "930000.0": 930_000, "1500000.00000": 1_500_000, "0": 0, "0.0": 0, "-5": -5,
	} {
		if got, err := ParsePlain(in, VND); err != nil || got != Dong(want) {
			t.Errorf("ParsePlain(%q) = %v, %v; want %d", in, got, err, want)
		}
	}
	if got, err := ParsePlain("12.5000", "USD"); err != nil || got.Minor() != 1250 {
		t.Errorf("ParsePlain(12.5000 USD) = %v, %v", got, err)
	}
	for _, tc := range []struct {
		in     string
		reason Reason
		offset int
	}{
		{"", ReasonEmpty, 0}, {"930000.5", ReasonDecimals, 7}, {"1.250.000", ReasonDigit, 5},
		{"1,5", ReasonDigit, 1}, {"1.", ReasonDigit, 2}, {".5", ReasonDigit, 0}, {" 1", ReasonDigit, 0},
		{"1 ", ReasonDigit, 1}, {"1.5e3", ReasonDigit, 3}, {"01", ReasonLeadingZero, 0}, {"-0.0", ReasonZero, 0},
		{"1đ", ReasonDigit, 1}, {"9223372036854775808", ReasonTooLarge, 0},
	} {
		checkRefusal(t, tc.in, tc.reason, tc.offset, func() (Amount, error) { return ParsePlain(tc.in, VND) })
	}
}

func TestParseDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"1": "1", "1.5": "1.5", "1,5": "1.5", "2.0": "2", "0": "0", "0,25": "0.25", "10000000000000.0001": "10000000000000.0001",
	} {
		if got, err := ParseDecimal(in); err != nil || got.String() != want {
			t.Errorf("ParseDecimal(%q) = %v, %v; want %s", in, got, err, want)
		}
	}
	for in, reason := range map[string]Reason{
		"": ReasonEmpty, "1e3": ReasonDigit, "\u22121": ReasonDigit, "-1": ReasonDigit, "+1": ReasonDigit,
		"1.": ReasonDigit, ",5": ReasonDigit, "1.5.0": ReasonDigit, "1.-5": ReasonDigit, "１": ReasonDigit,
		" 1": ReasonDigit, "01": ReasonLeadingZero, "00.5": ReasonLeadingZero, "1234567890123456789": ReasonTooLarge,
	} {
		got, err := ParseDecimal(in)
		var refusal *ParseError
		if !errors.As(err, &refusal) || refusal.Reason != reason || !got.IsZero() {
			t.Errorf("ParseDecimal(%q) = %v, %v; want %s", in, got, err, reason)
		}
	}
}

func TestUnknownCurrencyIsRefusedEverywhere(t *testing.T) {
	for _, c := range []Currency{"", "vnd", "XXX", "VNĐ"} {
		_, e1 := New(1, c)
		_, e2 := Parse("1", c)
		_, e3 := ParsePlain("1", c)
		for i, err := range []error{e1, e2, e3} {
			if !errors.Is(err, ErrUnknownCurrency) {
				t.Errorf("currency %q, call %d: %v", c, i, err)
			}
		}
	}
}

// Whatever is printed is read back as the same amount.
// Three decimals are left to the next test.
func TestParseReadsBackWhatIsPrinted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom([]Currency{VND, "USD", "CLF", "JPY"}).Draw(t, "currency")
		a := Amount{minor: rapid.Int64().Draw(t, "minor"), currency: c}
		if got, err := Parse(a.String(), c); err != nil || got != a {
			t.Errorf("Parse(%q) = %v, %v", a.String(), got, err)
		}
		if got, err := ParsePlain(a.Decimal(), c); err != nil || got != a {
			t.Errorf("ParsePlain(%q) = %v, %v", a.Decimal(), got, err)
		}
	})
}

// Three decimals look like a group of three: what Parse cannot tell apart it
// refuses, and never reads as another amount.
func TestThreeDecimalsAreNeverMisread(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Amount{minor: rapid.Int64().Draw(t, "minor"), currency: "KWD"}
		if got, err := Parse(a.String(), "KWD"); err == nil && got != a {
			t.Errorf("Parse(%q) = %v", a.String(), got)
		}
		if got, err := ParsePlain(a.Decimal(), "KWD"); err != nil || got != a {
			t.Errorf("ParsePlain(%q) = %v, %v", a.Decimal(), got, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1.250.000 đ", "1.-5", "00A5", "1e6", "１２", "\u22125", "1,234.50", "-0", "\xff1", "1\u00a0000"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, s string, dollars bool) {
		c := VND
		if dollars {
			c = "USD"
		}
		a, err := Parse(s, c)
		if err != nil {
			var refusal *ParseError
			if !errors.As(err, &refusal) || a != (Amount{}) || refusal.Offset < 0 || refusal.Offset > len(s) {
				t.Fatalf("Parse(%q) = %v, %v", s, a, err)
			}
			return
		}
		if again, err := Parse(a.String(), c); err != nil || again != a {
			t.Fatalf("Parse(%q) = %v, printed as %q, read as %v, %v", s, a, a.String(), again, err)
		}
		if got, want := significantDigits(s), significantDigits(a.Digits()); got != want {
			t.Fatalf("Parse(%q) = %v: digits %q became %q", s, a, got, want)
		}
	})
}

// significantDigits keeps the ASCII digits without zeros at either end, which
// is all that grouping, marks and minor units may not change.
func significantDigits(s string) string {
	digits := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
	return strings.Trim(digits, "0")
}

func checkRefusal(t *testing.T, in string, reason Reason, offset int, parse func() (Amount, error)) {
	t.Helper()
	got, err := parse()
	var refusal *ParseError
	if !errors.As(err, &refusal) {
		t.Errorf("%q = %v, %v; want a refusal", in, got, err)
		return
	}
	if refusal.Reason != reason || refusal.Offset != offset || got != (Amount{}) {
		t.Errorf("%q refused as %s at %d; want %s at %d", in, refusal.Reason, refusal.Offset, reason, offset)
	}
}
