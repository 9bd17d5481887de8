package place

import (
	"slices"

	"chitra/internal/civil"
)

// Agreement says how two communes named for the same person go together.
type Agreement uint8

// The ways two communes can agree.
const (
	// Unknown: at least one code is not in the table.
	Unknown Agreement = iota
	// Same: the same code.
	Same
	// Successor: one took over from the other, directly or by steps.
	Successor
	// Differs: neither follows from the other.
	Differs
)

func (a Agreement) String() string {
	switch a {
	case Same:
		return "same"
	case Successor:
		return "successor"
	case Differs:
		return "differs"
	default:
		return "unknown"
	}
}

// Agree compares two commune codes, in either order. Two communes that went into
// the same successor differ: they were neighbours.
func (t *Table) Agree(a, b string) Agreement {
	switch {
	case len(t.byCode[a]) == 0 || len(t.byCode[b]) == 0:
		return Unknown
	case a == b:
		return Same
	case slices.Contains(t.heirs[a], b) || slices.Contains(t.heirs[b], a):
		return Successor
	}
	return Differs
}

// AgreeOn compares two codes as each stood on a day of its own: a list's in its
// month, a registry's on the day of its snapshot. One code on both sides is two
// communes where it was given to another in between. A code that does not stand
// on its day is taken as it last stood; the zero day asks for none.
func (t *Table) AgreeOn(a string, dayA civil.Date, b string, dayB civil.Date) Agreement {
	x, okX := t.standing(a, dayA)
	y, okY := t.standing(b, dayB)
	switch {
	case !okX || !okY:
		return Unknown
	case a == b && (x.From == y.From || t.livesOn(x, y) || t.livesOn(y, x)):
		return Same
	case a != b && (t.leadsTo(x, b) || t.leadsTo(y, a)):
		return Successor
	}
	return Differs
}

// standing is the version of a code on a day, else its latest.
func (t *Table) standing(code string, on civil.Date) (Commune, bool) {
	if c, ok := t.ByCode(code, on); ok {
		return c, true
	}
	return t.ByCode(code, civil.Date{})
}

// livesOn reports whether the later version of a code is still the commune that
// the earlier was: it names no successors, or is among its own.
func (t *Table) livesOn(earlier, later Commune) bool {
	return earlier.From.Compare(later.From) < 0 && (len(earlier.Successors) == 0 || t.leadsTo(earlier, later.Code))
}

// leadsTo reports whether a code took over from a version, directly or by steps.
func (t *Table) leadsTo(c Commune, code string) bool {
	return slices.ContainsFunc(c.Successors, func(heir string) bool {
		return heir == code || slices.Contains(t.heirs[heir], code)
	})
}
