package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var heads = [2]string{"Kết quả", "Lý do"}

func writeMarked(t testing.TB, data []byte, marks []Mark, notes []RowNote, headRow int, keys *HiddenSheet) []byte {
	t.Helper()
	var out bytes.Buffer
	check(t, WriteMarked(&out, bytes.NewReader(data), int64(len(data)), 0, marks, notes, heads, headRow, keys))
	return out.Bytes()
}

// senderBook is a list with what senders have: styles, a comment of their own,
// a picture, a formula, a second sheet.
func senderBook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "FF0000"}, NumFmt: 3})
	check(t, err)
	check(t, f.SetSheetRow("Sheet1", "A1", &[]any{"DANH SÁCH"}))
	check(t, f.SetSheetRow("Sheet1", "A2", &[]any{"STT", "Họ và tên", "Số tiền"}))
	check(t, f.MergeCell("Sheet1", "A1", "C1"))
	for i := range 5 {
		check(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+3), &[]any{i + 1, fmt.Sprintf("Nguyễn Thị %c", 'A'+i), 750_000 * (i + 1)}))
	}
	check(t, f.SetCellFormula("Sheet1", "C9", "SUM(C3:C7)"))
	check(t, f.SetCellStyle("Sheet1", "C3", "C7", bold))
	check(t, f.SetColWidth("Sheet1", "B", "G", 25))
	check(t, f.AddComment("Sheet1", excelize.Comment{Cell: "B3", Author: "Cán bộ xã", Text: "đã hỏi"}))
	check(t, f.AddComment("Sheet1", excelize.Comment{Cell: "B7", Author: "Cán bộ xã", Text: "giữ nguyên"}))
	check(t, f.AddChart("Sheet1", "H3", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$C$3:$C$7"}}}))
	_, err = f.NewSheet("Ghi chú")
	check(t, err)
	check(t, f.SetCellStr("Ghi chú", "A1", "khác"))
	return saved(t, f)
}

func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	check(t, err)
	t.Cleanup(func() { check(t, f.Close()) })
	return f
}

// commentsOf are the comments excelize reads, by cell.
func commentsOf(t testing.TB, f *excelize.File) map[string]string {
	t.Helper()
	list, err := f.GetComments("Sheet1")
	check(t, err)
	all := make(map[string]string)
	for _, c := range list {
		text := c.Text
		for _, r := range c.Paragraph {
			text += r.Text
		}
		all[c.Cell] = c.Author + ": " + text
	}
	return all
}

func fillOf(t testing.TB, f *excelize.File, cell string) string {
	t.Helper()
	id, err := f.GetCellStyle("Sheet1", cell)
	check(t, err)
	st, err := f.GetStyle(id)
	check(t, err)
	return strings.Join(st.Fill.Color, ",")
}

