package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// price fills in what a rule gives and says what of the list's figures speaks
// against it.
func (b *Book) price(r Rule, c Claim, due Due) (Due, payout.HoldReason, error) {
	decidedBy := c.DecidedBy
	if decidedBy == (civil.Date{}) {
		decidedBy = c.Month.Last()
	}
	rate, err := b.Rate(r.Benchmark, c.Scope, c.Month, decidedBy)
	if err != nil {
		return Due{}, "", err
	}
	one, err := rate.Amount.Times(r.Coefficient, money.Exact)
	if err != nil {
		return Due{}, "", fmt.Errorf("multiply %s by %s: %w", rate.Amount, r.Coefficient, err)
	}
	due.Rule, due.Coefficient, due.Units = r.Code, r.Coefficient, 1
	due.Basis = r.Basis + "; " + rate.Basis
	units, hold := r.units(c, one, due.Computed)
	if hold == payout.HoldCoefficientNotAllowed && r.Unit == PerPerson {
		due.Amount = one // what the rule itself gives: entitled, and held
	}
	if hold != "" {
		return due, hold, nil
	}
	due.Units = units
	if due.Amount, err = one.MulInt(int64(units)); err != nil {
		return Due{}, "", fmt.Errorf("multiply by %d units: %w", units, err)
	}
	return due, c.compare(due.Amount), nil
}

// units is for how many units a row claims. Without a coefficient a person is
// one, and children are counted by the amount.
func (r Rule) units(c Claim, one money.Amount, noAmount bool) (int, payout.HoldReason) {
	switch {
	case c.HasCoefficient:
		return r.unitsOf(c.Coefficient)
	case noAmount:
		return 0, payout.HoldAmountUnknown
	case r.Unit == PerPerson:
		return 1, ""
	}
	listed := c.Rate
	if listed == (money.Amount{}) {
		listed = c.Total
	}
	n := listed.Minor() / one.Minor()
	if listed.Minor()%one.Minor() != 0 || n < 1 || n > mostUnits {
		return 0, payout.HoldAmountDiffers
	}
	return int(n), ""
}

// unitsOf is the units in a listed coefficient: the rule's own is one; where
// children count, a whole multiple is as many.
func (r Rule) unitsOf(listed decimal.Decimal) (int, payout.HoldReason) {
	most := int64(1)
	if r.Unit == PerChild {
		most = mostUnits
	}
	for n := int64(1); n <= most; n++ {
		if listed.Equal(r.Coefficient.Mul(decimal.NewFromInt(n))) {
			return int(n), ""
		}
	}
	return 0, payout.HoldCoefficientNotAllowed
}

// compare holds a row whose own figures, as far as they are there, are not the
// expected amount. Arrears and recovery are settled before: here they are
// nothing.
func (c Claim) compare(expected money.Amount) payout.HoldReason {
	for _, listed := range []money.Amount{c.Rate, c.Total} {
		if listed != (money.Amount{}) && listed != expected {
			return payout.HoldAmountDiffers
		}
	}
	return ""
}
