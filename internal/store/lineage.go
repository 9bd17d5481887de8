package store

import (
	"context"

	"chitra/internal/app"
)

// PaymentAttempts are all instructions of a payment.
func (t *tx) PaymentAttempts(ctx context.Context, beneficiary, payment string) ([]app.Instruction, error) {
	return list[app.Instruction](ctx, t, `SELECT `+t.columns("instruction", "")+` FROM instruction
WHERE beneficiary_id = ? AND payment_id = ? ORDER BY attempt`, beneficiary, payment)
}

// DueLinesOf are the entitlement lines of a payment.
func (t *tx) DueLinesOf(ctx context.Context, beneficiary, payment string) ([]app.Entitlement, error) {
	return list[app.Entitlement](ctx, t, `SELECT `+t.columns("entitlement", "")+` FROM entitlement
WHERE beneficiary_id = ? AND payment_id = ? ORDER BY month_for, id`, beneficiary, payment)
}

// ChangesOf are all changes of some things of a beneficiary.
func (t *tx) ChangesOf(ctx context.Context, beneficiary string, subjects []string) ([]app.StateChange, error) {
	cond, arg := t.store.engine.in("subject", subjects)
	return list[app.StateChange](ctx, t, `SELECT `+t.columns("state_change", "")+` FROM state_change
WHERE beneficiary_id = ? AND `+cond+` ORDER BY act_no, subject, step`, beneficiary, arg)
}

// ReissuesOf are the further attempts of a payment.
func (t *tx) ReissuesOf(ctx context.Context, beneficiary, payment string) ([]app.Reissue, error) {
	return list[app.Reissue](ctx, t, `SELECT `+t.columns("reissue", "")+` FROM reissue
WHERE beneficiary_id = ? AND payment_id = ? ORDER BY act_no`, beneficiary, payment)
}

// FilesByID finds transfer files.
func (t *tx) FilesByID(ctx context.Context, ids []string) ([]app.BankFile, error) {
	cond, arg := t.store.engine.in("id", ids)
	return list[app.BankFile](ctx, t, `SELECT `+t.columns("bank_file", "")+` FROM bank_file WHERE `+cond+` ORDER BY id`, arg)
}

// ResultFilesByNo finds answers by their acts.
func (t *tx) ResultFilesByNo(ctx context.Context, numbers []int64) ([]app.ResultFile, error) {
	cond, arg := t.store.engine.inInts("act_no", numbers)
	return list[app.ResultFile](ctx, t, `SELECT `+t.columns("result_file", "")+` FROM result_file WHERE `+cond+` ORDER BY act_no`, arg)
}

// ExceptionsOn are the exceptions about a payment or its instructions.
func (t *tx) ExceptionsOn(ctx context.Context, payment string, references []string) ([]app.Exception, error) {
	cond, arg := t.store.engine.in("reference", references)
	return list[app.Exception](ctx, t, `SELECT `+t.columns("exception", "")+` FROM exception
WHERE subject = ? OR `+cond+` ORDER BY opened_at, id`, payment, arg)
}

// PaymentsOfPerson are a beneficiary's payments of a period, void ones too.
func (t *tx) PaymentsOfPerson(ctx context.Context, beneficiary, period string) ([]app.Payment, error) {
	return list[app.Payment](ctx, t, `SELECT `+t.columns("payment", "")+` FROM payment
WHERE beneficiary_id = ? AND period = ? ORDER BY programme, number`, beneficiary, period)
}
