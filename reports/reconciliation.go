package reports

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"

	"chitra/internal/civil"
)

// Stage is what became of money on its way, as the two sides tell it.
type Stage uint8

// The stages. Approved, Sent and the four that Sent splits into are our side's,
// each instruction by where it stands at the cut-off; Debited is the bank's.
const (
	StageApproved  Stage = iota // payments of approved batches
	StageSent                   // instructions of released files
	StageDebited                // what the bank took from the paying account
	StagePaid                   // instructions that reached their payee
	StageReturned               // instructions booked back whole
	StageRejected               // instructions refused before settlement
	StageOpen                   // instructions still sent or unknown
	StageRecovered              // what came back of money that left more than once
	StageWaiting                // approved payments whose file has not left
	StageWithdrawn              // payments taken out after they were approved
)

// Movement is one payment, instruction or bank entry at a stage, or a number of
// them already added up.
type Movement struct {
	Batch, Payer string
	Desk         bool // the payer is a cash desk
	Stage        Stage
	Tally
}

// ReconciliationReport holds what we say against what the banks say, for each
// batch and paying account.
type ReconciliationReport struct {
	From, To civil.Month
	AsOf     time.Time
	Unit     string
	Practice bool
	Lines    []ReconciliationLine // by batch, then paying account
	Total    ReconciliationLine   // of payment without cash; Batch and Payer are empty
	Desks    ReconciliationLine   // of cash desks, likewise
	Accounts []AccountLine        // by paying account
}

// ReconciliationLine is one batch at one paying account.
type ReconciliationLine struct {
	Batch, Payer                                            string
	Desk                                                    bool // the payer is a cash desk
	Approved, Sent, Debited, Paid, Returned, Rejected, Open Tally
	Recovered, Waiting, Withdrawn                           Tally
	// Difference is Debited − Paid − Returned − Open − Recovered: more than zero
	// is money the bank took that nothing of ours explains, less is money we count
	// on that no debit has been seen for yet.
	Difference Tally
	// Missing is Approved − Waiting − Sent: nothing explains it.
	Missing Tally
	// Explained is the part of the difference that explanations cover, Unexplained
	// the rest.
	Explained, Unexplained Tally
	Explanations           []Explanation
	ClosedStanding         []Explanation // closed by people, and explaining nothing
}

// Reconciliation adds movements up, in any order. An instruction that has left
// is paid, returned, rejected or open: where the four are not what was sent,
// the error is ErrConservation and names the batch.
func Reconciliation(movements iter.Seq[Movement], from, to civil.Month, asOf time.Time) (*ReconciliationReport, error) {
	r := &ReconciliationReport{From: from, To: to, AsOf: asOf}
	type key struct{ batch, payer string }
	lines := map[key]*ReconciliationLine{}
	for m := range movements {
		k := key{m.Batch, m.Payer}
		if lines[k] == nil {
			lines[k] = &ReconciliationLine{Batch: m.Batch, Payer: m.Payer, Desk: m.Desk}
		}
		for _, line := range []*ReconciliationLine{lines[k], r.totalOf(lines[k])} {
			if err := line.take(m); err != nil {
				return nil, fmt.Errorf("reconcile batch %s at %s: %w", m.Batch, m.Payer, err)
			}
		}
	}
	r.Lines = make([]ReconciliationLine, 0, len(lines))
	for line := range maps.Values(lines) {
		r.Lines = append(r.Lines, *line)
	}
	slices.SortFunc(r.Lines, func(a, b ReconciliationLine) int {
		return cmp.Or(cmp.Compare(a.Batch, b.Batch), cmp.Compare(a.Payer, b.Payer))
	})
	return r, r.Check()
}

// totalOf is the total that a line is a part of.
func (r *ReconciliationReport) totalOf(l *ReconciliationLine) *ReconciliationLine {
	if l.Desk {
		return &r.Desks
	}
	return &r.Total
}

func (l *ReconciliationLine) take(m Movement) error {
	if m.Stage > StageWithdrawn {
		return fmt.Errorf("unknown stage %d", m.Stage)
	}
	at := [...]*Tally{&l.Approved, &l.Sent, &l.Debited, &l.Paid, &l.Returned, &l.Rejected, &l.Open,
		&l.Recovered, &l.Waiting, &l.Withdrawn}[m.Stage]
	if err := at.merge(m.Tally); err != nil {
		return err
	}
	switch m.Stage {
	case StageApproved:
		return l.Missing.merge(m.Tally)
	case StageWaiting, StageSent:
		return l.Missing.takeOff(m.Tally)
	case StageDebited:
		return errors.Join(l.Difference.merge(m.Tally), l.Unexplained.merge(m.Tally))
	case StagePaid, StageReturned, StageOpen, StageRecovered:
		return errors.Join(l.Difference.takeOff(m.Tally), l.Unexplained.takeOff(m.Tally))
	}
	return nil
}

