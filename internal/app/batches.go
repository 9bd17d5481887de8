package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chitra/payout"
)

// BatchView is a batch as the people who submit and approve it see it.
type BatchView struct {
	Batch
	BatchTotals
	Makers    []BatchMaker
	Approvals []Approval
	Needed    int // approvals still missing
	Digest    string
	Stale     int // payments whose row changed since: build again
	// Reissues are the further attempts that wait in it; ShowBatch alone says so.
	Reissues []ReissueIn
	// Cash is how many payments a desk is to pay, by why there is no account for
	// them; ShowBatch alone says so.
	Cash map[payout.HoldReason]int
}

// ShowBatch says what a batch is made of.
func (a *App) ShowBatch(ctx context.Context, id string) (BatchView, error) {
	var v BatchView
	err := a.store.View(ctx, func(tx Tx) (err error) {
		if v, err = viewBatch(ctx, tx, id); err != nil {
			return err
		}
		if v.Reissues, err = tx.ReissuesIn(ctx, id); err != nil {
			return fmt.Errorf("read further attempts in %s: %w", id, err)
		}
		payments, err := digestBatch(ctx, tx, id)
		v.Digest = batchDigest(payments)
		v.Cash = map[payout.HoldReason]int{}
		for _, p := range payments {
			if why, ok := payout.InCash(p.row.AccountID); ok {
				v.Cash[why]++
			}
		}
		return err
	})
	return v, err
}

// Batches are the batches of a programme's period.
func (a *App) Batches(ctx context.Context, programme payout.Programme, period string) ([]Batch, error) {
	var out []Batch
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.BatchesOf(ctx, string(programme), period)
		return err
	})
	return out, err
}

// viewBatch leaves out the digest, which takes a look at every payment.
func viewBatch(ctx context.Context, tx Tx, id string) (BatchView, error) {
	b, ok, err := tx.Batch(ctx, id)
	if err != nil || !ok {
		return BatchView{}, orNotFound(err, "batch", id)
	}
	v := BatchView{Batch: b}
	if v.BatchTotals, err = tx.BatchTotals(ctx, id); err != nil {
		return v, err
	}
	if v.Makers, err = tx.Makers(ctx, id); err != nil {
		return v, err
	}
	if v.Approvals, err = tx.Approvals(ctx, id); err != nil {
		return v, err
	}
	stale, err := tx.Stale(ctx, id)
	if err != nil {
		return v, err
	}
	v.Stale = len(stale)
	v.Needed = approvalsNeeded(v) - len(v.thisRound())
	return v, nil
}

// thisRound are the approvals given since the batch was last submitted.
func (v BatchView) thisRound() []Approval {
	if v.State != string(payout.BatchSubmitted) && v.State != string(payout.BatchApproved) && v.State != string(payout.BatchReleased) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(v.Approvals), func(x Approval) bool { return x.Round != v.round() })
}

// round counts the submissions: each opens a new one.
func (v BatchView) round() int64 {
	n := int64(0)
	for _, m := range v.Makers {
		if m.submitted() {
			n++
		}
	}
	return n
}

const submittedPrefix = "submitted "

func (m BatchMaker) submitted() bool {
	return len(m.Why) > len(submittedPrefix) && m.Why[:len(submittedPrefix)] == submittedPrefix
}

func approvalsNeeded(v BatchView) int {
	var hands []string
	for _, m := range v.Makers {
		if m.Why == "built" || m.submitted() {
			hands = append(hands, m.Name)
		}
	}
	return payout.ApprovalsNeeded(hands, func(name string) bool { return name == NightUser })
}

// Submit closes a draft to its makers and opens it to an approver.
func (a *App) Submit(ctx context.Context, id string) (BatchView, error) {
	var v BatchView
	err := a.do(ctx, "batch.submit", id, func(tx Tx, d *act) (err error) {
		if v, err = viewBatch(ctx, tx, id); err != nil {
			return err
		}
		switch {
		case v.State != string(payout.BatchDraft):
			return &Refused{Code: "batch_not_draft", Subject: id, Detail: v.State}
		case v.Payments == 0:
			return &Refused{Code: "batch_empty", Subject: id}
		case v.Stale > 0:
			return &Refused{Code: "batch_stale", Subject: id, Detail: fmt.Sprint(v.Stale)}
		}
		hands, err := newHands(ctx, tx, d, v, a.actor.Name)
		if err != nil {
			return err
		}
		if _, err := d.writeAll(ctx, tx, factsOf(hands), "batch_maker"); err != nil {
			return err
		}
		d.figure("payments", v.Payments)
		d.figure("amount", v.Amount)
		if err := tx.SetSubmitter(ctx, id, a.actor.Name); err != nil {
			return err
		}
		v.State = string(payout.BatchSubmitted)
		return d.move(ctx, tx, []StateChange{d.change(KindBatch, "", id, string(payout.BatchDraft), v.State, "", "")})
	})
	return v, err
}

// newHands are the makers a submission adds: everybody who had a hand in the
// payments, and who submits.
func newHands(ctx context.Context, tx Tx, d *act, v BatchView, who string) ([]BatchMaker, error) {
	hands, err := tx.Hands(ctx, v.ID)
	if err != nil {
		return nil, fmt.Errorf("who made the batch: %w", err)
	}
	hands = append(hands, BatchMaker{BatchID: v.ID, Name: who, Why: fmt.Sprintf("%s%d", submittedPrefix, v.round()+1)})
	var out []BatchMaker
	for _, h := range hands {
		known := slices.ContainsFunc(v.Makers, func(m BatchMaker) bool { return m.Name == h.Name && m.Why == h.Why })
		if !known {
			h.ActNo = d.no
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(x, y BatchMaker) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Why, y.Why)) })
	return out, nil
}

