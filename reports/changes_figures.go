package reports

import (
	"fmt"

	"chitra/internal/money"
)

// ChangeFigure is one figure of a changes report.
type ChangeFigure uint8

// The figures. Each counts persons. Amounts are what is due now, but for those
// who are gone and those who moved (what was due before) and for the changes of
// an amount (the difference, below zero for less).
const (
	FigureBefore ChangeFigure = iota
	FigureGone
	FigureGoneListed // of whom some stand on this month's list
	FigureMovedOut
	FigureMovedIn
	FigureNew
	FigureNewListed // of whom some stood on the list of the month before
	FigureNow
	FigureUnchanged
	FigureAltered // due in both months, with at least one change
	FigureAmount
	FigureRaised
	FigureLowered
	FigureAccount
	FigureAccountAdded
	FigureAccountRemoved
	FigurePayee
	changeFigures
)

// ChangeFigures are the figures of all, or of one commune.
type ChangeFigures [changeFigures]Tally

// Key is the figure's name in json and csv.
func (f ChangeFigure) Key() string {
	return [changeFigures]string{
		"before", "gone", "gone_listed_now", "moved_out", "moved_in", "new", "new_listed_before", "now", "unchanged", "altered", "amount_changed", "raised", "lowered",
		"account_changed", "account_added", "account_removed", "payee_changed",
	}[f]
}

// AllChangeFigures lists every figure in the order of the report.
func AllChangeFigures() []ChangeFigure {
	out := make([]ChangeFigure, changeFigures)
	for i := range out {
		out[i] = ChangeFigure(i)
	}
	return out
}

// kindFigures are the kinds that are a figure of their own.
func kindFigures() map[ChangeKind]ChangeFigure {
	return map[ChangeKind]ChangeFigure{
		ChangeNew: FigureNew, ChangeGone: FigureGone, ChangeAmount: FigureAmount, ChangeAccount: FigureAccount,
		ChangeAccountAdded: FigureAccountAdded, ChangeAccountRemoved: FigureAccountRemoved, ChangePayee: FigurePayee,
		ChangeMoved: FigureMovedIn,
	}
}

// count adds a person to the line of where they are and of where they were, and
// to the total. What was due before and is due now is counted in the total as
// facts go by, and here for the lines alone: Check compares the two.
func (r *ChangesReport) count(lines map[string]*ChangeLine, c *Change) error {
	line := func(s *Standing) *ChangeFigures {
		l := lines[s.Commune]
		if l == nil {
			l = &ChangeLine{Key: s.Commune}
			lines[s.Commune] = l
		}
		l.Name = max(l.Name, s.CommuneName)
		return &l.Figures
	}
	was, is := c.Was.Payments, c.Is.Payments
	was.Count, is.Count = min(was.Count, 1), min(is.Count, 1)
	a := adder{}
	if was.Count > 0 {
		a.add(line(&c.Was), FigureBefore, was)
	}
	if is.Count > 0 {
		a.add(line(&c.Is), FigureNow, is)
	}
	here := line(c.place())
	if c.Has(ChangeMoved) {
		a.add(line(&c.Was), FigureMovedOut, was)
		a.add(&r.Total, FigureMovedOut, was)
	}
	for _, at := range []*ChangeFigures{here, &r.Total} {
		a.person(at, c, was, is)
	}
	return a.err
}

// adder adds to figures and keeps the first error.
type adder struct{ err error }

func (a *adder) add(to *ChangeFigures, f ChangeFigure, t Tally) {
	if err := to[f].merge(t); err != nil && a.err == nil {
		a.err = fmt.Errorf("add %s: %w", f.Key(), err)
	}
}

