package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/outbox"
	"chitra/internal/place"
	"chitra/internal/synth"
	"chitra/payout"
	"chitra/reports"
)

// The people of the demo. Lan makes: she loads, uploads, decides and submits.
// Minh approves, and made none of it.
const (
	demoMaker    = "lan"
	demoApprover = "minh"
)

const demoProgramme payout.Programme = "BTXH"

// demo runs the months of a made-up province through the same use cases people
// use, and plays the people and the banks.
type demo struct {
	dir    string
	cash   bool // a desk pays by hand
	apart  bool // no step beside another
	store  app.Store
	wire   func(demoWire) *app.App
	months []civil.Month
	now    time.Time
	apps   map[string]*app.App // by user
	truth  *synth.Truth        // for those the demo plays; the engine never sees it
	bank   *synth.Bank
	left   func(name string) // told of each file that leaves; nil where no bank waits
	later  func() error      // waits until what the later months need is there
	say    func(vi, en string)
	steps  []demoStep
	faults []string
}

// demoWire is what differs between the apps of one demo.
type demoWire struct {
	actor app.Actor
	clock func() time.Time
}

// demoStep is how long a step took, over all months.
type demoStep struct {
	name  string
	took  time.Duration
	count int
}

// as is the engine as one of the two people uses it, at the demo's time.
func (d *demo) as(user string) *app.App {
	if d.apps == nil {
		d.apps = map[string]*app.App{}
	}
	if d.apps[user] == nil {
		d.apps[user] = d.wire(demoWire{actor: app.Actor{Name: user, Proof: app.ProofPractice}, clock: func() time.Time { return d.now }})
	}
	return d.apps[user]
}

// at sets the demo's clock: a day of a month, at an hour in Vietnam.
func (d *demo) at(m civil.Month, day, hour int) {
	d.now = time.Date(m.Year(), time.Month(m.Month()), day, hour, 0, 0, 0, civil.Zone())
}

