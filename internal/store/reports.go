package store

import (
	"context"
	"fmt"

	"chitra/internal/app"
	"chitra/internal/journal"
)

// stateThen are the state and reason a payment p had by a moment, as columns
// of one correlated look into its changes.
const stateThen = `(SELECT c.act_no FROM state_change c WHERE c.beneficiary_id = p.beneficiary_id AND c.subject = p.id AND c.recorded_at <= ?
  ORDER BY c.act_no DESC, c.step DESC LIMIT 1)`

// placeThen is why a desk was to pay a payment q that stood in a state c by a moment,
// "" where a bank was: of one that waited the change says it, of one that had left
// the attempt does. Another attempt may go elsewhere. A desk has no bank.
const placeThen = `CASE WHEN c.to_state = 'waiting' THEN c.reason WHEN c.to_state = 'held' THEN '' ELSE COALESCE((
  SELECT CASE WHEN i.bin <> '' THEN '' ELSE COALESCE(
    (SELECT r.account_id FROM reissue r WHERE r.beneficiary_id = i.beneficiary_id AND r.payment_id = i.payment_id AND r.attempt = i.attempt
     ORDER BY r.act_no DESC LIMIT 1),
    (SELECT r.previous_account FROM reissue r WHERE r.beneficiary_id = i.beneficiary_id AND r.payment_id = i.payment_id ORDER BY r.act_no LIMIT 1),
    q.account_id) END
  FROM instruction i JOIN bank_file f ON f.id = i.file_id
  WHERE i.beneficiary_id = q.beneficiary_id AND i.payment_id = q.id AND i.state <> 'dropped' AND f.recorded_at <= ?
  ORDER BY i.attempt DESC LIMIT 1), '') END`

// placeNow is placeThen of a payment p as it stands.
const placeNow = `CASE WHEN p.state <> 'held' AND p.account_id LIKE 'cash/%' THEN p.account_id ELSE '' END`

// stoodThen are the payments q that were not void by a moment, with the change c
// that led to where each stood.
const stoodThen = `FROM (SELECT p.*, ` + stateThen + ` AS act_then FROM payment p WHERE p.period BETWEEN ? AND ? AND p.recorded_at <= ?) q
JOIN state_change c ON c.beneficiary_id = q.beneficiary_id AND c.subject = q.id AND c.act_no = q.act_then
WHERE c.to_state <> 'void'`

// binThen is the bank of the account on file by a moment, the active one first:
// nearly everybody has one, and no more than one.
const binThen = `COALESCE((SELECT a.bin FROM account a WHERE a.beneficiary_id = %[1]s AND a.state = 'active' AND a.recorded_at <= ?),
  (SELECT a.bin FROM account a WHERE a.beneficiary_id = %[1]s AND a.recorded_at <= ? AND a.state <> 'replaced'
  ORDER BY CASE a.state WHEN 'active' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END, a.act_no DESC, a.id LIMIT 1), '')`

// PaymentsAsOf are the payments of the periods with the state they were in. Why
// they were in it is told of those held, rejected and returned.
func (t *tx) PaymentsAsOf(ctx context.Context, from, to, asOf string, visit func(app.PaymentAsOf) error) error {
	still, err := t.nothingSince(ctx, asOf)
	if err != nil {
		return err
	}
	if still {
		return t.paymentsNow(ctx, from, to, asOf, visit)
	}
	return t.paymentsThen(ctx, from, to, asOf, visit)
}

// nothingSince reports whether all there is was recorded by a moment, so that what
// is so now was so then: the journal's times never go back, and every act ends
// with its event. What an act has written so far has none yet.
func (t *tx) nothingSince(ctx context.Context, asOf string) (bool, error) {
	if t.writes {
		return false, nil
	}
	last, ok, err := one[string](ctx, t, `SELECT business_at FROM event WHERE chain = ? ORDER BY seq DESC LIMIT 1`, journal.Main)
	return ok && last <= asOf, err
}

