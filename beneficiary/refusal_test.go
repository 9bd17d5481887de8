package beneficiary

import (
	"errors"
	"strings"
	"testing"

	"chitra/internal/money"
	"chitra/internal/sheet"
)

func TestFilesThatAreNoList(t *testing.T) {
	head := []any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"}
	row := []any{"1", "Nguyễn Văn Hùng", "1980", "06C", num("750000")}
	under := func(title string) []sheet.Row { return lines([]any{title}, head, row) }
	for name, tc := range map[string]struct {
		rows   []sheet.Row
		edit   func(*Options)
		code   string
		detail string
	}{
		"nothing at all":             {lines([]any{}, []any{nil, ""}), nil, RefusedNotAList, ""},
		"no header":                  {lines([]any{"a", "b"}, []any{"c", num("1")}), nil, RefusedNoHeader, ""},
		"a header past row 40":       {append(lines([]any{"x"}), line(41, head...), line(42, row...)), nil, RefusedNoHeader, ""},
		"no category":                {lines([]any{"STT", "Họ và tên", "Năm sinh", "Tổng tiền"}, row), nil, RefusedColumnMissing, "category"},
		"nobody below":               {lines(head, []any{nil, "Tổng cộng", nil, nil, num("0")}), nil, RefusedNoRows, ""},
		"two totals":                 {lines([]any{"Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền", "Tổng cộng"}, row), nil, RefusedHeaderAmbiguous, "total: D, E"},
		"another table below":        {lines(head, row, []any{"Đối tượng", "Năm sinh", "Họ và tên", "Tổng tiền"}, row), nil, RefusedHeaderChanges, "row 3"},
		"another month":              {under("DANH SÁCH THÁNG 6 NĂM 2024"), nil, RefusedWrongPeriod, "2024-06"},
		"another quarter":            {under("Quý II/2024"), nil, RefusedWrongPeriod, "2024-04 2024-05 2024-06"},
		"thousands of đồng":          {under("Đơn vị tính: 1.000 đồng"), nil, RefusedUnit, "1000 DONG"},
		"thousands in the head":      {lines([]any{"Họ và tên", "Năm sinh", "Đối tượng", "Mức hưởng nghìn đồng"}, row), nil, RefusedUnit, "NGHIN DONG"},
		"no commune":                 {under("Danh sách"), func(o *Options) { o.Commune = "" }, RefusedCommuneMissing, ""},
		"a commune of two provinces": {under("UBND XÃ SUỐI ĐÔI"), func(o *Options) { o.Commune = "" }, RefusedCommuneMissing, "99003 99004"},
		"an unknown commune":         {under("Danh sách"), func(o *Options) { o.Commune = "99999" }, RefusedCommuneUnknown, "99999"},
		"another commune":            {under("UBND Phường Mây Hồng"), nil, RefusedCommuneDiffers, "99001: 99002"},
		"several communes":           {under("Xã Mây Trắng và Phường Mây Hồng"), func(o *Options) { o.Commune = "" }, RefusedCommuneSeveral, "99001 99002"},
		"another sum":                {lines(head, row, []any{nil, "Tổng cộng", nil, nil, num("750001")}), nil, RefusedTotalDiffers, "750001, 750000"},
		"another count":              {lines(head, row, []any{nil, "Tổng cộng: 2 người", nil, nil, num("750000")}), nil, RefusedCountDiffers, "2, 1"},
		"another typed sum":          {lines(head, row), typed(1, 750_001), RefusedTypedTotalDiffers, "750001, 750000"},
		"another typed count":        {lines(head, row), typed(2, 750_000), RefusedTypedCountDiffers, "2, 1"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			if tc.edit != nil {
				tc.edit(&o)
			}
			l, err := Read(one(tc.rows), o)
			var refusal *Refusal
			if !errors.As(err, &refusal) || (l != nil) != refusal.Waits() {
				t.Fatalf("list %v, error %v", l != nil, err)
			}
			if refusal.Code != tc.code || refusal.Detail != tc.detail || !strings.Contains(err.Error(), tc.code) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestTitlesThatAgree(t *testing.T) {
	head := []any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Xã"}
	for name, tc := range map[string]struct {
		title, commune, column string // asked for and in the row
		want                   string
	}{
		"nothing said":              {"Danh sách", "99001", "", "99001"},
		"the month":                 {"Tháng 07/2024", "99001", "", "99001"},
		"the month among others":    {"Tháng 7/2024, truy lĩnh tháng 6/2024", "99001", "", "99001"},
		"months of one year":        {"Tháng 6, 7 và 8 năm 2024", "99001", "", "99001"},
		"from month to month":       {"Từ tháng 5 đến tháng 8 năm 2024", "99001", "", "99001"},
		"the quarter":               {"QUÝ III NĂM 2024", "99001", "", "99001"},
		"the paper's own day":       {"ngày 5 tháng 6 năm 2024", "99001", "", "99001"},
		"whole đồng":                {"Đơn vị tính: đồng", "99001", "", "99001"},
		"its commune":               {"UBND XÃ MÂY TRẮNG", "", "", "99001"},
		"its commune in a sentence": {"Xã Mây Trắng, huyện Suối Trong - tháng 7/2024", "", "", "99001"},
		"no xã of xã hội":           {"TRỢ CẤP XÃ HỘI, Phường Mây Hồng", "", "", "99002"},
		"its commune's successor":   {"UBND XÃ MÂY", "99001", "", "99001"},
		"two provinces, one asked":  {"UBND XÃ SUỐI ĐÔI", "99004", "", "99004"},
		"only the column":           {"Danh sách", "", "Mây Hồng", "99002"},
		"only the column, a code":   {"Danh sách", "", "99002", "99002"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			o.Commune = tc.commune
			l := mustRead(t, one(lines([]any{tc.title}, head, []any{"1", "Nguyễn Văn Hùng", "1980", "06C", tc.column})), o)
			if l.Commune != tc.want || l.Rows[0].Commune != tc.want {
				t.Errorf("%s, row %s", l.Commune, l.Rows[0].Commune)
			}
		})
	}
}

func TestSheetsHaveTotalsOfTheirOwn(t *testing.T) {
	village := func(title, name, sum string) []sheet.Row {
		return lines(
			[]any{title},
			[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"},
			[]any{"1", name, "1980", "06C", num("750000")},
			[]any{nil, "Cộng: 1 người", nil, nil, num(sum)},
		)
	}
	table := &fakeTable{sheets: []fakeSheet{
		{name: "Thôn 1", rows: village("Thôn 1, xã Mây Trắng", "Nguyễn Văn Hùng", "750000")},
		{name: "Thôn 2", rows: village("Thôn 2, xã Mây Trắng", "Trần Thị Lan", "750000")},
	}}
	o := options(t)
	o.Commune = ""
	l := mustRead(t, table, o)
	if l.StatedTotal.Minor() != 1_500_000 || l.StatedCount != 2 || len(l.SheetIndex) != 2 || l.Commune != "99001" {
		t.Errorf("%v %d %v", l.StatedTotal, l.StatedCount, l.SheetIndex)
	}
	if taken, refused := l.RowsOfSheet("Thôn 2"); taken != 1 || refused != 0 {
		t.Errorf("%d taken, %d refused", taken, refused)
	}
	table.sheets[1].rows = village("Thôn 2", "Trần Thị Lan", "750001")
	var refusal *Refusal
	if _, err := Read(table, o); !errors.As(err, &refusal) || refusal.Sheet != "Thôn 2" || refusal.Cell != "E4" {
		t.Errorf("%v", err)
	}
}

// What the table cannot read, nobody gets: never fewer rows.
func TestATableThatBreaksGivesNoList(t *testing.T) {
	broken := &sheet.Refusal{Code: sheet.CutXML}
	for _, hidden := range []sheet.Visibility{sheet.Visible, sheet.Hidden} {
		table := &fakeTable{sheets: []fakeSheet{
			{name: "Danh sách", rows: lines(plainHeader(), plainRow())},
			{name: "Sau", rows: lines(plainHeader(), plainRow()), hidden: hidden, err: broken},
		}}
		l, err := Read(table, options(t))
		var refusal *sheet.Refusal
		if l != nil || !errors.As(err, &refusal) || refusal != broken {
			t.Errorf("%v, %v", l != nil, err)
		}
	}
}

func TestSumsThatFitNoAmount(t *testing.T) {
	rows := [][]any{{"Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"}}
	for range 9300 {
		rows = append(rows, []any{"Nguyễn Văn Hùng", "1980", "06C", num("999999999999999")})
	}
	var refusal *Refusal
	if _, err := Read(one(lines(rows...)), options(t)); !errors.As(err, &refusal) || refusal.Code != RefusedAmountTooLarge {
		t.Errorf("%v", err)
	}
}

// typed are control totals that somebody typed.
func typed(count int, sum int64) func(*Options) {
	return func(o *Options) { o.Controls = Controls{Count: &count, Sum: money.Dong(sum)} }
}

// TestTypedTotals: a refused line counts as well, none typed is not checked, and
// a sum that cannot be worked out is marked as on the sheet.
func TestTypedTotals(t *testing.T) {
	head := []any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"}
	good := []any{num("1"), "Nguyễn Văn A", num("1950"), "06C", num("750000")}
	nobody := []any{num("2"), "Trần Thị B", "không rõ", "06C", num("500000")}
	for name, tc := range map[string]struct {
		rows  []sheet.Row
		edit  func(*Options)
		marks int
	}{
		"none":                 {lines(head, good, nobody), func(*Options) {}, 0},
		"with a refused line":  {lines(head, good, nobody), typed(2, 1_250_000), 0},
		"of an unreadable sum": {lines(head, good, []any{num("2"), "Trần Thị B", num("1951"), "06C", "nhiều"}), typed(2, 750_000), 1},
	} {
		o := options(t)
		tc.edit(&o)
		l, err := Read(one(tc.rows), o)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		marks := 0
		for _, i := range l.Issues {
			if i.Code == CodeTotalUnchecked {
				marks++
			}
		}
		if marks != tc.marks || l.Lines != 2 {
			t.Errorf("%s: %d marks of %d lines, want %d: %+v", name, marks, l.Lines, tc.marks, l.Issues)
		}
	}
}

func TestOnlyTotalsThatDifferWait(t *testing.T) {
	waits := map[string]bool{RefusedTotalDiffers: true, RefusedCountDiffers: true, RefusedTypedTotalDiffers: true, RefusedTypedCountDiffers: true}
	for _, code := range RefusalCodes() {
		if got := (&Refusal{Code: code}).Waits(); got != waits[code] {
			t.Errorf("%s waits: %v", code, got)
		}
	}
}
