package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/outbox"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/reports"
)

type nightCmd struct {
	Programme string `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period    month  `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	Inbox     string `placeholder:"DIR" help:"${night_inbox}"`
	Out       string `placeholder:"DIR" help:"${bankfile_out}"`
}

// nightDone is what the night's steps came to.
type nightDone struct {
	Period  string      `json:"period"`
	Steps   []nightStep `json:"steps"`
	Seconds json.Number `json:"seconds"`
}

type nightStep struct {
	Step    string      `json:"step"`
	Status  string      `json:"status"` // done, nothing_to_do, blocked
	Detail  string      `json:"detail"` // counts
	Seconds json.Number `json:"seconds"`
	Run     int64       `json:"run"` // of this business day
	// Counts are the step's figures by name.
	Counts map[string]int `json:"counts"`
	// Refused are the files of the inbox that were not taken.
	Refused []nightRefused `json:"refused"`
}

// nightRefused is a file that was refused or waits: nobody on it is paid until
// somebody sees to it.
type nightRefused struct {
	File       string `json:"file"`
	SHA256     string `json:"sha256"`
	Supplement string `json:"supplement"`
	Commune    string `json:"commune"` // "" where it is not known
	Status     string `json:"status"`  // refused, waits
	Reason     string `json:"reason"`
	Message    string `json:"message"`
	Fix        string `json:"fix"`
	Detail     string `json:"detail"`
	Sheet      string `json:"sheet"`
	Cell       string `json:"cell"`
	Stated     string `json:"stated"`
	Read       string `json:"read"`
	MarkedFile string `json:"marked_file"`
}

func (c *nightCmd) do(ctx context.Context, s *shell) (res outcome, err error) {
	begun := time.Now()
	if s.set.As == "" {
		s = s.acting(app.NightUser, s.fixed)
	}
	a, err := s.signingActor(ctx)
	if err != nil {
		return nil, err
	}
	out, err := outbox.Open(firstOf(c.Out, s.set.folder("outbox")))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	inbox := firstOf(c.Inbox, s.set.folder("inbox"))
	took := s.progress.laps("night")
	marked := map[string]string{}
	steps, failed := a.Night(ctx, app.NightRequest{Programme: payout.Programme(c.Programme), Period: c.Period.Month, Out: out,
		Lists: inboxLists(inbox, payout.Programme(c.Programme), c.Period.Month), Results: inboxResults(inbox),
		Report: func(ctx context.Context) (bool, error) { return s.leaveAll(ctx, c.Period.Month) },
		Took: func(o app.ListOutcome) error {
			l, err := s.imported(ctx, a, o, c.Period.String(), o.Series)
			marked[o.Series+"/"+o.File] = l.MarkedFile
			return err
		}})
	if failed != nil && len(steps) == 0 {
		return nil, failed
	}
	done := &nightDone{Period: c.Period.String(), Steps: []nightStep{}, Seconds: seconds(time.Since(begun))}
	for i, x := range steps {
		step := nightStep{Step: x.Step, Status: x.Status, Detail: x.Detail, Run: x.Run, Seconds: seconds(took(i)), Counts: x.Counts, Refused: []nightRefused{}}
		for _, r := range x.NotTaken {
			one := s.nightRefused(r)
			one.MarkedFile = marked[r.Series+"/"+r.File]
			step.Refused = append(step.Refused, one)
		}
		s.log.Info("night", "step", step.Step, "status", step.Status, "run", step.Run, "seconds", step.Seconds)
		done.Steps = append(done.Steps, step)
	}
	return done, nil
}

// nightRefused puts a file that was not taken into words.
func (s *shell) nightRefused(r app.NotTaken) nightRefused {
	said := s.refusalWords(r.Reason)
	return nightRefused{File: r.File, SHA256: r.SHA256, Supplement: r.Series, Commune: r.Commune, Status: r.Status, Reason: r.Reason,
		Message: said.Says, Fix: said.Fix, Detail: r.Detail, Sheet: r.Sheet, Cell: r.Cell, Stated: r.Stated, Read: r.Read}
}

// seconds writes a duration as JSON has it: seconds with one decimal.
func seconds(d time.Duration) json.Number {
	tenths := int(d.Round(100*time.Millisecond) / (100 * time.Millisecond))
	return bits(tenths)
}

// inboxLists are the lists of a period in the inbox, in the order of their
// names; those in a folder of their own are a supplement of its name.
func inboxLists(inbox string, programme payout.Programme, period civil.Month) iter.Seq2[app.ListUpload, error] {
	root := filepath.Join(inbox, "lists", period.String())
	return func(yield func(app.ListUpload, error) bool) {
		for name, err := range filesBelow(root) {
			u := app.ListUpload{FileName: filepath.Base(name), Programme: programme, Period: period}
			if err == nil {
				u.Data, err = readFile(name)
				if series, _ := filepath.Rel(root, filepath.Dir(name)); series != "." {
					u.Series = filepath.ToSlash(series)
				}
			}
			if !yield(u, err) || err != nil {
				return
			}
		}
	}
}

