package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/beneficiary"
)

// LayoutTx keeps the layouts of lists.
type LayoutTx interface {
	// Layouts are all versions of all layouts, by name and version.
	Layouts(ctx context.Context) ([]ListLayout, error)
	// ReadingOf is how a version of a list was read; ok is false for one that was
	// read with what everybody knows.
	ReadingOf(ctx context.Context, version int64) (ListReading, bool, error)
}

// AddLayout keeps a layout, and says whether it is new: the same text again
// changes nothing. A version is never replaced; the next one has a higher number.
func (a *App) AddLayout(ctx context.Context, text []byte) (l *beneficiary.Layout, fresh bool, err error) {
	if l, err = beneficiary.ParseLayout(text); err != nil {
		return nil, false, err
	}
	err = a.do(ctx, "layout.add", l.Name, func(tx Tx, d *act) error {
		all, err := tx.Layouts(ctx)
		if err != nil {
			return err
		}
		for _, old := range all {
			if old.Name != l.Name {
				continue
			}
			if old.SHA256 == l.SHA256 {
				return errNothing
			}
			if old.Version >= int64(l.Version) {
				return &Refused{Code: "layout_version_old", Subject: l.Name, Detail: fmt.Sprintf("%d, %d", l.Version, old.Version)}
			}
		}
		fresh = true
		if err := tx.PutBlob(ctx, l.SHA256, text); err != nil {
			return fmt.Errorf("keep the layout: %w", err)
		}
		d.figure("version", l.Version)
		return d.write(ctx, tx, ListLayout{ActNo: d.no, Name: l.Name, Version: int64(l.Version), SHA256: l.SHA256,
			Description: l.Description, AddedBy: a.actor.Name, RecordedAt: d.stamp()})
	})
	return l, fresh && err == nil, err
}

// Layouts are all versions of all layouts, by name and version.
func (a *App) Layouts(ctx context.Context) ([]ListLayout, error) {
	var out []ListLayout
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.Layouts(ctx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("layouts: %w", err)
	}
	return out, nil
}

// LayoutText is the text of a layout as it was handed in: the newest version for
// version 0. NotFound is returned where there is none.
func (a *App) LayoutText(ctx context.Context, name string, version int64) (ListLayout, []byte, error) {
	var found ListLayout
	var text []byte
	err := a.store.View(ctx, func(tx Tx) error {
		all, err := tx.Layouts(ctx)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(l ListLayout) bool { return l.Name != name || version > 0 && l.Version != version })
		if len(all) == 0 {
			return &NotFound{Kind: "layout", ID: name}
		}
		found = slices.MaxFunc(all, func(x, y ListLayout) int { return cmp.Compare(x.Version, y.Version) })
		text, err = tx.Blob(ctx, found.SHA256)
		return err
	})
	if err != nil {
		return ListLayout{}, nil, fmt.Errorf("layout %s: %w", name, err)
	}
	return found, text, nil
}

// LayoutTry is what a layout makes of a file, with nothing stored.
type LayoutTry struct {
	List   *beneficiary.List // nil where the file is refused whole
	Reason string            // why: a stable code
	Detail string
}

// TryLayout reads a file with a layout and keeps nothing.
func (a *App) TryLayout(ctx context.Context, u ListUpload) (LayoutTry, error) {
	p := preparedList{upload: u}
	err := a.readUpload(ctx, &p)
	if err == nil && p.correction != nil {
		err = &beneficiary.Refusal{Code: beneficiary.RefusedNotAList, Detail: "rows to fix"}
	}
	var out ListOutcome
	if out.refusedWhole(err) {
		return LayoutTry{Reason: out.Reason, Detail: out.Detail}, nil
	}
	if err != nil {
		return LayoutTry{}, fmt.Errorf("read list %s: %w", u.FileName, err)
	}
	return LayoutTry{List: p.read}, nil
}

// writeReading notes how a version was read, and keeps the layout's text.
func (a *App) writeReading(ctx context.Context, tx Tx, d *act, u ListUpload, read *beneficiary.List) error {
	r := readingOf(u, read)
	if u.Layout != nil {
		if err := tx.PutBlob(ctx, u.Layout.SHA256, u.LayoutText); err != nil {
			return fmt.Errorf("keep the layout: %w", err)
		}
		d.figure("layout", fmt.Sprintf("%s %d", r.Layout, r.LayoutVersion))
	}
	return r.write(ctx, tx, d)
}

// write keeps how a version was read; nothing where that is as everybody does.
func (r ListReading) write(ctx context.Context, tx Tx, d *act) error {
	if r.ActNo = 0; r == (ListReading{}) {
		return nil
	}
	r.ActNo = d.no
	return d.write(ctx, tx, r)
}

// into has a list be read as it was read once.
func (r ListReading) into(ctx context.Context, tx Tx, o *beneficiary.Options) error {
	if r.LayoutSHA256 != "" {
		text, err := tx.Blob(ctx, r.LayoutSHA256)
		if err != nil {
			return fmt.Errorf("layout %s: %w", r.Layout, err)
		}
		if o.Layout, err = beneficiary.ParseLayout(text); err != nil {
			return fmt.Errorf("layout %s: %w", r.Layout, err)
		}
	}
	for line := range strings.Lines(r.Headings) {
		at := strings.LastIndexByte(line, '=')
		field, ok := beneficiary.FieldOf(strings.TrimSuffix(line[at+1:], "\n"))
		if at < 0 || !ok {
			return fmt.Errorf("taught heading %q", line)
		}
		o.Learnt = append(o.Learnt, beneficiary.LearntHeading{Heading: line[:at], Field: field})
	}
	return nil
}

// readingOf is how an upload was read; the zero one is as everybody does.
func readingOf(u ListUpload, read *beneficiary.List) ListReading {
	var r ListReading
	if u.Layout != nil {
		r.Layout, r.LayoutVersion, r.LayoutSHA256 = u.Layout.Name, int64(u.Layout.Version), u.Layout.SHA256
	}
	for _, h := range read.Learnt {
		r.Headings += h.Heading + "=" + h.Field.Key() + "\n"
	}
	return r
}

// readAlike says whether a version was read as this upload is.
func readAlike(ctx context.Context, tx Tx, version int64, now ListReading) (bool, error) {
	before, _, err := tx.ReadingOf(ctx, version)
	before.ActNo = 0
	return before == now, err
}
