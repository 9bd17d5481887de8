package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"chitra/internal/app"
)

func (t *tx) columns(name, prefix string) string { return t.store.tables[name].columnList(prefix) }

// one scans at most one row; ok is false for none.
func one[T any](ctx context.Context, t *tx, query string, args ...any) (v T, ok bool, err error) {
	err = t.get(ctx, &v, query, args...)
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	return v, err == nil, err
}

// AccountsOf are all accounts on file of the beneficiaries.
func (t *tx) AccountsOf(ctx context.Context, beneficiaries []string) ([]app.Account, error) {
	cond, arg := t.store.engine.in("beneficiary_id", beneficiaries)
	return list[app.Account](ctx, t, `SELECT `+t.columns("account", "")+` FROM account WHERE `+cond+` ORDER BY beneficiary_id, act_no, id`, arg)
}

// Payers are the paying accounts, with who confirmed them.
func (t *tx) Payers(ctx context.Context) ([]app.PayerRow, error) {
	return list[app.PayerRow](ctx, t, `SELECT `+t.columns("payer", "p.")+`, COALESCE(c.confirmed_by, '') AS confirmed_by
FROM payer p LEFT JOIN payer_consent c ON c.payer_id = p.id ORDER BY p.id`)
}

// PayerRoutes are all routes.
func (t *tx) PayerRoutes(ctx context.Context) ([]app.PayerRoute, error) {
	return list[app.PayerRoute](ctx, t, `SELECT `+t.columns("payer_route", "")+` FROM payer_route ORDER BY payer_id, programme, commune, payee_bin`)
}

// PaymentsOf are the payments of a period that are not void, of one programme or
// of all.
func (t *tx) PaymentsOf(ctx context.Context, programme, period string) ([]app.Payment, error) {
	return list[app.Payment](ctx, t, `SELECT `+t.columns("payment", "")+` FROM payment
WHERE ? IN ('', programme) AND period = ? AND state <> 'void' ORDER BY beneficiary_id, number`, programme, period)
}

// Payment finds a payment by its identifier.
func (t *tx) Payment(ctx context.Context, id string) (app.Payment, bool, error) {
	return one[app.Payment](ctx, t, `SELECT `+t.columns("payment", "")+` FROM payment WHERE id = ?`, id)
}

// BatchPayments are the payments of a batch that wait in it or have left it. One
// that was to be tried again in it, and was not, is none.
func (t *tx) BatchPayments(ctx context.Context, batch string) ([]app.Payment, error) {
	return list[app.Payment](ctx, t, `SELECT `+t.columns("payment", "p.")+` FROM payment p
WHERE p.batch_id = ? AND (p.state = 'waiting' OR p.state NOT IN ('void', 'held') AND EXISTS (
  SELECT 1 FROM instruction i WHERE i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id AND i.batch_id || '' = p.batch_id))
ORDER BY p.beneficiary_id, p.id`, batch)
}

// BatchTotals are a batch's control totals: of what waits in it, and of what was
// instructed in it, wherever it was tried again.
func (t *tx) BatchTotals(ctx context.Context, batch string) (app.BatchTotals, error) {
	var out app.BatchTotals
	err := t.get(ctx, &out, `SELECT COUNT(*) AS payments, COALESCE(SUM(q.amount), 0) AS amount, COALESCE(SUM(q.computed), 0) AS computed FROM (
  SELECT p.amount, p.computed FROM payment p WHERE p.batch_id = ? AND p.state = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM instruction i WHERE i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id AND i.batch_id || '' = p.batch_id)
  UNION ALL SELECT p.amount, p.computed FROM instruction i JOIN payment p ON p.beneficiary_id = i.beneficiary_id AND p.id = i.payment_id
    WHERE i.batch_id = ? AND i.state <> 'dropped') q`, batch, batch)
	return out, err
}

// EntitlementsOf are the lines of a batch's payments.
func (t *tx) EntitlementsOf(ctx context.Context, batch string) ([]app.Entitlement, error) {
	return list[app.Entitlement](ctx, t, `SELECT `+t.columns("entitlement", "e.")+` FROM payment p
JOIN entitlement e ON e.beneficiary_id = p.beneficiary_id AND e.payment_id = p.id
WHERE p.batch_id = ? AND e.voided = 0 ORDER BY e.beneficiary_id, e.id`, batch)
}

// BatchAccounts are the accounts a batch's payments go to.
func (t *tx) BatchAccounts(ctx context.Context, batch string) ([]app.Account, error) {
	return list[app.Account](ctx, t, `SELECT DISTINCT `+t.columns("account", "a.")+` FROM payment p
JOIN account a ON a.beneficiary_id = p.beneficiary_id AND a.id = p.account_id
WHERE p.batch_id = ? ORDER BY a.beneficiary_id, a.id`, batch)
}

