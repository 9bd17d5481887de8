package synth

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// cashList writes a list for a desk, by another library than the engine's.
func cashList(t testing.TB, payOn string, pays ...pay) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", deskSheet))
	sum := int64(0)
	for _, p := range pays {
		sum += p.amount
	}
	heads := []any{deskOrdinal, deskName, deskIdentity, "Xã/phường", deskAmount, "Ký nhận", deskResult, deskCollected, deskNote, deskReference, "Nội dung"}
	for row, cells := range map[int][]any{1: {nil, deskTitle}, 4: {nil, deskCount, len(pays), nil, nil, deskDay + payOn}, 5: {nil, deskSum, sum}, 6: heads,
		len(pays) + 7: {nil, "Tổng cộng", nil, nil, sum}} {
		must(f.SetSheetRow(deskSheet, "A"+strconv.Itoa(row), &cells))
	}
	for i, p := range pays {
		row := []any{i + 1, "Lê Thị Minh", p.row.PersonalID, "Xã Mây", p.amount, nil, nil, nil, nil, p.reference, "Trợ cấp"}
		must(f.SetSheetRow(deskSheet, "A"+strconv.Itoa(i+7), &row))
	}
	var w bytes.Buffer
	must(f.Write(&w))
	return w.Bytes()
}

// bare are n people of July who have no account.
func bare(t testing.TB, n int) []TruthRow {
	rows := make([]TruthRow, n)
	for i := range rows {
		rows[i] = due(t, i+1, "", "", "", "")
		rows[i].Final, rows[i].WithAccount = HeldFor("no_account"), false
	}
	return rows
}

// handed is what a filled list says of a reference; a date cell shows its serial.
type handed struct{ Result, Day, Note string }

// readList reads a filled list, and how many of its days are dates.
func readList(t *testing.T, path string) (by map[string]handed, dates int) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(deskSheet)
	if err != nil {
		t.Fatal(err)
	}
	by = map[string]handed{}
	for i, row := range rows {
		if reference := cellOf(row, 10); i > 5 && reference != "" {
			by[reference] = handed{cellOf(row, 7), cellOf(row, 8), cellOf(row, 9)}
			if kind, err := f.GetCellType(deskSheet, fmt.Sprint("H", i+1)); err == nil && cellOf(row, 8) != "" && kind != excelize.CellTypeSharedString {
				dates++
			}
		}
	}
	return by, dates
}

func atDay(o AnswerOptions, day int) AnswerOptions {
	o.At = time.Date(2024, 7, day, 9, 0, 0, 0, civil.Zone())
	return o
}

func TestADeskSaysWhoHasCollected(t *testing.T) {
	rows := bare(t, 1000)
	dir := writeTruth(t, rows...)
	file := save(t, "PRACTICE-BTXH-2024-07.xlsx", cashList(t, "10/07/2024", payAll(rows)...))
	got, err := Answer([]string{file}, answering(t, dir, Immediate))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"BTXH-2024-07.desk-1.xlsx"}, baseNames(got.Files)); diff != "" || got.Lines != 1000 || len(got.Faults) != 0 {
		t.Fatalf("%d lines, faults %v, files %s", got.Lines, got.Faults, diff)
	}
	said, dates := readList(t, got.Files[0])
	n := map[string]int{}
	for reference, s := range said {
		kind := strings.TrimSpace(s.Result + map[bool]string{true: " noted"}[s.Note != ""])
		n[kind]++
		if (s.Day != "") != (s.Result == wordCollected) || s.Day != "" && (s.Day < "10/07/2024" || s.Day > "15/07/2024") {
			t.Errorf("%s: %+v", reference, s)
		}
	}
	for kind, bounds := range map[string][2]int{wordCollected: {850, 910}, wordAbsent: {35, 70}, wordAbsent + " noted": {15, 50}, "": {20, 60}} {
		if n[kind] < bounds[0] || n[kind] > bounds[1] {
			t.Errorf("%q stands %d times", kind, n[kind])
		}
	}
	if len(said) != 1000 || len(n) != 4 || dates < 100 || dates > 400 {
		t.Errorf("%d lines of %v, %d days are dates", len(said), n, dates)
	}
}

// TestTheLaterAnswerFillsTheBlanks: of the list as it was sent and as it came back
// the desk says the same, and repeats what it said.
func TestTheLaterAnswerFillsTheBlanks(t *testing.T) {
	rows := bare(t, 300)
	dir := writeTruth(t, rows...)
	file := save(t, "a.xlsx", cashList(t, "10/07/2024", payAll(rows)...))
	answer := func(file string, o AnswerOptions) (map[string]handed, string) {
		t.Helper()
		got, err := Answer([]string{file}, o)
		if err != nil {
			t.Fatal(err)
		}
		said, _ := readList(t, got.Files[0])
		return said, got.Files[0]
	}
	first, path := answer(file, answering(t, dir, Immediate))
	second, name := answer(file, answering(t, dir, Later))
	again, sameName := answer(path, answering(t, dir, Later))
	blanks := 0
	for reference, s := range first {
		if s.Result == "" {
			blanks++
			if second[reference].Result != wordCollected {
				t.Errorf("%s is still %+v", reference, second[reference])
			}
		} else if second[reference] != s {
			t.Errorf("%s was %+v and is %+v", reference, s, second[reference])
		}
	}
	if diff := cmp.Diff(second, again); diff != "" || blanks == 0 || baseNames([]string{name})[0] != "a.desk-2.xlsx" || baseNames([]string{sameName})[0] != "a.desk-2.xlsx" {
		t.Errorf("%d blanks, %s and %s: %s", blanks, name, sameName, diff)
	}
}

