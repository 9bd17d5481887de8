package store_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
	"chitra/internal/synth"
	"chitra/internal/vault"
)

func vaultOf(t testing.TB, first byte) *vault.Vault {
	t.Helper()
	v, err := vault.New(vault.Key{first, 1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// nothingToRead looks through a database file for every number of a province's
// people and accounts. The accounts the money comes from are the office's own.
func nothingToRead(t *testing.T, s *store.Store, path, province string) {
	t.Helper()
	if _, err := s.SQL().ExecContext(t.Context(), `PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	truth := synth.TruthFile(province)
	for _, number := range slices.Concat(columnOfFile(t, filepath.Join(province, "registry.csv"), "personal_id"),
		columnOfFile(t, truth, "personal_id"), columnOfFile(t, truth, "account")) {
		if number == "" {
			continue
		}
		looked++
		if at := bytes.Index(data, []byte(number)); at >= 0 {
			t.Errorf("%s is there to read: %q", number, data[max(0, at-60):min(len(data), at+60)])
		}
	}
	if looked < 200 {
		t.Errorf("only %d numbers were looked for", looked)
	}
}

// columnOfFile is a column of a file of the province.
func columnOfFile(t *testing.T, path, name string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], name)
	if at < 0 {
		t.Fatalf("%s has no column %s", path, name)
	}
	var out []string
	for _, r := range rows[1:] {
		out = append(out, r[at])
	}
	return out
}

func TestAStoreKnowsItsKey(t *testing.T) {
	for engine, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			sealed, plain := dsn(t), dsn(t)
			for _, s := range []*store.Store{storetest.Open(t, sealed, store.WithVault(vaultOf(t, 7))), storetest.Open(t, plain)} {
				update(t, s, func(tx app.Tx) error { return tx.SetInfo(t.Context(), app.Info{ID: "s", CreatedAt: "2024-07-01"}) })
			}
			for _, c := range []struct {
				name    string
				dsn     string
				options []store.Option
				want    error
				sealed  bool
			}{
				{"its own key", sealed, []store.Option{store.WithVault(vaultOf(t, 7))}, nil, true},
				{"another key", sealed, []store.Option{store.WithVault(vaultOf(t, 8))}, store.ErrOtherKey, false},
				{"no key", sealed, nil, store.ErrSealed, false},
				{"a key for a plain store", plain, []store.Option{store.WithVault(vaultOf(t, 7))}, nil, false},
			} {
				s, err := store.Open(t.Context(), c.dsn, c.options...)
				if !errors.Is(err, c.want) {
					t.Errorf("%s: %v, want %v", c.name, err, c.want)
				}
				if err == nil {
					if s.Sealed() != c.sealed {
						t.Errorf("%s: sealed %v", c.name, s.Sealed())
					}
					_ = s.Close()
				}
			}
		})
	}
}

// What somebody writes into a sealed column past the program is not taken for
// what it says.
func TestAPlainValueInASealedColumnIsFound(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t), store.WithVault(vaultOf(t, 7)))
	live(t, s)
	view(t, s, func(tx app.Tx) error {
		if r, err := verify(t.Context(), tx); err != nil || !r.OK {
			t.Errorf("untouched: %+v, %v", r, err)
		}
		return nil
	})
	unguarded(t, s)
	exec(t, s, `UPDATE account SET number = '0011223341' WHERE beneficiary_id = 'B1'`)
	view(t, s, func(tx app.Tx) error {
		if r, err := verify(t.Context(), tx); err == nil && r.OK {
			t.Error("an account number put there in plain passes for ours")
		}
		return nil
	})
}

// plainColumns are named as a sealed one is, and are something else.
var plainColumns = map[string]string{
	"facts_profile.go evidence":   "how sure a layout is",
	"facts_exception.go evidence": "the code of what a line was paired by",
	"result_pairing.go evidence":  "the same",
	"result_pairing.go proposed":  "an instruction's reference",
	"facts_pay.go remittance":     "our own text, in which no person is named",
}

// A field that is sealed in one record is sealed wherever a query reads it: a
// struct without the tag would show the sealed text instead.
func TestSealedColumnsAreSealedEverywhere(t *testing.T) {
	sealed := map[string]bool{}
	for _, tb := range catalogue(t) {
		typ := reflect.TypeOf(tb.Record)
		for i := range typ.NumField() {
			if f := typ.Field(i); f.Tag.Get("sealed") != "" {
				sealed[f.Tag.Get("db")] = true
			}
		}
	}
	// Names that mean something else in other tables.
	for _, other := range []string{"number", "value", "note"} {
		delete(sealed, other)
	}
	if len(sealed) < 8 {
		t.Fatalf("only %d columns are sealed", len(sealed))
	}
	for _, dir := range []string{".", "../app"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for n, line := range strings.Split(string(data), "\n") {
				_, rest, ok := strings.Cut(line, "`db:\"")
				column, tag, _ := strings.Cut(rest, `"`)
				if plainColumns[filepath.Base(file)+" "+column] != "" {
					continue
				}
				if ok && sealed[column] && !strings.Contains(tag, "sealed:") {
					t.Errorf("%s:%d: %s is read as it stands", file, n+1, strings.TrimSpace(line))
				}
			}
		}
	}
}
