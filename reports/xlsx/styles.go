package xlsx

import "github.com/xuri/excelize/v2"

// Number formats. Excel shows the marks of its own language: 1.234.567 and
// 63,16 % where that is Vietnamese.
const (
	countFormat   = `#,##0`
	changeFormat  = `+#,##0;-#,##0;0`
	percentFormat = `0.00\ %`
)

// Colours of a workbook.
const (
	green = "1D7A5F"
	band  = "EDF3F1"
	line  = "D5DBE1"
	soft  = "5B6675"
	ink   = "1C2430"
	red   = "8A2D2D"
)

// styles are the cell styles of a workbook, by number.
type styles struct {
	title, section, soft, mark int
	head, headNumber           int
	text                       int
	count, percent, change     int
	totalText, totalCount      int
	totalPercent, totalChange  int
}

func newStyles(f *excelize.File) (styles, error) {
	m := &styleMaker{f: f}
	s := styles{
		title:        m.plain(&excelize.Font{Bold: true, Size: 16}),
		section:      m.plain(&excelize.Font{Bold: true, Size: 12}),
		soft:         m.plain(&excelize.Font{Size: 10, Color: soft}),
		mark:         m.plain(&excelize.Font{Bold: true, Size: 11, Color: red}),
		head:         m.cell("", true, true, "left"),
		headNumber:   m.cell("", true, true, "right"),
		text:         m.cell("@", false, false, "left"),
		count:        m.cell(countFormat, false, false, "right"),
		percent:      m.cell(percentFormat, false, false, "right"),
		change:       m.cell(changeFormat, false, false, "right"),
		totalText:    m.total("", "left"),
		totalCount:   m.total(countFormat, "right"),
		totalPercent: m.total(percentFormat, "right"),
		totalChange:  m.total(changeFormat, "right"),
	}
	if m.err != nil {
		return styles{}, m.err
	}
	// A text that begins like a formula stays text even when somebody edits
	// the cell.
	quoted := true
	f.Styles.CellXfs.Xf[s.text].QuotePrefix = &quoted
	return s, nil
}

// styleMaker makes styles and keeps the first error.
type styleMaker struct {
	f   *excelize.File
	err error
}

func (m *styleMaker) make(s *excelize.Style) int {
	if m.err != nil {
		return 0
	}
	id, err := m.f.NewStyle(s)
	m.err = err
	return id
}

func (m *styleMaker) plain(font *excelize.Font) int {
	font.Family = "Calibri"
	return m.make(&excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "center"}})
}

// cell makes the style of a table's cell; a heading's without a format.
func (m *styleMaker) cell(format string, bold, wrap bool, horizontal string) int {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: 11, Bold: bold},
		Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: wrap},
		Border:    []excelize.Border{{Type: "bottom", Style: 1, Color: line}},
	}
	if horizontal == "left" {
		s.Alignment.Indent = 1
	}
	if format != "" {
		s.CustomNumFmt = &format
	} else {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{band}}
		s.Border = []excelize.Border{{Type: "bottom", Style: 1, Color: green}}
	}
	return m.make(s)
}

func (m *styleMaker) total(format, horizontal string) int {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "Calibri", Size: 11, Bold: true},
		Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "center"},
		Border:    []excelize.Border{{Type: "top", Style: 1, Color: green}},
	}
	if format != "" {
		s.CustomNumFmt = &format
	} else {
		s.Alignment.Indent = 1
	}
	return m.make(s)
}
