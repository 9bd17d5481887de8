package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/payout"
)

// ProfileTx keeps banks' profiles.
type ProfileTx interface {
	// Profiles are all versions of all profiles the office keeps, by name and
	// version.
	Profiles(ctx context.Context) ([]BankProfile, error)
	// PayerProfiles are the profiles of paying accounts that count.
	PayerProfiles(ctx context.Context) ([]PayerProfile, error)
	// ProposedProfiles are those that wait for a second person, the newest of
	// each paying account.
	ProposedProfiles(ctx context.Context) ([]PayerProfile, error)
}

// AddProfile keeps a bank's profile, with the bank's own workbook where it names
// one, and says whether it is new: the same text again changes nothing. A version
// is never replaced; the next one has a higher number, also than the profile of
// that name which comes with the program. Paying accounts keep the version they
// were made with.
func (a *App) AddProfile(ctx context.Context, text, template []byte) (p *portal.Profile, fresh bool, err error) {
	if p, err = portal.Parse(text); err != nil {
		return nil, false, err
	}
	if p.NeedsTemplate() {
		if p, err = p.WithTemplate(template); err != nil {
			return nil, false, err
		}
	}
	if _, err := a.formatFrom(p); err != nil {
		return nil, false, err
	}
	err = a.do(ctx, "profile.add", p.Out.Format, func(tx Tx, d *act) error {
		if err := a.newerProfile(ctx, tx, p); err != nil {
			return err
		}
		if len(p.Results) > 0 {
			set, err := a.resultProfiles(ctx, tx)
			if err == nil {
				_, err = set.With(p)
			}
			if err != nil {
				return err
			}
		}
		fresh = true
		return keepProfile(ctx, tx, d, p, text, template, a.actor.Name)
	})
	return p, fresh && err == nil, err
}

// newerProfile ends the act for a text that is kept, and refuses a version that
// is not above all others.
func (a *App) newerProfile(ctx context.Context, tx Tx, p *portal.Profile) error {
	version, _ := strconv.ParseInt(p.Version, 10, 64) // digits, by the profile's check
	old := func(n int64) error {
		return &Refused{Code: "profile_version_old", Subject: p.Out.Format, Detail: fmt.Sprintf("%d, %d", version, n)}
	}
	if f, ok := a.formats[p.Out.Format]; ok {
		if n, err := strconv.ParseInt(bankfile.TermsOf(f).Version, 10, 64); err != nil || n >= version {
			return old(n)
		}
	}
	all, err := tx.Profiles(ctx)
	for _, x := range all {
		switch {
		case x.Name != p.Out.Format:
		case x.SHA256 == p.SHA256:
			return errNothing
		case x.Version >= version:
			return old(x.Version)
		}
	}
	return err
}

func keepProfile(ctx context.Context, tx Tx, d *act, p *portal.Profile, text, template []byte, by string) error {
	if err := tx.PutBlob(ctx, p.SHA256, text); err != nil {
		return fmt.Errorf("keep the profile: %w", err)
	}
	if sha := p.Out.Template.SHA256; sha != "" {
		if err := tx.PutBlob(ctx, sha, template); err != nil {
			return fmt.Errorf("keep the template: %w", err)
		}
	}
	version, _ := strconv.ParseInt(p.Version, 10, 64)
	d.figure("version", p.Version)
	d.figure("sha256", p.SHA256)
	return d.write(ctx, tx, BankProfile{ActNo: d.no, Name: p.Out.Format, Version: version, SHA256: p.SHA256,
		TemplateSHA256: p.Out.Template.SHA256, BIN: p.Bank, Evidence: string(p.Evidence), AddedBy: by, RecordedAt: d.stamp()})
}

// formatFrom is the format of a profile.
func (a *App) formatFrom(p *portal.Profile) (bankfile.Format, error) {
	if !p.IsMessage() {
		return p.Format(), nil
	}
	base, ok := a.formats[p.Message]
	if !ok || base.Extension() == "xlsx" {
		return nil, &Refused{Code: "profile_message_unknown", Subject: p.Out.Format, Detail: p.Message}
	}
	return p.Over(base), nil
}

// Profiles are all versions of all profiles the office keeps.
func (a *App) Profiles(ctx context.Context) (out []BankProfile, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		out, err = tx.Profiles(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("profiles: %w", err)
	}
	return out, nil
}

