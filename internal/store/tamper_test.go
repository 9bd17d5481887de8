package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// asOpened lets a use case look through a transaction that is open already: it is
// a store of one connection, which views have one after the other.
type asOpened struct {
	tx   app.Tx
	turn *sync.Mutex
}

func (o asOpened) View(_ context.Context, fn func(app.Tx) error) error {
	o.turn.Lock()
	defer o.turn.Unlock()
	return fn(o.tx)
}

func (o asOpened) Update(ctx context.Context, fn func(app.Tx) error) error { return o.View(ctx, fn) }

// verify asks the use case itself what it makes of what the transaction sees.
func verify(ctx context.Context, tx app.Tx) (app.AuditResult, error) {
	return app.New(app.Config{Store: asOpened{tx, &sync.Mutex{}}, Clock: time.Now, Machine: time.Now}).Verify(ctx)
}

// unguarded takes away what the database holds by itself, as somebody with its
// password could: every trigger and every check.
func unguarded(t *testing.T, s *store.Store) {
	t.Helper()
	list := `SELECT 'DROP TRIGGER ' || name FROM sqlite_schema WHERE type = 'trigger' UNION ALL SELECT 'PRAGMA ignore_check_constraints = 1'`
	if s.Engine() == "postgres" {
		list = `SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0`
	}
	var statements []string
	if err := s.SQL().SelectContext(t.Context(), &statements, list); err != nil {
		t.Fatal(err)
	}
	for _, statement := range statements {
		exec(t, s, statement)
	}
}

// TestAnUntouchedLifeVerifies is what makes the findings below mean something.
func TestAnUntouchedLifeVerifies(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		view(t, s, func(tx app.Tx) error {
			r, err := verify(t.Context(), tx)
			if err != nil || !r.OK || r.Events != actNight || r.FirstBad != nil {
				t.Errorf("%+v, %v", r, err)
			}
			return nil
		})
		for _, tb := range catalogue(t) {
			if count(t, s, tb.Name) == 0 {
				t.Errorf("the life leaves %s empty: nothing of it is tested", tb.Name)
			}
		}
	})
}

// TestEveryChangedColumnIsFound changes one value after another in the
// database itself and looks through the journal each time (promise 9).
func TestEveryChangedColumnIsFound(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		unguarded(t, s)
		changed := 0
		for _, tb := range catalogue(t) {
			keys := keysOf(t, s, tb)
			rows := 2
			if s.Engine() == "postgres" {
				rows = 1 // the same walk over the same life: one row a table shows its columns
			}
			keys = keys[:min(rows, len(keys))]
			for _, key := range keys {
				for _, c := range tb.Columns {
					changed++
					undone(t, s, func(tx app.Tx) error { return tamper(t, tx, tb, c, key) })
				}
			}
		}
		if changed < 300 {
			t.Errorf("only %d values were changed", changed)
		}
	})
}

// movable are the columns that move without a fact of their own, so that the
// journal cannot tell a move from a forgery. Where money goes is held by what
// was approved and by the instruction, which are facts.
var movable = []string{
	"payment.account_id", "payment.payer_id", "payment.batch_id",
	"exception.owner", "exception.closed_at", "exception.closed_by", "exception.close_reason",
}

func tamper(t *testing.T, tx app.Tx, tb store.TableInfo, column string, key []any) error {
	t.Helper()
	value, err := valueIn(t.Context(), tx, tb, column, key)
	if err != nil {
		return err
	}
	if err := execIn(t.Context(), tx, "UPDATE "+tb.Name+" SET "+column+" = ? WHERE "+whereKey(tb), append([]any{another(value)}, key...)...); err != nil {
		return fmt.Errorf("change %s.%s: %w", tb.Name, column, err)
	}
	r, err := verify(t.Context(), tx)
	if err != nil {
		return err
	}
	if found := r.FirstBad != nil && !r.OK; found == slices.Contains(movable, tb.Name+"."+column) {
		t.Errorf("%s.%s %v made %v: found %v", tb.Name, column, value, another(value), found)
	}
	return nil
}

func whereKey(tb store.TableInfo) string {
	return strings.Join(append([]string{tb.Act}, tb.Key...), " = ? AND ") + " = ?"
}

// keysOf are the acts and keys of a table's rows.
func keysOf(t *testing.T, s *store.Store, tb store.TableInfo) [][]any {
	t.Helper()
	rows, err := s.SQL().QueryxContext(t.Context(), "SELECT "+strings.Join(append([]string{tb.Act}, tb.Key...), ", ")+" FROM "+tb.Name)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		key, err := rows.SliceScan()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, plain(key))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// plain makes text of the bytes that one driver hands out for it.
func plain(values []any) []any {
	for i, v := range values {
		if b, ok := v.([]byte); ok {
			values[i] = string(b)
		}
	}
	return values
}

