package payout

// InstructionState is how far one attempt to pay has come.
type InstructionState string

// The states of an instruction.
const (
	InstructionIntended InstructionState = "intended" // recorded before its file is written
	InstructionSent     InstructionState = "sent"     // its file is released
	InstructionUnknown  InstructionState = "unknown"  // neither paid nor failed, as far as anybody can say
	InstructionRejected InstructionState = "rejected" // refused before settlement
	InstructionReturned InstructionState = "returned" // the whole amount came back
	InstructionPaid     InstructionState = "paid"     // the payee's bank has credited it
	InstructionDropped  InstructionState = "dropped"  // intended, never sent
)

// InstructionStates returns every state, in the order of an instruction's life.
func InstructionStates() []InstructionState {
	return []InstructionState{
		InstructionIntended, InstructionSent, InstructionUnknown, InstructionRejected,
		InstructionReturned, InstructionPaid, InstructionDropped,
	}
}

// AliveStates returns the states of which a payment has at most one
// instruction: whoever is in one of them may still reach, or has reached, the
// payee.
func AliveStates() []InstructionState {
	return []InstructionState{InstructionIntended, InstructionSent, InstructionUnknown, InstructionPaid}
}

// Alive reports whether the state is one of AliveStates.
func (s InstructionState) Alive() bool {
	switch s {
	case InstructionIntended, InstructionSent, InstructionUnknown, InstructionPaid:
		return true
	}
	return false
}

// InstructionTransitions returns every change of an instruction's state that is
// allowed. No answer leads from paid to rejected: such an answer makes it unknown.
// Two people may correct it: InstructionCorrections.
func InstructionTransitions() []Transition {
	step := func(from, to InstructionState, why string) Transition {
		return Transition{Kind: KindInstruction, From: string(from), To: string(to), Why: why}
	}
	return append([]Transition{
		step(InstructionIntended, InstructionSent, "its file is released"),
		step(InstructionIntended, InstructionDropped, "its payment is taken out before the file"),
		step(InstructionSent, InstructionUnknown, "past the bank's time, or an answer nobody can read"),
		step(InstructionSent, InstructionRejected, "the bank refuses it for a known reason"),
		step(InstructionSent, InstructionReturned, "the whole amount is booked back"),
		step(InstructionSent, InstructionPaid, "the bank proves the credit"),
		step(InstructionUnknown, InstructionRejected, "the bank refuses it for a known reason"),
		step(InstructionUnknown, InstructionReturned, "the whole amount is booked back"),
		step(InstructionUnknown, InstructionPaid, "the bank proves the credit"),
		step(InstructionPaid, InstructionReturned, "the whole amount is booked back"),
		step(InstructionPaid, InstructionUnknown, "a later answer contradicts"),
		step(InstructionRejected, InstructionReturned, "the whole amount is booked back"),
		step(InstructionRejected, InstructionUnknown, "a later answer contradicts"),
		step(InstructionReturned, InstructionPaid, "a second payment turns up"),
		step(InstructionReturned, InstructionUnknown, "a later answer contradicts"),
	}, InstructionCorrections()...)
}

// InstructionCorrections returns the changes that no answer of a bank makes, but
// only a result corrected by two people.
func InstructionCorrections() []Transition {
	step := func(from, to InstructionState) Transition {
		return Transition{Kind: KindInstruction, From: string(from), To: string(to), Why: "two people correct a wrong result"}
	}
	return []Transition{
		step(InstructionPaid, InstructionRejected), step(InstructionRejected, InstructionPaid), step(InstructionReturned, InstructionRejected),
	}
}

// OnlyCorrected reports whether a change is one of InstructionCorrections.
func OnlyCorrected(from, to InstructionState) bool {
	return check(InstructionCorrections(), KindInstruction, string(from), string(to)) == nil
}

// CanMoveInstruction reports whether the table names the change. A state is no
// change of itself.
func CanMoveInstruction(from, to InstructionState) bool { return CheckInstruction(from, to) == nil }

// CheckInstruction returns a *TransitionError for a change the table does not
// name.
func CheckInstruction(from, to InstructionState) error {
	return check(InstructionTransitions(), KindInstruction, string(from), string(to))
}
