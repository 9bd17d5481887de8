package cashlist_test

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/bankfile"
	"chitra/bankfile/cashlist"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout"
)

// words are names, communes and texts as people write them.
func words() *rapid.Generator[string] {
	return rapid.StringMatching(`[A-ZĐ][a-zđăâêôơưàáạệ]{1,6}( [A-ZĐ=+"'<&][a-zđăâêôơưàáạệ,.]{0,6}){0,5}`)
}

// someLine is a line that a list takes, of one commune.
func someLine(rt *rapid.T, n int, place string) bankfile.Line {
	l := bankfile.Line{EndToEndID: reference(n), Amount: money.Dong(rapid.Int64Range(1, 99_999_999).Draw(rt, "amount")),
		AccountNumber: rapid.StringMatching(`[0-9]{9}|[0-9]{12}`).Draw(rt, "identity"), Holder: words().Draw(rt, "holder"), Cash: true, Place: place}
	if rapid.Bool().Draw(rt, "has a text") {
		l.Remittance = words().Draw(rt, "text")
	}
	return l
}

func TestAListReadsBackAsMeant(t *testing.T) {
	start := header(t)
	rapid.Check(t, func(rt *rapid.T) {
		h := start
		h.Parts = rapid.IntRange(1, 30).Draw(rt, "parts")
		h.Part = rapid.IntRange(1, h.Parts).Draw(rt, "part")
		h.MessageID = bankfile.MessageID("store", batch, h.Part, 1)
		h.Practice = rapid.Bool().Draw(rt, "practice")
		h.Payer.Holder, h.Payer.Unit = words().Draw(rt, "desk"), rapid.OneOf(words(), rapid.Just("")).Draw(rt, "unit")
		on, err := civil.NewDate(rapid.IntRange(2024, 2040).Draw(rt, "year"), rapid.IntRange(1, 12).Draw(rt, "month"), rapid.IntRange(1, 28).Draw(rt, "day"))
		if err != nil {
			rt.Fatal(err)
		}
		h.PayOn = on
		place := words().Draw(rt, "commune")
		want := make([]bankfile.Line, rapid.IntRange(1, 12).Draw(rt, "lines"))
		for i := range want {
			want[i] = someLine(rt, i, place)
		}
		data, err := write(h, want)
		if err != nil {
			rt.Fatal(err)
		}
		if again, _ := write(h, want); !bytes.Equal(data, again) {
			rt.Fatal("written again the bytes differ")
		}
		gotHeader, got, err := read(data)
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(carried(h), gotHeader, values()) + cmp.Diff(want, got, values()); diff != "" {
			rt.Fatal(diff)
		}
		if err := h.Differ(gotHeader); err != nil {
			rt.Fatal(err)
		}
	})
}

func TestTheSequenceMayBeWalkedAgain(t *testing.T) {
	data := written(t, lines(5))
	_, seq := cashlist.Format{}.Read(bytes.NewReader(data), int64(len(data)))
	totals, err := bankfile.Sum(slices.Values(lines(5)))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := bankfile.Compare(slices.Values(lines(5)), seq, totals); err != nil {
			t.Error(err)
		}
	}
}

func TestAListHoldsAThousand(t *testing.T) {
	all := lines(cashlist.MaxRows + 1)
	if _, err := write(header(t), all); err == nil {
		t.Error("more lines than a list holds are taken")
	}
	h, got, err := read(written(t, all[:cashlist.MaxRows]))
	if diff := cmp.Diff(carried(header(t)), h, values()) + cmp.Diff(all[:cashlist.MaxRows], got, values()); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

// place is where a cell stands.
type place struct{ row, column int }

func (p place) String() string { return sheet.ColumnName(p.column) + strconv.Itoa(p.row) }

// free are cells that say something of their own, which nothing in the file
// repeats: read back, the header or the line differs, and that is found by whoever
// holds what was meant.
func free(p place, last int) bool {
	const practice, desk, unit, commune, count = 2, 3, 4, 5, 6
	switch {
	case p.row < firstLine:
		return p.column == 1 && (p.row == practice || p.row == desk || p.row == unit) || p.column == 5 && p.row >= desk && p.row <= count
	case p.row < last:
		return p.column == 1 || p.column == 2 || p.column == 9 || p.column == 10
	}
	return false
}

// TestNoCellChangesUnseen puts other values into every cell in turn: text, nothing,
// a number, a formula beside the value.
func TestNoCellChangesUnseen(t *testing.T) {
	all := lines(3)
	data := written(t, all)
	wantHeader, want, err := read(data)
	if err != nil {
		t.Fatal(err)
	}
	last := firstLine + len(all)
	seen := 0
	for row := 1; row <= last+6; row++ {
		for column := range columns + 1 {
			p := place{row, column}
			for name, changed := range changes(t, data, p) {
				seen++
				h, got, err := read(changed)
				differs := !cmp.Equal(wantHeader, h, values()) || !cmp.Equal(want, got, values())
				var fault *cashlist.FileError
				var line *bankfile.LineError
				switch {
				case err == nil && !differs:
					t.Errorf("%s as %s changes nothing", p, name)
				case err == nil && !free(p, last):
					t.Errorf("%s as %s is no error", p, name)
				case err != nil && !errors.As(err, &fault) && !errors.As(err, &line):
					t.Errorf("%s as %s: %v", p, name, err)
				}
			}
		}
	}
	if seen < 350 {
		t.Errorf("only %d changes were tried", seen)
	}
}

// changes are the workbook with other values in one cell.
func changes(t *testing.T, data []byte, p place) map[string][]byte {
	t.Helper()
	was := ""
	for line := range strings.Lines(shown(t, data)) {
		if at := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); at[0] == p.String() {
			was = at[3]
		}
	}
	at := []int{p.column}
	out := map[string][]byte{"another text": filled(t, data, p.row, at, []sheet.Value{sheet.TextValue("Người Khác")})}
	if was == "" { // not there: an answer of nothing is nothing
		return out
	}
	out["a number"] = filled(t, data, p.row, at, []sheet.Value{sheet.IntValue(7)})
	if was != `""` {
		out["nothing"] = filled(t, data, p.row, at)
	}
	return out
}

