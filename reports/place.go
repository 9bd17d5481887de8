package reports

import "chitra/payout"

// Place is where a person stands in a report. Every person stands in one.
type Place string

// The places, as one adds up beneficiaries: paid for every month due, or the
// one reason why not.
const (
	Paid           Place = "paid"
	PaidInPart     Place = "paid_in_part" // some months paid, the others sent and within the bank's time
	Waiting        Place = "waiting"      // for approval, or for the file
	Sent           Place = "sent"         // released, within the bank's time
	Unknown        Place = "unknown"      // past that time, or answered in words nobody can read
	Rejected       Place = "rejected"     // refused before settlement
	Returned       Place = "returned"     // sent back after settlement, or handed back
	Held           Place = "held"         // kept back by us, with a reason
	Refused        Place = "refused"      // a row of a list that was not taken
	WithoutAccount Place = "without_account"
)

// Places lists every place in the order in which reports print them.
func Places() []Place {
	return append([]Place{Paid}, NotPaidPlaces()...)
}

// NotPaidPlaces lists every place but Paid.
func NotPaidPlaces() []Place {
	return []Place{
		PaidInPart, Waiting, Sent, Unknown, Rejected, Returned, Held, Refused, WithoutAccount,
	}
}

// PaymentStates lists the states a report gives money for, in the order in
// which it prints them. A void payment is not due and is in none of them.
func PaymentStates() []payout.PaymentState {
	return []payout.PaymentState{
		payout.PaymentPaid, payout.PaymentWaiting, payout.PaymentSent, payout.PaymentUnknown,
		payout.PaymentRejected, payout.PaymentReturned, payout.PaymentHandedBack, payout.PaymentHeld,
	}
}

// rank orders the reasons of a person who is not paid: the smallest is the one
// reason given. Paid has no rank.
func rank(s payout.PaymentState) (place Place, order int) {
	switch s {
	case payout.PaymentUnknown:
		return Unknown, 1
	case payout.PaymentReturned, payout.PaymentHandedBack:
		return Returned, 2
	case payout.PaymentRejected:
		return Rejected, 3
	case payout.PaymentHeld:
		return Held, 4
	case payout.PaymentWaiting:
		return Waiting, 5
	default:
		return Sent, 6
	}
}
