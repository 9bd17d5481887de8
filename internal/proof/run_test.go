package proof

import (
	"reflect"
	"sync"

	"chitra/beneficiary/registry"
	"chitra/internal/synth"
)

// decider finds and decides one row; room is its own.
type decider func(room *registry.Candidates, s registry.Subject, x registry.Context, p registry.Policy) registry.Match

// workers is how many decide side by side.
const workers = 2

// run decides n rows of a profile and counts.
func (r *register) run(n int, seed uint64, profile string, p registry.Policy, decide decider) *tally {
	tallies := make([]*tally, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			t := newTally()
			var room registry.Candidates
			for row := range r.labelled.Rows(seed*workers+uint64(w), n/workers, profile) {
				t.note(row, decide(&room, subjectOf(row), r.contextOf(row), p))
			}
			tallies[w] = t
		})
	}
	group.Wait()
	for _, t := range tallies[1:] {
		tallies[0].join(t)
	}
	return tallies[0]
}

// withT4 is the policy with T4 switched on; ok is false while a policy has no
// such switch.
func withT4(p registry.Policy) (registry.Policy, bool) {
	field := reflect.ValueOf(&p).Elem().FieldByName("T4Automatic")
	if !field.IsValid() {
		return p, false
	}
	field.SetBool(true)
	return p, true
}

// combination is one register and one profile.
type combination struct {
	profile string
	dense   bool
}

func (c combination) String() string {
	if c.dense {
		return c.profile + ", dense serials"
	}
	return c.profile + ", random serials"
}

func combinations() []combination {
	return []combination{{synth.Clean, false}, {synth.Dirty, false}, {synth.Clean, true}, {synth.Dirty, true}}
}
