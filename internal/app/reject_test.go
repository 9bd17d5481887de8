package app_test

import (
	"context"
	"testing"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout"
)

func (w *world) batch(id string) app.BatchView {
	w.Helper()
	v, err := w.as(approver).ShowBatch(w.ctx, id)
	w.must(err)
	return v
}

// A batch whose day passed without a file is not stuck: sent back, everybody in
// it is paid by the next one, once, on another day.
func TestAnApprovedBatchPastItsDayIsBuiltAnew(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		old := w.approved(people...)
		w.at(11, 9)
		for _, id := range old {
			_, err := w.as(bankDesk).WriteFiles(w.ctx, []string{id}, w.out)
			refusedWith(t, err, "pay_day_passed")
			refusedWith(t, w.as(approver).Reject(w.ctx, id, ""), "reason_missing")
			w.must(w.as(approver).Reject(w.ctx, id, "the day has passed"))
		}
		for _, p := range people {
			w.stands(p, "held batch_returned")
		}
		for _, id := range old {
			v := w.batch(id)
			if v.State != string(payout.BatchApproved) || v.Payments != 0 || len(v.Approvals) != 1 {
				t.Errorf("the batch sent back is %s with %d payments and %d approvals", v.State, v.Payments, len(v.Approvals))
			}
			refusedWith(t, w.as(approver).Reject(w.ctx, id, "again"), "batch_empty")
		}

		day, err := civil.NewDate(2024, 7, 15)
		w.must(err)
		request := w.buildRequest()
		request.PayOn = day
		sum, err := w.as(maker).Build(w.ctx, request)
		w.must(err)
		var fresh []string
		for _, b := range sum.Batches {
			fresh = append(fresh, b.Batch)
			if v := w.batch(b.Batch); v.PayOn != day.ISO() || v.State != string(payout.BatchDraft) {
				t.Errorf("the new draft is %s, to be paid on %s", v.State, v.PayOn)
			}
		}
		if len(fresh) != len(old) {
			t.Fatalf("%d new drafts for %d batches sent back", len(fresh), len(old))
		}
		w.submit(fresh...)
		w.approve(fresh...)
		if files := w.write(); len(files) != len(old) {
			t.Errorf("%d files left, want %d", len(files), len(old))
		}
		w.instructedOnce(people...)
		w.events()
	})
}

// brokenOutbox lets no file leave.
type brokenOutbox struct{}

func (brokenOutbox) Place() string { return "memory" }

func (brokenOutbox) Publish(context.Context, string, []byte) (bool, error) { return false, errBroken }

// Once a file is intended its payments may be on their way: nothing is taken out.
func TestABatchWithFilesIsNotSentBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:4]
		ids := w.approved(people...)
		w.at(8, 9)
		if _, err := w.as(bankDesk).WriteFiles(w.ctx, ids, brokenOutbox{}); err == nil {
			t.Fatal("files left through a broken outbox")
		}
		for _, id := range ids {
			refusedWith(t, w.as(approver).Reject(w.ctx, id, "too late"), "files_intended")
		}
		w.write()
		for _, id := range ids {
			refusedWith(t, w.as(approver).Reject(w.ctx, id, "too late"), "batch_not_submitted")
		}
		w.instructedOnce(people...)
	})
}