// Check says whether the totals hold, of each line and of the report.
func (r *ReconciliationReport) Check() error {
	var approved, debited [2]Tally // of banks, and of desks
	for i := range r.Lines {
		l := &r.Lines[i]
		if err := l.check(); err != nil {
			return fmt.Errorf("batch %s at %s: %w", l.Batch, l.Payer, err)
		}
		of := 0
		if l.Desk {
			of = 1
		}
		if err := errors.Join(approved[of].merge(l.Approved), debited[of].merge(l.Debited)); err != nil {
			return fmt.Errorf("batch %s at %s: %w", l.Batch, l.Payer, err)
		}
	}
	for of, total := range []*ReconciliationLine{&r.Total, &r.Desks} {
		if !approved[of].equal(total.Approved) || !debited[of].equal(total.Debited) {
			return fmt.Errorf("%w: the lines are not the total", ErrConservation)
		}
		if err := total.check(); err != nil {
			return err
		}
	}
	return nil
}

func (l *ReconciliationLine) check() error {
	var parts Tally
	for _, t := range []Tally{l.Paid, l.Returned, l.Rejected, l.Open} {
		if err := parts.merge(t); err != nil {
			return err
		}
	}
	if !parts.equal(l.Sent) {
		return fmt.Errorf("%w: sent are %d of %s, by where they stand %d of %s", ErrConservation,
			l.Sent.Count, l.Sent.Amount.Digits(), parts.Count, parts.Amount.Digits())
	}
	covered := l.Explained
	if err := covered.merge(l.Unexplained); err != nil || !covered.equal(l.Difference) {
		return errors.Join(err, fmt.Errorf("%w: explained and unexplained are not the difference", ErrConservation))
	}
	return nil
}

// columns are the figures of a line in the order and under the names of the
// report.
func (l *ReconciliationLine) columns() []namedTally {
	return []namedTally{
		{"approved", l.Approved},
		{"sent", l.Sent},
		{"debited", l.Debited},
		{"paid", l.Paid},
		{"returned", l.Returned},
		{"rejected", l.Rejected},
		{"open", l.Open},
		{"difference", l.Difference},
		{"recovered", l.Recovered},
		{"waiting", l.Waiting},
		{"withdrawn", l.Withdrawn},
		{"missing", l.Missing},
		{"explained", l.Explained},
		{"unexplained", l.Unexplained},
	}
}

type namedTally struct {
	name string
	Tally
}

// MarshalJSON refuses a report whose sums do not hold. The total's figures
// stand at the top, those of cash desks in desks, each batch's in lines.
func (r *ReconciliationReport) MarshalJSON() ([]byte, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	out := r.Total.fields()
	lines := make([]map[string]any, len(r.Lines))
	for i := range r.Lines {
		lines[i] = r.Lines[i].fields()
		lines[i]["batch"], lines[i]["payer"], lines[i]["desk"] = r.Lines[i].Batch, r.Lines[i].Payer, r.Lines[i].Desk
		lines[i]["explanations"] = explanationFields(r.Lines[i].Explanations)
		lines[i]["closed_while_standing"] = explanationFields(r.Lines[i].ClosedStanding)
	}
	out["lines"], out["accounts"], out["desks"] = lines, accountFields(r.Accounts), r.Desks.fields()
	out["period_from"], out["period_to"] = r.From.String(), r.To.String()
	out["as_of"], out["practice"], out["unit"] = moment(r.AsOf), r.Practice, r.Unit
	return json.Marshal(out)
}

func (l *ReconciliationLine) fields() map[string]any {
	out := map[string]any{}
	for _, c := range l.columns() {
		out[c.name], out[c.name+"_amount"] = c.Count, c.Amount.Digits()
	}
	return out
}

// WriteJSON writes the report as one indented JSON object.
func (r *ReconciliationReport) WriteJSON(w io.Writer) error { return writeJSON(w, r) }

// WriteCSV writes a heading, a row for each batch and paying account, and the
// total, with that of cash desks where there are any, numbers in plain digits.
func (r *ReconciliationReport) WriteCSV(w io.Writer) error {
	if err := r.Check(); err != nil {
		return err
	}
	heading := []string{"period_from", "period_to", "as_of", "practice", "batch", "payer"}
	for _, c := range r.Total.columns() {
		heading = append(heading, c.name, c.name+"_amount")
	}
	rows := [][]string{heading}
	for i := range r.Lines {
		rows = append(rows, r.csvRow(&r.Lines[i], r.Lines[i].Batch))
	}
	rows = append(rows, r.csvRow(&r.Total, "total"))
	if r.HasDesks() {
		rows = append(rows, r.csvRow(&r.Desks, "total_desks"))
	}
	return writeCSV(w, rows)
}

// HasDesks reports whether a line is a cash desk's.
func (r *ReconciliationReport) HasDesks() bool {
	return slices.ContainsFunc(r.Lines, func(l ReconciliationLine) bool { return l.Desk })
}

func (r *ReconciliationReport) csvRow(l *ReconciliationLine, batch string) []string {
	row := []string{
		r.From.String(), r.To.String(), moment(r.AsOf), strconv.FormatBool(r.Practice),
		Inert(batch), Inert(l.Payer),
	}
	for _, c := range l.columns() {
		row = append(row, strconv.Itoa(c.Count), c.Amount.Digits())
	}
	return row
}
