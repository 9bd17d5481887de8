package civil

import "fmt"

// FromSerial returns the day of a workbook's serial day number. In the 1900
// system day 1 is 1/1/1900 and day 60 is a 29 February 1900 that never was
// (kept by Excel for compatibility with Lotus 1-2-3), so that serials from 61 on
// are one higher than the days that passed. In the 1904 system day 0 is
// 1/1/1904. Serials of no day, and past 31/12/9999, are ErrNoDate.
func FromSerial(days int, date1904 bool) (Date, error) {
	epoch := Date{year: 1899, month: 12, day: 30}
	first := 1
	switch {
	case date1904:
		epoch, first = Date{year: 1904, month: 1, day: 1}, 0
	case days < 60:
		epoch = Date{year: 1899, month: 12, day: 31}
	}
	d := epoch.AddDays(days)
	if days < first || days == 60 && !date1904 || d.IsZero() {
		return Date{}, fmt.Errorf("date of serial %d: %w", days, ErrNoDate)
	}
	return d, nil
}
