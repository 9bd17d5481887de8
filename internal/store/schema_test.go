package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// notFacts are the tables that hold no record of the catalogue, and why.
var notFacts = map[string]string{
	"app_user":         "people who act: changed by acts of two, kept by name",
	"blob":             "files, by their own digest",
	"blob_chunk":       "files, by their own digest",
	"counter":          "numbers for acts, where the engine has no sequence",
	"event":            "the journal itself",
	"goose_db_version": "which migrations ran",
	"load":             "whether a bulk act is ready",
	"state_rule":       "the rules that states move by",
	"store_info":       "the store's own name",
	"store_key":        "which key the store is sealed by, beside its name",
}

// column is a column as the engine's own catalogue describes it.
type column struct {
	Table     string `db:"table_name"`
	Name      string `db:"column_name"`
	Type      string `db:"data_type"`
	Nullable  bool   `db:"nullable"`
	Collation string `db:"collation"` // PostgreSQL only: SQLite compares bytes unless told otherwise
}

func columnsOf(t *testing.T, s *store.Store) []column {
	t.Helper()
	query := `SELECT c.table_name, c.column_name, upper(c.data_type) AS data_type, c.is_nullable = 'YES' AS nullable, COALESCE(c.collation_name, '') AS collation
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`
	if s.Engine() == "sqlite" {
		query = `SELECT m.name AS table_name, c.name AS column_name, upper(c.type) AS data_type,
  c."notnull" = 0 AS nullable, '' AS collation
FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	}
	var out []column
	if err := s.SQL().SelectContext(t.Context(), &out, query); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(out, func(x, y column) int {
		return strings.Compare(x.Table+"."+x.Name, y.Table+"."+y.Name)
	})
	return out
}

func catalogue(t testing.TB) []store.TableInfo {
	t.Helper()
	all, err := store.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 30 {
		t.Fatalf("the catalogue knows only %d tables", len(all))
	}
	return all
}

func TestMigratingTwiceChangesNothing(t *testing.T) {
	for engine, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			s := storetest.Open(t, dsn(t))
			before, first := columnsOf(t, s), schemaVersion(t, s)
			again, err := s.Migrate(t.Context())
			if err != nil || again != first || first < 1 || s.Engine() != engine {
				t.Fatalf("%s: version %d, then %d, %v", s.Engine(), first, again, err)
			}
			if diff := cmp.Diff(before, columnsOf(t, s)); diff != "" {
				t.Errorf("the second migration changed columns (-before +after):\n%s", diff)
			}
		})
	}
}

func TestBothEnginesHaveTheSameColumns(t *testing.T) {
	seen := map[string][]string{}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, c := range columnsOf(t, s) {
			if c.Table == "goose_db_version" {
				continue
			}
			seen[s.Engine()] = append(seen[s.Engine()], fmt.Sprintf("%s.%s null %v", c.Table, c.Name, c.Nullable))
		}
	})
	if len(seen) < 2 {
		t.Skip("one engine alone has nobody to compare with")
	}
	if diff := cmp.Diff(seen["sqlite"], seen["postgres"]); diff != "" {
		t.Errorf("schemas differ (-sqlite +postgres):\n%s", diff)
	}
}

// TestMoneyIsWholeNumbersAndTextIsBytes holds every column to one of three
// types: none of them knows a fraction, and text has no language.
func TestMoneyIsWholeNumbersAndTextIsBytes(t *testing.T) {
	allowed := map[string][]string{"sqlite": {"INTEGER", "TEXT", "BLOB"}, "postgres": {"BIGINT", "TEXT", "BYTEA"}}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, c := range columnsOf(t, s) {
			if c.Table == "goose_db_version" {
				continue
			}
			if !slices.Contains(allowed[s.Engine()], c.Type) {
				t.Errorf("%s.%s is %s", c.Table, c.Name, c.Type)
			}
			if s.Engine() == "postgres" && c.Type == "TEXT" && c.Collation != "C" {
				t.Errorf("%s.%s is ordered by %q, not by its bytes", c.Table, c.Name, c.Collation)
			}
			if strings.Contains(c.Name, "amount") && c.Type != allowed[s.Engine()][0] {
				t.Errorf("%s.%s holds money as %s", c.Table, c.Name, c.Type)
			}
		}
	})
}

func TestEverySQLiteTableIsStrict(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	var loose []string
	err := s.SQL().SelectContext(t.Context(), &loose, `SELECT name FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version'`)
	if err != nil || len(loose) > 0 {
		t.Fatalf("tables that take any type: %v, %v", loose, err)
	}
}

func TestEveryTableIsInTheCatalogueOrExcused(t *testing.T) {
	known := map[string][]string{}
	for _, tb := range catalogue(t) {
		known[tb.Name] = slices.Sorted(slices.Values(tb.Columns))
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		there := map[string][]string{}
		for _, c := range columnsOf(t, s) {
			there[c.Table] = append(there[c.Table], c.Name)
		}
		for name := range notFacts {
			if _, ok := there[name]; !ok {
				t.Errorf("%s is excused and not there", name)
			}
			delete(there, name)
		}
		if diff := cmp.Diff(known, there); diff != "" {
			t.Errorf("the catalogue and the schema differ (-catalogue +schema):\n%s", diff)
		}
	})
}

func TestTextIsOrderedByItsBytes(t *testing.T) {
	texts := []string{"", " ", "A", "B", "Z", "a", "b", "Á", "á", "Đ", "đ", "ắ", "ệ", "\U0001F33E"}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for i := range texts {
			name := texts[len(texts)-1-i]
			exec(t, s, "INSERT INTO state_rule (kind, from_state, to_state) VALUES ('batch', ?, 'order')", name)
		}
		var got []string
		if err := s.SQL().SelectContext(t.Context(), &got, "SELECT from_state FROM state_rule WHERE to_state = 'order' ORDER BY from_state"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(texts, got); diff != "" {
			t.Errorf("order (-bytes +%s):\n%s", s.Engine(), diff)
		}
	})
}
