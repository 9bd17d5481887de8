package app

import (
	"context"
	"fmt"
)

// chunkRows is how many rows of a load one transaction carries: under a second of
// writing on either engine, and enough that a page of an index is written once
// for many rows.
const chunkRows = 20000

// load is a bulk act over several transactions. Its rows are read by nobody
// until finish has run; if the process dies before, the next load of the kind
// drops them. One that was thought dead and lives is refused its next chunk.
type load struct {
	app *App
	act *act
}

// startLoad drops what dead loads of the kind left, and begins a new one, by an
// act that may have another name.
func (a *App) startLoad(ctx context.Context, kind, actKind, subject string) (*load, error) {
	l := &load{app: a}
	err := a.store.Update(ctx, func(tx Tx) error {
		if _, err := tx.DropDeadLoads(ctx, kind); err != nil {
			return fmt.Errorf("drop dead loads: %w", err)
		}
		d, err := a.begin(ctx, tx, actKind, subject)
		if err != nil {
			return err
		}
		l.act = d
		return tx.StartLoad(ctx, d.no, kind, subject, d.at)
	})
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", actKind, subject, err)
	}
	return l, nil
}

// write runs fn in a transaction of its own, which is a chunk of the load.
func (l *load) write(ctx context.Context, fn func(Tx, *act) error) error {
	return l.app.store.Update(ctx, func(tx Tx) error {
		if err := l.still(ctx, tx); err != nil {
			return err
		}
		return fn(tx, l.act)
	})
}

// still refuses to go on with a load that another process has dropped.
func (l *load) still(ctx context.Context, tx Tx) error {
	if loading, err := tx.Loading(ctx, l.act.no); err != nil || !loading {
		return orRefused(err, "load_dropped", l.act.subject)
	}
	return nil
}

// finish runs fn, makes the load readable and writes the journal's event, in
// one last transaction.
func (l *load) finish(ctx context.Context, fn func(Tx, *act) error) error {
	err := l.app.store.Update(ctx, func(tx Tx) error {
		if err := l.still(ctx, tx); err != nil {
			return err
		}
		if err := fn(tx, l.act); err != nil {
			return err
		}
		if err := tx.FinishLoad(ctx, l.act.no); err != nil {
			return err
		}
		return l.app.record(ctx, tx, l.act)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", l.act.kind, l.act.subject, err)
	}
	return nil
}
