package beneficiary

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// wrote is a taken row with the keys that reading gives it.
func wrote(number, name, birth string) Listed {
	return listed(rowKey(personKey(name, birth, number), 0), number, name, birth, "")
}

// turnedDown is the same row refused: of it only name and key are kept.
func turnedDown(l Listed) Listed {
	return Listed{Key: l.Key, Name: l.Name, Refused: true, Values: map[Field]string{Name: l.Name}}
}

// TestRepeatsAcrossLists: one person's rows on two lists are found whichever of
// them has a number, and not by name and birth alone where each has its own.
func TestRepeatsAcrossLists(t *testing.T) {
	const number, another, birth = "999044000001", "999044000009", "1950-01-02"
	with, bare, year := wrote(number, "Lê A", birth), wrote("", "LÊ A", birth), wrote("", "Lê A", "1950")
	for name, tc := range map[string]struct {
		here, there Listed
		want        bool
	}{
		"one number":                         {with, wrote(number, "Khác", "1960-02-03"), true},
		"a number here, none there":          {with, bare, true},
		"none here, a number there":          {bare, with, true},
		"none on either":                     {bare, bare, true},
		"none on either, the year alone":     {year, year, true},
		"a number each":                      {with, wrote(another, "Lê A", birth), false},
		"a number here, the year alone":      {wrote(number, "Lê A", "1950"), year, false},
		"a number there, the year alone":     {year, wrote(number, "Lê A", "1950"), false},
		"another name":                       {bare, wrote("", "Lê B", birth), false},
		"another day":                        {bare, wrote(number, "Lê A", "1950-01-03"), false},
		"refused there, in the same words":   {with, turnedDown(with), true},
		"refused there, without the number":  {with, turnedDown(bare), true},
		"refused there, with another number": {with, turnedDown(wrote(another, "Lê A", birth)), false},
		"refused here, in the same words":    {turnedDown(with), with, true},
		"refused on both":                    {turnedDown(bare), turnedDown(bare), true},
	} {
		there := Elsewhere{Listed: tc.there, Programme: "BTXH", Commune: "99002"}
		got := Repeats([]Listed{tc.here}, fetched([]Listed{tc.here}, []Elsewhere{there}), "BTXH", "99001")
		if (len(got) == 1) != tc.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// fetched are the others that a store hands over for the rows' traces.
func fetched(rows []Listed, others []Elsewhere) []Elsewhere {
	t := TracesOf(rows)
	return slices.DeleteFunc(slices.Clone(others), func(o Elsewhere) bool {
		return !slices.Contains(t.Numbers, o.Number) && !slices.Contains(t.Keys, o.Key) && !slices.Contains(t.AnyBirths, o.Birth) &&
			(o.Number != "" || !slices.Contains(t.Births, o.Birth))
	})
}

// TestTracesLoseNobody: what is fetched by the traces is all that repeats are
// found in.
func TestTracesLoseNobody(t *testing.T) {
	row := rapid.Custom(func(t *rapid.T) Listed {
		l := wrote(rapid.SampledFrom([]string{"", "1", "2"}).Draw(t, "number"), rapid.SampledFrom([]string{"A", "B"}).Draw(t, "name"),
			rapid.SampledFrom([]string{"", "1950", "1950-01-02", "1951-01-02"}).Draw(t, "birth"))
		if rapid.IntRange(0, 3).Draw(t, "refused") == 0 {
			return turnedDown(l)
		}
		return l
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(row, 0, 8).Draw(t, "rows")
		var others []Elsewhere
		for _, l := range rapid.SliceOfN(row, 0, 8).Draw(t, "others") {
			others = append(others, Elsewhere{Listed: l, Programme: "BTXH", Commune: rapid.SampledFrom([]string{"99001", "99002"}).Draw(t, "commune")})
		}
		all, some := Repeats(rows, others, "BTXH", "99001"), Repeats(rows, fetched(rows, others), "BTXH", "99001")
		if diff := cmp.Diff(all, some); diff != "" {
			t.Fatalf("of all (-) and of those fetched (+):\n%s", diff)
		}
	})
}
