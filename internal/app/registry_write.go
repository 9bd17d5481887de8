package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/place"
)

// PrintMark stands between the parts of a print. A row that has one in its text
// is taken for changed.
const PrintMark = "\x1f"

// print is all that a row says of its number. A store makes the same text of the
// row it holds.
func (p RegistryPerson) print() string {
	parts := [...]string{p.FullName, p.DateOfBirth, p.Sex, p.CommuneCode, p.Status, p.DiedOn, p.Household,
		fmt.Sprint(p.NameDateKey), fmt.Sprint(p.TwinKey), p.OldIDs}
	return strings.Join(parts[:], PrintMark)
}

// snapshotWriter makes a snapshot of the one before it: it writes the persons
// that are new or changed, and the numbers that are gone.
type snapshotWriter struct {
	app   *App
	file  SnapshotFile
	kind  string
	verb  string               // the second word of the act; "" is the kind's
	also  func(Tx, *act) error // writes what belongs to the snapshot; nil for nothing
	base  RegistrySnapshot     // a zero value for the first
	root  int64
	under *load
	// places are the communes known, for those that are named.
	places *place.Table

	layout   *registry.Layout
	numbers  registry.Numbers // of the file, each once
	last     string           // the highest number of a file that is sorted so far
	unsorted bool
	lines    int64
	refused  int64
	told     []RegistryRefused // the first of them
	tally    snapshotTally
}

// snapshotTally counts how a snapshot differs from the one before it. Everybody
// who comes and everybody who goes is seen here, a person who changed as both:
// what is counted by snapshot is kept here.
type snapshotTally struct {
	came, went, changed, unchanged int64
	counted                        *registry.Frequencies // nil where those of the snapshot before are not known
}

func (t *snapshotTally) comes(p RegistryPerson) {
	t.came++
	if t.counted != nil {
		t.counted.Add(p.counted())
	}
}

func (t *snapshotTally) goes(p RegistryPerson) {
	t.went++
	if t.counted != nil {
		t.counted.Remove(p.counted())
	}
}

// counted is what of a row frequencies are made of.
func (p RegistryPerson) counted() registry.Person {
	born, _ := civil.ParseISO(p.DateOfBirth) // written by ISO
	return registry.Person{Name: p.FullName, Birth: born, Status: registry.Status(p.Status)}
}

func (t *snapshotTally) changes(was, is RegistryPerson) {
	t.changed++
	t.goes(was)
	t.comes(is)
}

func (t *snapshotTally) added() int64 { return t.came - t.changed }

func (t *snapshotTally) gone() int64 { return t.went - t.changed }

// gone is how many of the snapshot before are not in this one: of a whole file,
// all those whom it has not met.
func (w *snapshotWriter) gone() int64 {
	if w.kind == SnapshotFull {
		return w.base.Persons - w.tally.changed - w.tally.unchanged
	}
	return w.tally.gone()
}

// persons is how many the snapshot has.
func (w *snapshotWriter) persons() int64 { return w.base.Persons + w.tally.added() - w.gone() }

// load is a snapshot from beginning to end; write writes its rows.
func (w *snapshotWriter) load(ctx context.Context, write func() error) error {
	if err := w.stand(ctx); err != nil { // before anything is dropped for it
		return err
	}
	var err error
	if w.under, err = w.app.startLoad(ctx, registryLoads, "registry."+w.actKind(), w.file.AsOf.ISO()); err != nil {
		return err
	}
	if err := w.stand(ctx); err != nil {
		return err
	}
	if err := w.countFrom(ctx); err != nil {
		return err
	}
	if w.base.ActNo == 0 {
		err := w.under.write(ctx, func(tx Tx, _ *act) error { return tx.DropRegistryIndexes(ctx) })
		if err != nil {
			return err
		}
	}
	if err := write(); err != nil {
		return err
	}
	breaches, err := w.guard()
	if err != nil {
		return err
	}
	if w.kind != SnapshotFull && w.tally.added()+w.tally.changed+w.gone() == 0 {
		return errNoChange
	}
	if err := w.writeGone(ctx); err != nil {
		return err
	}
	if w.base.ActNo == 0 {
		w.app.notify("registry", int(w.persons()), int(w.persons()))
		if err := w.under.write(ctx, func(tx Tx, _ *act) error { return tx.MakeRegistryIndexes(ctx) }); err != nil {
			return err
		}
	}
	return w.finish(ctx, breaches)
}

// actKind is the second word of the act.
func (w *snapshotWriter) actKind() string {
	if w.verb != "" {
		return w.verb
	}
	if w.kind == SnapshotFull {
		return "load"
	}
	return w.kind
}

// stand finds the snapshot that this one follows. Changes follow the one in
// force alone.
func (w *snapshotWriter) stand(ctx context.Context) error {
	return w.app.store.View(ctx, func(tx Tx) error {
		var err error
		if w.base, err = tx.LastSnapshot(ctx); err != nil {
			return err
		}
		if w.root, err = tx.RootOf(ctx, w.base.ActNo); err != nil {
			return err
		}
		if w.places, err = w.app.places(ctx, tx); err != nil {
			return err
		}
		if w.kind == SnapshotFull {
			return nil
		}
		inForce, err := tx.NewestSnapshot(ctx)
		if err != nil {
			return err
		}
		return w.follows(inForce)
	})
}

