package beneficiary

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"chitra/internal/sheet"
)

func TestKeysOfRows(t *testing.T) {
	head := []any{"STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Đối tượng"}
	hung := []any{"1", "Nguyễn Văn Hùng", "03/04/1980", "999080123456", "06C"}
	lan := []any{"2", "Trần Thị Lan", "1981", nil, "06C"}
	bad := []any{"3", "Lê Văn Ba", "1982", "9.9908E+11", "06C"}
	l := mustRead(t, one(lines(head, hung, lan, hung, bad)), options(t))
	if len(l.Rows) != 3 || len(l.Refused) != 1 {
		t.Fatalf("%d taken", len(l.Rows))
	}
	if l.Rows[0].PersonKey != l.Rows[2].PersonKey || l.Rows[0].Key == l.Rows[2].Key {
		t.Error("one person twice has two rows and one key")
	}
	// These values are stored: they may never change.
	got := []string{l.Rows[0].PersonKey, l.Rows[0].Key, l.Rows[1].PersonKey, l.Refused[0].Key}
	want := []string{"k", "r", "k", "r"}
	for i, prefix := range want {
		if !strings.HasPrefix(got[i], prefix) || len(got[i]) != map[string]int{"k": 15, "r": 13}[prefix] {
			t.Errorf("key %q", got[i])
		}
	}
	if got[0] != "kFBQOAT2FSKEHNR" {
		t.Errorf("keys have changed: %s", got[0])
	}
	// Next month, in other company and other writing.
	other := mustRead(t, one(lines(head, lan, []any{"7", "NGUYỄN  VĂN HU\u0300NG", "3/4/1980", "999 080 123 456", "06C"}, bad)), options(t))
	if other.Rows[1].PersonKey != got[0] || other.Rows[1].Key != got[1] || other.Refused[0].Key != got[3] {
		t.Error("the same person has another key")
	}
	// A row that was refused keeps its key when it is not touched, and a
	// corrected number makes another person of it.
	if l.Refused[0].Cells[3] != "9.9908E+11" || l.Refused[0].Number != "9.9908E+11" || l.Refused[0].Name != "Lê Văn Ba" {
		t.Errorf("%+v", l.Refused[0])
	}
}

// variants of one list that say the same.
func TestTheSameListInOtherClothes(t *testing.T) {
	base := [][]any{plainHeader()}
	names := []string{"Nguyễn Văn Hùng", "Trần Thị Thuý Hoà", "Lê Quý Đôn", "Đỗ Hoài Mỹ"}
	for i, name := range names {
		row := plainRow()
		row[0], row[1], row[4] = num(fmt.Sprint(i+1)), name, fmt.Sprintf("9990801%05d", i*7)
		row[2] = fmt.Sprintf("%02d/04/1980", 20+i)
		row[14] = name
		base = append(base, row)
	}
	want := mustRead(t, one(lines(base...)), options(t))
	mapped := func(f func(string) string) []sheet.Row {
		rows := lines(base...)
		for i := range rows {
			for j := range rows[i].Cells {
				if c := &rows[i].Cells[j]; c.Kind == sheet.Text {
					c.Text = f(c.Text)
				}
			}
		}
		return rows
	}
	shuffled := func(rows []sheet.Row) []sheet.Row {
		order := rand.New(rand.NewPCG(1, 2)).Perm(len(base[0]))
		for i := range rows {
			cells := make([]sheet.Cell, len(order))
			for to, from := range order {
				cells[to] = cellAt(rows[i], from)
			}
			rows[i].Cells = cells
		}
		return rows
	}
	for name, rows := range map[string][]sheet.Row{
		"columns in another order": shuffled(lines(base...)),
		"decomposed":               mapped(norm.NFD.String),
		"odd spaces":               mapped(func(s string) string { return "\u00a0 " + strings.ReplaceAll(s, " ", " \u2003 ") + "\u200b " }),
		"decomposed in another order, odd spaces": shuffled(mapped(func(s string) string { return norm.NFD.String(s) + "  " })),
		"Icelandic letters":                       mapped(func(s string) string { return strings.ReplaceAll(s, "Đ", "Ð") }),
		"below other rows": func() []sheet.Row {
			rows := lines(append([][]any{{"UBND XÃ MÂY TRẮNG"}, {}, {}}, base...)...)
			return rows
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			got := mustRead(t, one(rows), options(t))
			if len(got.Issues) != 0 {
				t.Errorf("issues %v", codes(got))
			}
			for i := range want.Rows {
				if diff := cmp.Diff(seenOf(want.Rows[i]), seenOf(got.Rows[i])); diff != "" {
					t.Error(diff)
				}
				if got.Rows[i].Key != want.Rows[i].Key || got.Rows[i].PersonKey != want.Rows[i].PersonKey {
					t.Error("the keys are others")
				}
			}
		})
	}
}

