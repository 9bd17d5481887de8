package synth

import (
	"chitra/internal/civil"
)

// seed is what a household is made around.
type seed struct {
	name, surname string
	female        bool
	birth         civil.Date
	commune       int
	village       int
}

// lastKnown is how many days before the first month the registry last heard of a
// birth or a death.
const lastKnown = 3

// bornBetween draws a birth date for somebody whose age lies in [from, to)
// completed years throughout the months first…last, and whom the registry knows.
func (g *population) bornBetween(from, to int, first, last civil.Month) civil.Date {
	latest := yearsBefore(first.Last(), from)
	if known := g.day.AddDays(-lastKnown); latest.Compare(known) > 0 {
		latest = known
	}
	earliest := yearsBefore(last.Last(), to).AddDays(1)
	if days, _ := latest.DaysSince(earliest); days < 0 {
		return latest
	}
	a := g.dayBetween(earliest, latest)
	if from >= 60 {
		// Of the old, more are younger: keep the later of two draws.
		if b := g.dayBetween(earliest, latest); b.Compare(a) > 0 {
			a = b
		}
	}
	return a
}

func later(a, b civil.Date) civil.Date {
	if a.Compare(b) > 0 {
		return a
	}
	return b
}

// yearsBefore is the same day so many years before; 29 February falls to the 28th.
func yearsBefore(d civil.Date, years int) civil.Date {
	if t, err := civil.NewDate(d.Year()-years, d.Month(), d.Day()); err == nil {
		return t
	}
	t, _ := civil.NewDate(d.Year()-years, 2, 28)
	return t
}

// heap moves one in four of the old to 1 January, and leaves of some of them
// only the year, as old papers do. keep says whether a date still serves.
func (g *population) heap(p *person, keep func(civil.Date) bool) {
	if p.birth.Year() > 1960 || g.rand.IntN(4) > 0 {
		return
	}
	newYear, err := civil.NewDate(p.birth.Year(), 1, 1)
	if err != nil || !keep(newYear) {
		return
	}
	p.birth = newYear
	p.yearOnly = g.rand.IntN(12) == 0
}

// settle enters the person of a seed into a household, with a number.
func (g *population) settle(s seed, household int) person {
	p := person{
		name: s.name, birth: s.birth, female: s.female, commune: s.commune, village: s.village,
		household: household, status: alive,
	}
	if p.name == "" {
		p.name = g.namer.full(s.surname, s.female)
	}
	return p
}

// enter gives the person numbers and adds them.
func (g *population) enter(p person) int {
	p.id = g.number(p.birth, p.female)
	g.oldNumber(&p)
	return g.add(p)
}

// relative adds one more member to a household: a twin now and then, else
// somebody of a plausible age beside the first member.
func (g *population) relative(household int) {
	head := g.people[g.members[household][0]]
	age := g.day.Year() - head.birth.Year()
	s := seed{surname: surnameOf(head.name), commune: head.commune, village: head.village, female: g.rand.IntN(2) == 0}
	switch n := g.rand.IntN(1000); {
	case n < 4:
		g.twin(&head, s, household)
		return
	case n < 350 && age >= 40: // child
		s.birth = g.about(age-20-g.rand.IntN(16), 1)
		if head.female {
			s.surname = g.namer.surname()
		}
	case n < 600 && age >= 20: // spouse
		s.female, s.surname = !head.female, g.namer.surname()
		s.birth = g.about(age, 8)
	case n < 700 && age < 55: // parent
		s.birth = g.about(age+20+g.rand.IntN(16), 1)
	case n < 850 && age >= 60: // grandchild
		s.birth = g.about(age-45-g.rand.IntN(15), 1)
	default: // brother or sister
		s.birth = g.about(age, 9)
	}
	p := g.settle(s, household)
	g.heap(&p, func(civil.Date) bool { return true })
	g.fate(&p)
	g.enter(p)
}

// twin shares surname, date, sex, commune and a neighbouring number.
func (g *population) twin(head *person, s seed, household int) {
	s.birth, s.female = head.birth, head.female
	p := g.settle(s, household)
	for p.name == head.name {
		p.name = g.namer.full(s.surname, s.female)
	}
	p.id = g.beside(head.id)
	p.yearOnly = head.yearOnly
	g.oldNumber(&p)
	g.add(p)
}

// beside is the nearest free number after id.
func (g *population) beside(id string) string {
	digits := []byte(id)
	for {
		for i := len(digits) - 1; ; i-- {
			if digits[i] != '9' {
				digits[i]++
				break
			}
			digits[i] = '0'
		}
		if n := string(digits); !g.used[n] {
			g.used[n] = true
			return n
		}
	}
}

// about draws a birthday for an age give or take, never in the future and
// never before 1915.
func (g *population) about(age, spread int) civil.Date {
	age += g.rand.IntN(2*spread+1) - spread
	age = min(max(age, 0), 104)
	from := yearsBefore(g.day, age+1)
	return g.dayBetween(from.AddDays(1), yearsBefore(g.day, age).AddDays(-1))
}

// fate makes some relatives dead, missing or gone, and the sex of a few wrong.
func (g *population) fate(p *person) {
	grown := g.day.Year()-p.birth.Year() >= 20
	switch n := g.rand.IntN(1000); {
	case n < 25 && grown:
		p.status = dead
		p.diedOn = g.dayBetween(yearsBefore(g.day, 4), g.day.AddDays(-1))
	case n < 27 && grown:
		p.status = missing
	case n < 33 && grown:
		p.status = left
	case n < 35:
		p.wrongSex = true
	}
}
