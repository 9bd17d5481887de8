package ledger

import "chitra/payout"

// Attempt is one instruction of a payment.
type Attempt struct {
	ID     string
	N      int64 // which attempt it is, from 1
	Amount int64 // đồng
	State  payout.InstructionState
	// GivenBack: what came back of it was given to the Treasury once.
	GivenBack bool
}

// Payment is a payment as the ledger sees it: its attempts in their order, and
// whether it is handed back.
type Payment struct {
	Attempts   []Attempt
	HandedBack bool
}

// Standings are those of the attempts, in their order. A later attempt that has
// left took the money of every one before it along.
func (p Payment) Standings() []Standing {
	out := make([]Standing, len(p.Attempts))
	left := false
	for i := len(p.Attempts) - 1; i >= 0; i-- {
		a := p.Attempts[i]
		out[i] = Standing{State: a.State, Reissued: left, HandedBack: p.HandedBack, GivenBack: a.GivenBack}
		left = left || Left(a.State)
	}
	return out
}

// Alone reports whether a change of one attempt moves the money of that attempt
// alone, and by its state alone: the first to leave, or one whose payment had no
// other end before. Nothing leads back to sent.
func Alone(attempt int64, from payout.InstructionState) bool {
	return from == payout.InstructionSent || from == payout.InstructionIntended && attempt == 1
}
