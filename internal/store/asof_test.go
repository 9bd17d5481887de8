package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

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
				if err != nil {
					return err
				}
				sumsThen, sumsNow, err := store.PlacesBothWays(t.Context(), tx, lifePeriod, lifePeriod, journal.Stamp(at))
				for way, sums := range map[string][]app.PlaceAsOf{"then": sumsThen, "now": sumsNow} {
					if diff := cmp.Diff(addedUp(now), sums, cmpopts.EquateEmpty()); diff != "" {
						t.Errorf("after %s, %s (-one by one +added up):\n%s", step.kind, way, diff)
					}
				}
				return err
			})
			moments, said = append(moments, at), append(said, asOf(at))
		}
		for i, at := range moments {
			if diff := cmp.Diff(said[i], asOf(at)); diff != "" {
				t.Errorf("as of step %d (-when it was so +later):\n%s", i+1, diff)
			}
			view(t, s, func(tx app.Tx) error {
				sums, err := tx.PlacesAsOf(t.Context(), lifePeriod, lifePeriod, journal.Stamp(at))
				if diff := cmp.Diff(addedUp(said[i]), sums, cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("as of step %d (-one by one +added up):\n%s", i+1, diff)
				}
				return err
			})
		}
		if len(states) < 3 {
			t.Errorf("the life has payments in %v alone", states)
		}
	})
}

// addedUp are payments by where they are.
func addedUp(payments []app.PaymentAsOf) []app.PlaceAsOf {
	var out []app.PlaceAsOf
	for _, p := range payments {
		at := slices.IndexFunc(out, func(s app.PlaceAsOf) bool {
			return s.State == p.State && s.AccountID == p.AccountID && s.Currency == p.Currency
		})
		if at < 0 {
			at, out = len(out), append(out, app.PlaceAsOf{State: p.State, AccountID: p.AccountID, Currency: p.Currency})
		}
		out[at].Payments++
		out[at].Amount += p.Amount
	}
	slices.SortFunc(out, func(a, b app.PlaceAsOf) int {
		return slices.Compare([]string{a.State, a.AccountID, a.Currency}, []string{b.State, b.AccountID, b.Currency})
	})
	return out
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
