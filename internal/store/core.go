package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/vault"
)

// NextAct hands out a number that no act had before.
func (t *tx) NextAct(ctx context.Context) (int64, error) {
	var n int64
	err := t.get(ctx, &n, t.store.engine.nextAct())
	return n, err
}

// Insert writes facts of one table in bulk, and folds the columns that never
// change into f on the way.
func (t *tx) Insert(ctx context.Context, name string, facts iter.Seq[app.Fact], f *app.Fold) (int64, error) {
	tb, known := t.store.tables[name]
	if !known {
		return 0, fmt.Errorf("no table %s", name)
	}
	var wrong error
	n, err := t.store.engine.bulk(ctx, t, tb, func(yield func([]any) bool) {
		for fact := range facts {
			if fact.Table() != name {
				wrong = fmt.Errorf("a fact of %s among those of %s", fact.Table(), name)
				return
			}
			values := tb.values(fact)
			written := t.store.sealRow(tb, values)
			tb.fold(values, written, f)
			if !yield(written) {
				return
			}
		}
	})
	if err := errors.Join(wrong, err); err != nil {
		return n, fmt.Errorf("insert into %s: %w", name, err)
	}
	return n, nil
}

// Digest folds the fixed columns of the rows an act wrote, in key order.
func (t *tx) Digest(ctx context.Context, name string, act int64) (journal.TableDigest, error) {
	tb, ok := t.store.tables[name]
	if !ok {
		return journal.TableDigest{}, fmt.Errorf("no table %s", name)
	}
	rows, err := t.QueryxContext(ctx, t.Rebind("SELECT "+strings.Join(tb.fixed(), ", ")+
		" FROM "+name+" WHERE "+tb.act+" = ? ORDER BY "+tb.key), act)
	if err != nil {
		return journal.TableDigest{}, err
	}
	defer rows.Close()
	d := journal.NewRowDigest()
	values, into := make([]any, len(tb.fixedAt)), make([]any, len(tb.fixedAt))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return journal.TableDigest{}, err
		}
		if err := t.store.openRow(tb, values); err != nil {
			return journal.TableDigest{}, err
		}
		d.Row(values...)
	}
	if err := rows.Err(); err != nil {
		return journal.TableDigest{}, err
	}
	return journal.TableDigest{Table: name, Rows: d.Rows(), SHA256: d.Sum()}, nil
}

type eventRow struct {
	Chain       string `db:"chain"`
	Seq         int64  `db:"seq"`
	ActNo       int64  `db:"act_no"`
	RecordedUTC string `db:"recorded_utc"`
	BusinessAt  string `db:"business_at"`
	Actor       string `db:"actor"`
	Proof       string `db:"proof"`
	Act         string `db:"act"`
	Subject     string `db:"subject"`
	Facts       string `db:"facts"`
	Prev        string `db:"prev_hash"`
	Hash        string `db:"hash"`
}

const eventColumns = "chain, seq, act_no, recorded_utc, business_at, actor, proof, act, subject, facts, prev_hash, hash"

func (r eventRow) event() (journal.Event, error) {
	recorded, err := time.Parse(journal.TimeForm, r.RecordedUTC)
	if err != nil {
		return journal.Event{}, fmt.Errorf("event %d: %w", r.Seq, err)
	}
	business, err := time.Parse(journal.TimeForm, r.BusinessAt)
	if err != nil {
		return journal.Event{}, fmt.Errorf("event %d: %w", r.Seq, err)
	}
	facts, err := journal.DecodeFacts(r.Facts)
	if err != nil {
		return journal.Event{}, fmt.Errorf("event %d: %w", r.Seq, err)
	}
	return journal.Event{Chain: r.Chain, Seq: r.Seq, ActNo: r.ActNo, RecordedUTC: recorded, BusinessAt: business,
		Actor: r.Actor, Proof: r.Proof, Act: r.Act, Subject: r.Subject, Facts: facts, Prev: r.Prev, Hash: r.Hash}, nil
}

