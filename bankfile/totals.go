package bankfile

import (
	"fmt"
	"iter"
	"slices"

	"chitra/internal/money"
)

// hashModulus keeps the last twelve digits of the hash total.
const hashModulus = 1_000_000_000_000

// Totals are the control totals of a set of lines.
type Totals struct {
	Count  int
	Amount money.Amount
	// Hash is the sum, over the lines, of two numbers: the bank's BIN and the
	// account number, each read as a whole number, its last twelve digits
	// kept (a letter of an account counts as two digits, A = 10 … Z = 35, and
	// a small one as its capital). Of the sum, the last twelve digits.
	Hash uint64
}

// HashText is the hash total as manifests print it: twelve digits.
func (t Totals) HashText() string { return fmt.Sprintf("%012d", t.Hash) }

// TotalsError says which control total differs.
type TotalsError struct {
	Field, Want, Got string
}

func (e *TotalsError) Error() string {
	return fmt.Sprintf("control totals: %s: want %s, got %s", e.Field, e.Want, e.Got)
}

// Differ returns nil where got has t's figures, else a *TotalsError.
func (t Totals) Differ(got Totals) error {
	switch {
	case t.Count != got.Count:
		return &TotalsError{"count", fmt.Sprint(t.Count), fmt.Sprint(got.Count)}
	case t.Amount != got.Amount:
		return &TotalsError{"amount", t.Amount.Decimal(), got.Amount.Decimal()}
	case t.Hash != got.Hash:
		return &TotalsError{"hash_total", t.HashText(), got.HashText()}
	}
	return nil
}

// Add counts l in. A sum that does not fit is money.ErrOverflow, another
// currency a *money.MismatchError; then t is as it was.
func (t *Totals) Add(l Line) error {
	sum, err := t.Amount.Add(l.Amount)
	if err != nil {
		return fmt.Errorf("line %s: %w", l.EndToEndID, err)
	}
	t.Count++
	t.Amount = sum
	t.Hash = (t.Hash + number(l.BIN) + number(l.AccountNumber)) % hashModulus
	return nil
}

func number(s string) uint64 {
	var n uint64
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c):
			n = (n*10 + uint64(c-'0')) % hashModulus
		case isUpper(c):
			n = (n*100 + uint64(c-'A'+10)) % hashModulus
		case 'a' <= c && c <= 'z':
			n = (n*100 + uint64(c-'a'+10)) % hashModulus
		}
	}
	return n
}

// Sum adds up lines and refuses a reference that stands on two of them, with a
// *LineError. It keeps eight bytes a line, and walks the lines once more only
// where two references have the same short digest.
func Sum(lines iter.Seq[Line]) (Totals, error) { return SumRead(withoutError(lines)) }

// SumRead is Sum over what Format.Read gives; an error of the file ends it.
func SumRead(lines iter.Seq2[Line, error]) (Totals, error) {
	var t Totals
	var digests []uint64
	for l, err := range lines {
		if err != nil {
			return Totals{}, err
		}
		if err := t.Add(l); err != nil {
			return Totals{}, err
		}
		digests = append(digests, shortDigest(l.EndToEndID))
	}
	if suspects := repeated(digests); len(suspects) > 0 {
		if err := findRepeat(lines, suspects); err != nil {
			return Totals{}, err
		}
	}
	return t, nil
}

func withoutError(lines iter.Seq[Line]) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for l := range lines {
			if !yield(l, nil) {
				return
			}
		}
	}
}

// repeated sorts digests and returns those that stand there more than once.
func repeated(digests []uint64) []uint64 {
	slices.Sort(digests)
	var twice []uint64
	for i := 1; i < len(digests); i++ {
		if digests[i] == digests[i-1] {
			twice = append(twice, digests[i])
		}
	}
	return twice
}

func findRepeat(lines iter.Seq2[Line, error], suspects []uint64) error {
	seen := make(map[string]bool, 2*len(suspects))
	for l, err := range lines {
		if err != nil {
			return err
		}
		if _, suspect := slices.BinarySearch(suspects, shortDigest(l.EndToEndID)); !suspect {
			continue
		}
		if seen[l.EndToEndID] {
			return &LineError{EndToEndID: l.EndToEndID, Field: "end_to_end_id", Code: CodeRepeated, Value: l.EndToEndID}
		}
		seen[l.EndToEndID] = true
	}
	return nil
}

// shortDigest is FNV-1a of 64 bits.
func shortDigest(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}
