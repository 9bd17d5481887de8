package beneficiary

import (
	"slices"
	"strings"

	"chitra/internal/civil"
	"chitra/internal/viet"
)

// shape is how a date was written, which says how far its column can settle what
// it leaves open.
type shape uint8

const (
	shapeSettled    shape = iota // nothing is open
	shapeDayFirst                // text whose first part can only be a day
	shapeMonthFirst              // text whose second part can only be a day
	shapeEither                  // text that can be read both ways
	shapeSerial                  // a date cell that can be read both ways
	shapeSerialSure              // a date cell whose day is past 12
)

// birthReading is what one cell says about a date of birth.
type birthReading struct {
	Birth
	shape    shape
	order    string // of day, month and year, where a layout says it
	code     string // of the issue that refuses it, "" for none
	warning  string
	proposed string
}

// oldest is how long ago somebody alive can have been born, in years.
const oldest = 125

// readBirthText reads a date as people write it; hint is the year of birth that
// the number says, 0 for none, and until the last day it can be.
func readBirthText(text string, hint int, until civil.Date) birthReading {
	return readBirthIn("", text, hint, until)
}

// readBirthIn reads a date written in the order that a layout says; "" is any.
func readBirthIn(order, text string, hint int, until civil.Date) birthReading {
	r := birthReading{Birth: Birth{Text: text}, order: order}
	parts, ok := dateParts(text)
	if !ok {
		r.code = CodeBirthUnreadable
		return r
	}
	r.fromParts(parts, hint, until)
	r.check(until)
	return r
}

// dateParts returns the one to three runs of digits of a date, which only
// separators and the words ngày, tháng, năm, sinh may part.
func dateParts(text string) ([]string, bool) {
	text, _, _ = strings.Cut(text, " 00:00")
	text, _, _ = strings.Cut(text, "T00:00")
	var parts []string
	for i := 0; i < len(text); {
		c := text[i]
		if c >= '0' && c <= '9' {
			end := i
			for end < len(text) && text[end] >= '0' && text[end] <= '9' {
				end++
			}
			parts = append(parts, text[i:end])
			i = end
			continue
		}
		if strings.IndexByte("/-._, ", c) >= 0 {
			i++
			continue
		}
		end := i
		for end < len(text) && strings.IndexByte("0123456789/-._, ", text[end]) < 0 {
			end++
		}
		switch viet.Fold(text[i:end]) {
		case "NGAY", "THANG", "NAM", "SINH":
		default:
			return nil, false
		}
		i = end
	}
	return parts, len(parts) >= 1 && len(parts) <= 3
}

func (r *birthReading) fromParts(parts []string, hint int, until civil.Date) {
	last := parts[len(parts)-1]
	switch {
	case len(parts) == 1 && len(last) == 8:
		r.fromEight(last)
	case len(parts) == 1 && len(last) == 4:
		r.year(atoi(last))
	case len(parts) == 2 && len(parts[0]) == 4 && len(last) <= 2:
		r.yearMonth(atoi(parts[0]), atoi(last))
	case len(parts) == 2 && len(parts[0]) <= 2 && len(last) == 4:
		r.yearMonth(atoi(last), atoi(parts[0]))
	case len(parts) == 3 && len(parts[0]) == 4 && len(parts[1]) <= 2 && len(last) <= 2:
		r.day(atoi(parts[0]), atoi(parts[1]), atoi(last))
		r.mustBe(DatesYearFirst)
	case len(parts) == 3 && len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(last) == 4:
		r.dayOrMonth(atoi(parts[0]), atoi(parts[1]), atoi(last))
		r.mustBe(DatesDayFirst, DatesMonthFirst)
	case len(parts) == 3 && len(parts[0]) <= 2 && len(parts[1]) <= 2 && len(last) == 2:
		r.twoDigits(atoi(parts[0]), atoi(parts[1]), atoi(last), hint, until)
		r.mustBe(DatesDayFirst, DatesMonthFirst)
	default:
		r.code = CodeBirthUnreadable
	}
}

