package app

import (
	"cmp"
	"fmt"
	"slices"

	"chitra/internal/civil"
	"chitra/payout"
)

// create makes a payment that was not there, held or in a draft.
func (b *builder) create(e entitled) error {
	row := b.payment(e)
	if e.payment.State == payout.PaymentWaiting {
		row.BatchID = b.draft(e.payment.Payer)
		b.count(e.payment.Payer, row.Amount)
	} else {
		b.hold(e.hold, row.Amount)
	}
	b.keepAccount(e)
	b.payments = append(b.payments, row)
	for _, l := range e.payment.Lines {
		b.lines = append(b.lines, lineFact(l, row.ID, b.act.no))
	}
	b.changes = append(b.changes, b.act.change(KindPayment, row.BeneficiaryID, row.ID, "", row.State, cmp.Or(row.HeldReason, toDeskFor(row)), RowRef(row.VersionNo, row.RowKey)))
	return nil
}

func (b *builder) payment(e entitled) Payment {
	p := e.payment
	row := Payment{BeneficiaryID: p.Beneficiary, ID: p.ID, Programme: string(p.Programme), Period: p.Period.String(), Number: int64(p.Number),
		Commune: p.Commune, Category: p.Category, PayeeName: p.PayeeName, Amount: p.Amount.Minor(), Currency: string(p.Amount.Currency()),
		VersionNo: e.claim.VersionNo, RowKey: e.claim.RowKey, ActNo: b.act.no, RecordedAt: b.act.stamp(),
		State: string(p.State), HeldReason: string(p.Held), AccountID: p.AccountID, PayerID: p.Payer}
	if e.computed {
		row.Computed = 1
	}
	return row
}

// reconsider looks again at a payment that was held.
func (b *builder) reconsider(last Payment, e entitled) error {
	b.keepAccount(e)
	switch {
	case e.hold == "":
		last.AccountID, last.PayerID = e.account.Use.ID, e.payment.Payer
		last.BatchID = b.draft(e.payment.Payer)
		b.count(e.payment.Payer, last.Amount)
		b.assigned = append(b.assigned, last)
		b.changes = append(b.changes, b.act.change(KindPayment, last.BeneficiaryID, last.ID, last.State,
			string(payout.PaymentWaiting), toDeskFor(last), RowRef(e.claim.VersionNo, e.claim.RowKey)))
	default:
		b.hold(e.hold, last.Amount)
		if last.HeldReason != string(e.hold) {
			b.changes = append(b.changes, b.act.change(KindPayment, last.BeneficiaryID, last.ID, last.State, last.State,
				string(e.hold), RowRef(e.claim.VersionNo, e.claim.RowKey)))
		}
	}
	return nil
}

// stop answers what has come to speak against a payment that waits. A draft lets
// it go. What left the makers is not edited for what a list says, but raises an
// exception; for a death, or an account the bank has refused since, it is taken
// out all the same as long as no file of it is intended: taking out is safe.
func (b *builder) stop(last Payment, e entitled) {
	b.keepAccount(e)
	if !b.inDraft(last) {
		b.except(last, "row_changed", string(e.hold))
	}
	if !b.inDraft(last) && (!takesOut(e.hold) || last.State != string(payout.PaymentWaiting) || b.intended[last.BatchID]) {
		return
	}
	b.hold(e.hold, last.Amount)
	b.changes = append(b.changes, b.act.change(KindPayment, last.BeneficiaryID, last.ID, last.State, string(payout.PaymentHeld),
		string(e.hold), RowRef(e.claim.VersionNo, e.claim.RowKey)))
}

// takesOut reports whether a reason takes a payment out of a batch that was
// approved already.
func takesOut(hold payout.HoldReason) bool {
	switch hold {
	case payout.HoldToHeirs, payout.HoldIneligible, payout.HoldAccountFailed:
		return true
	}
	return false
}

// replace answers a row whose amount or category is no longer what a payment
// was made of. What no approver has seen is dropped and made anew; what left
// the makers is never edited, but raises an exception.
func (b *builder) replace(last Payment, e entitled) error {
	if !b.dropped(last, "row_changed") {
		b.except(last, "row_changed", fmt.Sprintf("now %d", e.payment.Amount.Minor()))
		return nil
	}
	return b.create(e)
}

// rowGone answers a payment whose row is no longer on any list in force.
func (b *builder) rowGone(p Payment) {
	if !b.dropped(p, "row_gone") && p.State != string(payout.PaymentHandedBack) {
		b.except(p, "row_gone", "")
	}
}

// dropped voids a payment that nobody approved yet, and says whether it could.
func (b *builder) dropped(p Payment, why string) bool {
	if p.State != string(payout.PaymentHeld) && !b.inDraft(p) {
		return false
	}
	b.voided = append(b.voided, p)
	b.changes = append(b.changes, b.act.change(KindPayment, p.BeneficiaryID, p.ID, p.State, string(payout.PaymentVoid), why, ""))
	return true
}

