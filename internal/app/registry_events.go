package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
)

// eventsAtOnce is how many events are applied between two looks at the store.
const eventsAtOnce = 2000

// LoadEvents applies a file of civil-status events to the snapshot in force and
// makes the next one. An event that cannot be is a refused line, and the others
// go on. Events follow each other in the order of the file; memory grows with
// the number of persons in it. The same content again changes nothing.
func (a *App) LoadEvents(ctx context.Context, f SnapshotFile) (RegistryLoad, error) {
	if err := a.checkFile(f); err != nil {
		return RegistryLoad{}, err
	}
	if out, ok, err := a.loadedBefore(ctx, f.SHA256); err != nil || ok {
		return out, err
	}
	w := &eventWriter{snapshotWriter: snapshotWriter{app: a, file: f, kind: SnapshotEvents},
		was: map[string]*registry.Person{}, is: map[string]*registry.Person{}, owners: map[string][]string{}}
	err := w.load(ctx, func() error { return w.applyAll(ctx) })
	if errors.Is(err, errNoChange) {
		w.tell(w.refusal)
		return w.leave(ctx)
	}
	if err != nil {
		return RegistryLoad{}, fmt.Errorf("load events: %w", w.refuseWhole(ctx, err))
	}
	return w.outcome(), nil
}

// eventWriter makes a snapshot of events.
type eventWriter struct {
	snapshotWriter
	was     map[string]*registry.Person // what the snapshot before says; nil for nobody
	is      map[string]*registry.Person // what the events have made of it
	owners  map[string][]string         // who carries a number among the old ones
	refusal []RegistryRefused
}

func (w *eventWriter) applyAll(ctx context.Context) error {
	var lot []registry.Event
	apply := func() error {
		err := w.app.store.View(ctx, func(tx Tx) error { return w.applyLot(ctx, tx, lot) })
		lot = lot[:0]
		return err
	}
	for e, err := range registry.ReadEvents(w.file.Text) {
		w.lines++
		var bad *registry.LineError
		if errors.As(err, &bad) {
			w.refuse(bad)
			continue
		}
		if err != nil {
			return err
		}
		if lot = append(lot, e); len(lot) == eventsAtOnce {
			if err := apply(); err != nil {
				return err
			}
		}
	}
	if err := apply(); err != nil {
		return err
	}
	if w.lines == 0 {
		return &registry.FileError{Line: 1, Code: registry.FileEmpty, Detail: "no event"}
	}
	return w.writeChanges(ctx)
}

func (w *eventWriter) refuse(bad *registry.LineError) {
	w.refused++
	w.refusal = append(w.refusal, RegistryRefused{SnapshotNo: w.under.act.no, Line: int64(bad.Line), ColumnName: bad.Column, Code: bad.Code, Value: bad.Value})
}

// applyLot applies some events, with the persons they are about in sight.
func (w *eventWriter) applyLot(ctx context.Context, tx Tx, lot []registry.Event) error {
	if err := w.meet(ctx, tx, lot); err != nil {
		return err
	}
	for _, e := range lot {
		if bad := w.apply(e); bad != nil {
			w.refuse(bad)
		}
	}
	w.app.notify("registry", int(w.lines), 0)
	return nil
}

// meet fetches who holds the numbers of some events, now or among the old ones.
func (w *eventWriter) meet(ctx context.Context, tx Tx, lot []registry.Event) (err error) {
	var numbers, fresh []string
	for _, e := range lot {
		for _, n := range []string{e.PersonalID, e.NewID} {
			if _, met := w.was[n]; !met && n != "" {
				w.was[n] = nil
				numbers = append(numbers, n)
			}
		}
		if e.NewID != "" {
			fresh = append(fresh, e.NewID)
		}
	}
	persons, err := tx.PersonsByNumber(ctx, w.base.ActNo, numbers)
	if err != nil {
		return err
	}
	if err := eachPerson(persons, func(p registry.Person, r RegistryPerson) {
		w.was[p.PersonalID], w.is[p.PersonalID] = &p, &p
	}); err != nil {
		return err
	}
	old, err := tx.PersonsByOldNumber(ctx, w.base.ActNo, fresh)
	for _, o := range old {
		w.owners[o.OldID] = append(w.owners[o.OldID], o.PersonalID)
	}
	return err
}

func (w *eventWriter) apply(e registry.Event) *registry.LineError {
	p := w.is[e.PersonalID]
	if p == nil {
		return e.Refuse(registry.EventOfNobody)
	}
	next, bad := e.Apply(*p, w.file.AsOf, func(code string, on civil.Date) bool {
		first, _ := on.Bounds()
		_, ok := w.places.ByCode(code, first)
		return ok
	})
	if bad != nil {
		return bad
	}
	if e.Kind == registry.EventRenumbered {
		if w.is[e.NewID] != nil || w.carried(e.NewID, e.PersonalID) {
			return e.Refuse(registry.EventNumberTaken)
		}
		w.is[e.PersonalID] = nil
		for _, old := range next.OldIDs {
			w.owners[old] = append(w.owners[old], next.PersonalID)
		}
	}
	w.is[next.PersonalID] = &next
	return nil
}

// carried reports whether somebody else carries a number among the old ones.
func (w *eventWriter) carried(number, but string) bool {
	return slices.ContainsFunc(w.owners[number], func(owner string) bool {
		_, met := w.was[owner]
		return owner != but && (!met || w.is[owner] != nil)
	})
}

// writeChanges writes who became another than the snapshot before says.
func (w *eventWriter) writeChanges(ctx context.Context) error {
	var fresh, gone []RegistryPerson
	for _, number := range slices.Sorted(maps.Keys(w.was)) {
		was, is := w.was[number], w.is[number]
		switch {
		case was == nil && is == nil:
		case was == nil:
			fresh = append(fresh, rowOf(*is, w.under.act.no))
			w.tally.comes(fresh[len(fresh)-1])
		case is == nil:
			gone = append(gone, rowOf(*was, w.base.ActNo))
			w.tally.goes(gone[len(gone)-1])
		default:
			before, now := rowOf(*was, w.base.ActNo), rowOf(*is, w.under.act.no)
			if before.print() != now.print() {
				fresh = append(fresh, now)
				w.tally.changes(before, now)
			}
		}
	}
	for lot := range slices.Chunk(fresh, chunkRows) {
		if err := w.write(ctx, lot, nil, nil); err != nil {
			return err
		}
	}
	return w.write(ctx, nil, gone, w.refusal)
}
