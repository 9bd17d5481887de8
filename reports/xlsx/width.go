package xlsx

import "github.com/xuri/excelize/v2"

// setWidth sets a column's width in characters. The library takes measures as
// floating point; nothing else of a report does.
func setWidth(f *excelize.File, sheet, column string, characters int) error {
	return f.SetColWidth(sheet, column, column, float64(characters)) //nolint:forbidigo // a width, not money
}

// setHeight sets a row's height in points.
func setHeight(f *excelize.File, sheet string, row, points int) error {
	return f.SetRowHeight(sheet, row, float64(points)) //nolint:forbidigo // a height, not money
}
