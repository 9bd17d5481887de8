package registry

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/internal/civil"
)

// The twins of these tests: same surname, date and commune.
const (
	twinA = "999050123456"
	twinB = "999050123457" // one digit from twinA
	twinC = "999050654321" // far from twinA
)

func TestRivalsTakeAMatchBack(t *testing.T) {
	for name, tc := range map[string]struct {
		id, name, birth string
		world           world
		outcome         Outcome
		action          Action
		rivals          []Rival
		reasons         []Reason
	}{
		"T3, a twin with a near number": {
			twinA, "Nguyễn Văn Húng", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinB, "Nguyễn Thị Đào", "1950-03-14")},
			NameDiffers, Review, []Rival{{twinB, WhyNearNumber}}, []Reason{ReasonRival},
		},
		"T3, a twin with a far number and another name": {
			twinA, "Nguyễn Văn Húng", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinC, "Nguyễn Thị Đào", "1950-03-14")},
			NameDiffers, Automatic, nil, nil,
		},
		"T3, a twin with a far number whose name is as near": {
			twinA, "Nguyễn Văn Hung", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinC, "Nguyễn Văn Hưng", "1950-03-14")},
			NameDiffers, Review, []Rival{{twinC, WhyAlike}}, []Reason{ReasonRival},
		},
		"T3, somebody of that very name and date": {
			twinA, "Nguyễn Văn Hung", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, "999050555555", "Nguyễn Văn Hung", "1950-03-14")},
			Contested, Review, []Rival{{"999050555555", WhyNameDate}}, nil,
		},
		"T3 by date, somebody of that very name and date": {
			twinA, "Nguyễn Văn Hùng", "1950-03-15",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, "999050555555", "Nguyễn Văn Hùng", "1950-03-15")},
			Contested, Review, []Rival{{"999050555555", WhyNameDate}}, nil,
		},
		"T2 without marks, a twin with a near number": {
			twinA, "NGUYEN VAN HUNG", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinB, "Nguyễn Thị Đào", "1950-03-14")},
			ExactAfterNormalising, Review, []Rival{{twinB, WhyNearNumber}}, []Reason{ReasonRival},
		},
		"T2 without marks, a twin of the same letters": {
			twinA, "NGUYEN VAN HUNG", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinC, "Nguyễn Văn Hưng", "1950-03-14")},
			ExactAfterNormalising, Review, []Rival{{twinC, WhyNameDate}}, []Reason{ReasonRival},
		},
		"T2 without marks, the same letters far away": {
			twinA, "NGUYEN VAN HUNG", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), func() Person {
				p := person(t, twinC, "Nguyễn Văn Hưng", "1950-03-14")
				p.Commune = "99002"
				return p
			}()},
			ExactAfterNormalising, Review, []Rival{{twinC, WhyNameDate}}, []Reason{ReasonRival},
		},
		"T2 without marks, the same letters on another day": {
			twinA, "NGUYEN VAN HUNG", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinC, "Nguyễn Văn Hưng", "1950-05-20")},
			ExactAfterNormalising, Automatic, nil, nil,
		},
		"T2 without the middle, somebody of that very short name far away": {
			twinA, "Nguyễn Hùng", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), func() Person {
				p := person(t, twinC, "Nguyễn Hùng", "1950-03-14")
				p.Commune = "99002"
				return p
			}()},
			ExactAfterNormalising, Review, []Rival{{twinC, WhyNameDate}}, []Reason{ReasonRival},
		},
		"T2 without the middle, a twin with a near number": {
			twinA, "Nguyễn Hùng", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinB, "Nguyễn Văn Đào", "1950-03-14")},
			ExactAfterNormalising, Review, []Rival{{twinB, WhyNearNumber}}, []Reason{ReasonRival},
		},
		"T2 without the middle, a twin it fits as well": {
			twinA, "Nguyễn Hùng", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinC, "Nguyễn Đức Hùng", "1950-03-14")},
			ExactAfterNormalising, Review, []Rival{{twinC, WhyAlike}}, []Reason{ReasonRival},
		},
		"T1, a namesake of that day with a near number": {
			twinA, "Nguyễn Văn Hùng", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinB, "Nguyễn Văn Hùng", "1950-03-14")},
			Exact, Review, []Rival{{twinB, WhyNearNumber}}, []Reason{ReasonRival},
		},
		"T1, a namesake of that day with a far number": {
			twinA, "Nguyễn Văn Hùng", "1950-03-14",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, twinC, "Nguyễn Văn Hùng", "1950-03-14")},
			Exact, Automatic, nil, nil,
		},
		"household members with exchanged numbers": {
			twinA, "Nguyễn Thị Đào", "1955-01-02",
			world{person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14"), person(t, "999155000002", "Nguyễn Thị Đào", "1955-01-02")},
			Contested, Review, []Rival{{"999155000002", WhyNameDate}}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := subject(t, tc.id, tc.name, tc.birth)
			got := Decide(s, tc.world.candidates(s), july(t), DefaultPolicy())
			if got.Outcome != tc.outcome || got.Action != tc.action {
				t.Errorf("got %s %s, want %s %s", got.Outcome, got.Action, tc.outcome, tc.action)
			}
			if diff := cmp.Diff(tc.rivals, got.Rivals); diff != "" {
				t.Errorf("rivals: %s", diff)
			}
			if diff := cmp.Diff(tc.reasons, got.Reasons); diff != "" {
				t.Errorf("reasons: %s", diff)
			}
		})
	}
}

