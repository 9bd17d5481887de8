package store

import (
	"context"

	"chitra/internal/app"
)

// Profiles are all versions of all profiles the office keeps.
func (t *tx) Profiles(ctx context.Context) ([]app.BankProfile, error) {
	return list[app.BankProfile](ctx, t, `SELECT `+t.columns("bank_profile", "")+` FROM bank_profile ORDER BY name, version`)
}

// PayerProfiles are the profiles of the paying accounts that count.
func (t *tx) PayerProfiles(ctx context.Context) ([]app.PayerProfile, error) {
	return list[app.PayerProfile](ctx, t, `SELECT `+t.columns("payer_profile", "p.")+` FROM payer_profile p
WHERE p.act_no = (SELECT MAX(n.act_no) FROM payer_profile n WHERE n.payer_id = p.payer_id
AND (n.proposed_by = '' OR EXISTS (SELECT 1 FROM payer_profile_consent c WHERE c.profile_no = n.act_no)))
ORDER BY p.payer_id`)
}

// ProposedProfiles are the profiles that wait for a second person, the newest of
// each paying account.
func (t *tx) ProposedProfiles(ctx context.Context) ([]app.PayerProfile, error) {
	return list[app.PayerProfile](ctx, t, `SELECT `+t.columns("payer_profile", "p.")+` FROM payer_profile p
WHERE p.proposed_by <> '' AND p.act_no = (SELECT MAX(n.act_no) FROM payer_profile n WHERE n.payer_id = p.payer_id)
AND NOT EXISTS (SELECT 1 FROM payer_profile_consent c WHERE c.profile_no = p.act_no)
ORDER BY p.payer_id`)
}

// FileSeals are what was settled beside a batch's files, in the order of their
// parts.
func (t *tx) FileSeals(ctx context.Context, batch string) ([]app.FileSeal, error) {
	return list[app.FileSeal](ctx, t, `SELECT `+t.columns("file_seal", "n.")+` FROM bank_file f
JOIN file_seal n ON n.file_id = f.id WHERE f.batch_id = ? ORDER BY f.part`, batch)
}

// SealsByContent are the files that say the same, the oldest first.
func (t *tx) SealsByContent(ctx context.Context, contentSHA256 string) ([]app.FileSeal, error) {
	return list[app.FileSeal](ctx, t, `SELECT `+t.columns("file_seal", "")+` FROM file_seal WHERE content_sha256 = ? ORDER BY act_no, file_id`, contentSHA256)
}

// LossesOf are what the lines of a batch's files lost.
func (t *tx) LossesOf(ctx context.Context, batch string) ([]app.InstructionLoss, error) {
	return list[app.InstructionLoss](ctx, t, `SELECT `+t.columns("instruction_loss", "n.")+` FROM instruction i
JOIN instruction_loss n ON n.beneficiary_id = i.beneficiary_id AND n.instruction_id = i.id
WHERE i.batch_id = ? ORDER BY n.beneficiary_id, n.instruction_id`, batch)
}

// ResultProfiles are all versions of the profiles of results the office keeps,
// with who confirmed them.
func (t *tx) ResultProfiles(ctx context.Context) ([]app.KeptResultProfile, error) {
	return list[app.KeptResultProfile](ctx, t, `SELECT `+t.columns("result_profile", "p.")+`, COALESCE(c.confirmed_by, '') AS confirmed_by
FROM result_profile p LEFT JOIN result_profile_consent c ON c.profile_no = p.act_no ORDER BY p.name, p.version`)
}
