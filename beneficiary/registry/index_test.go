package registry

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"chitra/beneficiary"
	"chitra/internal/civil"
)

func indexOf(t interface{ Fatal(...any) }, w world) *Index {
	b := NewIndexBuilder(len(w))
	for _, p := range w {
		if err := b.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	return b.Index()
}

// scan is what an index has to find, by looking at everybody.
func (w world) scan(s Subject, want Want) Candidates {
	l := s.Lookup()
	c := Candidates{TwinKeys: []int64{}}
	for _, p := range w {
		for _, n := range l.Numbers {
			if p.PersonalID == n {
				c.ByNumber = append(c.ByNumber, p)
			}
			if slices.Contains(p.OldIDs, n) {
				c.ByOld = append(c.ByOld, p)
			}
		}
		if slices.Contains(l.NameDates, p.NameDateKey()) {
			c.ByNameDate = append(c.ByNameDate, p)
		}
		if want.Near && s.PersonalID != "" && oneSlip(s.PersonalID, p.PersonalID) && s.NearFits(p) {
			c.Near = append(c.Near, p)
		}
	}
	if !want.Twins {
		return c
	}
	c.TwinKeys = append(l.Twins, s.TwinsAround(slices.Concat(c.ByNumber, c.ByOld, c.ByNameDate))...)
	for _, p := range w {
		if slices.Contains(c.TwinKeys, p.TwinKey()) {
			c.Twins = append(c.Twins, p)
		}
	}
	return c
}

// sorted puts candidates in one order: that of the lists is nobody's promise.
func sorted(c Candidates) Candidates {
	for _, list := range []*[]Person{&c.ByNumber, &c.ByOld, &c.ByNameDate, &c.Twins, &c.Near} {
		*list = slices.Clone(*list)
		slices.SortFunc(*list, func(a, b Person) int {
			return cmp.Or(cmp.Compare(a.PersonalID, b.PersonalID), cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)))
		})
	}
	c.TwinKeys = slices.Compact(slices.Sorted(slices.Values(c.TwinKeys)))
	return c
}

// population draws a dense register with every kind of record: numbers that come
// twice, years without a day, old numbers of both lengths that are shared.
func population(rt *rapid.T) world {
	w := crowd(rt)
	for i := range w {
		p := &w[i]
		p.Household = rapid.SampledFrom([]string{"", "H1", "H2"}).Draw(rt, "household")
		p.Sex = beneficiary.Sex(rapid.IntRange(0, 2).Draw(rt, "sex"))
		p.Status = rapid.SampledFrom(statuses[:]).Draw(rt, "status")
		switch rapid.IntRange(0, 7).Draw(rt, "kind") {
		case 0:
			p.Birth, _ = civil.NewYear(1950)
		case 1:
			p.Birth, _ = civil.NewDate(1950, 1, 1)
		case 2:
			p.Birth, _ = civil.NewYearMonth(1950, 3)
		case 3:
			p.Birth = civil.Date{}
		case 4:
			p.PersonalID = w[0].PersonalID
		case 5:
			p.DiedOn, _ = civil.NewDate(2024, 7, 1)
		}
		p.OldIDs = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"123456789", "999050123456", "999050123401"}), 0, 2,
			rapid.ID[string]).Draw(rt, "old")
		if len(p.OldIDs) == 0 {
			p.OldIDs = nil
		}
	}
	return w
}

// lineOf draws a line about somebody of the register, or nobody.
func lineOf(rt *rapid.T, w world) Subject {
	s := write(rt, rapid.SampledFrom(w).Draw(rt, "truth"))
	switch rapid.IntRange(0, 5).Draw(rt, "number") {
	case 0:
		s.PersonalID = ""
	case 1:
		s.PersonalID, s.OldNumber = "", "123456789"
	case 2:
		s.PersonalID = "999050123456"
	case 3:
		s.PersonalID, s.Commune = rapid.SampledFrom(w).Draw(rt, "other").PersonalID, "99002"
	case 4:
		s.Birth.Date, _ = civil.NewYear(1950)
	case 5:
		s.Birth.Date, s.Birth.Other = civil.Date{}, civil.Date{}
	}
	return s
}

