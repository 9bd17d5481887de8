package app

import (
	"context"
	"fmt"
	"slices"

	"chitra/bankfile"
	"chitra/payout"
)

// ProposeProfile proposes another profile, or the newest version of its own, for
// a paying account. Files are written by the one before until somebody else
// confirms.
func (a *App) ProposeProfile(ctx context.Context, payer, profile string) (PayerProfile, error) {
	var out PayerProfile
	err := a.do(ctx, "payer.profile", payer, func(tx Tx, d *act) error {
		rows, err := tx.Payers(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(rows, func(r PayerRow) bool { return r.ID == payer })
		if at < 0 {
			return &NotFound{Kind: "payer", ID: payer}
		}
		if (rows[at].Profile == payout.CashProfile) != (profile == payout.CashProfile) {
			return &Refused{Code: "desk_stays_desk", Subject: payer, Detail: profile}
		}
		format, err := a.newestFormat(ctx, tx, profile)
		if err != nil {
			return err
		}
		t := bankfile.TermsOf(format)
		out = PayerProfile{ActNo: d.no, PayerID: payer, Profile: profile, Version: t.Version, SHA256: t.SHA256, Evidence: t.Evidence, ProposedBy: a.actor.Name}
		d.figure("profile", fmt.Sprintf("%s %s", profile, t.Version))
		return d.write(ctx, tx, out)
	})
	return out, err
}

// ConfirmProfile puts the profile that was proposed last for a paying account
// into force. Who proposed it may not.
func (a *App) ConfirmProfile(ctx context.Context, payer string) (PayerProfile, error) {
	var out PayerProfile
	err := a.do(ctx, "payer.confirm_profile", payer, func(tx Tx, d *act) error {
		proposed, err := tx.ProposedProfiles(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(proposed, func(p PayerProfile) bool { return p.PayerID == payer })
		if i < 0 {
			return &NotFound{Kind: "proposed profile", ID: payer}
		}
		if out = proposed[i]; out.ProposedBy == a.actor.Name {
			return &Refused{Code: "same_person", Subject: payer}
		}
		d.figure("profile", fmt.Sprintf("%s %s", out.Profile, out.Version))
		return d.write(ctx, tx, PayerProfileConsent{ProfileNo: out.ActNo, ProposedBy: out.ProposedBy, ConfirmedBy: a.actor.Name,
			RecordedAt: d.stamp(), ActNo: d.no})
	})
	return out, err
}
