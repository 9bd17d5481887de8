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

// Statement is what a bank's statement says of a paying account as a whole.
type Statement struct {
	ActNo       int64  `db:"act_no"` // the answer it stands in
	Number      int64  `db:"n"`      // and where in it, from 1
	PayerID     string `db:"payer_id"`
	Format      string `db:"format"`
	StatementID string `db:"statement_id"`
	Sequence    int64  `db:"seq"` // 0 where not told
	FromDay     string `db:"from_day"`
	ToDay       string `db:"to_day"`
	Page        int64  `db:"page"`
	LastPage    int64  `db:"last_page"`
	Opening     *int64 `db:"opening"`
	Closing     *int64 `db:"closing"`
	Entries     int64  `db:"entries"`
	Credits     int64  `db:"credits"` // of booked entries
	Debits      int64  `db:"debits"`
	RecordedAt  string `db:"recorded_at"`
}

func (Statement) Table() string { return "statement" }
