package registry

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/viet"
)

// EventKind is what happened to a person.
type EventKind string

// The civil-status events.
const (
	EventDied       EventKind = "died"
	EventMoved      EventKind = "moved"
	EventCancelled  EventKind = "cancelled" // the number is no longer anybody's
	EventMissing    EventKind = "missing"
	EventReturned   EventKind = "returned"
	EventRenumbered EventKind = "renumbered"
	EventLeft       EventKind = "left"
)

// Event is one line of an event file.
type Event struct {
	Line       int
	PersonalID string
	Kind       EventKind
	Date       civil.Date
	Commune    string // where the person moved or returned to; "" where not told
	NewID      string // of renumbered
}

// Codes of events that cannot be, which refuse their line.
const (
	EventUnknown      = "event_unknown"
	EventDateMissing  = "event_date_malformed" // not a date, or none
	EventInFuture     = "event_in_future"      // after the day the snapshot is as of
	EventBeforeBirth  = "event_before_birth"
	EventOfNobody     = "event_of_nobody"     // the snapshot does not have the number
	EventContradicts  = "event_contradicts"   // the record says otherwise
	EventDeathDiffers = "event_death_differs" // dead already, on another day
	EventCommune      = "event_commune"       // no such commune on that day, or none named
	EventNewNumber    = "event_new_number"    // malformed, or the number it had
	EventNumberTaken  = "event_number_taken"  // the new number is somebody else's
)

// EventCodes returns every code that an event can be refused with.
func EventCodes() []string {
	return []string{
		EventUnknown, EventDateMissing, EventInFuture, EventBeforeBirth, EventOfNobody, EventContradicts, EventDeathDiffers,
		EventCommune, EventNewNumber, EventNumberTaken,
	}
}

var eventColumns = [...]string{"personal_id", "event", "date", "commune_code", "new_id"}

var eventKinds = []EventKind{EventDied, EventMoved, EventCancelled, EventMissing, EventReturned, EventRenumbered, EventLeft}

// ReadEvents reads an event file: UTF-8, a header with the columns personal_id,
// event and date, and where it has them commune_code and new_id. Errors are those
// of Reader.
func ReadEvents(r io.Reader) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		t := newTable(r)
		at, err := eventHeader(t)
		if err != nil {
			yield(Event{}, err)
			return
		}
		for {
			fields, err := t.next()
			if errors.Is(err, io.EOF) {
				return
			}
			var e Event
			if err == nil {
				e, err = readEvent(fields, at, t.line)
			}
			var refused *LineError
			if !yield(e, err) || err != nil && !errors.As(err, &refused) {
				return
			}
		}
	}
}

func eventHeader(t *table) (at [len(eventColumns)]int, err error) {
	err = t.header(0, func(headings []string) string {
		for i, name := range eventColumns {
			at[i] = slices.IndexFunc(headings, func(h string) bool { return strings.EqualFold(h, name) })
			if at[i] < 0 && i < 3 {
				return "no column " + name
			}
			if at[i] >= 0 && slices.ContainsFunc(headings[at[i]+1:], func(h string) bool { return strings.EqualFold(h, name) }) {
				return "two columns " + name
			}
		}
		return ""
	})
	return at, err
}

func readEvent(fields []string, at [len(eventColumns)]int, line int) (Event, error) {
	var text [len(eventColumns)]string
	for i, n := range at {
		if n >= 0 {
			text[i] = strings.TrimSpace(fields[n])
		}
	}
	e := Event{Line: line, PersonalID: text[0], Kind: EventKind(strings.ToLower(viet.Compose(text[1]))), Commune: text[3], NewID: text[4]}
	if !beneficiary.IsPersonalID(e.PersonalID) {
		return Event{}, &LineError{Line: line, Column: eventColumns[0], Code: NumberMalformed, Value: cut(text[0])}
	}
	if !slices.Contains(eventKinds, e.Kind) {
		return Event{}, &LineError{Line: line, Column: eventColumns[1], Code: EventUnknown, Value: cut(text[1])}
	}
	var err error
	if e.Date, err = civil.ParseISO(text[2]); err != nil {
		return Event{}, &LineError{Line: line, Column: eventColumns[2], Code: EventDateMissing, Value: cut(text[2])}
	}
	return e, nil
}

