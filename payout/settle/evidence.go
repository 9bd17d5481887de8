package settle

import (
	"slices"

	"chitra/payout"
)

// evidence is what a set of answers proves together. It depends on which
// answers there are, never on their order or number.
type evidence struct {
	paid      bool // credited, or success beside a booked debit
	claimed   bool // success without a debit
	debited   bool
	refused   bool // surely refused
	returned  bool
	unclear   bool
	paidRefs  []string // the bank's references, each once
	debitRefs []string
	backRefs  []string
}

// weigh takes the answers that speak of the instructed amount.
func weigh(i payout.Instruction, answers []Answer, p Profile) evidence {
	e := evidence{}
	for _, a := range standing(answers) {
		if otherAmount(i, a) {
			continue
		}
		switch a.Verdict {
		case Paid:
			e.paid = true
			e.paidRefs = withRef(e.paidRefs, a.BankRef)
		case PaidUndebited:
			e.claimed = true
			e.paidRefs = withRef(e.paidRefs, a.BankRef)
		case Debited:
			e.debited = true
			e.debitRefs = withRef(e.debitRefs, a.BankRef)
		case Rejected:
			e.refused = true
		case RejectedDebited:
			e.refused, e.debited = true, true
		case Returned:
			e.returned = true
			e.debited = e.debited || a.Correction // it left: nothing waits for its credit
			e.backRefs = withRef(e.backRefs, a.BankRef)
		case Unknown:
			e.unclear = true
		}
	}
	e.debited = e.debited || p.ReturnsStandAlone && e.returned && !e.refused
	return e
}

// otherAmount reports whether an answer names another amount than was
// instructed: such an answer proves nothing.
func otherAmount(i payout.Instruction, a Answer) bool {
	return a.Amount.Currency() != "" && a.Amount != i.Amount
}

func withRef(refs []string, ref string) []string {
	if ref == "" || slices.Contains(refs, ref) {
		return refs
	}
	return append(refs, ref)
}

// times is how often the amount left us, as far as the bank's references tell:
// two references of one kind are two payments.
func (e evidence) times() int { return max(1, len(e.paidRefs), len(e.debitRefs)) }

// backs is how often the amount came back.
func (e evidence) backs() int {
	if !e.returned {
		return 0
	}
	return max(1, len(e.backRefs))
}

// contradicts: one answer says that the payee has the money, another that the
// instruction was refused.
func (e evidence) contradicts() bool { return e.refused && (e.paid || e.claimed) }

// refusedYetDebited: our account was debited for what the bank refused, and
// nothing has come back.
func (e evidence) refusedYetDebited() bool {
	return e.refused && e.debited && !e.returned && !e.contradicts()
}

// waits: money came back that nobody has told us had left.
func (e evidence) waits() bool {
	return e.returned && !e.paid && !e.claimed && !e.debited && !e.refused
}

// state is where the evidence leads an instruction that was sent.
func (e evidence) state() payout.InstructionState {
	switch {
	case e.contradicts() || e.refusedYetDebited():
		return payout.InstructionUnknown
	case e.returned && !e.waits():
		return e.stateOfReturned()
	case e.paid || e.claimed && e.debited:
		return payout.InstructionPaid
	case e.refused:
		return payout.InstructionRejected
	case e.claimed || e.unclear:
		return payout.InstructionUnknown
	}
	return payout.InstructionSent
}

// stateOfReturned counts: what left us more often than it came back is still
// with the payee, or nobody can say where.
func (e evidence) stateOfReturned() payout.InstructionState {
	switch {
	case e.backs() >= e.times():
		return payout.InstructionReturned
	case e.paid || e.claimed:
		return payout.InstructionPaid
	}
	return payout.InstructionUnknown
}

// Excess is how often an instruction's amount is out beyond the once that was
// instructed, as far as the bank's references tell: paid three times and sent
// back once, it is one.
func Excess(i payout.Instruction, answers []Answer, p Profile) int {
	e := weigh(i, answers, p)
	return max(0, e.times()-e.backs()-1)
}

// Surplus is how often an instruction's amount came back beyond how often it left,
// as far as the bank's references tell.
func Surplus(i payout.Instruction, answers []Answer, p Profile) int {
	e := weigh(i, answers, p)
	return max(0, e.backs()-e.times())
}
