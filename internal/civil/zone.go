package civil

import "time"

// zone has no daylight saving and has not moved since 1975; a fixed offset needs
// no zone files on the machine.
var zone = time.FixedZone("ICT", 7*60*60)

// Zone returns Asia/Ho_Chi_Minh as the fixed +07:00 named "ICT".
func Zone() *time.Location { return zone }

// NextWorkingDay returns the first Monday to Friday after d that is no holiday;
// holidays may be nil. It gives no date when d is not a full day, or when a year
// passes without a working day.
func NextWorkingDay(d Date, holidays func(Date) bool) Date {
	if d.Precision() != Day {
		return Date{}
	}
	for range 366 {
		d = d.AddDays(1)
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if d.IsZero() || !weekend && (holidays == nil || !holidays(d)) {
			return d
		}
	}
	return Date{}
}
