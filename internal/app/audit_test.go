package app_test

import (
	"context"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/internal/journal"
)

// watched is a store that tells when a view is asked for and when it has ended, and
// when within one the states, or the rows of an act, are looked at.
type watched struct {
	app.Store
	views          atomic.Int64
	before, after  func(view int64)
	beforeStates   func()
	beforeDigestOf func(table string, act int64)
}

// watch hands out a store of which nothing is told yet.
func watch(s app.Store) *watched {
	return &watched{Store: s, before: func(int64) {}, after: func(int64) {}, beforeStates: func() {}, beforeDigestOf: func(string, int64) {}}
}

func (s *watched) View(ctx context.Context, fn func(app.Tx) error) error {
	n := s.views.Add(1)
	s.before(n)
	defer s.after(n)
	return s.Store.View(ctx, func(tx app.Tx) error { return fn(watchedTx{tx, s}) })
}

type watchedTx struct {
	app.Tx
	store *watched
}

func (t watchedTx) StrayStates(ctx context.Context) (string, error) {
	t.store.beforeStates()
	return t.Tx.StrayStates(ctx)
}

func (t watchedTx) Digest(ctx context.Context, table string, act int64) (journal.TableDigest, error) {
	t.store.beforeDigestOf(table, act)
	return t.Tx.Digest(ctx, table, act)
}

// verifyIn walks the journal of a store.
func (w *world) verifyIn(s app.Store) app.AuditResult {
	w.Helper()
	r, err := app.New(app.Config{Store: s, Clock: w.clock, Machine: time.Now}).Verify(w.ctx)
	w.must(err)
	return r
}

// Two looks are one only while they see the same journal: whatever comes between
// them, a sound store is sound, and one that is not is not.
func TestAnAuditIsOfWhatStandsByThen(t *testing.T) {
	for _, c := range []struct {
		name    string
		happens func(*world)
		more    int64 // events
		reason  string
	}{
		{name: "nothing happens", happens: func(*world) {}},
		{name: "somebody acts", more: 1, happens: func(w *world) { w.uploadAs(clerk, "late", everybody()[3]) }},
		{name: "somebody acts, and what the act wrote is changed", more: 1, reason: journal.ReasonRows, happens: func(w *world) {
			w.uploadAs(clerk, "late", everybody()[3])
			w.unguard("list")
			w.exec("UPDATE list SET series = 'later' WHERE series = 'late'")
		}},
		{name: "somebody acts, and a row is there that no act wrote", more: 1, reason: journal.ReasonRows, happens: func(w *world) {
			w.uploadAs(clerk, "late", everybody()[3])
			w.exec("INSERT INTO payer_consent (payer_id, proposed_by, confirmed_by, recorded_at, act_no) SELECT 'X', proposed_by, confirmed_by, recorded_at, 999 FROM payer_consent LIMIT 1")
		}},
		{name: "somebody acts, and a state is changed", more: 1, reason: journal.ReasonState, happens: func(w *world) {
			w.uploadAs(clerk, "late", everybody()[3])
			w.unguard("account")
			w.exec("UPDATE account SET state = 'replaced'")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				w.at(3, 8)
				w.registry(everybody()[:4]...)
				w.listed(everybody()[:3]...)
				w.build()
				events, ended, s := w.events(), make(chan struct{}), watch(w.store)
				s.before = func(n int64) {
					if n == 2 {
						<-ended
						c.happens(w)
					}
				}
				s.after = func(n int64) {
					if n == 1 {
						close(ended)
					}
				}
				r := w.verifyIn(s)
				switch {
				case r.OK != (c.reason == ""):
					t.Errorf("%+v, %v", r, r.FirstBad)
				case r.OK && r.Events != events+c.more:
					t.Errorf("%d events, want %d", r.Events, events+c.more)
				case !r.OK && (r.FirstBad.Reason != c.reason || r.FirstBad.Seq != events+c.more):
					t.Errorf("%v, want %s at %d", r.FirstBad, c.reason, events+c.more)
				}
			})
		})
	}
}

// What is told is the first in the journal, though the other look met a later one
// sooner: whichever of the two looks that is.
func TestTheFirstOfWhatDoesNotHoldIsTold(t *testing.T) {
	for table, c := range map[string]struct{ first, spoil, spoilLater string }{
		"upload": {"SELECT MIN(act_no) FROM upload", "UPDATE upload SET file_name = 'another'", ""},
		"payer_consent": {"SELECT MAX(act_no) FROM payer_consent", "UPDATE payer_consent SET proposed_by = 'another'",
			"UPDATE event SET subject = 'another' WHERE seq = 1 + (SELECT seq FROM event WHERE act_no = (SELECT MAX(act_no) FROM payer_consent))"},
	} {
		t.Run(table, func(t *testing.T) {
			worlds(t, func(t *testing.T, w *world) {
				w.at(3, 8)
				w.registry(everybody()[:4]...)
				w.listed(everybody()[:3]...)
				first := int64(w.counted(c.first))
				w.unguard(table)
				w.exec(c.spoil + " WHERE act_no >= " + strconv.FormatInt(first, 10))
				if c.spoilLater != "" {
					w.unguard("event")
					w.exec(c.spoilLater)
				}
				for late := range int64(2) {
					s := metLater(t, w.store, table, first, late+1)
					r := w.verifyIn(s)
					if r.FirstBad == nil || r.FirstBad.ActNo != first || r.FirstBad.Reason != journal.ReasonRows || r.Events != r.FirstBad.Seq-1 {
						t.Errorf("%+v, %v, want %s of act %d", r, r.FirstBad, table, first)
					}
				}
			})
		})
	}
}

// Where it cannot look, it says why, and not what came of that.
func TestAnAuditThatCannotLookSaysWhy(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		w.at(3, 8)
		w.registry(everybody()[:2]...)
		w.exec("ALTER TABLE instruction RENAME TO elsewhere_too")
		_, err := app.New(app.Config{Store: w.store, Clock: w.clock, Machine: time.Now}).Verify(w.ctx)
		if err == nil || !strings.Contains(err.Error(), "instruction") {
			t.Errorf("%v, want that there is no table of instructions", err)
		}
	})
}

// metLater is a store whose view late begins after the other one has begun with the
// states; the rows of an act in a table are read when the first view has ended.
func metLater(t *testing.T, store app.Store, table string, act, late int64) *watched {
	begun, ended, s := make(chan struct{}, 2), make(chan struct{}, 2), watch(store)
	wait := func(other <-chan struct{}) {
		select {
		case <-other:
		case <-time.After(20 * time.Second):
			t.Error("there is no other look beside")
		}
	}
	s.before = func(n int64) {
		if n == late {
			wait(begun)
		}
	}
	s.beforeStates = func() { begun <- struct{}{} }
	s.beforeDigestOf = func(of string, no int64) {
		if of == table && no == act {
			wait(ended)
		}
	}
	s.after = func(int64) { ended <- struct{}{} }
	return s
}
