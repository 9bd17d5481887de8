package app_test

import (
	"testing"

	"chitra/internal/app"
)

// What was read of a batch before its approval counts only while no act came
// between; whatever came is in the approval.
func TestAnApprovalIsOfWhatTheBatchHoldsByThen(t *testing.T) {
	people := everybody()[:4]
	for _, c := range []struct {
		name     string
		happens  func(w *world, id string)
		used     bool
		refused  string
		approved int // of three
		round    int64
	}{
		{name: "nothing happens", happens: func(*world, string) {}, used: true, round: 1},
		{name: "a payment is taken out", approved: 2, round: 1, happens: func(w *world, id string) {
			w.must(w.as(maker).Withdraw(w.ctx, w.inBatch(id)[0], "moved away"))
		}},
		{name: "something of no matter", approved: 3, round: 1, happens: func(w *world, _ string) {
			w.uploadAs(clerk, "late", everybody()[4])
		}},
		{name: "a list says otherwise", refused: "batch_stale", happens: func(w *world, _ string) {
			w.listed(people[1:]...)
		}},
		{name: "it is sent back", refused: "batch_not_submitted", happens: func(w *world, id string) {
			w.must(w.as(approver).Reject(w.ctx, id, "wrong month"))
		}},
		{name: "it is sent back and submitted anew", approved: 3, round: 2, happens: func(w *world, id string) {
			w.must(w.as(approver).Reject(w.ctx, id, "wrong month"))
			w.submit(id)
		}},
		{name: "it is approved", refused: "batch_not_submitted", happens: func(w *world, id string) { w.approve(id) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				w.taken(people...)
				w.at(4, 9)
				id := w.drafts()[0]
				w.submit(id)
				v, err := w.as(approver).ApproveReadBefore(w.ctx, id, func() { c.happens(w, id) })
				if c.refused != "" {
					refusedWith(t, err, c.refused)
					return
				}
				w.must(err)
				shown, err := w.as(approver).ShowBatch(w.ctx, id)
				w.must(err)
				given := shown.Approvals[len(shown.Approvals)-1]
				approved := w.approvedBy(given)
				if len(approved) != c.approved {
					t.Errorf("%d payments are approved, want %d; what was read before is used: %t", len(approved), c.approved, c.used)
				}
				if c.used {
					return // of a batch that was made to hold nothing
				}
				if shown.Digest != v.Digest || given.Digest != v.Digest || given.Round != c.round || int(given.Payments) != c.approved {
					t.Errorf("%+v is given for %s, and the batch holds %s", given, v.Digest, shown.Digest)
				}
				w.events()
			})
		})
	}
}

// approvedBy are the payments that an approval is for.
func (w *world) approvedBy(a app.Approval) (approved []app.ApprovedPayment) {
	w.Helper()
	w.view(func(tx app.Tx) (err error) {
		approved, err = tx.ApprovedPayments(w.ctx, a.ActNo)
		return err
	})
	return approved
}
