package app_test

import (
	"testing"

	"chitra/internal/app"
	"chitra/reports"
)

func TestWhatIsLeftOfAYearGoesBack(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		failed, again, unclear, paid, other := all[0], all[3], all[6], all[9], all[1]
		w.sent(failed, again, unclear, paid, other)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(failed), "AC04"), refusal(w.reference(again), "AM04"), refusal(w.reference(unclear), "NOAS"),
			word{reference: w.reference(paid), status: "ACCC"}, refusal(w.reference(other), "AC06")))
		w.reissues(1, "account_not_corrected 1", "blocked 1", "unknown 1")
		year := func(want app.YearEndLine, overdue bool) app.YearEndReport {
			t.Helper()
			r, err := w.as(auditor).YearEnd(w.ctx, 2024)
			w.must(err)
			if r.Total != want || r.Overdue != overdue || r.ReturnedBy.ISO() != "2025-01-31" || !r.Practice {
				t.Errorf("%+v, overdue %v, want %+v", r.Total, r.Overdue, want)
			}
			return r
		}
		r := year(app.YearEndLine{ToReturn: 2, ToReturnAmount: 2 * severeAmount, Unknown: 1, UnknownAmount: severeAmount,
			Unfinished: 1, UnfinishedAmount: severeAmount}, false) // to be sent again
		if len(r.Lines) != 2 || r.Lines[0].Payer != "ISO1" || r.Lines[0].ToReturn != 1 || r.Lines[1].Payer != "MB1" || r.Lines[1].Period != "2024-07" {
			t.Errorf("lines %+v", r.Lines)
		}
		_, err := w.as(maker).YearEnd(w.ctx, 2019)
		refusedWith(t, err, "year_unknown")

		_, err = w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Reason: "hết năm"})
		refusedWith(t, err, "slip_missing")
		_, err = w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Slip: " \t", Reason: "hết năm"})
		refusedWith(t, err, "slip_missing")
		one, err := w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payer: "ISO1", Slip: "GNT 01/2025", Reason: "hết năm"})
		w.must(err)
		_, err = w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payer: "ISO1", Slip: "GNT 01/2025", Reason: "hết năm"})
		refusedWith(t, err, "nothing_to_hand_back")
		_, err = w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payer: "ISO1", Slip: " GNT  01/2025 ", Reason: "hết năm"})
		refusedWith(t, err, "nothing_to_hand_back")
		_, err = w.as(maker).ConfirmHandback(w.ctx, one.ActNo)
		refusedWith(t, err, "same_person")
		w.stands(failed, "rejected")
		_, err = w.as(approver).ConfirmHandback(w.ctx, one.ActNo)
		w.must(err)
		w.stands(failed, "handed_back")
		year(app.YearEndLine{ToReturn: 1, ToReturnAmount: severeAmount, Unknown: 1, UnknownAmount: severeAmount, Unfinished: 1,
			UnfinishedAmount: severeAmount, Handed: 1, HandedAmount: severeAmount}, false)
		c := w.coverage()
		if c.Payments["handed_back"].Count != 1 || c.NotPaid[reports.Returned] != 1 {
			t.Errorf("the report counts %+v by state, %+v by place", c.Payments, c.NotPaid)
		}
		w.reissues(0, "blocked 1", "unknown 1")

		// What moves meanwhile is not handed back.
		two, err := w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payments: []string{w.payment(other).ID}, Slip: "GNT 02/2025", Reason: "hết năm"})
		w.must(err)
		w.answered(pain002("B2", word{reference: w.reference(other), status: "ACCC"}))
		_, err = w.as(approver).ConfirmHandback(w.ctx, two.ActNo)
		refusedWith(t, err, "handback_overtaken")

		// The bank says after all that it had paid what was handed back.
		w.answered(pain002("B3", word{reference: w.reference(failed), status: "ACCC"}))
		w.stands(failed, "unknown")
		w.later(300)
		w.must(w.as(maker).Withdraw(w.ctx, w.payment(again).ID, "hết năm"))
		year(app.YearEndLine{ToReturn: 1, ToReturnAmount: severeAmount, Unknown: 3, UnknownAmount: 3 * severeAmount,
			Handed: 1, HandedAmount: severeAmount, AfterAll: 1, AfterAllAmount: severeAmount}, true) // the slip stays
		found, err := w.as(auditor).Handbacks(w.ctx)
		if err != nil || len(found) != 2 || found[0].ConfirmedBy != approver || found[1].ConfirmedBy != "" {
			t.Errorf("%+v, %v", found, err)
		}
		w.everyRowIsSomewhere("handed back", 5)
		w.events()
	})
}

// TestNothingOfAYearIsLeftOut: what was sent and never answered, also again, is not
// finished; what never left is no year's end's.
func TestNothingOfAYearIsLeftOut(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		silent, again := all[0], all[3]
		w.approved(silent, again)
		year := func(want app.YearEndLine) {
			t.Helper()
			if r, err := w.as(auditor).YearEnd(w.ctx, 2024); err != nil || r.Total != want {
				t.Errorf("%+v, want %+v; %v", r.Total, want, err)
			}
		}
		year(app.YearEndLine{}) // nothing has left
		w.at(8, 9)
		w.write()
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(again), "AM04")))
		w.sendAgain(w.reissues(1)...)
		w.later(200)
		year(app.YearEndLine{Unfinished: 2, UnfinishedAmount: 2 * severeAmount})
	})
}

// TestARightSlipReplacesAWrongOne: a proposal that waits blocks nobody, and is kept.
func TestARightSlipReplacesAWrongOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "AC04")))
		slip := func(number string) app.HandbackState {
			t.Helper()
			h, err := w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Slip: number, Reason: "hết năm"})
			w.must(err)
			return h
		}
		wrong, right := slip("GNT 10/2025"), slip("GNT 01/2025")
		_, err := w.as(approver).ConfirmHandback(w.ctx, wrong.ActNo)
		refusedWith(t, err, "proposal_replaced")
		w.stands(p, "rejected")
		_, err = w.as(approver).ConfirmHandback(w.ctx, right.ActNo)
		w.must(err)
		w.stands(p, "handed_back")
		all, err := w.as(auditor).Handbacks(w.ctx)
		if err != nil || len(all) != 2 || all[0].State() != app.ProposalOvertaken || all[0].OvertakenBy != right.ActNo || all[1].State() != app.ProposalConfirmed {
			t.Errorf("%+v, %v", all, err)
		}
		w.events()
	})
}