func TestWriteMarked(t *testing.T) {
	sender := senderBook(t)
	marks := []Mark{{3, 1, "không đúng"}, {4, 2, "số tiền sai"}, {4, 2, "lần hai"}, {6, 3, "thiếu ô"}, {8, 0, "dòng trống"}}
	notes := []RowNote{{3, "Từ chối", "=1+1"}, {4, "Từ chối", "a <b> & \"c\" _x0041_\ndòng 2"}, {5, "Nhận", ""}, {12, "Từ chối", "sau cùng"}}
	keys := &HiddenSheet{Name: "_chitra", Rows: slices.Values([][]string{{"list", "1"}, nil, {"3", "", "=khoá"}})}
	data := writeMarked(t, sender, marks, notes, 2, keys)

	want := ourRows(t, sender)
	for cell, text := range map[string]string{
		"E2": heads[0], "F2": heads[1], "E3": "Từ chối", "F3": "=1+1", "E4": "Từ chối", "F4": "a <b> & \"c\" _x0041_\ndòng 2", "E5": "Nhận",
		"E12": "Từ chối", "F12": "sau cùng",
	} {
		want["Sheet1!"+cell] = text
	}
	want["_chitra!A1"], want["_chitra!B1"], want["_chitra!A3"], want["_chitra!C3"] = "list", "1", "3", "=khoá"
	if diff := cmp.Diff(want, ourRows(t, data)); diff != "" {
		t.Errorf("read by us: %s", diff)
	}
	if diff := cmp.Diff(want, excelizeRows(t, data)); diff != "" {
		t.Errorf("read by excelize: %s", diff)
	}

	f := open(t, data)
	wantComments := map[string]string{
		"B3": "Cán bộ xã: đã hỏi\nChitra:\nkhông đúng", "B7": "Cán bộ xã: giữ nguyên",
		"C4": "Chitra: Chitra:\nsố tiền sai\nlần hai", "D6": "Chitra: Chitra:\nthiếu ô", "A8": "Chitra: Chitra:\ndòng trống",
	}
	if diff := cmp.Diff(wantComments, commentsOf(t, f)); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]string{"B3": badColour, "C4": badColour, "D6": badColour, "A8": badColour, "B4": "", "C3": "", "F3": ""} {
		if got := fillOf(t, f, cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	id, err := f.GetCellStyle("Sheet1", "C4")
	check(t, err)
	st, err := f.GetStyle(id)
	check(t, err)
	if !st.Font.Bold || st.NumFmt != 3 {
		t.Errorf("the marked cell lost its style: %+v", st)
	}
	for _, cell := range []string{"F3", "C9"} {
		formula, err := f.GetCellFormula("Sheet1", cell)
		if want := map[string]string{"C9": "SUM(C3:C7)"}[cell]; err != nil || formula != want {
			t.Errorf("%s: formula %q, %v", cell, formula, err)
		}
	}
	if visible, err := f.GetSheetVisible("_chitra"); err != nil || visible {
		t.Errorf("the sheet of keys can be seen (%v)", err)
	}
	if w, err := f.GetColWidth("Sheet1", "F"); err != nil || w != reasonWidth {
		t.Errorf("width %v, %v", w, err)
	}
	if w, err := f.GetColWidth("Sheet1", "G"); err != nil || w != 25 {
		t.Errorf("width of the sender's column %v, %v", w, err)
	}
	if got := shapes(t, data); !slices.Equal(got, []string{"A8", "B3", "B7", "C4", "D6"}) {
		t.Errorf("shapes %v", got)
	}
	sameParts(t, sender, data, "xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/theme/theme1.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet2.xml", "docProps/core.xml")
}

// TestMarkingAgain marks a workbook that was marked before: what is right now
// is no longer marked, and nothing is there twice.
func TestMarkingAgain(t *testing.T) {
	sender := senderBook(t)
	keys := func(text string) *HiddenSheet {
		return &HiddenSheet{Name: "_chitra", Rows: slices.Values([][]string{{text}})}
	}
	first := writeMarked(t, sender, []Mark{{3, 1, "một"}, {4, 2, "hai"}, {5, 2, "ba"}}, []RowNote{{3, "Từ chối", "x"}, {4, "Từ chối", "y"}, {5, "Từ chối", "z"}}, 2, keys("1"))
	second := writeMarked(t, first, []Mark{{4, 2, "vẫn sai"}, {6, 2, "mới"}}, []RowNote{{4, "Từ chối", "w"}}, 2, keys("2"))

	want := ourRows(t, sender)
	want["Sheet1!D2"], want["Sheet1!E2"], want["Sheet1!D4"], want["Sheet1!E4"], want["_chitra!A1"] = heads[0], heads[1], "Từ chối", "w", "2"
	if diff := cmp.Diff(want, ourRows(t, second)); diff != "" {
		t.Error(diff)
	}
	f := open(t, second)
	wantComments := map[string]string{
		"B3": "Cán bộ xã: đã hỏi", "B7": "Cán bộ xã: giữ nguyên", "C4": "Chitra: Chitra:\nvẫn sai", "C6": "Chitra: Chitra:\nmới",
	}
	if diff := cmp.Diff(wantComments, commentsOf(t, f)); diff != "" {
		t.Error(diff)
	}
	for cell, want := range map[string]string{"B3": "", "C4": badColour, "C5": "", "C6": badColour} {
		if got := fillOf(t, f, cell); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
	}
	if got := shapes(t, second); !slices.Equal(got, []string{"B3", "B7", "C4", "C6"}) {
		t.Errorf("shapes %v", got)
	}
	clean := writeMarked(t, second, nil, nil, 2, nil)
	if got := commentsOf(t, open(t, clean)); len(got) != 2 {
		t.Errorf("comments left %v", got)
	}
	if a, b := writeMarked(t, second, nil, nil, 2, nil), clean; !bytes.Equal(a, b) {
		t.Error("the same marking gave other bytes")
	}
}

// shapes are the cells that have a shape in the drawing of comments.
func shapes(t testing.TB, data []byte) []string {
	t.Helper()
	var cells []string
	for name, content := range partsOf(t, data) {
		if !strings.HasSuffix(name, ".vml") {
			continue
		}
		seen := make(map[string]bool)
		for rest := []byte(content); ; {
			i := bytes.Index(rest, []byte("<v:shape "))
			if i < 0 {
				break
			}
			id, _, _ := strings.Cut(string(rest[i+len(`<v:shape id="`):]), `"`)
			if seen[id] {
				t.Errorf("two shapes called %s", id)
			}
			seen[id] = true
			n := i + bytes.Index(rest[i:], []byte("</v:shape>"))
			if at, ok := shapePlace(rest[i:n]); ok {
				cells = append(cells, cellRef(at.col, at.row))
			}
			rest = rest[n:]
		}
	}
	slices.Sort(cells)
	return cells
}

func partsOf(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	parts := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		check(t, err)
		content, err := io.ReadAll(r)
		check(t, err)
		parts[f.Name] = string(content)
	}
	return parts
}

