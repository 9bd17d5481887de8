package app

import (
	"context"
	"fmt"

	"chitra/payout"
)

// ReissueTx keeps further attempts and what they rest on.
type ReissueTx interface {
	// FailedPayments are the payments of a programme and period whose last
	// instruction failed or is unknown, with that instruction.
	FailedPayments(ctx context.Context, programme, period string) ([]FailedPayment, error)
	// ReissuesIn are the payments that wait in a batch for another attempt, with
	// how their last one stands.
	ReissuesIn(ctx context.Context, batch string) ([]ReissueIn, error)
	// ReissueBatches are the batches of a programme and period that hold further
	// attempts.
	ReissueBatches(ctx context.Context, programme, period string) ([]string, error)
	// ActivatedAt are the acts that last made each account of the beneficiaries
	// the one on record.
	ActivatedAt(ctx context.Context, beneficiaries []string) ([]AccountActivated, error)
	// OtherAttempts are, by instruction, how many attempts of its payment follow
	// it, and whether another one is alive.
	OtherAttempts(ctx context.Context, instructions []string) ([]OtherAttempts, error)
	// FailedBefore are the attempts before those of some payments of a batch.
	FailedBefore(ctx context.Context, batch string) ([]Instruction, error)
}

// FailedPayment is a payment that was not paid, and its last instruction.
type FailedPayment struct {
	Payment
	InstructionID string `db:"instruction_id"`
	Attempt       int64  `db:"attempt"`
	FileID        string `db:"file_id"`
	SentBIN       string `db:"sent_bin"`
	SentAccount   string `db:"sent_account" sealed:"account"`
	SentHolder    string `db:"sent_holder"`
	SentText      string `db:"sent_text"`
	SentUETR      string `db:"sent_uetr"`
	Ended         string `db:"ended"`       // the instruction's state
	EndedAct      int64  `db:"ended_act"`   // which act brought it there
	EndedWhy      string `db:"ended_why"`   // and for which reason of the bank's
	MovedBy       string `db:"moved_by"`    // the fact of the payment's own last change
	HandedBack    int64  `db:"handed_back"` // a confirmed hand-back names the instruction
}

// ReissueIn is a payment that waits for another attempt.
type ReissueIn struct {
	Reissue
	PreviousState string `db:"previous_state"`
	Amount        int64  `db:"amount"` // the payment's
}

// AccountActivated says since which act an account is on record.
type AccountActivated struct {
	BeneficiaryID string `db:"beneficiary_id"`
	AccountID     string `db:"account_id"`
	ActNo         int64  `db:"act_no"`
}

// OtherAttempts says what stands beside an instruction.
type OtherAttempts struct {
	InstructionID string `db:"instruction_id"`
	Later         int64  `db:"later"`
	Alive         string `db:"alive"` // the living one, "" for none
	AliveState    string `db:"alive_state"`
	LastState     string `db:"last_state"` // of the last one
}

// outTaker takes payments out of a batch: one that was never sent is held, one
// that waits for another attempt is again what its last attempt left it.
type outTaker struct {
	act      *act
	reissues map[string]ReissueIn
	changes  []StateChange
	restored []Payment
}

func newOutTaker(ctx context.Context, tx Tx, d *act, batch string) (*outTaker, error) {
	in, err := reissuesIn(ctx, tx, batch)
	return &outTaker{act: d, reissues: in}, err
}

func reissuesIn(ctx context.Context, tx Tx, batches ...string) (map[string]ReissueIn, error) {
	out := map[string]ReissueIn{}
	for _, batch := range batches {
		rows, err := tx.ReissuesIn(ctx, batch)
		if err != nil {
			return nil, fmt.Errorf("read further attempts in %s: %w", batch, err)
		}
		for _, r := range rows {
			out[r.PaymentID] = r
		}
	}
	return out, nil
}

// take takes a waiting payment out for a reason. A reissue keeps the bank's
// reason as its own, and remembers in its change what took it out.
func (o *outTaker) take(p Payment, hold payout.HoldReason, why string) {
	r, again := o.reissues[p.ID]
	if !again {
		o.changes = append(o.changes, o.act.change(KindPayment, p.BeneficiaryID, p.ID, p.State, string(payout.PaymentHeld), string(hold), why))
		return
	}
	place, _ := payout.PlaceOf(payout.InstructionState(r.PreviousState)) // it failed, or the table of states refuses the change
	o.changes = append(o.changes, o.act.change(KindPayment, p.BeneficiaryID, p.ID, p.State, string(place), r.Reasons, takenOutPrefix+string(hold)))
	p.AccountID, p.PayerID, p.BatchID = r.PreviousAccount, r.PreviousPayer, r.PreviousBatch
	o.restored = append(o.restored, p)
}

// takenOutPrefix begins the fact of a change that took a reissue out again.
const takenOutPrefix = "taken out: "

// move moves what was taken out.
func (o *outTaker) move(ctx context.Context, tx Tx) error {
	if err := o.act.move(ctx, tx, o.changes); err != nil {
		return err
	}
	return o.restore(ctx, tx)
}

// restore gives reissues that were taken out the batch and account they had.
func (o *outTaker) restore(ctx context.Context, tx Tx) error {
	if err := tx.Assign(ctx, o.restored); err != nil {
		return fmt.Errorf("give back what was taken out: %w", err)
	}
	return nil
}

// otherAttempts say what stands beside instructions that were tried again.
func otherAttempts(ctx context.Context, tx Tx, ids []string) (map[string]OtherAttempts, error) {
	out := map[string]OtherAttempts{}
	for _, chunk := range indexedChunks(ids, lookAtOnce) {
		rows, err := tx.OtherAttempts(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("read later attempts: %w", err)
		}
		for _, x := range rows {
			out[x.InstructionID] = x
		}
	}
	return out, nil
}
