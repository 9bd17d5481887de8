package app_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/reports"
)

// onOtherList is what the report says of the other month's row of those who are
// new or gone, by number.
func (w *world) onOtherList() map[string]string {
	w.Helper()
	r, err := w.as(auditor).Changes(w.ctx, app.ChangesQuery{Period: w.period, Programme: programme})
	w.must(err)
	out := map[string]string{"": fmt.Sprintf("new %d listed %d, gone %d listed %d", r.Total[reports.FigureNew].Count,
		r.Total[reports.FigureNewListed].Count, r.Total[reports.FigureGone].Count, r.Total[reports.FigureGoneListed].Count)}
	for _, c := range r.Changes {
		out[c.Number] = fmt.Sprint(c.Kinds[0])
		if l := c.Listed; l.Found() {
			out[c.Number] += fmt.Sprintf(" %s %s row %d by name %v", l.Why, l.Outcome, l.Line, l.ByName)
		}
	}
	return out
}

// TestWhyThereIsNoPaymentOfWhoeverIsListed: whoever is new and stood on the list
// of the month before in a row that was refused, in review or stopped, and whoever
// is gone and stands so on this one, is told with it.
func TestWhyThereIsNoPaymentOfWhoeverIsListed(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[:10]
		w.registry(p...)
		refused, renamed, nameless, misread := p[1], p[2], p[3], p[8]
		refused.line.category, renamed.name, nameless.number, misread.number = "không rõ", "Nguyễn Thị Khác Hẳn", "", "12345"
		w.listed(p[0], refused, renamed, nameless, p[4], p[4], p[5], p[6], misread)
		w.drafts()

		w.nextMonth()
		left, doubted := p[5], p[6]
		left.line.category, doubted.name = "không rõ", "Nguyễn Thị Lạ Lùng"
		w.listed(p[0], p[1], p[2], p[3], p[4], left, doubted, p[7], p[8])
		w.drafts()
		want := map[string]string{
			"":          "new 6 listed 5, gone 2 listed 2",
			p[1].number: "new refused  row 3 by name false", p[2].number: "new review needs_review row 4 by name false",
			p[3].number: "new review number_missing row 5 by name true", p[4].number: "new stopped number_shared row 6 by name false",
			p[5].number: "gone refused  row 7 by name false", p[6].number: "gone review needs_review row 8 by name false",
			p[7].number: "new", p[8].number: "new refused  row 10 by name true",
		}
		if diff := cmp.Diff(want, w.onOtherList()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