func sameParts(t *testing.T, before, after []byte, names ...string) {
	t.Helper()
	a, b := partsOf(t, before), partsOf(t, after)
	for _, name := range names {
		if a[name] == "" || a[name] != b[name] {
			t.Errorf("%s is not what it was", name)
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			t.Errorf("%s is lost", name)
		}
	}
}

// TestMarkingBareWorkbooks marks workbooks of programs that write little: no
// styles, no references, other prefixes, no relations of the sheet.
func TestMarkingBareWorkbooks(t *testing.T) {
	types := `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + typeSheet + `"/></Types>`
	bare := func(sheet string) *pkg {
		p := book("")
		p.set("[Content_Types].xml", types)
		p.set("xl/_rels/workbook.xml.rels", relationships("worksheet worksheets/sheet1.xml"))
		p.set(sheetPart, sheet)
		for _, name := range []string{"xl/styles.xml", "xl/sharedStrings.xml"} {
			delete(p.parts, name)
			p.names = slices.DeleteFunc(p.names, func(n string) bool { return n == name })
		}
		return p
	}
	for name, p := range map[string]*pkg{
		"no styles":    bare(`<worksheet ` + mainNS + `><sheetData><row><c><v>1</v></c></row><row r="3"/></sheetData><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><extLst/></worksheet>`),
		"prefixes":     bare(`<x:worksheet xmlns:x="` + addressMain + `"><x:dimension ref="A1"/><x:cols><x:col min="1" max="16384" hidden="1" width="5"/></x:cols><x:sheetData><x:row r="1" spans="1:1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`),
		"old encoding": bare("<?xml version='1.0' encoding='ISO-8859-1'?>" + `<worksheet ` + mainNS + `><sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A5:B5"/></mergeCells></worksheet>`),
		"styles of nothing": bare(`<worksheet `+mainNS+`><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`).
			set("xl/styles.xml", `<styleSheet `+mainNS+`><fonts><font/></fonts><borders><border/></borders></styleSheet>`).
			set("xl/_rels/workbook.xml.rels", relationships("worksheet worksheets/sheet1.xml", "styles styles.xml")).
			set("[Content_Types].xml", strings.Replace(types, "</Types>", `<Override PartName="/xl/styles.xml" ContentType="`+typeStyles+`"/></Types>`, 1)),
		"empty styles": bare(`<worksheet `+mainNS+`><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`).
			set("xl/styles.xml", `<styleSheet `+mainNS+`><fonts><font/></fonts><fills/><borders><border/></borders><cellXfs/><dxfs/></styleSheet>`).
			set("xl/_rels/workbook.xml.rels", relationships("worksheet worksheets/sheet1.xml", "styles styles.xml")).
			set("[Content_Types].xml", strings.Replace(types, "</Types>", `<Override PartName="/xl/styles.xml" ContentType="`+typeStyles+`"/></Types>`, 1)),
	} {
		t.Run(name, func(t *testing.T) {
			data := writeMarked(t, p.bytes(t), []Mark{{1, 0, "sai"}, {2, 1, "thiếu"}}, []RowNote{{2, "Từ chối", "-1"}}, 1, nil)
			want := map[string]string{"Sheet1!A1": "1", "Sheet1!C1": heads[0], "Sheet1!D1": heads[1], "Sheet1!C2": "Từ chối", "Sheet1!D2": "-1"}
			if diff := cmp.Diff(want, ourRows(t, data)); diff != "" {
				t.Errorf("read by us: %s", diff)
			}
			if diff := cmp.Diff(want, excelizeRows(t, data)); diff != "" {
				t.Errorf("read by excelize: %s", diff)
			}
			f := open(t, data)
			if diff := cmp.Diff(map[string]string{"A1": "Chitra: Chitra:\nsai", "B2": "Chitra: Chitra:\nthiếu"}, commentsOf(t, f)); diff != "" {
				t.Error(diff)
			}
			if got := colouredCells(t, data); !slices.Equal(got, []string{"A1", "B2"}) {
				t.Errorf("coloured are %v: %s", got, partsOf(t, data)["xl/styles.xml"])
			}
			if visible, err := f.GetColVisible("Sheet1", "D"); err != nil || !visible {
				t.Errorf("the reasons cannot be seen: %v", err)
			}
			again := writeMarked(t, data, nil, nil, 1, nil)
			if got := commentsOf(t, open(t, again)); len(got) != 0 {
				t.Errorf("comments left: %v", got)
			}
			if got := colouredCells(t, again); len(got) != 0 {
				t.Errorf("coloured still: %v", got)
			}
		})
	}
}

