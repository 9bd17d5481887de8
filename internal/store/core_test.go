package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func TestAFileComesBackWhateverItsSize(t *testing.T) {
	const chunk = 1 << 20
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, size := range []int{0, 1, chunk, chunk + 1, 2*chunk + 7} {
			data := bytes.Repeat([]byte("chi tra \x00\xff"), size/10+1)[:size]
			sum := sumOf(data)
			for range 2 { // the same content twice is the same as once
				update(t, s, func(tx app.Tx) error { return tx.PutBlob(t.Context(), sum, data) })
			}
			view(t, s, func(tx app.Tx) error {
				has, err := tx.HasBlob(t.Context(), sum)
				got, readErr := tx.Blob(t.Context(), sum)
				if !has || err != nil || readErr != nil || !bytes.Equal(got, data) {
					t.Errorf("%d bytes: kept %v, %d came back, %v", size, has, len(got), errors.Join(err, readErr))
				}
				return nil
			})
			var chunks int
			if err := s.SQL().GetContext(t.Context(), &chunks, s.SQL().Rebind("SELECT COUNT(*) FROM blob_chunk WHERE sha256 = ?"), sum); err != nil || chunks != (size+chunk-1)/chunk {
				t.Errorf("%d bytes in %d chunks, %v", size, chunks, err)
			}
		}
	})
}

func TestAFileThatIsNotThereOrNotItselfIsAnError(t *testing.T) {
	data := []byte("danh sách")
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx app.Tx) error { return tx.PutBlob(t.Context(), sumOf(data), data) })
		unguarded(t, s)
		view(t, s, func(tx app.Tx) error {
			if got, err := tx.Blob(t.Context(), sumOf([]byte("other"))); err == nil {
				t.Errorf("a file nobody kept: %q", got)
			}
			return nil
		})
		exec(t, s, "UPDATE blob_chunk SET data = ?", []byte("danh sach"))
		view(t, s, func(tx app.Tx) error {
			if got, err := tx.Blob(t.Context(), sumOf(data)); err == nil {
				t.Errorf("a changed file: %q", got)
			}
			return nil
		})
	})
}

// eventAt is the n-th act of a chain, as it is before it is sealed.
func eventAt(chain string, n int64) journal.Event {
	at := lifeStart.Add(time.Duration(n) * time.Millisecond)
	return journal.Event{Chain: chain, ActNo: n, RecordedUTC: at.Add(time.Hour), BusinessAt: at, Actor: "lan", Proof: "token",
		Act: "list.import", Subject: "Xã \"Một\"", Facts: journal.Facts{Figures: map[string]string{"rows": fmt.Sprint(n), "b": "2"},
			Tables: []journal.TableDigest{{Table: "list_row", Rows: n, SHA256: "ab"}}}}
}

// TestTheJournalComesBackInOrder walks past the size of a page.
func TestTheJournalComesBackInOrder(t *testing.T) {
	const events = 1001
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		var want []journal.Event
		update(t, s, func(tx app.Tx) error {
			prev := journal.Genesis
			for n := int64(1); n <= events; n++ {
				e, err := journal.Seal(eventAt(journal.Main, n), prev, n)
				if err != nil {
					return err
				}
				if err := tx.AppendEvent(t.Context(), e); err != nil {
					return err
				}
				want, prev = append(want, e), e.Hash
			}
			return nil
		})
		view(t, s, func(tx app.Tx) error {
			var got []journal.Event
			n, head, err := journal.Walk(tx.Events(t.Context(), journal.Main), func(e journal.Event) error {
				got = append(got, e)
				_, err := tx.Info(t.Context()) // a visitor may ask the transaction other things
				return err
			})
			if err != nil || n != events || head != want[events-1].Hash {
				t.Errorf("%d events, head %s, %v", n, head, err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("events (-appended +walked):\n%s", diff)
			}
			return nil
		})
		update(t, s, func(tx app.Tx) error {
			newest, err := tx.Head(t.Context(), journal.Main)
			if diff := cmp.Diff(want[events-1], newest); diff != "" {
				t.Errorf("head (-appended +read): %v\n%s", err, diff)
			}
			return err
		})
	})
}

func TestChainsDoNotMix(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx app.Tx) error {
			for n, chain := range []string{journal.Main, "shard-2"} {
				e, err := journal.Seal(eventAt(chain, int64(n+1)), journal.Genesis, 1)
				if err != nil {
					return err
				}
				if err := tx.AppendEvent(t.Context(), e); err != nil {
					return err
				}
			}
			return nil
		})
		update(t, s, func(tx app.Tx) error {
			for chain, act := range map[string]int64{journal.Main: 1, "shard-2": 2, "none": 0} {
				e, err := tx.Head(t.Context(), chain)
				if err != nil || e.ActNo != act {
					t.Errorf("head of %s is act %d, %v", chain, e.ActNo, err)
				}
			}
			return nil
		})
	})
}

