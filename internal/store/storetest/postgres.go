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
	admin := os.Getenv("CHITRA_TEST_POSTGRES")
	shared := admin != ""
	if !shared {
		s, err := private()
		switch {
		case errors.Is(err, errNoServer) && os.Getenv("CHITRA_CI") != "1":
			t.Skip(err)
		case err != nil:
			t.Fatal(err)
		}
		admin = s.dsn
	}
	name := "chitra_test_" + strings.ToLower(rand.Text())
	if err := administer(t.Context(), admin, "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		t.Fatal(err)
	}
	if shared {
		t.Cleanup(func() {
			if err := administer(context.Background(), admin, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
				t.Error(err)
			}
		})
	}
	dsn, err := ofDatabase(admin, name)
	if err != nil {
		t.Fatal(err)
	}
	return dsn
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

func ofDatabase(dsn, name string) (string, error) {
	u, err := url.Parse(dsn)
	if err != nil {
		return "", fmt.Errorf("read the server's address: %w", err)
	}
	u.Path = "/" + name
	return u.String(), nil
}
