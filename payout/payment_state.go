package payout

// PaymentState is the one place a payment is in.
type PaymentState string

// The places of a payment. All but Void are counted; together they are what is
// entitled.
const (
	PaymentHeld       PaymentState = "held"        // a HoldReason keeps it from any batch
	PaymentWaiting    PaymentState = "waiting"     // in a batch, waiting for approval or file
	PaymentSent       PaymentState = "sent"        // its file is released, the bank is within its time
	PaymentUnknown    PaymentState = "unknown"     // the bank has not said, or nobody can read what it said
	PaymentRejected   PaymentState = "rejected"    // refused before settlement
	PaymentReturned   PaymentState = "returned"    // settled, then the whole amount came back
	PaymentHandedBack PaymentState = "handed_back" // not paid, and its money given back to the budget
	PaymentPaid       PaymentState = "paid"        // the payee's bank has credited it
	PaymentVoid       PaymentState = "void"        // nothing was due after all
)

// PaymentStates returns every state, in the order of a payment's life.
func PaymentStates() []PaymentState {
	return []PaymentState{
		PaymentHeld, PaymentWaiting, PaymentSent, PaymentUnknown, PaymentRejected,
		PaymentReturned, PaymentHandedBack, PaymentPaid, PaymentVoid,
	}
}

// PaymentTransitions returns every change of a payment's state that is allowed.
func PaymentTransitions() []Transition {
	step := func(from, to PaymentState, why string) Transition {
		return Transition{Kind: KindPayment, From: string(from), To: string(to), Why: why}
	}
	return []Transition{
		step(PaymentHeld, PaymentWaiting, "its reason to be held is gone"),
		step(PaymentHeld, PaymentVoid, "its row is gone"),
		step(PaymentWaiting, PaymentHeld, "taken out before its file"),
		step(PaymentWaiting, PaymentSent, "its file is released"),
		step(PaymentWaiting, PaymentVoid, "its row is gone"),
		step(PaymentWaiting, PaymentRejected, "its reissue is taken out again"),
		step(PaymentWaiting, PaymentReturned, "its reissue is taken out again"),
		step(PaymentWaiting, PaymentUnknown, "a late answer contradicts the earlier attempt"),
		step(PaymentWaiting, PaymentPaid, "a late answer shows the earlier attempt paid again"),
		step(PaymentSent, PaymentUnknown, "past the bank's time, or an answer nobody can read"),
		step(PaymentSent, PaymentRejected, "the bank refuses it for a known reason"),
		step(PaymentSent, PaymentReturned, "the whole amount is booked back"),
		step(PaymentSent, PaymentPaid, "the bank proves the credit"),
		step(PaymentUnknown, PaymentRejected, "the bank refuses it for a known reason"),
		step(PaymentUnknown, PaymentReturned, "the whole amount is booked back"),
		step(PaymentUnknown, PaymentPaid, "the bank proves the credit"),
		step(PaymentPaid, PaymentReturned, "the whole amount is booked back"),
		step(PaymentPaid, PaymentUnknown, "a later answer contradicts"),
		step(PaymentRejected, PaymentWaiting, "reissued after correction"),
		step(PaymentRejected, PaymentReturned, "the whole amount is booked back"),
		step(PaymentRejected, PaymentUnknown, "a later answer contradicts"),
		step(PaymentRejected, PaymentHandedBack, "its money goes back to the budget"),
		step(PaymentRejected, PaymentVoid, "its row is gone"),
		step(PaymentReturned, PaymentWaiting, "reissued after correction"),
		step(PaymentReturned, PaymentPaid, "a second payment turns up"),
		step(PaymentReturned, PaymentUnknown, "a later answer contradicts"),
		step(PaymentReturned, PaymentHandedBack, "its money goes back to the budget"),
		step(PaymentHandedBack, PaymentUnknown, "a later answer contradicts"),
		step(PaymentPaid, PaymentRejected, "two people correct a wrong result"),
		step(PaymentRejected, PaymentPaid, "two people correct a wrong result"),
		step(PaymentReturned, PaymentRejected, "two people correct a wrong result"),
	}
}

// CanMovePayment reports whether the table names the change. A state is no
// change of itself.
func CanMovePayment(from, to PaymentState) bool { return CheckPayment(from, to) == nil }

// CheckPayment returns a *TransitionError for a change the table does not name.
func CheckPayment(from, to PaymentState) error {
	return check(PaymentTransitions(), KindPayment, string(from), string(to))
}

// Instructed reports whether the place counts as instructed: sent, unknown,
// rejected, returned or paid.
func (s PaymentState) Instructed() bool {
	switch s {
	case PaymentSent, PaymentUnknown, PaymentRejected, PaymentReturned, PaymentPaid:
		return true
	}
	return false
}

// PlaceOf returns the place a payment is in by its last instruction. An
// instruction that is only intended or was dropped says nothing: ok is false.
func PlaceOf(last InstructionState) (place PaymentState, ok bool) {
	switch last {
	case InstructionSent:
		return PaymentSent, true
	case InstructionUnknown:
		return PaymentUnknown, true
	case InstructionRejected:
		return PaymentRejected, true
	case InstructionReturned:
		return PaymentReturned, true
	case InstructionPaid:
		return PaymentPaid, true
	}
	return "", false
}
