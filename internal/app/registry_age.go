package app

import (
	"context"
	"slices"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
)

// checkAge refuses to match a period against a snapshot that is too old for it,
// until somebody consents. Its age is that of the last whole file: changes make it no younger. What is consented to now comes back; what was before is
// found again.
func (a *App) checkAge(ctx context.Context, tx Tx, s RegistrySnapshot, period civil.Month, c Consent) (*RegistryConsent, error) {
	asOf, err := wholeAsOf(ctx, tx, s)
	if err != nil {
		return nil, err
	}
	breach, old := a.guards.CheckAge(asOf, period)
	if !old {
		return nil, nil
	}
	given, err := tx.Consents(ctx, s.ActNo)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(given, func(g RegistryConsent) bool { return g.Code == registry.BreachOld && g.Period == period.String() }) {
		return nil, nil
	}
	if !slices.Contains(c.Accept, breach.Code) {
		return nil, &Refused{Code: breach.Code, Subject: period.String(), Detail: breach.Measured}
	}
	return &RegistryConsent{Code: breach.Code, SnapshotNo: s.ActNo, Period: period.String(), Measured: breach.Measured, Reason: c.Reason}, nil
}

// wholeAsOf is the day of the last whole file that a snapshot rests on.
func wholeAsOf(ctx context.Context, tx Tx, s RegistrySnapshot) (civil.Date, error) {
	all, err := tx.Snapshots(ctx)
	if err != nil {
		return civil.Date{}, err
	}
	byNo := make(map[int64]SnapshotFacts, len(all))
	for _, one := range all {
		byNo[one.RegistrySnapshot.ActNo] = one
	}
	day := s.AsOf
	for one, ok := byNo[s.ActNo]; ok; one, ok = byNo[one.BaseNo] {
		if day = one.AsOf; one.Kind == SnapshotFull || one.Kind == "" {
			break
		}
	}
	return parseDay(day)
}

// by is the consent as a fact of an act.
func (c RegistryConsent) by(d *act, actor string) RegistryConsent {
	c.ActNo, c.Actor, c.RecordedAt = d.no, actor, d.stamp()
	return c
}