func valueIn(ctx context.Context, tx app.Tx, tb store.TableInfo, column string, key []any) (any, error) {
	x := store.SQLOf(tx)
	values, err := x.QueryRowxContext(ctx, x.Rebind("SELECT "+column+" FROM "+tb.Name+" WHERE "+whereKey(tb)), key...).SliceScan()
	if err != nil {
		return nil, fmt.Errorf("read %s.%s: %w", tb.Name, column, err)
	}
	return plain(values)[0], nil
}

// another is a value of the same form that is not v.
func another(v any) any {
	switch v := v.(type) {
	case nil:
		return int64(1)
	case int64:
		return v + 1000
	case string:
		if at, err := time.Parse(journal.TimeForm, v); err == nil {
			return journal.Stamp(at.Add(time.Millisecond))
		}
		return v + "x"
	}
	panic(fmt.Sprintf("a fact holds %T", v))
}

// TestRowsOfALoadUnderWayAreNotStray: they are nobody's until the load is finished,
// and stray if it then has no event.
func TestRowsOfALoadUnderWayAreNotStray(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		undone(t, s, func(tx app.Tx) error {
			no, err := tx.NextAct(t.Context())
			if err != nil {
				return err
			}
			if err := tx.StartLoad(t.Context(), no, "registry.load", "2024-08-01", lifeStart); err != nil {
				return err
			}
			if err := insert(t.Context(), tx, app.RegistryPerson{SnapshotNo: no, PersonalID: "999044000077", FullName: "Đỗ Thị Bảy", Status: "alive"}); err != nil {
				return err
			}
			if r, err := verify(t.Context(), tx); err != nil || !r.OK {
				t.Errorf("under way: %v, %v", r.FirstBad, err)
			}
			if err := tx.FinishLoad(t.Context(), no); err != nil {
				return err
			}
			if r, err := verify(t.Context(), tx); err != nil || r.FirstBad == nil || r.FirstBad.Reason != journal.ReasonRows {
				t.Errorf("finished: %v, %v", r.FirstBad, err)
			}
			return nil
		})
	})
}

func TestARemovedFactIsFound(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		unguarded(t, s)
		for _, tb := range catalogue(t) {
			key := keysOf(t, s, tb)[0]
			undone(t, s, func(tx app.Tx) error {
				if err := execIn(t.Context(), tx, "DELETE FROM "+tb.Name+" WHERE "+whereKey(tb), key...); err != nil {
					return err
				}
				if r, err := verify(t.Context(), tx); err != nil || r.FirstBad == nil {
					t.Errorf("a row taken out of %s: %+v, %v", tb.Name, r, err)
				}
				return nil
			})
		}
	})
}

func TestEveryChangedEventIsFound(t *testing.T) {
	columns := []string{"chain", "seq", "act_no", "recorded_utc", "business_at", "actor", "proof", "act", "subject", "prev_hash", "hash"}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		unguarded(t, s)
		for _, c := range columns {
			set := c + " = " + c + " || 'x'"
			switch c {
			case "seq", "act_no":
				set = c + " = " + c + " + 1000"
			case "recorded_utc", "business_at":
				set = c + " = replace(" + c + ", ':00.000Z', ':01.000Z')"
			}
			foundAfter(t, s, "UPDATE event SET "+set+" WHERE act_no = 3")
		}
		foundAfter(t, s, `UPDATE event SET facts = replace(facts, '"facts":"', '"facts":"1') WHERE act_no = 3`)
		foundAfter(t, s, `UPDATE event SET facts = replace(facts, '"sha256":"', '"sha256":"0') WHERE act_no = 3`)
		foundAfter(t, s, `DELETE FROM event WHERE act_no = 3`)
	})
}

func foundAfter(t *testing.T, s *store.Store, statement string) {
	t.Helper()
	undone(t, s, func(tx app.Tx) error {
		if err := execIn(t.Context(), tx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
		if r, err := verify(t.Context(), tx); err != nil || r.FirstBad == nil {
			t.Errorf("%s: %+v, %v", statement, r, err)
		}
		return nil
	})
}

// TestARewrittenTailHasAnotherHead is the one forgery a chain alone cannot
// show: its events hold, and the head kept outside does not.
func TestARewrittenTailHasAnotherHead(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		unguarded(t, s)
		undone(t, s, func(tx app.Tx) error {
			before, err := verify(t.Context(), tx)
			if err != nil {
				return err
			}
			for _, tb := range catalogue(t) { // all that the last act wrote
				if err := execIn(t.Context(), tx, "DELETE FROM "+tb.Name+" WHERE "+tb.Act+" = ?", actNight); err != nil {
					return err
				}
			}
			if err := execIn(t.Context(), tx, "DELETE FROM event WHERE act_no = ?", actNight); err != nil {
				return err
			}
			after, err := verify(t.Context(), tx)
			if err != nil || !after.OK || after.Head == before.Head || after.Events != before.Events-1 {
				t.Errorf("before %+v, after %+v, %v", before, after, err)
			}
			return nil
		})
	})
}
