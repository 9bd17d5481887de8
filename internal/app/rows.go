package app

import (
	"context"
	"fmt"

	"chitra/internal/civil"
	"chitra/payout"
)

// Places of a row that is not, or not yet, a payment. Any other place is the
// state of the row's payment.
const (
	PlaceRefused    = "refused"
	PlaceNothingDue = "nothing_due"
	PlaceNotMatched = "not_matched" // nobody has looked yet
	PlaceNotBuilt   = "not_built"   // matched, and no draft was made since
)

// RowPlace is the one place a row in force is in.
type RowPlace struct {
	FileName, Series, Sheet string
	Line                    int
	Row                     string
	Place                   string
	Reason                  string // why it is held
	Payment                 string
	Amount                  int64
	Desk                    payout.HoldReason // of what a cash desk pays: why there is no account; "" elsewhere
}

// RowPlaces names the place of every row in force of a period: nobody who was
// on a list is ever nowhere.
func (a *App) RowPlaces(ctx context.Context, period civil.Month) ([]RowPlace, error) {
	var out []RowPlace
	err := a.store.View(ctx, func(tx Tx) error {
		rows, err := tx.CurrentRows(ctx, "", period.String())
		if err != nil {
			return err
		}
		matches, err := tx.NewestMatches(ctx, period.String())
		if err != nil {
			return err
		}
		said := map[rowID]NewestMatch{}
		for _, m := range matches {
			said[rowID{m.VersionNo, m.RowKey}] = m
		}
		payments := map[personIn]Payment{}
		found, err := tx.PaymentsOf(ctx, "", period.String())
		if err != nil {
			return err
		}
		for _, p := range found {
			payments[personIn{p.Programme, p.BeneficiaryID}] = p
		}
		for _, r := range rows {
			m, ok := said[rowID{r.VersionNo, r.RowKey}]
			out = append(out, placeOf(r, m, ok, payments))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("places of rows: %w", err)
	}
	return out, nil
}

func placeOf(r CurrentRow, m NewestMatch, matched bool, payments map[personIn]Payment) RowPlace {
	p := RowPlace{FileName: r.FileName, Series: r.Series, Sheet: r.Sheet, Line: int(r.Line), Row: RowRef(r.VersionNo, r.RowKey)}
	payment, paid := payments[personIn{r.Programme, m.BeneficiaryID}]
	switch {
	case r.Status == RowRefused:
		p.Place = PlaceRefused
	case !matched:
		p.Place = PlaceNotMatched
	case m.Due == 0:
		p.Place = PlaceNothingDue
	case m.BeneficiaryID == "" || m.Action == ActionReview || m.Action == ActionStop:
		p.Place, p.Reason = string(payout.PaymentHeld), string(payout.HoldUnmatched)
		if m.Hold != "" {
			p.Reason = m.Hold
		}
	case !paid:
		p.Place = PlaceNotBuilt
	default:
		p.Place, p.Reason, p.Payment, p.Amount = payment.State, payment.HeldReason, payment.ID, payment.Amount
		if why, cash := payout.InCash(payment.AccountID); cash && payment.State != string(payout.PaymentHeld) {
			p.Desk = why
		}
	}
	return p
}
