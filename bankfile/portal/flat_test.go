package portal_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"chitra/bankfile"
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

// resultBook is a workbook of n lines as MB's portal writes it, no two alike.
func resultBook(t testing.TB, n int) []byte {
	t.Helper()
	book := sheet.NewBook()
	w, err := book.AddSheet("KQ", sheet.SheetOptions{})
	row := func(values ...sheet.Value) {
		if _, rowErr := w.Row(values...); rowErr != nil {
			t.Fatal(rowErr)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	row(sheet.TextValue("Tổng số giao dịch"), sheet.IntValue(int64(n)))
	head := []string{"STT", "Số tài khoản", "Tên người thụ hưởng", "Ngân hàng thụ hưởng", "Số tiền", "Nội dung chuyển khoản", "Trạng thái", "Trạng thái hạch toán", "Số bút toán"}
	values := make([]sheet.Value, len(head))
	for i, h := range head {
		values[i] = sheet.TextValue(h)
	}
	row(values...)
	var headed bytes.Buffer
	if _, err := book.WriteTo(&headed); err != nil {
		t.Fatal(err)
	}
	fill := sheet.Fill{First: 3, Count: n, Columns: []int{0, 1, 2, 3, 4, 5, 6, 7, 8}, Rows: func(yield func([]sheet.Value) bool) {
		for i := range n {
			if !yield([]sheet.Value{sheet.IntValue(int64(i + 1)), sheet.TextValue(fmt.Sprintf("9990%08d", i)), sheet.TextValue(fmt.Sprintf("NGUOI THU %d", i)),
				sheet.TextValue("Quân đội (MB)"), sheet.AmountValue(750_000), sheet.TextValue(fmt.Sprintf("C%015d CHI TRA", i)), sheet.TextValue("Thành công"),
				sheet.TextValue("Đã trừ tiền"), sheet.TextValue(fmt.Sprintf("FT%08d", i))}) {
				return
			}
		}
	}}
	var out bytes.Buffer
	if err := sheet.WriteFilled(&out, bytes.NewReader(headed.Bytes()), int64(headed.Len()), 0, fill); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A workbook's lines are handed out as they are read, whatever their number.
func TestManyRowsOfAWorkbookInFlatMemory(t *testing.T) {
	const n, most = 200_000, 24 << 20
	if lines, peak := readResult(t, resultBook(t, n)); lines != n || peak > most {
		t.Errorf("%d lines, %d bytes more on the heap, want at most %d", lines, peak, most)
	}
}

// What a portal takes is written line by line, whatever the number of lines.
func TestManyLinesAreWrittenInFlatMemory(t *testing.T) {
	const n, most = 200_000, 32 << 20
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	one, _ := set.ByName("mb")
	p := *one
	p.Out.MaxRows = n
	prepared, _, err := p.Format().Prepare(line(0))
	if err != nil {
		t.Fatal(err)
	}
	var m runtime.MemStats
	heap := func() uint64 { runtime.ReadMemStats(&m); return m.HeapInuse }
	runtime.GC()
	base, peak := heap(), uint64(0)
	lines := func(yield func(bankfile.Line) bool) {
		l := prepared
		for i := range n {
			l.EndToEndID = reference(i)
			l.Remittance = l.EndToEndID + " CHI TRA"
			l.AccountNumber = fmt.Sprintf("9990%08d", i)
			if i%20_000 == 0 {
				peak = max(peak, heap())
			}
			if !yield(l) {
				return
			}
		}
	}
	totals, err := bankfile.Sum(lines)
	if err != nil {
		t.Fatal(err)
	}
	h := fileHeader(t)
	written := &counted{}
	if err := p.Format().Write(written, h, lines, totals); err != nil {
		t.Fatal(err)
	}
	if written.n < n || peak-base > most {
		t.Errorf("%d bytes written, %d bytes more on the heap, want at most %d", written.n, peak-base, most)
	}
}

type counted struct{ n int }

func (c *counted) Write(b []byte) (int, error) { c.n += len(b); return len(b), nil }

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
