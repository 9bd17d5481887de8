package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
)

// second reviewer, beside the administrators, who may do everything.
const admin3 = admin2

// swappedDates are people whose list has day and month in each other's place;
// with T3 switched off each of them is a reviewer's.
func swappedDates(people ...person) []person {
	out := slices.Clone(people)
	for i, p := range out {
		out[i].birth = p.birth[:5] + p.birth[8:] + "-" + p.birth[5:7]
	}
	return out
}

// inReview takes people in with swapped dates, all of them a reviewer's.
func (w *world) inReview(people ...person) []app.ReviewItem {
	w.Helper()
	w.policy("t3_automatic=false")
	w.at(3, 8)
	w.registry(people...)
	w.listed(swappedDates(people...)...)
	return w.queue(len(people))
}

func (w *world) queue(want int) []app.ReviewItem {
	w.Helper()
	items, err := w.as(auditor).ReviewQueue(w.ctx, w.period)
	w.must(err)
	if len(items) != want {
		w.Fatalf("%d rows in the queue, want %d", len(items), want)
	}
	return items
}

func (w *world) groups(want int) []app.ReviewGroup {
	w.Helper()
	groups, err := w.as(auditor).ReviewGroups(w.ctx, w.period)
	w.must(err)
	if len(groups) != want {
		w.Fatalf("%d groups, want %d: %+v", len(groups), want, groups)
	}
	return groups
}

func (w *world) state(row, want string) {
	w.Helper()
	items, err := w.as(auditor).ReviewQueue(w.ctx, w.period)
	w.must(err)
	at := slices.IndexFunc(items, func(i app.ReviewItem) bool { return i.Row == row })
	if at < 0 {
		w.Fatalf("row %s is not in the queue", row)
	}
	if items[at].State != want {
		w.Errorf("row %s is %q, want %q", row, items[at].State, want)
	}
}

// some are people of both communes whose dates can be swapped.
func some() []person {
	all := everybody()
	return []person{all[0], all[1], all[2], all[10].graver()}
}

func TestTheQueueBeginsWithTheMostMoney(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		items := w.inReview(some()...)
		if items[0].AtStake.Minor() != graveAmount || items[0].List.FullName != some()[3].name {
			t.Errorf("first is %s with %s", items[0].List.FullName, items[0].AtStake)
		}
		for _, i := range items {
			if i.Evidence.Person == "" || !slices.Equal(i.Pattern[:1], []string{"birth_date:swapped"}) || i.State != app.ReviewOpen || i.Group == "" {
				t.Errorf("%s: %+v, %v, %q, %q", i.List.FullName, i.Evidence, i.Pattern, i.State, i.Group)
			}
		}
	})
}

func TestACommuneWithSwappedDatesIsOneDecision(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.inReview(some()...)
		groups := w.groups(2)
		if len(groups[0].Items) != 3 || groups[0].Commune != commune1 || groups[0].AtStake.Minor() != 3*severeAmount {
			t.Fatalf("the first group is %+v", groups[0])
		}
		answer := app.GroupAnswer{Period: w.period, ID: groups[0].ID, Reason: "cả xã đảo ngày và tháng"}
		before := w.events()
		_, err := w.as(reviewer).DecideGroup(w.ctx, app.GroupAnswer{Period: w.period, ID: groups[0].ID})
		refusedWith(t, err, "reason_missing")
		taken, err := w.as(reviewer).DecideGroup(w.ctx, answer)
		w.must(err)
		if taken.Rows != 3 || taken.WaitSecond != 0 || w.events() != before+1 {
			t.Errorf("%+v in %d acts", taken, w.events()-before)
		}
		if sum := w.match(); sum.Decided != 3 || sum.Review != 1 {
			t.Errorf("after the decision %+v", sum)
		}
		w.at(4, 9)
		w.drafts()
		for _, p := range some()[:3] {
			w.stands(p, "waiting")
		}
	})
}

