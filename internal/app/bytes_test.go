package app_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// TestTheSameBatchIsTheSameBytes sends the same people on either engine, their
// lists taken in in three orders: every file, manifest and sum is the same.
func TestTheSameBatchIsTheSameBytes(t *testing.T) {
	t.Parallel()
	all := everybody()
	late := all[16:]
	parts := map[string]func(w *world){
		"first": func(w *world) { w.upload(all[:10]...) },
		"other": func(w *world) { w.upload(all[10:16]...) },
		"late":  func(w *world) { w.uploadAs(clerk, "bo-sung", late...) },
		"match": func(w *world) { w.match() },
		"build": func(w *world) { w.build() },
	}
	orders := map[string][]string{
		"at once":                {"first", "other", "late", "match", "build"},
		"one by one":             {"other", "match", "build", "late", "match", "build", "first", "match", "build"},
		"backwards and repeated": {"late", "other", "late", "match", "match", "build", "first", "other", "match", "build", "build"},
	}
	var mu sync.Mutex
	written := map[string]map[string][]byte{}
	for name, order := range orders {
		t.Run(name, func(t *testing.T) {
			storetest.Engines(t, func(t *testing.T, s *store.Store) {
				w := newWorld(t, t.Context(), s)
				w.at(3, 8)
				w.registry(all...)
				for _, part := range order {
					parts[part](w)
				}
				w.at(5, 9)
				batches, err := w.as(maker).Batches(w.ctx, programme, w.period.String())
				w.must(err)
				for _, b := range batches {
					w.submit(b.ID)
					w.approve(b.ID)
				}
				w.at(8, 9)
				w.write()
				w.instructedOnce(all...)
				mu.Lock()
				defer mu.Unlock()
				written[s.Engine()+", "+name] = w.out.files
			})
		})
	}
	want := written["sqlite, at once"]
	if len(want) != 8 { // two files, each with manifest and payment table, and the sums of two batches
		t.Fatalf("%d things left", len(want))
	}
	for name, got := range written {
		if diff := cmp.Diff(names(want), names(got)); diff != "" {
			t.Errorf("%s: other files (-sqlite, at once +%s):\n%s", name, name, diff)
		}
		for file, content := range want {
			if !slices.Equal(got[file], content) {
				t.Errorf("%s: %s has other bytes", name, file)
			}
		}
	}
}

func names(files map[string][]byte) []string {
	var out []string
	for name := range files {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
