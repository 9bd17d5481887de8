package store

import (
	"context"
	"net/url"
	"os"
	"sync"
)

// SQLite writes what is committed to a log first, and moves it into the database
// file when there is enough of it: by default in the commit that makes it enough,
// which then takes a second and more. logEnough is how many bytes are enough here;
// a log that was moved as a whole begins again with logKept.
const (
	logEnough = 128 << 20
	logKept   = 64 << 20
)

// logMover moves the log into the database file beside the work. Nothing waits for
// it: what is in the log is as safe as what is in the file.
type logMover struct {
	path   string
	enough int64
	moving sync.Mutex // by whom the log is being moved
	moves  sync.WaitGroup
}

// committed has the log moved where there is enough of it and nobody is at it.
func (m *logMover) committed() {
	if m == nil || !m.moving.TryLock() {
		return
	}
	log, err := os.Stat(m.path + "-wal")
	if err != nil || log.Size() < m.enough {
		m.moving.Unlock()
		return
	}
	m.moves.Go(func() {
		defer m.moving.Unlock()
		m.move()
	})
}

// move moves what nobody reads from the log any more. One that fails leaves the log
// as it is: the next commit tries again, and one that finds it eight times as long
// moves it itself.
func (m *logMover) move() {
	ctx := context.Background()
	db, err := sqliteDB(ctx, m.path, url.Values{"_pragma": {"wal_autocheckpoint(0)"}}, 1)
	if err != nil {
		return
	}
	_, _ = db.ExecContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	_ = db.Close()
}

// wait waits until nobody moves the log.
func (m *logMover) wait() {
	if m != nil {
		m.moves.Wait()
	}
}
