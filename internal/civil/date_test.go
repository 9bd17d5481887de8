package civil

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func date(t testing.TB, iso string) Date {
	t.Helper()
	d, err := ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func anyDay() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		moment := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 3_652_058).Draw(t, "day"))
		return Date{year: int16(moment.Year()), month: uint8(moment.Month()), day: uint8(moment.Day())}
	})
}

// anyDate is a date of any precision.
func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		d := anyDay().Draw(t, "full")
		switch rapid.SampledFrom([]Precision{Day, MonthOnly, YearOnly}).Draw(t, "precision") {
		case YearOnly:
			return Date{year: d.year}
		case MonthOnly:
			return Date{year: d.year, month: d.month}
		}
		return d
	})
}

func TestNewRefusesWhatDoesNotExist(t *testing.T) {
	for _, ymd := range [][3]int{
		{2023, 2, 29}, {1900, 2, 29}, {2024, 2, 30}, {2024, 4, 31}, {2024, 13, 1}, {2024, 0, 1}, {2024, 1, 0}, {2024, 1, -1},
		{0, 1, 1}, {10000, 1, 1}, {-5, 1, 1}, {2024, 1, 257}, {2024, 257, 1}, {65537, 1, 1},
	} {
		if d, err := NewDate(ymd[0], ymd[1], ymd[2]); !errors.Is(err, ErrNoDate) || !d.IsZero() {
			t.Errorf("NewDate(%v) = %v, %v", ymd, d, err)
		}
	}
	if _, err := NewYearMonth(2024, 13); !errors.Is(err, ErrNoDate) {
		t.Errorf("month 13: %v", err)
	}
	if _, err := NewYear(0); !errors.Is(err, ErrNoDate) {
		t.Errorf("year 0: %v", err)
	}
	for _, ymd := range [][3]int{{2024, 2, 29}, {2000, 2, 29}, {1, 1, 1}, {9999, 12, 31}} {
		if d, err := NewDate(ymd[0], ymd[1], ymd[2]); err != nil || [3]int{d.Year(), d.Month(), d.Day()} != ymd {
			t.Errorf("NewDate(%v) = %v, %v", ymd, d, err)
		}
	}
}

func TestTexts(t *testing.T) {
	for iso, want := range map[string]string{"2024-12-31": "31/12/2024", "2024-02": "02/2024", "1950": "1950", "0007-01-02": "02/01/0007"} {
		d := date(t, iso)
		if d.String() != want || d.ISO() != iso {
			t.Errorf("%s is %q and %q", iso, d.String(), d.ISO())
		}
	}
	if (Date{}).ISO() != "" || (Date{}).String() != "" {
		t.Error("no date has a text")
	}
}

func TestParseISORefuses(t *testing.T) {
	for _, s := range []string{
		"", "-", "2024-", "2024-1-1", "24-01-01", "2024/01/01", "2024-01-01T00:00:00", "2024-13", "2023-02-29",
		"２０２４", " 2024", "2024-01-01-01", "+024", "-2024", "0000", "2024--01",
	} {
		if d, err := ParseISO(s); !errors.Is(err, ErrNoDate) || !d.IsZero() {
			t.Errorf("ParseISO(%q) = %v, %v", s, d, err)
		}
	}
}

func TestParseDMY(t *testing.T) {
	for s, want := range map[string]string{
		"31/12/1950": "1950-12-31", "1/2/1950": "1950-02-01", "01-02-1950": "1950-02-01", "1.2.1950": "1950-02-01",
		"12/1950": "1950-12", "1950": "1950",
	} {
		if d, err := ParseDMY(s); err != nil || d.ISO() != want {
			t.Errorf("ParseDMY(%q) = %v, %v; want %s", s, d, err, want)
		}
	}
	for _, s := range []string{
		"", "/", "31/12/50", "31/13/1950", "31/12-1950", "1950/12/31", "31/12/", "/12/1950", "1/1/1/1950", "001/01/1950", "31 12 1950", "31/12/1950 ",
	} {
		if d, err := ParseDMY(s); !errors.Is(err, ErrNoDate) || !d.IsZero() {
			t.Errorf("ParseDMY(%q) = %v, %v", s, d, err)
		}
	}
}

func TestTextsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		if got, err := ParseISO(d.ISO()); err != nil || got != d {
			t.Errorf("%q read as %v, %v", d.ISO(), got, err)
		}
		if got, err := ParseDMY(d.String()); err != nil || got != d {
			t.Errorf("%q read as %v, %v", d.String(), got, err)
		}
	})
}

func TestCompare(t *testing.T) {
	ascending := []Date{{}, date(t, "1950"), date(t, "1950-01"), date(t, "1950-01-01"), date(t, "1950-01-31"), date(t, "1950-02"), date(t, "1951")}
	for i, d := range ascending {
		for j, e := range ascending {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := d.Compare(e); got != want {
				t.Errorf("%v against %v = %d, want %d", d, e, got, want)
			}
		}
	}
}

// Every day within a date's bounds, and no other, is within the date.
func TestBoundsAndWithinAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		first, last := d.Bounds()
		if !first.Within(d) || !last.Within(d) || first.AddDays(-1).Within(d) || last.AddDays(1).Within(d) {
			t.Errorf("%v has bounds %v and %v", d, first, last)
		}
		day := anyDay().Draw(t, "day")
		if between := day.Compare(first) >= 0 && day.Compare(last) <= 0; between != day.Within(d) {
			t.Errorf("%v within %v = %v", day, d, !between)
		}
	})
	if (Date{}).Within(Date{}) || date(t, "1950").Within(date(t, "1950-01")) || !date(t, "1950-01").Within(date(t, "1950")) {
		t.Error("precision is not respected")
	}
}

func TestDayArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay().Draw(t, "day"), rapid.IntRange(-5_000_000, 5_000_000).Draw(t, "n")
		e := d.AddDays(n)
		if e.IsZero() {
			return
		}
		if days, ok := e.DaysSince(d); !ok || days != n || e.AddDays(-n) != d {
			t.Errorf("%v and %d days is %v, which is %d days since", d, n, e, days)
		}
		if _, err := NewDate(e.Year(), e.Month(), e.Day()); err != nil {
			t.Error(err)
		}
		if got, want := int(e.Weekday()), ((int(d.Weekday())+n)%7+7)%7; got != want {
			t.Errorf("%v is weekday %d, want %d", e, got, want)
		}
	})
}

func TestDayArithmeticAtTheEdges(t *testing.T) {
	last := date(t, "9999-12-31")
	if got := last.AddDays(1); !got.IsZero() {
		t.Errorf("day after the last = %v", got)
	}
	if got := date(t, "0001-01-01").AddDays(-1); !got.IsZero() {
		t.Errorf("day before the first = %v", got)
	}
	if got := date(t, "2024-01-01").AddDays(1 << 62); !got.IsZero() {
		t.Errorf("absurd distance = %v", got)
	}
	if got := date(t, "2024-07").AddDays(3); got != date(t, "2024-07") {
		t.Errorf("days added to a month = %v", got)
	}
	if _, ok := date(t, "2024-07").DaysSince(last); ok {
		t.Error("days counted from a month")
	}
	if date(t, "2024-07-01").Weekday() != time.Monday {
		t.Error("1/7/2024 was a Monday")
	}
}

func TestSwapped(t *testing.T) {
	for iso, want := range map[string]string{"1950-12-03": "1950-03-12", "1950-12-31": "", "1950-05-05": "", "1950-05": "", "1950": "", "1950-01-13": ""} {
		got, ok := date(t, iso).Swapped()
		if got.ISO() != want || ok != (want != "") {
			t.Errorf("%s swapped = %v, %v", iso, got, ok)
		}
		if back, _ := got.Swapped(); ok && back.ISO() != iso {
			t.Errorf("%s swapped twice = %v", iso, back)
		}
	}
}

func TestDateOfIsTheDayInVietnam(t *testing.T) {
	for moment, want := range map[time.Time]string{
		time.Date(2024, 6, 30, 16, 59, 59, 0, time.UTC): "2024-06-30",
		time.Date(2024, 6, 30, 17, 0, 0, 0, time.UTC):   "2024-07-01",
		time.Date(2024, 7, 1, 0, 0, 0, 0, Zone()):       "2024-07-01",
		time.Date(9999, 12, 31, 20, 0, 0, 0, time.UTC):  "",
	} {
		if got := DateOf(moment); got.ISO() != want {
			t.Errorf("%v is %v, want %s", moment, got, want)
		}
	}
	if name, offset := time.Unix(0, 0).In(Zone()).Zone(); name != "ICT" || offset != 7*3600 {
		t.Errorf("zone is %s %d", name, offset)
	}
}

