package synth

import (
	"math/rand/v2"
	"strings"

	"chitra/internal/civil"
)

// numberWay says how a member's number comes about.
type numberWay uint8

const (
	numberOfItsOwn numberWay = iota
	numberBeside             // the next free one after its twin's
	numberTwoOff             // its twin's with two digits changed
)

// kin is one person of a labelled household, but for the number.
type kin struct {
	name                       string
	birth, died                civil.Date
	yearOnly, female, wrongSex bool
	status                     status
	cmnd                       uint32 // nine digits, 0 for none
	renumbered                 bool   // held another number of twelve digits before
	oldStays                   bool   // and the register still has it, as cancelled
	twin                       int    // whose twin, or -1
	way                        numberWay
}

// kindred makes the members of a household: the same household, the same
// members, whenever it is asked.
type kindred struct {
	seed    uint64
	pcg     *rand.PCG
	rand    *rand.Rand
	namer   *namer
	members []kin
}

func newFamily(seed uint64) *kindred {
	f := &kindred{seed: seed, pcg: rand.NewPCG(0, 0)}
	f.rand = rand.New(f.pcg)
	f.namer = newNamer(f.rand)
	return f
}

// Which households are made around something: twins, or somebody of the name
// and the day of a neighbour's head.
const (
	plantedEvery   = 100
	twinsAt        = 7
	namesakeAt     = 50
	namesakesEvery = 1000
)

// of returns the members of a household, valid until the next call.
func (f *kindred) of(household int) []kin {
	if household%namesakesEvery == namesakeAt {
		twin := f.of(household - 1)[0]
		name, birth, female := twin.name, twin.birth, twin.female
		members := f.draw(household)
		members[0].name, members[0].birth, members[0].female, members[0].yearOnly = name, birth, female, false
		return members
	}
	return f.draw(household)
}

func (f *kindred) draw(household int) []kin {
	f.pcg.Seed(f.seed, uint64(household))
	f.members = f.members[:0]
	head := 20 + f.rand.IntN(70)
	surname := f.namer.surname()
	f.add(surname, f.rand.IntN(2) == 0, head)
	if f.rand.IntN(5) > 0 {
		f.add(f.namer.surname(), !f.members[0].female, min(95, max(18, head-8+f.rand.IntN(17))))
	}
	for range f.rand.IntN(4) {
		child := head - 20 - f.rand.IntN(16)
		if child < 0 {
			child = f.rand.IntN(18)
		}
		f.add(surname, f.rand.IntN(2) == 0, child)
	}
	switch {
	case household%plantedEvery == twinsAt:
		f.twin()
	case f.rand.IntN(250) == 0:
		f.twin()
	}
	return f.members
}

// add enters somebody of an age.
func (f *kindred) add(surname string, female bool, age int) {
	m := kin{female: female, status: alive, twin: -1, name: f.namer.full(surname, female)}
	m.birth = labelledDay(f.rand, 2024-age)
	if m.birth.Year() <= 1960 && f.rand.IntN(4) == 0 {
		m.birth, _ = civil.NewDate(m.birth.Year(), 1, 1)
		m.yearOnly = f.rand.IntN(12) == 0
	}
	if m.birth.Year() <= 1998 && f.rand.IntN(10) < 6 {
		m.cmnd = 900_000_000 + f.rand.Uint32N(100_000_000)
	}
	if f.rand.IntN(100) == 0 {
		m.renumbered, m.oldStays = true, f.rand.IntN(2) == 0
	}
	f.fate(&m, age)
	f.members = append(f.members, m)
}

func (f *kindred) fate(m *kin, age int) {
	switch n := f.rand.IntN(1000); {
	case n < 25 && age >= 20:
		m.status = dead
		m.died = labelledDay(f.rand, 2020+f.rand.IntN(4))
		if f.rand.IntN(10) == 0 {
			m.died, _ = civil.NewDate(2024, 7, 1+f.rand.IntN(31))
		}
	case n < 27 && age >= 20:
		m.status = missing
	case n < 33 && age >= 20:
		m.status = left
	case n < 35:
		m.wrongSex = true
	}
}

// twin gives the youngest a twin: of another given name, of another middle name
// alone, or of another tone alone; with the next number, with two other digits,
// or with a number of its own.
func (f *kindred) twin() {
	at := len(f.members) - 1
	t := f.members[at]
	t.twin, t.cmnd, t.renumbered, t.status, t.died = at, 0, false, alive, civil.Date{}
	t.name = f.twinName(t.name, t.female)
	t.way = numberWay(f.rand.IntN(3))
	f.members = append(f.members, t)
}

func (f *kindred) twinName(name string, female bool) string {
	words := strings.Fields(name)
	last := len(words) - 1
	switch f.rand.IntN(3) {
	case 0:
		for range 9 {
			if other := f.namer.full(words[0], female); other != name {
				return other
			}
		}
	case 1:
		if tone, ok := otherTone(words[last]); ok {
			words[last] = tone
			return strings.Join(words, " ")
		}
	}
	for {
		sex := 0
		if female {
			sex = 1
		}
		if middle := pick(f.rand, f.namer.middles[sex]); !strings.Contains(name, middle) {
			return words[0] + " " + middle + " " + words[last]
		}
	}
}

// labelledDay is any day of a year.
func labelledDay(r *rand.Rand, year int) civil.Date {
	first, _ := civil.NewDate(year, 1, 1)
	return first.AddDays(r.IntN(365))
}
