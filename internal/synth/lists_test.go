package synth

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// onSheet is the text of a list's cells, by sheet and 1-based row.
type onSheet map[string]map[int][]string

func readBook(t *testing.T, f file) onSheet {
	t.Helper()
	data, err := f.bytes()
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", f.path, err)
	}
	out := onSheet{}
	for _, s := range book.Sheets() {
		out[s.Name] = map[int][]string{}
		for row, err := range book.Rows(s.Index) {
			if err != nil {
				t.Fatalf("%s %s: %v", f.path, s.Name, err)
			}
			texts := make([]string, len(row.Cells))
			for i, c := range row.Cells {
				texts[i] = c.Text
			}
			out[s.Name][row.Number] = texts
		}
	}
	return out
}

func TestTruthRowsAreTheListsRows(t *testing.T) {
	p := province(t, half)
	byList := map[string][]TruthRow{}
	for _, row := range p.Truth.Rows {
		byList[row.List] = append(byList[row.List], row)
	}
	seen := map[string]bool{}
	for _, f := range p.lists {
		book := readBook(t, f)
		numbered := 0
		for _, rows := range book {
			for _, cells := range rows {
				if isOrdinal(cells) {
					numbered++
				}
			}
		}
		if numbered != len(byList[f.path]) {
			t.Errorf("%s has %d rows, the truth %d", f.path, numbered, len(byList[f.path]))
		}
		for _, row := range byList[f.path] {
			at := fmt.Sprint(row.List, row.Sheet, row.Row)
			if seen[at] {
				t.Fatalf("two rows of the truth stand at %s", at)
			}
			seen[at] = true
			checkRow(t, row, book[row.Sheet][row.Row])
		}
	}
	if len(seen) != len(p.Truth.Rows) {
		t.Errorf("%d places for %d rows of the truth", len(seen), len(p.Truth.Rows))
	}
}

// isOrdinal tells rows of people by the running number in front.
func isOrdinal(cells []string) bool {
	return len(cells) > 4 && cells[0] != "" && strings.Trim(cells[0], "0123456789") == ""
}

// checkRow looks for what the truth says a row shows.
func checkRow(t *testing.T, row TruthRow, cells []string) {
	t.Helper()
	if !isOrdinal(cells) {
		t.Fatalf("%s %s row %d is no row of a person: %q", row.List, row.Sheet, row.Row, cells)
	}
	if row.Account != "" && !slices.ContainsFunc(cells, func(c string) bool { return strings.ReplaceAll(c, " ", "") == row.Account }) {
		t.Errorf("%s row %d does not show the account %s: %q", row.List, row.Row, row.Account, cells)
	}
	if row.Holder != "" && !slices.Contains(cells, row.Holder) {
		t.Errorf("%s row %d does not show the holder %s: %q", row.List, row.Row, row.Holder, cells)
	}
	number := row.PersonalID != "" && (slices.Contains(cells, row.PersonalID) || slices.Contains(cells, strings.TrimLeft(row.PersonalID, "0")))
	switch row.Kind {
	case Exact, Normalised, Unmarked, MiddleMissing, NameEdit, DateSwapped, DatePart, YearOnly:
		if !number {
			t.Errorf("%s row %d, %s, does not show %s: %q", row.List, row.Row, row.Kind, row.PersonalID, cells)
		}
	case NearNumber, Contested, NumberMissing, OldNumber, CancelledNo, LostDigits, NotFound:
		if number {
			t.Errorf("%s row %d, %s, shows the true number: %q", row.List, row.Row, row.Kind, cells)
		}
	case LostZero:
		if slices.Contains(cells, row.PersonalID) || !number {
			t.Errorf("%s row %d has not lost its zero: %q", row.List, row.Row, cells)
		}
	}
}

