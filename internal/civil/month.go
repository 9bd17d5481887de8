package civil

import (
	"cmp"
	"fmt"
)

// Month is a calendar month of the years 1–9999, the unit that is paid for. The
// zero value is no month.
type Month struct {
	year  int16
	month uint8
}

// NewMonth makes a month; one that does not exist is ErrNoDate.
func NewMonth(year, month int) (Month, error) {
	if !validMonth(year, month) {
		return Month{}, fmt.Errorf("make month %d-%d: %w", year, month, ErrNoDate)
	}
	return Month{year: int16(year), month: uint8(month)}, nil
}

// ParseMonth reads YYYY-MM and nothing else; other text is ErrNoDate.
func ParseMonth(s string) (Month, error) {
	d, err := ParseISO(s)
	if err != nil {
		return Month{}, err
	}
	if d.Precision() != MonthOnly {
		return Month{}, fmt.Errorf("parse month %q: %w", s, ErrNoDate)
	}
	return MonthOf(d), nil
}

// MonthOf returns the month a date falls in; no month when it is not known.
func MonthOf(d Date) Month {
	if d.month == 0 {
		return Month{}
	}
	return Month{year: d.year, month: d.month}
}

// Year returns the year, 0 for no month.
func (m Month) Year() int { return int(m.year) }

// Month returns 1–12, 0 for no month.
func (m Month) Month() int { return int(m.month) }

// IsZero reports whether m is no month.
func (m Month) IsZero() bool { return m == Month{} }

// String returns "2024-07"; "" for no month.
func (m Month) String() string { return m.date().ISO() }

// Vietnamese returns "07/2024"; "" for no month.
func (m Month) Vietnamese() string { return m.date().String() }

// First returns the first day; no date for no month.
func (m Month) First() Date {
	first, _ := m.date().Bounds()
	return first
}

// Last returns the last day; no date for no month.
func (m Month) Last() Date {
	_, last := m.date().Bounds()
	return last
}

// Add returns the month n months later, or earlier for n < 0. Leaving the years
// 1–9999, and adding to no month, gives no month.
func (m Month) Add(n int) Month {
	const span = 10_000 * 12
	if m.IsZero() || n > span || n < -span {
		return Month{}
	}
	index := m.index() + n
	if year := index / 12; index < 0 || !validYear(year) {
		return Month{}
	}
	return Month{year: int16(index / 12), month: uint8(index%12) + 1}
}

// Since returns the months from o to m, negative when m is earlier.
func (m Month) Since(o Month) int { return m.index() - o.index() }

// Compare returns -1, 0 or +1 in the order of time.
func (m Month) Compare(o Month) int { return cmp.Compare(m.index(), o.index()) }

// Contains reports whether the date is a day of this month, or the month itself.
func (m Month) Contains(d Date) bool { return !m.IsZero() && MonthOf(d) == m }

func (m Month) date() Date { return Date{year: m.year, month: m.month} }

// index counts months since the year 0.
func (m Month) index() int { return int(m.year)*12 + int(m.month) - 1 }
