package payout

// HoldReason is the stable code of why a payment is held. The empty reason
// holds nothing.
type HoldReason string

// The reasons, by what has to be put right.
const (
	// HoldNoAccount: nobody knows an account of the payee.
	HoldNoAccount HoldReason = "no_account"
	// HoldAccountUnusable: an account is written, but not at a known bank or not
	// of that bank's form.
	HoldAccountUnusable HoldReason = "account_unusable"
	// HoldHolderDiffers: the holder is not the payee, and no relation is recorded.
	HoldHolderDiffers HoldReason = "holder_differs"
	// HoldAccountChanged: the list shows another account than the one on record.
	HoldAccountChanged HoldReason = "account_changed"
	// HoldAccountShared: more than two beneficiaries have this account.
	HoldAccountShared HoldReason = "account_shared"
	// HoldAccountFailed: a bank refused this account, and it was not corrected.
	HoldAccountFailed HoldReason = "account_failed"

	// HoldAmountDiffers: the list's amount is not what the rules give.
	HoldAmountDiffers HoldReason = "amount_differs"
	// HoldAmountUnknown: neither the list nor the rules give an amount.
	HoldAmountUnknown HoldReason = "amount_unknown"
	// HoldCoefficientNotAllowed: the category's rule does not know the coefficient.
	HoldCoefficientNotAllowed HoldReason = "coefficient_not_allowed"
	// HoldArrearsUnproven: the row claims arrears or a recovery.
	HoldArrearsUnproven HoldReason = "arrears_unproven"
	// HoldNotDue: no rule of the category is in force for this age and month.
	HoldNotDue HoldReason = "not_due"
	// HoldBirthDateUnclear: the date of birth does not settle which rule applies.
	HoldBirthDateUnclear HoldReason = "birth_date_unclear"

	// HoldUnmatched: the registry has not settled who this is.
	HoldUnmatched HoldReason = "unmatched"
	// HoldToHeirs: died in or after the month paid for; due to the heirs.
	HoldToHeirs HoldReason = "to_heirs"
	// HoldLeftArea: the registry knows the person in another commune.
	HoldLeftArea HoldReason = "left_area"
	// HoldPersonRepeated: the person already has a payment of the programme and month.
	HoldPersonRepeated HoldReason = "person_repeated"
	// HoldIneligible: a reviewer rejected the row, or the registry stops it.
	HoldIneligible HoldReason = "ineligible"

	// HoldSuspended: three months in a row were not received, and two people have
	// suspended the beneficiary.
	HoldSuspended HoldReason = "suspended"

	// HoldNoRoute: no paying account serves this programme, commune and bank.
	HoldNoRoute HoldReason = "no_route"
	// HoldLineLimit: the amount is past what one line of the route may carry.
	HoldLineLimit HoldReason = "line_limit"
	// HoldUnsendable: the bank's format cannot carry the line.
	HoldUnsendable HoldReason = "unsendable"
	// HoldWithdrawn: a person took the payment out.
	HoldWithdrawn HoldReason = "withdrawn"
	// HoldBatchReturned: its batch was approved and sent back; the next build
	// looks at it anew.
	HoldBatchReturned HoldReason = "batch_returned"
	// HoldListChanged: the row changed after its batch left the makers.
	HoldListChanged HoldReason = "list_changed"
)

// HoldReasons returns every reason a payment may be held for.
func HoldReasons() []HoldReason {
	return []HoldReason{
		HoldNoAccount, HoldAccountUnusable, HoldHolderDiffers, HoldAccountChanged,
		HoldAccountShared, HoldAccountFailed,
		HoldAmountDiffers, HoldAmountUnknown, HoldCoefficientNotAllowed,
		HoldArrearsUnproven, HoldNotDue, HoldBirthDateUnclear,
		HoldUnmatched, HoldToHeirs, HoldLeftArea, HoldPersonRepeated, HoldIneligible, HoldSuspended,
		HoldNoRoute, HoldLineLimit, HoldUnsendable, HoldWithdrawn, HoldBatchReturned, HoldListChanged,
	}
}
