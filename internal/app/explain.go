package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
)

// Explanation is all that was said of a row and what it rests on: the run's own
// words, the row, and the persons as its snapshot has them.
type Explanation struct {
	RowInMatch
	List     ListRow
	Notes    []ListIssue // what reading the list said of the row
	Snapshot RegistrySnapshot
	Person   *RegistryPerson // whom the row was taken for, or who was proposed
	Fields   []ExplainedField
	Reasons  []string
	Steps    []StepEvidence
	Rivals   []ExplainedRival
	Others   []ExplainedOther
	// Candidates are those of a row somebody has to decide, the heaviest first.
	Candidates  []ReviewPerson
	SwappedWith *RowAt
	Repeats     []RepeatedAt
	// HeldAsRepeated: the row's person stands on another row of the programme and
	// month now, so that a batch holds what is due on both.
	HeldAsRepeated bool
	// Needed is about how many tenths of a bit single one person out of the
	// snapshot.
	Needed int
}

// ExplainedField is one field of the list beside the registry's.
type ExplainedField struct {
	FieldEvidence
	Tenths int
}

// ExplainedRival is somebody else who could be meant, and why.
type ExplainedRival struct {
	RegistryPerson
	Why string
}

// ExplainedOther is somebody else in sight who lost, and what spoke against them.
type ExplainedOther struct {
	RegistryPerson
	LostEvidence
}

// RowAt is where another row stands, and what it says.
type RowAt struct {
	Row string
	ListRow
}

// RepeatedAt is a row that names the same person.
type RepeatedAt struct {
	RowAt
	Where string
}

// Explain says what was said of a row of a list: the version in force of one named
// by its id, or the version that a RowRef names. The row is named by its key, by
// its line, or by sheet and line ("BTXH!12"); "" where list is a RowRef whole. It
// decides nothing anew.
func (a *App) Explain(ctx context.Context, list, row string) (Explanation, error) {
	var e Explanation
	err := a.store.View(ctx, func(tx Tx) error {
		version, row, err := versionNamed(ctx, tx, list, row)
		if err != nil {
			return err
		}
		key, err := rowNamed(ctx, tx, version, row)
		if err != nil {
			return err
		}
		e, err = explanation(ctx, tx, version, key)
		return err
	})
	if err != nil {
		return Explanation{}, fmt.Errorf("explain %s %s: %w", list, row, err)
	}
	return e, nil
}

// versionNamed is the version a list's id, a version's number or a RowRef names.
func versionNamed(ctx context.Context, tx Tx, list, row string) (int64, string, error) {
	if row == "" {
		return ParseRowRef(list)
	}
	if n, err := strconv.ParseInt(list, 10, 64); err == nil {
		return n, row, nil
	}
	v, ok, err := tx.NewestVersion(ctx, list)
	if err != nil || !ok {
		return 0, "", orNotFound(err, "list", list)
	}
	return v.ActNo, row, nil
}

// rowNamed is the key of the one row that a key, a line, or a sheet and line name.
func rowNamed(ctx context.Context, tx Tx, version int64, row string) (string, error) {
	if _, ok, err := tx.Row(ctx, version, row); err != nil || ok {
		return row, err
	}
	sheet, line, inSheet := strings.Cut(row, "!")
	if !inSheet {
		line = row
	}
	n, err := strconv.ParseInt(line, 10, 64)
	if err != nil {
		return "", &NotFound{Kind: "row", ID: RowRef(version, row)}
	}
	rows, err := tx.RowsOf(ctx, version)
	if err != nil {
		return "", err
	}
	rows = slices.DeleteFunc(rows, func(r ListRow) bool { return r.Line != n || inSheet && r.Sheet != sheet })
	switch len(rows) {
	case 0:
		return "", &NotFound{Kind: "row", ID: RowRef(version, row)}
	case 1:
		return rows[0].RowKey, nil
	}
	return "", &Refused{Code: "row_ambiguous", Subject: RowRef(version, row), Detail: rows[0].Sheet + ", " + rows[1].Sheet}
}

func explanation(ctx context.Context, tx Tx, version int64, key string) (Explanation, error) {
	row, ok, err := tx.Row(ctx, version, key)
	if err != nil || !ok {
		return Explanation{}, orNotFound(err, "row", RowRef(version, key))
	}
	e := Explanation{List: row}
	if e.Notes, err = notesOf(ctx, tx, row); err != nil {
		return e, err
	}
	if e.RowInMatch, ok, err = tx.NewestMatch(ctx, version, key); err != nil || !ok {
		return e, orRefused(err, "row_not_matched", RowRef(version, key))
	}
	k, err := readEvidence(e.Evidence)
	if err != nil {
		return e, err
	}
	if e.Snapshot, ok, err = tx.SnapshotOf(ctx, e.SnapshotNo); err != nil || !ok {
		return e, orNotFound(err, "snapshot", strconv.FormatInt(e.SnapshotNo, 10))
	}
	e.Needed = registry.Tenths(int(e.Snapshot.Persons))
	e.Reasons, e.Steps = k.Reasons, k.Steps
	if err := e.people(ctx, tx, k); err != nil {
		return e, err
	}
	if err := e.fields(k); err != nil {
		return e, err
	}
	return e, e.otherRows(ctx, tx, k)
}

