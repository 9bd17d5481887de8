package synth

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/civil"
)

func TestLabelledRegisterIsTheSameAgain(t *testing.T) {
	days := cmp.Comparer(func(a, b civil.Date) bool { return a == b })
	c := LabelledConfig{Seed: 3, Persons: 3000, Dense: true}
	a, b := NewLabelled(c), NewLabelled(c)
	if diff := cmp.Diff(slices.Collect(a.Persons()), slices.Collect(b.Persons()), days); diff != "" {
		t.Error(diff)
	}
	first, second := slices.Collect(a.Rows(5, 2000, Dirty)), slices.Collect(b.Rows(5, 2000, Dirty))
	if diff := cmp.Diff(first, second, days); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(first[:20], slices.Collect(a.Rows(6, 20, Dirty)), days); diff == "" {
		t.Error("another seed, the same rows")
	}
}

func TestLabelledNumbersAreUniqueAndMadeUp(t *testing.T) {
	for _, dense := range []bool{true, false} {
		l := NewLabelled(LabelledConfig{Seed: 1, Persons: 20_000, Dense: dense})
		seen := map[string]bool{}
		next := 0
		for p := range l.Persons() {
			if seen[p.ID] || len(p.ID) != 12 || p.ID[:3] != "999" && p.ID[:3] != "099" {
				t.Fatalf("number %q", p.ID)
			}
			seen[p.ID] = true
		}
		for id := range seen {
			digits := []byte(id)
			if digits[11] < '9' {
				digits[11]++
				if seen[string(digits)] {
					next++
				}
			}
		}
		if dense == (next < len(seen)/4) {
			t.Errorf("dense %v: %d of %d numbers have a neighbour", dense, next, len(seen))
		}
	}
}

// Each way to be a twin is there: a middle name, a tone, two digits.
func TestLabelledTwinsDifferInOneThing(t *testing.T) {
	ways := map[string]int{}
	f := newFamily(1)
	for h := range 20_000 {
		members := f.of(h)
		m := members[len(members)-1]
		if m.twin < 0 {
			continue
		}
		other := members[m.twin]
		a, b := strings.Fields(m.name), strings.Fields(other.name)
		switch {
		case m.name == other.name || m.birth != other.birth:
			t.Fatalf("%+v beside %+v", m, other)
		case unmark(m.name) == unmark(other.name):
			ways["tone"]++
		case a[0] == b[0] && a[len(a)-1] == b[len(b)-1]:
			ways["middle"]++
		}
		if m.way == numberTwoOff {
			ways["two digits"]++
		}
	}
	for _, way := range []string{"tone", "middle", "two digits"} {
		if ways[way] < 40 {
			t.Errorf("%d twins by %s", ways[way], way)
		}
	}
}

// The mix is what the page says: every fault in its share, and none besides.
func TestLabelledMixIsKept(t *testing.T) {
	const rows = 100_000
	l := NewLabelled(LabelledConfig{Seed: 1, Persons: 50_000})
	for _, profile := range []string{Clean, Dirty} {
		m := mixOf(profile)
		want := map[Kind]int{}
		for _, p := range slices.Concat(m.name, m.date, m.number, m.about, m.commune) {
			want[p.kind] = p.weight * rows / outOf
		}
		got := map[Kind]int{}
		for r := range l.Rows(1, rows, profile) {
			for _, k := range []Kind{r.NameFault, r.DateFault, r.NumberFault, r.About, r.CommuneFault} {
				if k != "" {
					got[k]++
				}
			}
			if r.About == NotFound != (r.Truth == "") {
				t.Fatalf("%+v", r)
			}
		}
		for _, k := range slices.Sorted(maps.Keys(got)) {
			if off := got[k] - want[k]; off*off > 25*max(want[k], 4) {
				t.Errorf("%s: %s on %d rows, want about %d", profile, k, got[k], want[k])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: kinds %v", profile, got)
		}
	}
}

func TestLabelledRowsAboutNobodyHaveAFreeNumber(t *testing.T) {
	l := NewLabelled(LabelledConfig{Seed: 1, Persons: 20_000, Dense: true})
	taken := map[string]bool{}
	for p := range l.Persons() {
		taken[p.ID] = true
	}
	nobodies := 0
	for r := range l.Rows(1, 50_000, Dirty) {
		if r.About != NotFound || r.NumberFault != "" {
			continue
		}
		nobodies++
		if taken[r.ID] {
			t.Errorf("number %s is somebody's", r.ID)
		}
	}
	if nobodies < 100 {
		t.Errorf("only %d rows about nobody", nobodies)
	}
}