// anyCell draws what may stand in a cell.
func anyCell() *rapid.Generator[sheet.Cell] {
	texts := rapid.SampledFrom([]string{
		"", " ", "1", "II", "Họ và tên", "Năm sinh", "Ngày sinh", "Nam", "Nữ", "Đối tượng", "Tổng tiền", "Tổng cộng: 3 người", "Cộng", "(1)", "(2)",
		"Nguyễn Văn Hùng", "Trần Thị Lan", "1980", "03/04/1980", "31/12/50", "30/02/1980", "999080123456", "9.9908E+11", "06C", "750.000", "1 triệu?",
		"Người lập biểu", "Số tài khoản", "0123456789", "Vietcombank", "NguyÔn V¨n §øc", "\u00a0", "=1+1", "-", "Thôn 1", "Xã Mây Trắng", "tháng 7/2024",
	})
	return rapid.Custom(func(t *rapid.T) sheet.Cell {
		c := sheet.Cell{Text: texts.Draw(t, "text"), Kind: rapid.SampledFrom([]sheet.Kind{sheet.Text, sheet.Text, sheet.Text, sheet.Number, sheet.Date, sheet.Bool, sheet.ErrorValue}).Draw(t, "kind")}
		if c.Text == "" {
			c.Kind = sheet.Empty
		}
		c.Merged = rapid.IntRange(0, 20).Draw(t, "merged") == 0
		c.Formula = rapid.IntRange(0, 20).Draw(t, "formula") == 0
		c.NoCachedValue = c.Formula && c.Text == ""
		return c
	})
}

// Whatever stands in the cells, every row of the sheet ends in exactly one place.
func TestNoLineIsLost(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rows := lines([]any{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Tổng tiền", "Số tài khoản", "Ngân hàng"})
		for i := range rapid.IntRange(1, 30).Draw(rt, "rows") {
			rows = append(rows, sheet.Row{Number: i + 2, Cells: rapid.SliceOfN(anyCell(), 0, 10).Draw(rt, "cells")})
		}
		l, err := Read(one(rows), options(t))
		if err != nil {
			return
		}
		checkConserved(rt, l, len(rows)-l.HeaderRow[0])
	})
}

type failer interface{ Fatalf(string, ...any) }

func checkConserved(t failer, l *List, below int) {
	if l.Lines != len(l.Rows)+len(l.Refused) || l.Lines+len(l.Skipped)+l.Empty != below {
		t.Fatalf("%d lines, %d taken, %d refused, %d skipped, %d empty, of %d", l.Lines, len(l.Rows), len(l.Refused), len(l.Skipped), l.Empty, below)
	}
	keys := map[string]bool{}
	for _, r := range l.Rows {
		if r.Name == "" || r.Birth.Date.IsZero() || r.Category == "" || keys[r.Key] {
			t.Fatalf("half a row: %+v", r)
		}
		keys[r.Key] = true
	}
	refused := map[string]bool{}
	for _, i := range l.Issues {
		if i.Severity == Refuses {
			refused[i.RowKey] = true
		}
	}
	for _, r := range l.Refused {
		if keys[r.Key] || !refused[r.Key] {
			t.Fatalf("refused without a reason: %+v", r)
		}
		keys[r.Key] = true
	}
}

