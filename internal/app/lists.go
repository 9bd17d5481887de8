package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/place"
	"chitra/internal/sheet"
	"chitra/payout"
)

// ListTx keeps lists, their versions and rows.
type ListTx interface {
	FindList(ctx context.Context, programme, period, commune, series string) (List, bool, error)
	// NewestVersion is the version in force of a list; ok is false for none.
	NewestVersion(ctx context.Context, listID string) (ListVersion, bool, error)
	ListByID(ctx context.Context, id string) (List, bool, error)
	// VersionOf finds a version by the act that made it.
	VersionOf(ctx context.Context, act int64) (ListVersion, bool, error)
	// OriginsOf are the versions below one that was made from them, the nearest
	// first; none for a list that was handed in whole.
	OriginsOf(ctx context.Context, act int64) ([]ListOrigin, error)
	// HadVersion says whether a list ever had a version of these bytes.
	HadVersion(ctx context.Context, listID, sha256 string) (bool, error)
	// RefusedBefore says whether a file of these bytes was refused to this actor
	// for this reason already.
	RefusedBefore(ctx context.Context, kind, sha256, actor, reason string) (bool, error)
	// RefusedUploads are the newest tries of a kind that were refused, the newest
	// first.
	RefusedUploads(ctx context.Context, kind string, limit int) ([]Upload, error)
	// CurrentRows are the rows of the versions in force of a period, taken and
	// refused, in the order of their keys; an empty programme means all.
	CurrentRows(ctx context.Context, programme, period string) ([]CurrentRow, error)
	// RowsByKey are some rows of a version, in the order of their keys.
	RowsByKey(ctx context.Context, version int64, keys []string) ([]CurrentRow, error)
	RowsOf(ctx context.Context, version int64) ([]ListRow, error)
	IssuesOf(ctx context.Context, version int64) ([]ListIssue, error)
	// ApprovedOf counts the payments made of a list that an approver has
	// consented to, or that have left.
	ApprovedOf(ctx context.Context, listID string) (int64, error)
	// VersionsOf are all versions of a list, the oldest first.
	VersionsOf(ctx context.Context, listID string) ([]ListVersion, error)
	// TotalsInForce are rows and amount of the version in force of a list; of
	// none, nought.
	TotalsInForce(ctx context.Context, programme, period, commune, series string) (ListTotals, error)
	// RowsElsewhere are the rows in force of a period, taken and refused, but for
	// one list, that have one of the traces.
	RowsElsewhere(ctx context.Context, period, exceptList string, by beneficiary.Traces) ([]RowElsewhere, error)
}

// CurrentRow is a row of a version in force, with the list it belongs to.
type CurrentRow struct {
	ListRow
	Programme   string `db:"programme"`
	ListCommune string `db:"list_commune"`
	Series      string `db:"series"`
	FileName    string `db:"file_name"`
	UploadedBy  string `db:"uploaded_by"`
}

// RowHead is what tells a row in force from the others.
type RowHead struct {
	Programme string `db:"programme"`
	VersionNo int64  `db:"version_no"`
	RowKey    string `db:"row_key"`
}

// ListUpload is a list as somebody hands it in.
type ListUpload struct {
	FileName  string
	Data      []byte
	Programme payout.Programme
	Period    civil.Month
	Commune   string // asked for only where the sheet does not say
	Series    string // "" for the list itself, else the supplement's name
	DryRun    bool
	// Layout says how the file is laid out, and LayoutText is what it was read
	// from; nil finds it by content.
	Layout     *beneficiary.Layout
	LayoutText []byte
	// Preview asks for what the list changes, and has the journal keep it. A dry
	// run always says so; in bulk only the totals are kept.
	Preview bool
	// Controls are totals that somebody typed: the list waits until they agree.
	Controls beneficiary.Controls
	// Inbox says that the file lies where it may lie again tomorrow: any bytes
	// the list ever had are then nothing new.
	Inbox bool
}

