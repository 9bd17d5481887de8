package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/reports"
	"chitra/reports/html"
	"chitra/reports/xlsx"
)

// reportFlags are what every report takes.
type reportFlags struct {
	Period month  `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	To     month  `placeholder:"YYYY-MM" help:"${f_to}"`
	Format string `enum:",text,json,csv,html,xlsx" default:"" placeholder:"FORMAT" help:"${report_format}"`
	AsOf   cutOff `name:"as-of" placeholder:"TIME" help:"${report_as_of}"`
	Out    string `placeholder:"FILE" help:"${f_out}"`
}

// span is the months reported on.
func (f reportFlags) span() (from, to civil.Month) {
	if f.To.IsZero() {
		return f.Period.Month, f.Period.Month
	}
	return f.Period.Month, f.To.Month
}

// format is the form asked for, else that of the file's ending, else text.
func (f reportFlags) format() (string, error) {
	if f.Format != "" {
		return f.Format, nil
	}
	ending := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.Out)), ".")
	switch ending {
	case "":
		return "text", nil
	case "htm":
		return "html", nil
	case "txt":
		return "text", nil
	case "json", "csv", "html", "xlsx":
		return ending, nil
	}
	return "", failedWith("usage", "--out "+f.Out+": text, json, csv, html, xlsx")
}

// report is a report drawn in one form, on its way to a file or to the reader.
type report struct {
	body    any // what --json prints
	content []byte
	binary  bool
	out     string
	person  bool
}

// MarshalJSON is the report's own JSON.
func (r *report) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	if err := writeJSON(&text, r.body); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(text.Bytes()), nil
}

func (r *report) needsPerson() bool { return r.person }

func (r *report) show(p *page) {
	if r.out != "" {
		p.line("Đã ghi %s", "Wrote %s", r.out)
		return
	}
	p.text(string(r.content))
}

// draw draws a report in its form and puts it where it was asked to. A form
// that no terminal shows goes to the data folder unless --out says otherwise.
func (s *shell) draw(f reportFlags, name string, body any, write func(w io.Writer, format string) error) (*report, error) {
	format, err := f.format()
	if err != nil {
		return nil, err
	}
	var content bytes.Buffer
	if err := write(&content, format); err != nil {
		return nil, err
	}
	r := &report{body: body, content: content.Bytes(), binary: format == "xlsx", out: f.Out}
	if r.out == "" && r.binary {
		from, to := f.span()
		r.out = s.set.folder("reports", from.String(), fmt.Sprintf("%s-%s-%s.%s", name, from, to, format))
	}
	if r.out == "" {
		return r, nil
	}
	_, err = writeCopy(r.out, r.content)
	return r, err
}

type reportCoverageCmd struct {
	reportFlags `embed:""`
	By          string `enum:",commune,programme,bank,category" default:"" placeholder:"DIMENSION" help:"${report_by}"`
}

func (c *reportCoverageCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	by, err := reports.ParseDimension(c.By)
	if err != nil {
		return nil, err
	}
	from, to := c.span()
	r, err := a.Coverage(ctx, app.CoverageQuery{From: from, To: to, By: by, AsOf: c.AsOf.Time})
	if err != nil {
		return nil, err
	}
	return s.draw(c.reportFlags, "coverage", r, func(w io.Writer, format string) error { return drawCoverage(w, r, s.lang, format) })
}

func drawCoverage(w io.Writer, r *reports.CoverageReport, l reports.Lang, format string) error {
	switch format {
	case "json":
		return r.WriteJSON(w)
	case "csv":
		return r.WriteCSV(w)
	case "html":
		return html.Write(w, r, l)
	case "xlsx":
		return xlsx.Write(w, r, l)
	}
	return reports.Text(w, r, l)
}

// plainReport is a report of which there is no workbook and no page.
type plainReport interface {
	WriteJSON(w io.Writer) error
	WriteCSV(w io.Writer) error
}

// drawPlain draws a report that has the forms json, csv and text alone.
func (s *shell) drawPlain(f reportFlags, name string, r plainReport, text func(w io.Writer) error) (*report, error) {
	return s.draw(f, name, r, func(w io.Writer, format string) error {
		switch format {
		case "json":
			return r.WriteJSON(w)
		case "csv":
			return r.WriteCSV(w)
		case "text":
			return text(w)
		}
		return failedWith("usage", "--format "+format+": text, json, csv")
	})
}

type reportReconciliationCmd struct {
	reportFlags `embed:""`
}

func (c *reportReconciliationCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	from, to := c.span()
	r, err := a.ReconciliationReport(ctx, from, to, c.AsOf.Time)
	if err != nil {
		return nil, err
	}
	drawn, err := s.drawPlain(c.reportFlags, "reconciliation", r, func(w io.Writer) error { return s.reconciliationText(w, r) })
	if err != nil {
		return nil, err
	}
	drawn.person = !r.Settled()
	return drawn, nil
}

func (s *shell) reconciliationText(w io.Writer, r *reports.ReconciliationReport) error {
	p := &page{w: w, words: s.words}
	p.line("Đối soát %s, số liệu ghi nhận đến %s", "Reconciliation of %s, recorded by %s", s.lang.Period(r.From, r.To), s.lang.Moment(r.AsOf))
	if r.Practice {
		p.text(s.lang.Words().Practice + "\n")
	}
	cell := func(t reports.Tally) string { return p.count(t.Count) + " · " + p.dong(t.Amount.Minor()) }
	row := func(name string, l reports.ReconciliationLine) []string {
		return []string{name, l.Payer, cell(l.Approved), cell(l.Sent), cell(l.Debited), cell(l.Paid), cell(l.Returned), cell(l.Rejected), cell(l.Open), cell(l.Difference),
			cell(l.Explained), cell(l.Unexplained)}
	}
	var rows [][]string
	for _, l := range r.Lines {
		rows = append(rows, row(l.Batch, l))
	}
	rows = append(rows, row(s.words.Pick("Cộng", "Total"), r.Total))
	if r.HasDesks() {
		rows = append(rows, row(s.words.Pick("Cộng chi tiền mặt", "Total in cash"), r.Desks))
	}
	p.table([]head{{vi: "Đợt", en: "Batch"}, {vi: "Tài khoản chi", en: "Paying account"}, {vi: "Đã duyệt", en: "Approved", number: true},
		{vi: "Đã gửi", en: "Sent", number: true}, {vi: "Đã trừ tiền", en: "Debited", number: true}, {vi: "Đã chi", en: "Paid", number: true},
		{vi: "Hoàn trả", en: "Returned", number: true}, {vi: "Từ chối", en: "Rejected", number: true}, {vi: "Chưa xong", en: "Open", number: true},
		{vi: "Chênh lệch", en: "Difference", number: true}, {vi: "Có giải thích", en: "Explained", number: true},
		{vi: "Chưa giải thích", en: "Unexplained", number: true}}, rows)
	explanationsText(p, r)
	accountsText(p, r)
	if !r.Settled() {
		p.line("CÒN CHÊNH LỆCH CHƯA GIẢI THÍCH: chạy reconcile, rồi exception list và result lines --unpaired để tìm.",
			"SOME DIFFERENCE IS UNEXPLAINED: run reconcile, then look for it with exception list and result lines --unpaired.")
	}
	return p.err
}
