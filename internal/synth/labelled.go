package synth

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"chitra/internal/civil"
)

// LabelledConfig says which register to make.
type LabelledConfig struct {
	Seed    uint64
	Persons int // about as many
	// Dense makes serials run on with few gaps, so that most slips in a number
	// meet somebody who lives; else they are drawn from all.
	Dense bool
}

// Labelled is a made-up register of any size beside which rows of known truth
// are drawn. Of a person only the number is kept: everything else is made again
// when it is asked for, so that ten million fit beside what is measured.
type Labelled struct {
	config  LabelledConfig
	starts  []uint32 // of each household: its first number; one more at the end
	numbers []uint64 // of its members, then those its members held before
	used    map[uint64][]uint64
	next    map[uint64]uint64
}

// LabelledPerson is a record of the register in plain values.
type LabelledPerson struct {
	ID, Name, Commune, Household, Status string
	Female                               bool
	Birth, DiedOn                        civil.Date
	Old                                  []string
}

const (
	personsOfCommune = 7500
	mostCommunes     = 999
	serials          = 1_000_000
)

// NewLabelled gives everybody a number.
func NewLabelled(c LabelledConfig) *Labelled {
	l := &Labelled{config: c, used: map[uint64][]uint64{}, next: map[uint64]uint64{}}
	f := newFamily(c.Seed)
	r := rand.New(rand.NewPCG(c.Seed, 1))
	l.starts = append(l.starts, 0)
	for people := 0; people < c.Persons; {
		members := f.of(l.Households())
		from := len(l.numbers)
		for i := range members {
			l.numbers = append(l.numbers, l.number(r, &members[i], from))
		}
		for i := range members {
			if members[i].renumbered {
				l.numbers = append(l.numbers, l.free(r, l.otherHead(&members[i])))
			}
		}
		people += len(members)
		l.starts = append(l.starts, uint32(len(l.numbers)))
	}
	return l
}

// Households is how many there are.
func (l *Labelled) Households() int { return len(l.starts) - 1 }

// number gives a member the number that its place, sex and year allow.
func (l *Labelled) number(r *rand.Rand, m *kin, from int) uint64 {
	switch m.way {
	case numberBeside:
		for n := l.numbers[from+m.twin] + 1; n%serials != 0; n++ {
			if l.take(n) {
				return n
			}
		}
	case numberTwoOff:
		for range 50 {
			if n := l.twoOff(r, l.numbers[from+m.twin]); l.take(n) {
				return n
			}
		}
	}
	return l.free(r, headOf(r, m.birth.Year(), m.female))
}

// headOf is the first six digits: a made-up place, century and sex, year.
func headOf(r *rand.Rand, year int, female bool) uint64 {
	place := uint64(99)
	if r.IntN(2) == 0 {
		place = 999
	}
	return place*1000 + centurySex(year, female)*100 + uint64(year%100)
}

func centurySex(year int, female bool) uint64 {
	digit := uint64(year/100-19) * 2
	if female {
		digit++
	}
	return digit
}

// otherHead is that of a number which was cancelled because sex or year were
// wrong.
func (l *Labelled) otherHead(m *kin) uint64 {
	return 999_000 + centurySex(m.birth.Year(), !m.female)*100 + uint64(m.birth.Year()%100)
}

// free takes an unused number with a head.
func (l *Labelled) free(r *rand.Rand, head uint64) uint64 {
	for {
		serial := r.Uint64N(serials)
		if l.config.Dense {
			at, ok := l.next[head]
			if !ok {
				at = r.Uint64N(400_000)
			}
			serial = at + 1
			if r.IntN(20) == 0 {
				serial += r.Uint64N(40)
			}
			serial %= serials
			l.next[head] = serial
		}
		if n := head*serials + serial; l.take(n) {
			return n
		}
	}
}

// twoOff changes two digits of the serial.
func (l *Labelled) twoOff(r *rand.Rand, n uint64) uint64 {
	digits := fmt.Appendf(nil, "%012d", n)
	first := 6 + r.IntN(6)
	second := 6 + (first-6+1+r.IntN(5))%6
	for _, at := range []int{first, second} {
		digits[at] = otherDigit(r, digits[at])
	}
	return numberOf(digits)
}

func otherDigit(r *rand.Rand, digit byte) byte { return '0' + (digit-'0'+1+byte(r.IntN(9)))%10 }

func numberOf(digits []byte) (n uint64) {
	for _, d := range digits {
		n = 10*n + uint64(d-'0')
	}
	return n
}

// take marks a number as used; false when it was.
func (l *Labelled) take(n uint64) bool {
	if l.isUsed(n) {
		return false
	}
	head, serial := n/serials, n%serials
	if l.used[head] == nil {
		l.used[head] = make([]uint64, serials/64)
	}
	l.used[head][serial/64] |= 1 << (serial % 64)
	return true
}

func (l *Labelled) isUsed(n uint64) bool {
	bits, serial := l.used[n/serials], n%serials
	return bits != nil && bits[serial/64]&(1<<(serial%64)) != 0
}

// communes is how many the register's people live in.
func (l *Labelled) communes() int { return min(mostCommunes, 1+l.config.Persons/personsOfCommune) }

// communeOf is where a household lives.
func (l *Labelled) communeOf(household int) int {
	return 1 + int(uint64(household)*0x9e3779b97f4a7c15>>40)%l.communes()
}

// communeCode is a commune's code of today, and oldCommuneCode the one it had
// before its merger.
func communeCode(commune int) string    { return fmt.Sprintf("99%03d", commune) }
func oldCommuneCode(commune int) string { return fmt.Sprintf("98%03d", commune) }

// Communes lists the codes of today with those of before.
func (l *Labelled) Communes() iter.Seq2[string, string] {
	return func(yield func(today, before string) bool) {
		for c := 1; c <= l.communes() && yield(communeCode(c), oldCommuneCode(c)); c++ {
		}
	}
}

// Persons yields the register, household by household.
func (l *Labelled) Persons() iter.Seq[LabelledPerson] {
	return func(yield func(LabelledPerson) bool) {
		f := newFamily(l.config.Seed)
		for h := range l.Households() {
			members := f.of(h)
			for i := range members {
				p := l.record(h, members, i)
				if !yield(p) {
					return
				}
				if !members[i].renumbered || !members[i].oldStays {
					continue
				}
				p.ID, p.Status, p.Old = p.Old[0], string(cancelled), nil
				if !yield(p) {
					return
				}
			}
		}
	}
}

// record is a member as the register has them; the first of Old is the number of
// twelve digits, where there was one.
func (l *Labelled) record(h int, members []kin, i int) LabelledPerson {
	m := &members[i]
	p := LabelledPerson{
		ID: l.id(h, i), Name: m.name, Commune: communeCode(l.communeOf(h)), Household: fmt.Sprintf("H%07d", h),
		Status: string(m.status), Female: m.female != m.wrongSex, Birth: m.birth, DiedOn: m.died,
	}
	if m.yearOnly {
		p.Birth, _ = civil.NewYear(m.birth.Year())
	}
	if m.renumbered {
		p.Old = append(p.Old, l.oldID(h, members, i))
	}
	if m.cmnd > 0 {
		p.Old = append(p.Old, fmt.Sprint(m.cmnd))
	}
	return p
}

func (l *Labelled) id(h, i int) string { return fmt.Sprintf("%012d", l.numbers[int(l.starts[h])+i]) }

// oldID is the number a member held before.
func (l *Labelled) oldID(h int, members []kin, i int) string {
	at := len(members)
	for j := range i {
		if members[j].renumbered {
			at++
		}
	}
	return l.id(h, at)
}
