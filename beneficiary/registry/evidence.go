package registry

import (
	"cmp"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/viet"
)

// Explain adds to what Decide said, from the same arguments, what only people
// read: the weight of each field, the steps, and who lost. It changes nothing
// else. Deciding a million rows does without.
func Explain(m Match, s Subject, c Candidates, x Context, p Policy) Match {
	if !m.HasPerson {
		return m
	}
	d := decision{s: &s, c: &c, x: &x, p: &p, m: m}
	w := d.weigh(&m.Person, d.compare(&m.Person))
	m.Evidence = slices.Clone(m.Evidence)
	for i, bits := range [...]int{w.name, w.birth, w.sex, w.number, w.commune} {
		m.Evidence[i].Bits = bits
	}
	m.Steps, m.Others = s.Steps(m.Person), d.losers()
	return m
}

// describe sets list and registry side by side.
func (d *decision) describe() {
	s, p := d.s, &d.m.Person
	if d.name == "" {
		d.name, d.birth = compareNames(s.Name, p.Name), compareBirths(s.Birth, p.Birth)
	}
	sex, commune := compareSexes(s.Sex, p.Sex), compareCommunes(s.Commune, p.Commune, d.x)
	number := cmp.Or(s.PersonalID, s.OldNumber)
	d.m.Evidence = []Evidence{
		{beneficiary.Name, s.Name, p.Name, d.name, 0},
		{beneficiary.BirthField, s.Birth.Text, p.Birth.ISO(), d.birth, 0},
		{beneficiary.SexField, s.Sex.String(), p.Sex.String(), sex, 0},
		{beneficiary.PersonalID, number, p.PersonalID, compareNumbers(s, p), 0},
		{beneficiary.Commune, s.Commune, p.Commune, commune, 0},
	}
	d.m.Beside = append(d.m.Beside, BesideOf(*s, *p, *d.x)...)
}

// BesideOf are SexDiffers and LeftArea, where they hold of a line and a person.
func BesideOf(s Subject, p Person, x Context) (out []Outcome) {
	if compareSexes(s.Sex, p.Sex) == Differs {
		out = append(out, SexDiffers)
	}
	if compareCommunes(s.Commune, p.Commune, &x) == Differs || p.Status == Left {
		out = append(out, LeftArea)
	}
	return out
}

// Other is somebody in sight who lost, and the fields that spoke against them.
type Other struct {
	PersonalID string
	Bits       int
	Against    []Against
}

// Against is a field in which somebody agrees less than the person accepted.
type Against struct {
	Field     beneficiary.Field
	Agreement Agreement
}

// mostOthers bounds who is told of: the heaviest come first.
const mostOthers = 5

// losers are who else was in sight, without rivals.
func (d *decision) losers() []Other {
	var out []Other
	won := d.compare(&d.m.Person)
	for p := range d.others(&d.m.Person) {
		same := func(o Other) bool { return o.PersonalID == p.PersonalID }
		if slices.ContainsFunc(out, same) || slices.ContainsFunc(d.m.Rivals, func(r Rival) bool { return r.PersonalID == p.PersonalID }) {
			continue
		}
		a := d.compare(p)
		out = append(out, Other{PersonalID: p.PersonalID, Bits: d.weigh(p, a).sum(), Against: won.against(a)})
	}
	slices.SortFunc(out, func(x, y Other) int {
		return cmp.Or(cmp.Compare(y.Bits, x.Bits), cmp.Compare(x.PersonalID, y.PersonalID))
	})
	return out[:min(len(out), mostOthers)]
}

// against are the fields in which another agrees otherwise than the winner, and
// not fully.
func (a agreements) against(other agreements) []Against {
	var out []Against
	for _, f := range [...]struct {
		field       beneficiary.Field
		mine, other Agreement
	}{
		{beneficiary.PersonalID, a.number, other.number}, {beneficiary.Name, a.name, other.name}, {beneficiary.BirthField, a.birth, other.birth},
		{beneficiary.SexField, a.sex, other.sex}, {beneficiary.Commune, a.commune, other.commune},
	} {
		if f.mine != f.other && f.other != Equal && f.other != Unknown {
			out = append(out, Against{f.field, f.other})
		}
	}
	return out
}

