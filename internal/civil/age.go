package civil

// CompletedYears returns the age on a day in completed years; a birthday counts
// from its morning, and one on 29 February in other years from 1 March. Where a
// date is only a month or a year, ok is false unless every day it can stand for
// gives the same age. Before birth, and for no date, ok is false.
func CompletedYears(birth, on Date) (years int, ok bool) {
	return completed(birth, on, func(b, o Date) int {
		years := int(o.year) - int(b.year)
		if o.month < b.month || o.month == b.month && o.day < b.day {
			years--
		}
		return years
	})
}

// CompletedMonths is CompletedYears in months: born on 31/01, a month is
// completed on 1 March, because February has no 31st.
func CompletedMonths(birth, on Date) (months int, ok bool) {
	return completed(birth, on, func(b, o Date) int {
		months := (int(o.year)-int(b.year))*12 + int(o.month) - int(b.month)
		if o.day < b.day {
			months--
		}
		return months
	})
}

// completed asks for the age of the youngest and the oldest that the dates
// allow, and answers when the two agree.
func completed(birth, on Date, age func(birth, on Date) int) (int, bool) {
	if birth.IsZero() || on.IsZero() {
		return 0, false
	}
	bornFirst, bornLast := birth.Bounds()
	onFirst, onLast := on.Bounds()
	youngest, oldest := age(bornLast, onFirst), age(bornFirst, onLast)
	if youngest != oldest || youngest < 0 {
		return 0, false
	}
	return youngest, true
}
