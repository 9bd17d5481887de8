package beneficiary_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"chitra/internal/sheet"
)

// What a sender typed to be run is told back as text: neither the columns that
// are added nor the comments hold a formula, and no added text begins as one.
func TestMarkedWorkbooksLeaveInert(t *testing.T) {
	const head = 8 // of the columns that are added, behind those of the usual list
	names := []string{`=HYPERLINK("http://example.invalid","Lan")`, "+84900000000 Lan", "@SUM(A1:A9)", "-1+1|cmd", "\t=1+1", "\r=1+1"}
	var people []row
	for i, name := range names {
		people = append(people, but(but(but(hung(), 0, i+1), colName, name), colAmount, name))
	}
	data := usual(people...).bytes()
	l, err := readList(t, data, "")
	if err != nil || len(l.Issues) < len(names) {
		t.Fatalf("%v: %+v", err, l)
	}
	marked := mark(t, data, l)
	parts, err := zip.NewReader(bytes.NewReader(marked), int64(len(marked)))
	if err != nil {
		t.Fatal(err)
	}
	comments := 0
	for _, f := range parts.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, "xl/worksheets/") && bytes.Contains(text, []byte("<f>")) {
			t.Errorf("%s holds a formula", f.Name)
		}
		comments += strings.Count(string(text), "<comment ")
	}
	table, err := sheet.OpenTable(bytes.NewReader(marked), int64(len(marked)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	added := 0
	for row, err := range table.Rows(0) {
		if err != nil {
			t.Fatal(err)
		}
		for col := head; col < len(row.Cells); col++ {
			c := row.Cells[col]
			added++
			if c.Kind != sheet.Text || c.Formula || strings.ContainsAny(c.Text[:1], "=+-@\t\r") {
				t.Errorf("row %d: %q is %v", row.Number, c.Text, c.Kind)
			}
		}
	}
	if added < 2*len(names) || comments < len(names) {
		t.Errorf("%d cells and %d comments were added", added, comments)
	}
}
