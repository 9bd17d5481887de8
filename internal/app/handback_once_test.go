package app_test

import (
	"slices"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/reports"
)

// failsAgain hands a payment back, and lets the bank say that it was paid and two
// people that it was not, all before the Treasury says anything.
func (w *world) failsAgain(p person, slip string) app.HandbackState {
	w.Helper()
	w.sent(p)
	w.at(11, 9)
	w.answered(pain002("B1", refusal(w.reference(p), "AC04")))
	h := w.slip("ISO1", slip, july(11))
	w.answered(pain002("B2", word{reference: w.reference(p), status: "ACCC"}))
	w.stands(p, "unknown")
	w.corrects(w.reference(p), "rejected", "AC04")
	w.stands(p, "rejected")
	return h
}

// received lets two people record the Treasury's receipt of one hand-back.
func (w *world) received(h app.HandbackState, number string) {
	w.Helper()
	got, err := w.as(maker).ProposeReceipt(w.ctx, app.ReceiptRequest{Handbacks: []int64{h.ActNo}, Number: number, On: july(11), Amount: h.Amount})
	w.must(err)
	_, err = w.as(approver).ConfirmReceipt(w.ctx, got.ActNo)
	w.must(err)
}

// TestWhatWasHandedBackIsNotHandedBackAgain: not while the Treasury is silent
// either, whatever the bank said of the payment since.
func TestWhatWasHandedBackIsNotHandedBackAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		h := w.failsAgain(p, "GNT 01")
		y, err := w.as(auditor).YearEnd(w.ctx, 2024)
		if err != nil || y.Total.ToReturn != 0 || y.Total.Handed != 1 {
			t.Errorf("%+v, %v", y.Total, err)
		}
		if n, _ := y.Total.OnItsWay(); n != 1 || len(y.OnItsWay) != 1 {
			t.Errorf("failed once more, it waits for the Treasury no longer: %d, %+v", n, y.OnItsWay)
		}
		_, err = w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Slip: "GNT 02", Reason: "lần nữa"})
		refusedWith(t, err, "nothing_to_hand_back")
		w.events()
		w.at(12, 9)
		w.received(h, "GBC 1")
		if y, err = w.as(auditor).YearEnd(w.ctx, 2024); err != nil || y.Total.ReceivedAmount != severeAmount || y.Total.ToReturn != 0 {
			t.Errorf("%+v, %v", y.Total, err)
		}
		if _, received, _ := w.gave(); received.Amount.Minor() != y.Total.ReceivedAmount || received.Count != y.Total.Received {
			t.Errorf("the ledger has %+v received, the year's end %d đ", received, y.Total.ReceivedAmount)
		}
		r, err := w.as(auditor).LedgerReport(w.ctx, w.period, w.period, reports.LedgerByBatch, w.clock().Add(-time.Hour))
		if err != nil || r.Total.Received.Count != 0 {
			t.Errorf("received before the Treasury said so: %+v, %v", r.Total.Received, err)
		}
		w.events()
	})
}

// TestASecondSlipOfTheSameMoneyIsNotConfirmed: one that was proposed before
// anything held it back.
func TestASecondSlipOfTheSameMoneyIsNotConfirmed(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		h := w.failsAgain(p, "GNT 01")
		const number = 90_000
		w.must(w.store.Update(w.ctx, func(tx app.Tx) error {
			lines, err := tx.HandbackLines(w.ctx, h.ActNo)
			if err != nil {
				return err
			}
			lines[0].HandbackNo = number
			again := h.Handback
			again.ActNo, again.Slip = number, "GNT 02"
			for table, row := range map[string]app.Fact{"handback": again, "handback_line": lines[0]} {
				if _, err := tx.Insert(w.ctx, table, slices.Values([]app.Fact{row}), foldOf()); err != nil {
					return err
				}
			}
			return nil
		}))
		_, err := w.as(approver).ConfirmHandback(w.ctx, number)
		refusedWith(t, err, "handed_back_before")
	})
}

// TestWhatWasHandedBackIsNotPaidAgain: neither while its slip is on its way nor once
// the Treasury has it, though the account was put right and the payment is named.
func TestWhatWasHandedBackIsNotPaidAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		h := w.failsAgain(p, "GNT 01")
		w.at(12, 9)
		w.vouch(p, "99900000777")
		w.reissues(0, "handed_back 1")
		w.received(h, "GBC 1")
		w.reissues(0, "handed_back 1")
		sum := w.reissue(w.payment(p).ID)
		if len(sum.List) != 1 || sum.List[0].Why != "handed_back" || len(w.attemptsOf(p)) != 1 {
			t.Errorf("%+v", sum)
		}
		w.events()
	})
}

// TestWhatTheBankPaidAfterAllIsNotOnItsWay: of a slip of two payments the one that
// the bank paid after all is shown, and the other waits; a slip with none left does
// not wait at all. What waits is what stands in the ledger.
func TestWhatTheBankPaidAfterAllIsNotOnItsWay(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		one, two := all[0], all[3] // of one paying account
		w.sent(one, two)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(one), "AC04"), refusal(w.reference(two), "AC04")))
		w.slip("ISO1", "GNT 01", july(11))
		waits := func(payments, after int, slips ...int64) {
			t.Helper()
			y, err := w.as(auditor).YearEnd(w.ctx, 2024)
			w.must(err)
			var got []int64
			for _, h := range y.OnItsWay {
				got = append(got, h.Payments-h.AfterAll)
			}
			n, amount := y.Total.OnItsWay()
			inLedger, _, _ := w.gave()
			if n != payments || amount != int64(payments)*severeAmount || y.Total.AfterAll != after || y.Total.AfterAllAmount != int64(after)*severeAmount || !slices.Equal(got, slips) {
				t.Errorf("on its way %d, %d đ, after all %d; slips %v", n, amount, y.Total.AfterAll, got)
			}
			if inLedger.Count != n || inLedger.Amount.Minor() != amount {
				t.Errorf("the ledger has %+v on its way, the year's end %d", inLedger, n)
			}
		}
		waits(2, 0, 2)
		w.answered(pain002("B2", word{reference: w.reference(one), status: "ACCC"}))
		waits(1, 1, 1)
		w.corrects(w.reference(one), "paid", "")
		waits(1, 1, 1)
		w.answered(pain002("B3", word{reference: w.reference(two), status: "ACCC"}))
		w.corrects(w.reference(two), "paid", "")
		waits(0, 2)
		w.events()
	})
}
