package registry

import (
	"slices"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/viet"
)

// Question is what the registry was asked about: the line as the list has it.
// Birth is zero where it could be read in two ways.
type Question struct {
	PersonalID string
	Name       string
	Birth      civil.Date
	Sex        beneficiary.Sex
	Commune    string
}

// Record is the record that an answer to a question makes; known is the one that
// the snapshot in force has for the answer's number, nil for none. What was
// filled in stands; a field that was left blank is the known record's, so that a
// blank never changes a record. Nothing is taken from what was asked: of a number
// that nobody is known to have, the office must give name, date of birth and sex
// itself. field and code say why there is no record.
func (a Answer) Record(q Question, known *Person) (rec Person, field, code string) {
	if field, code := a.against(q); code != "" {
		return Person{}, field, code
	}
	if known != nil {
		rec = *known
		rec.OldIDs = slices.Clone(known.OldIDs)
	} else {
		if field := a.Person.lacks(); field != "" {
			return Person{}, field, AnswerRecordMissing
		}
		rec.Status = Alive
	}
	a.overlay(&rec, q)
	if known != nil && a.strange(q, known) {
		return Person{}, columns[atID], AnswerOtherPerson
	}
	return rec.whole()
}

// against looks whether the answer goes with what was asked.
func (a Answer) against(q Question) (field, code string) {
	p := &a.Person
	differs := []struct {
		field       string
		said, other bool // something was filled in, and is not as it was asked
	}{
		{columns[atID], p.PersonalID != "" && q.PersonalID != "", p.PersonalID != q.PersonalID},
		{columns[atName], p.Name != "" && q.Name != "", viet.Key(p.Name) != viet.Key(q.Name)},
		{columns[atBirth], !p.Birth.IsZero() && !q.Birth.IsZero(), !p.Birth.Within(q.Birth)},
	}
	switch a.Said {
	case SaidSame:
		for _, d := range differs {
			if d.said && d.other {
				return d.field, AnswerContradicts
			}
		}
	case SaidCancelled:
		if p.Status == Alive && p.PersonalID == q.PersonalID || p.Status == Cancelled && p.PersonalID != q.PersonalID {
			return fieldStatus, AnswerContradicts
		}
	case SaidDiffers:
		for _, d := range differs {
			if d.said && d.other {
				return "", ""
			}
		}
		fresh := q.PersonalID == "" || p.Sex != beneficiary.SexUnknown && p.Sex != q.Sex || p.Commune != "" && p.Commune != q.Commune || p.Status != "" ||
			len(p.OldIDs) > 0 || !p.Birth.IsZero() && p.Birth != q.Birth || p.Name != "" && q.Name == ""
		if !fresh {
			return fieldResult, AnswerNothingDiffers
		}
	}
	return "", ""
}

// overlay puts what was filled in over a record.
func (a Answer) overlay(rec *Person, q Question) {
	p := &a.Person
	rec.PersonalID = p.PersonalID
	if p.Name != "" {
		rec.Name = p.Name
	}
	if !p.Birth.IsZero() {
		rec.Birth = p.Birth
	}
	if p.Sex != beneficiary.SexUnknown {
		rec.Sex = p.Sex
	}
	if p.Commune != "" {
		rec.Commune = p.Commune
	}
	if p.Status != "" {
		rec.Status = p.Status
	}
	if a.Said == SaidDead || !p.DiedOn.IsZero() {
		rec.Status = Dead
		if !p.DiedOn.IsZero() {
			rec.DiedOn = p.DiedOn
		}
	}
	if rec.Status != Dead {
		rec.DiedOn = civil.Date{}
	}
	old := p.OldIDs
	if a.Said == SaidCancelled {
		if p.PersonalID == q.PersonalID {
			rec.Status = Cancelled
		} else if beneficiary.IsPersonalID(q.PersonalID) {
			old = append(slices.Clone(old), q.PersonalID)
		}
	}
	for _, n := range old {
		if n != rec.PersonalID && !slices.Contains(rec.OldIDs, n) {
			rec.OldIDs = append(rec.OldIDs, n)
		}
	}
}

// strange reports whether the number is known to be somebody's whose name and
// date of birth are both others than the answer's.
func (a Answer) strange(q Question, known *Person) bool {
	name, birth := a.Person.Name, a.Person.Birth
	if name == "" && a.Said != SaidFound {
		name = q.Name
	}
	if birth.IsZero() && a.Said != SaidFound {
		birth = q.Birth
	}
	return name != "" && !birth.IsZero() && viet.Fold(name) != viet.Fold(known.Name) && !known.Birth.Within(birth) && !birth.Within(known.Birth)
}

// lacks is what of a record was not filled in; "" for nothing.
func (p Person) lacks() string {
	switch {
	case p.Name == "":
		return columns[atName]
	case p.Birth.IsZero():
		return columns[atBirth]
	case p.Sex == beneficiary.SexUnknown:
		return columns[atSex]
	}
	return ""
}

// whole says what is wrong with a record.
func (p Person) whole() (_ Person, field, code string) {
	born, _ := p.Birth.Bounds()
	switch _, last := p.DiedOn.Bounds(); {
	case p.Name == "":
		return Person{}, columns[atName], NameMissing
	case p.Birth.IsZero():
		return Person{}, columns[atBirth], BirthMalformed
	case !p.DiedOn.IsZero() && last.Compare(born) < 0:
		return Person{}, columns[atDied], DeathBeforeBirth
	}
	return p, "", ""
}

// Says reports whether two answers to one question say the same.
func (a Answer) Says(b Answer) bool {
	return a.Said == b.Said && a.Person.Same(b.Person) && a.Note == b.Note
}

// Same reports whether two records say the same.
func (p Person) Same(q Person) bool {
	return p.PersonalID == q.PersonalID && p.Name == q.Name && p.Birth == q.Birth && p.Sex == q.Sex && p.Commune == q.Commune &&
		p.Status == q.Status && p.DiedOn == q.DiedOn && p.Household == q.Household && slices.Equal(p.OldIDs, q.OldIDs)
}
