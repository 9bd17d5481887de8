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
	// T1Automatic and T2Automatic let a line whose number, name and date agree be
	// accepted by itself: in every tone, or after normalising.
	T1Automatic, T2Automatic bool
	// T3Automatic lets a line with one thing off, and no rival, be accepted by
	// itself up to T3Cap, that amount included.
	T3Automatic bool
	T3Cap       money.Amount
	// T4Automatic lets a line whose number is unused, and one slip from that of
	// the one person of its name and full date, be accepted by itself up to T4Cap,
	// where no twin could be meant.
	T4Automatic bool
	T4Cap       money.Amount
	// WeakNameYearOnly lets a name without marks or without its middle be
	// accepted on a year of birth alone: no guard can look for twins then.
	WeakNameYearOnly bool
	// WorthProposing is the least weight, in tenths of a bit, at which a candidate
	// is put first where the number leads elsewhere or to nobody; 0 stands for 150.
	WorthProposing int
	// NearNumbers has people looked for whose number is one slip from a typed one
	// that nobody holds, or whose owner does not fit. They are proposed, no more.
	NearNumbers bool
	// TwinEdits is within how many edits of the typed number a twin's is a rival's:
	// 2 to 4. What is less counts as 2.
	TwinEdits int

	// ReviewCap is the most that a row, or a group decided at once, may put at
	// stake for one reviewer's word to be enough; above it a second person has to
	// say the same.
	ReviewCap money.Amount
	// RecheckShare is how many of a hundred decisions come back to another
	// reviewer, who does not see the first answer.
	RecheckShare int

	// Ablation switches guards off, to measure what each prevents. No policy that
	// is read from anywhere sets it.
	Ablation Ablation
}

// Ablation names the guards that can be left out of a measurement. The zero value
// leaves all of them standing.
type Ablation struct {
	NoNearNamesake bool // T1, T2: a namesake of that date with a near number
	NoTwin         bool // a twin with a near number, whatever the name
	NoNamesake     bool // a namesake of that date, whatever the number
	NoAlike        bool // somebody of that date whom the name could mean too
	NoTwinsSeen    bool // whether anybody looked for twins
	NoContest      bool // T3: the list's name and date point to somebody else
}

// DefaultPolicy is the policy for money of the design: T1 and T2 automatic, T3 up
// to 3,000,000 đồng, T4 proposed, a weak name only with the full date.
func DefaultPolicy() Policy {
	return Policy{
		Version: "1", T1Automatic: true, T2Automatic: true,
		T3Automatic: true, T3Cap: money.Dong(3_000_000), T4Cap: money.Dong(3_000_000),
		WorthProposing: worthProposing, NearNumbers: true, TwinEdits: leastTwinEdits,
		ReviewCap: money.Dong(10_000_000), RecheckShare: 5,
	}
}

// worthProposing and leastTwinEdits stand where a policy says nothing.
const (
	worthProposing = 150
	leastTwinEdits = 2
	mostTwinEdits  = 4
)

func (p *Policy) proposes() int {
	if p.WorthProposing <= 0 {
		return worthProposing
	}
	return p.WorthProposing
}

func (p *Policy) twinEdits() int { return min(max(p.TwinEdits, leastTwinEdits), mostTwinEdits) }

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
	// AsOf is the day of the snapshot; communes are compared as they then stood.
	AsOf civil.Date
	// Places compares communes; nil compares their codes alone.
	Places *place.Table
	// Frequencies are those of the snapshot; nil, or too few, weighs by the ones
	// usually published. They decide nothing.
	Frequencies *Frequencies
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
