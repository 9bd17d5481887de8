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
	"chitra/payout/settle"
	"chitra/reports"
)

// ReportTx reads what reports count, as of a moment: facts recorded later are
// not seen, and states are those of then.
type ReportTx interface {
	// PaymentsAsOf are the payments of the periods, with the state they were in.
	PaymentsAsOf(ctx context.Context, from, to, asOf string, visit func(PaymentAsOf) error) error
	// PlacesAsOf are the same payments by where they were, added up.
	PlacesAsOf(ctx context.Context, from, to, asOf string) ([]PlaceAsOf, error)
	// RowsAsOf are the rows in force that had not become a payment.
	RowsAsOf(ctx context.Context, from, to, asOf string, visit func(RowAsOf) error) error
	// BatchStatesAsOf are the states of the periods' batches, by batch.
	BatchStatesAsOf(ctx context.Context, from, to, asOf string) (map[string]string, error)
	// DuesAsOf are the payments of the periods that were not void, each with
	// where it went or would have gone; an empty programme means all.
	DuesAsOf(ctx context.Context, programme, from, to, asOf string, visit func(DueAsOf) error) error
}

// PaymentAsOf is a payment as a report sees it.
type PaymentAsOf struct {
	BeneficiaryID string `db:"beneficiary_id"`
	ID            string `db:"id"`
	Programme     string `db:"programme"`
	Period        string `db:"period"`
	Commune       string `db:"commune"`
	Category      string `db:"category"`
	Amount        int64  `db:"amount"`
	Currency      string `db:"currency"`
	BatchID       string `db:"batch_id"`
	PayerID       string `db:"payer_id"`
	State         string `db:"state_then"`
	Reason        string `db:"reason_then"` // of one held, rejected or returned
	AccountID     string `db:"place_then"`  // what stands for an account at a desk; "" for a bank
	BIN           string `db:"bin"`         // "" when no account was on file
}

// PlaceAsOf is how many payments were in a state, at a desk or at none, and what
// they come to.
type PlaceAsOf struct {
	State     string `db:"state_then"`
	AccountID string `db:"place_then"` // as of a PaymentAsOf
	Currency  string `db:"currency"`
	Payments  int    `db:"payments"`
	Amount    int64  `db:"amount"`
}

// RowAsOf is a row in force that has no payment.
type RowAsOf struct {
	Programme     string `db:"programme"`
	Period        string `db:"period"`
	Commune       string `db:"commune"`
	Status        string `db:"status"`
	RowKey        string `db:"row_key"`
	ListID        string `db:"list_id"`
	PersonKey     string `db:"person_key"`
	Category      string `db:"category"`
	Total         *int64 `db:"total_amount"`
	BeneficiaryID string `db:"beneficiary_id"`
	BIN           string `db:"bin"`
	// What tells whose row it is, beside the match: what it says itself, and who
	// the number belongs to since which act.
	Name       string `db:"full_name"`
	PersonalID string `db:"personal_id" sealed:"identity"`
	Line       int64  `db:"line"`
	Outcome    string `db:"outcome"` // of the match; "" for none
	Action     string `db:"action"`
	Owner      string `db:"number_owner"`
	OwnedSince int64  `db:"owned_since"`
}

// CoverageQuery asks for a coverage report.
type CoverageQuery struct {
	From, To civil.Month
	By       reports.Dimension
	AsOf     time.Time // zero: now
}

