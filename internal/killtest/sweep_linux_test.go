package killtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// workers is how many points are tried at once: one a core of a small machine.
const workers = 2

// TestKilledAnywhereAndRunAgain: `kill -9` at any write-like system call from
// the making of the store to the published file, then the same command again
// and the rest of the month, leaves what an undisturbed month leaves, and every
// approved payment instructed exactly once.
func TestKilledAnywhereAndRunAgain(t *testing.T) {
	s := newScript(t, build(t))
	want, all := pointsWanted(100, 20)
	t.Run("sqlite", func(t *testing.T) {
		m := newMonth(t, s, newSQLite(t))
		t.Run("right order", func(t *testing.T) { m.holds(t, want, all) })
		t.Run("wrong order", m.wrongOrderIsCaught)
	})
	want, all = pointsWanted(100, 5)
	t.Run("postgres", func(t *testing.T) {
		m := newMonth(t, s, newPostgres(t))
		t.Run("right order", func(t *testing.T) { m.holds(t, want, all) })
	})
}

// pointsWanted is how many points a sweep hits: so many in CI, so many in a
// plain test, every one there is when tortured.
func pointsWanted(ci, plain int) (n int, all bool) {
	switch {
	case os.Getenv("CHITRA_TORTURE") == "1":
		return 0, true
	case os.Getenv("CHITRA_CI") == "1":
		return ci, false
	}
	return plain, false
}

// seed is the one asked for, else the day's in CI, else always the same.
func seed(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("CHITRA_KILL_SEED")
	switch {
	case text != "":
	case os.Getenv("CHITRA_CI") == "1":
		text = time.Now().UTC().Format("20060102")
	default:
		text = "1"
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		t.Fatalf("CHITRA_KILL_SEED: %v", err)
	}
	return n
}

// sweep draws deaths until so many have been hit, or all there are, or found
// says that it has seen enough.
type sweep struct {
	month *month
	rnd   *rand.Rand
	draw  *lottery
	want  int // how many to hit; 0 for all
	// retries is how often a point that was not met is looked for again: threads
	// share the work a little differently every time.
	retries int
	found   func(d death, faults []string) (enough bool)

	mu      sync.Mutex
	hits    map[int]int // by step
	started int         // and not missed
	missed  int
	err     error
	enough  bool
}

func (m *month) newSweep(seed uint64, want int, found func(death, []string) bool) *sweep {
	rnd := rand.New(rand.NewPCG(seed, 0))
	weights := make([]int, len(m.steps))
	for i, st := range m.steps {
		weights[i] = st.weight
	}
	w := &sweep{month: m, rnd: rnd, draw: newLottery(rnd, weights, m.points), want: want, found: found, hits: map[int]int{}}
	if want == 0 {
		w.retries = 2
	}
	return w
}

func (w *sweep) run(ctx context.Context) {
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				d, ok := w.next()
				if !ok {
					return
				}
				hit, faults, err := w.month.try(ctx, d)
				for range w.retries {
					if hit || err != nil {
						break
					}
					hit, faults, err = w.month.try(ctx, d)
				}
				w.note(d, hit, faults, err)
			}
		})
	}
	wg.Wait()
}

func (w *sweep) next() (death, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil || w.enough || w.want > 0 && w.started == w.want {
		return death{}, false
	}
	at, ok := w.draw.next()
	if !ok {
		return death{}, false
	}
	w.started++
	d := death{at: at, withdraw: at.step == len(w.month.steps)-1 && w.rnd.IntN(4) > 0}
	if w.rnd.IntN(4) == 0 {
		points := w.month.points[at.step]
		d.again = points[w.rnd.IntN(len(points))]
	}
	return d, true
}

func (w *sweep) note(d death, hit bool, faults []string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case err != nil:
		w.err = errors.Join(w.err, fmt.Errorf("%s: %w", w.month.describe(d), err))
	case !hit:
		w.started--
		w.missed++
	default:
		w.hits[d.at.step]++
		if len(faults) > 0 {
			w.enough = w.found(d, faults) || w.enough
		}
	}
}

// total is how many points were really hit.
func (w *sweep) total() int {
	n := 0
	for _, hits := range w.hits {
		n += hits
	}
	return n
}

// enoughFaults is how many deaths that left something are told of.
const enoughFaults = 3

// holds sweeps the month: nothing may be found.
func (m *month) holds(t *testing.T, want int, all bool) {
	seed := seed(t)
	begun, told := time.Now(), 0
	w := m.newSweep(seed, want, func(d death, faults []string) bool {
		t.Errorf("CHITRA_KILL_SEED=%d: %s\n%s", seed, m.describe(d), strings.Join(faults, "\n"))
		told++
		return told == enoughFaults
	})
	w.run(t.Context())
	if w.err != nil {
		t.Fatalf("CHITRA_KILL_SEED=%d: %v", seed, w.err)
	}
	there := 0
	for _, points := range m.points {
		there += len(points)
	}
	t.Logf("CHITRA_KILL_SEED=%d: %d points hit of %d there are, %d drawn and not met, in %s (100 in CI, 20 in a plain test, all with CHITRA_TORTURE=1)",
		seed, w.total(), there, w.missed, time.Since(begun).Round(time.Second))
	for i, st := range m.steps {
		t.Logf("%4d of %4d: %s", w.hits[i], len(m.points[i]), st.name)
	}
	if !t.Failed() && !all && w.total() < want {
		t.Errorf("%d points hit, %d wanted", w.total(), want)
	}
}

// wrongOrderBound is how many deaths the wrong order may survive. It falls into
// one in ten.
const wrongOrderBound = 120

// wrongOrderIsCaught sweeps the last step of a month in which files leave before
// their intent is committed: the very same comparison must find a double.
func (m *month) wrongOrderIsCaught(t *testing.T) {
	last := len(m.steps) - 1
	wrong := &month{script: m.script, engine: m.engine, steps: slices.Clone(m.steps), before: m.before, withdrawn: m.withdrawn,
		undisturbed: map[string]picture{"": m.undisturbed[""]}, points: make([][]point, len(m.steps))}
	wrong.steps[last] = m.script.wrongWriteStep()
	h, err := m.engine.copy(t.Context(), m.before[last])
	if err != nil {
		t.Fatal(err)
	}
	ended, points, err := m.script.programs.watch(t.Context(), h, wrong.steps[last].argv(h))
	if err != nil || !ended.done() {
		t.Fatalf("the wrong order, undisturbed: %s %v", ended, err)
	}
	wrong.points[last] = numbered(points, last)
	got, err := m.script.look(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	if faults := got.faults(m.undisturbed[""]); len(faults) > 0 {
		t.Fatalf("undisturbed, the wrong order must look like the right one: %s", strings.Join(faults, "\n"))
	}
	var caught []string
	w := wrong.newSweep(seed(t), wrongOrderBound, func(d death, faults []string) bool {
		for _, f := range faults {
			if strings.Contains(f, "left 2 times") {
				caught = append(caught, wrong.describe(d)+": "+f)
			}
		}
		return len(caught) > 0
	})
	w.run(t.Context())
	if w.err != nil {
		t.Fatal(w.err)
	}
	if len(caught) == 0 {
		t.Fatalf("%d deaths of a program that lets files leave too early, and nothing was paid twice", w.total())
	}
	t.Logf("caught after %d points: %s, and %d more", w.total(), caught[0], len(caught)-1)
}