// A guard that nobody fetched for must not pass.
func TestTwinsNobodyLookedForAreNotAbsent(t *testing.T) {
	owner := person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14")
	owner.Commune = "99002"
	for _, name := range []string{"NGUYEN VAN HUNG", "Nguyễn Hùng", "Nguyễn Văn Húng"} {
		s := subject(t, twinA, name, "1950-03-14")
		unseen := Candidates{ByNumber: []Person{owner}}
		if got := Decide(s, unseen, july(t), DefaultPolicy()); got.Action != Review || !cmp.Equal(got.Reasons, []Reason{ReasonTwinsUnseen}) {
			t.Errorf("%s: unseen: %s %v", name, got.Action, got.Reasons)
		}
		seen := world{owner}.candidates(s)
		if got := Decide(s, seen, july(t), DefaultPolicy()); got.Action != Automatic {
			t.Errorf("%s: seen: %s %v", name, got.Action, got.Reasons)
		}
	}
}

// crowd draws a dense registry: few names, few days, serials that follow each
// other, twins and namesakes everywhere.
func crowd(rt *rapid.T) world {
	surnames := []string{"Nguyễn", "Trần"}
	middles := []string{"Văn", "Thị", "Đức"}
	given := []string{"Hùng", "Hưng", "Hung", "Hoa", "Hoài", "Mạnh", "Minh"}
	n := rapid.IntRange(2, 40).Draw(rt, "people")
	serial := 123400
	var w world
	for range n {
		serial += rapid.IntRange(1, 3).Draw(rt, "gap")
		day, err := civil.NewDate(1950, rapid.IntRange(3, 4).Draw(rt, "month"), rapid.IntRange(3, 4).Draw(rt, "day"))
		if err != nil {
			rt.Fatal(err)
		}
		w = append(w, Person{
			PersonalID: fmt.Sprintf("999050%06d", serial),
			Name: rapid.SampledFrom(surnames).Draw(rt, "surname") + " " + rapid.SampledFrom(middles).Draw(rt, "middle") +
				" " + rapid.SampledFrom(given).Draw(rt, "given"),
			Birth: day, Commune: rapid.SampledFrom([]string{"99001", "99002"}).Draw(rt, "commune"), Status: Alive,
		})
	}
	return w
}

// A slip in one digit of the serial may land on any other person: nobody but the
// right one is ever accepted, however the name and the date are written.
func TestOneWrongDigitNeverPaysAnother(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := crowd(rt)
		truth := rapid.SampledFrom(w).Draw(rt, "truth")
		s := write(rt, truth)
		at := rapid.IntRange(6, 11).Draw(rt, "digit")
		digits := []byte(truth.PersonalID)
		digits[at] = '0' + (digits[at]-'0'+byte(rapid.IntRange(1, 9).Draw(rt, "by")))%10
		s.PersonalID = string(digits)
		got := Decide(s, w.candidates(s), july(t), DefaultPolicy())
		if got.Action == Automatic && got.Person.PersonalID != truth.PersonalID {
			rt.Fatalf("%+v paid to %+v as %s", s, got.Person, got.Outcome)
		}
	})
}

