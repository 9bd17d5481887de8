package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/store"
	"chitra/internal/synth"
	"chitra/payout"
	"chitra/reports"
	"chitra/reports/html"
	"chitra/reports/xlsx"
)

// demoOptions are what a demo is asked for.
type demoOptions struct {
	Dir      string
	DSN      string // "" for SQLite below Dir
	Months   int
	Seed     uint64
	People   int
	Registry int
	Profile  string
	Cash     bool // a desk pays by hand whoever has no usable account
	Apart    bool // no step of a month beside another, so that each can be timed
	Lang     reports.Lang
	Wire     func(app.Store, demoWire) *app.App
	Say      func(vi, en string)
}

// demoResult is what a demo came to.
type demoResult struct {
	Report *reports.CoverageReport
	Truth  synth.Summary
	Faults []string // figures that are not the truth's, and payments that went wrong
	Events int64
	Took   time.Duration
	Steps  []demoStep
	Files  []string // to look at
}

// runDemo runs the months in an empty folder, from nothing, and holds every
// figure against the truth of the province.
func runDemo(ctx context.Context, o demoOptions) (demoResult, error) {
	start := time.Now()
	if err := emptyFolder(o.Dir); err != nil {
		return demoResult{}, err
	}
	d := &demo{dir: o.Dir, say: o.Say, cash: o.Cash, apart: o.Apart}
	if err := d.timed("(synth)", func() error { return d.province(o) }); err != nil {
		return demoResult{}, err
	}
	defer func() { _ = d.later() }() // where a month went wrong before it was asked
	s, err := openDemoStore(ctx, o)
	if err != nil {
		return demoResult{}, err
	}
	defer s.Close()
	d.store, d.wire = s, func(w demoWire) *app.App { return o.Wire(s, w) }
	if err := d.run(ctx, fmt.Sprintf("demo-%d", o.Seed)); err != nil {
		return demoResult{}, err
	}
	r, err := d.conclude(ctx, o.Lang)
	r.Took = time.Since(start)
	r.Steps = d.steps
	return r, err
}

// demoMark is the file by which a demo knows a folder of its own.
const demoMark = "CHITRA-DEMO"

// emptyFolder makes the folder, clears it of an earlier demo, and refuses one
// that holds anything else: a demo never writes over somebody's files.
func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	case err != nil:
		return err
	case len(entries) > 0:
		if _, err := os.Stat(filepath.Join(dir, demoMark)); err != nil {
			return &app.Refused{Code: "folder_not_empty", Subject: dir}
		}
		for _, e := range entries {
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return os.WriteFile(filepath.Join(dir, demoMark), []byte("made by chitra demo; the next demo here clears this folder\n"), 0o644)
}

