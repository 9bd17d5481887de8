package app_test

import "testing"

// What a match read in halves counts only while no act came between: else it is
// read anew, and every row that came is looked at.
func TestAMatchIsOfWhatStandsByThen(t *testing.T) {
	people := everybody()[:12] // of both communes
	for _, c := range []struct {
		name    string
		happens func(*world)
		looked  int
	}{
		{name: "nothing happens", happens: func(*world) {}},
		{name: "another list is taken in", looked: 13, happens: func(w *world) { w.uploadAs(clerk, "late", everybody()[12]) }},
		{name: "a snapshot is loaded", looked: 12, happens: func(w *world) {
			dead := everybody()[0]
			dead.status, dead.died = "dead", "2024-07-01"
			w.registry(append([]person{dead}, everybody()[1:13]...)...)
		}},
		{name: "another run matches", happens: func(w *world) { w.match() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				w.at(3, 8)
				w.registry(everybody()[:13]...)
				w.upload(people[:10]...)
				w.upload(people[10:]...)
				sum, err := w.as(maker).MatchReadBefore(w.ctx, w.period, func() { c.happens(w) })
				w.must(err)
				if sum.Looked != c.looked {
					t.Errorf("%d rows looked at, want %d", sum.Looked, c.looked)
				}
				if again := w.match(); c.looked > 0 && again.Looked != 0 {
					t.Errorf("%d rows are still stale", again.Looked)
				}
				w.events()
			})
		})
	}
}

// Two halves are the whole: a number on a list of either half is on two rows.
func TestANumberOnListsOfBothHalvesIsShared(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		first, second := everybody()[0], everybody()[10]
		second.number = first.number
		w.at(3, 8)
		w.registry(everybody()...)
		w.upload(first)
		w.upload(second)
		if sum := w.match(); sum.ByOutcome["number_shared"] != 2 {
			t.Errorf("by outcome: %v", sum.ByOutcome)
		}
	})
}
