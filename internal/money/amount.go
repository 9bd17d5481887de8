package money

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"math"
)

// ErrOverflow is wrapped when a result does not fit into an int64 of minor
// units.
var ErrOverflow = errors.New("amount overflows")

// MismatchError reports that two currencies met in one calculation.
type MismatchError struct {
	Left, Right Currency
}

func (e *MismatchError) Error() string {
	return fmt.Sprintf("currencies differ: %q and %q", string(e.Left), string(e.Right))
}

// Amount is a number of whole minor units of one currency: đồng for VND, cents
// for USD. Amounts are compared with == or Cmp. The zero value is "no amount":
// it has no currency and changes nothing in Add, Sub and Sum.
type Amount struct {
	minor    int64
	currency Currency
}

// New makes an amount of minor units. An unlisted currency is
// ErrUnknownCurrency.
func New(minor int64, c Currency) (Amount, error) {
	if _, err := c.Decimals(); err != nil {
		return Amount{}, fmt.Errorf("make amount: %w", err)
	}
	return Amount{minor: minor, currency: c}, nil
}

// Dong makes an amount of n đồng.
func Dong(n int64) Amount {
	return Amount{minor: n, currency: VND}
}

// Minor returns the whole minor units: đồng for VND.
func (a Amount) Minor() int64 { return a.minor }

// Currency returns the currency, "" for the zero value.
func (a Amount) Currency() Currency { return a.currency }

// IsZero reports whether the amount is nothing: 0 of a currency, or no amount.
func (a Amount) IsZero() bool { return a.minor == 0 }

// Sign returns -1, 0 or +1.
func (a Amount) Sign() int { return cmp.Compare(a.minor, 0) }

// Add returns a + b. Two currencies are a *MismatchError; a sum that does not
// fit is ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	c, err := common(a, b)
	if err != nil {
		return Amount{}, fmt.Errorf("add amounts: %w", err)
	}
	sum := a.minor + b.minor
	if (sum > a.minor) != (b.minor > 0) && b.minor != 0 {
		return Amount{}, fmt.Errorf("add %d and %d: %w", a.minor, b.minor, ErrOverflow)
	}
	return Amount{minor: sum, currency: c}, nil
}

// Sub returns a - b, with the errors of Add.
func (a Amount) Sub(b Amount) (Amount, error) {
	c, err := common(a, b)
	if err != nil {
		return Amount{}, fmt.Errorf("subtract amounts: %w", err)
	}
	diff := a.minor - b.minor
	if (diff < a.minor) != (b.minor > 0) && b.minor != 0 {
		return Amount{}, fmt.Errorf("subtract %d from %d: %w", b.minor, a.minor, ErrOverflow)
	}
	return Amount{minor: diff, currency: c}, nil
}

// Neg returns -a. The smallest int64 has no negative: ErrOverflow.
func (a Amount) Neg() (Amount, error) {
	if a.minor == math.MinInt64 {
		return Amount{}, fmt.Errorf("negate %d: %w", a.minor, ErrOverflow)
	}
	return Amount{minor: -a.minor, currency: a.currency}, nil
}

// MulInt returns a × n, for units and months. A product that does not fit is
// ErrOverflow.
func (a Amount) MulInt(n int64) (Amount, error) {
	if a.minor == 0 || n == 0 {
		return Amount{currency: a.currency}, nil
	}
	product := a.minor * n
	wrapped := (a.minor == -1 && n == math.MinInt64) || (n == -1 && a.minor == math.MinInt64)
	if wrapped || product/n != a.minor {
		return Amount{}, fmt.Errorf("multiply %d by %d: %w", a.minor, n, ErrOverflow)
	}
	return Amount{minor: product, currency: a.currency}, nil
}

// Cmp returns -1, 0 or +1 as a is less than, equal to or more than b. Two
// currencies, or an amount and no amount, are a *MismatchError.
func (a Amount) Cmp(b Amount) (int, error) {
	if a.currency != b.currency {
		return 0, fmt.Errorf("compare amounts: %w", &MismatchError{Left: a.currency, Right: b.currency})
	}
	return cmp.Compare(a.minor, b.minor), nil
}

// Sum adds amounts of one currency, in order, with the errors of Add. The sum
// of nothing is the zero value.
func Sum(amounts iter.Seq[Amount]) (Amount, error) {
	var total Amount
	for a := range amounts {
		var err error
		if total, err = total.Add(a); err != nil {
			return Amount{}, fmt.Errorf("sum amounts: %w", err)
		}
	}
	return total, nil
}

// common is the currency of a sum; the zero value takes the other's.
func common(a, b Amount) (Currency, error) {
	switch {
	case a.currency == b.currency || b == Amount{}:
		return a.currency, nil
	case a == Amount{}:
		return b.currency, nil
	}
	return "", &MismatchError{Left: a.currency, Right: b.currency}
}
