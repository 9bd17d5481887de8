package settle

import (
	"errors"
	"fmt"

	"chitra/internal/money"
	"chitra/payout"
)

// ErrConservation is wrapped when sums over the places do not hold.
var ErrConservation = errors.New("sums do not hold")

// Sum is a number of payments and their amount.
type Sum struct {
	Count  int
	Amount money.Amount
}

func (s Sum) plus(o Sum) (Sum, error) {
	amount, err := s.Amount.Add(o.Amount)
	if err != nil {
		return Sum{}, err
	}
	return Sum{Count: s.Count + o.Count, Amount: amount}, nil
}

// Totals sums payments by the place each is in. The zero value is ready.
type Totals struct {
	places map[payout.PaymentState]Sum
	all    Sum
}

// Add counts one payment in its place. A void one is in none. A state that is no
// place is ErrConservation; sums have the errors of money.
func (t *Totals) Add(state payout.PaymentState, amount money.Amount) error {
	return t.AddSum(state, Sum{Count: 1, Amount: amount})
}

// AddSum counts payments that are in the same place.
func (t *Totals) AddSum(state payout.PaymentState, sum Sum) error {
	if state == payout.PaymentVoid {
		return nil
	}
	if t.places == nil {
		t.places = map[payout.PaymentState]Sum{}
		for _, s := range payout.PaymentStates() {
			if s != payout.PaymentVoid {
				t.places[s] = Sum{}
			}
		}
	}
	place, known := t.places[state]
	if !known {
		return fmt.Errorf("count a payment in %q: %w", state, ErrConservation)
	}
	place, err := place.plus(sum)
	if err != nil {
		return fmt.Errorf("sum %s: %w", state, err)
	}
	all, err := t.all.plus(sum)
	if err != nil {
		return fmt.Errorf("sum all places: %w", err)
	}
	t.places[state], t.all = place, all
	return nil
}

// Of returns the sum in one place.
func (t *Totals) Of(state payout.PaymentState) Sum { return t.places[state] }

// Entitled is the sum over all places.
func (t *Totals) Entitled() Sum { return t.all }

// Instructed is sent + unknown + rejected + returned + paid.
func (t *Totals) Instructed() (Sum, error) {
	var out Sum
	for _, s := range payout.PaymentStates() {
		if !s.Instructed() {
			continue
		}
		var err error
		if out, err = out.plus(t.places[s]); err != nil {
			return Sum{}, fmt.Errorf("sum the instructed: %w", err)
		}
	}
	return out, nil
}

// Check compares the places with what is entitled and instructed by other
// counts, such as the entitlement lines and the files. A difference is
// ErrConservation and names both figures.
func (t *Totals) Check(entitled, instructed Sum) error {
	got, err := t.Instructed()
	if err != nil {
		return err
	}
	for _, c := range []struct {
		name      string
		got, want Sum
	}{{"entitled", t.all, entitled}, {"instructed", got, instructed}} {
		if c.got.Count != c.want.Count || c.got.Amount.Minor() != c.want.Amount.Minor() {
			return fmt.Errorf("%s: places hold %d payments of %s, counted %d of %s: %w",
				c.name, c.got.Count, c.got.Amount.Digits(), c.want.Count, c.want.Amount.Digits(), ErrConservation)
		}
	}
	return nil
}
