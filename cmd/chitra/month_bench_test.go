package main

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// BenchmarkMonth is the month of July for the 26,794 beneficiaries everybody
// quotes, against a registry of 750,000: from the snapshot to the last word of
// the banks. It prints what each step took and its share; what the machine only
// plays (the province, the people, the banks) is printed too, and not counted.
func BenchmarkMonth(b *testing.B) {
	benchmarkDemo(b, demoOptions{Months: 1, Seed: 1, Registry: 750_000, Apart: true})
}

// BenchmarkQuarter is what `make demo` runs. Its processor profile is what the
// program is built by (make profile).
func BenchmarkQuarter(b *testing.B) { benchmarkDemo(b, demoOptions{Months: 3, Seed: 1}) }

func benchmarkDemo(b *testing.B, o demoOptions) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(demoMemory))
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	var steps []demoStep
	for b.Loop() {
		o.Dir = filepath.Join(b.TempDir(), "demo")
		r := demoIn(b, o)
		for _, f := range r.Faults {
			b.Error(f)
		}
		steps = r.Steps
	}
	var engine time.Duration
	for _, s := range steps {
		if !onlyPlayed(s.name) {
			engine += s.took
		}
	}
	var shares, beside []string // in one line each: a benchmark may print ten
	for _, s := range steps {
		if onlyPlayed(s.name) {
			beside = append(beside, fmt.Sprintf("%s %.1f s", s.name, s.took.Seconds()))
			continue
		}
		shares = append(shares, fmt.Sprintf("%s %.1f s (%.1f %%)", s.name, s.took.Seconds(), 100*s.took.Seconds()/engine.Seconds()))
		b.ReportMetric(s.took.Seconds(), s.name+"-s")
	}
	b.Logf("%.1f s: %s", engine.Seconds(), strings.Join(shares, ", "))
	b.Logf("beside it: %s", strings.Join(beside, ", "))
	b.ReportMetric(engine.Seconds(), "engine-s")
}

// onlyPlayed reports whether a step is one of those whom the demo stands in for.
func onlyPlayed(step string) bool { return strings.HasPrefix(step, "(") }
