//go:build unix

package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"chitra/internal/app"
	"chitra/internal/store/storetest"
)

// A new store is its owner's alone, whatever the umask: the file, and what
// SQLite keeps beside it. One that is there keeps the mode somebody gave it.
func TestANewStoreIsReadByNobodyElse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chitra.db")
	s := storetest.Open(t, "sqlite:"+path)
	update(t, s, func(tx app.Tx) error {
		return tx.SetInfo(t.Context(), app.Info{ID: "own", CreatedAt: "2024-07-01T00:00:00.000Z"})
	})
	for _, end := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s has mode %v", filepath.Base(path+end), mode)
		}
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	storetest.Open(t, "sqlite:"+path)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("opening it again made its mode %v, %v", info.Mode(), err)
	}
}
