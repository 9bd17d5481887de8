package portal

import (
	"strconv"
	"strings"

	"chitra/internal/money"
	"chitra/internal/sheet"
)

// amountOf reads an amount as banks' programs write it into cells: a number
// with zero decimals (930000.0) or in the exponent form some write large
// numbers in (1.2E7), or a text with grouping. ok is false for anything that is
// not whole đồng.
func amountOf(c sheet.Cell) (money.Amount, bool) {
	text := strings.TrimSpace(c.Text)
	if c.Kind == sheet.Number {
		plain, ok := plainNumber(text)
		if !ok {
			return money.Amount{}, false
		}
		a, err := money.ParsePlain(plain, money.VND)
		return a, err == nil
	}
	if c.Kind != sheet.Text {
		return money.Amount{}, false
	}
	if a, err := money.Parse(text, money.VND); err == nil {
		return a, true
	}
	// 930000.0 as text; "930.000" was taken above, as nine hundred and thirty
	// thousand.
	whole, zeros, ok := strings.Cut(text, ".")
	if !ok || zeros == "" || len(zeros) > 2 || strings.Trim(zeros, "0") != "" {
		return money.Amount{}, false
	}
	a, err := money.ParsePlain(whole, money.VND)
	return a, err == nil
}

// maxExponent bounds what an exponent may stretch a number to; no amount of
// đồng has more digits.
const maxExponent = 18

// plainNumber writes a number with an exponent without one, exactly: 1.2E7 is
// 12000000.
func plainNumber(s string) (string, bool) {
	at := strings.IndexAny(s, "eE")
	if at < 0 {
		return s, true
	}
	exponent, err := strconv.Atoi(s[at+1:])
	if err != nil || exponent < 0 || exponent > maxExponent {
		return "", false
	}
	whole, fraction, _ := strings.Cut(s[:at], ".")
	if whole == "" || whole == "-" {
		return "", false
	}
	if missing := exponent - len(fraction); missing > 0 {
		fraction += strings.Repeat("0", missing)
	}
	out := whole + fraction[:exponent]
	if rest := fraction[exponent:]; rest != "" {
		out += "." + rest
	}
	sign, digits := "", out
	if strings.HasPrefix(out, "-") {
		sign, digits = "-", out[1:]
	}
	digits = strings.TrimLeft(digits, "0")
	if digits == "" || digits[0] == '.' {
		digits = "0" + digits
	}
	return sign + digits, true
}

// accountOf reads an account number; one that a program wrote as a number
// (880123456789.0) is its digits.
func accountOf(c sheet.Cell) string {
	text := strings.TrimSpace(c.Text)
	if c.Kind != sheet.Number {
		return text
	}
	plain, ok := plainNumber(text)
	if !ok {
		return text
	}
	whole, zeros, _ := strings.Cut(plain, ".")
	if strings.Trim(zeros, "0") != "" {
		return text
	}
	return whole
}
