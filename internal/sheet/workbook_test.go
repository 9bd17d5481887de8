package sheet

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestCells(t *testing.T) {
	const calibri = "{|Calibri}"
	for _, tt := range []struct{ name, row, want string }{
		{"number as written", `<c r="A1"><v>1250000.50</v></c><c r="B1" t="n"><v>1.25E+6</v></c>`, `A:number:"1250000.50"` + calibri + ` B:number:"1.25E+6"` + calibri},
		{"dates by their format", `<c r="A1" s="1"><v>45292</v></c><c r="B1" s="3"><v>45293</v></c>`, `A:date:"45292"{dd/mm/yyyy|Calibri} B:date:"45293"{mm-dd-yy|Calibri}`},
		{"disguising format and legacy font", `<c r="A1" s="2"><v>750000</v></c>`, `A:number:"750000"{#,##0,|.VnTime}`},
		{"shared strings", `<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>`, `A:text:"Họ và tên"` + calibri + ` B:text:"Nguyễn Thị Hoà"{|.VnArial} C:text:" a\r&_x0041_ "` + calibri},
		{"inline string", `<c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><r><t>b</t></r><r><rPr><b/></rPr><t>c</t></r></is></c>`, `A:text:"a"` + calibri + ` B:text:"bc"` + calibri},
		{"truth, error, ISO date", `<c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1" t="d"><v>2024-12-31T00:00:00Z</v></c>`, `A:bool:"TRUE"` + calibri + ` B:error:"#N/A"` + calibri + ` C:text:"2024-12-31"` + calibri},
		{"formulas", `<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="str"><f>""</f><v></v></c>`, `A:number:"2"+formula` + calibri + ` B:empty:""+formula+novalue` + calibri + ` C:text:""+formula` + calibri},
		{"gaps and an empty end", `<c r="B1"><v>1</v></c><c r="D1" s="1"/><c r="E1"><v/></c>`, `A:empty:"" B:number:"1"` + calibri},
		{"cells without references", `<c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c>`, `A:number:"1"` + calibri + ` B:empty:"" C:number:"2"` + calibri + ` D:number:"3"` + calibri},
		{"empty formatted cells beyond the last column", `<c r="A1"><v>1</v></c><c r="XFD1" s="1"/>`, `A:number:"1"` + calibri},
		{"comment and cdata in a value", `<c r="A1"><v>1<!-- x -->2<![CDATA[3]]></v></c>`, `A:number:"123"` + calibri},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := book(`<sheetData><row r="1">` + tt.row + `</row></sheetData>`).bytes(t)
			got, err := dump(data, Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff("[Sheet1 0 false]\n1 false "+tt.want+"\n", got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatHidesIsShown(t *testing.T) {
	data := book(`<cols><col min="2" max="3" width="9" hidden="1"/></cols><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><v>1</v></c></row><row r="3" hidden="1"><c r="A3"><v>2</v></c></row>` +
		`<row r="4" ht="0" customHeight="1"><c r="D4"><v>3</v></c></row><row r="5"/><row><c><v>4</v></c></row></sheetData>` +
		`<mergeCells count="3"><mergeCell ref="A3:A4"/><mergeCell ref="A1:C1"/><mergeCell ref="D4:D4"/></mergeCells>`).bytes(t)
	got, err := dump(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := "[Sheet1 0 false]\n" +
		`1 false A:text:"a"{|Calibri} B:number:"1"+hidden+merged{|Calibri} C:empty:""+hidden+merged` + "\n" +
		`3 true A:number:"2"+hidden{|Calibri}` + "\n" +
		`4 true A:empty:""+hidden+merged B:empty:""+hidden C:empty:""+hidden D:number:"3"+hidden{|Calibri}` + "\n" +
		"5 false\n" + `6 false A:number:"4"{|Calibri}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWorkbookFacts(t *testing.T) {
	p := book(`<sheetData/>`)
	p.set("xl/workbook.xml", `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="u"><x:workbookPr date1904="true"/><x:sheets>`+
		`<x:sheet name="Biểu đồ" r:id="rId5"/><x:sheet name="Một" r:id="rId1"/><x:sheet name="Khoá" state="veryHidden" r:id="rId4"/></x:sheets></x:workbook>`)
	p.set("xl/_rels/workbook.xml.rels", relationships("worksheet worksheets/sheet1.xml", "styles styles.xml", "externalLink externalLinks/e.xml", "worksheet /xl/Worksheets/Keys.xml", "chartsheet c.xml"))
	p.set("xl/worksheets/keys.xml", `<x:worksheet xmlns:x="u"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A2:B2"/></x:mergeCells></x:worksheet>`)
	p.set("xl/vbaProject.bin", "x")
	data := p.bytes(t)
	w, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := []SheetInfo{{Index: 0, Name: "Một"}, {Index: 1, Name: "Khoá", Hidden: VeryHidden}}
	if diff := cmp.Diff(want, w.Sheets()); diff != "" {
		t.Error(diff)
	}
	if !w.Date1904() || !w.HasMacros() || !w.HasExternalLinks() {
		t.Error("1904, macros or external links not seen")
	}
	got, err := dump(data, Limits{})
	if err != nil || !strings.HasSuffix(got, "[Khoá 2 true]\n2 false A:number:\"1\"{|Calibri} B:empty:\"\"+merged\n") {
		t.Errorf("prefixed sheet: %v\n%s", err, got)
	}
	for _, err := range w.Rows(2) {
		if err == nil {
			t.Error("a sheet that is not there has rows")
		}
	}
}

func TestRefusedSheets(t *testing.T) {
	long := strings.Repeat("x", 200)
	for _, tt := range []struct {
		name, xml string
		code      Code
		row       int
	}{
		{"row number negative", `<row r="1"/><row r="-2"/>`, BadRowNumber, 2},
		{"row number zero", `<row r="0"/>`, BadRowNumber, 1},
		{"row number with a sign", `<row r="+1"/>`, BadRowNumber, 1},
		{"row number beyond Excel", `<row r="1048577"/>`, BadRowNumber, 1},
		{"row number repeated", `<row r="1"/><row r="1"/>`, BadRowNumber, 1},
		{"row numbers descending", `<row r="7"/><row r="3"/>`, BadRowNumber, 3},
		{"row beyond the limit", `<row r="51"/>`, TooManyRows, 51},
		{"cell of another row", `<row r="2"><c r="A3"/></row>`, BadCellRef, 2},
		{"cell repeated", `<row r="2"><c r="A2"/><c r="A2"/></row>`, BadCellRef, 2},
		{"cells descending", `<row r="2"><c r="B2"/><c r="A2"/></row>`, BadCellRef, 2},
		{"cell reference in small letters", `<row r="2"><c r="a2"/></row>`, BadCellRef, 2},
		{"cell beyond XFD", `<row r="2"><c r="XFE2"/></row>`, BadCellRef, 2},
		{"cell behind XFD", `<row r="2"><c r="XFD2"/><c/></row>`, BadCellRef, 2},
		{"value beyond the last column", `<row r="2"><c r="K2"><v>1</v></c></row>`, TooManyColumns, 2},
		{"shared string that is not there", `<row r="2"><c r="A2" t="s"><v>4</v></c></row>`, BadSharedString, 2},
		{"negative shared string", `<row r="2"><c r="A2" t="s"><v>-1</v></c></row>`, BadSharedString, 2},
		{"shared string that is no number", `<row r="2"><c r="A2" t="s"><v>1.0</v></c></row>`, BadSharedString, 2},
		{"shared string with a control character", `<row r="2"><c r="A2" t="s"><v>3</v></c></row>`, ControlCharacter, 2},
		{"unknown type", `<row r="2"><c r="A2" t="x"/></row>`, BadCellType, 2},
		{"number that is none", `<row r="2"><c r="A2"><v>1,5</v></c></row>`, BadNumber, 2},
		{"number not a number", `<row r="2"><c r="A2"><v>NaN</v></c></row>`, BadNumber, 2},
		{"truth that is none", `<row r="2"><c r="A2" t="b"><v>2</v></c></row>`, BadNumber, 2},
		{"style that is not there", `<row r="2"><c r="A2" s="5"/></row>`, BadStyle, 2},
		{"style that is no number", `<row r="2"><c r="A2" s="-1"/></row>`, BadStyle, 2},
		{"two values", `<row r="2"><c r="A2"><v>1</v><v>2</v></c></row>`, BadStructure, 2},
		{"element in a value", `<row r="2"><c r="A2"><v>1<b/></v></c></row>`, BadStructure, 2},
		{"element in a cell", `<row r="2"><c r="A2"><w>1</w></c></row>`, BadStructure, 2},
		{"element in a row", `<row r="2"><d/></row>`, BadStructure, 2},
		{"element among rows", `<row r="2"/><alternate><row r="3"/></alternate>`, BadStructure, 2},
		{"text among rows", `<row r="2"/>x`, BadStructure, 2},
		{"text among cells", `<row r="2">x</row>`, BadStructure, 2},
		{"control character", "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a\x01</v></c></row>", ControlCharacter, 2},
		{"control character by reference", `<row r="2"><c r="A2" t="str"><v>&#1;</v></c></row>`, MalformedXML, 2},
		{"control character by escape", `<row r="2"><c r="A2" t="str"><v>a_x0000_</v></c></row>`, ControlCharacter, 2},
		{"text too long", `<row r="2"><c r="A2" t="str"><v>` + long + `</v></c></row>`, TextTooLong, 2},
		{"number too long", `<row r="2"><c r="A2"><v>` + strings.Repeat("1", 200) + `</v></c></row>`, TextTooLong, 2},
		{"not well-formed", `<row r="2"><c r="A2"></row></c>`, MalformedXML, 2},
		{"entity", `<row r="2"><c r="A2" t="str"><v>&nbsp;</v></c></row>`, MalformedXML, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := book(`<sheetData>` + tt.xml + `</sheetData>`)
			p.set("xl/sharedStrings.xml", `<sst><si><t>a</t></si><si/><si><t/></si><si><t>_x0001_</t></si></sst>`)
			_, err := dump(p.bytes(t), Limits{Rows: 50, Columns: 10, Text: 150})
			var r *Refusal
			if !errors.As(err, &r) {
				t.Fatalf("got %v", err)
			}
			if r.Code != tt.code || r.Row != tt.row || r.Sheet != "Sheet1" {
				t.Errorf("got %s, sheet %q row %d (%v); want %s, row %d", r.Code, r.Sheet, r.Row, r, tt.code, tt.row)
			}
		})
	}
}

func TestRefusedParts(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*pkg)
		code   Code
	}{
		{"sheet cut", func(p *pkg) { p.set(sheetPart, `<worksheet><sheetData><row r="1"/>`) }, CutXML},
		{"sheet with a DOCTYPE", func(p *pkg) { p.set(sheetPart, `<!DOCTYPE x><worksheet/>`) }, MalformedXML},
		{"two roots", func(p *pkg) { p.set(sheetPart, `<worksheet><sheetData/></worksheet><worksheet/>`) }, MalformedXML},
		{"no rows element", func(p *pkg) { p.set(sheetPart, `<worksheet><cols/></worksheet>`) }, BadStructure},
		{"two rows elements", func(p *pkg) { p.set(sheetPart, `<worksheet><sheetData/><sheetData/></worksheet>`) }, BadStructure},
		{"another root", func(p *pkg) { p.set(sheetPart, `<chartsheet><sheetData/></chartsheet>`) }, BadStructure},
		{"sheet part missing", func(p *pkg) { p.set("xl/_rels/workbook.xml.rels", relationships("worksheet other.xml")) }, MissingPart},
		{"relation missing", func(p *pkg) { p.set("xl/_rels/workbook.xml.rels", relationships()) }, MissingPart},
		{"strings missing", func(p *pkg) {
			p.set("xl/_rels/workbook.xml.rels", relationships("worksheet worksheets/sheet1.xml", "sharedStrings no.xml"))
		}, MissingPart},
		{"strings malformed", func(p *pkg) { p.set("xl/sharedStrings.xml", `<sst><si><t>a</si></sst>`) }, MalformedXML},
		{"strings cut", func(p *pkg) { p.set("xl/sharedStrings.xml", `<sst><si><t>a</t></si>`) }, CutXML},
		{"styles malformed", func(p *pkg) { p.set("xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId=1/></cellXfs></styleSheet>`) }, MalformedXML},
		{"format of no font", func(p *pkg) {
			p.set("xl/styles.xml", `<styleSheet><fonts><font/></fonts><cellXfs><xf fontId="1"/></cellXfs></styleSheet>`)
		}, BadStyle},
		{"not a workbook", func(p *pkg) { p.set("_rels/.rels", relationships("officeDocument word/document.xml")) }, NotAWorkbook},
		{"a document", func(p *pkg) {
			p.set("_rels/.rels", relationships("officeDocument word/document.xml")).set("word/document.xml", "<document/>")
		}, NotAWorkbook},
		{"binary workbook", func(p *pkg) {
			p.set("_rels/.rels", relationships("officeDocument xl/workbook.bin")).set("xl/workbook.bin", "x")
		}, BinaryExcel},
		{"one name twice", func(p *pkg) { p.names = append(p.names, "xl/styles.xml") }, DuplicatePart},
		{"one name twice but for its case", func(p *pkg) { p.set("XL/Styles.xml", "<styleSheet/>") }, DuplicatePart},
		{"two sheets of one name", func(p *pkg) {
			p.set("xl/workbook.xml", `<workbook><sheets><sheet name="A" id="rId1"/><sheet name="a" id="rId1"/></sheets></workbook>`)
		}, BadStructure},
		{"unknown state", func(p *pkg) {
			p.set("xl/workbook.xml", `<workbook><sheets><sheet name="A" state="gone" id="rId1"/></sheets></workbook>`)
		}, BadStructure},
		{"no sheet", func(p *pkg) { p.set("xl/workbook.xml", `<workbook><sheets/></workbook>`) }, BadStructure},
		{"overlapping merges", func(p *pkg) {
			p.set(sheetPart, `<worksheet><sheetData><row r="1"/></sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B1:C1"/></mergeCells></worksheet>`)
		}, BadMerge},
		{"merge that is no range", func(p *pkg) {
			p.set(sheetPart, `<worksheet><sheetData><row r="1"/></sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>`)
		}, BadMerge},
		{"merges that cannot be told before", func(p *pkg) {
			p.set(sheetPart, `<worksheet><sheetData><row r="1"/></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><!-- </sheetData> --></worksheet>`)
		}, BadMerge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := book(`<sheetData><row r="1"/></sheetData>`)
			tt.change(p)
			if _, err := dump(p.bytes(t), Limits{}); codeOf(t, err) != tt.code {
				t.Errorf("got %v, want %s", err, tt.code)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	sheet := `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>`
	bomb := book(`<sheetData>` + strings.Repeat(" ", 4<<20) + `</sheetData>`).bytes(t)
	small := book(sheet).bytes(t)
	merged := book(`<sheetData><row r="1"/></sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>`).bytes(t)
	for _, tt := range []struct {
		name   string
		data   []byte
		limits Limits
		code   Code
	}{
		{"within", small, Limits{}, ""},
		{"bomb", bomb, Limits{}, TooCompressed},
		{"unzipped", small, Limits{Unzipped: 3000}, TooLarge},
		{"entries", small, Limits{Entries: 5}, TooLarge},
		{"strings", small, Limits{Strings: 2}, TooManyStrings},
		{"bytes of strings", small, Limits{StringBytes: 60}, TooManyStrings},
		{"merges", merged, Limits{Merges: 1}, TooManyMerges},
	} {
		if _, err := dump(tt.data, tt.limits); codeOf(t, err) != tt.code {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.code)
		}
	}
}

func TestReaderErrorsStayWhatTheyAre(t *testing.T) {
	data := book(`<sheetData/>`).bytes(t)
	broken := struct{ io.ReaderAt }{failing{}}
	if _, err := Open(broken, int64(len(data)), Limits{}); !errors.Is(err, iotest.ErrTimeout) {
		t.Errorf("got %v", err)
	}
}

type failing struct{}

func (failing) ReadAt([]byte, int64) (int, error) { return 0, iotest.ErrTimeout }

func TestShowsDay(t *testing.T) {
	for format, want := range map[string]bool{
		"": false, "General": false, "#,##0": false, "@": false, "dd/mm/yyyy": true, "mmm-yy": true, "[$-42A]dd mmmm": true, "mm": true,
		"h:mm": false, "[h]:mm:ss": false, "[mm]": false, "mm:ss": false, "d h:mm": true, `#,##0 "đồng"`: false, `0.00 "day"`: false, `0\d`: false,
		"[Red]0": false, "0;dd": false, "h:mm AM/PM": false, "yyyy": true, `_(* #,##0_d`: false, "[m]": false, `"unclosed dd`: false, "[dd": false,
	} {
		if got := showsDay(format); got != want {
			t.Errorf("%q: %v", format, got)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, i := range []int{0, 25, 26, 51, 701, 702, maxColumns - 1} {
		col, row, err := ParseRef(ColumnName(i) + "1048576")
		if err != nil || col != i || row != maxRows {
			t.Errorf("%d: %s is read as %d, %d, %v", i, ColumnName(i), col, row, err)
		}
	}
	if ColumnName(maxColumns-1) != "XFD" || ColumnName(-1) != "" || ColumnName(maxColumns) != "" {
		t.Error("the last column is XFD")
	}
	for _, ref := range []string{"", "A", "1", "A0", "A01", "XFE1", "AAAA1", "A1048577", "$A$1", "A1 ", "a1", "Á1", "A-1"} {
		if _, _, err := ParseRef(ref); err == nil {
			t.Errorf("%q accepted", ref)
		}
	}
}
