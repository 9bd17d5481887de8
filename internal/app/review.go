package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
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
		e.Fields = append(e.Fields, FieldEvidence{Field: string(f.Field), List: f.List, Registry: f.Registry, Agreement: string(f.Agreement)})
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
	Period     string
	Series     string
	Evidence   Evidence
	Candidates []ReviewPerson
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

// ReviewQueue are the rows in force of a period that wait for a decision.
func (a *App) ReviewQueue(ctx context.Context, period civil.Month) ([]ReviewItem, error) {
	var items []ReviewItem
	err := a.store.View(ctx, func(tx Tx) error {
		matches, err := tx.ReviewMatches(ctx, period.String())
		if err != nil {
			return err
		}
		for _, m := range matches {
			item, err := reviewItem(ctx, tx, m)
			if err != nil {
				return fmt.Errorf("row %s: %w", RowRef(m.VersionNo, m.RowKey), err)
			}
			items = append(items, item)
		}
		return nil
	})
	return items, err
}

func reviewItem(ctx context.Context, tx Tx, m NewestMatch) (ReviewItem, error) {
	item := ReviewItem{Row: RowRef(m.VersionNo, m.RowKey), Outcome: m.Outcome, Tier: m.Tier, FileName: m.FileName, Period: m.Period, Series: m.Series}
	row, ok, err := tx.Row(ctx, m.VersionNo, m.RowKey)
	if err != nil || !ok {
		return item, orNotFound(err, "row", item.Row)
	}
	item.List = row
	if item.Answered, err = saidOf(ctx, tx, row.PersonKey); err != nil {
		return item, fmt.Errorf("read what the registry answered: %w", err)
	}
	if err := json.Unmarshal([]byte(m.Evidence), &item.Evidence); err != nil {
		return item, fmt.Errorf("read evidence: %w", err)
	}
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

// Decision is a reviewer's answer for one row: a person, or nobody.
type Decision struct {
	Row        string
	PersonalID string // "" rejects the row
	Reason     string
}

// Decide records decisions. Each must give a reason and name a person of the
// newest snapshot; a row whose record changed since it was shown is refused,
// as another version is in force. The next match run takes them up.
func (a *App) Decide(ctx context.Context, decisions []Decision) error {
	if len(decisions) == 0 {
		return nil
	}
	subject := decisions[0].Row
	if len(decisions) > 1 {
		subject += fmt.Sprintf(" and %d more", len(decisions)-1)
	}
	return a.do(ctx, "review.decide", subject, func(tx Tx, d *act) error {
		facts := make([]ReviewDecision, 0, len(decisions))
		for _, dec := range decisions {
			f, err := a.decision(ctx, tx, d, dec)
			if err != nil {
				return fmt.Errorf("row %s: %w", dec.Row, err)
			}
			facts = append(facts, f)
		}
		d.figure("rows", len(facts))
		_, err := d.writeAll(ctx, tx, factsOf(onePerKey(facts)), "review_decision")
		return err
	})
}

// onePerKey keeps the last decision of each person key: two rows that say the
// same of the same person are one question.
func onePerKey(facts []ReviewDecision) []ReviewDecision {
	slices.SortStableFunc(facts, func(x, y ReviewDecision) int { return strings.Compare(x.PersonKey, y.PersonKey) })
	var out []ReviewDecision
	for _, f := range facts {
		if n := len(out); n > 0 && out[n-1].PersonKey == f.PersonKey {
			out[n-1] = f
			continue
		}
		out = append(out, f)
	}
	return out
}

func (a *App) decision(ctx context.Context, tx Tx, d *act, dec Decision) (ReviewDecision, error) {
	if strings.TrimSpace(dec.Reason) == "" {
		return ReviewDecision{}, &Refused{Code: "reason_missing", Subject: dec.Row}
	}
	version, key, err := ParseRowRef(dec.Row)
	if err != nil {
		return ReviewDecision{}, err
	}
	m, ok, err := tx.NewestMatch(ctx, version, key)
	if err != nil || !ok {
		return ReviewDecision{}, orNotFound(err, "row", dec.Row)
	}
	if !m.InForce {
		return ReviewDecision{}, &Refused{Code: "row_changed", Subject: dec.Row}
	}
	if m.Action != ActionReview && m.Action != ActionDecided {
		return ReviewDecision{}, &Refused{Code: "row_not_in_review", Subject: dec.Row, Detail: m.Outcome}
	}
	if dec.PersonalID != "" {
		persons, err := tx.PersonsByNumber(ctx, m.SnapshotNo, []string{dec.PersonalID})
		if err != nil || len(persons) == 0 {
			return ReviewDecision{}, orNotFound(err, "person", dec.PersonalID)
		}
	}
	return ReviewDecision{ActNo: d.no, PersonKey: m.PersonKey, Programme: m.Programme, VersionNo: version, RowKey: key,
		PersonalID: dec.PersonalID, Reason: dec.Reason, Actor: a.actor.Name, RecordedAt: d.stamp()}, nil
}
