package app

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync/atomic"

	"chitra/internal/journal"
)

// AuditResult is what a look through the whole journal found.
type AuditResult struct {
	OK       bool
	Events   int64
	Head     string
	FirstBad *journal.Fault
}

// Verify walks the journal from its beginning, recomputes the digest of every
// row each act wrote, and checks that no row is there that no act wrote and that
// every state is where its changes lead. What does not hold is told as one look
// would meet it: the journal in its order, then rows, then states.
func (a *App) Verify(ctx context.Context) (AuditResult, error) {
	l, ok := a.lookBeside(ctx)
	if !ok {
		l = a.lookThrough(ctx, nil)
	}
	r := AuditResult{Events: l.events, Head: l.head}
	if fault, ok := asFault(l.err); ok {
		r.FirstBad = fault
		return r, nil
	}
	r.OK = l.err == nil
	return r, l.err
}

// lookBeside looks through the journal in two views beside each other, which share
// the pieces among them. It counts for nothing where the views do not see the same
// journal, or where one could not look.
func (a *App) lookBeside(ctx context.Context) (look, bool) {
	var looks [2]look
	shared := &pieces{}
	_ = abreast(len(looks), func(n int) error { // what a look met stands in it
		looks[n] = a.lookThrough(ctx, shared)
		return nil
	})
	for _, l := range looks {
		if _, fault := asFault(l.err); l.err != nil && !fault || l.seen == "" || l.seen != looks[0].seen {
			return look{}, false
		}
	}
	if looks[1].at < looks[0].at {
		return looks[1], true
	}
	return looks[0], true
}

// pieces are what there is to look at: the states, the digests in the order of the
// journal, and the rows of every table. Each is looked at by whoever comes to it
// first.
type pieces struct{ begun atomic.Int64 }

// begin reports whether nobody has begun piece n; nobody else will. No pieces are
// those of one who looks alone.
func (p *pieces) begin(n int64) bool { return p == nil || p.begun.CompareAndSwap(n, n+1) }

// stop lets nobody begin another piece.
func (p *pieces) stop() {
	if p != nil {
		p.begun.Store(math.MaxInt64)
	}
}

// Where rows and states that the journal does not lead to are told: behind all
// that is in it.
const (
	atNothing = math.MaxInt64 - iota
	atStates
	atRows
)

// look is one view's look: at every event of the journal, and at those pieces that
// no other look had begun.
type look struct {
	shared   *pieces // nil: it looks alone
	seen     string  // the hash of the newest event when it began; "" where that is not to be read
	events   int64   // how many held,
	head     string  // and the hash of the last
	piece    int64   // the next one
	recorded map[string]int64
	state    string // what is not where its changes lead
	at       int64  // the piece that was met first of what does not hold,
	err      error  // and why
}

// lookThrough is a look in a view of its own.
func (a *App) lookThrough(ctx context.Context, shared *pieces) look {
	l := look{shared: shared, recorded: map[string]int64{}, at: atNothing}
	err := a.store.View(ctx, func(tx Tx) error {
		if newest, err := tx.NewestEvent(ctx, chain); err == nil {
			l.seen = newest.Hash
		}
		l.through(ctx, tx)
		return nil
	})
	if l.err == nil { // else the view ends by what was met in it
		l.met(-1, err)
	}
	return l
}

// through looks at what is this look's, beside another one at the states first: they
// are the longest piece.
func (l *look) through(ctx context.Context, tx Tx) {
	alone := l.shared == nil
	if !alone && l.next() {
		l.states(ctx, tx)
	}
	var err error
	l.events, l.head, err = journal.Walk(tx.Events(ctx, chain), func(e journal.Event) error { return l.sameRows(ctx, tx, e) })
	if err != nil {
		l.met(l.piece, err)
		l.shared.stop()
		return
	}
	if l.next() {
		row, err := tx.StrayRows(ctx, l.recorded)
		l.met(atRows, err)
		l.stray(atRows, journal.ReasonRows, row)
	}
	if alone {
		l.states(ctx, tx)
	}
	l.stray(atStates, journal.ReasonState, l.state)
}

func (l *look) states(ctx context.Context, tx Tx) {
	var err error
	l.state, err = tx.StrayStates(ctx)
	l.met(atStates, err)
}

// next goes to the next piece, and reports whether it is this look's.
func (l *look) next() bool {
	l.piece++
	return l.shared.begin(l.piece - 1)
}

// met keeps the first of what does not hold.
func (l *look) met(at int64, err error) {
	if err != nil && at < l.at {
		l.at, l.err = at, err
	}
}

// stray notes what the whole journal does not lead to.
func (l *look) stray(at int64, reason, what string) {
	if what != "" {
		l.met(at, &journal.Fault{Seq: l.events, Reason: reason, Detail: what})
	}
}

// sameRows compares what an act wrote with what is there, and counts it.
func (l *look) sameRows(ctx context.Context, tx Tx, e journal.Event) error {
	for _, want := range e.Facts.Tables {
		if l.next() {
			got, err := tx.Digest(ctx, want.Table, e.ActNo)
			if err != nil {
				return err
			}
			if got != want {
				err := &journal.Fault{Seq: e.Seq, ActNo: e.ActNo, Reason: journal.ReasonRows,
					Detail: fmt.Sprintf("%s: %d rows recorded, %d there", want.Table, want.Rows, got.Rows)}
				l.met(l.piece-1, err) // before an event behind it that does not hold
				return err
			}
		}
		l.recorded[want.Table] += want.Rows
	}
	return nil
}

func asFault(err error) (*journal.Fault, bool) {
	var fault *journal.Fault
	return fault, errors.As(err, &fault)
}