// outOfDate reports whether a payment that may be paid waits in another form
// than it would be made in now: for another account, by a row that changed, or
// in a draft whose day has passed.
func (b *builder) outOfDate(p Payment, e entitled) bool {
	if p.AccountID != e.account.Use.ID || b.stale[p.ID] {
		return true
	}
	return b.inDraft(p) && slices.ContainsFunc(b.batches, func(x Batch) bool { return x.ID == p.BatchID && b.dayPassed(x) })
}

// dayPassed reports whether a batch can no longer leave on its day.
func (b *builder) dayPassed(x Batch) bool { return x.PayOn < civil.DateOf(b.act.at).ISO() }

// inDraft reports whether a payment waits in a batch its makers still work on.
func (b *builder) inDraft(p Payment) bool {
	return p.State == string(payout.PaymentWaiting) && slices.ContainsFunc(b.batches, func(x Batch) bool {
		return x.ID == p.BatchID && x.State == string(payout.BatchDraft)
	})
}

func (b *builder) except(p Payment, kind, detail string) {
	amount := p.Amount
	x := Exception{ID: exceptionID(kind, p.ID), Kind: kind, Period: p.Period, Subject: p.ID, Reference: RowRef(p.VersionNo, p.RowKey),
		Amount: &amount, Detail: detail, ActNo: b.act.no, OpenedAt: b.act.stamp()}
	if !b.knownExceptions[x.ID] {
		b.exceptions = append(b.exceptions, x)
	}
}

// keepAccount puts the list's account on file: as the one on record where
// nothing speaks against it, else as a proposal somebody must vouch for.
func (b *builder) keepAccount(e entitled) {
	a := e.account.Proposed
	if e.account.Adopt {
		a = e.account.Use
	}
	if a.ID == "" {
		return
	}
	known := b.accounts.onFile[a.Beneficiary]
	if i := slices.IndexFunc(known, func(x payout.Account) bool { return x.ID == a.ID }); i >= 0 {
		if e.account.Adopt && known[i].State == payout.AccountProposed {
			known[i].State = payout.AccountActive
			b.changes = append(b.changes, b.act.change(KindAccount, a.Beneficiary, a.ID, string(payout.AccountProposed),
				string(payout.AccountActive), a.Source, RowRef(e.claim.VersionNo, e.claim.RowKey)))
		}
		return
	}
	b.accounts.onFile[a.Beneficiary] = append(b.accounts.onFile[a.Beneficiary], a)
	row := Account{BeneficiaryID: a.Beneficiary, ID: a.ID, BIN: a.BIN, Number: a.Number, Holder: a.Holder, Relation: a.Relation,
		Source: a.Source, ActNo: b.act.no, RecordedAt: b.act.stamp(), State: string(a.State)}
	b.newAccounts = append(b.newAccounts, row)
	b.changes = append(b.changes, b.act.change(KindAccount, row.BeneficiaryID, row.ID, "", row.State, row.Source, RowRef(e.claim.VersionNo, e.claim.RowKey)))
}

// draft is the batch a payer's payments go into: the draft there is, or a new one.
func (b *builder) draft(payer string) string {
	if d, ok := b.drafts[payer]; ok {
		return d.Batch
	}
	number := 1
	for _, x := range b.batches {
		if x.PayerID != payer {
			continue
		}
		sameDay := !b.dayNamed || x.PayOn == b.request.PayOn.ISO()
		if x.State == string(payout.BatchDraft) && !b.dayPassed(x) && sameDay && b.againIn[x.ID] == b.again {
			b.drafts[payer] = &BuiltBatch{Batch: x.ID, Payer: payer}
			return x.ID
		}
		number++
	}
	id := payout.BatchID(b.request.Programme, b.request.Period, payer, number)
	b.drafts[payer] = &BuiltBatch{Batch: id, Payer: payer}
	b.fresh = append(b.fresh, Batch{ID: id, Programme: string(b.request.Programme), Period: b.request.Period.String(), PayerID: payer,
		PayOn: b.request.PayOn.ISO(), ActNo: b.act.no, RecordedAt: b.act.stamp(), State: string(payout.BatchDraft)})
	b.changes = append(b.changes, b.act.change(KindBatch, "", id, "", string(payout.BatchDraft), "", ""))
	return id
}

func (b *builder) count(payer string, amount int64) {
	b.drafts[payer].Payments++
	b.drafts[payer].Amount += amount
}

func (b *builder) hold(reason payout.HoldReason, amount int64) {
	b.held[string(reason)]++
	b.heldAmount += amount
}
