package sheet

import (
	"fmt"
	"unicode/utf8"

	"chitra/internal/civil"
)

// Look is how a cell looks, beside its number format.
type Look uint8

// The looks a Book has.
const (
	Plain   Look = iota
	Strong       // bold
	Title        // bold, larger
	Header       // bold on grey, wrapped, centred, with borders
	Wrapped      // wrapped at the column's width
	Bad          // on red, as bad cells are marked
	Boxed        // wrapped, with borders
	Blank        // pale and with borders: to be filled in
	Answer       // boxed on yellow: to be filled in
)

// Format is a number format that a Book writes.
type Format uint8

// The formats a Book has.
const (
	GeneralFormat Format = iota
	TextFormat           // whatever is typed stays text
	WholeFormat          // whole numbers without grouping
	AmountFormat         // with groups of thousands
	DateFormat           // day, month, year
)

// formatCodes are the codes of the formats, in their order.
var formatCodes = [...]string{"", "@", "0", "#,##0", "dd/mm/yyyy"}

// Value is what goes into one cell of a Book. The zero Value is an empty cell.
type Value struct {
	text   string
	number int64
	format Format
	look   Look
	marks  []int // characters of the text that stand out
}

// isZero reports whether nothing is written: an empty cell without a look.
func (v Value) isZero() bool {
	return v.text == "" && v.number == 0 && v.format == GeneralFormat && v.look == Plain && len(v.marks) == 0
}

// TextValue is a text, in the text format: nothing it begins with makes it a
// formula, and it stays text when somebody edits it.
func TextValue(s string) Value { return Value{text: s, format: TextFormat} }

// MarkedValue is a text of which some characters, by their places counted from
// 0, stand out: bold, red and underlined.
func MarkedValue(s string, at []int) Value { return Value{text: s, format: TextFormat, marks: at} }

// IntValue is a whole number without grouping.
func IntValue(n int64) Value { return Value{number: n, format: WholeFormat} }

// AmountValue is a whole amount with groups of thousands, in the unit of its
// column.
func AmountValue(n int64) Value { return Value{number: n, format: AmountFormat} }

// DateValue is a day as a date cell. A date of which only month or year are
// known, or before March 1900 (where serial dates are in error), is its text.
func DateValue(d civil.Date) Value {
	if d.IsZero() {
		return Value{}
	}
	serial, ok := dateSerial(d)
	if !ok {
		return TextValue(d.String())
	}
	return Value{number: serial, format: DateFormat}
}

// As is the same value with another look.
func (v Value) As(look Look) Value {
	v.look = look
	return v
}

// dateSerial is the serial of a day since March 1900, as Excel counts.
func dateSerial(d civil.Date) (int64, bool) {
	epoch, err := civil.NewDate(1899, 12, 30)
	if err != nil {
		return 0, false
	}
	days, ok := d.DaysSince(epoch)
	return int64(days), ok && days > 60
}

// exactNumber is the largest whole number that Excel shows with all its
// digits: it keeps fifteen.
const exactNumber = 999_999_999_999_999

// check refuses what a workbook would not keep as it is.
func (v Value) check() error {
	if v.number > exactNumber || v.number < -exactNumber {
		return fmt.Errorf("number %d has more than fifteen digits", v.number)
	}
	return checkText(v.text)
}

// checkText refuses a text that no cell can hold.
func checkText(s string) error {
	units := 0
	for i, r := range s {
		if _, size := utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError && size == 1 {
			return fmt.Errorf("text of a cell is not UTF-8")
		}
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return fmt.Errorf("text of a cell holds U+%04X", r)
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	if units > maxText {
		return fmt.Errorf("text of a cell has %d characters, more than %d", units, maxText)
	}
	return nil
}
