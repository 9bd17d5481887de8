package reports

import "chitra/internal/money"

// Tally is how many and how much. The zero value is none.
type Tally struct {
	Count  int
	Amount money.Amount
}

// add counts one more of the given amount; no amount counts and adds nothing.
func (t *Tally) add(a money.Amount) error {
	return t.merge(Tally{Count: 1, Amount: a})
}

func (t *Tally) merge(o Tally) error {
	sum, err := t.Amount.Add(o.Amount)
	if err != nil {
		return err
	}
	t.Count += o.Count
	t.Amount = sum
	return nil
}

// equal compares tallies, with no amount the same as an amount of zero.
func (t Tally) equal(o Tally) bool {
	if t.Count != o.Count || t.Amount.Minor() != o.Amount.Minor() {
		return false
	}
	return t.Amount.Currency() == o.Amount.Currency() || t.Amount.IsZero()
}

// takeOff is the opposite of merge; what is left may be below zero.
func (t *Tally) takeOff(o Tally) error {
	off, err := o.Amount.Neg()
	if err != nil {
		return err
	}
	return t.merge(Tally{Count: -o.Count, Amount: off})
}

// Take adds another tally in.
func (t *Tally) Take(o Tally) error { return t.merge(o) }
