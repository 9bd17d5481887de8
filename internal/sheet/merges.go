package sheet

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"chitra/internal/xmlscan"
)

// readMerges reads a mergeCells element whose start tag was read last, and
// returns its ranges in the order of their first rows. One cell alone merges
// nothing and is left out.
func readMerges(s *xmlscan.Scanner, l Limits) ([]area, error) {
	var list []area
	err := eachChild(s, func(tok xmlscan.Token) error {
		if !tok.Name.Is("mergeCell") {
			return refuse(BadMerge, "%s among merged ranges", tok.Name.Local)
		}
		ref := attrText(s, "ref")
		a, ok := parseArea(ref)
		switch {
		case !ok:
			return refuse(BadMerge, "merged range %q", ref)
		case len(list) >= l.Merges:
			return refuse(TooManyMerges, "more than %d merged ranges", l.Merges)
		}
		if a.col != a.lastCol || a.row != a.lastRow {
			list = append(list, a)
		}
		return nil
	})
	slices.SortFunc(list, func(a, b area) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	return list, err
}

// merging follows the merged ranges down the rows.
type merging struct {
	ahead  []area // begin below, by first row
	active []area // cover the row
}

// reach moves on to a row; rows come in ascending order. Ranges that overlap
// are refused: no workbook has them, and covering cells twice takes for ever.
func (m *merging) reach(row int) error {
	if len(m.active) > 0 {
		m.active = slices.DeleteFunc(m.active, func(a area) bool { return a.lastRow < row })
	}
	for len(m.ahead) > 0 && m.ahead[0].row <= row {
		a := m.ahead[0]
		m.ahead = m.ahead[1:]
		if a.lastRow < row {
			continue
		}
		if slices.ContainsFunc(m.active, a.overlaps) {
			return refuse(BadMerge, "merged range at %s overlaps another", cellRef(a.col, a.row))
		}
		m.active = append(m.active, a)
	}
	return nil
}

// cover marks the cells of row that a range covers, its first cell excepted,
// and returns the cells, with those added that the file leaves out.
func (m *merging) cover(cells []Cell, row, columns int, blank func(col int) Cell) []Cell {
	for _, a := range m.active {
		last := min(a.lastCol, columns-1)
		for len(cells) <= last {
			cells = append(cells, blank(len(cells)))
		}
		for col := a.col; col <= last; col++ {
			cells[col].Merged = row > a.row || col > a.col
		}
	}
	return cells
}

// errFound ends the reading of a tail once its ranges are known.
var errFound = errors.New("found")

// merges reads the merged ranges from the tail of a worksheet, in the order of
// their first rows; nil where the tail does not show them.
func (f *tailFinder) merges(l Limits) []area {
	p := f.prefix()
	head := "<" + p + "worksheet><" + p + "sheetData>"
	s := xmlscan.New(io.MultiReader(strings.NewReader(head), bytes.NewReader(f.tail)), xmlLimits(l))
	if _, err := s.Next(); err != nil {
		return nil
	}
	var list []area
	err := eachChild(s, func(tok xmlscan.Token) error {
		if !tok.Name.Is("mergeCells") {
			return nil
		}
		var err error
		if list, err = readMerges(s, l); err != nil {
			return err
		}
		return errFound
	})
	if !errors.Is(err, errFound) {
		return nil
	}
	return list
}
