package app_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"chitra/internal/app"
	"chitra/internal/civil"
)

// meanwhile reads one part, lets something happen, and reads the other.
type meanwhile struct {
	first, then io.Reader
	happens     func()
}

func (m *meanwhile) Read(p []byte) (int, error) {
	if n, err := m.first.Read(p); n > 0 || err != io.EOF {
		return n, err
	}
	if m.happens != nil {
		m.happens()
		m.happens = nil
	}
	return m.then.Read(p)
}

// A load that another process took for dead, and dropped, writes nothing more:
// what it had would be half a registry that nobody asked for.
func TestADroppedLoadWritesNothingMore(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		var many []person
		for n := range 6000 {
			p := everybody()[0]
			p.number = fmt.Sprintf("999080%06d", n)
			many = append(many, p)
		}
		whole := snapshot(many...)
		half := len(whole) - 1000
		var other app.RegistryLoad
		slow := &meanwhile{first: bytes.NewReader(whole[:half]), then: bytes.NewReader(whole[half:]),
			happens: func() { other = w.registry(everybody()...) }}
		before := w.events()

		_, err := w.as(maker).LoadRegistry(w.ctx, "registry.csv", "slow", civil.DateOf(w.clock()), slow)
		refusedWith(t, err, "load_dropped")
		if got := w.events(); got != before+1 {
			t.Errorf("%d acts are in the journal, want the other load alone", got-before)
		}
		w.view(func(tx app.Tx) error {
			s, err := tx.NewestSnapshot(w.ctx)
			if s.ActNo != other.Snapshot {
				t.Errorf("the snapshot in force is %+v, want that of the other load %+v", s, other)
			}
			return err
		})
	})
}