// person adds one person's changes.
func (a *adder) person(to *ChangeFigures, c *Change, was, is Tally) {
	difference, err := is.Amount.Sub(was.Amount)
	if err != nil && a.err == nil {
		a.err = err
	}
	for _, k := range c.Kinds {
		of := is
		switch k {
		case ChangeGone, ChangeMoved:
			of = was
		case ChangeAmount:
			of = Tally{Count: 1, Amount: difference}
			side := FigureRaised
			if difference.Minor() < 0 {
				side = FigureLowered
			}
			a.add(to, side, of)
		}
		a.add(to, kindFigures()[k], of)
	}
	a.listed(to, c, was, is)
	switch {
	case len(c.Kinds) == 0:
		a.add(to, FigureUnchanged, is)
	case !c.Has(ChangeNew) && !c.Has(ChangeGone):
		a.add(to, FigureAltered, is)
	}
}

// Check says whether every sum of the report holds: persons before − gone + new
// = persons now, with the amounts, of all and of each commune; the communes
// together are all; and the persons behind each figure are as many as it says.
func (r *ChangesReport) Check() error {
	if err := r.Total.check(); err != nil {
		return fmt.Errorf("changes: %w", err)
	}
	var all ChangeFigures
	for i := range r.Lines {
		l := &r.Lines[i]
		if err := l.Figures.check(); err != nil {
			return fmt.Errorf("changes: commune %q: %w", l.Key, err)
		}
		for f := range changeFigures {
			if err := all[f].merge(l.Figures[f]); err != nil {
				return fmt.Errorf("changes: commune %q: %w", l.Key, err)
			}
		}
	}
	for f := range changeFigures {
		if !all[f].equal(r.Total[f]) {
			return fmt.Errorf("changes: %w: %s of all communes is %d of %s, of all people %d of %s", ErrConservation, f.Key(),
				all[f].Count, all[f].Amount.Digits(), r.Total[f].Count, r.Total[f].Amount.Digits())
		}
	}
	return r.checkPersons()
}

func (f *ChangeFigures) check() error {
	stayed, now := f[FigureUnchanged], f[FigureNew]
	if err := stayed.merge(f[FigureAltered]); err != nil {
		return err
	}
	if err := now.merge(stayed); err != nil {
		return err
	}
	left := f[FigureBefore]
	for _, step := range []struct {
		of  Tally
		off bool
	}{{f[FigureGone], true}, {f[FigureMovedOut], true}, {f[FigureMovedIn], false}, {Tally{Amount: f[FigureAmount].Amount}, false}} {
		apply := left.merge
		if step.off {
			apply = left.takeOff
		}
		if err := apply(step.of); err != nil {
			return err
		}
	}
	changed := f[FigureRaised]
	if err := changed.merge(f[FigureLowered]); err != nil {
		return err
	}
	switch {
	case !now.equal(f[FigureNow]):
		return fmt.Errorf("%w: new and stayed are %d, now %d", ErrConservation, now.Count, f[FigureNow].Count)
	case !left.equal(stayed):
		return fmt.Errorf("%w: before without the gone are %d of %s, stayed %d of %s", ErrConservation,
			left.Count, left.Amount.Digits(), stayed.Count, stayed.Amount.Digits())
	case !changed.equal(f[FigureAmount]):
		return fmt.Errorf("%w: raised and lowered are not the changes of amount", ErrConservation)
	}
	return f.checkListed()
}

// checkPersons counts the persons behind each figure once more.
func (r *ChangesReport) checkPersons() error {
	counts := map[ChangeKind]int{}
	for i := range r.Changes {
		for _, k := range r.Changes[i].Kinds {
			counts[k]++
		}
	}
	for k, f := range kindFigures() {
		if err := same("persons of "+string(k), r.Total[f].Count, counts[k]); err != nil {
			return err
		}
	}
	if err := r.checkListedPersons(); err != nil {
		return err
	}
	all := r.Total[FigureNew].Count + r.Total[FigureGone].Count + r.Total[FigureAltered].Count
	return same("persons with a change", all, len(r.Changes))
}

// Difference is what is due now less what was due before.
func (f *ChangeFigures) Difference() money.Amount {
	d, err := f[FigureNow].Amount.Sub(f[FigureBefore].Amount)
	if err != nil {
		return money.Amount{} // of two currencies, which Check refuses
	}
	return d
}