// With the right number, whoever is accepted is the right person.
func TestTheRightNumberNeverPaysAnother(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := crowd(rt)
		truth := rapid.SampledFrom(w).Draw(rt, "truth")
		s := write(rt, truth)
		got := Decide(s, w.candidates(s), july(t), DefaultPolicy())
		if got.Action == Automatic && got.Person.PersonalID != truth.PersonalID {
			rt.Fatalf("%+v paid to %+v", s, got.Person)
		}
	})
}

// Twins whose numbers were exchanged on the list are never paid to each other.
func TestExchangedNumbersNeverPay(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := crowd(rt)
		truth, other := rapid.SampledFrom(w).Draw(rt, "truth"), rapid.SampledFrom(w).Draw(rt, "other")
		s := write(rt, truth)
		s.PersonalID = other.PersonalID
		got := Decide(s, w.candidates(s), july(t), DefaultPolicy())
		// Two people with one name and one day cannot be told apart by a list.
		alike := other.Birth == truth.Birth && compareNames(s.Name, other.Name) == Equal
		if got.Action == Automatic && got.Person.PersonalID != truth.PersonalID && !alike {
			rt.Fatalf("%+v paid to %+v as %s", s, got.Person, got.Outcome)
		}
	})
}

// write is how a list may write a person.
func write(rt *rapid.T, p Person) Subject {
	s := Subject{Name: p.Name, PersonalID: p.PersonalID, Commune: p.Commune}
	s.Birth.Date, s.Birth.Text = p.Birth, p.Birth.ISO()
	switch rapid.SampledFrom([]string{"as is", "unmarked", "no middle", "unmarked", "swapped"}).Draw(rt, "writing") {
	case "unmarked":
		s.Name = unmark(p.Name)
	case "no middle":
		parts := splitName(p.Name)
		s.Name = parts[0] + " " + parts[2]
	case "swapped":
		if other, ok := p.Birth.Swapped(); ok {
			s.Birth.Other = other
		}
	}
	return s
}

func TestOrderOfCandidatesChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := crowd(rt)
		s := write(rt, rapid.SampledFrom(w).Draw(rt, "truth"))
		if rapid.Bool().Draw(rt, "no number") {
			s.PersonalID = ""
		}
		c := w.candidates(s)
		want := Decide(s, c, july(t), DefaultPolicy())
		for _, list := range []*[]Person{&c.ByNumber, &c.ByOld, &c.ByNameDate, &c.Twins} {
			*list = rapid.Permutation(*list).Draw(rt, "order")
		}
		if diff := cmp.Diff(want, Decide(s, c, july(t), DefaultPolicy()), cmp.Comparer(func(a, b civil.Date) bool { return a == b })); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// The number is the sister's; name and date are one person's, or several's.
func TestAContestedRowProposesWhomNameAndDateMean(t *testing.T) {
	sister := person(t, twinA, "Trần Thị Hoà", "1962-03-14")
	meant := person(t, "999155000002", "Trần Thị Hoa", "1960-07-09")
	off := person(t, twinA, "Trần Thị Hòe", "1960-07-09") // one thing off: the number's owner would be T3
	for name, w := range map[string]world{
		"of another date": {sister, meant},
		"one thing off":   {off, meant},
		"seen twice":      {sister, meant, meant},
	} {
		s := subject(t, twinA, "Trần Thị Hoa", "1960-07-09")
		got := Decide(s, w.candidates(s), july(t), DefaultPolicy())
		if got.Outcome != Contested || got.Action != Review || got.Person.PersonalID != meant.PersonalID {
			t.Errorf("%s: %s %s, proposed is %s", name, got.Outcome, got.Action, got.Person.PersonalID)
		}
		if agreement := got.Evidence[0].Agreement; agreement != Equal {
			t.Errorf("%s: the name is set beside another's: %s", name, agreement)
		}
	}
}
