package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"chitra/beneficiary"
	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/sheet"
)

// layoutTestCmd is `list layout test`.
type layoutTestCmd struct {
	File    string `arg:"" help:"${a_file}"`
	Layout  string `required:"" placeholder:"NAME|FILE" help:"${list_layout}"`
	Period  month  `placeholder:"YYYY-MM" help:"${layout_period}"`
	Commune string `placeholder:"CODE" help:"${list_commune}"`
	Rows    int    `default:"5" placeholder:"N" help:"${layout_rows}"`
}

// layoutTested is what a layout would read of a file.
type layoutTested struct {
	File     string        `json:"file"`
	Layout   string        `json:"layout"`
	Version  int           `json:"version"`
	SHA256   string        `json:"sha256"` // of the layout
	Status   string        `json:"status"` // read, refused, faulty
	Reason   string        `json:"reason,omitempty"`
	Message  string        `json:"message,omitempty"`
	Fix      string        `json:"fix,omitempty"`
	Detail   string        `json:"detail,omitempty"`
	Commune  string        `json:"commune"`
	Sheets   []testedSheet `json:"sheets"`
	Issues   []listIssue   `json:"issues"` // about no row
	Faults   []layoutFault `json:"faults"` // of the layout itself
	Rows     int           `json:"rows"`
	Accepted int           `json:"accepted"`
	Refused  int           `json:"refused"`
	Skipped  int           `json:"skipped"`
}

// testedSheet is one sheet that is a list.
type testedSheet struct {
	Sheet     string         `json:"sheet"`
	HeaderRow int            `json:"header_row"`
	Columns   []testedColumn `json:"columns"`
	Unread    []testedColumn `json:"not_read"`
	Fixed     []fixedValue   `json:"fixed"`
	FirstRows []testedRow    `json:"first_rows"`
	Accepted  int            `json:"accepted"`
	Refused   int            `json:"refused"`
	Skipped   int            `json:"skipped"`
}

type testedColumn struct {
	Column  string `json:"column"` // its letters
	Heading string `json:"heading"`
	Field   string `json:"field"`
}

type fixedValue struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

type testedRow struct {
	Row    int               `json:"row"`
	Status string            `json:"status"` // taken, refused
	Values map[string]string `json:"values"` // by field
	Issues []listIssue       `json:"issues"`
}

// Statuses of a layoutTested beside faulty.
const (
	layoutRead    = "read"
	layoutRefused = "refused"
)

