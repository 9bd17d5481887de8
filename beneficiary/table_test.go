package beneficiary

import (
	"iter"
	"testing"

	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/place"
	"chitra/internal/sheet"
	"chitra/internal/viet"
)

// fakeTable is a table of cells in memory.
type fakeTable struct {
	sheets   []fakeSheet
	date1904 bool
}

type fakeSheet struct {
	name   string
	hidden sheet.Visibility
	rows   []sheet.Row
	err    error // handed out behind the rows
}

func (t *fakeTable) Date1904() bool { return t.date1904 }

func (t *fakeTable) Sheets() []sheet.SheetInfo {
	infos := make([]sheet.SheetInfo, len(t.sheets))
	for i, s := range t.sheets {
		infos[i] = sheet.SheetInfo{Index: i, Name: s.name, Hidden: s.hidden}
	}
	return infos
}

// Rows hands out one row again and again, as the real ones do.
func (t *fakeTable) Rows(i int) iter.Seq2[*sheet.Row, error] {
	return func(yield func(*sheet.Row, error) bool) {
		var reused sheet.Row
		for _, row := range t.sheets[i].rows {
			reused.Number, reused.Hidden = row.Number, row.Hidden
			reused.Cells = append(reused.Cells[:0], row.Cells...)
			if !yield(&reused, nil) {
				return
			}
			clear(reused.Cells)
		}
		if t.sheets[i].err != nil {
			yield(nil, t.sheets[i].err)
		}
	}
}

func num(raw string) sheet.Cell    { return sheet.Cell{Text: raw, Kind: sheet.Number} }
func day(raw string) sheet.Cell    { return sheet.Cell{Text: raw, Kind: sheet.Date, Format: "dd/mm/yyyy"} }
func fault(text string) sheet.Cell { return sheet.Cell{Text: text, Kind: sheet.ErrorValue} }

// line makes a row of texts and cells; nil is an empty cell.
func line(number int, values ...any) sheet.Row {
	row := sheet.Row{Number: number}
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			row.Cells = append(row.Cells, sheet.Cell{})
		case string:
			c := sheet.Cell{Text: v, Kind: sheet.Text}
			if v == "" {
				c.Kind = sheet.Empty
			}
			row.Cells = append(row.Cells, c)
		case sheet.Cell:
			row.Cells = append(row.Cells, v)
		default:
			panic("no cell")
		}
	}
	return row
}

// lines numbers rows from 1.
func lines(rows ...[]any) []sheet.Row {
	out := make([]sheet.Row, len(rows))
	for i, values := range rows {
		out[i] = line(i+1, values...)
	}
	return out
}

func one(rows []sheet.Row) *fakeTable {
	return &fakeTable{sheets: []fakeSheet{{name: "Danh sách", rows: rows}}}
}

func month(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func date(t testing.TB, iso string) civil.Date {
	t.Helper()
	if iso == "" {
		return civil.Date{}
	}
	d, err := civil.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// options are those of a made-up province in July 2024.
func options(t testing.TB) Options {
	t.Helper()
	places, err := place.New([]place.Commune{
		{Code: "99001", Name: "Xã Mây Trắng", ProvinceCode: "999", To: date(t, "2025-06-30"), Successors: []string{"99501"}},
		{Code: "99002", Name: "Phường Mây Hồng", ProvinceCode: "999"},
		{Code: "99003", Name: "Xã Suối Đôi", ProvinceCode: "998"},
		{Code: "99004", Name: "Xã Suối Đôi", ProvinceCode: "999"},
		{Code: "99501", Name: "Xã Mây", ProvinceCode: "999", From: date(t, "2025-07-01")},
	})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{"06C": "06C", "6 2": "06C", "NGUOI KHUYET TAT NANG": "06C", "05A": "05A", "6": "06"}
	return Options{
		Period: month(t, "2024-07"), Commune: "99001", Places: places, Banks: bank.Directory(),
		Category: func(text string) (string, bool) { code, ok := known[viet.Fold(text)]; return code, ok },
	}
}

func mustRead(t testing.TB, table sheet.Table, o Options) *List {
	t.Helper()
	l, err := Read(table, o)
	if err != nil {
		t.Fatal(err)
	}
	if l.Lines != len(l.Rows)+len(l.Refused) {
		t.Fatalf("%d lines, %d taken, %d refused", l.Lines, len(l.Rows), len(l.Refused))
	}
	return l
}

// codes are the codes of the issues, with their cells.
func codes(l *List) []string {
	out := []string{}
	for _, i := range l.Issues {
		out = append(out, i.Cell+" "+i.Code)
	}
	return out
}
