package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"testing"
)

// pkg is a package under construction: parts in order, by name.
type pkg struct {
	names []string
	parts map[string]string
	plain bool // stored, not deflated
	early bool // sums and sizes in the local headers, as Excel does
}

// set adds a part or replaces it.
func (p *pkg) set(name, content string) *pkg {
	if p.parts == nil {
		p.parts = make(map[string]string)
	}
	if _, ok := p.parts[name]; !ok {
		p.names = append(p.names, name)
	}
	p.parts[name] = content
	return p
}

// bytes writes the package.
func (p *pkg) bytes(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range p.names {
		content := []byte(p.parts[name])
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if p.plain {
			h.Method = zip.Store
		}
		create := w.CreateHeader
		if p.early {
			h.Method = zip.Store
			h.CRC32 = crc32.ChecksumIEEE(content)
			h.CompressedSize64, h.UncompressedSize64 = uint64(len(content)), uint64(len(content))
			create = w.CreateRaw
		}
		f, err := create(h)
		if err == nil {
			_, err = f.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	mainNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relNS  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	relURL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

	sheetPart = "xl/worksheets/sheet1.xml"
)

// book is a workbook of one sheet, Sheet1, with the given XML between the
// worksheet's tags.
func book(sheetXML string) *pkg {
	p := &pkg{}
	p.set("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`+
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`+
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`+
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`+
		`<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`)
	p.set("_rels/.rels", relationships("officeDocument xl/workbook.xml"))
	p.set("xl/workbook.xml", `<workbook `+mainNS+`><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`)
	p.set("xl/_rels/workbook.xml.rels", relationships("worksheet worksheets/sheet1.xml", "styles styles.xml", "sharedStrings /xl/sharedStrings.xml"))
	p.set("xl/styles.xml", `<styleSheet `+mainNS+`><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="#,##0,"/></numFmts>`+
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><name val=".VnTime"/></font></fonts>`+
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>`+
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`+
		`<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"/>`+
		`<xf numFmtId="165" fontId="1" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>`)
	p.set("xl/sharedStrings.xml", `<sst `+mainNS+`><si><t>Họ và tên</t></si><si><r><rPr><rFont val=".VnArial"/></rPr><t>Nguyễn </t></r><r><rPr><rFont val=".VnArial"/></rPr><t>Thị Hoà</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t xml:space="preserve"> a_x000D_&amp;_x005F_x0041_ </t></si></sst>`)
	p.set(sheetPart, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<worksheet `+mainNS+`>`+sheetXML+`</worksheet>`)
	return p
}

// relationships writes relations given as "type target", rId1 first.
func relationships(list ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships ` + relNS + `>`)
	for i, r := range list {
		kind, target, _ := strings.Cut(r, " ")
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i+1, relURL, kind, target)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// dump reads every sheet of a file wholly and writes what was read, one line a
// row; an error ends it.
func dump(data []byte, l Limits) (string, error) {
	table, err := OpenTable(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for i, info := range table.Sheets() {
		fmt.Fprintf(&b, "[%s %d %v]\n", info.Name, info.Hidden, table.Date1904())
		for row, err := range table.Rows(i) {
			if err != nil {
				return b.String(), err
			}
			fmt.Fprintf(&b, "%d %v", row.Number, row.Hidden)
			for col, c := range row.Cells {
				fmt.Fprintf(&b, " %s:%v:%q", ColumnName(col), c.Kind, c.Text)
				for _, flag := range []struct {
					on   bool
					name string
				}{{c.Hidden, "hidden"}, {c.Merged, "merged"}, {c.Formula, "formula"}, {c.NoCachedValue, "novalue"}} {
					if flag.on {
						b.WriteString("+" + flag.name)
					}
				}
				if c.Format != "" || c.Font != "" {
					fmt.Fprintf(&b, "{%s|%s}", c.Format, c.Font)
				}
			}
			b.WriteByte('\n')
		}
	}
	return b.String(), nil
}

// codeOf is the code of a refusal, "" for no error.
func codeOf(t testing.TB, err error) Code {
	t.Helper()
	if err == nil {
		return ""
	}
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("not a refusal: %v", err)
	}
	return r.Code
}
