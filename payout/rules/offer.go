package rules

import (
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// Offer is a rule that a list may claim, with what it gives a unit.
type Offer struct {
	Rule
	Name   string       // of its family, Vietnamese
	Amount money.Amount // a unit a month; no amount where no month is asked for
}

// Offers returns the rules of a programme that are in force in a month, in the
// order of the tables; those without an end where no month is asked for.
func (b *Book) Offers(p payout.Programme, month civil.Month) ([]Offer, error) {
	var out []Offer
	for _, f := range b.families {
		if f.Programme != p {
			continue
		}
		for _, r := range b.rules[f.Code] {
			offer := Offer{Rule: r, Name: f.Name}
			switch {
			case month.IsZero() && !r.To.IsZero(), !month.IsZero() && !r.validIn(month):
				continue
			case !month.IsZero():
				rate, err := b.Rate(r.Benchmark, National, month, month.Last())
				if err != nil {
					return nil, err
				}
				if offer.Amount, err = rate.Amount.Times(r.Coefficient, money.Exact); err != nil {
					return nil, err
				}
			}
			out = append(out, offer)
		}
	}
	return out, nil
}
