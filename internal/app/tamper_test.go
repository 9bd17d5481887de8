package app_test

import (
	"context"
	"database/sql"
	"fmt"

	"chitra/internal/app"
)

// database is what the store's transactions stand on.
type database interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// counted is what a query that counts answers.
func (w *world) counted(query string) (n int) {
	w.Helper()
	w.must(w.store.View(w.ctx, func(tx app.Tx) error { return tx.(database).QueryRowContext(w.ctx, query).Scan(&n) }))
	return n
}

// exec runs statements past every use case, in one transaction.
func (w *world) exec(statements ...string) {
	w.Helper()
	w.must(w.store.Update(w.ctx, func(tx app.Tx) error {
		for _, s := range statements {
			if _, err := tx.(database).ExecContext(w.ctx, s); err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	}))
}

func (w *world) postgres() bool {
	return w.store.(interface{ Engine() string }).Engine() == "postgres"
}

// unguard takes away what keeps the facts of tables from being changed.
func (w *world) unguard(tables ...string) {
	w.Helper()
	for _, t := range tables {
		if w.postgres() {
			w.exec("ALTER TABLE " + t + " DISABLE TRIGGER USER")
			continue
		}
		w.exec("DROP TRIGGER "+t+"_fixed", "DROP TRIGGER "+t+"_kept")
	}
}

// before keeps a beneficiary's rows of tables and returns what puts them back.
func (w *world) before(beneficiary string, tables ...string) (undo func()) {
	w.Helper()
	mine := " WHERE beneficiary_id = '" + beneficiary + "'"
	for _, t := range tables {
		w.exec("DROP TABLE IF EXISTS before_"+t, "CREATE TABLE before_"+t+" AS SELECT * FROM "+t+mine)
	}
	return func() {
		w.Helper()
		for _, t := range tables {
			w.exec("DELETE FROM "+t+mine, "INSERT INTO "+t+" SELECT * FROM before_"+t)
		}
	}
}
