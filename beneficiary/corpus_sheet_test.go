package beneficiary_test

import (
	"fmt"
	"html"
	"strings"
)

// sheet writes the XML of one sheet.
func (m *maker) sheet(t tab) string {
	var b strings.Builder
	x := m.prefix
	ns := `xmlns="` + mainNS + `"`
	if x != "" {
		ns = `xmlns:` + strings.TrimSuffix(x, ":") + `="` + mainNS + `"`
	}
	fmt.Fprintf(&b, `%s<%sworksheet %s>`, xmlTop, x, ns)
	if t.dim != "" {
		fmt.Fprintf(&b, `<%sdimension ref="%s"/>`, x, t.dim)
	}
	if t.columns != "" {
		fmt.Fprintf(&b, `<%scols>%s</%scols>`, x, t.columns, x)
	}
	fmt.Fprintf(&b, `<%ssheetData>`, x)
	m.rows(&b, t)
	fmt.Fprintf(&b, `</%ssheetData>`, x)
	if len(t.merges) > 0 {
		fmt.Fprintf(&b, `<%smergeCells count="%d">`, x, len(t.merges))
		for _, ref := range t.merges {
			fmt.Fprintf(&b, `<%smergeCell ref="%s"/>`, x, ref)
		}
		fmt.Fprintf(&b, `</%smergeCells>`, x)
	}
	fmt.Fprintf(&b, `%s</%sworksheet>`, t.tail, x)
	return b.String()
}

// rows numbers the rows from the tab's first.
func (m *maker) rows(b *strings.Builder, t tab) {
	number := max(t.first, 1)
	for _, r := range t.rows {
		hidden := ""
		if len(r) > 0 {
			switch what := r[0].(type) {
			case skip:
				number += int(what)
				continue
			case gone:
				hidden, r = ` hidden="1"`, row(what)
			}
		}
		if m.noRefs {
			fmt.Fprintf(b, `<%srow>`, m.prefix)
		} else {
			fmt.Fprintf(b, `<%srow r="%d"%s>`, m.prefix, number, hidden)
		}
		for col, v := range r {
			m.cell(b, number, col, v)
		}
		fmt.Fprintf(b, `</%srow>`, m.prefix)
		number++
	}
}

func (m *maker) cell(b *strings.Builder, number, col int, v any) {
	var c cell
	switch v := v.(type) {
	case nil:
		if m.noRefs {
			fmt.Fprintf(b, `<%sc/>`, m.prefix)
		}
		return
	case string:
		c = cell{raw: v, kind: "s"}
	case int:
		c = num(fmt.Sprint(v))
	case cell:
		c = v
	default:
		panic(fmt.Sprintf("no cell: %T", v))
	}
	x := m.prefix
	fmt.Fprintf(b, `<%sc`, x)
	if !m.noRefs {
		fmt.Fprintf(b, ` r="%c%d"`, 'A'+col, number)
	}
	if i := m.lookOf(look{c.format, c.font}); i > 0 {
		fmt.Fprintf(b, ` s="%d"`, i)
	}
	value := html.EscapeString(c.raw)
	switch {
	case c.kind == "s" && m.inline:
		fmt.Fprintf(b, ` t="inlineStr"><%sis><%st xml:space="preserve">%s</%st></%sis></%sc>`, x, x, value, x, x, x)
		return
	case c.kind == "s":
		value = fmt.Sprint(m.share(c))
	}
	if c.kind != "" {
		fmt.Fprintf(b, ` t="%s"`, c.kind)
	}
	b.WriteByte('>')
	if c.formula != "" {
		fmt.Fprintf(b, `<%sf>%s</%sf>`, x, html.EscapeString(c.formula), x)
	}
	if c.raw != "" || c.rich != nil {
		fmt.Fprintf(b, `<%sv>%s</%sv>`, x, value, x)
	}
	fmt.Fprintf(b, `</%sc>`, x)
}

// share puts a text among the shared ones.
func (m *maker) share(c cell) int {
	text := `<si><t xml:space="preserve">` + html.EscapeString(c.raw) + `</t></si>`
	if c.rich != nil {
		text = `<si>`
		for _, run := range c.rich {
			text += `<r><rPr><b/></rPr><t xml:space="preserve">` + html.EscapeString(run) + `</t></r>`
		}
		text += `</si>`
	}
	if i, known := m.shared[text]; known {
		return i
	}
	m.shared[text] = len(m.strings)
	m.strings = append(m.strings, text)
	return len(m.strings) - 1
}
