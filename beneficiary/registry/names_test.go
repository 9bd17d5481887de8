package registry

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"chitra/internal/viet"
)

func unmark(s string) string { return viet.Fold(s) }

func splitName(s string) []string { return strings.Fields(s) }

func TestNamesAreComparedBySyllables(t *testing.T) {
	for _, tc := range []struct {
		list, registry string
		want           Agreement
	}{
		{"Nguyễn Thị Hoà", "NGUYỄN THỊ HÒA", Equal},
		{"Lí Thuỷ", "Lý Thủy", Equal},
		{norm.NFD.String("Đặng Thị Thuý"), "Đặng Thị Thúy", Equal},
		{"Ðặng Văn Bé", "Đặng Văn Bé", Equal},
		{"Đặng Văn Bé.", "Đặng Văn Bé", Normalised},
		{"H'Yăng Êban", "H’ Yăng Êban", Normalised},
		{"Bà Đặng Thị Bé", "Đặng Thị Bé", Normalised},
		{"Ông Thị Bé", "Ông Thị Bé", Equal},
		{"Ông Bé", "Bé", Differs},
		{"DANG THI BE", "Đặng Thị Bé", Unmarked},
		{"Dang Thị Be", "Đặng Thị Bé", Similar},
		{"Đặng Bé", "Đặng Thị Bé", MiddleMissing},
		{"Đặng T. Bé", "Đặng Thị Bé", MiddleMissing},
		{"Đặng Thị Ngọc Bé", "Đặng Thị Bé", Differs},
		{"Đặng Thị Bé", "Đặng Thị Ngọc Bé", MiddleMissing},
		{"Thị Bé", "Đặng Thị Bé", Differs},
		{"Đặng Thị Hoa", "Đặng Thị Hoài", Similar},
		{"Đặng Thị Hoa", "Đặng Thị Hoai", OneEdit},
		{"Đặng Văn Mạnh", "Đặng Văn Minh", Similar},
		{"Đặng Văn Manh", "Đặng Văn Minh", OneEdit},
		{"Đặng Văn Thnah", "Đặng Văn Thanh", OneEdit},
		{"Đặng Văn Bế", "Đặng Văn Bé", OneEdit},
		{"Đặng Văn Be", "Đăng Văn Bé", Similar},
		{"", "Đặng Văn Bé", Unknown},
		{"Đặng Văn Bé", "Trần Thị Lan", Differs},
	} {
		if got := compareNames(tc.list, tc.registry); got != tc.want {
			t.Errorf("%q, %q: %s, want %s", tc.list, tc.registry, got, tc.want)
		}
	}
}

func TestWithinEdits(t *testing.T) {
	for _, tc := range []struct {
		a, b  string
		limit int
		want  bool
	}{
		{"", "", 0, true},
		{"999050123456", "999050123456", 0, true},
		{"999050123456", "999050123457", 1, true},
		{"999050123456", "999050123465", 1, true},
		{"999050123456", "999050123565", 1, false},
		{"999050123456", "999050123546", 1, true},
		{"999050123456", "999051234560", 2, true}, // a digit left out, one added
		{"999050123456", "999050123999", 2, false},
		{"Hoa", "Hoai", 1, true},
		{"Hoa", "Hi", 1, false},
		{strings.Repeat("1", 40), strings.Repeat("1", 39) + "2", 5, false},
	} {
		if got := within(tc.a, tc.b, tc.limit); got != tc.want {
			t.Errorf("within(%q, %q, %d) = %v", tc.a, tc.b, tc.limit, got)
		}
		if got := within(tc.b, tc.a, tc.limit); got != tc.want {
			t.Errorf("within(%q, %q, %d) = %v", tc.b, tc.a, tc.limit, got)
		}
	}
}
