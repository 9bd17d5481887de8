package synth

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"chitra/internal/civil"
)

// status of a registry record.
type status string

const (
	alive     status = "alive"
	dead      status = "dead"
	missing   status = "missing"
	left      status = "left"
	cancelled status = "cancelled"
)

// person is one record of the population registry.
type person struct {
	id        string
	name      string
	birth     civil.Date // the true day, whatever the registry knows
	yearOnly  bool       // the registry knows the year alone
	female    bool
	wrongSex  bool // the registry holds the other sex
	commune   int
	village   int
	household int
	status    status
	diedOn    civil.Date
	old       []string // cancelled numbers and the nine-digit one
}

// recorded is the birth date as the registry knows it.
func (p *person) recorded() string {
	if p.yearOnly {
		return fmt.Sprintf("%04d", p.birth.Year())
	}
	return p.birth.ISO()
}

// cmnd is the person's old nine-digit number, or "".
func (p *person) cmnd() string {
	for _, o := range p.old {
		if len(o) == 9 {
			return o
		}
	}
	return ""
}

// population is everybody, and what is taken: numbers, and how many share a
// name and a birth date.
type population struct {
	rand       *rand.Rand
	namer      *namer
	day        civil.Date // first day of the first month
	people     []person
	members    [][]int // people of each household
	used       map[string]bool
	cmnds      map[string]int
	namesakes  map[uint64]int
	bare       map[string]string // the few hundred words of names, without marks
	nextSerial map[string]int
}

func newPopulation(r *rand.Rand, size int, day civil.Date) *population {
	return &population{
		rand: r, namer: newNamer(r), day: day, people: make([]person, 0, size),
		used: make(map[string]bool, size), cmnds: make(map[string]int, size/2),
		namesakes: make(map[uint64]int, size), nextSerial: map[string]int{}, bare: map[string]string{},
	}
}

// number makes a twelve-digit number: made-up place of birth, century and
// sex, year, serial. Serials run on with small gaps, as they do where births
// are registered in batches, so that neighbours are living people.
func (g *population) number(birth civil.Date, female bool) string {
	place := "099"
	if g.rand.IntN(5) < 2 {
		place = "999"
	}
	sex := (birth.Year()/100 - 19) * 2
	if female {
		sex++
	}
	head := fmt.Sprintf("%s%d%02d", place, sex, birth.Year()%100)
	serial, ok := g.nextSerial[head]
	if !ok {
		serial = g.rand.IntN(400_000)
	}
	if g.rand.IntN(3) == 0 {
		serial += g.rand.IntN(40)
	}
	for {
		serial++
		if id := fmt.Sprintf("%s%06d", head, serial); !g.used[id] {
			g.used[id] = true
			g.nextSerial[head] = serial
			return id
		}
	}
}

// oldNumber gives most grown-ups a nine-digit number in the same made-up
// place; a few are shared by two people, as in truth they were.
func (g *population) oldNumber(p *person) {
	if p.birth.Year() > 1998 || g.rand.IntN(100) < 40 {
		return
	}
	n := fmt.Sprintf("999%06d", g.rand.IntN(1_000_000))
	p.old = append(p.old, n)
	g.cmnds[n]++
}

// add enters a person and returns the index.
func (g *population) add(p person) int {
	g.namesakes[g.nameDate(p.name, p.birth)]++
	g.people = append(g.people, p)
	i := len(g.people) - 1
	for p.household >= len(g.members) {
		g.members = append(g.members, nil)
	}
	g.members[p.household] = append(g.members[p.household], i)
	return i
}

// alone reports whether nobody else has this name, marks apart, and this date.
func (g *population) alone(p *person) bool { return g.namesakes[g.nameDate(p.name, p.birth)] == 1 }

// nameDate is one number for a name without marks and a birth date.
func (g *population) nameDate(name string, birth civil.Date) uint64 {
	h := fnv.New64a()
	for word := range strings.SplitSeq(name, " ") {
		bare, ok := g.bare[word]
		if !ok {
			bare = bankCapitals(word) + " "
			g.bare[word] = bare
		}
		// A hash never fails to write.
		_, _ = io.WriteString(h, bare)
	}
	_, _ = io.WriteString(h, birth.ISO())
	return h.Sum64()
}

// dayBetween draws a day from…to, both included.
func (g *population) dayBetween(from, to civil.Date) civil.Date {
	days, _ := to.DaysSince(from)
	return from.AddDays(g.rand.IntN(days + 1))
}

// snapshot writes the registry as its office hands it out for a month: sorted
// by number, households renamed, deaths as far as seen says they are known.
func (g *population) snapshot(w io.Writer, seen func(*person) (status, civil.Date)) error {
	order := make([]int, len(g.people))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(g.people[a].id, g.people[b].id) })
	houses := rand.New(rand.NewPCG(uint64(len(g.people)), 7)).Perm(len(g.members))
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := csv.NewWriter(buffered)
	rec := []string{"personal_id", "full_name", "date_of_birth", "sex", "commune_code", "status", "died_on", "old_ids", "household"}
	if err := out.Write(rec); err != nil {
		return fmt.Errorf("write the registry: %w", err)
	}
	for _, i := range order {
		p := &g.people[i]
		st, died := seen(p)
		rec[0], rec[1], rec[2], rec[3] = p.id, p.name, p.recorded(), sexLetter(p.female != p.wrongSex)
		rec[4], rec[5], rec[6] = fmt.Sprint(firstCode+p.commune), string(st), ""
		if !died.IsZero() {
			rec[6] = died.ISO()
		}
		rec[7], rec[8] = strings.Join(p.old, ";"), fmt.Sprintf("H%06d", houses[p.household]+1)
		if err := out.Write(rec); err != nil {
			return fmt.Errorf("write the registry: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the registry: %w", err)
	}
	return buffered.Flush()
}

func sexLetter(female bool) string {
	if female {
		return "F"
	}
	return "M"
}
