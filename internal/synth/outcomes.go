package synth

import "strings"

// Outcome is what the made-up bank does with one instruction.
//
// Refusals and returns carry an ISO 20022 external reason: "rejected:AC01",
// "returned:AC04". A bank that answers by portal workbook says the same in its
// own words.
type Outcome string

// Outcomes without a reason.
const (
	OutcomePaid          Outcome = "paid"
	OutcomeSilent        Outcome = "silent"             // never answered
	OutcomeDuplicate     Outcome = "duplicate"          // refused as a duplicate, RJCT AM05
	OutcomeUnstated      Outcome = "unstated"           // refused without saying why, RJCT NARR or MS03
	OutcomePending       Outcome = "pending"            // PDNG, "Đang xử lý", and nothing after it
	OutcomeContradiction Outcome = "contradiction"      // answered paid, then rejected
	OutcomeWrongAmount   Outcome = "wrong_amount"       // answered with another amount
	OutcomeDebited       Outcome = "failed_but_debited" // "Thất bại" beside "Đã trừ tiền"; portal banks only
	OutcomeNotYet        Outcome = "not_yet"            // within the bank's time: no answer before the cut-off
)

// Rejected is a refusal before settlement, with its reason code.
func Rejected(reason string) Outcome { return Outcome("rejected:" + reason) }

// Returned is a payment sent back after it was paid, with its reason code.
func Returned(reason string) Outcome { return Outcome("returned:" + reason) }

// Reason splits an outcome into its word and its reason code, if it has one.
func (o Outcome) Reason() (word, reason string) {
	word, reason, _ = strings.Cut(string(o), ":")
	return word, reason
}

// Final is the place where an instruction with this outcome must end, once
// the bank's time is over.
func (o Outcome) Final() Final {
	switch word, _ := o.Reason(); word {
	case "paid":
		return FinalPaid
	case "rejected":
		return FinalRejected
	case "returned":
		return FinalReturned
	case "not_yet":
		return FinalSent
	default:
		return FinalUnknown
	}
}

// spoilsAccount reports whether the account is not used again after this
// outcome: the bank refused or returned for the account or the name.
func (o Outcome) spoilsAccount() bool {
	word, reason := o.Reason()
	switch word {
	case "returned":
		return true
	case "rejected":
		return reason == "AC01" || reason == "AC03" || reason == "AC04" || reason == "BE01"
	default:
		return false
	}
}
