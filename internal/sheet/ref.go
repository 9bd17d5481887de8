package sheet

import (
	"fmt"
	"strconv"
	"strings"
)

// ColumnName returns the letters of column i, 0 being A; "" beyond XFD.
func ColumnName(i int) string {
	if i < 0 || i >= maxColumns {
		return ""
	}
	var buf [3]byte
	at := len(buf)
	for i++; i > 0; i = (i - 1) / 26 {
		at--
		buf[at] = byte('A' + (i-1)%26)
	}
	return string(buf[at:])
}

// ParseRef reads a reference such as "B12": the column from 0, the row from 1.
// Letters are capital, the row has no leading zero, and both are within Excel's
// bounds; anything else is an error.
func ParseRef(ref string) (col, row int, err error) {
	col, row, ok := parseRef(ref)
	if !ok {
		return 0, 0, fmt.Errorf("parse cell reference %q: not a letter A–XFD and a row 1–1048576", ref)
	}
	return col, row, nil
}

func parseRef[T string | []byte](ref T) (col, row int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if col = col*26 + int(ref[i]-'A') + 1; col > maxColumns {
			return 0, 0, false
		}
	}
	row, ok = parseCount(ref[i:], maxRows)
	if i == 0 || !ok || row == 0 {
		return 0, 0, false
	}
	return col - 1, row, true
}

// parseCount reads plain digits without a leading zero, up to limit.
func parseCount[T string | []byte](digits T, limit int) (n int, ok bool) {
	if len(digits) == 0 || len(digits) > 1 && digits[0] == '0' {
		return 0, false
	}
	for i := range len(digits) {
		c := digits[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		if n = n*10 + int(c-'0'); n > limit {
			return 0, false
		}
	}
	return n, true
}

// cellRef writes a reference; col counts from 0, row from 1.
func cellRef(col, row int) string { return ColumnName(col) + strconv.Itoa(row) }

// area is a range of cells, both corners within it.
type area struct {
	col, row, lastCol, lastRow int
}

// parseArea reads "A1:C3", or "A1" alone.
func parseArea(ref string) (a area, ok bool) {
	first, last, two := strings.Cut(ref, ":")
	if !two {
		last = first
	}
	var ok1, ok2 bool
	a.col, a.row, ok1 = parseRef(first)
	a.lastCol, a.lastRow, ok2 = parseRef(last)
	return a, ok1 && ok2 && a.col <= a.lastCol && a.row <= a.lastRow
}

func (a area) overlaps(b area) bool {
	return a.col <= b.lastCol && b.col <= a.lastCol && a.row <= b.lastRow && b.row <= a.lastRow
}
