package app_test

import (
	"testing"

	"chitra/internal/app"
	"chitra/reports"
)

// TestAMonthAtOnceWithThoseWhoLook: many files at a time, a few rows at a time side
// by side, and all the while somebody draws reports and walks the journal. What
// they see holds at every moment, and the month comes out as it always does.
func TestAMonthAtOnceWithThoseWhoLook(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		w.at(3, 8)
		w.registry(all...)
		done, looked := make(chan struct{}), make(chan error, 2)
		auditor, accountant := w.as(auditor), w.as(maker)
		look := func(once func() error) {
			for {
				select {
				case <-done:
					looked <- nil
					return
				default:
					if err := once(); err != nil {
						looked <- err
						return
					}
				}
			}
		}
		go look(func() error {
			r, err := auditor.Verify(w.ctx)
			if err == nil && !r.OK {
				err = r.FirstBad
			}
			return err
		})
		go look(func() error {
			_, err := accountant.Coverage(w.ctx, app.CoverageQuery{From: w.period, To: w.period, By: reports.ByCommune})
			return err
		})

		var lists []app.ListUpload
		for at, size := range []int{5, 5, 5, 5} {
			lists = append(lists, w.listUpload([]string{"", "a", "", "b"}[at], all[at*size:(at+1)*size]...))
		}
		w.must(w.as(clerk).ImportLists(w.ctx, each(lists, nil), func(app.ListOutcome) error { return nil }))
		w.as(maker).LookAtOnce(3)
		w.match()
		w.throughApproval()
		w.at(8, 9)
		w.write()
		var answers []app.ResultUpload
		for n, p := range all[:6] {
			name := string(rune('A' + n))
			answers = append(answers, app.ResultUpload{FileName: name + ".xml", Data: pain002(name, word{reference: w.reference(p), status: "ACCC"})})
		}
		w.must(w.as(bankDesk).ImportResults(w.ctx, each(answers, nil), func(app.ResultOutcome) error { return nil }))
		close(done)
		for range 2 {
			if err := <-looked; err != nil {
				t.Errorf("somebody who looked: %v", err)
			}
		}
		w.instructedOnce(all...)
		for n, p := range all {
			want := "sent"
			if n < 6 {
				want = "paid"
			}
			w.stands(p, want)
		}
		w.events()
	})
}
