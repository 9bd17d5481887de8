package cashlist_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile/cashlist"
	"chitra/internal/sheet"
)

// grid is a list as text: a line a row, "#" before a whole number, "=" before an
// amount.
func grid(t testing.TB, data []byte) string {
	t.Helper()
	var rows []string
	for text := range strings.Lines(shown(t, data)) {
		cell := strings.Split(strings.TrimSuffix(text, "\n"), "\t")
		column, row, err := sheet.ParseRef(cell[0])
		if err != nil || cell[1] == "empty" {
			continue
		}
		for len(rows) < row {
			rows = append(rows, "")
		}
		said, err := strconv.Unquote(cell[3])
		if err != nil {
			t.Fatal(err)
		}
		gap := column - strings.Count(rows[row-1], "\t")
		rows[row-1] += strings.Repeat("\t", gap) + map[string]string{"0": "#", "#,##0": "="}[cell[2]] + said
	}
	return strings.Join(rows, "\n")
}

// bookOf is a grid as a workbook; nil where a workbook cannot hold it.
func bookOf(text string) []byte {
	book := sheet.NewBook()
	s, err := book.AddSheet("Danh sach chi tien mat", sheet.SheetOptions{})
	if err != nil {
		return nil
	}
	for i, line := range strings.Split(text, "\n") {
		var cells []sheet.Value
		for said := range strings.SplitSeq(line, "\t") {
			v := sheet.TextValue(said)
			if n, err := strconv.ParseInt(strings.TrimLeft(said, "#="), 10, 64); err == nil && said[0] == '#' {
				v = sheet.IntValue(n)
			} else if err == nil && said[0] == '=' {
				v = sheet.AmountValue(n)
			}
			cells = append(cells, v)
		}
		if line == "" {
			s.Skip(1)
			continue
		}
		if _, err := s.Row(cells...); err != nil || i > 200 || len(cells) > 2*columns {
			return nil
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		return nil
	}
	return out.Bytes()
}

// FuzzRead: whatever a list says, reading it ends, the same way again; and what it
// takes is, cell by cell, the list of these very lines.
func FuzzRead(f *testing.F) {
	list := written(f, lines(2))
	f.Add(grid(f, list))
	f.Add(grid(f, filled(f, list, firstLine, []int{atResult}, []sheet.Value{sheet.TextValue("Đã nhận")})))
	f.Add(grid(f, movedRows(f, list, func(rows []string) []string { return slices.Insert(rows, firstLine, rows[firstLine]) })))
	start := header(f)
	f.Fuzz(func(t *testing.T, text string) {
		data := bookOf(text)
		if data == nil {
			return
		}
		h, all, err := read(data)
		againHeader, again, failed := read(data)
		if fmt.Sprint(err) != fmt.Sprint(failed) || !cmp.Equal(h, againHeader, values()) || !cmp.Equal(all, again, values()) {
			t.Fatal("read again it says something else")
		}
		if err != nil {
			return
		}
		whole := start
		whole.MessageID, whole.BatchID, whole.PayOn, whole.Part, whole.Parts, whole.Practice = h.MessageID, h.BatchID, h.PayOn, h.Part, h.Parts, h.Practice
		whole.Payer.Holder, whole.Payer.Unit = h.Payer.Holder, h.Payer.Unit
		if whole.Check() != nil || len(all) > cashlist.MaxRows {
			return
		}
		if ours, err := write(whole, all); err == nil && grid(t, ours) != grid(t, data) {
			t.Fatal("it is another list")
		}
	})
}

// TestTheGridIsTheList holds that the fuzzer begins with a list that is read.
func TestTheGridIsTheList(t *testing.T) {
	if _, got, err := read(bookOf(grid(t, written(t, lines(2))))); err != nil || !cmp.Equal(lines(2), got, values()) {
		t.Error(got, err)
	}
}
