package registry

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/money"
)

const hung = "999050123456" // born 1950, male, made-up place

func TestTierOfALine(t *testing.T) {
	ours := person(t, hung, "Nguyễn Văn Hùng", "1950-03-14")
	elsewhere := ours
	elsewhere.Commune = "99002"
	for name, tc := range map[string]struct {
		id, name, birth string
		edit            func(*Subject, *Context, *Policy)
		world           world
		outcome         Outcome
		tier            Tier
		action          Action
		who             string // proposed or accepted
		reasons         []Reason
		beside          []Outcome
	}{
		"everything equal": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: Exact, tier: T1, action: Automatic, who: hung,
		},
		"capitals, decomposed, odd spaces": {
			id: hung, name: "NGUYÊ\u0303N  VĂN HU\u0300NG", birth: "1950-03-14", world: world{ours},
			outcome: Exact, tier: T1, action: Automatic, who: hung,
		},
		"a title": {
			id: hung, name: "Ông Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: ExactAfterNormalising, tier: T2, action: Automatic, who: hung,
		},
		"a note beside the name may speak of a death": {
			id: hung, name: "Nguyễn Văn Hùng (đã chết)", birth: "1950-03-14", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung, reasons: []Reason{ReasonNote},
		},
		"or of somebody else, without marks too": {
			id: hung, name: "NGUYEN VAN HUNG [con nhan thay]", birth: "1950-03-14", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung, reasons: []Reason{ReasonNote},
		},
		"space inside a syllable": {
			id: hung, name: "Nguyễn Vă n Hùng", birth: "1950-03-14", world: world{ours},
			outcome: ExactAfterNormalising, tier: T2, action: Automatic, who: hung,
		},
		"year alone on the list": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950", world: world{ours},
			outcome: ExactAfterNormalising, tier: T2, action: Automatic, who: hung,
		},
		"another year alone": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1951", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"no marks at all": {
			id: hung, name: "NGUYEN VAN HUNG", birth: "1950-03-14", world: world{ours},
			outcome: ExactAfterNormalising, tier: T2, action: Automatic, who: hung,
		},
		"no marks and year alone": {
			id: hung, name: "NGUYEN VAN HUNG", birth: "1950", world: world{ours},
			outcome: ExactAfterNormalising, tier: T2, action: Review, who: hung, reasons: []Reason{ReasonWeak},
		},
		"no marks and year alone, where the province allows it": {
			id: hung, name: "NGUYEN VAN HUNG", birth: "1950", world: world{ours},
			edit:    func(_ *Subject, _ *Context, p *Policy) { p.WeakNameYearOnly = true },
			outcome: ExactAfterNormalising, tier: T2, action: Automatic, who: hung,
		},
		"middle name missing": {
			id: hung, name: "Nguyễn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: ExactAfterNormalising, tier: T2, action: Automatic, who: hung,
		},
		"middle name shortened": {
			id: hung, name: "Nguyễn V. Hùng", birth: "1950-03-14", world: world{ours},
			outcome: ExactAfterNormalising, tier: T2, action: Automatic, who: hung,
		},
		"middle name missing and no marks": {
			id: hung, name: "NGUYEN HUNG", birth: "1950-03-14", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"one tone off": {
			id: hung, name: "Nguyễn Văn Húng", birth: "1950-03-14", world: world{ours},
			outcome: NameDiffers, tier: T3, action: Automatic, who: hung,
		},
		"one letter off": {
			id: hung, name: "Nguyễn Văn Hừng", birth: "1950-03-14", world: world{ours},
			outcome: NameDiffers, tier: T3, action: Automatic, who: hung,
		},
		"letter and tone off": {
			id: hung, name: "Nguyễn Văn Hưng", birth: "1950-03-14", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"day and month swapped": {
			id: hung, name: "Lê Thị Na", birth: "1950-04-03", world: world{person(t, hung, "Lê Thị Na", "1950-03-04")},
			outcome: BirthDateDiffers, tier: T3, action: Automatic, who: hung,
		},
		"one part of the date off": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-15", world: world{ours},
			outcome: BirthDateDiffers, tier: T3, action: Automatic, who: hung,
		},
		"two parts of the date off": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-04-15", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"one thing off, over the cap": {
			id: hung, name: "Nguyễn Văn Húng", birth: "1950-03-14", world: world{ours},
			edit:    func(_ *Subject, x *Context, _ *Policy) { x.Amount = money.Dong(3_000_001) },
			outcome: NameDiffers, tier: T3, action: Review, who: hung, reasons: []Reason{ReasonCap},
		},
		"one thing off, amount not known": {
			id: hung, name: "Nguyễn Văn Húng", birth: "1950-03-14", world: world{ours},
			edit:    func(_ *Subject, x *Context, _ *Policy) { x.Amount = money.Amount{} },
			outcome: NameDiffers, tier: T3, action: Review, who: hung, reasons: []Reason{ReasonCap},
		},
		"one thing off, switched off": {
			id: hung, name: "Nguyễn Văn Húng", birth: "1950-03-14", world: world{ours},
			edit:    func(_ *Subject, _ *Context, p *Policy) { *p = Policy{} },
			outcome: NameDiffers, tier: T3, action: Review, who: hung, reasons: []Reason{ReasonSwitchedOff},
		},
		"number one digit away": {
			id: "999050123457", name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: NumberSuspect, tier: T4, action: Review, who: hung, reasons: []Reason{ReasonSwitchedOff},
		},
		"number with two neighbours swapped": {
			id: "999050123465", name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: NumberSuspect, tier: T4, action: Review, who: hung, reasons: []Reason{ReasonSwitchedOff},
		},
		"number one digit away of one of two namesakes": {
			id: "999050123457", name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{ours, person(t, "999050888888", "Nguyễn Văn Hùng", "1950-03-14")},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"number far away": {
			id: "999050999999", name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"number is somebody else's": {
			id: "999150000001", name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{ours, person(t, "999150000001", "Trần Thị Lan", "1950-06-01")},
			outcome: Contested, tier: T5, action: Review, who: hung,
		},
		"number is somebody else's and nobody fits": {
			id: hung, name: "Trần Thị Lan", birth: "1960-01-02", world: world{ours},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"no number": {
			name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: NumberMissing, tier: T6, action: Review, who: hung,
		},
		"no number, namesake elsewhere": {
			name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{ours, func() Person { p := elsewhere; p.PersonalID = "999050777777"; return p }()},
			outcome: NumberMissing, tier: T6, action: Review, who: hung,
		},
		"no number, two namesakes here": {
			name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{ours, person(t, "999050777777", "Nguyễn Văn Hùng", "1950-03-14")},
			outcome: NeedsReview, tier: T7, action: Review,
		},
		"no number and year alone": {
			name: "Nguyễn Văn Hùng", birth: "1950", world: world{person(t, hung, "Nguyễn Văn Hùng", "1950-01-01")},
			outcome: NeedsReview, tier: T7, action: Review, who: hung,
		},
		"no number and nobody": {
			name: "Nguyễn Văn Hùng", birth: "1970-01-01", world: world{ours},
			outcome: NotFound, tier: T8, action: Review,
		},
		"unknown number and nobody": {
			id: "999050999999", name: "Phạm Thị Mơ", birth: "1970-01-01", world: world{ours},
			outcome: NotFound, tier: T8, action: Review,
		},
		"unknown number and a stranger of that surname and day": {
			id: "999050999999", name: "Nguyễn Thị Mơ", birth: "1950-03-14", world: world{ours},
			outcome: NotFound, tier: T8, action: Review,
		},
		"old CMND": {
			id: "123456789", name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{func() Person { p := ours; p.OldIDs = []string{"123456789"}; return p }()},
			outcome: OldNumber, tier: T7, action: Review, who: hung,
		},
		"old CMND nobody holds": {
			id: "123456789", name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			outcome: NumberMissing, tier: T6, action: Review, who: hung,
		},
		"number on two rows": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			edit:    func(_ *Subject, x *Context, _ *Policy) { x.Repeats = 2 },
			outcome: NumberShared, tier: T0, action: Stop, who: hung,
		},
		"no number on two rows is no shared number": {
			name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			edit:    func(_ *Subject, x *Context, _ *Policy) { x.Repeats = 2 },
			outcome: NumberMissing, tier: T6, action: Review, who: hung,
		},
		"old CMND on two rows": {
			id: "123456789", name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{func() Person { p := ours; p.OldIDs = []string{"123456789"}; return p }()},
			edit:    func(_ *Subject, x *Context, _ *Policy) { x.Repeats = 2 },
			outcome: OldNumber, tier: T7, action: Review, who: hung,
		},
		"already paid": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			edit: func(_ *Subject, x *Context, _ *Policy) {
				x.Standing = func(id string) Standing { return Standing{Paid: id == hung} }
			},
			outcome: PersonRepeated, tier: T0, action: Stop, who: hung, reasons: []Reason{ReasonPaid},
		},
		"on another list": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			edit: func(_ *Subject, x *Context, _ *Policy) {
				x.Standing = func(string) Standing { return Standing{Elsewhere: true} }
			},
			outcome: Exact, tier: T1, action: Automatic, who: hung, beside: []Outcome{PersonRepeated},
		},
		"other sex": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{ours},
			edit:    func(s *Subject, _ *Context, _ *Policy) { s.Sex = beneficiary.Female },
			outcome: Exact, tier: T1, action: Automatic, who: hung, beside: []Outcome{SexDiffers},
		},
		"other commune": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14", world: world{elsewhere},
			outcome: Exact, tier: T1, action: Automatic, who: hung, beside: []Outcome{LeftArea},
		},
		"commune's successor": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{func() Person { p := ours; p.Commune = "99501"; return p }()},
			outcome: Exact, tier: T1, action: Automatic, who: hung,
		},
		"moved away": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{func() Person { p := ours; p.Status = Left; return p }()},
			outcome: Exact, tier: T1, action: Automatic, who: hung, beside: []Outcome{LeftArea},
		},
		"declared missing": {
			id: hung, name: "Nguyễn Văn Hùng", birth: "1950-03-14",
			world:   world{func() Person { p := ours; p.Status = Missing; return p }()},
			outcome: NeedsReview, tier: T7, action: Review, who: hung, reasons: []Reason{ReasonMissing},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, x, p := subject(t, tc.id, tc.name, tc.birth), july(t), DefaultPolicy()
			if tc.edit != nil {
				tc.edit(&s, &x, &p)
			}
			got := Decide(s, tc.world.candidates(s), x, p)
			if got.Outcome != tc.outcome || got.Tier != tc.tier || got.Action != tc.action {
				t.Errorf("got %s %s %s, want %s %s %s", got.Outcome, got.Tier, got.Action, tc.outcome, tc.tier, tc.action)
			}
			who := ""
			if got.HasPerson {
				who = got.Person.PersonalID
			}
			if who != tc.who {
				t.Errorf("person %q, want %q", who, tc.who)
			}
			if diff := cmp.Diff(tc.reasons, got.Reasons); diff != "" {
				t.Errorf("reasons: %s", diff)
			}
			if diff := cmp.Diff(tc.beside, got.Beside); diff != "" {
				t.Errorf("beside: %s", diff)
			}
			if got.HasPerson != (len(got.Evidence) == 5) {
				t.Errorf("evidence %v", got.Evidence)
			}
			if got.Action == Automatic && got.Candidates != nil || got.HasPerson && got.Action != Automatic && got.Candidates == nil {
				t.Errorf("candidates %v beside %s", got.Candidates, got.Action)
			}
		})
	}
}

