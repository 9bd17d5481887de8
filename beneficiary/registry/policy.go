package registry

import (
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/place"
)

// Policy is what a province may set about automatic acceptance. The zero value
// accepts less than DefaultPolicy, never more.
type Policy struct {
	// Version is kept with every decision.
	Version string
	// T3Automatic lets a line with one thing off, and no rival, be accepted by
	// itself up to T3Cap, that amount included.
	T3Automatic bool
	T3Cap       money.Amount
	// WeakNameYearOnly lets a name without marks or without its middle be
	// accepted on a year of birth alone: no guard can look for twins then.
	WeakNameYearOnly bool
	// ReviewCap is the most that a row, or a group decided at once, may put at
	// stake for one reviewer's word to be enough; above it a second person has to
	// say the same.
	ReviewCap money.Amount
	// RecheckShare is how many of a hundred decisions come back to another
	// reviewer, who does not see the first answer.
	RecheckShare int
}

// DefaultPolicy is the policy for money of the design: T3 automatic up to
// 3,000,000 đồng, a weak name only with the full date.
func DefaultPolicy() Policy {
	return Policy{Version: "1", T3Automatic: true, T3Cap: money.Dong(3_000_000),
		ReviewCap: money.Dong(10_000_000), RecheckShare: 5}
}

// Context is what a decision needs besides the two records.
type Context struct {
	// Month is the month paid for.
	Month civil.Month
	// Repeats is how many lines of the same programme, component and month
	// carry this line's number, itself included. A CMND was never unique and
	// does not count.
	Repeats int
	// Amount is what would be paid; no amount is over every cap.
	Amount money.Amount
	// Places compares communes; nil compares their codes alone.
	Places *place.Table
	// Standing says what else is known of a person; nil says nothing.
	Standing func(personalID string) Standing
}

// Standing is what the payer knows of a person besides this line.
type Standing struct {
	// Paid: there is a payment for this programme, component and month. It
	// stops the line.
	Paid bool
	// Elsewhere: the person is on another list of the month. It informs.
	Elsewhere bool
}

// Candidates are the records fetched for one subject, in any order; a record may
// be in several. What does not fit a list's key is passed over.
type Candidates struct {
	ByNumber   []Person // holders of the typed number
	ByOld      []Person // persons among whose OldIDs the typed number is
	ByNameDate []Person // Lookup.NameDates
	Twins      []Person // Lookup.Twins
	// Near are persons whose number is one or two edits from the typed one,
	// where somebody looked for them.
	Near []Person
	// TwinKeys are the twin keys that were looked for; nil means those of
	// Lookup. An owner around whom nobody looked for twins is not accepted on a
	// weak name.
	TwinKeys []int64
}
