package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout"
)

func (w *world) propose(reference string, to payout.InstructionState, code string) (app.CorrectionState, error) {
	return w.as(bankDesk).ProposeCorrection(w.ctx, app.Correction{Instruction: reference, To: to, Reason: "công văn của ngân hàng", ReasonCode: code,
		EvidenceName: "cong-van.pdf", Evidence: []byte("%PDF " + reference + " " + string(to))})
}

// corrects lets two people correct a result.
func (w *world) corrects(reference string, to payout.InstructionState, code string) {
	w.Helper()
	c, err := w.propose(reference, to, code)
	w.must(err)
	_, err = w.as(bankDesk).ConfirmCorrection(w.ctx, c.ActNo)
	refusedWith(w, err, "same_person")
	_, err = w.as(maker).ConfirmCorrection(w.ctx, c.ActNo)
	w.must(err)
}

func TestAWrongResultIsCorrectedByTwo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		notPaid, notRefused, back := all[0], all[3], all[6]
		w.sent(notPaid, notRefused, back)
		w.at(11, 9)
		w.answered(pain002("B1", word{reference: w.reference(notPaid), status: "ACCC"}, refusal(w.reference(notRefused), "AC04"),
			word{reference: w.reference(back), status: "ACCC"}))
		w.at(12, 9)
		c, err := w.propose(w.reference(notPaid), payout.InstructionRejected, "AC04")
		w.must(err)
		w.stands(notPaid, "paid") // nothing moves before a second person
		_, err = w.propose(w.reference(notPaid), payout.InstructionRejected, "AC04")
		refusedWith(t, err, "correction_open")
		_, err = w.propose(w.reference(notPaid), payout.InstructionPaid, "")
		refusedWith(t, err, "correction_changes_nothing")
		_, err = w.as(bankDesk).ProposeCorrection(w.ctx, app.Correction{Instruction: w.reference(notPaid), To: "unknown", Reason: "x"})
		refusedWith(t, err, "evidence_missing")
		_, err = w.as(maker).ConfirmCorrection(w.ctx, c.ActNo)
		w.must(err)
		w.corrects(w.reference(notRefused), payout.InstructionPaid, "")
		w.corrects(w.reference(back), payout.InstructionReturned, "AC04")
		w.stands(notPaid, "rejected")
		w.stands(notRefused, "paid")
		w.stands(back, "returned")
		w.onFile(notPaid, notPaid.line.account+" failed")

		// The wrong answers come again, and are still wrong.
		again := w.answered(pain002("B2", word{reference: w.reference(notPaid), status: "ACCC"}, refusal(w.reference(notRefused), "AC04")))
		if len(again.Moved) != 0 {
			t.Errorf("answers that were corrected moved %v", again.Moved)
		}
		// A new word of the bank's is not.
		w.answered(pain002("B3", word{reference: w.reference(notPaid), status: "ACCC", bankRef: "FT7"}))
		w.stands(notPaid, "unknown")
		w.reissues(0, "account_not_corrected 1", "unknown 1")

		l, err := w.as(auditor).ShowPayment(w.ctx, w.reference(notRefused), civil.Month{})
		w.must(err)
		answers := l[0].Attempts[0].Answers
		if len(answers) != 3 || answers[1].PairedBy != "correction" || answers[1].Verdict != "paid" || answers[1].File.FileName != "cong-van.pdf" {
			t.Errorf("results of a corrected instruction: %+v", answers)
		}
		w.everyRowIsSomewhere("corrected", 3)
		w.events()
	})
}

