package store

import (
	"context"

	"chitra/internal/app"
)

// FailedPayments are the payments whose last instruction failed or is unknown.
func (t *tx) FailedPayments(ctx context.Context, programme, period string) ([]app.FailedPayment, error) {
	return list[app.FailedPayment](ctx, t, `SELECT `+t.columns("payment", "p.")+`, i.id AS instruction_id, i.attempt, i.file_id, i.bin AS sent_bin,
  i.account_number AS sent_account, i.holder AS sent_holder, i.remittance AS sent_text, i.uetr AS sent_uetr, i.state AS ended,
  COALESCE(c.act_no, 0) AS ended_act, COALESCE(c.reason, '') AS ended_why,
  COALESCE((SELECT m.fact FROM state_change m WHERE m.beneficiary_id = p.beneficiary_id AND m.subject = p.id
    ORDER BY m.act_no DESC, m.step DESC LIMIT 1), '') AS moved_by,
  CASE WHEN `+handedBefore+` THEN 1 ELSE 0 END AS handed_back
FROM payment p JOIN instruction i ON i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id
  AND i.attempt = (SELECT MAX(j.attempt) FROM instruction j WHERE j.beneficiary_id = p.beneficiary_id AND j.payment_id = p.id)
LEFT JOIN state_change c ON c.beneficiary_id = i.beneficiary_id AND c.subject = i.id AND c.act_no = (
  SELECT x.act_no FROM state_change x WHERE x.beneficiary_id = i.beneficiary_id AND x.subject = i.id ORDER BY x.act_no DESC LIMIT 1)
WHERE ? IN ('', p.programme) AND p.period = ? AND p.state IN ('unknown', 'rejected', 'returned') ORDER BY p.beneficiary_id, p.id`, programme, period)
}

// ReissuesIn are the payments that wait in a batch for another attempt.
func (t *tx) ReissuesIn(ctx context.Context, batch string) ([]app.ReissueIn, error) {
	return list[app.ReissueIn](ctx, t, `SELECT `+t.columns("reissue", "r.")+`, i.state AS previous_state, p.amount FROM reissue r
JOIN payment p ON p.beneficiary_id = r.beneficiary_id AND p.id = r.payment_id AND p.batch_id = r.batch_id AND p.state = 'waiting'
JOIN instruction i ON i.beneficiary_id = r.beneficiary_id AND i.id = r.previous_id
WHERE r.batch_id = ? AND r.act_no = (SELECT MAX(s.act_no) FROM reissue s WHERE s.beneficiary_id = r.beneficiary_id AND s.payment_id = r.payment_id)
ORDER BY r.beneficiary_id, r.payment_id`, batch)
}

// ReissueBatches are the batches that hold further attempts.
func (t *tx) ReissueBatches(ctx context.Context, programme, period string) ([]string, error) {
	var ids []string
	err := t.all(ctx, &ids, `SELECT b.id FROM batch b WHERE ? IN ('', b.programme) AND b.period = ?
AND EXISTS (SELECT 1 FROM reissue r WHERE r.batch_id = b.id) ORDER BY b.id`, programme, period)
	return ids, err
}

// ActivatedAt are the acts that last put each account on record.
func (t *tx) ActivatedAt(ctx context.Context, beneficiaries []string) ([]app.AccountActivated, error) {
	cond, arg := t.store.engine.in("c.beneficiary_id", beneficiaries)
	return list[app.AccountActivated](ctx, t, `SELECT c.beneficiary_id, c.subject AS account_id, MAX(c.act_no) AS act_no FROM state_change c
WHERE `+cond+` AND c.kind = 'account' AND c.to_state = 'active' GROUP BY c.beneficiary_id, c.subject ORDER BY c.beneficiary_id, c.subject`, arg)
}

// OtherAttempts say what stands beside each of some instructions: only one that a
// reissue rests on, or that is one, has others.
func (t *tx) OtherAttempts(ctx context.Context, instructions []string) ([]app.OtherAttempts, error) {
	cond, arg := t.store.engine.in("i.id", instructions)
	return list[app.OtherAttempts](ctx, t, `SELECT i.id AS instruction_id, SUM(CASE WHEN j.attempt > i.attempt THEN 1 ELSE 0 END) AS later,
  MAX(CASE WHEN j.state IN ('intended', 'sent', 'unknown', 'paid') THEN j.id ELSE '' END) AS alive,
  MAX(CASE WHEN j.state IN ('intended', 'sent', 'unknown', 'paid') THEN j.state ELSE '' END) AS alive_state,
  (SELECT l.state FROM instruction l WHERE l.beneficiary_id = i.beneficiary_id AND l.payment_id = i.payment_id ORDER BY l.attempt DESC LIMIT 1) AS last_state
FROM instruction i JOIN instruction j ON j.beneficiary_id = i.beneficiary_id AND j.payment_id = i.payment_id AND j.id <> i.id
WHERE `+cond+` AND (i.attempt > 1 OR EXISTS (SELECT 1 FROM reissue r WHERE r.previous_id = i.id))
GROUP BY i.id, i.beneficiary_id, i.payment_id ORDER BY i.id`, arg)
}

// FailedBefore are the attempts that went before those of a batch.
func (t *tx) FailedBefore(ctx context.Context, batch string) ([]app.Instruction, error) {
	return list[app.Instruction](ctx, t, `SELECT `+t.columns("instruction", "i.")+` FROM reissue r
JOIN payment p ON p.beneficiary_id = r.beneficiary_id AND p.id = r.payment_id AND p.batch_id = r.batch_id AND p.state = 'waiting'
JOIN instruction i ON i.beneficiary_id = r.beneficiary_id AND i.payment_id = r.payment_id AND i.attempt < r.attempt
WHERE r.batch_id = ? AND r.act_no = (SELECT MAX(s.act_no) FROM reissue s WHERE s.beneficiary_id = r.beneficiary_id AND s.payment_id = r.payment_id)
ORDER BY i.beneficiary_id, i.payment_id, i.attempt`, batch)
}

// Corrections are all corrections with who confirmed them, or which newer one of
// the instruction stands in their place.
func (t *tx) Corrections(ctx context.Context) ([]app.CorrectionState, error) {
	return list[app.CorrectionState](ctx, t, `SELECT `+t.columns("result_correction", "c.")+`, COALESCE(k.confirmed_by, '') AS confirmed_by,
  COALESCE(k.recorded_at, '') AS confirmed_at, CASE WHEN k.correction_no IS NULL THEN COALESCE((SELECT MAX(n.act_no) FROM result_correction n
    WHERE n.instruction_id = c.instruction_id AND n.act_no > c.act_no), 0) ELSE 0 END AS overtaken_by FROM result_correction c LEFT JOIN result_correction_consent k ON k.correction_no = c.act_no ORDER BY c.act_no`)
}