// ListOutcome is what became of it. Taken + Refused = Lines, always; of a list that
// waits, what would be.
type ListOutcome struct {
	File, SHA256 string
	Status       string // new, unchanged, refused, waits
	Reason       string // why the whole file is not taken: a stable code
	Detail       string
	// Stated and Read are the two figures of control totals that differ.
	Stated, Read string
	// Sheet and Cell say where, as far as the reason is about one place.
	Sheet, Cell string
	Commune     string
	CommuneName string // "" where it has none in the month
	Series      string // as it was handed in
	Version     int64
	Lines       int
	Taken       int
	Refused     int
	Issues      []beneficiary.Issue
	Preview     *ListPreview // nil where it was not asked for
	// Marked is the same workbook with the bad cells marked; nil where there
	// is nothing to mark or the file is no workbook.
	Marked []byte
	// ListID is the list's name in the store; "" where nothing was stored.
	ListID string
	// Of a version made from an earlier one: Replaced lines were read anew,
	// Dropped ones struck off, Carried ones taken over as they were.
	Correction                 bool
	Replaced, Dropped, Carried int
	// KeptMissing are taken rows whose lines were missing in a workbook of rows to
	// fix: they stay as they are.
	KeptMissing []ListRow
}

// Statuses of a ListOutcome.
const (
	ListNew       = "new"
	ListUnchanged = "unchanged"
	ListRefused   = "refused"
	// ListWaits is a list whose control totals, on the sheet or typed, are not
	// those of its lines. It was read to its end, and nothing of it counts until
	// it is taken in again with totals that agree.
	ListWaits = "waits"
)

// NotTaken reports whether the file as a whole was not taken.
func (o ListOutcome) NotTaken() bool { return o.Status == ListRefused || o.Status == ListWaits }

// ImportList takes a list in. Every row is either taken or refused with cell,
// reason and fix; a file that is no list is refused whole, and only the try is
// recorded. The same bytes read in the same way again change nothing.
func (a *App) ImportList(ctx context.Context, u ListUpload) (ListOutcome, error) {
	return a.takeList(ctx, a.prepareList(ctx, u))
}

// ImportLists takes lists in one after the other, in the order given, each by an
// act of its own, and hands each outcome to done once it stands. Small ones are
// stored several at a time, and the next are read meanwhile.
func (a *App) ImportLists(ctx context.Context, uploads iter.Seq2[ListUpload, error], done func(ListOutcome) error) error {
	return inLots(ctx, a, uploads, ListUpload.size, a.prepareList, (*App).takeList, done)
}

// size is what an upload takes of a lot. What is only tried is a lot by itself: it
// has no act.
func (u ListUpload) size() int {
	if u.DryRun {
		return lotBytes
	}
	return len(u.Data)
}

// preparedList is an upload that was read, before anything is stored.
type preparedList struct {
	upload     ListUpload
	read       *beneficiary.List
	commune    string      // code and name
	correction *correction // instead of read: rows to fix that came back
	known      bool        // when it was read, it was nothing new
	out        ListOutcome
	err        error
}

func (p preparedList) fileName() string { return p.upload.FileName }

// apart is a list that is known or was not taken: recording it may find nothing
// to do.
func (p preparedList) apart() bool { return p.known || p.err != nil || p.out.NotTaken() }

func (a *App) prepareList(ctx context.Context, u ListUpload) preparedList {
	sum := sha256.Sum256(u.Data)
	p := preparedList{upload: u, out: ListOutcome{File: u.FileName, SHA256: hex.EncodeToString(sum[:]), Series: u.Series, Status: ListNew}}
	p.err = a.readUpload(ctx, &p)
	if p.out.refusedWhole(p.err) {
		p.err = nil
	}
	if p.err != nil {
		p.err = fmt.Errorf("read list %s: %w", u.FileName, p.err)
		return p
	}
	if p.read == nil { // refused whole, or rows to fix
		return p
	}
	p.out.CommuneName = strings.TrimSpace(strings.TrimPrefix(p.commune, p.read.Commune))
	p.out.Commune, p.out.Lines, p.out.Issues = p.read.Commune, p.read.Lines, p.read.Issues
	p.out.Taken, p.out.Refused = len(p.read.Rows), len(p.read.Refused)
	if p.out.Marked, p.err = a.marked(p); p.err != nil {
		p.err = fmt.Errorf("mark list %s: %w", u.FileName, p.err)
		return p
	}
	p.known = a.nothingNew(ctx, p)
	return p
}

// nothingNew reports whether a list says nothing new as things stand. Whoever
// stores it asks again.
func (a *App) nothingNew(ctx context.Context, p preparedList) (known bool) {
	_ = a.store.View(ctx, func(tx Tx) error { // what fails here fails there
		s, err := standingOf(ctx, tx, p.upload, p.read, p.out.SHA256)
		known = s.known || err != nil
		return err
	})
	return known
}

