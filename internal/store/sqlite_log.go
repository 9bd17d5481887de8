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

	mu     sync.Mutex
	moving chan struct{} // closed when who moves the log has done so; nil while nobody does
	ended  bool
}

// committed has the log moved where there is enough of it and nobody is at it.
func (m *logMover) committed() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ended || m.moving != nil {
		return
	}
	if log, err := os.Stat(m.path + "-wal"); err != nil || log.Size() < m.enough {
		return
	}
	done := make(chan struct{})
	m.moving = done
	go func() {
		defer close(done)
		m.move()
		m.mu.Lock()
		defer m.mu.Unlock()
		m.moving = nil
	}()
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
	m.mu.Lock()
	moving := m.moving
	m.mu.Unlock()
	if moving != nil {
		<-moving
	}
}

// end waits likewise; whatever is committed after it, the log is moved no more.
func (m *logMover) end() {
	if m == nil {
		return
	}
	m.mu.Lock()
	m.ended = true
	m.mu.Unlock()
	m.wait()
}
