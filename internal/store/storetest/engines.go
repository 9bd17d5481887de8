package storetest

import (
	"path/filepath"
	"testing"

	"chitra/internal/store"
)

// Engines runs test once an engine, each time against a new migrated store
// that is closed when the sub-test ends.
func Engines(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, SQLite(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, newest(t))) })
}

// SQLite names a database file that does not exist yet, in a folder that goes
// with the test.
func SQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "chitra.db")
}

// Open opens and migrates the database dsn names, and closes it with the test.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	if _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}
