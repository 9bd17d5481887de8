package civil

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// ErrNoDate is wrapped by every error about a day, month or year that does not
// exist, or a text that is none.
var ErrNoDate = errors.New("no such date")

// Precision says how much of a date is known. A larger value knows more.
type Precision uint8

// The precisions of a Date. None is that of the zero Date.
const (
	None     Precision = iota
	YearOnly           // 1950
	MonthOnly
	Day
)

// Date is a day, or only a month, or only a year, of the Gregorian calendar,
// years 1–9999. Dates are compared with == or Compare. The zero value is no
// date.
type Date struct {
	year       int16
	month, day uint8
}

// NewDate makes a day. A day that does not exist is ErrNoDate.
func NewDate(year, month, day int) (Date, error) {
	if !validMonth(year, month) || day < 1 || day > daysIn(year, month) {
		return Date{}, fmt.Errorf("make date %d-%d-%d: %w", year, month, day, ErrNoDate)
	}
	return Date{year: int16(year), month: uint8(month), day: uint8(day)}, nil
}

// NewYearMonth makes a date of which only month and year are known.
func NewYearMonth(year, month int) (Date, error) {
	if !validMonth(year, month) {
		return Date{}, fmt.Errorf("make date %d-%d: %w", year, month, ErrNoDate)
	}
	return Date{year: int16(year), month: uint8(month)}, nil
}

// NewYear makes a date of which only the year is known.
func NewYear(year int) (Date, error) {
	if !validYear(year) {
		return Date{}, fmt.Errorf("make date of year %d: %w", year, ErrNoDate)
	}
	return Date{year: int16(year)}, nil
}

// DateOf returns the day a moment falls on in Zone. A moment outside the years
// 1–9999 is no date.
func DateOf(t time.Time) Date {
	return dateOfDay(t.In(zone).Date())
}

// Year returns the year, 0 for no date.
func (d Date) Year() int { return int(d.year) }

// Month returns the month 1–12, 0 when it is not known.
func (d Date) Month() int { return int(d.month) }

// Day returns the day of the month, 0 when it is not known.
func (d Date) Day() int { return int(d.day) }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Precision returns how much of the date is known.
func (d Date) Precision() Precision {
	switch {
	case d.day > 0:
		return Day
	case d.month > 0:
		return MonthOnly
	case d.year > 0:
		return YearOnly
	}
	return None
}

// Compare returns -1, 0 or +1 by year, month and day. A missing part counts as
// 0: a year stands before its months, a month before its days.
func (d Date) Compare(e Date) int {
	return cmp.Compare(d.ordinal(), e.ordinal())
}

// Bounds returns the first and last day that d can stand for: the day itself,
// or the ends of its month or year.
func (d Date) Bounds() (first, last Date) {
	first, last = d, d
	if d.IsZero() {
		return first, last
	}
	if d.month == 0 {
		first.month, last.month = 1, 12
	}
	if d.day == 0 {
		first.day, last.day = 1, uint8(daysIn(int(d.year), int(last.month)))
	}
	return first, last
}

// Within reports whether every day that d can stand for is one that e can stand
// for: 31/12/1950 is within 12/1950 and within 1950. No date is within none.
func (d Date) Within(e Date) bool {
	if d.IsZero() || e.IsZero() {
		return false
	}
	return d.year == e.year && (e.month == 0 || d.month == e.month) && (e.day == 0 || d.day == e.day)
}

// AddDays returns the day n days later, or earlier for n < 0. A date that is
// not a full day is returned unchanged; leaving the years 1–9999 gives no date.
func (d Date) AddDays(n int) Date {
	if d.day == 0 || n == 0 {
		return d
	}
	const span = 10_000 * 366
	if n > span || n < -span {
		return Date{}
	}
	return dateOfDay(d.midnight().AddDate(0, 0, n).Date())
}

// DaysSince returns the days from e to d, negative when d is earlier; ok is
// false unless both are full days.
func (d Date) DaysSince(e Date) (days int, ok bool) {
	if d.day == 0 || e.day == 0 {
		return 0, false
	}
	return int((d.midnight().Unix() - e.midnight().Unix()) / secondsPerDay), true
}

// Weekday returns the day of the week; Sunday, which is 0, for a date that is
// not a full day.
func (d Date) Weekday() time.Weekday {
	if d.day == 0 {
		return time.Sunday
	}
	return d.midnight().Weekday()
}

// Swapped returns d with day and month exchanged, the slip of d/m/y read as
// m/d/y; ok is false when that is no date, or the same one.
func (d Date) Swapped() (swapped Date, ok bool) {
	if d.day == d.month || d.day == 0 || d.day > 12 {
		return Date{}, false
	}
	return Date{year: d.year, month: d.day, day: d.month}, true
}

const secondsPerDay = 24 * 60 * 60

// midnight is the moment in UTC, for counting days.
func (d Date) midnight() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// ordinal sorts like Compare.
func (d Date) ordinal() int {
	return int(d.year)<<16 | int(d.month)<<8 | int(d.day)
}

// dateOfDay takes what package time calls a day; outside the years 1–9999 it is
// no date.
func dateOfDay(year int, month time.Month, day int) Date {
	if !validYear(year) {
		return Date{}
	}
	return Date{year: int16(year), month: uint8(month), day: uint8(day)}
}

func validYear(year int) bool { return 1 <= year && year <= 9999 }

func validMonth(year, month int) bool { return validYear(year) && 1 <= month && month <= 12 }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
