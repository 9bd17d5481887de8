package store

import (
	"context"

	"chitra/internal/app"
)

// AttemptsOf are all instructions of the beneficiaries' payments.
func (t *tx) AttemptsOf(ctx context.Context, beneficiaries, payments []string) ([]app.AttemptRow, error) {
	asked, args := t.store.engine.pairs(beneficiaries, payments)
	return list[app.AttemptRow](ctx, t, `SELECT `+t.columns("instruction", "i.")+`,
  CASE WHEN p.state = 'handed_back' THEN 1 ELSE 0 END AS handed_back,
  CASE WHEN `+givenBack+` THEN 1 ELSE 0 END AS given_back
FROM `+asked+` JOIN payment p ON p.beneficiary_id = k.a AND p.id = k.b
JOIN instruction i ON i.beneficiary_id = p.beneficiary_id AND i.payment_id = p.id
ORDER BY i.beneficiary_id, i.payment_id, i.attempt`, args...)
}

// Unentered are the changes of the instructions of the next beneficiaries of whom
// one that left has no entry.
func (t *tx) Unentered(ctx context.Context, after string, beneficiaries int) ([]app.UnenteredChange, error) {
	return list[app.UnenteredChange](ctx, t, `WITH people AS (
  SELECT DISTINCT i.beneficiary_id FROM instruction i WHERE i.beneficiary_id > ? AND i.state NOT IN ('intended', 'dropped')
    AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.beneficiary_id = i.beneficiary_id AND e.instruction_id = i.id)
  ORDER BY i.beneficiary_id LIMIT ?)
SELECT i.beneficiary_id, i.payment_id, i.id, i.attempt, i.amount, i.batch_id, b.payer_id, c.act_no, c.from_state, c.to_state, c.fact, c.recorded_at
FROM people o JOIN instruction i ON i.beneficiary_id = o.beneficiary_id JOIN batch b ON b.id = i.batch_id
JOIN state_change c ON c.beneficiary_id = i.beneficiary_id AND c.subject = i.id AND c.from_state <> ''
ORDER BY i.beneficiary_id, i.payment_id, c.act_no, i.attempt`, after, beneficiaries)
}

// LedgerAsOf adds up what the entries of the periods' batches moved by a moment.
func (t *tx) LedgerAsOf(ctx context.Context, from, to, asOf string) ([]app.LedgerSum, error) {
	return list[app.LedgerSum](ctx, t, `SELECT e.batch_id, e.payer_id, e.debit, e.credit, COUNT(*) AS entries, SUM(e.amount) AS amount
FROM batch b JOIN instruction i ON i.batch_id = b.id
JOIN ledger_entry e ON e.beneficiary_id = i.beneficiary_id AND e.instruction_id = i.id AND e.recorded_at <= ?
WHERE b.period BETWEEN ? AND ? GROUP BY e.batch_id, e.payer_id, e.debit, e.credit ORDER BY 1, 2, 3, 4`, asOf, from, to)
}

// ledgerPlace is the account an instruction i's money stands in by its state, by
// that of its payment p, and by what the Treasury confirmed.
const ledgerPlace = `CASE WHEN i.state IN ('sent', 'unknown') THEN 'transit' WHEN i.state = 'paid' THEN 'paid' WHEN i.state IN ('intended', 'dropped') THEN 'treasury'
    WHEN EXISTS (SELECT 1 FROM instruction l WHERE l.beneficiary_id = i.beneficiary_id AND l.payment_id = i.payment_id
      AND l.attempt > i.attempt AND l.state NOT IN ('intended', 'dropped')) THEN 'treasury'
    WHEN ` + givenBack + ` THEN 'treasury' WHEN p.state = 'handed_back' THEN 'give_back' ELSE 'returned' END`

// strayLedger names an instruction whose entries are not where its state says, or
// do not say what it says of itself: those with entries first, each found by its
// key, and then those without any. (SQLite would compare every instruction with
// every sum in an outer join of both.)
const strayLedger = `SELECT id FROM (
  SELECT i.instruction_id AS id FROM (
    SELECT q.*, i.id, i.amount, i.batch_id, b.payer_id, ` + ledgerPlace + ` AS place FROM (
      SELECT e.beneficiary_id, e.instruction_id, MIN(e.amount) AS least, MAX(e.amount) AS most, MIN(e.batch_id) AS batch, MAX(e.batch_id) AS batch_too,
        MIN(e.payer_id) AS payer, MAX(e.payer_id) AS payer_too,
        SUM(CASE 'transit' WHEN e.debit THEN e.amount WHEN e.credit THEN -e.amount ELSE 0 END) AS transit,
        SUM(CASE 'paid' WHEN e.debit THEN e.amount WHEN e.credit THEN -e.amount ELSE 0 END) AS paid,
        SUM(CASE 'returned' WHEN e.debit THEN e.amount WHEN e.credit THEN -e.amount ELSE 0 END) AS returned,
        SUM(CASE 'give_back' WHEN e.debit THEN e.amount WHEN e.credit THEN -e.amount ELSE 0 END) AS give_back
      FROM ledger_entry e GROUP BY e.beneficiary_id, e.instruction_id) q
    LEFT JOIN instruction i ON i.beneficiary_id = q.beneficiary_id AND i.id = q.instruction_id
    LEFT JOIN batch b ON b.id = i.batch_id
    LEFT JOIN payment p ON p.beneficiary_id = i.beneficiary_id AND p.id = i.payment_id) i
  WHERE i.id IS NULL
    OR i.least <> i.amount OR i.most <> i.amount OR i.batch <> i.batch_id OR i.batch_too <> i.batch_id OR i.payer <> i.payer_id OR i.payer_too <> i.payer_id
    OR i.transit <> CASE i.place WHEN 'transit' THEN i.amount ELSE 0 END OR i.paid <> CASE i.place WHEN 'paid' THEN i.amount ELSE 0 END
    OR i.returned <> CASE WHEN i.place = 'returned' THEN i.amount ELSE 0 END
    OR i.give_back <> CASE WHEN i.place = 'give_back' THEN i.amount ELSE 0 END
  UNION ALL
  SELECT i.id FROM instruction i LEFT JOIN payment p ON p.beneficiary_id = i.beneficiary_id AND p.id = i.payment_id
  WHERE ` + ledgerPlace + ` <> 'treasury'
    AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.beneficiary_id = i.beneficiary_id AND e.instruction_id = i.id)) s
ORDER BY id LIMIT 1`
