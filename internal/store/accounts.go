package store

import (
	"context"

	"chitra/internal/app"
	"chitra/internal/vault"
)

// AccountWords are what was said of a beneficiary's accounts.
func (t *tx) AccountWords(ctx context.Context, beneficiary string) ([]app.AccountWord, error) {
	return list[app.AccountWord](ctx, t, `SELECT `+t.columns("account_word", "")+` FROM account_word WHERE beneficiary_id = ? ORDER BY act_no`, beneficiary)
}

// AccountMakers are who put a beneficiary's accounts on file. A change's fact names
// the row of the list that showed the account: version, point, key.
func (t *tx) AccountMakers(ctx context.Context, beneficiary string) ([]app.AccountMaker, error) {
	return list[app.AccountMaker](ctx, t, `SELECT account_id, name, MIN(act_no) AS act_no FROM (
  SELECT c.subject AS account_id, e.actor AS name, c.act_no FROM state_change c JOIN event e ON e.act_no = c.act_no
    WHERE c.beneficiary_id = ? AND c.kind = 'account' AND c.to_state IN ('proposed', 'active')
  UNION ALL SELECT c.subject, v.uploaded_by, v.act_no FROM state_change c JOIN list_version v ON c.fact LIKE CAST(v.act_no AS TEXT) || '.%'
    WHERE c.beneficiary_id = ? AND c.kind = 'account' AND c.to_state IN ('proposed', 'active')) q
GROUP BY account_id, name ORDER BY account_id, act_no, name`, beneficiary, beneficiary)
}

// Beneficiary finds a beneficiary.
func (t *tx) Beneficiary(ctx context.Context, id string) (app.Beneficiary, bool, error) {
	return one[app.Beneficiary](ctx, t, `SELECT `+t.columns("beneficiary", "")+` FROM beneficiary WHERE id = ?`, id)
}

// AccountUsers are who has the numbers of a bank on file.
func (t *tx) AccountUsers(ctx context.Context, bin string, numbers []string) ([]app.AccountUser, error) {
	cond, arg := t.store.engine.in("a.number", t.sealed(vault.Account, numbers))
	return list[app.AccountUser](ctx, t, `SELECT a.number, a.beneficiary_id FROM account a
WHERE a.bin = ? AND `+cond+` AND a.state <> 'replaced' ORDER BY a.beneficiary_id, a.id`, bin, arg)
}
