package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
)

// candidates are the persons fetched for some rows, by every key they were
// fetched for. Fetching is all that SQL does here.
type candidates struct {
	byNumber   map[string]registry.Person
	byOld      map[string][]registry.Person
	byNameDate map[int64][]registry.Person
	byTwin     map[int64][]registry.Person
	twinsOf    map[string]bool              // person keys whose twins were fetched
	near       map[string][]registry.Person // by person key, where they were looked for
}

func fetchCandidates(ctx context.Context, tx Tx, snapshot int64, subjects []registry.Subject, also []string) (*candidates, error) {
	numbers := slices.Clone(also)
	var nameDates []int64
	for _, s := range subjects {
		l := s.Lookup()
		numbers = append(numbers, l.Numbers...)
		nameDates = append(nameDates, l.NameDates...)
	}
	c := &candidates{byNumber: map[string]registry.Person{}, byOld: map[string][]registry.Person{},
		byNameDate: map[int64][]registry.Person{}, byTwin: map[int64][]registry.Person{}, twinsOf: map[string]bool{},
		near: map[string][]registry.Person{}}
	persons, err := tx.PersonsByNameDate(ctx, snapshot, nameDates)
	if err != nil {
		return nil, err
	}
	err = eachPerson(persons, func(p registry.Person, r RegistryPerson) {
		c.byNameDate[r.NameDateKey] = append(c.byNameDate[r.NameDateKey], p)
		c.byNumber[p.PersonalID] = p
	})
	if err != nil {
		return nil, err
	}
	// Most numbers belong to somebody of that very name and date, who is here by now.
	missing := slices.DeleteFunc(slices.Clone(numbers), func(n string) bool {
		_, here := c.byNumber[n]
		return here
	})
	if persons, err = tx.PersonsByNumber(ctx, snapshot, missing); err != nil {
		return nil, err
	}
	if err := eachPerson(persons, func(p registry.Person, _ RegistryPerson) { c.byNumber[p.PersonalID] = p }); err != nil {
		return nil, err
	}
	return c, c.fetchOld(ctx, tx, snapshot, numbers)
}

// fetchTwins adds the twins of some subjects, and of those who may be meant.
func (c *candidates) fetchTwins(ctx context.Context, tx Tx, snapshot int64, subjects []registry.Subject) error {
	var keys []int64
	for _, s := range subjects {
		keys = append(append(keys, s.Lookup().Twins...), s.TwinsAround(c.around(s))...)
		c.twinsOf[s.PersonKey] = true
	}
	persons, err := tx.PersonsByTwin(ctx, snapshot, keys)
	if err != nil {
		return err
	}
	return eachPerson(persons, func(p registry.Person, r RegistryPerson) {
		c.byTwin[r.TwinKey] = append(c.byTwin[r.TwinKey], p)
	})
}

// nearAtOnce is how many numbers are asked for together: each subject has 119.
const nearAtOnce = 20_000

// fetchNear adds who has a number one slip from that of some subjects, and is
// like them in name or date.
func (c *candidates) fetchNear(ctx context.Context, tx Tx, snapshot int64, subjects []registry.Subject) error {
	asking := map[string][]registry.Subject{}
	for _, s := range subjects {
		for _, n := range s.NearNumbers() {
			asking[n] = append(asking[n], s)
		}
	}
	for lot := range slices.Chunk(slices.Sorted(maps.Keys(asking)), nearAtOnce) {
		persons, err := tx.PersonsByNumber(ctx, snapshot, lot)
		if err != nil {
			return err
		}
		err = eachPerson(persons, func(p registry.Person, _ RegistryPerson) {
			for _, s := range asking[p.PersonalID] {
				if s.NearFits(p) {
					c.near[s.PersonKey] = append(c.near[s.PersonKey], p)
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *candidates) fetchOld(ctx context.Context, tx Tx, snapshot int64, numbers []string) error {
	old, err := tx.PersonsByOldNumber(ctx, snapshot, numbers)
	if err != nil {
		return err
	}
	for _, o := range old {
		p, err := personOf(o.RegistryPerson)
		if err != nil {
			return err
		}
		c.byOld[o.OldID] = append(c.byOld[o.OldID], p)
	}
	return nil
}

func eachPerson(rows []RegistryPerson, visit func(registry.Person, RegistryPerson)) error {
	for _, r := range rows {
		p, err := personOf(r)
		if err != nil {
			return err
		}
		visit(p, r)
	}
	return nil
}

// of gathers the candidates of one row.
func (c *candidates) of(s registry.Subject) registry.Candidates {
	var out registry.Candidates
	l := s.Lookup()
	for _, n := range l.Numbers {
		if p, ok := c.byNumber[n]; ok {
			out.ByNumber = append(out.ByNumber, p)
		}
		out.ByOld = append(out.ByOld, c.byOld[n]...)
	}
	for _, k := range l.NameDates {
		out.ByNameDate = append(out.ByNameDate, c.byNameDate[k]...)
	}
	out.Near = c.near[s.PersonKey]
	out.TwinKeys = []int64{} // nobody looked for twins
	if !c.twinsOf[s.PersonKey] {
		return out
	}
	out.TwinKeys = append(l.Twins, s.TwinsAround(c.around(s))...)
	for _, k := range out.TwinKeys {
		out.Twins = append(out.Twins, c.byTwin[k]...)
	}
	return out
}

// around are the persons that a row's number leads to, now or before, and those
// of its name and date: twins are looked for around them too.
func (c *candidates) around(s registry.Subject) []registry.Person {
	var out []registry.Person
	l := s.Lookup()
	for _, n := range l.Numbers {
		if p, ok := c.byNumber[n]; ok {
			out = append(out, p)
		}
		out = append(out, c.byOld[n]...)
	}
	for _, k := range l.NameDates {
		out = append(out, c.byNameDate[k]...)
	}
	return out
}

// person is a fetched person by number.
func (c *candidates) person(number string) (registry.Person, bool) {
	if p, ok := c.byNumber[number]; ok {
		return p, true
	}
	for _, found := range []map[int64][]registry.Person{c.byNameDate, c.byTwin} {
		for _, persons := range found {
			for _, p := range persons {
				if p.PersonalID == number {
					return p, true
				}
			}
		}
	}
	for _, persons := range c.byOld {
		for _, p := range persons {
			if p.PersonalID == number {
				return p, true
			}
		}
	}
	return registry.Person{}, false
}

func personOf(r RegistryPerson) (registry.Person, error) {
	birth, err := parseDay(r.DateOfBirth)
	if err != nil {
		return registry.Person{}, fmt.Errorf("registry person: %w", err)
	}
	died, err := parseDay(r.DiedOn)
	if err != nil {
		return registry.Person{}, fmt.Errorf("registry person: %w", err)
	}
	p := registry.Person{PersonalID: r.PersonalID, Name: r.FullName, Birth: birth, Sex: sexOf(r.Sex),
		Commune: r.CommuneCode, Status: registry.Status(r.Status), DiedOn: died, Household: r.Household}
	if r.OldIDs != "" {
		p.OldIDs = strings.Split(r.OldIDs, ";")
	}
	return p, nil
}
