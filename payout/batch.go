package payout

import (
	"errors"
	"fmt"
	"slices"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// ErrOwnWork is wrapped when somebody would approve what they made.
var ErrOwnWork = errors.New("made by the approver")

// Batch is payments of one programme, period and paying account, released
// together. Payments and Amount are its control totals.
type Batch struct {
	ID        string
	Programme Programme
	Period    civil.Month
	Payer     string
	PayOn     civil.Date
	State     BatchState
	Payments  int
	Amount    money.Amount
}

// BatchID is readable: "BTXH-2024-07-MB1-1" is the first batch of BTXH for July
// 2024 from paying account MB1.
func BatchID(programme Programme, period civil.Month, payer string, number int) string {
	return fmt.Sprintf("%s-%s-%s-%d", programme, period, payer, number)
}

// CheckApprover refuses an approver who is one of the makers, an empty name, and
// a second approval by the same person. Makers are all who uploaded a list
// version in the batch, decided one of its rows, changed one of its accounts or
// amounts, or submitted it.
func CheckApprover(approver string, makers, approvedBy []string) error {
	switch {
	case approver == "":
		return fmt.Errorf("approve without a name: %w", ErrOwnWork)
	case slices.Contains(makers, approver):
		return fmt.Errorf("approve as %q: %w", approver, ErrOwnWork)
	case slices.Contains(approvedBy, approver):
		return fmt.Errorf("approve twice as %q: %w", approver, ErrOwnWork)
	}
	return nil
}

// ApprovalsNeeded is how many people must approve: one beside a person who made
// the batch, two when machines alone made it.
func ApprovalsNeeded(makers []string, machine func(name string) bool) int {
	if slices.ContainsFunc(makers, func(m string) bool { return !machine(m) }) {
		return 1
	}
	return 2
}