// TestACorrectionNeverMakesTwo: what was tried again is not corrected to life.
func TestACorrectionNeverMakesTwo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		first := w.reference(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(first, "AM04")))
		late, err := w.propose(first, payout.InstructionPaid, "")
		w.must(err)

		ids := w.reissues(1)
		_, err = w.as(maker).ConfirmCorrection(w.ctx, late.ActNo)
		refusedWith(t, err, "reissue_waits")
		w.sendAgain(ids...)
		_, err = w.as(maker).ConfirmCorrection(w.ctx, late.ActNo)
		refusedWith(t, err, "reissued_meanwhile")
		_, err = w.propose(first, payout.InstructionUnknown, "")
		refusedWith(t, err, "reissued_meanwhile")
		second := w.attemptsOf(p)[1].ID
		w.answered(pain002("B2", word{reference: second, status: "ACCC"}))
		_, err = w.propose(first, payout.InstructionPaid, "")
		refusedWith(t, err, "reissued_meanwhile")
		_, err = w.propose(first, payout.InstructionPaid, "")
		refusedWith(t, err, "reissued_meanwhile")
		id := w.payment(p).ID
		if diff := cmp.Diff([]string{"answered_after_reissue " + id, "paid_twice " + id}, w.exceptions()); diff != "" {
			t.Errorf("exceptions (-want +got):\n%s", diff)
		}
		w.stands(p, "paid")

		// Once the later attempt turns out to have failed, the earlier may have paid.
		w.corrects(second, payout.InstructionRejected, "AM04")
		w.stands(p, "rejected")
		_, err = w.as(maker).ConfirmCorrection(w.ctx, late.ActNo)
		w.must(err)
		w.stands(p, "paid")
		w.reissues(0)
		if states := w.attemptsOf(p); states[0].State != "paid" || states[1].State != "rejected" {
			t.Errorf("attempts %+v", states)
		}
		w.events()
	})
}

// TestACorrectionOfAnEarlierAttemptSparesTheAccount: the account on record is the
// later attempt's by then, vouched for by two.
func TestACorrectionOfAnEarlierAttemptSparesTheAccount(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		first := w.reference(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(first, "AC04")))
		w.at(12, 9)
		w.vouch(p, "99900000777")
		w.sendAgain(w.reissues(1)...)
		w.corrects(first, payout.InstructionReturned, "AC04")
		w.onFile(p, p.line.account+" failed", "99900000777 active")
		w.stands(p, "sent")

		// The last attempt's own correction fails it.
		w.corrects(w.attemptsOf(p)[1].ID, payout.InstructionReturned, "AC04")
		w.onFile(p, p.line.account+" failed", "99900000777 failed")
		w.stands(p, "returned")
		w.events()
	})
}

// TestARightCorrectionReplacesAWrongOne: what waits blocks nobody, and is kept.
func TestARightCorrectionReplacesAWrongOne(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(11, 9)
		w.answered(pain002("B1", word{reference: w.reference(p), status: "ACCC"}))
		wrong, err := w.propose(w.reference(p), payout.InstructionRejected, "AC04")
		w.must(err)
		right, err := w.propose(w.reference(p), payout.InstructionReturned, "AM04")
		w.must(err)
		_, err = w.as(maker).ConfirmCorrection(w.ctx, wrong.ActNo)
		refusedWith(t, err, "proposal_replaced")
		w.stands(p, "paid")
		_, err = w.as(maker).ConfirmCorrection(w.ctx, right.ActNo)
		w.must(err)
		w.stands(p, "returned")
		all, err := w.as(auditor).Corrections(w.ctx)
		if err != nil || len(all) != 2 || all[0].State() != app.ProposalOvertaken || all[0].OvertakenBy != right.ActNo || all[1].State() != app.ProposalConfirmed {
			t.Errorf("%+v, %v", all, err)
		}
		w.events()
	})
}

// TestWhoCorrectedHasAHandInWhatFollows: they are makers of the reissue.
func TestWhoCorrectedHasAHandInWhatFollows(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(11, 9)
		w.answered(pain002("B1", word{reference: w.reference(p), status: "ACCC"}))
		w.corrects(w.reference(p), payout.InstructionRejected, "AM04")
		ids := w.reissues(1)
		w.submit(ids...)
		hands := map[string]bool{}
		for _, m := range w.batch(ids[0]).Makers {
			hands[m.Name+" "+m.Why] = true
		}
		for _, want := range []string{bankDesk + " corrected", maker + " corrected", maker + " built", clerk + " uploaded"} {
			if !hands[want] {
				t.Errorf("%s is no maker of the reissue: %v", want, hands)
			}
		}
	})
}
