package app

import (
	"context"
	"fmt"
)

// ListTakenBack is what a version is that takes a list back.
const ListTakenBack = "withdrawn"

// ListWithdrawn is what taking a list back came to.
type ListWithdrawn struct {
	Status  string // new, unchanged
	Version int64  // the empty one that is in force now
	Rows    int64  // of the version that was taken back
}

// Withdrawn reports whether a version is no upload, but takes back what came
// before it: it has no file and no rows.
func (v ListVersion) Withdrawn() bool { return v.SHA256 == "" }

// WithdrawList takes a list back of which nothing is approved, by one person:
// taking out is safe. What is in force from then on is a version without rows,
// which every question about rows in force already understands; the versions
// before stay readable, and the next build drops what was made of them. The same
// file handed in again is a new version.
func (a *App) WithdrawList(ctx context.Context, id, reason string) (ListWithdrawn, error) {
	out := ListWithdrawn{Status: ListUnchanged}
	if reason == "" {
		return out, &Refused{Code: "reason_missing", Subject: id}
	}
	err := a.do(ctx, "list.withdraw", id, func(tx Tx, d *act) error {
		v, ok, err := tx.NewestVersion(ctx, id)
		if err != nil || !ok {
			return orNotFound(err, "list", id)
		}
		if out.Version = v.Version; v.Withdrawn() {
			return errNothing
		}
		approved, err := tx.ApprovedOf(ctx, id)
		if err != nil {
			return fmt.Errorf("what is approved of it: %w", err)
		}
		if approved > 0 {
			return &Refused{Code: "list_approved", Subject: id, Detail: fmt.Sprint(approved)}
		}
		list, ok, err := tx.ListByID(ctx, id)
		if err != nil || !ok {
			return orNotFound(err, "list", id)
		}
		before, err := tx.TotalsInForce(ctx, list.Programme, list.Period, list.Commune, list.Series)
		if err != nil {
			return fmt.Errorf("what it came to: %w", err)
		}
		out = ListWithdrawn{Status: ListNew, Version: v.Version + 1, Rows: v.Lines}
		d.figure("reason", reason)
		d.figure("rows", v.Lines)
		d.figure("amount_before", before.AmountBefore)
		return d.write(ctx, tx, ListVersion{ActNo: d.no, ListID: id, Version: out.Version, UploadedBy: a.actor.Name, RecordedAt: d.stamp()})
	})
	return out, err
}
