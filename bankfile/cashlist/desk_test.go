package cashlist_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
	"chitra/payout/settle"
)

// says is what a desk writes into a line: a result, a day as text or as a date, a
// note.
type says struct {
	result string
	day    sheet.Value
	note   string
}

func day(t testing.TB, month, of int) civil.Date {
	t.Helper()
	on, err := civil.NewDate(2024, month, of)
	if err != nil {
		t.Fatal(err)
	}
	return on
}

// byDesk is a list that a desk has filled in, line by line.
func byDesk(t testing.TB, list []byte, all ...says) []byte {
	t.Helper()
	var rows [][]sheet.Value
	for _, s := range all {
		rows = append(rows, []sheet.Value{sheet.TextValue(s.result), s.day, sheet.TextValue(s.note)})
	}
	return filled(t, list, firstLine, []int{atResult, atResult + 1, atResult + 2}, rows...)
}

// saved is a workbook as a program saves it that knows a day when it sees one: the
// same cells, each day a date, in styles of its own.
func saved(t testing.TB, data []byte) []byte {
	t.Helper()
	from, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	book := sheet.NewBook()
	s, err := book.AddSheet("Sheet1", sheet.SheetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	for row, err := range from.Rows(0) {
		if err != nil {
			t.Fatal(err)
		}
		s.Skip(row.Number - 1 - written)
		var cells []sheet.Value
		for _, c := range row.Cells {
			cells = append(cells, valueOf(t, c))
		}
		if written, err = s.Row(cells...); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if _, err := book.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func valueOf(t testing.TB, c sheet.Cell) sheet.Value {
	t.Helper()
	if c.Kind == sheet.Number {
		n, err := money.ParsePlain(c.Text, money.VND)
		if err != nil {
			t.Fatal(err)
		}
		return sheet.AmountValue(n.Minor())
	}
	if len(c.Text) == len("11/07/2024") && c.Text[2] == '/' && c.Text[5] == '/' {
		on, err := civil.ParseISO(c.Text[6:] + "-" + c.Text[3:5] + "-" + c.Text[:2])
		if err != nil {
			t.Fatal(err)
		}
		return sheet.DateValue(on)
	}
	if c.Kind == sheet.Empty {
		return sheet.Value{}
	}
	return sheet.TextValue(c.Text)
}

// answers are what is read from a workbook as an answer.
func answers(t testing.TB, data []byte) (bankfile.Info, []bankfile.Answer, error) {
	t.Helper()
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	info, seq := portal.ReadResult(table)
	var all []bankfile.Answer
	for a, err := range seq {
		if err != nil {
			return info, all, err
		}
		all = append(all, a)
	}
	return info, all, nil
}

// ofLine is what is read of line n where the desk has said nothing.
func ofLine(n int) bankfile.Answer {
	l := line(n)
	return bankfile.Answer{Line: firstLine + n, Format: "cash-list-result", Level: bankfile.Transaction, EndToEndID: l.EndToEndID,
		Name: l.Holder, Amount: l.Amount, HasAmount: true, Text: l.Remittance}
}

func TestADesksAnswerIsRead(t *testing.T) {
	list := written(t, lines(6))
	answered := byDesk(t, list,
		says{"Đã nhận", sheet.TextValue("11/07/2024"), ""},
		says{"Chưa nhận", sheet.Value{}, "đi vắng"},
		says{"Chưa nhận", sheet.Value{}, ""},
		says{},
		says{"đã nhận ", sheet.TextValue("5/7/2024"), "con nhận thay"},
		says{"Chưa nhận", sheet.TextValue("12/07/2024"), "đã chết ngày 2/7"})
	want := []bankfile.Answer{ofLine(0), ofLine(1), ofLine(2), ofLine(3), ofLine(4), ofLine(5)}
	want[0].Status, want[0].BookedOn = "Đã nhận", day(t, 7, 11)
	want[1].Status, want[1].Note, want[1].Reasons = "Chưa nhận", "đi vắng", []string{"đi vắng", "Không đến nhận"}
	want[2].Status, want[2].Reasons = "Chưa nhận", []string{"Không đến nhận"}
	want[4].Status, want[4].BookedOn, want[4].Note, want[4].Reasons = "đã nhận", day(t, 7, 5), "con nhận thay", []string{"con nhận thay"}
	want[5].Status, want[5].BookedOn, want[5].Note = "Chưa nhận", day(t, 7, 12), "đã chết ngày 2/7"
	want[5].Reasons = []string{"đã chết ngày 2/7", "Không đến nhận"}
	wantInfo := bankfile.Info{Format: "cash-list-result", Count: 6, Amount: money.Dong(3_000_015)}
	for name, data := range map[string][]byte{"as it was sent": answered, "saved by another program": saved(t, answered)} {
		info, got, err := answers(t, data)
		if diff := cmp.Diff(wantInfo, info, values()) + cmp.Diff(want, got, values()); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, diff)
		}
	}
}

// TestWhatADesksWordsMean holds words and reasons against what follows from them.
func TestWhatADesksWordsMean(t *testing.T) {
	set, err := portal.Profiles()
	if err != nil {
		t.Fatal(err)
	}
	words, ok := set.WordsOf("cash-list-result")
	if !ok {
		t.Fatal("nobody knows a desk's words")
	}
	for _, tt := range []struct {
		says  says
		want  settle.Verdict
		class settle.Class
	}{
		{says{result: "Đã nhận"}, settle.Paid, ""},
		{says{result: "ĐÃ TRẢ"}, settle.Paid, ""},
		{says{}, settle.Information, ""},
		{says{note: "hẹn tuần sau"}, settle.Information, ""},
		{says{result: "Chưa nhận"}, settle.Rejected, settle.ClassNotCollected},
		{says{result: "Chưa nhận", note: "đang nằm viện"}, settle.Rejected, settle.ClassNotCollected},
		{says{result: "Chưa nhận", note: "đã chết ngày 2/7"}, settle.Rejected, settle.ClassDeceased},
	} {
		_, got, err := answers(t, byDesk(t, written(t, lines(1)), tt.says))
		if err != nil || len(got) != 1 {
			t.Fatal(got, err)
		}
		a := got[0]
		verdict := settle.Read(a.Status, a.Accounting, a.Reasons, false, false, a.Format, words)
		if class := settle.Classify(strings.Join(a.Reasons, " ")); verdict != tt.want || tt.class != "" && class != tt.class {
			t.Errorf("%+v is %s for %s, want %s for %s", tt.says, verdict, class, tt.want, tt.class)
		}
	}
}

// TestADesksListIsReadWholeOrNotAtAll: who is cut out of a list would be neither
// paid nor unpaid.
func TestADesksListIsReadWholeOrNotAtAll(t *testing.T) {
	list := byDesk(t, written(t, lines(3)), says{result: "Đã nhận"}, says{result: "Đã nhận"}, says{result: "Chưa nhận"})
	const index = firstLine // of the second line
	for name, data := range map[string][]byte{
		"a line cut out":    movedRows(t, list, func(r []string) []string { return slices.Delete(r, index, index+1) }),
		"a line put in":     movedRows(t, list, func(r []string) []string { return slices.Insert(r, index, r[index]) }),
		"an amount changed": filled(t, list, firstLine, []int{4}, []sheet.Value{sheet.AmountValue(499_999)}),
		"the sum changed":   filled(t, list, 7, []int{2}, []sheet.Value{sheet.AmountValue(1_500_004)}),
		"no count":          filled(t, list, 6, []int{2}),
	} {
		var denied *bankfile.ContradictionError
		if _, _, err := answers(t, data); !errors.As(err, &denied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	sorted := movedRows(t, list, func(r []string) []string { r[index-1], r[index+1] = r[index+1], r[index-1]; return r })
	if _, got, err := answers(t, sorted); err != nil || len(got) != 3 || got[0].EndToEndID != reference(2) {
		t.Errorf("sorted by the desk: %+v, %v", got, err)
	}
}

func TestAListWithoutItsColumnsIsNoAnswer(t *testing.T) {
	list := written(t, lines(2))
	for column := range columns {
		required := slices.Contains([]int{4, 6, 7, 9}, column)
		_, _, err := answers(t, filled(t, list, firstLine-1, []int{column}))
		var fault *portal.FileError
		if refused := errors.As(err, &fault); refused != required || refused && (fault.Code != portal.CodeNotResult || fault.Row != firstLine-1) {
			t.Errorf("without the heading of %s: %v", sheet.ColumnName(column), err)
		}
	}
}
