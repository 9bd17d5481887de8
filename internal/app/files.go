package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"chitra/bankfile"
	"chitra/payout"
)

// FileTx keeps transfer files and the instructions in them.
type FileTx interface {
	FilesOf(ctx context.Context, batch string) ([]BankFile, error)
	// FileIntents are what was settled with a batch's files, in the same order.
	FileIntents(ctx context.Context, batch string) ([]FileIntent, error)
	FileByMessage(ctx context.Context, messageID string) (BankFile, bool, error)
	InstructionsOf(ctx context.Context, file string) ([]Instruction, error)
	// Attempts counts the instructions there ever were of a batch's payments.
	Attempts(ctx context.Context, batch string) (map[string]int64, error)
	// LiveInstruction says whether a payment has an instruction that is alive.
	LiveInstruction(ctx context.Context, beneficiary, payment string) (bool, error)
	// ReadyBatches are the batches that are approved, not wholly released, and
	// of which somebody is left to pay.
	ReadyBatches(ctx context.Context) ([]Batch, error)
	// LastApproval is the newest approval of a batch and all of its round.
	LastRound(ctx context.Context, batch string) ([]Approval, error)
}

// Outbox is the place files leave from. Publish puts content under name so that
// it is there wholly or not at all, even if the machine stops; the same content
// under the same name again is fine, another content is an error. Place names the
// outbox, the same for every run that opens it.
type Outbox interface {
	Place() string
	Publish(ctx context.Context, name string, content []byte) (fresh bool, err error)
}

// FileOutcome is a transfer file that left, now or before.
type FileOutcome struct {
	BankFile
	Status   string // new, unchanged
	Bank     string // the paying account's bank
	Lossy    int    // letters or texts that the bank's form could not carry
	Profile  string // which wrote it
	Evidence string // how well the profile is known to be the bank's
	Signed   bool
	Repeats  string // the file that said the same before; "" for none
}

// WriteOptions are what somebody may ask of writing files beside the batches.
type WriteOptions struct {
	// AgainReason lets a batch leave whose content left before, for this reason.
	// The batches must be named.
	AgainReason string
}

// WriteFiles writes the transfer files of approved batches: all that wait, or
// those named. The intent and every instruction are committed first, then the
// file leaves, then that is recorded; killed anywhere and run again, it goes on
// with the very same bytes. A batch that may not leave stands in no other's way:
// the error names each.
func (a *App) WriteFiles(ctx context.Context, ids []string, out Outbox) ([]FileOutcome, error) {
	return a.WriteFilesWith(ctx, ids, out, WriteOptions{})
}

// WriteFilesWith is WriteFiles with what somebody asks beside.
func (a *App) WriteFilesWith(ctx context.Context, ids []string, out Outbox, o WriteOptions) ([]FileOutcome, error) {
	if o.AgainReason != "" && len(ids) == 0 {
		return nil, &Refused{Code: "again_names_batch"}
	}
	if len(ids) == 0 {
		err := a.store.View(ctx, func(tx Tx) error {
			batches, err := tx.ReadyBatches(ctx)
			for _, b := range batches {
				ids = append(ids, b.ID)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("find approved batches: %w", err)
		}
	}
	ahead := a.readAhead(ctx, ids)
	defer ahead.end()
	var all []FileOutcome
	var failures []error
	for i, id := range ids {
		a.notify("bankfile", i, len(ids))
		files, err := a.writeBatch(ctx, id, out, o, ahead)
		if err != nil {
			failures = append(failures, err)
		}
		all = append(all, files...)
	}
	return all, errors.Join(failures...)
}

// writeBatch writes the files of one batch. While they leave, the next batch is
// read.
func (a *App) writeBatch(ctx context.Context, id string, out Outbox, o WriteOptions, ahead *aheadReader) ([]FileOutcome, error) {
	w := ahead.take()
	defer func() { w.close() }()
	batch, files, err := a.filesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	if batch.State == string(payout.BatchReleased) {
		return a.outcomes(ctx, files, ListUnchanged, 0)
	}
	var in intended
	if len(files) == 0 {
		if in, err = a.intend(ctx, id, out.Place(), o, w); err != nil {
			return nil, err
		}
		files = in.files
	}
	w.close()
	w = nil // what was made is kept by now
	ahead.next()
	if err := a.publish(ctx, batch, files, out); err != nil {
		return nil, fmt.Errorf("publish files of %s: %w", id, err)
	}
	status, err := a.release(ctx, batch, files, in.instructions)
	if err != nil {
		return nil, err
	}
	return a.outcomes(ctx, files, status, in.lossy)
}

func (a *App) filesOf(ctx context.Context, id string) (batch Batch, files []BankFile, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		var ok bool
		if batch, ok, err = tx.Batch(ctx, id); err != nil || !ok {
			return orNotFound(err, "batch", id)
		}
		if s := batch.State; s != string(payout.BatchApproved) && s != string(payout.BatchReleased) {
			return &Refused{Code: "batch_not_approved", Subject: id, Detail: s}
		}
		files, err = tx.FilesOf(ctx, id)
		return err
	})
	return batch, files, err
}

