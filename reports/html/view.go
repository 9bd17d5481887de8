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

	Title                string
	Definitions          []string
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

// blankView is a page of no report yet.
func blankView(l reports.Lang) *view {
	lang := reports.Vietnamese
	if l == reports.English {
		lang = l
	}
	return &view{Lang: string(lang), Style: template.CSS(style), StyleHash: styleHash(), Words: l.Words()}
}

func newView(r *reports.CoverageReport, l reports.Lang) *view {
	v := blankView(l)
	v.Title, v.Definitions, v.Practice, v.Unit = v.Words.Title, v.Words.Definitions, r.Practice, r.Unit
	v.Period, v.CutOff = l.Period(r.From, r.To), l.Moment(r.AsOf)
	v.Charts = []chart{funnel(r, l), placesChart(r, l)}
	v.Sum = v.Words.Beneficiaries + ": " + l.SumOfPlaces(&r.Figures)
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