// fromEight reads ddmmyyyy or yyyymmdd, where only one of them is a date.
func (r *birthReading) fromEight(s string) {
	ours, err1 := civil.NewDate(atoi(s[4:]), atoi(s[2:4]), atoi(s[:2]))
	iso, err2 := civil.NewDate(atoi(s[:4]), atoi(s[4:6]), atoi(s[6:]))
	plausible := func(d civil.Date, err error) bool { return err == nil && d.Year() >= 1880 && d.Year() < 2200 }
	dayFirst, yearFirst := r.order == "" || r.order == DatesDayFirst, r.order == "" || r.order == DatesYearFirst
	switch a, b := dayFirst && plausible(ours, err1), yearFirst && plausible(iso, err2); {
	case a && !b:
		r.Date = ours
	case b && !a:
		r.Date = iso
	default:
		r.code = CodeBirthUnreadable
	}
}

func (r *birthReading) set(d civil.Date, err error) {
	if err != nil {
		r.code = CodeBirthUnreadable
		return
	}
	r.Date = d
}

func (r *birthReading) year(y int)         { r.set(civil.NewYear(y)) }
func (r *birthReading) yearMonth(y, m int) { r.set(civil.NewYearMonth(y, m)) }
func (r *birthReading) day(y, m, d int)    { r.set(civil.NewDate(y, m, d)) }
func atoi(digits string) (n int) {
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}

// dayOrMonth reads two small numbers and a year: the day first, as is written
// here, unless only the other way is a date. Noughts stand for what is not known.
func (r *birthReading) dayOrMonth(a, b, year int) {
	switch {
	case a == 0 && b == 0:
		r.year(year)
		return
	case a == 0:
		r.yearMonth(year, b)
		return
	case r.order != "":
		r.inOrder(a, b, year)
		return
	}
	if b > 12 {
		r.day(year, a, b)
		r.shape = shapeMonthFirst
		return
	}
	r.day(year, b, a)
	if a > 12 {
		r.shape = shapeDayFirst
	} else if other, ok := r.Date.Swapped(); ok {
		r.Other, r.shape = other, shapeEither
	}
}

// inOrder reads two small numbers as the layout says. What can only be the other
// way is no date, with the other as the proposal.
func (r *birthReading) inOrder(a, b, year int) {
	day, month := a, b
	if r.order == DatesMonthFirst {
		day, month = b, a
	} else if a > 12 {
		r.shape = shapeDayFirst
	}
	if r.day(year, month, day); r.code == "" {
		return
	}
	if other, err := civil.NewDate(year, day, month); err == nil {
		r.proposed = r.written(other)
	}
}

// written is a day as the layout's people would type it.
func (r *birthReading) written(d civil.Date) string {
	parts := strings.Split(d.String(), "/")
	if len(parts) == 3 {
		switch r.order {
		case DatesMonthFirst:
			parts[0], parts[1] = parts[1], parts[0]
		case DatesYearFirst:
			parts[0], parts[2] = parts[2], parts[0]
		}
	}
	return strings.Join(parts, "/")
}

// mustBe refuses a date that is written in another order than the layout says.
func (r *birthReading) mustBe(orders ...string) {
	if r.order == "" || r.code != "" || slices.Contains(orders, r.order) {
		return
	}
	r.code, r.proposed = CodeBirthUnreadable, r.written(r.Date)
	r.Date, r.Other = civil.Date{}, civil.Date{}
}

// twoDigits finds the century: the one the number says, else the only one that
// is not in the future.
func (r *birthReading) twoDigits(a, b, yy, hint int, until civil.Date) {
	r.warning = CodeBirthTwoDigitYear
	century := 0
	switch {
	case hint > 0 && hint%100 == yy:
		century = hint - yy
	case 2000+yy > until.Year():
		century = 1900
	default:
		r.code = CodeBirthCenturyUnknown
		return
	}
	if r.dayOrMonth(a, b, century+yy); r.code == "" {
		r.proposed = r.written(r.Date)
	}
}

