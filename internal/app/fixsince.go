package app

import (
	"context"
	"fmt"
	"strconv"

	"chitra/beneficiary"
)

// linePlace is a line of a list by the index of its sheet.
type linePlace struct{ sheet, line int }

// onto is a correction as it goes onto the version in force. One that was made
// against a version below is taken where none of the lines it changes was changed
// since; the others are as they are now. There is no merging of one line.
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
		if !l.changes() {
			continue
		}
		if since[linePlace{l.Sheet, l.Line}] {
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

// changedSince are the lines that were changed by the versions from the one a
// correction was made against up to the one in force; ok is false where the first
// is not below the other.
func changedSince(ctx context.Context, tx Tx, v ListVersion, c *correction) (since map[linePlace]bool, ok bool, err error) {
	since = map[linePlace]bool{}
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
				since[linePlace{l.Sheet, l.Line}] = true
			}
		}
		if v, ok, err = tx.VersionOf(ctx, origins[0].BaseNo); err != nil || !ok {
			return nil, false, err
		}
	}
	return since, v.Version == c.Version && v.SHA256 == c.SHA256, nil
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
