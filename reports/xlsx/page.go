package xlsx

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/reports"
)

// page is one sheet while it is drawn, from the top down. It keeps the first
// error, so that drawing reads as a list of cells.
type page struct {
	b      *book
	name   string
	row    int         // the next row, from 1
	widths map[int]int // characters by column
	heads  map[int][]heading
	err    error
}

// cell is one value with its style. Percentages are written as exact decimal
// text, counts and amounts as whole numbers.
type cell struct {
	text   string
	number string // decimal digits; "" for text
	style  int
	wraps  bool // takes no part in the column's width
}

func (b *book) text(s string) cell { return cell{text: s, style: b.styles.text} }

func (b *book) count(n int) cell {
	return cell{number: fmt.Sprint(n), style: b.styles.count}
}

func (b *book) change(n int64) cell {
	return cell{number: fmt.Sprint(n), style: b.styles.change}
}

func (b *book) amount(a money.Amount) cell {
	return cell{number: a.Decimal(), style: b.styles.count}
}

// percent writes a ratio rounded half up to hundredths of a percent, so that
// the sheet holds what every other form of the report says.
func (b *book) percent(r reports.Ratio) cell {
	s := r.String()
	if s == "" {
		return cell{text: b.l.Percent(r), style: b.styles.headNumber}
	}
	whole, hundredths, _ := strings.Cut(s, ".")
	digits := strings.Repeat("0", max(0, 3-len(whole))) + whole
	at := len(digits) - 2
	return cell{number: digits[:at] + "." + digits[at:] + hundredths, style: b.styles.percent}
}

// total makes a row bold under a line.
func (b *book) total(cells ...cell) []cell {
	for i := range cells {
		switch cells[i].style {
		case b.styles.count:
			cells[i].style = b.styles.totalCount
		case b.styles.percent:
			cells[i].style = b.styles.totalPercent
		case b.styles.change:
			cells[i].style = b.styles.totalChange
		default:
			cells[i].style = b.styles.totalText
		}
	}
	return cells
}

func (p *page) title() {
	b := p.b
	p.put(cell{text: b.about.title, style: b.styles.title, wraps: true})
	about := b.w.Period + " " + b.about.period + " · " + b.w.CutOff + " " + b.l.Moment(b.about.asOf)
	if b.about.unit != "" {
		about = b.about.unit + " · " + about
	}
	p.put(cell{text: about, style: b.styles.soft, wraps: true})
	if b.about.practice {
		p.put(cell{text: b.w.Practice, style: b.styles.mark, wraps: true})
	}
	p.row++
}

// section writes a heading above a table.
func (p *page) section(name string) {
	p.put(cell{text: name, style: p.b.styles.section, wraps: true})
}

// note writes a line of small print.
func (p *page) note(text string) {
	p.put(cell{text: text, style: p.b.styles.soft, wraps: true})
}

// heading is a column's heading, over text or over numbers.
type heading struct {
	name   string
	number bool
}

func over(name string) heading       { return heading{name: name} }
func overNumber(name string) heading { return heading{name: name, number: true} }

// head writes column headings and returns their row. Long ones wrap: a column
// is as wide as the longest word.
func (p *page) head(headings ...heading) int {
	cells := make([]cell, len(headings))
	for i, h := range headings {
		cells[i] = cell{text: h.name, style: p.b.styles.head, wraps: true}
		if h.number {
			cells[i].style = p.b.styles.headNumber
		}
		for word := range strings.FieldsSeq(h.name) {
			p.widths[i] = max(p.widths[i], utf8.RuneCountInString(word)+5)
		}
	}
	p.heads[p.row] = headings
	p.put(cells...)
	return p.row - 1
}

// put writes one row and goes to the next.
func (p *page) put(cells ...cell) {
	for i, c := range cells {
		p.set(i, c)
	}
	p.row++
}

func (p *page) set(column int, c cell) {
	if p.err != nil || c == (cell{}) {
		return
	}
	at := sheet.ColumnName(column) + fmt.Sprint(p.row)
	shown := c.text
	if c.number == "" {
		p.err = p.b.f.SetCellStr(p.name, at, c.text)
	} else {
		shown = c.number + strings.Repeat(".", len(c.number)/3)
		p.err = p.b.f.SetCellDefault(p.name, at, c.number)
	}
	if p.err == nil {
		p.err = p.b.f.SetCellStyle(p.name, at, at, c.style)
	}
	if !c.wraps {
		p.widths[column] = max(p.widths[column], utf8.RuneCountInString(shown)+2)
	}
}

// finish sets widths, the frozen heading (0: none) and how the page prints.
func (p *page) finish(headRow int) error {
	if p.err != nil {
		return fmt.Errorf("sheet %q: %w", p.name, p.err)
	}
	f := p.b.f
	for _, column := range slices.Sorted(maps.Keys(p.widths)) {
		name := sheet.ColumnName(column)
		p.widths[column] = min(max(p.widths[column], 13), 55)
		if err := setWidth(f, p.name, name, p.widths[column]); err != nil {
			return fmt.Errorf("sheet %q: width of %s: %w", p.name, name, err)
		}
	}
	for row, headings := range p.heads {
		if err := setHeight(f, p.name, row, p.lines(headings)); err != nil {
			return fmt.Errorf("sheet %q: height of row %d: %w", p.name, row, err)
		}
	}
	if headRow > 0 {
		if err := p.freeze(headRow); err != nil {
			return fmt.Errorf("sheet %q: freeze the heading: %w", p.name, err)
		}
	}
	if err := p.paper(); err != nil {
		return fmt.Errorf("sheet %q: page setup: %w", p.name, err)
	}
	return nil
}

// lines is how many lines headings take in their columns, word by word.
func (p *page) lines(headings []heading) int {
	most := 1
	for i, h := range headings {
		lines, room := 1, p.widths[i]-1
		used := 0
		for word := range strings.FieldsSeq(h.name) {
			n := utf8.RuneCountInString(word)
			if used > 0 && used+1+n > room {
				lines, used = lines+1, 0
			}
			used += n + 1
		}
		most = max(most, lines)
	}
	return most
}

// freeze keeps everything down to the heading in sight and repeats the heading
// on every printed page.
func (p *page) freeze(headRow int) error {
	err := p.b.f.SetPanes(p.name, &excelize.Panes{
		Freeze: true, YSplit: headRow, TopLeftCell: fmt.Sprintf("A%d", headRow+1), ActivePane: "bottomLeft",
	})
	if err != nil {
		return err
	}
	return p.b.f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: p.name,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", p.name, headRow, headRow),
	})
}

// a4 is the number of the paper in the standard's list.
const a4 = 9

func (p *page) paper() error {
	f, size, orientation, wide, high := p.b.f, a4, "landscape", 1, 0
	err := f.SetPageLayout(p.name, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high,
	})
	if err != nil {
		return err
	}
	fit := true
	if err := f.SetSheetProps(p.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	mark := ""
	if p.b.about.practice {
		mark = "&C" + escapeHeader(p.b.w.Practice)
	}
	return f.SetHeaderFooter(p.name, &excelize.HeaderFooterOptions{
		OddHeader: mark,
		OddFooter: "&L" + escapeHeader(p.b.about.title+" – "+p.b.about.period) + "&R&P/&N",
	})
}

// escapeHeader doubles the sign that begins a code in headers and footers.
func escapeHeader(s string) string { return strings.ReplaceAll(s, "&", "&&") }
