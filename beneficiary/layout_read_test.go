package beneficiary

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/internal/sheet"
)

// usualColumns are the columns of plainRow, with their headings in the usual
// layout and in one that nobody would know.
var usualColumns = [...]struct{ field, strange string }{
	{"ordinal", "Thứ"}, {"name", "Người thụ hưởng"}, {"birth_date", "Chào đời"}, {"sex", "Nam hay nữ"}, {"personal_id", "Số trên thẻ"},
	{"commune", "Nơi chi"}, {"category", "Diện"}, {"coefficient", "Nhân với"}, {"rate", "Mỗi tháng"}, {"arrears", "Bù"}, {"recovery", "Trừ"},
	{"total", "Được cấp"}, {"account", "Tài"}, {"bank", "Nơi mở"}, {"holder", "Đứng tên"},
}

// said is what a list says, whatever the places of its columns.
type said struct {
	Rows    []Row
	Refused []RefusedRow
	Skipped []SkippedLine
	Issues  []string
	Sum     string
	Commune string
}

func saidBy(l *List) said {
	out := said{Rows: l.Rows, Skipped: l.Skipped, Sum: l.Sum.Digits(), Commune: l.Commune}
	for _, r := range l.Refused {
		r.Cells = nil // in the order of the columns
		out.Refused = append(out.Refused, r)
	}
	for _, i := range l.Issues {
		out.Issues = append(out.Issues, fmt.Sprint(i.Row, i.Field, i.Code, i.Severity, i.Value, i.Proposed, i.RowKey))
	}
	slices.Sort(out.Issues)
	return out
}

// drawPeople are rows in the usual columns, good and bad.
func drawPeople(rt *rapid.T) [][]any {
	var rows [][]any
	for i := range rapid.IntRange(1, 8).Draw(rt, "people") {
		row := plainRow()
		row[0] = num(strconv.Itoa(i + 1))
		row[4] = fmt.Sprintf("9990801%05d", 7*i)
		for _, f := range rapid.SliceOfN(rapid.SampledFrom(mapKeys(cellFaults())), 0, 2).Draw(rt, "faults") {
			fault := cellFaults()[f]
			row[fault.col] = fault.cell
		}
		rows = append(rows, row)
	}
	return rows
}

func mapKeys[V any](m map[string]V) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Reading with a layout is reading the same content in the usual layout: the
// same rows with the same keys, the same refusals and the same issues.
func TestALayoutReadsWhatTheUsualLayoutReads(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		people := drawPeople(rt)
		usual := lines(append([][]any{{"UBND XÃ MÂY TRẮNG"}, plainHeader()}, people...)...)
		order := rapid.Permutation(rangeOf(len(usualColumns))).Draw(rt, "order")
		byRows := rapid.Bool().Draw(rt, "rows")
		var profile strings.Builder
		profile.WriteString("name: la\nversion: 1\n")
		if byRows {
			profile.WriteString("header: {first: 2, last: 2}\n")
		}
		profile.WriteString("columns:\n")
		for at, c := range order {
			place := "heading: " + usualColumns[c].strange
			if byRows && rapid.Bool().Draw(rt, "letter") {
				place = "letter: " + sheet.ColumnName(at)
			}
			fmt.Fprintf(&profile, "  - {%s, field: %s}\n", place, usualColumns[c].field)
		}
		head := make([]any, len(order))
		for at, c := range order {
			head[at] = usualColumns[c].strange
		}
		strange := [][]any{{"UBND XÃ MÂY TRẮNG"}, head}
		for _, row := range people {
			moved := make([]any, len(order))
			for at, c := range order {
				moved[at] = row[c]
			}
			strange = append(strange, moved)
		}
		o := options(t)
		want, err := Read(one(usual), o)
		if err != nil {
			rt.Fatalf("usual: %v", err)
		}
		o.Layout = mustParse(t, profile.String())
		got, err := Read(one(lines(strange...)), o)
		if err != nil {
			rt.Fatalf("with the layout: %v\n%s", err, profile.String())
		}
		if diff := gocmp.Diff(saidBy(want), saidBy(got), gocmp.Comparer(func(a, b Row) bool { return fmt.Sprintf("%+v", a) == fmt.Sprintf("%+v", b) })); diff != "" {
			rt.Fatalf("usual (-) against the layout (+):\n%s\n%s", diff, profile.String())
		}
	})
}

