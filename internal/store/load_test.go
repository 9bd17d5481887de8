package store_test

import (
	"testing"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// begun starts a load of a kind and writes a row of each table that loads
// have, under an act number of its own.
func begun(t *testing.T, s *store.Store, kind string) (act int64) {
	t.Helper()
	rows := oneRowATable()
	update(t, s, func(tx app.Tx) (err error) {
		if act, err = tx.NextAct(t.Context()); err != nil {
			return err
		}
		if err := tx.StartLoad(t.Context(), act, kind, "", lifeStart); err != nil {
			return err
		}
		for _, tb := range catalogue(t) {
			if !tb.Load {
				continue
			}
			if err := insert(t.Context(), tx, withAct(rows[tb.Name], tb, act)); err != nil {
				return err
			}
		}
		return nil
	})
	return act
}

func loadTables(t *testing.T) int {
	n := 0
	for _, tb := range catalogue(t) {
		if tb.Load {
			n++
		}
	}
	if n == 0 {
		t.Fatal("no table belongs to a load")
	}
	return n
}

// rowsLeft counts what an act wrote that is still there.
func rowsLeft(t *testing.T, s *store.Store, act int64) int {
	t.Helper()
	left := 0
	view(t, s, func(tx app.Tx) error {
		for _, tb := range catalogue(t) {
			if !tb.Load {
				continue
			}
			rows, err := rowsOf(t.Context(), tx, tb, act)
			if err != nil {
				return err
			}
			left += len(rows)
		}
		return nil
	})
	return left
}

// TestADeadLoadIsDroppedWhole: the next run of its kind takes away what it
// left, and nothing that is ready or of another kind.
func TestADeadLoadIsDroppedWhole(t *testing.T) {
	all := loadTables(t)
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		dead, ready, other := begun(t, s, "list.import"), begun(t, s, "list.import"), begun(t, s, "registry.load")
		update(t, s, func(tx app.Tx) error { return tx.FinishLoad(t.Context(), ready) })
		update(t, s, func(tx app.Tx) error {
			n, err := tx.DropDeadLoads(t.Context(), "list.import")
			if n != int64(all) {
				t.Errorf("%d rows dropped, %d were dead", n, all)
			}
			return err
		})
		if d, r, o := rowsLeft(t, s, dead), rowsLeft(t, s, ready), rowsLeft(t, s, other); d != 0 || r != all || o != all {
			t.Errorf("left of the dead %d, of the ready %d, of the other %d; each had %d", d, r, o, all)
		}
		update(t, s, func(tx app.Tx) error {
			n, err := tx.DropDeadLoads(t.Context(), "list.import")
			if n != 0 {
				t.Errorf("%d rows dropped again", n)
			}
			return err
		})
	})
}

func TestALoadIsFinishedOnce(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		act := begun(t, s, "list.import")
		finish := func(act int64) error {
			return s.Update(t.Context(), func(tx app.Tx) error { return tx.FinishLoad(t.Context(), act) })
		}
		if err := finish(act); err != nil {
			t.Error(err)
		}
		if err := finish(act); err == nil {
			t.Error("a ready load was finished again")
		}
		if err := finish(act + 1); err == nil {
			t.Error("a load that never began was finished")
		}
	})
}
