package synth

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chitra/internal/civil"
)

// Province is a made-up province, ready to be written.
type Province struct {
	Config Config // with the defaults filled in
	Truth  *Truth

	maker *maker
	lists []file
}

// maker is a province in the making.
type maker struct {
	cfg      Config
	rand     *rand.Rand
	quota    quotas
	months   []civil.Month
	families []family
	layouts  []layout
	banks    []listedBank
	legacy   legacy
	communes []commune
	weights  []int // size of each commune
	weight   int   // their sum

	pop       *population
	people    []*beneficiary // all who count
	dead      []*beneficiary // listed, nothing due
	repeated  []*beneficiary // second rows, to be struck off
	deaths    map[int]death  // by person: who dies in one of the months
	typed     map[int]bool   // people whose number stands on somebody else's row
	numbers   map[string]bool
	guarded   int
	numbering int
}

// death is a death inside the months that are paid for.
type death struct {
	month int
	day   civil.Date
}

// Generate makes the province. The same configuration always makes the same.
func Generate(c Config) (*Province, error) {
	m, err := populate(c)
	if err != nil {
		return nil, err
	}
	p := &Province{Config: m.cfg, Truth: &Truth{}, maker: m}
	p.writeLists()
	return p, nil
}

// populate makes everybody and fixes everybody's end; no list is written yet.
func populate(c Config) (*maker, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	m := newMaker(c)
	m.enrol()
	m.group()
	m.addGhosts()
	m.topUp()
	m.steer()
	return m, nil
}

func newMaker(c Config) *maker {
	r := rand.New(rand.NewPCG(c.Seed, 0x6368697472610001))
	m := &maker{
		cfg: c, rand: r, quota: newQuotas(c), months: civil.Months(c.From, c.From.Add(c.Months-1)), families: families(),
		layouts: newLayouts(), banks: listedBanks(), legacy: newLegacy(), communes: newCommunes(),
		deaths: map[int]death{}, typed: map[int]bool{}, numbers: map[string]bool{},
	}
	m.pop = newPopulation(r, c.Registry, c.From.First())
	for range m.communes {
		w := 60 + r.IntN(81)
		m.weights = append(m.weights, w)
		m.weight += w
	}
	return m
}

// addGhosts puts people on the lists whom the registry does not know: no such
// number, and nobody of that name and date.
func (m *maker) addGhosts() {
	for range m.quota.ghosts {
		s, family := m.draw(false)
		p := m.pop.settle(s, 0)
		for m.pop.namesakes[m.pop.nameDate(p.name, p.birth)] > 0 {
			p.name = m.pop.namer.full(s.surname, s.female)
		}
		p.id = m.pop.number(p.birth, p.female)
		m.numbering++
		b := &beneficiary{
			key: fmt.Sprintf("p%06d", m.numbering), person: unlisted, ghost: p, family: family, units: 1, kind: NotFound,
			until: len(m.months) - 1, changed: unlisted, dies: unlisted, listed: truthful(&p),
		}
		if m.rand.IntN(2) == 0 {
			b.account = m.newAccount(p.name, "")
		}
		m.people = append(m.people, b)
	}
}

// topUp brings the registry to its size with people nobody else resembles,
// and lets a few people on no list die in the months that are paid for.
func (m *maker) topUp() {
	for len(m.pop.people) < m.cfg.Registry {
		s := seed{female: m.rand.IntN(2) == 0, commune: m.commune(), birth: m.pop.about(40, 15), surname: m.pop.namer.surname()}
		p := m.pop.settle(s, len(m.pop.members))
		for m.pop.namesakes[m.pop.nameDate(p.name, p.birth)] > 0 {
			p.name = m.pop.namer.full(s.surname, s.female)
		}
		m.pop.enter(p)
	}
	listed := map[int]bool{}
	for _, b := range m.people {
		listed[b.person] = true
	}
	for i := range m.pop.people {
		p := &m.pop.people[i]
		if listed[i] || m.typed[i] || p.status != alive || m.pop.day.Year()-p.birth.Year() < 40 || m.rand.IntN(400) > 0 {
			continue
		}
		month := m.rand.IntN(len(m.months))
		m.deaths[i] = death{month: month, day: m.months[month].First().AddDays(m.rand.IntN(5))}
	}
	for _, b := range m.dead {
		if m.rand.IntN(5) < 3 {
			b.account = m.newAccount(m.who(b).name, "")
		}
	}
}