// readBirthSerial reads a date cell. A serial that is a year is one typed into a
// cell that shows days: it looks like 1905.
func readBirthSerial(raw string, date1904 bool, until civil.Date) birthReading {
	r := birthReading{Birth: Birth{Text: raw}}
	whole, _, _ := strings.Cut(raw, ".")
	if !allDigits(whole) || len(whole) > 7 {
		r.code = CodeBirthUnreadable
		return r
	}
	n := atoi(whole)
	if n >= 1880 && n <= 2100 {
		r.code, r.proposed = CodeBirthImplausible, whole
		return r
	}
	r.set(civil.FromSerial(n, date1904))
	r.Text = r.Date.String()
	if r.code != "" {
		r.Text = raw
		return r
	}
	if r.shape = shapeSerialSure; r.Date.Day() <= 12 {
		r.shape = shapeSerial
	}
	r.check(until)
	return r
}

// readBirthNumber reads a number cell that shows no day: a year, or the digits of
// a date. Any other number may be a serial, but nobody sees a date there.
func readBirthNumber(raw string, date1904 bool, until civil.Date) birthReading {
	digits, ok := exactInteger(raw)
	switch {
	case ok && (len(digits) == 4 && digits >= "1880" && digits <= "2100" || len(digits) == 8):
		r := readBirthText(digits, 0, until)
		r.Text = raw
		return r
	case ok && len(digits) == 7:
		r := readBirthText("0"+digits, 0, until)
		r.Text = raw
		return r
	}
	r := birthReading{Birth: Birth{Text: raw}, code: CodeBirthUnreadable}
	if ok && len(digits) == 5 {
		if d, err := civil.FromSerial(atoi(digits), date1904); err == nil {
			r.proposed = d.String()
		}
	}
	return r
}

// check refuses a birth that cannot be: after the month paid for, or too long
// ago. The other reading goes where only it cannot be.
func (r *birthReading) check(until civil.Date) {
	if r.code != "" || until.IsZero() {
		return
	}
	fault := func(d civil.Date) string {
		if first, _ := d.Bounds(); first.Compare(until) > 0 {
			return CodeBirthInFuture
		}
		if d.Year() < until.Year()-oldest {
			return CodeBirthImplausible
		}
		return ""
	}
	if r.code = fault(r.Date); r.code != "" {
		return
	}
	if !r.Other.IsZero() && fault(r.Other) != "" {
		r.Other, r.shape = civil.Date{}, shapeSettled
	}
}

// birthColumn is what the dates of one column say together.
type birthColumn struct {
	dayFirst, monthFirst, either int
	serial, serialSure           int
}

func (c *birthColumn) add(s shape) {
	switch s {
	case shapeDayFirst:
		c.dayFirst++
	case shapeMonthFirst:
		c.monthFirst++
	case shapeEither:
		c.either++
	case shapeSerial:
		c.serial++
	case shapeSerialSure:
		c.serialSure++
	}
}

// monthComesFirst reports whether the texts of the column are written in the
// American order: some can only be read so, and none only the other way.
func (c *birthColumn) monthComesFirst() bool { return c.monthFirst > 0 && c.dayFirst == 0 }

// excelSwapped reports whether a program that reads the month first has made
// dates of what it could and left the rest as text: texts with days past 12
// beside date cells that never have one.
func (c *birthColumn) excelSwapped() bool {
	return c.dayFirst > 0 && c.serial > 0 && c.serialSure == 0
}

// settle gives a reading what its column knows.
func (c *birthColumn) settle(b *Birth, s shape) (warning string) {
	switch {
	case s == shapeEither && c.monthComesFirst():
		b.Date, b.Other = b.Other, civil.Date{}
		return CodeBirthMonthFirst
	case s == shapeEither && c.dayFirst > 0 && c.monthFirst == 0:
		b.Other = civil.Date{}
	case s == shapeMonthFirst:
		return CodeBirthMonthFirst
	case s == shapeSerial && c.excelSwapped():
		if other, ok := b.Date.Swapped(); ok {
			b.Other = other
			return CodeBirthSwapSuspected
		}
	}
	return ""
}
