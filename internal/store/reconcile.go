package store

import (
	"context"

	"chitra/internal/app"
)

// InstructionsAsOf are the instructions of the periods' batches with the state
// they were in.
func (t *tx) InstructionsAsOf(ctx context.Context, from, to, asOf string, visit func(app.InstructionAsOf) error) error {
	return collected(ctx, t, visit, `SELECT i.id, i.payment_id, b.id AS batch_id, b.payer_id, b.pay_on, i.amount, c.to_state AS state_then
FROM batch b JOIN instruction i ON i.batch_id = b.id
JOIN state_change c ON c.beneficiary_id = i.beneficiary_id AND c.subject = i.id AND c.act_no = (
  SELECT x.act_no FROM state_change x WHERE x.beneficiary_id = i.beneficiary_id AND x.subject = i.id AND x.recorded_at <= ?
  ORDER BY x.act_no DESC, x.step DESC LIMIT 1)
WHERE b.period BETWEEN ? AND ? ORDER BY i.beneficiary_id, i.id`, asOf, from, to)
}

// collected reads everything before the first is handed out, for visitors that
// ask the transaction other things meanwhile.
func collected[T any](ctx context.Context, t *tx, visit func(T) error, query string, args ...any) error {
	all, err := list[T](ctx, t, query, args...)
	if err != nil {
		return err
	}
	for _, one := range all {
		if err := visit(one); err != nil {
			return err
		}
	}
	return nil
}

// FlowsAsOf are what banks had said of money that left or came back.
func (t *tx) FlowsAsOf(ctx context.Context, from, to, asOf string, visit func(app.FlowAsOf) error) error {
	return each(ctx, t, visit, `SELECT r.instruction_id, r.verdict, r.bank_ref, r.amount FROM batch b JOIN instruction i ON i.batch_id = b.id
JOIN result r ON r.instruction_id = i.id JOIN result_file f ON f.act_no = r.file_no
WHERE b.period BETWEEN ? AND ? AND f.recorded_at <= ? AND r.verdict IN ('debited', 'paid', 'rejected_debited', 'returned')
ORDER BY r.file_no, r.line`, from, to, asOf)
}

// ApprovalsAsOf are the approvals of the periods' batches.
func (t *tx) ApprovalsAsOf(ctx context.Context, from, to, asOf string) ([]app.Approval, error) {
	return list[app.Approval](ctx, t, `SELECT `+t.columns("approval", "a.")+` FROM batch b JOIN approval a ON a.batch_id = b.id
WHERE b.period BETWEEN ? AND ? AND a.recorded_at <= ? ORDER BY a.batch_id, a.round, a.act_no`, from, to, asOf)
}

// ApprovedAsOf are the payments of one approval.
func (t *tx) ApprovedAsOf(ctx context.Context, approval int64, asOf string, visit func(app.ApprovedThen) error) error {
	return each(ctx, t, visit, `SELECT q.payment_id, q.amount, c.to_state AS state_then
FROM (SELECT p.id AS payment_id, p.beneficiary_id, p.amount, `+stateThen+` AS act_then
  FROM approved_payment ap JOIN payment p ON p.beneficiary_id = ap.beneficiary_id AND p.id = ap.payment_id WHERE ap.act_no = ?) q
JOIN state_change c ON c.beneficiary_id = q.beneficiary_id AND c.subject = q.payment_id AND c.act_no = q.act_then
ORDER BY q.beneficiary_id, q.payment_id`, asOf, approval)
}

// statementFiles are the statements of files that have one of the same account
// which ends in the months.
const statementFiles = `statement s JOIN (SELECT DISTINCT act_no, payer_id FROM statement
  WHERE SUBSTR(to_day, 1, 7) BETWEEN ? AND ? AND recorded_at <= ? AND format LIKE 'camt.053%') w ON w.act_no = s.act_no AND w.payer_id = s.payer_id`

// StatementsAsOf are the statements of the months, by account and day.
func (t *tx) StatementsAsOf(ctx context.Context, from, to, asOf string) ([]app.Statement, error) {
	return list[app.Statement](ctx, t, `SELECT `+t.columns("statement", "s.")+` FROM `+statementFiles+`
ORDER BY s.payer_id, s.from_day, s.seq, s.page, s.act_no`, from, to, asOf)
}

// LineSumsAsOf is what the lines of these statements are: ours by verdict, also
// where people paired them by then; the others by kind.
func (t *tx) LineSumsAsOf(ctx context.Context, from, to, asOf string) ([]app.LineSum, error) {
	return list[app.LineSum](ctx, t, `WITH file AS (SELECT DISTINCT s.act_no, s.payer_id FROM `+statementFiles+`)
SELECT payer_id, kind, debit, CAST(SUM(lines) AS BIGINT) AS lines, CAST(SUM(amount) AS BIGINT) AS amount FROM (
SELECT w.payer_id, r.verdict AS kind, CASE WHEN r.verdict = 'debited' THEN 1 ELSE 0 END AS debit, COUNT(*) AS lines, CAST(SUM(r.amount) AS BIGINT) AS amount
FROM file w JOIN result r ON r.file_no = w.act_no JOIN instruction i ON i.id = r.instruction_id JOIN batch b ON b.id = i.batch_id
WHERE b.payer_id = w.payer_id AND r.verdict IN ('debited', 'returned') AND r.amount IS NOT NULL GROUP BY w.payer_id, r.verdict
UNION ALL
SELECT w.payer_id, COALESCE(k.verdict, u.kind), u.debit, COUNT(*), CAST(SUM(u.amount) AS BIGINT)
FROM file w JOIN unpaired_line u ON u.file_no = w.act_no AND u.payer_id = w.payer_id
LEFT JOIN pair_consent c ON c.file_no = u.file_no AND c.line = u.line AND c.recorded_at <= ? LEFT JOIN result k ON k.file_no = c.act_no AND k.line = 1
WHERE u.amount IS NOT NULL GROUP BY w.payer_id, COALESCE(k.verdict, u.kind), u.debit) s
GROUP BY payer_id, kind, debit ORDER BY 1, 3 DESC, 2`, from, to, asOf, asOf)
}
