package main

import (
	"context"
	"strconv"

	"chitra/internal/app"
)

type profileConfirmCmd struct {
	Name string `arg:"" help:"${profile_name}"`
}

// profileConfirmed is a profile of results that came into force.
type profileConfirmed struct {
	listedProfile
	Status string `json:"status"` // active
}

func (c *profileConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	p, err := a.ConfirmResultProfile(ctx, c.Name)
	return &profileConfirmed{listedProfile: keptResultOf(p), Status: app.UserActive}, err
}

func (c *profileConfirmed) needsPerson() bool { return false }

func (c *profileConfirmed) show(p *page) {
	p.line("Kết quả ngân hàng được đọc theo mẫu %s phiên bản %s.", "Answers are read with the profile %s version %s.", c.Profile, c.Version)
}

func keptResultOf(p app.KeptResultProfile) listedProfile {
	return listedProfile{Profile: p.Name, Version: strconv.FormatInt(p.Version, 10), SHA256: p.SHA256, Bank: p.BIN, Evidence: p.Evidence,
		Source: fromOffice, Kind: ofResults, AddedBy: p.AddedBy, RecordedAt: p.RecordedAt, Confirmed: p.ConfirmedBy}
}

// addResult keeps a profile of results, which waits for a second person.
func (s *shell) addResult(ctx context.Context, a *app.App, file string, text []byte) (outcome, error) {
	p, fresh, err := a.AddResultProfile(ctx, text)
	out := &profileAdded{File: file, Kind: ofResults, Faults: s.profileFaults(err)}
	if out.Status, err = addedStatus(fresh, out.Faults, err); err != nil || out.failed() {
		return out, err
	}
	out.Profile, out.Version, out.SHA256, out.Evidence = p.Name, p.Version, p.SHA256, string(p.Evidence)
	return out, nil
}
