package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"chitra/internal/sheet"
	"chitra/reports"
)

// drawSummary draws the four lines with numerator and denominator, where
// everybody stands with a chart of it, and the money by state.
func drawSummary(b *book) error {
	p, err := b.page(b.w.Summary)
	if err != nil {
		return err
	}
	b.drawHeadlines(p)
	p.row++
	first, last := b.drawPlaces(p)
	p.row++
	chart := p.row
	b.drawPayments(p)
	p.row = max(p.row, chart+chartRows) + 1
	for _, text := range b.w.Definitions {
		p.note(text)
	}
	if err := p.finish(0); err != nil {
		return err
	}
	return b.drawChart(p, chart, first, last)
}

// The chart stands beside the payments, from this column to the table's last.
const (
	chartColumn = 3
	lastColumn  = 6
	chartRows   = 15
	rowPixels   = 20
)

func (b *book) drawHeadlines(p *page) {
	p.head(over(b.w.Measure), overNumber(b.w.Number), overNumber(b.w.Share), overNumber(b.w.Numerator),
		overNumber(b.w.Denominator), over(b.w.DenominatorName), over(b.w.Notes))
	for _, h := range b.r.Headlines(b.l) {
		if h.IsAmount {
			p.put(b.text(h.Label+" ("+b.w.Dong+")"), b.amount(h.Amount), b.text(""), b.text(""), b.text(""),
				b.text(""), b.text(b.l.Short(h.Amount)+", "+b.l.Period(b.r.From, b.r.To)))
			continue
		}
		if len(h.Shares) == 0 {
			p.put(b.text(h.Label), b.count(h.Count), b.text(""), b.text(""), b.text(""), b.text(""), b.text(h.Note))
		}
		for _, s := range h.Shares {
			p.put(b.text(h.Label), b.count(h.Count), b.percent(s.Ratio), b.count(s.Num), b.count(s.Den),
				b.text(s.Of), b.text(h.Note))
		}
	}
	p.put(b.text(b.w.PaidAny), b.count(b.r.PaidAny), b.percent(reports.Ratio{Num: b.r.PaidAny, Den: b.r.Beneficiaries}),
		b.count(b.r.PaidAny), b.count(b.r.Beneficiaries), b.text(b.w.OfBeneficiaries), b.text(""))
	if n := b.r.PaidWithoutAccount; n > 0 {
		p.put(b.text(b.w.PaidWithoutAccount), b.count(n))
	}
}

// drawPlaces draws where everybody stands, adding up to the beneficiaries, and
// returns the rows of the places.
func (b *book) drawPlaces(p *page) (first, last int) {
	p.section(b.w.Chart)
	p.head(over(b.w.Place), overNumber(b.w.Persons), overNumber(b.w.Share), overNumber(b.w.Numerator),
		overNumber(b.w.Denominator), over(b.w.DenominatorName), overNumber(b.w.ThemWithAccount))
	first = p.row
	for _, place := range reports.Places() {
		accounts := b.r.NotPaidWithAccount[place]
		if place == reports.Paid {
			accounts = b.r.Paid - b.r.PaidWithoutAccount
		}
		p.put(b.placeCells(b.l.PlaceName(place), b.r.In(place), accounts)...)
	}
	last = p.row - 1
	p.put(b.total(b.placeCells(b.w.Beneficiaries, b.r.Beneficiaries, b.r.WithAccount)...)...)
	return first, last
}

func (b *book) placeCells(name string, persons, accounts int) []cell {
	return []cell{
		b.text(name), b.count(persons), b.percent(reports.Ratio{Num: persons, Den: b.r.Beneficiaries}),
		b.count(persons), b.count(b.r.Beneficiaries), b.text(b.w.OfBeneficiaries), b.count(accounts),
	}
}

func (b *book) drawPayments(p *page) {
	p.section(b.w.PaymentsByState)
	p.head(over(b.w.State), overNumber(b.w.Payments), overNumber(b.w.Amount+" ("+b.w.Dong+")"))
	row := func(name string, t reports.Tally) []cell {
		return []cell{b.text(name), b.count(t.Count), b.amount(t.Amount)}
	}
	for _, s := range reports.PaymentStates() {
		p.put(row(b.l.StateName(s), b.r.Payments[s])...)
	}
	p.put(b.total(row(b.w.Entitled, b.r.Entitled)...)...)
	p.put(row(b.w.Instructed, b.r.Instructed)...)
	if b.r.NotEstablished.Count > 0 {
		p.put(row(b.w.NotEstablished, b.r.NotEstablished)...)
	}
}

// drawChart puts a native bar chart of the places beside the payments. The
// columns have their widths by now: the chart is as wide as those it covers.
func (b *book) drawChart(p *page, row, first, last int) error {
	pixels := uint(0)
	for column := chartColumn; column <= lastColumn; column++ {
		pixels += uint(p.widths[column]*7 + 5)
	}
	gap := uint(40)
	column := func(name string) string {
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", p.name, name, first, name, last)
	}
	at := sheet.ColumnName(chartColumn) + fmt.Sprint(row)
	err := b.f.AddChart(p.name, at, &excelize.Chart{
		Type: excelize.Bar,
		Series: []excelize.ChartSeries{{
			Name: b.w.Persons, Categories: column("A"), Values: column("B"),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{green}},
		}},
		Title: excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{
			Text: b.chartTitle(), Font: &excelize.Font{Bold: true, Size: 12, Color: ink},
		}}},
		Legend:    excelize.ChartLegend{Position: "none"},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: countFormat}},
		XAxis:     excelize.ChartAxis{ReverseOrder: true, Font: excelize.Font{Size: 10, Color: ink}},
		YAxis:     excelize.ChartAxis{None: true},
		Dimension: excelize.ChartDimension{Width: pixels, Height: chartRows * rowPixels},
		Format:    excelize.GraphicOptions{OffsetX: 12},
		GapWidth:  &gap,
	})
	if err != nil {
		return fmt.Errorf("draw the chart: %w", err)
	}
	return nil
}

func (b *book) chartTitle() string {
	title := b.w.Chart + ", " + b.l.Period(b.r.From, b.r.To)
	if b.r.Practice {
		title += " – " + b.w.Practice
	}
	return title
}
