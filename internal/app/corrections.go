package app

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/payout"
)

// correction is what is to become of some lines of a version of a list. The next
// version is made of it: these lines read anew, by the reader every list goes
// through, all others carried over as they are.
type correction struct {
	Kind    string `json:"kind"` // OriginFix, OriginAccept
	ListID  string `json:"list"`
	Version int64  `json:"version"`
	SHA256  string `json:"sha256"` // of that version's bytes
	Lines   []correctedLine
	// Missing are taken rows whose lines were not in the workbook: they stay.
	Missing []correctedLine `json:"-"`
}

// correctedLine is one line: struck off, or with some of its cells typed anew.
type correctedLine struct {
	Key   string // of its row
	Sheet int    // index
	Line  int
	Drop  bool
	Cells map[int]sheet.Cell // by column
}

// changes reports whether anything becomes another.
func (c *correction) changes() bool { return slices.ContainsFunc(c.Lines, correctedLine.changes) }

func (l correctedLine) changes() bool { return l.Drop || len(l.Cells) > 0 }

func (c *correction) patch() sheet.Patch {
	p := sheet.Patch{}
	for _, l := range c.Lines {
		if p[l.Sheet] == nil {
			p[l.Sheet] = map[int]sheet.RowPatch{}
		}
		p[l.Sheet][l.Line] = sheet.RowPatch{Empty: l.Drop, Cells: l.Cells}
	}
	return p
}

// tableOf is the table of cells a version was read from. Of one that corrects
// another it is the other's, with the corrected cells in their places.
func (a *App) tableOf(ctx context.Context, tx Tx, v ListVersion) (sheet.Table, error) {
	data, err := tx.Blob(ctx, v.SHA256)
	if err != nil {
		return nil, fmt.Errorf("read the file of version %d of %s: %w", v.Version, v.ListID, err)
	}
	origins, err := tx.OriginsOf(ctx, v.ActNo)
	if err != nil || len(origins) == 0 {
		return openTable(data, err)
	}
	base, ok, err := tx.VersionOf(ctx, origins[0].BaseNo)
	if err == nil && (!ok || base.Version >= v.Version) {
		err = &NotFound{Kind: "version below", ID: v.ListID}
	}
	if err != nil {
		return nil, err
	}
	below, err := a.tableOf(ctx, tx, base)
	if err != nil {
		return nil, err
	}
	c, err := correctionIn(data, origins[0].Kind)
	if err != nil {
		return nil, err
	}
	return sheet.Patched(below, c.patch()), nil
}

func openTable(data []byte, err error) (sheet.Table, error) {
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(data)
	return sheet.OpenTable(r, r.Size(), sheet.Limits{})
}

// correctionIn reads the correction a version was made of from its bytes.
func correctionIn(data []byte, kind string) (*correction, error) {
	if kind == OriginAccept {
		c := &correction{}
		err := json.Unmarshal(data, c)
		return c, err
	}
	t, err := openTable(data, nil)
	if err != nil {
		return nil, err
	}
	return readFixBook(t)
}

// readAgain reads a list that was taken once, in the way it was read then. Its
// own totals are told where they differ: they were written before anything was
// corrected. Those that somebody types now must agree.
func (a *App) readAgain(ctx context.Context, tx Tx, t sheet.Table, list List, r ListReading, typed beneficiary.Controls) (*beneficiary.List, error) {
	period, err := civil.ParseMonth(list.Period)
	if err != nil {
		return nil, err
	}
	o := beneficiary.Options{Period: period, Commune: list.Commune, Corrected: true, Controls: typed}
	if err := a.withTables(ctx, tx, &o); err != nil {
		return nil, err
	}
	if err := r.into(ctx, tx, &o); err != nil {
		return nil, err
	}
	return beneficiary.Read(t, o)
}

// takeCorrection makes the next version of a list from rows to fix that came
// back.
func (a *App) takeCorrection(ctx context.Context, p preparedList) (ListOutcome, error) {
	out := p.out
	out.Correction = true
	err := a.doOrTell(ctx, p.upload.DryRun, "list.fix", p.correction.ListID, func(tx Tx, d *act) error {
		if p.upload.Layout != nil {
			return &beneficiary.Refusal{Code: beneficiary.RefusedFixLayout, Detail: p.upload.Layout.Name}
		}
		list, err := a.listToFix(ctx, tx, p.upload, p.correction)
		if err != nil {
			return err
		}
		return a.correct(ctx, tx, d, list, p.correction, p.upload, &out)
	})
	if refused := (ListOutcome{File: out.File, SHA256: out.SHA256, Series: out.Series, Correction: true}); refused.refusedWhole(err) {
		return refused, a.recordRefusal(ctx, p.upload, refused)
	}
	return out, err
}

// listToFix finds the list a workbook of rows to fix is of. What the sender says
// besides must agree.
func (a *App) listToFix(ctx context.Context, tx Tx, u ListUpload, c *correction) (List, error) {
	list, ok, err := tx.ListByID(ctx, c.ListID)
	if err != nil {
		return List{}, err
	}
	agrees := ok && list.Programme == string(u.Programme) && list.Period == u.Period.String() &&
		(u.Commune == "" || u.Commune == list.Commune) && (u.Series == "" || u.Series == list.Series)
	if !agrees {
		return List{}, &beneficiary.Refusal{Code: beneficiary.RefusedFixOtherList, Detail: c.ListID}
	}
	return list, nil
}

