package payout

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

const (
	alphabet        = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" // base 32, RFC 4648
	endToEndLength  = 16
	endToEndPrefix  = 'C'
	fieldPolynomial = 0b100101 // x⁵ + x² + 1, primitive over GF(2)
)

// EndToEndID is the one reference of an attempt to pay, 16 upper-case letters
// and digits 2–7: 'C', 14 base-32 letters of the SHA-256 of the five values, and
// a check character. It holds no personal data as text.
func EndToEndID(store, payer, beneficiary, paymentID string, attempt int) string {
	body := string(endToEndPrefix) + letters(attemptDigest(store, payer, beneficiary, paymentID, attempt), endToEndLength-2)
	check, _ := residue(body)
	return body + string(alphabet[times2(check)])
}

// UETR is the same digest in the form of a version 4 UUID, as ISO 20022 wants
// it.
func UETR(store, payer, beneficiary, paymentID string, attempt int) string {
	d := attemptDigest(store, payer, beneficiary, paymentID, attempt)
	d[6] = d[6]&0x0f | 0x40
	d[8] = d[8]&0x3f | 0x80
	h := hex.EncodeToString(d[:16])
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

func attemptDigest(store, payer, beneficiary, paymentID string, attempt int) [sha256.Size]byte {
	return canonical("attempt 1", store, payer, beneficiary, paymentID, strconv.Itoa(attempt))
}

// CheckEndToEndID reports whether s has the form and the check character of an
// EndToEndID. Any one wrong character and any two exchanged ones are found.
func CheckEndToEndID(s string) bool {
	if len(s) != endToEndLength || s[0] != endToEndPrefix {
		return false
	}
	rest, ok := residue(s)
	return ok && rest == 0
}

// FindEndToEndID looks for a reference in remittance text, in any case of
// letters: first one that stands alone, then one run together with other
// letters. Two different ones are none.
func FindEndToEndID(text string) (id string, ok bool) {
	upper := strings.Map(asciiUpper, text)
	words := strings.FieldsFunc(upper, func(r rune) bool { return !(r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') })
	if id, several := only(words); id != "" || several {
		return id, id != ""
	}
	var windows []string
	for _, w := range words {
		for i := 0; i+endToEndLength <= len(w); i++ {
			windows = append(windows, w[i:i+endToEndLength])
		}
	}
	id, _ = only(windows)
	return id, id != ""
}

// only returns the one reference among candidates, "" where there is none or
// several.
func only(candidates []string) (id string, several bool) {
	for _, c := range candidates {
		switch {
		case !CheckEndToEndID(c) || c == id:
		case id != "":
			return "", true
		default:
			id = c
		}
	}
	return id, false
}

// residue evaluates s as a polynomial over GF(32) at the field's generator.
// Every place has another weight, none of them 0, so that a valid text with one
// character changed or two exchanged is never valid again.
func residue(s string) (rest int, ok bool) {
	for i := range len(s) {
		v := strings.IndexByte(alphabet, s[i])
		if v < 0 {
			return 0, false
		}
		rest = times2(rest) ^ v
	}
	return rest, true
}

// times2 multiplies by the generator.
func times2(v int) int {
	v <<= 1
	if v >= len(alphabet) {
		v ^= fieldPolynomial
	}
	return v
}

func asciiUpper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}
