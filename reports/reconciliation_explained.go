package reports

import (
	"cmp"
	"fmt"
	"slices"

	"chitra/internal/money"
)

// InTransit explains the difference of an instruction that has left within the
// bank's time.
const InTransit = "in_transit"

// Owners of what is in transit: the bank, or the cash desk that has not answered yet.
const (
	OwnerBank = "bank"
	OwnerDesk = "desk"
)

// Explanation covers a part of a batch's difference: an open exception somebody
// owns, or money on its way.
type Explanation struct {
	Batch, Payer string
	Kind         string // of the exception, or InTransit
	Exception    string // its id; "" for money on its way
	Owner, Due   string
	OwnedBy      string // "user" or "role": a user may be called as a role is; "" for money on its way
	Tally               // the part of the difference it covers
}

// ClosedStanding tells of exceptions that people closed, Owner being who did and Due
// the day, while the difference stands: they cover nothing.
func (r *ReconciliationReport) ClosedStanding(all []Explanation) error {
	for _, x := range all {
		at := slices.IndexFunc(r.Lines, func(l ReconciliationLine) bool { return l.Batch == x.Batch && l.Payer == x.Payer })
		if at < 0 {
			return fmt.Errorf("exception %s of batch %s at %s, which is not in the report", x.Exception, x.Batch, x.Payer)
		}
		r.Lines[at].ClosedStanding = append(r.Lines[at].ClosedStanding, x)
	}
	for i := range r.Lines {
		slices.SortFunc(r.Lines[i].ClosedStanding, func(a, b Explanation) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Exception, b.Exception))
		})
	}
	return nil
}

// Explain takes explanations, each of a batch in the report. Those of money on
// its way are added up by day.
func (r *ReconciliationReport) Explain(all []Explanation) error {
	for _, x := range all {
		at := slices.IndexFunc(r.Lines, func(l ReconciliationLine) bool { return l.Batch == x.Batch && l.Payer == x.Payer })
		if at < 0 {
			return fmt.Errorf("explain batch %s at %s, which is not in the report", x.Batch, x.Payer)
		}
		for _, l := range []*ReconciliationLine{&r.Lines[at], r.totalOf(&r.Lines[at])} {
			if err := l.Explained.merge(x.Tally); err != nil {
				return err
			}
			if err := l.Unexplained.takeOff(x.Tally); err != nil {
				return err
			}
		}
		if err := r.Lines[at].explain(x); err != nil {
			return err
		}
	}
	for i := range r.Lines {
		slices.SortFunc(r.Lines[i].Explanations, func(a, b Explanation) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Exception, b.Exception), cmp.Compare(a.Due, b.Due))
		})
	}
	return r.Check()
}

func (l *ReconciliationLine) explain(x Explanation) error {
	at := slices.IndexFunc(l.Explanations, func(y Explanation) bool {
		return x.Exception == y.Exception && x.Kind == y.Kind && x.Due == y.Due && x.Owner == y.Owner && x.OwnedBy == y.OwnedBy
	})
	if at < 0 {
		l.Explanations = append(l.Explanations, x)
		return nil
	}
	return l.Explanations[at].merge(x.Tally)
}

// IsZero reports whether there is nothing in it.
func (t Tally) IsZero() bool { return t.Count == 0 && t.Amount.IsZero() }

// Settled reports whether all is explained: every batch's difference, what was
// approved, and both sides of every account.
func (r *ReconciliationReport) Settled() bool {
	for _, l := range r.Lines {
		if !l.Unexplained.IsZero() || !l.Missing.IsZero() {
			return false
		}
	}
	return !slices.ContainsFunc(r.Accounts, func(a AccountLine) bool { return !a.Settled() })
}

// AccountKind is what one kind of lines on statements comes to.
type AccountKind struct {
	Kind   string // debited, returned, or as of the exception
	Debit  bool
	Count  int
	Amount money.Amount
}

// AccountLine is a paying account as its statements tell it. Opening and closing
// balance are the zero Amount where none is told.
type AccountLine struct {
	Payer            string
	Statements       int
	From, To         string // days
	Opening, Closing money.Amount
	Credits, Debits  money.Amount // of booked entries
	Kinds            []AccountKind
	// What lines come to less than the entries do, on each side.
	UnexplainedCredits, UnexplainedDebits money.Amount
}

// Account begins an account of which nothing is told apart yet.
func Account(payer string, credits, debits money.Amount) AccountLine {
	return AccountLine{Payer: payer, Credits: credits, Debits: debits, UnexplainedCredits: credits, UnexplainedDebits: debits}
}

// Add takes a kind of lines off the side they are on.
func (a *AccountLine) Add(k AccountKind) error {
	side := &a.UnexplainedCredits
	if k.Debit {
		side = &a.UnexplainedDebits
	}
	left, err := side.Sub(k.Amount)
	if err != nil {
		return fmt.Errorf("account %s: %w", a.Payer, err)
	}
	*side = left
	a.Kinds = append(a.Kinds, k)
	return nil
}

// Settled reports whether every booked entry is told apart.
func (a AccountLine) Settled() bool {
	return a.UnexplainedCredits.IsZero() && a.UnexplainedDebits.IsZero()
}

func explanationFields(all []Explanation) []map[string]any {
	out := make([]map[string]any, 0, len(all))
	for _, x := range all {
		out = append(out, map[string]any{"kind": x.Kind, "exception": x.Exception, "owner": x.Owner, "owned_by": x.OwnedBy, "due": x.Due,
			"count": x.Count, "amount": x.Amount.Digits()})
	}
	return out
}

func accountFields(all []AccountLine) []map[string]any {
	told := func(a money.Amount) string {
		if a.Currency() == "" {
			return ""
		}
		return a.Digits()
	}
	out := make([]map[string]any, 0, len(all))
	for _, a := range all {
		kinds := make([]map[string]any, 0, len(a.Kinds))
		for _, k := range a.Kinds {
			kinds = append(kinds, map[string]any{"kind": k.Kind, "debit": k.Debit, "count": k.Count, "amount": k.Amount.Digits()})
		}
		out = append(out, map[string]any{"payer": a.Payer, "statements": a.Statements, "from": a.From, "to": a.To,
			"opening": told(a.Opening), "closing": told(a.Closing), "credits": a.Credits.Digits(), "debits": a.Debits.Digits(), "kinds": kinds,
			"unexplained_credits": a.UnexplainedCredits.Digits(), "unexplained_debits": a.UnexplainedDebits.Digits()})
	}
	return out
}
