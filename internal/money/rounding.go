package money

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"
)

// ErrInexact is wrapped when a result is not a whole number of minor units and
// no rounding rule was named.
var ErrInexact = errors.New("not a whole number of minor units, and no rounding rule is named")

// ErrScale is wrapped for a factor with more than 64 decimals.
var ErrScale = errors.New("factor has too many decimals")

// maxScale bounds the work one factor can ask for.
const maxScale = 64

// Rounding names what becomes of a fraction of a minor unit.
type Rounding uint8

const (
	// Exact refuses a fraction with ErrInexact. It is the zero value.
	Exact Rounding = iota
	// HalfUp goes to the nearest, a half away from zero: 2.5 → 3, -2.5 → -3.
	HalfUp
	// HalfEven goes to the nearest, a half to the even neighbour: 2.5 → 2.
	HalfEven
	// Down cuts the fraction off: 2.9 → 2, -2.9 → -2.
	Down
	// Up goes away from zero: 2.1 → 3, -2.1 → -3.
	Up
)

// Times returns a × f, computed exactly and then rounded once by r. A fraction
// under Exact is ErrInexact, a product that does not fit ErrOverflow, a factor
// of more than 64 decimals ErrScale.
func (a Amount) Times(f decimal.Decimal, r Rounding) (Amount, error) {
	exact := new(big.Int).Mul(big.NewInt(a.minor), f.Coefficient())
	minor, err := scale(exact, f.Exponent(), r)
	if err != nil {
		return Amount{}, fmt.Errorf("multiply %d by a factor: %w", a.minor, err)
	}
	return Amount{minor: minor, currency: a.currency}, nil
}

// FromDecimal makes an amount of d major units (đồng for VND, dollars for USD),
// with the errors of Times and New.
func FromDecimal(d decimal.Decimal, c Currency, r Rounding) (Amount, error) {
	decimals, err := c.Decimals()
	if err != nil {
		return Amount{}, fmt.Errorf("make amount: %w", err)
	}
	exponent := int64(d.Exponent()) + int64(decimals)
	minor, err := scale(d.Coefficient(), int32(min(exponent, maxScale)), r)
	if err != nil {
		return Amount{}, fmt.Errorf("make amount of a decimal: %w", err)
	}
	return Amount{minor: minor, currency: c}, nil
}

// scale returns n × 10^exponent as an int64, rounded by r.
func scale(n *big.Int, exponent int32, r Rounding) (int64, error) {
	switch {
	case n.Sign() == 0:
		return 0, nil
	case exponent > 18:
		return 0, ErrOverflow
	case exponent < -maxScale:
		return 0, ErrScale
	case exponent >= 0:
		return fit(new(big.Int).Mul(n, powerOfTen(exponent)))
	}
	divisor := powerOfTen(-exponent)
	quotient, rest := new(big.Int).QuoRem(n, divisor, new(big.Int))
	if rest.Sign() == 0 {
		return fit(quotient)
	}
	away, err := awayFromZero(quotient, rest, divisor, r)
	if err != nil {
		return 0, err
	}
	if away {
		quotient.Add(quotient, big.NewInt(int64(n.Sign())))
	}
	return fit(quotient)
}

// awayFromZero says whether a truncated quotient with a rest moves one away
// from zero under r.
func awayFromZero(quotient, rest, divisor *big.Int, r Rounding) (bool, error) {
	half := new(big.Int).Lsh(rest, 1).CmpAbs(divisor)
	switch r {
	case Exact:
		return false, ErrInexact
	case HalfUp:
		return half >= 0, nil
	case HalfEven:
		return half > 0 || half == 0 && quotient.Bit(0) == 1, nil
	case Down:
		return false, nil
	case Up:
		return true, nil
	}
	return false, fmt.Errorf("unknown rounding rule %d", r)
}

func fit(n *big.Int) (int64, error) {
	if !n.IsInt64() {
		return 0, ErrOverflow
	}
	return n.Int64(), nil
}

func powerOfTen(exponent int32) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exponent)), nil)
}
