package app

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/place"
)

// MatchTx keeps what runs said of rows, and what reviewers decided.
type MatchTx interface {
	// NewestMatches are the newest matches of the rows in force of a period,
	// by row, each with the snapshot and policy of its run, without evidence.
	NewestMatches(ctx context.Context, period string) ([]NewestMatch, error)
	// RowsSaid are the taken rows in force of a period with their newest match, by
	// version and key: of all its lists, or of one half of them.
	RowsSaid(ctx context.Context, period string, half Half) iter.Seq2[RowSaid, error]
	// RowsNaming are the rows in force of a period whose newest match names one of the
	// persons, by version and key.
	RowsNaming(ctx context.Context, period string, persons []string) ([]RowNaming, error)
	// RunsOf are the runs of a period.
	RunsOf(ctx context.Context, period string) ([]RunBasis, error)
	// DecisionsSince are the newest acts of reviewers, one a person key.
	DecisionsSince(ctx context.Context) ([]DecisionSince, error)
	// Claims are the taken rows in force of a period with what they claim and their
	// newest match, by version and key: of all its lists, or of one half of them.
	Claims(ctx context.Context, period string, half Half, visit func(Claim) error) error
	// BeneficiariesOf are the owners of the numbers that have one.
	BeneficiariesOf(ctx context.Context, numbers []string) ([]BeneficiaryNumber, error)
	// NumbersOf are all numbers of beneficiaries.
	NumbersOf(ctx context.Context, beneficiaries []string) ([]BeneficiaryNumber, error)
	// StoppedRows are the rows in force of a period whose newest match stops them.
	StoppedRows(ctx context.Context, period string) ([]StoppedRow, error)
	// ContestedMatches are those rows in force of a period that wait with a number
	// that is somebody else's, with their evidence.
	ContestedMatches(ctx context.Context, period string) ([]RowInMatch, error)
	// Row finds one row, of whatever version.
	Row(ctx context.Context, version int64, rowKey string) (ListRow, bool, error)
	// SnapshotOf is the snapshot of a number.
	SnapshotOf(ctx context.Context, snapshot int64) (RegistrySnapshot, bool, error)
	// NewestMatch is one row's newest match, and whether its version is in force.
	NewestMatch(ctx context.Context, version int64, rowKey string) (RowInMatch, bool, error)
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
// snapshot. Rows whose answer cannot have changed are not looked at again. The
// looking is done before the transaction that writes; a row that changed
// meanwhile is found stale by the next run, and no batch is built before.
func (a *App) MatchPeriod(ctx context.Context, period civil.Month) (MatchSummary, error) {
	return a.MatchAccepting(ctx, period, Consent{})
}

// MatchAccepting is MatchPeriod by somebody who takes it upon themselves that the
// snapshot in force is old. The consent holds for this snapshot and period.
func (a *App) MatchAccepting(ctx context.Context, period civil.Month, c Consent) (MatchSummary, error) {
	if err := c.check(); err != nil {
		return MatchSummary{}, err
	}
	return a.matchFrom(ctx, period, c, a.saidAhead(ctx, period.String()))
}

func (a *App) matchFrom(ctx context.Context, period civil.Month, c Consent, ahead *saidHalves) (MatchSummary, error) {
	m, err := a.newMatcher(ctx, period, c, ahead)
	if err != nil {
		return MatchSummary{}, fmt.Errorf("match.run %s: %w", period, err)
	}
	if err := m.lookAtAll(ctx); err != nil {
		return MatchSummary{}, fmt.Errorf("match.run %s: %w", period, err)
	}
	var sum MatchSummary
	err = a.do(ctx, "match.run", period.String(), func(tx Tx, d *act) error {
		if err := m.store(ctx, tx, d); err != nil {
			return err
		}
		sum = m.count()
		if sum.Looked == 0 && m.consent == nil {
			return errNothing
		}
		if m.consent != nil {
			if err := d.write(ctx, tx, m.consent.by(d, a.actor.Name)); err != nil {
				return err
			}
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
	period    civil.Month
	snapshot  int64
	asOf      civil.Date // of the snapshot
	places    *place.Table
	common    *registry.Frequencies
	policy    string // its version, and that of the communes
	rules     registry.Policy
	said      *rowsSaid // as the run found them
	todo      []RowHead
	repeats   map[rowNumber]int // of numbers that stand on more than one row
	decisions map[personIn]DecisionNow
	known     map[string]bool // the programmes whose decisions those are
	fresh     []looked
	consent   *RegistryConsent // given now
}

// looked is what was said of a row, and the numbers its person held before.
type looked struct {
	RowMatch
	oldIDs []string
	in     listIn // where it stands
	// Of a contested row: the number it has, and whose its name and date point to.
	typed, meant string
}

// listIn names the list that a row is on, within its period.
type listIn struct{ programme, commune, series string }

type rowID struct {
	version int64
	key     string
}

type rowNumber struct{ programme, number string }

type personIn struct{ programme, key string }

func (a *App) newMatcher(ctx context.Context, period civil.Month, c Consent, ahead *saidHalves) (*matcher, error) {
	m := &matcher{app: a, period: period, decisions: map[personIn]DecisionNow{}, known: map[string]bool{}}
	err := a.store.View(ctx, func(tx Tx) error {
		s, err := tx.NewestSnapshot(ctx)
		if err != nil {
			return err
		}
		if s.ActNo == 0 {
			return &Refused{Code: "no_snapshot", Subject: period.String()}
		}
		if m.consent, err = a.checkAge(ctx, tx, s, period, c); err != nil {
			return err
		}
		if err := m.against(ctx, tx, s.ActNo, s.AsOf); err != nil {
			return err
		}
		return m.remember(ctx, tx, ahead)
	})
	return m, err
}

// against reads what rows are matched by: the snapshot, the places and the policy.
func (m *matcher) against(ctx context.Context, tx Tx, snapshot int64, asOf string) (err error) {
	m.snapshot = snapshot
	if m.asOf, err = parseDay(asOf); err != nil {
		return err
	}
	if m.places, err = m.app.places(ctx, tx); err != nil {
		return err
	}
	if m.common, err = m.app.frequencies(ctx, tx, snapshot); err != nil {
		return err
	}
	if m.policy, err = m.app.policyNow(ctx, tx); err != nil {
		return err
	}
	m.rules, err = m.app.policyInForce(ctx, tx)
	return err
}

// policyNow names what a match is decided by beside the snapshot: the policy, and
// the communes there are. After either has changed every row is looked at again.
func (a *App) policyNow(ctx context.Context, tx Tx) (string, error) {
	policy, err := a.policyInForce(ctx, tx)
	if err != nil {
		return "", err
	}
	own, err := tx.Communes(ctx)
	if err != nil || len(own) == 0 {
		return policy.Version, err
	}
	return fmt.Sprintf("%s+%d", policy.Version, len(own)), nil
}

// remember finds the rows whose newest match may no longer be what would be
// said, and what reviewers decided.
func (m *matcher) remember(ctx context.Context, tx Tx, ahead *saidHalves) error {
	var err error
	if m.said, err = ahead.joined(ctx, tx); err == nil && m.said == nil {
		m.said, err = readSaid(ctx, tx, m.period.String(), m.snapshot, m.policy, WholePeriod)
	}
	if err != nil {
		return err
	}
	m.repeats, m.todo = m.said.repeats(), m.said.todo()
	return m.knowDecisions(ctx, tx, m.todo)
}

// knowDecisions finds what reviewers decided in the programmes of some rows.
func (m *matcher) knowDecisions(ctx context.Context, tx Tx, rows []RowHead) error {
	for _, r := range rows {
		if m.known[r.Programme] {
			continue
		}
		m.known[r.Programme] = true
		decisions, err := tx.Decisions(ctx, r.Programme)
		if err != nil {
			return fmt.Errorf("read decisions: %w", err)
		}
		for _, d := range decisions {
			m.decisions[personIn{r.Programme, d.PersonKey}] = d
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

// store gives every person accepted a beneficiary and keeps what was said.
func (m *matcher) store(ctx context.Context, tx Tx, d *act) error {
	if len(m.fresh) == 0 {
		return nil
	}
	rows, oldIDs := make([]RowMatch, len(m.fresh)), map[string][]string{}
	for i, f := range m.fresh {
		rows[i] = f.RowMatch
		rows[i].RunNo = d.no
		if len(f.oldIDs) > 0 {
			oldIDs[f.PersonalID] = f.oldIDs
		}
	}
	slices.SortFunc(rows, func(x, y RowMatch) int {
		return cmp.Or(cmp.Compare(x.VersionNo, y.VersionNo), cmp.Compare(x.RowKey, y.RowKey))
	})
	people, err := newPeople(ctx, tx, d, m.snapshot)
	if err != nil {
		return err
	}
	for lot := range slices.Chunk(rows, lookAtOnce) {
		if err := people.settle(ctx, lot, oldIDs); err != nil {
			return err
		}
	}
	if err := people.write(ctx); err != nil {
		return err
	}
	if err := d.write(ctx, tx, MatchRun{ActNo: d.no, Period: m.period.String(), SnapshotNo: m.snapshot,
		Policy: m.policy, RowsSeen: int64(len(rows)), RecordedAt: d.stamp()}); err != nil {
		return err
	}
	_, err = d.writeAll(ctx, tx, factsOf(rows), "row_match")
	return err
}

// count adds up every row of the period by what is said of it now.
func (m *matcher) count() MatchSummary {
	sum := MatchSummary{Snapshot: m.snapshot, Looked: len(m.fresh), ByOutcome: map[string]int{}}
	now := map[rowID]bool{}
	for i := range m.fresh {
		f := &m.fresh[i]
		now[rowID{f.VersionNo, f.RowKey}] = true
		sum.add(f.Outcome, f.Action)
	}
	for i := range m.said.rows {
		if r := &m.said.rows[i]; !now[r.rowID] && r.outcome != "" {
			sum.add(r.outcome, r.action)
		}
	}
	return sum
}

func (s *MatchSummary) add(outcome, action string) {
	s.Rows++
	s.ByOutcome[outcome]++
	switch action {
	case ActionAutomatic:
		s.Automatic++
	case ActionDecided:
		s.Decided++
	case ActionReview:
		s.Review++
	case ActionStop:
		s.Stopped++
	}
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
		NumberText: r.NumberText, Birth: beneficiary.Birth{Text: r.BirthText, Date: date, Other: other}, Sex: sexOf(r.Sex), Commune: r.Commune}, nil
}

// sexOf reads what Sex.String wrote.
func sexOf(kept string) beneficiary.Sex {
	s, _ := beneficiary.ParseSex(kept)
	return s
}
