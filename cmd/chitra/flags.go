package main

import (
	"fmt"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// month is a flag's YYYY-MM.
type month struct{ civil.Month }

// UnmarshalText reads YYYY-MM.
func (m *month) UnmarshalText(text []byte) (err error) {
	m.Month, err = civil.ParseMonth(string(text))
	return err
}

// day is a flag's YYYY-MM-DD.
type day struct{ civil.Date }

// UnmarshalText reads YYYY-MM-DD.
func (d *day) UnmarshalText(text []byte) error {
	date, err := civil.ParseISO(string(text))
	if err != nil {
		return err
	}
	if date.Precision() != civil.Day {
		return fmt.Errorf("%q is no day: want YYYY-MM-DD", text)
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

// parseMoment reads RFC 3339, or a date with or without a time in the country's
// own zone. A date alone is its first moment, and wholeDay.
func parseMoment(text string) (t time.Time, wholeDay bool, err error) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, false, nil
	}
	for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(form, text, civil.Zone()); err == nil {
			return t, false, nil
		}
	}
	if t, err := time.ParseInLocation(time.DateOnly, text, civil.Zone()); err == nil {
		return t, true, nil
	}
	return time.Time{}, false, fmt.Errorf("%q is no time: want YYYY-MM-DD, YYYY-MM-DDTHH:MM or RFC 3339", text)
}
