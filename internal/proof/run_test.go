package proof

import (
	"iter"
	"reflect"
	"slices"
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
	return r.runRows(r.rows(n, seed, profile), p, decide)
}

// rows are those of a profile, a share for each worker.
func (r *register) rows(n int, seed uint64, profile string) []iter.Seq[synth.LabelledRow] {
	var shares []iter.Seq[synth.LabelledRow]
	for w := range workers {
		shares = append(shares, r.labelled.Rows(seed*workers+uint64(w), n/workers, profile))
	}
	return shares
}

// kept makes rows once that are decided several times.
func kept(shares []iter.Seq[synth.LabelledRow]) []iter.Seq[synth.LabelledRow] {
	for i, rows := range shares {
		shares[i] = slices.Values(slices.Collect(rows))
	}
	return shares
}

func (r *register) runRows(shares []iter.Seq[synth.LabelledRow], p registry.Policy, decide decider) *tally {
	tallies := make([]*tally, len(shares))
	var group sync.WaitGroup
	for w, rows := range shares {
		group.Go(func() {
			t := newTally()
			var room registry.Candidates
			for row := range rows {
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
