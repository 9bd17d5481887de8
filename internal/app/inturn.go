package app

import (
	"context"
	"errors"
	"iter"
)

// aheadOf is how many things are prepared side by side while one is stored.
const aheadOf = 2

// inTurn prepares what comes in, aheadOf at a time in goroutines of their own,
// and hands each to take in the order in which it came. The first error ends it;
// it returns when every goroutine has let go of what it read.
func inTurn[In, Out any](ctx context.Context, in iter.Seq2[In, error], prepare func(context.Context, In) Out, take func(Out) error) error {
	t := startTurns(ctx, aheadOf-1, in, prepare)
	defer t.end()
	return t.each(take)
}

// turns are things prepared in goroutines of their own before they are asked for.
// Whoever starts them ends them.
type turns[Out any] struct {
	ready chan chan prepared[Out]
	err   func() error // why nothing more is prepared
	stop  context.CancelFunc
}

type prepared[Out any] struct {
	out Out
	err error
}

// startTurns begins to prepare what comes in: as many as wait, and those that are
// taken.
func startTurns[In, Out any](ctx context.Context, wait int, in iter.Seq2[In, error], prepare func(context.Context, In) Out) *turns[Out] {
	ctx, stop := context.WithCancel(ctx)
	t := &turns[Out]{ready: make(chan chan prepared[Out], wait), err: ctx.Err, stop: stop}
	go func() {
		defer close(t.ready)
		for x, err := range in {
			next := make(chan prepared[Out], 1)
			select {
			case t.ready <- next:
			case <-ctx.Done():
				return
			}
			if err != nil {
				next <- prepared[Out]{err: err}
				continue
			}
			go func() { next <- prepared[Out]{out: prepare(ctx, x)} }()
		}
	}()
	return t
}

// each hands everything to take, in the order in which it came, up to the first
// error.
func (t *turns[Out]) each(take func(Out) error) error {
	for next := range t.ready {
		p := <-next
		if p.err == nil {
			p.err = take(p.out)
		}
		if p.err != nil {
			return p.err
		}
	}
	return t.err()
}

// end returns when every goroutine has let go of what it read.
func (t *turns[Out]) end() {
	t.stop()
	for next := range t.ready {
		<-next
	}
}

// alongside runs fn in a goroutine of its own. What it returns waits for its end and
// gives its error; it is called once, whatever else went wrong meanwhile.
func alongside(fn func() error) (wait func() error) {
	done := make(chan error, 1)
	go func() { done <- fn() }()
	return func() error { return <-done }
}

// abreast calls fn for every number below n, in two runs beside each other, and
// returns the error that calling it in order would have met first.
func abreast(n int, fn func(i int) error) error {
	run := func(from, to int) error {
		for i := from; i < to; i++ {
			if err := fn(i); err != nil {
				return err
			}
		}
		return nil
	}
	second := alongside(func() error { return run(n/2, n) })
	first, after := run(0, n/2), second()
	if first != nil {
		return first
	}
	return after
}

// A lot is what one transaction takes in together: enough that a page is written
// once for many, and little enough that it is under a second's work, and two
// lots under way fit the memory.
const (
	lotFiles = 8
	lotBytes = 4 << 20
)

// inLots gathers what comes in into lots, prepares each lot's files, and hands the
// lots to take in the order in which they came. A file of lotBytes is a lot by
// itself.
func inLots[In, Out any](ctx context.Context, in iter.Seq2[In, error], size func(In) int, prepare func(context.Context, In) Out, take func([]Out) error) error {
	return inTurn(ctx, lotsOf(in, size), func(ctx context.Context, lot []In) []Out {
		out := make([]Out, len(lot))
		for i, x := range lot {
			out[i] = prepare(ctx, x)
		}
		return out
	}, take)
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
// how many stand.
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
		if ctx.Err() != nil {
			return 0, err
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
