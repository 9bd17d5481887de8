package app

import (
	"context"
	"errors"
	"fmt"

	"chitra/beneficiary"
)

// standing is where a file stands among the versions of its list.
type standing struct {
	list    List
	fresh   bool        // the list was never seen
	version ListVersion // in force; the zero one for none
	known   bool        // the file is nothing new
}

// standingOf finds it. Bytes below a version that corrects them say nothing new
// while they are read as they were; read otherwise they would undo what was
// corrected, and are refused.
func standingOf(ctx context.Context, tx Tx, u ListUpload, read *beneficiary.List, sum string) (standing, error) {
	var s standing
	var err error
	if s.list, s.version, err = nextVersion(ctx, tx, u, read.Commune); err != nil {
		return s, err
	}
	s.fresh = s.list.ActNo == 0
	if s.known, err = isKnown(ctx, tx, s.list, s.version, u.Inbox, sum); err != nil || !s.known || u.Inbox {
		return s, err
	}
	alike, err := readAlike(ctx, tx, s.version.ActNo, readingOf(u, read))
	if err == nil && !alike && s.version.SHA256 != sum {
		err = &beneficiary.Refusal{Code: beneficiary.RefusedCorrectedSince, Detail: fmt.Sprintf("%s: %d", s.list.ID, s.version.Version)}
	}
	s.known = alike
	return s, err
}

// unchanged says that a file is nothing new: what counts is the version in force.
// What was found in the file is told where that version is the file itself.
func (o *ListOutcome) unchanged(v ListVersion) {
	o.Status, o.ListID, o.Version = ListUnchanged, v.ListID, v.Version
	o.Lines, o.Taken, o.Refused = int(v.Lines), int(v.Taken), int(v.Refused)
	o.Preview = nil
	if o.SHA256 != v.SHA256 {
		o.Issues, o.Marked = nil, nil
	}
}

// storeOrTell takes a list in; a dry run says what that would come to.
func (a *App) storeOrTell(ctx context.Context, u ListUpload, read *beneficiary.List, out *ListOutcome) error {
	subject := fmt.Sprintf("%s/%s/%s/%s", u.Programme, u.Period, read.Commune, u.Series)
	return a.doOrTell(ctx, u.DryRun, "list.import", subject, func(tx Tx, d *act) error {
		s, err := standingOf(ctx, tx, u, read, out.SHA256)
		if err != nil {
			return err
		}
		if s.known {
			out.unchanged(s.version)
			return errNothing
		}
		rows := listRows(0, read)
		if err := foretell(ctx, tx, d, comingList{ListRef: u.ref(read.Commune), rows: rows, whole: u.Preview}, out); err != nil || d == nil {
			return err
		}
		out.Status, out.Version, out.ListID = ListNew, s.version.Version+1, s.list.ID
		return a.storeList(ctx, tx, d, u, s, read, rows, out)
	})
}

// doOrTell is do, unless it is a dry run: then work only looks, has no act, and
// nothing is kept.
func (a *App) doOrTell(ctx context.Context, dry bool, kind, subject string, work func(Tx, *act) error) error {
	if !dry {
		return a.do(ctx, kind, subject, work)
	}
	err := a.store.View(ctx, func(tx Tx) error { return work(tx, nil) })
	if errors.Is(err, errNothing) {
		return nil
	}
	return err
}

func (u ListUpload) ref(commune string) ListRef {
	return ListRef{Programme: u.Programme, Period: u.Period, Commune: commune, Series: u.Series}
}

func (a *App) storeList(ctx context.Context, tx Tx, d *act, u ListUpload, s standing, read *beneficiary.List, rows []ListRow, out *ListOutcome) error {
	if err := tx.PutBlob(ctx, out.SHA256, u.Data); err != nil {
		return fmt.Errorf("keep the file: %w", err)
	}
	if s.fresh {
		s.list.ActNo = d.no
		if err := d.write(ctx, tx, s.list); err != nil {
			return err
		}
	}
	if err := a.writeUpload(ctx, tx, d, u, *out); err != nil {
		return err
	}
	if err := a.writeReading(ctx, tx, d, u, read); err != nil {
		return err
	}
	for i := range rows {
		rows[i].VersionNo = d.no
	}
	return a.writeVersion(ctx, tx, d, s.list, *out, rows, listIssues(d.no, read.Issues))
}

// isKnown reports whether bytes are nothing new to a list: those of the version
// in force, or of one below it that was corrected since. From an inbox, where a
// file may lie for days, any bytes it ever had are.
func isKnown(ctx context.Context, tx Tx, list List, v ListVersion, inbox bool, sum string) (bool, error) {
	if v.SHA256 == sum {
		return true, nil
	}
	if inbox {
		return tx.HadVersion(ctx, list.ID, sum)
	}
	origins, err := tx.OriginsOf(ctx, v.ActNo)
	for _, o := range origins {
		base, _, err := tx.VersionOf(ctx, o.BaseNo)
		if err != nil || base.SHA256 == sum {
			return err == nil, err
		}
	}
	return false, err
}

// nextVersion finds the list and its version in force; for a list not seen
// before, one that no act has made, and no version.
func nextVersion(ctx context.Context, tx Tx, u ListUpload, commune string) (List, ListVersion, error) {
	list, ok, err := tx.FindList(ctx, string(u.Programme), u.Period.String(), commune, u.Series)
	if err != nil {
		return List{}, ListVersion{}, err
	}
	if !ok {
		id := fmt.Sprintf("%s-%s-%s", u.Programme, u.Period, commune)
		if u.Series != "" {
			id += "-" + u.Series
		}
		return List{ID: id, Programme: string(u.Programme), Period: u.Period.String(), Commune: commune, Series: u.Series}, ListVersion{}, nil
	}
	v, _, err := tx.NewestVersion(ctx, list.ID)
	return list, v, err
}
