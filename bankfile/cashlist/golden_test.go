package cashlist_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/sheet"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shown is a workbook as text: each row's cells with their kind and format, empty
// ones too where they have a format.
func shown(t testing.TB, data []byte) string {
	t.Helper()
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, s := range book.Sheets() {
		fmt.Fprintf(&b, "sheet %q hidden %d\n", s.Name, s.Hidden)
		for row, err := range book.Rows(s.Index) {
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range row.Cells {
				if c.Kind != sheet.Empty || c.Format != "" || c.Merged {
					fmt.Fprintf(&b, "%s%d\t%s\t%s\t%q\n", sheet.ColumnName(i), row.Number, c.Kind, c.Format, c.Text)
				}
			}
		}
	}
	return b.String()
}

func TestListIsItsGoldenFile(t *testing.T) {
	text := shown(t, written(t, lines(2)))
	path := filepath.Join("testdata", "list.txt")
	if *update {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestListIsMadeForPaperAndPen: it is printed to be signed, and filled in by hand.
func TestListIsMadeForPaperAndPen(t *testing.T) {
	var seen string
	repacked(t, written(t, lines(3)), sheetPart, func(text string) string { seen = text; return text + " " })
	for name, want := range map[string]string{
		"one page wide":      `fitToHeight="0" fitToWidth="1" orientation="landscape" paperSize="9"`,
		"pages are numbered": "<oddFooter>&amp;C&amp;P/&amp;N</oddFooter>",
		"a choice of two":    `sqref="G10:G12" type="list"`,
		"how to write a day": `sqref="H10:H12"`,
		"why not":            `sqref="I10:I12"`,
		"room to sign":       `<row r="10" ht="30" customHeight="1">`,
		"headings stay":      `topLeftCell="A10" ySplit="9"`,
	} {
		if !strings.Contains(seen, want) {
			t.Errorf("%s: no %s", name, want)
		}
	}
	repacked(t, written(t, lines(3)), "xl/workbook.xml", func(text string) string {
		if !strings.Contains(text, `$9:$9</definedName>`) {
			t.Errorf("the headings are not on every page: %s", text)
		}
		return text + " "
	})
}
