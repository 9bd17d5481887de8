package registry

import (
	"errors"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// 2^(10·log) brackets n^10: no float is asked.
func TestTenthsAreTheLogarithmRoundedDown(t *testing.T) {
	for _, n := range []int{1, 2, 3, 5, 7, 10, 100, 999, 1000, 1024, 1097, 1098, 2048, 27_300, 750_000, 2_000_000, 100_000_000} {
		power := new(big.Int).Exp(big.NewInt(int64(n)), big.NewInt(10), nil)
		tenths := power.BitLen() - 1
		if got := Tenths(n); got != tenths {
			t.Errorf("Tenths(%d) = %d, want %d", n, got, tenths)
		}
	}
	if Tenths(0) != 0 || Tenths(-5) != 0 {
		t.Error("of nothing")
	}
}

func TestFrequenciesReadBackAndCountOut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := crowd(rt)
		w[0].Birth = date(t, rapid.SampledFrom([]string{"", "1950", "1950-02", "1950-12-31"}).Draw(rt, "birth"))
		w[1].Status = Cancelled
		var f, ahead Frequencies
		for i, p := range w {
			f.Add(p)
			if i > len(w)/2 {
				ahead.Add(p)
			}
		}
		if f.Total() != len(w)-1 {
			rt.Fatalf("%d counted of %d", f.Total(), len(w))
		}
		parts := f.Encode()
		back, err := DecodeFrequencies(parts)
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(parts, back.Encode()); diff != "" {
			rt.Fatal(diff)
		}
		for _, p := range w[:len(w)/2+1] {
			back.Remove(p)
		}
		if diff := cmp.Diff(ahead.Encode(), back.Encode()); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestFrequenciesThatNobodyWrote(t *testing.T) {
	for _, parts := range [][]FrequencyPart{
		{{"total", "x"}}, {{"total", "-1"}}, {{"total", "1"}, {"total", "1"}}, {{"surname", "NGUYEN"}}, {{"surname", "A=1 A=1"}}, {{"1950", "1"}},
		{{"fifty", "1"}}, {{"given", "LAN=01"}},
	} {
		if _, err := DecodeFrequencies(parts); !errors.Is(err, ErrFrequency) {
			t.Errorf("%v: %v", parts, err)
		}
	}
}

// populous is a register large enough that its own frequencies count: one rare
// name among many common ones.
func populous(t *testing.T, common, rare Person) *Frequencies {
	t.Helper()
	f := &Frequencies{}
	for range leastCounted {
		f.Add(common)
	}
	f.Add(rare)
	return f
}

func TestARareNameAndDayTellMore(t *testing.T) {
	common, rare := person(t, hung, "Nguyễn Văn Hùng", "1950-01-01"), person(t, twinC, "Khổng Tước Én", "1951-03-14")
	f := populous(t, common, rare)
	weigh := func(p Person, f *Frequencies) []int {
		x := july(t)
		x.Frequencies = f
		s := subject(t, p.PersonalID, p.Name, p.Birth.ISO())
		var bits []int
		for _, e := range explained(s, world{p}, x).Evidence {
			bits = append(bits, e.Bits)
		}
		return bits
	}
	if got := weigh(common, f); got[0] != 0 || got[1] != 0 {
		t.Errorf("everybody's name and day tell %v", got)
	}
	if got := weigh(rare, f); got[0] != 3*Tenths(f.Total()) || got[1] != Tenths(f.Total()) {
		t.Errorf("one person's name and day tell %v, of %d", got, Tenths(f.Total()))
	}
	// Too few to count by are weighed as usually published.
	if few := weigh(rare, &Frequencies{}); !slices.Equal(few, weigh(rare, nil)) {
		t.Errorf("few tell %v", few)
	}
}

// Frequencies weigh; they never turn a decision.
func TestFrequenciesDecideNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := crowd(rt)
		f := populous(t, w[0], w[1])
		s := write(rt, rapid.SampledFrom(w).Draw(rt, "truth"))
		if rapid.Bool().Draw(rt, "slip") {
			s.PersonalID = rapid.SampledFrom(s.NearNumbers()).Draw(rt, "near")
		}
		x := july(t)
		without := Decide(s, w.candidates(s), x, DefaultPolicy())
		x.Frequencies = f
		with := Decide(s, w.candidates(s), x, DefaultPolicy())
		if without.Outcome != with.Outcome || without.Tier != with.Tier || without.Action != with.Action ||
			with.Action == Automatic && without.Person.PersonalID != with.Person.PersonalID {
			rt.Fatalf("%s %s %s without, %s %s %s with", without.Outcome, without.Tier, without.Action, with.Outcome, with.Tier, with.Action)
		}
	})
}
