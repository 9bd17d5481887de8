package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"chitra/beneficiary/registry"
)

// PolicyTx keeps the match policies that were set.
type PolicyTx interface {
	// Policies are all versions, by number, with who confirmed them ("" for none).
	Policies(ctx context.Context) ([]PolicyRow, error)
}

// PolicyRow is a policy that was set, and whether it is confirmed.
type PolicyRow struct {
	PolicyVersion
	ConfirmedBy string `db:"confirmed_by"`
	ConfirmedAt string `db:"confirmed_at"`
}

// BuiltInPolicy is the number of the policy that a store without any has.
const BuiltInPolicy = 1

// KeptPolicy is a version of the policy, and what it says.
type KeptPolicy struct {
	PolicyRow
	Policy  registry.Policy
	InForce bool
}

// PolicySummary is what became of a policy that somebody set.
type PolicySummary struct {
	Version int64
	Fresh   bool // false: it says what the newest version says
	Policy  registry.Policy
	Changed []PolicyChange // against the one in force
}

// PolicyChange is one value that differs.
type PolicyChange struct{ Key, Before, Now string }

// SetPolicy proposes a policy: write is given the one in force and returns the
// new one. It counts once another administrator confirms it.
func (a *App) SetPolicy(ctx context.Context, reason string, write func(registry.Policy) (registry.Policy, error)) (PolicySummary, error) {
	var out PolicySummary
	err := a.do(ctx, "policy.set", "match", func(tx Tx, d *act) error {
		if strings.TrimSpace(reason) == "" {
			return &Refused{Code: "reason_missing", Subject: "policy"}
		}
		rows, err := tx.Policies(ctx)
		if err != nil {
			return err
		}
		now, err := a.inForce(rows)
		if err != nil {
			return err
		}
		if out.Policy, err = write(now); err != nil {
			return err
		}
		newest, text := now.Text(), out.Policy.Text()
		out.Version = BuiltInPolicy
		if n := len(rows); n > 0 {
			newest, out.Version = rows[n-1].Body, rows[n-1].Version
		}
		if out.Changed = policyChanges(now, out.Policy); newest == text {
			return errNothing
		}
		out.Version, out.Fresh = out.Version+1, true
		sum := sha256.Sum256([]byte(text))
		d.figure("version", out.Version)
		return d.write(ctx, tx, PolicyVersion{ActNo: d.no, Version: out.Version, SHA256: hex.EncodeToString(sum[:]), Body: text,
			Reason: reason, ProposedBy: a.actor.Name, RecordedAt: d.stamp()})
	})
	return out, err
}

func policyChanges(before, now registry.Policy) []PolicyChange {
	var out []PolicyChange
	for _, key := range registry.PolicyKeys() {
		if x, y := before.Value(key), now.Value(key); x != y {
			out = append(out, PolicyChange{key, x, y})
		}
	}
	return out
}

// ConfirmPolicy puts a policy into force. Who set it may not, and neither may
// anybody once a later one is in force.
func (a *App) ConfirmPolicy(ctx context.Context, version int64) error {
	subject := strconv.FormatInt(version, 10)
	return a.do(ctx, "policy.confirm", subject, func(tx Tx, d *act) error {
		rows, err := tx.Policies(ctx)
		if err != nil {
			return err
		}
		var found *PolicyRow
		for i, r := range rows {
			switch {
			case r.Version == version:
				found = &rows[i]
			case r.Version > version && r.ConfirmedBy != "":
				return &Refused{Code: "policy_older", Subject: subject, Detail: strconv.FormatInt(r.Version, 10)}
			}
		}
		switch {
		case found == nil:
			return &NotFound{Kind: "policy", ID: subject}
		case found.ConfirmedBy != "":
			return errNothing
		case found.ProposedBy == a.actor.Name:
			return &Refused{Code: "same_person", Subject: subject}
		}
		return d.write(ctx, tx, PolicyConsent{Version: version, ProposedBy: found.ProposedBy, ConfirmedBy: a.actor.Name,
			RecordedAt: d.stamp(), ActNo: d.no})
	})
}

// PolicyVersions are all versions of the policy, the one built in first.
func (a *App) PolicyVersions(ctx context.Context) ([]KeptPolicy, error) {
	var out []KeptPolicy
	err := a.store.View(ctx, func(tx Tx) error {
		rows, err := tx.Policies(ctx)
		if err != nil {
			return err
		}
		text := a.policy.Text()
		sum := sha256.Sum256([]byte(text))
		out = []KeptPolicy{{PolicyRow: PolicyRow{PolicyVersion: PolicyVersion{Version: BuiltInPolicy, Body: text,
			SHA256: hex.EncodeToString(sum[:])}}, Policy: a.policy}}
		counts := 0
		for i, r := range rows {
			p, err := a.policyOf(r)
			if err != nil {
				return err
			}
			out = append(out, KeptPolicy{PolicyRow: r, Policy: p})
			if r.ConfirmedBy != "" {
				counts = i + 1
			}
		}
		out[counts].InForce = true
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	return out, nil
}

// policyInForce is the newest confirmed policy, or the one built in.
func (a *App) policyInForce(ctx context.Context, tx Tx) (registry.Policy, error) {
	rows, err := tx.Policies(ctx)
	if err != nil {
		return registry.Policy{}, fmt.Errorf("read policies: %w", err)
	}
	return a.inForce(rows)
}

func (a *App) inForce(rows []PolicyRow) (registry.Policy, error) {
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].ConfirmedBy != "" {
			return a.policyOf(rows[i])
		}
	}
	return a.policy, nil
}

// policyOf is a kept policy. What its text does not say, because nobody could
// when it was written, is as in the zero value, which accepts less. Its name
// carries that of the rules it is read by, so that other rules look anew.
func (a *App) policyOf(r PolicyRow) (registry.Policy, error) {
	p, err := registry.ReadPolicy([]byte(r.Body), registry.Policy{})
	if err != nil {
		return registry.Policy{}, fmt.Errorf("policy %d: %w", r.Version, err)
	}
	p.Version = strconv.FormatInt(r.Version, 10) + "/" + a.policy.Version
	return p, nil
}
