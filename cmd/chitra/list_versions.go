package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/reports"
)

// listFlags name one list.
type listFlags struct {
	Programme  string `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period     month  `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	Commune    string `required:"" placeholder:"CODE" help:"${list_of_commune}"`
	Supplement string `aliases:"series" placeholder:"NAME" help:"${list_of_supplement}"`
}

func (f listFlags) ref() app.ListRef {
	return app.ListRef{Programme: payout.Programme(f.Programme), Period: f.Period.Month, Commune: f.Commune, Series: f.Supplement}
}

type listVersionsCmd struct {
	listFlags `embed:""`
}

// listVersions are the versions of a list; the last is in force.
type listVersions struct {
	List       string        `json:"list"` // as list withdraw names it
	Period     string        `json:"period"`
	Commune    string        `json:"commune"`
	Supplement string        `json:"supplement"`
	Versions   []listVersion `json:"versions"`
}

type listVersion struct {
	Version  int64  `json:"version"`
	Status   string `json:"status"` // taken, withdrawn
	File     string `json:"file"`
	SHA256   string `json:"sha256"`
	By       string `json:"by"`
	At       string `json:"at"`
	Rows     int64  `json:"rows"`
	Accepted int64  `json:"accepted"`
	Refused  int64  `json:"refused"`
	// Figures are what the journal kept of what the version changed when it was
	// taken in.
	Figures map[string]string `json:"figures,omitempty"`
}

func versionOf(v app.ListVersion) listVersion {
	status := app.UploadTaken
	if v.Withdrawn() {
		status = app.ListTakenBack
	}
	return listVersion{Status: status, Version: v.Version, File: v.FileName, SHA256: v.SHA256, By: v.UploadedBy, At: v.RecordedAt, Rows: v.Lines,
		Accepted: v.Taken, Refused: v.Refused}
}

func (c *listVersionsCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	found, err := a.ListVersions(ctx, c.ref())
	if err != nil {
		return nil, err
	}
	out := &listVersions{Period: c.Period.String(), Commune: c.Commune, Supplement: c.Supplement, Versions: []listVersion{}}
	for _, v := range found {
		one := versionOf(v.ListVersion)
		one.Figures = v.Figures
		out.List = v.ListID
		out.Versions = append(out.Versions, one)
	}
	return out, nil
}

func (l *listVersions) needsPerson() bool { return false }

func (l *listVersions) show(p *page) {
	var rows [][]string
	for _, v := range l.Versions {
		rows = append(rows, []string{strconv.FormatInt(v.Version, 10), p.words.Name(wording.FileStatuses, v.Status), p.moment(v.At), v.By, v.File, v.SHA256[:min(12, len(v.SHA256))],
			p.count(int(v.Rows)), p.count(int(v.Accepted)), p.count(int(v.Refused))})
	}
	p.table([]head{{vi: "Bản", en: "Version", number: true}, {vi: "Kết quả", en: "Status"}, {vi: "Lúc", en: "At"}, {vi: "Người nộp", en: "By"}, {vi: "Tệp", en: "File"},
		{vi: "SHA-256", en: "SHA-256"}, {vi: "Dòng", en: "Rows", number: true}, {vi: "Nhận", en: "Taken", number: true},
		{vi: "Từ chối", en: "Refused", number: true}}, rows)
}

type listDiffCmd struct {
	listFlags `embed:""`
	From      int64 `placeholder:"N" help:"${list_from}"`
	To        int64 `placeholder:"M" help:"${list_to}"`
}

// listDiff compares two versions of a list row by row.
type listDiff struct {
	Period     string `json:"period"`
	Commune    string `json:"commune"`
	Supplement string `json:"supplement"`
	From       int64  `json:"from_version"`
	To         int64  `json:"to_version"`
	rowsDiffer
}

func (c *listDiffCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	d, err := a.DiffVersions(ctx, c.ref(), c.From, c.To)
	if err != nil {
		return nil, err
	}
	return &listDiff{Period: c.Period.String(), Commune: c.Commune, Supplement: c.Supplement, From: d.From.Version, To: d.To.Version,
		rowsDiffer: differOf(d.Difference)}, nil
}

