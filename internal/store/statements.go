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

// Candidates are the instructions of a paying account that a line may be about.
func (t *tx) Candidates(ctx context.Context, payer, from, to string, amounts []int64) ([]app.Candidate, error) {
	cond, arg := t.store.engine.inInts("i.amount", amounts)
	return list[app.Candidate](ctx, t, `SELECT `+t.columns("instruction", "i.")+`, b.pay_on, f.message_id,
  CASE WHEN EXISTS (SELECT 1 FROM result r WHERE r.instruction_id = i.id AND r.verdict IN ('debited', 'rejected_debited')) THEN 1 ELSE 0 END AS debited,
  CASE WHEN EXISTS (SELECT 1 FROM result r WHERE r.instruction_id = i.id AND r.verdict = 'returned') THEN 1 ELSE 0 END AS returned
FROM batch b JOIN instruction i ON i.batch_id = b.id JOIN bank_file f ON f.id = i.file_id
WHERE b.payer_id = ? AND b.pay_on BETWEEN ? AND ? AND i.state IN ('sent', 'unknown', 'paid', 'returned') AND i.bin <> ''
  AND `+cond+` ORDER BY i.id`, payer, from, to, arg)
}

// UnpairedLine is a line that named nothing of ours.
func (t *tx) UnpairedLine(ctx context.Context, file, line int64) (app.UnpairedLine, bool, error) {
	return one[app.UnpairedLine](ctx, t, `SELECT `+t.columns("unpaired_line", "")+` FROM unpaired_line WHERE file_no = ? AND line = ?`, file, line)
}

// LinesOf are the lines of answers taken in during the months. What two people
// paired stands there once, as the line that it was.
func (t *tx) LinesOf(ctx context.Context, from, to string, unpaired bool, visit func(app.KeptLine) error) error {
	only := ""
	if unpaired {
		only = ` AND u.file_no IS NOT NULL AND c.act_no IS NULL`
	}
	return each(ctx, t, visit, `SELECT r.file_no, r.line, f.file_name, f.format, f.recorded_at, CASE WHEN c.act_no IS NULL THEN r.paired_by ELSE 'person' END AS paired_by,
  r.reference, CASE WHEN c.act_no IS NULL THEN r.instruction_id ELSE (SELECT q.instruction_id FROM pair_request q WHERE q.act_no = c.request_no) END AS instruction_id,
  r.verdict, r.status, r.amount, r.booked_on, r.bank_ref, COALESCE(u.kind, '') AS kind, COALESCE(u.exception_id, '') AS exception_id, COALESCE(p.instruction_id, '') AS proposed,
  COALESCE(p.evidence, '') AS evidence,
  COALESCE((SELECT q.instruction_id FROM pair_request q WHERE q.file_no = r.file_no AND q.line = r.line ORDER BY q.act_no DESC LIMIT 1), '') AS requested,
  CASE WHEN c.act_no IS NULL THEN 0 ELSE 1 END AS confirmed
FROM result_file f JOIN result r ON r.file_no = f.act_no LEFT JOIN unpaired_line u ON u.file_no = r.file_no AND u.line = r.line
LEFT JOIN pair_proposal p ON p.file_no = r.file_no AND p.line = r.line LEFT JOIN pair_consent c ON c.file_no = r.file_no AND c.line = r.line
WHERE SUBSTR(f.recorded_at, 1, 7) BETWEEN ? AND ? AND r.paired_by <> 'person'`+only+` ORDER BY r.file_no, r.line`, from, to)
}

// PairRequests are what people said of a line.
func (t *tx) PairRequests(ctx context.Context, file, line int64) ([]app.PairRequest, error) {
	return list[app.PairRequest](ctx, t, `SELECT `+t.columns("pair_request", "")+` FROM pair_request WHERE file_no = ? AND line = ? ORDER BY act_no`, file, line)
}

// PairConsents are who agreed.
func (t *tx) PairConsents(ctx context.Context, file, line int64) ([]app.PairConsent, error) {
	return list[app.PairConsent](ctx, t, `SELECT `+t.columns("pair_consent", "")+` FROM pair_consent WHERE file_no = ? AND line = ?`, file, line)
}
