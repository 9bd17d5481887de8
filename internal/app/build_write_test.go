package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// In however many lots a build plans and writes, it says and leaves the same: rows
// made, rows made anew, held, drafts that only a later lot needs, and their digests.
func TestABuildIsTheSameInLotsOfAnySize(t *testing.T) {
	type left struct {
		Sums     []app.BuildSummary
		Payments []app.Payment
		Facts    []journal.Facts
	}
	people := everybody()
	worlds(t, func(t *testing.T, w *world) {
		at := map[int]left{}
		for _, rows := range []int{1, 2, 1000} {
			one := anotherWorld(t, w)
			one.as(maker).LookAtOnce(rows)
			one.at(3, 8)
			one.registry(people...)
			one.listed(people[:len(people)-1]...)
			var l left
			one.at(4, 9)
			l.Sums = append(l.Sums, one.build())
			changed := people[0].with(func(l *listLine) { l.category, l.total = grave, "1000000" })
			one.listed(append([]person{changed}, people[2:]...)...) // one otherwise, one gone, one new
			l.Sums = append(l.Sums, one.build(), one.build())       // the last with nothing new
			l.Payments, l.Facts = one.payments(), one.factsOf("batch.build")
			one.events()
			at[rows] = l
		}
		if len(at[1].Facts) != 2 || len(at[1].Sums[0].Batches) < 2 || at[1].Sums[1].Void == 0 {
			t.Fatalf("the builds say too little: %+v", at[1].Sums)
		}
		for _, rows := range []int{1, 2} {
			if diff := cmp.Diff(at[1000], at[rows]); diff != "" {
				t.Errorf("in lots of %d (-whole +lots):\n%s", rows, diff)
			}
		}
	})
}

// anotherWorld is a new one on the engine of w.
func anotherWorld(t *testing.T, w *world) *world {
	t.Helper()
	dsn := storetest.SQLite
	if w.store.(*store.Store).Engine() == "postgres" {
		dsn = storetest.Postgres
	}
	return newWorld(t, t.Context(), storetest.Open(t, dsn(t)))
}

// factsOf are what the journal says of acts of a kind.
func (w *world) factsOf(kind string) (facts []journal.Facts) {
	w.Helper()
	w.view(func(tx app.Tx) error {
		for e, err := range tx.Events(w.ctx, journal.Main) {
			if err != nil {
				return err
			}
			if e.Act == kind {
				facts = append(facts, e.Facts)
			}
		}
		return nil
	})
	return facts
}
