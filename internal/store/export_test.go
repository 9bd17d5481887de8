package store

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"chitra/internal/app"
)

// TableInfo is what the catalogue says of a table, for the tests to hold the
// database to.
type TableInfo struct {
	Record  app.Fact
	Name    string
	Act     string
	Key     []string // the order of digests
	Columns []string
	Mutable []string
	Load    bool
}

// Catalogue lists the tables of facts, in the order of the schema.
func Catalogue() ([]TableInfo, error) {
	tables, err := catalogue()
	if err != nil {
		return nil, err
	}
	var out []TableInfo
	for _, e := range entries() {
		t := tables[e.record.Table()]
		out = append(out, TableInfo{Record: e.record, Name: t.name, Act: t.act, Key: strings.Split(t.key, ", "),
			Columns: t.columns, Mutable: t.mutable, Load: t.load})
	}
	return out, nil
}

// Fixed are the columns that never change.
func (t TableInfo) Fixed() []string {
	return slices.DeleteFunc(slices.Clone(t.Columns), func(c string) bool { return slices.Contains(t.Mutable, c) })
}

// Values are a record's fields in the order of its columns.
func (t TableInfo) Values(f app.Fact) []any {
	tables, err := catalogue()
	if err != nil {
		panic(err)
	}
	return tables[t.Name].values(f)
}

// SQL is the database itself, past every use case.
func (s *Store) SQL() *sqlx.DB { return s.write }

// SQLOf is the transaction itself.
func SQLOf(t app.Tx) *sqlx.Tx { return t.(*tx).Tx }

// OneConnection leaves the store a single connection for reads and writes.
func (s *Store) OneConnection() {
	if s.read != s.write {
		_ = s.read.Close()
		s.read = s.write
	}
	s.write.SetMaxOpenConns(1)
}

// Migrations are the numbers of all migrations, in order.
func (s *Store) Migrations() ([]int64, error) {
	all, err := s.migrations()
	var out []int64
	for _, m := range all {
		out = append(out, m.Version)
	}
	return out, err
}

// MigrateTo brings the schema up to a version, as a program of that time did.
func (s *Store) MigrateTo(ctx context.Context, version int64) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	_, err = p.UpTo(ctx, version)
	return err
}

// PaymentsBothWays asks for the payments as of a moment in the way that holds at
// any time, and in the one that holds while nothing was recorded since.
func PaymentsBothWays(ctx context.Context, x app.Tx, from, to, asOf string) (then, now []app.PaymentAsOf, err error) {
	t := x.(*tx)
	err = errors.Join(
		t.paymentsThen(ctx, from, to, asOf, func(p app.PaymentAsOf) error { then = append(then, p); return nil }),
		t.paymentsNow(ctx, from, to, asOf, func(p app.PaymentAsOf) error { now = append(now, p); return nil }))
	return then, now, err
}

// PlacesBothWays asks for them added up, in both ways.
func PlacesBothWays(ctx context.Context, x app.Tx, from, to, asOf string) (then, now []app.PlaceAsOf, err error) {
	t := x.(*tx)
	then, err = t.placesThen(ctx, from, to, asOf)
	if err == nil {
		now, err = t.placesNow(ctx, from, to)
	}
	return then, now, err
}

// NothingSince reports whether a transaction says that all was recorded by a moment.
func NothingSince(ctx context.Context, x app.Tx, asOf string) (bool, error) {
	return x.(*tx).nothingSince(ctx, asOf)
}

// LogEnough sets how long SQLite's log may be before it is moved.
func (s *Store) LogEnough(bytes int64) { s.log.enough = bytes }

// LogMoved waits until nobody moves the log.
func (s *Store) LogMoved() { s.log.wait() }
