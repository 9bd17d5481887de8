package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/sheet"
)

// registryLoads is the kind of all loads of the registry: a snapshot follows the
// one before it, so that two are never under way.
const registryLoads = "registry.load"

// SnapshotFile is a file of the population registry as it is handed in.
type SnapshotFile struct {
	Name   string
	SHA256 string
	AsOf   civil.Date
	// Layout says how it is laid out; nil finds it by the header.
	Layout *registry.Layout
	// Delta is a file of changes alone, made for the snapshot Base, or for the
	// one in force where Base is nought.
	Delta bool
	Base  int64
	Consent
	Text io.Reader
}

// Consent names the guards that a person overrules, and why.
type Consent struct {
	Accept []string
	Reason string
}

// check refuses a consent without a reason, or to what no guard says.
func (c Consent) check() error {
	if len(c.Accept) > 0 && strings.TrimSpace(c.Reason) == "" {
		return &Refused{Code: "reason_missing", Subject: strings.Join(c.Accept, ", ")}
	}
	for _, code := range c.Accept {
		if !slices.Contains(registry.BreachCodes(), code) {
			return &Refused{Code: "guard_unknown", Subject: code, Detail: strings.Join(registry.BreachCodes(), ", ")}
		}
	}
	return nil
}

func (f SnapshotFile) kind() string {
	if f.Delta {
		return SnapshotDelta
	}
	return SnapshotFull
}

// LoadRegistry loads a whole snapshot as of a day, in the layout its header tells.
func (a *App) LoadRegistry(ctx context.Context, name, sha256 string, asOf civil.Date, r io.Reader) (RegistryLoad, error) {
	return a.LoadSnapshot(ctx, SnapshotFile{Name: name, SHA256: sha256, AsOf: asOf, Text: r})
}

// LoadSnapshot loads a snapshot as of a day, whole or as changes to the one in
// force. Lines that cannot be read are kept with their reason and do not stop the
// others; a file that is no snapshot, is cut, or does not pass the guards, is
// refused whole, and the snapshot before stays in force. The same content again
// changes nothing.
func (a *App) LoadSnapshot(ctx context.Context, f SnapshotFile) (RegistryLoad, error) {
	if err := a.checkFile(f); err != nil {
		return RegistryLoad{}, err
	}
	if out, ok, err := a.loadedBefore(ctx, f.SHA256); err != nil || ok {
		return out, err
	}
	w := &snapshotWriter{app: a, file: f, kind: f.kind()}
	err := w.load(ctx, func() error { return w.writeAll(ctx, f.Text) })
	if errors.Is(err, errNoChange) {
		return w.leave(ctx)
	}
	if err != nil {
		return RegistryLoad{}, fmt.Errorf("load registry: %w", w.refuseWhole(ctx, err))
	}
	return w.outcome(), nil
}

// checkFile refuses a day to come, and a consent that is none.
func (a *App) checkFile(f SnapshotFile) error {
	if err := a.checkAsOf(f.Name, f.AsOf); err != nil {
		return err
	}
	return f.check()
}

// checkAsOf refuses data as of a day to come.
func (a *App) checkAsOf(name string, asOf civil.Date) error {
	if today := civil.DateOf(a.now()); asOf.Compare(today) > 0 {
		return &Refused{Code: "as_of_future", Subject: name, Detail: fmt.Sprintf("%s > %s", asOf.ISO(), today.ISO())}
	}
	return nil
}

// errNoChange ends the load of a file of changes of which nothing was applied.
var errNoChange = errors.New("nothing changed")

// leave drops a load that changes nothing and keeps that the file was handed in;
// the snapshot in force stays.
func (w *snapshotWriter) leave(ctx context.Context) (RegistryLoad, error) {
	err := w.app.do(ctx, "registry.nothing", w.file.SHA256, func(tx Tx, d *act) error {
		if err := w.drop(ctx, tx); err != nil {
			return err
		}
		d.figure("refused", w.refused)
		return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: w.file.SHA256, FileName: w.file.Name, Kind: UploadRegistry,
			Outcome: UploadUnchanged, Actor: w.app.actor.Name, At: d.stamp()})
	})
	return RegistryLoad{Status: RegistryNothing, Kind: w.kind, AsOf: w.file.AsOf, Snapshot: w.base.ActNo, Base: w.base.ActNo, Persons: w.base.Persons,
		Unchanged: w.base.Persons, Refused: w.refused, Lines: w.told}, err
}

// drop drops what the load has left, where it is still its own.
func (w *snapshotWriter) drop(ctx context.Context, tx Tx) error {
	if w.under == nil {
		return nil
	}
	mine, err := tx.Loading(ctx, w.under.act.no)
	if err != nil || !mine {
		return err
	}
	if _, err := tx.DropDeadLoads(ctx, registryLoads); err != nil {
		return fmt.Errorf("drop what is left of it: %w", err)
	}
	return nil
}

// loadedBefore finds the snapshot that was made of the same bytes and still says
// what is in force: it is in force, or nothing after it changed anything.
func (a *App) loadedBefore(ctx context.Context, sum string) (out RegistryLoad, ok bool, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		old, found, err := tx.SnapshotBySHA256(ctx, sum)
		if err != nil || !found {
			return err
		}
		all, err := tx.Snapshots(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(s SnapshotFacts) bool { return s.RegistrySnapshot.ActNo == old.ActNo })
		inForce, err := tx.NewestSnapshot(ctx)
		if err != nil {
			return err
		}
		if inForce.ActNo != old.ActNo && slices.ContainsFunc(all[i+1:], SnapshotFacts.changes) {
			return nil
		}
		out, err = loadOf(all[i])
		ok = err == nil
		return err
	})
	out.Status = UploadUnchanged
	return out, ok, err
}

func loadOf(s SnapshotFacts) (RegistryLoad, error) {
	day, err := civil.ParseISO(s.AsOf)
	out := RegistryLoad{Snapshot: s.ActNo, Kind: s.Kind, AsOf: day, Persons: s.Persons, Refused: s.Refused, Base: s.BaseNo,
		Added: s.Added, Changed: s.Changed, Gone: s.Gone, Unchanged: s.Unchanged}
	if s.Layout != "" {
		out.Layout = fmt.Sprintf("%s %d", s.Layout, s.LayoutVersion)
	}
	return out, err
}

// refuseWhole drops what a refused file has left, and keeps the try; err comes
// back. What broke for another reason than the file's is no try.
func (w *snapshotWriter) refuseWhole(ctx context.Context, err error) error {
	code := refusalOf(err)
	if code == "" {
		return err
	}
	return errors.Join(err, w.app.do(ctx, "registry.refuse", w.file.SHA256, func(tx Tx, d *act) error {
		if err := w.drop(ctx, tx); err != nil {
			return err
		}
		d.figure("reason", code)
		return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: w.file.SHA256, FileName: w.file.Name, Kind: UploadRegistry,
			Outcome: UploadRefused, Reason: code, Actor: w.app.actor.Name, At: d.stamp()})
	}))
}

// refusalOf is the code by which a file was refused; "" where it was not.
func refusalOf(err error) string {
	var refused *Refused
	var file *registry.FileError
	var table *sheet.Refusal
	switch {
	case errors.As(err, &refused) && refused.Code != "load_dropped":
		return refused.Code
	case errors.As(err, &table):
		return string(table.Code)
	case errors.As(err, &file) && file.Code != registry.FileRead:
		return file.Code
	}
	return ""
}
