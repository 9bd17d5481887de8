package reports

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// labelWidth is the width of the first column on a terminal.
const labelWidth = 37

// Text draws the report for a terminal: the four lines, what their percentages
// were worked out from, the sum over all places and the people not paid by
// reason. Lines of a dimension follow.
func Text(w io.Writer, r *CoverageReport, l Lang) error {
	if err := r.Check(); err != nil {
		return err
	}
	t := text{l: l, w: l.Words()}
	t.title(r)
	t.headlines(r)
	t.computed(r)
	t.notPaid(r)
	t.lines(r)
	t.closed(r)
	_, err := io.WriteString(w, t.out.String())
	if err != nil {
		return fmt.Errorf("write text: %w", err)
	}
	return nil
}

type text struct {
	l   Lang
	w   Words
	out strings.Builder
}

func (t *text) line(parts ...string) {
	t.out.WriteString(strings.TrimRight(strings.Join(parts, ""), " "))
	t.out.WriteByte('\n')
}

func (t *text) title(r *CoverageReport) {
	if r.Practice {
		t.line("*** ", t.w.Practice, " ***")
	}
	head := t.w.Title + " · " + t.l.Period(r.From, r.To)
	if r.Unit != "" {
		head += " · " + r.Unit
	}
	t.line(head)
	t.line(t.w.CutOff, " ", t.l.Moment(r.AsOf))
	t.line()
}

func (t *text) headlines(r *CoverageReport) {
	lines := r.Headlines(t.l)
	width := 0
	for _, h := range lines {
		if !h.IsAmount {
			width = max(width, len(t.l.Count(h.Count)))
		}
	}
	for _, h := range lines {
		if h.IsAmount {
			t.line(right(h.Label, labelWidth), t.l.Short(h.Amount), "    (", h.Note, ")")
			continue
		}
		var shares []string
		for _, s := range h.Shares {
			shares = append(shares, t.l.Percent(s.Ratio)+" "+s.Of)
		}
		note := ""
		if h.Note != "" {
			note = "     (" + h.Note + ")"
		}
		t.line(right(h.Label, labelWidth), left(t.l.Count(h.Count), width), "    ",
			strings.Join(shares, " · "), note)
	}
}

// computed prints what each percentage was worked out from, and that the places
// add up to everybody.
func (t *text) computed(r *CoverageReport) {
	t.line()
	label := t.w.HowComputed
	for _, h := range r.Headlines(t.l) {
		for _, s := range h.Shares {
			t.line(right(label, labelWidth), t.l.Percent(s.Ratio), " = ",
				t.l.Count(s.Num), " / ", t.l.Count(s.Den), " ", s.Of)
			label = ""
		}
	}
	if r.PaidWithoutAccount > 0 {
		t.line(right(t.w.PaidWithoutAccount, labelWidth), t.l.Count(r.PaidWithoutAccount))
	}
	if r.PaidAny > r.Paid {
		t.line(right(t.w.PaidAny, labelWidth), t.l.Count(r.PaidAny))
	}
	t.line(right(t.w.Beneficiaries, labelWidth), t.l.SumOfPlaces(&r.Figures))
}

func (t *text) notPaid(r *CoverageReport) {
	if len(r.Causes) == 0 {
		return
	}
	t.line()
	rows := [][]string{{t.w.NotPaid, "", t.w.Persons, t.w.ThemWithAccount}}
	for _, c := range r.Causes {
		rows = append(rows, []string{
			t.l.PlaceName(c.Place), t.l.CauseName(c), t.l.Count(c.Persons), t.l.Count(c.WithAccount),
		})
	}
	accounts := r.WithAccount - r.Paid + r.PaidWithoutAccount
	rows = append(rows, []string{t.w.Total, "", t.l.Count(r.Beneficiaries - r.Paid), t.l.Count(accounts)})
	t.table(rows, 2)
}

func (t *text) lines(r *CoverageReport) {
	if len(r.Lines) == 0 {
		return
	}
	t.line()
	rows := [][]string{{
		t.l.DimensionName(r.By), t.w.Beneficiaries, t.w.WithAccount, "% " + t.w.OfBeneficiaries,
		t.w.Paid, "% " + t.w.OfAccounts, "% " + t.w.OfBeneficiaries, t.w.Amount + " (" + t.w.Dong + ")",
	}}
	for i := range r.Lines {
		line := &r.Lines[i]
		rows = append(rows, t.lineRow(t.l.LineName(r.By, line), &line.Figures))
	}
	rows = append(rows, t.lineRow(t.w.Total, &r.Figures))
	t.table(rows, 1)
	if r.CountedAgain > 0 {
		t.line(t.w.CountedAgain, " (+", t.l.Count(r.CountedAgain), ")")
	}
}

func (t *text) lineRow(name string, f *Figures) []string {
	return []string{
		name, t.l.Count(f.Beneficiaries), t.l.Count(f.WithAccount), t.l.Percent(f.AccountShare()),
		t.l.Count(f.Paid), t.l.Percent(f.PaidShareOfAccounts()), t.l.Percent(f.PaidShare()),
		t.l.Dong(f.PaidAmount()),
	}
}

func (t *text) closed(r *CoverageReport) {
	c := r.Closed
	if c == nil {
		return
	}
	t.line()
	t.line(t.w.AfterClosing, " · ", t.l.Moment(c.AsOf), " · ", t.w.Seal, " ", c.SHA256)
	rows := [][]string{{"", t.w.AtClosing, t.w.Now, t.w.Difference}}
	for _, d := range r.Differences(t.l) {
		rows = append(rows, []string{d.Label, d.Was, d.Is, d.Change})
	}
	t.table(rows, 1)
	for _, m := range c.Moves {
		t.line("  ", t.l.PlaceName(m.From), " → ", t.l.PlaceName(m.To), ": ", t.l.Count(m.Persons))
	}
}

// table prints rows in columns: the first texts columns left, the others right.
func (t *text) table(rows [][]string, texts int) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range rows {
		var cells []string
		for i, cell := range row {
			if i < texts {
				cells = append(cells, right(cell, widths[i]))
			} else {
				cells = append(cells, left(cell, widths[i]))
			}
		}
		t.line(strings.Join(cells, "  "))
	}
}

// right pads on the right, left on the left, to a width in characters.
func right(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

func left(s string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s))) + s
}
