//go:build unix

package beneficiary_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"chitra/beneficiary"
	"chitra/internal/sheet"
)

// benchRows is how many people the list of the benchmarks has.
const benchRows = 100_000

// bigList is a list of n people as a department sends it: every column of the
// template, each person another one, a total below.
func bigList(n int) []byte {
	rows := make([]row, 0, n+4)
	rows = append(rows, row{"ỦY BAN NHÂN DÂN XÃ MÂY TRẮNG"}, row{"Danh sách chi trả tháng 7 năm 2024"},
		row{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD/ĐDCN", "Địa chỉ", "Xã/Phường", "Mã/Loại đối tượng", "Hệ số",
			"Mức", "Truy lĩnh", "Thu hồi", "Tổng tiền", "Số tài khoản", "Ngân hàng", "Chủ tài khoản", "Quan hệ", "Ghi chú"})
	for i := range n {
		rows = append(rows, bigPerson(i))
	}
	total := make(row, 13)
	total[1], total[12] = "Tổng cộng", n*750_000
	return deflated(of(append(rows, total)...).bytes())
}

// bigPerson is one line of bigList.
func bigPerson(i int) row {
	families := [...]string{"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"}
	middles := [...]string{"Văn", "Thị", "Minh", "Ngọc", "Đức", "Thuý", "Quốc"}
	givens := [...]string{"Hùng", "Lan", "Thuý", "Đức", "Hoà", "Hương", "Tuấn", "Yến", "Phượng", "Khánh", "Nghĩa", "Quỳnh", "Giàu"}
	banks := [...]string{"Agribank", "MB", "Vietcombank", "NH TMCP Công thương Việt Nam", "BIDV chi nhánh Mây", "LPBank"}
	sexes, woman, year := [...]string{"Nam", "Nữ"}, i%2, 1940+i%60
	born := time.Date(year, time.Month(i%12+1), i%28+1, 0, 0, 0, 0, time.UTC).Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC))
	name := families[i%len(families)] + " " + middles[i/3%len(middles)] + " " + givens[i/7%len(givens)]
	number := fmt.Sprintf("999%d%02d%06d", woman+year/2000*2, year%100, i*7919%1_000_000)
	return row{i + 1, name, day(int(born.Hours()) / 24), sexes[woman], number, fmt.Sprintf("Thôn %d", i%40+1), "Xã Mây Trắng", "06C", num("1.5"),
		750_000, nil, nil, 750_000, fmt.Sprintf("01%08d", i), banks[i%len(banks)], name}
}

// deflated is a package with its parts packed, as programs save it.
func deflated(data []byte) []byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		panic(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		from, err := f.Open()
		if err != nil {
			panic(err)
		}
		to, err := w.Create(f.Name)
		if err == nil {
			_, err = io.Copy(to, from)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// BenchmarkImport reads a workbook of 100,000 people with every check on, from
// its bytes to the list, on one core; and the same bytes through excelize, as
// rows of texts without any check. Rows a second are by the clock, beside them by
// the processor's own time, which a busy machine does not change. Memory is the
// most that was in use beyond what was before, the list itself included.
func BenchmarkImport(b *testing.B) {
	data := bigList(benchRows)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var ours, theirs time.Duration
	b.Run("chitra", func(b *testing.B) {
		ours, _ = measure(b, benchRows, func() {
			table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
			if err != nil {
				b.Fatal(err)
			}
			l, err := beneficiary.Read(table, corpusOptions(b))
			if err != nil || len(l.Rows) != benchRows || len(l.Issues) != 0 {
				b.Fatalf("%v: %+v", err, l)
			}
		})
	})
	b.Run("excelize", func(b *testing.B) {
		theirs, _ = measure(b, benchRows, func() {
			if rows := rowsOfExcelize(b, data); rows != benchRows+4 {
				b.Fatalf("%d rows", rows)
			}
		})
	})
	b.Run("ratio", func(b *testing.B) {
		if ours == 0 || theirs == 0 {
			b.Skip("only one of the two was run")
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(theirs.Seconds()/ours.Seconds(), "x-excelize")
	})
}

func rowsOfExcelize(b *testing.B, data []byte) (rows int) {
	b.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	it, err := f.Rows(f.GetSheetName(0))
	if err != nil {
		b.Fatal(err)
	}
	for it.Next() {
		if _, err := it.Columns(); err != nil {
			b.Fatal(err)
		}
		rows++
	}
	return rows
}

// BenchmarkImportLarge reads a list of 200,000 people, a province in one file. It
// fails where that takes more memory than a small office machine has to spare:
// the list itself is in it, some 1.5 KiB a person.
func BenchmarkImportLarge(b *testing.B) {
	const people, limit = 200_000, 640
	data := bigList(people)
	_, peak := measure(b, people, func() {
		l, err := readList(b, data, "")
		if err != nil || len(l.Rows) != people {
			b.Fatalf("%v", err)
		}
	})
	if peak > limit {
		b.Errorf("%d MiB in use at the most; the limit is %d", peak, limit)
	}
}

// measure runs read as a benchmark over so many rows and returns the processor's
// time of one run, and the most memory in MiB.
func measure(b *testing.B, rows int, read func()) (spent time.Duration, peakMiB uint64) {
	b.Helper()
	debug.FreeOSMemory()
	before, stop := heapInUse(), make(chan struct{})
	peak := make(chan uint64)
	go func() {
		var most uint64
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(5 * time.Millisecond):
				most = max(most, heapInUse())
			}
		}
	}()
	began := cpuTime(b)
	b.ReportAllocs()
	for b.Loop() {
		read()
	}
	spent = (cpuTime(b) - began) / time.Duration(b.N)
	close(stop)
	most := <-peak
	peakMiB = (most - min(before, most)) >> 20
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(rows)/spent.Seconds(), "rows/cpu-s")
	b.ReportMetric(float64(peakMiB), "peakMiB")
	return spent, peakMiB
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// cpuTime is what this process has used of the processor so far.
func cpuTime(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
