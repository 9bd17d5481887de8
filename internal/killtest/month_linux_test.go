package killtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"chitra/internal/app"
)

// month is an undisturbed month, with a house as it was before each step.
type month struct {
	script script
	engine *engine
	steps  []step
	points [][]point // by step
	before []house   // by step

	mu          sync.Mutex
	undisturbed map[string]picture // by the payments withdrawn before the last step
	withdrawn   []string           // the payments somebody might withdraw, one a batch
}

// newMonth runs the month once, undisturbed.
func newMonth(t *testing.T, s script, e *engine) *month {
	t.Helper()
	m := &month{script: s, engine: e, steps: s.steps(t), undisturbed: map[string]picture{}}
	ctx := t.Context()
	h, err := e.empty(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, st := range m.steps {
		if err := st.prepare(ctx, h); err != nil {
			t.Fatal(err)
		}
		kept, err := e.copy(ctx, h)
		if err != nil {
			t.Fatal(err)
		}
		ended, points, err := s.programs.watch(ctx, h, st.argv(h))
		if err != nil || !ended.done() {
			t.Fatalf("undisturbed %s: %s %v", st.name, ended, err)
		}
		m.before, m.points = append(m.before, kept), append(m.points, numbered(points, len(m.points)))
	}
	p, err := s.look(ctx, h)
	if err != nil {
		t.Fatal(err)
	}
	m.undisturbed[""] = p
	m.check(t, p)
	return m
}

func numbered(points []point, step int) []point {
	for i := range points {
		points[i].step = step
	}
	return points
}

// check holds the undisturbed month itself against the promise: a sweep over a
// month in which nothing is paid would find nothing.
func (m *month) check(t *testing.T, p picture) {
	t.Helper()
	for _, fault := range p.doubles() {
		t.Errorf("undisturbed: %s", fault)
	}
	for _, b := range p.Batches {
		i := slices.IndexFunc(p.Instructions, func(i app.Instruction) bool { return i.BatchID == b.ID })
		if i < 0 {
			t.Fatalf("undisturbed: nothing left of %s", b.ID)
		}
		m.withdrawn = append(m.withdrawn, p.Instructions[i].PaymentID)
	}
	if len(p.Batches) != 2 || len(p.Files) != 2 || len(p.Outbox) != 8 {
		t.Fatalf("undisturbed: %d batches, %d files, %d in the outbox", len(p.Batches), len(p.Files), len(p.Outbox))
	}
	for i, points := range m.points {
		if len(points) < 10 {
			t.Errorf("undisturbed %s: %d points", m.steps[i].name, len(points))
		}
	}
}

// without is the undisturbed month in which payments were withdrawn before the
// last step.
func (m *month) without(ctx context.Context, payments []string) (picture, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := strings.Join(payments, " ")
	if p, ok := m.undisturbed[key]; ok {
		return p, nil
	}
	last := len(m.steps) - 1
	h, err := m.engine.copy(ctx, m.before[last])
	if err != nil {
		return picture{}, err
	}
	for _, id := range payments {
		if ok, err := m.script.withdraw(ctx, h, id); err != nil || !ok {
			return picture{}, fmt.Errorf("undisturbed: withdraw %s: %t %w", id, ok, err)
		}
	}
	if err := m.steps[last].run(ctx, h, false); err != nil {
		return picture{}, err
	}
	p, err := m.script.look(ctx, h)
	if err != nil {
		return picture{}, err
	}
	m.undisturbed[key] = p
	return p, m.engine.discard(ctx, h)
}

// death is where a month is killed, and what happens before it goes on.
type death struct {
	at point
	// again is a point of the second run at which it is killed too.
	again point
	// withdraw: before the last step is run again somebody tries to take
	// payments out. They may where nothing of their batch was to leave yet; what
	// left all the same is money that nobody knows of.
	withdraw bool
}

func (m *month) describe(d death) string {
	text := fmt.Sprintf("%s killed at %s #%d (%s)", m.steps[d.at.step].name, d.at.call, d.at.nth, d.at.target)
	if d.again.call != "" {
		text += fmt.Sprintf(", again at %s #%d", d.again.call, d.again.nth)
	}
	if d.withdraw {
		text += ", payments withdrawn"
	}
	return text
}

// try has a month die, goes on with it and compares. Where the point was not
// hit it says so and nothing else.
func (m *month) try(ctx context.Context, d death) (hit bool, faults []string, err error) {
	st := m.steps[d.at.step]
	h, err := m.engine.copy(ctx, m.before[d.at.step])
	if err != nil {
		return false, nil, err
	}
	defer func() { err = errors.Join(err, m.engine.discard(ctx, h)) }()
	if hit, err = m.script.programs.kill(ctx, h, st.argv(h), d.at); err != nil || !hit {
		return false, nil, err
	}
	if d.again.call != "" {
		if _, err := m.script.programs.kill(ctx, h, st.argv(h), d.again); err != nil {
			return true, nil, err
		}
	}
	var gone []string
	for _, id := range m.withdrawn {
		if !d.withdraw {
			break
		}
		ok, err := m.script.withdraw(ctx, h, id)
		if err != nil {
			return true, []string{err.Error()}, nil
		}
		if ok {
			gone = append(gone, id)
		}
	}
	want, err := m.without(ctx, gone)
	if err != nil {
		return true, nil, err
	}
	if err := m.goOn(ctx, h, d.at.step); err != nil {
		faults = append(faults, err.Error())
	}
	got, err := m.script.look(ctx, h)
	if err != nil {
		faults = append(faults, err.Error())
	}
	return true, append(faults, got.faults(want)...), nil
}

// goOn runs a step again, and what follows it.
func (m *month) goOn(ctx context.Context, h house, from int) error {
	if err := m.steps[from].run(ctx, h, true); err != nil {
		return fmt.Errorf("run again: %w", err)
	}
	for _, st := range m.steps[from+1:] {
		if err := st.prepare(ctx, h); err != nil {
			return err
		}
		if err := st.run(ctx, h, false); err != nil {
			return err
		}
	}
	return nil
}