// Coverage counts whom the money reached, from the facts recorded by the
// cut-off. It refuses to give figures that do not add up.
func (a *App) Coverage(ctx context.Context, q CoverageQuery) (*reports.CoverageReport, error) {
	if q.AsOf.IsZero() {
		q.AsOf = a.now()
	}
	var report *reports.CoverageReport
	err := a.store.View(ctx, func(tx Tx) error {
		info, err := tx.Info(ctx)
		if err != nil {
			return err
		}
		c := coverage{app: a, tx: tx, query: q}
		if c.places, err = a.places(ctx, tx); err != nil {
			return err
		}
		report, err = reports.Coverage(c.facts(ctx), q.By, q.From, q.To, q.AsOf)
		if c.err != nil {
			return c.err
		}
		if err != nil {
			return err
		}
		report.Practice = info.Practice
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("report coverage: %w", err)
	}
	return report, nil
}

// coverage reads facts for one report.
type coverage struct {
	app    *App
	tx     Tx
	query  CoverageQuery
	places *place.Table
	err    error
}

// facts hands on every payment and every row without one. An error of the
// store ends them and is kept, since a report of half the facts is a lie.
func (c *coverage) facts(ctx context.Context) iter.Seq[reports.PersonMonth] {
	from, to, asOf := c.query.From.String(), c.query.To.String(), journal.Stamp(c.query.AsOf)
	return func(yield func(reports.PersonMonth) bool) {
		errStop := fmt.Errorf("stopped")
		hand := func(m reports.PersonMonth, err error) error {
			if err != nil {
				return err
			}
			if !yield(m) {
				return errStop
			}
			return nil
		}
		err := c.tx.PaymentsAsOf(ctx, from, to, asOf, func(p PaymentAsOf) error { return hand(c.ofPayment(p)) })
		if err == nil {
			err = c.tx.RowsAsOf(ctx, from, to, asOf, func(r RowAsOf) error { return hand(c.ofRow(r)) })
		}
		if err != nil && !errors.Is(err, errStop) {
			c.err = err
		}
	}
}

func (c *coverage) ofPayment(p PaymentAsOf) (reports.PersonMonth, error) {
	m, err := c.common(p.Programme, p.Period, p.Commune, p.Category, p.BIN)
	if err != nil {
		return m, fmt.Errorf("payment %s: %w", p.ID, err)
	}
	m.Person, m.Kind, m.State = p.BeneficiaryID, reports.Beneficiary, payout.PaymentState(p.State)
	if m.State == payout.PaymentHeld {
		m.Held = payout.HoldReason(p.Reason)
	}
	switch m.State, m.Held = payout.WithoutCash(m.State, m.Held, p.AccountID); m.State {
	case payout.PaymentRejected, payout.PaymentReturned:
		m.Class = string(settle.Classify(p.Reason))
	}
	m.Amount, err = money.New(p.Amount, money.Currency(p.Currency))
	return m, err
}

func (c *coverage) ofRow(r RowAsOf) (reports.PersonMonth, error) {
	m, err := c.common(r.Programme, r.Period, r.Commune, r.Category, r.BIN)
	if err != nil {
		return m, fmt.Errorf("row %s: %w", r.RowKey, err)
	}
	m.Amount = amountOf(r.Total)
	switch {
	case r.Status == RowRefused:
		// The same unreadable row of the next month is the same person.
		m.Person, m.Kind = r.Programme+"/"+r.Commune+"/"+r.RowKey, reports.RefusedRow
	case r.BeneficiaryID != "":
		m.Person, m.Kind = r.BeneficiaryID, reports.Beneficiary
	default:
		m.Person, m.Kind = r.PersonKey, reports.Unmatched
	}
	return m, nil
}

func (c *coverage) common(programme, period, commune, category, bin string) (reports.PersonMonth, error) {
	month, err := civil.ParseMonth(period)
	if err != nil {
		return reports.PersonMonth{}, err
	}
	m := reports.PersonMonth{Programme: payout.Programme(programme), Month: month, Commune: commune,
		Category: category, CategoryName: c.app.rules.CategoryName(category), Bank: bin, WithAccount: bin != ""}
	if found, ok := c.places.ByCode(commune, month.Last()); ok {
		m.CommuneName = found.Name
	}
	if inst, ok := c.app.banks.ByBIN(bin); ok {
		m.BankName = inst.ShortName
	}
	return m, nil
}
