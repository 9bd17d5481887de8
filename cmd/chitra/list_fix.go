package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
)

type listFixCmd struct {
	List       string `arg:"" optional:"" name:"list" help:"${a_list}"`
	Programme  string `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period     month  `placeholder:"YYYY-MM" help:"${f_period}"`
	Commune    string `placeholder:"CODE" help:"${list_of_commune}"`
	Supplement string `aliases:"series" placeholder:"NAME" help:"${list_supplement}"`
	Out        string `required:"" placeholder:"FILE" help:"${f_out}"`
}

// rowsToFix is a workbook of rows to fix that was written.
type rowsToFix struct {
	List    string `json:"list"`
	Version int64  `json:"version"`
	Rows    int    `json:"rows"`
	File    string `json:"file"` // "" where there is nothing to fix, or too much
}

func (c *listFixCmd) do(ctx context.Context, s *shell) (outcome, error) {
	byName := !c.Period.IsZero() && c.Commune != ""
	if (c.List != "") == byName {
		return nil, failedWith("usage", "list fix LIST | --period YYYY-MM --commune CODE")
	}
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	var b app.FixBook
	if byName {
		b, err = a.FixListOf(ctx, listFlags{c.Programme, c.Period, c.Commune, c.Supplement}.ref())
	} else {
		b, err = a.FixList(ctx, c.List)
	}
	if err != nil {
		return nil, err
	}
	r := &rowsToFix{List: b.ListID, Version: b.Version, Rows: b.Rows}
	if b.Content == nil {
		return r, nil
	}
	r.File = c.Out
	_, err = writeCopy(c.Out, b.Content)
	return r, err
}

func (r *rowsToFix) needsPerson() bool { return r.Rows > 0 && r.File == "" }

func (r *rowsToFix) show(p *page) {
	if r.File == "" && r.Rows > 0 {
		p.line("Danh sách %s, bản %d: %s dòng cần sửa, quá nhiều cho một tệp riêng. Sửa trên tệp đánh dấu và nộp lại cả danh sách.",
			"List %s, version %d: %s rows to fix, too many for a workbook of their own. Correct the marked copy and send the whole list again.",
			r.List, r.Version, p.count(r.Rows))
		return
	}
	if r.File == "" {
		p.line("Danh sách %s, bản %d: không có dòng nào cần sửa.", "List %s, version %d: nothing to fix.", r.List, r.Version)
		return
	}
	p.line("Danh sách %s, bản %d: %s dòng cần sửa, trong tệp %s.", "List %s, version %d: %s rows to fix, in %s.", r.List, r.Version, p.count(r.Rows), r.File)
}

// fixSuffix is what a workbook of rows to fix has behind the name of its list.
var fixSuffix = regexp.MustCompile(`-v[0-9]+-can-sua$`)

// fixFile is where the rows to fix of a list that was taken in go, beside its
// marked copy.
func (s *shell) fixFile(o app.ListOutcome, period, series string) string {
	base := strings.TrimSuffix(o.File, filepath.Ext(o.File))
	base = strings.TrimPrefix(fixSuffix.ReplaceAllString(base, ""), o.Commune+"-")
	return s.set.folder("marked", period, series, fmt.Sprintf("%s-%s-v%d-can-sua.xlsx", o.Commune, base, o.Version))
}

// leaveFix writes the rows to fix of a list that was taken in; "" where there is
// nothing to fix, or another version is in force by now.
func (s *shell) leaveFix(ctx context.Context, a *app.App, o app.ListOutcome, period, series string) (string, error) {
	if o.ListID == "" || o.NotTaken() || len(o.Issues) == 0 {
		return "", nil
	}
	b, err := a.FixList(ctx, o.ListID)
	if err != nil || b.Content == nil || b.Version != o.Version {
		return "", err
	}
	name := s.fixFile(o, period, series)
	_, err = writeCopy(name, b.Content)
	return name, err
}

// missingRow is a taken row whose line was missing in a workbook of rows to fix.
type missingRow struct {
	Sheet    string `json:"sheet"`
	Row      int64  `json:"row"`
	FullName string `json:"full_name"`
}

func missingRows(rows []app.ListRow) []missingRow {
	var out []missingRow
	for i := range rows {
		out = append(out, missingRow{rows[i].Sheet, rows[i].Line, rows[i].FullName})
	}
	return out
}

func showMissing(p *page, rows []missingRow) {
	if len(rows) == 0 {
		return
	}
	p.line("  Vắng trong tệp, vẫn giữ %s dòng; muốn bỏ thì xoá trắng cả dòng:", "  Missing in the file, %s rows stay; to take one out, clear its whole line:",
		p.count(len(rows)))
	firstRows(p, rows, "    ", "    ", func(r missingRow) string {
		return fmt.Sprintf(p.words.Pick("dòng %d %s", "row %d %s"), r.Row, r.FullName)
	})
}

type listIssuesCmd struct {
	listFlags `embed:""`
	Code      string `placeholder:"CODE" help:"${issues_code}"`
	Severity  string `enum:"refuses,warns," default:"" help:"${issues_severity}"`
}

// keptIssues is what was found in the version in force of a list.
type keptIssues struct {
	List     string      `json:"list"`
	File     string      `json:"file"`
	Version  int64       `json:"version"`
	Rows     int64       `json:"rows"`
	Accepted int64       `json:"accepted"`
	Refused  int64       `json:"refused"`
	Issues   []keptIssue `json:"issues"`
}

type keptIssue struct {
	listIssue
	// Column says that the proposal may be accepted with all of its column.
	Column bool `json:"column_acceptable"`
}

func (c *listIssuesCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	k, err := a.ListIssues(ctx, app.IssueQuery{List: c.ref(), Code: c.Code, Severity: c.Severity})
	if err != nil {
		return nil, err
	}
	out := &keptIssues{List: k.ListID, File: k.FileName, Version: k.Version, Rows: k.Lines, Accepted: k.Taken, Refused: k.Refused, Issues: []keptIssue{}}
	for _, i := range k.Issues {
		info, _ := beneficiary.CodeOf(i.Code)
		out.Issues = append(out.Issues, keptIssue{s.issue(i), info.Column && i.Proposed != "" && i.RowKey != ""})
	}
	return out, nil
}

func (*keptIssues) needsPerson() bool { return false }

func (k *keptIssues) show(p *page) {
	p.line("Danh sách %s, bản %d (%s): %d dòng, nhận %d, từ chối %d.", "List %s, version %d (%s): %d rows, %d taken, %d refused.",
		k.List, k.Version, k.File, k.Rows, k.Accepted, k.Refused)
	var rows [][]string
	for _, i := range k.Issues {
		message, _ := i.said(p.words)
		rows = append(rows, []string{strings.TrimSuffix(i.Sheet+"!"+i.Cell, "!"), i.Code, message, i.shown(i.Proposed)})
	}
	p.table([]head{{vi: "Ô", en: "Cell"}, {vi: "Mã", en: "Code"}, {vi: "Nội dung", en: "What"}, {vi: "Đề xuất", en: "Proposed"}}, rows)
}

// shown is a value of the issue's column, masked where it is a number that tells
// who somebody is.
func (i listIssue) shown(value string) string {
	if i.Column == beneficiary.PersonalID.Key() || i.Column == beneficiary.Account.Key() {
		return masked(value)
	}
	return value
}

type listAcceptCmd struct {
	listFlags `embed:""`
	Cell      []string `placeholder:"CELL" help:"${accept_cell}"`
	Column    string   `placeholder:"FIELD" help:"${accept_column}"`
	Code      string   `placeholder:"CODE" help:"${accept_code}"`
	DryRun    bool     `name:"dry-run" help:"${accept_dry_run}"`
}

// proposalsAccepted is the version that accepting made.
type proposalsAccepted struct {
	List      string      `json:"list"`
	Version   int64       `json:"version"`
	Proposals int         `json:"proposals_accepted"`
	Left      int         `json:"proposals_left"`
	Replaced  int         `json:"replaced"`
	Carried   int         `json:"carried"`
	Rows      int         `json:"rows"`
	Accepted  int         `json:"accepted"`
	Refused   int         `json:"refused"`
	Issues    []listIssue `json:"issues"`
	// Preview is what the version changes.
	Preview *listPreview `json:"preview"`
	FixFile string       `json:"fix_file"` // what is left to fix; "" for nothing
	DryRun  bool         `json:"dry_run"`
}

func (c *listAcceptCmd) do(ctx context.Context, s *shell) (outcome, error) {
	field, known := beneficiary.FieldOf(c.Column)
	if (len(c.Cell) > 0) == (c.Column != "") || c.Column != "" && !known {
		return nil, failedWith("usage", "list accept --cell CELL… | --column FIELD [--code CODE]")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	o, err := a.AcceptProposals(ctx, app.Acceptance{List: c.ref(), Cells: c.Cell, Field: field, Code: c.Code, DryRun: c.DryRun})
	if err != nil {
		return nil, err
	}
	out := &proposalsAccepted{List: o.ListID, Version: o.Version, Proposals: o.Accepted, Left: o.Left, Replaced: o.Replaced, Carried: o.Carried,
		Rows: o.Lines, Accepted: o.Taken, Refused: o.Refused, Issues: []listIssue{},
		Preview: previewOf(o.Preview), DryRun: c.DryRun}
	for _, i := range o.Issues {
		out.Issues = append(out.Issues, s.issue(i))
	}
	if !c.DryRun {
		out.FixFile, err = s.leaveFix(ctx, a, o.ListOutcome, c.Period.String(), c.Supplement)
	}
	return out, err
}

func (r *proposalsAccepted) needsPerson() bool { return r.Left > 0 || r.Refused > 0 }

func (r *proposalsAccepted) show(p *page) {
	if r.DryRun {
		p.line("Xem trước, chưa ghi gì vào kho:", "A dry run, nothing is kept:")
	}
	p.line("Danh sách %s, bản %d: đã nhận %s giá trị đề xuất, đọc lại %s dòng, giữ nguyên %s dòng.",
		"List %s, version %d: %s proposals accepted, %s rows read again, %s carried over.",
		r.List, r.Version, p.count(r.Proposals), p.count(r.Replaced), p.count(r.Carried))
	p.line("%s dòng: nhận %s, từ chối %s.", "%s rows: %s taken, %s refused.", p.count(r.Rows), p.count(r.Accepted), p.count(r.Refused))
	if r.Left > 0 {
		p.line("Còn %s giá trị phải xem từng ô.", "%s proposals have to be looked at one by one.", p.count(r.Left))
	}
	if r.Preview != nil {
		r.Preview.show(p)
	}
	if r.FixFile != "" {
		p.line("  Tệp các dòng cần sửa: %s", "  Rows to fix: %s", r.FixFile)
	}
}
