package html

import "chitra/reports"

// chart is a bar chart, its lengths in the units of its own view box.
type chart struct {
	Width, Height int
	Label         string
	Bars          []bar
	Target        *target
}

type bar struct {
	Label, Value, Class string
	X, Y, Width, Height int
	TextY, ValueX       int
}

// target is a line across all bars.
type target struct {
	X, Bottom, TextY int
	Label            string
}

// Measures of a chart: labels in front, then bars, then room for the value.
const (
	chartWidth = 900
	barsFrom   = 250
	barsWidth  = 470
	barHeight  = 20
	barStep    = 32
)

func (c *chart) add(label, value, class string, part, whole int) {
	y := len(c.Bars) * barStep
	width := 0
	if whole > 0 {
		width = (part*barsWidth + whole/2) / whole
	}
	if part > 0 {
		width = max(width, 2) // whoever is there is seen
	}
	c.Bars = append(c.Bars, bar{
		Label: label, Value: value, Class: class,
		X: barsFrom, Y: y, Width: width, Height: barHeight,
		TextY: y + 15, ValueX: barsFrom + width + 8,
	})
	c.Height = y + barStep
}

// funnel shows beneficiaries, account holders and those paid, each as a part of
// the first, with the target across.
func funnel(r *reports.CoverageReport, l reports.Lang) chart {
	w := l.Words()
	c := chart{Width: chartWidth, Label: w.Funnel}
	all := r.Beneficiaries
	c.add(w.Beneficiaries, l.Count(all), "all", all, all)
	c.add(w.WithAccount, valueOf(l, r.AccountShare()), "account", r.WithAccount, all)
	c.add(w.Paid, valueOf(l, r.PaidShare()), "paid", r.Paid, all)
	bottom := c.Height
	c.Height += barStep - 8
	c.Target = &target{
		X: barsFrom + r.Target*barsWidth/100, Bottom: bottom, TextY: bottom + 15,
		Label: l.TargetName(r.Target),
	}
	return c
}

// placesChart shows where everybody stands; places where nobody stands are left
// out.
func placesChart(r *reports.CoverageReport, l reports.Lang) chart {
	c := chart{Width: chartWidth, Label: l.Words().Chart}
	for _, p := range reports.Places() {
		n := r.In(p)
		if n == 0 {
			continue
		}
		class := "other"
		switch p {
		case reports.Paid, reports.PaidInPart:
			class = "paid"
		case reports.WithoutAccount:
			class = "all"
		}
		c.add(l.PlaceName(p), valueOf(l, reports.Ratio{Num: n, Den: r.Beneficiaries}), class, n, r.Beneficiaries)
	}
	return c
}

func valueOf(l reports.Lang, r reports.Ratio) string {
	return l.Count(r.Num) + " · " + l.Percent(r)
}
