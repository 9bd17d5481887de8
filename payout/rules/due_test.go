package rules_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/rules"
)

func month(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func date(t testing.TB, s string) civil.Date {
	t.Helper()
	if s == "" {
		return civil.Date{}
	}
	d, err := civil.ParseISO(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// row is a claim as a list writes it: "-" and "" are cells that are not there.
type row struct{ coefficient, rate, arrears, recovery, total string }

func amount(t testing.TB, s string) money.Amount {
	t.Helper()
	if s == "" {
		return money.Amount{}
	}
	a, err := money.Parse(s, money.VND)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func claim(t testing.TB, family, birth, of string, r row) rules.Claim {
	t.Helper()
	c := rules.Claim{
		Programme: payout.BTXH, Family: family, Birth: date(t, birth), Month: month(t, of),
		Rate: amount(t, r.rate), Arrears: amount(t, r.arrears), Recovery: amount(t, r.recovery), Total: amount(t, r.total),
	}
	if r.coefficient != "" {
		d, err := money.ParseDecimal(r.coefficient)
		if err != nil {
			t.Fatal(err)
		}
		c.Coefficient, c.HasCoefficient = d, true
	}
	return c
}

func due(t testing.TB, b *rules.Book, c rules.Claim) rules.Due {
	t.Helper()
	d, err := b.Due(c)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// asked is what the rules give when a list names only the category's amount
// wrongly: what the family, age and month alone say.
func asked(t testing.TB, b *rules.Book, family, birth, of string) rules.Due {
	t.Helper()
	return due(t, b, claim(t, family, birth, of, row{rate: "1"}))
}

// Worked example 1: an orphan born on 12/03/2021.
func TestOrphanTurningFour(t *testing.T) {
	for of, want := range map[string]int64{"2025-02": 1_250_000, "2025-03": 750_000} {
		if got := asked(t, rules.Tables(), "BTXH-01", "2021-03-12", of); got.Amount != money.Dong(want) {
			t.Errorf("%s: %+v", of, got)
		}
	}
}

// Worked example 2: a poor single parent of two, herself severely disabled, 30
// years, rate 500.000; one line of each category.
func TestSingleParentOfTwoHerselfDisabled(t *testing.T) {
	b := rules.Tables()
	parent := due(t, b, claim(t, "BTXH-04", "1994-05-02", "2024-07", row{coefficient: "2", rate: "1.000.000", total: "1.000.000"}))
	herself := due(t, b, claim(t, "BTXH-06CD", "1994-05-02", "2024-07", row{coefficient: "1,5", rate: "750.000"}))
	if parent.Amount != money.Dong(1_000_000) || parent.Units != 2 || parent.Hold != "" || parent.Rule != "BTXH-04" {
		t.Errorf("parent %+v", parent)
	}
	if herself.Amount != money.Dong(750_000) || herself.Hold != "" || herself.Rule != "BTXH-06C" {
		t.Errorf("herself %+v", herself)
	}
}

// Worked example 6: 540.000 in force in October 2026, counted from July, paid
// with November: 4 × 60.000 + 810.000 for somebody severely disabled.
func TestRateRaisedForMonthsAlreadyPaid(t *testing.T) {
	b := rules.Tables()
	at := func(of, decidedBy string) int64 {
		c := claim(t, "BTXH-06CD", "1990-01-01", of, row{rate: "1"})
		c.DecidedBy = date(t, decidedBy)
		return due(t, b, c).Amount.Minor()
	}
	var paid int64
	for _, of := range []string{"2026-07", "2026-08", "2026-09", "2026-10"} {
		difference := at(of, "2026-10-31") - at(of, "2026-09-30")
		if difference != 60_000 {
			t.Errorf("%s: difference %d", of, difference)
		}
		paid += difference
	}
	if paid += at("2026-11", "2026-10-31"); paid != 1_050_000 {
		t.Errorf("paid with November: %d", paid)
	}
	if got := at("2026-06", "2026-10-31"); got != 750_000 {
		t.Errorf("June is not raised: %d", got)
	}
	if got := asked(t, b, "BTXH-06CD", "1990-01-01", "2026-09").Amount; got != money.Dong(750_000) {
		t.Errorf("September by what was in force in September: %s", got)
	}
}

// Ages count in the month they are reached; who outgrows a category is still
// due that month.
func TestAgesAtTheMonthTheyTurn(t *testing.T) {
	for name, c := range map[string]struct {
		family, birth      string
		of                 string
		before, in, behind string // rules of the month before, of the birthday, after
	}{
		"orphan 4":            {"BTXH-01", "2020-08-15", "2024-08", "BTXH-01A", "BTXH-01B", "BTXH-01B"},
		"orphan 16":           {"BTXH-01", "2008-08-15", "2024-08", "BTXH-01B", "BTXH-01B", ""},
		"student 16":          {"BTXH-02", "2008-08-15", "2024-08", "", "BTXH-02", "BTXH-02"},
		"student 22":          {"BTXH-02", "2002-08-15", "2024-08", "BTXH-02", "BTXH-02", ""},
		"child with HIV 4":    {"BTXH-03", "2020-08-31", "2024-08", "BTXH-03A", "BTXH-03B", "BTXH-03B"},
		"poor infant 3":       {"BTXH-07", "2021-08-01", "2024-08", "BTXH-07", "BTXH-07", ""},
		"most severe 16":      {"BTXH-06AB", "2008-08-15", "2024-08", "BTXH-06B", "BTXH-06A", "BTXH-06A"},
		"most severe 60":      {"BTXH-06AB", "1964-08-15", "2024-08", "BTXH-06A", "BTXH-06B", "BTXH-06B"},
		"severe 16":           {"BTXH-06CD", "2008-08-15", "2024-08", "BTXH-06D", "BTXH-06C", "BTXH-06C"},
		"severe 60":           {"BTXH-06CD", "1964-08-31", "2024-08", "BTXH-06C", "BTXH-06D", "BTXH-06D"},
		"severe 60, the 1st":  {"BTXH-06CD", "1964-08-01", "2024-08", "BTXH-06C", "BTXH-06D", "BTXH-06D"},
		"poor elderly 60":     {"BTXH-05A", "1964-08-15", "2024-08", "", "BTXH-05A1", "BTXH-05A1"},
		"poor elderly 80":     {"BTXH-05A", "1944-08-15", "2024-08", "BTXH-05A1", "BTXH-05A2", "BTXH-05A2"},
		"upland elderly 75":   {"BTXH-05B", "1949-08-15", "2024-08", "", "BTXH-05B", "BTXH-05B"},
		"upland elderly 80":   {"BTXH-05B", "1944-08-15", "2024-08", "BTXH-05B", "BTXH-05B", ""},
		"without pension 80":  {"BTXH-05C", "1944-08-15", "2024-08", "", "BTXH-05C", "BTXH-05C"},
		"rule ends with June": {"BTXH-05C", "1930-01-01", "2025-06", "BTXH-05C", "BTXH-05C", ""},
		"born on 29 February": {"BTXH-05A", "1944-02-29", "2024-02", "BTXH-05A1", "BTXH-05A2", "BTXH-05A2"},
	} {
		t.Run(name, func(t *testing.T) {
			of := month(t, c.of)
			for i, want := range []string{c.before, c.in, c.behind} {
				got := asked(t, rules.Tables(), c.family, c.birth, of.Add(i-1).String())
				if got.Rule != want || (want == "") != (got.Hold == payout.HoldNotDue) {
					t.Errorf("%s: rule %q, hold %q; want %q", of.Add(i-1), got.Rule, got.Hold, want)
				}
			}
		})
	}
}

func TestSocialPensionIsAProgrammeOfItsOwn(t *testing.T) {
	c := claim(t, "HTXH", "1953-02-01", "2025-07", row{rate: "500.000"})
	if got := due(t, rules.Tables(), c); got.Hold != payout.HoldNotDue {
		t.Errorf("under BTXH: %+v", got)
	}
	c.Programme = "HTXH"
	if got := due(t, rules.Tables(), c); got.Hold != "" || got.Rule != "HTXH-B" || got.Amount != money.Dong(500_000) {
		t.Errorf("under HTXH: %+v", got)
	}
}

func TestBirthDateThatLeavesTheAgeOpen(t *testing.T) {
	for name, c := range map[string]struct {
		family, birth string
		rule          string
		hold          payout.HoldReason
	}{
		"year far from any limit":   {"BTXH-06CD", "1980", "BTXH-06C", payout.HoldAmountDiffers},
		"year in which 60 is met":   {"BTXH-06CD", "1964", "", payout.HoldBirthDateUnclear},
		"year in which it begins":   {"BTXH-05C", "1944", "", payout.HoldBirthDateUnclear},
		"month that settles it":     {"BTXH-06CD", "1964-08", "BTXH-06C", payout.HoldAmountDiffers},
		"month of the birthday":     {"BTXH-06CD", "1964-07", "BTXH-06D", payout.HoldAmountDiffers},
		"none, age does not matter": {"BTXH-08", "", "BTXH-08", payout.HoldAmountDiffers},
		"none, age matters":         {"BTXH-06CD", "", "", payout.HoldBirthDateUnclear},
		"born after the month":      {"BTXH-07", "2024-08-01", "", payout.HoldNotDue},
		"born in the month":         {"BTXH-07", "2024-07-31", "BTXH-07", payout.HoldAmountDiffers},
	} {
		if got := asked(t, rules.Tables(), c.family, c.birth, "2024-07"); got.Rule != c.rule || got.Hold != c.hold {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Every branch of "Checking the amount on the list"; severely disabled, 34:
// 1,5 × 500.000.
func TestAmountOnTheList(t *testing.T) {
	for name, c := range map[string]struct {
		row
		hold     payout.HoldReason
		computed bool
		amount   int64
	}{
		"all agree":                   {row{"1,5", "750.000", "0", "0", "750.000"}, "", false, 750_000},
		"rate alone":                  {row{"1.5", "750.000", "", "", ""}, "", false, 750_000},
		"total alone":                 {row{"1.50", "", "", "", "750.000"}, "", false, 750_000},
		"no amount":                   {row{"1,5", "", "", "", ""}, "", true, 750_000},
		"no coefficient":              {row{"", "750.000", "", "", "750.000"}, "", false, 750_000},
		"no coefficient, total alone": {row{"", "", "", "", "750.000"}, "", false, 750_000},
		"neither":                     {row{}, payout.HoldAmountUnknown, true, 0},
		"rate differs":                {row{"1,5", "750.001", "", "", "750.001"}, payout.HoldAmountDiffers, false, 750_000},
		"old rate":                    {row{"1,5", "540.000", "", "", ""}, payout.HoldAmountDiffers, false, 750_000},
		"rate of nothing":             {row{"1,5", "0", "", "", ""}, payout.HoldAmountDiffers, false, 750_000},
		"total differs":               {row{"1,5", "750.000", "", "", "800.000"}, payout.HoldAmountDiffers, false, 750_000},
		"no coefficient, differs":     {row{"", "1.000.000", "", "", ""}, payout.HoldAmountDiffers, false, 750_000},
		"another coefficient":         {row{"2", "1.000.000", "", "", "1.000.000"}, payout.HoldCoefficientNotAllowed, false, 750_000},
		"a multiple":                  {row{"3", "1.500.000", "", "", ""}, payout.HoldCoefficientNotAllowed, false, 750_000},
		"coefficient of nothing":      {row{"0", "", "", "", ""}, payout.HoldCoefficientNotAllowed, true, 750_000},
		"arrears":                     {row{"1,5", "750.000", "210.000", "", "960.000"}, payout.HoldArrearsUnproven, false, 750_000},
		"recovery":                    {row{"1,5", "750.000", "", "50.000", "700.000"}, payout.HoldArrearsUnproven, false, 750_000},
		"arrears that do not add up":  {row{"1,5", "750.000", "210.000", "0", "750.000"}, payout.HoldArrearsUnproven, false, 750_000},
		"arrears, coefficient wrong":  {row{"2", "1.000.000", "1", "", ""}, payout.HoldArrearsUnproven, false, 750_000},
	} {
		t.Run(name, func(t *testing.T) {
			got := due(t, rules.Tables(), claim(t, "BTXH-06CD", "1990-01-01", "2024-07", c.row))
			if got.Hold != c.hold || got.Computed != c.computed || got.Amount != money.Dong(c.amount) || got.Rule != "BTXH-06C" {
				t.Errorf("%+v", got)
			}
			if got.Hold == "" && (got.Basis == "" || got.Units != 1 || !got.Coefficient.Equal(decimal.New(15, -1))) {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestChildrenAreCounted(t *testing.T) {
	for name, c := range map[string]struct {
		row
		hold  payout.HoldReason
		units int
	}{
		"coefficient":                 {row{"3", "1.500.000", "", "", ""}, "", 3},
		"coefficient, no amount":      {row{"2", "", "", "", ""}, "", 2},
		"coefficient against amount":  {row{"2", "1.500.000", "", "", ""}, payout.HoldAmountDiffers, 2},
		"half a child":                {row{"1,5", "750.000", "", "", ""}, payout.HoldCoefficientNotAllowed, 1},
		"more than a family":          {row{"11", "5.500.000", "", "", ""}, payout.HoldCoefficientNotAllowed, 1},
		"amount alone":                {row{"", "1.000.000", "", "", "1.000.000"}, "", 2},
		"total alone":                 {row{"", "", "", "", "1.500.000"}, "", 3},
		"amount of half a child":      {row{"", "750.000", "", "", ""}, payout.HoldAmountDiffers, 1},
		"amount of more than allowed": {row{"", "5.500.000", "", "", ""}, payout.HoldAmountDiffers, 1},
		"amount of nothing":           {row{"", "0", "", "", ""}, payout.HoldAmountDiffers, 1},
		"neither":                     {row{}, payout.HoldAmountUnknown, 1},
	} {
		got := due(t, rules.Tables(), claim(t, "BTXH-04", "1990-01-01", "2024-07", c.row))
		if got.Hold != c.hold || got.Units != c.units {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Hold == "" && got.Amount != money.Dong(int64(c.units)*500_000) {
			t.Errorf("%s: %s", name, got.Amount)
		}
	}
}

func TestWhatCannotBePriced(t *testing.T) {
	b := rules.Tables()
	if _, err := b.Due(claim(t, "BTXH-99", "1990-01-01", "2024-07", row{})); !errors.Is(err, rules.ErrUnknownFamily) {
		t.Errorf("unknown category: %v", err)
	}
	c := claim(t, "BTXH-06CD", "1990-01-01", "2024-07", row{rate: "1"})
	c.DecidedBy = date(t, "2013-12-31")
	if _, err := b.Due(c); !errors.Is(err, rules.ErrNoRate) {
		t.Errorf("no rate decided yet: %v", err)
	}
	if got := asked(t, b, "BTXH-06CD", "1990-01-01", "2021-06"); got.Hold != payout.HoldNotDue {
		t.Errorf("before the decree: %+v", got)
	}
}

// A clean row pays exactly rate × coefficient × units, whatever is on it.
func TestNothingIsPaidThatTheRulesDoNotGive(t *testing.T) {
	b := rules.Tables()
	rapid.Check(t, func(r *rapid.T) {
		families := b.Families()
		year, m := rapid.IntRange(1920, 2024).Draw(r, "year"), rapid.IntRange(1, 12).Draw(r, "birth month")
		birth, err := civil.NewDate(year, m, rapid.IntRange(1, 28).Draw(r, "day"))
		if err != nil {
			r.Fatal(err)
		}
		tenths := rapid.Int64Range(0, 60).Draw(r, "tenths")
		c := rules.Claim{
			Programme: payout.BTXH, Family: rapid.SampledFrom(families).Draw(r, "family").Code, Birth: birth,
			Month:       month(t, "2024-07").Add(rapid.IntRange(0, 24).Draw(r, "month")),
			Coefficient: decimal.New(tenths, -1), HasCoefficient: rapid.Bool().Draw(r, "has coefficient"),
		}
		if rapid.Bool().Draw(r, "has rate") {
			c.Rate = money.Dong(50_000 * rapid.Int64Range(0, 60).Draw(r, "rate"))
		}
		got, err := b.Due(c)
		if err != nil {
			r.Fatal(err)
		}
		if got.Hold != "" {
			return
		}
		want, err := money.Dong(500_000).Times(got.Coefficient.Mul(decimal.NewFromInt(int64(got.Units))), money.Exact)
		if err != nil || got.Amount != want || got.Amount.Sign() <= 0 {
			r.Fatalf("%+v gives %+v", c, got)
		}
		if c.Rate != (money.Amount{}) && c.Rate != got.Amount {
			r.Fatalf("pays %s on a list of %s", got.Amount, c.Rate)
		}
	})
}