func (d *listDiff) needsPerson() bool { return false }

func (d *listDiff) show(p *page) {
	p.line("Bản %d → bản %d: mới %s, đổi %s, bỏ %s, như cũ %s.", "Version %d → version %d: new %s, changed %s, dropped %s, the same %s.",
		d.From, d.To, p.count(d.New), p.count(d.Changed), p.count(d.Dropped), p.count(d.Same))
	d.rowsDiffer.show(p)
}

type listShowCmd struct {
	listFlags `embed:""`
	Version   int64  `placeholder:"N" help:"${list_version}"`
	Format    string `enum:",text,json,csv" default:"" placeholder:"FORMAT" help:"${list_format}"`
	Out       string `placeholder:"FILE" help:"${f_out}"`
}

// listShown is a version with its rows, taken and refused, as they were told.
type listShown struct {
	Period     string `json:"period"`
	Commune    string `json:"commune"`
	Supplement string `json:"supplement"`
	InForce    bool   `json:"in_force"`
	listVersion
	Items []listItem `json:"items"`
}

type listItem struct {
	shownRow
	Category    string      `json:"category"`
	Coefficient string      `json:"coefficient"`
	Rate        string      `json:"rate"`
	Arrears     string      `json:"arrears"`
	Recovery    string      `json:"recovery"`
	Total       string      `json:"total"`
	Account     string      `json:"account"`
	Bank        string      `json:"bank"`
	Holder      string      `json:"holder"`
	Relation    string      `json:"relation"`
	Note        string      `json:"note"`
	Issues      []listIssue `json:"issues"`
}

func (c *listShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	v, err := a.ListVersion(ctx, c.ref(), c.Version)
	if err != nil {
		return nil, err
	}
	out := &listShown{Period: c.Period.String(), Commune: c.Commune, Supplement: c.Supplement, InForce: v.InForce,
		listVersion: versionOf(v.ListVersion), Items: []listItem{}}
	for i := range v.Rows {
		out.Items = append(out.Items, s.listItem(&v.Rows[i], v.Issues[v.Rows[i].RowKey]))
	}
	flags := reportFlags{Period: c.Period, Format: c.Format, Out: c.Out}
	return s.draw(flags, "list", out, func(w io.Writer, format string) error {
		switch format {
		case "json":
			return writeJSON(w, out)
		case "csv":
			return out.writeCSV(w)
		case "text":
			return out.writeText(&page{w: w, words: s.words})
		}
		return failedWith("usage", "--format "+format+": text, json, csv")
	})
}

func (s *shell) listItem(r *app.ListRow, issues []app.ListIssue) listItem {
	l := app.Listed(r)
	value := func(f beneficiary.Field) string { return l.Values[f] }
	out := listItem{shownRow: rowOf(l), Category: value(beneficiary.Category), Coefficient: value(beneficiary.Coefficient),
		Rate: value(beneficiary.Rate), Arrears: value(beneficiary.Arrears), Recovery: value(beneficiary.Recovery), Total: value(beneficiary.Total),
		Account: value(beneficiary.Account), Bank: value(beneficiary.Bank), Holder: value(beneficiary.Holder),
		Relation: value(beneficiary.Relation), Note: r.Note, Issues: []listIssue{}}
	for _, i := range issues {
		message, fix := s.words.Issue(i.Code, i.Field, i.Value, i.Proposed)
		out.Issues = append(out.Issues, listIssue{Sheet: i.Sheet, Row: int(i.Line), Column: i.Field, Cell: i.Cell, Code: i.Code, Severity: i.Severity,
			Value: i.Value, Proposed: i.Proposed, Message: message, Fix: fix})
	}
	return out
}

