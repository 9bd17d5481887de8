package registry

import "chitra/beneficiary"

// Outcome says what was found, by a stable code.
type Outcome string

// The outcomes.
const (
	Exact                 Outcome = "exact"
	ExactAfterNormalising Outcome = "exact_after_normalising"
	NameDiffers           Outcome = "name_differs"
	BirthDateDiffers      Outcome = "birth_date_differs"
	NumberSuspect         Outcome = "number_suspect"
	NumberMissing         Outcome = "number_missing"
	OldNumber             Outcome = "old_number"
	NumberCancelled       Outcome = "number_cancelled"
	NumberShared          Outcome = "number_shared"
	PersonRepeated        Outcome = "person_repeated"
	Deceased              Outcome = "deceased"
	NotFound              Outcome = "not_found"
	Contested             Outcome = "contested"
	NeedsReview           Outcome = "needs_review"

	// SexDiffers and LeftArea stand beside a tier and decide nothing by
	// themselves; a payment of LeftArea is held until the commune confirms.
	SexDiffers Outcome = "sex_differs"
	LeftArea   Outcome = "left_area"
)

// Tier is how sure a match is, from 1, surest, to 8, nobody; 0 stops.
type Tier uint8

// The tiers of the policy for money.
const (
	T0 Tier = iota // stops with its reason
	T1             // number, name in every tone and date
	T2             // the same after normalising
	T3             // one thing off, no rival
	T4             // the number is one slip away
	T5             // the number is somebody else's
	T6             // no number, but only one such person
	T7             // to be looked at
	T8             // nobody
)

// String returns "T0" to "T8".
func (t Tier) String() string { return "T" + string('0'+rune(t)) }

// Action is what follows.
type Action uint8

// The actions. The zero value stops.
const (
	Stop      Action = iota // not payable until the commune or the register says otherwise
	Review                  // a person decides
	Automatic               // accepted
)

// String returns "stop", "review" or "automatic".
func (a Action) String() string {
	switch a {
	case Review:
		return "review"
	case Automatic:
		return "automatic"
	}
	return "stop"
}

// Agreement says how a field of the list and of the registry go together.
type Agreement string

// The agreements.
const (
	Equal         Agreement = "equal"
	Normalised    Agreement = "normalised"     // name: but for punctuation, titles, spaces
	Unmarked      Agreement = "unmarked"       // name: the list writes it without any marks
	MiddleMissing Agreement = "middle_missing" // name: the list leaves out or shortens the middle
	OneEdit       Agreement = "one_edit"       // name: one syllable by one letter or tone; number: one slip
	Similar       Agreement = "similar"        // name: several of these, or one syllable
	Consistent    Agreement = "consistent"     // date: one of them is only a month or a year, and fits
	Swapped       Agreement = "swapped"        // date: day and month have changed places
	OnePart       Agreement = "one_part"       // date: day, month or year alone differs
	Old           Agreement = "old"            // number: one the person held before
	Successor     Agreement = "successor"      // commune: one took over from the other
	Differs       Agreement = "differs"
	Unknown       Agreement = "unknown" // one side says nothing
)

// Evidence sets one field of the list beside the registry's.
type Evidence struct {
	Field          beneficiary.Field
	List, Registry string
	Agreement      Agreement
	Bits           int // what the agreement weighs, in tenths; see Explain
}

// Reason says why a match is not automatic, by a stable code.
type Reason string

// The reasons.
const (
	ReasonRival        Reason = "rival"          // see Match.Rivals
	ReasonTwinsUnseen  Reason = "twins_unseen"   // nobody looked for twins around the owner
	ReasonWeak         Reason = "weak_name_date" // a weak name and no full date
	ReasonCap          Reason = "over_cap"       // or the amount is not known
	ReasonSwitchedOff  Reason = "switched_off"   // the policy accepts no T3
	ReasonNote         Reason = "note_in_name"   // something stands in brackets beside the name
	ReasonMissing      Reason = "person_missing" // the registry has the person as missing
	ReasonDeathUndated Reason = "death_undated"  // dead, and the day does not decide the month
	ReasonPaid         Reason = "already_paid"
)

// Why says why somebody else could have been meant.
type Why string

// The ways to be a rival.
const (
	WhyNameDate   Why = "name_and_date" // equals the list's name and date
	WhyNearNumber Why = "near_number"   // surname, date and a number within two edits
	WhyAlike      Why = "alike"         // surname and date, and a name the list's could mean
)

// Rival is another person who could have been meant.
type Rival struct {
	PersonalID string
	Why        Why
}

// Scored is a candidate with its weight in tenths of a bit.
type Scored struct {
	PersonalID string
	Bits       int
}

// Match is the decision about one line.
type Match struct {
	Outcome Outcome
	Tier    Tier
	Action  Action
	// Reasons say why the action is not automatic where the tier allows it.
	Reasons []Reason
	// Person is the one accepted or proposed, if HasPerson.
	Person    Person
	HasPerson bool
	// Beside are SexDiffers, LeftArea, PersonRepeated, and Deceased of a
	// proposed person.
	Beside   []Outcome
	Evidence []Evidence // about Person, in the order of the list's columns
	Steps    []Step     // how the list's text became what was compared with Person's; see Explain
	Rivals   []Rival    // by number
	// Others are who else was in sight and lost to Person, the heaviest first;
	// rivals are not among them: nobody has decided against those yet. See Explain.
	Others []Other
	// Candidates are all persons in sight by falling weight, then by number;
	// nil for an automatic match.
	Candidates []Scored
	// Due is false when Person died before the month, or nobody knows whether.
	// ToHeirs is true for an accepted person who died in it or later: the
	// payment is made and held, never sent to the account.
	Due, ToHeirs bool
}

// Payable reports whether the match alone allows a payment to the person's own
// account: accepted, due and alive.
func (m Match) Payable() bool { return m.Action == Automatic && m.Due && !m.ToHeirs }