// TestAGroupThatChangedIsNotDecided: one row of it decided meanwhile, or one that
// came to it.
func TestAGroupThatChangedIsNotDecided(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.inReview(some()...)
		g := w.groups(2)[0]
		one := g.Items[0]
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: one.Row, PersonalID: one.Evidence.Person, Reason: "giấy tờ gốc"}}))
		_, err := w.as(reviewer).DecideGroup(w.ctx, app.GroupAnswer{Period: w.period, ID: g.ID, Reason: "x"})
		refusedWith(t, err, "group_changed")
		rest := w.groups(2)[0]
		w.uploadAs(clerk, "bo-sung", swappedDates(everybody()[3])...)
		w.registry(append(some(), everybody()[3])...)
		w.match()
		_, err = w.as(reviewer).DecideGroup(w.ctx, app.GroupAnswer{Period: w.period, ID: rest.ID, Reason: "x"})
		refusedWith(t, err, "group_changed")
	})
}

// TestARowWithARivalIsAGroupOfItsOwn: two rows of a commune are off in the same
// way, and each could be somebody else.
func TestARowWithARivalIsAGroupOfItsOwn(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := some()[:3]
		known := slices.Clone(people)
		for i, p := range people[:2] { // somebody else equals the list's name and date
			p.number = fmt.Sprintf("99916688800%d", i)
			p.birth = swappedDates(p)[0].birth
			known = append(known, p)
		}
		w.policy("t3_automatic=false")
		w.at(3, 8)
		w.registry(known...)
		w.listed(swappedDates(people...)...)
		items := w.queue(3)
		rivals := 0
		for _, i := range items {
			rivals += len(i.Evidence.Rivals)
		}
		if rivals != 2 {
			t.Fatalf("%d rivals, want 2: nothing is tested", rivals)
		}
		accepted := 0
		for _, g := range w.groups(3) {
			_, err := w.as(reviewer).DecideGroup(w.ctx, app.GroupAnswer{Period: w.period, ID: g.ID, Reason: "đảo ngày tháng"})
			if len(g.Items[0].Evidence.Rivals) > 0 {
				refusedWith(t, err, "group_without_proposal")
				continue
			}
			w.must(err)
			accepted++
		}
		if accepted != 1 {
			t.Errorf("%d groups were accepted, want that without a rival", accepted)
		}
	})
}

func TestAboveTheCapASecondPersonSaysTheSame(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := some()[0]
		item := w.inReview(p)[0]
		w.policy("review_cap=749999")
		w.match()
		dec := []app.Decision{{Row: item.Row, PersonalID: p.number, Reason: "giấy tờ gốc"}}
		taken, err := w.as(reviewer).DecideAll(w.ctx, dec)
		w.must(err)
		if taken.WaitSecond != 1 {
			t.Fatalf("taken: %+v", taken)
		}
		if sum := w.match(); sum.Decided != 0 || sum.Review != 1 {
			t.Fatalf("one word is enough: %+v", sum)
		}
		w.state(item.Row, app.ReviewWaitsSecond)
		_, err = w.as(reviewer).ConfirmDecision(w.ctx, item.Row, "đúng")
		refusedWith(t, err, "same_person")
		_, err = w.as(admin).ConfirmDecision(w.ctx, item.Row, " ")
		refusedWith(t, err, "reason_missing")
		n, err := w.as(admin).ConfirmDecision(w.ctx, item.Row, "đã xem giấy tờ")
		w.must(err)
		if sum := w.match(); n != 1 || sum.Decided != 1 {
			t.Fatalf("after the second word %d, %+v", n, sum)
		}
		_, err = w.as(admin).ConfirmDecision(w.ctx, item.Row, "lần nữa")
		refusedWith(t, err, "waits_for_nobody")
		w.at(4, 9)
		ids := w.drafts()
		w.submit(ids...)
		for _, hand := range []string{admin} { // the second word is a hand in the batch
			_, err := w.as(hand).Approve(w.ctx, w.payment(p).BatchID)
			refusedWith(t, err, "approver_is_maker")
		}
	})
}