// countFrom takes the frequencies of the snapshot before, to count on from. One
// that was loaded before they were counted has none.
func (w *snapshotWriter) countFrom(ctx context.Context) error {
	if w.base.ActNo == 0 {
		w.tally.counted = &registry.Frequencies{}
		return nil
	}
	return w.app.store.View(ctx, func(tx Tx) error {
		f, err := readFrequencies(ctx, tx, w.base.ActNo)
		if err == nil && f.Total() > 0 {
			w.tally.counted = f
		}
		return err
	})
}

func (w *snapshotWriter) follows(inForce RegistrySnapshot) error {
	switch {
	case inForce.ActNo == 0:
		return &Refused{Code: "no_snapshot", Subject: w.file.Name}
	case w.file.Base != 0 && w.file.Base != inForce.ActNo:
		return &Refused{Code: "base_not_in_force", Subject: w.file.Name, Detail: fmt.Sprintf("%d, %d", w.file.Base, inForce.ActNo)}
	case inForce.ActNo != w.base.ActNo:
		return &Refused{Code: "base_not_newest", Subject: w.file.Name, Detail: fmt.Sprintf("%d, %d", inForce.ActNo, w.base.ActNo)}
	case w.file.AsOf.ISO() < inForce.AsOf:
		return &Refused{Code: "changes_older", Subject: w.file.Name, Detail: fmt.Sprintf("%s < %s", w.file.AsOf.ISO(), inForce.AsOf)}
	}
	return nil
}

// guard refuses a snapshot that does not pass the guards, but for those that a
// person overrules: these come back.
func (w *snapshotWriter) guard() ([]registry.Breach, error) {
	if w.persons() == 0 {
		return nil, &Refused{Code: "registry_empty", Subject: w.file.Name}
	}
	before, err := parseDay(w.base.AsOf)
	if err != nil {
		return nil, err
	}
	breaches := w.app.guards.Check(registry.Loaded{Persons: w.persons(), Lines: w.lines, Refused: w.refused, AsOf: w.file.AsOf,
		PersonsBefore: w.base.Persons, AsOfBefore: before})
	for _, b := range breaches {
		if !slices.Contains(w.file.Accept, b.Code) {
			return nil, &Refused{Code: b.Code, Subject: w.file.Name, Detail: b.Measured}
		}
	}
	return breaches, nil
}

func (w *snapshotWriter) finish(ctx context.Context, breaches []registry.Breach) error {
	return w.under.finish(ctx, func(tx Tx, d *act) error {
		for name, n := range map[string]int64{"persons": w.persons(), "refused": w.refused, "added": w.tally.added(),
			"changed": w.tally.changed, "gone": w.gone()} {
			d.figure(name, n)
		}
		if err := d.write(ctx, tx, Upload{ActNo: d.no, SHA256: w.file.SHA256, FileName: w.file.Name, Kind: UploadRegistry,
			Outcome: UploadTaken, Actor: w.app.actor.Name, At: d.stamp()}); err != nil {
			return err
		}
		if err := d.write(ctx, tx, RegistrySnapshot{ActNo: d.no, AsOf: w.file.AsOf.ISO(), SHA256: w.file.SHA256, SourceName: w.file.Name,
			Persons: w.persons(), Refused: w.refused, RecordedAt: d.stamp()}); err != nil {
			return err
		}
		if w.layout != nil {
			if err := tx.PutBlob(ctx, w.layout.SHA256, w.layout.Text); err != nil {
				return fmt.Errorf("keep the layout: %w", err)
			}
		}
		for _, b := range breaches {
			d.figure("accepted "+b.Code, b.Measured)
			if err := d.write(ctx, tx, RegistryConsent{ActNo: d.no, Code: b.Code, SnapshotNo: d.no, Measured: b.Measured,
				Reason: w.file.Reason, Actor: w.app.actor.Name, RecordedAt: d.stamp()}); err != nil {
				return err
			}
		}
		if w.tally.counted != nil {
			if err := writeFrequencies(ctx, tx, d, w.tally.counted); err != nil {
				return err
			}
		}
		if err := d.write(ctx, tx, w.link()); err != nil || w.also == nil {
			return err
		}
		return w.also(tx, d)
	})
}

// link is what the snapshot is in its chain.
func (w *snapshotWriter) link() RegistryLink {
	l := RegistryLink{SnapshotNo: w.under.act.no, Kind: w.kind, BaseNo: w.base.ActNo, RootNo: w.root, Added: w.tally.added(),
		Changed: w.tally.changed, Gone: w.gone(), Unchanged: w.base.Persons - w.tally.changed - w.gone()}
	if l.BaseNo == 0 {
		l.RootNo = l.SnapshotNo
	}
	if w.layout != nil {
		l.Layout, l.LayoutVersion, l.LayoutSHA256 = w.layout.Name, int64(w.layout.Version), w.layout.SHA256
	}
	return l
}

func (w *snapshotWriter) outcome() RegistryLoad {
	day, _ := civil.ParseISO(w.file.AsOf.ISO())
	l := w.link()
	out := RegistryLoad{Status: UploadTaken, Snapshot: l.SnapshotNo, Kind: l.Kind, AsOf: day, Persons: w.persons(), Refused: w.refused,
		Base: l.BaseNo, Added: l.Added, Changed: l.Changed, Gone: l.Gone, Unchanged: l.Unchanged}
	if l.Layout != "" {
		out.Layout = fmt.Sprintf("%s %d", l.Layout, l.LayoutVersion)
	}
	return out
}
