package store

import (
	"context"

	"chitra/internal/app"
)

// lastAttempt picks the last instruction i of its payment.
const lastAttempt = `i.attempt = (SELECT MAX(j.attempt) FROM instruction j WHERE j.beneficiary_id = i.beneficiary_id AND j.payment_id = i.payment_id)`

// counts says that a receipt gr of a hand-back is the newest, and was not taken back.
const counts = `NOT EXISTS (SELECT 1 FROM treasury_receipt_consent gn WHERE gn.handback_no = gr.handback_no AND gn.receipt_no > gr.receipt_no)
  AND NOT EXISTS (SELECT 1 FROM receipt_withdrawal_consent gw WHERE gw.receipt_no = gr.receipt_no)`

// givenBack says that the Treasury has confirmed what came back of an instruction i.
const givenBack = `EXISTS (SELECT 1 FROM handback_line gl JOIN treasury_receipt_consent gr ON gr.handback_no = gl.handback_no AND ` + counts + `
  WHERE gl.payment_id = i.payment_id AND gl.beneficiary_id = i.beneficiary_id AND gl.instruction_id = i.id)`

// received says that the Treasury has confirmed a hand-back k.
const received = `EXISTS (SELECT 1 FROM treasury_receipt_consent gr WHERE gr.handback_no = k.handback_no AND ` + counts + `)`

// handedBefore says that two people handed back what came back of an instruction i,
// whether the Treasury has confirmed it or not.
const handedBefore = `EXISTS (SELECT 1 FROM handback_line gl JOIN handback_consent gk ON gk.handback_no = gl.handback_no
  WHERE gl.payment_id = i.payment_id AND gl.beneficiary_id = i.beneficiary_id AND gl.instruction_id = i.id)`

// notFailed says that the bank's word took an instruction i out of its hand-back.
const notFailed = `i.state NOT IN ('rejected', 'returned')`

// UnpaidOf add up what failed, is unknown, is under way or was handed back. The
// last is what slips of two people say, wherever the payment stands since; of it,
// what the Treasury has and what the bank calls paid or unclear stand once more.
func (t *tx) UnpaidOf(ctx context.Context, from, to string) ([]app.UnpaidSum, error) {
	return list[app.UnpaidSum](ctx, t, `SELECT p.payer_id, p.programme, p.period, p.state, COUNT(*) AS payments, SUM(p.amount) AS amount FROM payment p
WHERE p.period BETWEEN ? AND ? AND (p.state IN ('unknown', 'sent') OR p.state IN ('rejected', 'returned') AND NOT EXISTS (
    SELECT 1 FROM instruction i WHERE i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id AND `+lastAttempt+` AND `+handedBefore+`)
  OR p.state = 'waiting' AND EXISTS (SELECT 1 FROM instruction i WHERE i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id AND i.state <> 'dropped'))
GROUP BY p.payer_id, p.programme, p.period, p.state
UNION ALL
SELECT p.payer_id, p.programme, p.period, 'handed_back' AS state, COUNT(*) AS payments, SUM(l.amount) AS amount
FROM handback_consent k JOIN handback_line l ON l.handback_no = k.handback_no
JOIN payment p ON p.beneficiary_id = l.beneficiary_id AND p.id = l.payment_id WHERE p.period BETWEEN ? AND ?
GROUP BY p.payer_id, p.programme, p.period
UNION ALL
SELECT p.payer_id, p.programme, p.period, 'received' AS state, COUNT(*) AS payments, SUM(l.amount) AS amount
FROM handback_consent k JOIN handback_line l ON l.handback_no = k.handback_no
JOIN payment p ON p.beneficiary_id = l.beneficiary_id AND p.id = l.payment_id WHERE p.period BETWEEN ? AND ?
  AND `+received+`
GROUP BY p.payer_id, p.programme, p.period
UNION ALL
SELECT p.payer_id, p.programme, p.period, 'paid_after_all' AS state, COUNT(*) AS payments, SUM(l.amount) AS amount
FROM handback_consent k JOIN handback_line l ON l.handback_no = k.handback_no
JOIN payment p ON p.beneficiary_id = l.beneficiary_id AND p.id = l.payment_id
JOIN instruction i ON i.beneficiary_id = l.beneficiary_id AND i.id = l.instruction_id WHERE p.period BETWEEN ? AND ? AND `+notFailed+`
  AND NOT `+received+`
GROUP BY p.payer_id, p.programme, p.period ORDER BY 1, 2, 3, 4`, from, to, from, to, from, to, from, to)
}

