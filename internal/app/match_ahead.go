package app

import (
	"context"
	"errors"
	"fmt"

	"chitra/internal/journal"
)

// Half is which of a period's lists are walked.
type Half int

// The halves: two readers beside each other walk a period in half the time.
const (
	WholePeriod Half = iota
	FirstHalf
	SecondHalf
)

// saidHalves are the two halves of what was said of a period's rows, and the newest
// event that each was read after.
type saidHalves struct {
	said [2]*rowsSaid
	seen [2]journal.Event
}

// saidAhead reads the halves in two views beside each other; nil where it cannot:
// who asks for them reads the whole, and says why.
func (a *App) saidAhead(ctx context.Context, period string) *saidHalves {
	h := &saidHalves{}
	read := func(n int, half Half) error {
		return a.store.View(ctx, func(tx Tx) (err error) {
			if h.seen[n], err = tx.NewestEvent(ctx, chain); err != nil {
				return err
			}
			h.said[n], err = a.saidNow(ctx, tx, period, half)
			return err
		})
	}
	wait := alongside(func() error { return read(1, SecondHalf) })
	err := read(0, FirstHalf)
	if errors.Join(err, wait()) != nil {
		return nil
	}
	return h
}

// joined is the whole, if no act came between the halves and now; nil if one did.
func (h *saidHalves) joined(ctx context.Context, tx Tx) (*rowsSaid, error) {
	if h == nil {
		return nil, nil
	}
	newest, err := tx.NewestEvent(ctx, chain)
	if err != nil {
		return nil, fmt.Errorf("read the journal's head: %w", err)
	}
	if h.seen[0].Hash != newest.Hash || h.seen[1].Hash != newest.Hash {
		return nil, nil
	}
	h.said[0].add(h.said[1])
	return h.said[0], nil
}

// saidNow is what was said of rows in force, as things stand now.
func (a *App) saidNow(ctx context.Context, tx Tx, period string, half Half) (*rowsSaid, error) {
	snapshot, policy, err := a.basisNow(ctx, tx)
	if err != nil {
		return nil, err
	}
	return readSaid(ctx, tx, period, snapshot, policy, half)
}

// basisNow is the snapshot and the policy that a run would match by now.
func (a *App) basisNow(ctx context.Context, tx Tx) (snapshot int64, policy string, err error) {
	s, err := tx.NewestSnapshot(ctx)
	if err != nil {
		return 0, "", err
	}
	policy, err = a.policyNow(ctx, tx)
	return s.ActNo, policy, err
}