func TestAListThatIsNotOneIsRefused(t *testing.T) {
	data := written(t, lines(3))
	part := func(name, old, new string) []byte {
		return repacked(t, data, name, func(text string) string { return strings.Replace(text, old, new, 1) })
	}
	rows := func(edit func(rows []string) []string) []byte { return movedRows(t, data, edit) }
	const second = firstLine + 1 - 1 // its index
	tests := map[string]struct {
		data []byte
		code string
	}{
		"another sheet":          {part("xl/workbook.xml", `name="Danh sach chi tien mat"`, `name="Sheet1"`), cashlist.CodeNoSheet},
		"a hidden sheet":         {part("xl/workbook.xml", `sheetId="1"`, `sheetId="1" state="hidden"`), cashlist.CodeNoSheet},
		"a row above":            {rows(func(r []string) []string { return slices.Insert(r, 0, r[0]) }), cashlist.CodeHead},
		"a row of the head gone": {rows(func(r []string) []string { return slices.Delete(r, 4, 5) }), cashlist.CodeHead},
		"the headings gone":      {rows(func(r []string) []string { return slices.Delete(r, 8, 9) }), cashlist.CodeHeading},
		"a hidden head":          {part(sheetPart, `<row r="3"`, `<row r="3" hidden="1"`), cashlist.CodeHead},
		"the sum in words shown smaller": {
			part(sheetPart, "Một triệu năm trăm", "Một triệu bốn trăm"), cashlist.CodeTotal,
		},
		"the first line gone":      {rows(func(r []string) []string { return slices.Delete(r, second-1, second) }), cashlist.CodeOrdinal},
		"a line gone":              {rows(func(r []string) []string { return slices.Delete(r, second, second+1) }), cashlist.CodeOrdinal},
		"the last line gone":       {rows(func(r []string) []string { return slices.Delete(r, second+1, second+2) }), cashlist.CodeTotal},
		"a line twice":             {rows(func(r []string) []string { return slices.Insert(r, second, r[second]) }), cashlist.CodeOrdinal},
		"two lines swapped":        {rows(func(r []string) []string { r[second], r[second+1] = r[second+1], r[second]; return r }), cashlist.CodeOrdinal},
		"a gap between lines":      {rows(func(r []string) []string { return slices.Insert(r, second, "") }), cashlist.CodeOrdinal},
		"a gap before the sum":     {rows(func(r []string) []string { return slices.Insert(r, second+2, "") }), cashlist.CodeOrdinal},
		"a hidden line":            {part(sheetPart, `<row r="11"`, `<row r="11" hidden="1"`), cashlist.CodeOrdinal},
		"a hidden column":          {part(sheetPart, `min="5" max="5"`, `min="5" max="5" hidden="1"`), cashlist.CodeHead},
		"names that are hidden":    {part(sheetPart, `min="2" max="2"`, `min="2" max="2" hidden="1"`), cashlist.CodeHead},
		"a sum by a formula":       {part(sheetPart, `<v>1500003</v>`, `<f>1+1</f><v>1500003</v>`), cashlist.CodeHead},
		"a line with a formula":    {part(sheetPart, `<v>500001</v>`, `<f>1+1</f><v>500001</v>`), cashlist.CodeCell},
		"an amount shown smaller":  {part(sheetPart, `<v>500001</v>`, `<v>500001.5</v>`), cashlist.CodeCell},
		"the sum gone":             {rows(func(r []string) []string { return slices.Delete(r, 12, 13) }), cashlist.CodeTotal},
		"the words gone":           {rows(func(r []string) []string { return slices.Delete(r, 13, 14) }), cashlist.CodeOrdinal},
		"a place to sign gone":     {rows(func(r []string) []string { return r[:len(r)-1] }), cashlist.CodeTotal},
		"a line below the sum":     {rows(func(r []string) []string { return slices.Insert(r, second+3, r[second]) }), cashlist.CodeTotal},
		"a line below everything":  {rows(func(r []string) []string { return append(r, "", r[second]) }), cashlist.CodeOrdinal},
		"nothing below the lines":  {rows(func(r []string) []string { return r[:second+2] }), cashlist.CodeTotal},
		"nothing below the head":   {rows(func(r []string) []string { return r[:9] }), cashlist.CodeTotal},
		"nothing but the sheet":    {rows(func(r []string) []string { return r[:1] }), cashlist.CodeHeading},
		"a merged cell":            {part(sheetPart, "</sheetData>", `</sheetData><mergeCells count="1"><mergeCell ref="B10:C10"/></mergeCells>`), cashlist.CodeCell},
		"collected, says the desk": {filled(t, data, firstLine, []int{atResult}, []sheet.Value{sheet.TextValue("Đã nhận")}), cashlist.CodeFilled},
		"a day, says the desk":     {filled(t, data, firstLine, []int{atResult + 1}, []sheet.Value{sheet.TextValue("11/07/2024")}), cashlist.CodeFilled},
		"a note, says the desk":    {filled(t, data, firstLine, []int{atResult + 2}, []sheet.Value{sheet.TextValue("đi vắng")}), cashlist.CodeFilled},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var fault *cashlist.FileError
			if _, _, err := read(tt.data); !errors.As(err, &fault) || fault.Code != tt.code {
				t.Errorf("%v, want %s", err, tt.code)
			}
		})
	}
}

