package app_test

import (
	"testing"

	"chitra/internal/civil"
	"chitra/internal/place"
)

// What a build read before its act counts only while no act came between;
// whatever came is in the drafts.
func TestABuildIsOfWhatStandsByThen(t *testing.T) {
	people := everybody()[:3]
	for _, c := range []struct {
		name    string
		happens func(*world)
		used    bool
		refused string
		drafted int
	}{
		{name: "nothing happens", happens: func(*world) {}, used: true},
		{name: "somebody is dead by another snapshot", drafted: 2, happens: func(w *world) {
			dead := everybody()[0]
			dead.status, dead.died = "dead", "2024-07-01"
			w.registry(append([]person{dead}, everybody()[1:4]...)...)
			w.match()
		}},
		{name: "another list is taken in and not matched", refused: "match_first", happens: func(w *world) {
			w.uploadAs(clerk, "late", everybody()[3])
		}},
		{name: "another list is taken in and matched", drafted: 4, happens: func(w *world) {
			w.uploadAs(clerk, "late", everybody()[3])
			w.match()
		}},
		{name: "a list comes again with one person less", drafted: 2, happens: func(w *world) {
			w.listed(people[1:]...)
		}},
		{name: "another run builds", happens: func(w *world) { w.build() }},
		{name: "there are new communes", refused: "match_first", happens: func(w *world) {
			from, err := civil.NewDate(2020, 1, 1)
			w.must(err)
			_, err = w.as(admin).LoadPlaces(w.ctx, "more.csv", "more", []place.Commune{
				{Code: "99064", Name: "Xã Mới Lập", ProvinceCode: "999", ProvinceName: "Tỉnh Minh Họa", From: from}})
			w.must(err)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				w.at(3, 8)
				w.registry(everybody()[:4]...)
				w.listed(people...)
				built, err := w.as(maker).BuildLookedBefore(w.ctx, w.buildRequest(), func() { c.happens(w) })
				if c.refused != "" {
					refusedWith(t, err, c.refused)
					return
				}
				w.must(err)
				drafted := 0
				for _, b := range built.Batches {
					drafted += b.Payments
				}
				if drafted != c.drafted {
					t.Errorf("%d payments in drafts, want %d", drafted, c.drafted)
				}
				if payments := len(w.payments()); c.used != (payments == 0) {
					t.Errorf("%d payments; what was read before is used: %t", payments, payments == 0)
				}
				w.events()
			})
		})
	}
}