// colouredCells are the cells of the first sheet that have the colour of bad
// ones, told without excelize, which shows no colours where there is no theme.
func colouredCells(t testing.TB, data []byte) []string {
	t.Helper()
	w, err := Open(bytes.NewReader(data), int64(len(data)), Limits{})
	check(t, err)
	m := &marking{w: w, c: w.c}
	check(t, m.readStyles())
	r := newRowReader(w, &w.sheets[0], w.c.open(w.sheets[0].entry))
	var cells []string
	for {
		_, err := r.next()
		if err == io.EOF {
			return cells
		}
		check(t, err)
		all := r.row.Cells[:cap(r.row.Cells)] // blank ones at the end are cut from the row
		for i := range r.col + 1 {
			if m.styles.fillOf[all[i].style] == m.styles.badFill {
				cells = append(cells, cellRef(i, r.row.Number))
			}
		}
	}
}

func TestWriteMarkedRefuses(t *testing.T) {
	data := senderBook(t)
	long := strings.Repeat("x", maxText+1)
	for name, write := range map[string]func(w io.Writer) error{
		"no such sheet": func(w io.Writer) error {
			return WriteMarked(w, bytes.NewReader(data), int64(len(data)), 2, nil, nil, heads, 0, nil)
		},
		"no such row": func(w io.Writer) error {
			return WriteMarked(w, bytes.NewReader(data), int64(len(data)), 0, []Mark{{0, 0, ""}}, nil, heads, 0, nil)
		},
		"no such row of a note": func(w io.Writer) error {
			return WriteMarked(w, bytes.NewReader(data), int64(len(data)), 0, nil, []RowNote{{-1, "", ""}}, heads, 0, nil)
		},
		"comment too long": func(w io.Writer) error {
			return WriteMarked(w, bytes.NewReader(data), int64(len(data)), 0, []Mark{{1, 0, long}}, nil, heads, 0, nil)
		},
		"keys named as the list": func(w io.Writer) error {
			return WriteMarked(w, bytes.NewReader(data), int64(len(data)), 0, nil, nil, heads, 0, &HiddenSheet{Name: "sheet1"})
		},
		"keys without a name": func(w io.Writer) error {
			return WriteMarked(w, bytes.NewReader(data), int64(len(data)), 0, nil, nil, heads, 0, &HiddenSheet{})
		},
		"damaged": func(w io.Writer) error {
			return WriteMarked(w, bytes.NewReader(data[:len(data)-1]), int64(len(data)-1), 0, nil, nil, heads, 0, nil)
		},
	} {
		var out bytes.Buffer
		if err := write(&out); err == nil || out.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written", name, err, out.Len())
		}
	}
}

