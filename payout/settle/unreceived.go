package settle

import (
	"chitra/internal/civil"
	"chitra/payout"
)

// MonthsUnreceived is how many months in a row must have been offered and not
// received before suspension is proposed (NĐ 20/2021).
const MonthsUnreceived = 3

// OfferedPayment is a payment of a month and how its last instruction ended; ""
// where none ever left.
type OfferedPayment struct {
	State  payout.PaymentState
	Ended  payout.InstructionState
	Reason string // the bank's, of the end
}

// NotReceived reports whether a month was offered and surely not received: at
// least one of its payments was sent to an account, and of those all failed, for a
// reason on the payee's side. What lies with us, the file or the bank's table is
// not the payee's; what is under way or unknown is not over; what was held, or had
// no account, was never offered.
func NotReceived(payments []OfferedPayment) bool {
	offered := false
	for _, p := range payments {
		if p.Ended == "" || p.Ended == payout.InstructionIntended || p.Ended == payout.InstructionDropped {
			continue
		}
		switch p.State {
		case payout.PaymentRejected, payout.PaymentReturned, payout.PaymentHandedBack:
		default:
			return false
		}
		if ours(Classify(p.Reason)) {
			return false
		}
		offered = true
	}
	return offered
}

// ours reports whether a failure is for us to mend, whoever the payee is.
func ours(c Class) bool {
	switch c {
	case ClassOurFunds, ClassFile, ClassBankCode, ClassDuplicate, ClassCancelled, ClassAmount:
		return true
	}
	return false
}

// UnreceivedRun returns the months of the run that ends with last, the oldest
// first, where each of them was offered and not received; ok is false for a
// shorter one.
func UnreceivedRun(last civil.Month, notReceived func(civil.Month) bool) (run []civil.Month, ok bool) {
	for n := MonthsUnreceived - 1; n >= 0; n-- {
		m := last.Add(-n)
		if !notReceived(m) {
			return nil, false
		}
		run = append(run, m)
	}
	return run, true
}
