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

// figures are both reports as of a moment; a zero moment is now.
func (w *world) figures(asOf time.Time) string {
	w.Helper()
	var b strings.Builder
	c, err := w.as(auditor).Coverage(w.ctx, app.CoverageQuery{From: w.period, To: w.period, By: reports.ByBank, AsOf: asOf})
	w.must(err)
	w.must(c.WriteJSON(&b))
	r, err := w.as(auditor).ReconciliationReport(w.ctx, w.period, w.period, asOf)
	w.must(err)
	w.must(r.WriteJSON(&b))
	return b.String()
}

// TestAReportAsOfAMomentGivesTheFiguresOfThen draws the reports after each act
// of a month, and once more as of each of those moments when all is over.
func TestAReportAsOfAMomentGivesTheFiguresOfThen(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:8]
		silent := people[7].with(func(l *listLine) { l.account, l.bank, l.holder = "", "", "" })
		gone, heavier := people[5], people[6]
		first := append(append([]person{}, people[:7]...), silent)
		w.at(3, 7)
		w.registry(people...)
		var ids []string
		type moment struct {
			what, said string
			at         time.Time
		}
		var moments []moment
		for i, act := range []struct {
			what string
			do   func()
		}{
			{"taken in", func() { w.upload(first...) }},
			{"matched", func() { w.match() }},
			{"built", func() { ids = w.drafts() }},
			{"a version in which one is gone, one paid more and one has an account", func() {
				w.upload(append(append([]person{}, people[:5]...), heavier.graver(), people[7])...)
			}},
			{"matched again", func() { w.match() }},
			{"built again", func() { w.build() }},
			{"submitted", func() { w.submit(ids...) }},
			{"approved", func() { w.approve(ids...) }},
			{"withdrawn", func() { w.must(w.as(maker).Withdraw(w.ctx, w.payment(people[4]).ID, "đã chuyển đi")) }},
			{"sent", func() { w.write() }},
			{"answered", func() {
				w.answered(pain002("B1", word{reference: w.reference(people[0]), status: "ACCC"},
					word{reference: w.reference(people[1]), status: "RJCT", reason: "AC04"}))
			}},
			{"debited and returned", func() {
				w.answered(camt054("B2", entry{reference: w.reference(people[0]), bankRef: "D", amount: severeAmount},
					entry{reference: w.reference(people[0]), bankRef: "R", amount: severeAmount, back: "AC04"}))
			}},
			{"overdue", func() { w.at(20, 9); _, err := w.as(bankDesk).Reconcile(w.ctx, w.period); w.must(err) }},
			{"answered late", func() {
				w.at(21, 9)
				w.answered(pain002("B3", word{reference: w.reference(people[2]), status: "ACCC"}))
			}},
			{"a supplement", func() { w.at(22, 9); w.uploadAs(clerk, "bo-sung", gone); w.match(); w.build() }},
		} {
			if i < 12 {
				w.at(4, 8+i)
			}
			act.do()
			moments = append(moments, moment{act.what, w.figures(time.Time{}), w.clock()})
		}
		for i, m := range moments {
			if i > 0 && m.said == moments[i-1].said {
				t.Errorf("%s changed no figure: nothing is tested", m.what)
			}
			if diff := cmp.Diff(m.said, w.figures(m.at)); diff != "" {
				t.Errorf("as of %q the figures are no longer those of then (-then +now):\n%s", m.what, diff)
			}
		}
		// A second before an act nothing of it is there.
		if diff := cmp.Diff(cut(moments[9].said), cut(w.figures(moments[10].at.Add(-time.Second)))); diff != "" {
			t.Errorf("a second before the answers:\n%s", diff)
		}
	})
}

// cut leaves the cut-off out, which differs.
func cut(said string) string {
	var kept []string
	for line := range strings.SplitSeq(said, "\n") {
		if !strings.Contains(line, "as_of") {
			kept = append(kept, line)
		}
	}
	return fmt.Sprintln(strings.Join(kept, "\n"))
}
