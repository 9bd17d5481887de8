package synth

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// portalOutcomes is one truth row for each thing that MB does, payees at MB
// and at another bank.
func portalOutcomes(t *testing.T) []TruthRow {
	outcomes := []Outcome{OutcomePaid, Rejected("AC01"), Returned("AC04"), OutcomeSilent, OutcomePending, OutcomeWrongAmount, OutcomeDebited}
	var rows []TruthRow
	for i, o := range outcomes {
		bin := []string{mbBIN, agribank}[i%2]
		rows = append(rows, due(t, i+1, bin, fmt.Sprintf("06800000000%02d", i), "Trần Văn Hoạ", o))
	}
	return rows
}

// cellsAt picks columns of a workbook's rows from a row on.
func cellsAt(t *testing.T, path string, from int, columns ...int) [][]string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, row := range rows[from-1:] {
		var cells []string
		for _, c := range columns {
			text := ""
			if c < len(row) {
				text = row[c]
			}
			cells = append(cells, text)
		}
		out = append(out, cells)
	}
	return out
}

func TestResultWorkbookOfToday(t *testing.T) {
	rows := portalOutcomes(t)
	file := save(t, "PRACTICE-mb-1.xlsx", bulkPayment(t, payAll(rows)...))
	got, err := Answer([]string{file}, answering(t, writeTruth(t, rows...), Immediate))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"mb-1.result-1.xlsx", "mb-1.result-2.xlsx"}, baseNames(got.Files)); diff != "" || len(got.Faults) > 0 {
		t.Fatalf("faults %v, files (-want +got):\n%s", got.Faults, diff)
	}
	want := [][]string{
		{"STT\n(Ord. No.)", "Số tài khoản\n(Account No.)", "Số tiền\n(Amount)", "Nội dung chuyển khoản\n(Payment Detail)", "Trạng thái\n(Status)", "Trạng thái hạch toán\n(Accounting Status)"},
		{"1", "0680000000000", "750000.0", "R1 TRO CAP", "Thành công", "Đã trừ tiền"},
		{"2", "0680000000001", "750000.0", "R2 TRO CAP", "Thất bại", ""},
		{"3", "0680000000002", "750000.0", "R3 TRO CAP", "Thành công", "Đã trừ tiền"},
		{"5", "0680000000004", "750000.0", "R5 TRO CAP", "Đang xử lý", ""},
		{"6", "0680000000005", "739000.0", "R6 TRO CAP", "Thành công", "Đã trừ tiền"},
		{"7", "0680000000006", "750000.0", "R7 TRO CAP", "Thất bại", "Đã trừ tiền"},
	}
	if diff := cmp.Diff(want, cellsAt(t, got.Files[0], 12, 0, 2, 7, 9, 16, 17)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	notes := cellsAt(t, got.Files[0], 14, 23)
	if want := "Số tài khoản không tồn tại"; notes[0][0] != want {
		t.Errorf("note of the refused line is %q, want %q", notes[0][0], want)
	}
	banner := cellsAt(t, got.Files[0], 7, 4)[:2]
	if diff := cmp.Diff([][]string{{"4489000.0"}, {"6"}}, banner); diff != "" {
		t.Errorf("banner (-want +got):\n%s", diff)
	}
	second := cellsAt(t, got.Files[1], 13, 9, 16)
	if diff := cmp.Diff([][]string{{"R1 TRO CAP", "Thành công"}, {strangers()[6], "Thành công"}}, second); diff != "" {
		t.Errorf("second workbook (-want +got):\n%s", diff)
	}
}

func TestResultWorkbookOfOld(t *testing.T) {
	rows := portalOutcomes(t)[:5]
	for i := range rows {
		rows[i].Month = monthOf(t, "2024-08")
	}
	o := answering(t, writeTruth(t, rows...), Immediate)
	o.Month = monthOf(t, "2024-08")
	got, err := Answer([]string{save(t, "mb.xlsx", bulkPayment(t, payAll(rows)...))}, o)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"STT", "Số tài khoản", "Số tiền", "Nội dung chuyển khoản", "Trạng thái"},
		{"1", "0680000000000", "750000", "R1 TRO CAP", "Thành công"},
		{"2", "0680000000001", "750000", "R2 TRO CAP", "Thất bại"},
		{"3", "0680000000002", "750000", "R3 TRO CAP", "Thành công"},
		{"5", "0680000000004", "750000", "R5 TRO CAP", "Đang xử lý"},
	}
	if diff := cmp.Diff(want, cellsAt(t, got.Files[0], 4, 0, 1, 4, 5, 7)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestThePortalRefusesWorkbooksOffItsTemplate(t *testing.T) {
	rows := portalOutcomes(t)[:2]
	dir := writeTruth(t, rows...)
	for name, c := range map[string]struct {
		cell, says string
		value      any
	}{
		"title":             {"B1", "title", "DANH SÁCH"},
		"heading":           {"D2", "heading 4", "Ngân hàng"},
		"ordinal":           {"A4", "ordinal", 7},
		"account as number": {"B3", "not a text", 680000000000},
		"small letters":     {"C3", "capitals", "Trần Văn Hoạ"},
		"unknown bank":      {"D4", "not in the list", "Agribank"},
		"amount as words":   {"E3", "amount", "750 nghìn"},
		"long details":      {"F3", "140", strings.Repeat("R", 141)},
		"reference twice":   {"F4", "repeated", "R1 TRO CAP"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := excelize.OpenReader(bytes.NewReader(bulkPayment(t, payAll(rows)...)))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if err := f.SetCellValue(bulkSheet, c.cell, c.value); err != nil {
				t.Fatal(err)
			}
			var w bytes.Buffer
			if err := f.Write(&w); err != nil {
				t.Fatal(err)
			}
			_, err = Answer([]string{save(t, "mb.xlsx", w.Bytes())}, answering(t, dir, Immediate))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one about %q", err, c.says)
			}
		})
	}
}
