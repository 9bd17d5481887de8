package settle_test

import (
	"testing"

	"chitra/internal/civil"
	"chitra/payout"
	"chitra/payout/settle"
)

func TestWhatIsOfferedAndNotReceived(t *testing.T) {
	failed := settle.OfferedPayment{State: payout.PaymentReturned, Ended: payout.InstructionReturned, Reason: "AC04"}
	with := func(change func(*settle.OfferedPayment)) settle.OfferedPayment {
		p := failed
		change(&p)
		return p
	}
	held := settle.OfferedPayment{State: payout.PaymentHeld}
	paid := settle.OfferedPayment{State: payout.PaymentPaid, Ended: payout.InstructionPaid}
	cases := map[string]struct {
		payments []settle.OfferedPayment
		want     bool
	}{
		"nothing":                      {nil, false},
		"returned":                     {[]settle.OfferedPayment{failed}, true},
		"returned without a word":      {[]settle.OfferedPayment{with(func(p *settle.OfferedPayment) { p.Reason = "" })}, true},
		"handed back since":            {[]settle.OfferedPayment{with(func(p *settle.OfferedPayment) { p.State = payout.PaymentHandedBack })}, true},
		"held":                         {[]settle.OfferedPayment{held}, false},
		"one held, one returned":       {[]settle.OfferedPayment{held, failed}, true},
		"one paid, one returned":       {[]settle.OfferedPayment{paid, failed}, false},
		"unknown":                      {[]settle.OfferedPayment{{State: payout.PaymentUnknown, Ended: payout.InstructionUnknown}}, false},
		"waits to be tried again":      {[]settle.OfferedPayment{with(func(p *settle.OfferedPayment) { p.State = payout.PaymentWaiting })}, false},
		"our funds":                    {[]settle.OfferedPayment{with(func(p *settle.OfferedPayment) { p.Reason = "AM04" })}, false},
		"a bank code of ours":          {[]settle.OfferedPayment{with(func(p *settle.OfferedPayment) { p.Reason = "RC01" })}, false},
		"the account is blocked":       {[]settle.OfferedPayment{with(func(p *settle.OfferedPayment) { p.Reason = "AC06" })}, true},
		"intended and taken out again": {[]settle.OfferedPayment{with(func(p *settle.OfferedPayment) { p.Ended = payout.InstructionDropped })}, false},
	}
	for name, c := range cases {
		if got := settle.NotReceived(c.payments); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestThreeMonthsInARow(t *testing.T) {
	january, err := civil.NewMonth(2025, 1)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		missing []int // months before January that were received or never offered
		want    bool
	}{
		"three":                   {nil, true},
		"the one before received": {[]int{1}, false},
		"the third received":      {[]int{2}, false},
		"the last received":       {[]int{0}, false},
		"the fourth received":     {[]int{3}, true},
	} {
		run, ok := settle.UnreceivedRun(january, func(m civil.Month) bool {
			for _, n := range c.missing {
				if m == january.Add(-n) {
					return false
				}
			}
			return true
		})
		if ok != c.want || ok && (len(run) != 3 || run[0].String() != "2024-11" || run[2] != january) {
			t.Errorf("%s: %v %v", name, run, ok)
		}
	}
}
