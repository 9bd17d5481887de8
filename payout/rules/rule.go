package rules

import (
	"github.com/shopspring/decimal"

	"chitra/internal/civil"
)

// Unit says what a rule's coefficient counts for.
type Unit uint8

const (
	// PerPerson is always one unit.
	PerPerson Unit = iota + 1
	// PerChild is one unit for each child (NĐ 20/2021 Điều 5.4).
	PerChild
)

// Ages is a range of completed years, both ends included.
type Ages struct{ From, To int }

// anyAge is the end of a range without an end.
const anyAge = 999

// Rule is one line of Điều 6: of whom, how much, from when to when.
type Rule struct {
	Code, Family string
	Benchmark    Benchmark
	Ages         []Ages // none is any age
	Coefficient  decimal.Decimal
	Unit         Unit
	From, To     civil.Date // To is zero while the rule has no end
	Basis        string
	Status       string
}

// validIn reports whether the rule is in force on the first day of a month.
func (r Rule) validIn(month civil.Month) bool {
	first := month.First()
	return r.From.Compare(first) <= 0 && (r.To.IsZero() || first.Compare(r.To) <= 0)
}

// admits reports whether the rule is for people of an age.
func (r Rule) admits(age int) bool {
	for _, a := range r.Ages {
		if a.From <= age && age <= a.To {
			return true
		}
	}
	return len(r.Ages) == 0
}

// clashes reports whether two rules could both apply to one person on one day.
func (r Rule) clashes(o Rule) bool {
	if r.Family != o.Family ||
		!r.To.IsZero() && r.To.Compare(o.From) < 0 || !o.To.IsZero() && o.To.Compare(r.From) < 0 {
		return false
	}
	if len(r.Ages) == 0 || len(o.Ages) == 0 {
		return true
	}
	for _, a := range r.Ages {
		for _, b := range o.Ages {
			if a.From <= b.To && b.From <= a.To {
				return true
			}
		}
	}
	return false
}
