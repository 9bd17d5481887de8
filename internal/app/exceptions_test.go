package app_test

import (
	"errors"
	"slices"
	"testing"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/settle"
	"chitra/reports"
)

// cases are the exceptions of the month with what became of them.
func (w *world) cases() []app.ExceptionCase {
	w.Helper()
	out, err := w.as(auditor).ExceptionCases(w.ctx, app.ExceptionQuery{From: w.period, To: w.period, Closed: true})
	w.must(err)
	return out
}

// theCase is the only exception of a kind.
func (w *world) theCase(kind string) app.ExceptionCase {
	w.Helper()
	found := slices.DeleteFunc(w.cases(), func(x app.ExceptionCase) bool { return x.Kind != kind })
	if len(found) != 1 {
		w.Fatalf("%d exceptions %s, want 1: %v", len(found), kind, w.exceptions())
	}
	return found[0]
}

func (w *world) day(n int) civil.Date {
	d, err := civil.NewDate(w.period.Year(), w.period.Month(), n)
	w.must(err)
	return d
}

// TestExceptionsAreOwned: by a role until somebody is named, with a day.
func TestExceptionsAreOwned(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9) // a Friday
		w.answered(statement("S1", line(900000, "DBIT", "BOOK", "", "rut tien mat")+line(11000, "DBIT", "BOOK", "CHRG", "")))
		x := w.theCase("foreign_debit")
		if x.State != app.ExceptionOpen || x.Holder != app.RoleBankDesk || x.OwnedBy != app.OwnedByRole || x.Due != "2024-07-15" || x.Overdue || *x.Amount != 900000 {
			t.Errorf("as it was opened: %+v", x)
		}
		w.at(16, 9)
		if x = w.theCase("foreign_debit"); x.Age != 4 || !x.Overdue {
			t.Errorf("four days later: %+v", x)
		}
		_, err := w.as(auditor).AssignException(w.ctx, x.ID, bankDesk, w.day(19), "")
		if !errors.Is(err, app.ErrNotPermitted) {
			t.Errorf("an auditor assigned it: %v", err)
		}
		_, err = w.as(maker).AssignException(w.ctx, x.ID, "khách", w.day(19), "")
		if missing := (*app.NotFound)(nil); !errors.As(err, &missing) {
			t.Errorf("a stranger has it: %v", err)
		}
		_, err = w.as(maker).AssignException(w.ctx, x.ID, bankDesk, w.day(15), "")
		if err != nil { // the day it had
			t.Errorf("with the day it had: %v", err)
		}
		_, err = w.as(maker).AssignException(w.ctx, x.ID, bankDesk, w.day(14), "")
		refusedWith(t, err, "due_passed")
		x, err = w.as(maker).AssignException(w.ctx, x.ID, bankDesk, w.day(19), "hỏi ngân hàng")
		if err != nil || x.Holder != bankDesk || x.OwnedBy != app.OwnedByUser || x.Due != "2024-07-19" || x.Overdue {
			t.Errorf("assigned: %+v, %v", x, err)
		}
		events := w.events()
		_, err = w.as(maker).AssignException(w.ctx, x.ID, bankDesk, civil.Date{}, "")
		if w.must(err); w.events() != events {
			t.Error("the same again is an act")
		}
		for q, want := range map[app.ExceptionQuery]int{{Owner: bankDesk}: 1, {Owner: app.RoleBankDesk}: 1, {Kind: "bank_fee"}: 1, {Overdue: true}: 0, {}: 2} {
			if found, err := w.as(auditor).ExceptionCases(w.ctx, q); err != nil || len(found) != want {
				t.Errorf("%+v finds %d, %v", q, len(found), err)
			}
		}
	})
}