// FailedIn are the payments whose last instruction failed and was not handed back.
func (t *tx) FailedIn(ctx context.Context, from, to string) ([]app.HandbackCandidate, error) {
	return list[app.HandbackCandidate](ctx, t, `SELECT 0 AS handback_no, p.beneficiary_id, p.id AS payment_id, i.id AS instruction_id, p.state, p.amount, p.payer_id,
  COALESCE((SELECT MAX(l.handback_no) FROM handback_line l LEFT JOIN handback_consent k ON k.handback_no = l.handback_no
    WHERE l.payment_id = p.id AND l.instruction_id = i.id AND l.state = p.state AND k.handback_no IS NULL), 0) AS open_no
FROM payment p JOIN instruction i ON i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id
  AND `+lastAttempt+`
WHERE p.period BETWEEN ? AND ? AND p.state IN ('rejected', 'returned') AND NOT `+handedBefore+` ORDER BY p.beneficiary_id, p.id`, from, to)
}

// Handbacks are all proposals with who confirmed them, or which newer one with a
// payment of theirs stands in their place, with the receipt that counts, and with
// what of them the bank calls paid or unclear since.
func (t *tx) Handbacks(ctx context.Context) ([]app.HandbackState, error) {
	return list[app.HandbackState](ctx, t, `SELECT `+t.columns("handback", "h.")+`, COALESCE(s.slip_on, substr(h.recorded_at, 1, 10)) AS slip_on,
  COALESCE(r.act_no, 0) AS receipt_no, COALESCE(r.number, '') AS receipt_number, COALESCE(r.received_on, '') AS received_on,
  COALESCE(a.payments, 0) AS after_all, COALESCE(a.amount, 0) AS after_all_amount, COALESCE(k.confirmed_by, '') AS confirmed_by,
  COALESCE(k.recorded_at, '') AS confirmed_at, CASE WHEN k.handback_no IS NULL THEN COALESCE((SELECT MAX(n.handback_no) FROM handback_line l
    JOIN handback_line n ON n.payment_id = l.payment_id AND n.handback_no > l.handback_no WHERE l.handback_no = h.act_no), 0) ELSE 0 END AS overtaken_by
FROM handback h LEFT JOIN handback_consent k ON k.handback_no = h.act_no LEFT JOIN handback_slip s ON s.handback_no = h.act_no
LEFT JOIN (SELECT l.handback_no, COUNT(*) AS payments, SUM(l.amount) AS amount FROM handback_line l
  JOIN instruction i ON i.beneficiary_id = l.beneficiary_id AND i.id = l.instruction_id WHERE `+notFailed+` GROUP BY l.handback_no) a ON a.handback_no = k.handback_no
LEFT JOIN treasury_receipt r ON r.act_no = (SELECT gr.receipt_no FROM treasury_receipt_consent gr WHERE gr.handback_no = h.act_no AND `+counts+`)
ORDER BY h.act_no`)
}

// HandbackLines are the payments of one.
func (t *tx) HandbackLines(ctx context.Context, handback int64) ([]app.HandbackLine, error) {
	return list[app.HandbackLine](ctx, t, `SELECT `+t.columns("handback_line", "")+` FROM handback_line WHERE handback_no = ? ORDER BY beneficiary_id, payment_id`, handback)
}

// Receipts are all receipts with who confirmed them, which newer one with a
// hand-back of theirs stands in their place, which one corrected them, and by
// which word of two people they were taken back.
func (t *tx) Receipts(ctx context.Context) ([]app.ReceiptState, error) {
	return list[app.ReceiptState](ctx, t, `SELECT `+t.columns("treasury_receipt", "r.")+`, COALESCE(k.confirmed_by, '') AS confirmed_by,
  COALESCE(k.confirmed_at, '') AS confirmed_at, CASE WHEN k.receipt_no IS NULL THEN COALESCE((SELECT MAX(n.receipt_no) FROM treasury_receipt_line l
    JOIN treasury_receipt_line n ON n.handback_no = l.handback_no AND n.receipt_no > l.receipt_no WHERE l.receipt_no = r.act_no), 0) ELSE 0 END AS overtaken_by,
  COALESCE((SELECT MIN(c.receipt_no) FROM treasury_receipt_consent c JOIN treasury_receipt n ON n.act_no = c.receipt_no AND n.replaces_no = c.replaces_no
    WHERE c.replaces_no = r.act_no), 0) AS replaced_by,
  COALESCE((SELECT w.withdrawal_no FROM receipt_withdrawal_consent w WHERE w.receipt_no = r.act_no), 0) AS withdrawn_by
FROM treasury_receipt r LEFT JOIN (SELECT receipt_no, MIN(confirmed_by) AS confirmed_by, MIN(recorded_at) AS confirmed_at
  FROM treasury_receipt_consent GROUP BY receipt_no) k ON k.receipt_no = r.act_no ORDER BY r.act_no`)
}