func rangeOf(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// smallLayout reads four columns; more are the lines behind it.
func smallLayout(t testing.TB, more string) *Layout {
	t.Helper()
	return mustParse(t, "name: la\nversion: 1\ncolumns:\n  - {heading: STT, field: ordinal}\n  - {heading: Người thụ hưởng, field: name}\n"+
		"  - {heading: Chào đời, field: birth_date}\n  - {heading: Diện, field: category}\n  - {heading: Được cấp, field: total}\n"+more)
}

func smallHead() []any {
	return []any{"STT", "Người thụ hưởng", "Chào đời", "Diện", "Được cấp"}
}

func smallRow() []any { return []any{"1", "Nguyễn Văn Hùng", "14/03/1980", "06C", num("750")} }

func withCell(row []any, col int, v any) []any {
	row = slices.Clone(row)
	row[col] = v
	return row
}

func TestAmountsInThousands(t *testing.T) {
	o := options(t)
	o.Layout = smallLayout(t, "amounts: thousand_dong\n")
	l := mustRead(t, one(lines(
		[]any{"Đơn vị tính: nghìn đồng"}, smallHead(), smallRow(), withCell(smallRow(), 4, "1.250"), withCell(smallRow(), 4, "1,5"),
		withCell(smallRow(), 4, num("999999999999999")),
	)), o)
	if len(l.Rows) != 2 || l.Rows[0].Total.Minor() != 750_000 || l.Rows[1].Total.Minor() != 1_250_000 {
		t.Fatalf("%+v", l.Rows)
	}
	if diff := gocmp.Diff([]string{" number_column_missing", "E5 amount_unreadable", "E6 amount_unreadable"}, codes(l)); diff != "" {
		t.Error(diff)
	}
	// The sheet's own total is in the same unit, and its count is in none.
	for total, want := range map[string]string{"1500": "", "1501": RefusedTotalDiffers, "1500000": RefusedTotalDiffers} {
		_, err := Read(one(lines(smallHead(), smallRow(), smallRow(), []any{nil, "Tổng cộng: 2 người", nil, nil, num(total)})), o)
		if got := refusalCode(err); got != want {
			t.Errorf("total %s: %v", total, err)
		}
	}
}

func refusalCode(err error) string {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

func TestWhatALayoutRefusesWhole(t *testing.T) {
	plain, thousands := "", "amounts: thousand_dong\n"
	for name, tc := range map[string]struct {
		more   string
		rows   []sheet.Row
		code   string
		detail string
	}{
		"a heading is missing":      {plain, lines([]any{"STT", "Người thụ hưởng", "Chào đời", "Diện"}, smallRow()), RefusedLayoutColumn, "Được cấp"},
		"the header is elsewhere":   {"header: {first: 1, last: 1}\n", lines([]any{"Diện"}, smallHead(), smallRow()), RefusedLayoutColumn, "STT, Người thụ hưởng, Chào đời, Được cấp"},
		"no heading at all":         {plain, lines(plainHeader(), plainRow()), RefusedNoHeader, ""},
		"a heading twice":           {plain, lines(append(smallHead(), "Được cấp"), smallRow()), RefusedHeaderAmbiguous, "total: E, F"},
		"no sheet of that name":     {"sheets: Thôn *\n", lines(smallHead(), smallRow()), RefusedLayoutSheet, "Thôn *"},
		"no cover of that name":     {"cover: Bìa\n", lines(smallHead(), smallRow()), RefusedLayoutSheet, "Bìa"},
		"đồng, says the title":      {thousands, lines([]any{"Đơn vị tính: đồng"}, smallHead(), smallRow()), RefusedLayoutUnit, "DONG"},
		"millions, says the title":  {thousands, lines([]any{"ĐVT: triệu đồng"}, smallHead(), smallRow()), RefusedLayoutUnit, "DONG TRIEU DONG"},
		"thousands, says the title": {plain, lines([]any{"ĐVT: nghìn đồng"}, smallHead(), smallRow()), RefusedLayoutUnit, "NGHIN DONG"},
		"another month":             {plain, lines([]any{"THÁNG 6 NĂM 2024"}, smallHead(), smallRow()), RefusedWrongPeriod, "2024-06"},
		"another table below":       {plain, lines(smallHead(), smallRow(), []any{"Được cấp", "STT", "Người thụ hưởng", "Diện", "Chào đời"}), RefusedHeaderChanges, "row 3"},
		"the usual table below":     {plain, lines(smallHead(), smallRow(), []any{"Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền"}), RefusedHeaderChanges, "row 3"},
		"its count in a cell":       {"totals: {count: B1}\n", lines([]any{"Số người", num("2")}, smallHead(), smallRow()), RefusedCountDiffers, "2, 1"},
		"its sum in a cell":         {"totals: {sum: E4}\n", lines(smallHead(), smallRow(), []any{}, []any{nil, nil, nil, nil, num("751")}), RefusedTotalDiffers, "751, 750"},
		"its words of totals":       {"totals: {begins: [Điểm chi]}\n", lines(smallHead(), smallRow(), []any{nil, "Điểm chi 1", nil, nil, num("751")}), RefusedTotalDiffers, "751, 750"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			o.Layout = smallLayout(t, tc.more)
			var refusal *Refusal
			if _, err := Read(one(tc.rows), o); !errors.As(err, &refusal) || refusal.Code != tc.code || refusal.Detail != tc.detail {
				t.Errorf("%v", err)
			}
		})
	}
}

// A province may be called Đồng: it is no unit.
func TestAProvinceIsNoUnit(t *testing.T) {
	o := options(t)
	o.Layout = smallLayout(t, "amounts: thousand_dong\n")
	mustRead(t, one(lines([]any{"UBND TỈNH ĐỒNG NAI"}, []any{"Sở Lao động tỉnh Đồng"}, smallHead(), smallRow())), o)
}

func TestSheetsOfALayout(t *testing.T) {
	cover := lines([]any{"Báo cáo"}, []any{"Tổng số người", num("2")}, []any{"Tổng số tiền", num("1500")})
	table := func(rows []sheet.Row) *fakeTable {
		return &fakeTable{sheets: []fakeSheet{
			{name: "Bìa", rows: rows},
			{name: "Thôn 1", rows: lines(smallHead(), smallRow())},
			{name: "Thôn 2", rows: lines(smallHead(), withCell(smallRow(), 1, "Trần Thị Lan"))},
			{name: "Khác", rows: lines(plainHeader(), plainRow())},
		}}
	}
	o := options(t)
	for name, more := range map[string]string{
		"a cover by its words":     "sheets: Thôn *\ncover: Bìa\n",
		"a cover by its cells":     "sheets: Thôn *\ntotals: {sheet: Bìa, count: B2, sum: B3}\n",
		"a cover nobody spoke of":  "sheets: Thôn *\n",
		"a cover with fixed value": "sheets: Thôn *\ncover: Bìa\nfixed:\n  - {sheet: Thôn 1, field: address, value: Thôn 1}\n",
	} {
		t.Run(name, func(t *testing.T) {
			o.Layout = smallLayout(t, more)
			l := mustRead(t, table(cover), o)
			var outside []string
			for _, i := range l.Issues {
				if i.Code == CodeSheetOutside {
					outside = append(outside, i.Value)
				}
			}
			if len(l.Rows) != 2 || l.StatedCount != 2 || l.StatedTotal.Minor() != 1500 || !slices.Equal(outside, []string{"Khác"}) {
				t.Errorf("%d rows, stated %d and %v, outside %v", len(l.Rows), l.StatedCount, l.StatedTotal, outside)
			}
			if strings.Contains(more, "fixed") && (l.Rows[0].Address != "Thôn 1" || l.Rows[1].Address != "") {
				t.Errorf("%q, %q", l.Rows[0].Address, l.Rows[1].Address)
			}
			for _, wrong := range [][]sheet.Row{
				lines([]any{"Báo cáo"}, []any{"Tổng số người", num("3")}, []any{"Tổng số tiền", num("1500")}),
				lines([]any{"Báo cáo"}, []any{"Tổng số người", num("2")}, []any{"Tổng số tiền", num("1501")}),
			} {
				if _, err := Read(table(wrong), o); refusalCode(err) != RefusedCountDiffers && refusalCode(err) != RefusedTotalDiffers {
					t.Errorf("a cover that differs: %v", err)
				}
			}
		})
	}
}

// A total that should stand in a cell and does not is said to be missing.
func TestATotalThatIsNotWhereTheLayoutSays(t *testing.T) {
	o := options(t)
	o.Layout = smallLayout(t, "totals: {count: G1, sum: G2}\n")
	l := mustRead(t, one(lines(smallHead(), smallRow())), o)
	if diff := gocmp.Diff([]string{" number_column_missing", "G1 control_total_unchecked", "G2 control_total_unchecked"}, codes(l)); diff != "" {
		t.Error(diff)
	}
}

func TestFixedValuesOfSheets(t *testing.T) {
	layout := mustParse(t, `name: la
version: 1
columns:
  - {heading: Người thụ hưởng, field: name}
  - {heading: Chào đời, field: birth_date}
  - {heading: Tài khoản số, field: account}
fixed:
  - {sheet: Cao tuổi, field: category, value: 05A}
  - {sheet: Khuyết tật, field: category, value: Người khuyết tật nặng}
  - {field: commune, value: Xã Mây Trắng}
  - {field: bank, value: MB}
`)
	of := func(name string) fakeSheet {
		return fakeSheet{name: name, rows: lines([]any{"Người thụ hưởng", "Chào đời", "Tài khoản số"}, []any{"Nguyễn Văn Hùng", "1980", "0123456789"})}
	}
	o := options(t)
	o.Commune, o.Layout = "", layout
	l := mustRead(t, &fakeTable{sheets: []fakeSheet{of("Cao tuổi"), of("Khuyết tật")}}, o)
	if len(l.Rows) != 2 || l.Rows[0].Category != "05A" || l.Rows[1].Category != "06C" || l.Commune != "99001" || l.Rows[1].Commune != "99001" || l.Rows[0].BankBIN != "970422" {
		t.Errorf("%s %+v, %v", l.Commune, l.Rows, codes(l))
	}
	// A sheet for which nobody says the category is no list.
	_, err := Read(&fakeTable{sheets: []fakeSheet{of("Cao tuổi"), of("Trẻ em")}}, o)
	var refusal *Refusal
	if !errors.As(err, &refusal) || refusal.Code != RefusedLayoutColumn || refusal.Sheet != "Trẻ em" || refusal.Detail != "category" {
		t.Errorf("%v", err)
	}
}

func TestDatesInTheOrderOfTheLayout(t *testing.T) {
	for _, tc := range []struct{ order, text, want, proposed string }{
		{"dmy", "03/04/1980", "1980-04-03", ""}, {"mdy", "03/04/1980", "1980-03-04", ""},
		{"dmy", "25/04/1980", "1980-04-25", ""}, {"mdy", "04/25/1980", "1980-04-25", ""},
		{"dmy", "04/25/1980", "", "25/04/1980"}, {"mdy", "25/04/1980", "", "04/25/1980"},
		{"ymd", "1980/04/03", "1980-04-03", ""}, {"ymd", "03/04/1980", "", "1980/04/03"}, {"dmy", "1980/04/03", "", "03/04/1980"},
		{"dmy", "03041980", "1980-04-03", ""}, {"ymd", "19800403", "1980-04-03", ""}, {"mdy", "03041980", "", ""}, {"dmy", "19800403", "", ""},
		{"ymd", "1980", "1980", ""}, {"mdy", "1980", "1980", ""}, {"dmy", "04/1980", "1980-04", ""}, {"mdy", "00/04/1980", "1980-04", ""},
		{"dmy", "03/04/56", "1956-04-03", "03/04/1956"}, {"mdy", "03/04/56", "1956-03-04", "03/04/1956"}, {"dmy", "31/02/1980", "", ""},
	} {
		r := readBirthIn(tc.order, tc.text, 0, date(t, "2024-07-31"))
		if r.Date.ISO() != tc.want || r.proposed != tc.proposed || (r.code != "") != (tc.want == "") || !r.Other.IsZero() {
			t.Errorf("%s %s: %v %q, %q", tc.order, tc.text, r.Date, r.proposed, r.code)
		}
	}
	o := options(t)
	o.Layout = smallLayout(t, "dates: mdy\n")
	l := mustRead(t, one(lines(smallHead(), withCell(smallRow(), 2, "03/04/1980"))), o)
	if got := l.Rows[0].Birth; got.Date.ISO() != "1980-03-04" || !got.Other.IsZero() {
		t.Errorf("%+v", got)
	}
}

func TestPartsOfFieldsInALayout(t *testing.T) {
	layout := mustParse(t, `name: la
version: 1
header: {first: 1, last: 2}
columns:
  - {heading: Đệm, field: name, part: family}
  - {heading: Gọi, field: name, part: given}
  - {heading: Chào đời Nam, field: birth_date, part: man}
  - {heading: Chào đời Nữ, field: birth_date, part: woman}
  - {heading: Thẻ cũ, field: personal_id, part: old}
  - {letter: F, field: category}
`)
	o := options(t)
	o.Layout = layout
	l := mustRead(t, one(lines(
		[]any{"Đệm", "Gọi", "Chào đời", nil, "Thẻ cũ", "X"}, []any{nil, nil, "Nam", "Nữ"},
		[]any{"Trần Thị", "Lan", nil, "1981", "123456789", "06C"},
	)), o)
	if got := seenOf(l.Rows[0]); got.Name != "Trần Thị Lan" || got.Birth != "1981" || got.Sex != "F" || got.Old != "123456789" || got.Category != "06C" {
		t.Errorf("%+v", got)
	}
}

// A layout's words skip lines, and never a person.
func TestWordsThatBeginNoPerson(t *testing.T) {
	o := options(t)
	o.Layout = smallLayout(t, "skip: [Điểm chi trả, Nguyễn]\n")
	l := mustRead(t, one(lines(
		smallHead(),
		[]any{nil, "Điểm chi trả số 1: nhà văn hoá", nil, nil, num("750")},
		smallRow(),
		[]any{"2", "Nguyễn Thị Hai", nil, nil, num("750")}, // no birth, no category: still somebody
		[]any{nil, "Nguyễn Thị Ba", nil, "06C", nil},
	)), o)
	if l.Lines != 3 || len(l.Skipped) != 1 || l.Skipped[0].Why != WhyLayout || l.Skipped[0].Line != 2 {
		t.Errorf("%d lines, skipped %+v, %v", l.Lines, l.Skipped, codes(l))
	}
}

// What the layout does not name is told, unless it says that it is not to be read.
func TestColumnsThatALayoutLeavesOut(t *testing.T) {
	o := options(t)
	o.Layout = smallLayout(t, "  - {heading: Ký, field: ignored}\n")
	l := mustRead(t, one(lines(append(smallHead(), "Ký", "Số tài khoản", "Kết quả đọc"), append(smallRow(), "x", "0123456789", "Đã nhận"))), o)
	if diff := gocmp.Diff([]string{" number_column_missing", "G1 column_unread"}, codes(l)); diff != "" || l.Rows[0].Account != "" {
		t.Error(diff)
	}
	columns := map[string]string{}
	for _, c := range l.Columns {
		columns[c.Header] = c.Field.Key()
	}
	want := map[string]string{"STT": "ordinal", "Người thụ hưởng": "name", "Chào đời": "birth_date", "Diện": "category", "Được cấp": "total", "Ký": "", "Số tài khoản": "", "Kết quả đọc": ""}
	if diff := gocmp.Diff(want, columns); diff != "" {
		t.Error(cmp.Or(diff, ""))
	}
}
