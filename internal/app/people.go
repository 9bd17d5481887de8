package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"

	"chitra/beneficiary/registry"
	"chitra/payout"
)

// people gives matched persons the beneficiary identifier that is theirs, or a
// new one. Every number points to exactly one beneficiary.
type people struct {
	tx       Tx
	act      *act
	storeID  string
	snapshot int64
	owner    map[string]string   // number → beneficiary
	now      map[string][]string // beneficiary → numbers that the registry has now
	ids      []Beneficiary
	numbers  []BeneficiaryNumber
}

func newPeople(ctx context.Context, tx Tx, d *act, snapshot int64) (*people, error) {
	info, err := tx.Info(ctx)
	if err != nil {
		return nil, err
	}
	return &people{tx: tx, act: d, storeID: info.ID, snapshot: snapshot, owner: map[string]string{}, now: map[string][]string{}}, nil
}

// settle fills in the beneficiary of every match that names a person. A person
// whose numbers, old and new, belong to two beneficiaries is left for people to
// join: no payment is made for either by this row.
func (p *people) settle(ctx context.Context, matches []RowMatch, oldIDs map[string][]string) error {
	var unknown []string
	for _, m := range matches {
		if m.PersonalID == "" {
			continue
		}
		for _, n := range append([]string{m.PersonalID}, oldIDs[m.PersonalID]...) {
			if _, ok := p.owner[n]; !ok {
				unknown = append(unknown, n)
			}
		}
	}
	known, err := p.tx.BeneficiariesOf(ctx, unknown)
	if err != nil {
		return fmt.Errorf("find beneficiaries: %w", err)
	}
	for _, k := range known {
		p.owner[k.PersonalID] = k.BeneficiaryID
	}
	if err := p.lookForOthers(ctx, matches, oldIDs); err != nil {
		return err
	}
	for i, m := range matches {
		if m.PersonalID == "" {
			continue
		}
		id, ok := p.of(m.PersonalID, oldIDs[m.PersonalID])
		if matches[i].BeneficiaryID = id; !ok {
			matches[i].Hold = string(payout.HoldUnmatched)
		}
	}
	return nil
}

// lookForOthers learns which numbers the registry has now of the beneficiaries
// that a new number would join by a number held before.
func (p *people) lookForOthers(ctx context.Context, matches []RowMatch, oldIDs map[string][]string) error {
	var joined []string
	for _, m := range matches {
		if _, known := p.owner[m.PersonalID]; known || m.PersonalID == "" {
			continue
		}
		for _, n := range oldIDs[m.PersonalID] {
			if id := p.owner[n]; id != "" {
				joined = append(joined, id)
			}
		}
	}
	if len(joined) == 0 {
		return nil
	}
	held, err := p.tx.NumbersOf(ctx, joined)
	if err != nil {
		return fmt.Errorf("find the numbers of beneficiaries: %w", err)
	}
	numbers := make([]string, len(held))
	for i, h := range held {
		numbers[i] = h.PersonalID
	}
	there, err := p.tx.PersonsByNumber(ctx, p.snapshot, numbers)
	if err != nil {
		return fmt.Errorf("find persons: %w", err)
	}
	for _, h := range held {
		if slices.ContainsFunc(there, func(r RegistryPerson) bool {
			return r.PersonalID == h.PersonalID && r.Status != string(registry.Cancelled)
		}) {
			p.now[h.BeneficiaryID] = append(p.now[h.BeneficiaryID], h.PersonalID)
		}
	}
	return nil
}

// of is the one owner of a number and of the numbers it replaced; not ok when
// they have two, or when a number held before belongs to somebody whom the
// registry has beside this person.
func (p *people) of(number string, old []string) (id string, ok bool) {
	for _, n := range append([]string{number}, old...) {
		switch owner, known := p.owner[n]; {
		case !known:
		case id == "":
			id = owner
		case id != owner:
			return "", false
		}
	}
	if _, known := p.owner[number]; !known && slices.ContainsFunc(p.now[id], func(n string) bool {
		return n != number && !slices.Contains(old, n)
	}) {
		return "", false
	}
	if id == "" {
		id = beneficiaryID(p.storeID, number)
		p.ids = append(p.ids, Beneficiary{ID: id, ActNo: p.act.no, RecordedAt: p.act.stamp()})
	}
	if !slices.Contains(p.now[id], number) {
		p.now[id] = append(p.now[id], number)
	}
	for _, n := range append([]string{number}, old...) {
		if _, known := p.owner[n]; !known {
			p.owner[n] = id
			p.numbers = append(p.numbers, BeneficiaryNumber{PersonalID: n, BeneficiaryID: id, ActNo: p.act.no})
		}
	}
	return id, true
}

// beneficiaryID is "B" and 14 base-32 letters: an identifier of our own, the
// same on every machine that serves the store, and nobody's number as text.
func beneficiaryID(storeID, number string) string {
	sum := sha256.Sum256([]byte("beneficiary\x00" + storeID + "\x00" + number))
	return "B" + base32.StdEncoding.EncodeToString(sum[:])[:14]
}

func (p *people) write(ctx context.Context) error {
	slices.SortFunc(p.ids, func(x, y Beneficiary) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(p.numbers, func(x, y BeneficiaryNumber) int { return cmp.Compare(x.PersonalID, y.PersonalID) })
	if _, err := p.act.writeAll(ctx, p.tx, factsOf(p.ids), "beneficiary"); err != nil {
		return err
	}
	_, err := p.act.writeAll(ctx, p.tx, factsOf(p.numbers), "beneficiary_number")
	return err
}
