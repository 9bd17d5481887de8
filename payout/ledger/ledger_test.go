package ledger_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/ledger"
)

// The whole table: where the money of an instruction stands, written out once
// more by hand.
func TestWhereMoneyStands(t *testing.T) {
	const none = ledger.Treasury
	for state, want := range map[payout.InstructionState][4]ledger.Account{
		// of itself, reissued, handed back, given back
		payout.InstructionIntended: {none, none, none, none},
		payout.InstructionSent:     {"transit", "transit", "transit", "transit"},
		payout.InstructionUnknown:  {"transit", "transit", "transit", "transit"},
		payout.InstructionRejected: {"returned", "treasury", "give_back", "treasury"},
		payout.InstructionReturned: {"returned", "treasury", "give_back", "treasury"},
		payout.InstructionPaid:     {"paid", "paid", "paid", "paid"},
		payout.InstructionDropped:  {none, none, none, none},
	} {
		got := [4]ledger.Account{
			ledger.Standing{State: state}.Account(),
			ledger.Standing{State: state, Reissued: true}.Account(),
			ledger.Standing{State: state, HandedBack: true}.Account(),
			ledger.Standing{State: state, HandedBack: true, GivenBack: true}.Account(),
		}
		if got != want {
			t.Errorf("%s stands in %v, want %v", state, got, want)
		}
	}
	if n := len(payout.InstructionStates()); n != 7 {
		t.Errorf("%d states, and the table has 7", n)
	}
}

// standings are all that an instruction in a state may be besides.
func standings(s payout.InstructionState) []ledger.Standing {
	return []ledger.Standing{{State: s}, {State: s, Reissued: true}, {State: s, HandedBack: true}, {State: s, HandedBack: true, GivenBack: true},
		{State: s, GivenBack: true}}
}

// Every pair of states that may follow each other, whatever became of the payment
// meanwhile, moves the money along one of the movements there are, or not at all;
// and no movement is there for nothing.
func TestEveryChangeOfStateHasItsMovement(t *testing.T) {
	used := map[ledger.Movement]bool{}
	try := func(from, to ledger.Standing) {
		m, ok := ledger.Between(from, to)
		if ok != (from.Account() != to.Account()) || ok && (m.Credit != from.Account() || m.Debit != to.Account()) {
			t.Errorf("%+v to %+v: %+v, %v", from, to, m, ok)
		}
		if ok && !slices.Contains(ledger.Movements(), m) {
			t.Errorf("%+v to %+v: no movement from %s to %s", from, to, m.Credit, m.Debit)
		}
		used[m] = true
	}
	for _, from := range payout.InstructionStates() {
		for _, to := range payout.InstructionStates() {
			if !payout.CanMoveInstruction(from, to) {
				continue
			}
			for i, s := range standings(from) {
				after := standings(to)[i]
				if s.HandedBack && !ledger.Failed(to) { // a payment on its way is not handed back
					after = ledger.Standing{State: to, GivenBack: s.GivenBack}
				}
				if s.HandedBack && !ledger.Failed(from) {
					continue
				}
				try(s, after)
			}
		}
		if ledger.Failed(from) { // and what becomes of a payment that failed
			all := standings(from)
			try(all[0], all[1])
			try(all[0], all[2])
			try(all[2], all[0])
			try(all[2], all[3])
			try(all[0], all[4]) // a receipt of what an answer took out of its hand-back meanwhile
			try(all[3], all[2]) // and receipts that are taken back
			try(all[4], all[0])
		}
	}
	for _, m := range ledger.Movements() {
		if !used[m] {
			t.Errorf("nothing moves from %s to %s", m.Credit, m.Debit)
		}
	}
}

func TestAMovementThatMustNotBe(t *testing.T) {
	var b ledger.Balances
	for _, c := range []struct {
		name   string
		m      ledger.Movement
		amount int64
		want   error
	}{
		{"a file is released", ledger.Movement{Debit: ledger.Transit, Credit: ledger.Treasury}, 700, nil},
		{"nothing at all", ledger.Movement{Debit: ledger.Transit, Credit: ledger.Treasury}, 0, ledger.ErrNothing},
		{"less than nothing", ledger.Movement{Debit: ledger.Transit, Credit: ledger.Treasury}, -1, ledger.ErrNothing},
		{"from the payee to what is handed back", ledger.Movement{Debit: ledger.GiveBack, Credit: ledger.Paid}, 1, ledger.ErrNoMovement},
		{"from the bank to what is handed back", ledger.Movement{Debit: ledger.GiveBack, Credit: ledger.Transit}, 1, ledger.ErrNoMovement},
		{"to where it is", ledger.Movement{Debit: ledger.Transit, Credit: ledger.Transit}, 1, ledger.ErrNoMovement},
		{"to no account", ledger.Movement{Debit: "", Credit: ledger.Transit}, 1, ledger.ErrNoMovement},
		{"more than is on its way", ledger.Movement{Debit: ledger.Paid, Credit: ledger.Transit}, 701, ledger.ErrOverdrawn},
		{"all that is on its way", ledger.Movement{Debit: ledger.Paid, Credit: ledger.Transit}, 700, nil},
		{"again", ledger.Movement{Debit: ledger.Paid, Credit: ledger.Transit}, 700, ledger.ErrOverdrawn},
	} {
		if err := b.Enter(c.m, money.Dong(c.amount)); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	want := map[ledger.Account]int64{ledger.Treasury: -700, ledger.Paid: 700}
	for _, a := range ledger.Accounts() {
		if got := b.Of(a).Minor(); got != want[a] {
			t.Errorf("%s has %d, want %d", a, got, want[a])
		}
	}
}

// Random lives of a payment and its attempts: after every step the balances are
// where the states say, and come to zero.
func TestBalancesAreTheStates(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		life := &life{amount: rapid.Int64Range(1, 9_000_000).Draw(rt, "amount")}
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			if err := life.step(rt); err != nil {
				rt.Fatal(err)
			}
			got := map[ledger.Account]int64{}
			for _, a := range ledger.Accounts() {
				if n := life.balances.Of(a).Minor(); a != ledger.Treasury && n != 0 {
					got[a] = n
				}
			}
			if diff := cmp.Diff(life.states(), got); diff != "" {
				rt.Fatalf("balances of %+v (-states +ledger):\n%s", life.payment, diff)
			}
			if err := life.balances.Zero(); err != nil {
				rt.Fatal(err)
			}
		}
	})
}

