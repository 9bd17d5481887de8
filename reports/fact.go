package reports

import (
	"fmt"
	"slices"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// Kind says what stands behind a fact.
type Kind uint8

// The kinds of person a report counts.
const (
	Beneficiary Kind = iota // a taken row, matched: something is due
	Unmatched               // a taken row that no registry person stands behind yet
	RefusedRow              // a row that was not taken, until it is corrected or struck off
)

// PersonMonth is one payment of one person, or one row that has not become a
// payment. Several of one person may stand in one month.
type PersonMonth struct {
	// Person is the beneficiary's id; the person key of an unmatched row; the
	// key of a refused row.
	Person string
	Kind   Kind

	Commune, CommuneName   string
	Programme              payout.Programme
	Category, CategoryName string
	// Bank is the BIN of the payee's account, or "" for none, and BankName its
	// short name.
	Bank, BankName string

	Month civil.Month
	// State is where the payment stands by its last instruction; "" where there
	// is no payment. A void payment is left out: nothing is due for it.
	State payout.PaymentState
	// Held says why a held payment is held.
	Held payout.HoldReason
	// Class is the class of the bank's reason for a rejected or returned
	// payment, as payout/settle names it; "" elsewhere.
	Class string
	// Amount is the payment's; for a row without payment the list's, or no
	// amount where the list has none.
	Amount money.Amount
	// WithAccount says whether the payee has an account on file at the cut-off,
	// at a known bank and of that bank's form. A hold, a refusal or a missing
	// verification does not take it out.
	WithAccount bool
}

// paid says whether the money of this fact reached its person.
func (m *PersonMonth) paid() bool {
	return m.Kind == Beneficiary && m.State == payout.PaymentPaid
}

// isPayment says whether money stands behind this fact.
func (m *PersonMonth) isPayment() bool {
	return m.Kind == Beneficiary && m.State != ""
}

// standing is the payment state that counts for the person's place: unmatched
// rows are held, a person for whom nothing is built yet is waiting.
func (m *PersonMonth) standing() payout.PaymentState {
	switch {
	case m.Kind == Unmatched:
		return payout.PaymentHeld
	case m.State == "":
		return payout.PaymentWaiting
	}
	return m.State
}

// cause is the reason beside the state, in the code of whoever gave it.
func (m *PersonMonth) cause() string {
	switch {
	case m.Kind == Unmatched:
		return string(payout.HoldUnmatched)
	case m.standing() == payout.PaymentHeld:
		return string(m.Held)
	}
	return m.Class
}

// check refuses a fact that cannot be counted.
func (m *PersonMonth) check(from, to civil.Month) error {
	switch {
	case m.Person == "":
		return fmt.Errorf("fact of %s: no person", m.Month)
	case m.Kind > RefusedRow:
		return fmt.Errorf("fact of %s: unknown kind %d", m.Person, m.Kind)
	case m.Kind != Beneficiary && m.State != "":
		return fmt.Errorf("fact of %s: a row without payment has the state %q", m.Person, m.State)
	case m.State != "" && !slices.Contains(payout.PaymentStates(), m.State):
		return fmt.Errorf("fact of %s: unknown payment state %q", m.Person, m.State)
	case m.Month.Compare(from) < 0 || to.Compare(m.Month) < 0:
		return fmt.Errorf("fact of %s: %s is outside the period %s to %s", m.Person, m.Month, from, to)
	}
	return nil
}
