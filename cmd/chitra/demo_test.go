package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/store/storetest"
	"chitra/internal/synth"
	"chitra/internal/wording"
	"chitra/payout/rules"
	"chitra/reports"
)

func testWire(t testing.TB) func(app.Store, demoWire) *app.App {
	formats, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	return func(s app.Store, w demoWire) *app.App {
		return app.New(app.Config{Store: s, Clock: w.clock, Machine: time.Now, Actor: w.actor, Banks: bank.Directory(),
			Rules: rules.Tables(), Formats: formats, Policy: registry.DefaultPolicy(), Words: wording.In(reports.Vietnamese)})
	}
}

func demoIn(t testing.TB, o demoOptions) demoResult {
	t.Helper()
	o.Wire, o.Say = testWire(t), func(string, string) {}
	r, err := runDemo(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Every figure and every row of the quarter is where the truth says, on three
// provinces and both engines, and the banks get the very same bytes.
func TestTheQuarterOnThreeSeedsAndBothEngines(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			var before map[string]string
			for _, engine := range []string{"sqlite", "postgres"} {
				t.Run(engine, func(t *testing.T) {
					o := demoOptions{Dir: filepath.Join(t.TempDir(), "demo"), Months: 3, Seed: seed, People: 600, Registry: 3000}
					if engine == "postgres" {
						o.DSN = storetest.Postgres(t)
					}
					for _, f := range demoIn(t, o).Faults {
						t.Error(f)
					}
					files := bankFiles(t, o.Dir)
					validate(t, o.Dir)
					if len(files) < 3*2*3 { // months × paying accounts × (file, manifest, sums)
						t.Fatalf("%d files for the banks", len(files))
					}
					if before == nil {
						before = files
					} else if d := cmp.Diff(before, files); d != "" {
						t.Errorf("files differ from the other engine's (-other +this):\n%s", d)
					}
				})
			}
		})
	}
}

// A report that does not follow the truth would be one that was written for it.
func TestChangedTruthChangesWhatIsFound(t *testing.T) {
	paid := map[int]bool{}
	for _, people := range []int{300, 320} {
		r := demoIn(t, demoOptions{Dir: filepath.Join(t.TempDir(), "demo"), Months: 1, Seed: 5, People: people, Registry: 1500})
		for _, f := range r.Faults {
			t.Error(f)
		}
		paid[r.Report.Paid] = true
	}
	if len(paid) != 2 {
		t.Errorf("two provinces, one figure: %v", paid)
	}
}

// With a cash desk every figure and row of payment without cash is where the truth
// says, as without one, and its lists are the same bytes on both engines.
func TestADeskChangesNoFigureOfTheDemo(t *testing.T) {
	var before map[string]string
	ofEngine := func(t *testing.T, dsn string) {
		o := demoOptions{Dir: filepath.Join(t.TempDir(), "demo"), DSN: dsn, Months: 1, Seed: 8, People: 120, Registry: 800, Cash: true}
		for _, f := range demoIn(t, o).Faults {
			t.Error(f)
		}
		files := bankFiles(t, o.Dir)
		lists, err := filepath.Glob(filepath.Join(o.Dir, "bank-answers", "*", "*.desk-*.xlsx"))
		if err != nil || len(lists) < 10 {
			t.Errorf("the desk answered %d lists, %v", len(lists), err)
		}
		if before == nil {
			before = files
		} else if d := cmp.Diff(before, files); d != "" {
			t.Errorf("files differ from the other engine's (-other +this):\n%s", d)
		}
	}
	t.Run("sqlite", func(t *testing.T) { ofEngine(t, "") })
	t.Run("postgres", func(t *testing.T) { ofEngine(t, storetest.Postgres(t)) })
}

// The comparison with the truth notices what it is there to notice.
func TestADifferenceFromTheTruthIsTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	r := demoIn(t, demoOptions{Dir: dir, Months: 1, Seed: 6, People: 300, Registry: 1500})
	if len(r.Faults) != 0 {
		t.Fatal(r.Faults)
	}
	r.Truth.Paid++
	if got := differences(r.Truth, r.Report); len(got) != 1 {
		t.Errorf("differences = %q", got)
	}
	for want, got := range map[synth.Final]app.RowPlace{
		"paid":            {Place: "sent"},
		"held:no_account": {Place: "held", Reason: "to_heirs"},
		"nothing_due":     {Place: "held", Reason: "unmatched"},
	} {
		if sameEnd(string(want), got, true) {
			t.Errorf("%s and %+v are told to be the same", want, got)
		}
	}
}

func TestTheDemoWritesOverNobodysFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := demoOptions{Dir: dir, Months: 1, Seed: 1, People: 300, Registry: 1500, Wire: testWire(t), Say: func(string, string) {}}
	if _, err := runDemo(context.Background(), o); err == nil {
		t.Fatal("the demo took a folder with somebody's file")
	}
	if _, err := os.Stat(filepath.Join(dir, "thesis.txt")); err != nil {
		t.Fatal(err)
	}
}

// bankFiles are the digests of everything that left for the banks, by name.
func bankFiles(t *testing.T, dir string) map[string]string {
	t.Helper()
	root := filepath.Join(dir, "bank-files")
	out := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		out[name] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// validate holds every ISO 20022 file that left against its schema, where the
// schemas are at hand.
func validate(t *testing.T, dir string) {
	t.Helper()
	schemas := os.Getenv("CHITRA_ISO20022_DIR")
	xmllint, err := exec.LookPath("xmllint")
	switch {
	case schemas == "":
		t.Log("no schemas: set CHITRA_ISO20022_DIR to a folder with xsd/pain.001.001.09.xsd from ISO 20022's message archive")
		return
	case err != nil && os.Getenv("CHITRA_CI") == "1":
		t.Fatal("xmllint is missing: install libxml2-utils")
	case err != nil:
		t.Log("xmllint is missing: install libxml2-utils")
		return
	}
	files, err := filepath.Glob(filepath.Join(dir, "bank-files", "*", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no XML left for a bank: %v", err)
	}
	args := append([]string{"--noout", "--nonet", "--schema", filepath.Join(schemas, "xsd", "pain.001.001.09.xsd")}, files...)
	if out, err := exec.Command(xmllint, args...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
