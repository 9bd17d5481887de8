package sheet

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestDamagedWorkbook flips every byte and cuts at every offset of one small
// list, and damages nineteen others at random places: what is not refused has
// to be read exactly as before the damage.
func TestDamagedWorkbook(t *testing.T) {
	list := smallList(t)
	if len(list) > 10_000 {
		t.Fatalf("the small list has %d bytes", len(list))
	}
	want := mustDump(t, list)
	identical := 0
	for i := range list {
		damaged := bytes.Clone(list)
		damaged[i] ^= 0xFF
		identical += refusedOrIdentical(t, fmt.Sprintf("byte %d", i), damaged, want)
		if refusedOrIdentical(t, fmt.Sprintf("cut at %d", i), list[:i], want) > 0 {
			t.Errorf("cut at %d: accepted", i)
		}
	}
	if identical > len(list)/5 {
		t.Errorf("%d of %d flips were not noticed: more than times and attributes", identical, len(list))
	}
	for n, data := range otherLists(t) {
		random := rand.New(rand.NewPCG(13, uint64(n)))
		want := mustDump(t, data)
		for range 300 {
			i := random.IntN(len(data))
			damaged := bytes.Clone(data)
			damaged[i] ^= byte(1 + random.IntN(255))
			refusedOrIdentical(t, fmt.Sprintf("list %d, byte %d", n, i), damaged, want)
			refusedOrIdentical(t, fmt.Sprintf("list %d, cut at %d", n, i), data[:i], want)
		}
	}
}

// TestBrokenXMLAtEachRow breaks the XML of a sound package before each row.
func TestBrokenXMLAtEachRow(t *testing.T) {
	var rows []string
	for i := 1; i <= 40; i++ {
		rows = append(rows, fmt.Sprintf(`<row r="%d"><c r="A%d"><v>%d</v></c></row>`, i, i, i))
	}
	for i := range rows {
		for _, broken := range []string{"<", "&", "</row>", "\x00", "<row>", "x", `<row r="2"/>`, `<row r="-1"/>`} {
			xml := strings.Join(rows[:i], "") + broken + strings.Join(rows[i:], "")
			if i == 0 && broken == `<row r="2"/>` {
				continue // sound until the second row
			}
			if _, err := dump(book(`<sheetData>`+xml+`</sheetData>`).bytes(t), Limits{}); codeOf(t, err) == "" {
				t.Errorf("%q before row %d: accepted", broken, i+1)
			}
		}
	}
}

func mustDump(t *testing.T, data []byte) string {
	t.Helper()
	want, err := dump(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return want
}

// refusedOrIdentical returns 1 where damaged is read, as want.
func refusedOrIdentical(t *testing.T, what string, damaged []byte, want string) int {
	t.Helper()
	got, err := dump(damaged, Limits{})
	if err != nil {
		return 0
	}
	if got != want {
		t.Errorf("%s: read differently, without an error", what)
	}
	return 1
}

// smallList is a list as excelize writes it: shared strings, styles, a title
// that is merged.
func smallList(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	check(t, f.SetCellStr("Sheet1", "A1", "DANH SÁCH CHI TRẢ TRỢ CẤP"))
	check(t, f.MergeCell("Sheet1", "A1", "D1"))
	for i := range 12 {
		row := []any{i + 1, "Nguyễn Văn " + string(rune('A'+i)), fmt.Sprintf("9990%08d", i*37), 750_000 + i*1000}
		check(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+3), &row))
	}
	return saved(t, f)
}

// otherLists are nineteen workbooks of all the forms packages come in.
func otherLists(t *testing.T) [][]byte {
	t.Helper()
	var all [][]byte
	for n := range 19 {
		if n%3 == 0 {
			f := excelize.NewFile()
			sw, err := f.NewStreamWriter("Sheet1")
			check(t, err)
			for i := 1; i <= 20+n; i++ {
				check(t, sw.SetRow(fmt.Sprintf("A%d", i), []any{i, fmt.Sprintf("Trần Thị %d", i*n), 1_000_000 + i, true}))
			}
			check(t, sw.Flush())
			all = append(all, saved(t, f))
			continue
		}
		var b strings.Builder
		for i := 1; i <= 10+n; i++ {
			fmt.Fprintf(&b, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="C%d" s="%d"><v>%d</v></c><c r="D%d" t="str"><f>A%d</f><v>%x</v></c></row>`, i, i, i%3, i, i%5, i*n*7919, i, i, i*n)
		}
		p := book(`<sheetData>` + b.String() + `</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`)
		p.plain, p.early = n%3 == 1, n%4 == 1
		data := p.bytes(t)
		switch {
		case n%5 == 1 && p.early:
			data = zip64(data)
		case n%7 == 1:
			data = withComment(data, "danh sách")
		}
		all = append(all, data)
	}
	return all
}

func saved(t testing.TB, f *excelize.File) []byte {
	t.Helper()
	buf, err := f.WriteToBuffer()
	check(t, err)
	check(t, f.Close())
	return buf.Bytes()
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