// TestSomebodyOutsideTheCandidatesNeedsAWordAndASecondPerson, however little is at
// stake, and a cancelled record is never taken.
func TestSomebodyOutsideTheCandidatesNeedsAWordAndASecondPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p, far, void := some()[0], everybody()[15], everybody()[16]
		void.status = "cancelled"
		w.policy("t3_automatic=false")
		w.at(3, 8)
		w.registry(p, far, void)
		w.listed(swappedDates(p)...)
		item := w.queue(1)[0]
		decide := func(number string, outside bool) (app.DecisionsTaken, error) {
			return w.as(reviewer).DecideAll(w.ctx, []app.Decision{{Row: item.Row, PersonalID: number, Reason: "đã xem căn cước", Outside: outside}})
		}
		_, err := decide(void.number, true)
		refusedWith(t, err, "person_cancelled")
		_, err = decide(far.number, false)
		refusedWith(t, err, "person_outside")
		taken, err := decide(far.number, true)
		w.must(err)
		if sum := w.match(); taken.WaitSecond != 1 || sum.Decided != 0 {
			t.Fatalf("one word is enough for somebody outside: %+v, %+v", taken, sum)
		}
		_, err = w.as(admin).ConfirmDecision(w.ctx, item.Row, "đúng")
		w.must(err)
		if sum := w.match(); sum.Decided != 1 {
			t.Errorf("after the second word: %+v", sum)
		}
	})
}

func TestARejectionNeedsNoSecondPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		item := w.inReview(some()[0])[0]
		w.policy("review_cap=0")
		w.match()
		taken, err := w.as(reviewer).DecideAll(w.ctx, []app.Decision{{Row: item.Row, Reason: "không phải"}})
		w.must(err)
		if sum := w.match(); taken.WaitSecond != 0 || sum.Decided != 1 {
			t.Errorf("%+v, %+v", taken, sum)
		}
	})
}

func TestWhoHandedTheListInIsNoSecondPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := some()[0]
		w.policy("t3_automatic=false", "review_cap=0")
		w.at(3, 8)
		w.registry(p)
		w.uploadAs(admin, "", swappedDates(p)...)
		w.match()
		item := w.queue(1)[0]
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: item.Row, PersonalID: p.number, Reason: "đúng"}}))
		_, err := w.as(admin).ConfirmDecision(w.ctx, item.Row, "đúng")
		refusedWith(t, err, "second_is_uploader")
		_, err = w.as(admin3).ConfirmDecision(w.ctx, item.Row, "đúng")
		w.must(err)
	})
}

// TestWhoHandedTheVersionInForceInIsNoSecondPerson: the decision was taken on a
// version of somebody else's.
func TestWhoHandedTheVersionInForceInIsNoSecondPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := some()[0]
		w.policy("t3_automatic=false", "review_cap=0")
		w.at(3, 8)
		w.registry(p)
		w.uploadAs(clerk, "", swappedDates(p)...)
		w.match()
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: w.queue(1)[0].Row, PersonalID: p.number, Reason: "đúng"}}))
		w.uploadAs(admin, "", swappedDates(p.graver())...)
		w.match()
		row := w.rowNow(p)
		_, err := w.as(admin).ConfirmDecision(w.ctx, row, "đúng")
		refusedWith(t, err, "second_is_uploader")
		_, err = w.as(admin3).ConfirmDecision(w.ctx, row, "đúng")
		w.must(err)
	})
}

