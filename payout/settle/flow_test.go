package settle_test

import (
	"testing"

	"pgregory.net/rapid"

	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
)

func TestWhatLeftAndWhatCameBack(t *testing.T) {
	say := func(v settle.Verdict, ref string, amount int64) settle.Answer {
		a := settle.Answer{Verdict: v, BankRef: ref}
		if amount > 0 {
			a.Amount = money.Dong(amount)
		}
		return a
	}
	sent := instruction(payout.InstructionSent)
	whole := sent.Amount.Minor()
	for name, c := range map[string]struct {
		answers []settle.Answer
		profile settle.Profile
		want    settle.Flow
	}{
		"nothing":                        {nil, settle.Profile{}, settle.Flow{}},
		"a debit said twice":             {[]settle.Answer{say(settle.Debited, "A", whole), say(settle.Debited, "A", whole)}, settle.Profile{}, settle.Flow{Debits: 1, Debited: whole}},
		"two debits":                     {[]settle.Answer{say(settle.Debited, "A", whole), say(settle.Debited, "B", 0)}, settle.Profile{}, settle.Flow{Debits: 2, Debited: 2 * whole}},
		"one without a reference beside": {[]settle.Answer{say(settle.Debited, "", whole), say(settle.Debited, "B", whole)}, settle.Profile{}, settle.Flow{Debits: 1, Debited: whole}},
		"paid and no debit told":         {[]settle.Answer{say(settle.Paid, "A", 0)}, settle.Profile{}, settle.Flow{Debits: 1, Debited: whole}},
		"paid and a debit":               {[]settle.Answer{say(settle.Paid, "P", 0), say(settle.Debited, "D", whole-1)}, settle.Profile{}, settle.Flow{Debits: 1, Debited: whole - 1}},
		"returned alone":                 {[]settle.Answer{say(settle.Returned, "R", whole)}, settle.Profile{}, settle.Flow{Backs: 1, Returned: whole}},
		"returned alone, by profile":     {[]settle.Answer{say(settle.Returned, "R", whole)}, settle.Profile{ReturnsStandAlone: true}, settle.Flow{Debits: 1, Debited: whole, Backs: 1, Returned: whole}},
		"refused":                        {[]settle.Answer{say(settle.Rejected, "", 0)}, settle.Profile{}, settle.Flow{}},
	} {
		if got := settle.FlowOf(sent, c.answers, c.profile); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestWhatCameBackHadLeft: refused, then booked back, and no debit told.
func TestWhatCameBackHadLeft(t *testing.T) {
	i := instruction(payout.InstructionReturned)
	got := settle.FlowOf(i, []settle.Answer{{Verdict: settle.Rejected}, {Verdict: settle.Returned, BankRef: "R"}}, settle.Profile{})
	if whole := i.Amount.Minor(); got != (settle.Flow{Debits: 1, Debited: whole, Backs: 1, Returned: whole}) {
		t.Errorf("%+v", got)
	}
}

func TestFlowDoesNotMindTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := instruction(payout.InstructionSent)
		answers := rapid.SliceOfN(anyAnswer(), 0, 8).Draw(t, "answers")
		mixed := rapid.Permutation(append(answers, answers...)).Draw(t, "mixed")
		if a, b := settle.FlowOf(i, answers, settle.Profile{}), settle.FlowOf(i, mixed, settle.Profile{}); a != b {
			t.Fatalf("%+v, mixed %+v", a, b)
		}
	})
}
