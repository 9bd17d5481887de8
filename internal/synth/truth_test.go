package synth

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/civil"
	"chitra/internal/money"
)

func TestTruthIsReadAsWritten(t *testing.T) {
	p, err := Generate(Config{Seed: 3, People: 300, Registry: 1500})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := p.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := ReadTruth(dir)
	if err != nil {
		t.Fatal(err)
	}
	opt := cmp.Comparer(func(a, b money.Amount) bool { return a == b })
	months := cmp.Comparer(func(a, b civil.Month) bool { return a == b })
	if diff := cmp.Diff(p.Truth, got, opt, months); diff != "" {
		t.Errorf("truth written and read differ:\n%s", diff)
	}
}

func TestTruthRefusesOtherTables(t *testing.T) {
	good := strings.Join(truthHeader(), ",") + "\n"
	row := "p1,2024-07/a.xlsx,8,Danh sách,999,exact,970405,1,A,1,BTXH-05C,2024-07,1,500000,,999,paid,paid\n"
	for name, text := range map[string]string{
		"empty":            "",
		"another header":   "a,b\n",
		"row number":       good + strings.Replace(row, ",8,", ",eight,", 1),
		"month":            good + strings.Replace(row, ",2024-07,1", ",7/2024,1", 1),
		"amount":           good + strings.Replace(row, "500000", "5e5", 1),
		"correction":       good + strings.Replace(row, "500000,,", "500000,what,", 1),
		"a field too many": good + strings.Replace(row, "paid\n", "paid,x\n", 1),
	} {
		if _, err := parseTruth(strings.NewReader(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := parseTruth(strings.NewReader(good + row)); err != nil {
		t.Errorf("the row itself: %v", err)
	}
}

func TestSummaryGivesEverybodyOneReason(t *testing.T) {
	truth := &Truth{}
	add := func(person string, with bool, finals ...Final) {
		for i, f := range finals {
			truth.Rows = append(truth.Rows, TruthRow{
				Person: person, WithAccount: with, Month: month(t, "2024-07").Add(i), Units: 1, Amount: money.Dong(500_000), Final: f,
			})
		}
	}
	add("paid", true, FinalPaid, FinalPaid)
	add("paid then dead", true, FinalPaid, FinalNothingDue)
	add("never due", true, FinalNothingDue)
	add("unknown first", true, FinalUnknown, FinalReturned)
	add("returned", true, FinalReturned, HeldFor("account_failed"))
	add("rejected", true, FinalRejected, HeldFor("account_failed"))
	add("held", true, FinalPaid, HeldFor("arrears_unproven"))
	add("waiting", true, FinalPaid, FinalWaiting)
	add("in part", true, FinalPaid, FinalSent)
	add("sent", true, FinalSent)
	add("no account", false, HeldFor("no_account"), HeldFor("no_account"))
	add("nobody", false, HeldFor("unmatched"), HeldFor("unmatched"))
	add("refused", false, FinalRefused, FinalRefused)
	s := summary(t, truth)
	if s.Beneficiaries != 12 || s.WithAccount != 9 || s.Paid != 2 {
		t.Errorf("%d beneficiaries, %d with account, %d paid", s.Beneficiaries, s.WithAccount, s.Paid)
	}
	want := map[string]int{PlaceUnknown: 1, PlaceReturned: 1, PlaceRejected: 1, PlaceHeld: 2, PlaceWaiting: 1, PlacePaidInPart: 1,
		PlaceSent: 1, PlaceWithoutAccount: 1, PlaceRefused: 1}
	if diff := cmp.Diff(want, s.NotPaid); diff != "" {
		t.Errorf("not paid:\n%s", diff)
	}
	if s.PaidAmount != money.Dong(3_000_000) {
		t.Errorf("paid %s", s.PaidAmount)
	}
	if got := s.Months["2024-08"][FinalPaid]; got.Payments != 1 || got.Amount != money.Dong(500_000) {
		t.Errorf("August paid %+v", got)
	}
	text, err := json.Marshal(s)
	if err != nil || !strings.Contains(string(text), `"paid_amount":"3000000"`) {
		t.Errorf("JSON %s, %v", text, err)
	}
}

func TestOutcomesEndWhereTheyMust(t *testing.T) {
	for o, want := range map[Outcome]Final{
		OutcomePaid: FinalPaid, Rejected("AC01"): FinalRejected, Returned("AC04"): FinalReturned, OutcomeNotYet: FinalSent,
		OutcomeSilent: FinalUnknown, OutcomeDuplicate: FinalUnknown, OutcomeUnstated: FinalUnknown, OutcomePending: FinalUnknown,
		OutcomeContradiction: FinalUnknown, OutcomeWrongAmount: FinalUnknown, OutcomeDebited: FinalUnknown,
	} {
		if got := o.Final(); got != want {
			t.Errorf("%s ends %s, want %s", o, got, want)
		}
	}
}