func notesOf(ctx context.Context, tx Tx, row ListRow) ([]ListIssue, error) {
	issues, err := tx.IssuesOf(ctx, row.VersionNo)
	return slices.DeleteFunc(issues, func(i ListIssue) bool { return i.RowKey != row.RowKey }), err
}

// people finds everybody the evidence names, in the snapshot of its run.
func (e *Explanation) people(ctx context.Context, tx Tx, k keptEvidence) error {
	named := []string{k.Person, e.PersonalID}
	for _, r := range k.Rivals {
		named = append(named, r.PersonalID)
	}
	for _, o := range k.Others {
		named = append(named, o.PersonalID)
	}
	for _, c := range k.Candidates {
		named = append(named, c.PersonalID)
	}
	persons, err := tx.PersonsByNumber(ctx, e.SnapshotNo, named)
	if err != nil {
		return err
	}
	by := map[string]RegistryPerson{}
	for _, p := range persons {
		by[p.PersonalID] = p
	}
	if p, ok := by[cmp.Or(e.PersonalID, k.Person)]; ok {
		e.Person = &p
	}
	for _, r := range k.Rivals {
		e.Rivals = append(e.Rivals, ExplainedRival{RegistryPerson: by[r.PersonalID], Why: r.Why})
	}
	for _, o := range k.Others {
		e.Others = append(e.Others, ExplainedOther{RegistryPerson: by[o.PersonalID], LostEvidence: o})
	}
	for _, c := range k.Candidates {
		e.Candidates = append(e.Candidates, ReviewPerson{RegistryPerson: by[c.PersonalID], Tenths: c.Tenths})
	}
	return nil
}

// fields sets the row beside the person the machine looked at. A reviewer may
// have named another: of that one nothing was weighed.
func (e *Explanation) fields(k keptEvidence) error {
	weighed, err := k.weighed()
	if err != nil || e.Person == nil || k.Person != e.Person.PersonalID {
		return err
	}
	r, p := &e.List, e.Person
	both := []FieldEvidence{
		{Field: beneficiary.Name.Key(), List: r.FullName, Registry: p.FullName},
		{Field: beneficiary.BirthField.Key(), List: cmp.Or(r.BirthText, r.BirthDate), Registry: p.DateOfBirth},
		{Field: beneficiary.SexField.Key(), List: r.Sex, Registry: p.Sex},
		{Field: beneficiary.PersonalID.Key(), List: cmp.Or(r.PersonalID, r.OldNumber, r.NumberText), Registry: p.PersonalID},
		{Field: beneficiary.Commune.Key(), List: r.Commune, Registry: p.CommuneCode},
	}
	if len(weighed) == 0 { // kept before bits were
		for i := range k.Fields {
			e.Fields = append(e.Fields, ExplainedField{FieldEvidence: k.Fields[i]})
		}
		return nil
	}
	for i := range min(len(both), len(weighed)) {
		both[i].Agreement = weighed[i].agreement
		e.Fields = append(e.Fields, ExplainedField{FieldEvidence: both[i], Tenths: weighed[i].tenths})
	}
	return nil
}

// otherRows finds the rows that the evidence names.
func (e *Explanation) otherRows(ctx context.Context, tx Tx, k keptEvidence) error {
	find := func(ref string) (RowAt, error) {
		version, key, err := ParseRowRef(ref)
		if err != nil {
			return RowAt{}, err
		}
		row, ok, err := tx.Row(ctx, version, key)
		if err != nil || !ok {
			return RowAt{}, orNotFound(err, "row", ref)
		}
		return RowAt{Row: ref, ListRow: row}, nil
	}
	if k.SwappedWith != "" {
		at, err := find(k.SwappedWith)
		if err != nil {
			return err
		}
		e.SwappedWith = &at
	}
	for _, r := range k.Repeats {
		at, err := find(r.Row)
		if err != nil {
			return err
		}
		e.Repeats = append(e.Repeats, RepeatedAt{RowAt: at, Where: r.Where})
		other, ok, err := tx.NewestMatch(ctx, at.VersionNo, at.RowKey)
		if err != nil {
			return err
		}
		if ok && other.InForce && other.PersonalID == e.PersonalID && other.Programme == e.Programme && other.Period == e.Period {
			e.HeldAsRepeated = e.PersonalID != ""
		}
	}
	return nil
}
