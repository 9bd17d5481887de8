package reports

import (
	"cmp"
	"slices"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// person is what is kept of one person while facts go by: enough to say the one
// place in the end, whatever the order of the facts.
type person struct {
	due, paid     int32
	reason        Place // first-ranked among unpaid months, "" for none
	order         int8  // its rank
	refused       bool
	withAccount   bool
	otherThanNone bool // some unpaid month is held for another reason than no account, or not held
	cause         string
	causeMonth    civil.Month
}

func (p *person) take(m *PersonMonth) {
	p.withAccount = p.withAccount || m.WithAccount
	p.due++
	switch {
	case m.Kind == RefusedRow:
		p.refused = true
		return
	case m.paid():
		p.paid++
		return
	}
	none := m.cause() == string(payout.HoldNoAccount) || m.cause() == string(payout.HoldAccountUnusable)
	if m.standing() != payout.PaymentHeld || !none {
		p.otherThanNone = true
	}
	p.takeCause(m)
}

// takeCause keeps the cause of the first-ranked state, of its earliest month,
// smallest by code: the same one whatever the order of the facts.
func (p *person) takeCause(m *PersonMonth) {
	reason, order := rank(m.standing())
	better := p.reason == "" || cmp.Or(
		cmp.Compare(order, int(p.order)),
		m.Month.Compare(p.causeMonth),
		cmp.Compare(m.cause(), p.cause),
	) < 0
	if better {
		p.reason, p.order, p.cause, p.causeMonth = reason, int8(order), m.cause(), m.Month
	}
}

// place is the one place of a person over all months, and the cause there.
func (p *person) place() (Place, string) {
	switch {
	case p.refused:
		return Refused, ""
	case p.paid == p.due:
		return Paid, ""
	case !p.withAccount && !p.otherThanNone:
		return WithoutAccount, ""
	}
	if p.reason == Sent && p.paid > 0 {
		return PaidInPart, ""
	}
	return p.reason, p.cause
}

// personKey keeps a refused row apart from a person, whatever its key.
type personKey struct {
	id      string
	refused bool
}

// count gathers the figures of one group while facts go by. The sums that Check
// compares are kept apart from one another on purpose.
type count struct {
	persons        map[personKey]*person
	payments       map[payout.PaymentState]Tally
	entitled       Tally
	instructed     Tally
	notEstablished Tally
}

func newCount() *count {
	c := &count{
		persons:  map[personKey]*person{},
		payments: map[payout.PaymentState]Tally{},
	}
	for _, s := range PaymentStates() {
		c.payments[s] = Tally{Amount: money.Dong(0)}
	}
	return c
}

func (c *count) take(m *PersonMonth) error {
	key := personKey{m.Person, m.Kind == RefusedRow}
	p := c.persons[key]
	if p == nil {
		p = &person{}
		c.persons[key] = p
	}
	p.take(m)
	if !m.isPayment() {
		return c.notEstablished.add(m.Amount)
	}
	if err := c.entitled.add(m.Amount); err != nil {
		return err
	}
	if m.State.Instructed() {
		if err := c.instructed.add(m.Amount); err != nil {
			return err
		}
	}
	t := c.payments[m.State]
	err := t.add(m.Amount)
	c.payments[m.State] = t
	return err
}

func (c *count) figures() Figures {
	f := Figures{
		Beneficiaries: len(c.persons),
		NotPaid:       map[Place]int{}, NotPaidWithAccount: map[Place]int{},
		Payments: c.payments, Entitled: c.entitled, Instructed: c.instructed,
		NotEstablished: c.notEstablished,
	}
	for _, p := range NotPaidPlaces() {
		f.NotPaid[p], f.NotPaidWithAccount[p] = 0, 0
	}
	causes := map[Cause]Cause{} // keyed by place and code
	for _, p := range c.persons {
		f.take(p, causes)
	}
	f.Causes = sortedCauses(causes)
	return f
}

func (f *Figures) take(p *person, causes map[Cause]Cause) {
	place, code := p.place()
	if p.withAccount {
		f.WithAccount++
	}
	if p.paid > 0 {
		f.PaidAny++
	}
	if place == Paid {
		f.Paid++
		if !p.withAccount {
			f.PaidWithoutAccount++
		}
		return
	}
	f.NotPaid[place]++
	key := Cause{Place: place, Code: code}
	c, ok := causes[key]
	if !ok {
		c = key
	}
	c.Persons++
	if p.withAccount {
		f.NotPaidWithAccount[place]++
		c.WithAccount++
	}
	causes[key] = c
}

// sortedCauses orders by place as reports print them, then most people first.
func sortedCauses(causes map[Cause]Cause) []Cause {
	order := NotPaidPlaces()
	out := make([]Cause, 0, len(causes))
	for _, c := range causes {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Cause) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Place), slices.Index(order, b.Place)),
			cmp.Compare(b.Persons, a.Persons),
			cmp.Compare(a.Code, b.Code),
		)
	})
	return out
}