// TestMoneyIsClosedByTwo: one person wants it closed, another agrees; a small
// fee one person closes; what is closed stays closed, and nothing is deleted.
func TestMoneyIsClosedByTwo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9)
		again := statement("S1", line(900000, "DBIT", "BOOK", "", "rut tien mat")+line(11000, "DBIT", "BOOK", "CHRG", ""))
		w.answered(again)
		fee, debit := w.theCase("bank_fee"), w.theCase("foreign_debit")
		_, err := w.as(bankDesk).CloseException(w.ctx, fee.ID, " ")
		refusedWith(t, err, "reason_missing")
		_, err = w.as(bankDesk).ConfirmException(w.ctx, debit.ID)
		refusedWith(t, err, "exception_not_closing")
		if fee, err = w.as(bankDesk).CloseException(w.ctx, fee.ID, "ghi chi phí"); err != nil || fee.State != app.ExceptionClosed || fee.Closed.Actor != bankDesk {
			t.Errorf("the fee: %+v, %v", fee, err)
		}
		_, err = w.as(bankDesk).CloseException(w.ctx, fee.ID, "ghi chi phí")
		refusedWith(t, err, "exception_closed")
		if debit, err = w.as(bankDesk).CloseException(w.ctx, debit.ID, "rút về quỹ"); err != nil || debit.State != app.ExceptionClosing {
			t.Errorf("wanted closed: %+v, %v", debit, err)
		}
		_, err = w.as(bankDesk).ConfirmException(w.ctx, debit.ID)
		refusedWith(t, err, "same_person")
		if debit, err = w.as(approver).ConfirmException(w.ctx, debit.ID); err != nil || debit.State != app.ExceptionClosed ||
			debit.Closed.Actor != approver || debit.Closed.ProposedBy != bankDesk || debit.Closed.Reason != "rút về quỹ" {
			t.Errorf("closed: %+v, %v", debit, err)
		}
		shown, err := w.as(auditor).ShowException(w.ctx, debit.ID)
		if err != nil || len(shown.Steps) != 2 || shown.Steps[0].Step != app.CaseProposed || shown.OpenedAt == "" {
			t.Errorf("shown: %+v, %v", shown, err)
		}
		w.at(11, 9) // as of a day before anything came
		if open, err := w.as(auditor).ExceptionCases(w.ctx, app.ExceptionQuery{AsOf: w.clock()}); err != nil || len(open) != 0 {
			t.Errorf("the day before: %v, %v", open, err)
		}
		w.at(13, 9)
		w.events()
	})
}

// TestTheSameThingIsOneException: said again by the next file it adds nothing;
// said again after it was closed, what a person dealt with stays closed when it is
// the same line, and is opened again when the bank says it anew of an instruction.
func TestTheSameThingIsOneException(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:2]
		w.sent(people...)
		w.at(12, 9)
		ref := w.reference(people[0])
		fee := `<Ntry><Amt Ccy="VND">11000</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>FEE1</AcctSvcrRef><BkTxCd><Prtry><Cd>CHRG</Cd></Prtry></BkTxCd></Ntry>`
		w.answered(statement("S1", fee+fee))
		if n := len(w.cases()); n != 2 {
			t.Errorf("two fees of one file are %d exceptions", n)
		}
		w.answered(statement("S2", fee))
		w.answered(pain002("A1", word{reference: "C000000000000000", status: "RJCT", reason: "AC01"}, word{reference: ref, status: "ACSP"}))
		w.answered(pain002("A2", word{reference: "C000000000000000", status: "RJCT", reason: "AC01"}, word{reference: ref, status: "ACSP"}))
		w.theCase("unknown_reference")
		w.answered(pain002("A3", word{reference: ref, status: "RJCT", reason: "NARR"}))
		w.theCase(settle.ExceptionUnclear)
		w.answered(pain002("A4", word{reference: ref, status: "ACCC", bankRef: "FT1"}))
		w.stands(people[0], "paid")
		r, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		unclear := w.theCase(settle.ExceptionUnclear)
		if r.Resolved != 1 || unclear.State != app.ExceptionClosed || unclear.Closed.Step != app.CaseResolved || unclear.Closed.Fact == "" {
			t.Errorf("resolved %d: %+v", r.Resolved, unclear)
		}
		w.answered(pain002("A5", word{reference: ref, status: "ACCC", bankRef: "FT2"}))
		twice := w.theCase(settle.ExceptionPaidTwice)
		if _, err = w.as(bankDesk).Reconcile(w.ctx, w.period); err != nil || w.theCase(settle.ExceptionPaidTwice).State != app.ExceptionOpen {
			t.Errorf("nothing came back: %+v, %v", twice, err)
		}
		w.answered(camt054("N1", entry{reference: ref, bankRef: "RT1", amount: w.payment(people[0]).Amount, back: "AC01"}))
		w.stands(people[0], "paid")
		r, err = w.as(bankDesk).Reconcile(w.ctx, w.period)
		if w.must(err); r.Resolved != 1 || w.theCase(settle.ExceptionPaidTwice).State != app.ExceptionClosed {
			t.Errorf("one of two came back: %+v", r)
		}
		events := w.events()
		if r, err = w.as(bankDesk).Reconcile(w.ctx, w.period); err != nil || r.Resolved != 0 || w.events() != events {
			t.Errorf("once more: %+v, %v", r, err)
		}
	})
}

