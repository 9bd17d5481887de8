package app

import (
	"context"
	"fmt"
	"maps"
	"strconv"

	"chitra/beneficiary"
	"chitra/internal/sheet"
)

// linePlace is a line of a list by the index of its sheet.
type linePlace struct{ sheet, line int }

// onto is a correction as it goes onto the version in force. One that was made
// against a version below is taken where none of the lines it changes was changed
// since; the others are as they are now, also those that were changed to the very
// same: people go on in the workbook they sent. There is no merging of one line.
func (a *App) onto(ctx context.Context, tx Tx, v ListVersion, c *correction) (*correction, error) {
	if v.Version == c.Version && v.SHA256 == c.SHA256 {
		return c, nil
	}
	superseded := &beneficiary.Refusal{Code: beneficiary.RefusedFixSuperseded, Detail: fmt.Sprintf("%s: %d, %d", v.ListID, c.Version, v.Version)}
	since, ok, err := changedSince(ctx, tx, v, c)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, superseded
	}
	next := *c
	next.Lines = nil
	for _, l := range c.Lines {
		was, touched := since[linePlace{l.Sheet, l.Line}]
		if !l.changes() || touched && was.holds(l) {
			continue
		}
		if touched {
			if superseded.Sheet, err = a.sheetName(ctx, tx, v, l.Sheet); err != nil {
				return nil, err
			}
			superseded.Cell = "A" + strconv.Itoa(l.Line)
			return nil, superseded
		}
		next.Lines = append(next.Lines, l)
	}
	return &next, nil
}

// holds reports whether a line was changed already to what another says of it.
func (l correctedLine) holds(other correctedLine) bool {
	if l.Drop || other.Drop {
		return l.Drop && other.Drop
	}
	for col, cell := range other.Cells {
		if was, ok := l.Cells[col]; !ok || was != cell {
			return false
		}
	}
	return true
}

// changedSince are the lines that were changed from the version a correction was
// made against up to the one in force, with what was done to them; ok is false
// where the first is not below the other.
func changedSince(ctx context.Context, tx Tx, v ListVersion, c *correction) (since map[linePlace]correctedLine, ok bool, err error) {
	since = map[linePlace]correctedLine{}
	for v.Version > c.Version {
		origins, err := tx.OriginsOf(ctx, v.ActNo)
		if err != nil || len(origins) == 0 {
			return nil, false, err
		}
		data, err := tx.Blob(ctx, v.SHA256)
		if err != nil {
			return nil, false, fmt.Errorf("read the file of version %d of %s: %w", v.Version, v.ListID, err)
		}
		between, err := correctionIn(data, origins[0].Kind)
		if err != nil {
			return nil, false, err
		}
		for _, l := range between.Lines {
			if l.changes() {
				place := linePlace{l.Sheet, l.Line}
				since[place] = since[place].after(l)
			}
		}
		if v, ok, err = tx.VersionOf(ctx, origins[0].BaseNo); err != nil || !ok {
			return nil, false, err
		}
	}
	return since, v.Version == c.Version && v.SHA256 == c.SHA256, nil
}

// after is a line with what a correction before it did to it.
func (l correctedLine) after(earlier correctedLine) correctedLine {
	cells := maps.Clone(earlier.Cells)
	if cells == nil {
		cells = map[int]sheet.Cell{}
	}
	maps.Copy(cells, l.Cells)
	return correctedLine{Drop: l.Drop || earlier.Drop, Cells: cells}
}

func (a *App) sheetName(ctx context.Context, tx Tx, v ListVersion, index int) (string, error) {
	table, err := a.tableOf(ctx, tx, v)
	if err != nil || index >= len(table.Sheets()) {
		return "", err
	}
	return table.Sheets()[index].Name, nil
}

// keptMissing are the rows in force whose lines a workbook lacks, in its order.
func keptMissing(ctx context.Context, tx Tx, v ListVersion, c *correction) ([]ListRow, error) {
	if len(c.Missing) == 0 {
		return nil, nil
	}
	rows, err := tx.RowsOf(ctx, v.ActNo)
	if err != nil {
		return nil, err
	}
	byKey := map[string]*ListRow{}
	for i := range rows {
		byKey[rows[i].RowKey] = &rows[i]
	}
	var out []ListRow
	for _, l := range c.Missing {
		if r := byKey[l.Key]; r != nil {
			out = append(out, *r)
		}
	}
	return out, nil
}
