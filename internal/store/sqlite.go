package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	"github.com/jmoiron/sqlx"
	"modernc.org/sqlite"
)

type sqliteEngine struct{}

// rowsAtOnce is how many rows one statement carries: a third faster than one
// by one, and no faster beyond.
const rowsAtOnce = 50

func (s *Store) openSQLite(ctx context.Context, path string) error {
	s.engine = sqliteEngine{}
	if err := makeOwn(path); err != nil {
		return err
	}
	write, err := sqliteDB(ctx, path, url.Values{"_txlock": {"immediate"}, "_pragma": {"cache_size(-98304)", "wal_autocheckpoint(262144)",
		fmt.Sprintf("journal_size_limit(%d)", logKept)}}, 1)
	if err != nil {
		return err
	}
	read, err := sqliteDB(ctx, path, url.Values{"_pragma": {"query_only(1)", "cache_size(-32768)"}}, 4)
	if err != nil {
		_ = write.Close()
		return err
	}
	s.write, s.read, s.log = write, read, &logMover{path: path, enough: logEnough}
	return nil
}

// makeOwn makes the file, where there is none, so that nobody but its owner
// reads it; its -wal and -shm get the mode of the file. One that is there is not
// even opened: closing it would let go of the locks this process has on it.
func makeOwn(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// sqliteDB opens a pool. Pragmas go into the name, since each connection of a
// pool needs them anew. Without recursive triggers a row that an insert replaces
// would be deleted with no trigger asked.
func sqliteDB(ctx context.Context, path string, extra url.Values, conns int) (*sqlx.DB, error) {
	q := url.Values{"_pragma": {
		"busy_timeout(15000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "recursive_triggers(1)", "temp_store(2)",
	}}
	for k, v := range extra {
		q[k] = append(q[k], v...)
	}
	connector, err := sqlite.NewConnector("file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode())
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(keeping{connector})
	db.SetMaxOpenConns(conns)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return nil, err
	}
	return sqlx.NewDb(db, "sqlite3"), nil // the name by which sqlx knows its question marks
}

func (sqliteEngine) name() string { return "sqlite" }

func (sqliteEngine) dialect() dialect {
	return dialect{integer: "INTEGER", text: "TEXT", blob: "BLOB", strict: " STRICT", noRowID: true}
}

func (sqliteEngine) hasTable() string {
	return `SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = ?`
}

func (sqliteEngine) nextAct() string {
	return `INSERT INTO counter (name, n) VALUES ('act', 1) ON CONFLICT (name) DO UPDATE SET n = counter.n + 1 RETURNING n`
}

func (sqliteEngine) sortOnDisk() (spill, back string) {
	return "PRAGMA temp_store = 1", "PRAGMA temp_store = 2"
}

func (sqliteEngine) lockRow() string { return "" } // one writer at a time already

func (sqliteEngine) in(column string, values []string) (string, any) {
	return column + " IN (SELECT value FROM json_each(?))", jsonList(values)
}

func (sqliteEngine) inInts(column string, values []int64) (string, any) {
	return column + " IN (SELECT value FROM json_each(?))", jsonList(values)
}

func (sqliteEngine) pairs(left, right []string) (string, []any) {
	both := make([][2]string, len(left))
	for n := range left {
		both[n] = [2]string{left[n], right[n]}
	}
	return "(SELECT json_extract(value, '$[0]') AS a, json_extract(value, '$[1]') AS b FROM json_each(?)) AS k", []any{jsonList(both)}
}

func jsonList[T any](values []T) string {
	if values == nil {
		return "[]"
	}
	b, _ := json.Marshal(values) // strings and whole numbers always encode
	return string(b)
}

// bulk inserts in statements of rowsAtOnce rows each. The next statement's rows
// are made ready while the engine is busy with this one's.
func (sqliteEngine) bulk(ctx context.Context, t *tx, tb *table, rows func(yield func([]any) bool)) (n int64, err error) {
	full := insertText(tb, rowsAtOnce)
	lots, stop := lotsOf(rows, rowsAtOnce*len(tb.columns))
	defer stop()
	for lot := range lots {
		text := full
		if len(lot) < rowsAtOnce*len(tb.columns) {
			text = insertText(tb, len(lot)/len(tb.columns))
		}
		if _, err := t.ExecContext(ctx, text, lot...); err != nil {
			return 0, err
		}
		n += int64(len(lot) / len(tb.columns))
	}
	return n, nil
}

// lotsOf gathers the values of rows into lots of size, the last one shorter, in
// a goroutine of its own. stop ends it, and returns when it has ended.
func lotsOf(rows func(yield func([]any) bool), size int) (lots <-chan []any, stop func()) {
	ready, done := make(chan []any, 4), make(chan struct{})
	go func() {
		defer close(ready)
		lot := make([]any, 0, size)
		send := func() bool {
			select {
			case ready <- lot:
				lot = make([]any, 0, size)
				return true
			case <-done:
				return false
			}
		}
		for row := range rows {
			if lot = append(lot, row...); len(lot) == size && !send() {
				return
			}
		}
		if len(lot) > 0 {
			send()
		}
	}()
	return ready, func() {
		close(done)
		for range ready { // until the rows are let go of
		}
	}
}

func insertText(tb *table, rows int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", len(tb.columns)), ",") + ")"
	// A row that is refused ends the transaction: SQLite need not be able to undo
	// the statement alone, and keeps no second copy of every page for it.
	return "INSERT OR FAIL INTO " + tb.name + " (" + strings.Join(tb.columns, ", ") + ") VALUES " +
		strings.TrimSuffix(strings.Repeat(one+",", rows), ",")
}
