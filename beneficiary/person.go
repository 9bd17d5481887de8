package beneficiary

import (
	"cmp"
	"slices"

	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// person reads a row that names somebody: it is taken or refused, with every
// fault it has.
func (p *page) person(row *sheet.Row) error {
	p.found = p.found[:0]
	p.lines++
	p.list.Lines++
	p.totals.count++
	p.totals.sinceCount++
	r := Row{Sheet: p.name, Line: row.Number, Ordinal: p.text(row, roleOrdinal)}
	if p.stopped != "" {
		p.note(row, roleNone, CodeBelowStop, p.stopped, "")
	}
	p.checkCells(row)
	r.Name = p.readName(row)
	n := p.readNumbers(row)
	b, sex := p.readBirth(row, n)
	if b.code == "" {
		r.Birth = b.Birth
	}
	p.settleNumber(row, &r, n, b)
	p.readSex(row, &r, sex)
	p.checkNumber(row, &r)
	p.readCategory(row, &r)
	if err := p.readAmounts(row, &r); err != nil {
		return err
	}
	p.readAccount(row, &r)
	p.readCommune(row, &r)
	r.Address, r.Relation, r.Note = p.text(row, roleAddress), p.text(row, roleRelation), p.text(row, roleNote)
	p.keep(row, &r, b)
	return nil
}

// keep puts the row where it belongs.
func (p *page) keep(row *sheet.Row, r *Row, b birthReading) {
	l := p.list
	birth := b.Date.ISO()
	if birth == "" {
		birth = viet.Fold(b.Text)
	}
	r.PersonKey = personKey(r.Name, birth, cmp.Or(r.PersonalID, r.OldNumber, stripSeparators(r.NumberText)))
	r.Key = rowKey(r.PersonKey, p.repeats[r.PersonKey])
	p.repeats[r.PersonKey]++
	refused := false
	for _, i := range p.found {
		i.RowKey = r.Key
		p.issue(i)
		refused = refused || p.severities[i.Code] == Refuses
	}
	if row.Hidden {
		l.Hidden++
	}
	if refused {
		l.Refused = append(l.Refused, RefusedRow{
			Key: r.Key, PersonKey: r.PersonKey, Sheet: p.name, Line: row.Number,
			Name: r.Name, Birth: b.Text, Number: r.NumberText, Cells: rawCells(row),
		})
		return
	}
	p.births.add(b.shape)
	p.shapes = append(p.shapes, b.shape)
	if len(l.Rows) == cap(l.Rows) {
		l.Rows = slices.Grow(l.Rows, max(len(l.Rows), 256)) // twice as many: each is copied once, not four times
	}
	l.Rows = append(l.Rows, *r)
}

func rawCells(row *sheet.Row) []string {
	cells := make([]string, len(row.Cells))
	for i := range row.Cells {
		cells[i] = row.Cells[i].Text
	}
	return cells
}

var noCell sheet.Cell

// cell is the row's cell for a role; an empty one where there is none.
func (p *page) cell(row *sheet.Row, r role) *sheet.Cell {
	if at := p.h.at[r]; at >= 0 && at < len(row.Cells) {
		return &row.Cells[at]
	}
	if c, ok := p.fixed[r]; ok {
		return c
	}
	return &noCell
}

// text is the text of the row's cell for a role, "" for an error value.
func (p *page) text(row *sheet.Row, r role) string {
	c := p.cell(row, r)
	switch {
	case c.Text == "" || c.Kind == sheet.ErrorValue:
		return ""
	case c.Kind != sheet.Text:
		return c.Text
	case r == roleHolder && c.Text == p.said.text && c.Font == p.said.font:
		return p.saidName
	case r == roleHolder:
		return textOf(*c)
	}
	return p.common(c)
}

// checkCells looks at how the cells stand rather than at what they say: hidden,
// merged, worked out, in error.
func (p *page) checkCells(row *sheet.Row) {
	if row.Hidden {
		p.note(row, roleNone, CodeHiddenRow, "", "")
	}
	for r := roleOrdinal; r < roleCount; r++ {
		at := p.h.at[r]
		if at < 0 || at >= len(row.Cells) {
			continue
		}
		c := &row.Cells[at]
		if c.Hidden && !row.Hidden {
			p.once(row, r, CodeHiddenColumn)
		}
		if c.Formula && !c.NoCachedValue {
			p.once(row, r, CodeFormulaCells)
		}
		switch {
		case c.NoCachedValue && r != roleOrdinal && r != roleNote:
			p.note(row, r, CodeFormulaUnvalued, "", "")
		case c.Merged && c.Text == "" && mustStand(r):
			p.note(row, r, CodeMergedCell, "", "")
		case c.Kind == sheet.ErrorValue && readable(r):
			p.note(row, r, CodeCellError, c.Text, "")
		}
	}
}

// mustStand reports whether a cell that a merge covers leaves open whose value
// it is. The parts of a birth or a name may stand in one cell across columns.
func mustStand(r role) bool {
	switch r {
	case roleName, roleBirth, roleBirthYear, roleNumber, roleCategory, roleCoefficient, roleRate, roleArrears, roleRecovery,
		roleTotal, roleAccount, roleBank:
		return true
	}
	return false
}

// readable reports whether an error value in the cell refuses the row; elsewhere
// it is as good as nothing.
func readable(r role) bool {
	switch r {
	case roleOrdinal, roleAddress, roleNote, roleRelation, roleHolder, roleBank, roleAccount, roleSex, roleCommune:
		return false
	}
	return true
}