// FuzzRead reads a table made of the fuzzer's text: tabs part the cells, line
// ends the rows, the first letter of a cell says what it is.
func FuzzRead(f *testing.F) {
	f.Add("sSTT\tsHọ và tên\tsNăm sinh\tsĐối tượng\tsTổng tiền\nn1\tsNguyễn Văn Hùng\ts1980\ts06C\tn750000")
	f.Add("sHọ và tên\tsNgày sinh\tm\tsĐối tượng\n\tsNam\tsNữ\nsLê A\ts1980\t\ts06C\nsTổng cộng: 2 người")
	f.Add("sUBND xã Mây Trắng\nsTháng 7/2024\nsTên\tsNTNS\tsĐối tượng\tsMức\nsX Y\td29294\ts06C\tn7.5E5\nsCộng\t\t\tn750000")
	f.Add("sHọ tên\tsNăm sinh\tsLoại đối tượng\tsCCCD\ne#N/A\tn1980\ts06C\tf")
	f.Fuzz(func(t *testing.T, text string) {
		table := one(nil)
		for i, row := range strings.Split(text, "\n") {
			r := sheet.Row{Number: i + 1}
			for _, cell := range strings.Split(row, "\t") {
				r.Cells = append(r.Cells, fuzzCell(cell))
			}
			table.sheets[0].rows = append(table.sheets[0].rows, r)
		}
		l, err := Read(table, options(t))
		if err != nil {
			return
		}
		checkConserved(t, l, len(table.sheets[0].rows)-l.HeaderRow[0])
		again, err := Read(table, options(t))
		if err != nil || len(again.Rows) != len(l.Rows) || cmp.Diff(l.Issues, again.Issues) != "" {
			t.Fatal("the same table reads otherwise a second time")
		}
	})
}

func fuzzCell(s string) sheet.Cell {
	if s == "" {
		return sheet.Cell{}
	}
	c := sheet.Cell{Text: s[1:], Kind: sheet.Text}
	switch s[0] {
	case 'n':
		c.Kind = sheet.Number
	case 'd':
		c.Kind = sheet.Date
	case 'e':
		c.Kind = sheet.ErrorValue
	case 'm':
		c.Merged = true
	case 'f':
		c.Formula, c.NoCachedValue = true, s[1:] == ""
	}
	if c.Text == "" {
		c.Kind = sheet.Empty
	}
	return c
}

// However much of a person's line is spoilt, it is a line: taken or refused,
// never passed over.
func TestAPersonIsNeverSkipped(t *testing.T) {
	spoils := []any{nil, "?", "-", fault("#N/A"), sheet.Cell{Merged: true}}
	row := plainRow()
	for a := range row {
		for b := a + 1; b < len(row); b++ {
			for c := b; c < len(row); c++ {
				for _, spoil := range spoils {
					spoilt := plainRow()
					spoilt[a], spoilt[b], spoilt[c] = spoil, spoil, spoil
					l, err := Read(one(lines(plainHeader(), plainRow(), spoilt)), options(t))
					if err != nil || l.Lines != 2 {
						t.Fatalf("columns %d, %d, %d spoilt by %v: %v", a, b, c, spoil, err)
					}
				}
			}
		}
	}
}

func TestMarks(t *testing.T) {
	bad := plainRow()
	bad[2], bad[12] = "?", "tiền mặt"
	l := mustRead(t, one(lines(plainHeader(), plainRow(), bad)), options(t))
	marks, notes := Marks(l, func(i Issue) (message, fix string) {
		switch i.Code {
		case CodeBirthUnreadable:
			return "unreadable", "type it as 31/12/1950"
		case NoteTaken:
			return "taken", ""
		}
		return "", "" // no words: the code
	})
	wantMarks := []sheet.Mark{{Row: 3, Col: 2, Comment: "unreadable type it as 31/12/1950"}, {Row: 3, Col: 12, Comment: CodeAccountMalformed}}
	if diff := cmp.Diff(wantMarks, marks); diff != "" {
		t.Error(diff)
	}
	wantNotes := []sheet.RowNote{{Row: 2, Result: "taken"}, {Row: 3, Result: NoteRefused, Reason: "unreadable type it as 31/12/1950; " + CodeAccountMalformed}}
	if diff := cmp.Diff(wantNotes, notes); diff != "" {
		t.Error(diff)
	}
	if marks, notes := MarksOf(l, 7, func(Issue) (string, string) { return "", "" }); marks != nil || notes != nil {
		t.Error("a sheet that is no list has marks")
	}
}