// TestTwoRowsOfOnePersonAreAtStakeTogether: one answer is for both, each below
// the cap and both together above.
func TestTwoRowsOfOnePersonAreAtStakeTogether(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := some()[0]
		w.policy("t3_automatic=false", fmt.Sprintf("review_cap=%d", 2*severeAmount-1))
		w.at(3, 8)
		w.registry(p)
		listed := swappedDates(p)
		listed[0].number = "" // a number on two rows would stop both
		w.upload(listed...)
		w.uploadAs(clerk, "bo-sung", listed...)
		w.match()
		items := w.queue(2)
		if items[0].List.PersonKey != items[1].List.PersonKey {
			t.Fatal("two persons: nothing is tested")
		}
		var both []app.Decision
		for _, i := range items {
			both = append(both, app.Decision{Row: i.Row, PersonalID: p.number, Reason: "đúng"})
		}
		atStake := func() int64 {
			var stake int64
			w.view(func(tx app.Tx) error {
				all, err := tx.AllDecisions(w.ctx)
				for _, d := range all {
					stake = d.AtStake
				}
				return err
			})
			return stake
		}
		taken, err := w.as(reviewer).DecideAll(w.ctx, append(both, both[0])) // a row said twice is one row
		w.must(err)
		if got := atStake(); taken.WaitSecond == 0 || got != 2*severeAmount {
			t.Errorf("%+v with %d at stake, want %d", taken, got, 2*severeAmount)
		}
	})
}

// TestTheCapIsOfTheWholeGroup: each row is below it, all of them together above,
// and one second word is for all.
func TestTheCapIsOfTheWholeGroup(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.inReview(some()[:3]...)
		w.policy(fmt.Sprintf("review_cap=%d", 3*severeAmount-1))
		w.match()
		g := w.groups(1)[0]
		taken, err := w.as(reviewer).DecideGroup(w.ctx, app.GroupAnswer{Period: w.period, ID: g.ID, Reason: "đảo ngày tháng"})
		w.must(err)
		if sum := w.match(); taken.WaitSecond != 3 || sum.Decided != 0 {
			t.Fatalf("%+v, %+v", taken, sum)
		}
		n, err := w.as(admin).ConfirmDecision(w.ctx, g.Items[1].Row, "đúng cả nhóm")
		w.must(err)
		if sum := w.match(); n != 3 || sum.Decided != 3 {
			t.Errorf("%d confirmed, %+v", n, sum)
		}
	})
}

// TestALaterMonthAboveTheCapWaits: what one reviewer could say of less money does
// not hold for more.
func TestALaterMonthAboveTheCapWaits(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := some()[0]
		item := w.inReview(p)[0]
		w.policy(fmt.Sprintf("review_cap=%d", severeAmount))
		w.match()
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: item.Row, PersonalID: p.number, Reason: "đúng"}}))
		if sum := w.match(); sum.Decided != 1 {
			t.Fatalf("%+v", sum)
		}
		w.nextMonth()
		w.upload(swappedDates(p.graver())...)
		if sum := w.match(); sum.Decided != 0 {
			t.Fatalf("more money by one word: %+v", sum)
		}
		next := w.queue(1)[0]
		w.state(next.Row, app.ReviewWaitsSecond)
		_, err := w.as(admin).ConfirmDecision(w.ctx, next.Row, "đúng")
		w.must(err)
		if sum := w.match(); sum.Decided != 1 {
			t.Errorf("%+v", sum)
		}
	})
}

func TestADecisionHoldsWhileBothRecordsAreAsTheyWere(t *testing.T) {
	for name, c := range map[string]struct {
		reject  bool
		change  func(*person)
		decided int
	}{
		"nothing changed":                    {false, func(*person) {}, 1},
		"they moved":                         {false, func(p *person) { p.commune = commune2 }, 0},
		"their name":                         {false, func(p *person) { p.name += " Hai" }, 0},
		"a rejection, nothing changed":       {true, func(*person) {}, 1},
		"a rejection, who was seen is other": {true, func(p *person) { p.name += " Hai" }, 0},
	} {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				p := some()[0]
				item := w.inReview(p)[0]
				dec := app.Decision{Row: item.Row, PersonalID: p.number, Reason: "đúng"}
				if c.reject {
					dec.PersonalID = ""
				}
				w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{dec}))
				if sum := w.match(); sum.Decided != 1 {
					t.Fatalf("%+v", sum)
				}
				w.nextMonth()
				now := p
				c.change(&now)
				w.registry(now, everybody()[5])
				listed := swappedDates(p)
				w.upload(listed...)
				sum := w.match()
				if sum.Decided != c.decided {
					t.Fatalf("decided %d, want %d: %+v", sum.Decided, c.decided, sum)
				}
				if c.decided == 0 {
					w.state(w.queue(1)[0].Row, app.ReviewRegistryChanged)
				}
			})
		})
	}
}

