package app

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
)

// RowSaid is a taken row in force of a period with its newest match; Run is 0
// while nobody has looked at it.
type RowSaid struct {
	Programme  string `db:"programme"`
	Commune    string `db:"commune"` // of the list
	Series     string `db:"series"`
	VersionNo  int64  `db:"version_no"`
	RowKey     string `db:"row_key"`
	PersonKey  string `db:"person_key"`
	Number     string `db:"number" sealed:"identity"` // on the list
	Run        int64  `db:"run_no"`
	Outcome    string `db:"outcome"`
	Action     string `db:"action"`
	PersonID   string `db:"personal_id" sealed:"identity"` // whom the match names
	Beside     string `db:"beside"`
	DecisionNo int64  `db:"decision_no"`
}

// RowNaming is a row in force of a period whose newest match names a person.
type RowNaming struct {
	Programme string `db:"programme"`
	Commune   string `db:"commune"` // of the list
	Series    string `db:"series"`
	VersionNo int64  `db:"version_no"`
	RowKey    string `db:"row_key"`
	PersonID  string `db:"personal_id" sealed:"identity"`
	Beside    string `db:"beside"`
}

func (r *RowNaming) named() named {
	return named{rowID: rowID{r.VersionNo, r.RowKey}, person: r.PersonID, in: listIn{r.Programme, r.Commune, r.Series}, told: toldOf(r.Beside)}
}

// DecisionSince is the newest act by which a reviewer said something of a person
// key: decided, said it a second time, took it back, or disagreed.
type DecisionSince struct {
	Programme string `db:"programme"`
	PersonKey string `db:"person_key"`
	ActNo     int64  `db:"act_no"`
}

// RunBasis is what a run matched against.
type RunBasis struct {
	ActNo      int64  `db:"act_no"`
	SnapshotNo int64  `db:"snapshot_no"`
	Policy     string `db:"policy"`
}

// saidRow is what is kept of a RowSaid while a period is looked at.
type saidRow struct {
	rowID
	in      *listIn
	number  string // on the list
	person  string // whom its newest match names
	stale   bool   // it has no match that still stands
	shared  bool   // its newest match says that its number is on two rows
	told    bool   // its newest match tells of another row of its person
	outcome string
	action  string
}

// rowsSaid are the taken rows in force of a period, by version and key, with what
// was last said of each, and which of their numbers stand on more than one.
type rowsSaid struct {
	rows    []saidRow
	numbers map[rowNumber]int
}

// lastWord says which matches of a period still stand: those by the snapshot and
// the policy of now that are no older than what a reviewer said.
type lastWord struct {
	runs    map[int64]bool     // by the snapshot and policy of now
	decided map[personIn]int64 // the newest act of a reviewer
}

func readLastWord(ctx context.Context, tx Tx, period string, snapshot int64, policy string) (lastWord, error) {
	s := lastWord{runs: map[int64]bool{}, decided: map[personIn]int64{}}
	runs, err := tx.RunsOf(ctx, period)
	if err != nil {
		return s, fmt.Errorf("read runs: %w", err)
	}
	for _, r := range runs {
		s.runs[r.ActNo] = r.SnapshotNo == snapshot && r.Policy == policy
	}
	since, err := tx.DecisionsSince(ctx)
	if err != nil {
		return s, fmt.Errorf("read decisions: %w", err)
	}
	for _, d := range since {
		s.decided[personIn{d.Programme, d.PersonKey}] = d.ActNo
	}
	return s, nil
}

// stale reports whether a row has no match that stands; its run is 0 for none.
func (s lastWord) stale(run int64, person personIn, decisionNo int64) bool {
	return !s.runs[run] || s.decided[person] > decisionNo
}

// readSaid walks the rows of a period once.
func readSaid(ctx context.Context, tx Tx, period string, snapshot int64, policy string, half Half) (*rowsSaid, error) {
	now, err := readLastWord(ctx, tx, period, snapshot, policy)
	if err != nil {
		return nil, err
	}
	out, lists := newRowsSaid(), map[int64]*listIn{}
	for r, err := range tx.RowsSaid(ctx, period, half) {
		if err != nil {
			return nil, fmt.Errorf("read rows: %w", err)
		}
		in := lists[r.VersionNo]
		if in == nil {
			in = &listIn{r.Programme, r.Commune, r.Series}
			lists[r.VersionNo] = in
		}
		out.keep(saidRow{rowID: rowID{r.VersionNo, r.RowKey}, in: in, number: r.Number, outcome: r.Outcome, action: r.Action,
			person: r.PersonID, shared: r.Outcome == string(registry.NumberShared), told: toldOf(r.Beside),
			stale: now.stale(r.Run, personIn{r.Programme, r.PersonKey}, r.DecisionNo)})
	}
	return out, nil
}

func newRowsSaid() *rowsSaid { return &rowsSaid{numbers: map[rowNumber]int{}} }

func (s *rowsSaid) keep(r saidRow) {
	s.rows = append(s.rows, r)
	if r.number != "" {
		s.numbers[rowNumber{r.in.programme, r.number}]++
	}
}

// add adds the rows that come after those of s.
func (s *rowsSaid) add(rest *rowsSaid) {
	s.rows = append(s.rows, rest.rows...)
	for number, rows := range rest.numbers {
		s.numbers[number] += rows
	}
}

// todo are the rows whose newest match may no longer be what would be said: the
// stale, and those that no longer agree with how many rows have their number.
func (s *rowsSaid) todo() []RowHead {
	var out []RowHead
	for i := range s.rows {
		r := &s.rows[i]
		if r.stale || r.shared != (s.numbers[rowNumber{r.in.programme, r.number}] > 1) {
			out = append(out, r.head())
		}
	}
	return out
}

// repeats are the numbers that stand on more than one row.
func (s *rowsSaid) repeats() map[rowNumber]int {
	out := map[rowNumber]int{}
	for n, rows := range s.numbers {
		if rows > 1 {
			out[n] = rows
		}
	}
	return out
}

// named are the rows that name somebody.
func (s *rowsSaid) named() iter.Seq[named] {
	return func(yield func(named) bool) {
		for i := range s.rows {
			r := &s.rows[i]
			if r.person != "" && !yield(named{rowID: r.rowID, person: r.person, in: *r.in, told: r.told}) {
				return
			}
		}
	}
}

func (r *saidRow) head() RowHead {
	return RowHead{Programme: r.in.programme, VersionNo: r.version, RowKey: r.key}
}

// named is a row in force of a period whose newest match names a person.
type named struct {
	rowID
	person string
	in     listIn
	told   bool // of another row of the person
}

func (n *named) head() RowHead {
	return RowHead{Programme: n.in.programme, VersionNo: n.version, RowKey: n.key}
}

// namedIn are the rows in force of a period that name somebody, in their order.
func namedIn(ctx context.Context, tx Tx, period civil.Month) iter.Seq2[named, error] {
	return func(yield func(named, error) bool) {
		for r, err := range tx.RowsSaid(ctx, period.String(), WholePeriod) {
			if err == nil && r.PersonID == "" {
				continue
			}
			n := named{rowID: rowID{r.VersionNo, r.RowKey}, person: r.PersonID, in: listIn{r.Programme, r.Commune, r.Series}, told: toldOf(r.Beside)}
			if !yield(n, err) || err != nil {
				return
			}
		}
	}
}

// toldOf reports whether what stands beside a match tells of another row of its
// person.
func toldOf(beside string) bool {
	return slices.Contains(strings.Fields(beside), string(registry.PersonRepeated))
}
