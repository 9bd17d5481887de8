package app

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/money"
	"chitra/internal/place"
	"chitra/payout"
	"chitra/reports"
)

// DueAsOf is a payment as two months are compared: whose it is, and the account
// of its last instruction, else the one in use when its state last moved.
type DueAsOf struct {
	BeneficiaryID string `db:"beneficiary_id"`
	PersonalID    string `db:"personal_id"`
	Name          string `db:"payee_name"`
	Period        string `db:"period"`
	Commune       string `db:"commune"`
	Amount        int64  `db:"amount"`
	Currency      string `db:"currency"`
	BIN           string `db:"bin"` // "" for no account
	Account       string `db:"account_number"`
	Holder        string `db:"holder"`
}

// ChangesQuery asks how a month differs from the one before.
type ChangesQuery struct {
	Period    civil.Month
	Programme payout.Programme // "" for all
	AsOf      time.Time        // zero: now
}

// Changes compares the payments of a month with those of the month before, from
// the facts recorded by the cut-off. It refuses to give figures that do not add
// up.
func (a *App) Changes(ctx context.Context, q ChangesQuery) (*reports.ChangesReport, error) {
	if q.AsOf.IsZero() {
		q.AsOf = a.now()
	}
	var report *reports.ChangesReport
	err := a.store.View(ctx, func(tx Tx) error {
		info, err := tx.Info(ctx)
		if err != nil {
			return err
		}
		c := changes{app: a, tx: tx, query: q}
		if c.places, err = a.places(ctx, tx); err != nil {
			return err
		}
		report, err = reports.Changes(c.facts(ctx), q.Period, q.AsOf)
		if err := errors.Join(c.err, err); err != nil {
			return err
		}
		report.Practice, report.Programme = info.Practice, string(q.Programme)
		report.OpenBefore, report.OpenNow, err = c.open(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("report changes: %w", err)
	}
	return report, nil
}

// changes reads facts for one report.
type changes struct {
	app    *App
	tx     Tx
	query  ChangesQuery
	places *place.Table
	err    error
}

// span are the two months and the cut-off, as the store knows them.
func (c *changes) span() (before, now, asOf string) {
	return c.query.Period.Add(-1).String(), c.query.Period.String(), journal.Stamp(c.query.AsOf)
}

// facts hands on every payment. An error of the store ends them and is kept,
// since a report of half the facts is a lie.
func (c *changes) facts(ctx context.Context) iter.Seq[reports.Due] {
	return func(yield func(reports.Due) bool) {
		errStop := errors.New("stopped")
		before, now, asOf := c.span()
		err := c.tx.DuesAsOf(ctx, string(c.query.Programme), before, now, asOf, func(d DueAsOf) error {
			due, err := c.due(d)
			if err == nil && !yield(due) {
				err = errStop
			}
			return err
		})
		if err != nil && !errors.Is(err, errStop) {
			c.err = err
		}
	}
}

func (c *changes) due(d DueAsOf) (reports.Due, error) {
	month, err := civil.ParseMonth(d.Period)
	if err != nil {
		return reports.Due{}, fmt.Errorf("payment of %s: %w", d.BeneficiaryID, err)
	}
	amount, err := money.New(d.Amount, money.Currency(d.Currency))
	if err != nil {
		return reports.Due{}, fmt.Errorf("payment of %s: %w", d.BeneficiaryID, err)
	}
	out := reports.Due{Person: d.BeneficiaryID, Number: d.PersonalID, Name: d.Name, Month: month, Commune: d.Commune, Amount: amount,
		To: reports.PaidTo{Bank: d.BIN, Account: d.Account, Holder: d.Holder}}
	if found, ok := c.places.ByCode(d.Commune, month.Last()); ok {
		out.CommuneName = found.Name
	}
	if inst, ok := c.app.banks.ByBIN(d.BIN); ok {
		out.To.BankName = inst.ShortName
	}
	return out, nil
}

// open counts the rows in force of each month that are no payments.
func (c *changes) open(ctx context.Context) (before, now int, err error) {
	first, second, asOf := c.span()
	err = c.tx.RowsAsOf(ctx, first, second, asOf, func(r RowAsOf) error {
		switch {
		case c.query.Programme != "" && r.Programme != string(c.query.Programme):
		case r.Period == first:
			before++
		default:
			now++
		}
		return nil
	})
	return before, now, err
}
