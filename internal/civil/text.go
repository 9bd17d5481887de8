package civil

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseISO reads YYYY-MM-DD, YYYY-MM or YYYY: ASCII digits of exactly these
// lengths. Anything else, and a day that does not exist, is ErrNoDate.
func ParseISO(s string) (Date, error) {
	parts := strings.Split(s, "-")
	lengths := [...]int{4, 2, 2}
	if len(parts) > len(lengths) {
		return Date{}, refuseText(s)
	}
	var numbers [3]int
	for i, part := range parts {
		n, ok := number(part)
		if !ok || len(part) != lengths[i] {
			return Date{}, refuseText(s)
		}
		numbers[i] = n
	}
	return newOf(s, numbers[0], numbers[1], numbers[2], len(parts))
}

// ParseDMY reads a date as people in Vietnam write it: d/m/yyyy, m/yyyy or
// yyyy, with '/', '-' or '.' throughout, one or two digits for day and month
// and four for the year. Two-digit years are refused: the century is a guess.
func ParseDMY(s string) (Date, error) {
	i := strings.IndexAny(s, "/-.")
	if i < 0 {
		i = 0
	}
	parts := []string{s}
	if i > 0 {
		parts = strings.Split(s, s[i:i+1])
	}
	if len(parts) > 3 {
		return Date{}, refuseText(s)
	}
	var numbers [3]int // year, month, day
	for i, part := range parts {
		n, ok := number(part)
		last := i == len(parts)-1
		if !ok || last != (len(part) == 4) || !last && len(part) > 2 {
			return Date{}, refuseText(s)
		}
		numbers[len(parts)-1-i] = n
	}
	return newOf(s, numbers[0], numbers[1], numbers[2], len(parts))
}

// ISO returns "2024-12-31", "2024-12" or "2024", as much as is known; "" for no
// date.
func (d Date) ISO() string {
	switch d.Precision() {
	case Day:
		return string(d.appendISO(make([]byte, 0, 10)))
	case MonthOnly:
		return string(d.appendISO(make([]byte, 0, 10))[:7])
	case YearOnly:
		return string(d.appendISO(make([]byte, 0, 10))[:4])
	}
	return ""
}

// String returns "31/12/2024", "12/2024" or "2024", as much as is known; "" for
// no date.
func (d Date) String() string {
	switch d.Precision() {
	case Day:
		iso := d.appendISO(make([]byte, 0, 16))
		return string([]byte{iso[8], iso[9], '/', iso[5], iso[6], '/', iso[0], iso[1], iso[2], iso[3]})
	case MonthOnly:
		return fmt.Sprintf("%02d/%04d", d.month, d.year)
	case YearOnly:
		return fmt.Sprintf("%04d", d.year)
	}
	return ""
}

// DayFirst writes what ParseISO reads as String does: 2024-12-31 as 31/12/2024,
// 2024-12 as 12/2024. Other text stays.
func DayFirst(iso string) string {
	if d, err := ParseISO(iso); err == nil {
		return d.String()
	}
	return iso
}

// DaysFirst is DayFirst of each word of a text, and writes moments of RFC 3339 to
// the minute in Zone: 17:00 30/09/2024. Marks may stand around a word; what has
// more in it, a name or a path, is none of these and stays.
func DaysFirst(text string) string {
	words := strings.Split(text, " ")
	for i, w := range words {
		bare := strings.Trim(w, "()[],;:.<>")
		said := DayFirst(bare)
		if t, err := time.Parse(time.RFC3339, bare); err == nil {
			said = t.In(zone).Format("15:04 02/01/2006")
		}
		words[i] = strings.Replace(w, bare, said, 1)
	}
	return strings.Join(words, " ")
}

func (d Date) appendISO(b []byte) []byte {
	b = append(b, '0'+byte(d.year/1000), '0'+byte(d.year/100%10), '0'+byte(d.year/10%10), '0'+byte(d.year%10))
	b = append(b, '-', '0'+d.month/10, '0'+d.month%10)
	return append(b, '-', '0'+d.day/10, '0'+d.day%10)
}

// newOf makes a date of the first parts of year, month and day.
func newOf(s string, year, month, day, parts int) (d Date, err error) {
	switch parts {
	case 1:
		d, err = NewYear(year)
	case 2:
		d, err = NewYearMonth(year, month)
	default:
		d, err = NewDate(year, month, day)
	}
	if err != nil {
		return Date{}, fmt.Errorf("parse date %q: %w", s, err)
	}
	return d, nil
}

// number reads one to four ASCII digits.
func number(s string) (int, bool) {
	if s == "" || len(s) > 4 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func refuseText(s string) error {
	return fmt.Errorf("parse date %q: %w", s, ErrNoDate)
}
