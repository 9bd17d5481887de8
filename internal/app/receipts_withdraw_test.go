package app_test

import (
	"slices"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/payout/ledger"
	"chitra/reports"
)

// receipt records what the Treasury received, by two people.
func (w *world) receipt(number string, amount int64, handbacks ...int64) app.ReceiptState {
	w.Helper()
	r, err := w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Handbacks: handbacks, Number: number, On: july(12), Amount: amount})
	w.must(err)
	_, err = w.as(approver).ConfirmReceipt(w.ctx, r.ActNo)
	w.must(err)
	return r
}

// neverHad takes a receipt back, by two people.
func (w *world) neverHad(receipt int64) {
	w.Helper()
	_, err := w.as(maker).WithdrawReceipt(w.ctx, receipt, "Kho bạc báo chưa nhận")
	w.must(err)
	_, err = w.as(approver).ConfirmWithdrawal(w.ctx, receipt)
	w.must(err)
}

// TestTheTreasuryNeverHadIt: a receipt of money that never came is taken back by
// two people, the money is on its way again since its slip, in every report, and
// another receipt takes it to the Treasury once more. What was so before stays
// readable.
func TestTheTreasuryNeverHadIt(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		w.sent(all[0], all[1])
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(all[0]), "AC04"), refusal(w.reference(all[1]), "AC06")))
		one, two := w.slip("ISO1", "GNT 01", july(10)), w.slip("MB1", "GNT 02", july(10))
		w.at(15, 9)
		first := w.receipt("GBC 9", 2*severeAmount, one.ActNo, two.ActNo)
		received := w.clock()

		w.at(16, 9)
		word, err := w.as(maker).WithdrawReceipt(w.ctx, first.ActNo, "Kho bạc báo chưa nhận")
		w.must(err)
		if waits, _, _ := w.gave(); waits.Count != 0 || word.State() != app.ProposalWaits {
			t.Errorf("one person moved %+v: %+v", waits, word)
		}
		_, err = w.as(approver).ConfirmWithdrawal(w.ctx, first.ActNo)
		w.must(err)
		w.onItsWayAgain(6)
		for _, p := range all[:2] {
			w.stands(p, "handed_back")
		}
		if n := w.counted("SELECT COUNT(*) FROM ledger_entry WHERE credit = 'treasury' AND debit = 'give_back' AND business_on = '2024-07-10'"); n != 2 {
			t.Errorf("%d entries lead back, of the day of the slip", n)
		}
		then, err := w.as(auditor).LedgerReport(w.ctx, w.period, w.period, reports.LedgerByPayer, received)
		if err != nil || then.Total.Received.Count != 2 || then.Total.Of(ledger.GiveBack).Count != 0 {
			t.Errorf("as it was told before: %+v, %v", then.Total, err)
		}
		before := w.events()
		_, err = w.as(second).ConfirmWithdrawal(w.ctx, first.ActNo)
		w.must(err)
		if n := w.events(); n != before {
			t.Errorf("confirmed again, %d acts more", n-before)
		}

		w.at(17, 9) // one of the two comes, by a paper of the same number
		again := w.receipt("GBC 9", severeAmount, one.ActNo)
		if waits, received, days := w.gave(); waits.Count != 1 || received.Count != 1 || days != 7 {
			t.Errorf("half of it received: %+v on its way for %d days, %+v received", waits, days, received)
		}
		right, err := w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Corrects: again.ActNo, Number: "GBC 10", On: july(13), Amount: severeAmount, Reason: "đọc nhầm số"})
		w.must(err)
		_, err = w.as(approver).ConfirmReceipt(w.ctx, right.ActNo)
		w.must(err)
		w.neverHad(right.ActNo)
		w.onItsWayAgain(7)
		w.receipt("GBC 11", 2*severeAmount, one.ActNo, two.ActNo)
		if waits, received, _ := w.gave(); waits.Count != 0 || received.Count != 2 || received.Amount.Minor() != 2*severeAmount {
			t.Errorf("received in the end: %+v on its way, %+v received", waits, received)
		}
		known, err := w.as(auditor).Receipts(w.ctx)
		w.must(err)
		var states []string
		for _, r := range known {
			states = append(states, r.State())
		}
		if !slices.Equal(states, []string{app.ProposalWithdrawn, app.ProposalReplaced, app.ProposalWithdrawn, app.ProposalConfirmed}) {
			t.Errorf("receipts are %v", states)
		}
		w.events()
	})
}

// onItsWayAgain holds that both hand-backs wait for the Treasury, for so many days,
// and that nothing is received.
func (w *world) onItsWayAgain(days int) {
	w.Helper()
	if waits, received, since := w.gave(); waits.Count != 2 || waits.Amount.Minor() != 2*severeAmount || received.Count != 0 || since != days {
		w.Errorf("taken back: %+v on its way for %d days, %+v received", waits, since, received)
	}
	r, err := w.as(auditor).YearEnd(w.ctx, 2024)
	w.must(err)
	if n, amount := r.Total.OnItsWay(); n != 2 || amount != 2*severeAmount || len(r.OnItsWay) != 2 || r.Total.Received != 0 || r.Total.ToReturn != 0 {
		w.Errorf("on its way %d, %d đ: %+v", n, amount, r)
	}
	w.events()
}

