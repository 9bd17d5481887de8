package app_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/payout"
)

// reissue builds further attempts of the month's failures, to be paid in five days.
func (w *world) reissue(named ...string) app.ReissueSummary {
	w.Helper()
	sum, err := w.as(maker).Reissue(w.ctx, app.ReissueRequest{Programme: programme, Period: w.period, PayOn: civil.DateOf(w.clock().AddDate(0, 0, 5)),
		Payments: named})
	w.must(err)
	return sum
}

// reissues fails unless a build makes so many attempts, and leaves out the rest
// for these reasons, as "reason n".
func (w *world) reissues(payments int, not ...string) []string {
	w.Helper()
	sum := w.reissue()
	got, ids := 0, []string{}
	for _, b := range sum.Batches {
		got, ids = got+b.Payments, append(ids, b.Batch)
	}
	var left []string
	for why, n := range sum.NotReissued {
		left = append(left, fmt.Sprintf("%s %d", why, n))
	}
	slices.Sort(left)
	if diff := cmp.Diff(not, left); got != payments || diff != "" {
		w.Errorf("%d were reissued, want %d; not reissued (-want +got):\n%s", got, payments, diff)
	}
	return ids
}

// sendAgain takes a reissue through approval and its file.
func (w *world) sendAgain(ids ...string) []app.FileOutcome {
	w.Helper()
	w.submit(ids...)
	w.approve(ids...)
	files, err := w.as(bankDesk).WriteFiles(w.ctx, ids, w.out)
	w.must(err)
	return files
}

// vouch puts another account on record for somebody.
func (w *world) vouch(p person, number string) {
	w.Helper()
	v, err := w.as(clerk).ProposeAccount(w.ctx, app.AccountProposal{Beneficiary: w.owner(p), Bank: agribank, Number: number, Holder: p.name, Reason: "sổ mới"})
	w.must(err)
	_, err = w.as(clerk).ConfirmAccount(w.ctx, w.owner(p), v.ID, "đúng")
	refusedWith(w, err, "same_person")
	_, err = w.as(maker).ConfirmAccount(w.ctx, w.owner(p), v.ID, "đã gọi ngân hàng")
	w.must(err)
}

func (w *world) attemptsOf(p person) []app.Instruction {
	w.Helper()
	var out []app.Instruction
	w.view(func(tx app.Tx) (err error) {
		x := w.payment(p)
		out, err = tx.PaymentAttempts(w.ctx, x.BeneficiaryID, x.ID)
		return err
	})
	return out
}

func refusal(reference, reason string) word {
	return word{reference: reference, status: "RJCT", reason: reason}
}

func TestAReissueFollowsTheCorrection(t *testing.T) {
	sealedToo(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		rest := everybody()[3]
		w.sent(p, rest)
		first := w.reference(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(first, "AC04"), word{reference: w.reference(rest), status: "ACCC"}))
		w.stands(p, "rejected")
		w.reissues(0, "account_not_corrected 1")

		w.at(12, 9)
		w.vouch(p, "99900000777")
		ids := w.reissues(1)
		w.stands(p, "waiting")
		shown := w.batch(ids[0]).Reissues
		if len(shown) != 1 || shown[0].PaymentID != w.payment(p).ID || shown[0].PreviousID != first || shown[0].Attempt != 2 || shown[0].Reasons != "AC04" ||
			shown[0].Remedy != "account" || shown[0].Amount != w.payment(p).Amount {
			t.Errorf("the batch shows %+v", shown)
		}
		w.reissues(0)
		w.build()
		w.stands(p, "waiting") // a build lets it be
		files := w.sendAgain(ids...)
		w.stands(p, "sent")
		attempts := w.attemptsOf(p)
		if len(attempts) != 2 || attempts[1].Attempt != 2 || attempts[1].ID == first || attempts[1].AccountNumber != "99900000777" ||
			attempts[0].State != "rejected" || attempts[1].State != "sent" || len(files) != 1 || files[0].Instructions != 1 {
			t.Fatalf("attempts %+v in %d files", attempts, len(files))
		}

		w.at(15, 9)
		late := w.answered(pain002("B2", word{reference: first, status: "ACCC"}))
		if len(late.Exceptions) != 1 || late.Moved["paid"]+late.Moved["unknown"] != 0 {
			t.Errorf("a late answer on what was tried again: %+v", late)
		}
		w.answered(pain002("B3", word{reference: attempts[1].ID, status: "ACCC"}))
		w.stands(p, "paid")
		w.onFile(p, p.line.account+" failed", "99900000777 active")
		w.lineageOf(p, first)
		w.everyRowIsSomewhere("paid", 2)
	})
}

