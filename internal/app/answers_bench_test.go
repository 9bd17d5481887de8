package app_test

import (
	"testing"
	"time"

	"chitra/internal/store/storetest"
)

// BenchmarkImportResult takes one answer about 2,000 payments in on the embedded
// store, from its bytes to committed states with full sync: three of four are
// paid, one is refused.
func BenchmarkImportResult(b *testing.B) {
	const n = 2000
	people := crowd(n)
	var took time.Duration
	for b.Loop() {
		w := newWorld(b, b.Context(), storetest.Open(b, storetest.SQLite(b)))
		w.sent(people...)
		w.at(11, 9)
		var words []word
		for _, attempts := range w.instructions() {
			x := word{reference: attempts[0].ID, status: "ACCC", amount: severeAmount, bankRef: "FT" + attempts[0].ID}
			if len(words)%4 == 3 {
				x.status, x.reason = "RJCT", "AC04"
			}
			words = append(words, x)
		}
		answer := pain002("B1", words...)
		w.as(bankDesk).LotLines(4000) // as the program does
		start := time.Now()
		out := w.answered(answer)
		took += time.Since(start)
		if out.Matched != len(words) || out.Moved["paid"]+out.Moved["rejected"] != len(words) || len(words) < n/2 {
			b.Fatalf("%d words, %+v", len(words), out.Moved)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/took.Seconds(), "results/s")
}
