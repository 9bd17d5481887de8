package killtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"chitra/internal/store/storetest"
)

// engine makes houses with an empty store or a copy of another's, and takes
// them away again.
type engine struct {
	root  string // folder of the houses
	count atomic.Int64
	desk  *sql.DB // of the PostgreSQL server; nil for SQLite
	dsn   string  // of a database there
}

func newSQLite(t *testing.T) *engine { return &engine{root: quickFolder(t)} }

// quickFolder is a folder in memory where there is room, else on the disk. A
// killed process loses nothing that the kernel has, wherever it keeps it, and a
// sweep waits for thousands of fsyncs.
func quickFolder(t *testing.T) string {
	t.Helper()
	const memory, room = "/dev/shm", 1 << 30
	var fs syscall.Statfs_t
	if err := syscall.Statfs(memory, &fs); err != nil || fs.Bavail*uint64(fs.Bsize) < room {
		return t.TempDir()
	}
	dir, err := os.MkdirTemp(memory, "chitra-kill-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func newPostgres(t *testing.T) *engine {
	e := &engine{root: quickFolder(t), dsn: storetest.Postgres(t)}
	desk, err := sql.Open("postgres", e.dsn) // the driver is the one the store brings
	if err != nil {
		t.Fatal(err)
	}
	e.desk = desk
	t.Cleanup(func() {
		if err := errors.Join(e.clear(context.Background()), desk.Close()); err != nil {
			t.Error(err)
		}
	})
	return e
}

// clear drops every database made here: the server may be somebody's.
func (e *engine) clear(ctx context.Context) error {
	for n := range e.count.Load() {
		if _, err := e.desk.ExecContext(ctx, "DROP DATABASE IF EXISTS "+databaseOf(house{dsn: e.dsn})+fmt.Sprintf("_%d WITH (FORCE)", n+1)); err != nil {
			return err
		}
	}
	return nil
}

// empty is a house in which nothing was done yet.
func (e *engine) empty(ctx context.Context) (house, error) { return e.from(ctx, "template0") }

func (e *engine) from(ctx context.Context, template string) (house, error) {
	number := fmt.Sprint(e.count.Add(1))
	dir := filepath.Join(e.root, number)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return house{}, err
	}
	h := house{dir: dir, dsn: "sqlite:" + filepath.Join(dir, "data", "chitra.db")}
	if e.desk == nil {
		return h, nil
	}
	u, err := url.Parse(e.dsn)
	if err != nil {
		return house{}, err
	}
	u.Path += "_" + number
	h.dsn = u.String()
	_, err = e.desk.ExecContext(ctx, "CREATE DATABASE "+databaseOf(h)+" TEMPLATE "+template+" ENCODING 'UTF8'")
	return h, err
}

// copy is a house like another, of which nobody is at work.
func (e *engine) copy(ctx context.Context, other house) (house, error) {
	h, err := e.from(ctx, databaseOf(other))
	if err != nil {
		return house{}, fmt.Errorf("copy a store: %w", err)
	}
	return h, os.CopyFS(h.dir, os.DirFS(other.dir))
}

// discard takes a house away.
func (e *engine) discard(ctx context.Context, h house) error {
	if e.desk != nil {
		if _, err := e.desk.ExecContext(ctx, "DROP DATABASE "+databaseOf(h)+" WITH (FORCE)"); err != nil {
			return err
		}
	}
	return os.RemoveAll(h.dir)
}

func databaseOf(h house) string {
	u, err := url.Parse(h.dsn)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Path, "/")
}
