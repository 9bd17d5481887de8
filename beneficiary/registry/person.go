package registry

import (
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/viet"
)

// Status is what the registry says of a record.
type Status string

// The statuses of a record.
const (
	Alive     Status = "alive"
	Dead      Status = "dead"
	Missing   Status = "missing"   // declared missing
	Left      Status = "left"      // moved away for good
	Cancelled Status = "cancelled" // the number is no longer anybody's
)

// Person is one record of the population registry.
type Person struct {
	PersonalID string // 12 digits
	Name       string // composed
	Birth      civil.Date
	Sex        beneficiary.Sex
	Commune    string // code; "" where the registry has none
	Status     Status
	DiedOn     civil.Date // of the dead, where known
	OldIDs     []string   // numbers held before: 12 digits, or a CMND of 9
	Household  string
}

// DueIn reports whether a person is due what is paid for a month, and whether
// only heirs can receive it: who died on or after its first day is due the month.
// known is false for a dead person whose day of death does not decide it.
func (p Person) DueIn(month civil.Month) (due, toHeirs, known bool) {
	if p.Status != Dead {
		return true, false, true
	}
	first, last := p.DiedOn.Bounds()
	switch {
	case p.DiedOn.IsZero() || month.IsZero():
		return false, false, false
	case last.Compare(month.First()) < 0:
		return false, false, true
	case first.Compare(month.First()) >= 0:
		return true, true, true
	}
	return false, false, false
}

// NameDateKey is the key of a folded name and a birth date, as much of it as is
// known: a date of which only the year is known has the year's key. It is stable
// over versions and never negative. Two people may share it; whoever finds by it
// compares again.
func (p Person) NameDateKey() int64 { return nameDateKey(viet.Fold(p.Name), p.Birth) }

// TwinKey is the key of folded surname, birth date and commune, by which twins
// find each other.
func (p Person) TwinKey() int64 { return twinKey(p.Name, p.Birth, p.Commune) }

// same reports whether two records are of one person: the same number, or one
// holds the other's among its old ones.
func (p *Person) same(q *Person) bool {
	return p.PersonalID == q.PersonalID || slices.Contains(p.OldIDs, q.PersonalID) || slices.Contains(q.OldIDs, p.PersonalID)
}

func nameDateKey(folded string, birth civil.Date) int64 {
	return hash(folded, birth.ISO(), "")
}

func twinKey(name string, birth civil.Date, commune string) int64 {
	return hash(surname(viet.Fold(name)), birth.ISO(), commune)
}

// surname is the first syllable of a folded name.
func surname(folded string) string {
	first, _, _ := strings.Cut(folded, " ")
	return first
}

// hash is FNV-1a over the parts, kept apart by a byte no text holds, without its
// highest bit.
func hash(parts ...string) int64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for _, part := range parts {
		for i := range len(part) {
			h = (h ^ uint64(part[i])) * prime
		}
		h = (h ^ 0xff) * prime
	}
	return int64(h >> 1)
}
