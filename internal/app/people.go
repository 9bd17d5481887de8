package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"slices"

	"chitra/payout"
)

// people gives matched persons the beneficiary identifier that is theirs, or a
// new one. Every number points to exactly one beneficiary.
type people struct {
	tx      Tx
	act     *act
	storeID string
	owner   map[string]string // number → beneficiary
	ids     []Beneficiary
	numbers []BeneficiaryNumber
}

func newPeople(ctx context.Context, tx Tx, d *act) (*people, error) {
	info, err := tx.Info(ctx)
	if err != nil {
		return nil, err
	}
	return &people{tx: tx, act: d, storeID: info.ID, owner: map[string]string{}}, nil
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

// of is the one owner of a number and of the numbers it replaced; not ok when
// they have two.
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
	if id == "" {
		id = beneficiaryID(p.storeID, number)
		p.ids = append(p.ids, Beneficiary{ID: id, ActNo: p.act.no, RecordedAt: p.act.stamp()})
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