// intended is what one act meant to leave; another run's has files alone.
type intended struct {
	files        []BankFile
	instructions []Instruction // in the order of their keys
	lossy        int
}

// intend commits what is going to leave: instructions, files, bytes. What was read
// ahead is used where nothing can have changed since; else the batch is read anew.
func (a *App) intend(ctx context.Context, id, outbox string, o WriteOptions, read *fileWriter) (in intended, err error) {
	err = a.do(ctx, "bankfile.intend", id, func(tx Tx, d *act) error {
		if in.files, err = tx.FilesOf(ctx, id); err != nil {
			return err
		}
		if len(in.files) > 0 { // another run was faster
			return errNothing
		}
		w, err := a.stillSo(ctx, tx, d, read)
		if err != nil {
			return err
		}
		if w == nil {
			w, err = a.newFileWriter(ctx, tx, id, d.at)
			defer w.close()
			if err != nil {
				return err
			}
		}
		if w.takenOut, err = newOutTaker(ctx, tx, d, id); err != nil {
			return err
		}
		for _, p := range w.failed {
			w.takenOut.take(p.row, payout.HoldAccountFailed, p.row.AccountID)
		}
		w.tx, w.act, w.outbox, w.againReason = tx, d, outbox, o.AgainReason
		if err := w.write(ctx); err != nil {
			return err
		}
		in = intended{files: w.files, instructions: w.instructions, lossy: w.lossy}
		return w.takenOut.move(ctx, tx)
	})
	return in, err
}

// publish lets the files leave, from where they were meant to and nowhere else:
// a run that died may have let them leave already. Each is checked against its
// digest once more.
func (a *App) publish(ctx context.Context, batch Batch, files []BankFile, out Outbox) error {
	var intents []FileIntent
	seals, ciphers := map[string]FileSeal{}, map[string]FileCipher{}
	err := a.store.View(ctx, func(tx Tx) (err error) {
		if intents, err = tx.FileIntents(ctx, batch.ID); err != nil {
			return err
		}
		all, err := tx.FileSeals(ctx, batch.ID)
		for _, x := range all {
			seals[x.FileID] = x
		}
		for _, f := range files {
			if err == nil {
				ciphers[f.ID], _, err = tx.CipherOf(ctx, f.ID)
			}
		}
		return err
	})
	if err == nil && len(intents) != len(files) {
		err = fmt.Errorf("%d files, and the intent of %d", len(files), len(intents))
	}
	if err != nil {
		return err
	}
	var sums bytes.Buffer
	for i, f := range files {
		if intents[i].Outbox != out.Place() {
			return &Refused{Code: "outbox_other", Subject: batch.ID, Detail: intents[i].Outbox}
		}
		for _, x := range append([]besideFile{{f.Name, f.SHA256}}, beside(f, intents[i], seals[f.ID], ciphers[f.ID])...) {
			if err := a.publishOne(ctx, batch.ID+"/"+x.name, x.sha256, out); err != nil {
				return err
			}
			sums.WriteString(bankfile.SumLine(x.sha256, x.name))
		}
	}
	_, err = out.Publish(ctx, batch.ID+"/SHA256SUMS", sums.Bytes())
	return err
}