// correct makes the next version of a list. d is nil where nothing is to be
// kept.
func (a *App) correct(ctx context.Context, tx Tx, d *act, list List, c *correction, u ListUpload, out *ListOutcome) error {
	v, err := newest(ctx, tx, list)
	if err != nil {
		return err
	}
	out.ListID, out.Commune, out.Version = list.ID, list.Commune, v.Version
	known, err := isKnown(ctx, tx, list, v, u.Inbox, out.SHA256)
	if err != nil {
		return err
	}
	if !known {
		if c, err = a.onto(ctx, tx, v, c); err != nil {
			return err
		}
		if out.KeptMissing, err = keptMissing(ctx, tx, v, c); err != nil {
			return err
		}
	}
	m := &merging{correction: c}
	if known || !c.changes() {
		out.unchanged(v)
		return a.stillAgrees(ctx, tx, m, list, v, u.Controls)
	}
	if err := a.merge(ctx, tx, m, list, v, u.Controls); err != nil {
		return err
	}
	m.tell(out, v.Version+1)
	if err := foretellCorrected(ctx, tx, d, list, m, u, out); err != nil || d == nil {
		return err
	}
	return a.keepCorrected(ctx, tx, d, list, v, m, u, out)
}

// foretellCorrected is foretell for a version that is corrected.
func foretellCorrected(ctx context.Context, tx Tx, d *act, list List, m *merging, u ListUpload, out *ListOutcome) error {
	period, err := civil.ParseMonth(list.Period)
	if err != nil {
		return err
	}
	ref := ListRef{Programme: payout.Programme(list.Programme), Period: period, Commune: list.Commune, Series: list.Series}
	return foretell(ctx, tx, d, comingList{ListRef: ref, rows: m.rows, corrects: true, whole: u.Preview}, out)
}

// stillAgrees holds the version in force to totals that were typed with a
// workbook that changes nothing.
func (a *App) stillAgrees(ctx context.Context, tx Tx, m *merging, list List, v ListVersion, typed beneficiary.Controls) error {
	if typed.Count == nil && typed.Sum.Currency() == "" {
		return errNothing
	}
	m.correction = &correction{}
	return cmp.Or(a.readCorrected(ctx, tx, m, list, v, typed), errNothing)
}

// merge reads the corrected table and puts its lines beside the kept ones.
func (a *App) merge(ctx context.Context, tx Tx, m *merging, list List, v ListVersion, typed beneficiary.Controls) (err error) {
	if m.kept, err = tx.RowsOf(ctx, v.ActNo); err != nil {
		return err
	}
	if m.keptIssues, err = tx.IssuesOf(ctx, v.ActNo); err != nil {
		return err
	}
	if err := a.readCorrected(ctx, tx, m, list, v, typed); err != nil {
		return err
	}
	return m.run()
}

// readCorrected reads a version again, the corrected cells in their places.
func (a *App) readCorrected(ctx context.Context, tx Tx, m *merging, list List, v ListVersion, typed beneficiary.Controls) error {
	below, err := a.tableOf(ctx, tx, v)
	if err != nil {
		return err
	}
	m.table = sheet.Patched(below, m.correction.patch())
	if m.reading, _, err = tx.ReadingOf(ctx, v.ActNo); err != nil {
		return err
	}
	m.read, err = a.readAgain(ctx, tx, m.table, list, m.reading, typed)
	return err
}

func (a *App) keepCorrected(ctx context.Context, tx Tx, d *act, list List, v ListVersion, m *merging, u ListUpload, out *ListOutcome) error {
	if err := tx.PutBlob(ctx, out.SHA256, u.Data); err != nil {
		return fmt.Errorf("keep the file: %w", err)
	}
	if m.correction.Kind == OriginFix {
		if err := a.writeUpload(ctx, tx, d, u, *out); err != nil {
			return err
		}
	}
	below, err := tx.OriginsOf(ctx, v.ActNo)
	if err != nil {
		return err
	}
	origins := []ListOrigin{{ActNo: d.no, BaseNo: v.ActNo, Kind: m.correction.Kind, Steps: 1}}
	for _, o := range below {
		origins = append(origins, ListOrigin{ActNo: d.no, BaseNo: o.BaseNo, Kind: m.correction.Kind, Steps: o.Steps + 1})
	}
	slices.SortFunc(origins, func(x, y ListOrigin) int { return cmp.Compare(x.BaseNo, y.BaseNo) })
	if _, err := d.writeAll(ctx, tx, factsOf(origins), "list_origin"); err != nil {
		return err
	}
	if err := m.reading.write(ctx, tx, d); err != nil {
		return err
	}
	d.figure("replaced", out.Replaced)
	d.figure("struck_off", out.Dropped)
	d.figure("carried", out.Carried)
	for i := range m.rows {
		m.rows[i].VersionNo = d.no
	}
	return a.writeVersion(ctx, tx, d, list, *out, m.rows, listIssues(d.no, m.issues))
}
