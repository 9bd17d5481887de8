package app

import (
	"context"
	"fmt"

	"chitra/beneficiary"
)

// RefusedLists are the newest tries to hand a list in that were refused or wait,
// the newest first, at most limit.
func (a *App) RefusedLists(ctx context.Context, limit int) ([]Upload, error) {
	var out []Upload
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.RefusedUploads(ctx, UploadList, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("refused lists: %w", err)
	}
	return out, nil
}

// StatusOf is what a try that was not taken came to, by its reason: refused, or
// waits.
func StatusOf(reason string) string {
	if (&beneficiary.Refusal{Code: reason}).Waits() {
		return ListWaits
	}
	return ListRefused
}
