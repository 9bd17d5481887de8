package payout

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strconv"
)

// canonical is the digest of fields in order. Each goes in with its length, so
// that no two different lists of fields share one form.
func canonical(fields ...string) [sha256.Size]byte {
	var room [256]byte // enough for most, without growing
	form := room[:0]
	for _, f := range fields {
		form = strconv.AppendInt(form, int64(len(f)), 10)
		form = append(form, ':')
		form = append(form, f...)
		form = append(form, ',')
	}
	return sha256.Sum256(form)
}

// letters returns the first n base-32 letters (A–Z, 2–7) of a digest.
func letters(digest [sha256.Size]byte, n int) string {
	return base32.StdEncoding.EncodeToString(digest[:])[:n]
}

// idLetters is 70 bits: among 10^9 identifiers of one kind two agree with a
// chance below one in two thousand, and within one beneficiary never.
const idLetters = 14

func identifier(prefix string, fields ...string) string {
	return prefix + letters(canonical(append([]string{prefix}, fields...)...), idLetters)
}

func hexDigest(fields ...string) string {
	digest := canonical(fields...)
	return hex.EncodeToString(digest[:])
}