// refuse is the fault that refuses the event's line.
func (e Event) refuse(column, code, value string) *LineError {
	return &LineError{Line: e.Line, Column: column, Code: code, Value: cut(value)}
}

// Refuse is the fault of an event about a number that the snapshot does not have,
// or whose new number is somebody else's.
func (e Event) Refuse(code string) *LineError {
	if code == EventNumberTaken {
		return e.refuse("new_id", code, e.NewID)
	}
	return e.refuse("personal_id", code, e.PersonalID)
}

// Apply is the person after the event, as of the day that the snapshot is to be
// as of. An event that the record already says changes nothing; one that it
// contradicts is refused. known says whether there is such a commune on a day.
func (e Event) Apply(p Person, asOf civil.Date, known func(commune string, on civil.Date) bool) (Person, *LineError) {
	first, _ := e.Date.Bounds()
	if first.Compare(asOf) > 0 {
		return p, e.refuse("date", EventInFuture, e.Date.ISO())
	}
	born, _ := p.Birth.Bounds()
	if _, last := e.Date.Bounds(); last.Compare(born) < 0 {
		return p, e.refuse("date", EventBeforeBirth, fmt.Sprintf("%s < %s", e.Date.ISO(), p.Birth.ISO()))
	}
	if p.Status == Cancelled && e.Kind != EventCancelled || p.Status == Dead && e.Kind != EventDied && e.Kind != EventRenumbered {
		return p, e.refuse("event", EventContradicts, fmt.Sprintf("%s, %s", e.Kind, p.Status))
	}
	switch e.Kind {
	case EventDied:
		return e.died(p)
	case EventMoved:
		return e.settled(p, known, p.Status == Missing, true)
	case EventReturned:
		return e.settled(p, known, false, false)
	case EventLeft:
		p.Status = Left
	case EventMissing:
		if p.Status == Left {
			return p, e.refuse("event", EventContradicts, fmt.Sprintf("%s, %s", e.Kind, p.Status))
		}
		p.Status = Missing
	case EventCancelled:
		p.Status = Cancelled
	case EventRenumbered:
		return e.renumbered(p)
	}
	return p, nil
}

// died keeps the day of a death; a day that only says more of the one on record
// is taken.
func (e Event) died(p Person) (Person, *LineError) {
	if p.Status == Dead && !p.DiedOn.IsZero() && !e.Date.Within(p.DiedOn) {
		return p, e.refuse("date", EventDeathDiffers, fmt.Sprintf("%s, %s", e.Date.ISO(), p.DiedOn.ISO()))
	}
	p.Status, p.DiedOn = Dead, e.Date
	return p, nil
}

// settled is the person in the commune that the event names.
func (e Event) settled(p Person, known func(string, civil.Date) bool, contradicts, needed bool) (Person, *LineError) {
	if contradicts {
		return p, e.refuse("event", EventContradicts, fmt.Sprintf("%s, %s", e.Kind, p.Status))
	}
	if e.Commune != "" || needed {
		if !known(e.Commune, e.Date) {
			return p, e.refuse("commune_code", EventCommune, e.Commune)
		}
		p.Commune = e.Commune
	}
	p.Status = Alive
	return p, nil
}

// renumbered is the person under a new number, which keeps the old one.
func (e Event) renumbered(p Person) (Person, *LineError) {
	if !beneficiary.IsPersonalID(e.NewID) || e.NewID == p.PersonalID {
		return p, e.refuse("new_id", EventNewNumber, e.NewID)
	}
	p.OldIDs = append(slices.DeleteFunc(slices.Clone(p.OldIDs), func(old string) bool { return old == e.NewID }), p.PersonalID)
	p.PersonalID = e.NewID
	return p, nil
}
