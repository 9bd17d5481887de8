package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"chitra/bankfile/portal"
)

// ResultProfileTx keeps profiles of banks' answers.
type ResultProfileTx interface {
	// ResultProfiles are all versions the office keeps, by name and version, with
	// who confirmed them.
	ResultProfiles(ctx context.Context) ([]KeptResultProfile, error)
}

// KeptResultProfile is a profile of results and whether it counts.
type KeptResultProfile struct {
	ResultProfile
	ConfirmedBy string `db:"confirmed_by"` // "" for nobody yet
}

// AddResultProfile keeps a profile of a bank's answers and says whether it is
// new: the same text again changes nothing. A version is never replaced. Answers
// are read with it when somebody else has confirmed it. One by which an answer
// could be read in two ways is refused: portal.ProfileFaults.
func (a *App) AddResultProfile(ctx context.Context, text []byte) (p *portal.ResultProfile, fresh bool, err error) {
	if p, err = portal.ParseResult(text); err != nil {
		return nil, false, err
	}
	version, _ := strconv.ParseInt(p.Version, 10, 64) // digits, by the profile's check
	err = a.do(ctx, "profile.add_result", p.Name, func(tx Tx, d *act) error {
		if err := a.newerResultProfile(ctx, tx, p, version); err != nil {
			return err
		}
		fresh = true
		if err := tx.PutBlob(ctx, p.SHA256, text); err != nil {
			return fmt.Errorf("keep the profile: %w", err)
		}
		d.figure("version", p.Version)
		d.figure("sha256", p.SHA256)
		return d.write(ctx, tx, ResultProfile{ActNo: d.no, Name: p.Name, Version: version, SHA256: p.SHA256, BIN: p.Bank,
			Evidence: string(p.Evidence), AddedBy: a.actor.Name, RecordedAt: d.stamp()})
	})
	return p, fresh && err == nil, err
}

// newerResultProfile ends the act for a text that is kept, and refuses a version
// that is not above all others, or that reads what another reads.
func (a *App) newerResultProfile(ctx context.Context, tx Tx, p *portal.ResultProfile, version int64) error {
	old := func(n int64) error {
		return &Refused{Code: "profile_version_old", Subject: p.Name, Detail: fmt.Sprintf("%d, %d", version, n)}
	}
	kept, err := tx.ResultProfiles(ctx)
	if err != nil {
		return err
	}
	for _, k := range kept {
		switch {
		case k.Name != p.Name:
		case k.SHA256 == p.SHA256:
			return errNothing
		case k.Version >= version:
			return old(k.Version)
		}
	}
	set, err := a.resultProfiles(ctx, tx)
	if err != nil {
		return err
	}
	if built, ok := set.ResultNamed(p.Name); ok {
		if n, err := strconv.ParseInt(built.Version, 10, 64); err != nil || n >= version {
			return old(n)
		}
	}
	_, err = set.WithResults(p)
	return err
}

// ConfirmResultProfile puts the newest version of a profile of results into
// force. Who added it may not.
func (a *App) ConfirmResultProfile(ctx context.Context, name string) (out KeptResultProfile, err error) {
	err = a.do(ctx, "profile.confirm_result", name, func(tx Tx, d *act) error {
		kept, err := tx.ResultProfiles(ctx)
		if err != nil {
			return err
		}
		kept = slices.DeleteFunc(kept, func(k KeptResultProfile) bool { return k.Name != name })
		if len(kept) == 0 {
			return &NotFound{Kind: "profile", ID: name}
		}
		switch out = kept[len(kept)-1]; {
		case out.ConfirmedBy != "":
			return errNothing
		case out.AddedBy == a.actor.Name:
			return &Refused{Code: "same_person", Subject: name}
		}
		out.ConfirmedBy = a.actor.Name
		set, err := a.resultProfiles(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := withKept(ctx, tx, set, out); err != nil { // another may have come into force meanwhile
			return err
		}
		d.figure("version", out.Version)
		return d.write(ctx, tx, ResultProfileConsent{ActNo: d.no, ProfileNo: out.ActNo, ProposedBy: out.AddedBy, ConfirmedBy: a.actor.Name, RecordedAt: d.stamp()})
	})
	return out, err
}

// ResultProfiles are all versions of the profiles of results that the office
// keeps.
func (a *App) ResultProfiles(ctx context.Context) (out []KeptResultProfile, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		out, err = tx.ResultProfiles(ctx)
		return err
	})
	return out, err
}

