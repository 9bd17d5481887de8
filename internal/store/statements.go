package store

import (
	"context"

	"chitra/internal/app"
)

// StatementsOf are the statements of a paying account.
func (t *tx) StatementsOf(ctx context.Context, payer string) ([]app.Statement, error) {
	return list[app.Statement](ctx, t, `SELECT `+t.columns("statement", "")+` FROM statement WHERE payer_id = ? ORDER BY act_no, n`, payer)
}

// ExceptionsAbout are the exceptions with a reference.
func (t *tx) ExceptionsAbout(ctx context.Context, reference string) ([]app.Exception, error) {
	return list[app.Exception](ctx, t, `SELECT `+t.columns("exception", "")+` FROM exception WHERE reference = ? ORDER BY id`, reference)
}
