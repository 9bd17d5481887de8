package registry

import (
	"slices"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/viet"
)

// Subject is what a line of a list says about who is meant.
type Subject struct {
	PersonKey  string
	Name       string
	PersonalID string // 12 digits or ""
	NumberText string // as the list has it; it only explains
	OldNumber  string // 9 digits or ""
	Birth      beneficiary.Birth
	Sex        beneficiary.Sex
	Commune    string // code
}

// SubjectOf takes from a row what identifies its person.
func SubjectOf(r beneficiary.Row) Subject {
	return Subject{
		PersonKey: r.PersonKey, Name: r.Name, PersonalID: r.PersonalID, OldNumber: r.OldNumber,
		NumberText: r.NumberText, Birth: r.Birth, Sex: r.Sex, Commune: r.Commune,
	}
}

// Lookup is what to fetch candidates by: persons whose number, or one of whose
// old numbers, is among Numbers; whose NameDateKey is among NameDates; whose
// TwinKey is among Twins.
type Lookup struct {
	Numbers   []string
	NameDates []int64
	Twins     []int64
}

// Lookup returns the keys of a subject: both readings of an ambiguous date, and
// a year without its day also as 1 January and the other way round, because
// registers keep the old so.
func (s Subject) Lookup() Lookup {
	var l Lookup
	for _, n := range []string{s.PersonalID, s.OldNumber} {
		if n != "" {
			l.Numbers = append(l.Numbers, n)
		}
	}
	dates := s.dates()
	folded := viet.Fold(s.Name)
	l.NameDates = make([]int64, 0, len(dates))
	l.Twins = make([]int64, 0, len(dates))
	for _, d := range dates {
		l.NameDates = append(l.NameDates, nameDateKey(folded, d))
		l.Twins = append(l.Twins, hash(surname(folded), d.ISO(), s.Commune))
	}
	return l
}

// dates lists the dates a record of the subject can carry.
func (s Subject) dates() []civil.Date {
	dates := make([]civil.Date, 0, 3)
	if !s.Birth.Date.IsZero() {
		dates = append(dates, s.Birth.Date)
	}
	if !s.Birth.Other.IsZero() {
		dates = append(dates, s.Birth.Other)
	}
	switch d := s.Birth.Date; {
	case d.Precision() == civil.YearOnly:
		first, _ := d.Bounds()
		dates = append(dates, first)
	case d.Day() == 1 && d.Month() == 1:
		if year, err := civil.NewYear(d.Year()); err == nil {
			dates = append(dates, year)
		}
	}
	return dates
}

// TwinsAround returns the twin keys to fetch besides those of Lookup, once the
// owners of the subject's number are known, and who has its name and date: the
// guard against twins looks around the commune of whoever may be accepted, which
// a list may call by another code. Put all keys that were fetched into
// Candidates.TwinKeys.
func (s Subject) TwinsAround(owners []Person) []int64 {
	keys := s.Lookup().Twins
	known := len(keys)
	for i := range owners {
		if k := owners[i].TwinKey(); !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	return keys[known:]
}