// ResultProfileText is the text of a profile of results the office keeps, as it
// was handed in: the newest version for version 0. NotFound is returned where
// there is none.
func (a *App) ResultProfileText(ctx context.Context, name string, version int64) (found KeptResultProfile, text []byte, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		all, err := tx.ResultProfiles(ctx)
		if err != nil {
			return err
		}
		for _, k := range all {
			if k.Name == name && (version == 0 || version == k.Version) {
				found = k
			}
		}
		if found.ActNo == 0 {
			return &NotFound{Kind: "profile", ID: name}
		}
		text, err = tx.Blob(ctx, found.SHA256)
		return err
	})
	return found, text, err
}

// resultProfiles are what answers are read with: those that come with the
// program, those of paying accounts, and those two people of the office have put
// into force, each in its newest version.
func (a *App) resultProfiles(ctx context.Context, tx Tx) (set *portal.Set, err error) {
	if set = a.results; set == nil {
		if set, err = portal.Profiles(); err != nil {
			return nil, err
		}
	}
	if set, err = a.withPayers(ctx, tx, set); err != nil {
		return nil, err
	}
	kept, err := tx.ResultProfiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("read result profiles: %w", err)
	}
	for _, k := range kept {
		if k.ConfirmedBy == "" {
			continue
		}
		if set, err = withKept(ctx, tx, set, k); unlessAlike(err) != nil {
			return nil, err
		}
	}
	return set, nil
}

// unlessAlike lets two profiles of one header stand, where both came into force
// some other way than one after the other: a workbook with that header is refused.
func unlessAlike(err error) error {
	var faults portal.ProfileFaults
	if errors.As(err, &faults) {
		return nil
	}
	return err
}

func withKept(ctx context.Context, tx Tx, set *portal.Set, k KeptResultProfile) (*portal.Set, error) {
	text, err := tx.Blob(ctx, k.SHA256)
	if err != nil {
		return nil, fmt.Errorf("result profile %s: %w", k.Name, err)
	}
	p, err := portal.ParseResult(text)
	if err != nil {
		return nil, fmt.Errorf("result profile %s: %w", k.Name, err)
	}
	return set.WithResults(p)
}

// withPayers adds what the profiles in force of paying accounts say of answers:
// two people have put each into force.
func (a *App) withPayers(ctx context.Context, tx Tx, set *portal.Set) (*portal.Set, error) {
	made, err := tx.PayerProfiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the payers' profiles: %w", err)
	}
	all, err := tx.Profiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("read profiles: %w", err)
	}
	rows, err := tx.Payers(ctx)
	if err != nil {
		return nil, fmt.Errorf("read payers: %w", err)
	}
	confirmed := map[string]bool{}
	for _, r := range rows {
		confirmed[r.ID] = r.ConfirmedBy != ""
	}
	inForce := map[string]bool{}
	for _, m := range made {
		inForce[m.SHA256] = inForce[m.SHA256] || confirmed[m.PayerID]
	}
	for _, kept := range all {
		if !inForce[kept.SHA256] {
			continue
		}
		p, err := parseKept(ctx, tx, kept)
		if err != nil {
			return nil, err
		}
		if len(p.Results) == 0 {
			continue
		}
		if set, err = set.With(p); unlessAlike(err) != nil {
			return nil, err
		}
	}
	return set, nil
}
