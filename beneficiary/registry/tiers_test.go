package registry

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/money"
)

// Each switch turns exactly its own tier.
func TestTheZeroPolicyAcceptsNothing(t *testing.T) {
	ours := person(t, hung, "Nguyễn Văn Hùng", "1950-03-14")
	for tier, tc := range map[Tier]struct{ id, name, setting string }{
		T1: {hung, "Nguyễn Văn Hùng", "t1_automatic"},
		T2: {hung, "NGUYEN VAN HUNG", "t2_automatic"},
		T3: {hung, "Nguyễn Văn Húng", "t3_automatic"},
		T4: {"999050123457", "Nguyễn Văn Hùng", "t4_automatic"},
	} {
		s := subject(t, tc.id, tc.name, "1950-03-14")
		c := world{ours}.candidates(s)
		all := DefaultPolicy()
		all.T4Automatic = true
		without, err := SetPolicy(all, []string{tc.setting + "=false"})
		if err != nil {
			t.Fatal(err)
		}
		for policy, want := range map[Policy]Action{{}: Review, all: Automatic, without: Review} {
			got := Decide(s, c, july(t), policy)
			if got.Tier != tier || got.Action != want || want == Review && !cmp.Equal(got.Reasons, []Reason{ReasonSwitchedOff}) {
				t.Errorf("%s under %s: %s %s %v, want %s", tc.setting, policy.Text(), got.Tier, got.Action, got.Reasons, want)
			}
		}
	}
}

func TestT4IsAutomaticOnlyWhereNobodyElseCouldBeMeant(t *testing.T) {
	const typed = "999050123457" // one digit from twinA's
	ours := person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14")
	away := ours
	away.Commune = "99002"
	policy := DefaultPolicy()
	policy.T4Automatic = true
	for name, tc := range map[string]struct {
		id, name, birth string
		world           world
		amount          int64
		tier            Tier
		action          Action
		reasons         []Reason
	}{
		"one digit":              {typed, "Nguyễn Văn Hùng", "1950-03-14", world{ours}, 1, T4, Automatic, nil},
		"two neighbours swapped": {"999050123465", "Nguyễn Văn Hùng", "1950-03-14", world{ours}, 1, T4, Automatic, nil},
		"up to the cap":          {typed, "Nguyễn Văn Hùng", "1950-03-14", world{ours}, 3_000_000, T4, Automatic, nil},
		"past the cap":           {typed, "Nguyễn Văn Hùng", "1950-03-14", world{ours}, 3_000_001, T4, Review, []Reason{ReasonCap}},
		"two digits":             {"999050123499", "Nguyễn Văn Hùng", "1950-03-14", world{ours}, 1, T7, Review, nil},
		"a name without marks":   {typed, "NGUYEN VAN HUNG", "1950-03-14", world{ours}, 1, T7, Review, nil},
		"a year alone":           {typed, "Nguyễn Văn Hùng", "1950", world{person(t, twinA, "Nguyễn Văn Hùng", "1950-01-01")}, 1, T7, Review, nil},
		"the number is used": {
			typed, "Nguyễn Văn Hùng", "1950-03-14", world{ours, person(t, typed, "Trần Thị Lan", "1950-06-01")}, 1, T5, Review, nil,
		},
		"a namesake of that day": {
			typed, "Nguyễn Văn Hùng", "1950-03-14", world{ours, person(t, twinC, "Nguyễn Văn Hùng", "1950-03-14")}, 1, T7, Review, nil,
		},
		"a namesake of that day but for marks": {
			typed, "Nguyen Van Hung", "1950-03-14", world{ours, person(t, twinC, "Nguyễn Văn Hưng", "1950-03-14")}, 1, T7, Review, nil,
		},
		"a twin with a near number": {
			typed, "Nguyễn Văn Hùng", "1950-03-14", world{ours, person(t, "999050123458", "Nguyễn Thị Đào", "1950-03-14")}, 1, T4, Review,
			[]Reason{ReasonRival},
		},
		"nobody looked for twins where the person lives": {
			typed, "Nguyễn Văn Hùng", "1950-03-14", world{away}, 1, T4, Review, []Reason{ReasonTwinsUnseen},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, x := subject(t, tc.id, tc.name, tc.birth), july(t)
			x.Amount = money.Dong(tc.amount)
			c := tc.world.candidates(s)
			c.TwinKeys = nil // those of the list alone
			got := Decide(s, c, x, policy)
			if got.Tier != tc.tier || got.Action != tc.action {
				t.Errorf("got %s %s, want %s %s", got.Tier, got.Action, tc.tier, tc.action)
			}
			if diff := cmp.Diff(tc.reasons, got.Reasons); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Each guard left out of a measurement lets through exactly what it holds back.
func TestEachGuardHoldsSomethingBack(t *testing.T) {
	owner := person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14")
	for name, tc := range map[string]struct {
		off   Ablation
		name  string
		other Person
		blind bool
	}{
		"near namesake": {Ablation{NoNearNamesake: true}, "Nguyễn Văn Hùng", person(t, twinB, "Nguyễn Văn Hùng", "1950-03-14"), false},
		"twin":          {Ablation{NoTwin: true}, "Nguyễn Văn Húng", person(t, twinB, "Nguyễn Thị Đào", "1950-03-14"), false},
		"namesake":      {Ablation{NoNamesake: true}, "NGUYEN VAN HUNG", person(t, twinC, "Nguyễn Văn Hưng", "1950-03-14"), false},
		"alike":         {Ablation{NoAlike: true}, "Nguyễn Hùng", person(t, twinC, "Nguyễn Đức Hùng", "1950-03-14"), false},
		"twins seen":    {Ablation{NoTwinsSeen: true}, "NGUYEN VAN HUNG", person(t, twinC, "Trần Thị Lan", "1950-06-01"), true},
		"contest": {Ablation{NoContest: true, NoNamesake: true}, "Nguyễn Văn Hung",
			person(t, twinC, "Nguyễn Văn Hung", "1950-03-14"), false},
	} {
		t.Run(name, func(t *testing.T) {
			s := subject(t, twinA, tc.name, "1950-03-14")
			c := world{owner, tc.other}.candidates(s)
			if tc.blind {
				c.TwinKeys = []int64{}
			}
			policy := DefaultPolicy()
			if got := Decide(s, c, july(t), policy); got.Action != Review {
				t.Errorf("with the guard: %s %s", got.Outcome, got.Action)
			}
			policy.Ablation = tc.off
			if got := Decide(s, c, july(t), policy); got.Action != Automatic {
				t.Errorf("without it: %s %s %v", got.Outcome, got.Action, got.Reasons)
			}
		})
	}
}
