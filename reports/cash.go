package reports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"chitra/internal/civil"
	"chitra/payout"
)

// CashOffer is a number of payments on one list of a desk that stood in one state.
type CashOffer struct {
	Desk, Batch, List string
	Commune, Place    string
	State             payout.InstructionState
	Tally
}

// CashReport is what cash desks were given to pay and what they have answered, by
// list, as of a moment. It is no part of the figures of payment without cash.
type CashReport struct {
	From, To civil.Month
	AsOf     time.Time
	Practice bool
	Lines    []CashLine // by desk, batch and list
	Total    CashLine   // names nothing
	// Waiting are payments for a desk whose list has not left: in a draft, or waiting
	// for approval. NoDesk are payments held for want of a usable account that no
	// desk is to pay.
	Waiting, NoDesk Tally
}

// CashLine is one list. A payment that was offered on two lists stands on both.
type CashLine struct {
	Desk, Batch, List string
	Commune, Place    string // the code, and the name it had then
	Listed            Tally  // all of them
	Collected         Tally
	NotCollected      Tally
	Open              Tally // not answered yet, and the desk is within its time
	Unknown           Tally // past it, or answered in two ways
}

// Cash adds offers up, in any order. A state that no list's payment can be in is an
// error.
func Cash(offers []CashOffer, from, to civil.Month, asOf time.Time) (*CashReport, error) {
	r := &CashReport{From: from, To: to, AsOf: asOf}
	for _, o := range offers {
		at := slices.IndexFunc(r.Lines, func(l CashLine) bool { return l.Batch == o.Batch && l.List == o.List })
		if at < 0 {
			at = len(r.Lines)
			r.Lines = append(r.Lines, CashLine{Desk: o.Desk, Batch: o.Batch, List: o.List, Commune: o.Commune, Place: o.Place})
		}
		for _, l := range []*CashLine{&r.Lines[at], &r.Total} {
			if err := l.take(o); err != nil {
				return nil, fmt.Errorf("list %s: %w", o.List, err)
			}
		}
	}
	slices.SortFunc(r.Lines, func(a, b CashLine) int {
		return cmp.Or(cmp.Compare(a.Desk, b.Desk), cmp.Compare(a.Batch, b.Batch), cmp.Compare(a.List, b.List))
	})
	return r, r.Check()
}

func (l *CashLine) take(o CashOffer) error {
	at := map[payout.InstructionState]*Tally{payout.InstructionPaid: &l.Collected, payout.InstructionRejected: &l.NotCollected,
		payout.InstructionReturned: &l.NotCollected, payout.InstructionSent: &l.Open, payout.InstructionUnknown: &l.Unknown}[o.State]
	if at == nil {
		return fmt.Errorf("%w: %d payments are %s", ErrConservation, o.Count, o.State)
	}
	if err := at.merge(o.Tally); err != nil {
		return err
	}
	return l.Listed.merge(o.Tally)
}

// Wants reports whether somebody has to do something: money not collected or not
// known of, or people whom no desk pays.
func (r *CashReport) Wants() bool {
	return r.Total.NotCollected.Count+r.Total.Unknown.Count+r.NoDesk.Count > 0
}

// Check says whether every list is the sum of its places, and the lists are the
// total.
func (r *CashReport) Check() error {
	var all Tally
	for i := range r.Lines {
		l := &r.Lines[i]
		if err := l.check(); err != nil {
			return fmt.Errorf("list %s: %w", l.List, err)
		}
		if err := all.merge(l.Listed); err != nil {
			return err
		}
	}
	if !all.equal(r.Total.Listed) {
		return fmt.Errorf("%w: the lists are not the total", ErrConservation)
	}
	return r.Total.check()
}

func (l *CashLine) check() error {
	var sum Tally
	for _, t := range []Tally{l.Collected, l.NotCollected, l.Open, l.Unknown} {
		if err := sum.merge(t); err != nil {
			return err
		}
	}
	if !sum.equal(l.Listed) {
		return fmt.Errorf("%w: %d are listed and %d stand somewhere", ErrConservation, l.Listed.Count, sum.Count)
	}
	return nil
}

// places are the tallies of a line with their stable names.
func (l *CashLine) places() []namedTally {
	return []namedTally{{"listed", l.Listed}, {"collected", l.Collected}, {"not_collected", l.NotCollected}, {"open", l.Open}, {"unknown", l.Unknown}}
}

// MarshalJSON refuses a report whose sums do not hold. The total's figures stand
// at the top, each list's in lines.
func (r *CashReport) MarshalJSON() ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	put := func(out map[string]any, all ...namedTally) map[string]any {
		for _, t := range all {
			out[t.name], out[t.name+"_amount"] = t.Count, t.Amount.Digits()
		}
		return out
	}
	out := put(map[string]any{}, append(r.Total.places(), namedTally{"waiting", r.Waiting}, namedTally{"no_desk", r.NoDesk})...)
	lines := make([]map[string]any, len(r.Lines))
	for i := range r.Lines {
		l := &r.Lines[i]
		lines[i] = put(map[string]any{"desk": l.Desk, "batch": l.Batch, "list": l.List, "commune": l.Commune, "place": l.Place}, l.places()...)
	}
	out["lines"], out["practice"] = lines, r.Practice
	out["period_from"], out["period_to"], out["as_of"] = r.From.String(), r.To.String(), moment(r.AsOf)
	return json.Marshal(out)
}

// WriteJSON writes the report as one indented JSON object.
func (r *CashReport) WriteJSON(w io.Writer) error { return writeJSON(w, r) }

// WriteCSV writes a heading, the lists and the total, numbers in plain digits.
func (r *CashReport) WriteCSV(w io.Writer) error {
	if err := r.Check(); err != nil {
		return err
	}
	heading := []string{"period_from", "period_to", "as_of", "practice", "desk", "batch", "list", "commune", "place"}
	for _, t := range r.Total.places() {
		heading = append(heading, t.name, t.name+"_amount")
	}
	rows := [][]string{heading}
	for i := range r.Lines {
		rows = append(rows, r.csvRow(&r.Lines[i], r.Lines[i].Desk))
	}
	return writeCSV(w, append(rows, r.csvRow(&r.Total, "total")))
}

func (r *CashReport) csvRow(l *CashLine, desk string) []string {
	row := []string{r.From.String(), r.To.String(), moment(r.AsOf), strconv.FormatBool(r.Practice), Inert(desk), Inert(l.Batch), Inert(l.List),
		Inert(l.Commune), Inert(l.Place)}
	for _, t := range l.places() {
		row = append(row, strconv.Itoa(t.Count), t.Amount.Digits())
	}
	return row
}
