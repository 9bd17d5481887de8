package reports

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/viet"
)

// Due is one payment as two months are compared: what is due, to whom, and
// where it goes.
type Due struct {
	Person       string // the beneficiary's id
	Number, Name string // as people know them
	Month        civil.Month

	Commune, CommuneName string
	Amount               money.Amount
	To                   PaidTo
	// Other is the person's row in the other month that is no payment there.
	Other Listed
}

// PaidTo is where a payment goes; the zero value is no account.
type PaidTo struct {
	Bank, BankName  string // BIN and short name
	Account, Holder string
}

// Standing is what one person is due in a month, all payments together. The
// zero value is nothing.
type Standing struct {
	Number, Name         string
	Commune, CommuneName string
	Payments             Tally
	To                   []PaidTo // without repetition, in order
	Other                Listed   // the row of the other month that is no payment
}

// ChangeKind is one way in which a person's month differs from the one before.
type ChangeKind string

// The kinds of change. An account or payee has changed where there was one
// before and is another now.
const (
	ChangeNew            ChangeKind = "new"
	ChangeGone           ChangeKind = "gone"
	ChangeAmount         ChangeKind = "amount_changed"
	ChangeAccount        ChangeKind = "account_changed"
	ChangeAccountAdded   ChangeKind = "account_added"
	ChangeAccountRemoved ChangeKind = "account_removed"
	ChangePayee          ChangeKind = "payee_changed"
	ChangeMoved          ChangeKind = "moved"
)

// ChangeKinds lists every kind in the order in which an approver reads them:
// what is most often wrong comes first.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{
		ChangeAccount, ChangePayee, ChangeAccountRemoved, ChangeAccountAdded, ChangeAmount, ChangeNew, ChangeGone, ChangeMoved,
	}
}

// Change is one person whose month differs from the one before, under the name
// and number of now, or of before where they are gone.
type Change struct {
	Person, Number, Name string
	Kinds                []ChangeKind // in the order of ChangeKinds
	Was, Is              Standing
	Listed               Listed // of somebody new or gone: the row of the other month
}

// Has reports whether the change is of a kind.
func (c *Change) Has(k ChangeKind) bool { return slices.Contains(c.Kinds, k) }

// ChangesReport says, person by person, how the payments of a month differ from
// those of the month before.
type ChangesReport struct {
	Month     civil.Month
	Before    civil.Month
	AsOf      time.Time
	Programme string // "" for all
	Unit      string
	Practice  bool
	// InTotal leaves the communes out of what is drawn, never out of the sums.
	InTotal bool
	Total   ChangeFigures
	Lines   []ChangeLine // by commune
	Changes []Change     // by commune, name and id
	// OpenBefore and OpenNow are the rows in force of each month that are no
	// payments: refused, not settled by the registry, or not built yet. They
	// are not compared, but looked through for those who are new or gone.
	OpenBefore, OpenNow int
}

// Shown are the lines that are drawn.
func (r *ChangesReport) Shown() []ChangeLine {
	if r.InTotal {
		return nil
	}
	return r.Lines
}

// ChangeLine is the figures of one commune: of the persons it has now, and for
// those who are gone or went to another, had before.
type ChangeLine struct {
	Key, Name string
	Figures   ChangeFigures
}

// Changes compares the payments of a month with those of the month before, in
// any order. A fact of another month or without a person is an error, and so are
// figures that do not add up (ErrConservation).
func Changes(facts iter.Seq[Due], month civil.Month, asOf time.Time) (*ChangesReport, error) {
	r := &ChangesReport{Month: month, Before: month.Add(-1), AsOf: asOf}
	people := map[string]*Change{}
	for d := range facts {
		if err := r.take(people, &d); err != nil {
			return nil, fmt.Errorf("changes of %s: payment of %q: %w", month, d.Person, err)
		}
	}
	lines := map[string]*ChangeLine{}
	for id, c := range people {
		c.Person = id
		c.settle()
		if err := r.count(lines, c); err != nil {
			return nil, fmt.Errorf("changes of %s: %w", month, err)
		}
		if len(c.Kinds) > 0 {
			r.Changes = append(r.Changes, *c)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		r.Lines = append(r.Lines, *lines[key])
	}
	slices.SortFunc(r.Changes, func(x, y Change) int {
		return cmp.Or(cmp.Compare(x.place().Commune, y.place().Commune), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Person, y.Person))
	})
	return r, r.Check()
}