// lineageOf holds the way of a payment that was paid by its second attempt.
func (w *world) lineageOf(p person, first string) {
	w.Helper()
	for _, name := range []string{w.payment(p).ID, first, w.attemptsOf(p)[1].ID} {
		all, err := w.as(auditor).ShowPayment(w.ctx, name, civil.Month{})
		w.must(err)
		l := all[0]
		if len(all) != 1 || l.ID != w.payment(p).ID || len(l.Lines) != 1 || len(l.Attempts) != 2 || len(l.Changes) < 5 {
			w.Fatalf("the way of %s: %+v", name, l)
		}
		one, two := l.Attempts[0], l.Attempts[1]
		if len(one.Answers) != 2 || one.Answers[0].Reasons != "AC04" || one.Rests != nil || one.File.SHA256 == "" || one.File.SHA256 == two.File.SHA256 ||
			two.Rests == nil || two.Rests.PreviousID != first || two.Rests.Remedy != "account" || len(two.Answers) != 1 || len(two.Changes) != 2 {
			w.Errorf("the attempts of %s: %+v\n%+v", name, one, two)
		}
	}
	mine, err := w.as(auditor).ShowPayment(w.ctx, w.owner(p), w.period)
	if err != nil || len(mine) != 1 || mine[0].ID != w.payment(p).ID {
		w.Errorf("by person and period: %+v, %v", mine, err)
	}
	_, err = w.as(auditor).ShowPayment(w.ctx, "nobody", civil.Month{})
	if err == nil {
		w.Errorf("nobody's payment is shown")
	}
}

// TestWhatIsNotReissued refuses people for every class of reasons: one that may be
// tried again waits for its remedy, the others are never tried again.
func TestWhatIsNotReissued(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		reasons := []string{"AC04", "BE01", "RC01", "AM04", "FF01", "AC06", "MD07", "CUST", "AM05", "NARR", "NOAS"}
		people := everybody()[:len(reasons)]
		w.sent(people...)
		var words []word
		for i, p := range people {
			words = append(words, refusal(w.reference(p), reasons[i]))
		}
		w.at(11, 9)
		w.answered(pain002("B1", words...))
		ids := w.reissues(2, "account_not_corrected 1", "bank_code_not_fixed 1", "blocked 1", "cancelled 1", "deceased 1", "name_not_corrected 1", "unknown 3")
		w.stands(people[3], "waiting") // our funds
		w.stands(people[4], "waiting") // the file
		w.stands(people[9], "unknown")

		// The same account, vouched for again by two people, will do.
		w.at(12, 9)
		for i, p := range people[:3] {
			if i == 2 { // it is still the one on record
				_, err := w.as(clerk).ProposeAccount(w.ctx, app.AccountProposal{Beneficiary: w.owner(p), AccountID: w.payment(p).AccountID, Reason: "hỏi lại"})
				refusedWith(t, err, "account_not_open")
				continue
			}
			_, err := w.as(maker).ConfirmAccount(w.ctx, w.owner(p), w.payment(p).AccountID, "đúng")
			refusedWith(t, err, "account_needs_proposal")
			_, err = w.as(clerk).ProposeAccount(w.ctx, app.AccountProposal{Beneficiary: w.owner(p), AccountID: w.payment(p).AccountID, Reason: "hỏi lại"})
			w.must(err)
			_, err = w.as(maker).ConfirmAccount(w.ctx, w.owner(p), w.payment(p).AccountID, "đúng")
			w.must(err)
		}
		w.vouch(people[2], "99900000888")
		ids = append(ids, w.reissues(3, "blocked 1", "cancelled 1", "deceased 1", "unknown 3")...)
		slices.Sort(ids)
		w.sendAgain(slices.Compact(ids)...)
		for _, p := range people[:5] {
			if n := len(w.attemptsOf(p)); n != 2 {
				t.Errorf("%s has %d attempts", p.name, n)
			}
			w.stands(p, "sent")
		}
		for _, p := range people[5:] {
			if n := len(w.attemptsOf(p)); n != 1 {
				t.Errorf("%s has %d attempts", p.name, n)
			}
		}
	})
}