// publishOne lets one kept file leave.
func (a *App) publishOne(ctx context.Context, name, sha string, out Outbox) error {
	var content []byte
	err := a.store.View(ctx, func(tx Tx) (err error) {
		content, err = tx.Blob(ctx, sha)
		return err
	})
	if err == nil {
		_, err = out.Publish(ctx, name, content)
	}
	return err
}

// release records that the files have left: from here on the bank has its time.
// meant are their instructions where this run has written them, which nobody can
// have changed: if one stands elsewhere by now, it does not move and nothing does.
// The status is unchanged where another run has recorded it.
func (a *App) release(ctx context.Context, batch Batch, files []BankFile, meant []Instruction) (status string, err error) {
	status = ListUnchanged
	err = a.do(ctx, "bankfile.release", batch.ID, func(tx Tx, d *act) error {
		now, _, err := tx.Batch(ctx, batch.ID)
		if err != nil {
			return err
		}
		if now.State == string(payout.BatchReleased) {
			return errNothing
		}
		status = ListNew
		if meant == nil {
			if meant, err = instructionsOf(ctx, tx, files); err != nil {
				return err
			}
		}
		d.instructions = make(map[string]*Instruction, len(meant)) // the ledger asks for no other
		changes := make([]StateChange, 0, 2*len(meant)+len(files)+1)
		for n, i := range meant {
			d.instructions[i.ID] = &meant[n]
			changes = append(changes,
				d.change(KindInstruction, i.BeneficiaryID, i.ID, string(payout.InstructionIntended), string(payout.InstructionSent), "", i.FileID),
				d.change(KindPayment, i.BeneficiaryID, i.PaymentID, string(payout.PaymentWaiting), string(payout.PaymentSent), "", i.ID))
		}
		for _, f := range files {
			changes = append(changes, d.change(KindFile, "", f.ID, FileIntended, FileReleased, "", f.SHA256))
			d.figure("sha256 "+f.Name, f.SHA256)
		}
		changes = append(changes, d.change(KindBatch, "", batch.ID, string(payout.BatchApproved), string(payout.BatchReleased), "", ""))
		return d.move(ctx, tx, changes)
	})
	return status, err
}

// instructionsOf are those of several files.
func instructionsOf(ctx context.Context, tx Tx, files []BankFile) (all []Instruction, err error) {
	for _, f := range files {
		of, err := tx.InstructionsOf(ctx, f.ID)
		if err != nil {
			return nil, fmt.Errorf("read the instructions of %s: %w", f.ID, err)
		}
		all = append(all, of...)
	}
	return all, nil
}

func (a *App) outcomes(ctx context.Context, files []BankFile, status string, lossy int) ([]FileOutcome, error) {
	var out []FileOutcome
	err := a.store.View(ctx, func(tx Tx) error {
		payers, _, err := payersInForce(ctx, tx)
		if err != nil {
			return err
		}
		formats, err := a.payerFormats(ctx, tx, payers)
		if err != nil {
			return err
		}
		for _, f := range files {
			o := FileOutcome{BankFile: f, Status: status, Lossy: lossy, Bank: a.bankName(payers[f.PayerID].BIN)}
			if format, ok := formats[f.PayerID]; ok {
				t := bankfile.TermsOf(format)
				o.Profile, o.Evidence = t.Profile, t.Evidence
			}
			seals, err := tx.FileSeals(ctx, f.BatchID)
			if err != nil {
				return err
			}
			for _, s := range seals {
				if s.FileID == f.ID {
					o.Signed, o.Repeats = s.SignatureSHA256 != "", s.Repeats
				}
			}
			out = append(out, o)
		}
		return nil
	})
	return out, err
}
