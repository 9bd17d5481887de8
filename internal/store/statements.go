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

// FileDebits are the lines by which a file of ours was debited.
func (t *tx) FileDebits(ctx context.Context, file string) ([]app.FileDebit, error) {
	return list[app.FileDebit](ctx, t, `SELECT `+t.columns("file_debit", "")+` FROM file_debit WHERE file_id = ? ORDER BY act_no, line`, file)
}