func (a *App) takeList(ctx context.Context, p preparedList) (ListOutcome, error) {
	switch {
	case p.err != nil:
		return ListOutcome{}, p.err
	case p.out.NotTaken():
		if err := a.recordRefusal(ctx, p.upload, p.out); err != nil || p.read == nil || !p.upload.DryRun && !p.upload.Preview {
			return p.out, err
		}
		return a.foreseen(ctx, p)
	case p.correction != nil:
		return a.takeCorrection(ctx, p)
	}
	err := a.storeOrTell(ctx, p.upload, p.read, &p.out)
	if refused := (ListOutcome{File: p.out.File, SHA256: p.out.SHA256, Commune: p.out.Commune, Series: p.out.Series}); refused.refusedWhole(err) {
		return refused, a.recordRefusal(ctx, p.upload, refused)
	}
	return p.out, err
}

// foreseen is the outcome with what the list would change; nothing is kept.
func (a *App) foreseen(ctx context.Context, p preparedList) (ListOutcome, error) {
	err := a.store.View(ctx, func(tx Tx) (err error) {
		p.out.Preview, err = preview(ctx, tx, comingList{ListRef: p.upload.ref(p.read.Commune), rows: listRows(0, p.read), whole: true})
		return err
	})
	return p.out, err
}

// readUpload reads a list, or finds the rows to fix of one that came back. With an
// error that says the list waits, it was read all the same.
func (a *App) readUpload(ctx context.Context, p *preparedList) error {
	table, err := openTable(p.upload.Data, nil)
	if err != nil {
		return err
	}
	if isFixBook(table) {
		p.correction, err = readFixBook(table)
		return err
	}
	o, err := a.optionsFor(ctx, p.upload)
	if err != nil {
		return err
	}
	p.read, err = beneficiary.Read(table, o)
	if p.read != nil { // also where it waits
		p.commune = communeNamed(o.Places, p.read.Commune, p.upload.Period)
	}
	return err
}

// optionsFor are how an upload is read: with the tables of this store, and with
// what its offices have taught.
func (a *App) optionsFor(ctx context.Context, u ListUpload) (beneficiary.Options, error) {
	o := beneficiary.Options{Period: u.Period, Commune: u.Commune, Layout: u.Layout, Controls: u.Controls}
	err := a.store.View(ctx, func(tx Tx) error {
		all, err := tx.Headings(ctx)
		if err != nil {
			return fmt.Errorf("read headings: %w", err)
		}
		if o.Learnt, err = learnt(all); err != nil {
			return err
		}
		return a.withTables(ctx, tx, &o)
	})
	return o, err
}

// withTables adds the tables of this store to how a list is read.
func (a *App) withTables(ctx context.Context, tx Tx, o *beneficiary.Options) (err error) {
	o.Banks, o.Category, o.Rules = a.banks, a.rules.Category, a.rules.Version()
	o.Places, err = a.places(ctx, tx)
	return err
}

// communeNamed is a commune's code and, where there is one, its name in a month.
func communeNamed(places *place.Table, code string, m civil.Month) string {
	if c, ok := places.ByCode(code, m.Last()); ok {
		return code + " " + c.Name
	}
	return code
}

// refusedWhole says whether the error means that the file as a whole is not
// taken, rather than that something broke on our side, and notes why.
func (o *ListOutcome) refusedWhole(err error) bool {
	var file *sheet.Refusal
	var list *beneficiary.Refusal
	switch {
	case errors.As(err, &file):
		o.Status, o.Reason, o.Detail = ListRefused, string(file.Code), file.Error()
	case errors.As(err, &list):
		o.Status, o.Reason, o.Detail, o.Stated, o.Read = StatusOf(list.Code), list.Code, list.Error(), list.Stated, list.Read
		o.Sheet, o.Cell = list.Sheet, list.Cell
	default:
		return false
	}
	return true
}

