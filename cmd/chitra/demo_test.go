package main

import (
	"context"
	"os"
	"testing"
	"time"

	policy "chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/wording"
	"chitra/payout/rules"
	"chitra/reports"
)

func testWire(t *testing.T) func(app.Store, demoWire) *app.App {
	formats, err := formats()
	if err != nil {
		t.Fatal(err)
	}
	return func(s app.Store, w demoWire) *app.App {
		return app.New(app.Config{Store: s, Clock: w.clock, Machine: time.Now, Actor: w.actor, Banks: bank.Directory(),
			Rules: rules.Tables(), Formats: formats, Policy: policy.DefaultPolicy(), Words: wording.In(reports.Vietnamese)})
	}
}

func TestDemoFindsTheTruth(t *testing.T) {
	dir := t.TempDir()
	if d := os.Getenv("DEMO_DIR"); d != "" {
		dir = d
	}
	people, registry := 2000, 9000
	if os.Getenv("FULL") != "" {
		people, registry = 0, 0
	}
	r, err := runDemo(context.Background(), demoOptions{Dir: dir, Months: 3, Seed: 1, People: people, Registry: registry, Wire: testWire(t), Say: func(vi, en string) { t.Log(en) }})
	for _, s := range r.Steps {
		t.Log(s.name, s.count, s.took.Round(time.Millisecond))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Faults {
		t.Error(f)
	}
}
