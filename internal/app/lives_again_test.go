package app_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/store/storetest"
	"chitra/payout"
)

// mayRefuse passes the rules' refusals; anything else is a fault.
func (w *world) mayRefuse(what string, err error) {
	w.Helper()
	var refused *app.Refused
	if err != nil && !errors.As(err, &refused) {
		w.Fatalf("%s: %v", what, err)
	}
}

// TestWhateverHappensNobodyIsPaidTwice lets banks say anything of any attempt
// while people correct, vouch, try again, take out and hand back, in any order:
// never two living instructions of a payment, no payment standing elsewhere than
// its attempts say, and the ledger and the journal hold.
func TestWhateverHappensNobodyIsPaidTwice(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { // hundreds of acts: one engine will do
		w := newWorld(t, t.Context(), storetest.Open(t, storetest.SQLite(t)))
		people := []person{everybody()[0], everybody()[3], everybody()[6], bare(everybody()[1]), bare(everybody()[2])}
		w.desk()
		w.sent(people...)
		w.at(11, 9)
		r := rand.New(rand.NewPCG(12, 8))
		for n := range 150 {
			p := people[r.IntN(len(people))]
			attempts := w.attemptsOf(p)
			i := attempts[len(attempts)-1]
			if r.IntN(4) == 0 {
				i = attempts[r.IntN(len(attempts))]
			}
			w.happens(n, r, p, i)
			w.onceEach(n, people)
			w.later(r.IntN(2))
		}
		most, hands := 0, 0
		for _, p := range people {
			attempts := w.attemptsOf(p)
			most = max(most, len(attempts))
			for _, i := range attempts {
				if i.BIN == "" {
					hands++
				}
			}
		}
		if most < 3 || hands < 3 {
			t.Errorf("nothing was tried more than %d times, by desks %d times: too little happens", most, hands)
		}
		w.everyRowIsSomewhere("whatever happened", len(people))
		w.events()
	})
}

// happens is one thing that a bank says or a person does.
func (w *world) happens(n int, r *rand.Rand, p person, i app.Instruction) {
	w.Helper()
	message := fmt.Sprintf("L%d", n)
	switch r.IntN(12) {
	case 0, 10:
		if i.BIN == "" {
			w.answered(deskTable(i, deskSays{"Đã nhận", "12/07/2024", message}))
			return
		}
		w.answered(pain002(message, word{reference: i.ID, status: "ACCC", bankRef: fmt.Sprintf("FT%d", r.IntN(3))}))
	case 1, 2, 11:
		if i.BIN == "" {
			w.answered(deskTable(i, deskSays{"Chưa nhận", "", message + " " + []string{"đi viện", "vắng", "đã chết"}[r.IntN(3)]}))
			return
		}
		w.answered(pain002(message, refusal(i.ID, []string{"AC04", "AM04", "AM04", "FF01", "BE01", "NOAS"}[r.IntN(6)])))
	case 3:
		w.answered(camt054(message, entry{reference: i.ID, bankRef: "R" + message, amount: severeAmount, back: "AC04"}))
	case 4, 5, 6:
		w.triesAgain()
	case 7:
		to := []payout.InstructionState{"paid", "rejected", "rejected", "rejected", "returned", "unknown"}[r.IntN(6)]
		c, err := w.propose(i.ID, to, "AM04")
		w.mayRefuse("correct", err)
		if err == nil {
			_, err = w.as(maker).ConfirmCorrection(w.ctx, c.ActNo)
			w.mayRefuse("confirm", err)
		}
	case 8:
		if i.BIN == "" && r.IntN(3) > 0 {
			return // most of whom a desk pays get no account
		}
		v, err := w.as(clerk).ProposeAccount(w.ctx, app.AccountProposal{Beneficiary: w.owner(p), Bank: agribank, Number: fmt.Sprintf("99977000%03d", n),
			Holder: p.name, Reason: "sổ mới"})
		w.must(err)
		_, err = w.as(maker).ConfirmAccount(w.ctx, w.owner(p), v.ID, "đúng")
		w.must(err)
	case 9:
		w.mayRefuse("take out", w.as(maker).Withdraw(w.ctx, w.payment(p).ID, "xem lại"))
		if h, err := w.as(maker).ProposeHandback(w.ctx, app.HandbackRequest{Year: 2024, Payments: []string{w.payment(p).ID}, Slip: message, Reason: "thử"}); err == nil && r.IntN(4) == 0 {
			_, err = w.as(approver).ConfirmHandback(w.ctx, h.ActNo)
			w.mayRefuse("hand back", err)
		}
		w.treasuryHas(n, r)
	}
}

// treasuryHas records, half of the time, what the Treasury received of what was
// handed back, wherever its payments stand since, and corrects one now and then.
func (w *world) treasuryHas(n int, r *rand.Rand) {
	w.Helper()
	slips, err := w.as(auditor).Handbacks(w.ctx)
	w.must(err)
	for i, h := range slips {
		if h.ConfirmedBy == "" || r.IntN(2) == 0 {
			continue
		}
		q := app.ReceiptRequest{Number: fmt.Sprintf("GBC %d.%d", n, i), On: civil.DateOf(w.clock()), Amount: h.Amount, Corrects: h.ReceiptNo, Reason: "thử"}
		if h.ReceiptNo == 0 {
			q.Handbacks = []int64{h.ActNo}
		}
		got, err := w.as(maker).ProposeReceipt(w.ctx, q)
		w.must(err)
		_, err = w.as(approver).ConfirmReceipt(w.ctx, got.ActNo)
		w.must(err)
		if r.IntN(3) == 0 { // and the Treasury never had it
			_, err = w.as(maker).WithdrawReceipt(w.ctx, got.ActNo, "thử")
			w.must(err)
			_, err = w.as(approver).ConfirmWithdrawal(w.ctx, got.ActNo)
			w.must(err)
		}
	}
}

// triesAgain takes whatever can be tried again as far as its file, or only half
// the way.
func (w *world) triesAgain() {
	w.Helper()
	var named []string
	for _, p := range w.payments() {
		named = append(named, p.ID)
	}
	for _, b := range w.reissue(named...).Batches {
		_, err := w.as(maker).Submit(w.ctx, b.Batch)
		w.mayRefuse("submit", err)
		_, err = w.as(approver).Approve(w.ctx, b.Batch)
		w.mayRefuse("approve", err)
		_, err = w.as(bankDesk).WriteFiles(w.ctx, []string{b.Batch}, w.out)
		w.mayRefuse("write", err)
	}
}

// onceEach holds the promise, payment by payment.
func (w *world) onceEach(n int, people []person) {
	w.Helper()
	for _, p := range people {
		pay, alive, paid := w.payment(p), 0, 0
		last := ""
		for _, i := range w.attemptsOf(p) {
			state := payout.InstructionState(i.State)
			if last = i.State; state.Alive() {
				alive++
			}
			if state == payout.InstructionPaid {
				paid++
			}
		}
		if alive > 1 || paid > 1 {
			w.Fatalf("after %d: %s has %d living instructions, %d paid", n, p.name, alive, paid)
		}
		if alive == 0 && (pay.State == "paid" || pay.State == "sent" || pay.State == "unknown") || paid == 1 && pay.State != "paid" && pay.State != "unknown" {
			w.Fatalf("after %d: the payment of %s is %s, its last attempt %s, %d alive", n, p.name, pay.State, last, alive)
		}
	}
}
