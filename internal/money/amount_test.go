package money

import (
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func TestCurrencyDecimals(t *testing.T) {
	for c, want := range map[Currency]int{VND: 0, "JPY": 0, "USD": 2, "EUR": 2, "KWD": 3, "CLF": 4} {
		if got, err := c.Decimals(); err != nil || got != want {
			t.Errorf("%s has %d decimals, %v; want %d", c, got, err, want)
		}
	}
}

func TestMismatchedCurrencies(t *testing.T) {
	dollars, err := New(5, "USD")
	if err != nil {
		t.Fatal(err)
	}
	_, e1 := Dong(5).Add(dollars)
	_, e2 := Dong(5).Sub(dollars)
	_, e3 := Dong(5).Cmp(dollars)
	_, e4 := Sum(slices.Values([]Amount{Dong(1), dollars}))
	_, e5 := Dong(5).Cmp(Amount{})
	for i, err := range []error{e1, e2, e3, e4, e5} {
		var mismatch *MismatchError
		if !errors.As(err, &mismatch) || mismatch.Left != VND {
			t.Errorf("call %d: %v", i, err)
		}
	}
}

func TestZeroValueIsNeutral(t *testing.T) {
	var none Amount
	if got, err := none.Add(Dong(5)); err != nil || got != Dong(5) {
		t.Errorf("none + 5 = %v, %v", got, err)
	}
	if got, err := Dong(5).Sub(none); err != nil || got != Dong(5) {
		t.Errorf("5 - none = %v, %v", got, err)
	}
	if got, err := none.Sub(Dong(5)); err != nil || got != Dong(-5) {
		t.Errorf("none - 5 = %v, %v", got, err)
	}
	if got, err := Sum(slices.Values([]Amount{})); err != nil || got != none {
		t.Errorf("sum of nothing = %v, %v", got, err)
	}
	if !none.IsZero() || none == Dong(0) || none.String() != "" || none.Decimal() != "" {
		t.Errorf("zero value is not apart from 0 đồng")
	}
}

// Sums, differences and products equal those of big integers, or overflow
// exactly when these do not fit.
func TestArithmeticEqualsBigIntegers(t *testing.T) {
	edge := rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{
		math.MinInt64, math.MinInt64 + 1, -1, 0, 1, math.MaxInt64 - 1, math.MaxInt64, 1 << 32, -(1 << 31),
	}))
	rapid.Check(t, func(t *rapid.T) {
		x, y := edge.Draw(t, "x"), edge.Draw(t, "y")
		a, b := big.NewInt(x), big.NewInt(y)
		sum, err := Dong(x).Add(Dong(y))
		agree(t, "sum", sum, err, new(big.Int).Add(a, b))
		diff, err := Dong(x).Sub(Dong(y))
		agree(t, "difference", diff, err, new(big.Int).Sub(a, b))
		product, err := Dong(x).MulInt(y)
		agree(t, "product", product, err, new(big.Int).Mul(a, b))
		neg, err := Dong(x).Neg()
		agree(t, "negative", neg, err, new(big.Int).Neg(a))
	})
}

func TestSumEqualsBigIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOf(rapid.Int64Range(0, 1<<61)).Draw(t, "values")
		want := new(big.Int)
		amounts := make([]Amount, 0, len(values))
		for _, v := range values {
			want.Add(want, big.NewInt(v))
			amounts = append(amounts, Dong(v))
		}
		got, err := Sum(slices.Values(amounts))
		agree(t, "sum", got, err, want)
	})
}

func agree(t *rapid.T, what string, got Amount, err error, want *big.Int) {
	t.Helper()
	switch {
	case !want.IsInt64() && !errors.Is(err, ErrOverflow):
		t.Errorf("%s %v does not fit, got %v, %v", what, want, got, err)
	case want.IsInt64() && (err != nil || got.Minor() != want.Int64()):
		t.Errorf("%s = %v, %v; want %v", what, got, err, want)
	}
}

