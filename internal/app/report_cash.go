package app

import (
	"context"
	"fmt"
	"time"

	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/reports"
)

// CashTx reads what cash desks were given to pay.
type CashTx interface {
	// CashAsOf are the payments on the desks' lists of the periods that had left by
	// then, by list and by the state they were in.
	CashAsOf(ctx context.Context, from, to, asOf string) ([]CashSum, error)
	// CashFiles are the desks' lists of the periods that have left.
	CashFiles(ctx context.Context, from, to string) ([]BankFile, error)
	// NumbersShown are the numbers by which the registry knew beneficiaries when a
	// row of theirs was matched and accepted, the newest of each last.
	NumbersShown(ctx context.Context, beneficiaries []string) ([]BeneficiaryNumber, error)
}

// CashSum is the payments of one list in one state.
type CashSum struct {
	PayerID  string `db:"payer_id"`
	BatchID  string `db:"batch_id"`
	Period   string `db:"period"`
	Name     string `db:"name"`
	Commune  string `db:"commune"`
	State    string `db:"state_then"`
	Payments int64  `db:"payments"`
	Amount   int64  `db:"amount"`
}

// CashReport is what cash desks were given to pay for some months and what they
// have answered, as of a moment; asOf zero is now.
func (a *App) CashReport(ctx context.Context, from, to civil.Month, asOf time.Time) (*reports.CashReport, error) {
	if asOf.IsZero() {
		asOf = a.now()
	}
	var report *reports.CashReport
	err := a.store.View(ctx, func(tx Tx) error {
		info, err := tx.Info(ctx)
		if err != nil {
			return err
		}
		offers, err := a.cashOffers(ctx, tx, from, to, asOf)
		if err != nil {
			return err
		}
		if report, err = reports.Cash(offers, from, to, asOf); err != nil {
			return err
		}
		report.Practice = info.Practice
		return tx.PaymentsAsOf(ctx, from.String(), to.String(), journal.Stamp(asOf), func(p PaymentAsOf) error {
			_, cash := payout.InCash(p.AccountID)
			switch {
			case cash && p.State == string(payout.PaymentWaiting):
				return count(&report.Waiting, p.Amount)
			case p.State == string(payout.PaymentHeld) && payout.HoldReason(p.Reason).NoUsableAccount():
				return count(&report.NoDesk, p.Amount)
			}
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("report cash lists: %w", err)
	}
	return report, nil
}

func count(t *reports.Tally, amount int64) error {
	return t.Take(reports.Tally{Count: 1, Amount: money.Dong(amount)})
}

func (a *App) cashOffers(ctx context.Context, tx Tx, from, to civil.Month, asOf time.Time) ([]reports.CashOffer, error) {
	sums, err := tx.CashAsOf(ctx, from.String(), to.String(), journal.Stamp(asOf))
	if err != nil {
		return nil, err
	}
	places, err := a.places(ctx, tx)
	if err != nil {
		return nil, err
	}
	offers := make([]reports.CashOffer, len(sums))
	for i, s := range sums {
		offers[i] = reports.CashOffer{Desk: s.PayerID, Batch: s.BatchID, List: s.Name, Commune: s.Commune, Place: s.Commune,
			State: payout.InstructionState(s.State), Tally: reports.Tally{Count: int(s.Payments), Amount: money.Dong(s.Amount)}}
		month, err := civil.ParseMonth(s.Period)
		if err != nil {
			return nil, err
		}
		if found, ok := places.ByCode(s.Commune, month.Last()); ok {
			offers[i].Place = found.Name
		}
	}
	return offers, nil
}

// CashList is a list as it left for its desk.
type CashList struct {
	Name    string
	Content []byte
}

// CashLists are the desks' lists of some months, the very bytes that have left.
func (a *App) CashLists(ctx context.Context, from, to civil.Month) ([]CashList, error) {
	var out []CashList
	err := a.store.View(ctx, func(tx Tx) error {
		files, err := tx.CashFiles(ctx, from.String(), to.String())
		if err != nil {
			return err
		}
		for _, f := range files {
			content, err := tx.Blob(ctx, f.SHA256)
			if err != nil {
				return fmt.Errorf("read list %s: %w", f.Name, err)
			}
			out = append(out, CashList{Name: f.Name, Content: content})
		}
		return nil
	})
	return out, err
}
