package registry

// NearNumbers are the numbers one slip from the typed one: another digit in one
// place, or two unlike neighbours that changed places; 119 at most. A subject
// without a number of twelve digits has none.
func (s Subject) NearNumbers() []string {
	n := len(s.PersonalID)
	if n == 0 {
		return nil
	}
	near := make([]string, 0, 9*n+n-1)
	digits := []byte(s.PersonalID)
	for i, was := range digits {
		for d := byte('0'); d <= '9'; d++ {
			if d != was {
				digits[i] = d
				near = append(near, string(digits))
			}
		}
		digits[i] = was
	}
	for i := range n - 1 {
		if digits[i] == digits[i+1] {
			continue
		}
		digits[i], digits[i+1] = digits[i+1], digits[i]
		near = append(near, string(digits))
		digits[i], digits[i+1] = digits[i+1], digits[i]
	}
	return near
}

// NeedsNear reports whether near numbers are worth looking for after a first
// decision: nobody holds the typed number, or who holds it does not fit.
func (s Subject) NeedsNear(m Match, p Policy) bool {
	return p.NearNumbers && s.PersonalID != "" && m.Tier >= T4
}

// NearFits reports whether somebody with a near number is like the subject in
// name or in date, and so worth seeing. Serials are dense: most are strangers.
func (s Subject) NearFits(p Person) bool {
	switch compareNames(s.Name, p.Name) {
	case Equal, Normalised, Unmarked, MiddleMissing, OneEdit, Similar:
		return true
	}
	switch compareBirths(s.Birth, p.Birth) {
	case Equal, Swapped, OnePart:
		return true
	}
	return false
}