// TestTwoEventsNeverFollowTheSameOne: a chain is a line, not a tree.
func TestTwoEventsNeverFollowTheSameOne(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		appended := func(n int64) error {
			return s.Update(t.Context(), func(tx app.Tx) error {
				e, err := journal.Seal(eventAt(journal.Main, n), journal.Genesis, 1)
				if err != nil {
					return err
				}
				return tx.AppendEvent(t.Context(), e)
			})
		}
		if err := appended(1); err != nil {
			t.Fatal(err)
		}
		if err := appended(2); err == nil {
			t.Error("two events are the first of one chain")
		}
	})
}

// TestManyWritersAtOnceMakeOneChain: the head is locked until its successor is there.
func TestManyWritersAtOnceMakeOneChain(t *testing.T) {
	const writers, each = 6, 5
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx app.Tx) error { return tx.SetInfo(t.Context(), app.Info{ID: "S1", CreatedAt: "x"}) })
		var all errgroup
		for range writers {
			all.run(func() error {
				for range each {
					if err := s.Update(t.Context(), func(tx app.Tx) error { return appendNext(t.Context(), tx) }); err != nil {
						return err
					}
				}
				return nil
			})
		}
		if err := all.wait(); err != nil {
			t.Error(err)
		}
		view(t, s, func(tx app.Tx) error {
			n, _, err := journal.Walk(tx.Events(t.Context(), journal.Main), func(journal.Event) error { return nil })
			if n != writers*each {
				t.Errorf("%d events of %d", n, writers*each)
			}
			return err
		})
	})
}

func appendNext(ctx context.Context, tx app.Tx) error {
	no, err := tx.NextAct(ctx)
	if err != nil {
		return err
	}
	return seal(ctx, tx, journal.Event{ActNo: no, RecordedUTC: lifeStart, BusinessAt: lifeStart, Actor: "lan", Proof: "token", Act: "x"}, nil)
}

// errgroup runs functions at the same time and keeps their errors.
type errgroup struct {
	running sync.WaitGroup
	mutex   sync.Mutex
	errs    []error
}

func (g *errgroup) run(fn func() error) {
	g.running.Go(func() {
		err := fn()
		g.mutex.Lock()
		defer g.mutex.Unlock()
		g.errs = append(g.errs, err)
	})
}

func (g *errgroup) wait() error {
	g.running.Wait()
	return errors.Join(g.errs...)
}

func TestAnActHasItsOwnNumber(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		seen := map[int64]bool{}
		for i := range 20 {
			err := s.Update(t.Context(), func(tx app.Tx) error {
				n, err := tx.NextAct(t.Context())
				if err != nil || i%3 == 0 {
					return errors.Join(err, errUndo) // a number may be lost, never given twice to what stays
				}
				if seen[n] || n < 1 {
					t.Errorf("number %d again", n)
				}
				seen[n] = true
				return nil
			})
			if err != nil && !errors.Is(err, errUndo) {
				t.Fatal(err)
			}
		}
	})
}

func TestAFailedActLeavesNothing(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		tables := append([]string{"event", "store_info", "app_user", "load", "blob", "blob_chunk"}, namesOf(catalogue(t))...)
		err := s.Update(t.Context(), func(tx app.Tx) error {
			if err := tx.SetInfo(t.Context(), app.Info{ID: "S1"}); err != nil {
				return err
			}
			for i, step := range lifeSteps() {
				if err := step.do(t.Context(), tx, lifeStart.Add(time.Duration(i)*time.Hour)); err != nil {
					return err
				}
			}
			return errors.Join(tx.PutUser(t.Context(), lifeUsers()[0]), tx.PutBlob(t.Context(), sumOf([]byte("x")), []byte("x")), errUndo)
		})
		if err == nil || err.Error() != errUndo.Error() {
			t.Fatalf("the whole life in one transaction: %v", err)
		}
		for _, name := range tables {
			if n := count(t, s, name); n != 0 {
				t.Errorf("%d rows of %s stayed", n, name)
			}
		}
	})
}

func namesOf(tables []store.TableInfo) []string {
	var out []string
	for _, tb := range tables {
		out = append(out, tb.Name)
	}
	return out
}

// TestAViewDoesNotMove: what is written meanwhile is seen by the next one.
func TestAViewDoesNotMove(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		view(t, s, func(before app.Tx) error {
			first, err := before.Users(t.Context())
			if err != nil {
				return err
			}
			update(t, s, func(tx app.Tx) error { return tx.PutUser(t.Context(), lifeUsers()[0]) })
			again, err := before.Users(t.Context())
			if len(first) != 0 || len(again) != 0 {
				t.Errorf("%d users, then %d in the same view", len(first), len(again))
			}
			return err
		})
		if n := count(t, s, "app_user"); n != 1 {
			t.Errorf("%d users afterwards", n)
		}
	})
}

func TestAViewWritesNothing(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		err := s.View(t.Context(), func(tx app.Tx) error { return tx.PutUser(t.Context(), lifeUsers()[0]) })
		if n := count(t, s, "app_user"); err == nil || n != 0 {
			t.Errorf("%v, %d users", err, n)
		}
	})
}
