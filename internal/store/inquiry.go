package store

import (
	"context"

	"chitra/internal/app"
)

// OpenInstructions are the instructions that are sent or unknown.
func (t *tx) OpenInstructions(ctx context.Context, period, payer string) ([]app.OpenInstruction, error) {
	return list[app.OpenInstruction](ctx, t, `SELECT `+t.columns("instruction", "i.")+`, b.payer_id, b.pay_on, COALESCE(f.name, '') AS file_name,
  b.period, COALESCE(p.payee_name, '') AS payee_name
FROM batch b JOIN instruction i ON i.batch_id = b.id LEFT JOIN bank_file f ON f.id = i.file_id
LEFT JOIN payment p ON p.beneficiary_id = i.beneficiary_id AND p.id = i.payment_id
WHERE ? IN ('', b.period) AND ? IN ('', b.payer_id) AND i.state IN ('sent', 'unknown') ORDER BY b.payer_id, i.file_id, i.line`, period, payer)
}

// Inquiries are all questions with what of them is still open.
func (t *tx) Inquiries(ctx context.Context) ([]app.InquiryState, error) {
	return list[app.InquiryState](ctx, t, `SELECT `+t.columns("inquiry", "q.")+`, COALESCE(o.lines, 0) AS open_lines, COALESCE(o.amount, 0) AS open_amount
FROM inquiry q LEFT JOIN (SELECT l.inquiry_id, COUNT(*) AS lines, SUM(i.amount) AS amount FROM inquiry_line l
  JOIN instruction i ON i.beneficiary_id = l.beneficiary_id AND i.id = l.instruction_id AND i.state IN ('sent', 'unknown')
  GROUP BY l.inquiry_id) o ON o.inquiry_id = q.id ORDER BY q.recorded_at, q.id`)
}

// InquiryLines are the lines about some instructions.
func (t *tx) InquiryLines(ctx context.Context, instructions []string) ([]app.InquiryLine, error) {
	cond, arg := t.store.engine.in("instruction_id", instructions)
	return list[app.InquiryLine](ctx, t, `SELECT `+t.columns("inquiry_line", "")+` FROM inquiry_line WHERE `+cond+` ORDER BY act_no, inquiry_id, n`, arg)
}
