package xlsx

import "github.com/xuri/excelize/v2"

// The library takes measures as floating point. They are chosen from constants
// here, so that no such number is ever held or reckoned with in a report.

// setWidth makes a column at least so many characters wide, in steps of six
// from thirteen up to fifty-five.
func setWidth(f *excelize.File, sheet, column string, characters int) error {
	switch {
	case characters <= 13:
		return f.SetColWidth(sheet, column, column, 13)
	case characters <= 19:
		return f.SetColWidth(sheet, column, column, 19)
	case characters <= 25:
		return f.SetColWidth(sheet, column, column, 25)
	case characters <= 31:
		return f.SetColWidth(sheet, column, column, 31)
	case characters <= 37:
		return f.SetColWidth(sheet, column, column, 37)
	case characters <= 43:
		return f.SetColWidth(sheet, column, column, 43)
	case characters <= 49:
		return f.SetColWidth(sheet, column, column, 49)
	}
	return f.SetColWidth(sheet, column, column, 55)
}

// setHeight gives a heading room for so many lines of text; five at most, what
// a heading of one word a line takes.
func setHeight(f *excelize.File, sheet string, row, lines int) error {
	switch lines {
	case 0, 1:
		return f.SetRowHeight(sheet, row, 19)
	case 2:
		return f.SetRowHeight(sheet, row, 34)
	case 3:
		return f.SetRowHeight(sheet, row, 49)
	case 4:
		return f.SetRowHeight(sheet, row, 64)
	}
	return f.SetRowHeight(sheet, row, 79)
}