// writeLists writes every list of every month and gathers the truth.
func (p *Province) writeLists() {
	m := p.maker
	type key struct {
		month, commune int
		series         series
	}
	entries := map[key][]*beneficiary{}
	all := slices.Concat(m.people, m.dead, m.repeated)
	shuffle(m, all)
	slices.SortStableFunc(all, func(a, b *beneficiary) int { return m.who(a).village - m.who(b).village })
	for _, b := range all {
		for month := b.since; month <= b.until; month++ {
			k := key{month: month, commune: m.who(b).commune}
			if month == len(m.months)-1 {
				k.series = b.late
			}
			entries[k] = append(entries[k], b)
		}
	}
	for month := range m.months {
		for _, s := range []series{supplementA, supplementB, mainList} {
			for _, c := range m.communes {
				rows := entries[key{month, c.index, s}]
				if len(rows) == 0 {
					continue
				}
				f, truth := m.writeList(c, month, s, rows)
				p.lists = append(p.lists, f)
				p.Truth.Rows = append(p.Truth.Rows, truth...)
			}
		}
	}
}

// Registry writes the snapshot that is matched against for a month: deaths
// are known up to the first days of that month.
func (p *Province) Registry(w io.Writer, month civil.Month) error {
	at := month.Since(p.Config.From)
	if at < 0 || at >= p.Config.Months {
		return fmt.Errorf("registry for %s: not a month of the province", month)
	}
	m := p.maker
	index := make(map[*person]death, len(m.deaths))
	for i, d := range m.deaths {
		index[&m.pop.people[i]] = d
	}
	return m.pop.snapshot(w, func(who *person) (status, civil.Date) {
		if d, dies := index[who]; dies && d.month <= at {
			return dead, d.day
		}
		return who.status, who.diedOn
	})
}

// Persons is the number of records in each snapshot.
func (p *Province) Persons() int { return len(p.maker.pop.people) }

// Lists are the paths of the workbooks, below lists/.
func (p *Province) Lists() []string {
	paths := make([]string, len(p.lists))
	for i, f := range p.lists {
		paths[i] = f.path
	}
	return paths
}

// Write writes the province to a folder: registry.csv (and registry-YYYY-MM.csv
// for later months), places.csv, lists/, truth/. A folder whose lists are not
// all of this province is refused, so that no two provinces ever mix.
func (p *Province) Write(dir string) error {
	if err := p.WriteFirst(dir); err != nil {
		return err
	}
	return p.WriteLater(dir)
}

// WriteFirst writes what there is before the first month's work begins: places,
// the truth, and what that month needs.
func (p *Province) WriteFirst(dir string) error {
	if err := p.refuseStrangers(dir); err != nil {
		return err
	}
	err := writeFile(filepath.Join(dir, "places.csv"), func(w io.Writer) error { return writePlaces(w, p.maker.communes) })
	if err != nil {
		return err
	}
	return p.writeMonths(dir, p.maker.months[:1], func() error { return p.writeTruth(dir) })
}

// WriteLater writes what only the months after the first need. It may go on while
// the first is worked on.
func (p *Province) WriteLater(dir string) error {
	return p.writeMonths(dir, p.maker.months[1:])
}

// writeMonths writes registry and lists of some months, and does the rest beside.
func (p *Province) writeMonths(dir string, months []civil.Month, rest ...func() error) error {
	jobs := rest
	for _, month := range months {
		name := "registry.csv"
		if month != p.Config.From {
			name = "registry-" + month.String() + ".csv"
		}
		jobs = append(jobs, func() error {
			return writeFile(filepath.Join(dir, name), func(w io.Writer) error { return p.Registry(w, month) })
		})
	}
	for i := range p.lists {
		f := &p.lists[i]
		if !slices.Contains(months, f.month) {
			continue
		}
		jobs = append(jobs, func() error {
			data, err := f.bytes()
			if err != nil {
				return err
			}
			return writeFile(filepath.Join(dir, "lists", filepath.FromSlash(f.path)), func(w io.Writer) error { _, err := w.Write(data); return err })
		})
	}
	return sideBySide(len(jobs), func(i int) error { return jobs[i]() })
}

func (p *Province) writeTruth(dir string) error {
	if err := writeFile(TruthFile(dir), p.Truth.WriteCSV); err != nil {
		return err
	}
	summary, err := p.Truth.Summary()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(summary, "", "  ")
	if err != nil {
		return fmt.Errorf("write the summary: %w", err)
	}
	return writeFile(filepath.Join(dir, "truth", "summary.json"), func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(append(text, '\n')))
		return err
	})
}

// refuseStrangers looks for lists in the folder that would not be replaced.
func (p *Province) refuseStrangers(dir string) error {
	root := filepath.Join(dir, "lists")
	ours := p.Lists()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		below, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		if below = filepath.ToSlash(below); !slices.Contains(ours, below) && strings.HasSuffix(below, ".xlsx") {
			return fmt.Errorf("%s holds %s of another province", dir, below)
		}
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func writeFile(name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := write(f); err != nil {
		_ = f.Close() // the first error is the one that tells
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
