package journal

import (
	"fmt"
	"iter"
)

// Fault is the first thing in a chain that does not hold.
type Fault struct {
	Seq    int64
	ActNo  int64
	Reason string // a stable code
	Detail string
}

func (f *Fault) Error() string {
	return fmt.Sprintf("journal event %d: %s: %s", f.Seq, f.Reason, f.Detail)
}

// Reasons a chain does not hold.
const (
	ReasonGap          = "event_missing"
	ReasonBrokenLink   = "link_broken"
	ReasonChangedEvent = "event_changed"
	ReasonClockBack    = "time_runs_back"
	ReasonHead         = "head_differs"
	ReasonRows         = "rows_changed"
	ReasonState        = "state_without_change"
)

// Walk checks the events of one chain, in order, and hands each that holds to
// visit. It returns how many held, the last hash, and the first *Fault (or the
// error of the source or of visit).
func Walk(events iter.Seq2[Event, error], visit func(Event) error) (n int64, head string, err error) {
	head = Genesis
	var before Event
	for e, err := range events {
		if err != nil {
			return n, head, fmt.Errorf("read journal: %w", err)
		}
		if err := link(e, before, head, n); err != nil {
			return n, head, err
		}
		if err := visit(e); err != nil {
			return n, head, err
		}
		n, head, before = n+1, e.Hash, e
	}
	return n, head, nil
}

func link(e, before Event, head string, n int64) error {
	fault := func(reason, detail string) error {
		return &Fault{Seq: e.Seq, ActNo: e.ActNo, Reason: reason, Detail: detail}
	}
	if e.Seq != n+1 {
		return fault(ReasonGap, fmt.Sprintf("expected event %d, found %d", n+1, e.Seq))
	}
	if e.Prev != head {
		return fault(ReasonBrokenLink, "it does not name the event before it")
	}
	h, err := hash(e)
	if err != nil {
		return err
	}
	if h != e.Hash {
		return fault(ReasonChangedEvent, "its hash is not the hash of what it says")
	}
	if n > 0 && e.BusinessAt.Before(before.BusinessAt) {
		return fault(ReasonClockBack, "it counts from a time before the event before it")
	}
	return nil
}
