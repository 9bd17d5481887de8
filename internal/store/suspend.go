package store

import (
	"context"

	"chitra/internal/app"
)

// OfferedMonths are the payments of some months of everybody who has one that
// failed in the last of them.
func (t *tx) OfferedMonths(ctx context.Context, from, to string) ([]app.OfferedMonth, error) {
	return list[app.OfferedMonth](ctx, t, `SELECT p.beneficiary_id, p.programme, p.period, p.state, COALESCE(i.id, '') AS instruction_id,
  COALESCE(i.state, '') AS ended, COALESCE((SELECT c.reason FROM state_change c WHERE c.beneficiary_id = i.beneficiary_id AND c.subject = i.id
    ORDER BY c.act_no DESC, c.step DESC LIMIT 1), '') AS ended_why
FROM (SELECT DISTINCT q.beneficiary_id, q.programme FROM payment q WHERE q.period = ? AND q.state IN ('rejected', 'returned', 'handed_back')) w
JOIN payment p ON p.beneficiary_id = w.beneficiary_id AND p.programme = w.programme AND p.period BETWEEN ? AND ? AND p.state <> 'void'
LEFT JOIN instruction i ON i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id
  AND i.attempt = (SELECT MAX(j.attempt) FROM instruction j WHERE j.beneficiary_id = p.beneficiary_id AND j.payment_id = p.id)
ORDER BY p.beneficiary_id, p.programme, p.period, p.number`, to, from, to)
}

// Suspensions are all proposals.
func (t *tx) Suspensions(ctx context.Context) ([]app.Suspension, error) {
	return list[app.Suspension](ctx, t, `SELECT `+t.columns("suspension", "")+` FROM suspension ORDER BY act_no, id`)
}

// SuspensionWords are what people said of them.
func (t *tx) SuspensionWords(ctx context.Context) ([]app.SuspensionWord, error) {
	return list[app.SuspensionWord](ctx, t, `SELECT `+t.columns("suspension_word", "")+` FROM suspension_word ORDER BY act_no`)
}

// SuspendedOf are the beneficiaries whose suspension is in force: the last word of
// two people is to suspend.
func (t *tx) SuspendedOf(ctx context.Context, programme string) ([]string, error) {
	var ids []string
	err := t.all(ctx, &ids, `SELECT DISTINCT s.beneficiary_id FROM suspension s JOIN suspension_word w ON w.suspension_id = s.id
WHERE s.programme = ? AND w.word = 'suspend' AND w.second_person <> '' AND w.act_no = (
  SELECT MAX(x.act_no) FROM suspension_word x WHERE x.suspension_id = s.id AND x.second_person <> '') ORDER BY s.beneficiary_id`, programme)
	return ids, err
}
