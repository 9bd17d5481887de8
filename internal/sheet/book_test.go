package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/internal/civil"
)

// madeBook makes a workbook with everything a Book can do.
func madeBook(t *testing.T) []byte {
	t.Helper()
	b := NewBook()
	s, err := b.AddSheet("Danh sách", SheetOptions{Widths: []int{6, 30, 0, 18}, Frozen: 2})
	check(t, err)
	add := func(values ...Value) {
		t.Helper()
		_, err := s.Row(values...)
		check(t, err)
	}
	day, err := civil.NewDate(1950, 2, 1)
	check(t, err)
	year, err := civil.NewYear(1950)
	check(t, err)
	add(TextValue("DANH SÁCH CHI TRẢ").As(Title))
	add(TextValue("STT").As(Header), TextValue("Họ và tên").As(Header), Value{}.As(Header), TextValue("Số tiền").As(Header))
	add(IntValue(1), TextValue("Nguyễn Thị Hoà\n_x0041_  "), DateValue(day), AmountValue(1_250_000))
	s.Skip(1)
	add(IntValue(-2), TextValue("=1+1"), DateValue(year), AmountValue(999_999_999_999_999).As(Bad))
	add(Value{}, TextValue("@x"), TextValue("-5").As(Wrapped), TextValue("0123"), TextValue("+84\t\r"))
	check(t, s.Merge(0, 1, 3, 1))
	check(t, s.DropDown(2, 3, 6, []string{"đúng", "sai"}))
	check(t, s.DropDown(3, 3, 6, []string{"một, hai", "ba"}))
	keys, err := b.AddSheet("khoá", SheetOptions{Hidden: VeryHidden})
	check(t, err)
	_, err = keys.Row(TextValue("k1"))
	check(t, err)
	var out bytes.Buffer
	n, err := b.WriteTo(&out)
	check(t, err)
	if n != int64(out.Len()) {
		t.Errorf("said %d bytes, wrote %d", n, out.Len())
	}
	return out.Bytes()
}

// Columns stand in their order (ECMA-376, 18.3.1.17): Excel repairs a workbook in
// which they do not.
func TestColumnsStandInTheirOrder(t *testing.T) {
	data := madeBook(t)
	parts, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	part, err := parts.Open("xl/worksheets/sheet1.xml")
	check(t, err)
	text, err := io.ReadAll(part)
	check(t, err)
	var got []string
	for _, m := range regexp.MustCompile(`<col min="(\d+)" max="(\d+)" width="(\d+)[."]`).FindAllStringSubmatch(string(text), -1) {
		got = append(got, m[1]+"-"+m[2]+": "+m[3])
	}
	if want := []string{"1-1: 6", "2-2: 30", "4-4: 18"}; !slices.Equal(got, want) {
		t.Errorf("columns %q, want %q", got, want)
	}
}

