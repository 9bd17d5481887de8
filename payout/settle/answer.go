package settle

import (
	"chitra/internal/civil"
	"chitra/internal/money"
)

// Verdict is what one answer says, in our words.
type Verdict string

// The verdicts.
const (
	// Received: the bank has the instruction.
	Received Verdict = "received"
	// OnTheWay: the bank works on it.
	OnTheWay Verdict = "on_the_way"
	// Paid: the payee's account is credited.
	Paid Verdict = "paid"
	// PaidUndebited: a portal says success and no debit stands beside it. Proves
	// payment only together with a booked debit.
	PaidUndebited Verdict = "paid_undebited"
	// Rejected: surely refused before settlement.
	Rejected Verdict = "rejected"
	// RejectedDebited: a portal says failure beside a debit of our account.
	RejectedDebited Verdict = "rejected_debited"
	// Returned: the amount is booked back on our account.
	Returned Verdict = "returned"
	// Debited: our account is debited, which proves nothing about the payee's.
	Debited Verdict = "debited"
	// Unknown: refused without a sure reason, or a word nobody has taught us.
	Unknown Verdict = "unknown"
	// Information: proves nothing.
	Information Verdict = "information"
)

// Verdicts returns every verdict.
func Verdicts() []Verdict {
	return []Verdict{
		Received, OnTheWay, Paid, PaidUndebited, Rejected, RejectedDebited,
		Returned, Debited, Unknown, Information,
	}
}

// Answer is one line of a bank's answer, paired with one instruction.
type Answer struct {
	Reference string // our EndToEndID, "" where it was paired by something else
	BankRef   string // the bank's own reference of the transaction, or ""
	Verdict   Verdict
	Status    string       // the bank's word
	Reason    string       // reason codes or words, the first one deciding its place in lists
	Text      string       // what else stood there
	Amount    money.Amount // money.Amount{} where none was answered
	Account   string
	BookedOn  civil.Date
	Line      int
	// Correction: not the bank's, but what two people put in the place of all
	// answers before it.
	Correction bool
}

// said is what makes two answers one and the same result.
type said struct {
	verdict Verdict
	bankRef string
	reason  string
	amount  money.Amount
}

func (a Answer) said() said {
	return said{verdict: a.Verdict, bankRef: a.BankRef, reason: a.Reason, amount: a.Amount}
}

// why is the shortest text that says why an answer moved a state.
func (a Answer) why() string {
	for _, s := range []string{a.Reason, a.Status} {
		if s != "" {
			return s
		}
	}
	return string(a.Verdict)
}
