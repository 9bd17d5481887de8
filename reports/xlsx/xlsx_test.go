package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout"
	"chitra/reports"
	"chitra/reports/xlsx"
)

func sample(t testing.TB) *reports.CoverageReport {
	t.Helper()
	july, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	fact := func(person, commune, name string, state payout.PaymentState) reports.PersonMonth {
		return reports.PersonMonth{
			Person: person, State: state, Month: july, Amount: money.Dong(1_234_567), WithAccount: true,
			Commune: commune, CommuneName: name, Programme: payout.BTXH,
		}
	}
	facts := []reports.PersonMonth{
		fact("B1", "99001", "=HYPERLINK(\"x\") Xã", payout.PaymentPaid),
		fact("B2", "99001", "=HYPERLINK(\"x\") Xã", payout.PaymentPaid),
		fact("B3", "99002", "Phường Hai & Ba", payout.PaymentRejected),
		{Person: "r1", Kind: reports.RefusedRow, Month: july, Commune: "99002", CommuneName: "Phường Hai & Ba"},
	}
	facts[2].Class = "account_data"
	asOf := time.Date(2024, 8, 1, 0, 30, 0, 0, time.UTC)
	r, err := reports.Coverage(slices.Values(facts), reports.ByCommune, july, july, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func draw(t testing.TB, r *reports.CoverageReport, l reports.Lang) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, r, l); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// grid reads a sheet with our own strict reader: value, format and kind.
func grid(t *testing.T, data []byte, name string) [][]sheet.Cell {
	t.Helper()
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range book.Sheets() {
		if s.Name != name {
			continue
		}
		var out [][]sheet.Cell
		for row, err := range book.Rows(s.Index) {
			if err != nil {
				t.Fatal(err)
			}
			for len(out) < row.Number {
				out = append(out, nil)
			}
			out[row.Number-1] = slices.Clone(row.Cells)
		}
		return out
	}
	t.Fatalf("no sheet %q", name)
	return nil
}

// line is the row that begins with a text, as "text" or "number|format".
func line(t *testing.T, rows [][]sheet.Cell, first string) []string {
	t.Helper()
	for _, row := range rows {
		if len(row) == 0 || row[0].Text != first {
			continue
		}
		var out []string
		for _, c := range row {
			s := c.Text
			if c.Kind == sheet.Number {
				s += "|" + c.Format
			}
			out = append(out, s)
		}
		return out
	}
	t.Fatalf("no row %q", first)
	return nil
}

func TestFiguresAreNumbersWithTheirDenominators(t *testing.T) {
	data := draw(t, sample(t), reports.Vietnamese)
	summary := grid(t, data, "Tổng hợp")
	for first, want := range map[string][]string{
		"Có tài khoản":                   {"Có tài khoản", "3|#,##0", "0.7500|0.00\\ %", "3|#,##0", "4|#,##0", "đối tượng", "chỉ tiêu 30 %: vượt 45,00 điểm %"},
		"Đã chi trả không dùng tiền mặt": {"Đã chi trả không dùng tiền mặt", "2|#,##0", "0.6667|0.00\\ %", "2|#,##0", "3|#,##0", "người có tài khoản"},
		"Số tiền (đồng)":                 {"Số tiền (đồng)", "2469134|#,##0", "", "", "", "", "2.469.134 đồng, tháng 7/2024"},
		"Ngân hàng từ chối":              {"Ngân hàng từ chối", "1|#,##0", "0.2500|0.00\\ %", "1|#,##0", "4|#,##0", "đối tượng", "1|#,##0"},
		"Tổng phải chi":                  {"Tổng phải chi", "3|#,##0", "3703701|#,##0"},
	} {
		if diff := cmp.Diff(want, line(t, summary, first)); diff != "" {
			t.Errorf("%s: %s", first, diff)
		}
	}
	about := summary[1][0].Text
	if about != "Kỳ chi trả tháng 7/2024 · Số liệu ghi nhận đến 07:30 ngày 01/08/2024" {
		t.Errorf("period and cut-off: %q", about)
	}
	want := []string{
		"Phường Hai & Ba", "99002", "2|#,##0", "1|#,##0", "0.5000|0.00\\ %", "0|#,##0", "0.0000|0.00\\ %",
		"0.0000|0.00\\ %", "2|#,##0", "0|#,##0", "0|#,##0",
	}
	lines := grid(t, data, "Theo xã, phường")
	if diff := cmp.Diff(want, line(t, lines, "Phường Hai & Ba")); diff != "" {
		t.Error(diff)
	}
	causes := grid(t, data, "Chưa chi trả theo lý do")
	want = []string{"Ngân hàng từ chối", "sai hoặc không có tài khoản", "1|#,##0", "0.2500|0.00\\ %", "1|#,##0", "0.3333|0.00\\ %"}
	if diff := cmp.Diff(want, line(t, causes, "Ngân hàng từ chối")); diff != "" {
		t.Error(diff)
	}
}

func TestNoCellCanExecute(t *testing.T) {
	data := draw(t, sample(t), reports.Vietnamese)
	for _, name := range []string{"Tổng hợp", "Theo xã, phường", "Chưa chi trả theo lý do"} {
		for _, row := range grid(t, data, name) {
			for _, c := range row {
				if c.Formula {
					t.Errorf("%s: a cell holds a formula: %q", name, c.Text)
				}
			}
		}
	}
	row := line(t, grid(t, data, "Theo xã, phường"), "=HYPERLINK(\"x\") Xã")
	if row[1] != "99001" {
		t.Errorf("row %q", row)
	}
	if !strings.Contains(part(t, data, "xl/styles.xml"), `quotePrefix="1"`) && !strings.Contains(part(t, data, "xl/styles.xml"), `quotePrefix="true"`) {
		t.Error("an edited cell could become a formula")
	}
}

func part(t *testing.T, data []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPages asks excelize, which reads what it wrote: paper, frozen and
// repeated heading, practice mark.
func TestPages(t *testing.T) {
	r := sample(t)
	r.Practice = true
	r.Closed = reports.Seal(sample(t), "0f3a", nil)
	f, err := excelize.OpenReader(bytes.NewReader(draw(t, r, reports.English)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"Summary", "By commune", "Not paid by reason", "Changes since the closing"}
	if diff := cmp.Diff(want, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	for i, name := range f.GetSheetList() {
		layout, err := f.GetPageLayout(name)
		if err != nil {
			t.Fatal(err)
		}
		if *layout.Size != 9 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
			t.Errorf("%s: paper %d %s", name, *layout.Size, *layout.Orientation)
		}
		head, err := f.GetHeaderFooter(name)
		if err != nil || !strings.Contains(head.OddHeader, "PRACTICE DATA") {
			t.Errorf("%s: header %+v, %v", name, head, err)
		}
		mark, err := f.GetCellValue(name, "A3")
		if err != nil || !strings.HasPrefix(mark, "PRACTICE DATA") {
			t.Errorf("%s: no mark: %q, %v", name, mark, err)
		}
		panes, err := f.GetPanes(name)
		if err != nil || panes.Freeze != (i > 0) {
			t.Errorf("%s: panes %+v, %v", name, panes, err)
		}
	}
	titles := 0
	for _, d := range f.GetDefinedName() {
		if d.Name == "_xlnm.Print_Titles" {
			titles++
		}
	}
	if titles != 3 {
		t.Errorf("%d sheets repeat their heading", titles)
	}
}

func TestChartIsNative(t *testing.T) {
	data := draw(t, sample(t), reports.Vietnamese)
	chart := part(t, data, "xl/charts/chart1.xml")
	for _, want := range []string{"barChart", "Tổng hợp&#39;!$A$", "Tổng hợp&#39;!$B$"} {
		if !strings.Contains(chart, want) && !strings.Contains(chart, strings.ReplaceAll(want, "&#39;", "'")) {
			t.Errorf("no %s in the chart", want)
		}
	}
}

func TestSameReportSameBytes(t *testing.T) {
	want := draw(t, sample(t), reports.Vietnamese)
	for range 8 {
		if !bytes.Equal(want, draw(t, sample(t), reports.Vietnamese)) {
			t.Fatal("two drawings of one report differ")
		}
	}
}

func TestEveryDimensionInEveryLanguage(t *testing.T) {
	for _, l := range []reports.Lang{reports.Vietnamese, reports.English} {
		for by := reports.Total; by <= reports.ByCategory; by++ {
			r := sample(t)
			if r.By = by; by == reports.Total {
				r.Lines = nil
			}
			r.Closed = reports.Seal(r, "0f3a", []reports.Move{})
			draw(t, r, l)
		}
	}
}

func TestWorkbookOfNobody(t *testing.T) {
	july, err := civil.NewMonth(2024, 7)
	if err != nil {
		t.Fatal(err)
	}
	none, err := reports.Coverage(slices.Values([]reports.PersonMonth(nil)), reports.Total, july, july, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	data := draw(t, none, "")
	if got := line(t, grid(t, data, "Tổng hợp"), "Có tài khoản"); got[2] != "–" {
		t.Errorf("a share of nobody is %q", got[2])
	}
	if got := line(t, grid(t, data, "Chưa chi trả theo lý do"), "Không có ai"); len(got) != 1 {
		t.Errorf("row %q", got)
	}
}

func TestWorkbookRefusesFiguresThatDoNotAddUp(t *testing.T) {
	r := sample(t)
	r.NotPaid[reports.Held]++
	var out bytes.Buffer
	if err := xlsx.Write(&out, r, reports.Vietnamese); !errors.Is(err, reports.ErrConservation) || out.Len() > 0 {
		t.Errorf("error %v, %d bytes", err, out.Len())
	}
}

// A column shows what stands in it: it is never narrower than its longest cell,
// and what is longer than any step wraps.
func TestColumnsAreWideEnough(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(draw(t, sample(t), reports.Vietnamese)))
	if err != nil {
		t.Fatal(err)
	}
	for column, least := range map[string]int{"A": 30, "B": 13, "C": 13, "G": 32} {
		width, err := f.GetColWidth("Tổng hợp", column)
		if err != nil {
			t.Fatal(err)
		}
		if got := int(width); got < least || got > 55 || (got-13)%6 != 0 {
			t.Errorf("column %s is %d characters wide, want at least %d", column, got, least)
		}
	}
}
