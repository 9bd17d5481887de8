// Package journal is the tamper-evident record of every act.
//
// It owns the form of an event, the hash that chains each event to the one
// before it, and the digest of the rows an act wrote. It refuses an event that
// does not name who acted, and a chain with a gap, a changed event or a
// rewritten tail. It stores nothing: the store keeps the events, and this
// package says whether they still tell the truth.
package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Main is the chain every act of a single process goes into.
const Main = "main"

// Genesis is what the first event of a chain names as the hash before it.
const Genesis = "0000000000000000000000000000000000000000000000000000000000000000"

// TimeForm is how the journal writes a time: UTC, milliseconds, one width, so
// that the order of the texts is the order of the times.
const TimeForm = "2006-01-02T15:04:05.000Z"

// ErrNoActor is returned for an event nobody answers for.
var ErrNoActor = errors.New("an event must name who acted and how that was proved")

// TableDigest says what an act wrote into one table: how many rows, and the
// SHA-256 of their canonical form in key order.
type TableDigest struct {
	Table  string `json:"table"`
	Rows   int64  `json:"rows"`
	SHA256 string `json:"sha256"`
}

// Facts is what an event says beyond who, when and what: the figures of the
// act, and the digests of the rows it wrote.
type Facts struct {
	Figures map[string]string `json:"figures,omitempty"`
	Tables  []TableDigest     `json:"tables,omitempty"`
}

// Event is one act. RecordedUTC is the machine's own clock; BusinessAt is the
// time the act counts from.
type Event struct {
	Chain       string
	Seq         int64
	ActNo       int64
	RecordedUTC time.Time
	BusinessAt  time.Time
	Actor       string
	Proof       string
	Act         string
	Subject     string
	Facts       Facts
	Prev        string
	Hash        string
}

// Stamp renders t as the journal writes it.
func Stamp(t time.Time) string { return t.UTC().Format(TimeForm) }

// EncodeFacts gives the one text form of the facts: JSON with sorted keys.
func EncodeFacts(f Facts) (string, error) {
	b, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("encode facts: %w", err)
	}
	return string(b), nil
}

// DecodeFacts reads what EncodeFacts wrote.
func DecodeFacts(s string) (Facts, error) {
	var f Facts
	if err := json.Unmarshal([]byte(s), &f); err != nil {
		return Facts{}, fmt.Errorf("decode facts: %w", err)
	}
	return f, nil
}

// Seal returns e as the successor of the event whose hash is prev, with its
// own hash filled in.
func Seal(e Event, prev string, seq int64) (Event, error) {
	if e.Actor == "" || e.Proof == "" {
		return Event{}, ErrNoActor
	}
	e.Prev, e.Seq = prev, seq
	h, err := hash(e)
	if err != nil {
		return Event{}, err
	}
	e.Hash = h
	return e, nil
}

func hash(e Event) (string, error) {
	facts, err := EncodeFacts(e.Facts)
	if err != nil {
		return "", err
	}
	d := NewRowDigest()
	d.Row(e.Prev, e.Chain, e.Seq, e.ActNo, Stamp(e.RecordedUTC), Stamp(e.BusinessAt),
		e.Actor, e.Proof, e.Act, e.Subject, facts)
	return d.Sum(), nil
}

// RowDigest folds rows, in the order they are given, into one SHA-256. The
// canonical form of a value is its kind, its length and its bytes, so that no
// two different rows share a form.
type RowDigest struct {
	w    io.Writer
	sum  func() []byte
	rows int64
	buf  []byte
}

// NewRowDigest starts an empty digest.
func NewRowDigest() *RowDigest {
	h := sha256.New()
	return &RowDigest{w: h, sum: func() []byte { return h.Sum(nil) }}
}

// Row adds one row. A value is nil, an int64 or int, a string, or bytes that
// hold text; anything else is written as its kind, which no fact has.
func (d *RowDigest) Row(values ...any) {
	d.buf = d.buf[:0]
	for _, v := range values {
		d.buf = appendValue(d.buf, v)
	}
	d.buf = append(d.buf, '\n')
	_, _ = d.w.Write(d.buf) // a hash never fails to take bytes
	d.rows++
}

func appendValue(buf []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(buf, '-')
	case int64:
		return appendInt(buf, v)
	case int:
		return appendInt(buf, int64(v))
	case string:
		return appendText(buf, v)
	case []byte:
		return appendText(buf, string(v))
	default:
		return appendText(append(buf, '?'), fmt.Sprintf("%T", v))
	}
}

func appendInt(buf []byte, n int64) []byte {
	buf = append(buf, 'i')
	buf = strconv.AppendInt(buf, n, 10)
	return append(buf, ';')
}

func appendText(buf []byte, s string) []byte {
	buf = append(buf, 't')
	buf = strconv.AppendInt(buf, int64(len(s)), 10)
	buf = append(buf, ':')
	return append(buf, s...)
}

// Rows is how many rows were added.
func (d *RowDigest) Rows() int64 { return d.rows }

// Sum is the SHA-256 of all rows so far, in lower-case hex.
func (d *RowDigest) Sum() string { return hex.EncodeToString(d.sum()) }
