package journal_test

import (
	"errors"
	"iter"
	"testing"
	"time"

	"chitra/internal/journal"
)

func chainOf(t *testing.T, n int) []journal.Event {
	t.Helper()
	at := time.Date(2024, 7, 5, 1, 0, 0, 0, time.UTC)
	prev := journal.Genesis
	var out []journal.Event
	for i := range n {
		e, err := journal.Seal(journal.Event{
			Chain: journal.Main, ActNo: int64(i + 1), RecordedUTC: at, BusinessAt: at.Add(time.Duration(i) * time.Hour),
			Actor: "lan", Proof: "practice", Act: "list.import", Subject: "99001",
			Facts: journal.Facts{Figures: map[string]string{"rows": "412"},
				Tables: []journal.TableDigest{{Table: "list_row", Rows: 412, SHA256: "ab"}}},
		}, prev, int64(i+1))
		if err != nil {
			t.Fatal(err)
		}
		prev = e.Hash
		out = append(out, e)
	}
	return out
}

func seq(events []journal.Event) iter.Seq2[journal.Event, error] {
	return func(yield func(journal.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func nothing(journal.Event) error { return nil }

func TestAnUntouchedChainHolds(t *testing.T) {
	events := chainOf(t, 5)
	n, head, err := journal.Walk(seq(events), nothing)
	if err != nil || n != 5 || head != events[4].Hash {
		t.Fatalf("Walk = %d, %s, %v", n, head, err)
	}
}

func TestEveryChangedFieldIsFound(t *testing.T) {
	changes := map[string]func(*journal.Event){
		"actor":    func(e *journal.Event) { e.Actor = "minh" },
		"proof":    func(e *journal.Event) { e.Proof = "password" },
		"act":      func(e *journal.Event) { e.Act = "batch.approve" },
		"subject":  func(e *journal.Event) { e.Subject = "99002" },
		"act no":   func(e *journal.Event) { e.ActNo++ },
		"recorded": func(e *journal.Event) { e.RecordedUTC = e.RecordedUTC.Add(time.Millisecond) },
		"business": func(e *journal.Event) { e.BusinessAt = e.BusinessAt.Add(time.Millisecond) },
		"figures":  func(e *journal.Event) { e.Facts.Figures = map[string]string{"rows": "413"} },
		"tables":   func(e *journal.Event) { e.Facts.Tables = nil },
		"chain":    func(e *journal.Event) { e.Chain = "other" },
		"previous": func(e *journal.Event) { e.Prev = journal.Genesis },
		"hash":     func(e *journal.Event) { e.Hash = journal.Genesis },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			events := chainOf(t, 5)
			change(&events[2])
			n, _, err := journal.Walk(seq(events), nothing)
			var fault *journal.Fault
			if !errors.As(err, &fault) || fault.Seq != 3 || n != 2 {
				t.Fatalf("held %d, %v; want a fault at event 3", n, err)
			}
		})
	}
}

func TestAMissingEventIsAGap(t *testing.T) {
	events := chainOf(t, 5)
	events = append(events[:2], events[3:]...)
	_, _, err := journal.Walk(seq(events), nothing)
	var fault *journal.Fault
	if !errors.As(err, &fault) || fault.Reason != journal.ReasonGap {
		t.Fatalf("err = %v, want %s", err, journal.ReasonGap)
	}
}

func TestARewrittenTailHasAnotherHead(t *testing.T) {
	_, before, _ := journal.Walk(seq(chainOf(t, 5)), nothing)
	n, after, err := journal.Walk(seq(chainOf(t, 4)), nothing)
	if err != nil || n != 4 || after == before {
		t.Fatal("a cut chain must hold by itself and end in another head")
	}
}

func TestNobodyActsUnnamed(t *testing.T) {
	if _, err := journal.Seal(journal.Event{Act: "list.import"}, journal.Genesis, 1); !errors.Is(err, journal.ErrNoActor) {
		t.Fatalf("err = %v", err)
	}
}

func TestDifferentRowsNeverShareADigest(t *testing.T) {
	rows := [][]any{{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", nil}, {int64(1), "1"}, {"1", int64(1)}, {"i1;"}, {nil, "abc"}}
	seen := map[string]int{}
	for i, r := range rows {
		d := journal.NewRowDigest()
		d.Row(r...)
		if j, dup := seen[d.Sum()]; dup {
			t.Fatalf("rows %d and %d share a digest", i, j)
		}
		seen[d.Sum()] = i
	}
}
