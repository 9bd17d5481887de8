package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/payout"
)

// fileWriter makes the files of one batch. What it reads first is the batch as it
// is approved, which any transaction shows it; tx and act are those of the intent.
type fileWriter struct {
	app       *App
	seen      journal.Event // the newest one when the batch was read
	batch     Batch
	format    bankfile.Format
	header    bankfile.Header
	approvals []Approval
	approved  []map[string]string // by approval: the digest of each payment
	payments  []approvable
	attempts  map[string]int64
	failed    []approvable // their accounts: they are taken out
	storeID   string
	placeOf   map[string]string // communes' names by payment, of what a desk pays
	terms     bankfile.Terms
	whole     bankfile.BatchTotals
	parts     [][]*fileLine
	made      *turns[*madeFile]
	lossy     int

	tx     Tx
	act    *act
	outbox string // where the files are meant to leave from
	// againReason lets content leave once more.
	againReason  string
	files        []BankFile
	instructions []Instruction // in the order of their keys
	takenOut     *outTaker
}

// fileHeader is what every file of a batch says once.
func (a *App) fileHeader(ctx context.Context, tx Tx, batch Batch) (*fileWriter, error) {
	payers, _, err := payersInForce(ctx, tx)
	if err != nil {
		return nil, err
	}
	payer, ok := payers[batch.PayerID]
	if !ok {
		return nil, &NotFound{Kind: "payer", ID: batch.PayerID}
	}
	formats, err := a.payerFormats(ctx, tx, map[string]payout.Payer{payer.ID: payer})
	if err != nil {
		return nil, err
	}
	format, ok := formats[payer.ID]
	if !ok {
		return nil, &Refused{Code: "profile_unknown", Subject: payer.Profile}
	}
	terms := bankfile.TermsOf(format)
	if inst, ok := a.banks.ByBIN(payer.BIN); ok {
		payer.BIC = inst.SWIFT
	}
	approvals, err := tx.LastRound(ctx, batch.ID)
	if err != nil || len(approvals) == 0 {
		return nil, orNotFound(err, "approval", batch.ID)
	}
	approvedAt, err := time.Parse(journal.TimeForm, approvals[len(approvals)-1].RecordedAt)
	if err != nil {
		return nil, err
	}
	payOn, err := civil.ParseISO(batch.PayOn)
	if err != nil {
		return nil, err
	}
	info, err := tx.Info(ctx)
	if err != nil {
		return nil, err
	}
	return &fileWriter{app: a, batch: batch, format: format, terms: terms, approvals: approvals, storeID: info.ID,
		header: bankfile.Header{BatchID: batch.ID, CreatedAt: approvedAt.In(civil.Zone()), PayOn: payOn, Payer: payer, Practice: info.Practice, Category: terms.Category}}, nil
}

// newFileWriter reads a batch as it is approved, prepares its lines, and begins to
// make its files. Whoever gets it closes it.
func (a *App) newFileWriter(ctx context.Context, tx Tx, id string, at time.Time) (*fileWriter, error) {
	held := &heldRows{}
	w, err := a.batchOf(ctx, tx, id, at, held)
	if err != nil {
		return nil, err
	}
	if err := held.readRest(ctx, tx, id); err != nil {
		return nil, err
	}
	return w, w.prepare(ctx, held)
}

// batchOf reads a batch and its payments, but not the lines and accounts of these.
func (a *App) batchOf(ctx context.Context, tx Tx, id string, at time.Time, held *heldRows) (*fileWriter, error) {
	seen, err := tx.NewestEvent(ctx, chain)
	if err != nil {
		return nil, fmt.Errorf("read the journal's head: %w", err)
	}
	batch, ok, err := tx.Batch(ctx, id)
	if err != nil || !ok {
		return nil, orNotFound(err, "batch", id)
	}
	if batch.State != string(payout.BatchApproved) {
		return nil, &Refused{Code: "batch_not_approved", Subject: id, Detail: batch.State}
	}
	w, err := a.fileHeader(ctx, tx, batch)
	if err != nil {
		return nil, err
	}
	w.seen = seen
	if err := w.inTime(at); err != nil {
		return nil, err
	}
	if err := held.readPayments(ctx, tx, id); err != nil {
		return nil, err
	}
	if err := w.readApproved(ctx, tx); err != nil {
		return nil, err
	}
	if w.placeOf, err = a.deskPlaces(ctx, tx, w.header.Payer, held.rows); err != nil {
		return nil, err
	}
	if w.attempts, err = tx.Attempts(ctx, id); err != nil {
		return nil, fmt.Errorf("count the attempts before: %w", err)
	}
	return w, nil
}

// prepare prepares the lines of what was read, and begins to make the files.
func (w *fileWriter) prepare(ctx context.Context, held *heldRows) (err error) {
	if w.payments, err = held.digests(); err != nil {
		return err
	}
	if err := w.asApproved(); err != nil {
		return err
	}
	w.leaveFailed()
	if len(w.payments) == 0 {
		return &Refused{Code: "batch_empty", Subject: w.batch.ID}
	}
	return w.lay(ctx)
}

// inTime refuses a batch whose day has passed.
func (w *fileWriter) inTime(at time.Time) error {
	if today := civil.DateOf(at); w.header.PayOn.Compare(today) < 0 {
		return &Refused{Code: "pay_day_passed", Subject: w.batch.ID, Detail: w.batch.PayOn}
	}
	return nil
}

// leaveFailed sets apart what would go to an account that a bank has refused since
// the approval: taking out is safe, and the rest stays approved.
func (w *fileWriter) leaveFailed() {
	w.payments = slices.DeleteFunc(w.payments, func(p approvable) bool {
		failed := p.account.State == string(payout.AccountFailed) || p.account.State == string(payout.AccountReplaced)
		if failed {
			w.failed = append(w.failed, p)
		}
		return failed
	})
}

// readApproved reads what every approver of the round saw.
func (w *fileWriter) readApproved(ctx context.Context, tx Tx) error {
	for _, x := range w.approvals {
		rows, err := tx.ApprovedPayments(ctx, x.ActNo)
		if err != nil {
			return fmt.Errorf("read what was approved: %w", err)
		}
		saw := make(map[string]string, len(rows))
		for _, r := range rows {
			saw[r.PaymentID] = r.Digest
		}
		w.approved = append(w.approved, saw)
	}
	return nil
}

// asApproved refuses a batch of which a payment is not exactly as every
// approver of the round saw it.
func (w *fileWriter) asApproved() error {
	for _, saw := range w.approved {
		for _, p := range w.payments {
			if saw[p.row.ID] != p.digest {
				return &Refused{Code: "not_as_approved", Subject: w.batch.ID, Detail: p.row.ID}
			}
		}
	}
	if len(w.payments) == 0 {
		return &Refused{Code: "batch_empty", Subject: w.batch.ID}
	}
	return nil
}
