package app_test

import (
	"testing"

	"chitra/internal/app"
	"chitra/internal/civil"
)

// TestADraftIsMadeAnewOfTheSameAmount fills in what a row left out, with the
// figure that was reckoned without it. The draft follows, and can be submitted.
func TestADraftIsMadeAnewOfTheSameAmount(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		total := p[0].with(func(l *listLine) { l.coefficient, l.total = "1,5", "" })
		factor := p[3]
		w.taken(total, factor, p[6])
		w.at(4, 9)
		id := w.drafts()[0]
		filled := func(l *listLine) { l.coefficient, l.total = "1,5", "750000" }
		before := map[person]string{p[0]: w.payment(p[0]).ID, p[3]: w.payment(p[3]).ID, p[6]: w.payment(p[6]).ID}

		w.listed(total.with(filled), factor.with(filled), p[6])
		if sum := w.build(); sum.Void != 2 || len(sum.Batches) != 1 || sum.Batches[0].Batch != id {
			t.Errorf("built %+v, want two made anew in %s", sum, id)
		}
		for who, was := range before {
			x := w.payment(who)
			if x.State != "waiting" || x.Amount != severeAmount || (x.ID == was) != (who == p[6]) {
				t.Errorf("%s: payment %s became %+v", who.name, was, x)
			}
		}
		w.submit(id)
		w.approve(id)
		w.write()
		w.instructedOnce(p[0], p[3], p[6])
	})
}

// buildOn asks for drafts to be paid on a day; 0 leaves it to the calendar.
func (w *world) buildOn(day int) app.BuildSummary {
	w.Helper()
	q := app.BuildRequest{Programme: programme, Period: w.period}
	if day > 0 {
		var err error
		q.PayOn, err = civil.NewDate(w.period.Year(), w.period.Month(), day)
		w.must(err)
	}
	sum, err := w.as(maker).Build(w.ctx, q)
	w.must(err)
	return sum
}

// TestADraftIsOfItsDay: one whose day has passed is left empty by the next
// build, and one of another day than asked for takes nobody in.
func TestADraftIsOfItsDay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		first, second, third := p[0], p[3], p[6]
		w.registry(first, second, third)
		w.listed(first, second)
		w.at(4, 9)
		past := w.drafts()[0] // to be paid on the 10th

		w.at(11, 9)
		sum := w.buildOn(0)
		if len(sum.Batches) != 1 || sum.Batches[0].Payments != 2 || sum.Batches[0].Batch == past {
			t.Fatalf("built %+v, want the two of %s in another draft", sum, past)
		}
		if again := w.buildOn(0); len(again.Batches) != 0 || again.Void != 0 {
			t.Errorf("a second build made %+v", again)
		}
		now := sum.Batches[0].Batch
		w.has(past, "2024-07-10", 0)
		w.has(now, "2024-07-12", 2)

		w.uploadAs(clerk, "bo-sung", third)
		w.match()
		sum = w.buildOn(20)
		if len(sum.Batches) != 1 || sum.Batches[0].Batch == now || sum.Batches[0].Batch == past {
			t.Fatalf("built %+v for the 20th, want a draft of its own", sum)
		}
		w.has(now, "2024-07-12", 2)
		w.has(sum.Batches[0].Batch, "2024-07-20", 1)
		w.submit(now, sum.Batches[0].Batch)
		w.approve(now, sum.Batches[0].Batch)
		if files := w.write(); len(files) != 2 {
			t.Errorf("%d files left, want 2", len(files))
		}
		w.instructedOnce(first, second, third)
	})
}

// has compares a batch's day and payments.
func (w *world) has(batch, day string, payments int64) {
	w.Helper()
	if v := w.batch(batch); v.PayOn != day || int64(v.Payments) != payments {
		w.Errorf("batch %s is to be paid on %s with %d payments, want %s with %d", batch, v.PayOn, v.Payments, day, payments)
	}
}

// TestWhatWasTakenOutStaysOut, whatever its row says since.
func TestWhatWasTakenOutStaysOut(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		out, rest := p[0], p[3]
		w.approved(out, rest)
		w.must(w.as(maker).Withdraw(w.ctx, w.payment(out).ID, "đã chuyển đi"))
		w.listed(out.graver(), rest)
		if sum := w.build(); len(sum.Batches) != 0 || sum.Void != 0 || sum.Held["withdrawn"] != 1 {
			t.Errorf("built %+v", sum)
		}
		w.stands(out, "held withdrawn")
		w.write()
		w.instructedOnce(rest)
	})
}

// TestWhatAFormCannotCarryIsHeld: the name of one holder is longer than the
// bank's form has room for. The others of the batch leave.
func TestWhatAFormCannotCarryIsHeld(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		long := p[1].with(func(l *listLine) { // paid from MB1, whose form has 70 letters
			l.holder, l.relation = "Trung tâm Bảo trợ xã hội và Phục hồi chức năng Người khuyết tật tỉnh Minh Họa", "Cơ sở bảo trợ xã hội"
		})
		rest := p[4]
		w.taken(long, rest)
		w.at(4, 9)
		ids := w.drafts()
		w.stands(long, "held unsendable")
		w.stands(rest, "waiting")
		w.submit(ids...)
		w.approve(ids...)
		if files := w.write(); len(files) != 1 || files[0].Instructions != 1 {
			t.Errorf("written %+v, want one file of one instruction", files)
		}
		w.instructedOnce(rest)
	})
}
