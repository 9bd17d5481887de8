package app

import (
	"context"
	"testing"

	"chitra/internal/journal"
)

// eventsTx answers for the events of acts alone.
type eventsTx struct {
	Tx
	acts map[int64]journal.Event
}

func (t eventsTx) EventOf(_ context.Context, act int64) (journal.Event, bool, error) {
	e, ok := t.acts[act]
	return e, ok, nil
}

// A batch was read when event 7, of act 10, was the newest. Only other batches'
// files may have come since, and each of them has to be found.
func TestNothingCameBetweenButOtherBatchesFiles(t *testing.T) {
	event := func(seq, act int64, kind, subject string) journal.Event {
		return journal.Event{Seq: seq, ActNo: act, Act: kind, Subject: subject, Hash: kind}
	}
	seen := event(7, 10, "batch.approve", "A")
	for _, c := range []struct {
		name   string
		since  []journal.Event // the last one is the newest
		others bool
	}{
		{"nothing", nil, true},
		{"another batch's files", []journal.Event{event(8, 11, "bankfile.intend", "B"), event(9, 12, "bankfile.release", "B")}, true},
		{"numbers are skipped", []journal.Event{event(8, 13, "bankfile.release", "B")}, true},
		{"its own files", []journal.Event{event(8, 11, "bankfile.intend", "A")}, false},
		{"another act", []journal.Event{event(8, 11, "payment.withdraw", "P"), event(9, 12, "bankfile.release", "B")}, false},
		{"an act that began before", []journal.Event{event(8, 9, "result.import", "R"), event(9, 11, "bankfile.release", "B")}, false},
		{"only an act that began before", []journal.Event{event(8, 9, "result.import", "R")}, false},
		{"very many", []journal.Event{event(8, 10+fewActs+1, "bankfile.release", "B")}, false},
		{"another journal", []journal.Event{event(7, 10, "list.import", "Z")}, false},
	} {
		tx, newest := eventsTx{acts: map[int64]journal.Event{10: seen}}, seen
		for _, e := range c.since {
			tx.acts[e.ActNo], newest = e, e
		}
		if got, err := otherFiles(t.Context(), tx, seen, newest, "A"); err != nil || got != c.others {
			t.Errorf("%s: %t, %v", c.name, got, err)
		}
	}
}
