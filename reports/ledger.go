package reports

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout/ledger"
)

// LedgerBy says what a line of the ledger's report is about.
type LedgerBy string

// A line is a batch at its paying account, or a paying account.
const (
	LedgerByBatch LedgerBy = "batch"
	LedgerByPayer LedgerBy = "payer"
)

// LedgerMovement is a number of entries from one account to another, added up.
type LedgerMovement struct {
	ledger.Movement
	Batch, Payer string
	Entries      int
	Amount       money.Amount
}

// LedgerReport is what stood in each account of the ledger by a moment.
type LedgerReport struct {
	From, To civil.Month
	By       LedgerBy
	AsOf     time.Time
	Practice bool
	Lines    []LedgerLine // by batch, then paying account
	Total    LedgerLine   // Batch and Payer are empty
}

// LedgerLine is what stands in the accounts: instructions and their amount. The
// Treasury has less than zero: what it gave.
type LedgerLine struct {
	Batch, Payer string
	Entries      int
	// Received is what the Treasury's receipts say of what was given back, and
	// GiveBackSince the first day of what it has not; zero for nothing.
	Received      Tally
	GiveBackSince civil.Date
	balances      map[ledger.Account]Tally
}

// Of is the balance of one account.
func (l *LedgerLine) Of(a ledger.Account) Tally { return l.balances[a] }