func inboxResults(inbox string) iter.Seq2[app.InboxResult, error] {
	return func(yield func(app.InboxResult, error) bool) {
		for name, err := range filesBelow(filepath.Join(inbox, "results")) {
			r := app.InboxResult{Name: filepath.Base(name)}
			if err == nil {
				r.Data, err = readFile(name)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// filesBelow are the files of a folder and those below it, by name; temporary
// and hidden ones are passed over, and a folder that is not there is empty.
func filesBelow(root string) iter.Seq2[string, error] {
	var names []string
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$"):
			return skipFolder(d)
		case !d.IsDir():
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return func(yield func(string, error) bool) {
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			yield("", err)
			return
		}
		for _, n := range names {
			if !yield(n, nil) {
				return
			}
		}
	}
}

func skipFolder(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// leaveAll leaves the period's reports, and for each commune what goes back to it.
func (s *shell) leaveAll(ctx context.Context, period civil.Month) (fresh bool, err error) {
	if fresh, err = s.leaveReports(ctx, period); err != nil {
		return fresh, err
	}
	files, err := s.leaveReturns(ctx, period, s.set.folder("returns", period.String()))
	for _, f := range files {
		fresh = fresh || f.Status == app.ListNew
	}
	return fresh, err
}

// leaveReports puts the period's coverage into the data folder as it stands
// now; fresh says that its figures are not those that lie there.
func (s *shell) leaveReports(ctx context.Context, period civil.Month) (fresh bool, err error) {
	a, err := s.reader(ctx)
	if err != nil {
		return false, err
	}
	r, err := a.Coverage(ctx, app.CoverageQuery{From: period, To: period, By: reports.ByCommune, AsOf: s.now()})
	if err != nil {
		return false, err
	}
	name := s.set.folder("reports", period.String(), "coverage-"+period.String())
	have, err := os.ReadFile(name + ".json")
	if err == nil && sameFigures(have, r) {
		return false, nil
	}
	for _, format := range []string{"html", "xlsx", "csv", "json"} {
		var content bytes.Buffer
		if err := drawCoverage(&content, r, s.lang, format); err != nil {
			return false, err
		}
		if _, err := writeCopy(name+"."+format, content.Bytes()); err != nil {
			return false, err
		}
	}
	return true, nil
}

// sameFigures compares a report that was left with one of now, but for its
// cut-off.
func sameFigures(have []byte, now *reports.CoverageReport) bool {
	want, err := now.MarshalJSON()
	if err != nil {
		return false
	}
	bare := func(text []byte) string {
		var fields map[string]json.RawMessage
		if json.Unmarshal(text, &fields) != nil {
			return ""
		}
		delete(fields, "as_of")
		var compact bytes.Buffer
		out, err := json.Marshal(fields)
		if err != nil || json.Compact(&compact, out) != nil {
			return ""
		}
		return compact.String()
	}
	return bare(have) != "" && bare(have) == bare(want)
}

func (n *nightDone) needsPerson() bool {
	return slices.ContainsFunc(n.Steps, func(x nightStep) bool {
		return x.Status == app.StepBlocked || len(x.Refused) > 0 || x.Counts[app.NightRowsRefused] > 0 || x.Counts[app.NightExceptions] > 0
	})
}

func (n *nightDone) show(p *page) {
	var rows [][]string
	for _, x := range n.Steps {
		rows = append(rows, []string{p.words.Name(wording.NightSteps, x.Step), p.words.Name(wording.StepStatuses, x.Status), p.words.Name(wording.NightSteps, x.Detail)})
	}
	p.table([]head{{vi: "Bước", en: "Step"}, {vi: "Kết quả", en: "Status"}, {vi: "Chi tiết", en: "Detail"}}, rows)
	for _, x := range n.Steps {
		for _, r := range x.Refused {
			p.text(r.said(p.words) + "\n")
		}
	}
}

// said is one line: which file, whose, and why it was not taken.
func (r nightRefused) said(w wording.Words) string {
	name := path.Join(r.Supplement, r.File)
	if r.Commune != "" {
		name += " (" + r.Commune + ")"
	}
	why := whyNot{message: r.Message, fix: r.Fix, reason: r.Reason, sheet: r.Sheet, cell: r.Cell, stated: r.Stated, read: r.Read}
	return name + ": " + w.Name(wording.FileStatuses, r.Status) + ". " + why.said(w)
}
