package app

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// A lot is what one transaction takes in together: enough that a page is written
// once for many, and little enough that it is under a second's work, and two
// lots under way fit the memory.
const (
	lotFiles = 8
	lotBytes = 4 << 20
)

// ready is a file that was read and is to be stored. One that stands apart is likely
// to change nothing, and is stored by itself.
type ready interface {
	fileName() string
	apart() bool
}

// inLots takes what comes in into the store in lots: each file is prepared, taken
// by an act of its own, and its outcome handed to done once it stands, all in the
// order in which they came. The next lots are prepared while one is stored. A file
// of lotBytes is a lot by itself.
func inLots[In, Out any, P ready](ctx context.Context, a *App, in iter.Seq2[In, error], size func(In) int,
	prepare func(context.Context, In) P, take func(*App, context.Context, P) (Out, error), done func(Out) error) error {
	prepareAll := func(ctx context.Context, lot []In) []P {
		out := make([]P, len(lot))
		for i, x := range lot {
			out[i] = prepare(ctx, x)
		}
		return out
	}
	return inTurn(ctx, lotsOf(in, size), prepareAll, func(lot []P) error {
		for len(lot) > 0 {
			n := 1
			for n < len(lot) && !lot[n-1].apart() && !lot[n].apart() {
				n++
			}
			if err := storeLot(ctx, a, lot[:n], take, done); err != nil {
				return err
			}
			lot = lot[n:]
		}
		return nil
	})
}

// storeLot stores files together. Whoever waits hears of all that stand, also where
// hearing of one of them fails.
func storeLot[Out any, P ready](ctx context.Context, a *App, lot []P, take func(*App, context.Context, P) (Out, error), done func(Out) error) error {
	outs := make([]Out, len(lot))
	n, failed := a.together(ctx, len(lot), func(one *App, i int) (err error) {
		outs[i], err = take(one, ctx, lot[i])
		return err
	})
	if failed != nil && n < len(lot) {
		failed = fmt.Errorf("%s: %w", lot[n].fileName(), failed)
	}
	var told []error
	for _, out := range outs[:n] {
		told = append(told, done(out))
	}
	return errors.Join(append(told, failed)...)
}

// lotsOf hands an error on after what came before it.
func lotsOf[In any](in iter.Seq2[In, error], size func(In) int) iter.Seq2[[]In, error] {
	return func(yield func([]In, error) bool) {
		var lot []In
		bytes := 0
		for x, err := range in {
			if err != nil {
				if len(lot) == 0 || yield(lot, nil) {
					yield(nil, err)
				}
				return
			}
			if n := size(x); len(lot) > 0 && (len(lot) == lotFiles || bytes+n > lotBytes) {
				if !yield(lot, nil) {
					return
				}
				lot, bytes = nil, 0
			}
			lot, bytes = append(lot, x), bytes+size(x)
		}
		if len(lot) > 0 {
			yield(lot, nil)
		}
	}
}

// errApart says that acts cannot be done together.
var errApart = errors.New("to be done one by one")

// together does n acts in one transaction: each is whole, with its event, and all
// of them stand or none. Where one would have to be undone alone, all are, and
// each is done in a transaction of its own; what do returns then ends it. done is
// how many stand. A transaction that fails at its end may stand all the same: it is
// not done again.
func (a *App) together(ctx context.Context, n int, do func(*App, int) error) (done int, err error) {
	if n > 1 {
		err = a.store.Update(ctx, func(tx Tx) error {
			one, in := *a, &within{tx: tx}
			one.store = in
			for i := range n {
				if err := do(&one, i); err != nil || in.failed {
					return errApart
				}
			}
			return nil
		})
		if err == nil {
			return n, nil
		}
		if !errors.Is(err, errApart) || ctx.Err() != nil {
			return 0, errors.Join(err, ctx.Err())
		}
	}
	for done < n {
		if err := do(a, done); err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}

// within is a store whose every transaction is one that is already under way.
type within struct {
	tx     Tx
	failed bool // one of them would have been undone
}

// Update remembers that what fn wrote has to be undone.
func (w *within) Update(_ context.Context, fn func(Tx) error) error {
	err := fn(w.tx)
	w.failed = w.failed || err != nil
	return err
}

// View sees what the acts before have written.
func (w *within) View(_ context.Context, fn func(Tx) error) error { return fn(w.tx) }
