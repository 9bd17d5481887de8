package store

import (
	"context"

	"chitra/internal/app"
)

// PayerDeliveries are the delivery targets of the paying accounts that count.
func (t *tx) PayerDeliveries(ctx context.Context) ([]app.PayerDelivery, error) {
	return list[app.PayerDelivery](ctx, t, `SELECT `+t.columns("payer_delivery", "p.")+` FROM payer_delivery p
WHERE p.act_no = (SELECT MAX(n.act_no) FROM payer_delivery n
JOIN payer_delivery_consent c ON c.delivery_no = n.act_no WHERE n.payer_id = p.payer_id)
ORDER BY p.payer_id`)
}

// ProposedDeliveries are the targets that wait for a second person, the newest of
// each paying account.
func (t *tx) ProposedDeliveries(ctx context.Context) ([]app.PayerDelivery, error) {
	return list[app.PayerDelivery](ctx, t, `SELECT `+t.columns("payer_delivery", "p.")+` FROM payer_delivery p
WHERE p.act_no = (SELECT MAX(n.act_no) FROM payer_delivery n WHERE n.payer_id = p.payer_id)
AND NOT EXISTS (SELECT 1 FROM payer_delivery_consent c WHERE c.delivery_no = p.act_no)
ORDER BY p.payer_id`)
}

// DeliverySince is, by paying account, the act that first confirmed a target.
func (t *tx) DeliverySince(ctx context.Context) (map[string]int64, error) {
	var rows []struct {
		Payer string `db:"payer_id"`
		Act   int64  `db:"first"`
	}
	err := t.all(ctx, &rows, `SELECT payer_id, MIN(act_no) AS first FROM payer_delivery_consent GROUP BY payer_id`)
	out := make(map[string]int64, len(rows))
	for _, r := range rows {
		out[r.Payer] = r.Act
	}
	return out, err
}

// Undelivered are the released files of which there is no proof.
func (t *tx) Undelivered(ctx context.Context) ([]app.BankFile, error) {
	return list[app.BankFile](ctx, t, `SELECT `+t.columns("bank_file", "f.")+` FROM bank_file f WHERE f.state = 'released'
AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.file_id = f.id AND d.part = 'file') ORDER BY f.act_no, f.id`)
}

// FileNamed finds a file by its id or its name.
func (t *tx) FileNamed(ctx context.Context, name string) (app.BankFile, bool, error) {
	return one[app.BankFile](ctx, t, `SELECT `+t.columns("bank_file", "")+` FROM bank_file WHERE id = ? OR name = ? ORDER BY act_no LIMIT 1`, name, name)
}

// CipherOf is the encrypted copy of a file.
func (t *tx) CipherOf(ctx context.Context, file string) (app.FileCipher, bool, error) {
	return one[app.FileCipher](ctx, t, `SELECT `+t.columns("file_cipher", "")+` FROM file_cipher WHERE file_id = ?`, file)
}

// TriesOf are a file's tries, the oldest first.
func (t *tx) TriesOf(ctx context.Context, file string) ([]app.DeliveryTry, error) {
	return list[app.DeliveryTry](ctx, t, `SELECT `+t.columns("delivery_try", "")+` FROM delivery_try WHERE file_id = ? ORDER BY act_no`, file)
}

// DeliveriesOf are the proofs of a file, the file itself last.
func (t *tx) DeliveriesOf(ctx context.Context, file string) ([]app.Delivery, error) {
	return list[app.Delivery](ctx, t, `SELECT `+t.columns("delivery", "")+` FROM delivery WHERE file_id = ?
ORDER BY CASE part WHEN 'file' THEN 1 ELSE 0 END, name`, file)
}