func TestADecisionIsTakenBackAndNeverErased(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := some()[0]
		item := w.inReview(p)[0]
		back := func(reason string) error {
			_, err := w.as(reviewer).WithdrawDecision(w.ctx, item.Row, reason)
			return err
		}
		refusedWith(t, back("nhầm"), "nothing_decided")
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: item.Row, PersonalID: p.number, Reason: "đúng"}}))
		w.match()
		w.at(4, 9)
		w.drafts()
		refusedWith(t, back(""), "reason_missing")
		w.must(back("nhầm người"))
		w.must(back("nhầm người")) // again changes nothing
		if sum := w.match(); sum.Decided != 0 || sum.Review != 1 {
			t.Fatalf("%+v", sum)
		}
		w.state(item.Row, app.ReviewWithdrawn)
		w.build()
		if got := w.payments(); slices.ContainsFunc(got, func(x app.Payment) bool { return x.State == "waiting" }) {
			t.Errorf("still in a draft: %+v", got)
		}
		w.must(w.as(admin).Decide(w.ctx, []app.Decision{{Row: item.Row, PersonalID: p.number, Reason: "đã hỏi xã"}}))
		w.match()
		ids := w.drafts()
		w.submit(ids...)
		w.approve(ids...)
		refusedWith(t, back("muộn"), "decision_led_to_payment")
		w.history(item.Row, "decided thu", "withdrawn thu", "decided an")
	})
}

func (w *world) history(row string, want ...string) {
	w.Helper()
	events, err := w.as(auditor).ReviewHistory(w.ctx, row)
	w.must(err)
	var got []string
	for _, e := range events {
		got = append(got, e.Kind+" "+e.Actor)
		if e.Reason == "" || e.RecordedAt == "" {
			w.Errorf("%+v says too little", e)
		}
	}
	if !slices.Equal(got, want) {
		w.Errorf("history %q, want %q", got, want)
	}
}

// TestWhatWasPaidBeforeDoesNotKeepADecision: it may be taken back for the months
// to come.
func TestWhatWasPaidBeforeDoesNotKeepADecision(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := some()[0]
		item := w.inReview(p)[0]
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: item.Row, PersonalID: p.number, Reason: "đúng"}}))
		w.match()
		w.throughApproval()
		w.at(8, 9)
		w.write()
		reference := w.reference(p)
		w.nextMonth()
		w.upload(swappedDates(p)...)
		if sum := w.match(); sum.Decided != 1 {
			t.Fatalf("%+v", sum)
		}
		next := w.rowNow(p)
		_, err := w.as(reviewer).WithdrawDecision(w.ctx, next, "nhầm")
		refusedWith(t, err, "decision_led_to_payment") // that of July is still on its way
		w.at(9, 9)
		w.answered(pain002("July", word{reference: reference, status: "ACCC", amount: severeAmount, bankRef: "FT1"}))
		paid, err := w.as(reviewer).WithdrawDecision(w.ctx, next, "nhầm")
		w.must(err)
		if sum := w.match(); paid != 1 || sum.Decided != 0 || sum.Review != 1 {
			t.Errorf("%d paid before, %+v", paid, sum)
		}
	})
}

// rowNow names a person's row of the month.
func (w *world) rowNow(p person) string {
	w.Helper()
	name := ""
	w.view(func(tx app.Tx) error {
		rows, err := tx.CurrentRows(w.ctx, string(programme), w.period.String())
		for _, r := range rows {
			if r.FullName == p.name {
				name = app.RowRef(r.VersionNo, r.RowKey)
			}
		}
		return err
	})
	return name
}

