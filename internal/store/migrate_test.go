package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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
				before := len(columnsOf(t, older))
				if err := older.MigrateTo(t.Context(), version); err != nil {
					t.Fatal(err)
				}
				if len(columnsOf(t, older)) == before {
					t.Errorf("migration %d makes nothing", version)
				}
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
