package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/money"
)

// Decision is a reviewer's answer for one row: a person, or nobody.
type Decision struct {
	Row        string
	PersonalID string // "" rejects the row
	Reason     string
	// Outside: the person is not among the row's candidates, and the reviewer
	// knows. A second person has to say the same, whatever is at stake.
	Outside bool
}

// DecisionsTaken is what an act of deciding came to.
type DecisionsTaken struct {
	Rows       int
	WaitSecond int // above the cap: they count once another person says the same
}

// Decide records decisions. Each must give a reason and name a person of the
// newest snapshot; a row whose record changed since it was shown is refused,
// as another version is in force. The next match run takes them up.
func (a *App) Decide(ctx context.Context, decisions []Decision) error {
	_, err := a.DecideAll(ctx, decisions)
	return err
}

// DecideAll is Decide, and says what it came to.
func (a *App) DecideAll(ctx context.Context, decisions []Decision) (DecisionsTaken, error) {
	var out DecisionsTaken
	if len(decisions) == 0 {
		return out, nil
	}
	subject := decisions[0].Row
	if len(decisions) > 1 {
		subject += fmt.Sprintf(" and %d more", len(decisions)-1)
	}
	err := a.do(ctx, "review.decide", subject, func(tx Tx, d *act) error {
		w, err := a.newDeciding(ctx, tx, d, "")
		if err != nil {
			return err
		}
		for _, dec := range decisions {
			if err := w.take(ctx, dec); err != nil {
				return fmt.Errorf("row %s: %w", dec.Row, err)
			}
		}
		out, err = w.write(ctx)
		return err
	})
	return out, err
}

// GroupAnswer is what a reviewer says of a whole group.
type GroupAnswer struct {
	Period civil.Month
	ID     string
	Reject bool // else the person proposed for each row is accepted
	Reason string
}

// DecideGroup answers every row of a group in one act. A group that is not what
// was shown any more, by one row or one digit, is refused.
func (a *App) DecideGroup(ctx context.Context, g GroupAnswer) (DecisionsTaken, error) {
	var out DecisionsTaken
	err := a.do(ctx, "review.decide", "group "+g.ID, func(tx Tx, d *act) error {
		groups, err := a.groupsShown(ctx, tx, g.Period)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(groups, func(x ReviewGroup) bool { return x.ID == g.ID })
		if at < 0 {
			return &Refused{Code: "group_changed", Subject: g.ID}
		}
		if !g.Reject && !groups[at].Proposed {
			return &Refused{Code: "group_without_proposal", Subject: g.ID}
		}
		w, err := a.newDeciding(ctx, tx, d, g.ID)
		if err != nil {
			return err
		}
		for _, i := range groups[at].Items {
			dec := Decision{Row: i.Row, Reason: g.Reason}
			if !g.Reject {
				dec.PersonalID = i.Evidence.Person
			}
			if err := w.take(ctx, dec); err != nil {
				return fmt.Errorf("row %s: %w", dec.Row, err)
			}
		}
		out, err = w.write(ctx)
		return err
	})
	return out, err
}

// deciding is an act of deciding under way.
type deciding struct {
	app    *App
	tx     Tx
	act    *act
	group  string
	policy registry.Policy
	store  string // its name
	taken  []decided
	sum    int64 // at stake in all
	plants []ReviewPlantAnswer
}

// decided is one decision and what it rests on.
type decided struct {
	ReviewDecision
	basis   ReviewBasis
	outside bool // the person is not among the row's candidates
}

func (a *App) newDeciding(ctx context.Context, tx Tx, d *act, group string) (*deciding, error) {
	w := &deciding{app: a, tx: tx, act: d, group: group}
	info, err := tx.Info(ctx)
	if err != nil {
		return nil, err
	}
	w.store = info.ID
	w.policy, err = a.policyInForce(ctx, tx)
	return w, err
}

func (w *deciding) take(ctx context.Context, dec Decision) error {
	if strings.TrimSpace(dec.Reason) == "" {
		return &Refused{Code: "reason_missing", Subject: dec.Row}
	}
	planted, err := w.plant(ctx, dec)
	if err != nil || planted {
		return err
	}
	m, row, err := w.app.rowInReview(ctx, w.tx, dec.Row)
	if err != nil {
		return err
	}
	if m.Action != ActionReview && m.Action != ActionDecided {
		return &Refused{Code: "row_not_in_review", Subject: dec.Row, Detail: m.Outcome}
	}
	e, err := readEvidence(m.Evidence)
	if err != nil {
		return err
	}
	outside, err := dec.outside(e.Candidates)
	if err != nil {
		return err
	}
	records, err := recordsFor(ctx, w.tx, m, dec)
	if err != nil {
		return err
	}
	period, err := civil.ParseMonth(m.Period)
	if err != nil {
		return err
	}
	due, err := w.app.dueOf(m.Programme, period, row)
	if err != nil {
		return err
	}
	stake := stakeOf(row, due).Minor()
	w.sum += stake
	d := w.act
	w.taken = append(w.taken, decided{ReviewDecision{ActNo: d.no, PersonKey: m.PersonKey, Programme: m.Programme, VersionNo: m.VersionNo,
		RowKey: m.RowKey, PersonalID: dec.PersonalID, Reason: dec.Reason, Actor: w.app.actor.Name, RecordedAt: d.stamp()},
		ReviewBasis{ActNo: d.no, PersonKey: m.PersonKey, Programme: m.Programme, RegistrySHA256: records, AtStake: stake, GroupID: w.group,
			Recheck: flag(drawn(w.policy.RecheckShare, w.store, fmt.Sprint(d.no), m.PersonKey))}, outside})
	return nil
}

