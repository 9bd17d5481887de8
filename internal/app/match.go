package app

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/place"
	"chitra/payout"
)

// MatchTx keeps what runs said of rows, and what reviewers decided.
type MatchTx interface {
	// NewestMatches are the newest matches of the rows in force of a period,
	// by row, each with the snapshot and policy of its run, without evidence.
	NewestMatches(ctx context.Context, period string) ([]NewestMatch, error)
	// RowsToMatch are the taken rows in force of a period that have no match of
	// this snapshot and policy, or one older than a decision about them, or one
	// that no longer agrees with how many rows share their number.
	RowsToMatch(ctx context.Context, period string, snapshot int64, policy string) ([]RowHead, error)
	// SharedNumbers are the numbers on more than one taken row of a programme.
	SharedNumbers(ctx context.Context, period string) ([]SharedNumber, error)
	// MatchCounts counts the taken rows in force by what was last said of them.
	MatchCounts(ctx context.Context, period string) ([]MatchCount, error)
	// Claims are the taken rows in force of a programme and period with their
	// newest match, in the order of their keys.
	Claims(ctx context.Context, programme, period string) ([]Claim, error)
	// ReviewMatches are those that wait for a decision, with their evidence.
	ReviewMatches(ctx context.Context, period string) ([]NewestMatch, error)
	// Decisions are the newest decisions of a programme, one a person key.
	Decisions(ctx context.Context, programme string) ([]ReviewDecision, error)
	// BeneficiariesOf are the owners of the numbers that have one.
	BeneficiariesOf(ctx context.Context, numbers []string) ([]BeneficiaryNumber, error)
	// StoppedRows are the rows in force of a period whose newest match stops them.
	StoppedRows(ctx context.Context, period string) ([]StoppedRow, error)
	// Row finds one row, of whatever version.
	Row(ctx context.Context, version int64, rowKey string) (ListRow, bool, error)
	// NewestMatch is one row's newest match, and whether its version is in force.
	NewestMatch(ctx context.Context, version int64, rowKey string) (RowInMatch, bool, error)
}

// SharedNumber is a number that stands on more than one row.
type SharedNumber struct {
	Programme  string `db:"programme"`
	PersonalID string `db:"personal_id"`
	Rows       int    `db:"rows_of"`
}

// MatchCount is how many rows had one outcome and action.
type MatchCount struct {
	Outcome string `db:"outcome"`
	Action  string `db:"action"`
	Rows    int    `db:"rows_of"`
}

// RowInMatch is a row's newest match beside what the row is.
type RowInMatch struct {
	NewestMatch
	Programme string `db:"programme"`
	PersonKey string `db:"person_key"`
	InForce   bool   `db:"in_force"`
}

// NewestMatch is a row's newest match.
type NewestMatch struct {
	RowMatch
	SnapshotNo int64  `db:"snapshot_no"`
	Policy     string `db:"policy"`
	FileName   string `db:"file_name"`
	Period     string `db:"period"`
	Series     string `db:"series"`
}

// Actions of a RowMatch.
const (
	ActionAutomatic = "automatic"
	ActionReview    = "review"
	ActionStop      = "stop"
	ActionDecided   = "decided"
)

// MatchSummary counts the rows in force of a period by what was said of them.
type MatchSummary struct {
	Snapshot  int64
	Rows      int
	Looked    int // rows this run looked at
	Automatic int
	Decided   int
	Review    int
	Stopped   int
	ByOutcome map[string]int
}

// MatchPeriod says of every row in force whose it is, against the newest
// snapshot. Rows whose answer cannot have changed are not looked at again.
func (a *App) MatchPeriod(ctx context.Context, period civil.Month) (MatchSummary, error) {
	var sum MatchSummary
	err := a.do(ctx, "match.run", period.String(), func(tx Tx, d *act) error {
		m, err := a.newMatcher(ctx, tx, d, period)
		if err != nil {
			return err
		}
		if err := m.run(ctx); err != nil {
			return err
		}
		if err := m.store(ctx); err != nil {
			return err
		}
		if sum, err = m.count(ctx); err != nil {
			return err
		}
		if sum.Looked == 0 {
			return errNothing
		}
		d.figure("looked", sum.Looked)
		d.figure("automatic", sum.Automatic)
		d.figure("review", sum.Review)
		d.figure("stopped", sum.Stopped)
		return nil
	})
	return sum, err
}

// matcher looks at the rows of one period.
type matcher struct {
	app       *App
	tx        Tx
	act       *act
	period    civil.Month
	snapshot  int64
	places    *place.Table
	todo      []RowHead
	repeats   map[rowNumber]int // of numbers that stand on more than one row
	decisions map[personIn]ReviewDecision
	fresh     []RowMatch
	people    *people
	oldIDs    map[string][]string // of persons accepted, by number
}

type rowID struct {
	version int64
	key     string
}

