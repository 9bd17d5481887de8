package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

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
	// HadVersion says whether a list ever had a version of these bytes.
	HadVersion(ctx context.Context, listID, sha256 string) (bool, error)
	// RefusedBefore says whether a file of these bytes was refused already.
	RefusedBefore(ctx context.Context, kind, sha256 string) (bool, error)
	// CurrentRows are the rows of the versions in force of a period, taken and
	// refused, in the order of their keys; an empty programme means all.
	CurrentRows(ctx context.Context, programme, period string) ([]CurrentRow, error)
	// RowsByKey are some rows of a version, in the order of their keys.
	RowsByKey(ctx context.Context, version int64, keys []string) ([]CurrentRow, error)
	RowsOf(ctx context.Context, version int64) ([]ListRow, error)
	IssuesOf(ctx context.Context, version int64) ([]ListIssue, error)
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
	// Inbox says that the file lies where it may lie again tomorrow: any bytes
	// the list ever had are then nothing new.
	Inbox bool
}

// ListOutcome is what became of it. Taken + Refused = Lines, always.
type ListOutcome struct {
	File, SHA256 string
	Status       string // new, unchanged, refused
	Reason       string // why the whole file was refused: a stable code
	Detail       string
	Commune      string
	Version      int64
	Lines        int
	Taken        int
	Refused      int
	Issues       []beneficiary.Issue
	// Marked is the same workbook with the bad cells marked; nil where there
	// is nothing to mark or the file is no workbook.
	Marked []byte
}

// Statuses of a ListOutcome.
const (
	ListNew       = "new"
	ListUnchanged = "unchanged"
	ListRefused   = "refused"
)

// ImportList takes a list in. Every row is either taken or refused with cell,
// reason and fix; a file that is no list is refused whole, and only the try is
// recorded. The same bytes again change nothing.
func (a *App) ImportList(ctx context.Context, u ListUpload) (ListOutcome, error) {
	return a.takeList(ctx, a.prepareList(ctx, u))
}