// TestASecondLookIsBlindAndByAnother: every decision is drawn here.
func TestASecondLookIsBlindAndByAnother(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := some()[:2]
		items := w.inReview(people...)
		w.policy("recheck_share=100")
		w.match()
		for _, i := range items {
			w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: i.Row, PersonalID: i.Evidence.Person, Reason: "đúng"}}))
		}
		w.match()
		own, err := w.as(reviewer).Rechecks(w.ctx)
		w.must(err)
		again, err := w.as(admin).Rechecks(w.ctx)
		w.must(err)
		if len(own) != 0 || len(again) != 2 || again[0].Decision.ActNo != 0 || again[0].State != "" {
			t.Fatalf("to look at again: %d own, %+v", len(own), again)
		}
		refusedWith(t, w.as(reviewer).Recheck(w.ctx, app.Decision{Row: items[0].Row, PersonalID: people[0].number, Reason: "x"}), "not_to_recheck")
		w.must(w.as(admin).Recheck(w.ctx, app.Decision{Row: items[0].Row, PersonalID: items[0].Evidence.Person, Reason: "đúng"}))
		if sum := w.match(); sum.Looked != 0 || sum.Decided != 2 {
			t.Errorf("a second look that agrees changes something: %+v", sum)
		}
		w.must(w.as(admin).Recheck(w.ctx, app.Decision{Row: items[1].Row, Reason: "không phải người này"}))
		refusedWith(t, w.as(admin).Recheck(w.ctx, app.Decision{Row: items[1].Row, Reason: "x"}), "not_to_recheck")
		if sum := w.match(); sum.Decided != 1 || sum.Review != 1 {
			t.Errorf("after a second look that differs: %+v", sum)
		}
		w.state(items[1].Row, app.ReviewRecheckDiffers)
		w.quality(app.ReviewerQuality{Reviewer: reviewer, Decisions: 2, Accepted: 2, Rechecked: 2, Differing: 1, Checked: 2, CheckedWrong: 1})
	})
}

func (w *world) quality(want ...app.ReviewerQuality) {
	w.Helper()
	got, err := w.as(auditor).Quality(w.ctx)
	w.must(err)
	if !slices.Equal(got, want) {
		w.Errorf("quality %+v, want %+v", got, want)
	}
}

func TestNothingIsDrawnWhereTheShareIsNone(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		item := w.inReview(some()[0])[0]
		w.policy("recheck_share=0")
		w.match()
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: item.Row, Reason: "không phải"}}))
		again, err := w.as(admin).Rechecks(w.ctx)
		w.must(err)
		if len(again) != 0 {
			t.Errorf("%d drawn of a share of none", len(again))
		}
	})
}

