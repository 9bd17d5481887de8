package cashlist_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout"
)

// The list as the tests know it, written down a second time.
const (
	firstLine = 10 // the row of the first line
	columns   = 11
	atResult  = 6 // what a desk fills in: result, day, note
)

const batch = "BTXH-2024-07-BD1-1"

func reference(n int) string {
	return payout.EndToEndID("store", "BD1", fmt.Sprintf("B%d", n), "P1", 1)
}

// line is somebody of Xã Mây Trắng who is paid by hand.
func line(n int) bankfile.Line {
	return bankfile.Line{EndToEndID: reference(n), Amount: money.Dong(int64(500_000 + n)), AccountNumber: fmt.Sprintf("999%09d", n),
		Holder: "Nguyễn Thị Thử " + string(rune('A'+n%26)), Remittance: "Trợ cấp BTXH tháng 07/2024", Cash: true, Place: "Xã Mây Trắng"}
}

func lines(n int) []bankfile.Line {
	out := make([]bankfile.Line, n)
	for i := range out {
		out[i] = line(i)
	}
	return out
}

func header(t testing.TB) bankfile.Header {
	t.Helper()
	on, err := civil.NewDate(2024, 7, 10)
	if err != nil {
		t.Fatal(err)
	}
	return bankfile.Header{MessageID: bankfile.MessageID("store", batch, 1, 1), PaymentInfoID: bankfile.PaymentInfoID("store", batch, 1, 1),
		BatchID: batch, CreatedAt: time.Date(2024, 7, 4, 3, 0, 0, 0, time.UTC), PayOn: on,
		Payer: payout.Payer{ID: "BD1", Unit: "Sở Nội vụ tỉnh Minh Hoạ", BIN: "970405", Number: "9990000000991", Holder: "BƯU ĐIỆN TỈNH MINH HOẠ"},
		Part:  1, Parts: 2, Practice: true}
}

// carried is what a list says of its header.
func carried(h bankfile.Header) bankfile.Header {
	return bankfile.Header{MessageID: h.MessageID, BatchID: h.BatchID, PayOn: h.PayOn, Part: h.Part, Parts: h.Parts, Practice: h.Practice,
		Payer: payout.Payer{Holder: h.Payer.Holder, Unit: h.Payer.Unit}}
}

func values() cmp.Option {
	return cmp.Options{
		cmp.Comparer(func(a, b money.Amount) bool { return a == b }),
		cmp.Comparer(func(a, b civil.Date) bool { return a == b }),
	}
}

func write(h bankfile.Header, all []bankfile.Line) ([]byte, error) {
	totals, err := bankfile.Sum(slices.Values(all))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = cashlist.Format{}.Write(&out, h, slices.Values(all), totals)
	return out.Bytes(), err
}

func written(t testing.TB, all []bankfile.Line) []byte {
	t.Helper()
	data, err := write(header(t), all)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(data []byte) (bankfile.Header, []bankfile.Line, error) {
	h, seq := cashlist.Format{}.Read(bytes.NewReader(data), int64(len(data)))
	var all []bankfile.Line
	for l, err := range seq {
		if err != nil {
			return h, all, err
		}
		all = append(all, l)
	}
	return h, all, nil
}

// filled puts values into cells of one row, or of several below each other.
func filled(t testing.TB, data []byte, row int, at []int, rows ...[]sheet.Value) []byte {
	t.Helper()
	var out bytes.Buffer
	fill := sheet.Fill{First: row, Count: len(rows), Columns: at, Rows: slices.Values(rows)}
	if len(rows) == 0 {
		fill.Clear = 1
	}
	if err := sheet.WriteFilled(&out, bytes.NewReader(data), int64(len(data)), 0, fill); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const sheetPart = "xl/worksheets/sheet1.xml"

var (
	aRow       = regexp.MustCompile(`(?s)<row .*?</row>`)
	rowNumbers = regexp.MustCompile(`(<row r="|<c r="[A-Z]+)[0-9]+`)
)

// movedRows packs a list anew with its rows (the first is row 1) as edit leaves
// them, numbered from one on.
func movedRows(t testing.TB, data []byte, edit func(rows []string) []string) []byte {
	t.Helper()
	return repacked(t, data, sheetPart, func(text string) string {
		byNumber := map[int]string{}
		last := 0
		for _, row := range aRow.FindAllString(text, -1) {
			n := 0
			if _, err := fmt.Sscanf(row, `<row r="%d"`, &n); err != nil {
				t.Fatal(err)
			}
			byNumber[n], last = row, n
		}
		rows := make([]string, last)
		for i := range rows {
			rows[i] = byNumber[i+1]
		}
		var b strings.Builder
		for i, row := range edit(rows) {
			b.WriteString(rowNumbers.ReplaceAllString(row, fmt.Sprintf("${1}%d", i+1)))
		}
		from, to := strings.Index(text, "<row "), strings.LastIndex(text, "</row>")+len("</row>")
		return text[:from] + b.String() + text[to:]
	})
}

// repacked packs a workbook anew with one part edited.
func repacked(t testing.TB, data []byte, name string, edit func(text string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	edited := false
	for _, f := range z.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == name {
			after := edit(string(text))
			edited = after != string(text)
			text = []byte(after)
		}
		w, err := to.Create(f.Name)
		if err == nil {
			_, err = w.Write(text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	if !edited {
		t.Fatalf("%s is as it was", name)
	}
	return out.Bytes()
}
