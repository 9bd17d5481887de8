package app_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/payout"
)

// instructedOnce fails unless every one of the people has one payment with one
// instruction, all for the amounts of their lists.
func (w *world) instructedOnce(people ...person) {
	w.Helper()
	attempts := w.instructions()
	if len(attempts) != len(people) {
		w.Errorf("%d payments were instructed, want %d", len(attempts), len(people))
	}
	for _, p := range people {
		x := w.payment(p)
		if n := len(attempts[x.ID]); n != 1 || attempts[x.ID][0].Amount != x.Amount {
			w.Errorf("%s: %d instructions for a payment of %d", p.name, n, x.Amount)
		}
	}
}

func TestTheSameListTwicePaysOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		w.sent(all...)
		w.instructedOnce(all...)
		names, events := w.out.names(), w.events()

		for _, people := range [][]person{all[:10], all[10:]} {
			if out := w.upload(people...); out.Status != app.ListUnchanged || out.Version != 1 {
				t.Errorf("the same list again is %s, version %d", out.Status, out.Version)
			}
		}
		w.match()
		if sum := w.build(); len(sum.Batches) != 0 || sum.Exceptions != 0 || sum.Void != 0 {
			t.Errorf("a second build made %+v", sum)
		}
		if files := w.write(); len(files) != 0 {
			t.Errorf("a second run wrote %d files", len(files))
		}
		w.instructedOnce(all...)
		if diff := cmp.Diff(names, w.out.names()); diff != "" {
			t.Errorf("other files lie in the outbox:\n%s", diff)
		}
		if now := w.events(); now != events {
			t.Errorf("the journal went from %d to %d events, though nothing was done", events, now)
		}
	})
}

func TestEachStepOfABatchIsTakenOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		w.taken(all...)
		w.at(4, 9)
		id := w.drafts()[0]
		_, err := w.as(approver).Approve(w.ctx, id)
		refusedWith(t, err, "batch_not_submitted")
		_, err = w.as(bankDesk).WriteFiles(w.ctx, []string{id}, w.out)
		refusedWith(t, err, "batch_not_approved")
		w.submit(id)
		_, err = w.as(maker).Submit(w.ctx, id)
		refusedWith(t, err, "batch_not_draft")
		w.approve(id)
		_, err = w.as(second).Approve(w.ctx, id)
		refusedWith(t, err, "batch_not_submitted")

		first, err := w.as(bankDesk).WriteFiles(w.ctx, []string{id}, w.out)
		w.must(err)
		again, err := w.as(bankDesk).WriteFiles(w.ctx, []string{id}, w.out)
		w.must(err)
		if len(first) != 1 || first[0].Status != app.ListNew || len(again) != 1 || again[0].Status != app.ListUnchanged {
			t.Fatalf("written %+v, then %+v", first, again)
		}
		refusedWith(t, w.as(second).Reject(w.ctx, id, "xem lại"), "batch_not_submitted")
		if first[0].SHA256 != again[0].SHA256 || first[0].Name != again[0].Name {
			t.Errorf("written again, the file is another: %s, %s", first[0].Name, again[0].Name)
		}
	})
}

// TestTwoListsNamingOnePersonPayOnce takes a second list at each stage of the
// first. One number on two rows stops both until the commune says which; what
// an approver has seen goes on, with an exception that somebody owns.
func TestTwoListsNamingOnePersonPayOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:10]
		late := people[3]
		w.registry(people...)
		for _, stage := range []struct {
			name         string
			reach        func()
			instructions int
			exceptions   int
		}{
			{"before the build", func() {}, 0, 0},
			{"in the draft", func() { w.build() }, 0, 0},
			{"approved", func() { w.throughApproval() }, 1, 1},
			{"sent", func() { w.throughApproval(); w.write() }, 1, 1},
		} {
			w.listed(people...)
			stage.reach()
			w.at(9, 9)
			w.uploadAs(clerk, "bo-sung", late)
			w.match()
			w.build()
			w.build()
			w.write()
			if n := w.attempts(late); n != stage.instructions {
				t.Errorf("%s: %d instructions for a person on two lists, want %d", stage.name, n, stage.instructions)
			}
			if found := w.exceptions(); len(found) != stage.exceptions {
				t.Errorf("%s: exceptions %q, want %d", stage.name, found, stage.exceptions)
			}
			stopped := 0
			for _, r := range w.rowPlaces() {
				if r.Place == "held" && r.Reason == "unmatched" {
					stopped++
				}
			}
			if stopped != 2 {
				t.Errorf("%s: %d rows are stopped, want the two of one number", stage.name, stopped)
			}
			w.nextMonth()
		}
	})
}

// attempts is how many instructions there are of a person in the month.
func (w *world) attempts(p person) int {
	w.Helper()
	n := 0
	for _, all := range w.instructions() {
		for _, i := range all {
			if i.BeneficiaryID == w.owner(p) {
				n++
			}
		}
	}
	return n
}

func (w *world) rowPlaces() []app.RowPlace {
	w.Helper()
	rows, err := w.as(auditor).RowPlaces(w.ctx, w.period)
	w.must(err)
	return rows
}

// together runs many at once and returns what each came to.
func together(many int, run func() error) []error {
	results := make([]error, many)
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range results {
		all.Go(func() {
			<-start
			results[i] = run()
		})
	}
	close(start)
	all.Wait()
	return results
}

