package bank

import (
	"fmt"
	"strings"
	"unicode"
)

// AccountFault is a stable code for why a text is not an account number.
type AccountFault string

// What can be wrong with an account number.
const (
	AccountEmpty      AccountFault = "account_empty"
	AccountScientific AccountFault = "account_scientific" // 1.2E+12: digits are lost for good
	AccountDecimal    AccountFault = "account_decimal"    // 123456.0: a number's fraction, not a group
	AccountCharacter  AccountFault = "account_character"  // a character no account number holds
	AccountLength     AccountFault = "account_length"     // shorter or longer than the institution's form
	AccountNoNumber   AccountFault = "account_no_number"  // words where a number belongs
	AccountForm       AccountFault = "account_form"       // not the form this institution's numbers have
)

// AccountError says what is wrong with an account number. Its text carries no
// digits of the number, so that it may be logged.
type AccountError struct {
	Fault       AccountFault
	Institution string // code
	Length      int    // characters left after removing separators
}

func (e *AccountError) Error() string {
	return fmt.Sprintf("account number at %s: %s (%d characters)", e.Institution, e.Fault, e.Length)
}

// The form of an account number where the institution has no narrower one: the
// interbank network carries up to 19 characters, letters stand beside digits in
// chosen and virtual numbers, and no bank issues fewer than six characters. Four
// digits keep words such as "tiền mặt" out.
const (
	minAccount       = 6
	maxAccount       = 19
	minAccountDigits = 4
	walletLength     = 10 // a wallet's number is a mobile telephone number
)

// ParseAccount reads an account number at an institution as somebody typed it:
// spaces, dots and dashes between groups are dropped, letters become capitals.
// The error is an *AccountError.
func ParseAccount(inst Institution, typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	fault := func(f AccountFault, n int) (string, error) {
		return "", &AccountError{Fault: f, Institution: inst.Code, Length: n}
	}
	switch {
	case isScientific(typed):
		return fault(AccountScientific, len(typed))
	case isFraction(typed):
		return fault(AccountDecimal, len(typed))
	}
	number, digits, ok := strip(typed)
	switch {
	case !ok:
		return fault(AccountCharacter, len(number))
	case isScientific(number):
		return fault(AccountScientific, len(number))
	case number == "":
		return fault(AccountEmpty, 0)
	case digits < minAccountDigits:
		return fault(AccountNoNumber, len(number))
	case strings.Trim(number, "0") == "":
		return fault(AccountForm, len(number))
	case inst.Wallet && (len(number) != walletLength || digits != walletLength || number[0] != '0'):
		return fault(AccountForm, len(number))
	case len(number) < minAccount, len(number) > maxAccount:
		return fault(AccountLength, len(number))
	}
	return number, nil
}

// isScientific reports whether a text is a number in exponent form: digits, with
// a point or a comma and more digits or without, E, a sign or none, and one to
// three digits.
func isScientific(s string) bool {
	at := strings.IndexAny(s, "eE")
	if at < 1 {
		return false
	}
	mantissa, exponent := s[:at], s[at+1:]
	if point := strings.IndexAny(mantissa, ".,"); point >= 0 {
		if !allDigits(mantissa[point+1:]) {
			return false
		}
		mantissa = mantissa[:point]
	}
	if exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
		exponent = exponent[1:]
	}
	return allDigits(mantissa) && allDigits(exponent) && len(exponent) <= 3
}

// isFraction reports whether a text is digits with a fraction of one or two
// noughts.
func isFraction(s string) bool {
	at := strings.IndexAny(s, ".,")
	return at > 0 && allDigits(s[:at]) && (s[at+1:] == "0" || s[at+1:] == "00")
}

// allDigits reports whether s is ASCII digits, one at least.
func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// strip drops what people put between groups and counts the digits; it stops at
// the first character that no account number holds.
func strip(typed string) (number string, digits int, ok bool) {
	if allDigits(typed) {
		return typed, len(typed), true
	}
	var b strings.Builder
	for _, r := range typed {
		switch {
		case r >= '0' && r <= '9':
			digits++
			b.WriteRune(r)
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
			b.WriteRune(unicode.ToUpper(r))
		case unicode.IsSpace(r), strings.ContainsRune(".-–‑", r):
		default:
			return b.String(), digits, false
		}
	}
	return b.String(), digits, true
}
