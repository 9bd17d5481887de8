package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"chitra/beneficiary/registry"
	"chitra/payout"
)

// lookAtOnce is how many rows' candidates are fetched together, and lookers how
// many such lots are looked at side by side.
const (
	lookAtOnce = 2000
	lookers    = 2
)

// lookAtAll looks at every row to do, and then at what rows say of each other.
func (m *matcher) lookAtAll(ctx context.Context) error {
	if err := m.run(ctx); err != nil {
		return err
	}
	if err := m.findSwaps(ctx); err != nil {
		return err
	}
	return m.findRepeats(ctx)
}

// run looks at every row to do, lot by lot, each in a view of its own. The
// order of the lots does not matter: what was said is sorted before it is kept.
func (m *matcher) run(ctx context.Context) error {
	lots := slices.Collect(slices.Chunk(m.todo, m.app.atOnce))
	said := make([][]looked, len(lots))
	next := make(chan int)
	failed := make(chan error, lookers)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for range lookers {
		go func() {
			var err error
			for i := range next {
				if err == nil {
					said[i], err = m.look(ctx, lots[i])
				}
				if err != nil {
					stop()
				}
			}
			failed <- err
		}()
	}
	for i := range lots {
		m.app.notify("match", i*m.app.atOnce, len(m.todo))
		next <- i
	}
	close(next)
	var errs []error
	for range lookers {
		errs = append(errs, <-failed)
	}
	m.fresh = slices.Concat(said...)
	return errors.Join(errs...)
}

// look says of one lot of rows whose they are.
func (m *matcher) look(ctx context.Context, heads []RowHead) (said []looked, err error) {
	err = m.app.store.View(ctx, func(tx Tx) error {
		rows, err := rowsOf(ctx, tx, heads)
		if err != nil {
			return err
		}
		subjects := make([]registry.Subject, len(rows))
		for i, r := range rows {
			if subjects[i], err = subjectOf(r.ListRow); err != nil {
				return err
			}
		}
		found, err := fetchCandidates(ctx, tx, m.snapshot, subjects, m.decided(rows))
		if err != nil {
			return fmt.Errorf("fetch candidates: %w", err)
		}
		l := lot{matcher: m, rows: rows, subjects: subjects, found: found, said: make([]looked, len(rows)), matches: make([]registry.Match, len(rows))}
		said = l.said
		return l.decideAll(ctx, tx)
	})
	return said, err
}

// lot is some rows being looked at, with the candidates fetched so far.
type lot struct {
	*matcher
	rows     []CurrentRow
	subjects []registry.Subject
	found    *candidates
	said     []looked
	matches  []registry.Match
}

// decideAll decides every row, and then the doubtful again with more in sight.
func (l *lot) decideAll(ctx context.Context, tx Tx) error {
	every := make([]int, len(l.rows))
	for i := range every {
		every[i] = i
	}
	if err := l.decideThese(every); err != nil {
		return err
	}
	if err := l.lookForTwins(ctx, tx); err != nil {
		return err
	}
	if err := l.lookForNear(ctx, tx); err != nil {
		return err
	}
	return l.explainAll()
}

// explainAll writes the evidence of what was decided in the end.
func (l *lot) explainAll() error {
	for i, r := range l.rows {
		x, err := l.context(r)
		if err != nil {
			return err
		}
		s := l.subjects[i]
		k := kept(registry.Explain(l.matches[i], s, l.found.of(s), x, l.rules))
		if l.said[i].Evidence, err = k.text(); err != nil {
			return err
		}
		l.said[i].typed, l.said[i].meant = s.PersonalID, meantBy(l.matches[i])
		l.said[i].in = listIn{r.Programme, r.ListCommune, r.Series}
	}
	return nil
}

func (l *lot) decideThese(rows []int) (err error) {
	for _, i := range rows {
		if l.said[i], l.matches[i], err = l.decide(l.rows[i], l.subjects[i], l.found); err != nil {
			return fmt.Errorf("row %s: %w", l.rows[i].RowKey, err)
		}
	}
	return nil
}

// those are the rows of which something holds, and their subjects.
func (l *lot) those(hold func(i int) bool) (rows []int, subjects []registry.Subject) {
	for i := range l.rows {
		if hold(i) {
			rows, subjects = append(rows, i), append(subjects, l.subjects[i])
		}
	}
	return rows, subjects
}

// lookForTwins decides the doubtful rows with their twins in sight. Where number,
// every tone of the name and the date agree, twins change nothing: whoever else
// has that name and date was looked at already. A row that was decided is shown
// all whom its reviewer saw.
func (l *lot) lookForTwins(ctx context.Context, tx Tx) error {
	rows, subjects := l.those(func(i int) bool {
		_, decided := l.decisions[personIn{l.rows[i].Programme, l.rows[i].PersonKey}]
		return decided || l.matches[i].Action != registry.Automatic || l.matches[i].Tier != registry.T1
	})
	if err := l.found.fetchTwins(ctx, tx, l.snapshot, subjects); err != nil {
		return fmt.Errorf("fetch twins: %w", err)
	}
	return l.decideThese(rows)
}

// lookForNear decides those again whose number nobody holds, or whose owner does
// not fit, with everybody in sight whose number is a slip away.
func (l *lot) lookForNear(ctx context.Context, tx Tx) error {
	rows, subjects := l.those(func(i int) bool { return l.subjects[i].NeedsNear(l.matches[i], l.rules) })
	if len(rows) == 0 {
		return nil
	}
	if err := l.found.fetchNear(ctx, tx, l.snapshot, subjects); err != nil {
		return fmt.Errorf("fetch near numbers: %w", err)
	}
	return l.decideThese(rows)
}

