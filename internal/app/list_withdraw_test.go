package app_test

import (
	"testing"

	"chitra/internal/app"
)

// TestAListIsTakenBackUntilItIsApproved withdraws a list at each stage of its
// payments. Before an approval its rows leave force and the draft its payments;
// afterwards nothing moves.
func TestAListIsTakenBackUntilItIsApproved(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		gone, other := p[0], p[11] // of two communes
		w.registry(gone, other)
		for _, s := range stages() {
			w.listed(gone, other)
			batches := s.reach(w)
			ref := app.ListRef{Programme: programme, Period: w.period, Commune: commune1}
			versions, err := w.as(auditor).ListVersions(w.ctx, ref)
			w.must(err)
			id, before := versions[0].ListID, w.payment(gone)
			_, err = w.as(clerk).WithdrawList(w.ctx, id, "")
			refusedWith(t, err, "reason_missing")
			w.at(9, 9)
			out, err := w.as(clerk).WithdrawList(w.ctx, id, "nhầm xã")
			if s.final {
				refusedWith(t, err, "list_approved")
				if now := w.payment(gone); now != before {
					t.Errorf("%s: %+v became %+v", s.name, before, now)
				}
				w.everybodyIsSomewhere(s.name, 2, 0)
				w.settleMonth(batches)
				continue
			}
			w.must(err)
			if out.Status != app.ListNew || out.Version != 2 || out.Rows != 1 {
				t.Errorf("%s: %+v", s.name, out)
			}
			again, err := w.as(clerk).WithdrawList(w.ctx, id, "nhầm xã")
			w.must(err)
			if again.Status != app.ListUnchanged || again.Version != 2 {
				t.Errorf("%s: again %+v", s.name, again)
			}
			if s.stale {
				w.refusesStale(before.BatchID)
				w.must(w.as(approver).Reject(w.ctx, before.BatchID, "danh sách đã rút"))
			}
			w.match()
			w.build()
			w.left(s.name, gone, nil)
			w.everybodyIsSomewhere(s.name, 1, 0)
			w.stands(other, "waiting")
			shown, err := w.as(auditor).ListVersion(w.ctx, ref, 1)
			w.must(err)
			if len(shown.Rows) != 1 || shown.InForce {
				t.Errorf("%s: the version taken back: %+v", s.name, shown)
			}
			if in := w.upload(gone); in.Status != app.ListNew || in.Version != 3 {
				t.Errorf("%s: the same file again: %+v", s.name, in)
			}
			w.match()
			w.build()
			w.stands(gone, "waiting")
			w.settleMonth(batches)
		}
		if w.events() == 0 {
			t.Error("no events")
		}
	})
}
