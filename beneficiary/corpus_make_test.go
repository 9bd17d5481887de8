package beneficiary_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"
)

// book is a workbook to be written as Excel writes it, part by part. Entries are
// stored and carry no time, so that the bytes depend on nothing but the content.
type book struct {
	sheets   []tab
	date1904 bool
	inline   bool              // texts within their cells, as exports of other programs have them
	noRefs   bool              // cells and rows without their references, which the format allows
	prefix   string            // of the elements of the sheets: "x:" in files of some libraries
	content  string            // content type of the workbook, "" for a plain one
	extra    map[string]string // further parts, by name
	order    []string          // their names in order
}

// tab is one sheet.
type tab struct {
	name    string
	state   string // "", "hidden" or "veryHidden"
	first   int    // number of the first row; 0 is 1
	rows    []row
	merges  []string
	columns string // what stands between <cols> tags
	tail    string // behind the merges
	dim     string // a dimension that may be wrong
}

// row is one line: nil is no cell, string a text, int a number.
type row []any

// gone is a row that is hidden; skip leaves numbers of rows out.
type (
	gone row
	skip int
)

// cell is a cell with more to it than its value.
type cell struct {
	raw     string // the value as the file has it
	kind    string // its type, "" for a number
	format  string
	font    string
	formula string
	rich    []string // runs of a text
}

// num is a number as the file has it.
func num(raw string) cell { return cell{raw: raw} }

// shown is a number in a number format.
func shown(raw, format string) cell { return cell{raw: raw, format: format} }

// day is a serial in a cell that shows a day.
func day(serial int) cell { return cell{raw: strconv.Itoa(serial), format: "dd/mm/yyyy"} }

// typed is a text in a font.
func typed(text, font string) cell { return cell{raw: text, kind: "s", font: font} }

// worked is a formula and the value that was saved with it; "" for none.
func worked(formula, value string) cell { return cell{formula: formula, raw: value} }

// failed is a cell in error.
func failed(code string) cell { return cell{raw: code, kind: "e"} }

const (
	mainNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	docNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	pkgNS  = "http://schemas.openxmlformats.org/package/2006/"
	mime   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	xmlTop = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// look is a cell format.
type look struct{ format, font string }

// maker writes one book.
type maker struct {
	book
	strings []string // shared, as XML
	shared  map[string]int
	looks   []look
}

// bytes writes the workbook.
func (b book) bytes() []byte {
	m := &maker{book: b, looks: []look{{}}, shared: map[string]int{}}
	sheets := make([]string, len(b.sheets))
	for i, t := range b.sheets {
		sheets[i] = m.sheet(t)
	}
	p := &pack{}
	p.add("[Content_Types].xml", m.contentTypes())
	p.add("_rels/.rels", relations("officeDocument xl/workbook.xml"))
	p.add("xl/workbook.xml", m.workbook())
	rels := []string{"styles styles.xml", "sharedStrings sharedStrings.xml"}
	for i := range sheets {
		rels = append(rels, fmt.Sprintf("worksheet worksheets/sheet%d.xml", i+1))
	}
	p.add("xl/_rels/workbook.xml.rels", relations(rels...))
	p.add("xl/styles.xml", m.styles())
	p.add("xl/sharedStrings.xml", xmlTop+`<sst xmlns="`+mainNS+`">`+strings.Join(m.strings, "")+`</sst>`)
	for i, s := range sheets {
		p.add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s)
	}
	for _, name := range b.order {
		p.add(name, b.extra[name])
	}
	return p.bytes()
}

// with adds a part that a list does not need.
func (b book) with(name, content string) book {
	extra := map[string]string{name: content}
	for n, c := range b.extra {
		extra[n] = c
	}
	b.extra, b.order = extra, append(append([]string(nil), b.order...), name)
	return b
}

func (m *maker) contentTypes() string {
	main := m.content
	if main == "" {
		main = mime + "sheet.main+xml"
	}
	var b strings.Builder
	b.WriteString(xmlTop + `<Types xmlns="` + pkgNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + main + `"/><Override PartName="/xl/styles.xml" ContentType="` + mime + `styles+xml"/>` +
		`<Override PartName="/xl/sharedStrings.xml" ContentType="` + mime + `sharedStrings+xml"/>`)
	for i := range m.sheets {
		fmt.Fprintf(&b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, mime)
	}
	return b.String() + `</Types>`
}

func (m *maker) workbook() string {
	var b strings.Builder
	b.WriteString(xmlTop + `<workbook xmlns="` + mainNS + `" xmlns:r="` + docNS + `">`)
	if m.date1904 {
		b.WriteString(`<workbookPr date1904="1"/>`)
	}
	b.WriteString(`<sheets>`)
	for i, t := range m.sheets {
		state := ""
		if t.state != "" {
			state = ` state="` + t.state + `"`
		}
		fmt.Fprintf(&b, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, html.EscapeString(t.name), i+1, state, i+3)
	}
	return b.String() + `</sheets></workbook>`
}

// relations writes relations given as "type target", rId1 first.
func relations(list ...string) string {
	var b strings.Builder
	b.WriteString(xmlTop + `<Relationships xmlns="` + pkgNS + `relationships">`)
	for i, r := range list {
		kind, target, _ := strings.Cut(r, " ")
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i+1, docNS, kind, target)
	}
	return b.String() + `</Relationships>`
}

// styles writes every look that was used; each has its own font and format.
func (m *maker) styles() string {
	var formats, fonts, cells strings.Builder
	for i, l := range m.looks {
		font, format := l.font, l.format
		if font == "" {
			font = "Times New Roman"
		}
		if format == "" {
			format = "General"
		}
		fmt.Fprintf(&formats, `<numFmt numFmtId="%d" formatCode="%s"/>`, 164+i, html.EscapeString(format))
		fmt.Fprintf(&fonts, `<font><sz val="12"/><name val="%s"/></font>`, font)
		fmt.Fprintf(&cells, `<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0"/>`, 164+i, i)
	}
	n := len(m.looks)
	return xmlTop + fmt.Sprintf(`<styleSheet xmlns="%s"><numFmts count="%d">%s</numFmts><fonts count="%d">%s</fonts>`, mainNS, n, &formats, n, &fonts) +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` + fmt.Sprintf(`<cellXfs count="%d">%s</cellXfs></styleSheet>`, n, &cells)
}

func (m *maker) lookOf(l look) int {
	for i, known := range m.looks {
		if known == l {
			return i
		}
	}
	m.looks = append(m.looks, l)
	return len(m.looks) - 1
}

// pack is a zip package under construction.
type pack struct {
	names, contents []string
}

func (p *pack) add(name, content string) *pack {
	p.names, p.contents = append(p.names, name), append(p.contents, content)
	return p
}

func (p *pack) bytes() []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i, name := range p.names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = f.Write([]byte(p.contents[i]))
		}
		if err != nil {
			panic(err) // a buffer takes every byte
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}
