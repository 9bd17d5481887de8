package money

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"chitra/internal/viet"
)

// ErrNoWords is returned for amounts that have no reading in Vietnamese papers:
// other currencies than VND, and no amount.
var ErrNoWords = errors.New("only amounts in VND are written in words")

// Digits returns the whole minor units in plain digits: "1234567".
func (a Amount) Digits() string { return strconv.FormatInt(a.minor, 10) }

// Decimal returns major units with a point and all of the currency's decimals,
// as XML and CSV want them: "1234567" VND, "12.34" USD.
func (a Amount) Decimal() string {
	return a.split('.', func(whole string) string { return whole })
}

// String returns the amount as people in Vietnam read it: "1.234.567 đồng",
// "1.234,50 USD"; "" for no amount. Parse reads it back, except that it refuses
// "1,000 KWD", three decimals that could be a group, as ambiguous.
func (a Amount) String() string {
	switch a.currency {
	case "":
		return ""
	case VND:
		return GroupDigits(a.minor) + " đồng"
	}
	return a.split(',', groupThrees) + " " + string(a.currency)
}

// Words returns the amount in words, as official papers want it: "Một triệu bảy
// trăm năm mươi nghìn đồng". Another currency than VND is ErrNoWords; 10^18 and
// more is viet.ErrNumberTooLarge.
func (a Amount) Words() (string, error) {
	return a.WordsIn(viet.NumberStyle{})
}

// WordsIn is Words in a region's style.
func (a Amount) WordsIn(style viet.NumberStyle) (string, error) {
	if a.currency != VND {
		return "", fmt.Errorf("write %q in words: %w", a.currency, ErrNoWords)
	}
	words, err := viet.Number(a.minor, style)
	if err != nil {
		return "", fmt.Errorf("write amount in words: %w", err)
	}
	return viet.UpperFirst(words) + " đồng", nil
}

// GroupDigits writes a whole number with a dot every three digits: 1234567 is
// "1.234.567".
func GroupDigits(n int64) string {
	digits := strconv.FormatInt(n, 10)
	if n < 0 {
		return "-" + groupThrees(digits[1:])
	}
	return groupThrees(digits)
}

// Ratio returns num/den as a percentage with two decimals and a point, rounded
// half up (away from zero) from the exact integers: Ratio(16467, 16923) is
// "97.31". A denominator of 0 or less has no percentage: "".
func Ratio(num, den int64) string {
	if den <= 0 {
		return ""
	}
	d := big.NewInt(den)
	n := new(big.Int).Mul(big.NewInt(num), big.NewInt(20_000)) // twice the hundredths of a percent
	sign := ""
	if n.Sign() < 0 {
		n.Neg(n)
		sign = "-"
	}
	n.Add(n, d).Quo(n, d.Lsh(d, 1))
	if n.Sign() == 0 {
		sign = ""
	}
	return sign + insertMark(n.String(), 2, '.', func(whole string) string { return whole })
}

// split writes major units, the whole part through group.
func (a Amount) split(mark byte, group func(string) string) string {
	decimals, err := a.currency.Decimals()
	if err != nil { // only the zero value has no currency
		return ""
	}
	digits := strconv.FormatInt(a.minor, 10)
	sign := ""
	if a.minor < 0 {
		sign, digits = "-", digits[1:]
	}
	return sign + insertMark(digits, decimals, mark, group)
}

// insertMark puts a decimal mark before the last places digits, with leading
// zeros where there are too few.
func insertMark(digits string, places int, mark byte, group func(string) string) string {
	if places == 0 {
		return group(digits)
	}
	if missing := places + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	whole := len(digits) - places
	return group(digits[:whole]) + string(mark) + digits[whole:]
}

func groupThrees(digits string) string {
	out := make([]byte, 0, len(digits)+len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out = append(out, '.')
		}
		out = append(out, digits[i])
	}
	return string(out)
}
