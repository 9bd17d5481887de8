package app

import (
	"context"
	"fmt"
	"slices"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/payout"
)

// ReturnRow is a row that goes back to its commune, with why.
type ReturnRow struct {
	ListRow
	Outcome   string `db:"outcome"`
	Action    string `db:"action"`
	Hold      string `db:"hold"`
	Evidence  string `db:"evidence" sealed:"text"`
	FileName  string `db:"file_name"`
	Series    string `db:"series"`
	Programme string `db:"programme"`
}

// accepted reports whether the row has somebody to be paid.
func (r ReturnRow) accepted() bool {
	return r.Action == ActionAutomatic || r.Action == ActionDecided && r.Hold != string(payout.HoldIneligible)
}

// ReturnRejected is why a row goes back that a reviewer said is nobody's. Other
// rows go back for their outcome.
const ReturnRejected = "rejected"

// Why is the code of why the row goes back.
func (r ReturnRow) Why() string {
	switch {
	case r.accepted():
		return string(registry.PersonRepeated)
	case r.Action == ActionDecided:
		return ReturnRejected
	}
	return r.Outcome
}

// ReturnList is what goes back to one commune.
type ReturnList struct {
	Commune string // code
	Name    string // code and name
	Rows    []ReturnedRow
}

// ReturnedRow is a row that goes back, with what the reviewer wrote.
type ReturnedRow struct {
	ReturnRow
	Said string // the reviewer's reason, where one said nobody is this person
}

// Returns are the rows in force of a period that cannot be matched, by commune:
// the match stopped them or found nobody, a reviewer said it is nobody, or their
// person stands on another row of the programme, so that no batch pays either.
func (a *App) Returns(ctx context.Context, period civil.Month) ([]ReturnList, error) {
	var out []ReturnList
	err := a.store.View(ctx, func(tx Tx) error {
		rows, err := tx.ReturnRows(ctx, period.String())
		if err != nil {
			return fmt.Errorf("rows that go back: %w", err)
		}
		repeated, err := repeatedRows(ctx, tx, period)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r ReturnRow) bool { return r.accepted() && !repeated[rowID{r.VersionNo, r.RowKey}] })
		places, err := a.places(ctx, tx)
		if err != nil {
			return err
		}
		said := map[string]map[string]DecisionNow{}
		for _, r := range rows {
			if n := len(out); n == 0 || out[n-1].Commune != r.Commune {
				out = append(out, ReturnList{Commune: r.Commune, Name: communeNamed(places, r.Commune, period)})
			}
			one := ReturnedRow{ReturnRow: r}
			if r.Why() == ReturnRejected {
				if said[r.Programme] == nil {
					if said[r.Programme], err = decisionsOf(ctx, tx, r.Programme); err != nil {
						return err
					}
				}
				one.Said = said[r.Programme][r.PersonKey].Reason
			}
			l := &out[len(out)-1]
			l.Rows = append(l.Rows, one)
		}
		return nil
	})
	return out, err
}