// TestAWholeFileIsRetried: our funds did not suffice. The second file says the same
// as the first, and leaves because all of that one failed; that one had been paid in
// part, it would not.
func TestAWholeFileIsRetried(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := []person{everybody()[0], everybody()[3]} // both at one bank
		sent := w.sent(people...)
		w.at(9, 9)
		w.answered(pain002("B1", refusal(w.reference(people[0]), "AM04"), refusal(w.reference(people[1]), "AM04")))
		files := w.sendAgain(w.reissues(2)...)
		if len(sent) != 1 || len(files) != 1 || files[0].Repeats != sent[0].ID || files[0].SHA256 == sent[0].SHA256 {
			t.Errorf("first %+v, again %+v", sent, files)
		}
		w.at(12, 9)
		second := w.attemptsOf(people[0])[1].ID
		w.answered(pain002("B2", refusal(second, "AM04"), word{reference: w.attemptsOf(people[1])[1].ID, status: "ACCC"}))
		w.sendAgain(w.reissues(1)...)
		if n := len(w.attemptsOf(people[0])); n != 3 {
			t.Errorf("%d attempts, want three", n)
		}
		w.stands(people[1], "paid")
	})
}

// TestAReissueTakenOutIsWhatItWas: from a draft, from an approved batch, by a
// build that no longer finds it due, and when the bank contradicts itself.
func TestAReissueTakenOutIsWhatItWas(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()
		p, stays := all[0], all[3]
		w.sent(p, stays)
		first := w.payment(p)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "AM04"), refusal(w.reference(stays), "AM04")))
		ids := w.reissues(2)
		w.must(w.as(maker).Withdraw(w.ctx, first.ID, "chờ xác minh"))
		w.stands(p, "rejected")
		if now := w.payment(p); now.BatchID != first.BatchID || now.AccountID != first.AccountID {
			t.Errorf("taken out, it is of batch %s and account %s", now.BatchID, now.AccountID)
		}
		w.reissues(0, "taken_out 1")
		w.reissue(first.ID)
		w.stands(p, "waiting")

		w.submit(ids...)
		w.approve(ids...)
		w.must(w.as(second).Reject(w.ctx, ids[0], "sai ngày"))
		w.stands(p, "rejected")
		w.stands(stays, "rejected")
		ids = w.reissues(2)

		// The list no longer names one of them.
		w.upload(stays)
		w.match()
		w.build()
		w.stands(p, "rejected")
		w.reissues(0, "row_gone 1")
		w.upload(p, stays)
		w.match()
		ids = append(ids, w.reissues(1)...)
		w.submit(ids[0])
		w.approve(ids[0])

		// The bank changes its mind: the attempt it speaks of may have paid.
		w.answered(pain002("B2", word{reference: w.attemptsOf(p)[0].ID, status: "ACCC"}))
		w.stands(p, "unknown")
		if files := w.write(); len(files) != 1 || files[0].Instructions != 1 {
			t.Errorf("written %+v, want the other's instruction alone", files)
		}
		w.stands(stays, "sent")
		if n := len(w.attemptsOf(p)); n != 1 {
			t.Errorf("%d attempts of a payment that may be paid", n)
		}
		w.reissues(0, "unknown 1")
		w.events()
	})
}

// TestTheDatabaseWantsAFailedAttempt goes past every use case: no state but a sure
// failure lets a further attempt in.
func TestTheDatabaseWantsAFailedAttempt(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p, q := everybody()[0], everybody()[1]
		w.sent(p, q)
		w.at(11, 9)
		w.answered(pain002("B1", refusal(w.reference(p), "NARR"), refusal(w.reference(q), "AC04")))
		w.stands(p, string(payout.PaymentUnknown))
		if err := w.instructAgain(p); err == nil || err == errUndone {
			t.Error("what is unknown got a further attempt")
		}
		if err := w.instructAgain(q); err != errUndone {
			t.Errorf("what surely failed got none: %v", err)
		}
	})
}