// take adds a payment to what its person is due, and to the sum of its month.
func (r *ChangesReport) take(people map[string]*Change, d *Due) error {
	if d.Person == "" {
		return fmt.Errorf("no person")
	}
	c := people[d.Person]
	if c == nil {
		c = &Change{}
		people[d.Person] = c
	}
	s, sum := &c.Is, &r.Total[FigureNow]
	switch d.Month {
	case r.Month:
	case r.Before:
		s, sum = &c.Was, &r.Total[FigureBefore]
	default:
		return fmt.Errorf("%s is neither month", d.Month)
	}
	total, err := sum.Amount.Add(d.Amount)
	if err != nil {
		return err
	}
	sum.Amount = total
	if s.Payments.Count == 0 {
		sum.Count++
	}
	return s.take(d)
}

// take adds a payment. Of several communes the smallest stands, of several
// names the greatest, whatever the order of the facts.
func (s *Standing) take(d *Due) error {
	if s.Payments.Count == 0 || d.Commune < s.Commune {
		s.Commune, s.CommuneName = d.Commune, d.CommuneName
	}
	s.Number, s.Name = max(s.Number, d.Number), max(s.Name, d.Name)
	if d.To != (PaidTo{}) && !slices.Contains(s.To, d.To) {
		s.To = append(s.To, d.To)
		slices.SortFunc(s.To, PaidTo.compare)
	}
	s.Other = s.Other.Nearer(d.Other)
	return s.Payments.add(d.Amount)
}

func (t PaidTo) compare(o PaidTo) int {
	return cmp.Or(cmp.Compare(t.Bank, o.Bank), cmp.Compare(t.Account, o.Account), cmp.Compare(t.Holder, o.Holder))
}

// settle says in which ways the two months differ.
func (c *Change) settle() {
	was, is := &c.Was, &c.Is
	c.Number, c.Name = c.place().Number, c.place().Name
	switch {
	case was.Payments.Count == 0:
		c.Kinds, c.Listed = []ChangeKind{ChangeNew}, is.Other
		return
	case is.Payments.Count == 0:
		c.Kinds, c.Listed = []ChangeKind{ChangeGone}, was.Other
		return
	}
	accounts := func(t PaidTo) string { return t.Bank + " " + t.Account }
	holders := func(t PaidTo) string { return viet.Fold(t.Holder) }
	both := len(was.To) > 0 && len(is.To) > 0
	for _, k := range ChangeKinds() {
		found := false
		switch k {
		case ChangeAccount:
			found = both && differ(was.To, is.To, accounts)
		case ChangePayee:
			found = both && differ(was.To, is.To, holders)
		case ChangeAccountRemoved:
			found = len(was.To) > 0 && len(is.To) == 0
		case ChangeAccountAdded:
			found = len(was.To) == 0 && len(is.To) > 0
		case ChangeAmount:
			found = was.Payments.Amount.Minor() != is.Payments.Amount.Minor()
		case ChangeMoved:
			found = was.Commune != is.Commune
		}
		if found {
			c.Kinds = append(c.Kinds, k)
		}
	}
}

// differ compares two sets of places by what of them counts.
func differ(was, is []PaidTo, key func(PaidTo) string) bool {
	set := func(of []PaidTo) string {
		var keys []string
		for _, t := range of {
			keys = append(keys, key(t))
		}
		slices.Sort(keys)
		return strings.Join(slices.Compact(keys), "\n")
	}
	return set(was) != set(is)
}

// place is where a person is counted: now, or before where they are gone.
func (c *Change) place() *Standing {
	if c.Is.Payments.Count == 0 {
		return &c.Was
	}
	return &c.Is
}
