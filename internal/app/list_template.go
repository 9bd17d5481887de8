package app

import (
	"context"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/place"
)

// Commune returns a commune by its code: as it is in a month, else as it was or
// will be. A code that nobody has is a *beneficiary.Refusal.
func (a *App) Commune(ctx context.Context, code string, month civil.Month) (c place.Commune, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		table, err := a.places(ctx, tx)
		if err != nil {
			return err
		}
		on := civil.Date{}
		if !month.IsZero() {
			on = month.First()
		}
		found, ok := table.ByCode(code, on)
		if !ok {
			found, ok = table.ByCode(code, civil.Date{})
		}
		if !ok {
			return &beneficiary.Refusal{Code: beneficiary.RefusedCommuneUnknown, Detail: code}
		}
		c = found
		return nil
	})
	return c, err
}
