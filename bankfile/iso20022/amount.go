package iso20022

import (
	"bytes"
	"strings"

	"chitra/internal/money"
)

// sum is an amount as a bank wrote it.
type sum struct {
	amount money.Amount
	exact  bool   // amount is what text says
	text   string // only where it is not exact
}

// told says whether the bank wrote an amount at all.
func (s sum) told() bool { return s.exact || s.text != "" }

// amount reads an element with a currency attribute. A number with decimals
// beyond the currency's is exact as long as they are zeros; one below zero, too
// large or of an unknown currency is kept as text alone.
func (d *decoder) amount() sum {
	if d.err != nil {
		return sum{}
	}
	currency, _ := d.scan.Attr("Ccy")
	code := money.Currency(d.intern(currency))
	written := d.bytes()
	if len(written) == 0 {
		return sum{}
	}
	if minor, ok := minorUnits(written, code); ok {
		if a, err := money.New(minor, code); err == nil {
			return sum{amount: a, exact: true}
		}
	}
	return sum{text: strings.TrimSpace(string(written) + " " + string(code))}
}

// minorUnits reads an xs:decimal without a sign as minor units.
func minorUnits(s []byte, c money.Currency) (int64, bool) {
	places, err := c.Decimals()
	if err != nil {
		return 0, false
	}
	whole, fraction, point := bytes.Cut(s, []byte{'.'})
	if len(whole) == 0 || point && len(fraction) == 0 {
		return 0, false
	}
	kept := fraction[:min(places, len(fraction))]
	if len(bytes.Trim(fraction[len(kept):], "0")) > 0 {
		return 0, false
	}
	minor, ok := digits(0, whole)
	if !ok {
		return 0, false
	}
	if minor, ok = digits(minor, kept); !ok {
		return 0, false
	}
	return digits(minor, []byte("0000")[:places-len(kept)])
}

// digits goes on from n by the digits of s, within 18 digits in all.
func digits(n int64, s []byte) (int64, bool) {
	for _, c := range s {
		if c < '0' || c > '9' || n > 99_999_999_999_999_999 {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, true
}
