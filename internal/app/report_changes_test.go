package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/reports"
)

// changed is what a person's August is, against July, as of a moment.
func (w *world) changed(asOf time.Time) map[string]string {
	w.Helper()
	r, err := w.as(auditor).Changes(w.ctx, app.ChangesQuery{Period: w.period, Programme: programme, AsOf: asOf})
	w.must(err)
	out := map[string]string{"": fmt.Sprintf("%d − %d + %d = %d, open %d %d", r.Total[reports.FigureBefore].Count, r.Total[reports.FigureGone].Count,
		r.Total[reports.FigureNew].Count, r.Total[reports.FigureNow].Count, r.OpenBefore, r.OpenNow)}
	account := func(s reports.Standing) string {
		var parts []string
		for _, t := range s.To {
			parts = append(parts, t.Account)
		}
		return strings.Join(parts, " ")
	}
	for _, c := range r.Changes {
		out[c.Number] = fmt.Sprintf("%v %s>%s", c.Kinds, account(c.Was), account(c.Is))
	}
	return out
}

// TestWhatChangedSinceTheMonthBefore pays July, has the bank refuse one account,
// and builds August: somebody is gone, somebody new, an amount is another, and
// the refused account gives way to the one the list shows now. As of a moment the
// report stays what it was.
func TestWhatChangedSinceTheMonthBefore(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		same, gone, graver, moved, fresh, late := p[0], p[3], p[6], p[9], p[12], p[1]
		w.registry(same, gone, graver, moved, fresh, late)
		w.listed(same, gone, graver, moved)
		w.throughApproval()
		w.write()
		refused := w.reference(moved)
		w.at(10, 9)
		w.answered(pain002("refused", word{reference: refused, status: "RJCT", reason: "AC04"}))

		w.nextMonth()
		other := moved.listedAs("99900000888", "Nguyễn Thị Người Nhà", "người giám hộ")
		w.listed(same, graver.graver(), other)
		w.uploadAs(clerk, "b", fresh)
		w.at(2, 9)
		before := w.clock()
		if diff := cmp.Diff(map[string]string{"": "4 − 4 + 0 = 0, open 0 4", same.number: "[gone] 99900000000>", gone.number: "[gone] 99900000003>",
			graver.number: "[gone] 99900000006>", moved.number: "[gone] 99900000009>"}, w.changed(before)); diff != "" {
			t.Errorf("before August was built (-want +got):\n%s", diff)
		}
		w.match()
		w.at(4, 9)
		w.drafts()
		want := map[string]string{"": "4 − 1 + 1 = 4, open 0 0", gone.number: "[gone] 99900000003>", graver.number: "[amount_changed] 99900000006>99900000006",
			moved.number: "[account_changed payee_changed] 99900000009>99900000888", fresh.number: "[new] >99900000012"}
		built := w.clock()
		if diff := cmp.Diff(want, w.changed(built)); diff != "" {
			t.Errorf("August built (-want +got):\n%s", diff)
		}
		w.at(5, 9)
		w.listed(same, graver.graver(), other, late)
		w.at(6, 9)
		w.drafts()
		if got := w.changed(w.clock()); got[late.number] == "" {
			t.Errorf("who came later is not in it: %v", got)
		}
		if diff := cmp.Diff(want, w.changed(built)); diff != "" {
			t.Errorf("as of then, later (-want +got):\n%s", diff)
		}
	})
}
