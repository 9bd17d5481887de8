package reports

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"chitra/internal/money"
	"chitra/payout"
)

// Closed is what the sealed report of a closed period said. Answers that came
// later move payments, never the sealed report: a later report of the period
// prints both, and the difference by cause.
type Closed struct {
	AsOf   time.Time
	SHA256 string // of the sealed report

	Beneficiaries, WithAccount, Paid int
	PaidAmount                       money.Amount

	// Moves are the people who stand elsewhere now, as Moved returns them.
	Moves []Move
}

// Move is people who stood in one place when the period was closed and stand in
// another now. A From or To of "" is nowhere: their due came or went since.
type Move struct {
	From, To Place
	Persons  int
}

// Seal takes from a report what a later report of its period is compared with.
func Seal(r *CoverageReport, sha256 string, moves []Move) *Closed {
	return &Closed{
		AsOf: r.AsOf, SHA256: sha256, Beneficiaries: r.Beneficiaries,
		WithAccount: r.WithAccount, Paid: r.Paid, PaidAmount: r.PaidAmount(), Moves: moves,
	}
}

// Moved compares the facts of one period at two cut-offs, person by person.
// Moves are ordered as reports print the places.
func Moved(before, now iter.Seq[PersonMonth]) ([]Move, error) {
	was, err := standings(before)
	if err != nil {
		return nil, fmt.Errorf("facts at the closing: %w", err)
	}
	is, err := standings(now)
	if err != nil {
		return nil, fmt.Errorf("facts now: %w", err)
	}
	moves := map[Move]int{}
	for key, from := range was {
		if to := is[key]; to != from {
			moves[Move{From: from, To: to}]++
		}
	}
	for key, to := range is {
		if _, ok := was[key]; !ok {
			moves[Move{To: to}]++
		}
	}
	return sortedMoves(moves), nil
}

func standings(facts iter.Seq[PersonMonth]) (map[personKey]Place, error) {
	c := newCount()
	for m := range facts {
		if err := m.check(m.Month, m.Month); err != nil {
			return nil, err
		}
		if m.State == payout.PaymentVoid {
			continue
		}
		if err := c.take(&m); err != nil {
			return nil, fmt.Errorf("fact of %s: %w", m.Person, err)
		}
	}
	out := make(map[personKey]Place, len(c.persons))
	for key, p := range c.persons {
		out[key], _ = p.place()
	}
	return out, nil
}

func sortedMoves(moves map[Move]int) []Move {
	order := Places()
	out := make([]Move, 0, len(moves))
	for m, n := range moves {
		m.Persons = n
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Move) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.From), slices.Index(order, b.From)),
			cmp.Compare(slices.Index(order, a.To), slices.Index(order, b.To)),
		)
	})
	return out
}

// check holds the moves against both figures: whoever is paid now was paid then
// or moved there, and likewise for all beneficiaries.
func (c *Closed) check(now *Figures) error {
	paid, all := c.Paid, c.Beneficiaries
	for _, m := range c.Moves {
		if m.To == Paid {
			paid += m.Persons
		}
		if m.From == Paid {
			paid -= m.Persons
		}
		if m.From == "" {
			all += m.Persons
		}
		if m.To == "" {
			all -= m.Persons
		}
	}
	if err := same("people paid since the closing", now.Paid, paid); err != nil {
		return err
	}
	return same("people since the closing", now.Beneficiaries, all)
}

// Difference is one figure at the closing and now, ready to print.
type Difference struct {
	Label, Was, Is, Change string
}

// Differences returns the figures of the sealed report beside those of now; nil
// for a period that is not closed.
func (r *CoverageReport) Differences(l Lang) []Difference {
	c := r.Closed
	if c == nil {
		return nil
	}
	w := l.Words()
	count := func(label string, was, is int) Difference {
		return Difference{label, l.Count(was), l.Count(is), l.signed(int64(is - was))}
	}
	return []Difference{
		count(w.Beneficiaries, c.Beneficiaries, r.Beneficiaries),
		count(w.WithAccount, c.WithAccount, r.WithAccount),
		count(w.Paid, c.Paid, r.Paid),
		{
			Label: w.Amount + " (" + w.Dong + ")",
			Was:   l.Dong(c.PaidAmount), Is: l.Dong(r.PaidAmount()),
			Change: l.signed(r.PaidAmount().Minor() - c.PaidAmount.Minor()),
		},
	}
}
