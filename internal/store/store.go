// Package store keeps Chitra's facts and states in SQLite or PostgreSQL.
//
// It owns the schema, its migrations and every SQL statement; one text serves
// both engines wherever it can. It refuses to decide anything about money or
// people: the use cases do, and the schema holds what must never happen even
// if they are wrong (two live instructions, an approver among the makers, a
// changed fact, a state that no rule leads to).
package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"chitra/internal/app"
	"chitra/internal/vault"
)

// Store is an open database of either engine.
type Store struct {
	engine engine
	write  *sqlx.DB
	read   *sqlx.DB
	tables map[string]*table
	vault  *vault.Vault // nil: nothing is sealed
	log    *logMover    // nil where the engine sees to its log itself
}

// engine is what differs between SQLite and PostgreSQL.
type engine interface {
	name() string
	// bulk inserts rows of one table, already in column order.
	bulk(ctx context.Context, t *tx, table *table, rows func(yield func([]any) bool)) (int64, error)
	// in is a condition that column equals one of the values, and its argument.
	in(column string, values []string) (string, any)
	inInts(column string, values []int64) (string, any)
	// pairs is a table k of pairs, a on the left and b on the right, to join with,
	// and its arguments.
	pairs(left, right []string) (string, []any)
	// hasTable asks how many tables of a name there are.
	hasTable() string
	nextAct() string
	lockRow() string
	// sortOnDisk are statements that let large sorts go to the disk, and keep
	// them in memory again; "" where they do anyway.
	sortOnDisk() (spill, back string)
	dialect() dialect
}

// Open opens the database named by dsn: "sqlite:PATH" or "postgres://…".
// It does not migrate. A sealed store needs its key: see WithVault.
func Open(ctx context.Context, dsn string, options ...Option) (*Store, error) {
	tables, err := catalogue()
	if err != nil {
		return nil, err
	}
	s := &Store{tables: tables}
	for _, o := range options {
		o(s)
	}
	switch {
	case strings.HasPrefix(dsn, "sqlite:"):
		err = s.openSQLite(ctx, strings.TrimPrefix(dsn, "sqlite:"))
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		err = s.openPostgres(ctx, dsn)
	default:
		return nil, fmt.Errorf("open store: %q is neither sqlite:PATH nor postgres://…", dsn)
	}
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if err := s.settleKey(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open store: %w", err), s.Close())
	}
	return s, nil
}

// Engine is "sqlite" or "postgres".
func (s *Store) Engine() string { return s.engine.name() }

// Close closes every connection.
func (s *Store) Close() error {
	s.log.end()
	if s.read == s.write {
		return s.write.Close()
	}
	return errors.Join(s.read.Close(), s.write.Close())
}

// Update runs fn in one transaction that may write.
func (s *Store) Update(ctx context.Context, fn func(app.Tx) error) error {
	return s.run(ctx, s.write, fn, true)
}

// View runs fn against one unmoving picture of the store.
func (s *Store) View(ctx context.Context, fn func(app.Tx) error) error {
	return s.run(ctx, s.read, fn, false)
}

func (s *Store) run(ctx context.Context, db *sqlx.DB, fn func(app.Tx) error, writes bool) (err error) {
	x, err := s.begin(ctx, db, writes)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() {
		if err != nil {
			_ = x.Rollback() // the first error is the one to tell
		}
	}()
	if err := fn(&tx{Tx: x, store: s, writes: writes}); err != nil {
		return err
	}
	if err := x.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	if writes {
		s.log.committed()
	}
	return nil
}

// tx is one transaction, of either engine.
type tx struct {
	*sqlx.Tx
	store  *Store
	writes bool // within an act, whose event is still to come
}

var _ app.Tx = (*tx)(nil)

// exec runs a statement written with ? and says how many rows it touched.
func (t *tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := t.ExecContext(ctx, t.Rebind(query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// get scans one row; sql.ErrNoRows when there is none.
func (t *tx) get(ctx context.Context, dst any, query string, args ...any) error {
	if err := t.GetContext(ctx, dst, t.Rebind(query), args...); err != nil {
		return err
	}
	return t.store.open(reflect.ValueOf(dst))
}

// all scans every row into the slice dst points to.
func (t *tx) all(ctx context.Context, dst any, query string, args ...any) error {
	if err := t.SelectContext(ctx, dst, t.Rebind(query), args...); err != nil {
		return err
	}
	return t.store.open(reflect.ValueOf(dst))
}

// list scans every row into a slice.
func list[T any](ctx context.Context, t *tx, query string, args ...any) ([]T, error) {
	var out blocks[T]
	err := each(ctx, t, out.add, query, args...)
	return out.all(), err
}

// blocks gathers rows to join them once: a slice that grows is copied many times.
type blocks[T any] struct {
	full [][]T
	last []T
}

func (b *blocks[T]) add(v T) error {
	if len(b.last) == cap(b.last) {
		b.full, b.last = append(b.full, b.last), make([]T, 0, min(max(8, 2*len(b.last)), 4096))
	}
	b.last = append(b.last, v)
	return nil
}

// all are the rows; nil for none.
func (b *blocks[T]) all() []T {
	if len(b.full) < 2 { // the first is empty
		return b.last
	}
	return slices.Concat(append(b.full, b.last)...)
}

// each streams rows into values of T and hands them to visit. Every row is
// scanned into the same value, so that its fields are looked for once a query.
func each[T any](ctx context.Context, t *tx, visit func(T) error, query string, args ...any) (err error) {
	rows, err := t.QueryxContext(ctx, t.Rebind(query), args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var v, none T
	into, err := fieldsFor(rows, reflect.ValueOf(&v).Elem())
	if err != nil {
		return err
	}
	for rows.Next() {
		v = none
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := t.store.open(reflect.ValueOf(&v)); err != nil {
			return err
		}
		if err := visit(v); err != nil {
			return err
		}
	}
	return rows.Err()
}

// fieldsFor are pointers to the fields of v that the columns of rows go into, in
// the order of the columns.
func fieldsFor(rows *sqlx.Rows, v reflect.Value) ([]any, error) {
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	into := make([]any, len(columns))
	for i, path := range rows.Mapper.TraversalsByName(v.Type(), columns) {
		if len(path) == 0 {
			return nil, fmt.Errorf("column %s has no field in %s", columns[i], v.Type())
		}
		into[i] = v.FieldByIndex(path).Addr().Interface()
	}
	return into, nil
}
