package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/money"
)

// TestAListWaitsForItsTotals types totals that do not agree: nothing counts, every
// try is recorded with both figures, the version in force stays, and the same
// file with the right totals is taken.
func TestAListWaitsForItsTotals(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[:3]
		w.registry(p...)
		first := w.upload(p[0])
		u := w.listUpload("", p...)
		u.FileName = "ds.csv"
		controls := func(count int, sum int64) { u.Controls = beneficiary.Controls{Count: &count, Sum: money.Dong(sum)} }
		for _, tc := range []struct {
			count               int
			sum                 int64
			status, reason      string
			stated, read        string
			version             int64
			eventsMore, rowsNow int
		}{
			{4, 2_250_000, app.ListWaits, beneficiary.RefusedTypedCountDiffers, "4", "3", 0, 1, 1},
			{3, 2_250_001, app.ListWaits, beneficiary.RefusedTypedTotalDiffers, "2250001", "2250000", 0, 1, 1},
			{3, 2_250_000, app.ListNew, "", "", "", first.Version + 1, 1, 3},
			{3, 2_250_000, app.ListUnchanged, "", "", "", first.Version + 1, 0, 3},
		} {
			before := w.events()
			controls(tc.count, tc.sum)
			out, err := w.as(clerk).ImportList(w.ctx, u)
			w.must(err)
			got := []any{out.Status, out.Reason, out.Stated, out.Read, out.Version, int(w.events() - before), len(w.rowPlaces())}
			want := []any{tc.status, tc.reason, tc.stated, tc.read, tc.version, tc.eventsMore, tc.rowsNow}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d people, %d đồng (-want +got):\n%s", tc.count, tc.sum, diff)
			}
		}
	})
}

// TestAListThatContradictsItselfWaits: the sheet's own totals are as good as typed
// ones. The same bytes again are no second try.
func TestAListThatContradictsItselfWaits(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[:2]
		rows := append(lines(p...), []string{"", "Tổng cộng: 3 người"})
		u := w.listUpload("", p...)
		u.Data = csvOf(rows)
		before := w.events()
		for range 2 {
			out, err := w.as(clerk).ImportList(w.ctx, u)
			w.must(err)
			if out.Status != app.ListWaits || out.Reason != beneficiary.RefusedCountDiffers || out.Stated != "3" || out.Read != "2" {
				t.Errorf("%+v", out)
			}
		}
		if n := w.events() - before; n != 1 || len(w.rowPlaces()) != 0 {
			t.Errorf("%d events, %d rows", n, len(w.rowPlaces()))
		}
	})
}
