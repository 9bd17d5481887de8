package registry

import (
	"strings"
	"testing"
)

func BenchmarkDecide(b *testing.B) {
	owner := person(b, hung, "Nguyễn Văn Hùng", "1950-03-14")
	x, p := july(b), DefaultPolicy()
	for _, tc := range []struct{ name, list string }{
		{"exact", "Nguyễn Văn Hùng"},
		{"capitals", "NGUYỄN VĂN HÙNG"},
		{"unmarked", "NGUYEN VAN HUNG"},
		{"one_edit", "Nguyễn Văn Húng"},
		{"review", "Trần Thị Lan"},
	} {
		s := subject(b, hung, tc.list, "1950-03-14")
		c := world{owner}.candidates(s)
		b.Run(tc.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Decide(s, c, x, p)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "decisions/s")
		})
	}
}

func BenchmarkLookup(b *testing.B) {
	s := subject(b, hung, "Nguyễn Văn Hùng", "1950-03-14")
	b.ReportAllocs()
	for b.Loop() {
		s.Lookup()
	}
}

func BenchmarkReadCSV(b *testing.B) {
	const lines = 10_000
	text := head + strings.Repeat("999050123456,Nguyễn Văn Hùng,1950-03-14,M,99001,alive,,,H1\n", lines)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for _, err := range ReadCSV(strings.NewReader(text)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(lines*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}
