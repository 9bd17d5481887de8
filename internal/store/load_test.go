package store_test

import (
	"testing"
	"time"

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

// A load is under way from its start until it is finished or dropped.
func TestLoadingIsUntilFinishedOrDropped(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		finished, dropped := begun(t, s, "registry.load"), begun(t, s, "list.import")
		is := func(act int64, want bool) {
			t.Helper()
			update(t, s, func(tx app.Tx) error {
				got, err := tx.Loading(t.Context(), act)
				if got != want {
					t.Errorf("load %d is loading: %t, want %t", act, got, want)
				}
				return err
			})
		}
		is(finished, true)
		is(dropped, true)
		update(t, s, func(tx app.Tx) error { return tx.FinishLoad(t.Context(), finished) })
		update(t, s, func(tx app.Tx) error {
			_, err := tx.DropDeadLoads(t.Context(), "list.import")
			return err
		})
		is(finished, false)
		is(dropped, false)
	})
}

// Whoever drops a load waits for the chunk it is writing, and drops that too.
func TestAChunkAtOnceWithADropGoesWithItsLoad(t *testing.T) {
	all := loadTables(t)
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		act := begun(t, s, "registry.load")
		dropped := make(chan error, 1)
		update(t, s, func(tx app.Tx) error {
			if loading, err := tx.Loading(t.Context(), act); err != nil || !loading {
				t.Errorf("loading %t, %v", loading, err)
			}
			go func() {
				dropped <- s.Update(t.Context(), func(tx app.Tx) error {
					n, err := tx.DropDeadLoads(t.Context(), "registry.load")
					if n != int64(all)+1 {
						t.Errorf("%d rows dropped, %d were there", n, all+1)
					}
					return err
				})
			}()
			select {
			case err := <-dropped:
				t.Errorf("dropped while a chunk was being written: %v", err)
			case <-time.After(100 * time.Millisecond):
			}
			return insert(t.Context(), tx, app.RegistryRefused{SnapshotNo: act, Line: 99, ColumnName: "sex", Code: "x"})
		})
		if err := <-dropped; err != nil {
			t.Error(err)
		}
		if left := rowsLeft(t, s, act); left != 0 {
			t.Errorf("%d rows are left", left)
		}
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
