package registry

import "slices"

// Want says which candidates to look for besides those of number and of name and
// date.
type Want struct {
	Twins bool // of the subject, and around the owners of its number and its namesakes
	// Near: numbers one slip away, one digit or two neighbours swapped, of whoever
	// Subject.NearFits.
	Near bool
}

// Candidates finds who may be meant. Without Want.Twins nobody looked for twins,
// and Candidates.TwinKeys says so.
func (x *Index) Candidates(s Subject, want Want) Candidates {
	var c Candidates
	x.Find(&c, s, want)
	return c
}

// Find is Candidates into lists that are used again: what c held is gone.
func (x *Index) Find(c *Candidates, s Subject, want Want) {
	c.ByNumber, c.ByOld, c.ByNameDate = c.ByNumber[:0], c.ByOld[:0], c.ByNameDate[:0]
	c.Twins, c.Near, c.TwinKeys = c.Twins[:0], c.Near[:0], c.TwinKeys[:0]
	if c.TwinKeys == nil {
		c.TwinKeys = make([]int64, 0, 4)
	}
	for _, n := range [...]string{s.PersonalID, s.OldNumber} {
		if n != "" {
			c.ByNumber = x.appendHolders(c.ByNumber, n)
			c.ByOld = x.appendPastHolders(c.ByOld, n)
		}
	}
	states, dates := x.statesOf(s.Name), s.dates()
	for i, d := range dates {
		if !slices.Contains(dates[:i], d) {
			c.ByNameDate = x.appendUnder(c.ByNameDate, &x.byNameDate, states.nameDate(d), keyNameDate)
		}
	}
	x.findMore(c, &s, states, want)
}

func (x *Index) findMore(c *Candidates, s *Subject, states nameStates, want Want) {
	if want.Twins {
		x.findTwins(c, s, states)
	}
	if want.Near {
		c.Near = x.appendNear(c.Near, s)
	}
}

// Decide finds and decides the way the use cases do: twins and near numbers are
// looked for only where the line is not accepted without. c is room that is used
// again; the match keeps nothing of it.
func (x *Index) Decide(c *Candidates, s Subject, in Context, p Policy) Match {
	x.Find(c, s, Want{})
	m := Decide(s, *c, in, p)
	if m.Tier == T1 && m.Action == Automatic {
		return m
	}
	x.findMore(c, &s, x.statesOf(s.Name), Want{Twins: true, Near: s.NeedsNear(m, p)})
	return Decide(s, *c, in, p)
}

// findTwins looks around the subject, and around whoever may be accepted: whom its
// number leads to, and who has its name and date.
func (x *Index) findTwins(c *Candidates, s *Subject, states nameStates) {
	add := func(key uint64) {
		if !slices.Contains(c.TwinKeys, int64(key)) {
			c.TwinKeys = append(c.TwinKeys, int64(key))
			c.Twins = x.appendUnder(c.Twins, &x.byTwin, key, keyTwin)
		}
	}
	for _, d := range s.dates() {
		add(states.twin(d, s.Commune))
	}
	for _, owners := range [...][]Person{c.ByNumber, c.ByOld, c.ByNameDate} {
		for i := range owners {
			add(x.statesOf(owners[i].Name).twin(owners[i].Birth, owners[i].Commune))
		}
	}
}

// statesOf saves the folding of a name that somebody here has.
func (x *Index) statesOf(name string) nameStates {
	if number, ok := x.names.find(name); ok {
		return x.states[number]
	}
	return statesOf(name)
}

// Which key of a record a chain is of.
const (
	keyNameDate = iota
	keyTwin
)

func (x *Index) appendUnder(list []Person, under *chains, key uint64, which int) []Person {
	for i := under.first(key); i != none; i = under.next[i] {
		has := x.records[i].nameDate
		if which == keyTwin {
			has = x.records[i].twin
		}
		if has == key {
			list = append(list, x.person(i))
		}
	}
	return list
}

func (x *Index) appendHolders(list []Person, number string) []Person {
	if key, ok := packed(number); ok {
		list = x.appendNumbered(list, key)
	}
	return list
}

func (x *Index) appendNumbered(list []Person, key uint64) []Person {
	for i := x.byNumber.first(key); i != none; i = x.byNumber.next[i] {
		if has, _ := packed(x.number(i)); has == key {
			list = append(list, x.person(i))
		}
	}
	return list
}

func (x *Index) appendPastHolders(list []Person, number string) []Person {
	text, ok := x.old.texts.find(number)
	if !ok {
		return list
	}
	for i := x.old.byText.first(uint64(text)); i != none; i = x.old.byText.next[i] {
		if e := x.old.entries[i]; e.text == text {
			list = append(list, x.person(e.owner))
		}
	}
	return list
}

// appendNear looks at the 108 numbers that differ in one digit and the 11 in
// which two neighbours changed places, and takes who fits.
func (x *Index) appendNear(list []Person, s *Subject) []Person {
	n, ok := packed(s.PersonalID)
	if !ok {
		return list
	}
	strangers := len(list)
	for unit := uint64(1); unit < tenToThe12; unit *= 10 {
		digit := n / unit % 10
		zeroed := n - digit*unit
		for other := range uint64(10) {
			if other != digit {
				list = x.appendNumbered(list, zeroed+other*unit)
			}
		}
		if next := n / (10 * unit) % 10; 10*unit < tenToThe12 && next != digit {
			list = x.appendNumbered(list, zeroed-next*10*unit+digit*10*unit+next*unit)
		}
	}
	fitting := slices.DeleteFunc(list[strangers:], func(p Person) bool { return !s.NearFits(p) })
	return list[:strangers+len(fitting)]
}

const tenToThe12 = 1_000_000_000_000
