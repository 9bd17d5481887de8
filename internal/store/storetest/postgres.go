package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
)

// errNoServer is returned where PostgreSQL is not installed.
var errNoServer = errors.New("no PostgreSQL here: install it (Debian: apt-get install postgresql), or name a server in CHITRA_TEST_POSTGRES")

// private is the one server of this process, started when first asked for. It
// is held here until the process ends, and ends with it.
var private = sync.OnceValues(startServer)

// Postgres names a new empty database: on the server CHITRA_TEST_POSTGRES
// names, where it is dropped with the test, else on the process's own server.
// Without either the test is skipped, or fails where CHITRA_CI=1.
func Postgres(t testing.TB) string {
	t.Helper()
	admin, shared := server(t)
	name, dsn, err := create(t.Context(), admin, "template0")
	if err != nil {
		t.Fatal(err)
	}
	if shared {
		t.Cleanup(func() {
			if err := administer(context.Background(), admin, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
				t.Error(err)
			}
		})
	}
	return dsn
}

// newest names a new database with the newest schema, or one that is still to
// get it where the server is not this process's own.
func newest(t testing.TB) string {
	t.Helper()
	if _, shared := server(t); shared {
		return Postgres(t)
	}
	c := <-copies()
	if c.err != nil {
		t.Fatal(c.err)
	}
	return c.dsn
}

// server is where databases are made, and whether others use it too.
func server(t testing.TB) (admin string, shared bool) {
	t.Helper()
	if dsn := os.Getenv("CHITRA_TEST_POSTGRES"); dsn != "" {
		return dsn, true
	}
	s, err := private()
	switch {
	case errors.Is(err, errNoServer) && os.Getenv("CHITRA_CI") != "1":
		t.Skip(err)
	case err != nil:
		t.Fatal(err)
	}
	return s.dsn, false
}

// create makes a database as a copy of template.
func create(ctx context.Context, admin, template string) (name, dsn string, err error) {
	name = "chitra_test_" + strings.ToLower(rand.Text())
	if err := administer(ctx, admin, "CREATE DATABASE "+name+" TEMPLATE "+template+" ENCODING 'UTF8'"); err != nil {
		return "", "", err
	}
	u, err := url.Parse(admin)
	if err != nil {
		return "", "", fmt.Errorf("read the server's address: %w", err)
	}
	u.Path = "/" + name
	return name, u.String(), nil
}

// administer runs one statement on the server itself. The driver is the one
// that the store brings.
func administer(ctx context.Context, dsn, statement string) error {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return fmt.Errorf("open the server: %w", err)
	}
	_, err = db.ExecContext(ctx, statement)
	if err = errors.Join(err, db.Close()); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}
