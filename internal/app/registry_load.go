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
	if err := f.check(); err != nil {
		return RegistryLoad{}, err
	}
	if out, ok, err := a.loadedBefore(ctx, f.SHA256); err != nil || ok {
		return out, err
	}
	w := &snapshotWriter{app: a, file: f, kind: f.kind()}
	err := w.load(ctx, func() error { return w.writeAll(ctx, f.Text) })
	if err != nil {
		return RegistryLoad{}, fmt.Errorf("load registry: %w", w.refuseWhole(ctx, err))
	}
	return w.outcome(), nil
}

// loadedBefore finds the snapshot that was made of the same bytes.
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
		if w.under != nil {
			mine, err := tx.Loading(ctx, w.under.act.no)
			if err != nil {
				return err
			}
			if mine {
				if _, err := tx.DropDeadLoads(ctx, registryLoads); err != nil {
					return fmt.Errorf("drop what is left of it: %w", err)
				}
			}
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
