package app_test

import (
	"testing"
	"time"
)

// TestTheReportCountsWhatIsApproved, and neither drafts nor what was submitted.
func TestTheReportCountsWhatIsApproved(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		approved := func(when string, want int) {
			w.Helper()
			r, err := w.as(auditor).ReconciliationReport(w.ctx, w.period, w.period, time.Time{})
			w.must(err)
			if got := r.Total.Approved; got.Count != want || want > 0 && got.Amount.Minor() != int64(want)*severeAmount {
				t.Errorf("%s: %+v approved, want %d", when, got, want)
			}
		}
		w.taken(p[0], p[1])
		ids := w.drafts()
		approved("built", 0)
		w.submit(ids...)
		approved("submitted", 0)
		w.approve(ids[0])
		approved("one approved", 1)
		w.approve(ids[1])
		approved("approved", 2)
		w.write()
		approved("released", 2)
	})
}
