package registry

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestNearNumbersAreAllOneSlipAway(t *testing.T) {
	for number, want := range map[string]int{"": 0, "999050123456": 117, "010101010101": 119, "111111111111": 108} {
		near := Subject{PersonalID: number}.NearNumbers()
		if len(near) != want {
			t.Errorf("%s: %d numbers, want %d", number, len(near), want)
		}
		slices.Sort(near)
		if len(slices.Compact(near)) != want {
			t.Errorf("%s: one stands twice", number)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		typed := rapid.StringMatching(`[0-9]{12}`).Draw(rt, "typed")
		other := rapid.StringMatching(`[0-9]{12}`).Draw(rt, "other")
		if rapid.Bool().Draw(rt, "slip") {
			near := Subject{PersonalID: typed}.NearNumbers()
			other = rapid.SampledFrom(near).Draw(rt, "near")
		}
		if slices.Contains(Subject{PersonalID: typed}.NearNumbers(), other) != oneSlip(typed, other) {
			rt.Fatalf("%s and %s", typed, other)
		}
	})
}

func TestWhoIsWorthSeeingByANearNumber(t *testing.T) {
	s := subject(t, "999050123457", "Nguyễn Văn Hùng", "1950-03-14")
	for name, tc := range map[string]struct {
		person Person
		fits   bool
	}{
		"name and date":                     {person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), true},
		"one letter off, two parts of date": {person(t, twinA, "Nguyễn Văn Hừng", "1950-08-21"), true},
		"another name, the date":            {person(t, twinA, "Trần Thị Lan", "1950-03-14"), true},
		"another name, one part off":        {person(t, twinA, "Trần Thị Lan", "1950-03-24"), true},
		"a stranger of the year":            {person(t, twinA, "Trần Thị Lan", "1950-08-21"), false},
		"a stranger with a year alone":      {person(t, twinA, "Trần Thị Lan", "1950"), false},
	} {
		if got := s.NearFits(tc.person); got != tc.fits {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A near number finds whom neither the number nor the name and date lead to.
func TestNearNumbersPutTheRightPersonInSight(t *testing.T) {
	s := subject(t, "999050123457", "Nguyễn Văn Hàng", "1950-03-14")
	ours := person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14")
	ours.Commune = "99002" // so that no twin key finds them
	without := Decide(s, world{ours}.candidates(s), july(t), DefaultPolicy())
	if without.Outcome != NotFound || !s.NeedsNear(without, DefaultPolicy()) || s.NeedsNear(without, Policy{}) {
		t.Fatalf("without: %s", without.Outcome)
	}
	with := Decide(s, Candidates{Near: []Person{ours}}, july(t), DefaultPolicy())
	if with.Tier != T7 || with.Action != Review || !with.HasPerson || with.Person.PersonalID != twinA {
		t.Errorf("with: %s %s %+v", with.Tier, with.Action, with.Person)
	}
}
