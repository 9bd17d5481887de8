package registry

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/civil"
)

const head = "personal_id,full_name,date_of_birth,sex,commune_code,status,died_on,old_ids,household\n"

func TestReadCSV(t *testing.T) {
	text := head +
		"999050123456,Nguyễn Văn Hùng,1950-03-14,M,99001,alive,,,H1\r\n" +
		"\n" +
		"999150000001,\"Trần, Thị \"\"Lan\"\"\",1950-06,F,99001,dead,2024-07-02,123456789; 999150000009,\n" +
		"999050000002,Lê Văn Ba,1950,,,missing,,,\n"
	var got []Person
	for p, err := range ReadCSV(strings.NewReader("\ufeff" + text)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, p)
	}
	want := []Person{
		{PersonalID: "999050123456", Name: "Nguyễn Văn Hùng", Birth: date(t, "1950-03-14"), Sex: beneficiary.Male, Commune: "99001", Status: Alive, Household: "H1"},
		{
			PersonalID: "999150000001", Name: `Trần, Thị "Lan"`, Birth: date(t, "1950-06"), Sex: beneficiary.Female, Commune: "99001",
			Status: Dead, DiedOn: date(t, "2024-07-02"), OldIDs: []string{"123456789", "999150000009"},
		},
		{PersonalID: "999050000002", Name: "Lê Văn Ba", Birth: date(t, "1950"), Status: Missing},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b civil.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestColumnsMayStandInAnyOrder(t *testing.T) {
	text := "status,household_size,sex,commune_code,date_of_birth,full_name,personal_id\nalive,4,M,99001,1950,Lê Văn Ba,999050000002\n"
	persons, errs := collect(ReadCSV(strings.NewReader(text)))
	if len(errs) > 0 || len(persons) != 1 || persons[0].Name != "Lê Văn Ba" || persons[0].Birth.Year() != 1950 {
		t.Errorf("%+v %v", persons, errs)
	}
}

func TestABadLineStopsNoOther(t *testing.T) {
	good := "999050123456,Nguyễn Văn Hùng,1950-03-14,M,99001,alive,,,H1\n"
	for name, tc := range map[string]struct{ line, column, code string }{
		"short":              {"999050123456,Nguyễn Văn Hùng", "", LineFields},
		"long":               {"1,2,3,4,5,6,7,8,9,10", "", LineFields},
		"quote inside":       {`999050123456,Nguyễn "Văn" Hùng,1950,M,99001,alive,,,`, "", LineQuotes},
		"quote not closed":   {`999050123456,"Nguyễn,1950,M,99001,alive,,,`, "", LineQuotes},
		"text after a quote": {`"999050123456"x,Nguyễn,1950,M,99001,alive,,,`, "", LineQuotes},
		"not UTF-8":          {"999050123456,Nguy\xe3n,1950,M,99001,alive,,,", "", LineText},
		"number short":       {"99905012345,Lê Văn Ba,1950,M,99001,alive,,,", "personal_id", NumberMalformed},
		"number with letter": {"99905012345O,Lê Văn Ba,1950,M,99001,alive,,,", "personal_id", NumberMalformed},
		"no name":            {"999050123456, ,1950,M,99001,alive,,,", "full_name", NameMissing},
		"date of our own":    {"999050123456,Lê Văn Ba,14/03/1950,M,99001,alive,,,", "date_of_birth", BirthMalformed},
		"no date":            {"999050123456,Lê Văn Ba,,M,99001,alive,,,", "date_of_birth", BirthMalformed},
		"sex":                {"999050123456,Lê Văn Ba,1950,?,99001,alive,,,", "sex", SexUnreadable},
		"commune":            {"999050123456,Lê Văn Ba,1950,M,Mây,alive,,,", "commune_code", CommuneMalformed},
		"status":             {"999050123456,Lê Văn Ba,1950,M,99001,gone,,,", "status", StatusUnknown},
		"death no date":      {"999050123456,Lê Văn Ba,1950,M,99001,dead,yesterday,,", "died_on", DeathMalformed},
		"death before birth": {"999050123456,Lê Văn Ba,1950,M,99001,dead,1949,,", "died_on", DeathBeforeBirth},
		"death of the alive": {"999050123456,Lê Văn Ba,1950,M,99001,alive,2024-01-01,,", "died_on", DeathOfTheLiving},
		"old number":         {"999050123456,Lê Văn Ba,1950,M,99001,alive,,12345,", "old_ids", OldNumberMistaken},
	} {
		t.Run(name, func(t *testing.T) {
			persons, errs := collect(ReadCSV(strings.NewReader(head + good + tc.line + "\n" + good)))
			if len(persons) != 2 || len(errs) != 1 {
				t.Fatalf("%d persons, errors %v", len(persons), errs)
			}
			var e *LineError
			if !errors.As(errs[0], &e) || e.Line != 3 || e.Column != tc.column || e.Code != tc.code {
				t.Errorf("%#v", errs[0])
			}
		})
	}
}

func TestAFileThatIsNoSnapshotIsRefused(t *testing.T) {
	good := "999050123456,Nguyễn Văn Hùng,1950-03-14,M,99001,alive,,,H1\n"
	broken := errors.New("broken pipe")
	for name, tc := range map[string]struct {
		r       io.Reader
		code    string
		persons int
	}{
		"empty":           {strings.NewReader(""), FileEmpty, 0},
		"another header":  {strings.NewReader("a,b,c\n1,2,3\n"), FileHeader, 0},
		"a column twice":  {strings.NewReader(strings.Replace(head, "household", "sex", 1)), FileHeader, 0},
		"header cut":      {strings.NewReader(strings.TrimSpace(head)), FileCut, 0},
		"last line cut":   {strings.NewReader(head + good + good[:40]), FileCut, 1},
		"a line too long": {strings.NewReader(head + good + strings.Repeat("x", maxLine+1) + "\n"), FileLongLine, 1},
		"the reader":      {io.MultiReader(strings.NewReader(head+good), iotest.ErrReader(broken)), FileRead, 1},
	} {
		t.Run(name, func(t *testing.T) {
			persons, errs := collect(ReadCSV(tc.r))
			var e *FileError
			if len(errs) != 1 || !errors.As(errs[0], &e) || e.Code != tc.code || len(persons) != tc.persons {
				t.Fatalf("%d persons, errors %v", len(persons), errs)
			}
			if tc.code == FileRead && !errors.Is(e, broken) {
				t.Error("the reader's error is lost")
			}
		})
	}
}

func TestReadingStopsWhenAsked(t *testing.T) {
	n := 0
	var refused *LineError
	for _, err := range ReadCSV(strings.NewReader(head + "x\nx\nx\n")) {
		if n++; !errors.As(err, &refused) {
			t.Errorf("line %d: %v", n, err)
		}
		break
	}
	if n != 1 {
		t.Error(n)
	}
}

func collect(seq iter.Seq2[Person, error]) (persons []Person, errs []error) {
	for p, err := range seq {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		persons = append(persons, p)
	}
	return persons, errs
}

func FuzzReadCSV(f *testing.F) {
	f.Add(head + "999050123456,Nguyễn Văn Hùng,1950-03-14,M,99001,alive,,,H1\n")
	f.Add(head + "999050123456,\"Nguyễn \"\"A\"\"\",1950,F,,dead,2024,123456789;999050123457,\n")
	f.Add("\ufeff" + head + "\"\n,,,,,,,,\n")
	f.Add(strings.Replace(head, ",", "\",\"", 1))
	f.Fuzz(func(t *testing.T, text string) {
		fatal := false
		for p, err := range ReadCSV(strings.NewReader(text)) {
			if fatal {
				t.Fatal("something follows a fatal error")
			}
			var line *LineError
			switch {
			case err == nil:
				if !beneficiary.IsPersonalID(p.PersonalID) || p.Name == "" || p.Birth.IsZero() || p.NameDateKey() < 0 || p.TwinKey() < 0 {
					t.Fatalf("half a person: %+v", p)
				}
			case errors.As(err, &line):
			default:
				fatal = true
			}
		}
	})
}

func TestKeysAreStable(t *testing.T) {
	p := Person{Name: "Nguyễn Thị Hoà", Birth: date(t, "1950-03-14"), Commune: "99001"}
	q := Person{Name: "NGUYỄN  THỊ HÒA", Birth: date(t, "1950-03-14"), Commune: "99001"}
	if p.NameDateKey() != q.NameDateKey() || p.TwinKey() != q.TwinKey() {
		t.Error("one name, two keys")
	}
	// These values are stored: they may never change.
	got := fmt.Sprint(p.NameDateKey(), p.TwinKey())
	if want := "1566563879814284216 7391402359392596693"; got != want {
		t.Errorf("keys %s, want %s", got, want)
	}
	q.Birth = date(t, "1950")
	if p.NameDateKey() == q.NameDateKey() {
		t.Error("a year has the key of a day")
	}
}

func TestLookupKnowsBothReadings(t *testing.T) {
	s := subject(t, "999050123456", "Nguyễn Văn Hùng", "1950-03-04")
	s.Birth.Other = date(t, "1950-04-03")
	for _, iso := range []string{"1950-03-04", "1950-04-03"} {
		p := person(t, "999050123456", "NGUYEN VAN HUNG", iso)
		if l := s.Lookup(); !has(l.NameDates, p.NameDateKey()) || !has(l.Twins, p.TwinKey()) {
			t.Error(iso, "is not looked for")
		}
	}
	for _, pair := range [][2]string{{"1950", "1950-01-01"}, {"1950-01-01", "1950"}} {
		s, p := subject(t, "", "Nguyễn Văn Hùng", pair[0]), person(t, "999050123456", "Nguyễn Văn Hùng", pair[1])
		if !has(s.Lookup().NameDates, p.NameDateKey()) {
			t.Error(pair, "do not find each other")
		}
	}
}