type rowNumber struct{ programme, number string }

type personIn struct{ programme, key string }

func (a *App) newMatcher(ctx context.Context, tx Tx, d *act, period civil.Month) (*matcher, error) {
	s, err := tx.NewestSnapshot(ctx)
	if err != nil {
		return nil, err
	}
	if s.ActNo == 0 {
		return nil, &Refused{Code: "no_snapshot", Subject: period.String()}
	}
	m := &matcher{app: a, tx: tx, act: d, period: period, snapshot: s.ActNo, repeats: map[rowNumber]int{},
		decisions: map[personIn]ReviewDecision{}, oldIDs: map[string][]string{}}
	if m.places, err = a.places(ctx, tx); err != nil {
		return nil, err
	}
	shared, err := tx.SharedNumbers(ctx, period.String())
	if err != nil {
		return nil, fmt.Errorf("read shared numbers: %w", err)
	}
	for _, n := range shared {
		m.repeats[rowNumber{n.Programme, n.PersonalID}] = n.Rows
	}
	if m.people, err = newPeople(ctx, tx, d); err != nil {
		return nil, err
	}
	return m, m.remember(ctx)
}

// remember finds the rows whose newest match may no longer be what would be
// said, and what reviewers decided.
func (m *matcher) remember(ctx context.Context) error {
	var err error
	if m.todo, err = m.tx.RowsToMatch(ctx, m.period.String(), m.snapshot, m.app.policy.Version); err != nil {
		return fmt.Errorf("read rows to match: %w", err)
	}
	programmes := map[string]bool{}
	for _, r := range m.todo {
		programmes[r.Programme] = true
	}
	for programme := range programmes {
		decisions, err := m.tx.Decisions(ctx, programme)
		if err != nil {
			return fmt.Errorf("read decisions: %w", err)
		}
		for _, d := range decisions {
			m.decisions[personIn{programme, d.PersonKey}] = d
		}
	}
	return nil
}

// lookAtOnce is how many rows' candidates are fetched together.
const lookAtOnce = 2000

func (m *matcher) run(ctx context.Context) error {
	todo := map[int64][]string{} // row keys, by version
	for _, r := range m.todo {
		todo[r.VersionNo] = append(todo[r.VersionNo], r.RowKey)
	}
	var rows []CurrentRow
	for _, version := range slices.Sorted(maps.Keys(todo)) {
		found, err := m.tx.RowsByKey(ctx, version, todo[version])
		if err != nil {
			return fmt.Errorf("read rows of version %d: %w", version, err)
		}
		if len(found) != len(todo[version]) {
			return fmt.Errorf("version %d: %d rows asked for, %d found", version, len(todo[version]), len(found))
		}
		rows = append(rows, found...)
	}
	for i, rows := range indexedChunks(rows, lookAtOnce) {
		m.app.notify("match", i*lookAtOnce, len(m.todo))
		if err := m.look(ctx, rows); err != nil {
			return err
		}
	}
	return nil
}

func indexedChunks[T any](s []T, n int) func(yield func(int, []T) bool) {
	return func(yield func(int, []T) bool) {
		i := 0
		for c := range slices.Chunk(s, n) {
			if !yield(i, c) {
				return
			}
			i++
		}
	}
}

func (m *matcher) look(ctx context.Context, rows []CurrentRow) error {
	subjects := make([]registry.Subject, len(rows))
	for i, r := range rows {
		s, err := subjectOf(r.ListRow)
		if err != nil {
			return err
		}
		subjects[i] = s
	}
	found, err := fetchCandidates(ctx, m.tx, m.snapshot, subjects)
	if err != nil {
		return fmt.Errorf("fetch candidates: %w", err)
	}
	said := make([]RowMatch, len(rows))
	for i, r := range rows {
		if said[i], err = m.decide(r, subjects[i], found); err != nil {
			return fmt.Errorf("row %s: %w", r.RowKey, err)
		}
	}
	if err := m.people.settle(ctx, said, m.oldIDs); err != nil {
		return err
	}
	m.fresh = append(m.fresh, said...)
	return nil
}

