package reports

import (
	"cmp"
	"fmt"
)

// ListedWhy is why somebody's row of a month is no payment.
type ListedWhy string

// The reasons, the nearest to a payment first.
const (
	ListedUnbuilt    ListedWhy = "unbuilt"    // matched, and no payment is made of it yet
	ListedReview     ListedWhy = "review"     // waits for a reviewer
	ListedUnmatched  ListedWhy = "unmatched"  // not compared with the registry yet
	ListedStopped    ListedWhy = "stopped"    // by the match, until the commune says what is right
	ListedIneligible ListedWhy = "ineligible" // a reviewer turned it down
	ListedRefused    ListedWhy = "refused"    // not readable, to be corrected
)

// AllListedWhy lists every reason.
func AllListedWhy() []ListedWhy {
	return []ListedWhy{ListedUnbuilt, ListedReview, ListedUnmatched, ListedStopped, ListedIneligible, ListedRefused}
}

func (w ListedWhy) rank() int {
	for i, x := range AllListedWhy() {
		if x == w {
			return i
		}
	}
	return len(AllListedWhy())
}

// Listed is a row in force that is no payment: that somebody who is new stood on
// the list of the month before, or somebody who is gone stands on this one. The
// zero value is none.
type Listed struct {
	Why                  ListedWhy
	Outcome              string // of the match; "" where there was none
	Commune, CommuneName string
	Line                 int // in its sheet
	// ByName says that the row has no number to go by: it is the one row of the
	// commune with this name.
	ByName bool
}

// Found reports whether there is a row.
func (l Listed) Found() bool { return l != Listed{} }

// Nearer is the one of two rows that says more, whatever their order.
func (l Listed) Nearer(o Listed) Listed {
	switch {
	case !l.Found():
		return o
	case o.Found() && o.compare(l) < 0:
		return o
	}
	return l
}

func (l Listed) compare(o Listed) int {
	by := func(l Listed) int {
		if l.ByName {
			return 1
		}
		return 0
	}
	return cmp.Or(by(l)-by(o), l.Why.rank()-o.Why.rank(), cmp.Compare(l.Commune, o.Commune), l.Line-o.Line, cmp.Compare(l.Outcome, o.Outcome))
}

// listed counts those who are new or gone although they are on the other list.
func (a *adder) listed(to *ChangeFigures, c *Change, was, is Tally) {
	switch {
	case !c.Listed.Found():
	case c.Has(ChangeNew):
		a.add(to, FigureNewListed, is)
	case c.Has(ChangeGone):
		a.add(to, FigureGoneListed, was)
	}
}

// checkListed holds the figures of those on the other list within what they are
// part of.
func (f *ChangeFigures) checkListed() error {
	for part, whole := range map[ChangeFigure]ChangeFigure{FigureNewListed: FigureNew, FigureGoneListed: FigureGone} {
		if f[part].Count > f[whole].Count || f[part].Amount.Minor() > f[whole].Amount.Minor() {
			return fmt.Errorf("%w: %s is more than %s", ErrConservation, part.Key(), whole.Key())
		}
	}
	return nil
}

// checkListedPersons counts them once more.
func (r *ChangesReport) checkListedPersons() error {
	came, went := 0, 0
	for i := range r.Changes {
		switch c := &r.Changes[i]; {
		case !c.Listed.Found():
		case c.Has(ChangeNew):
			came++
		case c.Has(ChangeGone):
			went++
		default:
			return fmt.Errorf("%w: a person due in both months is looked for among the rows", ErrConservation)
		}
	}
	if err := same("persons new and listed before", r.Total[FigureNewListed].Count, came); err != nil {
		return err
	}
	return same("persons gone and listed now", r.Total[FigureGoneListed].Count, went)
}

// Cause says of somebody new or gone that they are on the other month's list, and
// why that is no payment; "" of others.
func (l Lang) Cause(r *ChangesReport, c *Change) string {
	if !c.Listed.Found() {
		return ""
	}
	month := r.Before
	if c.Has(ChangeGone) {
		month = r.Month
	}
	there := l.pick("có trong danh sách ", "on the list of ") + l.Period(month, month)
	if c.Listed.ByName {
		there = l.pick("có thể là người cùng tên trong danh sách ", "perhaps the one of this name on the list of ") + l.Period(month, month)
	}
	at := l.pick(" (dòng ", " (row ") + l.Count(c.Listed.Line)
	if c.Listed.Commune != c.place().Commune {
		at += ", " + l.CommuneName(&ChangeLine{Key: c.Listed.Commune, Name: c.Listed.CommuneName})
	}
	return there + at + l.pick("), chưa thành khoản chi: ", "), no payment yet: ") + l.ListedName(c.Listed.Why)
}

// ListedName is why a row is no payment, as people read it.
func (l Lang) ListedName(w ListedWhy) string {
	switch w {
	case ListedUnbuilt:
		return l.pick("đã khớp, chưa lập đợt chi", "matched, not built yet")
	case ListedReview:
		return l.pick("chờ xét duyệt", "waits for review")
	case ListedUnmatched:
		return l.pick("chưa đối chiếu", "not matched yet")
	case ListedStopped:
		return l.pick("bị dừng khi đối chiếu", "stopped by the match")
	case ListedIneligible:
		return l.pick("người xét duyệt không nhận", "turned down in review")
	case ListedRefused:
		return l.pick("dòng bị từ chối, chờ sửa", "the row was refused, to be corrected")
	}
	return string(w)
}
