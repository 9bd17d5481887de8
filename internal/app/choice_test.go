package app_test

import (
	"testing"

	"chitra/internal/app"
)

// TestAReviewerMayChooseAnybodyRegistered: the row leads to one person, who was
// found to be another.
func TestAReviewerMayChooseAnybodyRegistered(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		looks, is := p[0], p[3]
		listed := looks.with(func(l *listLine) { l.holder = is.name })
		listed.number = ""
		w.at(3, 8)
		w.registry(looks, is)
		w.upload(listed)
		w.match()
		queue, err := w.as(reviewer).ReviewQueue(w.ctx, w.period)
		w.must(err)
		if len(queue) != 1 {
			t.Fatalf("%d rows to decide, want 1", len(queue))
		}
		for _, c := range queue[0].Candidates {
			if c.PersonalID == is.number {
				t.Fatalf("%s is a candidate: nothing is tested", is.name)
			}
		}
		row := queue[0].Row
		w.must(w.as(reviewer).Decide(w.ctx, []app.Decision{{Row: row, PersonalID: is.number, Reason: "đã xem căn cước", Outside: true}}))
		_, err = w.as(admin).ConfirmDecision(w.ctx, row, "đúng người này")
		w.must(err)
		w.match()
		w.at(4, 9)
		w.drafts()
		w.stands(is, "waiting")
		if x := w.payment(is); x.PayeeName != is.name {
			t.Errorf("the payee is %s, want %s", x.PayeeName, is.name)
		}
	})
}
