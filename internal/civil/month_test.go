package civil

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func month(t testing.TB, s string) Month {
	t.Helper()
	m, err := ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMonth(t *testing.T) {
	m := month(t, "2024-02")
	got := []string{m.String(), m.Vietnamese(), m.First().ISO(), m.Last().ISO(), m.Add(11).String(), m.Add(-2).String()}
	want := []string{"2024-02", "02/2024", "2024-02-01", "2024-02-29", "2025-01", "2023-12"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !m.Contains(date(t, "2024-02-29")) || !m.Contains(date(t, "2024-02")) || m.Contains(date(t, "2024")) || m.Contains(date(t, "2024-03-01")) {
		t.Error("contains the wrong days")
	}
}

func TestNoMonth(t *testing.T) {
	var none Month
	if none.String() != "" || !none.First().IsZero() || !none.Last().IsZero() || !none.Add(1).IsZero() || none.Contains(Date{}) {
		t.Error("no month behaves like one")
	}
	if !MonthOf(date(t, "2024")).IsZero() || !month(t, "9999-12").Add(1).IsZero() || !month(t, "0001-01").Add(-1).IsZero() || !month(t, "2024-01").Add(1<<62).IsZero() {
		t.Error("a month outside the calendar")
	}
	for _, s := range []string{"", "2024", "2024-7", "07/2024", "2024-07-01", "2024-13"} {
		if m, err := ParseMonth(s); !errors.Is(err, ErrNoDate) || !m.IsZero() {
			t.Errorf("ParseMonth(%q) = %v, %v", s, m, err)
		}
	}
	if m, err := NewMonth(2024, 0); !errors.Is(err, ErrNoDate) || !m.IsZero() {
		t.Errorf("month 0 = %v, %v", m, err)
	}
}

func TestMonthArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := MonthOf(anyDay().Draw(t, "day"))
		n := rapid.IntRange(-500, 500).Draw(t, "n")
		sum := m.Add(n)
		if sum.IsZero() {
			return
		}
		if sum.Since(m) != n || sum.Add(-n) != m || sum.Compare(m) != sum.First().Compare(m.First()) {
			t.Errorf("%v and %d months = %v", m, n, sum)
		}
		if next := sum.Last().AddDays(1); !next.IsZero() && next != sum.Add(1).First() {
			t.Errorf("after %v comes %v", sum.Last(), next)
		}
	})
}

func TestMonths(t *testing.T) {
	got := Months(month(t, "2024-11"), month(t, "2025-01"))
	want := []Month{month(t, "2024-11"), month(t, "2024-12"), month(t, "2025-01")}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Month{})); diff != "" {
		t.Error(diff)
	}
	if got := Months(want[2], want[0]); got != nil {
		t.Errorf("backwards = %v", got)
	}
	if got := Months(Month{}, want[0]); got != nil {
		t.Errorf("from no month = %v", got)
	}
}

func TestPeriodName(t *testing.T) {
	for _, tc := range []struct{ from, to, want string }{
		{"2024-07", "2024-07", "tháng 7/2024"},
		{"2024-07", "2024-09", "quý III/2024"},
		{"2024-10", "2024-12", "quý IV/2024"},
		{"2024-01", "2024-03", "quý I/2024"},
		{"2024-01", "2024-12", "năm 2024"},
		{"2024-07", "2024-08", "tháng 7/2024 – tháng 8/2024"},
		{"2024-06", "2024-08", "tháng 6/2024 – tháng 8/2024"},
		{"2024-12", "2025-02", "tháng 12/2024 – tháng 2/2025"},
		{"2024-09", "2024-07", ""},
	} {
		if got := PeriodName(month(t, tc.from), month(t, tc.to)); got != tc.want {
			t.Errorf("%s to %s is %q, want %q", tc.from, tc.to, got, tc.want)
		}
	}
	if got := PeriodName(Month{}, month(t, "2024-07")); got != "" {
		t.Errorf("from no month is %q", got)
	}
}

func TestCompletedYears(t *testing.T) {
	for _, tc := range []struct {
		birth, on string
		years     int
		ok        bool
	}{
		{"2021-03-12", "2025-03-11", 3, true},
		{"2021-03-12", "2025-03-12", 4, true},
		{"2020-02-29", "2021-02-28", 0, true},
		{"2020-02-29", "2021-03-01", 1, true},
		{"2020-02-29", "2024-02-29", 4, true},
		{"2021-03", "2025-02-28", 3, true},
		{"2021-03", "2025-03-15", 0, false},
		{"2021-03", "2025-03-31", 4, true},
		{"1950", "2024-12-31", 74, true},
		{"1950", "2024-12-30", 0, false},
		{"1950", "2025-01-01", 0, false},
		{"2025-01-02", "2025-01-01", 0, false},
		{"2025-01-01", "2025-01-01", 0, true},
	} {
		years, ok := CompletedYears(date(t, tc.birth), date(t, tc.on))
		if years != tc.years || ok != tc.ok {
			t.Errorf("born %s, on %s: %d, %v; want %d, %v", tc.birth, tc.on, years, ok, tc.years, tc.ok)
		}
	}
	if _, ok := CompletedYears(Date{}, date(t, "2025-01-01")); ok {
		t.Error("no date has an age")
	}
}

func TestCompletedMonths(t *testing.T) {
	for _, tc := range []struct {
		birth, on string
		months    int
		ok        bool
	}{
		{"2022-07-15", "2025-07-14", 35, true},
		{"2022-07-15", "2025-07-15", 36, true},
		{"2025-01-31", "2025-02-28", 0, true},
		{"2025-01-31", "2025-03-01", 1, true},
		{"2022-07", "2025-07-15", 0, false},
	} {
		months, ok := CompletedMonths(date(t, tc.birth), date(t, tc.on))
		if months != tc.months || ok != tc.ok {
			t.Errorf("born %s, on %s: %d, %v; want %d, %v", tc.birth, tc.on, months, ok, tc.months, tc.ok)
		}
	}
}

// What a vaguer birth date decides is true of every day it can stand for; ages
// never fall as days pass; twelve completed months are a year.
func TestAgesAreConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		birth := anyDay().Draw(t, "birth")
		on := birth.AddDays(rapid.IntRange(0, 40_000).Draw(t, "lived"))
		if on.IsZero() || on.AddDays(1).IsZero() {
			return
		}
		years, ok := CompletedYears(birth, on)
		months, _ := CompletedMonths(birth, on)
		later, _ := CompletedYears(birth, on.AddDays(1))
		if !ok || years != months/12 || later < years || later > years+1 {
			t.Errorf("born %v, on %v: %d years, %d months, a day later %d years", birth, on, years, months, later)
		}
		for _, vague := range []Date{{year: birth.year}, {year: birth.year, month: birth.month}} {
			if got, ok := CompletedYears(vague, on); ok && got != years {
				t.Errorf("born %v is %d on %v, born %v is %d", birth, years, on, vague, got)
			}
		}
	})
}