func (m *matcher) decide(r CurrentRow, s registry.Subject, found *candidates) (RowMatch, error) {
	amount, err := m.amount(r)
	if err != nil {
		return RowMatch{}, err
	}
	x := registry.Context{Month: m.period, Repeats: m.repeats[rowNumber{r.Programme, r.PersonalID}], Amount: amount, Places: m.places}
	match := registry.Decide(s, found.of(s), x, m.app.policy)
	out := RowMatch{RunNo: m.act.no, VersionNo: r.VersionNo, RowKey: r.RowKey, Outcome: string(match.Outcome), Tier: match.Tier.String(),
		Action: actionOf(match.Action), Due: flag(!nothingDue(match)), Beside: joinOutcomes(match.Beside)}
	decision, decided := m.decisions[personIn{r.Programme, r.PersonKey}]
	if decided {
		out.DecisionNo = decision.ActNo
	}
	switch {
	case match.Action == registry.Automatic:
		m.accept(&out, match.Person, match.ToHeirs, match.Beside)
	case match.Action == registry.Review && decided && decision.PersonalID == "":
		out.Action, out.Hold = ActionDecided, string(payout.HoldIneligible)
	case match.Action == registry.Review && decided:
		if person, ok := found.person(decision.PersonalID); ok {
			due, heirs, _ := person.DueIn(m.period)
			out.Action, out.Due = ActionDecided, flag(due)
			m.accept(&out, person, heirs, match.Beside)
		}
	case match.ToHeirs:
		m.accept(&out, match.Person, true, match.Beside)
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

// amount is what the row would be paid, for the policy's caps: by the rules,
// since a list may leave it out.
func (m *matcher) amount(r CurrentRow) (money.Amount, error) {
	q, err := claimOf(BuildRequest{Programme: payout.Programme(r.Programme), Period: m.period},
		Claim{RowKey: r.RowKey, Category: r.Category, Coefficient: r.Coefficient, Rate: r.Rate, Arrears: r.Arrears,
			Recovery: r.Recovery, Total: r.Total, DateOfBirth: r.BirthDate})
	if err != nil {
		return money.Amount{}, err
	}
	due, err := m.app.rules.Due(q)
	return due.Amount, err
}

// personalIDLength is the length of a number that is one person's for good. The
// nine digits of an old CMND were given to several people, and never join two
// records.
const personalIDLength = 12

// accept takes the person as whom the row names. The payee's name comes from
// the registry.
func (m *matcher) accept(r *RowMatch, p registry.Person, heirs bool, beside []registry.Outcome) {
	r.PersonalID, r.PayeeName, r.DateOfBirth = p.PersonalID, p.Name, p.Birth.ISO()
	m.oldIDs[p.PersonalID] = slices.DeleteFunc(slices.Clone(p.OldIDs), func(n string) bool { return len(n) != personalIDLength })
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

func (m *matcher) store(ctx context.Context) error {
	slices.SortFunc(m.fresh, func(x, y RowMatch) int {
		return cmp.Or(cmp.Compare(x.VersionNo, y.VersionNo), cmp.Compare(x.RowKey, y.RowKey))
	})
	if len(m.fresh) == 0 {
		return nil
	}
	if err := m.people.write(ctx); err != nil {
		return err
	}
	if err := m.act.write(ctx, m.tx, MatchRun{ActNo: m.act.no, Period: m.period.String(), SnapshotNo: m.snapshot,
		Policy: m.app.policy.Version, RowsSeen: int64(len(m.fresh)), RecordedAt: m.act.stamp()}); err != nil {
		return err
	}
	_, err := m.act.writeAll(ctx, m.tx, factsOf(m.fresh), "row_match")
	return err
}

// count adds up every row in force by its newest match.
func (m *matcher) count(ctx context.Context) (MatchSummary, error) {
	sum := MatchSummary{Snapshot: m.snapshot, Looked: len(m.fresh), ByOutcome: map[string]int{}}
	counts, err := m.tx.MatchCounts(ctx, m.period.String())
	if err != nil {
		return sum, fmt.Errorf("count matches: %w", err)
	}
	for _, c := range counts {
		sum.Rows += c.Rows
		sum.ByOutcome[c.Outcome] += c.Rows
		switch c.Action {
		case ActionAutomatic:
			sum.Automatic += c.Rows
		case ActionDecided:
			sum.Decided += c.Rows
		case ActionReview:
			sum.Review += c.Rows
		case ActionStop:
			sum.Stopped += c.Rows
		}
	}
	return sum, nil
}

func actionOf(x registry.Action) string {
	switch x {
	case registry.Automatic:
		return ActionAutomatic
	case registry.Review:
		return ActionReview
	default:
		return ActionStop
	}
}

func subjectOf(r ListRow) (registry.Subject, error) {
	date, err := parseDay(r.BirthDate)
	if err != nil {
		return registry.Subject{}, fmt.Errorf("row %s: %w", r.RowKey, err)
	}
	other, err := parseDay(r.BirthOther)
	if err != nil {
		return registry.Subject{}, fmt.Errorf("row %s: %w", r.RowKey, err)
	}
	return registry.Subject{PersonKey: r.PersonKey, Name: r.FullName, PersonalID: r.PersonalID, OldNumber: r.OldNumber,
		Birth: beneficiary.Birth{Text: r.BirthText, Date: date, Other: other}, Sex: sexOf(r.Sex), Commune: r.Commune}, nil
}

// sexOf reads what Sex.String wrote.
func sexOf(kept string) beneficiary.Sex {
	s, _ := beneficiary.ParseSex(kept)
	return s
}