// Head is the newest event; on PostgreSQL it stays locked until the end of the
// transaction, so that two writers never follow the same event.
func (t *tx) Head(ctx context.Context, chain string) (journal.Event, error) {
	if lock := t.store.engine.lockRow(); lock != "" {
		if _, err := t.exec(ctx, `SELECT id FROM store_info`+lock); err != nil {
			return journal.Event{}, err
		}
	}
	return t.NewestEvent(ctx, chain)
}

// NewestEvent is the newest event, which nobody is kept from following.
func (t *tx) NewestEvent(ctx context.Context, chain string) (journal.Event, error) {
	r, ok, err := one[eventRow](ctx, t, `SELECT `+eventColumns+` FROM event WHERE chain = ? ORDER BY seq DESC LIMIT 1`, chain)
	if err != nil || !ok {
		return journal.Event{}, err
	}
	return r.event()
}

// AppendEvent adds the sealed event.
func (t *tx) AppendEvent(ctx context.Context, e journal.Event) error {
	facts, err := journal.EncodeFacts(e.Facts)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `INSERT INTO event (`+eventColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.Chain, e.Seq, e.ActNo, journal.Stamp(e.RecordedUTC), journal.Stamp(e.BusinessAt),
		e.Actor, e.Proof, e.Act, e.Subject, facts, e.Prev, e.Hash)
	return err
}

// Events walks the chain from its beginning, a thousand events at a time, so
// that the visitor may ask the transaction other things meanwhile.
func (t *tx) Events(ctx context.Context, chain string) iter.Seq2[journal.Event, error] {
	return func(yield func(journal.Event, error) bool) {
		after := int64(0)
		for {
			var page []eventRow
			err := t.all(ctx, &page, `SELECT `+eventColumns+` FROM event WHERE chain = ? AND seq > ? ORDER BY seq LIMIT 1000`, chain, after)
			if err != nil {
				yield(journal.Event{}, err)
				return
			}
			for _, r := range page {
				e, err := r.event()
				if !yield(e, err) || err != nil {
					return
				}
				after = r.Seq
			}
			if len(page) < 1000 {
				return
			}
		}
	}
}

// EventOf is the event of an act.
func (t *tx) EventOf(ctx context.Context, act int64) (journal.Event, bool, error) {
	r, ok, err := one[eventRow](ctx, t, `SELECT `+eventColumns+` FROM event WHERE act_no = ?`, act)
	if err != nil || !ok {
		return journal.Event{}, false, err
	}
	e, err := r.event()
	return e, err == nil, err
}

// Info is what the store says of itself; a zero Info before it was made.
func (t *tx) Info(ctx context.Context) (app.Info, error) {
	var r struct {
		ID        string `db:"id"`
		Practice  int64  `db:"practice"`
		CreatedAt string `db:"created_at"`
	}
	err := t.get(ctx, &r, `SELECT id, practice, created_at FROM store_info`)
	if errors.Is(err, sql.ErrNoRows) {
		return app.Info{}, nil
	}
	return app.Info{ID: r.ID, Practice: r.Practice == 1, CreatedAt: r.CreatedAt}, err
}

// SetInfo marks a new store, once and for good, and notes the key it is sealed by.
func (t *tx) SetInfo(ctx context.Context, i app.Info) error {
	practice := 0
	if i.Practice {
		practice = 1
	}
	_, err := t.exec(ctx, `INSERT INTO store_info (id, practice, created_at) VALUES (?, ?, ?)`, i.ID, practice, i.CreatedAt)
	if err == nil && t.store.vault != nil {
		_, err = t.exec(ctx, `INSERT INTO store_key (key_check, recorded_at) VALUES (?, ?)`, t.store.vault.Check(), i.CreatedAt)
	}
	return err
}

// SchemaVersion is the number of the newest migration that ran.
func (t *tx) SchemaVersion(ctx context.Context) (int64, error) {
	var n int64
	err := t.get(ctx, &n, `SELECT MAX(version_id) FROM goose_db_version`)
	return n, err
}