// TestAKnownCaseNeverPaysAnybody answers planted cases rightly and wrongly, by
// every way an answer can come in.
func TestAKnownCaseNeverPaysAnybody(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:6]
		w.taken(people...)
		n, err := w.as(admin).PlantSettled(w.ctx, w.period, 3)
		w.must(err)
		again, err := w.as(admin).PlantSettled(w.ctx, w.period, 3)
		w.must(err)
		if n != 3 || again != 0 {
			t.Fatalf("planted %d, then %d", n, again)
		}
		made, err := w.as(admin).PlantCases(w.ctx, w.period, []app.PlantCase{{List: app.PlantPerson{FullName: "Kiều Thị Yến", PersonalID: "999160000007"},
			Candidates: []app.PlantPerson{{PersonalID: "999160000009", FullName: "Kiều Thị Yến"}}, Answer: "999160000009", Fault: "number"}})
		w.must(err)
		cases, err := w.as(reviewer).PlantedItems(w.ctx, w.period)
		w.must(err)
		if made != 1 || len(cases) != 4 {
			t.Fatalf("%d made, %d cases", made, len(cases))
		}
		before := w.match()
		payments := func() int { w.at(4, 9); w.build(); return len(w.payments()) }
		wanted := payments()
		var wrong int
		for i, c := range cases {
			dec := app.Decision{Row: c.Row, PersonalID: c.Candidates[0].PersonalID, Reason: "đúng"}
			if i == 0 {
				dec.PersonalID = "999160000009"
				refusedWith(t, w.as(reviewer).Decide(w.ctx, []app.Decision{dec}), "person_outside")
				dec.Outside = true
			}
			w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{dec}))
			refusedWith(t, w.as(reviewer).Decide(w.ctx, []app.Decision{dec}), "row_not_in_review")
		}
		if after := w.match(); after.Looked != 0 || after.Rows != before.Rows || after.Decided != 0 {
			t.Errorf("known cases reached the match: %+v, before %+v", after, before)
		}
		if got := payments(); got != wanted {
			t.Errorf("%d payments, %d before known cases were answered", got, wanted)
		}
		w.view(func(tx app.Tx) error {
			owners, err := tx.BeneficiariesOf(w.ctx, []string{"999160000009"})
			if len(owners) != 0 {
				t.Errorf("a made-up person has a beneficiary: %+v", owners)
			}
			all, failed := tx.AllDecisions(w.ctx)
			if len(all) != 0 || failed != nil {
				t.Errorf("decisions about known cases: %+v, %v", all, failed)
			}
			answers, failed := tx.PlantAnswers(w.ctx)
			for _, a := range answers {
				wrong += int(1 - a.Correct)
			}
			if len(answers) != 4 || failed != nil {
				t.Errorf("answers: %+v, %v", answers, failed)
			}
			return err
		})
		w.quality(app.ReviewerQuality{Reviewer: reviewer, Planted: 4, PlantedWrong: wrong, Checked: 4, CheckedWrong: wrong})
		if wrong == 0 || wrong == 4 {
			t.Errorf("%d of 4 wrong: nothing is told apart", wrong)
		}
		if left, err := w.as(reviewer).PlantedItems(w.ctx, w.period); err != nil || len(left) != 0 {
			t.Errorf("answered cases come again: %d, %v", len(left), err)
		}
		for _, c := range cases {
			_, err := w.as(admin).ConfirmDecision(w.ctx, c.Row, "x")
			if err == nil {
				t.Errorf("a known case was confirmed")
			}
		}
	})
}

func TestWhatCannotBeMatchedGoesBackToItsCommune(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		dead, shared, other, nobody, rejected := all[0], all[1], all[2], all[3], all[10]
		w.policy("t3_automatic=false")
		w.at(3, 8)
		gone := dead
		gone.status, gone.died = "dead", "2024-05-01"
		w.registry(gone, shared, other, rejected, all[4])
		twice := other
		twice.number = shared.number
		w.upload(dead, shared, twice, nobody, all[4])
		w.upload(swappedDates(rejected)...)
		w.match()
		at := slices.IndexFunc(w.queue(2), func(i app.ReviewItem) bool { return i.List.FullName == rejected.name })
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: w.queue(2)[at].Row, Reason: "không có người này"}}))
		w.match()
		lists, err := w.as(auditor).Returns(w.ctx, w.period)
		w.must(err)
		got := map[string]string{}
		for _, l := range lists {
			for _, r := range l.Rows {
				got[l.Commune+" "+r.FullName] = strings.TrimSpace(r.Why() + " " + r.Said)
			}
		}
		want := map[string]string{commune1 + " " + dead.name: string(registry.Deceased), commune1 + " " + shared.name: string(registry.NumberShared),
			commune1 + " " + twice.name: string(registry.NumberShared), commune1 + " " + nobody.name: string(registry.NotFound),
			commune2 + " " + rejected.name: app.ReturnRejected + " không có người này"}
		if len(lists) != 2 || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("go back: %v\nwant %v", got, want)
		}
	})
}
