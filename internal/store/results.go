package store

import (
	"context"

	"chitra/internal/app"
)

// ResultFileBySHA256 finds an answer that was taken from the same bytes.
func (t *tx) ResultFileBySHA256(ctx context.Context, sum string) (app.ResultFile, bool, error) {
	return one[app.ResultFile](ctx, t, `SELECT `+t.columns("result_file", "")+` FROM result_file WHERE sha256 = ?`, sum)
}

// InstructionsByID finds instructions by their EndToEndID.
func (t *tx) InstructionsByID(ctx context.Context, ids []string) ([]app.Instruction, error) {
	cond, arg := t.store.engine.in("id", ids)
	return list[app.Instruction](ctx, t, `SELECT `+t.columns("instruction", "")+` FROM instruction WHERE `+cond+` ORDER BY id`, arg)
}

// InstructionsByUETR finds instructions by their UETR.
func (t *tx) InstructionsByUETR(ctx context.Context, uetrs []string) ([]app.Instruction, error) {
	cond, arg := t.store.engine.in("uetr", uetrs)
	return list[app.Instruction](ctx, t, `SELECT `+t.columns("instruction", "")+` FROM instruction WHERE `+cond+` ORDER BY id`, arg)
}

// InstructionsAfter are the next instructions of a file after a line of it.
func (t *tx) InstructionsAfter(ctx context.Context, file string, line int64, n int) ([]app.Instruction, error) {
	return list[app.Instruction](ctx, t, `SELECT `+t.columns("instruction", "")+` FROM instruction WHERE file_id = ? AND line > ? ORDER BY line LIMIT ?`, file, line, n)
}

// ResultsOf are all results paired with the instructions.
func (t *tx) ResultsOf(ctx context.Context, instructions []string) ([]app.Result, error) {
	cond, arg := t.store.engine.in("instruction_id", instructions)
	return list[app.Result](ctx, t, `SELECT `+t.columns("result", "")+` FROM result WHERE `+cond+` ORDER BY file_no, line`, arg)
}

// SentInstructions are the instructions of a period still sent, with the day
// their batch was to be paid.
func (t *tx) SentInstructions(ctx context.Context, period string) ([]app.SentInstruction, error) {
	return list[app.SentInstruction](ctx, t, `SELECT `+t.columns("instruction", "i.")+`, b.pay_on FROM batch b
JOIN instruction i ON i.batch_id = b.id WHERE b.period = ? AND i.state = 'sent' ORDER BY i.beneficiary_id, i.id`, period)
}

// PaymentsByID finds payments, each by its beneficiary and identifier.
func (t *tx) PaymentsByID(ctx context.Context, beneficiaries, ids []string) ([]app.Payment, error) {
	asked, args := t.store.engine.pairs(beneficiaries, ids)
	return list[app.Payment](ctx, t, `SELECT `+t.columns("payment", "p.")+` FROM `+asked+`
JOIN payment p ON p.beneficiary_id = k.a AND p.id = k.b ORDER BY p.beneficiary_id, p.id`, args...)
}

// PaymentPlaces say where payments stand, each asked for by its beneficiary and
// identifier.
func (t *tx) PaymentPlaces(ctx context.Context, beneficiaries, ids []string) ([]app.PaymentPlace, error) {
	asked, args := t.store.engine.pairs(beneficiaries, ids)
	return list[app.PaymentPlace](ctx, t, `SELECT p.id, p.state, p.account_id FROM `+asked+`
JOIN payment p ON p.beneficiary_id = k.a AND p.id = k.b ORDER BY p.beneficiary_id, p.id`, args...)
}

// ExceptionIDs are the exceptions there are of a period.
func (t *tx) ExceptionIDs(ctx context.Context, period string) (map[string]bool, error) {
	var ids []string
	err := t.all(ctx, &ids, `SELECT id FROM exception WHERE period = ?`, period)
	out := make(map[string]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// Exceptions are what does not pair in a period, the oldest first.
func (t *tx) Exceptions(ctx context.Context, period string) ([]app.Exception, error) {
	return list[app.Exception](ctx, t, `SELECT `+t.columns("exception", "")+` FROM exception WHERE period = ? ORDER BY opened_at, id`, period)
}

// NightSteps are the steps of a business date and period that were run.
func (t *tx) NightSteps(ctx context.Context, businessDate, period string) ([]app.NightStep, error) {
	return list[app.NightStep](ctx, t, `SELECT `+t.columns("night_run", "")+` FROM night_run WHERE business_date = ? AND period = ? ORDER BY step, run`,
		businessDate, period)
}

// UnequalFiles are the files of a period whose control totals are not those of
// their instructions.
func (t *tx) UnequalFiles(ctx context.Context, period string) ([]app.BankFile, error) {
	return list[app.BankFile](ctx, t, `SELECT `+t.columns("bank_file", "f.")+` FROM batch b JOIN bank_file f ON f.batch_id = b.id
WHERE b.period = ? AND (f.amount <> (SELECT COALESCE(SUM(i.amount), 0) FROM instruction i WHERE i.file_id = f.id)
  OR f.instructions <> (SELECT COUNT(*) FROM instruction i WHERE i.file_id = f.id)) ORDER BY f.id`, period)
}