// writeCSV writes a row for each row, numbers in full, with what was said of it.
func (l *listShown) writeCSV(w io.Writer) error {
	rows := [][]string{{"version", "sheet", "row", "status", "full_name", "birth_date", "personal_id", "category", "coefficient", "rate", "arrears",
		"recovery", "total", "account", "bank", "holder", "relation", "note", "codes", "messages"}}
	for _, i := range l.Items {
		codes, messages := make([]string, len(i.Issues)), make([]string, len(i.Issues))
		for n, x := range i.Issues {
			codes[n], messages[n] = x.Code, strings.TrimSpace(x.Message+" "+x.Fix)
		}
		row := []string{strconv.FormatInt(l.Version, 10), i.Sheet, strconv.Itoa(i.Row), i.Status, i.FullName, i.BirthDate, i.PersonalID, i.Category,
			i.Coefficient, i.Rate, i.Arrears, i.Recovery, i.Total, i.Account, i.Bank, i.Holder, i.Relation, i.Note, strings.Join(codes, " "),
			strings.Join(messages, " ")}
		for n := range row {
			row[n] = reports.Inert(row[n])
		}
		rows = append(rows, row)
	}
	var out bytes.Buffer
	out.WriteString("\ufeff")
	c := csv.NewWriter(&out)
	c.UseCRLF = true
	if err := c.WriteAll(rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	_, err := out.WriteTo(w)
	return err
}

func (l *listShown) writeText(p *page) error {
	p.line("Bản %d (%s), %s, %s: %s dòng, nhận %s, từ chối %s.", "Version %d (%s), %s, %s: %s rows, %s taken, %s refused.", l.Version,
		l.inForce(p), l.File, l.By, p.count(int(l.Rows)), p.count(int(l.Accepted)), p.count(int(l.Refused)))
	var rows [][]string
	for _, i := range l.Items {
		var said []string
		for _, x := range i.Issues {
			message, _ := x.said(p.words)
			said = append(said, message)
		}
		amount := "–"
		if i.Status == beneficiary.StatusTaken {
			amount = i.paid(p)
		}
		rows = append(rows, []string{strconv.Itoa(i.Row), p.words.RowResult(i.Status == beneficiary.StatusTaken), i.FullName, p.day(i.BirthDate),
			masked(i.PersonalID), i.Category, amount, masked(i.Account), strings.Join(said, " ")})
	}
	p.table([]head{{vi: "Dòng", en: "Row", number: true}, {vi: "Kết quả", en: "Result"}, {vi: "Họ và tên", en: "Full name"},
		{vi: "Ngày sinh", en: "Birth"}, {vi: "Số định danh", en: "Identity number"}, {vi: "Loại", en: "Category"},
		{vi: "Số tiền", en: "Amount", number: true}, {vi: "Tài khoản", en: "Account"}, {vi: "Ghi chú", en: "Notes"}}, rows)
	return p.err
}

func (l *listShown) inForce(p *page) string {
	if l.InForce {
		return p.words.Pick("đang có hiệu lực", "in force")
	}
	return p.words.Pick("đã thay", "replaced")
}

type listWithdrawCmd struct {
	List   string `arg:"" help:"${a_list}"`
	Reason string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

// listWithdrawn is what taking a list back came to.
type listWithdrawn struct {
	List    string `json:"list"`
	Status  string `json:"status"` // new, unchanged
	Version int64  `json:"version"`
	Rows    int64  `json:"rows"` // that were taken back
}

func (c *listWithdrawCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	w, err := a.WithdrawList(ctx, c.List, c.Reason)
	return &listWithdrawn{List: c.List, Status: w.Status, Version: w.Version, Rows: w.Rows}, err
}

func (w *listWithdrawn) needsPerson() bool { return false }

func (w *listWithdrawn) show(p *page) {
	if w.Status == app.ListUnchanged {
		p.line("Danh sách %s đã được rút từ trước.", "List %s was taken back before.", w.List)
		return
	}
	p.line("Đã rút danh sách %s: %s dòng không còn hiệu lực; các bản cũ vẫn xem lại được.", "Took back list %s: %s rows are no longer in force; the versions before stay readable.",
		w.List, p.count(int(w.Rows)))
}
