package portal_test

import (
	"bytes"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/money"
	"chitra/internal/sheet"
)

// grid is a table in memory: a text, or "#" and a number.
type grid struct {
	rows   [][]string
	hidden sheet.Visibility
	fail   error // after the last row
}

func (g grid) Sheets() []sheet.SheetInfo {
	return []sheet.SheetInfo{{Name: "Sheet1", Hidden: g.hidden}}
}
func (g grid) Date1904() bool { return false }

func (g grid) Rows(int) iter.Seq2[*sheet.Row, error] {
	return func(yield func(*sheet.Row, error) bool) {
		for i, texts := range g.rows {
			row := &sheet.Row{Number: i + 1}
			for _, text := range texts {
				c := sheet.Cell{Kind: sheet.Text, Text: text}
				if number, ok := strings.CutPrefix(text, "#"); ok {
					c = sheet.Cell{Kind: sheet.Number, Text: number}
				} else if text == "" {
					c = sheet.Cell{}
				}
				row.Cells = append(row.Cells, c)
			}
			if !yield(row, nil) {
				return
			}
		}
		if g.fail != nil {
			yield(nil, g.fail)
		}
	}
}

// newer is MB's result since 10/9/2026: a banner of eleven rows, 24 columns.
func newer() [][]string {
	rows := [][]string{
		{"NGÂN HÀNG TMCP QUÂN ĐỘI"}, {"Tài khoản nguồn (Debit account)", "", "9990000000002"}, {"KẾT QUẢ CHUYỂN TIỀN THEO LÔ"}, {},
		{"Tổng số giao dịch:", "", "#3.0"}, {"Tổng số tiền: 2.680.000 VND"}, {}, {}, {}, {}, {},
	}
	heads := make([]string, 24)
	heads[0], heads[1], heads[2] = "STT\n(Ord. No.)", "Loại giao dịch", "Số tài khoản thụ hưởng"
	heads[5], heads[6], heads[7] = "Tên người thụ hưởng", "Ngân hàng thụ hưởng", "Số tiền"
	heads[9], heads[16], heads[17] = "Nội dung chuyển khoản", "Trạng thái", "Trạng thái hạch toán"
	heads[23] = "Số bút toán/Lỗi"
	line := func(n, account, name, amount, status, accounting, ref string, id int) []string {
		r := make([]string, 24)
		r[0], r[2], r[5], r[6], r[7] = n, account, name, "Quân đội (MB)", amount
		r[9], r[16], r[17], r[23] = reference(id)+" TRO CAP", status, accounting, ref
		return r
	}
	return append(rows, heads,
		line("#1.0", "0680000000011", "NGUYEN THI A", "#930000.0", "Thành công", "Đã trừ tiền", "FT24187000001", 1),
		line("#2.0", "0680000000012", "TRAN VAN B", "#1.0E6", "Thất bại", "Chưa trừ tiền", "Tài khoản thụ hưởng không tồn tại", 2),
		line("#3.0", "#680000000013.0", "LE THI C", "750.000", "Đang xử lý", "", "", 3),
		[]string{"Tổng cộng", "", "", "", "", "", "", "#2680000"},
	)
}

func older() [][]string {
	return [][]string{
		{"KẾT QUẢ GIAO DỊCH THEO LÔ"}, {"Số lượng giao dịch", "2"}, {},
		{"STT", "Số tài khoản", "Tên người thụ hưởng", "Ngân hàng thụ hưởng", "Số tiền", "Nội dung chuyển khoản", "Phí", "Trạng thái", "Số bút toán/Ghi chú"},
		{"1", "0680000000011", "NGUYEN THI A", "Quân đội (MB)", "#930000", reference(1), "#0", "Thành công", "FT1"},
		{"STT", "Số tài khoản", "Tên người thụ hưởng", "Ngân hàng thụ hưởng", "Số tiền", "Nội dung chuyển khoản", "Phí", "Trạng thái", "Số bút toán/Ghi chú"},
		{"2", "0680000000012", "TRAN VAN B", "Quân đội (MB)", "chín trăm", reference(2), "#0", "Chờ duyệt", "Sai tên người thụ hưởng"},
		{"", "", "Người lập"},
	}
}

