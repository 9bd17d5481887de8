package bankfile

import (
	"fmt"
	"iter"

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
		case classes[c]&digit != 0:
			n = n*10 + uint64(c-'0')
		case classes[c]&upper != 0:
			n = n*100 + uint64(c-'A'+10)
		case classes[c]&lower != 0:
			n = n*100 + uint64(c-'a'+10)
		}
		if n >= 10_000*hashModulus {
			n %= hashModulus
		}
	}
	return n % hashModulus
}

// Merge counts u in, with the errors of Add.
func (t *Totals) Merge(u Totals) error {
	sum, err := t.Amount.Add(u.Amount)
	if err != nil {
		return err
	}
	*t = Totals{Count: t.Count + u.Count, Amount: sum, Hash: (t.Hash + u.Hash) % hashModulus}
	return nil
}

// Sum adds up lines and refuses a reference that stands on two of them.
func Sum(lines iter.Seq[Line]) (Totals, error) { return SumRead(WithoutError(lines)) }

// SumRead is Sum over what Format.Read gives; an error of the file ends it.
func SumRead(lines iter.Seq2[Line, error]) (Totals, error) {
	var t Totals
	var seen References
	for l, err := range lines {
		if err != nil {
			return Totals{}, err
		}
		if err := t.Add(l); err != nil {
			return Totals{}, err
		}
		seen.Add(l.EndToEndID)
	}
	if err := seen.Repeated(lines); err != nil {
		return Totals{}, err
	}
	return t, nil
}

// WithoutError gives lines the shape of what Format.Read gives.
func WithoutError(lines iter.Seq[Line]) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		for l := range lines {
			if !yield(l, nil) {
				return
			}
		}
	}
}
