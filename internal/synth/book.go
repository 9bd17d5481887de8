package synth

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// A cell's look, by its place in the style sheet below.
type look int

const (
	plainLook look = iota
	titleLook
	headLook
	textLook
	amountLook
	dayLook
	legacyLook
	numberLook
)

// cell is one cell as it is stored: a text, or the digits of a number exactly
// as they go into the file. No number passes through a binary fraction.
type cell struct {
	text   string
	number bool
	look   look
}

func textCell(s string, l look) cell   { return cell{text: s, look: l} }
func numberCell(s string, l look) cell { return cell{text: s, number: true, look: l} }

// book is a new workbook. It is written here rather than through a library so
// that the same rows give the same bytes, numbers stay digits, and the reader
// is not tested on what it wrote itself.
type book struct {
	pages   []*page
	index   map[string]int
	strings []string
}

// page is one sheet.
type page struct {
	book   *book
	name   string
	rows   bytes.Buffer
	last   int // number of the last row written
	merges []string
	widths []int
}

func newBook() *book { return &book{index: map[string]int{}} }

func (b *book) page(name string, widths []int) *page {
	p := &page{book: b, name: name, widths: widths}
	b.pages = append(b.pages, p)
	return p
}

func (b *book) shared(s string) int {
	i, ok := b.index[s]
	if !ok {
		i = len(b.strings)
		b.index[s] = i
		b.strings = append(b.strings, s)
	}
	return i
}

// skip leaves a row empty.
func (p *page) skip() { p.last++ }

// add writes the next row and returns its number. Cells without text are left
// out unless they have a look of their own.
func (p *page) add(cells ...cell) int {
	p.last++
	number := strconv.Itoa(p.last)
	w := &p.rows
	w.WriteString(`<row r="` + number + `">`)
	for i, c := range cells {
		if c.text == "" && c.look == plainLook {
			continue
		}
		w.WriteString(`<c r="` + columnName(i) + number + `" s="` + strconv.Itoa(int(c.look)) + `"`)
		switch {
		case c.text == "":
			w.WriteString(`/>`)
		case c.number:
			w.WriteString(`><v>` + c.text + `</v></c>`)
		default:
			w.WriteString(` t="s"><v>` + strconv.Itoa(p.book.shared(c.text)) + `</v></c>`)
		}
	}
	w.WriteString(`</row>`)
	return p.last
}

// merge joins a rectangle of cells; columns count from 0, rows from 1.
func (p *page) merge(col1, row1, col2, row2 int) {
	if col1 != col2 || row1 != row2 {
		p.merges = append(p.merges, fmt.Sprintf("%s%d:%s%d", columnName(col1), row1, columnName(col2), row2))
	}
}

func columnName(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return columnName(i/26-1) + columnName(i%26)
}

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relPkgNS = "http://schemas.openxmlformats.org/package/2006/relationships"
	typePart = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// styleSheet holds the looks in the order of their constants.
const styleSheet = xmlHead + `<styleSheet xmlns="` + mainNS + `"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>` +
	`<fonts count="3"><font><sz val="12"/><name val="Times New Roman"/></font><font><b/><sz val="12"/><name val="Times New Roman"/></font>` +
	`<font><sz val="12"/><name val=".VnTime"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>` +
	`<xf numFmtId="3" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>` +
	`<xf numFmtId="0" fontId="2" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/>` +
	`<xf numFmtId="1" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// bytes packs the workbook.
func (b *book) bytes() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	put := func(name, content string) error {
		w, err := z.Create(name)
		if err != nil {
			return err
		}
		_, err = w.Write([]byte(content))
		return err
	}
	parts := []struct{ name, content string }{
		{"[Content_Types].xml", b.contentTypes()},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + relPkgNS + `"><Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", b.workbook()},
		{"xl/_rels/workbook.xml.rels", b.relations()},
		{"xl/styles.xml", styleSheet},
		{"xl/sharedStrings.xml", b.sharedStrings()},
	}
	for i, p := range b.pages {
		parts = append(parts, struct{ name, content string }{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), p.sheet()})
	}
	for _, part := range parts {
		if err := put(part.name, part.content); err != nil {
			return nil, fmt.Errorf("pack %s: %w", part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack workbook: %w", err)
	}
	return out.Bytes(), nil
}

func (b *book) contentTypes() string {
	var w strings.Builder
	w.WriteString(xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + typePart + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + typePart + `styles+xml"/>` +
		`<Override PartName="/xl/sharedStrings.xml" ContentType="` + typePart + `sharedStrings+xml"/>`)
	for i := range b.pages {
		fmt.Fprintf(&w, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, typePart)
	}
	return w.String() + `</Types>`
}

func (b *book) workbook() string {
	var w strings.Builder
	w.WriteString(xmlHead + `<workbook xmlns="` + mainNS + `" xmlns:r="` + relNS + `"><sheets>`)
	for i, p := range b.pages {
		fmt.Fprintf(&w, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(p.name), i+1, i+1)
	}
	return w.String() + `</sheets></workbook>`
}

func (b *book) relations() string {
	var w strings.Builder
	w.WriteString(xmlHead + `<Relationships xmlns="` + relPkgNS + `">`)
	for i := range b.pages {
		fmt.Fprintf(&w, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relNS, i+1)
	}
	n := len(b.pages)
	fmt.Fprintf(&w, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, n+1, relNS)
	fmt.Fprintf(&w, `<Relationship Id="rId%d" Type="%s/sharedStrings" Target="sharedStrings.xml"/>`, n+2, relNS)
	return w.String() + `</Relationships>`
}

func (b *book) sharedStrings() string {
	var w strings.Builder
	fmt.Fprintf(&w, `%s<sst xmlns="%s" uniqueCount="%d">`, xmlHead, mainNS, len(b.strings))
	for _, s := range b.strings {
		w.WriteString(`<si><t xml:space="preserve">` + escaped(s) + `</t></si>`)
	}
	return w.String() + `</sst>`
}

func (p *page) sheet() string {
	var w strings.Builder
	w.WriteString(xmlHead + `<worksheet xmlns="` + mainNS + `"><cols>`)
	for i, width := range p.widths {
		fmt.Fprintf(&w, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, width)
	}
	w.WriteString(`</cols><sheetData>`)
	w.Write(p.rows.Bytes())
	w.WriteString(`</sheetData>`)
	if len(p.merges) > 0 {
		fmt.Fprintf(&w, `<mergeCells count="%d">`, len(p.merges))
		for _, m := range p.merges {
			w.WriteString(`<mergeCell ref="` + m + `"/>`)
		}
		w.WriteString(`</mergeCells>`)
	}
	return w.String() + `</worksheet>`
}

func escaped(s string) string {
	if !strings.ContainsAny(s, "<>&\"'\t\n\r") {
		return s
	}
	var w strings.Builder
	// A strings.Builder never fails to write.
	_ = xml.EscapeText(&w, []byte(s))
	return w.String()
}
