package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// TestPaymentsNowAndThenAgree asks for the payments after each act of the life in
// both ways, and as of each of those moments when all is over.
func TestPaymentsNowAndThenAgree(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		meet(t, s)
		asOf := func(at time.Time) (out []app.PaymentAsOf) {
			view(t, s, func(tx app.Tx) error {
				return tx.PaymentsAsOf(t.Context(), lifePeriod, lifePeriod, journal.Stamp(at), func(p app.PaymentAsOf) error {
					p.BIN = "" // of the account as it is now
					out = append(out, p)
					return nil
				})
			})
			return out
		}
		var moments []time.Time
		var said [][]app.PaymentAsOf
		states := map[string]bool{}
		for i, step := range lifeSteps() {
			at := lifeStart.Add(time.Duration(i) * time.Hour)
			update(t, s, func(tx app.Tx) error { return step.do(t.Context(), tx, at) })
			view(t, s, func(tx app.Tx) error {
				then, now, err := store.PaymentsBothWays(t.Context(), tx, lifePeriod, lifePeriod, journal.Stamp(at))
				if diff := cmp.Diff(then, now); diff != "" {
					t.Errorf("after %s (-then +now):\n%s", step.kind, diff)
				}
				for _, p := range now {
					states[p.State] = true
				}
				return err
			})
			moments, said = append(moments, at), append(said, asOf(at))
		}
		for i, at := range moments {
			if diff := cmp.Diff(said[i], asOf(at)); diff != "" {
				t.Errorf("as of step %d (-when it was so +later):\n%s", i+1, diff)
			}
		}
		if len(states) < 3 {
			t.Errorf("the life has payments in %v alone", states)
		}
	})
}

// TestNothingSinceIsSaidOfWhatIsOver: not of a moment before the newest act, and
// not within an act, whose event is still to come.
func TestNothingSinceIsSaidOfWhatIsOver(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		said := func(tx app.Tx, at time.Time, want bool) {
			t.Helper()
			got, err := store.NothingSince(t.Context(), tx, journal.Stamp(at))
			if err != nil || got != want {
				t.Errorf("nothing since %s: %t, %v", journal.Stamp(at), got, err)
			}
		}
		view(t, s, func(tx app.Tx) error { said(tx, lifeStart, false); return nil }) // nothing tells
		meet(t, s)
		steps := lifeSteps()
		for i, step := range steps[:2] {
			update(t, s, func(tx app.Tx) error { return step.do(t.Context(), tx, lifeStart.Add(time.Duration(i)*time.Hour)) })
		}
		last := lifeStart.Add(time.Hour)
		view(t, s, func(tx app.Tx) error {
			said(tx, last, true)
			said(tx, last.Add(time.Hour), true)
			said(tx, last.Add(-time.Millisecond), false)
			return nil
		})
		undone(t, s, func(tx app.Tx) error { said(tx, last, false); return nil })
	})
}
