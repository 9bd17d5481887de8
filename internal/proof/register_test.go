package proof

import (
	"testing"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/place"
	"chitra/internal/synth"
)

// register is a labelled register and its index.
type register struct {
	labelled *synth.Labelled
	index    *registry.Index
	places   *place.Table
	month    civil.Month
}

func newRegister(t testing.TB, c synth.LabelledConfig) *register {
	t.Helper()
	r := &register{labelled: synth.NewLabelled(c)}
	r.index = indexOf(t, r.labelled, c.Persons)
	r.places, r.month = placesOf(t, r.labelled), newMonth(t)
	return r
}

func newMonth(t testing.TB) civil.Month {
	t.Helper()
	m, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func indexOf(t testing.TB, l *synth.Labelled, persons int) *registry.Index {
	t.Helper()
	b := registry.NewIndexBuilder(persons + persons/50)
	for p := range l.Persons() {
		if err := b.Add(personOf(p)); err != nil {
			t.Fatal(err)
		}
	}
	return b.Index()
}

func personOf(p synth.LabelledPerson) registry.Person {
	return registry.Person{
		PersonalID: p.ID, Name: p.Name, Birth: p.Birth, Sex: sexOf(p.Female), Commune: p.Commune,
		Status: registry.Status(p.Status), DiedOn: p.DiedOn, OldIDs: p.Old, Household: p.Household,
	}
}

func sexOf(female bool) beneficiary.Sex {
	if female {
		return beneficiary.Female
	}
	return beneficiary.Male
}

// placesOf knows every commune, and of each the one that went into it.
func placesOf(t testing.TB, l *synth.Labelled) *place.Table {
	t.Helper()
	merger, err := civil.NewDate(2025, 7, 1)
	if err != nil {
		t.Fatal(err)
	}
	var list []place.Commune
	for today, before := range l.Communes() {
		list = append(list,
			place.Commune{Code: before, Name: "Xã " + before, ProvinceCode: "999", To: merger.AddDays(-1), Successors: []string{today}},
			place.Commune{Code: today, Name: "Xã " + today, ProvinceCode: "999", From: merger})
	}
	table, err := place.New(list)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func subjectOf(r synth.LabelledRow) registry.Subject {
	s := registry.Subject{
		Name: r.Name, PersonalID: r.ID, OldNumber: r.OldNumber, Commune: r.Commune,
		Birth: beneficiary.Birth{Text: r.Birth.ISO(), Date: r.Birth, Other: r.Other},
	}
	if r.Sex != "" {
		s.Sex = sexOf(r.Sex == "F")
	}
	return s
}

func (r *register) contextOf(row synth.LabelledRow) registry.Context {
	return registry.Context{Month: r.month, Repeats: row.Repeats, Amount: money.Dong(row.Dong), Places: r.places}
}
