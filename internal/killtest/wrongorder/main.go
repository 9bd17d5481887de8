// Command wrongorder writes bank files in the order that must never be: the
// file leaves first, and that it was to leave is committed afterwards.
//
// It owns nothing: it is the program's own use case over a store that publishes
// a file while its intent is still uncommitted, so that the kill test can show
// that it would notice. Nothing imports or ships it.
package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"time"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/outbox"
	"chitra/internal/store"
	"chitra/internal/wording"
	"chitra/payout/rules"
	"chitra/reports"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: wrongorder DSN OUTBOX ACTOR TIME")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run writes the files of every approved batch at a business time.
func run(ctx context.Context, dsn, dir, actor, at string) (err error) {
	now, err := time.ParseInLocation("2006-01-02T15:04", at, civil.Zone())
	if err != nil {
		return fmt.Errorf("read the time: %w", err)
	}
	set, err := portal.Profiles()
	if err != nil {
		return err
	}
	formats := map[string]bankfile.Format{}
	for _, f := range append(set.Formats(), iso20022.Pain001v09()) {
		formats[f.Name()] = f
	}
	out, err := outbox.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	db, err := store.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	a := app.New(app.Config{Store: hasty{db, out}, Clock: func() time.Time { return now }, Machine: time.Now,
		Actor: app.Actor{Name: actor, Proof: app.ProofPractice}, Banks: bank.Directory(), Rules: rules.Tables(),
		Formats: formats, Policy: registry.DefaultPolicy(), Words: wording.In(reports.Vietnamese)})
	_, err = a.WriteFiles(ctx, nil, out)
	return err
}

// hasty is a store whose transactions publish what they have not committed.
type hasty struct {
	*store.Store
	out app.Outbox
}

func (h hasty) Update(ctx context.Context, fn func(app.Tx) error) error {
	return h.Store.Update(ctx, func(tx app.Tx) error {
		return fn(&hastyTx{Tx: tx, out: h.out, contents: map[string][]byte{}})
	})
}

// hastyTx remembers the bank files a transaction writes, and lets them leave
// just before its last statement.
type hastyTx struct {
	app.Tx
	out      app.Outbox
	contents map[string][]byte // by SHA-256
	files    []app.BankFile
}

func (t *hastyTx) PutBlob(ctx context.Context, sum string, data []byte) error {
	t.contents[sum] = data
	return t.Tx.PutBlob(ctx, sum, data)
}

func (t *hastyTx) Insert(ctx context.Context, table string, rows iter.Seq[app.Fact], f *app.Fold) (int64, error) {
	return t.Tx.Insert(ctx, table, func(yield func(app.Fact) bool) {
		for row := range rows {
			if file, ok := row.(app.BankFile); ok {
				t.files = append(t.files, file)
			}
			if !yield(row) {
				return
			}
		}
	}, f)
}

func (t *hastyTx) AppendEvent(ctx context.Context, e journal.Event) error {
	for _, f := range t.files {
		if _, err := t.out.Publish(ctx, f.BatchID+"/"+f.Name, t.contents[f.SHA256]); err != nil {
			return err
		}
	}
	return t.Tx.AppendEvent(ctx, e)
}