// life is one payment with all its attempts.
type life struct {
	amount   int64
	slip     int // the attempt that was handed back, from 1
	payment  ledger.Payment
	balances ledger.Balances
}

// states adds up where the money stands, as the states alone say: each attempt
// that is alive, and once what failed last.
func (l *life) states() map[ledger.Account]int64 {
	out := map[ledger.Account]int64{}
	failed, given := ledger.Account(""), false
	for _, a := range l.payment.Attempts {
		switch a.State {
		case payout.InstructionSent, payout.InstructionUnknown:
			out[ledger.Transit] += l.amount
			failed = ""
		case payout.InstructionPaid:
			out[ledger.Paid] += l.amount
			failed = ""
		case payout.InstructionRejected, payout.InstructionReturned:
			failed, given = ledger.Returned, a.GivenBack
		}
	}
	switch {
	case failed == "" || given:
	case l.payment.HandedBack:
		out[ledger.GiveBack] = l.amount
	default:
		out[failed] = l.amount
	}
	return out
}

// step moves one attempt along the table, begins a new one, or hands the payment
// back; whatever of it moves money is entered.
func (l *life) step(rt *rapid.T) error {
	p := &l.payment
	states := func(a ledger.Attempt) bool { return a.State.Alive() }
	alive := slices.ContainsFunc(p.Attempts, states)
	if !alive && !p.HandedBack && rapid.Bool().Draw(rt, "new attempt") {
		p.Attempts = append(p.Attempts, ledger.Attempt{N: int64(len(p.Attempts) + 1), State: payout.InstructionIntended})
		return nil
	}
	before := p.Standings()
	switch failed := slices.ContainsFunc(before, func(s ledger.Standing) bool { return s.Account() == ledger.Returned }); {
	case !alive && failed && rapid.Bool().Draw(rt, "hand back"):
		p.HandedBack = true
		l.slip = slices.IndexFunc(before, func(s ledger.Standing) bool { return s.Account() == ledger.Returned }) + 1
	case l.slip > 0 && rapid.Bool().Draw(rt, "give back"): // wherever its money stands since
		p.Attempts[l.slip-1].GivenBack = !p.Attempts[l.slip-1].GivenBack // or the receipt is taken back
	case len(p.Attempts) > 0:
		i := rapid.IntRange(0, len(p.Attempts)-1).Draw(rt, "attempt")
		from, to := p.Attempts[i].State, rapid.SampledFrom(payout.InstructionStates()).Draw(rt, "to")
		if payout.CanMoveInstruction(from, to) && (!to.Alive() || !alive || from.Alive()) {
			p.Attempts[i].State = to
			p.HandedBack = p.HandedBack && ledger.Failed(to)
			if m, ok := ledger.Between(ledger.Standing{State: from}, ledger.Standing{State: to}); ledger.Alone(p.Attempts[i].N, from) {
				return l.onlyThat(before, i, m, ok)
			}
		}
	}
	return l.enter(before)
}

// onlyThat enters one movement, after it was held against all attempts together.
func (l *life) onlyThat(before []ledger.Standing, i int, m ledger.Movement, moves bool) error {
	for j, after := range l.payment.Standings() {
		if n, ok := ledger.Between(before[j], after); ok != (moves && i == j) || ok && n != m {
			return fmt.Errorf("attempt %d is not alone: %d moves from %s to %s", i+1, j+1, n.Credit, n.Debit)
		}
	}
	return l.enter(before)
}

func (l *life) enter(before []ledger.Standing) error {
	for i, after := range l.payment.Standings() {
		if m, ok := ledger.Between(before[i], after); ok {
			if err := l.balances.Enter(m, money.Dong(l.amount)); err != nil {
				return err
			}
		}
	}
	return nil
}
