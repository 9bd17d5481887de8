package sheet

import (
	"bytes"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func summaryOf(title string) Summary {
	return Summary{Name: "Kết quả đọc", Widths: []int{20, 40, 12}, Rows: [][]SummaryCell{
		{{Text: title, Look: Title}},
		nil,
		{{Text: "Mã lỗi", Look: Strong}, {Text: "=1+1"}, {Text: "12", Number: true}},
		{{}, {Text: "Sheet1!C4", LinkSheet: "Sheet1", LinkCell: "C4"}},
	}}
}

func withSummary(t *testing.T, data []byte, s Summary) []byte {
	t.Helper()
	var b bytes.Buffer
	check(t, WriteSummary(&b, bytes.NewReader(data), int64(len(data)), s))
	return b.Bytes()
}

// TestWriteSummary reads the package by another library: the sender's cells are
// all there, and the summary behind them.
func TestWriteSummary(t *testing.T) {
	sender := senderBook(t)
	data := withSummary(t, sender, summaryOf("Kết quả"))
	want := ourRows(t, sender)
	maps.Copy(want, map[string]string{"Kết quả đọc!A1": "Kết quả", "Kết quả đọc!D1": SummarySign, "Kết quả đọc!A3": "Mã lỗi",
		"Kết quả đọc!B3": "=1+1", "Kết quả đọc!C3": "12", "Kết quả đọc!B4": "Sheet1!C4"})
	if diff := cmp.Diff(want, ourRows(t, data)); diff != "" {
		t.Errorf("read by us: %s", diff)
	}
	if diff := cmp.Diff(want, excelizeRows(t, data)); diff != "" {
		t.Errorf("read by excelize: %s", diff)
	}
	f := open(t, data)
	if linked, target, err := f.GetCellHyperLink("Kết quả đọc", "B4"); err != nil || !linked || target != "'Sheet1'!C4" {
		t.Errorf("the link leads to %q (%v)", target, err)
	}
	if shown, err := f.GetColVisible("Kết quả đọc", "D"); err != nil || shown {
		t.Errorf("the sign can be seen (%v)", err)
	}
	if formula, err := f.GetCellFormula("Kết quả đọc", "B3"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q (%v)", formula, err)
	}
	if !bytes.Equal(data, withSummary(t, sender, summaryOf("Kết quả"))) {
		t.Error("the same summary is not the same bytes")
	}
}

// TestASummaryIsReplaced: it is known by its sign whatever it is called; a sheet
// of its name that is none is left alone.
func TestASummaryIsReplaced(t *testing.T) {
	renamed := summaryOf("cũ")
	renamed.Name = "Tóm tắt của tôi"
	for _, c := range []struct {
		name string
		have []byte
		want string // the sheet that holds the new one
	}{
		{"of an earlier marking", withSummary(t, senderBook(t), summaryOf("cũ")), "Kết quả đọc"},
		{"renamed since", withSummary(t, senderBook(t), renamed), "Tóm tắt của tôi"},
		{"the sender's own", bookWith(t, "kết quả đọc"), "Kết quả đọc (2)"},
	} {
		before := ourRows(t, c.have)
		after := excelizeRows(t, withSummary(t, c.have, summaryOf("mới")))
		if after[c.want+"!A1"] != "mới" {
			t.Errorf("%s: no summary in %q", c.name, c.want)
		}
		signs := 0
		for cell, text := range after {
			if text == SummarySign {
				signs++
			}
			if !strings.HasPrefix(cell, c.want+"!") && before[cell] != text {
				t.Errorf("%s: %s was %q and is %q", c.name, cell, before[cell], text)
			}
		}
		if signs != 1 {
			t.Errorf("%s: %d summaries", c.name, signs)
		}
	}
}

func bookWith(t *testing.T, name string) []byte {
	t.Helper()
	b := NewBook()
	s, err := b.AddSheet(name, SheetOptions{})
	check(t, err)
	_, err = s.Row(TextValue("của xã"))
	check(t, err)
	var out bytes.Buffer
	_, err = b.WriteTo(&out)
	check(t, err)
	return out.Bytes()
}

func TestASummaryIsHeldToItsColumns(t *testing.T) {
	sender := senderBook(t)
	for name, s := range map[string]Summary{
		"more cells than columns": {Name: "a", Widths: []int{1}, Rows: [][]SummaryCell{{{Text: "x"}, {Text: "y"}}}},
		"a number of letters":     {Name: "a", Widths: []int{1}, Rows: [][]SummaryCell{{{Text: "x", Number: true}}}},
		"a control character":     {Name: "a", Widths: []int{1}, Rows: [][]SummaryCell{{{Text: "\x01"}}}},
		"no name of a sheet":      {Name: "a/b", Widths: []int{1}},
	} {
		if err := WriteSummary(&bytes.Buffer{}, bytes.NewReader(sender), int64(len(sender)), s); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

// TestPatched: the cells of a patch stand in place of the table's, and nothing
// else changes.
func TestPatched(t *testing.T) {
	sender := senderBook(t)
	w, err := Open(bytes.NewReader(sender), int64(len(sender)), Limits{})
	check(t, err)
	want := rowsOfTable(t, w)
	patched := Patched(w, Patch{0: {3: {Cells: map[int]Cell{1: {Kind: Text, Text: "mới"}, 9: {Kind: Text, Text: "xa"}}}, 4: {Empty: true}, 99: {Empty: true}}})
	for cell := range want {
		if strings.HasSuffix(cell, "4") && len(cell) == len("0!A4") {
			delete(want, cell)
		}
	}
	want["0!B3"], want["0!J3"] = "mới", "xa"
	if diff := cmp.Diff(want, rowsOfTable(t, patched)); diff != "" {
		t.Error(diff)
	}
}

func rowsOfTable(t *testing.T, table Table) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, info := range table.Sheets() {
		for row, err := range table.Rows(info.Index) {
			check(t, err)
			for col, c := range row.Cells {
				if c.Text != "" {
					all[string(rune('0'+info.Index))+"!"+cellRef(col, row.Number)] = c.Text
				}
			}
		}
	}
	return all
}
