package place

import "slices"

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
