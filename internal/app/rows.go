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

// PlacesTx reads what says in which place every row is.
type PlacesTx interface {
	// RowsPlaced are the rows in force of a period, taken and refused, with their
	// newest match, by version and key.
	RowsPlaced(ctx context.Context, period string) ([]RowPlaced, error)
	// PaymentsPlaced are the payments of a period that are not void, by beneficiary
	// and number.
	PaymentsPlaced(ctx context.Context, period string) ([]PaymentPlaced, error)
}

// RowPlaced is a row in force with its newest match; Run is 0 while nobody has
// looked at it.
type RowPlaced struct {
	Programme     string `db:"programme"`
	Series        string `db:"series"`
	FileName      string `db:"file_name"`
	VersionNo     int64  `db:"version_no"`
	RowKey        string `db:"row_key"`
	Status        string `db:"status"`
	Sheet         string `db:"sheet"`
	Line          int64  `db:"line"`
	Run           int64  `db:"run_no"`
	Action        string `db:"action"`
	Due           int64  `db:"due"`
	Hold          string `db:"hold"`
	BeneficiaryID string `db:"beneficiary_id"`
}

// PaymentPlaced is a payment by the state it is in.
type PaymentPlaced struct {
	Programme     string `db:"programme"`
	BeneficiaryID string `db:"beneficiary_id"`
	ID            string `db:"id"`
	Amount        int64  `db:"amount"`
	State         string `db:"state"`
	HeldReason    string `db:"held_reason"`
	AccountID     string `db:"account_id"`
}

// RowPlaces names the place of every row in force of a period: nobody who was
// on a list is ever nowhere.
func (a *App) RowPlaces(ctx context.Context, period civil.Month) ([]RowPlace, error) {
	var out []RowPlace
	err := a.store.View(ctx, func(tx Tx) error {
		found, err := tx.PaymentsPlaced(ctx, period.String())
		if err != nil {
			return err
		}
		payments := make(map[personIn]PaymentPlaced, len(found))
		for _, p := range found {
			payments[personIn{p.Programme, p.BeneficiaryID}] = p
		}
		rows, err := tx.RowsPlaced(ctx, period.String())
		for i := range rows {
			out = append(out, placeOf(&rows[i], payments))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("places of rows: %w", err)
	}
	return out, nil
}

func placeOf(r *RowPlaced, payments map[personIn]PaymentPlaced) RowPlace {
	p := RowPlace{FileName: r.FileName, Series: r.Series, Sheet: r.Sheet, Line: int(r.Line), Row: RowRef(r.VersionNo, r.RowKey)}
	payment, paid := payments[personIn{r.Programme, r.BeneficiaryID}]
	switch {
	case r.Status == RowRefused:
		p.Place = PlaceRefused
	case r.Run == 0:
		p.Place = PlaceNotMatched
	case r.Due == 0:
		p.Place = PlaceNothingDue
	case r.BeneficiaryID == "" || r.Action == ActionReview || r.Action == ActionStop:
		p.Place, p.Reason = string(payout.PaymentHeld), string(payout.HoldUnmatched)
		if r.Hold != "" {
			p.Reason = r.Hold
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