func TestADeskSaysNothingOfWhatIsToCome(t *testing.T) {
	rows := bare(t, 300)
	dir := writeTruth(t, rows...)
	file := save(t, "a.xlsx", cashList(t, "10/07/2024", payAll(rows)...))
	collected := func(day int) (n int) {
		got, err := Answer([]string{file}, atDay(answering(t, dir, Later), day))
		if err != nil {
			t.Fatal(err)
		}
		said, _ := readList(t, got.Files[0])
		for reference, s := range said {
			if s.Result == wordCollected {
				n++
			}
			if day == 9 && s != (handed{}) || s.Day > fmt.Sprintf("%02d/07/2024", day) {
				t.Errorf("on the %dth %s: %+v", day, reference, s)
			}
		}
		return n
	}
	if before, on, end := collected(9), collected(10), collected(15); before != 0 || on == 0 || on > end/2 || end < 250 {
		t.Errorf("collected: %d, %d, %d", before, on, end)
	}
}

func TestADesksWordFollowsFromSeedAndReference(t *testing.T) {
	rows := bare(t, 200)
	dir := writeTruth(t, rows...)
	pays := payAll(rows)
	one := save(t, "one.xlsx", cashList(t, "10/07/2024", pays[:100]...))
	two := save(t, "two.xlsx", cashList(t, "10/07/2024", pays[100:]...))
	all := save(t, "all.xlsx", cashList(t, "10/07/2024", pays...))
	read := func(o AnswerOptions, files ...string) (map[string]handed, []byte) {
		t.Helper()
		got, err := Answer(files, o)
		if err != nil || len(got.Faults) != 0 {
			t.Fatal(err, got.Faults)
		}
		by := map[string]handed{}
		var bytes []byte
		for _, f := range got.Files {
			said, _ := readList(t, f)
			for k, v := range said {
				by[k] = v
			}
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			bytes = append(bytes, data...)
		}
		return by, bytes
	}
	apart, data := read(answering(t, dir, Immediate), one, two)
	together, _ := read(answering(t, dir, Immediate), all)
	if diff := cmp.Diff(apart, together); diff != "" || len(apart) != 200 {
		t.Errorf("two lists and one (-two +one):\n%s", diff)
	}
	for range 5 {
		if _, again := read(answering(t, dir, Immediate), one, two); !bytes.Equal(data, again) {
			t.Fatal("the same answers are other bytes")
		}
	}
	o := answering(t, dir, Immediate)
	o.Seed = 7
	if other, _ := read(o, all); cmp.Equal(other, together) {
		t.Error("another seed says the same")
	}
}

func TestADeskTellsWhatShouldNotHaveCome(t *testing.T) {
	rows := bare(t, 4)
	rows[1].Amount = money.Dong(0)
	rows[1].Final = FinalNothingDue
	banked := due(t, 5, agribank, "1500205000001", "Lê Thị Minh", OutcomePaid)
	pays := payAll(append(rows, banked))
	pays[2].amount++
	pays = append(pays, pays[3], pay{"R7", due(t, 7, "", "", "", ""), 750_000, ""})
	pays[1].amount, pays[5].reference = 750_000, "R6"
	file := save(t, "a.xlsx", cashList(t, "10/07/2024", pays...))
	got, err := Answer([]string{file}, answering(t, writeTruth(t, append(rows, banked)...), Immediate))
	if err != nil {
		t.Fatal(err)
	}
	want := []Fault{{"a", 2, "R2", FaultNotDue}, {"a", 3, "R3", FaultAmountDiffers}, {"a", 5, "R5", FaultBankPays}, {"a", 6, "R6", FaultPaidAgain}, {"a", 7, "R7", FaultUnknownPayee}}
	if diff := cmp.Diff(want, got.Faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestADeskRefusesBadLists(t *testing.T) {
	rows := bare(t, 3)
	dir := writeTruth(t, rows...)
	good := cashList(t, "10/07/2024", payAll(rows)...)
	for name, c := range map[string]struct {
		cell string
		text any
		says string
	}{
		"no title":       {"B1", "DANH SÁCH", "no title"},
		"no headings":    {"A6", "TT", "no title or no headings"},
		"no column":      {"J6", "Mã", deskReference},
		"count":          {"C4", 2, "not that of the lines"},
		"sum":            {"C5", 2_250_001, "not that of the lines"},
		"an amount":      {"E8", 750_001, "not that of the lines"},
		"no amount":      {"E8", "bảy trăm", "amount"},
		"an ordinal":     {"A8", 3, "ordinal"},
		"number as such": {"C8", 999000000002, "identity number"},
		"no name":        {"B8", "", "no name"},
		"no reference":   {"J8", "", "no reference"},
		"pay day":        {"F4", deskDay + "10.7", "pay day"},
		"no pay day":     {"F4", "", "pay day"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := excelize.OpenReader(bytes.NewReader(good))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var w bytes.Buffer
			if err := f.SetCellValue(deskSheet, c.cell, c.text); err != nil {
				t.Fatal(err)
			}
			if err := f.Write(&w); err != nil {
				t.Fatal(err)
			}
			o := answering(t, dir, Immediate)
			if _, err := Answer([]string{save(t, "a.xlsx", w.Bytes())}, o); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one about %q", err, c.says)
			}
			if _, err := os.Stat(o.OutDir); err == nil {
				t.Error("something was written")
			}
		})
	}
}
