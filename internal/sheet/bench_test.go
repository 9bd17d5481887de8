package sheet

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

const (
	benchRows    = 100_000
	benchColumns = 14
)

// benchBook is a list of 100,000 × 14 as Excel saves it: texts shared, numbers
// and dates by style, every row another person.
func benchBook(tb testing.TB) []byte {
	tb.Helper()
	var rows, texts strings.Builder
	shared := 0
	text := func(col byte, row int, s string) {
		fmt.Fprintf(&texts, "<si><t>%s</t></si>", s)
		fmt.Fprintf(&rows, `<c r="%c%d" s="4" t="s"><v>%d</v></c>`, col, row, shared)
		shared++
	}
	number := func(col byte, row, style, n int) {
		fmt.Fprintf(&rows, `<c r="%c%d" s="%d"><v>%d</v></c>`, col, row, style, n)
	}
	for i := 1; i <= benchRows; i++ {
		fmt.Fprintf(&rows, `<row r="%d" spans="1:14" x14ac:dyDescent="0.25">`, i)
		number('A', i, 0, i)
		text('B', i, fmt.Sprintf("Nguyễn Thị Hoà %d", i))
		text('C', i, fmt.Sprintf("999%09d", i*7919%1_000_000_000))
		number('D', i, 1, 20_000+i%15_000)
		text('E', i, fmt.Sprintf("Thôn %d, xã Đông Hoà", i%5000))
		text('F', i, fmt.Sprintf("0123%09d", i*31))
		text('G', i, "Ngân hàng Nông nghiệp "+string(rune('A'+i%26)))
		for col := byte('H'); col <= 'M'; col++ {
			number(col, i, 2, 500_000+i*int(col)%1_000_000)
		}
		text('N', i, fmt.Sprintf("Ghi chú %d", i))
		rows.WriteString(`</row>`)
	}
	p := book(`<dimension ref="A1:N100000"/><sheetData>` + rows.String() + `</sheetData>`)
	p.set("xl/sharedStrings.xml", fmt.Sprintf(`<sst %s count="%d" uniqueCount="%d">%s</sst>`, mainNS, shared, shared, texts.String()))
	return p.bytes(tb)
}

// BenchmarkRows reads the same workbook with this package and with excelize.
// Rows a second count from the bytes to the last row, opening included; the
// memory is the most that was in use beyond what was before. x-excelize is how
// many times faster this package is.
func BenchmarkRows(b *testing.B) {
	data := benchBook(b)
	b.Logf("workbook of %d × %d, %d bytes", benchRows, benchColumns, len(data))
	var ours, theirs time.Duration // for one reading
	b.Run("sheet", func(b *testing.B) {
		peak := measure(b, func() {
			w, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
			check(b, err)
			rows := 0
			for row, err := range w.Rows(0) {
				check(b, err)
				rows += len(row.Cells) / benchColumns
			}
			if rows != benchRows {
				b.Fatalf("%d rows", rows)
			}
		})
		ours = b.Elapsed() / time.Duration(b.N)
		if peak > 100 {
			b.Errorf("%d MiB in use at the most; the limit is 100", peak)
		}
	})
	b.Run("excelize", func(b *testing.B) {
		measure(b, func() {
			f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
			check(b, err)
			defer func() { check(b, f.Close()) }()
			it, err := f.Rows("Sheet1")
			check(b, err)
			rows := 0
			for it.Next() {
				columns, err := it.Columns()
				check(b, err)
				rows += len(columns) / benchColumns
			}
			if rows != benchRows {
				b.Fatalf("%d rows", rows)
			}
		})
		theirs = b.Elapsed() / time.Duration(b.N)
	})
	b.Run("ratio", func(b *testing.B) {
		if ours == 0 || theirs == 0 {
			b.Skip("only one of the two was run")
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-excelize")
	})
}

// BenchmarkOpen shows what of reading is checking the container and reading
// the shared strings.
func BenchmarkOpen(b *testing.B) {
	data := benchBook(b)
	measure(b, func() {
		_, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
		check(b, err)
	})
}

// measure runs read as a benchmark, and reports rows a second and the peak of
// memory in MiB, which it returns.
func measure(b *testing.B, read func()) (peak uint64) {
	b.Helper()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before := m.HeapAlloc
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc-min(before, m.HeapAlloc))
			}
		}
	}()
	b.ReportAllocs()
	for b.Loop() {
		read()
	}
	close(stop)
	<-done
	b.ReportMetric(float64(benchRows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(peak>>20), "peakMiB")
	return peak >> 20
}

func BenchmarkCSV(b *testing.B) {
	var text strings.Builder
	for i := range benchRows {
		fmt.Fprintf(&text, "%d;Nguyễn Thị Hoà %d;%012d;01/02/1950;Thôn %d;750000\n", i, i, i, i%500)
	}
	b.SetBytes(int64(text.Len()))
	measure(b, func() {
		f, err := ReadCSV(strings.NewReader(text.String()), int64(text.Len()), Limits{})
		check(b, err)
		for _, err := range f.Rows(0) {
			check(b, err)
		}
	})
}
