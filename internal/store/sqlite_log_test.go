package store_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// The log is moved into the database file when there is enough of it, while the
// store is in use, and what was committed is read all the while.
func TestTheLogIsMovedBesideTheWork(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chitra.db")
	s := storetest.Open(t, "sqlite:"+path)
	s.LogEnough(4 << 20)
	content := make([]byte, 1<<20)
	size := func() int64 {
		t.Helper()
		f, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return f.Size()
	}
	before := size()
	keep(t, s, content)
	if s.LogMoved(); size() != before {
		t.Fatalf("the file grew by %d bytes before there was enough of a log", size()-before)
	}
	for range 8 {
		keep(t, s, content)
	}
	if s.LogMoved(); size() < before+4<<20 {
		t.Errorf("the file has %d bytes after nine commits of a megabyte each, and had %d before", size(), before)
	}
	keep(t, s, content)
}

// keep keeps a blob that nobody has kept before, and reads it.
func keep(t *testing.T, s *store.Store, content []byte) {
	t.Helper()
	if _, err := rand.Read(content); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(content)
	name := hex.EncodeToString(sum[:])
	update(t, s, func(tx app.Tx) error { return tx.PutBlob(t.Context(), name, content) })
	view(t, s, func(tx app.Tx) error {
		got, err := tx.Blob(t.Context(), name)
		if err == nil && !bytes.Equal(got, content) {
			t.Error("other bytes came back")
		}
		return err
	})
}
