package registry

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
)

func TestWhatWasSetAside(t *testing.T) {
	for name, tc := range map[string]struct {
		name, registry string
		want           []StepCode
	}{
		"nothing":                      {"Nguyễn Văn Hùng", "Nguyễn Văn Hùng", nil},
		"capitals":                     {"NGUYỄN VĂN HÙNG", "Nguyễn Văn Hùng", []StepCode{StepCase}},
		"marks typed apart":            {"Nguye\u0302\u0303n Văn Hùng", "Nguyễn Văn Hùng", []StepCode{StepComposed}},
		"tone before its hat":          {"Nguye\u0303\u0302n Văn Hùng", "Nguyễn Văn Hùng", []StepCode{StepComposed}},
		"odd spaces":                   {"Nguyễn\u00a0 Văn  Hùng ", "Nguyễn Văn Hùng", []StepCode{StepSpaces}},
		"tone in another place":        {"Lê Thị Hoà", "Lê Thị Hòa", []StepCode{StepToneMoved}},
		"i for y":                      {"Lí Văn Hùng", "Lý Văn Hùng", []StepCode{StepToneMoved}},
		"brackets":                     {"Nguyễn Văn Hùng (con)", "Nguyễn Văn Hùng", []StepCode{StepBracket}},
		"punctuation":                  {"Nguyễn Văn Hùng.", "Nguyễn Văn Hùng", []StepCode{StepPunctuation}},
		"title":                        {"Ông Nguyễn Văn Hùng", "Nguyễn Văn Hùng", []StepCode{StepTitle}},
		"title and brackets":           {"Ông Nguyễn Văn Hùng (con)", "Nguyễn Văn Hùng", []StepCode{StepBracket, StepTitle}},
		"a space inside":               {"Nguyễn Vă n Hùng", "Nguyễn Văn Hùng", []StepCode{StepJoined}},
		"no marks":                     {"NGUYEN VAN HUNG", "Nguyễn Văn Hùng", []StepCode{StepUnmarked}},
		"no middle":                    {"Nguyễn Hùng", "Nguyễn Văn Hùng", []StepCode{StepMiddle}},
		"another name sets aside none": {"Trần Thị Lan", "Nguyễn Văn Hùng", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := subject(t, hung, tc.name, "1950-03-14")
			var codes []StepCode
			at := tc.name
			for _, step := range s.Steps(person(t, hung, tc.registry, "1950-03-14")) {
				if step.From != at && !(step.Code == StepTitle) {
					t.Errorf("%s begins at %q, not where the one before ended: %q", step.Code, step.From, at)
				}
				at = step.To
				codes = append(codes, step.Code)
			}
			if diff := cmp.Diff(tc.want, codes); diff != "" {
				t.Error(diff)
			}
		})
	}
	s := subject(t, "099950123456", "Nguyễn Văn Hùng", "1950")
	s.NumberText = "99950123456"
	want := []Step{
		{beneficiary.PersonalID, StepPadded, "99950123456", "099950123456"}, {beneficiary.BirthField, StepYearOnly, "1950", "1950"},
	}
	if diff := cmp.Diff(want, s.Steps(person(t, "099950123456", "Nguyễn Văn Hùng", "1950-01-01"))); diff != "" {
		t.Error(diff)
	}
	s.NumberText = "099 950 123 456"
	if got := s.Steps(person(t, "099950123456", "Nguyễn Văn Hùng", "1950-01-01")); got[0].Code != StepDigits {
		t.Errorf("%+v", got)
	}
}

// explained is a decision with all that people read.
func explained(s Subject, w world, x Context) Match {
	c := w.candidates(s)
	return Explain(Decide(s, c, x, DefaultPolicy()), s, c, x, DefaultPolicy())
}

// Whoever lost is told of with what spoke against them; the bits of the fields
// add up to what ranks.
func TestWhoLostAndWhy(t *testing.T) {
	ours := person(t, twinA, "Nguyễn Văn Hùng", "1950-03-14")
	w := world{ours, person(t, twinC, "Nguyễn Văn Hùng", "1950-03-14"), person(t, "999050999999", "Nguyễn Thị Đào", "1950-03-14")}
	s := subject(t, twinA, "NGUYỄN VĂN HÙNG", "1950-03-14")
	got := explained(s, w, july(t))
	if got.Action != Automatic || len(got.Others) != 2 {
		t.Fatalf("%s %+v", got.Action, got.Others)
	}
	namesake, twin := got.Others[0], got.Others[1]
	if diff := cmp.Diff([]Against{{beneficiary.PersonalID, Differs}}, namesake.Against); diff != "" || namesake.PersonalID != twinC {
		t.Errorf("%+v: %s", namesake, diff)
	}
	if diff := cmp.Diff([]Against{{beneficiary.PersonalID, Differs}, {beneficiary.Name, Differs}}, twin.Against); diff != "" {
		t.Errorf("%+v: %s", twin, diff)
	}
	sum := 0
	for _, e := range got.Evidence {
		sum += e.Bits
	}
	d := decision{s: &s, c: &Candidates{ByNumber: w[:1]}, x: &Context{Places: communes(t)}, p: &Policy{}}
	if ranked := d.ranked(); ranked[0].Bits != sum || sum <= namesake.Bits || namesake.Bits <= twin.Bits {
		t.Errorf("%d in all, ranked %d, others %d and %d", sum, ranked[0].Bits, namesake.Bits, twin.Bits)
	}
}
