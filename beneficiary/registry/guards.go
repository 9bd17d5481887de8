package registry

import (
	"fmt"

	"chitra/internal/civil"
)

// Guards say when a snapshot is not taken on trust. A share is in thousandths;
// where few are concerned a share says nothing, so that each has a least number
// beside it, which must be passed too.
type Guards struct {
	// FewerShare is by how much of the snapshot before the next one may be
	// smaller; default 20, which is 2 %. FewerLeast: default 10 persons.
	FewerShare, FewerLeast int64
	// RefusedShare is how many of a file's lines may be refused; default 10,
	// which is 1 %. RefusedLeast: default 10 lines.
	RefusedShare, RefusedLeast int64
	// OldDays is how many days before the first day of a period the snapshot in
	// force may lie that the period is matched against; default 62.
	OldDays int
}

// DefaultGuards are the guards with their defaults.
func DefaultGuards() Guards {
	return Guards{FewerShare: 20, FewerLeast: 10, RefusedShare: 10, RefusedLeast: 10, OldDays: 62}
}

// Codes of a Breach. All may be overruled by a person who says why.
const (
	BreachFewer   = "fewer_persons"
	BreachOlder   = "snapshot_older"
	BreachRefused = "many_refused"
	BreachOld     = "snapshot_old"
)

// BreachCodes returns every code a Breach can have.
func BreachCodes() []string {
	return []string{BreachFewer, BreachOlder, BreachRefused, BreachOld}
}

// Breach is a guard that a snapshot does not pass, and what was measured.
type Breach struct{ Code, Measured string }

// Loaded are the figures of a snapshot that is to come into force, beside those
// of the one before it, which may be none.
type Loaded struct {
	Persons, Lines, Refused int64
	AsOf                    civil.Date
	PersonsBefore           int64
	AsOfBefore              civil.Date
}

// Check returns the guards that a snapshot does not pass.
func (g Guards) Check(l Loaded) []Breach {
	var out []Breach
	if past(l.PersonsBefore-l.Persons, l.PersonsBefore, g.FewerShare, g.FewerLeast) {
		out = append(out, Breach{BreachFewer, fmt.Sprintf("%d < %d", l.Persons, l.PersonsBefore)})
	}
	if !l.AsOfBefore.IsZero() && l.AsOf.Compare(l.AsOfBefore) < 0 {
		out = append(out, Breach{BreachOlder, fmt.Sprintf("%s < %s", l.AsOf.ISO(), l.AsOfBefore.ISO())})
	}
	if past(l.Refused, l.Lines, g.RefusedShare, g.RefusedLeast) {
		out = append(out, Breach{BreachRefused, fmt.Sprintf("%d / %d", l.Refused, l.Lines)})
	}
	return out
}

// CheckAge says whether a snapshot is too old to match a period against.
func (g Guards) CheckAge(asOf civil.Date, period civil.Month) (Breach, bool) {
	days, ok := period.First().DaysSince(asOf)
	if !ok || days <= g.OldDays {
		return Breach{}, false
	}
	return Breach{BreachOld, fmt.Sprintf("%s, %d", asOf.ISO(), days)}, true
}

// past reports whether n is more than the share of whole, and more than least.
func past(n, whole, share, least int64) bool { return n > least && n*1000 > whole*share }
