package bankfile

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
)

// MessageID is the file's own reference: "M", 14 base-32 letters of the digest
// of store, batch, part and attempt, and a check character. A file sent again
// after the bank refused it as a file is the next attempt.
func MessageID(store, batch string, part, attempt int) string {
	return reference("M", store, batch, part, attempt)
}

// PaymentInfoID is the reference of the payment information in that file; its
// blocks carry BlockID of it.
func PaymentInfoID(store, batch string, part, attempt int) string {
	return reference("B", store, batch, part, attempt)
}

func reference(letter, store, batch string, part, attempt int) string {
	key := strings.Join([]string{letter, store, batch, strconv.Itoa(part), strconv.Itoa(attempt)}, "\x00")
	digest := sha256.Sum256([]byte(key))
	return withCheck(letter + base32.StdEncoding.EncodeToString(digest[:])[:14])
}

// routeLetter stands at the end of a block's reference, before its check
// character.
const routeLetter = "HXVC"

// BlockID is the reference of the block that carries the lines of one route.
func BlockID(paymentInfoID string, r Route) string {
	return withCheck(paymentInfoID + routeLetter[r:r+1])
}

// ParseBlockID takes a block's reference, as a bank repeats it, apart. It is
// not ok for a reference that BlockID did not make.
func ParseBlockID(id string) (paymentInfoID string, r Route, ok bool) {
	if len(id) < 3 || !CheckReference(id) {
		return "", 0, false
	}
	at := strings.IndexByte(routeLetter, id[len(id)-2])
	if at < 0 || !CheckReference(id[:len(id)-2]) {
		return "", 0, false
	}
	return id[:len(id)-2], Route(at), true
}

// CheckReference says whether id is upper-case letters and digits, at most 35
// of them, and ends with the right check character: of a MessageID, a
// PaymentInfoID or a BlockID.
func CheckReference(id string) bool {
	return len(id) > 1 && isReference(id) && withCheck(id[:len(id)-1]) == id
}

// withCheck appends the check character of ISO 7064, MOD 37,36, which finds
// every single wrong character and every exchange of two neighbours.
func withCheck(s string) string {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	p := 36
	for i := range len(s) {
		p += strings.IndexByte(alphabet, s[i])
		if p %= 36; p == 0 {
			p = 36
		}
		p = p * 2 % 37
	}
	return s + string(alphabet[(37-p)%36])
}
