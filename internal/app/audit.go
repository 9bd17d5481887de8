package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

	"chitra/internal/journal"
)

// AuditResult is what a look through the whole journal found.
type AuditResult struct {
	OK       bool
	Events   int64
	Head     string
	FirstBad *journal.Fault
}

// auditors is how many recompute digests side by side.
const auditors = 2

// Verify walks the journal from its beginning, recomputes the digest of every
// row each act wrote, and checks that no row is there that no act wrote and that
// every state is where its changes lead.
//
// Facts never change, so that the digests of the acts known at the beginning are
// recomputed side by side, each in a view of its own. The walk that counts then
// sees one unmoving picture, with whatever was done meanwhile.
func (a *App) Verify(ctx context.Context) (AuditResult, error) {
	var r AuditResult
	bad, seen, err := a.verifyRows(ctx)
	if err != nil {
		return r, err
	}
	err = a.store.View(ctx, func(tx Tx) error {
		recorded := map[string]int64{}
		n, head, err := journal.Walk(tx.Events(ctx, chain), func(e journal.Event) error {
			if e.Seq > seen {
				return sameRows(ctx, tx, e, recorded)
			}
			if bad != nil && e.Seq == bad.Seq {
				return bad
			}
			for _, t := range e.Facts.Tables {
				recorded[t.Table] += t.Rows
			}
			return nil
		})
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

// verifyRows recomputes what the acts of the chain wrote, as far as the chain
// holds, and returns the first that differs and the last event looked at.
func (a *App) verifyRows(ctx context.Context) (bad *journal.Fault, seen int64, err error) {
	var events []journal.Event
	err = a.store.View(ctx, func(tx Tx) error {
		_, _, err := journal.Walk(tx.Events(ctx, chain), func(e journal.Event) error {
			events = append(events, journal.Event{Seq: e.Seq, ActNo: e.ActNo, Facts: journal.Facts{Tables: e.Facts.Tables}})
			return nil
		})
		return err
	})
	if _, broken := asFault(err); err != nil && !broken { // a broken link is told by the walk that counts
		return nil, 0, err
	}
	found := make([]error, auditors)
	var all sync.WaitGroup
	for i := range auditors {
		all.Go(func() {
			found[i] = a.store.View(ctx, func(tx Tx) error {
				for n := i; n < len(events); n += auditors {
					if err := sameRows(ctx, tx, events[n], map[string]int64{}); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	all.Wait()
	for _, err := range found {
		fault, differs := asFault(err)
		switch {
		case err != nil && !differs:
			return nil, 0, err
		case differs && (bad == nil || cmp.Less(fault.Seq, bad.Seq)):
			bad = fault
		}
	}
	return bad, int64(len(events)), nil
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
