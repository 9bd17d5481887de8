package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout/ledger"
	"chitra/reports"
)

// slip hands back what failed of one paying account, by two people.
func (w *world) slip(payer, number string, on civil.Date) app.HandbackState {
	w.Helper()
	h, err := w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payer: payer, Slip: number, SlipOn: on, Reason: "hết năm"})
	w.must(err)
	_, err = w.as(approver).ConfirmHandback(w.ctx, h.ActNo)
	w.must(err)
	return h
}

func july(n int) civil.Date {
	d, err := civil.NewDate(2024, 7, n)
	if err != nil {
		panic(err)
	}
	return d
}

// gave is what the ledger's report says of what was given back and received.
func (w *world) gave() (waits, received reports.Tally, days int) {
	w.Helper()
	r, err := w.as(auditor).LedgerReport(w.ctx, w.period, w.period, reports.LedgerByPayer, time.Time{})
	w.must(err)
	days, _ = r.GiveBackDays(&r.Total)
	return r.Total.Of(ledger.GiveBack), r.Total.Received, days
}

// TestTheTreasuryReceives: two people record the Treasury's slip, for several
// hand-backs at once, and the ledger, the year's end and the proof hold both
// stages. A receipt that was wrong is replaced, and moves no money again.
func TestTheTreasuryReceives(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		w.sent(all[0], all[1])
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(all[0]), "AC04"), refusal(w.reference(all[1]), "AC06")))
		one, two := w.slip("ISO1", "GNT 01", july(10)), w.slip("MB1", "GNT 02", civil.Date{})
		w.at(15, 9)
		if waits, received, days := w.gave(); waits.Count != 2 || waits.Amount.Minor() != 2*severeAmount || received.Count != 0 || days != 5 {
			t.Errorf("handed back: %+v on its way for %d days, %+v received", waits, days, received)
		}
		r, err := w.as(auditor).YearEnd(w.ctx, 2024)
		w.must(err)
		if n, amount := r.Total.OnItsWay(); n != 2 || amount != 2*severeAmount || len(r.OnItsWay) != 2 || r.OnItsWay[0].SlipOn != "2024-07-10" || r.OnItsWay[1].SlipOn != "2024-07-11" {
			t.Errorf("on its way %d, %d đ: %+v", n, amount, r.OnItsWay)
		}
		w.events()

		q := app.ReceiptRequest{Handbacks: []int64{two.ActNo, one.ActNo}, Number: "GBC 9", On: july(12), Amount: 2 * severeAmount}
		got, err := w.as(maker).ProposeReceipt(w.ctx, q)
		w.must(err)
		if waits, _, _ := w.gave(); waits.Count != 2 {
			t.Errorf("one person moved %+v", waits)
		}
		_, err = w.as(approver).ConfirmReceipt(w.ctx, got.ActNo)
		w.must(err)
		if waits, received, days := w.gave(); waits.Count != 0 || received.Count != 2 || received.Amount.Minor() != 2*severeAmount || days != 0 {
			t.Errorf("received: %+v on its way for %d days, %+v received", waits, days, received)
		}
		w.receivedOn("2024-07-12", 2)
		if r, err = w.as(auditor).YearEnd(w.ctx, 2024); err != nil || r.Total.Received != 2 || r.Total.ReceivedAmount != 2*severeAmount || len(r.OnItsWay) != 0 {
			t.Errorf("%+v, %v", r, err)
		}
		w.stands(all[0], "handed_back")
		before := w.events()
		_, err = w.as(second).ConfirmReceipt(w.ctx, got.ActNo)
		w.must(err)
		if n := w.events(); n != before {
			t.Errorf("confirmed again, %d acts more", n-before)
		}

		right, err := w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Corrects: got.ActNo, Number: "GBC 19", On: july(13), Amount: 2 * severeAmount, Reason: "đọc nhầm số"})
		w.must(err)
		_, err = w.as(approver).ConfirmReceipt(w.ctx, right.ActNo)
		w.must(err)
		w.receivedOn("2024-07-12", 2) // and nothing moved again
		slips, err := w.as(auditor).Handbacks(w.ctx)
		if err != nil || slips[0].ReceiptNo != right.ActNo || slips[0].ReceiptNumber != "GBC 19" || slips[1].ReceivedOn != "2024-07-13" {
			t.Errorf("%+v, %v", slips, err)
		}
		known, err := w.as(auditor).Receipts(w.ctx)
		if err != nil || len(known) != 2 || known[0].State() != app.ProposalReplaced || known[1].State() != app.ProposalConfirmed || !slices.Equal(known[0].Handbacks, known[1].Handbacks) {
			t.Errorf("%+v, %v", known, err)
		}
		_, err = w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Corrects: got.ActNo, Number: "GBC 20", On: july(13), Amount: 2 * severeAmount, Reason: "lại"})
		refusedWith(t, err, "receipt_replaced")
		w.events()
	})
}

// receivedOn holds that so many movements to the Treasury are of that day, and no
// other.
func (w *world) receivedOn(day string, want int) {
	w.Helper()
	all := w.counted("SELECT COUNT(*) FROM ledger_entry WHERE credit = 'give_back' AND debit = 'treasury'")
	if n := w.counted("SELECT COUNT(*) FROM ledger_entry WHERE credit = 'give_back' AND debit = 'treasury' AND business_on = '" + day + "'"); n != want || all != want {
		w.Errorf("%d entries, %d of %s, want %d", all, n, day, want)
	}
}

func TestReceiptsThatAreRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		w.sent(all[0], all[1])
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(all[0]), "AC04"), refusal(w.reference(all[1]), "AC06")))
		_, err := w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payer: "MB1", Slip: "GNT 02", SlipOn: july(12), Reason: "hết năm"})
		refusedWith(t, err, "slip_day_ahead")
		open, err := w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payer: "MB1", Slip: "GNT 02", Reason: "hết năm"})
		w.must(err)
		h := w.slip("ISO1", "GNT 01", july(10))
		good := app.ReceiptRequest{Handbacks: []int64{h.ActNo}, Number: "GBC 9", On: july(11), Amount: severeAmount}
		refused := func(code string, change func(*app.ReceiptRequest)) {
			t.Helper()
			q := good
			change(&q)
			_, err := w.as(maker).ProposeReceipt(w.ctx, q)
			refusedWith(t, err, code)
		}
		refused("not_handed_back", func(q *app.ReceiptRequest) { q.Handbacks = []int64{h.ActNo, open.ActNo} })
		refused("receipt_before_handback", func(q *app.ReceiptRequest) { q.On = july(9) })
		refused("receipt_day_ahead", func(q *app.ReceiptRequest) { q.On = july(12) })
		refused("receipt_day_missing", func(q *app.ReceiptRequest) { q.On = civil.Date{} })
		refused("receipt_missing", func(q *app.ReceiptRequest) { q.Number = "" })
		refused("receipt_missing", func(q *app.ReceiptRequest) { q.Number = " \u00a0 " })
		refused("receipt_of_nothing", func(q *app.ReceiptRequest) { q.Handbacks = nil })
		refused("receipt_amount_differs", func(q *app.ReceiptRequest) { q.Amount++ })
		got, err := w.as(maker).ProposeReceipt(w.ctx, good)
		w.must(err)
		refused("receipt_waits", func(*app.ReceiptRequest) {})
		refused("receipt_waits", func(q *app.ReceiptRequest) { q.Number = "  " + strings.ReplaceAll(q.Number, " ", "\u00a0 ") + " " })
		refused("receipt_not_confirmed", func(q *app.ReceiptRequest) { q.Handbacks, q.Corrects, q.Reason = nil, got.ActNo, "nhầm" })
		_, err = w.as(maker).ConfirmReceipt(w.ctx, got.ActNo)
		refusedWith(t, err, "same_person")
		_, err = w.as(clerk).ConfirmReceipt(w.ctx, got.ActNo)
		if err == nil {
			t.Error("a clerk confirmed a receipt")
		}

		other := good
		other.Number = "GBC 10"
		newer, err := w.as(maker).ProposeReceipt(w.ctx, other)
		w.must(err)
		_, err = w.as(approver).ConfirmReceipt(w.ctx, got.ActNo)
		refusedWith(t, err, "proposal_replaced")
		_, err = w.as(approver).ConfirmReceipt(w.ctx, newer.ActNo)
		w.must(err)
		refused("already_received", func(*app.ReceiptRequest) {})
		_, err = w.as(approver).ConfirmHandback(w.ctx, open.ActNo)
		w.must(err)
		refused("receipt_number_used", func(q *app.ReceiptRequest) { q.Handbacks, q.Number = []int64{open.ActNo}, "GBC 10" })
		refused("receipt_number_used", func(q *app.ReceiptRequest) { q.Handbacks, q.Number = []int64{open.ActNo}, " GBC  10 " })
		w.events()
	})
}

// TestAReceiptOfWhatMovedMeanwhile: a payment that its bank calls unclear after it
// was handed back is on its way again; the Treasury has its money all the same, so
// that nothing waits with us when it turns out to have failed.
func TestAReceiptOfWhatMovedMeanwhile(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "AC04")))
		h := w.slip("ISO1", "GNT 01", july(11))
		w.answered(pain002("B2", word{reference: w.reference(p), status: "ACCC"}))
		w.stands(p, "unknown")
		got, err := w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Handbacks: []int64{h.ActNo}, Number: "GBC 9", On: july(11), Amount: severeAmount})
		w.must(err)
		_, err = w.as(approver).ConfirmReceipt(w.ctx, got.ActNo)
		w.must(err)
		w.events()
		if waits, received, _ := w.gave(); waits.Count != 0 || received.Count != 1 || received.Amount.Minor() != severeAmount {
			t.Errorf("by the receipt %+v is on its way, %+v received", waits, received)
		}
		c, err := w.propose(w.reference(p), "rejected", "AC04")
		w.must(err)
		_, err = w.as(maker).ConfirmCorrection(w.ctx, c.ActNo)
		w.must(err)
		w.stands(p, "rejected")
		w.events()
		r, err := w.as(auditor).LedgerReport(w.ctx, w.period, w.period, reports.LedgerByPayer, time.Time{})
		w.must(err)
		if r.Total.Of(ledger.Returned).Count+r.Total.Of(ledger.GiveBack).Count+r.Total.Of(ledger.Transit).Count != 0 {
			t.Errorf("money the Treasury has stands elsewhere too: %+v", r.Total)
		}
		y, err := w.as(auditor).YearEnd(w.ctx, 2024)
		if err != nil || y.Total.ToReturn != 0 || y.Total.Received != 1 {
			t.Errorf("%+v, %v", y.Total, err)
		}
		_, err = w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Slip: "GNT 02", Reason: "lần nữa"})
		refusedWith(t, err, "nothing_to_hand_back")
	})
}
