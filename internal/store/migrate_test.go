package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// triggersOf are the names of all triggers, each as often as it stands there.
func triggersOf(t *testing.T, s *store.Store) []string {
	t.Helper()
	query := `SELECT c.relname || '.' || g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE NOT g.tgisinternal ORDER BY 1`
	if s.Engine() == "sqlite" {
		query = `SELECT tbl_name || '.' || name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1`
	}
	var out []string
	if err := s.SQL().SelectContext(t.Context(), &out, query); err != nil {
		t.Fatal(err)
	}
	return out
}

// schemaOf are the texts of all tables, indexes and constraints.
func schemaOf(t *testing.T, s *store.Store) []string {
	t.Helper()
	query := `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL
SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace UNION ALL
SELECT table_name || '.' || column_name || ' ' || data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1`
	if s.Engine() == "sqlite" {
		query = `SELECT COALESCE(sql, name) FROM sqlite_schema WHERE type IN ('table', 'index') ORDER BY 1`
	}
	var out []string
	if err := s.SQL().SelectContext(t.Context(), &out, query); err != nil {
		t.Fatal(err)
	}
	return out
}

// A store that was made step by step, by programs of their time, has the same
// tables and guards as one made today.
func TestAnOlderStoreGetsTheSameGuards(t *testing.T) {
	for engine, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			today := storetest.Open(t, dsn(t))
			older, err := store.Open(t.Context(), dsn(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = older.Close() })
			versions, err := today.Migrations()
			if err != nil || versions[len(versions)-1] != schemaVersion(t, today) {
				t.Fatalf("migrations %v, newest %d, %v", versions, schemaVersion(t, today), err)
			}
			for _, version := range versions {
				before := schemaOf(t, older)
				if err := older.MigrateTo(t.Context(), version); err != nil {
					t.Fatal(err)
				}
				if slices.Equal(schemaOf(t, older), before) {
					t.Errorf("migration %d makes nothing", version)
				}
			}
			if _, err := older.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(schemaOf(t, today), schemaOf(t, older)); diff != "" {
				t.Errorf("schema of today (-) against step by step (+):\n%s", diff)
			}
			if diff := cmp.Diff(triggersOf(t, today), triggersOf(t, older)); diff != "" {
				t.Errorf("guards of today (-) against step by step (+):\n%s", diff)
			}
			if diff := cmp.Diff(columnsOf(t, today), columnsOf(t, older)); diff != "" {
				t.Errorf("columns of today (-) against step by step (+):\n%s", diff)
			}
		})
	}
}

// liveBefore puts the life into a store as programs of a version did: what its
// tables hold of the facts. It returns all facts.
func liveBefore(t *testing.T, s *store.Store, version int64) (all []app.Fact) {
	t.Helper()
	if err := s.MigrateTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	var tables []string
	for _, c := range columnsOf(t, s) {
		tables = append(tables, c.Table)
	}
	meet(t, s)
	for i, step := range lifeSteps() {
		at := lifeStart.Add(time.Duration(i) * time.Hour)
		facts := step.facts(journal.Stamp(at))
		all = append(all, facts...)
		step.facts = func(string) []app.Fact {
			return slices.DeleteFunc(slices.Clone(facts), func(f app.Fact) bool { return !slices.Contains(tables, f.Table()) })
		}
		update(t, s, func(tx app.Tx) error { return step.do(t.Context(), tx, at) })
	}
	return all
}

// What a table held before its rows were put in another order it holds after, and
// the journal finds every row of every act.
func TestTablesMadeAnewKeepTheirRows(t *testing.T) {
	for engine, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			s, err := store.Open(t.Context(), dsn(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			liveBefore(t, s, 14)
			rows := func() (changes []app.StateChange, entries []app.LedgerEntry) {
				t.Helper()
				if err := s.SQL().SelectContext(t.Context(), &changes, "SELECT * FROM state_change ORDER BY beneficiary_id, subject, act_no, step"); err != nil {
					t.Fatal(err)
				}
				if err := s.SQL().SelectContext(t.Context(), &entries, "SELECT * FROM ledger_entry ORDER BY beneficiary_id, instruction_id, cause_no"); err != nil {
					t.Fatal(err)
				}
				return changes, entries
			}
			changes, entries := rows()
			if len(changes) < 5 || len(entries) < 2 {
				t.Fatalf("too little to lose: %d changes, %d entries", len(changes), len(entries))
			}
			if _, err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			after, entriesAfter := rows()
			if diff := cmp.Diff(changes, after); diff != "" {
				t.Errorf("changes before (-) and after (+):\n%s", diff)
			}
			if diff := cmp.Diff(entries, entriesAfter); diff != "" {
				t.Errorf("entries before (-) and after (+):\n%s", diff)
			}
			now := func() time.Time { return lifeStart.AddDate(1, 0, 0) }
			a := app.New(app.Config{Store: s, Clock: now, Machine: now, Actor: app.Actor{Name: app.NightUser, Proof: "init"}})
			if r, err := a.Verify(t.Context()); err != nil || !r.OK {
				t.Errorf("%+v, %v", r.FirstBad, err)
			}
		})
	}
}

// A year's changes are sorted on the disk when they are put in another order, and
// what comes after is sorted in memory again.
func TestTablesAreMadeAnewOnTheDisk(t *testing.T) {
	s, err := store.Open(t.Context(), storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	const disk, memory = 1, 2
	sorts := func(want int) {
		t.Helper()
		var got int
		if err := s.SQL().GetContext(t.Context(), &got, "PRAGMA temp_store"); err != nil || got != want {
			t.Errorf("temp_store is %d, want %d, %v", got, want, err)
		}
	}
	if err := s.MigrateTo(t.Context(), 14); err != nil {
		t.Fatal(err)
	}
	sorts(memory)
	if err := s.MigrateTo(t.Context(), 15); err != nil {
		t.Fatal(err)
	}
	sorts(disk)
	if _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	sorts(memory)
}