func answers(t *testing.T, table sheet.Table) (bankfile.Info, []bankfile.Answer) {
	t.Helper()
	info, seq := portal.ReadResult(table)
	var out []bankfile.Answer
	for a, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return info, out
}

func TestNewerResult(t *testing.T) {
	info, got := answers(t, grid{rows: newer()})
	wantInfo := bankfile.Info{Format: "mb-result-2026", Count: 3, Amount: money.Dong(2_680_000), Account: "9990000000002"}
	if diff := cmp.Diff(wantInfo, info, values()); diff != "" {
		t.Error(diff)
	}
	want := []bankfile.Answer{
		{
			Line: 13, Format: "mb-result-2026", Level: bankfile.Transaction, Status: "Thành công",
			Accounting: "Đã trừ tiền", Text: reference(1) + " TRO CAP", Amount: money.Dong(930_000), HasAmount: true,
			Account: "0680000000011", Name: "NGUYEN THI A", BankRef: "FT24187000001",
		},
		{
			Line: 14, Format: "mb-result-2026", Level: bankfile.Transaction, Status: "Thất bại",
			Accounting: "Chưa trừ tiền", Text: reference(2) + " TRO CAP", Amount: money.Dong(1_000_000), HasAmount: true,
			Account: "0680000000012", Name: "TRAN VAN B", Note: "Tài khoản thụ hưởng không tồn tại",
			Reasons: []string{"Tài khoản thụ hưởng không tồn tại"},
		},
		{
			Line: 15, Format: "mb-result-2026", Level: bankfile.Transaction, Status: "Đang xử lý",
			Text: reference(3) + " TRO CAP", Amount: money.Dong(750_000), HasAmount: true,
			Account: "680000000013", Name: "LE THI C",
		},
	}
	if diff := cmp.Diff(want, got, values()); diff != "" {
		t.Error(diff)
	}
	if id, ok := got[0].Reference(); !ok || id != reference(1) {
		t.Errorf("reference %q", id)
	}
}

func TestOlderResult(t *testing.T) {
	info, got := answers(t, grid{rows: older()})
	if info.Format != "mb-result" || info.Count != 2 || len(got) != 2 {
		t.Fatalf("info %+v, %d answers", info, len(got))
	}
	if a := got[1]; a.HasAmount || a.AmountText != "chín trăm" || a.Status != "Chờ duyệt" || a.Note != "Sai tên người thụ hưởng" {
		t.Errorf("answer %+v", a)
	}
}

// TestColumnsAreFoundWhereverTheyStand moves the columns and rows about.
func TestColumnsAreFoundWhereverTheyStand(t *testing.T) {
	_, want := answers(t, grid{rows: newer()})
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23}).Draw(rt, "order")
		above := rapid.IntRange(0, 25).Draw(rt, "rows above")
		rows := make([][]string, above)
		for _, row := range newer()[11:] {
			moved := make([]string, len(order))
			for i, from := range order {
				if from < len(row) {
					moved[i] = row[from]
				}
			}
			rows = append(rows, moved)
		}
		_, seq := portal.ReadResult(grid{rows: rows})
		var got []bankfile.Answer
		for a, err := range seq {
			if err != nil {
				rt.Fatal(err)
			}
			a.Line += 11 - above
			got = append(got, a)
		}
		if diff := cmp.Diff(want, got, values()); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestHeadingsInOtherWords(t *testing.T) {
	rows := [][]string{
		{"No.", "ACCOUNT NO. (2)", "Beneficiary (3)", "Số tiền\n(Amount)", "Payment Detail (6)", "status", "Bank Reference", "Note"},
		{"1", "0680000000011", "A", "1,250,000", reference(1), "Thất bại", "", "AC01"},
	}
	_, got := answers(t, grid{rows: rows})
	if len(got) != 1 || got[0].Amount != money.Dong(1_250_000) || got[0].Account != "0680000000011" {
		t.Errorf("answers %+v", got)
	}
}

