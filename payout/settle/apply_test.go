package settle_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
)

var instructed = money.Dong(750_000)

func instruction(state payout.InstructionState) payout.Instruction {
	return payout.Instruction{
		EndToEndID: payout.EndToEndID("store", "MB1", "b1", "P1", 1), Beneficiary: "b1", PaymentID: "P1",
		Attempt: 1, Amount: instructed, State: state,
	}
}

// play applies answers one after the other, each knowing those before it, and
// returns the last state and the exceptions on the way.
func play(i payout.Instruction, p settle.Profile, answers ...settle.Answer) (payout.InstructionState, []string) {
	var exceptions []string
	for n, a := range answers {
		s := settle.Apply(i, answers[:n], a, p)
		i.State = s.To
		if s.Exception != "" {
			exceptions = append(exceptions, s.Exception)
		}
	}
	return i.State, exceptions
}

func says(v settle.Verdict) settle.Answer { return settle.Answer{Verdict: v, Amount: instructed} }

func refused(reason string) settle.Answer {
	return settle.Answer{Verdict: settle.Rejected, Status: "RJCT", Reason: reason, Amount: instructed}
}

func with(a settle.Answer, bankRef string) settle.Answer {
	a.BankRef = bankRef
	return a
}

func of(a settle.Answer, dong int64) settle.Answer {
	a.Amount = money.Dong(dong)
	return a
}

