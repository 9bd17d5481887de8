package app_test

import (
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/payout"
)

// TestADecisionGoesBeforeTheMachine has a reviewer answer a row that the machine
// would accept a little later: under another policy, or with less money.
func TestADecisionGoesBeforeTheMachine(t *testing.T) {
	suspect := everybody()[2].numbered(slipped(everybody()[2].number))
	for name, c := range map[string]struct {
		listed person
		before string
		later  func(*world)
		chosen string // "" rejects, "other" names somebody else
		want   string
	}{
		"rejected, then T4 is switched on": {suspect, "", func(w *world) { w.policy("t4_automatic=true") }, "", "decided"},
		"another person, then T4 is switched on": {suspect, "", func(w *world) { w.policy("t4_automatic=true") },
			"other", "decided"},
		"the same person, then T4 is switched on": {suspect, "", func(w *world) { w.policy("t4_automatic=true") },
			everybody()[2].number, "automatic"},
		"rejected, then the cap is raised": {swappedDates(everybody()[2])[0], "t3_cap=1", func(w *world) { w.policy("t3_cap=3000000") },
			"", "decided"},
		"rejected, then everything agrees by itself": {everybody()[2], "t1_automatic=false",
			func(w *world) { w.policy("t1_automatic=true") }, "", "decided"},
		"rejected, then there is less money": {swappedDates(everybody()[2].graver())[0], "t3_cap=800000", func(w *world) {
			w.nextMonth()
			w.upload(swappedDates(everybody()[2])...)
		}, "", "decided"},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				people := everybody()
				if c.before != "" {
					w.policy(c.before)
				}
				w.at(3, 8)
				w.registry(people...)
				w.listed(c.listed)
				item := w.queue(1)[0]
				chosen := c.chosen
				if chosen == "other" {
					chosen = people[4].number
				}
				outside := c.chosen == "other"
				w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: item.Row, PersonalID: chosen, Reason: "đã hỏi xã", Outside: outside}}))
				if outside { // which needs a second person
					_, err := w.as(admin).ConfirmDecision(w.ctx, item.Row, "đúng")
					w.must(err)
				}
				if sum := w.match(); sum.Decided != 1 {
					t.Fatalf("after the decision %+v", sum)
				}
				c.later(w)
				if sum := w.match(); sum.Looked != 1 || sum.Decided+sum.Automatic != 1 || (sum.Decided == 1) != (c.want == "decided") {
					t.Fatalf("later %+v, want %s", sum, c.want)
				}
				w.at(4, 9)
				w.build()
				payees := map[string]bool{}
				for _, p := range w.payments() {
					if p.State == "waiting" {
						payees[p.PayeeName] = true
					}
				}
				if payees[people[2].name] != (c.want == "automatic") {
					t.Errorf("paid are %v", payees)
				}
			})
		})
	}
}

// Of whom a reviewer decided upon it is said where they live and of what sex they are,
// and not of somebody else whom the machine proposed.
func TestWhatStandsBesideIsOfThePersonDecidedUpon(t *testing.T) {
	for _, c := range []struct {
		name               string
		ownerFar, otherFar bool
		hold               string
	}{
		{name: "the one proposed lives elsewhere", otherFar: true},
		{name: "the one decided upon lives elsewhere", ownerFar: true, hold: string(payout.HoldLeftArea)},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				line := swappedDates(everybody()[0])[0]
				owner, other, far := everybody()[0], line.numbered(everybody()[15].number), everybody()[15].commune
				if c.ownerFar {
					owner.commune = far
				}
				if c.otherFar {
					other.commune = far
				}
				w.at(3, 8)
				w.registry(owner, other)
				w.listed(line)
				if item := w.queue(1)[0]; item.Evidence.Person != other.number {
					t.Fatalf("%s is proposed, want the other %s", item.Evidence.Person, other.number)
				}
				w.decide(admin, owner.number)
				w.view(func(tx app.Tx) error {
					found, err := tx.NewestMatches(w.ctx, w.period.String())
					if err != nil || len(found) != 1 {
						t.Fatalf("%d matches, %v", len(found), err)
					}
					m := found[0]
					if m.PersonalID != owner.number || m.Hold != c.hold || strings.Contains(m.Beside, "left_area") != (c.hold != "") {
						t.Errorf("%s held for %q, beside %q; want %s and %q", m.PersonalID, m.Hold, m.Beside, owner.number, c.hold)
					}
					return nil
				})
			})
		})
	}
}
