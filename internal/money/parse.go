package money

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Reason is the stable code of what is wrong with a text.
type Reason string

// The reasons of a *ParseError.
const (
	ReasonEmpty       Reason = "empty"             // no digits at all
	ReasonDigit       Reason = "not_a_digit"       // something else where a digit must stand
	ReasonLeadingZero Reason = "leading_zero"      // 007, 0.123.456
	ReasonGroup       Reason = "grouping"          // groups that are not of three, or two kinds of separator
	ReasonDecimals    Reason = "too_many_decimals" // more decimals than the currency has
	ReasonAmbiguous   Reason = "ambiguous"         // 1.234 where the currency has decimals
	ReasonZero        Reason = "negative_zero"     // -0
	ReasonUnit        Reason = "unknown_unit"      // a trailing word that is not the currency
	ReasonTooLarge    Reason = "too_large"         // does not fit
)

// ParseError says where and why a text is not an amount or a decimal. Offset
// counts bytes of Input.
type ParseError struct {
	Input  string
	Offset int
	Reason Reason
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("parse %q: %s at byte %d", e.Input, e.Reason, e.Offset)
}

// Parse reads an amount of major units as people type it. The grammar, in full:
//
//	text     = { blank } [ "-" ] number [ { blank } unit ] { blank }
//	number   = whole [ mark decimal { decimal } ]
//	whole    = "0" | digit19 { digit } | group3 sep three { sep three }
//	sep      = "." | "," | blank         one and the same throughout
//	mark     = "." | ","                 another character than sep
//	group3   = one to three digits, the first not 0; three = exactly three digits
//	blank    = U+0020 | U+00A0 | U+202F
//	unit     = for VND: đ, ₫, đồng, VND, VNĐ; else the ISO code; in any case of letters
//
// Digits are ASCII. Decimals stand only where the currency has them, and never
// more than it has; "12,5" USD is 12.50. One "." or "," before exactly three
// digits is grouping in a currency without decimals and refused as ambiguous in
// the others. So "1.-5", "00A5", "1e6", "１２", U+2212 for minus, "+1",
// "1.234,567.890" and "1.5" VND are refused, each with a *ParseError.
func Parse(s string, c Currency) (Amount, error) {
	decimals, err := c.Decimals()
	if err != nil {
		return Amount{}, fmt.Errorf("parse amount: %w", err)
	}
	p := trimmed(s)
	negative := p.sign()
	whole, fraction := p.number(decimals)
	p.unit(c)
	if p.err != nil {
		return Amount{}, p.err
	}
	return p.amount(negative, whole, fraction, decimals, c)
}

// ParsePlain reads an amount of major units as programs write it (ISO 20022,
// raw workbook cells): an optional "-", digits, and after a point any number of
// decimals, of which those past the currency's must be zeros. So "930000.0" is
// 930,000 VND and "930000.5" is refused. No grouping, blank or unit.
func ParsePlain(s string, c Currency) (Amount, error) {
	decimals, err := c.Decimals()
	if err != nil {
		return Amount{}, fmt.Errorf("parse amount: %w", err)
	}
	p := parser{input: s, end: len(s)}
	negative := p.sign()
	whole, fraction := p.plain(".")
	if significant := len(strings.TrimRight(fraction, "0")); significant > decimals {
		p.fail(len(s)-len(fraction)+decimals, ReasonDecimals)
	}
	if p.err != nil {
		return Amount{}, p.err
	}
	return p.amount(negative, whole, fraction[:min(len(fraction), decimals)], decimals, c)
}

// ParseDecimal reads a coefficient or a rate: digits, and after one point or
// comma further digits ("1", "1.5", "1,5", "2.0"), 18 digits in all at most. There is
// no sign, exponent, grouping, blank or second zero in front. The result is
// exact; anything else is a *ParseError.
func ParseDecimal(s string) (decimal.Decimal, error) {
	p := parser{input: s, end: len(s)}
	whole, fraction := p.plain(".,")
	if len(whole)+len(fraction) > maxDecimalDigits {
		p.fail(0, ReasonTooLarge)
	}
	if p.err != nil {
		return decimal.Decimal{}, p.err
	}
	coefficient, _ := magnitude(whole + fraction)
	return decimal.New(int64(coefficient), -int32(len(fraction))), nil
}

// maxDecimalDigits keeps a coefficient within an int64.
const maxDecimalDigits = 18