// timed runs one step and adds its time to the steps of that name.
func (d *demo) timed(name string, fn func() error) error {
	start := time.Now()
	err := fn()
	took := time.Since(start)
	i := slices.IndexFunc(d.steps, func(s demoStep) bool { return s.name == name })
	if i < 0 {
		d.steps = append(d.steps, demoStep{name: name})
		i = len(d.steps) - 1
	}
	d.steps[i].took += took
	d.steps[i].count++
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// prepare makes the store, its reference data and its paying accounts.
func (d *demo) prepare(ctx context.Context, storeID string) error {
	d.at(d.months[0], 1, 8)
	setup := app.Setup{StoreID: storeID, Practice: true, Admins: [2]app.Admin{{Name: demoMaker}, {Name: demoApprover}}}
	if _, err := d.as(demoMaker).Init(ctx, setup); err != nil {
		return err
	}
	if err := d.loadPlaces(ctx); err != nil {
		return err
	}
	for _, p := range demoPayers(d.cash) {
		if err := d.as(demoMaker).AddPayer(ctx, p); err != nil {
			return err
		}
		if err := d.as(demoApprover).ConfirmPayer(ctx, p.ID); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) loadPlaces(ctx context.Context) error {
	name := filepath.Join(d.dir, "places.csv")
	sum, err := fileSHA256(name)
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := place.ParseCSV(f)
	if err != nil {
		return err
	}
	_, err = d.as(demoMaker).LoadPlaces(ctx, filepath.Base(name), sum, rows)
	return err
}

// demoPayers are two paying accounts: one whose bank takes ISO 20022, and one
// at MB for payees there and for sixteen of the communes; and the post, where it is to pay
// by hand.
func demoPayers(cash bool) []app.PayerSetup {
	mb := []payout.Route{{Programme: demoProgramme, PayeeBIN: "970422"}}
	for code := 99050; code <= 99065; code++ {
		commune := fmt.Sprint(code)
		mb = append(mb, payout.Route{Programme: demoProgramme, Unit: commune},
			payout.Route{Programme: demoProgramme, Unit: commune, PayeeBIN: "970422"})
	}
	holder := "SO LAO DONG TINH MINH HOA"
	payers := []app.PayerSetup{
		{ID: "ISO1", Unit: "Sở LĐTBXH tỉnh Minh Họa", Bank: "970405", Number: "9990000000001", Holder: holder, Profile: "pain.001.001.09", MaxRows: 5000,
			Routes: []payout.Route{{Programme: demoProgramme}}},
		{ID: "MB1", Unit: "Sở LĐTBXH tỉnh Minh Họa", Bank: "970422", Number: "9990000000002", Holder: holder, Profile: "mb-bulk", Routes: mb},
	}
	if cash {
		payers = append(payers, app.PayerSetup{ID: "BD1", Unit: "Sở LĐTBXH tỉnh Minh Họa", Bank: "970405", Number: "9990000000003",
			Holder: "Bưu điện tỉnh Minh Họa", Profile: payout.CashProfile, Routes: []payout.Route{{Programme: demoProgramme}}})
	}
	return payers
}

// month runs one month from the registry to the bank's last word.
func (d *demo) month(ctx context.Context, m civil.Month, last bool) error {
	d.say(fmt.Sprintf("Kỳ %s: nạp dân cư, nhận danh sách, đối chiếu", m.Vietnamese()), fmt.Sprintf("Period %s: registry, lists, matching", m.Vietnamese()))
	d.at(m, 6, 8)
	loaded := d.loading(ctx, m)
	err := d.lists(ctx, m, "", loaded)
	if failed := loaded(); err == nil { // it ends before the month does
		err = failed
	}
	if err != nil {
		return err
	}
	d.at(m, 8, 9)
	read := d.bankReads()
	err = d.pay(ctx, m, time.Date(m.Year(), time.Month(m.Month()), 10, 0, 0, 0, 0, civil.Zone()), true)
	if err := errors.Join(err, d.timed("(bank)", read)); err != nil {
		return err
	}
	if err := d.answers(ctx, m); err != nil {
		return err
	}
	d.at(m, 20, 9)
	if err := d.timed("reconcile", func() error { _, err := d.as(demoMaker).Reconcile(ctx, m); return err }); err != nil {
		return err
	}
	if last {
		return d.supplements(ctx, m)
	}
	return nil
}

// supplements come late: one is still paid, and the other waits for approval
// when the figures are drawn.
func (d *demo) supplements(ctx context.Context, m civil.Month) error {
	end := m.Last()
	payDay := time.Date(end.Year(), time.Month(end.Month()), end.Day(), 0, 0, 0, 0, civil.Zone())
	d.at(m, end.Day()-3, 9)
	if err := d.lists(ctx, m, "bo-sung-a", nothingMore); err != nil {
		return err
	}
	if err := d.pay(ctx, m, payDay, true); err != nil {
		return err
	}
	d.at(m, end.Day()-2, 9)
	if err := d.lists(ctx, m, "bo-sung-b", nothingMore); err != nil {
		return err
	}
	if err := d.pay(ctx, m, payDay, false); err != nil {
		return err
	}
	d.at(m, end.Day(), 17)
	return d.timed("reconcile", func() error { _, err := d.as(demoMaker).Reconcile(ctx, m); return err })
}

// loading has the registry loaded while the communes send their lists, unless each
// step is to be timed by itself. What it returns waits until it is.
func (d *demo) loading(ctx context.Context, m civil.Month) (loaded func() error) {
	office, day, done := d.as(demoMaker), civil.DateOf(d.now), make(chan error, 1)
	go func() { done <- d.registry(ctx, office, m, day) }()
	loaded = sync.OnceValue(func() error { return d.timed("registry", func() error { return <-done }) })
	if d.apart {
		_ = loaded() // asked for again before anything stands on it
	}
	return loaded
}

func (d *demo) registry(ctx context.Context, office *app.App, m civil.Month, day civil.Date) error {
	name := filepath.Join(d.dir, "registry.csv")
	if m != d.months[0] {
		name = filepath.Join(d.dir, "registry-"+m.String()+".csv")
	}
	sum, err := fileSHA256(name)
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = office.LoadRegistry(ctx, filepath.Base(name), sum, day, f)
	return err
}

// pay builds drafts, has them submitted, and, where it may, approved and sent.
func (d *demo) pay(ctx context.Context, m civil.Month, day time.Time, approve bool) error {
	var built app.BuildSummary
	err := d.timed("build", func() (err error) {
		built, err = d.as(demoMaker).Build(ctx, app.BuildRequest{Programme: demoProgramme, Period: m, PayOn: civil.DateOf(day)})
		return err
	})
	if err != nil {
		return err
	}
	for _, b := range built.Batches {
		err := d.timed("approve", func() error {
			if _, err := d.as(demoMaker).Submit(ctx, b.Batch); err != nil || !approve {
				return err
			}
			_, err := d.as(demoApprover).Approve(ctx, b.Batch)
			return err
		})
		if err != nil {
			return err
		}
	}
	if !approve {
		return nil
	}
	return d.timed("bankfile", func() error { return d.files(ctx) })
}

func (d *demo) files(ctx context.Context) error {
	out, err := outbox.Open(filepath.Join(d.dir, outFolder))
	if err != nil {
		return err
	}
	defer out.Close()
	_, err = d.as(demoMaker).WriteFiles(ctx, nil, watchedOutbox{out, d.left})
	return err
}

// watchedOutbox tells of each file that has left.
type watchedOutbox struct {
	app.Outbox
	left func(name string)
}

// Publish lets a file leave, and tells of it.
func (o watchedOutbox) Publish(ctx context.Context, name string, content []byte) (bool, error) {
	fresh, err := o.Outbox.Publish(ctx, name, content)
	if err == nil && o.left != nil {
		o.left(name)
	}
	return fresh, err
}

// bankReads has the banks read what leaves from now on, each file as it comes out:
// they are other people, and wait for nobody here. What it returns waits until
// they have read it all.
func (d *demo) bankReads() (read func() error) {
	names, done := make(chan string, 1000), make(chan error, 1)
	d.left = func(name string) {
		if forBank(name) {
			names <- filepath.Join(d.dir, outFolder, filepath.FromSlash(name))
		}
	}
	go func() {
		var failures []error
		for name := range names {
			failures = append(failures, d.bank.Read(name))
		}
		done <- errors.Join(failures...)
	}()
	return func() error {
		d.left = nil
		close(names)
		return <-done
	}
}

// outFolder is the folder from which files leave, a folder a batch.
const outFolder = "bank-files"

// forBank reports whether a file is one that a bank reads, by its name below that
// folder; the table for the Treasury lies a folder deeper.
func forBank(name string) bool {
	ext := path.Ext(name)
	return strings.Count(name, "/") == 1 && (ext == ".xml" || ext == ".xlsx")
}

// answers has the banks answer the month's files, at once and a week later, and
// takes the answers in. The banks write their later answers meanwhile.
func (d *demo) answers(ctx context.Context, m civil.Month) error {
	d.at(m, 11, 9)
	var files []string
	err := d.timed("(bank)", func() (err error) {
		files, err = d.ask(m, synth.Immediate, d.now)
		return err
	})
	if err != nil {
		return err
	}
	var later []string
	banks := make(chan error, 1)
	weekLater := d.now.AddDate(0, 0, 7)
	go func() {
		var err error
		later, err = d.ask(m, synth.Later, weekLater)
		banks <- err
	}()
	err = d.take(ctx, files)
	if err := errors.Join(err, d.timed("(bank)", func() error { return <-banks })); err != nil {
		return err
	}
	d.now = weekLater
	return d.take(ctx, later)
}

// ask has the banks answer the month's files at a stage, and returns what they
// wrote.
func (d *demo) ask(m civil.Month, stage synth.Stage, at time.Time) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(d.dir, outFolder, string(demoProgramme)+"-"+m.String()+"-*", "*"))
	if err != nil {
		return nil, err
	}
	files = slices.DeleteFunc(files, func(f string) bool { return !strings.HasSuffix(f, ".xml") && !strings.HasSuffix(f, ".xlsx") })
	report, err := d.bank.Answer(files, synth.AnswerOptions{TruthDir: d.dir, OutDir: filepath.Join(d.dir, "bank-answers", m.String()),
		Month: m, Stage: stage, At: at})
	for _, f := range report.Faults {
		d.faults = append(d.faults, fmt.Sprintf("%s line %d: %s", f.File, f.Line, f.Code))
	}
	return report.Files, err
}

// take takes answers in, as the bank desk does.
func (d *demo) take(ctx context.Context, files []string) error {
	uploads := func(yield func(app.ResultUpload, error) bool) {
		for _, f := range files {
			data, err := os.ReadFile(f)
			if !yield(app.ResultUpload{FileName: filepath.Base(f), Data: data}, err) {
				return
			}
		}
	}
	return d.timed("results", func() error {
		return d.as(demoMaker).ImportResults(ctx, uploads, func(out app.ResultOutcome) error {
			if out.Status == app.ListRefused {
				return fmt.Errorf("answer %s refused: %s", out.File, out.Detail)
			}
			return nil
		})
	})
}

// coverage is the report of all months of the demo, at their end.
func (d *demo) coverage(ctx context.Context, by reports.Dimension) (*reports.CoverageReport, error) {
	return d.as(demoMaker).Coverage(ctx, app.CoverageQuery{From: d.months[0], To: d.months[len(d.months)-1], By: by})
}
