package app

import (
	"context"
	"time"

	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/money"
	"chitra/payout/ledger"
	"chitra/reports"
)

// LedgerSum is what entries of one kind moved together.
type LedgerSum struct {
	BatchID string `db:"batch_id"`
	PayerID string `db:"payer_id"`
	Debit   string `db:"debit"`
	Credit  string `db:"credit"`
	Entries int64  `db:"entries"`
	Amount  int64  `db:"amount"`
}

// LedgerReport is what stood in each account of the ledger at a moment, of the
// batches of a span of periods, by batch or by paying account.
func (a *App) LedgerReport(ctx context.Context, from, to civil.Month, by reports.LedgerBy, asOf time.Time) (*reports.LedgerReport, error) {
	if asOf.IsZero() {
		asOf = a.now()
	}
	var report *reports.LedgerReport
	err := a.store.View(ctx, func(tx Tx) error {
		info, err := tx.Info(ctx)
		if err != nil {
			return err
		}
		sums, err := tx.LedgerAsOf(ctx, from.String(), to.String(), journal.Stamp(asOf))
		if err != nil {
			return err
		}
		moved := make([]reports.LedgerMovement, len(sums))
		for i, s := range sums {
			moved[i] = reports.LedgerMovement{Batch: s.BatchID, Payer: s.PayerID, Entries: int(s.Entries), Amount: money.Dong(s.Amount),
				Movement: ledger.Movement{Debit: ledger.Account(s.Debit), Credit: ledger.Account(s.Credit)}}
		}
		if report, err = reports.Ledger(moved, from, to, by, asOf); err != nil {
			return err
		}
		report.Practice = info.Practice
		received, err := tx.ReceivedAsOf(ctx, from.String(), to.String(), journal.Stamp(asOf))
		if err != nil {
			return err
		}
		for _, x := range received {
			if err := report.Receives(x.BatchID, x.PayerID, reports.Tally{Count: int(x.Payments), Amount: money.Dong(x.Amount)}); err != nil {
				return err
			}
		}
		waits, err := tx.GiveBackSince(ctx, from.String(), to.String(), journal.Stamp(asOf))
		if err != nil {
			return err
		}
		for _, x := range waits {
			since, err := civil.ParseISO(x.Since)
			if err != nil {
				return err
			}
			report.Waits(x.BatchID, x.PayerID, since)
		}
		return nil
	})
	return report, err
}
