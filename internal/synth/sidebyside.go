package synth

import (
	"errors"
	"runtime"
	"sync"
)

// sideBySide does n things that know nothing of one another, as many at once as
// there are processors, and returns their errors in their order.
func sideBySide(n int, do func(int) error) error {
	errs := make([]error, n)
	next := make(chan int)
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := range next {
				errs[i] = do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
	return errors.Join(errs...)
}
