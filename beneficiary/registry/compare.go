package registry

import (
	"slices"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/place"
)

// compareBirths says how the list's birth date goes together with the registry's.
func compareBirths(list beneficiary.Birth, registry civil.Date) Agreement {
	d := list.Date
	switch {
	case d.IsZero() || registry.IsZero():
		return Unknown
	case d.Precision() != civil.Day || registry.Precision() != civil.Day:
		if d.Within(registry) || registry.Within(d) {
			return Consistent
		}
		return Differs
	case d == registry:
		return Equal
	case list.Other == registry:
		return Swapped
	}
	if swapped, ok := d.Swapped(); ok && swapped == registry {
		return Swapped
	}
	off := 0
	for _, same := range [...]bool{d.Year() == registry.Year(), d.Month() == registry.Month(), d.Day() == registry.Day()} {
		if !same {
			off++
		}
	}
	if off == 1 {
		return OnePart
	}
	return Differs
}

// sameBirth reports whether a registry date is one that the list's can mean.
func sameBirth(list beneficiary.Birth, registry civil.Date) bool {
	a := compareBirths(list, registry)
	return a == Equal || a == Consistent || !list.Other.IsZero() && list.Other == registry
}

func compareSexes(list, registry beneficiary.Sex) Agreement {
	switch {
	case list == beneficiary.SexUnknown || registry == beneficiary.SexUnknown:
		return Unknown
	case list == registry:
		return Equal
	}
	return Differs
}

// compareCommunes compares codes by date: the list's in the month paid for, the
// registry's on its snapshot's day. A code that the table does not know agrees
// with itself alone.
func compareCommunes(list, registry string, x *Context) Agreement {
	agreement := place.Unknown
	switch {
	case list == "" || registry == "":
		return Unknown
	case x.Places != nil:
		agreement = x.Places.AgreeOn(list, x.Month.First(), registry, x.AsOf)
	}
	switch {
	case agreement == place.Same, agreement == place.Unknown && list == registry:
		return Equal
	case agreement == place.Successor:
		return Successor
	}
	return Differs
}

// compareNumbers says how the typed number goes together with a person's.
func compareNumbers(s *Subject, p *Person) Agreement {
	switch {
	case s.PersonalID == "" && s.OldNumber == "":
		return Unknown
	case s.PersonalID == p.PersonalID:
		return Equal
	case s.PersonalID != "" && slices.Contains(p.OldIDs, s.PersonalID),
		s.OldNumber != "" && slices.Contains(p.OldIDs, s.OldNumber):
		return Old
	case s.PersonalID == "":
		return Unknown
	case oneSlip(s.PersonalID, p.PersonalID):
		return OneEdit
	}
	return Differs
}

// oneSlip reports whether two numbers of one length differ in one digit, or in
// two neighbours that changed places.
func oneSlip(a, b string) bool {
	return len(a) == len(b) && a != b && within(a, b, 1)
}

// nearNumber reports whether one of the person's numbers is within some edits of
// the typed one.
func nearNumber(typed string, p *Person, edits int) bool {
	if typed == "" {
		return false
	}
	if within(typed, p.PersonalID, edits) {
		return true
	}
	return slices.ContainsFunc(p.OldIDs, func(old string) bool { return len(old) == len(typed) && within(typed, old, edits) })
}

// within reports whether a becomes b by at most limit edits: a character
// replaced, added, left out, or swapped with its neighbour. Texts longer than 31
// characters are near only when equal.
func within(a, b string, limit int) bool {
	if a == b {
		return true
	}
	const most = 31
	var roomA, roomB [most]rune
	x, okA := runesInto(roomA[:0], a)
	y, okB := runesInto(roomB[:0], b)
	if !okA || !okB || len(x)-len(y) > limit || len(y)-len(x) > limit {
		return false
	}
	// Three rows of the table of optimal string alignment.
	var rows [3][most + 1]int
	for j := range len(y) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		row, above, before := &rows[i%3], &rows[(i-1)%3], &rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := above[j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			row[j] = min(above[j]+1, row[j-1]+1, change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[len(x)%3][len(y)] <= limit
}

func runesInto(dst []rune, s string) ([]rune, bool) {
	for _, r := range s {
		if len(dst) == cap(dst) {
			return dst, false
		}
		dst = append(dst, r)
	}
	return dst, true
}