func TestDeathDecidesTheMonth(t *testing.T) {
	for name, tc := range map[string]struct {
		died         string
		action       Action
		due, toHeirs bool
		reasons      []Reason
	}{
		"the day before":   {"2024-06-30", Stop, false, false, nil},
		"the month before": {"2024-06", Stop, false, false, nil},
		"the year before":  {"2023", Stop, false, false, nil},
		"the first day":    {"2024-07-01", Automatic, true, true, nil},
		"in the month":     {"2024-07", Automatic, true, true, nil},
		"after the month":  {"2024-09-12", Automatic, true, true, nil},
		"the same year":    {"2024", Review, false, false, []Reason{ReasonDeathUndated}},
		"no day known":     {"", Review, false, false, []Reason{ReasonDeathUndated}},
	} {
		t.Run(name, func(t *testing.T) {
			p := person(t, hung, "Nguyễn Văn Hùng", "1950-03-14")
			p.Status, p.DiedOn = Dead, date(t, tc.died)
			s := subject(t, hung, "Nguyễn Văn Hùng", "1950-03-14")
			got := Decide(s, world{p}.candidates(s), july(t), DefaultPolicy())
			if got.Outcome != Deceased || got.Tier != T0 || got.Action != tc.action {
				t.Errorf("got %s %s %s", got.Outcome, got.Tier, got.Action)
			}
			if got.Due != tc.due || got.ToHeirs != tc.toHeirs || got.Payable() {
				t.Errorf("due %v, to heirs %v, payable %v", got.Due, got.ToHeirs, got.Payable())
			}
			if diff := cmp.Diff(tc.reasons, got.Reasons); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheDeadAreNamedBesideAReview(t *testing.T) {
	p := person(t, hung, "Nguyễn Văn Hùng", "1950-03-14")
	p.Status, p.DiedOn = Dead, date(t, "2024-01-01")
	s := subject(t, "999050123457", "Nguyễn Văn Hùng", "1950-03-14")
	got := Decide(s, world{p}.candidates(s), july(t), DefaultPolicy())
	if got.Outcome != NumberSuspect || got.Due || !slices.Contains(got.Beside, Deceased) {
		t.Errorf("%+v", got)
	}
}

func TestCancelledNumbersContinueAsTheirOneSuccessor(t *testing.T) {
	old := person(t, "999150123456", "Nguyễn Văn Hùng", "1950-03-14")
	old.Status = Cancelled
	heir := person(t, hung, "Nguyễn Văn Hùng", "1950-03-14")
	heir.OldIDs = []string{old.PersonalID}
	second := person(t, "999050777777", "Nguyễn Văn Hùng", "1950-03-14")
	second.OldIDs = heir.OldIDs
	for name, tc := range map[string]struct {
		world   world
		edit    string
		outcome Outcome
		tier    Tier
		action  Action
		who     string
	}{
		"nobody took over":             {world{old}, "", NumberCancelled, T0, Stop, old.PersonalID},
		"one successor":                {world{old, heir}, "", ExactAfterNormalising, T2, Automatic, hung},
		"one successor, old one gone":  {world{heir}, "", ExactAfterNormalising, T2, Automatic, hung},
		"one successor, one tone off":  {world{old, heir}, "Nguyễn Văn Húng", NameDiffers, T3, Automatic, hung},
		"two successors":               {world{old, heir, second}, "", NumberCancelled, T0, Stop, old.PersonalID},
		"two successors, old one gone": {world{heir, second}, "", OldNumber, T7, Review, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := subject(t, old.PersonalID, "Nguyễn Văn Hùng", "1950-03-14")
			if tc.edit != "" {
				s.Name = tc.edit
			}
			got := Decide(s, tc.world.candidates(s), july(t), DefaultPolicy())
			if got.Outcome != tc.outcome || got.Tier != tc.tier || got.Action != tc.action || got.Person.PersonalID != tc.who {
				t.Errorf("got %s %s %s %s %v", got.Outcome, got.Tier, got.Action, got.Person.PersonalID, got.Reasons)
			}
		})
	}
}
