package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/payout"
)

type listImportCmd struct {
	Files      []string `arg:"" name:"file" help:"${a_files}"`
	Programme  string   `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period     month    `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	Commune    string   `placeholder:"CODE" help:"${list_commune}"`
	Supplement string   `aliases:"series" placeholder:"NAME" help:"${list_supplement}"`
	Layout     string   `placeholder:"NAME|FILE" help:"${list_layout}"`
	DryRun     bool     `name:"dry-run" help:"${list_dry_run}"`
	Count      *int     `placeholder:"N" help:"${list_count}"`
	Sum        dong     `placeholder:"AMOUNT" help:"${list_sum}"`
}

// listsImported is what taking lists in came to; lists that wait are in no sum.
type listsImported struct {
	Lists    []importedList `json:"lists"`
	Rows     int            `json:"rows"`
	Accepted int            `json:"accepted"`
	Refused  int            `json:"refused"`
	DryRun   bool           `json:"dry_run"`
}

// importedList is one list; Rows = Accepted + Refused. Of one that waits they are
// what would be.
type importedList struct {
	File    string `json:"file"`
	SHA256  string `json:"sha256"`
	Status  string `json:"status"` // new, unchanged, refused, waits
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
	Fix     string `json:"fix,omitempty"`
	Detail  string `json:"detail,omitempty"`
	Sheet   string `json:"sheet,omitempty"` // where the reason is about one
	Cell    string `json:"cell,omitempty"`
	Stated  string `json:"stated,omitempty"` // of control totals that differ, in digits
	Read    string `json:"read,omitempty"`
	Commune string `json:"commune"`
	// CommuneName is "" where it has none in the month.
	CommuneName string      `json:"commune_name"`
	Layout      string      `json:"layout,omitempty"` // name and version
	Version     int64       `json:"version"`
	Rows        int         `json:"rows"`
	Accepted    int         `json:"accepted"`
	Refused     int         `json:"refused"`
	Issues      []listIssue `json:"issues"`
	MarkedFile  string      `json:"marked_file"`
	// Preview is what the list changes; null for one that is unchanged or not
	// taken.
	Preview *listPreview `json:"preview"`
	List    string       `json:"list"`
	FixFile string       `json:"fix_file"`
	// Of rows to fix that came back: read again, taken over, struck off.
	Replaced  int `json:"replaced"`
	Carried   int `json:"carried"`
	StruckOff int `json:"struck_off"`
	// KeptMissing are taken rows whose lines were missing, and which stay.
	KeptMissing []missingRow `json:"kept_missing,omitempty"`
}

// listIssue is one fault at its cell.
type listIssue struct {
	Sheet    string `json:"sheet"`
	Row      int    `json:"row"`
	Column   string `json:"column"` // the field: personal_id, birth_date …
	Cell     string `json:"cell"`
	Code     string `json:"code"`
	Severity string `json:"severity"` // refuses, warns
	Value    string `json:"value"`
	Proposed string `json:"proposed,omitempty"`
	Message  string `json:"message"`
	Fix      string `json:"fix"`
}

