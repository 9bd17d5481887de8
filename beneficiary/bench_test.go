package beneficiary

import (
	"fmt"
	"testing"

	"chitra/internal/sheet"
)

// bigList is a list of n people, each another one.
func bigList(n int) *fakeTable {
	rows := lines(plainHeader())
	names := []string{"Nguyễn Văn Hùng", "TRẦN THỊ LAN", "Lê Thị Thuý", "Phạm Minh Đức", "Hoàng Ngọc Hoà"}
	for i := range n {
		row := plainRow()
		row[0], row[1] = num(fmt.Sprint(i+1)), names[i%len(names)]
		row[2] = fmt.Sprintf("%02d/%02d/1980", i%28+1, i%12+1)
		row[4] = fmt.Sprintf("999080%06d", i*7%1_000_000)
		row[12] = fmt.Sprintf("01%08d", i)
		rows = append(rows, line(i+2, row...))
	}
	return one(rows)
}

func BenchmarkRead(b *testing.B) {
	const n = 20_000
	table, o := bigList(n), options(b)
	var _ sheet.Table = table
	b.ReportAllocs()
	for b.Loop() {
		l, err := Read(table, o)
		if err != nil || len(l.Rows) != n {
			b.Fatal(err, len(l.Rows))
		}
	}
	b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
