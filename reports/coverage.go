package reports

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"chitra/internal/civil"
	"chitra/payout"
)

// TargetPercent is the share of beneficiaries with an account that the province
// set itself, in whole percent: what AccountShare is held against.
const TargetPercent = 30

// CoverageReport says how many people the money really reached. Its Figures are
// those of everybody; Lines break them down.
type CoverageReport struct {
	Figures
	By       Dimension
	From, To civil.Month
	// AsOf is the cut-off: only facts recorded by then are counted.
	AsOf time.Time
	// Target is TargetPercent unless the caller sets another.
	Target int
	// Unit is whose figures these are, printed under the title; "" for none.
	Unit string
	// Practice marks the figures of a practice store. It is printed on every
	// form of the report.
	Practice bool
	// Lines are ordered by key, "" last. Nil for Total.
	Lines []CoverageLine
	// CountedAgain is how often people of several lines are counted beyond the
	// first: lines' beneficiaries add up to Beneficiaries + CountedAgain.
	CountedAgain int
	// Closed is the sealed report of the same period, when it is closed.
	Closed *Closed
}

// CoverageLine is the figures of one commune, programme, bank or category. A
// person's place in a line is that of the months that belong to the line.
type CoverageLine struct {
	Key, Name string
	Figures
}

// Coverage counts the facts of the months from..to, in any order. The caller
// hands in only facts recorded by asOf. A fact outside the period, without a
// person, in an unknown state or in another currency than the others is an
// error, and so are figures that do not add up (ErrConservation).
//
// It keeps a few dozen bytes for each person, whatever the number of months.
func Coverage(facts iter.Seq[PersonMonth], by Dimension, from, to civil.Month, asOf time.Time) (*CoverageReport, error) {
	if from.IsZero() || to.Compare(from) < 0 {
		return nil, fmt.Errorf("coverage: no period from %q to %q", from, to)
	}
	all, groups := newCount(), newGrouping(by)
	for m := range facts {
		if err := m.check(from, to); err != nil {
			return nil, fmt.Errorf("coverage: %w", err)
		}
		if m.State == payout.PaymentVoid {
			continue
		}
		if err := all.take(&m); err != nil {
			return nil, fmt.Errorf("coverage: fact of %s: %w", m.Person, err)
		}
		if err := groups.take(&m); err != nil {
			return nil, fmt.Errorf("coverage: fact of %s: %w", m.Person, err)
		}
	}
	r := &CoverageReport{
		Figures: all.figures(), By: by, From: from, To: to, AsOf: asOf, Target: TargetPercent,
		Lines: groups.lines(), CountedAgain: groups.countedAgain(len(all.persons)),
	}
	return r, r.Check()
}

// Check says whether every sum of the report holds, of all people, of each line
// and of the lines together. Every writer asks it before it writes anything.
func (r *CoverageReport) Check() error {
	if err := r.Figures.Check(); err != nil {
		return err
	}
	if r.Closed != nil {
		if err := r.Closed.check(&r.Figures); err != nil {
			return err
		}
	}
	if r.By == Total {
		return nil
	}
	people, paid, entitled := 0, Tally{}, Tally{}
	for i := range r.Lines {
		l := &r.Lines[i]
		if err := l.Check(); err != nil {
			return fmt.Errorf("line %q: %w", l.Key, err)
		}
		people += l.Beneficiaries
		if err := entitled.merge(l.Entitled); err != nil {
			return fmt.Errorf("line %q: %w", l.Key, err)
		}
		if err := paid.merge(l.Payments[payout.PaymentPaid]); err != nil {
			return fmt.Errorf("line %q: %w", l.Key, err)
		}
	}
	if err := same("people and those counted again", r.Beneficiaries+r.CountedAgain, people); err != nil {
		return err
	}
	if !entitled.equal(r.Entitled) || !paid.equal(r.Payments[payout.PaymentPaid]) {
		return fmt.Errorf("%w: the money of all lines is not the money of all payments", ErrConservation)
	}
	return nil
}

// grouping is one count for each line.
type grouping struct {
	by     Dimension
	names  map[string]string
	counts map[string]*count
}

func newGrouping(by Dimension) *grouping {
	return &grouping{by: by, names: map[string]string{}, counts: map[string]*count{}}
}

func (g *grouping) take(m *PersonMonth) error {
	if g.by == Total {
		return nil
	}
	key, name := g.by.group(m)
	c := g.counts[key]
	if c == nil {
		c = newCount()
		g.counts[key] = c
	}
	// Of several names of one key, old and new, the smallest: the same one
	// whatever the order of the facts.
	if old := g.names[key]; name != "" && (old == "" || name < old) {
		g.names[key] = name
	}
	return c.take(m)
}

func (g *grouping) lines() []CoverageLine {
	if g.by == Total {
		return nil
	}
	keys := slices.SortedFunc(maps.Keys(g.counts), func(a, b string) int {
		if (a == "") != (b == "") {
			return cmp.Compare(b, a)
		}
		return cmp.Compare(a, b)
	})
	lines := make([]CoverageLine, len(keys))
	for i, key := range keys {
		lines[i] = CoverageLine{Key: key, Name: g.names[key], Figures: g.counts[key].figures()}
	}
	return lines
}

func (g *grouping) countedAgain(persons int) int {
	if g.by == Total {
		return 0
	}
	n := -persons
	for _, c := range g.counts {
		n += len(c.persons)
	}
	return n
}