func TestWithdrawalsThatAreRefused(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "AC04")))
		h := w.slip("ISO1", "GNT 01", july(10))
		w.at(12, 9)
		open, err := w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Handbacks: []int64{h.ActNo}, Number: "GBC 8", On: july(12), Amount: severeAmount})
		w.must(err)
		refused := func(code string, receipt int64, reason string) {
			t.Helper()
			_, err := w.as(maker).WithdrawReceipt(w.ctx, receipt, reason)
			refusedWith(t, err, code)
		}
		refused("receipt_not_confirmed", open.ActNo, "chưa nhận")
		first := w.receipt("GBC 9", severeAmount, h.ActNo)
		refused("reason_missing", first.ActNo, "")
		if _, err := w.as(maker).WithdrawReceipt(w.ctx, h.ActNo, "chưa nhận"); err == nil {
			t.Error("what is no receipt was taken back")
		}
		if _, err := w.as(approver).ConfirmWithdrawal(w.ctx, first.ActNo); err == nil {
			t.Error("confirmed what nobody proposed")
		}
		if _, err := w.as(clerk).WithdrawReceipt(w.ctx, first.ActNo, "chưa nhận"); err == nil {
			t.Error("a clerk took a receipt back")
		}
		_, err = w.as(approver).WithdrawReceipt(w.ctx, first.ActNo, "nhầm")
		w.must(err)
		_, err = w.as(maker).WithdrawReceipt(w.ctx, first.ActNo, "chưa nhận")
		w.must(err)
		refused("withdrawal_waits", first.ActNo, "chưa nhận")
		_, err = w.as(maker).ConfirmWithdrawal(w.ctx, first.ActNo) // theirs is the newest now
		refusedWith(t, err, "same_person")
		words, err := w.as(auditor).Withdrawals(w.ctx)
		if err != nil || len(words) != 2 || words[0].State() != app.ProposalOvertaken || words[1].State() != app.ProposalWaits {
			t.Errorf("%+v, %v", words, err)
		}

		correction := app.ReceiptRequest{Corrects: first.ActNo, Number: "GBC 19", On: july(12), Amount: severeAmount, Reason: "đọc nhầm số"}
		second, err := w.as(maker).ProposeReceipt(w.ctx, correction)
		w.must(err)
		_, err = w.as(approver).ConfirmReceipt(w.ctx, second.ActNo)
		w.must(err)
		_, err = w.as(approver).ConfirmWithdrawal(w.ctx, first.ActNo) // which was corrected meanwhile
		refusedWith(t, err, "receipt_replaced")
		refused("receipt_replaced", first.ActNo, "chưa nhận nữa")
		third, err := w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Corrects: second.ActNo, Number: "GBC 20", On: july(12), Amount: severeAmount, Reason: "lại nhầm"})
		w.must(err)
		w.neverHad(second.ActNo)
		_, err = w.as(approver).ConfirmReceipt(w.ctx, third.ActNo) // there is nothing to correct any more
		refusedWith(t, err, "receipt_withdrawn")
		refused("receipt_withdrawn", second.ActNo, "lần nữa")
		w.events()
	})
}

// TestAWithdrawalOfWhatMovedMeanwhile: what a late answer took out of its hand-back
// and what failed once more is not the Treasury's either when its receipt is taken
// back; it stands where it stood without one, and is not tried again.
func TestAWithdrawalOfWhatMovedMeanwhile(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "AC04")))
		h := w.slip("ISO1", "GNT 01", july(11))
		w.at(12, 9)
		w.answered(pain002("B2", word{reference: w.reference(p), status: "ACCC"}))
		first := w.receipt("GBC 9", severeAmount, h.ActNo)
		w.neverHad(first.ActNo) // while the bank calls it unclear, nothing moves
		again := w.receipt("GBC 9", severeAmount, h.ActNo)
		c, err := w.propose(w.reference(p), "rejected", "AC04")
		w.must(err)
		_, err = w.as(maker).ConfirmCorrection(w.ctx, c.ActNo)
		w.must(err)
		w.stands(p, "rejected")
		w.neverHad(again.ActNo)
		w.events()
		r, err := w.as(auditor).LedgerReport(w.ctx, w.period, w.period, reports.LedgerByPayer, time.Time{})
		if err != nil || r.Total.Of(ledger.Returned).Count != 1 || r.Total.Received.Count != 0 {
			t.Errorf("%+v, %v", r.Total, err)
		}
		y, err := w.as(auditor).YearEnd(w.ctx, 2024)
		if n, amount := y.Total.OnItsWay(); err != nil || n != 1 || amount != severeAmount || y.Total.ToReturn != 0 {
			t.Errorf("%+v, %v", y.Total, err)
		}
		w.receipt("GBC 12", severeAmount, h.ActNo)
		r, err = w.as(auditor).LedgerReport(w.ctx, w.period, w.period, reports.LedgerByPayer, time.Time{})
		if err != nil || r.Total.Of(ledger.Returned).Count != 0 || r.Total.Received.Count != 1 {
			t.Errorf("received in the end: %+v, %v", r.Total, err)
		}
		w.events()
	})
}
