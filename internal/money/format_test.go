package money

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"chitra/internal/viet"
)

func ExampleAmount_String() {
	fmt.Println(Dong(1_234_567))
	fmt.Println(Dong(-500))
	cents, _ := New(-123_405, "USD")
	fmt.Println(cents, cents.Decimal(), cents.Digits())
	// Output:
	// 1.234.567 đồng
	// -500 đồng
	// -1.234,05 USD -1234.05 -123405
}

func ExampleAmount_Words() {
	words, _ := Dong(1_750_000).Words()
	fmt.Println(words)
	words, _ = Dong(1_005_021_000).Words()
	fmt.Println(words)
	words, _ = Dong(15_004).WordsIn(viet.NumberStyle{Le: true, Ngan: true})
	fmt.Println(words)
	// Output:
	// Một triệu bảy trăm năm mươi nghìn đồng
	// Một tỷ không trăm linh năm triệu không trăm hai mươi mốt nghìn đồng
	// Mười lăm ngàn không trăm lẻ bốn đồng
}

func TestWordsRefuses(t *testing.T) {
	if _, err := (Amount{minor: 1, currency: "USD"}).Words(); !errors.Is(err, ErrNoWords) {
		t.Errorf("dollars: %v", err)
	}
	if _, err := (Amount{}).Words(); !errors.Is(err, ErrNoWords) {
		t.Errorf("no amount: %v", err)
	}
	if _, err := Dong(math.MinInt64).Words(); !errors.Is(err, viet.ErrNumberTooLarge) {
		t.Errorf("too large: %v", err)
	}
}

func TestSmallMinorUnits(t *testing.T) {
	for minor, want := range map[int64]string{5: "0.05", -5: "-0.05", 0: "0.00", 100: "1.00", math.MinInt64: "-92233720368547758.08"} {
		if got := (Amount{minor: minor, currency: "USD"}).Decimal(); got != want {
			t.Errorf("%d cents = %q, want %q", minor, got, want)
		}
	}
}

func TestGroupDigits(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", -7: "-7", 123: "123", -123: "-123", 1234: "1.234", 123456: "123.456", -1234567: "-1.234.567",
		math.MinInt64: "-9.223.372.036.854.775.808",
	} {
		if got := GroupDigits(n); got != want {
			t.Errorf("GroupDigits(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestRatio(t *testing.T) {
	for _, tc := range []struct {
		num, den int64
		want     string
	}{
		{16_467, 16_923, "97.31"}, {16_923, 26_794, "63.16"}, {16_467, 26_794, "61.46"},
		{0, 5, "0.00"}, {1, 0, ""}, {1, -2, ""}, {5, 5, "100.00"}, {1, 20_000, "0.01"}, {-1, 20_000, "-0.01"},
		{-1, 30_000, "0.00"}, {1, 30_000, "0.00"}, {-1, 3, "-33.33"},
		{math.MaxInt64, 1, "922337203685477580700.00"}, {1, math.MaxInt64, "0.00"}, {math.MinInt64, math.MaxInt64, "-100.00"},
	} {
		if got := Ratio(tc.num, tc.den); got != tc.want {
			t.Errorf("Ratio(%d, %d) = %q, want %q", tc.num, tc.den, got, tc.want)
		}
	}
}

// A ratio printed is within half a hundredth of the exact one, and a half goes up.
func TestRatioIsNearestHalfUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		num, den := rapid.Int64Min(0).Draw(t, "num"), rapid.Int64Min(1).Draw(t, "den")
		exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(num), big.NewInt(100)), big.NewInt(den))
		if got, want := Ratio(num, den), exact.FloatString(2); got != want {
			t.Errorf("Ratio(%d, %d) = %s, want %s", num, den, got, want)
		}
	})
}