func TestResultRefused(t *testing.T) {
	twice := newer()
	twice[11][3] = "Số tiền giao dịch"
	far := append(make([][]string, 45), newer()...)
	tests := map[string]struct {
		table sheet.Table
		code  string
	}{
		"nothing of a result":      {grid{rows: [][]string{{"STT", "Họ và tên"}, {"1", "A"}}}, portal.CodeNotResult},
		"two columns of one field": {grid{rows: twice}, portal.CodeAmbiguous},
		"a header too far down":    {grid{rows: far}, portal.CodeNotResult},
		"a hidden sheet":           {grid{rows: newer(), hidden: sheet.Hidden}, portal.CodeNotResult},
		"an empty table":           {grid{}, portal.CodeNotResult},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if layout, ok := portal.DetectResult(tt.table); ok {
				t.Errorf("detected as %s", layout)
			}
			info, seq := portal.ReadResult(tt.table)
			for _, err := range seq {
				var fault *portal.FileError
				if !errors.As(err, &fault) || fault.Code != tt.code {
					t.Errorf("error %v, want %s", err, tt.code)
				}
			}
			if info.Count != -1 {
				t.Errorf("count %d is stated by nobody", info.Count)
			}
		})
	}
}

func TestDamageBelowTheHeaderEndsTheAnswers(t *testing.T) {
	damaged := errors.New("cut")
	_, seq := portal.ReadResult(grid{rows: newer(), fail: damaged})
	var last error
	for _, err := range seq {
		last = err
	}
	if !errors.Is(last, damaged) {
		t.Errorf("the last thing handed out is %v", last)
	}
	if layout, ok := portal.DetectResult(grid{rows: newer(), fail: damaged}); layout != "mb-result-2026" || !ok {
		t.Errorf("detected as %q", layout)
	}
}

func TestAmountsAsBanksWriteThem(t *testing.T) {
	for cell, want := range map[string]int64{
		"#930000.0": 930_000, "#930000": 930_000, "#1.2E7": 12_000_000, "#9.3e+5": 930_000, "#1.234567E6": 1_234_567,
		"930000.0": 930_000, "930.000": 930_000, "1,250,000 VND": 1_250_000, "#0.0": 0, "#12E0": 12,
	} {
		if a := amountIn(t, cell); !a.HasAmount || a.Amount != money.Dong(want) || a.AmountText != "" {
			t.Errorf("%q is %v", cell, a.Amount)
		}
	}
	for _, cell := range []string{"#930000.5", "#1.23E1", "#1E-5", "#1E99", "#E5", "930000.05", "x", "", "#NaN", "1.2E7"} {
		if a := amountIn(t, cell); a.HasAmount || a.AmountText != strings.TrimPrefix(cell, "#") {
			t.Errorf("%q is taken as %v", cell, a.Amount)
		}
	}
}

func amountIn(t *testing.T, cell string) bankfile.Answer {
	t.Helper()
	rows := older()
	rows[4][4] = cell
	_, got := answers(t, grid{rows: rows})
	return got[0]
}

// FuzzReadResult: whatever a file says, reading it ends, and the same way again.
func FuzzReadResult(f *testing.F) {
	for _, rows := range [][][]string{newer(), older(), {{"STT"}}} {
		var lines []string
		for _, row := range rows {
			lines = append(lines, strings.Join(row, "\t"))
		}
		f.Add([]byte(strings.Join(lines, "\n")))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var rows [][]string
		for line := range strings.Lines(string(bytes.ToValidUTF8(data, nil))) {
			rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
		read := func() (out []bankfile.Answer) {
			_, seq := portal.ReadResult(grid{rows: rows})
			for a, err := range seq {
				if err == nil && a.HasAmount && a.Amount.Currency() != money.VND {
					t.Errorf("an amount of %q", a.Amount.Currency())
				}
				out = append(out, a)
			}
			return out
		}
		if !slices.EqualFunc(read(), read(), func(a, b bankfile.Answer) bool { return cmp.Equal(a, b, values()) }) {
			t.Error("read again it says something else")
		}
	})
}
