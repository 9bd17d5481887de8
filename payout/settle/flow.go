package settle

import "chitra/payout"

// Flow is how often and how much of an instruction's money left our account and
// came back, as far as the answers tell. Amounts are minor units.
type Flow struct {
	Debits, Debited int64
	Backs, Returned int64
}

// FlowOf adds up what answers say of one instruction, whatever their order and
// number: a booked debit once for each of the bank's references; where none is
// told, the payments that the bank says it made; where it tells returns alone and
// its profile says so, a debit for each. What says no amount is of the instructed
// one.
func FlowOf(i payout.Instruction, answers []Answer, p Profile) Flow {
	debits, paid, back := newSeen(i), newSeen(i), newSeen(i)
	for _, a := range answers {
		switch a.Verdict {
		case Debited, RejectedDebited:
			debits.add(a)
		case Paid:
			paid.add(a)
		case Returned:
			back.add(a)
		}
	}
	f := Flow{}
	f.Backs, f.Returned = back.total()
	if f.Debits, f.Debited = debits.total(); f.Debits == 0 {
		f.Debits, f.Debited = paid.total()
	}
	if f.Debits == 0 && (p.ReturnsStandAlone || i.State == payout.InstructionReturned) {
		f.Debits, f.Debited = f.Backs, f.Returned
	}
	return f
}

// seen are amounts by the bank's reference. One without a reference counts only
// where no other has one.
type seen struct {
	instructed int64
	by         map[string]int64
}

func newSeen(i payout.Instruction) seen {
	return seen{instructed: i.Amount.Minor(), by: map[string]int64{}}
}

func (s seen) add(a Answer) {
	amount := s.instructed
	if a.Amount.Currency() != "" {
		amount = a.Amount.Minor()
	}
	s.by[a.BankRef] = max(s.by[a.BankRef], amount)
}

func (s seen) total() (times, amount int64) {
	for ref, n := range s.by {
		if ref != "" || len(s.by) == 1 {
			times, amount = times+1, amount+n
		}
	}
	return times, amount
}