func (c *layoutTestCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	out := &layoutTested{File: filepath.Base(c.File), Sheets: []testedSheet{}, Issues: []listIssue{}}
	layout, err := s.layout(ctx, c.Layout)
	if out.Faults = s.layoutFaults(err); len(out.Faults) > 0 {
		out.Layout, out.Status = filepath.Base(c.Layout), layoutFaulty
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	out.Layout, out.Version, out.SHA256 = layout.Name, layout.Version, layout.SHA256
	data, err := readFile(c.File)
	if err != nil {
		return nil, err
	}
	try, err := a.TryLayout(ctx, app.ListUpload{FileName: out.File, Data: data, Period: c.Period.Month, Commune: c.Commune,
		Layout: layout.Layout, LayoutText: layout.text})
	if err != nil {
		return nil, err
	}
	if try.List == nil {
		said := s.refusalWords(try.Reason)
		out.Status, out.Reason, out.Detail, out.Message, out.Fix = layoutRefused, try.Reason, try.Detail, said.Says, said.Fix
		return out, nil
	}
	out.take(s, layout.Layout, try.List, c.Rows)
	return out, nil
}

func (t *layoutTested) take(s *shell, layout *beneficiary.Layout, l *beneficiary.List, rows int) {
	t.Status, t.Commune, t.Rows = layoutRead, l.Commune, l.Lines
	t.Accepted, t.Refused, t.Skipped = len(l.Rows), len(l.Refused), len(l.Skipped)
	of := map[string][]listIssue{}
	for _, i := range l.Issues {
		if i.RowKey == "" {
			t.Issues = append(t.Issues, s.issue(i))
		} else {
			of[i.RowKey] = append(of[i.RowKey], s.issue(i))
		}
	}
	for _, index := range l.SheetIndex {
		name := l.SheetName(index)
		one := testedSheet{Sheet: name, HeaderRow: l.HeaderRow[index], Columns: []testedColumn{}, Unread: []testedColumn{}, Fixed: []fixedValue{}}
		one.Accepted, one.Refused = l.RowsOfSheet(name)
		for _, k := range l.Skipped {
			if k.Sheet == name {
				one.Skipped++
			}
		}
		for _, c := range l.Columns {
			one.column(c, index)
		}
		fixed := layout.FixedIn(name)
		for _, f := range slices.Sorted(maps.Keys(fixed)) {
			one.Fixed = append(one.Fixed, fixedValue{Field: f.Key(), Value: fixed[f]})
		}
		one.FirstRows = rowsAsRead(l, name, rows, of)
		t.Sheets = append(t.Sheets, one)
	}
}

func (t *testedSheet) column(c beneficiary.Column, index int) {
	said := testedColumn{Column: sheet.ColumnName(c.Col), Heading: c.Header, Field: c.Field.Key()}
	switch {
	case c.Sheet != index:
	case c.Field == beneficiary.NoField:
		t.Unread = append(t.Unread, said)
	default:
		t.Columns = append(t.Columns, said)
	}
}

// rowsAsRead are the first rows of a sheet, taken and refused, as they are read.
func rowsAsRead(l *beneficiary.List, name string, most int, issues map[string][]listIssue) []testedRow {
	rows := []testedRow{}
	for _, r := range l.Rows {
		if r.Sheet == name {
			rows = append(rows, testedRow{Row: r.Line, Status: app.RowTaken, Values: valuesOf(r), Issues: issues[r.Key]})
		}
	}
	for _, r := range l.Refused {
		if r.Sheet == name {
			values := map[string]string{beneficiary.Name.Key(): r.Name, beneficiary.BirthField.Key(): r.Birth, beneficiary.PersonalID.Key(): r.Number}
			rows = append(rows, testedRow{Row: r.Line, Status: app.RowRefused, Values: values, Issues: issues[r.Key]})
		}
	}
	slices.SortFunc(rows, func(a, b testedRow) int { return cmp.Compare(a.Row, b.Row) })
	rows = rows[:min(len(rows), max(most, 0))]
	for i := range rows {
		if rows[i].Issues == nil {
			rows[i].Issues = []listIssue{}
		}
		maps.DeleteFunc(rows[i].Values, func(_, value string) bool { return value == "" })
	}
	return rows
}

// valuesOf is what a row says, by field.
func valuesOf(r beneficiary.Row) map[string]string {
	values := map[string]string{
		beneficiary.Ordinal.Key(): r.Ordinal, beneficiary.Name.Key(): r.Name, beneficiary.BirthField.Key(): r.Birth.Date.ISO(),
		beneficiary.SexField.Key(): r.Sex.String(), beneficiary.PersonalID.Key(): cmp.Or(r.PersonalID, r.OldNumber),
		beneficiary.Address.Key(): r.Address, beneficiary.Commune.Key(): r.Commune, beneficiary.Category.Key(): r.Category,
		beneficiary.Account.Key(): r.Account, beneficiary.Bank.Key(): r.BankBIN, beneficiary.Holder.Key(): r.Holder,
		beneficiary.Relation.Key(): r.Relation, beneficiary.Note.Key(): r.Note,
	}
	if r.HasCoefficient {
		values[beneficiary.Coefficient.Key()] = r.Coefficient.String()
	}
	amounts(values, r)
	return values
}

func amounts(values map[string]string, r beneficiary.Row) {
	for _, a := range []struct {
		field beneficiary.Field
		has   bool
		text  string
	}{
		{beneficiary.Rate, r.Rate.Currency() != "", r.Rate.Digits()}, {beneficiary.Arrears, r.Arrears.Currency() != "", r.Arrears.Digits()},
		{beneficiary.Recovery, r.Recovery.Currency() != "", r.Recovery.Digits()}, {beneficiary.Total, r.Total.Currency() != "", r.Total.Digits()},
	} {
		if a.has {
			values[a.field.Key()] = a.text
		}
	}
}

func (t *layoutTested) needsPerson() bool { return t.Refused > 0 || t.Status == layoutRefused }

// failed says that there is no layout to read with.
func (t *layoutTested) failed() bool { return t.Status == layoutFaulty }

func (t *layoutTested) show(p *page) {
	switch t.Status {
	case layoutFaulty:
		showFaults(p, t.Layout, t.Faults)
		return
	case layoutRefused:
		p.text(t.File + ": " + strings.TrimSpace(t.Message+" "+t.Fix) + "\n  " + civil.DaysFirst(t.Detail) + "\n")
		return
	}
	p.line("%s theo bố cục %s phiên bản %d, xã %s: %s dòng, nhận %s, từ chối %s, bỏ qua %s. Không lưu gì.",
		"%s with layout %s version %d, commune %s: %s rows, %s taken, %s refused, %s skipped. Nothing is kept.",
		t.File, t.Layout, t.Version, t.Commune, p.count(t.Rows), p.count(t.Accepted), p.count(t.Refused), p.count(t.Skipped))
	for _, i := range t.Issues {
		p.text(fmt.Sprintf("  %s!%s  %s %s\n", i.Sheet, i.Cell, i.Message, i.Fix))
	}
	for _, one := range t.Sheets {
		one.show(p)
	}
}

func (t testedSheet) show(p *page) {
	p.line("\nTrang tính «%s», tiêu đề đến dòng %d: nhận %s, từ chối %s, bỏ qua %s.", "\nSheet “%s”, header down to row %d: %s taken, %s refused, %s skipped.",
		t.Sheet, t.HeaderRow, p.count(t.Accepted), p.count(t.Refused), p.count(t.Skipped))
	var rows [][]string
	for _, c := range t.Columns {
		rows = append(rows, []string{c.Column, c.Heading, p.words.Field(c.Field)})
	}
	for _, c := range t.Unread {
		rows = append(rows, []string{c.Column, c.Heading, p.words.Pick("(không đọc)", "(not read)")})
	}
	for _, f := range t.Fixed {
		rows = append(rows, []string{"", "= " + f.Value, p.words.Field(f.Field)})
	}
	p.table([]head{{vi: "Cột", en: "Column"}, {vi: "Tiêu đề", en: "Heading"}, {vi: "Đọc là", en: "Read as"}}, rows)
	for _, r := range t.FirstRows {
		r.show(p)
	}
}

// show writes a row with its numbers masked: a terminal is read over shoulders.
func (r testedRow) show(p *page) {
	parts := []string{}
	for _, f := range beneficiary.Fields() {
		value, there := r.Values[f.Key()]
		if f == beneficiary.PersonalID || f == beneficiary.Account {
			value = masked(value)
		}
		if f == beneficiary.BirthField {
			value = p.day(value)
		}
		if there {
			parts = append(parts, p.words.Field(f.Key())+": "+value)
		}
	}
	p.line("  dòng %d, %s: %s", "  row %d, %s: %s", r.Row, p.words.RowResult(r.Status == app.RowTaken), strings.Join(parts, "; "))
	for _, i := range r.Issues {
		message, fix := i.said(p.words)
		p.text("    " + strings.TrimSpace(i.Cell+"  "+message+" "+fix) + "\n")
	}
}
