package app

import (
	"context"
	"encoding/json"
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

// run looks at every row to do, lot by lot, each in a view of its own. The
// order of the lots does not matter: what was said is sorted before it is kept.
func (m *matcher) run(ctx context.Context) error {
	lots := slices.Collect(slices.Chunk(m.todo, lookAtOnce))
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
		m.app.notify("match", i*lookAtOnce, len(m.todo))
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
		said = make([]looked, len(rows))
		var doubtful []int
		for i, r := range rows {
			if said[i], err = m.decide(r, subjects[i], found); err != nil {
				return fmt.Errorf("row %s: %w", r.RowKey, err)
			}
			if said[i].Action != ActionAutomatic || said[i].Tier != registry.T1.String() {
				doubtful = append(doubtful, i)
			}
		}
		return m.lookAgain(ctx, tx, rows, subjects, found, doubtful, said)
	})
	return said, err
}

// lookAgain decides the doubtful rows with their twins in sight. Where number,
// every tone of the name and the date agree, twins change nothing: whoever else
// has that name and date was looked at already.
func (m *matcher) lookAgain(ctx context.Context, tx Tx, rows []CurrentRow, subjects []registry.Subject, found *candidates,
	doubtful []int, said []looked) error {
	again := make([]registry.Subject, len(doubtful))
	for n, i := range doubtful {
		again[n] = subjects[i]
	}
	if err := found.fetchTwins(ctx, tx, m.snapshot, again); err != nil {
		return fmt.Errorf("fetch twins: %w", err)
	}
	for _, i := range doubtful {
		var err error
		if said[i], err = m.decide(rows[i], subjects[i], found); err != nil {
			return fmt.Errorf("row %s: %w", rows[i].RowKey, err)
		}
	}
	return nil
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

func (m *matcher) decide(r CurrentRow, s registry.Subject, found *candidates) (looked, error) {
	amount, err := m.app.dueOf(r.Programme, m.period, r.ListRow)
	if err != nil {
		return looked{}, err
	}
	x := registry.Context{Month: m.period, Repeats: m.repeats[rowNumber{r.Programme, r.PersonalID}], Amount: amount, Places: m.places}
	match := registry.Decide(s, found.of(s), x, m.rules)
	out := looked{RowMatch: RowMatch{VersionNo: r.VersionNo, RowKey: r.RowKey, Outcome: string(match.Outcome), Tier: match.Tier.String(),
		Action: actionOf(match.Action), Due: flag(!nothingDue(match)), Beside: joinOutcomes(match.Beside)}}
	decision, decided := m.decisions[personIn{r.Programme, r.PersonKey}]
	if decided {
		out.DecisionNo = decision.lastNo()
		decided = decision.standing(stakeOf(r.ListRow, amount), m.rules) == ReviewDecided && decision.holds(match, found)
	}
	switch {
	case match.Action == registry.Automatic:
		out.accept(match.Person, match.ToHeirs, match.Beside)
	case match.Action == registry.Review && decided && decision.PersonalID == "":
		out.Action, out.Hold = ActionDecided, string(payout.HoldIneligible)
	case match.Action == registry.Review && decided:
		if person, ok := found.person(decision.PersonalID); ok {
			due, heirs, _ := person.DueIn(m.period)
			out.Action, out.Due = ActionDecided, flag(due)
			out.accept(person, heirs, match.Beside)
		}
	case match.ToHeirs:
		out.accept(match.Person, true, match.Beside)
		out.Action = ActionAutomatic
	}
	evidence, err := json.Marshal(evidenceOf(match))
	out.Evidence = string(evidence)
	return out, err
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
