package rules_test

import (
	"errors"
	"strings"
	"testing"

	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/rules"
)

const (
	ruleHead     = "rule,family,benchmark,ages,coefficient_tenths,units,valid_from,valid_to,basis,status\n"
	rateHead     = "benchmark,scope,valid_from,dong,issued,in_force,basis,status\n"
	birthdayHead = "valid_from,pays,basis,status\n"
)

func TestLoadRefusesTablesThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		source rules.Sources
		column string
	}{
		"two rules at one age": {rules.Sources{Rules: strings.NewReader(ruleHead +
			"X1,BTXH-01,M,0..4,10,person,2021-07-01,,b,V\nX2,BTXH-01,M,4..9,10,person,2021-07-01,,b,V\n")}, "rule"},
		"two rules of any age": {rules.Sources{Rules: strings.NewReader(ruleHead +
			"X1,BTXH-04,M,,10,child,2021-07-01,2023-01-31,b,V\nX2,BTXH-04,M,18..,10,child,2023-01-01,,b,V\n")}, "rule"},
		"unknown family":     {rules.Sources{Rules: strings.NewReader(ruleHead + "X1,NO,M,,10,child,2021-07-01,,b,V\n")}, "family"},
		"no coefficient":     {rules.Sources{Rules: strings.NewReader(ruleHead + "X1,BTXH-04,M,,1.0,child,2021-07-01,,b,V\n")}, "coefficient_tenths"},
		"unknown unit":       {rules.Sources{Rules: strings.NewReader(ruleHead + "X1,BTXH-04,M,,10,pet,2021-07-01,,b,V\n")}, "units"},
		"backward ages":      {rules.Sources{Rules: strings.NewReader(ruleHead + "X1,BTXH-04,M,9..4,10,child,2021-07-01,,b,V\n")}, "ages"},
		"ages in words":      {rules.Sources{Rules: strings.NewReader(ruleHead + "X1,BTXH-04,M,age<4,10,child,2021-07-01,,b,V\n")}, "ages"},
		"no legal basis":     {rules.Sources{Rules: strings.NewReader(ruleHead + "X1,BTXH-04,M,,10,child,2021-07-01,,,V\n")}, "basis"},
		"month for a day":    {rules.Sources{Rules: strings.NewReader(ruleHead + "X1,BTXH-04,M,,10,child,2021-07,,b,V\n")}, "valid_from"},
		"other columns":      {rules.Sources{Rules: strings.NewReader("rule,family\n")}, "header"},
		"rate with a point":  {rules.Sources{Rates: strings.NewReader(rateHead + "M,national,2021-07-01,500.000,,,b,V\n")}, "dong"},
		"rate of nothing":    {rules.Sources{Rates: strings.NewReader(rateHead + "M,national,2021-07-01,0,,,b,V\n")}, "dong"},
		"day that is none":   {rules.Sources{Rates: strings.NewReader(rateHead + "M,national,2021-07-01,5,,2021-02-30,b,V\n")}, "in_force"},
		"unknown setting":    {rules.Sources{Birthdays: strings.NewReader(birthdayHead + "2021-07-01,some_day,b,V\n")}, "pays"},
		"family twice":       {rules.Sources{Families: strings.NewReader("family,programme,name_vi,codes\nA,BTXH,a,\nA,BTXH,a,\n")}, "family"},
		"words for no one":   {rules.Sources{Words: strings.NewReader("family,all,none\nBTXH-99,x,\n")}, "family"},
		"words without word": {rules.Sources{Words: strings.NewReader("family,all,none\nBTXH-01,,x\n")}, "all"},
	} {
		_, err := rules.Load(c.source)
		var bad *rules.DataError
		if !errors.As(err, &bad) || bad.Column != c.column || bad.Line < 1 {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{"empty": "", "cut line": rateHead + "M,national\n", "open quote": rateHead + "\"M,national,2021-07-01,5,,,b,V\n"} {
		if b, err := rules.Load(rules.Sources{Rates: strings.NewReader(text)}); err == nil || b != nil {
			t.Errorf("%s: %v, %v", name, b, err)
		}
	}
}

func TestBirthdaysOneMonthLater(t *testing.T) {
	confirmed := birthdayHead + "2021-07-01,same_month,NĐ 20/2021,V\n2025-07-01,month_after,NĐ 147/2025 Điều 5.2,V\n"
	later, err := rules.Load(rules.Sources{Birthdays: strings.NewReader(confirmed)})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := rules.Load(rules.Sources{}); err != nil || again.Version() != rules.Tables().Version() || later.Version() == again.Version() {
		t.Errorf("versions %q and %q: %v", again.Version(), later.Version(), err)
	}
	for _, c := range []struct {
		family, birth, of string
		now, later        string // rule as the tables stand, and once the later setting is confirmed
	}{
		{"BTXH-01", "2021-03-12", "2025-03", "BTXH-01B", "BTXH-01B"},
		{"BTXH-01", "2021-08-12", "2025-08", "BTXH-01B", "BTXH-01A"},
		{"BTXH-01", "2021-08-12", "2025-09", "BTXH-01B", "BTXH-01B"},
		{"BTXH-06CD", "1965-08-31", "2025-08", "BTXH-06D", "BTXH-06C"},
		{"BTXH-05A", "1965-08-31", "2025-08", "BTXH-05A1", "BTXH-05A1"}, // begins: due from the month itself
		{"BTXH-07", "2022-08-31", "2025-08", "BTXH-07", "BTXH-07"},      // ends: due to the month itself
		{"BTXH-07", "2022-08-31", "2025-09", "", ""},
		{"BTXH-07", "2025-08-31", "2025-08", "BTXH-07", "BTXH-07"},
	} {
		now := asked(t, rules.Tables(), c.family, c.birth, c.of).Rule
		then := asked(t, later, c.family, c.birth, c.of).Rule
		if now != c.now || then != c.later {
			t.Errorf("%+v: %q now, %q later", c, now, then)
		}
	}
}

func TestProvinceMaySetAHigherRate(t *testing.T) {
	b, err := rules.Load(rules.Sources{Rates: strings.NewReader(rateHead +
		"MUC_CHUAN_TGXH,national,2024-07-01,500000,,,NĐ 76/2024,V\n" +
		"MUC_CHUAN_TGXH,99,2024-07-01,600000,,2024-08-15,NQ 1,V\n" +
		"MUC_CHUAN_TGXH,98,2024-07-01,400000,,,NQ 2,V\n")})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		scope, decidedBy string
		want             int64
	}{{"", "2024-12-31", 750_000}, {"99", "2024-12-31", 900_000}, {"99", "2024-08-14", 750_000}, {"98", "2024-12-31", 750_000}} {
		claimed := claim(t, "BTXH-06CD", "1990-01-01", "2024-07", row{rate: "1"})
		claimed.Scope, claimed.DecidedBy = c.scope, date(t, c.decidedBy)
		if got := due(t, b, claimed); got.Amount != money.Dong(c.want) {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}

func TestRatesThatWereInForce(t *testing.T) {
	for _, c := range []struct {
		of, decidedBy string
		want          int64
	}{
		{"2021-06", "2030-01-01", 270_000},
		{"2021-07", "2030-01-01", 360_000},
		{"2024-06", "2030-01-01", 360_000},
		{"2024-07", "2030-01-01", 500_000},
		{"2024-07", "2024-06-30", 360_000},
		{"2026-07", "2026-10-04", 500_000},
		{"2026-07", "2026-10-05", 540_000},
	} {
		r, err := rules.Tables().Rate("MUC_CHUAN_TGXH", "", month(t, c.of), date(t, c.decidedBy))
		if err != nil || r.Amount != money.Dong(c.want) || r.Basis == "" || r.Status == "" {
			t.Errorf("%+v: %+v, %v", c, r, err)
		}
	}
}

func TestHoldsAreReasonsOfPayout(t *testing.T) {
	known := map[payout.HoldReason]bool{"": true}
	for _, r := range payout.HoldReasons() {
		known[r] = true
	}
	for _, r := range []row{{}, {rate: "1"}, {coefficient: "9"}, {arrears: "1"}} {
		if d := due(t, rules.Tables(), claim(t, "BTXH-06CD", "1990-01-01", "2024-07", r)); !known[d.Hold] {
			t.Errorf("%q is no reason", d.Hold)
		}
	}
}
