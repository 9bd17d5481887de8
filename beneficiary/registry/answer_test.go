package registry_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"chitra/beneficiary"
	"chitra/beneficiary/registry"
	"chitra/internal/civil"
	"chitra/internal/sheet"
)

// TestAQuestionsCodeIsReadBack, and no slip of it is another question's.
func TestAQuestionsCodeIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		request, n := rapid.Int64Range(1, 99_999).Draw(t, "request"), rapid.Int64Range(1, 99_999).Draw(t, "n")
		code := registry.QuestionCode(request, n)
		if r, q, ok := registry.ParseQuestionCode(" " + strings.ToLower(code)); !ok || r != request || q != n {
			t.Fatalf("%s is read as %d, %d, %v", code, r, q, ok)
		}
		wrong := []byte(code)
		at := rapid.IntRange(2, len(code)-1).Draw(t, "at")
		if rapid.Bool().Draw(t, "exchange") && at+1 < len(code) {
			wrong[at], wrong[at+1] = wrong[at+1], wrong[at]
		} else {
			wrong[at] = rapid.SampledFrom([]byte("0123456789ABCXYZ")).Draw(t, "letter")
		}
		if r, q, ok := registry.ParseQuestionCode(string(wrong)); ok && string(wrong) != code {
			t.Fatalf("%s for %s is read as %d, %d", wrong, code, r, q)
		}
	})
	for _, s := range []string{"", "YC", "YC1-1", "YC01-1-A", "1-1-A", "YC-1-1-A", "YC99999999999999999999-1-A", "YC1-1-" + "A-"} {
		if _, _, ok := registry.ParseQuestionCode(s); ok {
			t.Errorf("%q is read", s)
		}
	}
}

func askBook(lines int) registry.AskBook {
	b := registry.AskBook{Sheet: "Hỏi", Title: []string{"PHIẾU", "Yêu cầu số 7"}, How: []string{"Cách ghi."}, Asked: "HỎI", Answered: "TRẢ LỜI",
		Heads: [...]string{"Mã câu hỏi", "Họ và tên", "Ngày sinh", "Giới tính", "Số", "Số cũ", "Xã", "Hỏi gì"}, Sexes: []string{"Nam", "Nữ"},
		Hints: map[string]sheet.Hint{"personal_id": {Title: "Số", Text: "12 chữ số"}}}
	for n := range lines {
		b.Lines = append(b.Lines, registry.AskLine{Code: registry.QuestionCode(7, int64(n+1)), Name: "Lê Thị Một", Birth: "02/03/1944", Sex: "Nữ",
			Number: "999144000001", Commune: "99001 Xã Mây Trắng", Asks: "Có người này không?"})
	}
	return b
}

