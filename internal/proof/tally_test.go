package proof

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/synth"
)

// count says what became of rows.
type count struct {
	rows, known             int // known: the register has the person
	automatic, wrong        int
	review, stopped         int
	shown, lost             int // of the known that were not accepted: the truth in the first three, or not
	reviewShown, wrongFound int // of review alone; and proposals of somebody else
}

func (c *count) add(d count) {
	c.rows, c.known, c.automatic, c.wrong = c.rows+d.rows, c.known+d.known, c.automatic+d.automatic, c.wrong+d.wrong
	c.review, c.stopped, c.shown, c.lost = c.review+d.review, c.stopped+d.stopped, c.shown+d.shown, c.lost+d.lost
	c.reviewShown, c.wrongFound = c.reviewShown+d.reviewShown, c.wrongFound+d.wrongFound
}

// tally counts by tier and by fault.
type tally struct {
	all    count
	tiers  map[registry.Tier]*count
	faults map[string]*count
	wrong  []string // the first wrong acceptances, made-up people as they are
}

func newTally() *tally {
	return &tally{tiers: map[registry.Tier]*count{}, faults: map[string]*count{}}
}

// seenFirst is how many candidates a reviewer looks at.
const seenFirst = 3

// note counts one row.
func (t *tally) note(row synth.LabelledRow, m registry.Match) {
	c := count{rows: 1}
	right := m.HasPerson && m.Person.PersonalID == row.Truth
	if row.Truth != "" {
		c.known = 1
	}
	switch m.Action {
	case registry.Automatic:
		c.automatic = 1
		if !right {
			c.wrong = 1
			t.keep(row, m)
		}
	case registry.Review:
		c.review = 1
	default:
		c.stopped = 1
	}
	if row.Truth != "" && m.Action != registry.Automatic {
		if right || slices.ContainsFunc(m.Candidates[:min(seenFirst, len(m.Candidates))], func(s registry.Scored) bool { return s.PersonalID == row.Truth }) {
			c.shown = 1
			c.reviewShown = c.review
		} else {
			c.lost = 1
		}
		if m.HasPerson && !right {
			c.wrongFound = 1
		}
	}
	t.all.add(c)
	under(t.tiers, m.Tier).add(c)
	under(t.faults, faultsOf(row)).add(c)
}

func under[K comparable](in map[K]*count, key K) *count {
	if in[key] == nil {
		in[key] = &count{}
	}
	return in[key]
}

// faultsOf names what is wrong with a row.
func faultsOf(r synth.LabelledRow) string {
	var list []string
	for _, k := range []synth.Kind{r.NameFault, r.DateFault, r.NumberFault, r.About} {
		if k != "" {
			list = append(list, string(k))
		}
	}
	switch len(list) {
	case 0:
		return "none"
	case 1:
		return list[0]
	}
	return "several"
}

func (t *tally) keep(row synth.LabelledRow, m registry.Match) {
	if len(t.wrong) < 5 {
		t.wrong = append(t.wrong, fmt.Sprintf("%+v accepted as %s %s: %+v", row, m.Tier, m.Outcome, m.Person))
	}
}

func (t *tally) join(o *tally) {
	t.all.add(o.all)
	for tier, c := range o.tiers {
		under(t.tiers, tier).add(*c)
	}
	for fault, c := range o.faults {
		under(t.faults, fault).add(*c)
	}
	t.wrong = append(t.wrong, o.wrong...)
}

// found is the share of the known who were accepted or shown, in millionths.
func (t *tally) found() int { return share(t.all.known-t.all.lost-t.misled(), t.all.known) }

// misled are the known rows that were accepted as somebody else.
func (t *tally) misled() int { return t.all.wrong }

func (t *tally) automatic() int { return share(t.all.automatic, t.all.rows) }

func share(part, of int) int {
	if of == 0 {
		return 0
	}
	return part * 1_000_000 / of
}

// percent writes millionths.
func percent(millionths int) string {
	return fmt.Sprintf("%d.%03d %%", millionths/10_000, millionths%10_000/10)
}

// table writes the counts by tier and by fault.
func (t *tally) table() string {
	var b strings.Builder
	line := func(name string, c *count) {
		fmt.Fprintf(&b, "  %-18s %9d rows  %9d automatic %8s  %2d wrong  %7d review, %7d with the person in the first three  %6d stopped  %5d lost\n",
			name, c.rows, c.automatic, percent(share(c.automatic, c.rows)), c.wrong, c.review, c.reviewShown, c.stopped, c.lost)
	}
	for _, tier := range slices.Sorted(maps.Keys(t.tiers)) {
		line(tier.String(), t.tiers[tier])
	}
	line("all", &t.all)
	b.WriteString("  by what is wrong with the row:\n")
	for _, fault := range slices.SortedFunc(maps.Keys(t.faults), func(a, b string) int {
		return cmp.Or(cmp.Compare(t.faults[b].rows, t.faults[a].rows), cmp.Compare(a, b))
	}) {
		line(fault, t.faults[fault])
	}
	return b.String()
}
