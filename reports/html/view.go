package html

import (
	"fmt"
	"html/template"

	"chitra/reports"
)

// view is the page ready to be filled in: words and figures as they are read.
type view struct {
	Lang      string
	Style     template.CSS
	StyleHash string
	Words     reports.Words

	Practice             bool
	Unit, Period, CutOff string
	Tiles                []tile
	Charts               []chart
	Sum                  string
	Asides               []string
	Tables               []table
}

type tile struct {
	Label, Figure, Note string
	Shares              []share
}

type share struct {
	Percent, Of, Fraction string
}

func newView(r *reports.CoverageReport, l reports.Lang) *view {
	lang := reports.Vietnamese
	if l == reports.English {
		lang = l
	}
	v := &view{
		Lang: string(lang), Style: template.CSS(style), StyleHash: styleHash(), Words: l.Words(),
		Practice: r.Practice, Unit: r.Unit,
		Period: l.Period(r.From, r.To), CutOff: l.Moment(r.AsOf),
		Charts: []chart{funnel(r, l), placesChart(r, l)},
		Sum:    l.Words().Beneficiaries + ": " + l.SumOfPlaces(&r.Figures),
	}
	for _, h := range r.Headlines(l) {
		v.Tiles = append(v.Tiles, newTile(h, l))
	}
	if r.PaidAny > r.Paid {
		v.Asides = append(v.Asides, fmt.Sprintf("%s: %s", v.Words.PaidAny, l.Count(r.PaidAny)))
	}
	if r.PaidWithoutAccount > 0 {
		v.Asides = append(v.Asides, fmt.Sprintf("%s: %s", v.Words.PaidWithoutAccount, l.Count(r.PaidWithoutAccount)))
	}
	v.Tables = tables(r, l, v.Words)
	return v
}

func newTile(h reports.Headline, l reports.Lang) tile {
	t := tile{Label: h.Label, Figure: l.Count(h.Count), Note: h.Note}
	if h.IsAmount {
		t.Figure = l.Short(h.Amount)
	}
	for _, s := range h.Shares {
		t.Shares = append(t.Shares, share{l.Percent(s.Ratio), s.Of, l.Fraction(s.Ratio)})
	}
	return t
}
