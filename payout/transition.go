package payout

import "fmt"

// Kind names the thing whose state a transition changes.
type Kind string

// The three things with a transition table.
const (
	KindPayment     Kind = "payment"
	KindInstruction Kind = "instruction"
	KindBatch       Kind = "batch"
)

// Transition is one allowed change of state and what brings it about.
type Transition struct {
	Kind     Kind
	From, To string
	Why      string
}

// TransitionError reports a change of state that no table allows.
type TransitionError struct {
	Kind     Kind
	From, To string
}

func (e *TransitionError) Error() string {
	return fmt.Sprintf("%s cannot go from %q to %q", e.Kind, e.From, e.To)
}

// Transitions returns the three tables, one after the other.
func Transitions() []Transition {
	all := PaymentTransitions()
	all = append(all, InstructionTransitions()...)
	return append(all, BatchTransitions()...)
}

// check looks one change up in a table.
func check(table []Transition, kind Kind, from, to string) error {
	for _, t := range table {
		if t.From == from && t.To == to {
			return nil
		}
	}
	return &TransitionError{Kind: kind, From: from, To: to}
}
