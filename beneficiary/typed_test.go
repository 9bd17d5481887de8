package beneficiary

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/sheet"
)

func TestShown(t *testing.T) {
	for _, c := range []struct {
		cell sheet.Cell
		want string
	}{
		{sheet.Cell{}, ""},
		{sheet.Cell{Kind: sheet.Text, Text: " Nguyễn "}, "Nguyễn"},
		{sheet.Cell{Kind: sheet.Date, Text: "17596"}, "04/03/1948"},
		{sheet.Cell{Kind: sheet.Date, Text: "1948"}, "1948"}, // a year in a cell that shows days
		{sheet.Cell{Kind: sheet.Number, Text: "3.8085001234E10"}, "38085001234"},
		{sheet.Cell{Kind: sheet.Number, Text: "1.1000000000000001"}, "1.1"},
		{sheet.Cell{Kind: sheet.Number, Text: "-750000"}, "-750000"},
		{sheet.Cell{Kind: sheet.ErrorValue, Text: "#N/A"}, "#N/A"},
	} {
		if got := Shown(c.cell, false); got != c.want {
			t.Errorf("%s %q is shown as %q, want %q", c.cell.Kind, c.cell.Text, got, c.want)
		}
	}
}

// TestTyped: a date goes in so that no column can turn it round.
func TestTyped(t *testing.T) {
	for _, c := range []struct {
		field      Field
		text, want string
	}{
		{BirthField, "05/03/1948", "1948-03-05"},
		{BirthField, " 5-3-1948 ", "1948-03-05"},
		{BirthField, "1948", "1948"},
		{BirthField, "31/02/1948", "31/02/1948"}, // no date: it is read, and refused, as it stands
		{BirthField, "03/1948", "03/1948"},
		{Name, "05/03/1948", "05/03/1948"},
		{PersonalID, " 999148000017 ", "999148000017"},
	} {
		if diff := cmp.Diff(sheet.Cell{Kind: sheet.Text, Text: c.want}, Typed(c.field, c.text), cmp.AllowUnexported(sheet.Cell{})); diff != "" {
			t.Errorf("%s %q: %s", c.field, c.text, diff)
		}
	}
	if got := Typed(Name, "  "); got != (sheet.Cell{}) {
		t.Errorf("blanks are typed as %+v", got)
	}
}

// TestTypedInAMonthFirstColumn reads one typed date among dates of the other
// order, as text and as it is typed.
func TestTypedInAMonthFirstColumn(t *testing.T) {
	born := func(cell sheet.Cell) string {
		rows := [][]string{{"Họ và tên", "Ngày sinh", "Đối tượng"}, {"Trần Văn An", "03/25/1950", "06C"}, {"Lê Thị Bình", cell.Text, "06C"}}
		l := mustRead(t, textTable(rows), options(t))
		return l.Rows[1].Birth.Date.String()
	}
	if got := born(sheet.Cell{Text: "05/03/1948"}); got != "03/05/1948" {
		t.Errorf("the column's own order: %s", got)
	}
	if got := born(Typed(BirthField, "05/03/1948")); got != "05/03/1948" {
		t.Errorf("as typed: %s", got)
	}
}

// TestCorrectedListsAreNotRefusedForTheirTotals: what the sheet states was
// written before; it is told, and refuses nothing.
func TestCorrectedListsAreNotRefusedForTheirTotals(t *testing.T) {
	head := []string{"STT", "Họ và tên", "Ngày sinh", "Đối tượng", "Tổng tiền"}
	for name, c := range map[string]struct {
		last []string
		code string
	}{
		"sum":   {[]string{"", "Tổng cộng", "", "", "1500000"}, RefusedTotalDiffers},
		"count": {[]string{"", "Tổng cộng: 2 người", "", "", ""}, RefusedCountDiffers},
	} {
		table := textTable([][]string{head, {"1", "Trần Văn An", "25/03/1950", "06C", "750000"}, c.last})
		var refused *Refusal
		if _, err := Read(table, options(t)); !errors.As(err, &refused) || refused.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
		o := options(t)
		o.Corrected = true
		l := mustRead(t, table, o)
		if len(l.Rows) != 1 || len(l.Issues) == 0 || l.Issues[len(l.Issues)-1].Code != CodeTotalUnchecked {
			t.Errorf("%s, corrected: %d rows, %+v", name, len(l.Rows), l.Issues)
		}
	}
}

// textTable is a sheet of texts.
func textTable(rows [][]string) *fakeTable {
	var out []sheet.Row
	for i, texts := range rows {
		values := make([]any, len(texts))
		for n, text := range texts {
			values[n] = text
		}
		out = append(out, line(i+1, values...))
	}
	return one(out)
}

func TestFreeKeys(t *testing.T) {
	taken := map[string]bool{}
	for range 3 {
		key := FreeKey("kABC", func(k string) bool { return taken[k] })
		if taken[key] || len(key) != 13 {
			t.Fatalf("key %q", key)
		}
		taken[key] = true
	}
	if !taken[rowKey("kABC", 0)] || !taken[rowKey("kABC", 2)] {
		t.Error("keys are not those a list gives out")
	}
}

// TestCodesThatGoBack: whatever refuses a row goes back, and what is accepted
// for a whole column is a fault of a cell.
func TestCodesThatGoBack(t *testing.T) {
	for _, c := range IssueCodes() {
		if c.Severity == Refuses && !c.Back {
			t.Errorf("%s refuses a row and does not go back", c.Code)
		}
		if got, ok := CodeOf(c.Code); !ok || got != c {
			t.Errorf("CodeOf(%s) is %+v", c.Code, got)
		}
	}
	for _, code := range append(backCodes, columnCodes...) {
		if _, ok := CodeOf(code); !ok {
			t.Errorf("%s is no code", code)
		}
	}
	if _, ok := CodeOf("none"); ok {
		t.Error("a code that nobody has")
	}
}
