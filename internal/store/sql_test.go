package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"chitra/internal/app"
	"chitra/internal/store"
)

// errUndo ends a transaction of which nothing shall stay.
var errUndo = errors.New("undo")

func exec(t *testing.T, s *store.Store, query string, args ...any) {
	t.Helper()
	if err := try(t.Context(), s, query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// try runs one statement past the use cases, on its own.
func try(ctx context.Context, s *store.Store, query string, args ...any) error {
	_, err := s.SQL().ExecContext(ctx, s.SQL().Rebind(query), args...)
	return err
}

func update(t testing.TB, s *store.Store, fn func(app.Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, s *store.Store, fn func(app.Tx) error) {
	t.Helper()
	if err := s.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// undone runs fn in a transaction of which nothing stays, whatever it did.
func undone(t testing.TB, s *store.Store, fn func(app.Tx) error) {
	t.Helper()
	err := s.Update(t.Context(), func(tx app.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
}

// execIn runs one statement inside a transaction, past the use cases.
func execIn(ctx context.Context, tx app.Tx, query string, args ...any) error {
	x := store.SQLOf(tx)
	_, err := x.ExecContext(ctx, x.Rebind(query), args...)
	return err
}

func insert(ctx context.Context, tx app.Tx, facts ...app.Fact) error {
	_, err := tx.Insert(ctx, slices.Values(facts))
	return err
}

func count(t testing.TB, s *store.Store, table string) int {
	t.Helper()
	var n int
	if err := s.SQL().GetContext(t.Context(), &n, "SELECT COUNT(*) FROM "+table); err != nil {
		t.Fatal(err)
	}
	return n
}

func schemaVersion(t testing.TB, s *store.Store) (n int64) {
	t.Helper()
	view(t, s, func(tx app.Tx) (err error) {
		n, err = tx.SchemaVersion(t.Context())
		return err
	})
	return n
}
