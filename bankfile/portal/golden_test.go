package portal_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/sheet"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldenLines are payees at the profile's own bank, and at others where it has
// texts for them.
func goldenLines(t testing.TB, p *portal.Profile, f bankfile.Format) []bankfile.Line {
	t.Helper()
	bins := []string{"970405", "970415", "970418", "970422", "970436", "970449"}
	var lines []bankfile.Line
	for i, bin := range bins {
		l := line(i)
		l.BIN, l.InHouse = bin, bin == p.Bank
		prepared, _, err := f.Prepare(l)
		if err == nil {
			lines = append(lines, prepared)
		}
	}
	if len(lines) == 0 {
		t.Fatalf("%s carries nobody", p.Name)
	}
	return lines
}

// shown is a workbook as text: each row's cells with their kind and format.
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
				if c.Kind != sheet.Empty || c.Merged {
					fmt.Fprintf(&b, "%s%d\t%s\t%s\t%q\n", sheet.ColumnName(i), row.Number, c.Kind, c.Format, c.Text)
				}
			}
		}
	}
	return b.String()
}

// goldenFile is the workbook of a profile, read back and found as it was meant.
func goldenFile(t testing.TB, p *portal.Profile) []byte {
	t.Helper()
	f := p.Format()
	lines := goldenLines(t, p, f)
	totals, err := bankfile.Sum(slices.Values(lines))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out, fileHeader(t), slices.Values(lines), totals); err != nil {
		t.Fatal(err)
	}
	_, got := f.Read(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err := bankfile.Compare(slices.Values(lines), got, totals); err != nil {
		t.Error(err)
	}
	return out.Bytes()
}

func TestEachProfileWritesItsGoldenFile(t *testing.T) {
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	for p := range set.All() {
		t.Run(p.Name, func(t *testing.T) {
			data := goldenFile(t, p)
			path := filepath.Join("testdata", p.Name+".txt")
			text := shown(t, data)
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
		})
	}
}
