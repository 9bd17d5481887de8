package store

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"io"
	"log"
	"strings"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/0001_schema.sql
var schema0001 string

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
	return p.GetDBVersion(ctx)
}

func (s *Store) provider() (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if s.engine.name() == "postgres" {
		dialect = goose.DialectPostgres
	}
	first := goose.NewGoMigration(1, &goose.GoFunc{RunTx: s.migration0001}, nil)
	return goose.NewProvider(dialect, s.write.DB, nil, goose.WithGoMigrations(first),
		goose.WithLogger(log.New(io.Discard, "", 0)))
}

// migration0001 makes the whole first schema: tables, then the triggers that
// hold facts and states.
func (s *Store) migration0001(ctx context.Context, x *sql.Tx) error {
	text := s.engine.dialect().expand(schema0001)
	for _, statement := range statements(text) {
		if _, err := x.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%w in: %s", err, firstLine(statement))
		}
	}
	for _, statement := range s.triggers() {
		if _, err := x.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%w in: %s", err, firstLine(statement))
		}
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
