package sheet

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// SummarySign stands in a hidden column of the first row of a Summary: by it the
// sheet is known when the workbook comes back, whatever it is called by then.
const SummarySign = "chitra:summary:1"

// FixSign stands in the first row of a sheet of rows to fix: by it one is known
// that came without its workbook, as text or copied into another.
const FixSign = "chitra:fix:1"

// Summary is a sheet behind the sender's own that says what became of them.
type Summary struct {
	Name   string
	Widths []int // of the columns, in characters
	Rows   [][]SummaryCell
}

// SummaryCell is one cell of a Summary: a text, a whole number, or a text that
// leads to a cell of another sheet.
type SummaryCell struct {
	Text   string
	Number bool // Text is digits alone
	Look   Look // Title, Strong and Header are known; all others are plain
	// LinkSheet and LinkCell are where a click leads; "" is nowhere.
	LinkSheet, LinkCell string
}

// WriteSummary writes the workbook back with the summary behind its sheets, in
// place of an earlier one. Everything else is copied as it is packed. Where
// another sheet has the name, a number is put behind it. A package that is not
// sound is a *Refusal; of what went wrong later, dst may hold a part.
func WriteSummary(dst io.Writer, src io.ReaderAt, size int64, s Summary) error {
	w, err := Open(src, size, Limits{})
	if err != nil {
		return err
	}
	m := &marking{w: w, c: w.c, sheet: &worksheet{entry: &entry{}}}
	err = m.addSummary(s)
	if err == nil {
		err = m.planExtra()
	}
	if err == nil {
		err = m.write(dst)
	}
	if err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return nil
}

// addSummary plans the summary as the sheet that is added.
func (m *marking) addSummary(s Summary) error {
	name, err := summaryName(m.w, s.Name)
	if err == nil {
		m.extra = &extraSheet{name: name, write: func(out io.Writer) error { return m.writeSummary(out, s) }}
	}
	return err
}

// summaryName is the name of the summary that is there, else a free one.
func summaryName(w *Workbook, want string) (string, error) {
	for i := range w.sheets {
		is, err := isSummary(w, i)
		if err != nil || is {
			return w.sheets[i].Name, err
		}
	}
	for n := 1; ; n++ {
		name := want
		if n > 1 {
			name = fmt.Sprintf("%s (%d)", want, n)
		}
		if !hasName(w, name) {
			return name, nil
		}
	}
}

func hasName(w *Workbook, name string) bool {
	for _, n := range w.names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// isSummary reads the first row of a sheet.
func isSummary(w *Workbook, i int) (bool, error) {
	for row, err := range w.Rows(i) {
		if err != nil {
			return false, err
		}
		return IsSummary(row), nil
	}
	return false, nil
}

// IsSummary reports whether a sheet that begins with this row is a Summary.
func IsSummary(first *Row) bool { return hasSign(first, SummarySign) }

// IsFix reports whether a sheet that begins with this row is one of rows to fix.
func IsFix(first *Row) bool { return hasSign(first, FixSign) }

func hasSign(first *Row, sign string) bool {
	if first.Number != 1 {
		return false
	}
	for i := range first.Cells {
		if first.Cells[i].Text == sign {
			return true
		}
	}
	return false
}

func (m *marking) writeSummary(w io.Writer, s Summary) error {
	out := bufio.NewWriterSize(w, 16<<10)
	out.WriteString(declaration + `<worksheet xmlns="` + m.parts.main + `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><cols>`)
	for i, width := range s.Widths {
		fmt.Fprintf(out, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	sign := len(s.Widths)
	fmt.Fprintf(out, `<col min="%d" max="%d" width="9" hidden="1"/></cols><sheetData>`, sign+1, sign+1)
	var links strings.Builder
	rows := s.Rows
	if len(rows) == 0 {
		rows = [][]SummaryCell{nil}
	}
	for i, row := range rows {
		fmt.Fprintf(out, `<row r="%d">`, i+1)
		for col, c := range row {
			if col >= sign {
				return fmt.Errorf("row %d has more cells than columns", i+1)
			}
			text, err := c.xml(cellRef(col, i+1))
			if err != nil {
				return err
			}
			out.WriteString(text)
			links.WriteString(c.link(cellRef(col, i+1)))
		}
		if i == 0 {
			out.WriteString(inlineCell(cellRef(sign, 1), "", SummarySign))
		}
		out.WriteString(`</row>`)
	}
	out.WriteString(`</sheetData>`)
	if links.Len() > 0 {
		out.WriteString(`<hyperlinks>` + links.String() + `</hyperlinks>`)
	}
	out.WriteString(`<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`)
	return out.Flush()
}

// xml is the cell as a sheet has it. Its look is in the text itself, so that
// the sender's styles are left alone.
func (c SummaryCell) xml(ref string) (string, error) {
	if err := checkText(c.Text); err != nil {
		return "", fmt.Errorf("%s: %w", ref, err)
	}
	switch {
	case c.Text == "":
		return "", nil
	case c.Number:
		n, err := strconv.ParseInt(c.Text, 10, 64)
		if err != nil || n < 0 {
			return "", fmt.Errorf("%s: %q is no whole number", ref, c.Text)
		}
		return `<c r="` + ref + `"><v>` + strconv.FormatInt(n, 10) + `</v></c>`, nil
	case c.LinkCell != "":
		return inlineCell(ref, `<color rgb="FF0563C1"/><u/>`, c.Text), nil
	case c.Look == Title:
		return inlineCell(ref, `<b/><sz val="14"/>`, c.Text), nil
	case c.Look == Strong || c.Look == Header:
		return inlineCell(ref, `<b/>`, c.Text), nil
	}
	return inlineCell(ref, "", c.Text), nil
}

// inlineCell is a cell of text; look are the properties of its one run.
func inlineCell(ref, look, text string) string {
	t := `<t xml:space="preserve">` + escapeText(text) + `</t>`
	if look != "" {
		t = `<r><rPr>` + look + `</rPr>` + t + `</r>`
	}
	return `<c r="` + ref + `" t="inlineStr"><is>` + t + `</is></c>`
}

func (c SummaryCell) link(ref string) string {
	if c.LinkCell == "" || c.Text == "" {
		return ""
	}
	at := "'" + strings.ReplaceAll(c.LinkSheet, "'", "''") + "'!" + c.LinkCell
	return `<hyperlink ref="` + ref + `" location="` + escapeXML(at) + `" display="` + escapeXML(c.Text) + `"/>`
}