// decided are the persons that reviewers named for some rows: they are fetched
// whether or not the row itself leads to them.
func (m *matcher) decided(rows []CurrentRow) []string {
	var out []string
	for _, r := range rows {
		if d := m.decisions[personIn{r.Programme, r.PersonKey}]; d.PersonalID != "" {
			out = append(out, d.PersonalID)
		}
	}
	return out
}

// rowsOf reads rows by their heads; one that is not there is an error.
func rowsOf(ctx context.Context, tx Tx, heads []RowHead) ([]CurrentRow, error) {
	keys := map[int64][]string{}
	for _, h := range heads {
		keys[h.VersionNo] = append(keys[h.VersionNo], h.RowKey)
	}
	var rows []CurrentRow
	for _, version := range slices.Sorted(maps.Keys(keys)) {
		found, err := tx.RowsByKey(ctx, version, keys[version])
		if err != nil {
			return nil, fmt.Errorf("read rows of version %d: %w", version, err)
		}
		if len(found) != len(keys[version]) {
			return nil, fmt.Errorf("version %d: %d rows asked for, %d found", version, len(keys[version]), len(found))
		}
		rows = append(rows, found...)
	}
	return rows, nil
}

func (m *matcher) decide(r CurrentRow, s registry.Subject, found *candidates) (looked, registry.Match, error) {
	x, err := m.context(r)
	if err != nil {
		return looked{}, registry.Match{}, err
	}
	match := registry.Decide(s, found.of(s), x, m.rules)
	out := looked{RowMatch: RowMatch{VersionNo: r.VersionNo, RowKey: r.RowKey, Outcome: string(match.Outcome), Tier: match.Tier.String(),
		Action: actionOf(match.Action), Due: flag(!nothingDue(match)), Beside: joinOutcomes(match.Beside)}}
	decision, decided := m.decisions[personIn{r.Programme, r.PersonKey}]
	if decided {
		out.DecisionNo = decision.lastNo()
		open := match
		if match.Action == registry.Automatic { // as its reviewer would see it
			open.Action, open.Candidates = registry.Review, registry.InSight(s, found.of(s), x, m.rules)
		}
		decided = decision.overrules(match) && decision.holds(open, found) &&
			decision.standing(stakeOf(r.ListRow, x.Amount), m.rules) == ReviewDecided
		if decided {
			match = open
		}
	}
	switch {
	case decided:
		m.asDecided(&out, decision, match, found, func(p registry.Person) []registry.Outcome { return registry.BesideOf(s, p, x) })
	case match.Action == registry.Automatic:
		out.accept(match.Person, match.ToHeirs, match.Beside)
	case match.ToHeirs:
		out.accept(match.Person, true, match.Beside)
		out.Action = ActionAutomatic
	}
	return out, match, nil
}

// overrules reports whether a standing decision goes before what the machine
// says: of a row that it leaves to a reviewer, and of one that it would accept as
// somebody else.
func (d DecisionNow) overrules(m registry.Match) bool {
	return m.Action == registry.Review || m.Action == registry.Automatic && d.PersonalID != m.Person.PersonalID
}

// asDecided says of a row what its reviewer said. Of somebody else than was proposed
// it says what stands beside the one decided upon.
func (m *matcher) asDecided(out *looked, d DecisionNow, match registry.Match, found *candidates, besideOf func(registry.Person) []registry.Outcome) {
	if d.PersonalID == "" {
		out.Action, out.Hold = ActionDecided, string(payout.HoldIneligible)
		return
	}
	person, ok := found.person(d.PersonalID)
	if !ok {
		out.Action = ActionReview
		return
	}
	due, heirs, _ := person.DueIn(m.period)
	out.Action, out.Due = ActionDecided, flag(due)
	beside := match.Beside
	if person.PersonalID != match.Person.PersonalID {
		beside = slices.DeleteFunc(slices.Clone(beside), func(o registry.Outcome) bool { return o == registry.SexDiffers || o == registry.LeftArea })
		beside = append(beside, besideOf(person)...)
		out.Beside = joinOutcomes(beside)
	}
	out.accept(person, heirs, beside)
}

// context is what a decision about a row needs beside the two records.
func (m *matcher) context(r CurrentRow) (registry.Context, error) {
	amount, err := m.app.dueOf(r.Programme, m.period, r.ListRow)
	return registry.Context{Month: m.period, Repeats: m.repeats[rowNumber{r.Programme, r.PersonalID}], Amount: amount,
		Places: m.places, AsOf: m.asOf, Frequencies: m.common}, err
}

// nothingDue says that the match is sure of a person who died before the month:
// the one case in which a row is owed nothing.
func nothingDue(m registry.Match) bool {
	return m.HasPerson && !m.Due && m.Outcome == registry.Deceased && m.Action != registry.Review
}

// personalIDLength is the length of a number that is one person's for good. The
// nine digits of an old CMND were given to several people, and never join two
// records.
const personalIDLength = 12

// accept takes the person as whom the row names. The payee's name comes from
// the registry.
func (r *looked) accept(p registry.Person, heirs bool, beside []registry.Outcome) {
	r.PersonalID, r.PayeeName, r.DateOfBirth = p.PersonalID, p.Name, p.Birth.ISO()
	r.oldIDs = slices.DeleteFunc(slices.Clone(p.OldIDs), func(n string) bool { return len(n) != personalIDLength })
	switch {
	case heirs:
		r.Hold = string(payout.HoldToHeirs)
	case slices.Contains(beside, registry.LeftArea):
		r.Hold = string(payout.HoldLeftArea)
	}
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