// ProfileText is the text of a profile the office keeps, as it was handed in: the
// newest version for version 0. NotFound is returned where there is none.
func (a *App) ProfileText(ctx context.Context, name string, version int64) (found BankProfile, text []byte, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		all, err := tx.Profiles(ctx)
		if err != nil {
			return err
		}
		var ok bool
		if found, ok = newestProfile(all, name, version); !ok {
			return &NotFound{Kind: "profile", ID: name}
		}
		text, err = tx.Blob(ctx, found.SHA256)
		return err
	})
	return found, text, err
}

// newestProfile is the newest version of a profile, or the one asked for.
func newestProfile(all []BankProfile, name string, version int64) (BankProfile, bool) {
	of := slices.DeleteFunc(slices.Clone(all), func(p BankProfile) bool { return p.Name != name || version > 0 && p.Version != version })
	if len(of) == 0 {
		return BankProfile{}, false
	}
	return slices.MaxFunc(of, func(x, y BankProfile) int { return cmp.Compare(x.Version, y.Version) }), true
}

// parseKept reads a profile that the store keeps, without its template.
func parseKept(ctx context.Context, tx Tx, kept BankProfile) (*portal.Profile, error) {
	text, err := tx.Blob(ctx, kept.SHA256)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", kept.Name, err)
	}
	p, err := portal.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("profile %s: %w", kept.Name, err)
	}
	return p, nil
}

// keptFormat is the format of a profile that the store keeps.
func (a *App) keptFormat(ctx context.Context, tx Tx, kept BankProfile) (bankfile.Format, error) {
	p, err := parseKept(ctx, tx, kept)
	if err != nil {
		return nil, err
	}
	if p.NeedsTemplate() {
		template, err := tx.Blob(ctx, kept.TemplateSHA256)
		if err != nil {
			return nil, fmt.Errorf("template of profile %s: %w", kept.Name, err)
		}
		if p, err = p.WithTemplate(template); err != nil {
			return nil, err
		}
	}
	return a.formatFrom(p)
}

// newestFormat is what a paying account made now with a profile would have.
func (a *App) newestFormat(ctx context.Context, tx Tx, name string) (bankfile.Format, error) {
	all, err := tx.Profiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("read profiles: %w", err)
	}
	if kept, ok := newestProfile(all, name, 0); ok {
		return a.keptFormat(ctx, tx, kept)
	}
	if f, ok := a.formats[name]; ok {
		return f, nil
	}
	return nil, &Refused{Code: "profile_unknown", Subject: name}
}

// payerFormats are the formats of paying accounts, by their ids: of the version
// that counts for each, where the office keeps that. One whose profile is nowhere
// is not among them.
func (a *App) payerFormats(ctx context.Context, tx Tx, payers map[string]payout.Payer) (map[string]bankfile.Format, error) {
	all, err := tx.Profiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("read profiles: %w", err)
	}
	made, err := tx.PayerProfiles(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the payers' profiles: %w", err)
	}
	out := map[string]bankfile.Format{}
	for id, p := range payers {
		if f, ok := a.formats[p.Profile]; ok {
			out[id] = f
		}
	}
	parsed := map[string]bankfile.Format{} // by SHA-256
	for _, m := range made {
		if _, there := payers[m.PayerID]; !there {
			continue
		}
		if f, ok := a.formats[m.Profile]; ok {
			out[m.PayerID] = f
		}
		i := slices.IndexFunc(all, func(x BankProfile) bool { return x.SHA256 == m.SHA256 })
		if i < 0 {
			continue
		}
		if parsed[m.SHA256] == nil {
			if parsed[m.SHA256], err = a.keptFormat(ctx, tx, all[i]); err != nil {
				return nil, err
			}
		}
		out[m.PayerID] = parsed[m.SHA256]
	}
	return out, nil
}

// KeptFormats are the formats of every version of the profiles the office keeps,
// by name and version.
func (a *App) KeptFormats(ctx context.Context) (map[string]bankfile.Format, error) {
	out := map[string]bankfile.Format{}
	err := a.store.View(ctx, func(tx Tx) error {
		all, err := tx.Profiles(ctx)
		if err != nil {
			return err
		}
		for _, kept := range all {
			f, err := a.keptFormat(ctx, tx, kept)
			if err != nil {
				return err
			}
			out[fmt.Sprintf("%s %d", kept.Name, kept.Version)] = f
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("kept formats: %w", err)
	}
	return out, nil
}
