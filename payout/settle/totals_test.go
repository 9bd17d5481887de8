package settle_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
)

func TestTotalsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var totals settle.Totals
		var entitled, instructed settle.Sum
		states := rapid.SliceOf(rapid.SampledFrom(payout.PaymentStates())).Draw(t, "states")
		for n, s := range states {
			amount := int64(n+1) * 50_000
			if err := totals.Add(s, money.Dong(amount)); err != nil {
				t.Fatal(err)
			}
			if s != payout.PaymentVoid {
				entitled = settle.Sum{Count: entitled.Count + 1, Amount: money.Dong(entitled.Amount.Minor() + amount)}
			}
			if s.Instructed() {
				instructed = settle.Sum{Count: instructed.Count + 1, Amount: money.Dong(instructed.Amount.Minor() + amount)}
			}
		}
		if err := totals.Check(entitled, instructed); err != nil {
			t.Fatal(err)
		}
		one := settle.Sum{Count: 1, Amount: money.Dong(0)}
		if totals.Entitled() != entitled || errors.Is(totals.Check(one, instructed), settle.ErrConservation) == (entitled == one) {
			t.Fatal("a difference in what is entitled is not seen")
		}
		more := instructed
		more.Amount = money.Dong(instructed.Amount.Minor() + 1)
		if err := totals.Check(entitled, more); !errors.Is(err, settle.ErrConservation) {
			t.Fatalf("a đồng too few instructed: %v", err)
		}
	})
}

func TestTotalsOfOnePlace(t *testing.T) {
	var totals settle.Totals
	for range 3 {
		if err := totals.Add(payout.PaymentPaid, money.Dong(750_000)); err != nil {
			t.Fatal(err)
		}
	}
	if got := totals.Of(payout.PaymentPaid); got != (settle.Sum{Count: 3, Amount: money.Dong(2_250_000)}) {
		t.Errorf("%+v", got)
	}
	if got := totals.Of(payout.PaymentHeld); got.Count != 0 {
		t.Errorf("%+v", got)
	}
}

func TestTotalsRefuse(t *testing.T) {
	var totals settle.Totals
	if err := totals.Add("lost", money.Dong(1)); !errors.Is(err, settle.ErrConservation) {
		t.Errorf("a place that is none: %v", err)
	}
	if err := totals.Add(payout.PaymentPaid, money.Dong(math.MaxInt64)); err != nil {
		t.Fatal(err)
	}
	if err := totals.Add(payout.PaymentPaid, money.Dong(1)); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("overflow: %v", err)
	}
	if got := totals.Of(payout.PaymentPaid); got.Count != 1 {
		t.Errorf("a refused payment was counted: %+v", got)
	}
}

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseISO(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOverdue(t *testing.T) {
	holiday := func(d civil.Date) bool { return d.ISO() == "2024-07-31" }
	for name, c := range map[string]struct {
		payOn, today string
		days         int
		holidays     func(civil.Date) bool
		overdue      bool
	}{
		"the third working day":    {"2024-07-29", "2024-08-01", 0, nil, false}, // Monday
		"the day after":            {"2024-07-29", "2024-08-02", 0, nil, true},
		"over a weekend":           {"2024-08-01", "2024-08-06", 0, nil, false}, // Thursday
		"over a weekend and past":  {"2024-08-01", "2024-08-07", 0, nil, true},
		"over a holiday":           {"2024-07-29", "2024-08-02", 0, holiday, false},
		"over a holiday and past":  {"2024-07-29", "2024-08-03", 0, holiday, true},
		"a bank with one day":      {"2024-07-29", "2024-07-31", 1, nil, true},
		"before the day it is due": {"2024-07-29", "2024-07-01", 0, nil, false},
	} {
		for _, state := range payout.InstructionStates() {
			s, ok := settle.Overdue(instruction(state), day(t, c.payOn), day(t, c.today), c.days, c.holidays)
			want := c.overdue && state == payout.InstructionSent
			if ok != want || s.From != state || want != (s.To == payout.InstructionUnknown && s.Exception == settle.ExceptionOverdue && s.Moved()) {
				t.Errorf("%s, %s: %+v, %v", name, state, s, ok)
			}
		}
	}
}

// An instruction that ran out of time still ends where its answers lead.
func TestAnswersAfterTheBanksTime(t *testing.T) {
	for _, c := range []struct {
		answer settle.Answer
		want   payout.InstructionState
	}{
		{says(settle.Paid), payout.InstructionPaid},
		{refused("AC01"), payout.InstructionRejected},
		{says(settle.OnTheWay), payout.InstructionUnknown},
		{says(settle.Debited), payout.InstructionUnknown},
	} {
		if got, _ := play(instruction(payout.InstructionUnknown), settle.Profile{}, c.answer); got != c.want {
			t.Errorf("%s after time: %s", c.answer.Verdict, got)
		}
	}
}
