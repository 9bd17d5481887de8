package rules

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// ErrUnknownFamily is wrapped for a claim in a category that no table knows.
var ErrUnknownFamily = errors.New("unknown category")

// mostUnits is how many units one row may claim before a person looks at it.
const mostUnits = 10

// Claim is what a list says one person is due for one month in one category.
// An amount that is not on the list is money.Amount{}.
type Claim struct {
	Programme      payout.Programme
	Family         string
	Scope          string // province, for rates above the national ones; "" is none
	Birth          civil.Date
	Month          civil.Month
	DecidedBy      civil.Date // rates in force by this day count; zero: by the month's last day
	Coefficient    decimal.Decimal
	HasCoefficient bool
	Rate           money.Amount // Mức
	Arrears        money.Amount // Truy lĩnh
	Recovery       money.Amount // Thu hồi
	Total          money.Amount // Tổng tiền
}

// Due is what the rules give. Amount is what would be paid if nothing held it;
// 0 đồng when the rules cannot tell.
type Due struct {
	Rule        string
	Coefficient decimal.Decimal // of one unit
	Units       int
	Amount      money.Amount
	Basis       string
	Hold        payout.HoldReason // "" when the list and the rules agree
	Computed    bool              // no amount was on the list
}

// Due checks a claim against the rules. Tổng tiền must be Mức + Truy lĩnh − Thu
// hồi, and Mức the month's rate × coefficient × units, the coefficient one that
// the category's rule allows at that age in that month. Where the list names no
// amount the computed one is due, where it names no coefficient the category's;
// where neither, the amount is unknown. A claim of arrears or recovery is held
// whole. Errors are ErrUnknownFamily, ErrNoRate and those of money.
func (b *Book) Due(c Claim) (Due, error) {
	family, known := b.byCode[c.Family]
	if !known {
		return Due{}, fmt.Errorf("price %q: %w", c.Family, ErrUnknownFamily)
	}
	due := Due{Amount: money.Dong(0), Computed: c.Rate == money.Amount{} && c.Total == money.Amount{}}
	rule, hold := b.ruleFor(c)
	if family.Programme != c.Programme {
		hold = payout.HoldNotDue
	}
	if hold == "" {
		var err error
		if due, hold, err = b.price(rule, c, due); err != nil {
			return Due{}, fmt.Errorf("price %s for %s: %w", rule.Code, c.Month, err)
		}
	}
	if !c.Arrears.IsZero() || !c.Recovery.IsZero() {
		hold = payout.HoldArrearsUnproven
	}
	due.Hold = hold
	return due, nil
}

// ruleFor picks the family's rule by age: on the last day of the month, or of
// the month before where birthdays count from the month after them. Where that
// day gives none, the other one does: whoever outgrows the family during a month
// is still due that month (NĐ 20/2021: stops from the month after), and whoever
// grows into it is due from it.
func (b *Book) ruleFor(c Claim) (Rule, payout.HoldReason) {
	days := [...]civil.Date{c.Month.Last(), c.Month.Add(-1).Last()}
	if b.monthAfter(c.Month) {
		days[0], days[1] = days[1], days[0]
	}
	for _, day := range days {
		rule, hold := b.ruleOn(c, day)
		if hold != payout.HoldNotDue {
			return rule, hold
		}
	}
	return Rule{}, payout.HoldNotDue
}

// ruleOn picks by the age on a day. A date of birth that leaves the age open
// still decides when every day it may stand for gives the same rule.
func (b *Book) ruleOn(c Claim, day civil.Date) (Rule, payout.HoldReason) {
	if c.Birth.IsZero() {
		return b.ageless(c)
	}
	earliest, latest := c.Birth.Bounds()
	first, okFirst := b.ruleAt(c, earliest, day)
	last, okLast := b.ruleAt(c, latest, day)
	switch {
	case first.Code != last.Code || okFirst != okLast:
		return Rule{}, payout.HoldBirthDateUnclear
	case !okFirst:
		return Rule{}, payout.HoldNotDue
	}
	return first, ""
}

func (b *Book) ruleAt(c Claim, birth, day civil.Date) (Rule, bool) {
	age, ok := civil.CompletedYears(birth, day)
	if !ok {
		return Rule{}, false
	}
	for _, r := range b.rules[c.Family] {
		if r.validIn(c.Month) && r.admits(age) {
			return r, true
		}
	}
	return Rule{}, false
}

// ageless is the family's rule for somebody whose date of birth is not known:
// one that asks for no age.
func (b *Book) ageless(c Claim) (Rule, payout.HoldReason) {
	for _, r := range b.rules[c.Family] {
		if r.validIn(c.Month) && len(r.Ages) == 0 {
			return r, ""
		}
	}
	return Rule{}, payout.HoldBirthDateUnclear
}
