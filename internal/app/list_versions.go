package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/payout"
)

// ListRef names a list: what makes it one.
type ListRef struct {
	Programme payout.Programme
	Period    civil.Month
	Commune   string
	Series    string // "" for the list itself
}

func (r ListRef) String() string {
	return fmt.Sprintf("%s/%s/%s/%s", r.Programme, r.Period, r.Commune, r.Series)
}

// VersionView is a version with what the journal kept of its taking in.
type VersionView struct {
	ListVersion
	Figures map[string]string
}

// VersionRows is a version as it was taken, rows in the order of the sheet.
type VersionRows struct {
	ListVersion
	InForce bool
	Rows    []ListRow
	Issues  map[string][]ListIssue // by row key; "" for those of no row
}

// VersionsDiffer is what one version has that another has not.
type VersionsDiffer struct {
	From, To ListVersion
	beneficiary.Difference
}

// ListVersions are all versions of a list, the oldest first: the newest is in
// force.
func (a *App) ListVersions(ctx context.Context, ref ListRef) ([]VersionView, error) {
	var out []VersionView
	err := a.store.View(ctx, func(tx Tx) error {
		versions, err := versionsOf(ctx, tx, ref)
		if err != nil {
			return err
		}
		for _, v := range versions {
			e, _, err := tx.EventOf(ctx, v.ActNo)
			if err != nil {
				return err
			}
			out = append(out, VersionView{ListVersion: v, Figures: e.Facts.Figures})
		}
		return nil
	})
	return out, err
}

// ListVersion is a version with its rows, taken and refused; 0 is the one in
// force.
func (a *App) ListVersion(ctx context.Context, ref ListRef, version int64) (VersionRows, error) {
	var out VersionRows
	err := a.store.View(ctx, func(tx Tx) error {
		versions, err := versionsOf(ctx, tx, ref)
		if err != nil {
			return err
		}
		newest := versions[len(versions)-1]
		if out.ListVersion, err = pick(versions, cmp.Or(version, newest.Version)); err != nil {
			return err
		}
		out.InForce = out.Version == newest.Version
		if out.Rows, err = tx.RowsOf(ctx, out.ActNo); err != nil {
			return err
		}
		slices.SortStableFunc(out.Rows, func(x, y ListRow) int { return cmp.Or(cmp.Compare(x.Sheet, y.Sheet), cmp.Compare(x.Line, y.Line)) })
		issues, err := tx.IssuesOf(ctx, out.ActNo)
		out.Issues = map[string][]ListIssue{}
		for _, i := range issues {
			out.Issues[i.RowKey] = append(out.Issues[i.RowKey], i)
		}
		return err
	})
	return out, err
}

// DiffVersions compares two versions of a list row by row. 0 is the version in
// force for to, and the one before to for from.
func (a *App) DiffVersions(ctx context.Context, ref ListRef, from, to int64) (VersionsDiffer, error) {
	var out VersionsDiffer
	err := a.store.View(ctx, func(tx Tx) error {
		versions, err := versionsOf(ctx, tx, ref)
		if err != nil {
			return err
		}
		if out.To, err = pick(versions, cmp.Or(to, versions[len(versions)-1].Version)); err != nil {
			return err
		}
		if out.From, err = pick(versions, cmp.Or(from, out.To.Version-1)); err != nil {
			return err
		}
		before, err := tx.RowsOf(ctx, out.From.ActNo)
		if err != nil {
			return err
		}
		now, err := tx.RowsOf(ctx, out.To.ActNo)
		if err != nil {
			return err
		}
		corrects, err := correctsEither(ctx, tx, out.From, out.To)
		out.Difference = differing(corrects)(listedRows(before), listedRows(now))
		return err
	})
	return out, err
}

// correctsEither reports whether one of two versions was made from the other.
func correctsEither(ctx context.Context, tx Tx, x, y ListVersion) (bool, error) {
	if x.Version > y.Version {
		x, y = y, x
	}
	origins, err := tx.OriginsOf(ctx, y.ActNo)
	return slices.ContainsFunc(origins, func(o ListOrigin) bool { return o.BaseNo == x.ActNo }), err
}

// versionsOf are the versions of a list, at least one.
func versionsOf(ctx context.Context, tx Tx, ref ListRef) ([]ListVersion, error) {
	list, ok, err := tx.FindList(ctx, string(ref.Programme), ref.Period.String(), ref.Commune, ref.Series)
	if err != nil || !ok {
		return nil, orNotFound(err, "list", ref.String())
	}
	versions, err := tx.VersionsOf(ctx, list.ID)
	if err == nil && len(versions) == 0 {
		err = &NotFound{Kind: "list", ID: ref.String()}
	}
	return versions, err
}

func pick(versions []ListVersion, n int64) (ListVersion, error) {
	for _, v := range versions {
		if v.Version == n {
			return v, nil
		}
	}
	return ListVersion{}, &NotFound{Kind: "version", ID: strconv.FormatInt(n, 10)}
}