func askWritten(t *testing.T, lines int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := registry.WriteAsk(&out, askBook(lines)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestARequestHasTheSameBytes(t *testing.T) {
	if !bytes.Equal(askWritten(t, 5), askWritten(t, 5)) {
		t.Error("the same request has other bytes")
	}
}

// answered fills in cells of the first sheet.
func askFilled(t *testing.T, book []byte, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	for cell, v := range cells {
		if err := f.SetCellValue(f.GetSheetList()[0], cell, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func readAnswers(t *testing.T, data []byte, layout *registry.AnswerLayout) (*registry.Answers, error) {
	t.Helper()
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return registry.ReadAnswers(table, registry.AnswerOptions{Layout: layout})
}

// filledCells answers the first line wholly, with numbers and days in cells as
// programs write them, the second shortly, and leaves the third blank.
func filledCells() map[string]any {
	return map[string]any{"I6": "Có sai khác", "J6": 999144000011, "K6": "Lê Thị Mốt", "L6": "3/4/1944", "M6": "Nữ", "N6": 99002, "O6": "Đã chết",
		"P6": "1/7/2024", "Q6": "999000001; 999144000001", "R6": "xem sổ", "I7": "Không tìm thấy", "B9": "Người trả lời"}
}

func askSaysAll(t *testing.T, got *registry.Answers) {
	t.Helper()
	want := []registry.Answer{
		{Line: 6, Request: 7, N: 1, Said: registry.SaidDiffers, Note: "xem sổ", Person: registry.Person{PersonalID: "999144000011", Name: "Lê Thị Mốt",
			Birth: dayOf(t, "1944-04-03"), Sex: beneficiary.Female, Commune: "99002", Status: registry.Dead, DiedOn: dayOf(t, "2024-07-01"),
			OldIDs: []string{"999000001", "999144000001"}}},
		{Line: 7, Request: 7, N: 2, Said: registry.SaidNotFound},
	}
	if diff := cmp.Diff(want, got.Items, cmp.Comparer(func(x, y civil.Date) bool { return x == y })); diff != "" || got.Blank != 1 || len(got.Faults) != 0 {
		t.Errorf("blank %d, faults %v, answers (-want +got):\n%s", got.Blank, got.Faults, diff)
	}
}

func dayOf(t *testing.T, iso string) civil.Date {
	t.Helper()
	d, err := civil.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAFilledRequestIsRead(t *testing.T) {
	got, err := readAnswers(t, askFilled(t, askWritten(t, 3), filledCells()), nil)
	if err != nil {
		t.Fatal(err)
	}
	askSaysAll(t, got)
}

// TestLibreOfficeKeepsAFilledRequest lets it open and save one.
func TestLibreOfficeKeepsAFilledRequest(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	switch {
	case errors.Is(err, exec.ErrNotFound) && os.Getenv("CHITRA_CI") == "1":
		t.Fatal("LibreOffice is not here, and CHITRA_CI=1 lets nothing skip")
	case err != nil:
		t.Skip("skipped: LibreOffice (soffice) is not here")
	}
	dir := t.TempDir()
	from, to := filepath.Join(dir, "hoi.xlsx"), filepath.Join(dir, "out", "hoi.xlsx")
	if err := os.WriteFile(from, askFilled(t, askWritten(t, 3), filledCells()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--norestore",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Dir(to), from)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	data, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	got, err := readAnswers(t, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	askSaysAll(t, got)
}

// TestABlankNeverChangesARecord holds what an answer makes of a known record.
func TestABlankNeverChangesARecord(t *testing.T) {
	known := registry.Person{PersonalID: "999144000001", Name: "Lê Thị Mốt", Birth: dayOf(t, "1944-03-02"), Sex: beneficiary.Female, Commune: "99003",
		Status: registry.Alive, OldIDs: []string{"999000001"}, Household: "H1"}
	asked := registry.Question{PersonalID: "999144000001", Name: "Lê Thị Một", Birth: dayOf(t, "1944-03-02"), Sex: beneficiary.Female, Commune: "99001"}
	number := registry.Person{PersonalID: "999144000001"}
	with := func(change func(*registry.Person)) registry.Person {
		p := known
		p.OldIDs = slices.Clone(known.OldIDs)
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		answer registry.Answer
		known  *registry.Person
		want   registry.Person
		code   string
	}{
		"as asked, known otherwise": {registry.Answer{Said: registry.SaidSame, Person: number}, &known, known, ""},
		"as asked, unknown":         {registry.Answer{Said: registry.SaidSame, Person: number}, nil, registry.Person{}, registry.AnswerRecordMissing},
		"as asked, unknown, without a sex": {registry.Answer{Said: registry.SaidSame, Person: registry.Person{PersonalID: "999144000001", Name: "Lê Thị Một",
			Birth: dayOf(t, "1944-03-02")}}, nil, registry.Person{}, registry.AnswerRecordMissing},
		"as asked, unknown, given whole": {registry.Answer{Said: registry.SaidSame, Person: registry.Person{PersonalID: "999144000001", Name: "Lê Thị Một",
			Birth: dayOf(t, "1944-03-02"), Sex: beneficiary.Female}}, nil,
			registry.Person{PersonalID: "999144000001", Name: "Lê Thị Một", Birth: dayOf(t, "1944-03-02"), Sex: beneficiary.Female, Status: registry.Alive}, ""},
		"dead without a day": {registry.Answer{Said: registry.SaidDead, Person: number}, &known, with(func(p *registry.Person) { p.Status = registry.Dead }), ""},
		"the number is cancelled": {registry.Answer{Said: registry.SaidCancelled, Person: number}, &known,
			with(func(p *registry.Person) { p.Status = registry.Cancelled }), ""},
		"another number took its place": {registry.Answer{Said: registry.SaidCancelled, Person: registry.Person{PersonalID: "999144000077",
			Name: "Lê Thị Một", Birth: dayOf(t, "1944-03-02"), Sex: beneficiary.Female, Commune: "99003"}}, nil,
			registry.Person{PersonalID: "999144000077", Name: "Lê Thị Một", Birth: dayOf(t, "1944-03-02"), Sex: beneficiary.Female, Commune: "99003",
				Status: registry.Alive, OldIDs: []string{"999144000001"}}, ""},
		"another number, of nobody": {registry.Answer{Said: registry.SaidCancelled, Person: registry.Person{PersonalID: "999144000077"}}, nil,
			registry.Person{}, registry.AnswerRecordMissing},
		"a whole record lacks the name": {registry.Answer{Said: registry.SaidFound, Person: number}, nil, registry.Person{}, registry.AnswerRecordMissing},
		"somebody else's number": {registry.Answer{Said: registry.SaidDiffers, Person: registry.Person{PersonalID: "999144000001", Name: "Vũ Văn Ba",
			Birth: dayOf(t, "1950-01-01")}}, &known, registry.Person{}, registry.AnswerOtherPerson},
	} {
		got, _, code := c.answer.Record(asked, c.known)
		if code != c.code || !got.Same(c.want) {
			t.Errorf("%s: %+v, %s", name, got, code)
		}
	}
}

func TestALayoutOfAnswersIsStrict(t *testing.T) {
	good := "name: cong-an\nversion: 1\ndates: dmy\ncolumns:\n  - {heading: Mã, field: code}\n  - {heading: KQ, field: result}\n  - {heading: Số, field: personal_id}\n" +
		"results:\n  - {word: có, means: found}\nstatuses:\n  - {word: \"\", means: alive}\n"
	if _, err := registry.ParseAnswerLayout([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		from, to, code string
		line           int
	}{
		"a key that is none":      {"dates: dmy", "dates: dmy\ncolour: red", beneficiary.LayoutKeyUnknown, 4},
		"no results":              {"results:\n  - {word: có, means: found}\n", "", beneficiary.LayoutKeyMissing, 1},
		"a result that is none":   {"means: found", "means: perhaps", beneficiary.LayoutWordUnknown, 9},
		"a result without a word": {"word: có", "word: \"\"", beneficiary.LayoutValueEmpty, 9},
		"no code":                 {"field: code", "field: note", beneficiary.LayoutFieldMissing, 4},
		"a field twice":           {"field: result", "field: code", beneficiary.LayoutFieldTwice, 6},
		"a column of snapshots":   {"{heading: KQ", "{heading: Hộ, field: household}\n  - {heading: KQ", beneficiary.LayoutFieldUnknown, 6},
		"an order that is none":   {"dates: dmy", "dates: dym", beneficiary.LayoutWordUnknown, 3},
	} {
		_, err := registry.ParseAnswerLayout([]byte(strings.Replace(good, c.from, c.to, 1)))
		var faults beneficiary.LayoutFaults
		if !errors.As(err, &faults) || !slices.ContainsFunc(faults, func(f beneficiary.LayoutFault) bool { return f.Code == c.code && f.Line == c.line }) {
			t.Errorf("%s: %v, want %s on line %d", name, err, c.code, c.line)
		}
	}
}

// FuzzReadAnswers reads any table without a panic, and never a number that is none.
func FuzzReadAnswers(f *testing.F) {
	layouts, err := registry.AnswerLayouts()
	if err != nil {
		f.Fatal(err)
	}
	var heads []string
	for _, c := range layouts[0].Columns {
		heads = append(heads, c.Heading)
	}
	f.Add("YC7-1-" + registry.QuestionCode(7, 1)[6:] + ",Đúng người,999144000001,,,,,,,,")
	f.Add(",,,,")
	f.Fuzz(func(t *testing.T, line string) {
		var head bytes.Buffer
		w := csv.NewWriter(&head)
		_ = w.Write(heads)
		w.Flush()
		data := append(head.Bytes(), line...)
		table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
		if err != nil {
			return
		}
		got, err := registry.ReadAnswers(table, registry.AnswerOptions{})
		if err != nil {
			return
		}
		for _, a := range got.Items {
			if a.Said.Names() != (a.Person.PersonalID != "") || a.Said.Names() && !beneficiary.IsPersonalID(a.Person.PersonalID) || a.Line < 2 {
				t.Errorf("%+v", a)
			}
		}
		for _, x := range got.Faults {
			if x.Code == "" || x.Line < 2 || fmt.Sprint(x) == "" {
				t.Errorf("%+v", x)
			}
		}
	})
}

// TestOnlyAWorkbooksNumberIsPadded: text of eleven digits is a slip, a number of
// eleven is one whose nought the workbook has cut.
func TestOnlyAWorkbooksNumberIsPadded(t *testing.T) {
	head := []string{"Mã câu hỏi", "Kết quả", "Số định danh đúng", "Họ và tên đúng", "Ngày sinh đúng", "Giới tính đúng", "Mã xã thường trú", "Tình trạng",
		"Ngày mất", "Các số đã dùng trước"}
	code := registry.QuestionCode(7, 1)
	book := func(number sheet.Value) []byte {
		b := sheet.NewBook()
		page, err := b.AddSheet("A", sheet.SheetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		cells := make([]sheet.Value, len(head))
		for i, h := range head {
			cells[i] = sheet.TextValue(h)
		}
		if _, err := page.Row(cells...); err != nil {
			t.Fatal(err)
		}
		if _, err := page.Row(sheet.TextValue(code), sheet.TextValue("Đúng người"), number); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := b.WriteTo(&out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"text of a table":    {[]byte(strings.Join(head, ",") + "\n" + code + ",Đúng người,99144000001,,,,,,,\n"), ""},
		"text of a workbook": {book(sheet.TextValue("99144000001")), ""},
		"a number":           {book(sheet.IntValue(99144000001)), "099144000001"},
	} {
		got, err := readAnswers(t, c.data, nil)
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want == "" && (len(got.Items) != 0 || len(got.Faults) != 1 || got.Faults[0].Code != registry.NumberMalformed):
			t.Errorf("%s: %+v", name, got)
		case c.want != "" && (len(got.Items) != 1 || got.Items[0].Person.PersonalID != c.want):
			t.Errorf("%s: %+v", name, got)
		}
	}
}
