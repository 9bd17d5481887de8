package app_test

import (
	"testing"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout"
)

// TestAPaymentShowsWhoseWordItIs: the bank's line, two people's correction, and
// two people's pairing of a line of the bank's.
func TestAPaymentShowsWhoseWordItIs(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sent(everybody()[:8]...)
		p := w.paidFrom("ISO1", everybody()[:8])
		corrected, paired := w.reference(p[0]), w.reference(p[1])
		amount := w.payment(p[1]).Amount
		w.at(12, 9)
		w.answered(pain002("A1", word{reference: corrected, status: "ACCC"}))
		w.answered(book{"M1", "S1", "2024-07-11", 1, int(9 * amount), int(8 * amount),
			looseLine(amount, "DBIT", "F1", p[1].line.account, "", "TRO CAP"), ""}.file())
		w.corrects(corrected, payout.InstructionRejected, "AC04")
		lines := w.keptLines(true)
		if len(lines) != 1 {
			t.Fatalf("unpaired: %+v", lines)
		}
		_, err := w.as(bankDesk).PairLine(w.ctx, lines[0].FileNo, lines[0].Line, paired, "đúng tài khoản")
		w.must(err)
		_, err = w.as(maker).ConfirmPair(w.ctx, lines[0].FileNo, lines[0].Line, paired)
		w.must(err)

		last := func(reference string) []app.AnswerView {
			l, err := w.as(auditor).ShowPayment(w.ctx, reference, civil.Month{})
			w.must(err)
			return l[0].Attempts[0].Answers
		}
		a := last(corrected)
		if len(a) != 2 || a[0].SaidBy != app.AnswerOfBank || a[0].ProposedBy != "" || a[1].SaidBy != app.AnswerOfCorrection ||
			a[1].ProposedBy != bankDesk || a[1].ConfirmedBy != maker || a[1].File.FileName != "cong-van.pdf" {
			t.Errorf("corrected: %+v", a)
		}
		a = last(paired)
		if len(a) != 1 || a[0].SaidBy != app.AnswerOfPeople || a[0].ProposedBy != bankDesk || a[0].ConfirmedBy != maker ||
			a[0].File.FileName != lines[0].FileName || a[0].Line != lines[0].Line || a[0].File.FileName == "" || a[0].At == "" {
			t.Errorf("paired: %+v", a)
		}
	})
}