// Sum is what all accounts come to together: nothing, or the report is refused.
func (l *LedgerLine) Sum() (Tally, error) {
	var sum Tally
	for _, a := range ledger.Accounts() {
		if err := sum.merge(l.balances[a]); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// Ledger adds entries up. Accounts that do not come to zero, and an account but
// the Treasury below zero, are ErrConservation and name the line.
func Ledger(moved []LedgerMovement, from, to civil.Month, by LedgerBy, asOf time.Time) (*LedgerReport, error) {
	r := &LedgerReport{From: from, To: to, By: by, AsOf: asOf}
	lines := map[[2]string]*LedgerLine{}
	for _, m := range moved {
		key := [2]string{m.Batch, m.Payer}
		if by == LedgerByPayer {
			key[0] = ""
		}
		if lines[key] == nil {
			lines[key] = &LedgerLine{Batch: key[0], Payer: key[1]}
		}
		for _, l := range []*LedgerLine{lines[key], &r.Total} {
			if err := l.take(m); err != nil {
				return nil, fmt.Errorf("ledger of %s at %s: %w", m.Batch, m.Payer, err)
			}
		}
	}
	for _, l := range slices.Collect(maps.Values(lines)) {
		r.Lines = append(r.Lines, *l)
	}
	slices.SortFunc(r.Lines, func(a, b LedgerLine) int { return cmp.Or(cmp.Compare(a.Batch, b.Batch), cmp.Compare(a.Payer, b.Payer)) })
	return r, r.Check()
}

func (l *LedgerLine) take(m LedgerMovement) error {
	if l.balances == nil {
		l.balances = map[ledger.Account]Tally{}
	}
	l.Entries += m.Entries
	t := Tally{Count: m.Entries, Amount: m.Amount}
	to, from := l.balances[m.Debit], l.balances[m.Credit]
	if err := errors.Join(to.merge(t), from.takeOff(t)); err != nil {
		return err
	}
	l.balances[m.Debit], l.balances[m.Credit] = to, from
	return nil
}

// Receives says what of a batch at its paying account the Treasury confirmed, by
// its receipts: an answer may have moved the money since, or before.
func (r *LedgerReport) Receives(batch, payer string, t Tally) error {
	for i := range r.Lines {
		if l := &r.Lines[i]; l.Payer == payer && (l.Batch == batch || r.By == LedgerByPayer) {
			if err := l.Received.merge(t); err != nil {
				return err
			}
		}
	}
	return r.Total.Received.merge(t)
}

// Waits says since when money of a batch at its paying account is on its way back
// to the Treasury.
func (r *LedgerReport) Waits(batch, payer string, since civil.Date) {
	first := func(l *LedgerLine) {
		if l.GiveBackSince.IsZero() || since.Compare(l.GiveBackSince) < 0 {
			l.GiveBackSince = since
		}
	}
	for i := range r.Lines {
		if l := &r.Lines[i]; l.Payer == payer && (l.Batch == batch || r.By == LedgerByPayer) {
			first(l)
		}
	}
	first(&r.Total)
}

// GiveBackDays is for how many days the oldest of what a line has given back has
// been on its way; ok is false where nothing is.
func (r *LedgerReport) GiveBackDays(l *LedgerLine) (days int, ok bool) {
	if l.GiveBackSince.IsZero() {
		return 0, false
	}
	return civil.DateOf(r.AsOf).DaysSince(l.GiveBackSince)
}

// Check says whether the accounts of every line, and of all, come to zero, and
// whether the lines are the total.
func (r *LedgerReport) Check() error {
	all := map[ledger.Account]Tally{}
	for i := range r.Lines {
		l := &r.Lines[i]
		if err := l.check(); err != nil {
			return fmt.Errorf("%s at %s: %w", l.Batch, l.Payer, err)
		}
		for _, a := range ledger.Accounts() {
			t := all[a]
			if err := t.merge(l.balances[a]); err != nil {
				return err
			}
			all[a] = t
		}
	}
	for _, a := range ledger.Accounts() {
		if !all[a].equal(r.Total.balances[a]) {
			return fmt.Errorf("%w: the lines are not the total of %s", ErrConservation, a)
		}
	}
	return r.Total.check()
}

func (l *LedgerLine) check() error {
	sum, err := l.Sum()
	if err != nil {
		return err
	}
	if sum.Count != 0 || !sum.Amount.IsZero() {
		return fmt.Errorf("%w: the accounts come to %s", ErrConservation, sum.Amount.Digits())
	}
	for a, t := range l.balances {
		if a != ledger.Treasury && (t.Count < 0 || t.Amount.Sign() < 0) {
			return fmt.Errorf("%w: %s is left with %s", ErrConservation, a, t.Amount.Digits())
		}
	}
	return nil
}

// MarshalJSON refuses a report whose sums do not hold. The total's figures stand
// at the top, each line's in lines.
func (r *LedgerReport) MarshalJSON() ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	out := r.fields(&r.Total)
	lines := make([]map[string]any, len(r.Lines))
	for i := range r.Lines {
		lines[i] = r.fields(&r.Lines[i])
		lines[i]["batch"], lines[i]["payer"] = r.Lines[i].Batch, r.Lines[i].Payer
	}
	out["lines"], out["by"] = lines, r.By
	out["period_from"], out["period_to"] = r.From.String(), r.To.String()
	out["as_of"], out["practice"] = moment(r.AsOf), r.Practice
	return json.Marshal(out)
}

func (r *LedgerReport) fields(l *LedgerLine) map[string]any {
	out := map[string]any{"entries": l.Entries}
	for _, a := range ledger.Accounts() {
		out[string(a)], out[string(a)+"_amount"] = l.balances[a].Count, l.balances[a].Amount.Digits()
	}
	sum, _ := l.Sum() // checked before
	out["sum_amount"] = sum.Amount.Digits()
	out["received"], out["received_amount"] = l.Received.Count, l.Received.Amount.Digits()
	out["give_back_since"], out["give_back_days"] = l.GiveBackSince.ISO(), 0
	if days, ok := r.GiveBackDays(l); ok {
		out["give_back_days"] = days
	}
	return out
}

// WriteJSON writes the report as one indented JSON object.
func (r *LedgerReport) WriteJSON(w io.Writer) error { return writeJSON(w, r) }

// WriteCSV writes a heading, the lines and the total, numbers in plain digits.
func (r *LedgerReport) WriteCSV(w io.Writer) error {
	if err := r.Check(); err != nil {
		return err
	}
	heading := []string{"period_from", "period_to", "as_of", "practice", "batch", "payer", "entries"}
	for _, a := range ledger.Accounts() {
		heading = append(heading, string(a), string(a)+"_amount")
	}
	rows := [][]string{append(heading, "sum_amount", "received", "received_amount", "give_back_since")}
	for i := range r.Lines {
		rows = append(rows, r.csvRow(&r.Lines[i], r.Lines[i].Batch))
	}
	return writeCSV(w, append(rows, r.csvRow(&r.Total, "total")))
}

func (r *LedgerReport) csvRow(l *LedgerLine, batch string) []string {
	row := []string{r.From.String(), r.To.String(), moment(r.AsOf), strconv.FormatBool(r.Practice), Inert(batch), Inert(l.Payer), strconv.Itoa(l.Entries)}
	for _, a := range ledger.Accounts() {
		row = append(row, strconv.Itoa(l.balances[a].Count), l.balances[a].Amount.Digits())
	}
	sum, _ := l.Sum() // checked before
	return append(row, sum.Amount.Digits(), strconv.Itoa(l.Received.Count), l.Received.Amount.Digits(), l.GiveBackSince.ISO())
}
