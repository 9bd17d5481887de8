package beneficiary

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/money"
	"chitra/internal/sheet"
)

// plain is the header of the tests of single faults, and a row without one.
func plainHeader() []any {
	return []any{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Xã/Phường", "Mã đối tượng", "Hệ số", "Mức", "Truy lĩnh", "Thu hồi", "Tổng tiền", "Số tài khoản", "Ngân hàng", "Chủ tài khoản"}
}

func plainRow() []any {
	return []any{num("1"), "Nguyễn Văn Hùng", "14/03/1980", "Nam", "999080123456", "Xã Mây Trắng", "06C", num("1.5"), num("750000"), nil, nil, num("750000"), "0123456789", "Vietcombank", "Nguyễn Văn Hùng"}
}

// cellFault is one bad cell in plainRow.
type cellFault struct {
	col             int
	cell            any
	code            string
	value, proposed string
}

func cellFaults() map[string]cellFault {
	merged, unvalued := sheet.Cell{Merged: true}, sheet.Cell{Formula: true, NoCachedValue: true}
	return map[string]cellFault{
		"no name":                     {1, nil, CodeNameMissing, "", ""},
		"a dash for a name":           {1, "-", CodeNameMissing, "", ""},
		"a number for a name":         {1, num("5"), CodeNameUnreadable, "5", ""},
		"a date for a name":           {1, "5/3/48", CodeNameUnreadable, "5/3/48", ""},
		"a typed number for a name":   {1, "12 34", CodeNameUnreadable, "12 34", ""},
		"a name of one syllable":      {1, "Hùng", CodeNameUnusual, "Hùng", ""},
		"a name with a note":          {1, "Nguyễn Văn Hùng (con)", CodeNameUnusual, "Nguyễn Văn Hùng (con)", ""},
		"a name from no font":         {1, "NguyÔn V¨n §ø§", CodeNameLegacyUnsure, "NguyÔn V¨n §ø§", "Nguyễn Văn ĐứĐ"},
		"no birth":                    {2, nil, CodeBirthMissing, "", ""},
		"dots for a birth":            {2, "…/…/…", CodeBirthUnreadable, "…/…/…", ""},
		"no such day":                 {2, "30/02/1980", CodeBirthUnreadable, "30/02/1980", ""},
		"a birth with a question":     {2, "1980?", CodeBirthUnreadable, "1980?", ""},
		"a letter in a birth":         {2, "14/O3/1980", CodeBirthUnreadable, "14/O3/1980", ""},
		"a serial nobody sees":        {2, num("29294"), CodeBirthUnreadable, "29294", "14/03/1980"},
		"a birth to come":             {2, "14/03/2030", CodeBirthInFuture, "14/03/2030", ""},
		"a birth too long ago":        {2, "14/03/1890", CodeBirthImplausible, "14/03/1890", ""},
		"a year in a cell of days":    {2, day("1980"), CodeBirthImplausible, "1980", "1980"},
		"two centuries":               {2, "14/03/20", CodeBirthCenturyUnknown, "14/03/20", ""},
		"two digits of a year":        {2, "14/03/80", CodeBirthTwoDigitYear, "14/03/80", "14/03/1980"},
		"the month first":             {2, "03/14/1980", CodeBirthMonthFirst, "03/14/1980", "14/03/1980"},
		"an unknown sex":              {3, "x", CodeSexUnreadable, "x", ""},
		"no number":                   {4, nil, CodeNumberMissing, "", ""},
		"a number that lost digits":   {4, "9.9908E+11", CodeNumberLostDigits, "9.9908E+11", ""},
		"a short number":              {4, "99908012345", CodeNumberMalformed, "99908012345", "099908012345"},
		"words for a number":          {4, "đang làm", CodeNumberMalformed, "đang làm", ""},
		"a letter in a number":        {4, "99908O123456", CodeNumberLookAlike, "99908O123456", "999080123456"},
		"an old number":               {4, "123456789", CodeNumberOld, "123456789", ""},
		"a woman's number":            {4, "999180123456", CodeNumberSexDiffers, "999180123456", "M"},
		"another year's number":       {4, "999081123456", CodeNumberYearDiffers, "999081123456", "14/03/1980"},
		"a number from nowhere":       {4, "998080123456", CodeNumberPlaceUnknown, "998080123456", ""},
		"a cell without its zero":     {4, num("1080123456"), CodeNumberPadded, "1", ""},
		"an unknown commune":          {5, "Xã Đâu Đó", CodeCommuneUnknown, "Xã Đâu Đó", ""},
		"another commune":             {5, "Phường Mây Hồng", CodeCommuneDiffers, "99002", "99001"},
		"no category":                 {6, nil, CodeCategoryMissing, "", ""},
		"an unknown category":         {6, "hộ nghèo", CodeCategoryUnknown, "hộ nghèo", ""},
		"a coefficient of words":      {7, "một rưỡi", CodeCoefficientUnreadable, "một rưỡi", ""},
		"a coefficient of nought":     {7, num("0"), CodeCoefficientUnreadable, "0", ""},
		"an amount with a note":       {8, "750.000 (T7)", CodeAmountUnreadable, "750.000 (T7)", ""},
		"a fraction of a đồng":        {8, num("750000.5"), CodeAmountUnreadable, "750000.5", ""},
		"less than nothing":           {10, num("-50000"), CodeAmountNegative, "-50000", "50000"},
		"thousands in disguise":       {8, sheet.Cell{Text: "750000", Kind: sheet.Number, Format: "#,##0,"}, CodeAmountDisguised, "750000", ""},
		"another total":               {11, num("850000"), CodeTotalDiffers, "850000", "750000"},
		"an unreadable total":         {11, "cả tháng", CodeAmountUnreadable, "cả tháng", ""},
		"an account in words":         {12, "tiền mặt", CodeAccountMalformed, "tiền mặt", ""},
		"an account that lost digits": {12, "1.23457E+11", CodeAccountLostDigits, "1.23457E+11", ""},
		"an account past precision":   {12, num("1234567890123456"), CodeAccountLostDigits, "1234567890123456", ""},
		"an account as a number":      {12, num("123456789"), CodeAccountNumeric, "1", ""},
		"an account's formula":        {12, sheet.Cell{Text: "0123456789", Kind: sheet.Text, Formula: true}, CodeFormulaCells, "1", ""},
		"an unknown bank":             {13, "Ngân hàng Mây", CodeBankUnknown, "Ngân hàng Mây", ""},
		"no bank":                     {13, nil, CodeBankMissing, "", ""},
		"a bank in error":             {13, fault("#N/A"), CodeBankUnknown, "#N/A", ""},
		"a category in error":         {6, fault("#REF!"), CodeCellError, "#REF!", ""},
		"a formula without value":     {8, unvalued, CodeFormulaUnvalued, "", ""},
		"a merged amount":             {11, merged, CodeMergedCell, "", ""},
		"a hidden column":             {8, sheet.Cell{Text: "750000", Kind: sheet.Number, Hidden: true}, CodeHiddenColumn, "1", ""},
	}
}

func TestIssueOfOneCell(t *testing.T) {
	for name, tc := range cellFaults() {
		t.Run(name, func(t *testing.T) {
			row := plainRow()
			row[tc.col] = tc.cell
			l := mustRead(t, one(lines(plainHeader(), row)), options(t))
			if len(l.Issues) != 1 {
				t.Fatalf("issues %v", l.Issues)
			}
			i := l.Issues[0]
			wantCell := sheet.ColumnName(tc.col) + "2"
			if i.Code != tc.code || i.Cell != wantCell || i.Row != 2 || i.Col != tc.col || i.Value != tc.value || i.Proposed != tc.proposed {
				t.Errorf("got %+v", i)
			}
			info := infoOf(t, tc.code)
			if i.Severity != info.Severity || (info.Severity == Refuses) != (len(l.Refused) == 1) {
				t.Errorf("%s, %d refused", i.Severity, len(l.Refused))
			}
			if info.Field != NoField && i.Field != info.Field || i.Field == NoField {
				t.Errorf("field %q", i.Field)
			}
			key := ""
			if len(l.Rows) == 1 {
				key = l.Rows[0].Key
			} else {
				key = l.Refused[0].Key
			}
			if ofColumn := i.Value == "1" && i.Code != CodeNumberMissing; !ofColumn && i.RowKey != key {
				t.Errorf("row key %q, want %q", i.RowKey, key)
			}
		})
	}
}

func infoOf(t *testing.T, code string) CodeInfo {
	t.Helper()
	at := slices.IndexFunc(IssueCodes(), func(c CodeInfo) bool { return c.Code == code })
	if at < 0 {
		t.Fatalf("%s is not in the catalogue", code)
	}
	return IssueCodes()[at]
}

func TestARowWithoutFaultHasNone(t *testing.T) {
	l := mustRead(t, one(lines(plainHeader(), plainRow())), options(t))
	if len(l.Issues) != 0 || len(l.Rows) != 1 {
		t.Errorf("%v", l.Issues)
	}
}

// tableFault is a fault that several lines make together, or a header.
type tableFault struct {
	rows []sheet.Row
	want []string
}

func tableFaults() map[string]tableFault {
	head := []any{"STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng", "Tổng tiền"}
	numbers := func(ids ...string) []sheet.Row {
		rows := [][]any{head}
		for _, id := range ids {
			rows = append(rows, []any{"1", "Nguyễn Văn Hùng", "1980", id, "06C", num("750000")})
		}
		return lines(rows...)
	}
	births := func(cells ...any) []sheet.Row {
		rows := [][]any{head}
		for i, c := range cells {
			rows = append(rows, []any{"1", "Nguyễn Văn Hùng", c, "99908000000" + string('1'+rune(2*i)), "06C", num("750000")})
		}
		return lines(rows...)
	}
	hidden := numbers("999080000001")
	hidden[1].Hidden = true
	return map[string]tableFault{
		"one number twice":              {numbers("999080000001", "999080000009", "999080000001"), []string{"D2 number_repeated", "D4 number_repeated"}},
		"one number three times":        {numbers("999080000001", "999080000001", "999080000001"), []string{"D2 number_repeated", "D3 number_repeated", "D4 number_repeated"}},
		"three in a row are chance":     {numbers("999080000001", "999080000002", "999080000003"), []string{}},
		"four in a row are pulled down": {numbers("999080000001", "999080000002", "999080000003", "999080000004"), []string{"D2 number_drag_filled", "D3 number_drag_filled", "D4 number_drag_filled", "D5 number_drag_filled"}},
		"people struck off below": {lines(head,
			[]any{nil, "II. Danh sách cắt giảm"},
			[]any{nil, "Thôn Đông"},
			[]any{"1", "Nguyễn Văn Hùng", "1980", "999080000001", "06C", num("750000")},
			[]any{nil, "III. Danh sách tăng mới"},
			[]any{"2", "Nguyễn Văn Tí", "1980", "999080000009", "06C", num("750000")},
		), []string{" below_stop_heading"}},
		"a hidden row":                 {hidden, []string{" hidden_row"}},
		"a column that settles others": {births("03/04/1980", "25/04/1980"), []string{}},
		"the American order":           {births("03/04/1980", "04/25/1980"), []string{"C2 birth_month_first", "C3 birth_month_first"}},
		"both orders":                  {births("03/04/1980", "04/25/1980", "25/04/1980"), []string{"C3 birth_month_first"}},
		"dates that Excel turned":      {births(day("29314"), "25/04/1980"), []string{"C2 birth_swap_suspected"}},
		"dates that Excel left":        {births(day("29314"), day("29335"), "25/04/1980"), []string{}},
		"a subtotal that is wrong": {lines(head,
			[]any{"1", "Nguyễn Văn Hùng", "1980", "999080000001", "06C", num("750000")},
			[]any{nil, "Cộng thôn 1", nil, nil, nil, num("700000")},
			[]any{"2", "Trần Thị Lan", "1980", "999180000001", "06C", num("750000")},
			[]any{nil, "Tổng cộng", nil, nil, nil, num("1500000")},
		), []string{"F3 subtotal_differs"}},
		"a total over an unreadable amount": {lines(head,
			[]any{"1", "Nguyễn Văn Hùng", "1980", "999080000001", "06C", "?"},
			[]any{nil, "Tổng cộng", nil, nil, nil, num("750000")},
		), []string{"F2 amount_unreadable", "F3 control_total_unchecked"}},
		"a column that stands aside": {lines(
			[]any{"STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng", "Số tiền", "Tổng tiền"},
			[]any{"1", "Nguyễn Văn Hùng", "1980", "999080000001", "06C", num("1"), num("750000")},
		), []string{"F1 column_ignored"}},
		"a heading nobody knows, over two lines": {lines(
			[]any{"STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng", "Tiền quà", "Ký nhận"},
			[]any{nil, nil, nil, nil, nil, "(đồng)", nil},
			[]any{"1", "Nguyễn Văn Hùng", "1980", "999080000001", "06C", num("300000"), nil},
		), []string{"F1 column_unread"}},
		"no column of numbers": {lines(
			[]any{"Họ và tên", "Ngày sinh", "Đối tượng"},
			[]any{"Nguyễn Văn Hùng", "1980", "06C"},
			[]any{"Trần Thị Lan", "1980", "06C"},
		), []string{" number_column_missing"}},
	}
}

func TestIssuesOfSeveralLines(t *testing.T) {
	for name, tc := range tableFaults() {
		t.Run(name, func(t *testing.T) {
			l := mustRead(t, one(tc.rows), options(t))
			if diff := cmp.Diff(tc.want, codes(l)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestColumnSettlesItsDates(t *testing.T) {
	read := func(cells ...any) []Row {
		rows := [][]any{{"STT", "Họ và tên", "Ngày sinh", "Đối tượng"}}
		for _, c := range cells {
			rows = append(rows, []any{"1", "Nguyễn Văn Hùng", c, "06C"})
		}
		return mustRead(t, one(lines(rows...)), options(t)).Rows
	}
	open := read("03/04/1980")[0].Birth
	if open.Date.ISO() != "1980-04-03" || open.Other.ISO() != "1980-03-04" {
		t.Errorf("alone: %v, %v", open.Date, open.Other)
	}
	ours := read("03/04/1980", "25/04/1980")[0].Birth
	if ours.Date.ISO() != "1980-04-03" || !ours.Other.IsZero() {
		t.Errorf("day first: %v, %v", ours.Date, ours.Other)
	}
	american := read("03/04/1980", "04/25/1980")[0].Birth
	if american.Date.ISO() != "1980-03-04" || !american.Other.IsZero() {
		t.Errorf("month first: %v, %v", american.Date, american.Other)
	}
	turned := read(day("29314"), "25/04/1980")[0].Birth
	if turned.Date.ISO() != "1980-04-03" || turned.Other.ISO() != "1980-03-04" || turned.Text != "03/04/1980" {
		t.Errorf("turned: %+v", turned)
	}
	// The key of a person does not depend on what stands around.
	if a, b := read("03/04/1980")[0], read("03/04/1980", "04/25/1980")[0]; a.PersonKey != b.PersonKey || a.Key != b.Key {
		t.Error("the column changed a key")
	}
}

func TestSheetsThatAreNotRead(t *testing.T) {
	list := lines(plainHeader(), plainRow())
	table := &fakeTable{sheets: []fakeSheet{
		{name: "Bìa", rows: lines([]any{"Báo cáo", "tổng hợp"})},
		{name: "Danh sách", rows: list},
		{name: "Cũ", rows: list, hidden: sheet.Hidden},
		{name: "Khoá", rows: lines([]any{"k1", "k2"}), hidden: sheet.VeryHidden},
		{name: "Trống"},
	}}
	l := mustRead(t, table, options(t))
	got := []string{}
	for _, i := range l.Issues {
		got = append(got, i.Sheet+" "+i.Code)
	}
	if diff := cmp.Diff([]string{"Bìa sheet_skipped", "Cũ hidden_sheet"}, got); diff != "" {
		t.Error(diff)
	}
	if len(l.Rows) != 1 || !slices.Equal(l.SheetIndex, []int{1}) || l.HeaderRow[1] != 1 {
		t.Errorf("%d rows, sheets %v", len(l.Rows), l.SheetIndex)
	}
}

// Every code of the catalogue is raised by a test of this room.
func TestCatalogueIsWhole(t *testing.T) {
	raised := map[string]bool{CodeNameDecoded: true, CodeHiddenSheet: true, CodeSheetSkipped: true, CodeSheetOutside: true,
		CodeTemplateOutdated: true, CodeExamplesFilled: true, // TestStampOfATemplate
		CodeControlTotalDiffers: true, CodeControlCountDiffers: true} // TestAListThatWaitsIsReadToItsEnd
	for _, f := range cellFaults() {
		raised[f.code] = true
	}
	for _, f := range tableFaults() {
		for _, w := range f.want {
			_, code, _ := strings.Cut(w, " ")
			raised[code] = true
		}
	}
	seen := map[string]bool{}
	for _, c := range IssueCodes() {
		if seen[c.Code] || !raised[c.Code] {
			t.Errorf("%q stands twice, or no test raises it", c.Code)
		}
		seen[c.Code] = true
	}
	for code := range raised {
		if !seen[code] {
			t.Errorf("%q is not in the catalogue", code)
		}
	}
}

func TestLegacyNamesAreToldOnce(t *testing.T) {
	rows := lines(
		[]any{"STT", "Họ và tên", "Ngày sinh", "Đối tượng"},
		[]any{"1", legacy("NguyÔn V¨n §øc"), "1980", "06C"},
		[]any{"2", legacy("TrÇn ThÞ Lan"), "1981", "06C"},
	)
	l := mustRead(t, one(rows), options(t))
	if len(l.Issues) != 2 || l.Issues[0].Code != CodeNumberColumn || l.Issues[0].Value != "2" || l.Issues[1].Code != CodeNameDecoded || l.Issues[1].Value != "2" || l.Issues[1].Cell != "B2" {
		t.Errorf("%+v", l.Issues)
	}
	if l.Rows[1].Name != "Trần Thị Lan" {
		t.Errorf("%q", l.Rows[1].Name)
	}
}

func TestStatedAmounts(t *testing.T) {
	rows := lines(
		[]any{"CCCD", "Họ và tên", "Ngày sinh", "Đối tượng", "Mức"},
		[]any{"999080123456", "Nguyễn Văn Hùng", "1980", "06C", num("7.5E+5")},
		[]any{"999181123456", "Trần Thị Lan", "1981", "06C", num("749999.99999999988")},
		[]any{nil, "Cộng: 2 đối tượng", nil, nil, num("1500000")},
	)
	l := mustRead(t, one(rows), options(t))
	if l.StatedTotal != money.Dong(1_500_000) || l.Sum != l.StatedTotal || l.StatedCount != 2 || len(l.Issues) != 0 {
		t.Errorf("%v, %v, %d, %v", l.StatedTotal, l.Sum, l.StatedCount, codes(l))
	}
}
