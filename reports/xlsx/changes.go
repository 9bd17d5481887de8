package xlsx

import (
	"io"
	"slices"
	"strings"

	"chitra/reports"
)

// WriteChanges draws a changes report: the figures, the communes, and every
// person with a change, numbers in full for the approver.
func WriteChanges(w io.Writer, r *reports.ChangesReport, l reports.Lang) error {
	if err := r.Check(); err != nil {
		return err
	}
	words := l.ChangeWords()
	of := about{title: words.Title, period: l.Period(r.Month, r.Month) + " · " + reports.LowerFirst(words.Compared) + " " + l.Period(r.Before, r.Before),
		unit: r.Unit, asOf: r.AsOf, practice: r.Practice}
	return draw(w, of, l, func(b *book) error {
		c := changes{book: b, r: r, words: words}
		for _, draw := range []func() error{c.drawFigures, c.drawCommunes, c.drawPersons} {
			if err := draw(); err != nil {
				return err
			}
		}
		return nil
	})
}

// changes draws one changes report.
type changes struct {
	*book
	r     *reports.ChangesReport
	words reports.ChangeWords
}

func (c *changes) amountOf(f reports.ChangeFigure, t reports.Tally) cell {
	if f == reports.FigureAmount || f == reports.FigureRaised || f == reports.FigureLowered {
		return c.change(t.Amount.Minor())
	}
	return c.amount(t.Amount)
}

func (c *changes) drawFigures() error {
	p, err := c.page(c.words.Summary)
	if err != nil {
		return err
	}
	p.head(over(c.words.Figure), overNumber(c.w.Persons), overNumber(c.w.Amount+" ("+c.w.Dong+")"))
	for _, f := range reports.AllChangeFigures() {
		p.put(c.text(c.l.FigureName(f)), c.count(c.r.Total[f].Count), c.amountOf(f, c.r.Total[f]))
	}
	p.row++
	for _, text := range append(c.words.Definitions, c.l.OpenRows(c.r)) {
		p.note(text)
	}
	return p.finish(0)
}

// columns are the figures of a commune's line.
func columns() []reports.ChangeFigure {
	return slices.DeleteFunc(reports.AllChangeFigures(), func(f reports.ChangeFigure) bool {
		return f == reports.FigureRaised || f == reports.FigureLowered
	})
}

func (c *changes) drawCommunes() error {
	if len(c.r.Shown()) == 0 {
		return nil
	}
	p, err := c.page(c.words.ByCommune)
	if err != nil {
		return err
	}
	heads := []heading{over(c.l.DimensionName(reports.ByCommune)), over(c.w.Code)}
	for _, f := range columns() {
		heads = append(heads, overNumber(c.l.FigureShort(f)))
	}
	heads = append(heads, overNumber(c.l.FigureShort(reports.FigureBefore)+" ("+c.w.Dong+")"),
		overNumber(c.l.FigureShort(reports.FigureNow)+" ("+c.w.Dong+")"), overNumber(c.w.Difference+" ("+c.w.Dong+")"))
	head := p.head(heads...)
	line := func(name, key string, f *reports.ChangeFigures) []cell {
		cells := []cell{c.text(name), c.text(key)}
		for _, x := range columns() {
			cells = append(cells, c.count(f[x].Count))
		}
		return append(cells, c.amount(f[reports.FigureBefore].Amount), c.amount(f[reports.FigureNow].Amount), c.change(f.Difference().Minor()))
	}
	for i := range c.r.Lines {
		l := &c.r.Lines[i]
		p.put(line(c.l.CommuneName(l), l.Key, &l.Figures)...)
	}
	p.put(c.total(line(c.w.Total, "", &c.r.Total)...)...)
	return p.finish(head)
}

func (c *changes) drawPersons() error {
	p, err := c.page(c.words.Persons)
	if err != nil {
		return err
	}
	pair := func(name string) (was, is string) {
		return name + " – " + reports.LowerFirst(c.words.Was), name + " – " + reports.LowerFirst(c.words.Is)
	}
	fields := []string{c.l.DimensionName(reports.ByCommune), c.w.Amount + " (" + c.w.Dong + ")", c.l.AccountName(), c.l.HolderName()}
	heads := []heading{over(c.words.What), over(c.words.Name), over(c.words.Number)}
	for i, f := range fields {
		was, is := pair(f)
		heads = append(heads, heading{was, i == 1}, heading{is, i == 1})
	}
	head := p.head(append(heads, over(c.words.Cause))...)
	for i := range c.r.Changes {
		p.put(c.person(&c.r.Changes[i])...)
	}
	if len(c.r.Changes) == 0 {
		p.put(c.text(c.words.Unchanged))
	}
	return p.finish(head)
}

func (c *changes) person(x *reports.Change) []cell {
	whole := func(number string) string { return number }
	cells := []cell{c.text(c.l.KindNames(x.Kinds)), c.text(x.Name), c.text(x.Number)}
	for _, k := range []reports.ChangeKind{reports.ChangeMoved, reports.ChangeAmount, reports.ChangeAccount, reports.ChangePayee} {
		for _, s := range []*reports.Standing{&x.Was, &x.Is} {
			switch {
			case s.Payments.Count == 0:
				cells = append(cells, c.text(""))
			case k == reports.ChangeAmount:
				cells = append(cells, c.amount(s.Payments.Amount))
			default:
				cells = append(cells, c.text(strings.TrimPrefix(c.l.Aspect(k, s, whole), "–")))
			}
		}
	}
	return append(cells, c.text(c.l.Cause(c.r, x)))
}