func TestTimes(t *testing.T) {
	for _, tc := range []struct {
		dong   int64
		factor string
		rule   Rounding
		want   int64
	}{
		{500_000, "1.5", Exact, 750_000},
		{540_000, "2.5", Exact, 1_350_000},
		{500_000, "2", Exact, 1_000_000},
		{5, "0.5", HalfUp, 3}, {-5, "0.5", HalfUp, -3}, {9, "0.05", HalfUp, 0},
		{5, "0.5", HalfEven, 2}, {7, "0.5", HalfEven, 4}, {-5, "0.5", HalfEven, -2}, {51, "0.05", HalfEven, 3},
		{29, "0.1", Down, 2}, {-29, "0.1", Down, -2},
		{21, "0.1", Up, 3}, {-21, "0.1", Up, -3}, {20, "0.1", Up, 2},
	} {
		got, err := Dong(tc.dong).Times(decimal.RequireFromString(tc.factor), tc.rule)
		if err != nil || got != Dong(tc.want) {
			t.Errorf("%d × %s by rule %d = %v, %v; want %d", tc.dong, tc.factor, tc.rule, got, err, tc.want)
		}
	}
}

func TestTimesRefuses(t *testing.T) {
	for _, tc := range []struct {
		factor decimal.Decimal
		rule   Rounding
		want   error
	}{
		{decimal.RequireFromString("0.5"), Exact, ErrInexact},
		{decimal.New(1, 18), Exact, ErrOverflow},
		{decimal.New(1, math.MaxInt32), HalfUp, ErrOverflow},
		{decimal.New(1, math.MinInt32), HalfUp, ErrScale},
	} {
		if got, err := Dong(11).Times(tc.factor, tc.rule); !errors.Is(err, tc.want) || got != (Amount{}) {
			t.Errorf("11 × 10^%d = %v, %v; want %v", tc.factor.Exponent(), got, err, tc.want)
		}
	}
	if got, err := Dong(1).Times(decimal.RequireFromString("0.5"), Up+1); err == nil {
		t.Errorf("an unknown rounding rule gave %v", got)
	}
}

// The decimal library's own rounding is the oracle.
func TestTimesEqualsDecimalLibrary(t *testing.T) {
	oracles := map[Rounding]func(decimal.Decimal) decimal.Decimal{
		HalfUp:   func(d decimal.Decimal) decimal.Decimal { return d.Round(0) },
		HalfEven: func(d decimal.Decimal) decimal.Decimal { return d.RoundBank(0) },
		Down:     func(d decimal.Decimal) decimal.Decimal { return d.RoundDown(0) },
		Up:       func(d decimal.Decimal) decimal.Decimal { return d.RoundUp(0) },
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-1e12, 1e12).Draw(t, "dong")
		f := decimal.New(rapid.Int64Range(-9999, 9999).Draw(t, "coefficient"), rapid.Int32Range(-6, 0).Draw(t, "exponent"))
		product := decimal.NewFromInt(n).Mul(f)
		for rule, oracle := range oracles {
			got, err := Dong(n).Times(f, rule)
			if err != nil || got.Minor() != oracle(product).IntPart() {
				t.Errorf("%d × %v by rule %d = %v, %v; want %v", n, f, rule, got, err, oracle(product))
			}
		}
		got, err := Dong(n).Times(f, Exact)
		if whole := product.IsInteger(); whole != (err == nil) || whole && got.Minor() != product.IntPart() {
			t.Errorf("%d × %v exactly = %v, %v", n, f, got, err)
		}
	})
}

func TestFromDecimal(t *testing.T) {
	got, err := FromDecimal(decimal.RequireFromString("12.345"), "USD", HalfEven)
	if err != nil || got != (Amount{minor: 1234, currency: "USD"}) {
		t.Errorf("12.345 USD = %v, %v", got, err)
	}
	if _, err := FromDecimal(decimal.RequireFromString("12.345"), "USD", Exact); !errors.Is(err, ErrInexact) {
		t.Errorf("12.345 USD exactly: %v", err)
	}
	if _, err := FromDecimal(decimal.New(1, math.MaxInt32), VND, Exact); !errors.Is(err, ErrOverflow) {
		t.Errorf("huge decimal: %v", err)
	}
	if _, err := FromDecimal(decimal.NewFromInt(1), "ĐÔ", Exact); !errors.Is(err, ErrUnknownCurrency) {
		t.Errorf("unknown currency: %v", err)
	}
}
