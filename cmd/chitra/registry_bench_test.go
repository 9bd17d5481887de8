package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/store"
	"chitra/internal/synth"
	"chitra/internal/vault"
)

// BenchmarkRegistry loads 750,000 persons into an empty store, then the nearly
// equal snapshot of the month after beside them: in plain, and sealed by a key.
func BenchmarkRegistry(b *testing.B) {
	dir := b.TempDir()
	period, err := civil.NewMonth(2024, 7)
	if err != nil {
		b.Fatal(err)
	}
	p, err := synth.Generate(synth.Config{Seed: 1, People: 300, Registry: 750_000, From: period, Months: 2})
	if err != nil {
		b.Fatal(err)
	}
	if err := p.Write(dir); err != nil {
		b.Fatal(err)
	}
	p = nil
	v, err := vault.New(vault.Key{9, 9, 9})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("plain", func(b *testing.B) { loadTwice(b, dir) })
	b.Run("sealed", func(b *testing.B) { loadTwice(b, dir, store.WithVault(v)) })
}

func loadTwice(b *testing.B, dir string, options ...store.Option) {
	for b.Loop() {
		s, err := store.Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "chitra.db"), options...)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Migrate(b.Context()); err != nil {
			b.Fatal(err)
		}
		now := time.Date(2024, 7, 1, 1, 0, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		a := app.New(app.Config{Store: s, Clock: clock, Machine: time.Now, Actor: app.Actor{Name: "an", Proof: app.ProofPractice}})
		if _, err := a.Init(b.Context(), app.Setup{StoreID: "BENCH", Practice: true, Admins: [2]app.Admin{{Name: "an"}, {Name: "binh"}}}); err != nil {
			b.Fatal(err)
		}
		for i, name := range []string{"registry.csv", "registry-2024-08.csv"} {
			f, err := os.Open(filepath.Join(dir, name))
			if err != nil {
				b.Fatal(err)
			}
			began := time.Now()
			out, err := a.LoadRegistry(b.Context(), name, name, civil.DateOf(now), f)
			if err != nil || out.Persons != 750_000 {
				b.Fatalf("%+v, %v", out, err)
			}
			b.ReportMetric(time.Since(began).Seconds(), fmt.Sprintf("snapshot%d-s", i+1))
			if err := f.Close(); err != nil {
				b.Fatal(err)
			}
			now = now.AddDate(0, 1, 0)
		}
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
