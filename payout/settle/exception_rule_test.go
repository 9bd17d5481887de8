package settle_test

import (
	"slices"
	"testing"

	"chitra/internal/civil"
	"chitra/payout/settle"
)

func TestEveryExceptionOfAnAnswerHasARule(t *testing.T) {
	rules := settle.ExceptionRules()
	for _, code := range append(settle.ExceptionCodes(), lineCodes()...) {
		if !slices.ContainsFunc(rules, func(r settle.ExceptionRule) bool { return r.Kind == code }) {
			t.Errorf("%s is nobody's", code)
		}
	}
}

func lineCodes() []string {
	var out []string
	for _, k := range settle.LineKinds() {
		out = append(out, string(k))
	}
	return out
}

func TestDueDaysAreWorkingDays(t *testing.T) {
	friday, err := civil.NewDate(2024, 7, 12)
	if err != nil {
		t.Fatal(err)
	}
	if got := settle.RuleOf("paid_twice").Due(friday, nil).ISO(); got != "2024-07-15" {
		t.Errorf("due %s", got)
	}
	holiday := func(d civil.Date) bool { return d.ISO() == "2024-07-15" }
	if got := settle.RuleOf("overdue").Due(friday, holiday).ISO(); got != "2024-07-18" {
		t.Errorf("due %s", got)
	}
}

func TestWhatTakesASecondPerson(t *testing.T) {
	dong := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		kind   string
		amount *int64
		want   bool
	}{
		{"paid_twice", dong(1), true},
		{"paid_twice", nil, true},
		{"bank_fee", dong(999_999), false},
		{"bank_fee", dong(1_000_000), true},
		{"bank_fee", dong(-1_000_000), true},
		{"bank_fee", nil, false},
		{"account_corrected", dong(900_000_000), false},
		{"a kind nobody wrote down", dong(1), true},
	} {
		if got := settle.RuleOf(c.kind).NeedsSecond(c.amount); got != c.want {
			t.Errorf("%s: %v", c.kind, got)
		}
	}
}

func TestRulesThatAreNotWholeAreRefused(t *testing.T) {
	head := "kind,owner,days,second_from,basis\n"
	for name, text := range map[string]string{
		"another heading": "kind,days\n",
		"no owner":        head + "a,,1,0,b\n",
		"no days":         head + "a,maker,0,0,b\n",
		"days in words":   head + "a,maker,three,0,b\n",
		"a sum below":     head + "a,maker,1,-5,b\n",
		"no basis":        head + "a,maker,1,0,\n",
		"twice":           head + "a,maker,1,0,b\na,maker,2,0,b\n",
		"a field less":    head + "a,maker,1,0\n",
	} {
		if _, err := settle.ReadExceptionRules(text); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