// ImportLists takes lists in one after the other, in the order given, and hands
// each outcome to done. The next one is read while this one is stored.
func (a *App) ImportLists(ctx context.Context, uploads iter.Seq2[ListUpload, error], done func(ListOutcome) error) error {
	ctx, stop := context.WithCancel(ctx)
	ready := make(chan preparedList, 1)
	go func() {
		defer close(ready)
		for u, err := range uploads {
			p := preparedList{err: err}
			if err == nil {
				p = a.prepareList(ctx, u)
			}
			select {
			case ready <- p:
			case <-ctx.Done():
				return
			}
		}
	}()
	defer func() {
		stop()
		for range ready { // until the reader has let go of what it reads
		}
	}()
	for p := range ready {
		out, err := a.takeList(ctx, p)
		if err == nil {
			err = done(out)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// preparedList is an upload that was read, before anything is stored.
type preparedList struct {
	upload ListUpload
	read   *beneficiary.List
	out    ListOutcome
	err    error
}

func (a *App) prepareList(ctx context.Context, u ListUpload) preparedList {
	sum := sha256.Sum256(u.Data)
	p := preparedList{upload: u, out: ListOutcome{File: u.FileName, SHA256: hex.EncodeToString(sum[:]), Status: ListNew}}
	p.read, p.err = a.readList(ctx, u)
	if code, detail, refused := wholeRefusal(p.err); refused {
		p.err, p.out.Status, p.out.Reason, p.out.Detail = nil, ListRefused, code, detail
		return p
	}
	if p.err != nil {
		p.err = fmt.Errorf("read list %s: %w", u.FileName, p.err)
		return p
	}
	p.out.Commune, p.out.Lines, p.out.Issues = p.read.Commune, p.read.Lines, p.read.Issues
	p.out.Taken, p.out.Refused = len(p.read.Rows), len(p.read.Refused)
	if p.out.Marked, p.err = a.marked(u, p.read); p.err != nil {
		p.err = fmt.Errorf("mark list %s: %w", u.FileName, p.err)
	}
	return p
}

func (a *App) takeList(ctx context.Context, p preparedList) (ListOutcome, error) {
	switch {
	case p.err != nil:
		return ListOutcome{}, p.err
	case p.out.Status == ListRefused:
		return p.out, a.recordRefusal(ctx, p.upload, p.out)
	case p.upload.DryRun:
		return p.out, nil
	}
	err := a.storeList(ctx, p.upload, p.read, &p.out)
	return p.out, err
}

func (a *App) readList(ctx context.Context, u ListUpload) (*beneficiary.List, error) {
	var communes *place.Table
	err := a.store.View(ctx, func(tx Tx) (err error) {
		communes, err = a.places(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	r := bytes.NewReader(u.Data)
	table, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
	if err != nil {
		return nil, err
	}
	return beneficiary.Read(table, beneficiary.Options{Period: u.Period, Commune: u.Commune, Places: communes,
		Banks: a.banks, Category: a.rules.Category, Rules: a.rules.Version()})
}

// wholeRefusal says whether the error means that the file as a whole is not
// taken, rather than that something broke on our side.
func wholeRefusal(err error) (code, detail string, refused bool) {
	var file *sheet.Refusal
	var list *beneficiary.Refusal
	switch {
	case errors.As(err, &file):
		return string(file.Code), file.Error(), true
	case errors.As(err, &list):
		return list.Code, list.Error(), true
	}
	return "", "", false
}

func (a *App) recordRefusal(ctx context.Context, u ListUpload, out ListOutcome) error {
	if u.DryRun {
		return nil
	}
	return a.do(ctx, "list.refuse", out.SHA256, func(tx Tx, d *act) error {
		if before, err := tx.RefusedBefore(ctx, UploadList, out.SHA256); err != nil || before {
			return orNothing(err)
		}
		d.figure("reason", out.Reason)
		return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: out.SHA256, FileName: u.FileName, Kind: UploadList,
			Outcome: UploadRefused, Reason: out.Reason, Actor: a.actor.Name, At: d.stamp()})
	})
}

func (a *App) storeList(ctx context.Context, u ListUpload, read *beneficiary.List, out *ListOutcome) error {
	subject := fmt.Sprintf("%s/%s/%s/%s", u.Programme, u.Period, read.Commune, u.Series)
	return a.do(ctx, "list.import", subject, func(tx Tx, d *act) error {
		list, version, err := nextVersion(ctx, tx, d, u, read.Commune)
		if err != nil {
			return err
		}
		known := version.SHA256 == out.SHA256
		if !known && u.Inbox {
			if known, err = tx.HadVersion(ctx, list.ID, out.SHA256); err != nil {
				return err
			}
		}
		if known {
			out.Status, out.Version = ListUnchanged, version.Version
			return errNothing
		}
		out.Status, out.Version = ListNew, version.Version+1
		if err := tx.PutBlob(ctx, out.SHA256, u.Data); err != nil {
			return fmt.Errorf("keep the file: %w", err)
		}
		if list.ActNo == d.no {
			if err := d.write(ctx, tx, list); err != nil {
				return err
			}
		}
		return a.writeVersion(ctx, tx, d, list, read, u, out)
	})
}

// nextVersion finds the list and its version in force; for a list not seen
// before, one made by this act, and no version.
func nextVersion(ctx context.Context, tx Tx, d *act, u ListUpload, commune string) (List, ListVersion, error) {
	list, ok, err := tx.FindList(ctx, string(u.Programme), u.Period.String(), commune, u.Series)
	if err != nil {
		return List{}, ListVersion{}, err
	}
	if !ok {
		id := fmt.Sprintf("%s-%s-%s", u.Programme, u.Period, commune)
		if u.Series != "" {
			id += "-" + u.Series
		}
		return List{ID: id, Programme: string(u.Programme), Period: u.Period.String(), Commune: commune,
			Series: u.Series, ActNo: d.no}, ListVersion{}, nil
	}
	v, _, err := tx.NewestVersion(ctx, list.ID)
	return list, v, err
}

func (a *App) writeVersion(ctx context.Context, tx Tx, d *act, list List, read *beneficiary.List, u ListUpload, out *ListOutcome) error {
	d.figure("lines", out.Lines)
	d.figure("taken", out.Taken)
	d.figure("refused", out.Refused)
	err := d.write(ctx, tx, Upload{ActNo: d.no, SHA256: out.SHA256, FileName: u.FileName, Kind: UploadList,
		Outcome: UploadTaken, Actor: a.actor.Name, At: d.stamp()})
	if err != nil {
		return err
	}
	if err := d.write(ctx, tx, ListVersion{ActNo: d.no, ListID: list.ID, Version: out.Version, SHA256: out.SHA256,
		FileName: u.FileName, Lines: int64(out.Lines), Taken: int64(out.Taken), Refused: int64(out.Refused),
		UploadedBy: a.actor.Name, RecordedAt: d.stamp()}); err != nil {
		return err
	}
	rows := listRows(d.no, read)
	if len(rows) != out.Lines {
		return fmt.Errorf("%d lines read, %d rows to keep", out.Lines, len(rows))
	}
	if _, err := d.writeAll(ctx, tx, factsOf(rows), "list_row"); err != nil {
		return err
	}
	_, err = d.writeAll(ctx, tx, factsOf(listIssues(d.no, read.Issues)), "list_issue")
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

// marked is the sender's own workbook with the bad cells marked.
func (a *App) marked(u ListUpload, read *beneficiary.List) ([]byte, error) {
	if len(read.Issues) == 0 || sheet.Sniff(u.Data) != sheet.XLSX {
		return nil, nil
	}
	var buf bytes.Buffer
	if err := a.writeMarked(&buf, u.Data, read); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// writeMarked marks one sheet after the other: what one pass wrote is what the
// next one reads.
func (a *App) writeMarked(w io.Writer, data []byte, read *beneficiary.List) error {
	words := func(i beneficiary.Issue) (message, fix string) {
		if i.Code == beneficiary.NoteTaken || i.Code == beneficiary.NoteRefused {
			return a.words.RowResult(i.Code == beneficiary.NoteTaken), ""
		}
		return a.words.Issue(i.Code, i.Field.Key(), i.Value, i.Proposed)
	}
	for _, index := range read.SheetIndex {
		marks, notes := beneficiary.MarksOf(read, index, words)
		if len(marks)+len(notes) == 0 {
			continue
		}
		var next bytes.Buffer
		if err := sheet.WriteMarked(&next, bytes.NewReader(data), int64(len(data)), index, marks, notes, a.words.MarkedHeads(),
			read.HeaderRow[index], nil); err != nil {
			return err
		}
		data = next.Bytes()
	}
	_, err := w.Write(data)
	return err
}
