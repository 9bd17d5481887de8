package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"chitra/internal/app"
	"chitra/internal/journal"
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

// insert writes facts table by table, in the order the tables first appear.
func insert(ctx context.Context, tx app.Tx, facts ...app.Fact) error {
	for _, name := range tablesOf(facts) {
		var rows []app.Fact
		for _, f := range facts {
			if f.Table() == name {
				rows = append(rows, f)
			}
		}
		n, err := tx.Insert(ctx, name, slices.Values(rows), &app.Fold{Rows: journal.NewRowDigest()})
		if err == nil && n != int64(len(rows)) {
			err = fmt.Errorf("%d rows of %s given, %d written", len(rows), name, n)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func tablesOf(facts []app.Fact) []string {
	var names []string
	for _, f := range facts {
		if !slices.Contains(names, f.Table()) {
			names = append(names, f.Table())
		}
	}
	return names
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

// attempt runs one statement inside a transaction and takes it back, so that
// a refusal leaves the transaction usable.
func attempt(t testing.TB, tx app.Tx, query string, args ...any) (refusal error) {
	t.Helper()
	ctx := t.Context()
	if err := execIn(ctx, tx, "SAVEPOINT attempt"); err != nil {
		t.Fatal(err)
	}
	refusal = execIn(ctx, tx, query, args...)
	if err := execIn(ctx, tx, "ROLLBACK TO SAVEPOINT attempt"); err != nil {
		t.Fatal(err)
	}
	return refusal
}

// attemptInsert writes facts in a transaction of their own and takes them back.
func attemptInsert(t testing.TB, s *store.Store, facts ...app.Fact) (refusal error) {
	t.Helper()
	err := s.Update(t.Context(), func(tx app.Tx) error {
		if err := insert(t.Context(), tx, facts...); err != nil {
			return err
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		return nil
	}
	return err
}
