package store_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// TestMain keeps the properties quick; -rapid.checks asks for more.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "10"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// TestEveryRecordComesBackAsItWent writes rows of every table, reads them back
// and compares the engine's digest with one computed from the records alone:
// two engines that both agree with it agree with one another.
func TestEveryRecordComesBackAsItWent(t *testing.T) {
	tables := catalogue(t)
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		rapid.Check(t, func(rt *rapid.T) {
			long := rapid.SampledFrom(tables).Draw(rt, "long").Name
			var all [][]app.Fact
			for _, tb := range tables {
				rows := 1
				switch {
				case slices.Equal(tb.Key, []string{tb.Act}): // one row an act
				case tb.Name == long:
					rows = rapid.IntRange(49, 101).Draw(rt, "rows")
				default:
					rows = rapid.IntRange(1, 3).Draw(rt, "rows")
				}
				var facts []app.Fact
				for n := range rows {
					facts = append(facts, drawRecord(rt, tb, 7, n))
				}
				all = append(all, facts)
			}
			err := s.Update(t.Context(), func(tx app.Tx) error {
				for i, tb := range tables {
					if err := comeBack(t.Context(), rt, tx, tb, all[i]); err != nil {
						return err
					}
				}
				return errUndo
			})
			if !errors.Is(err, errUndo) {
				rt.Fatal(err)
			}
		})
	})
}

func comeBack(ctx context.Context, rt *rapid.T, tx app.Tx, tb store.TableInfo, facts []app.Fact) error {
	fold := app.Fold{Rows: journal.NewRowDigest()}
	half := len(facts) / 2
	for _, chunk := range [][]app.Fact{facts[:half], facts[half:]} {
		if n, err := tx.Insert(ctx, tb.Name, slices.Values(chunk), &fold); err != nil || n != int64(len(chunk)) {
			return errors.Join(err, fmt.Errorf("%d rows of %s given, %d written", len(chunk), tb.Name, n))
		}
	}
	want := make([][]any, len(facts))
	for i, f := range facts {
		want[i] = tb.Values(f)
	}
	slices.SortFunc(want, func(x, y []any) int { return compareKeys(tb, x, y) })
	got, err := rowsOf(ctx, tx, tb, 7)
	if err != nil {
		return err
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		rt.Errorf("%s came back otherwise (-went +came):\n%s", tb.Name, diff)
	}
	digest, err := tx.Digest(ctx, tb.Name, 7)
	if err != nil {
		return err
	}
	if !fold.Unsorted && (fold.Rows.Rows() != digest.Rows || fold.Rows.Sum() != digest.SHA256) {
		rt.Errorf("%s folded on the way in is not what the table holds", tb.Name)
	}
	if diff := gocmp.Diff(digestOf(tb, want), digest); diff != "" {
		rt.Errorf("digest of %s (-records +table):\n%s", tb.Name, diff)
	}
	return nil
}

func compareKeys(tb store.TableInfo, x, y []any) int {
	for _, k := range tb.Key {
		i := slices.Index(tb.Columns, k)
		if n, ok := x[i].(int64); ok {
			if c := cmp.Compare(n, y[i].(int64)); c != 0 {
				return c
			}
			continue
		}
		if c := strings.Compare(x[i].(string), y[i].(string)); c != 0 {
			return c
		}
	}
	return 0
}

// rowsOf reads what act wrote into a table, in the order of its key.
func rowsOf(ctx context.Context, tx app.Tx, tb store.TableInfo, act int64) ([][]any, error) {
	x := store.SQLOf(tx)
	rows, err := x.QueryxContext(ctx, x.Rebind("SELECT "+strings.Join(tb.Columns, ", ")+" FROM "+tb.Name+" WHERE "+tb.Act+" = ? ORDER BY "+strings.Join(tb.Key, ", ")), act)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		values, err := rows.SliceScan()
		if err != nil {
			return nil, err
		}
		out = append(out, plain(values))
	}
	return out, rows.Err()
}

func digestOf(tb store.TableInfo, rows [][]any) journal.TableDigest {
	d := journal.NewRowDigest()
	for _, r := range rows {
		var fixed []any
		for i, c := range tb.Columns {
			if !slices.Contains(tb.Mutable, c) {
				fixed = append(fixed, r[i])
			}
		}
		d.Row(fixed...)
	}
	return journal.TableDigest{Table: tb.Name, Rows: d.Rows(), SHA256: d.Sum()}
}

// TestOnlyFactsOfTheNamedTableAreWritten: one run, one table, so that the fold
// is that table's.
func TestOnlyFactsOfTheNamedTableAreWritten(t *testing.T) {
	facts := []app.Fact{app.Beneficiary{ID: "B1", ActNo: 1}, app.BeneficiaryNumber{PersonalID: "999000000001", BeneficiaryID: "B1", ActNo: 1}}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, name := range []string{"beneficiary", "beneficiary_number", "event", "nothing"} {
			err := s.Update(t.Context(), func(tx app.Tx) error {
				_, err := tx.Insert(t.Context(), name, slices.Values(facts), &app.Fold{Rows: journal.NewRowDigest()})
				return err
			})
			if err == nil {
				t.Errorf("mixed facts went into %s", name)
			}
		}
		if n := count(t, s, "beneficiary"); n != 0 {
			t.Errorf("%d rows stayed", n)
		}
	})
}

// TestAFoldKnowsWhenItDoesNotHold: rows out of the order of their key are
// noted, rows in order never are.
func TestAFoldKnowsWhenItDoesNotHold(t *testing.T) {
	version := func(n int64, key string) app.Fact {
		return app.RowMatch{RunNo: 1, VersionNo: n, RowKey: key, Action: "review"}
	}
	cases := []struct {
		name     string
		rows     []app.Fact
		unsorted bool
	}{
		{"in order", []app.Fact{version(-2, "z"), version(-1, "b"), version(1, "a"), version(1, "ab"), version(1, "b"), version(1, "é"), version(300, "")}, false},
		{"a number before a smaller one", []app.Fact{version(2, "a"), version(1, "b")}, true},
		{"a negative number after", []app.Fact{version(1, "a"), version(-1, "b")}, true},
		{"a text before one it begins with", []app.Fact{version(1, "ab"), version(1, "a")}, true},
		{"by language, not by bytes", []app.Fact{version(1, "é"), version(1, "f")}, true},
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, c := range cases {
			undone(t, s, func(tx app.Tx) error {
				fold := app.Fold{Rows: journal.NewRowDigest()}
				if _, err := tx.Insert(t.Context(), "row_match", slices.Values(c.rows), &fold); err != nil {
					return err
				}
				kept, err := tx.Digest(t.Context(), "row_match", 1)
				if fold.Unsorted != c.unsorted || (kept.SHA256 == fold.Rows.Sum()) == c.unsorted {
					t.Errorf("%s: unsorted %v, digests equal %v", c.name, fold.Unsorted, kept.SHA256 == fold.Rows.Sum())
				}
				return err
			})
		}
	})
}
