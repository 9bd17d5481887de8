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
	type prepared struct {
		out Out
		err error
	}
	ctx, stop := context.WithCancel(ctx)
	ready := make(chan chan prepared, aheadOf-1)
	go func() {
		defer close(ready)
		for x, err := range in {
			next := make(chan prepared, 1)
			select {
			case ready <- next:
			case <-ctx.Done():
				return
			}
			if err != nil {
				next <- prepared{err: err}
				continue
			}
			go func() { next <- prepared{out: prepare(ctx, x)} }()
		}
	}()
	defer func() {
		stop()
		for next := range ready {
			<-next
		}
	}()
	for next := range ready {
		p := <-next
		if p.err == nil {
			p.err = take(p.out)
		}
		if p.err != nil {
			return p.err
		}
	}
	return ctx.Err()
}