func TestFromSerial(t *testing.T) {
	for _, tc := range []struct {
		days int
		sys4 bool
		want string
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"}, {18628, false, "1950-12-31"},
		{45658, false, "2025-01-01"}, {2958465, false, "9999-12-31"},
		{0, true, "1904-01-01"}, {60, true, "1904-03-01"}, {44196, true, "2025-01-01"}, {2957003, true, "9999-12-31"},
		{0, false, ""}, {-1, false, ""}, {60, false, ""}, {2958466, false, ""}, {-1, true, ""}, {2957004, true, ""}, {1 << 62, true, ""},
	} {
		got, err := FromSerial(tc.days, tc.sys4)
		if got.ISO() != tc.want || (err == nil) != (tc.want != "") || err != nil && !errors.Is(err, ErrNoDate) {
			t.Errorf("serial %d (1904 %v) = %v, %v; want %q", tc.days, tc.sys4, got, err, tc.want)
		}
	}
}

func TestNextWorkingDay(t *testing.T) {
	national := func(d Date) bool { return d.Month() == 9 && d.Day() <= 3 }
	for iso, want := range map[string]string{
		"2024-07-01": "2024-07-02", "2024-07-05": "2024-07-08", "2024-07-06": "2024-07-08", "2024-07-07": "2024-07-08",
		"2024-08-30": "2024-09-04",
	} {
		if got := NextWorkingDay(date(t, iso), national); got.ISO() != want {
			t.Errorf("after %s comes %v, want %s", iso, got, want)
		}
	}
	if got := NextWorkingDay(date(t, "2024-07-05"), nil); got.ISO() != "2024-07-08" {
		t.Errorf("without holidays %v", got)
	}
	if got := NextWorkingDay(date(t, "2024-07-05"), func(Date) bool { return true }); !got.IsZero() {
		t.Errorf("only holidays gives %v", got)
	}
	if got := NextWorkingDay(date(t, "2024-07"), nil); !got.IsZero() {
		t.Errorf("after a month comes %v", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2024-12-31", "31/12/2024", "1950", "12.1950", "2024-02-30", "１/1/1950", "1//1950", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseISO(s); err == nil && d.ISO() != s {
			t.Errorf("ParseISO(%q) = %v", s, d)
		} else if err != nil && (!d.IsZero() || !errors.Is(err, ErrNoDate)) {
			t.Errorf("ParseISO(%q) = %v, %v", s, d, err)
		}
		d, err := ParseDMY(s)
		if err != nil {
			if !d.IsZero() || !errors.Is(err, ErrNoDate) {
				t.Errorf("ParseDMY(%q) = %v, %v", s, d, err)
			}
			return
		}
		if again, err := ParseDMY(d.String()); err != nil || again != d {
			t.Errorf("ParseDMY(%q) = %v, read again as %v, %v", s, d, again, err)
		}
	})
}

func TestDayFirst(t *testing.T) {
	for text, want := range map[string]string{"2024-12-31": "31/12/2024", "2024-12": "12/2024", "2024": "2024", "": "", "2024-02-30": "2024-02-30", "x": "x"} {
		if got := DayFirst(text); got != want {
			t.Errorf("DayFirst(%q) = %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"2024-12-31 > 2024-06-30":                                      "31/12/2024 > 30/06/2024",
		"plant.add 2024-07: no, (1950)":                                "plant.add 07/2024: no, (1950)",
		"(2024-12-31), 2024-12.":                                       "(31/12/2024), 12/2024.",
		"at 2024-08-01T00:30:00.000Z,":                                 "at 07:30 01/08/2024,",
		`"2024-12-31"  A-2024-12-31 /x/2024-12 2024-12-31.xml 2024-13`: `"2024-12-31"  A-2024-12-31 /x/2024-12 2024-12-31.xml 2024-13`,
		"": "",
	} {
		if got := DaysFirst(text); got != want {
			t.Errorf("DaysFirst(%q) = %q, want %q", text, got, want)
		}
	}
}
