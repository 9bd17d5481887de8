package reports

import (
	"errors"
	"fmt"

	"chitra/internal/money"
	"chitra/payout"
)

// ErrConservation is returned where a sum does not hold. Figures that fail it
// are never drawn.
var ErrConservation = errors.New("the figures do not add up")

// Figures are the counts of one group of people: of all of them, or of one line
// of a report. People are counted once however many months they are due;
// payments are counted each.
type Figures struct {
	// Beneficiaries are the distinct persons for whom something is due, and
	// every refused row.
	Beneficiaries int
	// WithAccount are those whose payee has an account on file at the cut-off.
	WithAccount int
	// Paid are those paid for every month due.
	Paid int
	// PaidAny are those paid for at least one month.
	PaidAny int
	// PaidWithoutAccount are those of Paid whose account was withdrawn
	// afterwards: paid, and not in WithAccount.
	PaidWithoutAccount int

	// NotPaid adds up to Beneficiaries − Paid and NotPaidWithAccount to
	// WithAccount − (Paid − PaidWithoutAccount). Both have every key.
	NotPaid            map[Place]int
	NotPaidWithAccount map[Place]int
	// Causes split NotPaid further, most people first.
	Causes []Cause

	// Payments has every state of PaymentStates and adds up to Entitled.
	Payments map[payout.PaymentState]Tally
	Entitled Tally
	// Instructed is what has left in a file: sent, unknown, rejected, returned
	// and paid, each payment by its last instruction.
	Instructed Tally
	// NotEstablished is what lists say of rows that are no payments yet:
	// unmatched, refused, or not built. It is in no other sum.
	NotEstablished Tally
}

// Cause is one reason why people of one place are not paid.
type Cause struct {
	Place Place
	// Code is a hold reason of payout for Held, the class of the bank's reason
	// for Rejected and Returned, and "" where the place says it all.
	Code        string
	Persons     int
	WithAccount int
}

// PaidAmount is the sum of the payments that are paid.
func (f *Figures) PaidAmount() money.Amount { return f.Payments[payout.PaymentPaid].Amount }

// AccountShare is the account holders among the beneficiaries.
func (f *Figures) AccountShare() Ratio { return Ratio{f.WithAccount, f.Beneficiaries} }

// PaidShareOfAccounts is those paid among the account holders.
func (f *Figures) PaidShareOfAccounts() Ratio {
	return Ratio{f.Paid - f.PaidWithoutAccount, f.WithAccount}
}

// PaidShare is those paid among the beneficiaries.
func (f *Figures) PaidShare() Ratio { return Ratio{f.Paid, f.Beneficiaries} }

// In returns how many people stand in a place.
func (f *Figures) In(p Place) int {
	if p == Paid {
		return f.Paid
	}
	return f.NotPaid[p]
}

// Check says whether every sum holds: people over places, account holders over
// places, causes over places, payments over states, instructed over states. The
// error is ErrConservation and names the sum.
func (f *Figures) Check() error {
	checks := []func() error{f.checkPeople, f.checkCauses, f.checkMoney}
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (f *Figures) checkPeople() error {
	sum, sumAccounts := 0, 0
	for _, n := range f.NotPaid {
		sum += n
	}
	for _, n := range f.NotPaidWithAccount {
		sumAccounts += n
	}
	if err := same("people", f.Beneficiaries, f.Paid+sum); err != nil {
		return err
	}
	if err := same("account holders", f.WithAccount, f.Paid-f.PaidWithoutAccount+sumAccounts); err != nil {
		return err
	}
	if f.PaidAny < f.Paid || f.PaidAny > f.Beneficiaries {
		return fmt.Errorf("%w: %d paid for some month, %d for every month, of %d",
			ErrConservation, f.PaidAny, f.Paid, f.Beneficiaries)
	}
	return nil
}

func (f *Figures) checkCauses() error {
	persons, accounts := map[Place]int{}, map[Place]int{}
	for _, c := range f.Causes {
		persons[c.Place] += c.Persons
		accounts[c.Place] += c.WithAccount
	}
	for _, p := range NotPaidPlaces() {
		if err := same("causes of "+string(p), f.NotPaid[p], persons[p]); err != nil {
			return err
		}
		if err := same("account holders by cause of "+string(p), f.NotPaidWithAccount[p], accounts[p]); err != nil {
			return err
		}
	}
	return nil
}

func (f *Figures) checkMoney() error {
	var all, left Tally
	for state, t := range f.Payments {
		if err := all.merge(t); err != nil {
			return fmt.Errorf("add payments %s: %w", state, err)
		}
		if !state.Instructed() {
			continue
		}
		if err := left.merge(t); err != nil {
			return fmt.Errorf("add instructed payments %s: %w", state, err)
		}
	}
	if !all.equal(f.Entitled) {
		return fmt.Errorf("%w: entitled %d payments of %s, over all states %d of %s", ErrConservation,
			f.Entitled.Count, f.Entitled.Amount.Digits(), all.Count, all.Amount.Digits())
	}
	if !left.equal(f.Instructed) {
		return fmt.Errorf("%w: instructed %d payments of %s, over their states %d of %s", ErrConservation,
			f.Instructed.Count, f.Instructed.Amount.Digits(), left.Count, left.Amount.Digits())
	}
	return nil
}

func same(what string, whole, parts int) error {
	if whole != parts {
		return fmt.Errorf("%w: %s are %d, over all places %d", ErrConservation, what, whole, parts)
	}
	return nil
}
