package sheet

import (
	"iter"
	"slices"
)

// Patch are cells that stand in place of a table's own, by sheet and row
// number. Rows that the table does not have are not added.
type Patch map[int]map[int]RowPatch

// RowPatch is what becomes of one row.
type RowPatch struct {
	Empty bool         // the row says nothing any more
	Cells map[int]Cell // by column, from 0
}

// Patched is a table with some of its cells replaced: whoever reads it cannot
// tell it from one in which somebody has typed them.
func Patched(t Table, p Patch) Table { return patched{t, p} }

type patched struct {
	Table
	patch Patch
}

// Rows reads sheet i with its rows as they are to be read.
func (t patched) Rows(i int) iter.Seq2[*Row, error] {
	rows := t.patch[i]
	if len(rows) == 0 {
		return t.Table.Rows(i)
	}
	return func(yield func(*Row, error) bool) {
		for row, err := range t.Table.Rows(i) {
			if err == nil {
				if p, ok := rows[row.Number]; ok {
					row = p.of(row)
				}
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// of is the row as it is to be read. A cell stays as hidden as it was.
func (p RowPatch) of(row *Row) *Row {
	next := &Row{Number: row.Number, Hidden: row.Hidden}
	if p.Empty {
		return next
	}
	next.Cells = slices.Clone(row.Cells)
	for col, c := range p.Cells {
		for len(next.Cells) <= col {
			next.Cells = append(next.Cells, Cell{})
		}
		c.Hidden = next.Cells[col].Hidden
		next.Cells[col] = c
	}
	return next
}
