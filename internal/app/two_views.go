package app

import (
	"context"
	"errors"
	"fmt"

	"chitra/internal/journal"
)

// twoSeen are the newest events that two views read after.
type twoSeen [2]journal.Event

// inTwoViews reads in two views beside each other, each of which is told which it is,
// and says after which events. It is for before an act: never ask for two connections
// while holding one.
func (a *App) inTwoViews(ctx context.Context, read func(tx Tx, n int) error) (seen twoSeen, err error) {
	view := func(n int) error {
		return a.store.View(ctx, func(tx Tx) (err error) {
			if seen[n], err = tx.NewestEvent(ctx, chain); err != nil {
				return err
			}
			return read(tx, n)
		})
	}
	wait := alongside(func() error { return view(0) })
	err = view(1)
	err = errors.Join(err, wait())
	return seen, err
}

// newest reports whether no act came since either view: every act leaves an event.
func (s twoSeen) newest(ctx context.Context, tx Tx) (bool, error) {
	now, err := tx.NewestEvent(ctx, chain)
	if err != nil {
		return false, fmt.Errorf("read the journal's head: %w", err)
	}
	return s[0].Hash == now.Hash && s[1].Hash == now.Hash, nil
}