func TestEscapedTexts(t *testing.T) {
	for in, want := range map[string]string{
		"a": "a", "<&>\"": "&lt;&amp;&gt;&quot;", "a\r\n\tb": "a&#13;&#10;&#9;b", "_x0041_": "_x005F_x0041_", "_x_x0041__x": "_x_x005F_x0041__x",
		"\x01\uFFFE": "\uFFFD\uFFFD",
	} {
		if got := escapeText(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := relative("xl/worksheets/sheet1.xml", "xl/comments1.xml") + relative("xl/workbook.xml", "xl/styles.xml") + relative("book.xml", "a/b.xml"); got != "../comments1.xmlstyles.xmla/b.xml" {
		t.Error(got)
	}
}

// FuzzWriteMarked marks whatever sheet can be read: what was there is there
// after it.
func FuzzWriteMarked(f *testing.F) {
	f.Add(`<cols><col min="1" max="3"/></cols><sheetData><row r="1"><c r="A1" t="s" s="2"><v>0</v></c></row><row r="4"><c><f>1</f></c></row></sheetData>`, 1, 2)
	f.Add(`<sheetData/><legacyDrawingHF r:id="x"/>`, 3, 0)
	f.Fuzz(func(t *testing.T, xml string, row, col int) {
		data := book(xml).bytes(t)
		before, err := dump(data, Limits{})
		if err != nil || before == "" {
			return
		}
		var out bytes.Buffer
		err = WriteMarked(&out, bytes.NewReader(data), int64(len(data)), 0, []Mark{{row, col, "x"}}, []RowNote{{row, "r", "s"}}, heads, 0, nil)
		if err != nil {
			return
		}
		old, now := ourRows(t, data), ourRows(t, out.Bytes())
		for cell, text := range old {
			if now[cell] != text {
				t.Fatalf("%s was %q and is %q", cell, text, now[cell])
			}
		}
		if len(now) != len(old)+2 {
			t.Fatalf("cells %v of %v", slices.Collect(maps.Keys(now)), slices.Collect(maps.Keys(old)))
		}
	})
}

func BenchmarkWriteMarked(b *testing.B) {
	data := benchBook(b)
	var marks []Mark
	var notes []RowNote
	for i := 1; i <= benchRows; i += 50 {
		marks = append(marks, Mark{i, 2, "số định danh không có"})
		notes = append(notes, RowNote{i, "Từ chối", "số định danh không có"})
	}
	measure(b, func() {
		check(b, WriteMarked(io.Discard, bytes.NewReader(data), int64(len(data)), 0, marks, notes, heads, 0, nil))
	})
}