func openDemoStore(ctx context.Context, o demoOptions) (*store.Store, error) {
	dsn := o.DSN
	if dsn == "" {
		dsn = "sqlite:" + filepath.Join(o.Dir, "chitra.db")
	}
	s, err := store.Open(ctx, dsn)
	if err != nil {
		return nil, err
	}
	if _, err := s.Migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (d *demo) province(o demoOptions) error {
	d.say("Dựng tỉnh giả định: dân cư, danh sách, sự thật", "Making up a province: registry, lists, truth")
	from, err := civil.NewMonth(2024, 7)
	if err != nil {
		return err
	}
	p, err := synth.Generate(synth.Config{Seed: o.Seed, People: o.People, Registry: o.Registry, Profile: o.Profile, From: from, Months: o.Months})
	if err != nil {
		return err
	}
	d.months = civil.Months(from, from.Add(o.Months-1))
	if err := p.WriteFirst(o.Dir); err != nil {
		return err
	}
	if d.truth, err = synth.ReadTruth(o.Dir); err != nil {
		return err
	}
	d.bank = d.truth.Bank()
	d.writeLater(p)
	return nil
}

// writeLater makes up what the later months need while the first is worked on.
func (d *demo) writeLater(p *synth.Province) {
	done := make(chan error, 1)
	go func() { done <- p.WriteLater(d.dir) }()
	d.later = sync.OnceValue(func() error { return <-done })
}

func (d *demo) run(ctx context.Context, storeID string) error {
	if err := d.prepare(ctx, storeID); err != nil {
		return err
	}
	for i, m := range d.months {
		if i > 0 {
			if err := d.timed("(synth)", d.later); err != nil {
				return err
			}
		}
		if err := d.month(ctx, m, i == len(d.months)-1); err != nil {
			return fmt.Errorf("period %s: %w", m, err)
		}
	}
	return nil
}

// conclude draws the reports, checks the journal and compares with the truth.
// The journal is walked meanwhile.
func (d *demo) conclude(ctx context.Context, lang reports.Lang) (demoResult, error) {
	last := d.months[len(d.months)-1]
	d.at(last, last.Last().Day(), 18)
	type audited struct {
		app.AuditResult
		err error
	}
	auditor, walked := d.as(demoMaker), make(chan audited, 1)
	go func() {
		r, err := auditor.Verify(ctx)
		if err == nil && !r.OK {
			err = r.FirstBad
		}
		walked <- audited{r, err}
	}()
	r, err := d.compare(ctx, lang)
	var audit audited
	_ = d.timed("audit", func() error { audit = <-walked; return nil })
	r.Events = audit.Events
	return r, errors.Join(err, audit.err)
}

// compare draws the reports and holds every figure and row against the truth.
func (d *demo) compare(ctx context.Context, lang reports.Lang) (r demoResult, err error) {
	err = d.timed("report", func() (err error) {
		if r.Report, err = d.coverage(ctx, reports.ByCommune); err != nil {
			return err
		}
		r.Files, err = writeReports(filepath.Join(d.dir, "reports"), r.Report, lang)
		return err
	})
	if err != nil {
		return r, err
	}
	if r.Truth, err = d.truth.Summary(); err != nil {
		return r, err
	}
	rows, err := d.strays(ctx, d.truth)
	r.Faults = append(append(d.faults, differences(r.Truth, r.Report)...), rows...)
	return r, err
}

// strays are the rows whose payment did not end where the truth says.
func (d *demo) strays(ctx context.Context, truth *synth.Truth) ([]string, error) {
	type place struct {
		list, sheet string
		row         int
	}
	engine := map[place]app.RowPlace{}
	for _, m := range d.months {
		rows, err := d.as(demoMaker).RowPlaces(ctx, m)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			engine[place{path.Join(m.String(), r.Series, r.FileName), r.Sheet, r.Line}] = r
		}
	}
	var out []string
	for _, t := range truth.Rows {
		at := place{t.List, t.Sheet, t.Row}
		got, ok := engine[at]
		delete(engine, at)
		if want := string(t.Final); !sameEnd(want, got, ok) {
			out = append(out, fmt.Sprintf("%s %s row %d (%s): truth %s, engine %s %s", t.List, t.Sheet, t.Row, t.Kind, want, got.Place, got.Reason))
		} else if got.Payment != "" && t.Final != "held:amount_unknown" && got.Amount != t.Amount.Minor() {
			out = append(out, fmt.Sprintf("%s %s row %d (%s): truth %s, engine %d", t.List, t.Sheet, t.Row, t.Kind, t.Amount, got.Amount))
		}
	}
	for at := range engine {
		out = append(out, fmt.Sprintf("%s %s row %d: on no list of the truth", at.list, at.sheet, at.row))
	}
	slices.Sort(out)
	return out, nil
}

// sameEnd compares the truth's place with the engine's. The engine tells some
// holds apart that the truth does not.
func sameEnd(want string, got app.RowPlace, ok bool) bool {
	if !ok { // a row struck off its list
		return want == string(synth.FinalNothingDue)
	}
	place := got.Place
	if got.Desk != "" { // by hand: without an account, as far as the truth goes
		got.Reason = string(got.Desk)
	}
	switch {
	case got.Reason == string(payout.HoldAccountUnusable):
		place = string(synth.HeldFor(string(payout.HoldNoAccount)))
	case got.Reason == string(payout.HoldIneligible):
		place = string(synth.HeldFor(string(payout.HoldUnmatched)))
	case got.Reason != "":
		place = string(synth.HeldFor(got.Reason))
	}
	return place == want
}

// writeReports leaves the coverage report in every form.
func writeReports(dir string, r *reports.CoverageReport, lang reports.Lang) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	var files []string
	for _, form := range []struct {
		ext   string
		write func(io.Writer) error
	}{
		{"xlsx", func(w io.Writer) error { return xlsx.Write(w, r, lang) }},
		{"html", func(w io.Writer) error { return html.Write(w, r, lang) }},
		{"csv", r.WriteCSV},
		{"json", r.WriteJSON},
	} {
		name := filepath.Join(dir, "coverage."+form.ext)
		f, err := os.Create(name)
		if err != nil {
			return files, err
		}
		if err := errors.Join(form.write(f), f.Close()); err != nil {
			return files, fmt.Errorf("write %s: %w", name, err)
		}
		files = append(files, name)
	}
	return files, nil
}

// differences are the figures of the report that are not the truth's.
func differences(t synth.Summary, r *reports.CoverageReport) []string {
	var out []string
	compare := func(what string, want, got any) {
		if fmt.Sprint(want) != fmt.Sprint(got) {
			out = append(out, fmt.Sprintf("%s: truth %v, report %v", what, want, got))
		}
	}
	compare("beneficiaries", t.Beneficiaries, r.Beneficiaries)
	compare("with_account", t.WithAccount, r.WithAccount)
	compare("paid", t.Paid, r.Paid)
	compare("paid_amount", t.PaidAmount.Digits(), r.PaidAmount().Digits())
	for _, p := range reports.NotPaidPlaces() {
		compare("not_paid "+string(p), t.NotPaid[string(p)], r.NotPaid[p])
		compare("not_paid_with_account "+string(p), t.NotPaidWithAccount[string(p)], r.NotPaidWithAccount[p])
	}
	return out
}
