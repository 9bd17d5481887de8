package app_test

import (
	"bytes"
	"fmt"
	"testing"

	"chitra/internal/app"
)

// pairs has two people say that the first line left over is about an instruction.
func (w *world) pairs(reference string) app.LinePairing {
	w.Helper()
	l := w.keptLines(true)[0]
	_, err := w.as(bankDesk).PairLine(w.ctx, l.FileNo, l.Line, reference, "ngân hàng xác nhận")
	w.must(err)
	got, err := w.as(approver).ConfirmPair(w.ctx, l.FileNo, l.Line, reference)
	w.must(err)
	return got
}

// TestWhatPeoplePairStandsBesideEarlierAnswers: a second debit of what is paid is
// paid twice, and one of an attempt that was tried again brings it not to life.
func TestWhatPeoplePairStandsBesideEarlierAnswers(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sent(everybody()[:8]...)
		two := w.paidFrom("ISO1", everybody()[:8])
		paid, again := two[0], two[1]
		first, amount := w.reference(again), w.payment(again).Amount
		w.at(11, 9)
		w.answered(pain002("A1", word{reference: w.reference(paid), status: "ACCC", bankRef: "P1"}, refusal(first, "AC04")))
		w.answered(camt054("A2", entry{reference: w.reference(paid), bankRef: "P1", amount: w.payment(paid).Amount}))
		w.at(12, 9)
		w.vouch(again, "99900000777")
		w.sendAgain(w.reissues(1)...)
		loose := func(message, bankRef string, p person) {
			w.answered(book{message, message, "2024-07-12", 1, int(amount), 0, looseLine(amount, "DBIT", bankRef, "", "", "chi "+p.name), ""}.file())
		}
		loose("M1", "P2", paid)
		if got := w.pairs(w.reference(paid)); got.From != "paid" || got.To != "paid" {
			t.Errorf("debited again: %+v", got)
		}
		w.theCase("paid_twice")
		loose("M2", "P3", again)
		if got := w.pairs(first); got.To != "rejected" {
			t.Errorf("of the attempt before: %+v", got)
		}
		w.theCase("answered_after_reissue")
		if all := w.attemptsOf(again); all[0].State != "rejected" || all[1].State != "sent" {
			t.Errorf("attempts: %+v", all)
		}
		w.events()
	})
}

// TestMoneyBackThatNobodyCallsAReturn moves nothing and is told, by whatever it
// names; people may say what it is.
func TestMoneyBackThatNobodyCallsAReturn(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.sent(everybody()[:8]...)
		p := w.paidFrom("ISO1", everybody()[:8])
		var message string
		w.view(func(tx app.Tx) error {
			files, err := tx.FilesOf(w.ctx, w.instructions()[w.payment(p[0]).ID][0].BatchID)
			message = files[0].MessageID
			return err
		})
		w.at(11, 9)
		var words []word
		for _, x := range p[:3] {
			words = append(words, word{reference: w.reference(x), status: "ACCC"})
		}
		w.answered(pain002("A1", words...))
		w.at(12, 9)
		amount := w.payment(p[0]).Amount
		named := func(x person, amount int64, bankRef string) string {
			return fmt.Sprintf(`<Ntry><Amt Ccy="VND">%d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2024-07-12</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>`,
				amount, bankRef, w.reference(x))
		}
		part := w.payment(p[2]).Amount - 1
		out := w.answered(book{"M1", "S1", "2024-07-12", 1, 0, int(2*amount + part), looseLine(amount, "CRDT", "R1", p[0].line.account, message, "") +
			named(p[1], amount, "R2") + named(p[2], part, "R3"), ""}.file())
		if got, want := codesOf(out), "1 pairing_proposed, 2 pairing_proposed, 3 foreign_credit"; got != want || out.Matched != 0 {
			t.Fatalf("told %s, want %s; matched %d", got, want, out.Matched)
		}
		lines := w.keptLines(true)
		if len(lines) != 3 || lines[0].Proposed != w.reference(p[0]) || lines[1].Proposed != w.reference(p[1]) || lines[1].Evidence != "end_to_end_id" || lines[2].Proposed != "" {
			t.Fatalf("left: %+v", lines)
		}
		if !w.reconciliation().Settled() {
			t.Errorf("not owned: %+v", w.reconciliation())
		}
		for _, x := range p[:2] {
			w.stands(x, "paid")
			if got := w.pairs(w.reference(x)); got.To != "returned" {
				t.Errorf("paired: %+v", got)
			}
			w.stands(x, "returned")
		}
		w.stands(p[2], "paid")
	})
}

// TestAnotherCurrencyIsNoAmount: a line of it is told, moves nothing then or
// later, and nobody may pair it.
func TestAnotherCurrencyIsNoAmount(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		reference := w.reference(p)
		w.at(11, 9)
		inDollars := func(data []byte) []byte {
			return bytes.ReplaceAll(data, []byte(`"VND">750000<`), []byte(`"USD">7500.00<`))
		}
		w.answered(inDollars(camt054("B1", entry{reference: reference, bankRef: "P1", amount: 750000})))
		out := w.answered(inDollars(camt054("B2", entry{reference: reference, bankRef: "P2", amount: 750000, back: "AC04"})))
		if codesOf(out) != "1 amount_differs" || out.Exceptions[0].Amount != nil {
			t.Errorf("told %+v", out.Exceptions)
		}
		_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		w.stands(p, "sent")
		for _, l := range w.keptLines(false) {
			if l.Amount != nil || l.Verdict != "information" {
				t.Errorf("kept %+v", l)
			}
		}
		w.answered(inDollars(camt054("B3", entry{reference: "NOTPROVIDED", bankRef: "P3", amount: 750000})))
		l := w.keptLines(true)[0]
		_, err = w.as(bankDesk).PairLine(w.ctx, l.FileNo, l.Line, reference, "giống")
		refusedWith(t, err, "pair_amount_differs")
	})
}