func TestBook(t *testing.T) {
	data := madeBook(t)
	got, err := dump(data, Limits{})
	check(t, err)
	want := strings.Join([]string{
		`[Danh sách 0 false]`,
		`1 false A:text:"DANH SÁCH CHI TRẢ"{@|} B:empty:""+merged C:empty:""+merged D:empty:""+merged`,
		`2 false A:text:"STT"{@|} B:text:"Họ và tên"{@|} C:empty:"" D:text:"Số tiền"{@|}`,
		`3 false A:number:"1"{0|} B:text:"Nguyễn Thị Hoà\n_x0041_  "{@|} C:date:"18295"{dd/mm/yyyy|} D:number:"1250000"{#,##0|}`,
		`5 false A:number:"-2"{0|} B:text:"=1+1"{@|} C:text:"1950"{@|} D:number:"999999999999999"{#,##0|}`,
		`6 false A:empty:"" B:text:"@x"{@|} C:text:"-5"{@|} D:text:"0123"{@|} E:text:"+84\t\r"{@|}`,
		`[_choices 2 false]`, `1 false A:text:"một, hai"{@|}`, `2 false A:text:"ba"{@|}`,
		`[khoá 2 false]`, `1 false A:text:"k1"{@|}`, ``,
	}, "\n")
	got = strings.ReplaceAll(got, "Calibri", "")
	if diff := cmp.Diff(strings.ReplaceAll(want, "{|}", ""), strings.ReplaceAll(got, "{|}", "")); diff != "" {
		t.Error(diff)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	check(t, err)
	for _, ref := range []string{"B5", "B6", "C6", "E6"} {
		if formula, err := f.GetCellFormula("Danh sách", ref); err != nil || formula != "" {
			t.Errorf("%s has a formula %q (%v)", ref, formula, err)
		}
	}
	rules, err := f.GetDataValidations("Danh sách")
	check(t, err)
	if len(rules) != 2 || rules[0].Formula1 != `"đúng,sai"` || rules[1].Formula1 != "_choices!$A$1:$A$2" {
		t.Errorf("rules %+v", rules)
	}
	panes, err := f.GetPanes("Danh sách")
	if err != nil || panes.YSplit != 2 {
		t.Errorf("panes %+v, %v", panes, err)
	}
}

func TestSameContentSameBytes(t *testing.T) {
	first := madeBook(t)
	for range 5 {
		if !bytes.Equal(first, madeBook(t)) {
			t.Fatal("the same content gave other bytes")
		}
	}
}

// TestSealWithChart seals the workbook that excelize writes differently each
// time.
func TestSealWithChart(t *testing.T) {
	digests := make(map[string]bool)
	raws := make(map[string]bool)
	for range 8 {
		f := excelize.NewFile()
		check(t, f.SetSheetRow("Sheet1", "A1", &[]any{1, 2, 3}))
		check(t, f.AddChart("Sheet1", "A3", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$A$1:$C$1"}}}))
		check(t, f.AddComment("Sheet1", excelize.Comment{Cell: "A1", Author: "x", Text: "y"}))
		raw := saved(t, f)
		raws[string(raw)] = true
		var sealed, twice bytes.Buffer
		check(t, Seal(&sealed, raw))
		check(t, Seal(&twice, sealed.Bytes()))
		if !bytes.Equal(sealed.Bytes(), twice.Bytes()) {
			t.Error("sealing twice changes bytes")
		}
		digests[sealed.String()] = true
		if diff := cmp.Diff(excelizeRows(t, raw), excelizeRows(t, sealed.Bytes())); diff != "" {
			t.Error(diff)
		}
	}
	if len(digests) != 1 {
		t.Errorf("%d different sealed workbooks of %d", len(digests), len(raws))
	}
	if err := Seal(&bytes.Buffer{}, []byte("PK\x03\x04 damaged")); err == nil {
		t.Error("a damaged package was sealed")
	}
}

func TestSortChildren(t *testing.T) {
	got, err := sortChildren([]byte("<?xml version='1.0'?>\n<Types a='1'><B>x</B>\n<A/><C><D/></C> </Types>\n"))
	if want := "<?xml version='1.0'?>\n<Types a='1'>\n<A/><B>x</B><C><D/></C> </Types>\n"; err != nil || string(got) != want {
		t.Errorf("%q, %v", got, err)
	}
}

func TestBookRefusesWhatIsNotKept(t *testing.T) {
	b := NewBook()
	if _, err := b.WriteTo(&bytes.Buffer{}); err == nil {
		t.Error("a workbook without sheets was written")
	}
	b = NewBook()
	s, err := b.AddSheet("A", SheetOptions{})
	check(t, err)
	for _, v := range []Value{
		TextValue(strings.Repeat("x", 32768)), TextValue(strings.Repeat("😀", 16384)), TextValue("a\x00"), TextValue("\xFF"), TextValue("\uFFFE"),
		AmountValue(1_000_000_000_000_000), IntValue(-1_000_000_000_000_000),
	} {
		if _, err := s.Row(v); err == nil {
			t.Errorf("%.20v accepted", v)
		}
	}
	if _, err := s.Row(TextValue(strings.Repeat("ệ", 32767))); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"a", "", "x/y", strings.Repeat("x", 32)} {
		if _, err := b.AddSheet(name, SheetOptions{}); err == nil {
			t.Errorf("a second sheet was called %q", name)
		}
	}
	if err := s.DropDown(0, 1, 2, nil); err == nil {
		t.Error("an empty list of choices was accepted")
	}
}

// TestNothingOnDisk writes a sheet that excelize would put into a temporary
// file.
func TestNothingOnDisk(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	b := NewBook()
	s, err := b.AddSheet("A", SheetOptions{})
	check(t, err)
	long := strings.Repeat("Nguyễn Thị Hoà ", 1000)
	for i := range 1000 {
		_, err := s.Row(TextValue(fmt.Sprint(i)), TextValue(long))
		check(t, err)
		if i%50 > 0 {
			continue
		}
		if left, err := filepath.Glob(dir + "/*"); err != nil || len(left) > 0 {
			t.Fatalf("row %d: on disk: %v %v", i, left, err)
		}
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
}

// TestMarkedTextIsReadWhole: the pieces of a text that is drawn in several ways
// are one text again, and the marked characters alone are drawn apart.
func TestMarkedTextIsReadWhole(t *testing.T) {
	book := NewBook()
	s, err := book.AddSheet("x", SheetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	text := "Lê Thị Cúc\n 03/12/1950 =1+1"
	if _, err := s.Row(MarkedValue(text, []int{8, 12, 13}).As(Wrapped), MarkedValue("a", nil)); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	table, err := OpenTable(bytes.NewReader(out.Bytes()), int64(out.Len()), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for row, err := range table.Rows(0) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Cells[0].Text != text || row.Cells[0].Formula || row.Cells[1].Text != "a" {
			t.Errorf("read back %q, %q", row.Cells[0].Text, row.Cells[1].Text)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	runs, err := f.GetCellRichText("x", "A1")
	if err != nil {
		t.Fatal(err)
	}
	red := ""
	for _, r := range runs {
		if r.Font != nil && r.Font.Bold {
			red += r.Text
		}
	}
	if red != "ú03" {
		t.Errorf("marked is %q of %+v", red, runs)
	}
}

// Words are not torn to count lines, unless one is longer than its column.
func TestLinesOfWrappedText(t *testing.T) {
	for text, want := range map[string]int{
		"":                     1,
		"một hai ba":           1,
		"một hai ba bốn":       2,
		"mười sáu bảy tám":     2,
		"ngoằn ngoèo ngoẹo":    3,
		"abcdefghijklmnopqrst": 2,
		"ngoèo một":            1,
	} {
		if got := linesOf(text, 10); got != want {
			t.Errorf("%q takes %d lines, want %d", text, got, want)
		}
	}
}

// A program opens the workbook on the first sheet that can be seen, and on no
// other, whatever stands before it.
func TestTheFirstSheetThatCanBeSeenIsOpen(t *testing.T) {
	for name, hidden := range map[string][]Visibility{
		"all seen": {Visible, Visible, Visible}, "keys first": {VeryHidden, Hidden, Visible, Visible}, "keys last": {Visible, VeryHidden},
	} {
		b := NewBook()
		for i, h := range hidden {
			s, err := b.AddSheet(fmt.Sprintf("S%d", i), SheetOptions{Hidden: h})
			check(t, err)
			_, err = s.Row(TextValue("x"))
			check(t, err)
		}
		var out bytes.Buffer
		_, err := b.WriteTo(&out)
		check(t, err)
		f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
		check(t, err)
		first := slices.Index(hidden, Visible)
		if got := f.GetActiveSheetIndex(); got != first {
			t.Errorf("%s: opens on sheet %d, want %d", name, got, first)
		}
		for i := range hidden {
			text := partOf(t, out.Bytes(), fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
			if selected := strings.Contains(text, `tabSelected="1"`) || strings.Contains(text, `tabSelected="true"`); selected != (i == first) {
				t.Errorf("%s: sheet %d selected is %v", name, i, selected)
			}
			if seen, _ := f.GetSheetVisible(fmt.Sprintf("S%d", i)); seen != (hidden[i] == Visible) {
				t.Errorf("%s: sheet %d seen is %v", name, i, seen)
			}
		}
		check(t, f.Close())
	}
}

// partOf is the text of one part of a package.
func partOf(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	check(t, err)
	f, err := z.Open(name)
	check(t, err)
	text, err := io.ReadAll(f)
	check(t, err)
	return string(text)
}