func TestAFaultTellsNobodysName(t *testing.T) {
	changed := filled(t, written(t, lines(3)), firstLine, []int{3}, []sheet.Value{sheet.TextValue("Nguyễn Bí Mật")})
	_, _, err := read(changed)
	if err == nil || strings.Contains(err.Error(), "Bí Mật") || !strings.Contains(err.Error(), "row 10 column D") {
		t.Errorf("%v", err)
	}
}

func TestACutListIsRefused(t *testing.T) {
	data := written(t, lines(3))
	for cut := 0; cut < len(data); cut += 7 {
		if _, all, err := read(data[:cut]); err == nil {
			t.Fatalf("cut after %d of %d bytes it has %d lines", cut, len(data), len(all))
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	all := lines(3)
	other := func(edit func(l *bankfile.Line)) []bankfile.Line {
		changed := slices.Clone(all)
		edit(&changed[1])
		return changed
	}
	for name, tt := range map[string]struct {
		lines       []bankfile.Line
		field, code string
	}{
		"two communes":                 {other(func(l *bankfile.Line) { l.Place = "Xã Mây Hồng" }), "place", bankfile.CodeDiffers},
		"a text that is not prepared":  {other(func(l *bankfile.Line) { l.Holder = "  Nguyễn" }), "line", bankfile.CodeMalformed},
		"what a list has no place for": {other(func(l *bankfile.Line) { l.Purpose = bankfile.PurposeSocialBenefit }), "line", bankfile.CodeMalformed},
		"a transfer":                   {other(func(l *bankfile.Line) { l.Cash = false }), "cash", bankfile.CodeMissing},
	} {
		var fault *bankfile.LineError
		if _, err := write(header(t), tt.lines); !errors.As(err, &fault) || fault.Field != tt.field || fault.Code != tt.code || fault.EndToEndID != reference(1) {
			t.Errorf("%s: %v", name, err)
		}
	}
	totals, err := bankfile.Sum(slices.Values(all))
	if err != nil {
		t.Fatal(err)
	}
	totals.Count++
	if err := (cashlist.Format{}).Write(&bytes.Buffer{}, header(t), slices.Values(all), totals); err == nil {
		t.Error("totals that are not the lines' are taken")
	}
	if _, err := write(header(t), nil); err == nil {
		t.Error("a list of nobody is taken")
	}
	if _, err := write(bankfile.Header{}, all); err == nil {
		t.Error("an empty header is taken")
	}
	if _, err := write(header(t), append(slices.Clone(all), all[0])); err == nil {
		t.Error("a reference that stands twice is taken")
	}
}

func TestPrepareRefuses(t *testing.T) {
	long := strings.Repeat("ạ", 101)
	for name, tt := range map[string]struct {
		edit        func(l *bankfile.Line)
		field, code string
	}{
		"no desk":                     {func(l *bankfile.Line) { l.Cash = false }, "cash", bankfile.CodeMissing},
		"no identity number":          {func(l *bankfile.Line) { l.AccountNumber = "" }, "identity", bankfile.CodeMissing},
		"a short identity number":     {func(l *bankfile.Line) { l.AccountNumber = "99900000001" }, "identity", bankfile.CodeMalformed},
		"letters in it":               {func(l *bankfile.Line) { l.AccountNumber = "99900000000A" }, "identity", bankfile.CodeMalformed},
		"digits of another script":    {func(l *bankfile.Line) { l.AccountNumber = "٩٩٩٠٠٠٠٠٠٠٠١" }, "identity", bankfile.CodeMalformed},
		"a bank by its number":        {func(l *bankfile.Line) { l.BIN = "970405" }, "bin", bankfile.CodeNotCarried},
		"a bank by its code":          {func(l *bankfile.Line) { l.BIC = "VBAAVNVX" }, "bin", bankfile.CodeNotCarried},
		"no name":                     {func(l *bankfile.Line) { l.Holder = " " }, "holder", bankfile.CodeMissing},
		"a name that is too long":     {func(l *bankfile.Line) { l.Holder = long }, "holder", bankfile.CodeTooLong},
		"a control character":         {func(l *bankfile.Line) { l.Holder = "Nguyễn\u0007Thị" }, "holder", bankfile.CodeLetters},
		"a letter of nobody's":        {func(l *bankfile.Line) { l.Holder = "Nguyễn \ue000" }, "holder", bankfile.CodeLetters},
		"no commune":                  {func(l *bankfile.Line) { l.Place = "" }, "place", bankfile.CodeMissing},
		"a commune that is too long":  {func(l *bankfile.Line) { l.Place = long }, "place", bankfile.CodeTooLong},
		"a text that is too long":     {func(l *bankfile.Line) { l.Remittance = long }, "remittance", bankfile.CodeTooLong},
		"a text with a zero byte":     {func(l *bankfile.Line) { l.Remittance = "a\x00b" }, "remittance", bankfile.CodeLetters},
		"a text that is not UTF-8":    {func(l *bankfile.Line) { l.Remittance = "a\xffb" }, "remittance", bankfile.CodeLetters},
		"nothing to pay":              {func(l *bankfile.Line) { l.Amount = money.Dong(0) }, "amount", bankfile.CodeNotMore},
		"no currency":                 {func(l *bankfile.Line) { l.Amount = money.Amount{} }, "amount", bankfile.CodeNotDong},
		"a reference with a slip":     {func(l *bankfile.Line) { l.EndToEndID = slipped(l.EndToEndID) }, "end_to_end_id", bankfile.CodeMalformed},
		"a name that a space splits,": {func(l *bankfile.Line) { l.Holder = strings.Repeat("ạ ", 51) }, "holder", bankfile.CodeTooLong},
	} {
		l := line(0)
		tt.edit(&l)
		var fault *bankfile.LineError
		if _, _, err := (cashlist.Format{}).Prepare(l); !errors.As(err, &fault) || fault.Field != tt.field || fault.Code != tt.code {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// slipped is a reference with its last two characters the other way round.
func slipped(id string) string {
	n := len(id)
	return id[:n-2] + string(id[n-1]) + string(id[n-2])
}

func TestAPreparedLineStaysAsItIs(t *testing.T) {
	raw := line(0)
	raw.Holder, raw.Place, raw.Remittance = " Nguye\u0302\u0303n  Thi\u0323 \u202eA\n", "Xa\u0303\tMây", ""
	raw.InstrID, raw.UETR, raw.Purpose, raw.BankDisplay = raw.EndToEndID, payout.UETR("store", "BD1", "B1", "P1", 1), bankfile.PurposeSocialBenefit, "Bưu điện"
	got, lost, err := cashlist.Format{}.Prepare(raw)
	want := bankfile.Line{EndToEndID: raw.EndToEndID, Amount: raw.Amount, AccountNumber: raw.AccountNumber, Holder: "Nguyễn Thị A", Cash: true, Place: "Xã Mây"}
	if err != nil || got != want || len(lost) != 0 {
		t.Errorf("got %+v, lost %v, %v", got, lost, err)
	}
	if again, lost, err := (cashlist.Format{}).Prepare(got); err != nil || again != got || len(lost) != 0 {
		t.Errorf("prepared again: %+v, lost %v, %v", again, lost, err)
	}
}
