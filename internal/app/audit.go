package app

import (
	"context"
	"errors"
	"fmt"

	"chitra/internal/journal"
)

// AuditResult is what a look through the whole journal found.
type AuditResult struct {
	OK       bool
	Events   int64
	Head     string
	FirstBad *journal.Fault
}

// Verify walks the journal from its beginning, recomputes the digest of every
// row each act wrote, and checks that no row is there that no act wrote and that
// every state is where its changes lead.
func (a *App) Verify(ctx context.Context) (AuditResult, error) {
	var r AuditResult
	err := a.store.View(ctx, func(tx Tx) error {
		recorded := map[string]int64{}
		n, head, err := journal.Walk(tx.Events(ctx, chain), func(e journal.Event) error { return sameRows(ctx, tx, e, recorded) })
		r.Events, r.Head = n, head
		if err != nil {
			return err
		}
		return strays(ctx, tx, n, recorded)
	})
	if fault, ok := asFault(err); ok {
		r.FirstBad = fault
		return r, nil
	}
	r.OK = err == nil
	return r, err
}

// strays finds what the journal does not lead to: rows, then states.
func strays(ctx context.Context, tx Tx, events int64, recorded map[string]int64) error {
	stray, err := tx.StrayRows(ctx, recorded)
	if err == nil && stray != "" {
		err = &journal.Fault{Seq: events, Reason: journal.ReasonRows, Detail: stray}
	}
	if err != nil {
		return err
	}
	if stray, err = tx.StrayStates(ctx); err == nil && stray != "" {
		err = &journal.Fault{Seq: events, Reason: journal.ReasonState, Detail: stray}
	}
	return err
}

// sameRows compares what an act wrote with what is there, and counts it.
func sameRows(ctx context.Context, tx Tx, e journal.Event, recorded map[string]int64) error {
	for _, want := range e.Facts.Tables {
		got, err := tx.Digest(ctx, want.Table, e.ActNo)
		if err != nil {
			return err
		}
		if got != want {
			return &journal.Fault{Seq: e.Seq, ActNo: e.ActNo, Reason: journal.ReasonRows,
				Detail: fmt.Sprintf("%s: %d rows recorded, %d there", want.Table, want.Rows, got.Rows)}
		}
		recorded[want.Table] += want.Rows
	}
	return nil
}

func asFault(err error) (*journal.Fault, bool) {
	var fault *journal.Fault
	return fault, errors.As(err, &fault)
}
