package store

import (
	"context"
	"database/sql"
	"net/url"
	"strings"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

type postgresEngine struct{}

func (s *Store) openPostgres(ctx context.Context, dsn string) error {
	s.engine = postgresEngine{}
	u, err := url.Parse(dsn)
	if err != nil {
		return err
	}
	q := u.Query()
	if q.Get("sslmode") == "" {
		q.Set("sslmode", "require") // never left to the driver
	}
	q.Set("timezone", "UTC")
	u.RawQuery = q.Encode()
	db, err := sql.Open("postgres", u.String())
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(8)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return err
	}
	s.write = sqlx.NewDb(db, "postgres")
	s.read = s.write
	return nil
}

func (s *Store) begin(ctx context.Context, db *sqlx.DB, writes bool) (*sqlx.Tx, error) {
	if s.engine.name() == "sqlite" || writes {
		return db.BeginTxx(ctx, nil)
	}
	return db.BeginTxx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
}

func (postgresEngine) name() string { return "postgres" }

func (postgresEngine) dialect() dialect {
	return dialect{integer: "BIGINT", text: `TEXT COLLATE "C"`, blob: "BYTEA"}
}

func (postgresEngine) hasTable() string {
	return `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = $1`
}

func (postgresEngine) nextAct() string { return `SELECT nextval('act_no')` }

func (postgresEngine) sortOnDisk() (spill, back string) { return "", "" }

func (postgresEngine) lockRow() string { return " FOR UPDATE" }

func (postgresEngine) in(column string, values []string) (string, any) {
	return column + " = ANY (?)", pq.Array(values)
}

func (postgresEngine) inInts(column string, values []int64) (string, any) {
	return column + " = ANY (?)", pq.Array(values)
}

func (postgresEngine) pairs(left, right []string) (string, []any) {
	return "unnest(?::text[], ?::text[]) AS k(a, b)", []any{pq.Array(left), pq.Array(right)}
}

// bulk copies, as fast as the engine takes rows.
func (postgresEngine) bulk(ctx context.Context, t *tx, tb *table, rows func(yield func([]any) bool)) (n int64, err error) {
	stmt, err := t.PrepareContext(ctx, "COPY "+tb.name+" ("+strings.Join(tb.columns, ", ")+") FROM STDIN")
	if err != nil {
		return 0, err
	}
	defer func() {
		if cerr := stmt.Close(); err == nil {
			err = cerr
		}
	}()
	for row := range rows {
		if _, err := stmt.ExecContext(ctx, row...); err != nil {
			return 0, err
		}
		n++
	}
	_, err = stmt.ExecContext(ctx) // the end of the copy
	return n, err
}
