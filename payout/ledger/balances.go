package ledger

import (
	"errors"
	"fmt"
	"slices"

	"chitra/internal/money"
)

// Errors of a movement that must never be.
var (
	// ErrNoMovement: no change of state leads between the two accounts.
	ErrNoMovement = errors.New("no state leads that way")
	// ErrNothing: an entry moves more than zero.
	ErrNothing = errors.New("an entry moves more than zero")
	// ErrOverdrawn: more is taken from an account than is in it.
	ErrOverdrawn = errors.New("more is taken than is there")
	// ErrUnbalanced: the sum over all accounts is not zero.
	ErrUnbalanced = errors.New("the accounts do not add up to zero")
)

// Check refuses a movement that no change of state leads to, and an amount that
// is not more than zero.
func Check(m Movement, amount money.Amount) error {
	switch {
	case !slices.Contains(Movements(), m):
		return fmt.Errorf("from %s to %s: %w", m.Credit, m.Debit, ErrNoMovement)
	case amount.Sign() <= 0:
		return fmt.Errorf("from %s to %s, %s: %w", m.Credit, m.Debit, amount.Digits(), ErrNothing)
	}
	return nil
}

// Balances is what stands in each account. The zero value is an empty ledger.
type Balances struct{ of map[Account]money.Amount }

// Of is the balance of an account. That of the Treasury is what it gave, as less
// than zero.
func (b *Balances) Of(a Account) money.Amount { return b.of[a] }

// Enter moves an amount, with the errors of Check and of money. An account but
// the Treasury never comes to less than zero: ErrOverdrawn.
func (b *Balances) Enter(m Movement, amount money.Amount) error {
	if err := Check(m, amount); err != nil {
		return err
	}
	from, err := b.of[m.Credit].Sub(amount)
	if err != nil {
		return err
	}
	to, err := b.of[m.Debit].Add(amount)
	if err != nil {
		return err
	}
	if m.Credit != Treasury && from.Sign() < 0 {
		return fmt.Errorf("from %s to %s, %s: %w", m.Credit, m.Debit, amount.Digits(), ErrOverdrawn)
	}
	if b.of == nil {
		b.of = map[Account]money.Amount{}
	}
	b.of[m.Credit], b.of[m.Debit] = from, to
	return nil
}

// Zero says whether all accounts together come to zero, which no entry can
// change: what it finds otherwise is a fault of this program.
func (b *Balances) Zero() error {
	var sum money.Amount
	for _, a := range Accounts() {
		var err error
		if sum, err = sum.Add(b.of[a]); err != nil {
			return err
		}
	}
	if !sum.IsZero() {
		return fmt.Errorf("%s is left over: %w", sum.Digits(), ErrUnbalanced)
	}
	return nil
}