func (c *listImportCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if len(c.Files) > 1 && (c.Count != nil || c.Sum.Currency() != "") {
		return nil, failedWith("usage", "--count, --sum: one file")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	layout, err := s.layout(ctx, c.Layout)
	if err != nil {
		return nil, err
	}
	out := &listsImported{DryRun: c.DryRun}
	uploads := func(yield func(app.ListUpload, error) bool) {
		for _, name := range c.Files {
			if u, err := c.upload(layout, name); !yield(u, err) {
				return
			}
		}
	}
	s.progress.tell("list", 0, len(c.Files))
	err = a.ImportLists(ctx, uploads, func(o app.ListOutcome) error {
		l, err := s.imported(ctx, a, o, c.Period.String(), c.Supplement)
		if err != nil {
			return fmt.Errorf("%s: %w", o.File, err)
		}
		if !o.Correction { // rows to fix are read as their list was
			l.Layout = layout.String()
		}
		out.add(l)
		s.progress.tell("list", len(out.Lists), len(c.Files))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (c *listImportCmd) upload(layout givenLayout, name string) (app.ListUpload, error) {
	data, err := readFile(name)
	return app.ListUpload{FileName: filepath.Base(name), Data: data, Programme: payout.Programme(c.Programme),
		Period: c.Period.Month, Commune: c.Commune, Series: c.Supplement, DryRun: c.DryRun, Preview: true,
		Controls: beneficiary.Controls{Count: c.Count, Sum: c.Sum.Amount}, Layout: layout.Layout, LayoutText: layout.text}, err
}

// imported puts an outcome into words, and the marked workbook and that of the
// rows to fix where people find them.
func (s *shell) imported(ctx context.Context, a *app.App, o app.ListOutcome, period, series string) (importedList, error) {
	l := importedList{File: o.File, SHA256: o.SHA256, Status: o.Status, Reason: o.Reason, Detail: o.Detail, Sheet: o.Sheet, Cell: o.Cell, Commune: o.Commune,
		Stated: o.Stated, Read: o.Read, Version: o.Version, Rows: o.Lines, Accepted: o.Taken, Refused: o.Refused, Issues: make([]listIssue, 0, len(o.Issues)),
		Preview: previewOf(o.Preview), CommuneName: o.CommuneName, List: o.ListID, Replaced: o.Replaced, Carried: o.Carried, StruckOff: o.Dropped,
		KeptMissing: missingRows(o.KeptMissing)}
	if o.Reason != "" {
		said := s.refusalWords(o.Reason)
		l.Message, l.Fix = said.Says, said.Fix
	}
	for _, i := range o.Issues {
		l.Issues = append(l.Issues, s.issue(i))
	}
	var err error
	if l.FixFile, err = s.leaveFix(ctx, a, o, period, series); err != nil || o.Marked == nil {
		return l, err
	}
	l.MarkedFile = s.set.folder("marked", period, series, o.Commune+"-"+strings.TrimPrefix(o.File, o.Commune+"-")) // a marked copy may come back under its name
	_, err = writeCopy(l.MarkedFile, o.Marked)
	return l, err
}

// refusalWords are the words for a file that was refused whole, by any of the
// rooms that may refuse one.
func (s *shell) refusalWords(code string) wording.Sentence {
	for _, room := range []wording.Room{wording.ListRefusals, wording.FileRefusals, wording.AnswerFaults} {
		if said, ok := s.words.Of(room, code); ok {
			return said
		}
	}
	return wording.Sentence{}
}

func (s *shell) issue(i beneficiary.Issue) listIssue {
	message, fix := s.words.Issue(i.Code, i.Field.Key(), i.Value, i.Proposed)
	return listIssue{Sheet: i.Sheet, Row: i.Row, Column: i.Field.Key(), Cell: i.Cell, Code: i.Code, Severity: i.Severity.String(),
		Value: i.Value, Proposed: i.Proposed, Message: message, Fix: fix}
}

func (l *listsImported) add(one importedList) {
	l.Lists = append(l.Lists, one)
	if one.Status == app.ListWaits {
		return // nothing of it counts
	}
	l.Rows += one.Rows
	l.Accepted += one.Accepted
	l.Refused += one.Refused
}

func (l *listsImported) needsPerson() bool {
	for _, one := range l.Lists {
		if one.Refused > 0 || one.StruckOff+len(one.KeptMissing) > 0 || one.Status == app.ListRefused || one.Status == app.ListWaits {
			return true
		}
	}
	return false
}

// failed says that nothing was taken: every file was refused whole.
func (l *listsImported) failed() bool {
	for _, one := range l.Lists {
		if one.Status != app.ListRefused {
			return false
		}
	}
	return len(l.Lists) > 0
}

// shownIssues is how many faults of a list a terminal shows; all are in the
// marked workbook.
const shownIssues = 10

func (l *listsImported) show(p *page) {
	var rows [][]string
	for _, one := range l.Lists {
		rows = append(rows, []string{one.File, p.words.Name(wording.FileStatuses, one.Status), one.Commune,
			p.count(one.Rows), p.count(one.Accepted), p.count(one.Refused), p.count(len(one.Issues))})
	}
	p.table([]head{{vi: "Tệp", en: "File"}, {vi: "Kết quả", en: "Status"}, {vi: "Xã", en: "Commune"},
		{vi: "Dòng", en: "Rows", number: true}, {vi: "Nhận", en: "Taken", number: true},
		{vi: "Từ chối", en: "Refused", number: true}, {vi: "Ghi chú", en: "Issues", number: true}}, rows)
	for _, one := range l.Lists {
		one.show(p)
	}
}

func (one importedList) show(p *page) {
	if one.Reason != "" {
		p.text(one.File + ": " + one.whyNot().said(p.words) + "\n")
	}
	if one.Status == app.ListUnchanged {
		p.line("  Không có gì mới; bản %d đang có hiệu lực.", "  Nothing new; version %d is in force.", one.Version)
	}
	if one.Preview != nil {
		one.Preview.heading(p, &one)
		one.Preview.show(p)
	}
	refusing := 0
	for _, i := range one.Issues {
		if i.Code == beneficiary.CodeColumnUnread {
			p.text(fmt.Sprintf("  %s %s!%s  %s %s\n", one.File, i.Sheet, i.Cell, i.Message, i.Fix))
		}
		if i.Severity != beneficiary.Refuses.String() {
			continue
		}
		if refusing++; refusing <= shownIssues {
			message, fix := i.said(p.words)
			p.text(fmt.Sprintf("  %s %s!%s  %s %s\n", one.File, i.Sheet, i.Cell, message, fix))
		}
	}
	if refusing > shownIssues {
		p.line("  … và %s lỗi nữa.", "  … and %s more.", p.count(refusing-shownIssues))
	}
	if one.Replaced+one.StruckOff > 0 {
		p.line("  Đọc lại %s dòng, giữ nguyên %s dòng, bỏ %s dòng.", "  %s rows read again, %s carried over, %s struck off.",
			p.count(one.Replaced), p.count(one.Carried), p.count(one.StruckOff))
	}
	showMissing(p, one.KeptMissing)
	if one.FixFile != "" {
		p.line("  Tệp các dòng cần sửa: %s", "  Rows to fix: %s", one.FixFile)
	}
	if one.MarkedFile != "" {
		p.line("  Tệp đã đánh dấu: %s", "  Marked copy: %s", one.MarkedFile)
	}
}

// whyNot is why a file as a whole was not taken.
type whyNot struct {
	message, fix, reason string
	sheet, cell          string
	stated, read         string
}

func (one *importedList) whyNot() whyNot {
	return whyNot{message: one.Message, fix: one.Fix, reason: one.Reason, sheet: one.Sheet, cell: one.Cell, stated: one.Stated, read: one.Read}
}

// said is one line: the sentence, of totals that differ where they stand and both
// figures, and the code.
func (r whyNot) said(w wording.Words) string {
	var at []string
	if r.cell != "" {
		at = append(at, strings.TrimPrefix(r.sheet+"!"+r.cell, "!"))
	}
	if r.stated != "" {
		at = append(at, fmt.Sprintf(w.Pick("ghi %s, đọc được %s", "stated %s, read %s"), r.stated, r.read))
	}
	where := ""
	if len(at) > 0 {
		where = " (" + strings.Join(at, ": ") + ")"
	}
	return strings.TrimSpace(r.message+" "+r.fix) + where + " [" + r.reason + "]"
}

// said is the message and what to do, with identity and account numbers masked:
// a terminal is read over shoulders.
func (i listIssue) said(w wording.Words) (message, fix string) {
	value := i.Value
	if !counts(i.Code) {
		value = i.shown(value)
	}
	return w.Issue(i.Code, i.Column, value, i.shown(i.Proposed))
}

// counts reports whether the value of an issue of a whole column is how many cells
// it is about.
func counts(code string) bool {
	switch code {
	case beneficiary.CodeNumberPadded, beneficiary.CodeNumberColumn, beneficiary.CodeAccountNumeric, beneficiary.CodeHiddenColumn,
		beneficiary.CodeFormulaCells:
		return true
	}
	return false
}

// listMatchCmd is `list match`.
type listMatchCmd struct {
	Period month `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	registryConsent
}

// listsMatched counts the rows in force by what the registry says of them.
type listsMatched struct {
	Period    string         `json:"period"`
	Snapshot  int64          `json:"snapshot"`
	Rows      int            `json:"rows"`
	Looked    int            `json:"looked"` // rows whose answer might have changed
	ByOutcome map[string]int `json:"by_outcome"`
	Automatic int            `json:"automatic"`
	Decided   int            `json:"decided"`
	Review    int            `json:"review"`
	Stopped   int            `json:"stopped"`
}

func (c *listMatchCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	m, err := a.MatchAccepting(ctx, c.Period.Month, c.given())
	if err != nil {
		return nil, err
	}
	return &listsMatched{Period: c.Period.String(), Snapshot: m.Snapshot, Rows: m.Rows, Looked: m.Looked, ByOutcome: m.ByOutcome,
		Automatic: m.Automatic, Decided: m.Decided, Review: m.Review, Stopped: m.Stopped}, nil
}

func (m *listsMatched) needsPerson() bool { return m.Review+m.Stopped > 0 }

func (m *listsMatched) show(p *page) {
	p.line("Kỳ %s: %s dòng, xét lần này %s.", "Period %s: %s rows, %s looked at now.", p.day(m.Period), p.count(m.Rows), p.count(m.Looked))
	p.line("Tự động nhận %s, đã quyết định %s, chờ xét duyệt %s, dừng %s.", "Automatic %s, decided %s, to review %s, stopped %s.",
		p.count(m.Automatic), p.count(m.Decided), p.count(m.Review), p.count(m.Stopped))
	p.counts(wording.Outcomes, m.ByOutcome)
}
