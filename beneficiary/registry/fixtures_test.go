package registry

import (
	"testing"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/place"
)

func date(t testing.TB, iso string) civil.Date {
	t.Helper()
	if iso == "" {
		return civil.Date{}
	}
	d, err := civil.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func person(t testing.TB, id, name, birth string) Person {
	t.Helper()
	return Person{
		PersonalID: id, Name: name, Birth: date(t, birth), Sex: beneficiary.IDSex(id), Commune: "99001", Status: Alive,
	}
}

func subject(t testing.TB, id, name, birth string) Subject {
	t.Helper()
	s := Subject{PersonKey: "k", Name: name, PersonalID: id, Commune: "99001"}
	s.Birth = beneficiary.Birth{Text: birth, Date: date(t, birth)}
	if len(id) == 9 {
		s.PersonalID, s.OldNumber = "", id
	}
	return s
}

func july(t testing.TB) Context {
	t.Helper()
	m, err := civil.ParseMonth("2024-07")
	if err != nil {
		t.Fatal(err)
	}
	return Context{Month: m, Repeats: 1, Amount: money.Dong(750_000), Places: communes(t)}
}

// communes is a made-up table: 99001 went into 99501 on 1/7/2025.
func communes(t testing.TB) *place.Table {
	t.Helper()
	table, err := place.New([]place.Commune{
		{Code: "99001", Name: "Xã Mây Trắng", ProvinceCode: "999", To: date(t, "2025-06-30"), Successors: []string{"99501"}},
		{Code: "99002", Name: "Xã Mây Hồng", ProvinceCode: "999"},
		{Code: "99501", Name: "Xã Mây", ProvinceCode: "999", From: date(t, "2025-07-01")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// world answers look-ups the way a store does.
type world []Person

func (w world) candidates(s Subject) Candidates {
	l := s.Lookup()
	c := Candidates{TwinKeys: l.Twins}
	for _, p := range w {
		for _, n := range l.Numbers {
			if p.PersonalID == n {
				c.ByNumber = append(c.ByNumber, p)
				c.TwinKeys = append(c.TwinKeys, s.TwinsAround([]Person{p})...)
			}
			for _, old := range p.OldIDs {
				if old == n {
					c.ByOld = append(c.ByOld, p)
				}
			}
		}
		if has(l.NameDates, p.NameDateKey()) {
			c.ByNameDate = append(c.ByNameDate, p)
			c.TwinKeys = append(c.TwinKeys, s.TwinsAround([]Person{p})...)
		}
	}
	for _, p := range w {
		if has(c.TwinKeys, p.TwinKey()) {
			c.Twins = append(c.Twins, p)
		}
	}
	return c
}

func has(keys []int64, key int64) bool {
	for _, k := range keys {
		if k == key {
			return true
		}
	}
	return false
}