// outside reports whether the person decided on is none of a row's candidates, and
// refuses such a person where the reviewer did not say that they know.
func (dec Decision) outside(candidates []ReviewCandidate) (bool, error) {
	if dec.PersonalID == "" || slices.ContainsFunc(candidates, func(c ReviewCandidate) bool { return c.PersonalID == dec.PersonalID }) {
		return false, nil
	}
	if !dec.Outside {
		return true, &Refused{Code: "person_outside", Subject: dec.Row}
	}
	return true, nil
}

// rowInReview is a row in force with its newest match.
func (a *App) rowInReview(ctx context.Context, tx Tx, ref string) (RowInMatch, ListRow, error) {
	version, key, err := ParseRowRef(ref)
	if err != nil {
		return RowInMatch{}, ListRow{}, err
	}
	m, ok, err := tx.NewestMatch(ctx, version, key)
	if err != nil || !ok {
		return m, ListRow{}, orNotFound(err, "row", ref)
	}
	if !m.InForce {
		return m, ListRow{}, &Refused{Code: "row_changed", Subject: ref}
	}
	row, ok, err := tx.Row(ctx, version, key)
	if err != nil || !ok {
		return m, row, orNotFound(err, "row", ref)
	}
	return m, row, nil
}

// recordsFor is the digest of the records a decision rests on: the person's, or
// for a rejection those of everybody who was in sight.
// A cancelled record is nobody's.
func recordsFor(ctx context.Context, tx Tx, m RowInMatch, dec Decision) (string, error) {
	chosen := dec.PersonalID
	ids := []string{chosen}
	if chosen == "" {
		e, err := readEvidence(m.Evidence)
		if err != nil {
			return "", err
		}
		ids = ids[:0]
		for _, c := range e.Candidates {
			ids = append(ids, c.PersonalID)
		}
	}
	rows, err := tx.PersonsByNumber(ctx, m.SnapshotNo, ids)
	if err != nil {
		return "", err
	}
	if chosen != "" && len(rows) == 0 {
		return "", &NotFound{Kind: "person", ID: chosen}
	}
	if chosen != "" && rows[0].Status == string(registry.Cancelled) {
		return "", &Refused{Code: "person_cancelled", Subject: dec.Row}
	}
	var persons []registry.Person
	err = eachPerson(rows, func(p registry.Person, _ RegistryPerson) { persons = append(persons, p) })
	return recordsSHA256(persons), err
}

// sums are what one answer puts at stake, by person key: every row of the key that
// was answered, each once.
func (w *deciding) sums() map[string]int64 {
	out, seen := map[string]int64{}, map[rowID]bool{}
	for _, t := range w.taken {
		if id := (rowID{t.VersionNo, t.RowKey}); !seen[id] {
			seen[id] = true
			out[t.PersonKey] += t.basis.AtStake
		}
	}
	return out
}

// write keeps what was taken. Two rows that say the same of the same person are
// one question: the last answer counts, with what both have at stake.
func (w *deciding) write(ctx context.Context) (DecisionsTaken, error) {
	slices.SortStableFunc(w.taken, func(x, y decided) int { return strings.Compare(x.PersonKey, y.PersonKey) })
	out := DecisionsTaken{Rows: len(w.taken) + len(w.plants)}
	var facts []ReviewDecision
	var bases []ReviewBasis
	sums := w.sums()
	for _, t := range w.taken {
		stake := money.Dong(sums[t.PersonKey])
		if w.group != "" {
			stake = money.Dong(w.sum)
		}
		if t.PersonalID != "" && (t.outside || above(stake, w.policy.ReviewCap)) {
			t.basis.NeedsSecond = 1
			out.WaitSecond++
		}
		t.basis.AtStake = stake.Minor()
		if n := len(facts); n > 0 && facts[n-1].PersonKey == t.PersonKey {
			facts[n-1], bases[n-1] = t.ReviewDecision, t.basis
			continue
		}
		facts, bases = append(facts, t.ReviewDecision), append(bases, t.basis)
	}
	w.act.figure("rows", out.Rows)
	if w.group != "" {
		w.act.figure("group", w.group)
	}
	if _, err := w.act.writeAll(ctx, w.tx, factsOf(facts), "review_decision"); err != nil {
		return out, err
	}
	if _, err := w.act.writeAll(ctx, w.tx, factsOf(bases), "review_basis"); err != nil {
		return out, err
	}
	return out, w.writePlants(ctx)
}
