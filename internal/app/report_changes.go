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
	PersonalID    string `db:"personal_id" sealed:"identity"`
	Name          string `db:"payee_name"`
	Period        string `db:"period"`
	Commune       string `db:"commune"`
	Amount        int64  `db:"amount"`
	Currency      string `db:"currency"`
	BIN           string `db:"bin"` // "" for no account
	Account       string `db:"account_number" sealed:"account"`
	Holder        string `db:"holder"`
	// What tells which row is the person's.
	Programme string `db:"programme"`
	RowKey    string `db:"row_key"`
	Act       int64  `db:"act_then"` // that last moved it
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
		if err := c.readRows(ctx); err != nil {
			return err
		}
		report, err = reports.Changes(c.facts(ctx), q.Period, q.AsOf)
		if err := errors.Join(c.err, err); err != nil {
			return err
		}
		report.Practice, report.Programme = info.Practice, string(q.Programme)
		report.OpenBefore, report.OpenNow = c.rows.before, c.rows.now
		return nil
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
	rows   openRows
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
	other := c.query.Period
	if month == other {
		other = other.Add(-1)
	}
	out.Other = c.rows.of(&d, other.String())
	if inst, ok := c.app.banks.ByBIN(d.BIN); ok {
		out.To.BankName = inst.ShortName
	}
	return out, nil
}
