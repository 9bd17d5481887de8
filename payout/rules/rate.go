package rules

import (
	"errors"
	"fmt"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// ErrNoRate is wrapped when no benchmark is valid for a month.
var ErrNoRate = errors.New("no rate is valid for the month")

// National is the scope of rates that hold everywhere. Any other scope is a
// province that may set higher ones.
const National = "national"

// Benchmark names what a coefficient multiplies, such as MUC_CHUAN_TGXH.
type Benchmark string

// Rate is a benchmark's amount a month from a day on. Status is how well it is
// known: V verified in the legal text, V2 second-hand, M the date from memory.
type Rate struct {
	Benchmark Benchmark
	Scope     string
	From      civil.Date // the first day it counts for
	Amount    money.Amount
	Decided   civil.Date // the day its decision is in force
	Basis     string
	Status    string
}

// Rate returns the highest rate of a benchmark that counts for a month, among
// those national or of the scope that were in force by a day: later days know
// of rates raised for months already paid. None is ErrNoRate.
func (b *Book) Rate(benchmark Benchmark, scope string, month civil.Month, decidedBy civil.Date) (Rate, error) {
	var best Rate
	for _, r := range b.rates {
		counts := r.Benchmark == benchmark && (r.Scope == National || r.Scope == scope) &&
			r.From.Compare(month.First()) <= 0 && r.Decided.Compare(decidedBy) <= 0
		if counts && r.Amount.Minor() > best.Amount.Minor() {
			best = r
		}
	}
	if best.Amount.IsZero() {
		return Rate{}, fmt.Errorf("%s for %s as decided by %s: %w", benchmark, month, decidedBy.ISO(), ErrNoRate)
	}
	return best, nil
}