// Step is one thing that was set aside before two texts were compared.
type Step struct {
	Field beneficiary.Field
	Code  StepCode
	// From is the list's text, To what it was compared as.
	From, To string
}

// StepCode names what was set aside, by a stable code.
type StepCode string

// The steps.
const (
	StepComposed    StepCode = "marks_composed"   // letters and marks typed apart, or in another order
	StepCase        StepCode = "case"             // capitals
	StepSpaces      StepCode = "spaces"           // odd or double
	StepToneMoved   StepCode = "tone_moved"       // hoà and hòa, and i for y
	StepBracket     StepCode = "brackets_dropped" // and what they held
	StepPunctuation StepCode = "punctuation_dropped"
	StepTitle       StepCode = "title_dropped"
	StepJoined      StepCode = "spaces_joined" // a space inside a syllable
	StepUnmarked    StepCode = "marks_ignored" // the list has none
	StepMiddle      StepCode = "middle_ignored"
	StepPadded      StepCode = "number_padded" // zeros that Excel had taken away
	StepDigits      StepCode = "number_cleaned"
	StepOtherDate   StepCode = "date_read_otherwise" // day and month the other way round
	StepYearOnly    StepCode = "date_as_year"
)

// Steps says what was set aside to compare the subject with a person: from the
// list's own text to the text compared. Nothing was where there are none.
func (s Subject) Steps(p Person) []Step {
	steps := nameSteps(s.Name, p.Name)
	if s.PersonalID != "" && s.NumberText != "" && s.NumberText != s.PersonalID {
		code := StepDigits
		if strings.TrimLeft(s.PersonalID, "0") == strings.TrimLeft(s.NumberText, "0") {
			code = StepPadded
		}
		steps = append(steps, Step{beneficiary.PersonalID, code, s.NumberText, s.PersonalID})
	}
	switch compareBirths(s.Birth, p.Birth) {
	case Consistent:
		steps = append(steps, Step{beneficiary.BirthField, StepYearOnly, s.Birth.Text, s.Birth.Date.ISO()})
	case Swapped:
		steps = append(steps, Step{beneficiary.BirthField, StepOtherDate, s.Birth.Text, p.Birth.ISO()})
	}
	return steps
}

// nameSteps follows a name the way compareNames does, as far as it had to go.
func nameSteps(list, registry string) []Step {
	if list == registry || list == "" || registry == "" {
		return nil
	}
	var steps []Step
	at := list
	step := func(code StepCode, to string) {
		steps = append(steps, Step{beneficiary.Name, code, at, to})
		at = to
	}
	if spaced := strings.Join(strings.Fields(at), " "); spaced != at {
		step(StepSpaces, spaced)
	}
	if composed := viet.Compose(at); composed != at {
		step(StepComposed, composed)
	}
	written := viet.Compose(registry)
	switch l, r := viet.Key(at), viet.Key(written); {
	case at == written:
		return steps
	case strings.EqualFold(at, written):
		step(StepCase, written)
		return steps
	case l == r:
		step(StepToneMoved, written)
		return steps
	case l != bare(l) && strings.ContainsAny(l, "(["):
		step(StepBracket, bare(l))
	case l != bare(l):
		step(StepPunctuation, bare(l))
	}
	if code, ok := looseStep(viet.Key(at), bare(viet.Key(written)), compareBare(list, registry)); ok {
		step(code, registry)
	}
	return steps
}

// looseStep is what a key still needed to be taken as the registry's.
func looseStep(l, r string, a Agreement) (StepCode, bool) {
	switch {
	case l == r:
		return "", false
	case a == Unmarked:
		return StepUnmarked, true
	case a == MiddleMissing:
		return StepMiddle, true
	case a == Normalised && untitled(l) == r:
		return StepTitle, true
	case a == Normalised:
		return StepJoined, true
	}
	return "", false
}

// StepCodes are all codes of steps.
func StepCodes() []StepCode {
	return []StepCode{
		StepComposed, StepCase, StepSpaces, StepToneMoved, StepBracket, StepPunctuation, StepTitle, StepJoined, StepUnmarked, StepMiddle,
		StepPadded, StepDigits, StepOtherDate, StepYearOnly,
	}
}
