package portal_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

// plainResult is a table of n lines.
func plainResult(n int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "rows;%d\nend_to_end_id;status;amount;reason\n", n)
	for i := range n {
		fmt.Fprintf(&b, "C%015d;failed;750000;AC04\n", i)
	}
	return b.Bytes()
}

// readResult counts the lines of a table and what they add to the heap at most.
func readResult(t testing.TB, data []byte) (lines int, peak uint64) {
	t.Helper()
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse
	}
	runtime.GC()
	base := heap()
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	_, answers := portal.ReadResult(table)
	for _, err := range answers {
		if err != nil {
			t.Fatal(err)
		}
		if lines++; lines%20_000 == 0 {
			if now := heap(); now > base {
				peak = max(peak, now-base)
			}
		}
	}
	return lines, peak
}

func TestManyLinesInFlatMemory(t *testing.T) {
	const n, most = 200_000, 24 << 20
	if lines, peak := readResult(t, plainResult(n)); lines != n || peak > most {
		t.Errorf("%d lines, %d bytes more on the heap, want at most %d", lines, peak, most)
	}
}

// BenchmarkReadResult reads a plain table; peak-MB is what it adds to the heap.
func BenchmarkReadResult(b *testing.B) {
	const n = 200_000
	data := plainResult(n)
	var took time.Duration
	var most uint64
	for b.Loop() {
		start := time.Now()
		_, peak := readResult(b, data)
		took += time.Since(start)
		most = max(most, peak)
	}
	b.ReportMetric(float64(n)*float64(b.N)/took.Seconds(), "lines/s")
	b.ReportMetric(float64(most)/(1<<20), "peak-MB")
}