// StartLoad marks a bulk act as loading.
func (t *tx) StartLoad(ctx context.Context, act int64, kind, subject string, at time.Time) error {
	_, err := t.exec(ctx, `INSERT INTO load (act_no, kind, subject, state, started_at) VALUES (?, ?, ?, 'loading', ?)`,
		act, kind, subject, journal.Stamp(at))
	return err
}

// FinishLoad makes a bulk act's rows readable.
func (t *tx) FinishLoad(ctx context.Context, act int64) error {
	n, err := t.exec(ctx, `UPDATE load SET state = 'ready' WHERE act_no = ? AND state = 'loading'`, act)
	if err == nil && n != 1 {
		err = fmt.Errorf("load %d is not loading", act)
	}
	return err
}

// Loading reports whether a bulk act is still loading; it stays so until the
// end of the transaction.
func (t *tx) Loading(ctx context.Context, act int64) (bool, error) {
	_, ok, err := one[int64](ctx, t, `SELECT act_no FROM load WHERE act_no = ? AND state = 'loading'`+t.store.engine.lockRow(), act)
	return ok, err
}

// DropDeadLoads deletes what loads of the kind that never became ready left. A
// chunk that one of them is writing meanwhile is waited for, and dropped too.
func (t *tx) DropDeadLoads(ctx context.Context, kind string) (int64, error) {
	var dead []int64
	err := t.all(ctx, &dead, `SELECT act_no FROM load WHERE kind = ? AND state = 'loading'`+t.store.engine.lockRow(), kind)
	if err != nil || len(dead) == 0 {
		return 0, err
	}
	var dropped int64
	for _, e := range entries() {
		if !e.load {
			continue
		}
		n, err := t.exec(ctx, `DELETE FROM `+e.record.Table()+` WHERE `+e.act+
			` IN (SELECT act_no FROM load WHERE kind = ? AND state = 'loading')`, kind)
		if err != nil {
			return dropped, err
		}
		dropped += n
	}
	_, err = t.exec(ctx, `DELETE FROM load WHERE kind = ? AND state = 'loading'`, kind)
	return dropped, err
}

// chunkSize is how much of a file one row holds.
const chunkSize = 1 << 20

// HasBlob says whether a file of that content is kept.
func (t *tx) HasBlob(ctx context.Context, sum string) (bool, error) {
	var n int64
	err := t.get(ctx, &n, `SELECT COUNT(*) FROM blob WHERE sha256 = ?`, sum)
	return n > 0, err
}

// PutBlob keeps data under its SHA-256. Keeping the same content twice is the
// same as once.
func (t *tx) PutBlob(ctx context.Context, sum string, data []byte) error {
	if has, err := t.HasBlob(ctx, sum); err != nil || has {
		return err
	}
	if _, err := t.exec(ctx, `INSERT INTO blob (sha256, size) VALUES (?, ?)`, sum, len(data)); err != nil {
		return err
	}
	for n := 0; n*chunkSize < len(data); n++ {
		chunk := data[n*chunkSize : min((n+1)*chunkSize, len(data))]
		if t.store.vault != nil {
			chunk = t.store.vault.SealBytes(vault.File, chunk)
		}
		if _, err := t.exec(ctx, `INSERT INTO blob_chunk (sha256, n, data) VALUES (?, ?, ?)`, sum, n, chunk); err != nil {
			return err
		}
	}
	return nil
}

// Blob returns the file of that content, checked against its name.
func (t *tx) Blob(ctx context.Context, sum string) ([]byte, error) {
	var chunks [][]byte
	if err := t.all(ctx, &chunks, `SELECT data FROM blob_chunk WHERE sha256 = ? ORDER BY n`, sum); err != nil {
		return nil, err
	}
	var data []byte
	for _, c := range chunks {
		if t.store.vault != nil {
			plain, err := t.store.vault.OpenBytes(vault.File, c)
			if err != nil {
				return nil, fmt.Errorf("the store's copy of %s: %w", sum, err)
			}
			c = plain
		}
		data = append(data, c...)
	}
	if got := sha256.Sum256(data); hex.EncodeToString(got[:]) != sum {
		return nil, fmt.Errorf("the store's copy of %s has another content", sum)
	}
	return data, nil
}
