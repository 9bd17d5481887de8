package payout

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// ErrEntitlement is wrapped when a line is not a whole entitlement.
var ErrEntitlement = errors.New("not an entitlement")

// CauseRegular is the cause of a line that is due by the month alone. Any other
// cause is the rate or decision that made a difference.
const CauseRegular = "regular"

// EntitlementLine is one line of what is due. (Beneficiary, Programme, Rule,
// About, Month, Cause) is unique among lines that are not void.
type EntitlementLine struct {
	Beneficiary, ID string
	Programme       Programme
	Rule            string // BTXH-06C
	About           string // child or ward the line is for; "" for the beneficiary
	Month           civil.Month
	Cause           string
	Units           int
	Coefficient     decimal.Decimal
	Amount          money.Amount
	Basis           string // legal basis
}

// NewEntitlementLine returns the line with its identifier. It refuses a line
// without beneficiary, programme, rule, month, cause, currency or unit.
func NewEntitlementLine(l EntitlementLine) (EntitlementLine, error) {
	switch {
	case l.Beneficiary == "" || l.Programme == "" || l.Rule == "" || l.Cause == "":
		return EntitlementLine{}, fmt.Errorf("a line without beneficiary, programme, rule or cause: %w", ErrEntitlement)
	case l.Month.IsZero():
		return EntitlementLine{}, fmt.Errorf("a line without a month: %w", ErrEntitlement)
	case l.Units < 1:
		return EntitlementLine{}, fmt.Errorf("%d units: %w", l.Units, ErrEntitlement)
	case l.Amount.Currency() == "":
		return EntitlementLine{}, fmt.Errorf("a line without an amount: %w", ErrEntitlement)
	}
	l.ID = identifier("E", l.Beneficiary, string(l.Programme), l.Rule, l.About, l.Month.String(), l.Cause)
	return l, nil
}

// fields is the line's part of a payment's canonical form.
func (l EntitlementLine) fields() []string {
	return []string{
		l.ID, l.Rule, l.About, l.Month.String(), l.Cause, fmt.Sprint(l.Units),
		l.Coefficient.String(), l.Amount.Digits(), string(l.Amount.Currency()), l.Basis,
	}
}