// paymentsNow is PaymentsAsOf where nothing was recorded since: one look at each
// payment, instead of one more at what it went through.
func (t *tx) paymentsNow(ctx context.Context, from, to, asOf string, visit func(app.PaymentAsOf) error) error {
	return each(ctx, t, visit, `SELECT p.beneficiary_id, p.id, p.programme, p.period, p.commune, p.category, p.amount, p.currency, p.batch_id, p.payer_id,
  `+placeNow+` AS place_then, p.state AS state_then, CASE WHEN p.state = 'held' THEN p.held_reason WHEN p.state IN ('rejected', 'returned') THEN COALESCE((SELECT c.reason
    FROM state_change c WHERE c.beneficiary_id = p.beneficiary_id AND c.subject = p.id ORDER BY c.act_no DESC, c.step DESC LIMIT 1), '') ELSE '' END AS reason_then,
  `+fmt.Sprintf(binThen, "p.beneficiary_id")+` AS bin
FROM payment p WHERE p.period BETWEEN ? AND ? AND p.state <> 'void' ORDER BY p.beneficiary_id, p.id`, asOf, asOf, from, to)
}

func (t *tx) paymentsThen(ctx context.Context, from, to, asOf string, visit func(app.PaymentAsOf) error) error {
	return each(ctx, t, visit, `SELECT q.beneficiary_id, q.id, q.programme, q.period, q.commune, q.category, q.amount, q.currency, q.batch_id, q.payer_id, `+placeThen+` AS place_then,
  c.to_state AS state_then, CASE WHEN c.to_state IN ('held', 'rejected', 'returned') THEN c.reason ELSE '' END AS reason_then,
  `+fmt.Sprintf(binThen, "q.beneficiary_id")+` AS bin
`+stoodThen+` ORDER BY q.beneficiary_id, q.id`, asOf, asOf, asOf, asOf, from, to, asOf)
}

// PlacesAsOf add up what PaymentsAsOf tells one by one.
func (t *tx) PlacesAsOf(ctx context.Context, from, to, asOf string) ([]app.PlaceAsOf, error) {
	still, err := t.nothingSince(ctx, asOf)
	if err != nil {
		return nil, err
	}
	if still {
		return t.placesNow(ctx, from, to)
	}
	return t.placesThen(ctx, from, to, asOf)
}

func (t *tx) placesNow(ctx context.Context, from, to string) ([]app.PlaceAsOf, error) {
	return list[app.PlaceAsOf](ctx, t, `SELECT p.state AS state_then, `+placeNow+` AS place_then, p.currency, `+addedUp+`
FROM payment p WHERE p.period BETWEEN ? AND ? AND p.state <> 'void' GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, from, to)
}

func (t *tx) placesThen(ctx context.Context, from, to, asOf string) ([]app.PlaceAsOf, error) {
	return list[app.PlaceAsOf](ctx, t, `SELECT p.state_then, p.place_then, p.currency, `+addedUp+`
FROM (SELECT c.to_state AS state_then, `+placeThen+` AS place_then, q.currency, q.amount `+stoodThen+`) p
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, asOf, asOf, from, to, asOf)
}

const addedUp = `COUNT(*) AS payments, CAST(SUM(p.amount) AS BIGINT) AS amount`

// RowsAsOf are the rows in force by a moment that had not become a payment:
// refused, not settled by the registry, or matched and not yet built.
func (t *tx) RowsAsOf(ctx context.Context, from, to, asOf string, visit func(app.RowAsOf) error) error {
	return each(ctx, t, visit, `WITH rows_then AS (
  SELECT l.programme, l.period, l.id AS list_id, r.*,
    (SELECT MAX(m.run_no) FROM row_match m JOIN match_run u ON u.act_no = m.run_no
     WHERE m.version_no = r.version_no AND m.row_key = r.row_key AND u.recorded_at <= ?) AS run_then
  FROM list l JOIN list_version v ON v.list_id = l.id CROSS JOIN list_row r
  WHERE r.version_no = v.act_no AND l.period BETWEEN ? AND ? AND v.version = (SELECT MAX(w.version) FROM list_version w WHERE w.list_id = l.id AND w.recorded_at <= ?))
SELECT r.programme, r.period, r.commune, r.status, r.row_key, r.list_id, r.person_key, r.category, r.total_amount, r.full_name, r.personal_id, r.line,
  COALESCE(m.outcome, '') AS outcome, COALESCE(m.action, '') AS action, COALESCE(n.beneficiary_id, '') AS number_owner, COALESCE(n.act_no, 0) AS owned_since,
  CASE WHEN m.action IN ('automatic', 'decided') THEN m.beneficiary_id ELSE '' END AS beneficiary_id,
  CASE WHEN m.action IN ('automatic', 'decided') THEN `+fmt.Sprintf(binThen, "m.beneficiary_id")+` ELSE '' END AS bin
FROM rows_then r LEFT JOIN row_match m ON m.version_no = r.version_no AND m.row_key = r.row_key AND m.run_no = r.run_then
LEFT JOIN beneficiary_number n ON n.personal_id = r.personal_id AND r.personal_id <> ''
WHERE r.status = 'refused' OR m.run_no IS NULL OR (m.due = 1 AND (m.action NOT IN ('automatic', 'decided') OR m.beneficiary_id = ''
  OR NOT EXISTS (SELECT 1 FROM payment p WHERE p.beneficiary_id = m.beneficiary_id AND p.programme = r.programme
    AND p.period = r.period AND p.recorded_at <= ?)))
ORDER BY r.list_id, r.row_key`, asOf, from, to, asOf, asOf, asOf, asOf)
}

