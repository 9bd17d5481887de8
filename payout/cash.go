package payout

import "strings"

// CashProfile is the profile of a cash desk: its files are lists of people to pay
// by hand, and its answers say who has collected.
const CashProfile = "cash-list"

// Cash reports whether the payer is a cash desk: a provider (the post) that pays
// by hand whoever has no usable account.
func (p Payer) Cash() bool { return p.Profile == CashProfile }

// atDesk begins what stands for the account of a payment that goes to a desk.
const atDesk = "cash/"

// AtDesk stands for the account of a payment that a cash desk pays: no account at
// all, and why there is none. Whoever approves approves that too.
func AtDesk(beneficiary string, why HoldReason) Account {
	return Account{Beneficiary: beneficiary, ID: atDesk + string(why)}
}

// InCash reports whether what stands for a payment's account says that a desk pays
// it, and for want of which account.
func InCash(accountID string) (why HoldReason, ok bool) {
	rest, ok := strings.CutPrefix(accountID, atDesk)
	return HoldReason(rest), ok
}

// NoUsableAccount reports whether a reason to hold is that there is no account to
// pay into: none known, none that a bank would take, or one that a bank refused.
// Such a payment is for the cash desk where there is one. An account that somebody
// has to look at first is no such reason.
func (h HoldReason) NoUsableAccount() bool {
	switch h {
	case HoldNoAccount, HoldAccountUnusable, HoldAccountFailed:
		return true
	}
	return false
}

// WithoutCash is where a payment stands in figures of payment without cash. What
// goes to a desk is held there for want of an account, whatever the desk has
// answered: those figures are the same with a desk and without one.
func WithoutCash(state PaymentState, held HoldReason, accountID string) (PaymentState, HoldReason) {
	why, cash := InCash(accountID)
	if !cash || state == PaymentVoid || state == PaymentHeld {
		return state, held
	}
	return PaymentHeld, why
}
