package settle_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chitra/payout"
	"chitra/payout/settle"
)

func corrected(v settle.Verdict) settle.Answer {
	return settle.Answer{Verdict: v, Correction: true, Status: "CORRECTION", Reason: "corrected", Amount: instructed}
}

func TestWhatFollowsACorrection(t *testing.T) {
	paid, ac04, returned := says(settle.Paid), refused("AC04"), with(says(settle.Returned), "R1")
	cases := map[string]struct {
		before  []settle.Answer
		state   payout.InstructionState // where two people put it
		then    settle.Answer
		want    payout.InstructionState
		excepts string
	}{
		"corrected to paid, the refusal comes again":   {[]settle.Answer{ac04, corrected(settle.Paid)}, "paid", ac04, "paid", ""},
		"corrected to paid, another refusal":           {[]settle.Answer{ac04, corrected(settle.Paid)}, "paid", refused("AC01"), "unknown", settle.ExceptionContradicts},
		"corrected to paid, then returned":             {[]settle.Answer{ac04, corrected(settle.Paid)}, "paid", returned, "returned", ""},
		"corrected to refused, the credit comes again": {[]settle.Answer{paid, corrected(settle.Rejected)}, "rejected", paid, "rejected", ""},
		"corrected to refused, a credit with a number": {[]settle.Answer{paid, corrected(settle.Rejected)}, "rejected", with(paid, "FT9"), "unknown", settle.ExceptionContradicts},
		"corrected to returned, nothing else":          {[]settle.Answer{corrected(settle.Returned)}, "returned", says(settle.Information), "returned", ""},
		"corrected to returned, and paid again":        {[]settle.Answer{paid, corrected(settle.Returned)}, "returned", with(paid, "FT9"), "returned", ""},
		"corrected to unknown, then proved":            {[]settle.Answer{paid, ac04, corrected(settle.Unknown)}, "unknown", with(paid, "FT9"), "paid", ""},
		"corrected twice, the last one counts":         {[]settle.Answer{corrected(settle.Rejected), corrected(settle.Paid)}, "paid", refused("AC01"), "unknown", settle.ExceptionContradicts},
	}
	for name, c := range cases {
		i := instruction(c.state)
		got := settle.Apply(i, c.before, c.then, settle.Profile{})
		if got.To != c.want || got.Exception != c.excepts {
			t.Errorf("%s: %s %q, want %s %q", name, got.To, got.Exception, c.want, c.excepts)
		}
		if once := settle.Conclude(instruction(payout.InstructionUnknown), append(slices.Clone(c.before), c.then), settle.Profile{}); once.To != c.want {
			t.Errorf("%s, looked at together: %s", name, once.To)
		}
	}
}

// No answer of a bank makes a change that is for two people to make.
func TestOnlyPeopleCorrect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := instruction(payout.InstructionSent)
		answers := rapid.SliceOfN(anyAnswer(), 1, 8).Draw(t, "answers")
		for n, a := range answers {
			s := settle.Apply(i, answers[:n], a, settle.Profile{})
			if payout.OnlyCorrected(s.From, s.To) {
				t.Fatalf("%v moves %s → %s", answers[:n+1], s.From, s.To)
			}
			i.State = s.To
		}
	})
}
