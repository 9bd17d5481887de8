package store

import (
	"context"
	"fmt"
)

// StrayStates names the first thing whose state is not where its changes lead,
// or what moves with a state and is not where the facts lead. Things are walked in
// the order in which their changes are found.
func (t *tx) StrayStates(ctx context.Context) (string, error) {
	for _, k := range []struct{ kind, beneficiary, first, order string }{ // first: before any change
		{"payment", "s.beneficiary_id", "", "s.beneficiary_id, s.id"}, {"instruction", "s.beneficiary_id", "intended", "s.beneficiary_id, s.id"},
		{"account", "s.beneficiary_id", "", "s.beneficiary_id, s.id"}, {"batch", "''", "", "s.id"}, {"bank_file", "''", "intended", "s.id"},
	} {
		id, ok, err := one[string](ctx, t, `SELECT s.id FROM `+k.kind+` s WHERE s.state <> COALESCE((SELECT c.to_state FROM state_change c
WHERE c.beneficiary_id = `+k.beneficiary+` AND c.subject = s.id ORDER BY c.act_no DESC, c.step DESC LIMIT 1), '`+k.first+`') ORDER BY `+k.order+` LIMIT 1`)
		if err != nil || ok {
			return k.kind + " " + id, err
		}
	}
	for _, m := range moved {
		id, ok, err := one[string](ctx, t, m.query)
		if err != nil || ok {
			return m.what + " " + id, err
		}
	}
	return "", nil
}

// moved are columns that move without a change of their own: each must be what
// the facts say it is.
var moved = []struct{ what, query string }{
	{"held reason of payment", `SELECT s.id FROM payment s WHERE s.held_reason <> CASE WHEN s.state = 'held' THEN COALESCE((SELECT c.reason FROM state_change c
WHERE c.beneficiary_id = s.beneficiary_id AND c.subject = s.id ORDER BY c.act_no DESC, c.step DESC LIMIT 1), '') ELSE '' END ORDER BY s.beneficiary_id, s.id LIMIT 1`},
	{"line", `SELECT e.id FROM entitlement e LEFT JOIN payment p ON p.beneficiary_id = e.beneficiary_id AND p.id = e.payment_id
WHERE e.voided <> CASE WHEN p.state = 'void' THEN 1 ELSE 0 END ORDER BY e.beneficiary_id, e.id LIMIT 1`},
	{"submitter of batch", `SELECT b.id FROM batch b WHERE b.submitted_by <> COALESCE((SELECT m.name FROM batch_maker m
WHERE m.batch_id = b.id AND m.why LIKE 'submitted %' ORDER BY m.act_no DESC LIMIT 1), '') ORDER BY b.id LIMIT 1`},
	{"ledger of instruction", strayLedger},
}

// StrayRows counts the rows of every table of facts, but of loads under way.
func (t *tx) StrayRows(ctx context.Context, recorded map[string]int64) (string, error) {
	for _, e := range entries() {
		name := e.record.Table()
		there := int64(0)
		if err := t.get(ctx, &there, `SELECT (SELECT COUNT(*) FROM `+name+`) - (
  SELECT COUNT(*) FROM load l JOIN `+name+` f ON f.`+e.act+` = l.act_no WHERE l.state = 'loading')`); err != nil {
			return "", fmt.Errorf("count %s: %w", name, err)
		}
		if there != recorded[name] {
			return fmt.Sprintf("%s: %d rows recorded, %d there", name, recorded[name], there), nil
		}
	}
	return "", nil
}
