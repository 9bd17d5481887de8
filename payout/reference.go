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
	f := finder{text: text}
	f.look(true)
	if f.id == "" && !f.several {
		f.look(false)
	}
	return f.id, f.id != ""
}

// finder looks for references in a text. It makes no copy of the text.
type finder struct {
	text    string
	id      string
	several bool // different ones
}

// look tries each run of letters and digits: whole, or every part of it that is
// as long as a reference.
func (f *finder) look(whole bool) {
	for start := 0; start < len(f.text); {
		end := start
		for end < len(f.text) && isLetterOrDigit(f.text[end]) {
			end++
		}
		switch n := end - start; {
		case whole && n == endToEndLength:
			f.try(f.text[start:end])
		case !whole && n > endToEndLength:
			for at := start; at+endToEndLength <= end; at++ {
				f.try(f.text[at : at+endToEndLength])
			}
		}
		start = end + 1
	}
}

// try takes a candidate of the right length, unless it is none.
func (f *finder) try(candidate string) {
	if first := candidate[0] &^ 0x20; first != endToEndPrefix || f.several {
		return
	}
	switch id := strings.ToUpper(candidate); {
	case !CheckEndToEndID(id) || id == f.id:
	case f.id != "":
		f.id, f.several = "", true
	default:
		f.id = id
	}
}

func isLetterOrDigit(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
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