// nobodyBroke fails where one of many was told anything but the rules' refusal.
func nobodyBroke(t *testing.T, what string, results []error) {
	t.Helper()
	for _, err := range results {
		var refused *app.Refused
		if err != nil && !errors.As(err, &refused) {
			t.Errorf("%s, many at once: %v", what, err)
			return
		}
	}
}

func TestFiftyAtOnceIsOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()[:10]
		w.at(3, 8)
		w.registry(all...)
		list := w.listUpload("", all...)
		hoa, lan, minh, nga := w.as(clerk), w.as(maker), w.as(approver), w.as(bankDesk)

		var mu sync.Mutex
		statuses := map[string]int{}
		nobodyBroke(t, "the same list", together(50, func() error {
			out, err := hoa.ImportList(w.ctx, list)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				statuses[out.Status]++
			}
			return err
		}))
		if diff := cmp.Diff(map[string]int{app.ListNew: 1, app.ListUnchanged: 49}, statuses); diff != "" {
			t.Errorf("the same list fifty times (-want +got):\n%s", diff)
		}
		nobodyBroke(t, "match", together(10, func() error { _, err := lan.MatchPeriod(w.ctx, w.period); return err }))
		nobodyBroke(t, "build", together(10, func() error { _, err := lan.Build(w.ctx, w.buildRequest()); return err }))
		batches, err := lan.Batches(w.ctx, programme, w.period.String())
		w.must(err)
		if len(batches) != 2 {
			t.Fatalf("%d drafts, want one a paying account", len(batches))
		}
		for _, b := range batches {
			nobodyBroke(t, "submit", together(10, func() error { _, err := lan.Submit(w.ctx, b.ID); return err }))
			nobodyBroke(t, "approve", together(50, func() error { _, err := minh.Approve(w.ctx, b.ID); return err }))
			v, err := minh.ShowBatch(w.ctx, b.ID)
			w.must(err)
			if v.State != string(payout.BatchApproved) || len(v.Approvals) != 1 {
				t.Errorf("batch %s is %s with %d approvals", b.ID, v.State, len(v.Approvals))
			}
		}
		nobodyBroke(t, "files", together(10, func() error { _, err := nga.WriteFiles(w.ctx, nil, w.out); return err }))
		w.instructedOnce(all...)

		answer := pain002("B1", word{reference: w.reference(all[0]), status: "ACCC"}, word{reference: w.reference(all[1]), status: "RJCT", reason: "AC04"})
		taken := 0
		nobodyBroke(t, "the same answer", together(50, func() error {
			out, err := nga.ImportResult(w.ctx, "answer.xml", answer)
			mu.Lock()
			defer mu.Unlock()
			if err == nil && out.Status == app.ListNew {
				taken++
			}
			return err
		}))
		if taken != 1 {
			t.Errorf("the same answer was taken %d times", taken)
		}
		w.stands(all[0], "paid")
		w.stands(all[1], "rejected")
		w.events()
	})
}

// TestTwoApproversAtOnce: a batch no person made is approved when the second of
// two has, also when both do at the same moment.
func TestTwoApproversAtOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.taken(everybody()[:6]...)
		_, err := w.as(app.NightUser).Build(w.ctx, w.buildRequest())
		w.must(err)
		batches, err := w.as(maker).Batches(w.ctx, programme, w.period.String())
		w.must(err)
		both := []*app.App{w.as(approver), w.as(second)}
		for _, b := range batches {
			_, err := w.as(app.NightUser).Submit(w.ctx, b.ID)
			w.must(err)
			var wait sync.WaitGroup
			for _, who := range both {
				wait.Go(func() {
					if _, err := who.Approve(w.ctx, b.ID); err != nil {
						t.Errorf("approve: %v", err)
					}
				})
			}
			wait.Wait()
			v, err := w.as(maker).ShowBatch(w.ctx, b.ID)
			w.must(err)
			if v.State != string(payout.BatchApproved) || len(v.Approvals) != 2 {
				t.Errorf("batch %s is %s after two approved it", b.ID, v.State)
			}
		}
	})
}

// TestTheDatabaseRefusesASecondInstruction goes past every use case.
func TestTheDatabaseRefusesASecondInstruction(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()[:6]
		w.sent(all...)
		alive, failed := all[0], all[1]
		w.at(11, 9)
		w.answered(pain002("B1", word{reference: w.reference(failed), status: "RJCT", reason: "AC04"}))
		if err := w.instructAgain(alive); err == nil {
			t.Error("a payment that is sent got a second instruction")
		}
		// What surely failed may be tried again: it is the living one that stood in the way.
		if err := w.instructAgain(failed); !errors.Is(err, errUndone) {
			t.Errorf("a rejected payment got no second instruction: %v", err)
		}
		w.instructedOnce(all...)
	})
}

var errUndone = errors.New("undone")

// instructAgain writes another attempt straight into the table, and undoes it.
func (w *world) instructAgain(p person) error {
	i := w.instructions()[w.payment(p).ID][0]
	i.ID, i.Attempt, i.State = "C999999999999999", 2, string(payout.InstructionIntended)
	return w.store.Update(w.ctx, func(tx app.Tx) error {
		if _, err := tx.Insert(context.Background(), i.Table(), slices.Values([]app.Fact{i}), foldOf()); err != nil {
			return err
		}
		return errUndone
	})
}