// LastNumbers are the highest payment numbers of a programme and period.
func (t *tx) LastNumbers(ctx context.Context, programme, period string) (map[string]int64, error) {
	var rows []struct {
		Beneficiary string `db:"beneficiary_id"`
		Number      int64  `db:"number"`
	}
	err := t.all(ctx, &rows, `SELECT beneficiary_id, MAX(number) AS number FROM payment WHERE programme = ? AND period = ?
GROUP BY beneficiary_id`, programme, period)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.Beneficiary] = r.Number
	}
	return out, err
}

// Assign gives held payments account, payer and batch.
func (t *tx) Assign(ctx context.Context, payments []app.Payment) error {
	for _, p := range payments {
		n, err := t.exec(ctx, `UPDATE payment SET account_id = ?, payer_id = ?, batch_id = ?
WHERE beneficiary_id = ? AND id = ? AND state IN ('held', 'rejected', 'returned')`, p.AccountID, p.PayerID, p.BatchID, p.BeneficiaryID, p.ID)
		if err == nil && n != 1 {
			err = fmt.Errorf("payment %s is not held", p.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// VoidLines voids the lines of payments that are about to be void.
func (t *tx) VoidLines(ctx context.Context, payments []app.Payment) error {
	for _, p := range payments {
		if _, err := t.exec(ctx, `UPDATE entitlement SET voided = 1 WHERE beneficiary_id = ? AND payment_id = ?`, p.BeneficiaryID, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// Apply moves everything along the state changes an act wrote. Each kind is one
// statement; a subject that is not where its change begins makes it fail.
func (t *tx) Apply(ctx context.Context, act int64, counts map[string]int64) error {
	for _, m := range []struct{ kind, set, key string }{
		{"payment", "state = c.to_state, held_reason = CASE WHEN c.to_state = 'held' THEN c.reason ELSE '' END", "payment.beneficiary_id = c.beneficiary_id AND payment.id = c.subject"},
		{"instruction", "state = c.to_state", "instruction.beneficiary_id = c.beneficiary_id AND instruction.id = c.subject"},
		{"account", "state = c.to_state", "account.beneficiary_id = c.beneficiary_id AND account.id = c.subject"},
		{"batch", "state = c.to_state", "batch.id = c.subject"},
		{"bank_file", "state = c.to_state", "bank_file.id = c.subject"},
	} {
		want := counts[m.kind]
		if want == 0 {
			continue
		}
		got, err := t.exec(ctx, `UPDATE `+m.kind+` SET `+m.set+` FROM state_change c
WHERE c.act_no = ? AND c.kind = '`+m.kind+`' AND c.from_state <> '' AND `+m.key+` AND `+m.kind+`.state = c.from_state`, act)
		if err != nil {
			return fmt.Errorf("move %s: %w", m.kind, err)
		}
		if got != want {
			return fmt.Errorf("move %s: %d changes, %d could be made", m.kind, want, got)
		}
	}
	return nil
}

// Batch finds a batch.
func (t *tx) Batch(ctx context.Context, id string) (app.Batch, bool, error) {
	return one[app.Batch](ctx, t, `SELECT `+t.columns("batch", "")+` FROM batch WHERE id = ?`, id)
}

// BatchesOf are the batches of a period; an empty programme means all.
func (t *tx) BatchesOf(ctx context.Context, programme, period string) ([]app.Batch, error) {
	return list[app.Batch](ctx, t, `SELECT `+t.columns("batch", "")+` FROM batch WHERE ? IN ('', programme) AND period = ? ORDER BY id`, programme, period)
}

// SetSubmitter notes who submitted a batch.
func (t *tx) SetSubmitter(ctx context.Context, batch, name string) error {
	_, err := t.exec(ctx, `UPDATE batch SET submitted_by = ? WHERE id = ?`, name, batch)
	return err
}

// Hands are everybody who uploaded a version that names one of the people of a
// batch for its period, or one below it whose rows it carries on, decided such a
// row, or recorded an account of theirs.
// Versions and decisions are few: the look begins with them where it can.
func (t *tx) Hands(ctx context.Context, batch string) ([]app.BatchMaker, error) {
	return list[app.BatchMaker](ctx, t, `WITH named AS (
  SELECT DISTINCT m.version_no FROM payment p CROSS JOIN row_match m
  WHERE p.batch_id = ? AND p.state = 'waiting' AND m.beneficiary_id = p.beneficiary_id),
versions AS (
  SELECT v.act_no, v.uploaded_by FROM batch b JOIN list l ON l.programme = b.programme AND l.period = b.period
    JOIN list_version v ON v.list_id = l.id WHERE b.id = ?)
SELECT DISTINCT ? AS batch_id, name, why, 0 AS act_no FROM (
  SELECT v.uploaded_by AS name, 'uploaded' AS why FROM versions v WHERE v.act_no IN (SELECT version_no FROM named)
  UNION SELECT w.uploaded_by, 'uploaded' FROM versions v JOIN list_origin o ON o.act_no = v.act_no
    JOIN list_version w ON w.act_no = o.base_no WHERE v.act_no IN (SELECT version_no FROM named)
  UNION SELECT d.actor, 'decided' FROM (SELECT act_no, actor FROM review_decision
      UNION SELECT act_no, first_person FROM review_second UNION SELECT act_no, second_person FROM review_second) d CROSS JOIN row_match m
    JOIN versions v ON v.act_no = m.version_no CROSS JOIN payment p
    WHERE m.decision_no = d.act_no AND m.decision_no > 0 AND p.beneficiary_id = m.beneficiary_id
      AND p.batch_id || '' = ? AND p.state = 'waiting' -- found by the beneficiary, not by the batch
  UNION SELECT e.actor, 'account' FROM (SELECT DISTINCT c.act_no FROM payment p
    JOIN state_change c ON c.beneficiary_id = p.beneficiary_id AND c.subject = p.account_id WHERE p.batch_id = ? AND p.state = 'waiting') c
    JOIN event e ON e.act_no = c.act_no WHERE e.actor <> 'night'
  UNION SELECT w.first_person, 'account' FROM payment p JOIN account_word w ON w.beneficiary_id = p.beneficiary_id AND w.account_id = p.account_id
    WHERE p.batch_id = ? AND p.state = 'waiting'
  UNION SELECT CASE n.n WHEN 1 THEN k.proposed_by ELSE k.confirmed_by END, 'corrected' FROM payment p
    JOIN instruction i ON i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id
    JOIN result_correction c ON c.beneficiary_id = i.beneficiary_id AND c.instruction_id = i.id
    JOIN result_correction_consent k ON k.correction_no = c.act_no CROSS JOIN (SELECT 1 AS n UNION ALL SELECT 2) n
    WHERE p.batch_id = ? AND p.state = 'waiting') h
ORDER BY name, why`, batch, batch, batch, batch, batch, batch, batch)
}

// Makers are everybody noted as having a hand in a batch.
func (t *tx) Makers(ctx context.Context, batch string) ([]app.BatchMaker, error) {
	return list[app.BatchMaker](ctx, t, `SELECT `+t.columns("batch_maker", "")+` FROM batch_maker WHERE batch_id = ? ORDER BY name, why`, batch)
}

// Approvals are all approvals of a batch, in order.
func (t *tx) Approvals(ctx context.Context, batch string) ([]app.Approval, error) {
	return list[app.Approval](ctx, t, `SELECT `+t.columns("approval", "")+` FROM approval WHERE batch_id = ? ORDER BY act_no`, batch)
}

// LastRound are the approvals of the newest round.
func (t *tx) LastRound(ctx context.Context, batch string) ([]app.Approval, error) {
	return list[app.Approval](ctx, t, `SELECT `+t.columns("approval", "a.")+` FROM approval a
WHERE a.batch_id = ? AND a.round = (SELECT MAX(b.round) FROM approval b WHERE b.batch_id = a.batch_id) ORDER BY a.act_no`, batch)
}

// ApprovedPayments are the digests one approval was given for.
func (t *tx) ApprovedPayments(ctx context.Context, act int64) ([]app.ApprovedPayment, error) {
	return list[app.ApprovedPayment](ctx, t, `SELECT `+t.columns("approved_payment", "")+` FROM approved_payment WHERE act_no = ? ORDER BY beneficiary_id, payment_id`, act)
}

// Stale are waiting payments whose row left force, where no row in force says
// the same of the same beneficiary.
func (t *tx) Stale(ctx context.Context, batch string) ([]app.Payment, error) {
	return list[app.Payment](ctx, t, `WITH versions AS (
  SELECT v.act_no FROM batch b JOIN list l ON l.programme = b.programme AND l.period = b.period JOIN list_version v ON v.list_id = l.id
  WHERE b.id = ? AND v.version = (SELECT MAX(w.version) FROM list_version w WHERE w.list_id = l.id))
SELECT `+t.columns("payment", "p.")+` FROM payment p JOIN list_row o ON o.version_no = p.version_no AND o.row_key = p.row_key
WHERE p.batch_id = ? AND p.state = 'waiting' AND p.version_no NOT IN (SELECT act_no FROM versions) AND NOT EXISTS (
  SELECT 1 FROM row_match m JOIN list_row r ON r.version_no = m.version_no AND r.row_key = m.row_key
  WHERE m.beneficiary_id = p.beneficiary_id AND m.version_no IN (SELECT act_no FROM versions) AND m.due = 1 AND `+newestMatch+`
    AND r.category = o.category AND r.coefficient = o.coefficient AND r.rate_amount IS NOT DISTINCT FROM o.rate_amount
    AND r.total_amount IS NOT DISTINCT FROM o.total_amount AND r.arrears_amount IS NOT DISTINCT FROM o.arrears_amount
    AND r.recovery_amount IS NOT DISTINCT FROM o.recovery_amount
    AND (r.account = '' OR p.account_id LIKE 'cash/%' AND r.account = o.account AND r.bank_bin = o.bank_bin OR EXISTS (SELECT 1 FROM account a WHERE a.beneficiary_id = p.beneficiary_id AND a.id = p.account_id
      AND a.number = r.account AND r.bank_bin IN ('', a.bin))))
ORDER BY p.beneficiary_id, p.id`, batch, batch)
}