func TestAnIndexFindsWhatAScanFinds(t *testing.T) {
	days := gocmp.Comparer(func(a, b civil.Date) bool { return a == b })
	rapid.Check(t, func(rt *rapid.T) {
		w := population(rt)
		x := indexOf(rt, w)
		if x.Len() != len(w) {
			rt.Fatalf("%d persons of %d", x.Len(), len(w))
		}
		var again Candidates
		for range 4 {
			s := lineOf(rt, w)
			for _, want := range []Want{{}, {Twins: true}, {Near: true}, {Twins: true, Near: true}} {
				expected := sorted(w.scan(s, want))
				if diff := gocmp.Diff(expected, sorted(x.Candidates(s, want)), days, cmpopts.EquateEmpty()); diff != "" {
					rt.Fatalf("%+v %+v: %s", s, want, diff)
				}
				x.Find(&again, s, want)
				if diff := gocmp.Diff(expected, sorted(again), days, cmpopts.EquateEmpty()); diff != "" {
					rt.Fatalf("into lists used before: %+v %+v: %s", s, want, diff)
				}
			}
		}
	})
}

// The two steps of Index.Decide come to what the use cases' three looks come to.
func TestAnIndexDecidesAsTheUseCasesDo(t *testing.T) {
	x0 := july(t)
	days := gocmp.Comparer(func(a, b civil.Date) bool { return a == b })
	rapid.Check(t, func(rt *rapid.T) {
		w := population(rt)
		seen := map[string]bool{}
		w = slices.DeleteFunc(w, func(p Person) bool { // a register whose numbers come twice is refused
			defer func() { seen[p.PersonalID] = true }()
			return seen[p.PersonalID]
		})
		x := indexOf(rt, w)
		p := DefaultPolicy()
		p.NearNumbers = rapid.Bool().Draw(rt, "near numbers")
		var room Candidates
		for range 4 {
			s := lineOf(rt, w)
			got := x.Decide(&room, s, x0, p)
			want := Decide(s, w.scan(s, Want{}), x0, p)
			if want.Tier != T1 || want.Action != Automatic {
				want = Decide(s, w.scan(s, Want{Twins: true}), x0, p)
				if s.NeedsNear(want, p) {
					want = Decide(s, w.scan(s, Want{Twins: true, Near: true}), x0, p)
				}
			}
			if got.Outcome != want.Outcome || got.Tier != want.Tier || got.Action != want.Action {
				rt.Fatalf("%+v: %s %s, want %s %s", s, got.Outcome, got.Action, want.Outcome, want.Action)
			}
			if diff := gocmp.Diff(want.Person, got.Person, days); diff != "" {
				rt.Fatalf("%+v: %s %s: %s", s, want.Outcome, want.Tier, diff)
			}
			if diff := gocmp.Diff(want.Candidates, got.Candidates, cmpopts.EquateEmpty()); diff != "" {
				rt.Fatalf("%+v: %s %s: in sight are %s", s, want.Outcome, want.Tier, diff)
			}
		}
	})
}

func TestAnIndexIsReadByManyAtOnce(t *testing.T) {
	var w world
	for i := range 2000 {
		w = append(w, person(t, fmt.Sprintf("999050%06d", i), "Nguyễn Văn Hùng", "1950-03-14"))
	}
	x := indexOf(t, w)
	s := subject(t, "999050000007", "Nguyễn Văn Hùng", "1950-03-14")
	want := x.Candidates(s, Want{Twins: true, Near: true})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			var c Candidates
			for range 20 {
				if x.Find(&c, s, Want{Twins: true, Near: true}); len(c.Near) != len(want.Near) || len(c.Twins) != len(w) {
					t.Errorf("%d near, %d twins", len(c.Near), len(c.Twins))
				}
			}
		})
	}
	readers.Wait()
}

func TestAnIndexRefusesWhatARegisterCannotHold(t *testing.T) {
	for name, edit := range map[string]func(*Person){
		"a short number":    func(p *Person) { p.PersonalID = "99905012345" },
		"letters in it":     func(p *Person) { p.PersonalID = "99905012345O" },
		"an unknown status": func(p *Person) { p.Status = "asleep" },
		"an endless name":   func(p *Person) { p.Name = string(make([]byte, longestText+1)) },
	} {
		p := person(t, hung, "Nguyễn Văn Hùng", "1950-03-14")
		edit(&p)
		b := NewIndexBuilder(1)
		if err := b.Add(p); err == nil {
			t.Errorf("%s was taken", name)
		}
		if b.Index().Len() != 0 {
			t.Errorf("%s left a person", name)
		}
	}
}

func TestTextsKeepEachOnce(t *testing.T) {
	var kept texts
	for i := range 50_000 {
		text := fmt.Sprintf("Nguyễn Văn %d", i%30_000)
		number, fresh, err := kept.add(text)
		if err != nil || fresh != (i < 30_000) || kept.get(number) != text {
			t.Fatalf("%d: %q is number %d, new %v: %v", i, text, number, fresh, err)
		}
	}
	if len(kept.chunks) < 2 {
		t.Error("one chunk shows little")
	}
	if _, ok := kept.find("Nguyễn Văn 30000"); ok {
		t.Error("found what is not there")
	}
}
