package payout

// BatchState is how far a batch has come between two people.
type BatchState string

// The states of a batch.
const (
	BatchDraft     BatchState = "draft"     // being made
	BatchSubmitted BatchState = "submitted" // its makers are done
	BatchApproved  BatchState = "approved"  // somebody else agreed to exactly these payments
	BatchReleased  BatchState = "released"  // its files have left
)

// BatchStates returns every state, in the order of a batch's life.
func BatchStates() []BatchState {
	return []BatchState{BatchDraft, BatchSubmitted, BatchApproved, BatchReleased}
}

// BatchTransitions returns every change of a batch's state that is allowed.
func BatchTransitions() []Transition {
	step := func(from, to BatchState, why string) Transition {
		return Transition{Kind: KindBatch, From: string(from), To: string(to), Why: why}
	}
	return []Transition{
		step(BatchDraft, BatchSubmitted, "its makers are done"),
		step(BatchSubmitted, BatchDraft, "sent back by the approver"),
		step(BatchSubmitted, BatchApproved, "approved by somebody who made nothing in it"),
		step(BatchApproved, BatchReleased, "its files are released"),
	}
}

// CanMoveBatch reports whether the table names the change. A state is no change
// of itself.
func CanMoveBatch(from, to BatchState) bool { return CheckBatch(from, to) == nil }

// CheckBatch returns a *TransitionError for a change the table does not name.
func CheckBatch(from, to BatchState) error {
	return check(BatchTransitions(), KindBatch, string(from), string(to))
}