// ReceiptLines are the hand-backs of all receipts.
func (t *tx) ReceiptLines(ctx context.Context) ([]app.TreasuryReceiptLine, error) {
	return list[app.TreasuryReceiptLine](ctx, t, `SELECT `+t.columns("treasury_receipt_line", "")+` FROM treasury_receipt_line ORDER BY receipt_no, handback_no`)
}

// GiveBackSince is since when money stood in give_back: of each instruction that
// was handed back, its newest entry by that moment is the one that put it there.
func (t *tx) GiveBackSince(ctx context.Context, from, to, asOf string) ([]app.GiveBackSince, error) {
	return list[app.GiveBackSince](ctx, t, `SELECT e.batch_id, e.payer_id, MIN(e.business_on) AS since
FROM handback_consent k JOIN handback_line l ON l.handback_no = k.handback_no
JOIN instruction i ON i.beneficiary_id = l.beneficiary_id AND i.id = l.instruction_id JOIN batch b ON b.id = i.batch_id
JOIN ledger_entry e ON e.beneficiary_id = i.beneficiary_id AND e.instruction_id = i.id AND e.debit = 'give_back' AND e.recorded_at <= ?
WHERE b.period BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM ledger_entry n WHERE n.beneficiary_id = e.beneficiary_id
  AND n.instruction_id = e.instruction_id AND n.cause_no > e.cause_no AND n.recorded_at <= ?)
GROUP BY e.batch_id, e.payer_id ORDER BY 1, 2`, asOf, from, to, asOf)
}

// Withdrawals are all of them with who confirmed them, or which newer one of the
// same receipt stands in their place.
func (t *tx) Withdrawals(ctx context.Context) ([]app.WithdrawalState, error) {
	return list[app.WithdrawalState](ctx, t, `SELECT `+t.columns("receipt_withdrawal", "w.")+`, COALESCE(k.confirmed_by, '') AS confirmed_by,
  COALESCE(k.recorded_at, '') AS confirmed_at, CASE WHEN k.withdrawal_no IS NULL THEN COALESCE((SELECT MAX(n.act_no) FROM receipt_withdrawal n
    WHERE n.receipt_no = w.receipt_no AND n.act_no > w.act_no), 0) ELSE 0 END AS overtaken_by
FROM receipt_withdrawal w LEFT JOIN receipt_withdrawal_consent k ON k.withdrawal_no = w.act_no ORDER BY w.act_no`)
}

// ReceivedAsOf adds receipts up by the moment their second person confirmed them:
// of each hand-back the newest by then, unless it was taken back by then.
func (t *tx) ReceivedAsOf(ctx context.Context, from, to, asOf string) ([]app.ReceivedSum, error) {
	return list[app.ReceivedSum](ctx, t, `SELECT i.batch_id, b.payer_id, COUNT(*) AS payments, SUM(l.amount) AS amount
FROM treasury_receipt_consent r JOIN handback_line l ON l.handback_no = r.handback_no
JOIN instruction i ON i.beneficiary_id = l.beneficiary_id AND i.id = l.instruction_id JOIN batch b ON b.id = i.batch_id
WHERE r.recorded_at <= ? AND b.period BETWEEN ? AND ?
  AND NOT EXISTS (SELECT 1 FROM treasury_receipt_consent n WHERE n.handback_no = r.handback_no AND n.receipt_no > r.receipt_no AND n.recorded_at <= ?)
  AND NOT EXISTS (SELECT 1 FROM receipt_withdrawal_consent w WHERE w.receipt_no = r.receipt_no AND w.recorded_at <= ?)
GROUP BY i.batch_id, b.payer_id ORDER BY 1, 2`, asOf, from, to, asOf, asOf)
}