// recordRefusal keeps the try, but for whoever got the same answer for the same
// bytes before: a file that lies in an inbox is found there every night.
func (a *App) recordRefusal(ctx context.Context, u ListUpload, out ListOutcome) error {
	if u.DryRun {
		return nil
	}
	kind := "list.refuse"
	if out.Status == ListWaits {
		kind = "list.wait"
	}
	typed := u.Controls.Count != nil || u.Controls.Sum.Currency() != ""
	return a.do(ctx, kind, out.SHA256, func(tx Tx, d *act) error {
		if !typed { // other totals are another try
			if before, err := tx.RefusedBefore(ctx, UploadList, out.SHA256, a.actor.Name, out.Reason); err != nil || before {
				return orNothing(err)
			}
		}
		d.figure("reason", out.Reason)
		if out.Status == ListWaits {
			d.figure("stated", out.Stated)
			d.figure("read", out.Read)
		}
		return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: out.SHA256, FileName: u.FileName, Kind: UploadList,
			Outcome: UploadRefused, Reason: out.Reason, Actor: a.actor.Name, At: d.stamp()})
	})
}

func (a *App) writeUpload(ctx context.Context, tx Tx, d *act, u ListUpload, out ListOutcome) error {
	return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: out.SHA256, FileName: u.FileName, Kind: UploadList,
		Outcome: UploadTaken, Actor: a.actor.Name, At: d.stamp()})
}

func (a *App) writeVersion(ctx context.Context, tx Tx, d *act, list List, out ListOutcome, rows []ListRow, issues []ListIssue) error {
	d.figure("lines", out.Lines)
	d.figure("taken", out.Taken)
	d.figure("refused", out.Refused)
	if err := d.write(ctx, tx, ListVersion{ActNo: d.no, ListID: list.ID, Version: out.Version, SHA256: out.SHA256,
		FileName: out.File, Lines: int64(out.Lines), Taken: int64(out.Taken), Refused: int64(out.Refused),
		UploadedBy: a.actor.Name, RecordedAt: d.stamp()}); err != nil {
		return err
	}
	if len(rows) != out.Lines {
		return fmt.Errorf("%d lines read, %d rows to keep", out.Lines, len(rows))
	}
	if _, err := d.writeAll(ctx, tx, factsOf(rows), "list_row"); err != nil {
		return err
	}
	_, err := d.writeAll(ctx, tx, factsOf(issues), "list_issue")
	return err
}

// listRows turns what was read into facts, in the order of their keys.
func listRows(version int64, l *beneficiary.List) []ListRow {
	out := make([]ListRow, 0, l.Lines)
	for _, r := range l.Rows {
		row := ListRow{VersionNo: version, RowKey: r.Key, PersonKey: r.PersonKey, Status: RowTaken, Sheet: r.Sheet, Line: int64(r.Line),
			FullName: r.Name, BirthText: r.Birth.Text, BirthDate: r.Birth.Date.ISO(), BirthOther: r.Birth.Other.ISO(),
			Sex: r.Sex.String(), PersonalID: r.PersonalID, OldNumber: r.OldNumber, NumberText: r.NumberText,
			Address: r.Address, Commune: r.Commune, Category: r.Category, CategoryText: r.CategoryText,
			Rate: minor(r.Rate), Arrears: minor(r.Arrears), Recovery: minor(r.Recovery), Total: minor(r.Total),
			Account: r.Account, AccountText: r.AccountText, BankBIN: r.BankBIN, BankText: r.BankText,
			Holder: r.Holder, Relation: r.Relation, Note: r.Note}
		if r.HasCoefficient {
			row.Coefficient = r.Coefficient.String()
		}
		if row.Commune == "" {
			row.Commune = l.Commune
		}
		out = append(out, row)
	}
	for _, r := range l.Refused {
		out = append(out, ListRow{VersionNo: version, RowKey: r.Key, PersonKey: r.Key, Status: RowRefused, Sheet: r.Sheet,
			Line: int64(r.Line), FullName: r.Name, Commune: l.Commune})
	}
	slices.SortFunc(out, func(x, y ListRow) int { return cmp.Compare(x.RowKey, y.RowKey) })
	return out
}

// minor is an amount as facts carry it; nil where there is none.
func minor(a money.Amount) *int64 {
	if a.Currency() == "" {
		return nil
	}
	n := a.Minor()
	return &n
}

func listIssues(version int64, issues []beneficiary.Issue) []ListIssue {
	out := make([]ListIssue, 0, len(issues))
	for i, s := range issues {
		out = append(out, ListIssue{VersionNo: version, N: int64(i + 1), RowKey: s.RowKey, Sheet: s.Sheet, Line: int64(s.Row),
			Cell: s.Cell, Field: s.Field.Key(), Code: s.Code, Severity: s.Severity.String(), Value: s.Value, Proposed: s.Proposed})
	}
	return out
}
