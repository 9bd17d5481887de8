package main

import (
	"fmt"
	"strings"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// readDate reads a day or a month as scripts write it, 2024-12-31 or 2024-12, or
// as people do, 31/12/2024 or 12/2024.
func readDate(text string) (civil.Date, error) {
	if strings.Contains(text, "/") {
		return civil.ParseDMY(text)
	}
	return civil.ParseISO(text)
}

// month is a flag's YYYY-MM or MM/YYYY.
type month struct{ civil.Month }

// UnmarshalText reads a month and nothing else.
func (m *month) UnmarshalText(text []byte) error {
	date, err := readDate(string(text))
	if err != nil || date.Precision() != civil.MonthOnly {
		return fmt.Errorf("%q is no month: want YYYY-MM or MM/YYYY", text)
	}
	m.Month = civil.MonthOf(date)
	return nil
}

// day is a flag's YYYY-MM-DD or DD/MM/YYYY.
type day struct{ civil.Date }

// UnmarshalText reads a whole day and nothing else.
func (d *day) UnmarshalText(text []byte) error {
	date, err := readDate(string(text))
	if err != nil || date.Precision() != civil.Day {
		return fmt.Errorf("%q is no day: want YYYY-MM-DD or DD/MM/YYYY", text)
	}
	d.Date = date
	return nil
}

// dong is a flag's amount, by the grammar of money.
type dong struct{ money.Amount }

// UnmarshalText reads an amount as people write it: 1.250.000, 1250000 đ.
func (d *dong) UnmarshalText(text []byte) (err error) {
	if d.Amount, err = money.Parse(string(text), money.VND); err == nil && d.Sign() < 0 {
		err = fmt.Errorf("%q is below nought", text)
	}
	return err
}

// cutOff is a flag's point in time up to which something counts.
type cutOff struct{ time.Time }

// UnmarshalText reads a moment; a date alone is its last one.
func (c *cutOff) UnmarshalText(text []byte) error {
	t, wholeDay, err := parseMoment(string(text))
	if wholeDay {
		t = t.AddDate(0, 0, 1).Add(-time.Millisecond)
	}
	c.Time = t
	return err
}

// parseMoment reads RFC 3339, or a day with or without a time in the country's
// own zone, as scripts or as people write it. A day alone is its first moment,
// and wholeDay.
func parseMoment(text string) (t time.Time, wholeDay bool, err error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, false, nil
	}
	for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04",
		"2/1/2006 15:04", "15:04 2/1/2006", "15:04 ngày 2/1/2006"} {
		if t, err := time.ParseInLocation(form, text, civil.Zone()); err == nil {
			return t, false, nil
		}
	}
	for _, form := range []string{time.DateOnly, "2/1/2006"} {
		if t, err := time.ParseInLocation(form, text, civil.Zone()); err == nil {
			return t, true, nil
		}
	}
	return time.Time{}, false, fmt.Errorf("%q is no time: want YYYY-MM-DD or DD/MM/YYYY, with HH:MM behind it or none, or RFC 3339", text)
}