// BatchStatesAsOf are the states the periods' batches were in.
func (t *tx) BatchStatesAsOf(ctx context.Context, from, to, asOf string) (map[string]string, error) {
	var rows []struct {
		ID    string `db:"id"`
		State string `db:"state_then"`
	}
	err := t.all(ctx, &rows, `SELECT b.id, COALESCE((SELECT c.to_state FROM state_change c WHERE c.beneficiary_id = '' AND c.subject = b.id
  AND c.recorded_at <= ? ORDER BY c.act_no DESC, c.step DESC LIMIT 1), '') AS state_then
FROM batch b WHERE b.period BETWEEN ? AND ?`, asOf, from, to)
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.ID] = r.State
	}
	return out, err
}

// DuesAsOf are the payments of the periods with where they went: the account of
// the last instruction of a file recorded by then, else the account that was in
// use when the payment's state last moved.
func (t *tx) DuesAsOf(ctx context.Context, programme, from, to, asOf string, visit func(app.DueAsOf) error) error {
	return each(ctx, t, visit, `SELECT q.beneficiary_id, q.payee_name, q.programme, q.row_key, q.act_then, q.period, q.commune, q.amount, q.currency,
  COALESCE((SELECT n.personal_id FROM beneficiary_number n WHERE n.beneficiary_id = q.beneficiary_id AND n.act_no <= q.act_then
    ORDER BY n.act_no DESC, n.personal_id LIMIT 1), '') AS personal_id,
  COALESCE(i.bin, a.bin, '') AS bin, COALESCE(CASE WHEN i.bin = '' THEN '' ELSE i.account_number END, a.number, '') AS account_number, COALESCE(i.holder, a.holder, '') AS holder
FROM (SELECT p.*,
    (SELECT i.id FROM instruction i JOIN bank_file f ON f.id = i.file_id
     WHERE i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id AND f.recorded_at <= ? ORDER BY i.attempt DESC LIMIT 1) AS sent_by,
    (SELECT a.id FROM account a WHERE a.beneficiary_id = p.beneficiary_id AND 'active' = (SELECT s.to_state FROM state_change s
     WHERE s.beneficiary_id = a.beneficiary_id AND s.subject = a.id AND s.act_no <= p.act_then ORDER BY s.act_no DESC, s.step DESC LIMIT 1)
     ORDER BY a.id LIMIT 1) AS in_use
  FROM (SELECT p.*, `+stateThen+` AS act_then FROM payment p
    WHERE ? IN ('', p.programme) AND p.period BETWEEN ? AND ? AND p.recorded_at <= ?) p) q
JOIN state_change c ON c.beneficiary_id = q.beneficiary_id AND c.subject = q.id AND c.act_no = q.act_then
LEFT JOIN instruction i ON i.beneficiary_id = q.beneficiary_id AND i.id = q.sent_by
LEFT JOIN account a ON a.beneficiary_id = q.beneficiary_id AND a.id = q.in_use
WHERE c.to_state <> 'void' ORDER BY q.beneficiary_id, q.id`, asOf, asOf, programme, from, to, asOf)
}
