package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/payout"
)

// TestANewVersionOfAList changes a row at each stage of its payment: what no
// approver has seen leaves the draft, a submitted batch cannot be approved any
// more, and what is approved or sent stays as it is beside one exception.
func TestANewVersionOfAList(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		changed, rest := people[0], people[1:]
		w.registry(people...)
		for _, change := range []struct {
			name      string
			version   []person
			left      []string // what is left in the draft of the person
			exception string
		}{
			{"gone", rest, nil, "row_gone"},
			{"another amount", append([]person{changed.graver()}, rest...), []string{"waiting 1000000"}, "row_changed"},
			{"another account", append([]person{changed.with(func(l *listLine) { l.account = "99900000777" })}, rest...),
				[]string{"held account_changed 750000"}, "row_changed"},
		} {
			for _, s := range stages() {
				w.listed(people...)
				batches := s.reach(w)
				before := w.payment(changed)
				w.at(9, 9)
				w.upload(change.version...)
				w.match()
				if s.stale {
					w.refusesStale(before.BatchID)
					w.must(w.as(approver).Reject(w.ctx, before.BatchID, "danh sách đã đổi"))
				}
				built := w.build()
				w.build()
				name := s.name + ", " + change.name
				if s.final {
					w.staysWithException(name, changed, before.ID, before.State, change.exception)
				} else {
					w.left(name, changed, change.left)
					if found := w.exceptions(); len(found) != 0 {
						t.Errorf("%s: exceptions %q", name, found)
					}
				}
				if s.final && len(built.Batches) != 0 {
					t.Errorf("%s: built %+v", name, built.Batches)
				}
				without := 0
				if s.final {
					without = len(people) - len(change.version)
				}
				w.everybodyIsSomewhere(name, len(change.version), without)
				w.settleMonth(batches)
			}
		}
	})
}

// stage is how far a payment has come when its list changes.
type stage struct {
	name  string
	reach func(w *world) []string
	stale bool // submitted: approving must be refused
	final bool // an approver has seen it
}

func stages() []stage {
	draft := func(w *world) []string { w.at(4, 9); return w.drafts() }
	submitted := func(w *world) []string { ids := draft(w); w.submit(ids...); return ids }
	return []stage{
		{name: "draft", reach: draft},
		{name: "submitted", reach: submitted, stale: true},
		{name: "approved", reach: func(w *world) []string { return w.throughApproval() }, final: true},
		{name: "sent", reach: func(w *world) []string { ids := w.throughApproval(); w.write(); return ids }, final: true},
	}
}

func (w *world) refusesStale(batch string) {
	w.Helper()
	v, err := w.as(approver).ShowBatch(w.ctx, batch)
	w.must(err)
	if v.Stale != 1 {
		w.Errorf("batch %s holds %d stale payments, want 1", batch, v.Stale)
	}
	_, err = w.as(approver).Approve(w.ctx, batch)
	refusedWith(w, err, "batch_stale")
}

// left compares what a person has left of payments after a draft was made anew.
func (w *world) left(name string, p person, want []string) {
	w.Helper()
	var got []string
	for _, x := range w.payments() {
		if x.BeneficiaryID == w.owner(p) {
			got = append(got, strings.Join(strings.Fields(fmt.Sprint(x.State, " ", x.HeldReason, " ", x.Amount)), " "))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("%s: what is left (-want +got):\n%s", name, diff)
	}
}

// staysWithException fails unless the payment is untouched and its exception is
// there once, however often the batch was built since.
func (w *world) staysWithException(name string, p person, id, state, kind string) {
	w.Helper()
	now := w.payment(p)
	if now.ID != id || now.State != state {
		w.Errorf("%s: payment %s %s became %s %s", name, id, state, now.ID, now.State)
	}
	if diff := cmp.Diff([]string{kind + " " + id}, w.exceptions()); diff != "" {
		w.Errorf("%s: exceptions (-want +got):\n%s", name, diff)
	}
}

// settleMonth brings whatever waits to its file, so that a month leaves nothing
// to the next, and goes on to it.
func (w *world) settleMonth(batches []string) {
	w.Helper()
	for _, id := range batches {
		v, err := w.as(maker).ShowBatch(w.ctx, id)
		w.must(err)
		if v.State == string(payout.BatchDraft) && v.Payments > 0 {
			w.submit(id)
			w.approve(id)
		}
	}
	w.write()
	for id, attempts := range w.instructions() {
		if len(attempts) != 1 {
			w.Errorf("payment %s has %d instructions", id, len(attempts))
		}
	}
	w.nextMonth()
}

// TestADeathAfterApprovalIsTakenOut: the registry of a later day knows that one
// of an approved batch has died. The rest stays approved.
func TestADeathAfterApprovalIsTakenOut(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		w.approved(people...)
		heirs, rest := people[0], people[1:]
		id := w.payment(heirs).ID
		w.at(6, 9)
		dead := heirs
		dead.status, dead.died = "dead", "2024-07-05"
		w.registry(append([]person{dead}, rest...)...)
		w.match()
		w.build()
		w.stands(heirs, "held to_heirs")
		if diff := cmp.Diff([]string{"row_changed " + id}, w.exceptions()); diff != "" {
			t.Errorf("exceptions (-want +got):\n%s", diff)
		}
		w.at(8, 9)
		w.write()
		w.instructedOnce(rest...)
		w.everyRowIsSomewhere("sent", 3)
	})
}
