package store

import (
	"context"

	"chitra/internal/app"
)

// CashAsOf are the payments on desks' lists, which have no bank, by list and by the
// state they were in. What has not left, or was dropped, is on no list.
func (t *tx) CashAsOf(ctx context.Context, from, to, asOf string) ([]app.CashSum, error) {
	return list[app.CashSum](ctx, t, `SELECT f.payer_id, f.batch_id, b.period, f.name, MIN(p.commune) AS commune, c.to_state AS state_then,
  COUNT(*) AS payments, SUM(i.amount) AS amount
FROM batch b JOIN instruction i ON i.batch_id = b.id AND i.bin = '' JOIN bank_file f ON f.id = i.file_id
JOIN payment p ON p.beneficiary_id = i.beneficiary_id AND p.id = i.payment_id
JOIN state_change c ON c.beneficiary_id = i.beneficiary_id AND c.subject = i.id AND c.act_no = (
  SELECT x.act_no FROM state_change x WHERE x.beneficiary_id = i.beneficiary_id AND x.subject = i.id AND x.recorded_at <= ?
  ORDER BY x.act_no DESC, x.step DESC LIMIT 1)
WHERE b.period BETWEEN ? AND ? AND c.to_state NOT IN ('intended', 'dropped')
GROUP BY f.payer_id, f.batch_id, b.period, f.name, c.to_state ORDER BY f.payer_id, f.batch_id, f.name, c.to_state`, asOf, from, to)
}

// NumbersShown are the numbers by which the registry knew beneficiaries when a row
// of theirs was matched and accepted, the newest of each last.
func (t *tx) NumbersShown(ctx context.Context, beneficiaries []string) ([]app.BeneficiaryNumber, error) {
	cond, arg := t.store.engine.in("m.beneficiary_id", beneficiaries)
	return list[app.BeneficiaryNumber](ctx, t, `SELECT m.beneficiary_id, m.personal_id, m.run_no AS act_no FROM row_match m
WHERE `+cond+` AND m.action IN ('automatic', 'decided') AND m.personal_id <> '' ORDER BY m.beneficiary_id, m.run_no, m.version_no, m.row_key`, arg)
}

// CashFiles are the desks' lists of the periods that have left.
func (t *tx) CashFiles(ctx context.Context, from, to string) ([]app.BankFile, error) {
	return list[app.BankFile](ctx, t, `SELECT `+t.columns("bank_file", "f.")+` FROM batch b JOIN bank_file f ON f.batch_id = b.id
WHERE b.period BETWEEN ? AND ? AND f.format = 'cash-list' AND f.state = 'released' ORDER BY f.batch_id, f.part`, from, to)
}