// TestAnExceptionIsOpenedAgain: a bank says the same of an instruction after a
// person closed it.
func TestAnExceptionIsOpenedAgain(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(12, 9)
		ref, other := w.reference(p), w.payment(p).Amount-1
		say := func(message string) {
			w.answered(camt054(message, entry{reference: ref, bankRef: "FT1", amount: other}))
		}
		say("N1")
		x := w.theCase(settle.ExceptionAmountDiffers)
		_, err := w.as(bankDesk).CloseException(w.ctx, x.ID, "ngân hàng sửa")
		w.must(err)
		_, err = w.as(approver).ConfirmException(w.ctx, x.ID)
		w.must(err)
		w.at(13, 9)
		w.answered(pain002("A1", word{reference: ref, status: "ACCC", bankRef: "FT1", amount: other}))
		if x = w.theCase(settle.ExceptionAmountDiffers); x.State != app.ExceptionOpen || len(x.Steps) != 3 || x.Steps[2].Step != app.CaseReopened {
			t.Errorf("said anew: %+v", x)
		}
	})
}

// TestWhatIsStillSoIsNotClosed: an overdue instruction stays somebody's until it is
// settled, also where its closing was wanted before.
func TestWhatIsStillSoIsNotClosed(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		w.at(25, 9)
		_, err := w.as(bankDesk).Reconcile(w.ctx, w.period)
		w.must(err)
		x := w.theCase(settle.ExceptionOverdue)
		_, err = w.as(bankDesk).CloseException(w.ctx, x.ID, "chờ mãi")
		refusedWith(t, err, "exception_still_open")
		ref := w.reference(p)
		w.answered(pain002("A1", word{reference: ref, status: "ACCC", bankRef: "FT1"}))
		_, err = w.as(bankDesk).CloseException(w.ctx, x.ID, "đã chi")
		w.must(err)
		w.answered(pain002("A2", refusal(ref, "AC04")))
		w.stands(p, "unknown")
		_, err = w.as(approver).ConfirmException(w.ctx, x.ID)
		refusedWith(t, err, "exception_still_open")
		w.answered(pain002("A3", refusal(ref, "AC04")))
		w.corrects(ref, payout.InstructionPaid, "")
		if x, err = w.as(approver).ConfirmException(w.ctx, x.ID); err != nil || x.State != app.ExceptionClosed {
			t.Errorf("once it is settled: %+v, %v", x, err)
		}
	})
}

// TestEveryKindOfExceptionHasARule, and no rule is of nothing.
func TestEveryKindOfExceptionHasARule(t *testing.T) {
	words := wording.In(reports.Vietnamese)
	for _, r := range settle.ExceptionRules() {
		if _, ok := words.Of(wording.Exceptions, r.Kind); !ok {
			t.Errorf("%s has a rule and no words", r.Kind)
		}
		if !slices.Contains([]string{app.RoleBankDesk, app.RoleMaker, app.RoleClerk, app.RoleReviewer, app.RoleApprover}, r.Owner) {
			t.Errorf("%s is owned by %s, which is no role that works on exceptions", r.Kind, r.Owner)
		}
	}
}
