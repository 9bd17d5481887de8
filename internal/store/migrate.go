package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io"
	"log"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"chitra/internal/app"
)

// schemas are the migrations' texts, one a file, its number before its name. A
// text that ever ran is never changed: what comes later is a file of its own, and
// its tables carry its number in the catalogue.
//
//go:embed migrations/*.sql
var schemas embed.FS

// dialect are the words in which the schema's one text differs.
type dialect struct {
	integer, text, blob, strict string
	noRowID                     bool
}

func (d dialect) expand(text string) string {
	noRowID := ""
	if d.noRowID {
		noRowID = ", WITHOUT ROWID"
	}
	return strings.NewReplacer("{INT}", d.integer, "{TEXT}", d.text, "{BLOB}", d.blob,
		"{STRICT}", d.strict, "{NOROWID}", noRowID).Replace(text)
}

// Migrate brings the schema up to the newest version, forward only, and
// returns that version.
func (s *Store) Migrate(ctx context.Context) (int64, error) {
	p, err := s.provider()
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	if err := s.letGoOfTemp(ctx); err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	if err := s.Update(ctx, func(tx app.Tx) error { return tx.MakeRegistryIndexes(ctx) }); err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	return p.GetDBVersion(ctx)
}

// letGoOfTemp drops what SQLite keeps to rename tables by: while it is there, no
// transaction can say where large sorts shall go.
func (s *Store) letGoOfTemp(ctx context.Context) error {
	spill, back := s.engine.sortOnDisk()
	for _, pragma := range []string{spill, back} {
		if pragma == "" {
			continue
		}
		if _, err := s.write.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) provider() (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if s.engine.name() == "postgres" {
		dialect = goose.DialectPostgres
	}
	migrations, err := s.migrations()
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, s.write.DB, nil, goose.WithGoMigrations(migrations...),
		goose.WithLogger(log.New(io.Discard, "", 0)))
}

func (s *Store) migrations() ([]*goose.Migration, error) {
	files, err := schemas.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var out []*goose.Migration
	for _, f := range files {
		number, _, _ := strings.Cut(f.Name(), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", f.Name(), err)
		}
		text, err := schemas.ReadFile("migrations/" + f.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, goose.NewGoMigration(n, &goose.GoFunc{RunTx: s.migration(n, string(text))}, nil))
	}
	return out, nil
}

// firstMigration makes the tables that have guards of their own.
const firstMigration = 1

// keyMigration makes store_key, which no act writes.
const keyMigration = 5

// ledgerMigration makes ledger_entry, which has a guard of its own.
const ledgerMigration = 11

// reissueMigration brings further attempts of what failed, and their guards.
const reissueMigration = 12

// byActMigration makes two tables anew, in another order: their guards go with
// the old ones.
const byActMigration = 15

// withdrawnMigration makes ledger_entry anew, with more movements than before.
const withdrawnMigration = 17

// migration makes the tables of one text, then the triggers that hold their
// facts and, with the first, the states.
func (s *Store) migration(n int64, text string) func(context.Context, *sql.Tx) error {
	return func(ctx context.Context, x *sql.Tx) error {
		all := statements(s.engine.dialect().expand(text))
		all = append(s.beforeAnew(n), all...)
		if n == firstMigration {
			all = append(all, s.firstTriggers()...)
		} else {
			all = append(all, s.triggersOf(n)...)
		}
		for _, statement := range all {
			if _, err := x.ExecContext(ctx, statement); err != nil {
				return fmt.Errorf("%w in: %s", err, firstLine(statement))
			}
		}
		return nil
	}
}

// beforeAnew is what SQLite wants first where tables are made anew: the index of a
// year's rows is sorted, and a trigger names a table that is away for a moment.
func (s *Store) beforeAnew(n int64) []string {
	spill, _ := s.engine.sortOnDisk()
	switch {
	case s.engine.name() != "sqlite":
		return nil
	case n == byActMigration:
		return []string{spill, `DROP TRIGGER instruction_corrected`}
	case n == withdrawnMigration:
		return []string{spill}
	}
	return nil
}

// statements cuts a schema text at the semicolons that end its lines. Comments
// are dropped first.
func statements(text string) []string {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			kept = append(kept, line)
		}
	}
	var out []string
	for part := range strings.SplitSeq(strings.Join(kept, "\n"), ";\n") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
