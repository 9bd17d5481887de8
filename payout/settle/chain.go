package settle

import (
	"cmp"
	"slices"

	"chitra/internal/civil"
)

// The codes of exceptions between statements of one account.
const (
	// ExceptionStatementGap: a statement is missing, by the bank's own count, or a
	// working day that no statement covers.
	ExceptionStatementGap = "statement_gap"
	// ExceptionStatementOverlap: two statements cover a day, or have one number.
	ExceptionStatementOverlap = "statement_overlap"
	// ExceptionStatementDiffers: the same statement came with other figures.
	ExceptionStatementDiffers = "statement_differs"
	// ExceptionBalanceBreak: a statement does not begin where the one before it
	// ended.
	ExceptionBalanceBreak = "balance_break"
)

// ChainCodes returns every code that a Break may hold.
func ChainCodes() []string {
	return []string{ExceptionStatementGap, ExceptionStatementOverlap, ExceptionStatementDiffers, ExceptionBalanceBreak}
}

// Stated is one statement of an account, or a page of one. Balances are minor
// units, nil where not told.
type Stated struct {
	Fact             string // how it is named where it is kept
	ID               string // the bank's own
	Sequence         int64  // 0 where not told
	From, To         civil.Date
	Page             int
	Last             bool
	Opening, Closing *int64
	Entries          int64
	Credits, Debits  int64
}

// sameAs: the same statement, or another page of it.
func (s Stated) sameAs(o Stated) bool {
	return s.ID == o.ID && s.Sequence == o.Sequence && s.From == o.From && s.To == o.To
}

// Repeats reports whether s says just what o said: it adds nothing. Statements
// without a day or without both balances may be different ones that look alike.
func (s Stated) Repeats(o Stated) bool {
	return !s.From.IsZero() && s.sameAs(o) && s.Page == o.Page && s.Opening != nil && s.Closing != nil && o.Opening != nil && o.Closing != nil &&
		*s.Opening == *o.Opening && *s.Closing == *o.Closing && s.Entries == o.Entries && s.Credits == o.Credits && s.Debits == o.Debits
}

// Break is where statements of an account do not lead from one to the next. It is
// the same break as long as Key is the same.
type Break struct {
	Kind   string
	Key    string
	Amount int64 // what one begins with beyond what the other ended with
	After  Stated
	Next   Stated
}

// Chain holds the statements of one account against each other, in any order and
// however often each came: each begins where the one before it ended, and none is
// missing or covers a day twice. A number that starts anew with a year is none
// missing. Statements of no day have no place among the others.
func Chain(all []Stated, holidays func(civil.Date) bool) []Break {
	if holidays == nil {
		holidays = func(civil.Date) bool { return false }
	}
	whole, out := assembled(all)
	for n := 1; n < len(whole); n++ {
		if b, ok := between(whole[n-1], whole[n], holidays); ok {
			out = append(out, b)
		}
	}
	return out
}

// assembled puts pages together, drops what came twice, and sorts by day.
func assembled(all []Stated) (whole []Stated, differ []Break) {
	all = slices.DeleteFunc(slices.Clone(all), func(s Stated) bool { return s.From.IsZero() })
	slices.SortStableFunc(all, func(a, b Stated) int {
		return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Sequence, b.Sequence), a.To.Compare(b.To), cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Page, b.Page), cmp.Compare(a.Fact, b.Fact))
	})
	for n, s := range all {
		switch {
		case n == 0 || !s.sameAs(all[n-1]):
			whole = append(whole, s)
		case s.Page != all[n-1].Page:
			last := &whole[len(whole)-1]
			last.Opening, last.Closing = cmp.Or(last.Opening, s.Opening), cmp.Or(s.Closing, last.Closing)
			last.Entries, last.Credits, last.Debits = last.Entries+s.Entries, last.Credits+s.Credits, last.Debits+s.Debits
		case !s.Repeats(all[n-1]) && s.differsFrom(all[n-1]):
			differ = append(differ, Break{Kind: ExceptionStatementDiffers, Key: key(all[n-1], s), Amount: beyond(all[n-1].Closing, s.Closing), After: all[n-1], Next: s})
		}
	}
	return whole, differ
}

// differsFrom reports whether two copies of one page say different things.
func (s Stated) differsFrom(o Stated) bool {
	unlike := func(a, b *int64) bool { return a != nil && b != nil && *a != *b }
	return s.Entries != o.Entries || s.Credits != o.Credits || s.Debits != o.Debits || unlike(s.Opening, o.Opening) || unlike(s.Closing, o.Closing)
}

func key(a, b Stated) string { return a.To.ISO() + " " + a.ID + "/" + b.From.ISO() + " " + b.ID }

// beyond is what b is beyond a; nothing where one of them is not told.
func beyond(a, b *int64) int64 {
	if a == nil || b == nil {
		return 0
	}
	return *b - *a
}

// between says what is wrong between two statements that follow each other.
func between(a, b Stated, holidays func(civil.Date) bool) (Break, bool) {
	out := Break{Key: key(a, b), Amount: beyond(a.Closing, b.Opening), After: a, Next: b}
	counted := a.Sequence > 0 && b.Sequence > 0
	follows := counted && (b.Sequence == a.Sequence+1 || b.Sequence == 1 && b.From.Year() > a.From.Year())
	chained := a.Closing != nil && b.Opening != nil && out.Amount == 0
	switch {
	case b.From.Compare(a.To) < 0, b.From == a.To && !follows && !chained, counted && b.Sequence == a.Sequence:
		out.Kind = ExceptionStatementOverlap
	case counted && !follows, !counted && missesDay(a.To, b.From, holidays):
		out.Kind = ExceptionStatementGap
	case out.Amount != 0:
		out.Kind = ExceptionBalanceBreak
	}
	return out, out.Kind != ""
}

// missesDay reports whether a working day lies between two days.
func missesDay(last, next civil.Date, holidays func(civil.Date) bool) bool {
	if last.IsZero() || next.IsZero() {
		return false
	}
	return civil.NextWorkingDay(last, holidays).Compare(next) < 0
}
