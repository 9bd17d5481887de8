package store_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"

	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// importPeak takes an answer about n payments in and says what that added to the
// heap at most, beside the bytes of the file.
func importPeak(t testing.TB, s *store.Store, n int) int64 {
	t.Helper()
	o := sentOut(n)
	o.send(t, s)
	data := o.answer()
	o = onItsWay{}
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	peak := watchHeap()
	out, err := bankDesk(s).ImportResult(t.Context(), "answer.xml", data)
	most := peak()
	if err != nil || out.Matched != n || out.Moved["paid"] != n-n/20 || out.Moved["rejected"] != n/20 {
		t.Fatalf("%+v, %v", out, err)
	}
	runtime.KeepAlive(data)
	return int64(most) - int64(before.HeapAlloc)
}

// TestAnAnswerInLots: of a line that was written next to nothing is kept, however
// many follow.
func TestAnAnswerInLots(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(10)) // so that the heap is what is kept
	const few, many, most = 8_000, 20_000, 700
	var peaks [2]int64
	for i, n := range []int{few, many} {
		peaks[i] = importPeak(t, storetest.Open(t, storetest.SQLite(t)), n)
	}
	if each := (peaks[1] - peaks[0]) / (many - few); each > most {
		t.Errorf("%d bytes a line are kept, want at most %d (%d and %d in all)", each, most, peaks[0], peaks[1])
	} else {
		t.Logf("%d bytes a line are kept, %d and %d in all", each, peaks[0], peaks[1])
	}
}

// BenchmarkResultMemory says what large answers add to the heap, as the program
// runs, beside their own bytes.
func BenchmarkResultMemory(b *testing.B) {
	for _, n := range []int{20_000, 200_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			peak := int64(0)
			for b.Loop() {
				s := storetest.Open(b, "sqlite:"+filepath.Join(b.TempDir(), "store.db"))
				peak = max(peak, importPeak(b, s, n))
			}
			b.ReportMetric(float64(peak)/(1<<20), "peak_MiB")
			b.ReportMetric(float64(peak)/float64(n), "bytes/line")
			b.ReportMetric(0, "ns/op")
		})
	}
}
