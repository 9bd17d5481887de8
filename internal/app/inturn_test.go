package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
)

// Whatever order two runs end in, the error is the one that calling in order
// would have met, and what stands behind it in the same run is not called.
func TestAbreastTellsTheFirstError(t *testing.T) {
	for _, failing := range [][]int{nil, {0}, {9}, {3, 7}, {7, 9}, {4, 5}} {
		var called atomic.Int64
		err := abreast(10, func(i int) error {
			called.Add(1)
			if slices.Contains(failing, i) {
				return fmt.Errorf("error %d", i)
			}
			return nil
		})
		switch {
		case failing == nil && (err != nil || called.Load() != 10):
			t.Errorf("%v after %d calls", err, called.Load())
		case failing != nil && (err == nil || err.Error() != fmt.Sprintf("error %d", failing[0])):
			t.Errorf("of %v: %v", failing, err)
		}
	}
	if err := abreast(0, func(int) error { return errors.New("called") }); err != nil {
		t.Error(err)
	}
}

// Things are prepared before anybody asks for them, no more than may wait, are
// handed out in their order, and none is under way after the end.
func TestTurnsAreAheadAndEnd(t *testing.T) {
	const wait = 2
	var begun, ended atomic.Int64
	go1, both := make(chan struct{}), make(chan struct{}, 100)
	in := func(yield func(int, error) bool) {
		for i := range 100 {
			if !yield(i, nil) {
				return
			}
		}
	}
	turns := startTurns(t.Context(), wait, in, func(_ context.Context, i int) int {
		begun.Add(1)
		both <- struct{}{}
		<-go1
		ended.Add(1)
		return i
	})
	<-both
	<-both
	if n := begun.Load(); n != wait {
		t.Errorf("%d are prepared while nobody asks, want %d", n, wait)
	}
	close(go1)
	var got []int
	err := turns.each(func(i int) error {
		if got = append(got, i); i == 4 {
			return errDone
		}
		return nil
	})
	turns.end()
	if !errors.Is(err, errDone) || !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
		t.Errorf("%v, %v", got, err)
	}
	if begun.Load() != ended.Load() || begun.Load() > 5+wait+1 {
		t.Errorf("%d begun, %d ended", begun.Load(), ended.Load())
	}
	if err := turns.each(func(int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

var errDone = errors.New("done")
