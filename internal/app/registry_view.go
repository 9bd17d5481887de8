package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
)

// SnapshotView is a snapshot, whether it is in force, and what was overruled for it.
type SnapshotView struct {
	SnapshotFacts
	InForce  bool
	Consents []RegistryConsent
}

// Snapshots are all snapshots, the oldest first.
func (a *App) Snapshots(ctx context.Context) ([]SnapshotView, error) {
	var out []SnapshotView
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = snapshotViews(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("snapshots: %w", err)
	}
	return out, nil
}

func snapshotViews(ctx context.Context, tx Tx) ([]SnapshotView, error) {
	inForce, err := tx.NewestSnapshot(ctx)
	if err != nil {
		return nil, err
	}
	all, err := tx.Snapshots(ctx)
	out := make([]SnapshotView, len(all))
	for i, s := range all {
		out[i] = SnapshotView{SnapshotFacts: s, InForce: s.ActNo == inForce.ActNo}
	}
	return out, err
}

// viewOf is one of the snapshots; nought is the one in force.
func viewOf(all []SnapshotView, no int64) (SnapshotView, error) {
	i := slices.IndexFunc(all, func(s SnapshotView) bool { return s.ActNo == no || no == 0 && s.InForce })
	if i < 0 && no == 0 {
		return SnapshotView{}, &Refused{Code: "no_snapshot"}
	}
	if i < 0 {
		return SnapshotView{}, &NotFound{Kind: "snapshot", ID: strconv.FormatInt(no, 10)}
	}
	return all[i], nil
}

// Snapshot is one snapshot with the lines of its file that were refused; nought
// is the one in force. NotFound is returned where there is none.
func (a *App) Snapshot(ctx context.Context, no int64) (s SnapshotView, refused []RegistryRefused, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		all, err := snapshotViews(ctx, tx)
		if err != nil {
			return err
		}
		if s, err = viewOf(all, no); err != nil {
			return err
		}
		if s.Consents, err = tx.Consents(ctx, s.ActNo); err != nil {
			return err
		}
		refused, err = tx.RefusedOf(ctx, s.ActNo)
		return err
	})
	if err != nil {
		return SnapshotView{}, nil, fmt.Errorf("snapshot: %w", err)
	}
	return s, refused, nil
}

// RegistryHistory is what snapshots say of a number.
type RegistryHistory struct {
	Snapshot int64 // the one asked for
	// Person is the record as of that snapshot; nil for nobody.
	Person *RegistryPerson
	// CarriedBy are the persons of that snapshot who have the number among their
	// old ones.
	CarriedBy []RegistryPerson
	Steps     []RegistryStep
}

// RegistryStep is a snapshot in which the record became another; no person: the
// number was gone.
type RegistryStep struct {
	Snapshot int64
	AsOf     string
	Kind     string
	Person   *RegistryPerson
}

// PersonHistory is the record of a number as of a snapshot (nought is the one in
// force), and how it became so. NotFound is returned where no snapshot knows the
// number.
func (a *App) PersonHistory(ctx context.Context, number string, snapshot int64) (RegistryHistory, error) {
	var h RegistryHistory
	err := a.store.View(ctx, func(tx Tx) error {
		all, err := snapshotViews(ctx, tx)
		if err != nil {
			return err
		}
		s, err := viewOf(all, snapshot)
		if err != nil {
			return err
		}
		h.Snapshot = s.ActNo
		if err := h.walk(ctx, tx, all, number); err != nil {
			return err
		}
		old, err := tx.PersonsByOldNumber(ctx, s.ActNo, []string{number})
		for _, o := range old {
			h.CarriedBy = append(h.CarriedBy, o.RegistryPerson)
		}
		if err == nil && len(h.Steps) == 0 && len(h.CarriedBy) == 0 {
			err = &NotFound{Kind: "person", ID: number[:min(3, len(number))] + "…"}
		}
		return err
	})
	if err != nil {
		return RegistryHistory{}, fmt.Errorf("registry person: %w", err)
	}
	return h, nil
}

// walk goes through the snapshots in the order they were loaded.
func (h *RegistryHistory) walk(ctx context.Context, tx Tx, all []SnapshotView, number string) error {
	rows, err := tx.PersonRows(ctx, []string{number})
	if err != nil {
		return err
	}
	gone, err := tx.GoneRows(ctx, []string{number})
	if err != nil {
		return err
	}
	var now *RegistryPerson
	for _, s := range all {
		was := now
		at := slices.IndexFunc(rows, func(r RegistryPerson) bool { return r.SnapshotNo == s.ActNo })
		left := slices.ContainsFunc(gone, func(g RegistryGone) bool { return g.SnapshotNo == s.ActNo })
		switch {
		case at >= 0:
			now = &rows[at]
		case left || s.Kind == "": // one from before chains has everybody in it
			now = nil
		}
		if s.ActNo == h.Snapshot {
			h.Person = now
		}
		if (was == nil) != (now == nil) || was != nil && was.print() != now.print() {
			h.Steps = append(h.Steps, RegistryStep{Snapshot: s.ActNo, AsOf: s.AsOf, Kind: s.Kind, Person: now})
		}
	}
	return nil
}
