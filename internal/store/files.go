package store

import (
	"context"

	"chitra/internal/app"
)

// FilesOf are the files of a batch, in the order of their parts.
func (t *tx) FilesOf(ctx context.Context, batch string) ([]app.BankFile, error) {
	return list[app.BankFile](ctx, t, `SELECT `+t.columns("bank_file", "")+` FROM bank_file WHERE batch_id = ? ORDER BY part`, batch)
}

// FileIntents are what was settled of a batch's files when they were intended.
func (t *tx) FileIntents(ctx context.Context, batch string) ([]app.FileIntent, error) {
	return list[app.FileIntent](ctx, t, `SELECT `+t.columns("file_intent", "n.")+` FROM bank_file f
JOIN file_intent n ON n.file_id = f.id WHERE f.batch_id = ? ORDER BY f.part`, batch)
}

// FileByMessage finds the file that carried a message identification.
func (t *tx) FileByMessage(ctx context.Context, messageID string) (app.BankFile, bool, error) {
	return one[app.BankFile](ctx, t, `SELECT `+t.columns("bank_file", "")+` FROM bank_file WHERE message_id = ?`, messageID)
}

// InstructionsOf are the instructions of a file, in the order of its lines.
func (t *tx) InstructionsOf(ctx context.Context, file string) ([]app.Instruction, error) {
	return list[app.Instruction](ctx, t, `SELECT `+t.columns("instruction", "")+` FROM instruction WHERE file_id = ? ORDER BY line`, file)
}

// Attempts counts the instructions there ever were of a batch's payments.
func (t *tx) Attempts(ctx context.Context, batch string) (map[string]int64, error) {
	var rows []struct {
		Payment  string `db:"id"`
		Attempts int64  `db:"attempts"`
	}
	err := t.all(ctx, &rows, `SELECT p.id, MAX(i.attempt) AS attempts FROM payment p
JOIN instruction i ON i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id WHERE p.batch_id = ? GROUP BY p.id`, batch)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.Payment] = r.Attempts
	}
	return out, err
}

// LiveInstruction says whether a payment has an instruction that is alive.
func (t *tx) LiveInstruction(ctx context.Context, beneficiary, payment string) (bool, error) {
	_, ok, err := one[string](ctx, t, `SELECT id FROM instruction WHERE beneficiary_id = ? AND payment_id = ?
AND state IN ('intended', 'sent', 'unknown', 'paid')`, beneficiary, payment)
	return ok, err
}

// ReadyBatches are the batches that are approved, not wholly released, and of
// which somebody is left to pay.
func (t *tx) ReadyBatches(ctx context.Context) ([]app.Batch, error) {
	return list[app.Batch](ctx, t, `SELECT `+t.columns("batch", "b.")+` FROM batch b WHERE b.state = 'approved'
AND EXISTS (SELECT 1 FROM payment p WHERE p.batch_id = b.id AND p.state = 'waiting') ORDER BY b.id`)
}