// Another library must read the same rows, or only our own reader would.
func TestWorkbooksReadAlikeElsewhere(t *testing.T) {
	p := province(t, half)
	for _, f := range p.lists[:14] {
		ours := readBook(t, f)
		data, err := f.bytes()
		if err != nil {
			t.Fatal(err)
		}
		other, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", f.path, err)
		}
		for name, rows := range ours {
			theirs, err := other.GetRows(name, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatalf("%s %s: %v", f.path, name, err)
			}
			for number, cells := range rows {
				if number > len(theirs) {
					t.Errorf("%s %s row %d is missing elsewhere", f.path, name, number)
					continue
				}
				got := theirs[number-1]
				for i, text := range cells {
					if text != "" && (i >= len(got) || got[i] != text) {
						t.Fatalf("%s %s row %d column %d: %q elsewhere %q", f.path, name, number, i, text, got)
					}
				}
			}
		}
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryLayoutIsInUse(t *testing.T) {
	p := province(t, whole)
	used := map[string]int{}
	for i := range p.maker.communes {
		used[p.maker.layoutAt(i).name]++
	}
	want := map[string]int{"plain": 17, "merged": 13, "villages": 9, "pages": 12, "numbers": 6, "legacy": 4, "bare": 4}
	for name, n := range want {
		if used[name] != n {
			t.Errorf("%d communes use %s, want %d", used[name], name, n)
		}
	}
}

func TestFaultsAreWhatTheyAreCalled(t *testing.T) {
	m := province(t, whole).maker
	for _, b := range m.people {
		p, shown := m.who(b), b.listed
		same := viet.Key(shown.name) == viet.Key(p.name)
		ok := true
		switch b.kind {
		case Exact, DateSwapped, DatePart, YearOnly, NearNumber, Contested, NumberMissing, OldNumber, CancelledNo:
			ok = shown.name == p.name
		case Normalised:
			ok = same && shown.name != p.name
		case Unmarked:
			ok = viet.Fold(shown.name) == viet.Fold(p.name) && viet.Fold(shown.name) == strings.ToUpper(viet.Fold(shown.name)) && !same
		case MiddleMissing:
			ok = len(strings.Fields(shown.name)) == 2 && strings.HasPrefix(p.name, strings.Fields(shown.name)[0]+" ")
		case NameEdit:
			ok = !same && len(viet.Syllables(shown.name)) == len(viet.Syllables(p.name)) && viet.Compose(shown.name) == shown.name
		}
		if !ok {
			t.Errorf("%s: %q for %q", b.kind, shown.name, p.name)
		}
		if day := shown.birth; (b.kind == DateSwapped || b.kind == DatePart) && (day == p.birth || partsOff(day, p.birth) > 2) {
			t.Errorf("%s: %s for %s", b.kind, day, p.birth)
		}
		if lone := m.pop.alone(p); !lone && (b.kind == NumberMissing || b.kind == NearNumber || b.kind == Contested || b.kind == OldNumber) {
			t.Errorf("%s: somebody else is called %s and born on %s", b.kind, p.name, p.birth)
		}
	}
}

func partsOff(a, b civil.Date) int {
	off := 0
	for _, differs := range []bool{a.Year() != b.Year(), a.Month() != b.Month(), a.Day() != b.Day()} {
		if differs {
			off++
		}
	}
	return off
}

func TestLegacyNamesDecode(t *testing.T) {
	l := newLegacy()
	for _, name := range []string{"Nguyễn Văn Đức", "Đặng Thị Hường", "Trần Ngọc Ánh", "Ngô Thị Út", "Lê Thị Ước"} {
		decoded, ok := viet.FromTCVN3(l.encode(name))
		if !ok || viet.Key(decoded) != viet.Key(name) {
			t.Errorf("%s is pasted as %q and reads %q, %v", name, l.encode(name), decoded, ok)
		}
	}
	if got := l.encode("Nguyễn Văn Đức"); got != "NguyÔn V¨n §øc" {
		t.Errorf("pasted as %q", got)
	}
}

func TestAccountsAreWhatTheirBanksTake(t *testing.T) {
	m := province(t, whole).maker
	banks := bank.Directory()
	for _, b := range m.people {
		if !b.account.shown() {
			continue
		}
		inst, match := banks.Find(b.account.bank)
		if !match.Found() || b.account.bin != "" && inst.BIN != b.account.bin {
			t.Fatalf("%q is found as %s %v, want %s", b.account.bank, inst.BIN, match, b.account.bin)
		}
		number, err := bank.ParseAccount(inst, b.account.typed)
		if (err != nil) != (b.kind == AccountMalformed) || number != b.account.number {
			t.Fatalf("%s: account %q at %s is %q, %v", b.kind, b.account.typed, inst.Code, number, err)
		}
	}
}

func TestRulesPayTheWorkedExamples(t *testing.T) {
	birth, err := civil.NewDate(2021, 3, 12)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		family, units int
		birth         civil.Date
		month         string
		code          string
		dong          int64
	}{
		{orphan, 1, birth, "2025-02", "BTXH-01A", 1_250_000},
		{orphan, 1, birth, "2025-03", "BTXH-01B", 750_000},
		{singleParent, 2, yearsBefore(birth, 27), "2024-07", "BTXH-04", 1_000_000},
		{severe, 1, yearsBefore(birth, 56), "2025-02", "BTXH-06C", 750_000},
		{severe, 1, yearsBefore(birth, 56), "2025-03", "BTXH-06D", 1_000_000},
		{over80, 1, yearsBefore(birth, 77), "2024-07", "BTXH-05C", 500_000},
	} {
		paid, ok := families()[c.family].bandIn(c.birth, month(t, c.month))
		if !ok || paid.code != c.code || paid.monthly(c.units).Minor() != c.dong {
			t.Errorf("born %s, %s: %s %s, want %s %d", c.birth, c.month, paid.code, paid.monthly(c.units), c.code, c.dong)
		}
	}
}