// Approve is a person's consent to exactly what the batch holds now. Nobody
// approves what they made; a batch that a machine alone made needs two people.
func (a *App) Approve(ctx context.Context, id string) (BatchView, error) {
	return a.ApproveShown(ctx, id, "")
}

// ApproveShown is the consent to a batch as it was shown: with another digest it
// is refused.
func (a *App) ApproveShown(ctx context.Context, id, shown string) (BatchView, error) {
	return a.approveFrom(ctx, id, shown, a.batchAhead(ctx, id))
}

func (a *App) approveFrom(ctx context.Context, id, shown string, ahead *batchLook) (BatchView, error) {
	var v BatchView
	err := a.do(ctx, "batch.approve", id, func(tx Tx, d *act) error {
		look, err := ahead.orNow(ctx, tx, id)
		if err != nil {
			return err
		}
		v = look.view
		if err := a.mayApprove(v); err != nil {
			return err
		}
		payments, err := look.payments(ctx, tx)
		if err != nil {
			return err
		}
		v.Digest = batchDigest(payments)
		if shown != "" && shown != v.Digest {
			return &Refused{Code: "digest_differs", Subject: id, Detail: v.Digest}
		}
		approved := make([]ApprovedPayment, len(payments))
		for i, p := range payments {
			approved[i] = ApprovedPayment{ActNo: d.no, BeneficiaryID: p.row.BeneficiaryID, PaymentID: p.row.ID, Digest: p.digest}
		}
		if _, err := d.writeAll(ctx, tx, factsOf(approved), "approved_payment"); err != nil {
			return err
		}
		if err := d.write(ctx, tx, Approval{BatchID: id, Round: v.round(), Approver: a.actor.Name, SubmittedBy: v.SubmittedBy,
			Digest: v.Digest, Payments: int64(v.Payments), Amount: v.Amount, ActNo: d.no, RecordedAt: d.stamp()}); err != nil {
			return err
		}
		d.figure("digest", v.Digest)
		d.figure("payments", v.Payments)
		d.figure("amount", v.Amount)
		if v.Needed--; v.Needed > 0 {
			return nil
		}
		v.State = string(payout.BatchApproved)
		return d.move(ctx, tx, []StateChange{d.change(KindBatch, "", id, string(payout.BatchSubmitted), v.State, "", "")})
	})
	return v, err
}

func (a *App) mayApprove(v BatchView) error {
	if v.State != string(payout.BatchSubmitted) {
		return &Refused{Code: "batch_not_submitted", Subject: v.ID, Detail: v.State}
	}
	if v.Stale > 0 {
		return &Refused{Code: "batch_stale", Subject: v.ID, Detail: fmt.Sprint(v.Stale)}
	}
	makers := make([]string, len(v.Makers))
	for i, m := range v.Makers {
		makers[i] = m.Name
	}
	var approvedBy []string
	for _, x := range v.thisRound() {
		approvedBy = append(approvedBy, x.Approver)
	}
	if err := payout.CheckApprover(a.actor.Name, makers, approvedBy); err != nil {
		return &Refused{Code: "approver_is_maker", Subject: v.ID, Detail: err.Error()}
	}
	return nil
}

// Reject sends a batch back with a reason. A submitted one becomes a draft of its
// makers again. What was approved is never edited: of an approved batch that has
// no file yet every payment is taken out, and the next build puts them into a new
// draft, with a pay day of its own.
func (a *App) Reject(ctx context.Context, id, reason string) error {
	if reason == "" {
		return &Refused{Code: "reason_missing", Subject: id}
	}
	return a.do(ctx, "batch.reject", id, func(tx Tx, d *act) error {
		v, err := viewBatch(ctx, tx, id)
		if err != nil {
			return err
		}
		d.figure("reason", reason)
		switch v.State {
		case string(payout.BatchSubmitted):
			return d.move(ctx, tx, []StateChange{d.change(KindBatch, "", id, v.State, string(payout.BatchDraft), reason, "")})
		case string(payout.BatchApproved):
			return takeAllOut(ctx, tx, d, v, reason)
		}
		return &Refused{Code: "batch_not_submitted", Subject: id, Detail: v.State}
	})
}

// takeAllOut leaves an approved batch empty, with its approvals as history.
func takeAllOut(ctx context.Context, tx Tx, d *act, v BatchView, reason string) error {
	files, err := tx.FilesOf(ctx, v.ID)
	if err != nil {
		return err
	}
	switch {
	case len(files) > 0:
		return &Refused{Code: "files_intended", Subject: v.ID}
	case v.Payments == 0:
		return &Refused{Code: "batch_empty", Subject: v.ID}
	}
	rows, err := tx.BatchPayments(ctx, v.ID)
	if err != nil {
		return fmt.Errorf("read payments: %w", err)
	}
	out, err := newOutTaker(ctx, tx, d, v.ID)
	if err != nil {
		return err
	}
	for _, p := range rows {
		out.take(p, payout.HoldBatchReturned, reason)
	}
	d.figure("payments", v.Payments)
	d.figure("amount", v.Amount)
	return out.move(ctx, tx)
}
