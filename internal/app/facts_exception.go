package app

// ExceptionStep is one thing that became of an exception after it was opened:
// somebody was named for it, somebody wants it closed, it was closed, what it was
// about is no longer so, or it is so again. Where it stands is read off its steps.
type ExceptionStep struct {
	ActNo       int64  `db:"act_no"`
	ExceptionID string `db:"exception_id"`
	Step        string `db:"step"`
	Owner       string `db:"owner"`       // of an assignment: a user
	Due         string `db:"due"`         // of an assignment: a day
	Reason      string `db:"reason"`      // in words
	Fact        string `db:"fact"`        // of what the machine closes or opens again: the fact that did
	ProposedBy  string `db:"proposed_by"` // who wanted it closed, where a second person closes it
	Actor       string `db:"actor"`
	RecordedAt  string `db:"recorded_at"`
}

func (ExceptionStep) Table() string { return "exception_step" }

// Steps of an exception.
const (
	CaseOpened   = "opened" // its own fact, and no step
	CaseAssigned = "assigned"
	CaseProposed = "close_proposed"
	CaseClosed   = "closed"   // by a person
	CaseResolved = "resolved" // by the machine
	CaseReopened = "reopened"
)
