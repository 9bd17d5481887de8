package beneficiary

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// goodLayout is a layout with every key.
const goodLayout = `name: tinh-minh-hoa
version: 2
description: Mẫu chi trả của tỉnh
sheets: "Thôn *"
cover: Bìa
header: {first: 2, last: 3}
columns:
  - {heading: Người thụ hưởng, field: name}
  - {letter: C, field: birth_date}
  - {heading: Diện, field: category}
  - {heading: Được cấp, field: total, optional: true}
  - {heading: Ký, field: ignored}
fixed:
  - {sheet: "Thôn 1", field: address, value: Thôn 1}
dates: dmy
amounts: thousand_dong
skip: [Điểm chi trả]
totals:
  begins: [Cộng điểm]
  sheet: Bìa
  count: B4
  sum: C4
`

func mustParse(t testing.TB, text string) *Layout {
	t.Helper()
	l, err := ParseLayout([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestALayoutWithEveryKey(t *testing.T) {
	l := mustParse(t, goodLayout)
	want := &Layout{
		Name: "tinh-minh-hoa", Version: 2, Description: "Mẫu chi trả của tỉnh", Sheets: "Thôn *", Cover: "Bìa", Header: LayoutHeader{2, 3},
		Columns: []LayoutColumn{
			{Heading: "Người thụ hưởng", Field: "name"}, {Letter: "C", Field: "birth_date"}, {Heading: "Diện", Field: "category"},
			{Heading: "Được cấp", Field: "total", Optional: true}, {Heading: "Ký", Field: "ignored"},
		},
		Fixed: []LayoutFixed{{Sheet: "Thôn 1", Field: "address", Value: "Thôn 1"}}, Dates: "dmy", Amounts: "thousand_dong", Skip: []string{"Điểm chi trả"},
		Totals: LayoutTotals{Begins: []string{"Cộng điểm"}, Sheet: "Bìa", Count: "B4", Sum: "C4"}, SHA256: l.SHA256,
	}
	if diff := cmp.Diff(want, l); diff != "" || len(l.SHA256) != 64 {
		t.Error(diff)
	}
}

// layoutFaults are edits of the good layout and what is said of each.
func layoutFaults() map[string]struct {
	from, to string
	want     []string
} {
	return map[string]struct {
		from, to string
		want     []string
	}{
		"no YAML":                 {"dates: dmy", "dates: [", []string{LayoutSyntax}},
		"nothing":                 {goodLayout, "# nothing\n", []string{LayoutSyntax}},
		"two documents":           {"sum: C4\n", "sum: C4\n---\nname: x\n", []string{LayoutSyntax}},
		"a letter no one":         {"letter: C,", "letter: c,", []string{"9 columns[1].letter " + LayoutLetter + " c"}},
		"too large":               {"Mẫu chi trả", strings.Repeat("x", layoutMost), []string{LayoutTooLarge}},
		"a key nobody knows":      {"dates: dmy", "dattes: dmy", []string{"15 dattes " + LayoutKeyUnknown + " dattes"}},
		"an inner key":            {"count: B4", "conut: B4", []string{"21 totals.conut " + LayoutKeyUnknown + " conut"}},
		"a column's key":          {"{letter: C, field: birth_date}", "{letter: C, feild: birth_date}", []string{"9 columns[1].feild " + LayoutKeyUnknown + " feild"}},
		"a key twice":             {"dates: dmy", "dates: dmy\ndates: mdy", []string{"16 dates " + LayoutKeyTwice + " dates"}},
		"no name":                 {"name: tinh-minh-hoa\n", "", []string{"1 name " + LayoutKeyMissing + " "}},
		"no version":              {"version: 2\n", "", []string{"1 version " + LayoutKeyMissing + " "}},
		"half a header":           {"{first: 2, last: 3}", "{first: 2}", []string{"6 header.last " + LayoutKeyMissing + " "}},
		"a word for a number":     {"version: 2", "version: hai", []string{"2 version " + LayoutValueKind + " hai"}},
		"a list for a word":       {"dates: dmy", "dates: [dmy]", []string{"15 dates " + LayoutValueKind + " "}},
		"a word for a list":       {"skip: [Điểm chi trả]", "skip: Điểm", []string{"17 skip " + LayoutValueKind + " Điểm"}},
		"nothing for a word":      {"dates: dmy", "dates:", []string{"15 dates " + LayoutValueKind + " "}},
		"a name with marks":       {"name: tinh-minh-hoa", "name: Tỉnh", []string{"1 name " + LayoutNameMalformed + " Tỉnh"}},
		"version nought":          {"version: 2", "version: 0", []string{"2 version " + LayoutNumberRange + " 0"}},
		"a header too deep":       {"{first: 2, last: 3}", "{first: 2, last: 5}", []string{"6 header.last " + LayoutNumberRange + " 5"}},
		"a header too low":        {"{first: 2, last: 3}", "{first: 41, last: 41}", []string{"6 header.first " + LayoutNumberRange + " 41"}},
		"another order":           {"dates: dmy", "dates: dym", []string{"15 dates " + LayoutWordUnknown + " dym"}},
		"another unit":            {"amounts: thousand_dong", "amounts: trieu", []string{"16 amounts " + LayoutWordUnknown + " trieu"}},
		"a part nobody knows":     {"field: birth_date}", "field: birth_date, part: hour}", []string{"9 columns[1].part " + LayoutWordUnknown + " hour", "7 columns " + LayoutFieldMissing + " birth_date"}},
		"a field nobody knows":    {"field: total", "field: amount", []string{"11 columns[3].field " + LayoutFieldUnknown + " amount"}},
		"no field":                {"{heading: Ký, field: ignored}", "{heading: Ký}", []string{"12 columns[4].field " + LayoutKeyMissing + " "}},
		"nobody's category":       {"field: category", "field: note", []string{"7 columns " + LayoutFieldMissing + " category"}},
		"a field twice":           {"field: ignored", "field: total", []string{"12 columns[4].field " + LayoutFieldTwice + " total"}},
		"a heading twice":         {"heading: Ký", "heading: DUOC CAP", []string{"12 columns[4] " + LayoutFieldTwice + " DUOC CAP"}},
		"a column and fixed":      {"field: address", "field: category", []string{"14 fixed[0].field " + LayoutFieldTwice + " category"}},
		"half a name":             {"field: name}", "field: name, part: given}", []string{"7 columns " + LayoutPartAlone + " name"}},
		"heading and letter":      {"letter: C,", "letter: C, heading: Sinh,", []string{"9 columns[1] " + LayoutHeadingLetter + " SinhC"}},
		"neither":                 {"letter: C, ", "", []string{"9 columns[1] " + LayoutHeadingLetter + " "}},
		"a heading of signs":      {"heading: Ký", "heading: (1)", []string{"12 columns[4].heading " + LayoutValueEmpty + " (1)"}},
		"a name nobody can share": {"field: address", "field: name", []string{"14 fixed[0].field " + LayoutNotFixed + " name"}},
		"a value of nothing":      {"value: Thôn 1", `value: " "`, []string{"14 fixed[0].value " + LayoutValueEmpty + "  "}},
		"words of one letter":     {"[Điểm chi trả]", "[A]", []string{"17 skip[0] " + LayoutValueEmpty + " A"}},
		"no cell":                 {"sum: C4", "sum: 4C", []string{"22 totals.sum " + LayoutCell + " 4C"}},
		"a sheet and no cell":     {"  count: B4\n  sum: C4\n", "", []string{"20 totals.sheet " + LayoutKeyMissing + " count, sum"}},
		"an optional name":        {"field: name}", "field: name, optional: true}", []string{"8 columns[0].optional " + LayoutMustStand + " name", "7 columns " + LayoutFieldMissing + " name"}},
		"found by one heading": {goodLayout, "name: mot\nversion: 1\ncolumns:\n  - {heading: Tên, field: name}\n  - {letter: B, field: birth_date}\n  - {letter: C, field: category}\n",
			[]string{"3 columns " + LayoutHeaderNeeded + " 1"}},
		"two faults": {"name: tinh-minh-hoa\nversion: 2", "name: X\nversion: 0", []string{"1 name " + LayoutNameMalformed + " X", "2 version " + LayoutNumberRange + " 0"}},
	}
}

// Every fault is named by its line, its key, its code and what stands there.
func TestFaultsOfLayoutsAreNamed(t *testing.T) {
	seen := map[string]bool{}
	for name, tc := range layoutFaults() {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(goodLayout, tc.from, tc.to, 1)
			if text == goodLayout {
				t.Fatal("the edit changes nothing")
			}
			l, err := ParseLayout([]byte(text))
			var faults LayoutFaults
			if l != nil || !errors.As(err, &faults) || len(faults) != len(tc.want) {
				t.Fatalf("%v, %v", l, err)
			}
			for _, f := range faults {
				seen[f.Code] = true
				said := strings.Join([]string{strconv.Itoa(f.Line), f.Key, f.Code, f.Value}, " ")
				if f.Line < 1 || !slices.Contains(tc.want, said) && !slices.Contains(tc.want, f.Code) {
					t.Errorf("%q, want %q", said, tc.want)
				}
			}
		})
	}
	for _, code := range LayoutFaultCodes() {
		if !seen[code] {
			t.Errorf("no test raises %s", code)
		}
	}
}

func TestNamesOfSheets(t *testing.T) {
	for _, tc := range []struct {
		pattern, name string
		want          bool
	}{
		{"", "Bất kỳ", true}, {"*", "Bất kỳ", true}, {"Thôn 1", "THON 1", true}, {"Thôn 1", "Thôn 12", false}, {"Thôn *", "thôn Đông", true},
		{"Thôn *", "Bìa", false}, {"* 2024", "Tháng 7 2024", true}, {"* 2024", "Tháng 7 2025", false}, {"Xã * kỳ *", "Xã Mây kỳ 7", true}, {"Xã * kỳ *", "Xã Mây", false},
	} {
		if got := matchesName(tc.pattern, tc.name); got != tc.want {
			t.Errorf("%q matches %q: %v", tc.pattern, tc.name, got)
		}
	}
}

func FuzzParseLayout(f *testing.F) {
	f.Add([]byte(goodLayout))
	for _, tc := range layoutFaults() {
		if len(tc.to) < 1000 {
			f.Add([]byte(strings.Replace(goodLayout, tc.from, tc.to, 1)))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := ParseLayout(text)
		var faults LayoutFaults
		if (l == nil) == (err == nil) || err != nil && (!errors.As(err, &faults) || len(faults) == 0) {
			t.Fatalf("%v, %v", l, err)
		}
		if l != nil {
			_, _ = Read(one(lines([]any{"a"}, plainRow())), Options{Layout: l})
		}
	})
}