func TestWhatAnswersProve(t *testing.T) {
	paid, debited, returned, unclear := says(settle.Paid), says(settle.Debited), says(settle.Returned), says(settle.Unknown)
	claimed, halfRefused, ac01 := says(settle.PaidUndebited), says(settle.RejectedDebited), refused("AC01")
	cases := map[string]struct {
		answers    []settle.Answer
		want       payout.InstructionState
		exceptions []string
	}{
		"credited":                           {[]settle.Answer{paid}, payout.InstructionPaid, nil},
		"credited, no amount said":           {[]settle.Answer{{Verdict: settle.Paid}}, payout.InstructionPaid, nil},
		"received and on the way":            {[]settle.Answer{says(settle.Received), says(settle.OnTheWay)}, payout.InstructionSent, nil},
		"information":                        {[]settle.Answer{says(settle.Information)}, payout.InstructionSent, nil},
		"information of another amount":      {[]settle.Answer{of(says(settle.Information), 1)}, payout.InstructionSent, nil},
		"a debit proves nothing":             {[]settle.Answer{debited}, payout.InstructionSent, nil},
		"refused":                            {[]settle.Answer{ac01}, payout.InstructionRejected, nil},
		"refused without a sure reason":      {[]settle.Answer{unclear}, payout.InstructionUnknown, []string{settle.ExceptionUnclear}},
		"explained later":                    {[]settle.Answer{unclear, paid}, payout.InstructionPaid, []string{settle.ExceptionUnclear}},
		"refused for sure later":             {[]settle.Answer{unclear, ac01}, payout.InstructionRejected, []string{settle.ExceptionUnclear}},
		"paid, then returned":                {[]settle.Answer{paid, returned}, payout.InstructionReturned, nil},
		"a return waits for its credit":      {[]settle.Answer{returned}, payout.InstructionSent, []string{settle.ExceptionReturnWaits}},
		"returned, then its credit":          {[]settle.Answer{returned, paid}, payout.InstructionReturned, []string{settle.ExceptionReturnWaits}},
		"returned, then its debit":           {[]settle.Answer{returned, debited}, payout.InstructionReturned, []string{settle.ExceptionReturnWaits}},
		"debited, returned":                  {[]settle.Answer{debited, returned}, payout.InstructionReturned, nil},
		"success without a debit":            {[]settle.Answer{claimed}, payout.InstructionUnknown, []string{settle.ExceptionUndebited}},
		"success, the debit later":           {[]settle.Answer{claimed, debited}, payout.InstructionPaid, []string{settle.ExceptionUndebited}},
		"failure beside a debit":             {[]settle.Answer{halfRefused}, payout.InstructionUnknown, []string{settle.ExceptionRefusedDebited}},
		"and the money back":                 {[]settle.Answer{halfRefused, returned}, payout.InstructionReturned, []string{settle.ExceptionRefusedDebited}},
		"refused, then debited":              {[]settle.Answer{ac01, debited}, payout.InstructionUnknown, []string{settle.ExceptionRefusedDebited}},
		"refused, then booked back":          {[]settle.Answer{ac01, returned}, payout.InstructionReturned, nil},
		"paid, then refused":                 {[]settle.Answer{paid, ac01}, payout.InstructionUnknown, []string{settle.ExceptionContradicts}},
		"refused, then paid":                 {[]settle.Answer{ac01, paid}, payout.InstructionUnknown, []string{settle.ExceptionContradicts}},
		"success said, then refused":         {[]settle.Answer{claimed, ac01}, payout.InstructionUnknown, []string{settle.ExceptionUndebited, settle.ExceptionContradicts}},
		"paid, returned, refused":            {[]settle.Answer{paid, returned, ac01}, payout.InstructionUnknown, []string{settle.ExceptionContradicts}},
		"the same answer again":              {[]settle.Answer{paid, paid, paid}, payout.InstructionPaid, nil},
		"one reference twice":                {[]settle.Answer{with(paid, "FT1"), with(paid, "FT1")}, payout.InstructionPaid, nil},
		"with and without a reference":       {[]settle.Answer{paid, with(paid, "FT1")}, payout.InstructionPaid, nil},
		"two references":                     {[]settle.Answer{with(paid, "FT1"), with(paid, "FT2")}, payout.InstructionPaid, []string{settle.ExceptionPaidTwice}},
		"two debits":                         {[]settle.Answer{with(debited, "D1"), with(debited, "D2")}, payout.InstructionSent, []string{settle.ExceptionPaidTwice}},
		"the debit's own reference":          {[]settle.Answer{with(paid, "FT1"), with(debited, "D1")}, payout.InstructionPaid, nil},
		"paid twice, one came back":          {[]settle.Answer{with(paid, "FT1"), returned, with(paid, "FT2")}, payout.InstructionPaid, []string{settle.ExceptionPaidTwice}},
		"paid twice, both came back":         {[]settle.Answer{with(paid, "FT1"), with(paid, "FT2"), with(returned, "R1"), with(returned, "R2")}, payout.InstructionReturned, []string{settle.ExceptionPaidTwice}},
		"came back twice":                    {[]settle.Answer{with(paid, "FT1"), with(returned, "R1"), with(returned, "R2")}, payout.InstructionReturned, []string{settle.ExceptionReturnedTwice}},
		"debited twice, one came back":       {[]settle.Answer{with(debited, "D1"), returned, with(debited, "D2")}, payout.InstructionUnknown, []string{settle.ExceptionPaidTwice}},
		"paid another amount":                {[]settle.Answer{of(paid, 570_000)}, payout.InstructionSent, []string{settle.ExceptionAmountDiffers}},
		"returned in part":                   {[]settle.Answer{paid, of(returned, 740_000)}, payout.InstructionPaid, []string{settle.ExceptionAmountDiffers}},
		"refused another amount":             {[]settle.Answer{of(ac01, 1)}, payout.InstructionSent, []string{settle.ExceptionAmountDiffers}},
		"another amount, twice the same":     {[]settle.Answer{of(paid, 1), of(paid, 1)}, payout.InstructionSent, []string{settle.ExceptionAmountDiffers}},
		"another amount spoils nothing else": {[]settle.Answer{of(ac01, 1), paid}, payout.InstructionPaid, []string{settle.ExceptionAmountDiffers}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, exceptions := play(instruction(payout.InstructionSent), settle.Profile{}, c.answers...)
			if got != c.want {
				t.Errorf("ends %s, want %s", got, c.want)
			}
			if diff := cmp.Diff(c.exceptions, exceptions); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestProfileWhoseReturnsStandAlone(t *testing.T) {
	p := settle.Profile{ReturnsStandAlone: true}
	if got, exceptions := play(instruction(payout.InstructionSent), p, says(settle.Returned)); got != payout.InstructionReturned || exceptions != nil {
		t.Errorf("%s %v", got, exceptions)
	}
}

func TestAnswersOnWhatWasNeverSent(t *testing.T) {
	for state, exception := range map[payout.InstructionState]string{
		payout.InstructionIntended: settle.ExceptionNotSent,
		payout.InstructionDropped:  settle.ExceptionDropped,
	} {
		for _, v := range settle.Verdicts() {
			s := settle.Apply(instruction(state), nil, says(v), settle.Profile{})
			silent := v == settle.Received || v == settle.OnTheWay || v == settle.Information
			if s.Moved() || silent != (s.Exception == "") || !silent && s.Exception != exception {
				t.Errorf("%s on %s: %+v", v, state, s)
			}
		}
	}
	answers := []settle.Answer{says(settle.Debited), says(settle.Paid)}
	if s := settle.Conclude(instruction(payout.InstructionIntended), answers, settle.Profile{}); s.Moved() {
		t.Errorf("still only intended: %+v", s)
	}
	if s := settle.Conclude(instruction(payout.InstructionSent), answers, settle.Profile{}); s.To != payout.InstructionPaid {
		t.Errorf("its file had left after all: %+v", s)
	}
	if s := settle.Conclude(instruction(payout.InstructionSent), nil, settle.Profile{}); s.Moved() || s.Exception != "" {
		t.Errorf("no answer: %+v", s)
	}
}

func TestWhatAPersonDecidedStandsUntilSomethingNewIsSaid(t *testing.T) {
	history := []settle.Answer{says(settle.Paid), refused("AC01")}
	decided := instruction(payout.InstructionPaid) // contradicting answers, settled by a person
	if s := settle.Apply(decided, history, refused("AC01"), settle.Profile{}); s.Moved() || s.Exception != "" {
		t.Errorf("the same again: %+v", s)
	}
	if s := settle.Apply(decided, history, refused("AC04"), settle.Profile{}); s.Moved() {
		t.Errorf("refused in other words: %+v", s)
	}
	history = []settle.Answer{says(settle.Unknown)}
	if s := settle.Apply(decided, history, refused("AC04"), settle.Profile{}); s.Moved() || s.Exception != settle.ExceptionContradicts {
		t.Errorf("decided paid, then refused for sure: %+v", s)
	}
}

func TestLateAnswerOnAnAttemptThatWasReissued(t *testing.T) {
	first := instruction(payout.InstructionRejected)
	s := settle.Apply(first, []settle.Answer{refused("AC01")}, says(settle.Paid), settle.Profile{}).WhileReissued()
	if s.Moved() || s.Exception != settle.ExceptionReissued {
		t.Errorf("must not come alive beside the reissue: %+v", s)
	}
	s = settle.Apply(first, []settle.Answer{refused("AC01")}, says(settle.Returned), settle.Profile{}).WhileReissued()
	if s.To != payout.InstructionReturned || s.Exception != "" {
		t.Errorf("rejected and booked back is as dead as before: %+v", s)
	}
}

func TestReasonNamesWhyTheStateMoved(t *testing.T) {
	for want, a := range map[string]settle.Answer{
		"AC04": {Verdict: settle.Rejected, Status: "RJCT", Reason: "AC04"},
		"ACCC": {Verdict: settle.Paid, Status: "ACCC"},
		"paid": {Verdict: settle.Paid},
	} {
		if s := settle.Apply(instruction(payout.InstructionSent), nil, a, settle.Profile{}); s.Reason != want {
			t.Errorf("%+v", s)
		}
	}
}

// anyAnswer draws from few values, so that answers meet and repeat.
func anyAnswer() *rapid.Generator[settle.Answer] {
	return rapid.Custom(func(t *rapid.T) settle.Answer {
		return settle.Answer{
			Verdict: rapid.SampledFrom(settle.Verdicts()).Draw(t, "verdict"),
			BankRef: rapid.SampledFrom([]string{"", "", "FT1", "FT2"}).Draw(t, "bank reference"),
			Reason:  rapid.SampledFrom([]string{"", "AC01", "AC04"}).Draw(t, "reason"),
			Amount:  rapid.SampledFrom([]money.Amount{instructed, instructed, {}, money.Dong(1)}).Draw(t, "amount"),
		}
	})
}

// Permuting and repeating answers, and looking at the clock in between, never
// changes where an instruction ends.
// What came back too often does so until the debit it belongs to is told.
func TestSurplusIsWhatCameBackTooOften(t *testing.T) {
	paid, returned := says(settle.Paid), says(settle.Returned)
	for name, c := range map[string]struct {
		answers []settle.Answer
		want    int
	}{
		"nothing":           {nil, 0},
		"once out and back": {[]settle.Answer{with(paid, "FT1"), with(returned, "R1")}, 0},
		"back twice":        {[]settle.Answer{with(paid, "FT1"), with(returned, "R1"), with(returned, "R2")}, 1},
		"and out twice":     {[]settle.Answer{with(returned, "R1"), with(returned, "R2"), with(paid, "FT1"), with(paid, "FT2")}, 0},
		"the same return":   {[]settle.Answer{with(paid, "FT1"), with(returned, "R1"), with(returned, "R1")}, 0},
	} {
		if got := settle.Surplus(instruction(payout.InstructionReturned), c.answers, settle.Profile{}); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestOrderAndRepetitionOfAnswersDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := settle.Profile{ReturnsStandAlone: rapid.Bool().Draw(t, "returns stand alone")}
		answers := rapid.SliceOfN(anyAnswer(), 1, 6).Draw(t, "answers")
		start := rapid.SampledFrom([]payout.InstructionState{payout.InstructionSent, payout.InstructionUnknown}).Draw(t, "start")
		want, _ := play(instruction(start), p, answers...)

		again := append(slices.Clone(answers), rapid.SliceOfN(rapid.SampledFrom(answers), 0, 4).Draw(t, "repeated")...)
		again = rapid.Permutation(again).Draw(t, "order")
		if got, _ := play(instruction(start), p, again...); got != want {
			t.Fatalf("%v ends %s, %v ends %s", answers, want, again, got)
		}
		once := settle.Conclude(instruction(start), again, p)
		if once.To != want {
			t.Fatalf("looked at together %s, one by one %s", once.To, want)
		}
	})
}

// No sequence makes paid rejected; what contradicts is unknown, and somebody is
// told. Every change is one the table allows.
func TestPaidNeverBecomesRejectedInSilence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := instruction(payout.InstructionSent)
		answers := rapid.SliceOfN(anyAnswer(), 1, 8).Draw(t, "answers")
		wasPaid := false
		for n, a := range answers {
			s := settle.Apply(i, answers[:n], a, settle.Profile{})
			if s.From != i.State || s.Moved() && !payout.CanMoveInstruction(s.From, s.To) {
				t.Fatalf("moves %s → %s", s.From, s.To)
			}
			if wasPaid && s.To == payout.InstructionRejected {
				t.Fatalf("paid, now rejected: %v", answers[:n+1])
			}
			if s.From == payout.InstructionPaid && s.To == payout.InstructionUnknown && s.Exception == "" {
				t.Fatalf("paid became unknown in silence: %v", answers[:n+1])
			}
			wasPaid = wasPaid || s.To == payout.InstructionPaid
			i.State = s.To
		}
	})
}

// A surely failed instruction has a surely failing answer of the whole amount
// behind it, and no answer that says the payee has the money.
func TestFailedIsProved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answers := rapid.SliceOfN(anyAnswer(), 0, 6).Draw(t, "answers")
		state, _ := play(instruction(payout.InstructionSent), settle.Profile{}, answers...)
		has := func(verdicts ...settle.Verdict) bool {
			return slices.ContainsFunc(answers, func(a settle.Answer) bool {
				return a.Amount != money.Dong(1) && slices.Contains(verdicts, a.Verdict)
			})
		}
		switch state {
		case payout.InstructionRejected:
			if !has(settle.Rejected) || has(settle.Paid, settle.PaidUndebited, settle.Debited, settle.RejectedDebited) {
				t.Fatalf("rejected after %v", answers)
			}
		case payout.InstructionReturned:
			if !has(settle.Returned) {
				t.Fatalf("returned after %v", answers)
			}
		case payout.InstructionPaid:
			if !has(settle.Paid, settle.PaidUndebited) {
				t.Fatalf("paid after %v", answers)
			}
		}
	})
}
