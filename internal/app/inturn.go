package app

import (
	"context"
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
