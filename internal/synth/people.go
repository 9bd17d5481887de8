package synth

import (
	"fmt"

	"chitra/internal/civil"
)

// unlisted is the month index of what never happens.
const unlisted = -1

// beneficiary is one person on the lists: who it truly is, what is due, what
// the list shows, and what the bank will do.
type beneficiary struct {
	key    string
	person int    // in the population, or unlisted when the registry has nobody
	ghost  person // who it is, then
	family int
	units  int
	kind   Kind
	since  int // first and last month on a list, by index
	until  int

	listed    listed // what the list shows of the person while the fault stands
	corrected []Correction
	settled   bool // the fault is gone after its first month
	struck    bool // the commune strikes the row off
	silent    bool // the row is never corrected and stays refused

	account   account
	second    account // shown from changed on
	changed   int     // month index, or unlisted
	onFile    bool    // counts as having an account
	late      series  // where the last month's row stands
	dies      int     // month index, or unlisted
	outcomes  []Outcome
	unpaidFor reason
	failing   bool
}

// series is the list a last month's row is on.
type series string

const (
	mainList    series = ""
	supplementA series = "bo-sung-a" // approved and sent, not yet answered
	supplementB series = "bo-sung-b" // never approved by the cut-off
)

// listed is what a row shows of a person.
type listed struct {
	name     string
	birth    civil.Date
	yearOnly bool
	noBirth  bool
	id       string
	idText   bool // text even where numbers are numeric cells
}

func (m *maker) who(b *beneficiary) *person {
	if b.person == unlisted {
		return &b.ghost
	}
	return &m.pop.people[b.person]
}

// truthful is what the list would show without a fault.
func truthful(p *person) listed {
	return listed{name: p.name, birth: p.birth, yearOnly: p.yearOnly, id: p.id}
}

// enrol makes the beneficiaries and their households.
func (m *maker) enrol() {
	crossing := m.quota.crossing
	for i := range m.quota.people - m.quota.ghosts {
		s, family := m.draw(i < crossing && len(m.months) > 1)
		m.people = append(m.people, m.household(s, family, alive))
	}
	for range m.quota.dead {
		s, family := m.draw(false)
		b := m.household(s, family, dead)
		b.kind = DeadBefore
		m.dead = append(m.dead, b)
	}
	m.fill()
}

// draw makes up who is paid, by the mix. Of some, the birthday that changes
// the amount falls in one of the months after the first.
func (m *maker) draw(crossing bool) (seed, int) {
	at := m.rand.IntN(1000)
	shares := mix()
	chosen := shares[len(shares)-1]
	for _, s := range shares {
		if at -= s.perMille; at < 0 {
			chosen = s
			break
		}
	}
	first, last := m.months[0], m.months[len(m.months)-1]
	s := seed{female: m.rand.IntN(100) < 56, commune: m.commune()}
	s.village = m.rand.IntN(m.communes[s.commune].villages)
	if crossing {
		turn := pick(m.rand, []share{{family: orphan, from: 4}, {family: severe, from: 60}, {family: severe, from: 16},
			{family: mostSevere, from: 60}, {family: poorElderly, from: 80}})
		month := m.months[1+m.rand.IntN(len(m.months)-1)]
		s.birth = yearsBefore(month.First().AddDays(m.rand.IntN(28)), turn.from)
		chosen.family = turn.family
	} else {
		s.birth = m.pop.bornBetween(chosen.from, chosen.to, first, last)
	}
	s.surname = m.pop.namer.surname()
	return s, chosen.family
}

// commune draws one by size.
func (m *maker) commune() int {
	at := m.rand.IntN(m.weight)
	for i, w := range m.weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return 0
}

// household settles a beneficiary as the first member of a household.
func (m *maker) household(s seed, family int, st status) *beneficiary {
	house := len(m.pop.members)
	p := m.pop.settle(s, house)
	f := m.families[family]
	m.pop.heap(&p, func(day civil.Date) bool { return m.sameBand(f, p.birth, day) })
	dirty := m.cfg.Profile == Dirty
	p.yearOnly = p.yearOnly && dirty && m.steady(f, p.birth) && st == alive
	p.status = st
	if st == dead {
		p.diedOn = m.pop.dayBetween(later(p.birth, m.pop.day.AddDays(-500)), m.pop.day.AddDays(-lastKnown))
	} else if m.rand.IntN(500) == 0 && dirty {
		p.wrongSex = true
	}
	b := &beneficiary{family: family, units: 1, kind: Exact, until: len(m.months) - 1, changed: unlisted, dies: unlisted}
	if family == singleParent {
		b.units = 1 + m.rand.IntN(2)
		if m.rand.IntN(5) == 0 {
			b.units = 3
		}
	}
	b.person = m.pop.enter(p)
	b.listed = truthful(m.who(b))
	m.numbering++
	b.key = fmt.Sprintf("p%06d", m.numbering)
	return b
}

// fill adds relatives round the beneficiaries, then other households, until
// the registry has its size; room is kept for cancelled records.
func (m *maker) fill() {
	size := m.cfg.Registry - m.quota.few(27)
	if m.cfg.Profile == Clean {
		size = m.cfg.Registry
	}
	houses := len(m.pop.members)
	for round := range 6 {
		for h := range houses {
			if len(m.pop.people) >= size {
				return
			}
			if round < 2 || m.rand.IntN(3) > 0 {
				m.pop.relative(h)
			}
		}
	}
	for len(m.pop.people) < size {
		house := len(m.pop.members)
		s := seed{female: m.rand.IntN(2) == 0, commune: m.commune(), surname: m.pop.namer.surname(), birth: m.pop.about(35, 18)}
		s.village = m.rand.IntN(m.communes[s.commune].villages)
		m.pop.enter(m.pop.settle(s, house))
		for range min(m.rand.IntN(6), size-len(m.pop.people)) {
			m.pop.relative(house)
		}
	}
}

// sameBand reports whether two birth dates are paid alike in every month.
func (m *maker) sameBand(f family, a, b civil.Date) bool {
	for _, month := range m.months {
		x, okX := f.bandIn(a, month)
		y, okY := f.bandIn(b, month)
		if !okX || !okY || x != y {
			return false
		}
	}
	return true
}

// steady reports whether a birth date two years off would be paid alike, so
// that a slip in the date never touches the amount.
func (m *maker) steady(f family, birth civil.Date) bool {
	return m.sameBand(f, birth, yearsBefore(birth, 2)) && m.sameBand(f, birth, yearsBefore(birth, -2))
}
