package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"
)

// keptDB is a database of one connection, and that connection.
func keptDB(t *testing.T) (*sqlx.DB, *keepingConn) {
	t.Helper()
	db, err := sqliteDB(t.Context(), filepath.Join(t.TempDir(), "kept.db"), nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	conn, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var own *keepingConn
	err = errors.Join(conn.Raw(func(c any) error { own = c.(*keepingConn); return nil }), conn.Close())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(`CREATE TABLE thing (n INTEGER NOT NULL PRIMARY KEY CHECK (n > 0), word TEXT NOT NULL) STRICT`); err != nil {
		t.Fatal(err)
	}
	for n, word := range []string{"one", "two", "three"} {
		if _, err := db.Exec(`INSERT INTO thing (n, word) VALUES (?, ?)`, n+1, word); err != nil {
			t.Fatal(err)
		}
	}
	return db, own
}

// A statement whose rows are still being read is run beside itself, and both give
// all their rows.
func TestAStatementRunsWhileItsRowsAreRead(t *testing.T) {
	db, _ := keptDB(t)
	tx, err := db.Beginx()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // it only reads
	const words = `SELECT word FROM thing WHERE n >= ? ORDER BY n`
	var got []string
	outer, err := tx.Query(words, 2)
	if err != nil {
		t.Fatal(err)
	}
	defer outer.Close()
	for outer.Next() {
		var word string
		if err := outer.Scan(&word); err != nil {
			t.Fatal(err)
		}
		var inner []string
		if err := tx.Select(&inner, words, 1); err != nil {
			t.Fatal(err)
		}
		got = append(got, word+": "+strings.Join(inner, " "))
	}
	if err := outer.Err(); err != nil {
		t.Fatal(err)
	}
	if want := "two: one two three, three: one two three"; strings.Join(got, ", ") != want {
		t.Errorf("read %q, want %q", got, want)
	}
}

// A statement that was refused, read in part, or run before the schema changed
// says the next time what it would say if it were new.
func TestAKeptStatementIsAsNew(t *testing.T) {
	db, _ := keptDB(t)
	const insert, all = `INSERT INTO thing (n, word) VALUES (?, ?)`, `SELECT * FROM thing ORDER BY n`
	for _, n := range []int{0, 1, -1} {
		if _, err := db.Exec(insert, n, "refused"); err == nil {
			t.Fatalf("%d is taken", n)
		}
	}
	if _, err := db.Exec(insert, 4, "four"); err != nil {
		t.Fatal(err)
	}
	var n int
	var word string
	if err := db.QueryRow(all).Scan(&n, &word); err != nil || word != "one" { // the first row alone
		t.Fatalf("%d %s, %v", n, word, err)
	}
	if _, err := db.Exec(`ALTER TABLE thing ADD COLUMN more TEXT NOT NULL DEFAULT 'more'`); err != nil {
		t.Fatal(err)
	}
	rows, err := db.Queryx(all)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	count := 0
	for ; rows.Next(); count++ {
		row, err := rows.SliceScan()
		if err != nil || len(row) != 3 {
			t.Fatalf("row %v, %v", row, err)
		}
	}
	if err := rows.Err(); err != nil || count != 4 {
		t.Errorf("%d rows, %v", count, err)
	}
	if _, err := db.Exec(`DROP TABLE thing`); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(insert, 5, "five"); err == nil {
		t.Error("a row is taken by a table that is gone")
	}
}

// A connection keeps so many statements and no more, those that ran last, and no
// pragma and no two statements in one text.
func TestAConnectionKeepsWhatRanLast(t *testing.T) {
	db, conn := keptDB(t)
	const often = `SELECT COUNT(*) FROM thing`
	for n := range 3 * statementsKept {
		for _, text := range []string{fmt.Sprintf(`SELECT %d FROM thing`, n), often} {
			if _, err := db.Exec(text); err != nil {
				t.Fatal(err)
			}
		}
		if len(conn.kept) > statementsKept || conn.kept[often] == nil {
			t.Fatalf("%d statements are kept; the one that runs often: %v", len(conn.kept), conn.kept[often] != nil)
		}
	}
	for _, text := range []string{"PRAGMA cache_size", "SELECT 1 FROM thing; SELECT 2 FROM thing"} {
		if _, err := db.Exec(text); err != nil || conn.kept[text] != nil {
			t.Errorf("%s is kept: %t; %v", text, conn.kept[text] != nil, err)
		}
	}
}

// What is asked after its end has come is not run, kept or not.
func TestAKeptStatementEndsWithItsContext(t *testing.T) {
	db, conn := keptDB(t)
	const endless = `WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?) SELECT MAX(n) FROM c`
	var n int64
	if err := db.Get(&n, endless, 3); err != nil || n != 3 {
		t.Fatalf("%d, %v", n, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	asked := make(chan error, 1)
	go func() { asked <- db.GetContext(ctx, &n, endless, int64(1)<<60) }()
	for db.Stats().InUse == 0 { // until it is under way
	}
	stop()
	if err := <-asked; err == nil {
		t.Fatal("it has an end")
	}
	if err := db.Get(&n, endless, 4); err != nil || n != 4 {
		t.Errorf("asked again: %d, %v", n, err)
	}
	if _, ok := any(conn).(driver.SessionResetter); !ok {
		t.Error("a connection that broke off is not looked at before it is used again")
	}
	if _, err := db.ExecContext(ctx, endless, 5); err == nil || err == sql.ErrNoRows {
		t.Errorf("run after its end: %v", err)
	}
}
