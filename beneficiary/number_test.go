package beneficiary

import (
	"testing"

	"chitra/internal/civil"
)

func TestReadNumber(t *testing.T) {
	for name, tc := range map[string]struct {
		text     string
		numeric  bool
		id, old  string
		code     string
		proposed string
		padded   bool
	}{
		"twelve digits":            {text: "999050123456", id: "999050123456"},
		"in groups":                {text: "999 050.123-456", id: "999050123456"},
		"apostrophe":               {text: "'001050123456", id: "001050123456"},
		"cell of twelve":           {text: "999050123456", numeric: true, id: "999050123456"},
		"cell of eleven":           {text: "38085001234", numeric: true, id: "038085001234", padded: true},
		"cell of ten":              {text: "1085001234", numeric: true, id: "001085001234", padded: true},
		"cell of nine":             {text: "123456789", numeric: true, old: "123456789"},
		"cell of eight":            {text: "12345678", numeric: true, old: "012345678"},
		"cell in exponent form":    {text: "3.8085001234E10", numeric: true, id: "038085001234", padded: true},
		"cell with a fraction":     {text: "38085001234.5", numeric: true, code: CodeNumberMalformed},
		"cell of thirteen":         {text: "9990501234567", numeric: true, code: CodeNumberMalformed},
		"cell of nought":           {text: "0", numeric: true, code: CodeNumberMissing},
		"csv keeps its zeros":      {text: "001050123456", numeric: true, id: "001050123456"},
		"text in exponent form":    {text: "3.8085E+10", code: CodeNumberLostDigits},
		"the same with a comma":    {text: "3,8085E+10", code: CodeNumberLostDigits},
		"nine digits":              {text: "123456789", old: "123456789"},
		"eleven digits of a text":  {text: "38085001234", code: CodeNumberMalformed, proposed: "038085001234"},
		"thirteen":                 {text: "9990501234567", code: CodeNumberMalformed},
		"letter O":                 {text: "99905O123456", code: CodeNumberLookAlike, proposed: "999050123456"},
		"letter l":                 {text: "99905012345l", code: CodeNumberLookAlike, proposed: "999050123451"},
		"wide digits":              {text: "９９９０５０１２３４５６", code: CodeNumberLookAlike, proposed: "999050123456"},
		"words":                    {text: "chưa có", code: CodeNumberMalformed},
		"look-alikes, wrong count": {text: "99905O12345", code: CodeNumberMalformed},
		"noughts":                  {text: "000000000000", code: CodeNumberMissing},
		"nothing":                  {text: "", code: CodeNumberMissing},
	} {
		t.Run(name, func(t *testing.T) {
			n := readNumber(tc.text, tc.numeric)
			if n.id != tc.id || n.old != tc.old || n.code != tc.code || n.proposed != tc.proposed || n.padded != tc.padded {
				t.Errorf("%+v", n)
			}
		})
	}
}

func TestTextOfElevenDigitsNeedsTheBirth(t *testing.T) {
	for _, tc := range []struct {
		text  string
		birth int
		want  string
	}{
		{"38085001234", 1985, "038085001234"},
		{"38085001234", 1986, ""},
		{"99085001234", 1985, ""}, // no such place
	} {
		birth, err := civil.NewYear(tc.birth)
		if err != nil {
			t.Fatal(err)
		}
		n := readNumber(tc.text, false)
		n.settle(birth)
		if n.id != tc.want || (n.code == "") != (tc.want != "") {
			t.Errorf("%s, %d: %+v", tc.text, tc.birth, n)
		}
	}
	n := readNumber("38085001234", false)
	if n.settle(civil.Date{}); n.id != "" {
		t.Error("padded without a birth")
	}
}

func TestIdentityDigits(t *testing.T) {
	for _, tc := range []struct {
		id    string
		year  int
		sex   Sex
		place bool
	}{
		{"001050123456", 1950, Male, true},
		{"096151123456", 1951, Female, true},
		{"101201123456", 2001, Male, true},
		{"295301123456", 2001, Female, true},
		{"296405123456", 2105, Male, false},
		{"999501123456", 2101, Female, false},
	} {
		if year, ok := IDYear(tc.id); !ok || year != tc.year || IDSex(tc.id) != tc.sex || IDPlaceKnown(tc.id) != tc.place {
			t.Errorf("%s: %d %v %v", tc.id, year, IDSex(tc.id), IDPlaceKnown(tc.id))
		}
	}
	for _, bad := range []string{"", "12345678901", "1234567890123", "00105012345x"} {
		if _, ok := IDYear(bad); ok || IDSex(bad) != SexUnknown || IDPlaceKnown(bad) {
			t.Errorf("%q is taken for a number", bad)
		}
	}
}

func TestParseSex(t *testing.T) {
	for text, want := range map[string]Sex{"Nam": Male, "nữ": Female, "NU": Female, "m": Male, "F": Female, "": SexUnknown} {
		if got, ok := ParseSex(text); got != want || !ok {
			t.Errorf("%q: %v %v", text, got, ok)
		}
	}
	for _, text := range []string{"x", "?", "Nam Định"} {
		if _, ok := ParseSex(text); ok {
			t.Errorf("%q is taken for a sex", text)
		}
	}
}
