package store

import (
	"context"

	"chitra/internal/app"
)

// UnpaidOf add up what failed, is unknown, is under way or was handed back. The
// last is what slips of two people say, wherever the payment stands since.
func (t *tx) UnpaidOf(ctx context.Context, from, to string) ([]app.UnpaidSum, error) {
	return list[app.UnpaidSum](ctx, t, `SELECT p.payer_id, p.programme, p.period, p.state, COUNT(*) AS payments, SUM(p.amount) AS amount FROM payment p
WHERE p.period BETWEEN ? AND ? AND (p.state IN ('rejected', 'returned', 'unknown', 'sent')
  OR p.state = 'waiting' AND EXISTS (SELECT 1 FROM instruction i WHERE i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id AND i.state <> 'dropped'))
GROUP BY p.payer_id, p.programme, p.period, p.state
UNION ALL
SELECT p.payer_id, p.programme, p.period, 'handed_back' AS state, COUNT(*) AS payments, SUM(l.amount) AS amount
FROM handback_consent k JOIN handback_line l ON l.handback_no = k.handback_no
JOIN payment p ON p.beneficiary_id = l.beneficiary_id AND p.id = l.payment_id WHERE p.period BETWEEN ? AND ?
GROUP BY p.payer_id, p.programme, p.period ORDER BY 1, 2, 3, 4`, from, to, from, to)
}

// FailedIn are the payments whose last instruction failed.
func (t *tx) FailedIn(ctx context.Context, from, to string) ([]app.HandbackCandidate, error) {
	return list[app.HandbackCandidate](ctx, t, `SELECT 0 AS handback_no, p.beneficiary_id, p.id AS payment_id, i.id AS instruction_id, p.state, p.amount, p.payer_id,
  COALESCE((SELECT MAX(l.handback_no) FROM handback_line l LEFT JOIN handback_consent k ON k.handback_no = l.handback_no
    WHERE l.payment_id = p.id AND l.instruction_id = i.id AND l.state = p.state AND k.handback_no IS NULL), 0) AS open_no
FROM payment p JOIN instruction i ON i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id
  AND i.attempt = (SELECT MAX(j.attempt) FROM instruction j WHERE j.beneficiary_id = p.beneficiary_id AND j.payment_id = p.id)
WHERE p.period BETWEEN ? AND ? AND p.state IN ('rejected', 'returned') ORDER BY p.beneficiary_id, p.id`, from, to)
}

// Handbacks are all proposals with who confirmed them, or which newer one with a
// payment of theirs stands in their place.
func (t *tx) Handbacks(ctx context.Context) ([]app.HandbackState, error) {
	return list[app.HandbackState](ctx, t, `SELECT `+t.columns("handback", "h.")+`, COALESCE(k.confirmed_by, '') AS confirmed_by,
  COALESCE(k.recorded_at, '') AS confirmed_at, CASE WHEN k.handback_no IS NULL THEN COALESCE((SELECT MAX(n.handback_no) FROM handback_line l
    JOIN handback_line n ON n.payment_id = l.payment_id AND n.handback_no > l.handback_no WHERE l.handback_no = h.act_no), 0) ELSE 0 END AS overtaken_by
FROM handback h LEFT JOIN handback_consent k ON k.handback_no = h.act_no ORDER BY h.act_no`)
}

// HandbackLines are the payments of one.
func (t *tx) HandbackLines(ctx context.Context, handback int64) ([]app.HandbackLine, error) {
	return list[app.HandbackLine](ctx, t, `SELECT `+t.columns("handback_line", "")+` FROM handback_line WHERE handback_no = ? ORDER BY beneficiary_id, payment_id`, handback)
}
