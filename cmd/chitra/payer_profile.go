package main

import (
	"context"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type payerProfileCmd struct {
	ID      string `arg:"" help:"${payer_id}"`
	Profile string `placeholder:"PROFILE" help:"${payer_profile}"`
	Confirm bool   `help:"${payer_confirmed}"`
}

// payerProfiled is a profile proposed or put into force for a paying account.
type payerProfiled struct {
	Payer    string `json:"payer"`
	Profile  string `json:"profile"`
	Version  string `json:"version"`
	Evidence string `json:"evidence"`
	Status   string `json:"status"` // proposed, active
}

func (c *payerProfileCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if c.Confirm == (c.Profile != "") {
		return nil, failedWith("usage", "--profile PROFILE | --confirm")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	act, status := a.ConfirmProfile, app.UserActive
	if !c.Confirm {
		act = func(ctx context.Context, id string) (app.PayerProfile, error) {
			return a.ProposeProfile(ctx, id, c.Profile)
		}
		status = app.UserProposed
	}
	p, err := act(ctx, c.ID)
	return &payerProfiled{Payer: c.ID, Profile: p.Profile, Version: p.Version, Evidence: p.Evidence, Status: status}, err
}

func (c *payerProfiled) needsPerson() bool { return false }

func (c *payerProfiled) show(p *page) {
	evidence := p.words.Name(wording.Evidence, c.Evidence)
	if c.Status == app.UserProposed {
		p.line("Mẫu %s %s (%s) cho %s chờ người khác xác nhận: chitra payer profile %s --confirm",
			"The profile %s %s (%s) of %s waits for somebody else: chitra payer profile %s --confirm", c.Profile, c.Version, evidence, c.Payer, c.Payer)
		return
	}
	p.line("Tài khoản chi %s lập tệp theo mẫu %s %s (%s).", "Files of %[1]s are written by %[2]s %[3]s (%[4]s).", c.Payer, c.Profile, c.Version, evidence)
}
