package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/money"
)

// Evidence is what a match rests on, as it is kept and shown: field by field,
// the rivals and why they lost, the candidates and their weight.
type Evidence struct {
	Person     string            `json:"person,omitempty"`
	Fields     []FieldEvidence   `json:"fields,omitempty"`
	Rivals     []RivalEvidence   `json:"rivals,omitempty"`
	Candidates []ReviewCandidate `json:"candidates,omitempty"`
}

// FieldEvidence compares one field of the row with the registry's.
type FieldEvidence struct {
	Field     string `json:"field"`
	List      string `json:"list"`
	Registry  string `json:"registry"`
	Agreement string `json:"agreement"`
}

// RivalEvidence is somebody else the row might have meant.
type RivalEvidence struct {
	PersonalID string `json:"personal_id"`
	Why        string `json:"why"`
}

// ReviewCandidate is a person a reviewer may choose. Tenths are tenths of a bit.
type ReviewCandidate struct {
	PersonalID string `json:"personal_id"`
	Tenths     int    `json:"bits_tenths"`
}

func evidenceOf(m registry.Match) Evidence {
	var e Evidence
	if m.HasPerson {
		e.Person = m.Person.PersonalID
	}
	for _, f := range m.Evidence {
		e.Fields = append(e.Fields, FieldEvidence{Field: f.Field.Key(), List: f.List, Registry: f.Registry, Agreement: string(f.Agreement)})
	}
	for _, r := range m.Rivals {
		e.Rivals = append(e.Rivals, RivalEvidence{PersonalID: r.PersonalID, Why: string(r.Why)})
	}
	for _, c := range m.Candidates {
		e.Candidates = append(e.Candidates, ReviewCandidate{PersonalID: c.PersonalID, Tenths: c.Bits})
	}
	return e
}

func joinOutcomes(outcomes []registry.Outcome) string {
	words := make([]string, len(outcomes))
	for i, o := range outcomes {
		words[i] = string(o)
	}
	return strings.Join(words, " ")
}

// StoppedRow is a row the match stopped: its commune has to say what is right.
type StoppedRow struct {
	ListRow
	Outcome  string `db:"outcome"`
	FileName string `db:"file_name"`
	Series   string `db:"series"`
}

// Stopped are the rows in force of a period that the match stopped, list by
// list, for their communes.
func (a *App) Stopped(ctx context.Context, period civil.Month) ([]StoppedRow, error) {
	var out []StoppedRow
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.StoppedRows(ctx, period.String())
		return err
	})
	return out, err
}

// ReviewItem is one row that waits for a person's decision, with both records.
type ReviewItem struct {
	Row        string // VERSION.ROWKEY, as `review decide` takes it
	Outcome    string
	Tier       string
	List       ListRow
	FileName   string // as the list in force was uploaded
	Programme  string
	Period     string
	Series     string
	Evidence   Evidence
	Candidates []ReviewPerson
	Pattern    []string     // in which way the row is off
	Due        money.Amount // by the rules; the zero amount where nobody knows
	AtStake    money.Amount
	State      string      // ReviewOpen … ReviewRegistryChanged
	Decision   DecisionNow // the newest, if there is one
	Group      string      // "" where it is not undecided
	// Answered is what the registry's office answered about the row; nil for
	// nothing.
	Answered *RegistrySaid
}

// ReviewPerson is a candidate with what the registry says of them.
type ReviewPerson struct {
	RegistryPerson
	Tenths int
}

// RowRef names a row of a version.
func RowRef(version int64, rowKey string) string {
	return strconv.FormatInt(version, 10) + "." + rowKey
}

// ParseRowRef reads what RowRef wrote.
func ParseRowRef(s string) (version int64, rowKey string, err error) {
	left, right, ok := strings.Cut(s, ".")
	if ok && right != "" {
		if version, err = strconv.ParseInt(left, 10, 64); err == nil {
			return version, right, nil
		}
	}
	return 0, "", &NotFound{Kind: "row", ID: s}
}

// ReviewQueue are the rows in force of a period that wait for a decision, the
// most money first, and among them the known cases that the acting person has not
// answered.
func (a *App) ReviewQueue(ctx context.Context, period civil.Month) ([]ReviewItem, error) {
	var items []ReviewItem
	err := a.store.View(ctx, func(tx Tx) (err error) {
		if items, err = a.queueOf(ctx, tx, period); err != nil {
			return err
		}
		known, err := a.plantedFor(ctx, tx, period)
		items = append(items, known...)
		slices.SortFunc(items, byMoney)
		return err
	})
	return items, err
}

func (a *App) reviewItem(ctx context.Context, tx Tx, m RowInMatch) (ReviewItem, error) {
	row, ok, err := tx.Row(ctx, m.VersionNo, m.RowKey)
	if err != nil || !ok {
		return ReviewItem{}, orNotFound(err, "row", RowRef(m.VersionNo, m.RowKey))
	}
	return a.itemSaid(ctx, tx, m, row)
}

// itemSaid is a row with what a match said of it.
func (a *App) itemSaid(ctx context.Context, tx Tx, m RowInMatch, row ListRow) (item ReviewItem, err error) {
	item = ReviewItem{Row: RowRef(m.VersionNo, m.RowKey), Outcome: m.Outcome, Tier: m.Tier, FileName: m.FileName, Programme: m.Programme,
		Period: m.Period, Series: m.Series, List: row}
	if item.Answered, err = saidOf(ctx, tx, row.PersonKey); err != nil {
		return item, fmt.Errorf("read what the registry answered: %w", err)
	}
	kept, err := readEvidence(m.Evidence)
	if err != nil {
		return item, err
	}
	item.Evidence = kept.Evidence
	item.Pattern = patternOf(m.Evidence, item.Evidence)
	period, err := civil.ParseMonth(m.Period)
	if err != nil {
		return item, err
	}
	if item.Due, err = a.dueOf(m.Programme, period, row); err != nil {
		return item, err
	}
	item.AtStake = stakeOf(row, item.Due)
	ids := make([]string, len(item.Evidence.Candidates))
	for i, c := range item.Evidence.Candidates {
		ids[i] = c.PersonalID
	}
	persons, err := tx.PersonsByNumber(ctx, m.SnapshotNo, ids)
	if err != nil {
		return item, err
	}
	for _, c := range item.Evidence.Candidates {
		i := slices.IndexFunc(persons, func(p RegistryPerson) bool { return p.PersonalID == c.PersonalID })
		if i >= 0 {
			item.Candidates = append(item.Candidates, ReviewPerson{RegistryPerson: persons[i], Tenths: c.Tenths})
		}
	}
	return item, nil
}

func orNotFound(err error, kind, id string) error {
	if err != nil {
		return err
	}
	return &NotFound{Kind: kind, ID: id}
}
