package storetest

import (
	"os"
	"path/filepath"
	"testing"

	"chitra/internal/store"
	"chitra/internal/vault"
)

// Engines runs test once an engine, each time against a new migrated store
// that is closed when the sub-test ends. CHITRA_TEST_ENGINE names the only one,
// for runs in which the engine makes no difference.
func Engines(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	only := os.Getenv("CHITRA_TEST_ENGINE")
	for _, engine := range []struct {
		name string
		dsn  func(testing.TB) string
	}{{"sqlite", SQLite}, {"postgres", newest}} {
		if only == "" || only == engine.name {
			t.Run(engine.name, func(t *testing.T) { test(t, Open(t, engine.dsn(t))) })
		}
	}
}

// SQLite names a database file that does not exist yet, in a folder that goes
// with the test.
func SQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "chitra.db")
}

// Open opens and migrates the database dsn names, and closes it with the test.
func Open(t testing.TB, dsn string, options ...store.Option) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, options...)
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

// Sealed opens a new SQLite store whose numbers and files are sealed by a key made
// up for tests.
func Sealed(t testing.TB) *store.Store {
	t.Helper()
	v, err := vault.New(vault.Key{9, 9, 9})
	if err != nil {
		t.Fatal(err)
	}
	return Open(t, SQLite(t), store.WithVault(v))
}
