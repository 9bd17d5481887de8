package beneficiary

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// listed is a row of somebody: key and number may be "", values are "field=text".
func listed(key, number, name, birth, category string) Listed {
	return Listed{Key: key, Number: number, Name: name, Birth: birth,
		Values: map[Field]string{Name: name, BirthField: birth, PersonalID: number, Category: category}}
}

func told(d Difference) []string {
	out := []string{fmt.Sprint("same ", d.Same)}
	for _, l := range d.New {
		out = append(out, "new "+l.Name)
	}
	for _, c := range d.Changed {
		out = append(out, fmt.Sprint("changed ", c.Is.Name, " ", c.Fields))
	}
	for _, l := range d.Dropped {
		out = append(out, "dropped "+l.Name)
	}
	return out
}

func TestDiffer(t *testing.T) {
	a, b := listed("ra", "999044000001", "Lê A", "1950-01-02", "06C"), listed("rb", "", "Trần B", "1960", "06C")
	refused := Listed{Key: "ra", Name: "Lê A", Refused: true, Values: map[Field]string{Name: "Lê A"}}
	for name, tc := range map[string]struct {
		before, now []Listed
		want        []string
	}{
		"the same":         {[]Listed{a, b}, []Listed{b, a}, []string{"same 2"}},
		"came and went":    {[]Listed{a}, []Listed{b}, []string{"same 0", "new Trần B", "dropped Lê A"}},
		"another category": {[]Listed{b}, []Listed{listed("rb", "", "Trần B", "1960", "06A")}, []string{"same 0", "changed Trần B [{category 06C 06A}]"}},
		"another name under a number": {[]Listed{a}, []Listed{listed("rx", "999044000001", "Lê Á", "1950-01-02", "06C")},
			[]string{"same 0", "changed Lê Á [{name Lê A Lê Á}]"}},
		"a number corrected": {[]Listed{a}, []Listed{listed("rx", "999044000009", "LÊ A", "1950-01-02", "06C")},
			[]string{"same 0", "changed LÊ A [{name Lê A LÊ A} {personal_id 999044000001 999044000009}]"}},
		"two of one name and birth are not guessed at": {[]Listed{a}, []Listed{listed("rx", "999044000008", "Lê A", "1950-01-02", "06C"),
			listed("ry", "999044000009", "Lê A", "1950-01-02", "06C")}, []string{"same 0", "new Lê A", "new Lê A", "dropped Lê A"}},
		"a refused row is taken":                 {[]Listed{refused}, []Listed{a}, []string{"same 0", "changed Lê A [{status refused taken}]"}},
		"a number twice, one dropped":            {[]Listed{a, listed("rx", a.Number, "Khác", "", "")}, []Listed{listed("rx", a.Number, "Khác", "", "")}, []string{"same 1", "dropped Lê A"}},
		"the same words go before another's row": {[]Listed{listed("rx", a.Number, "Khác", "", ""), a}, []Listed{a}, []string{"same 1", "dropped Khác"}},
	} {
		if diff := cmp.Diff(tc.want, told(Differ(tc.before, tc.now))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// TestDifferLosesNobody: over random lists, new + changed + same are the rows now
// and dropped + changed + same those before; the other way round new and dropped
// change places; and a list against itself is the same.
func TestDifferLosesNobody(t *testing.T) {
	row := rapid.Custom(func(t *rapid.T) Listed {
		l := listed(rapid.StringMatching(`r[a-f]`).Draw(t, "key"), rapid.SampledFrom([]string{"", "1", "2", "3"}).Draw(t, "number"),
			rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "name"), rapid.SampledFrom([]string{"", "1950", "1951"}).Draw(t, "birth"),
			rapid.SampledFrom([]string{"06A", "06C"}).Draw(t, "category"))
		l.Refused = rapid.Bool().Draw(t, "refused")
		return l
	})
	rapid.Check(t, func(t *rapid.T) {
		before, now := rapid.SliceOfN(row, 0, 12).Draw(t, "before"), rapid.SliceOfN(row, 0, 12).Draw(t, "now")
		d := Differ(before, now)
		if n := len(d.New) + len(d.Changed) + d.Same; n != len(now) {
			t.Fatalf("new, changed and same are %d, rows now %d", n, len(now))
		}
		if n := len(d.Dropped) + len(d.Changed) + d.Same; n != len(before) {
			t.Fatalf("dropped, changed and same are %d, rows before %d", n, len(before))
		}
		back := Differ(now, before)
		if len(back.New) != len(d.Dropped) || len(back.Dropped) != len(d.New) {
			t.Fatalf("forth %v, back %v", told(d), told(back))
		}
		if same := Differ(now, slices.Clone(now)); same.Same != len(now) {
			t.Fatalf("a list differs from itself: %v", told(same))
		}
	})
}

func TestRepeats(t *testing.T) {
	a, b := listed("ra", "999044000001", "Lê A", "1950-01-02", ""), listed("rb", "", "Trần B", "1960", "")
	again, refused := listed("rc", "999044000007", "LÊ A", "1950-01-02", ""), b
	refused.Refused = true
	elsewhere := func(l Listed, programme, commune string) Elsewhere {
		return Elsewhere{Listed: l, Programme: programme, Commune: commune}
	}
	got := []string{}
	for _, r := range Repeats([]Listed{a, b, again, a, refused}, []Elsewhere{
		elsewhere(listed("rz", "999044000001", "Khác", "", ""), "BTXH", "99002"), elsewhere(b, "HUU", "99001"), elsewhere(b, "HUU", "99002"),
		elsewhere(b, "BTXH", "99001"), elsewhere(listed("rq", "", "Ai", "1900", ""), "BTXH", "99009"),
	}, "BTXH", "99001") {
		got = append(got, r.Row.Key+" "+r.Where+" "+r.With.Programme+" "+r.With.Commune+" "+r.With.Key)
	}
	want := []string{
		"rc list BTXH 99001 ra", "ra list BTXH 99001 ra", "ra communes BTXH 99002 rz", "rb programmes HUU 99001 rb", "rb supplements BTXH 99001 rb",
		"ra communes BTXH 99002 rz", "rb programmes HUU 99001 rb", "rb supplements BTXH 99001 rb",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("repeats (-want +got):\n%s", diff)
	}
}

// TestDifferCorrected: a row goes with the row on its line first, so that what was
// put right is one change; rows that share a line by mistake go on by their words.
func TestDifferCorrected(t *testing.T) {
	at := func(l Listed, line int) Listed { l.Sheet, l.Line = "DS", line; return l }
	refused := at(Listed{Key: "r1", Refused: true, Values: map[Field]string{}}, 2)
	right := at(listed("ra", "999044000001", "Lê A", "1950-01-02", "06C"), 2)
	b, twin := at(listed("rb", "", "Trần B", "1960", "06C"), 3), at(listed("rc", "999044000001", "Lê A", "1950-01-02", "06C"), 4)
	for name, tc := range map[string]struct {
		before, now []Listed
		want        []string
	}{
		"put right":              {[]Listed{refused, b}, []Listed{right, b}, []string{"same 1", "changed Lê A [{status refused taken}]"}},
		"struck off":             {[]Listed{refused, b}, []Listed{b}, []string{"same 1", "dropped "}},
		"put right into a twin":  {[]Listed{refused, twin}, []Listed{right, twin}, []string{"same 1", "changed Lê A [{status refused taken}]"}},
		"on no line of its own":  {[]Listed{right, at(b, 2)}, []Listed{at(b, 2), right}, []string{"same 2"}},
		"the very same, no line": {[]Listed{at(b, 0)}, []Listed{at(b, 0)}, []string{"same 1"}},
	} {
		if diff := cmp.Diff(tc.want, told(DifferCorrected(tc.before, tc.now))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
