package app

import (
	"context"
	"fmt"

	"chitra/internal/civil"
)

// ReturnRow is a row that goes back to its commune, with why.
type ReturnRow struct {
	ListRow
	Outcome   string `db:"outcome"`
	Action    string `db:"action"`
	Evidence  string `db:"evidence" sealed:"text"`
	FileName  string `db:"file_name"`
	Series    string `db:"series"`
	Programme string `db:"programme"`
}

// ReturnRejected is why a row goes back that a reviewer said is nobody's. Other
// rows go back for their outcome.
const ReturnRejected = "rejected"

// Why is the code of why the row goes back.
func (r ReturnRow) Why() string {
	if r.Action == ActionDecided {
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
// the match stopped them or found nobody, or a reviewer said it is nobody.
func (a *App) Returns(ctx context.Context, period civil.Month) ([]ReturnList, error) {
	var out []ReturnList
	err := a.store.View(ctx, func(tx Tx) error {
		rows, err := tx.ReturnRows(ctx, period.String())
		if err != nil {
			return fmt.Errorf("rows that go back: %w", err)
		}
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
			if r.Action == ActionDecided {
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
