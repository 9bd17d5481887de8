package registry

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
)

const officeHead = "Số định danh,\"Họ, chữ đệm và tên khai sinh\",\"Ngày, tháng, năm sinh\",Giới tính,Mã xã,Nơi thường trú,Tình trạng,Ngày mất,\"Số định danh, số CMND cũ\"\n"

func records(t *testing.T, text string, opt Options) (out []Record, codes []string, layout *Layout) {
	t.Helper()
	r := NewReader(strings.NewReader(text), opt)
	for rec, err := range r.Records() {
		var bad *LineError
		switch {
		case errors.As(err, &bad):
			codes = append(codes, bad.Column+" "+bad.Code)
		case err != nil:
			t.Fatal(err)
		default:
			out = append(out, rec)
		}
	}
	return out, codes, r.Layout()
}

func TestAnOfficesExportIsKnownByItsHeader(t *testing.T) {
	text := "TRÍCH XUẤT DỮ LIỆU DÂN CƯ,,,,,,,,\n\n" + officeHead +
		"99050123456,Lê Thị Một,14/3/1950,Nữ,99001,,Còn sống,,\n" +
		"999050000002,Trần Văn Hai,1950-03-15,Nam,,\"Xã Mây Trắng, Tỉnh Minh Họa\",Đã chết,2/6/2024,\"123456789, 999150000009\",,\n" +
		"999050000003,Trần Văn Ba,1950,nam,,Xã Không Có,,,\n" +
		"999050000004,Trần Văn Bốn,31/2/1950,Nam,99001,,,,\n" +
		"999050000005,Trần Văn Năm,1950,Nam,99001,,Đang ngủ,,\n"
	got, codes, layout := records(t, text, Options{Commune: func(name string) (string, bool) {
		return "99001", name == "Xã Mây Trắng, Tỉnh Minh Họa"
	}})
	want := []Record{
		{Line: 4, Person: Person{PersonalID: "099050123456", Name: "Lê Thị Một", Birth: date(t, "1950-03-14"), Sex: beneficiary.Female, Commune: "99001", Status: Alive}},
		{Line: 5, Person: Person{PersonalID: "999050000002", Name: "Trần Văn Hai", Birth: date(t, "1950-03-15"), Sex: beneficiary.Male, Commune: "99001",
			Status: Dead, DiedOn: date(t, "2024-06-02"), OldIDs: []string{"123456789", "999150000009"}}},
	}
	if diff := cmp.Diff(want, got, sameDate); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"commune_name " + CommuneUnnamed, "date_of_birth " + BirthMalformed, "status " + StatusUnknown}, codes); diff != "" {
		t.Error(diff)
	}
	if layout == nil || layout.String() != "trich-xuat 1" || len(layout.SHA256) != 64 {
		t.Errorf("read with %v", layout)
	}
}

func TestALayoutReadsAsItSays(t *testing.T) {
	layout, err := ParseLayout([]byte(`
name: so-tu-phap
version: 3
header: 2
columns:
  - {heading: "ID", field: personal_id}
  - {heading: "Tên", field: full_name}
  - {heading: "Sinh", field: date_of_birth}
  - {heading: "Phái", field: sex}
  - {heading: "Việc", field: op, optional: true}
dates: mdy
sexes: [{word: "1", means: M}, {word: "0", means: F}]
ops: [{word: "Bỏ", means: remove}, {word: "Có", means: upsert}]
fixed: [{field: status, value: alive}, {field: commune_code, value: "99001"}]
statuses: [{word: alive, means: alive}]
`))
	if err != nil {
		t.Fatal(err)
	}
	text := "ghi chú\nID,Tên,Sinh,Phái,Việc\n999050000001,Lê Một,3/14/1950,0,có\n999050000002,,,,bỏ\n"
	got, codes, _ := records(t, text, Options{Layout: layout, Delta: true})
	want := []Record{
		{Line: 3, Person: Person{PersonalID: "999050000001", Name: "Lê Một", Birth: date(t, "1950-03-14"), Sex: beneficiary.Female, Commune: "99001", Status: Alive}},
		{Line: 4, Person: Person{PersonalID: "999050000002"}, Remove: true},
	}
	if diff := cmp.Diff(want, got, sameDate); diff != "" || len(codes) > 0 {
		t.Error(diff, codes)
	}
	_, errs := collect(ReadCSV(strings.NewReader("ID,Tên,Sinh,Phái\n999050000001,Lê Một,1950,0\n")))
	var file *FileError
	if len(errs) != 1 || !errors.As(errs[0], &file) || file.Code != FileHeader {
		t.Errorf("a layout that was not named: %v", errs)
	}
}

func TestAFaultyLayoutTellsEveryFault(t *testing.T) {
	good, err := layoutFiles.ReadFile("layouts/chitra.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ from, to, code string }{
		"a key nobody knows":       {"dates: ymd", "dates: ymd\ndatum: x", beneficiary.LayoutKeyUnknown},
		"a key twice":              {"dates: ymd", "dates: ymd\ndates: ymd", beneficiary.LayoutKeyTwice},
		"no order of dates":        {"dates: ymd", "", beneficiary.LayoutKeyMissing},
		"an order nobody knows":    {"dates: ymd", "dates: dym", beneficiary.LayoutWordUnknown},
		"a field nobody knows":     {"field: household", "field: house", beneficiary.LayoutFieldUnknown},
		"a field twice":            {"field: household", "field: sex", beneficiary.LayoutFieldTwice},
		"a heading twice":          {"heading: household", "heading: sex", beneficiary.LayoutFieldTwice},
		"no number":                {"  - {heading: personal_id, field: personal_id}\n", "", beneficiary.LayoutFieldMissing},
		"no commune":               {"  - {heading: commune_code, field: commune_code}\n", "", beneficiary.LayoutFieldMissing},
		"no status":                {"  - {heading: status, field: status}\n", "", beneficiary.LayoutFieldMissing},
		"a status nobody has":      {"means: dead", "means: asleep", beneficiary.LayoutWordUnknown},
		"a word twice":             {"word: dead", "word: ALIVE", beneficiary.LayoutFieldTwice},
		"a name that is none":      {"name: chitra", "name: Của Tôi", beneficiary.LayoutNameMalformed},
		"a version below one":      {"version: 1", "version: 0", beneficiary.LayoutNumberRange},
		"a version that is a word": {"version: 1", "version: x", beneficiary.LayoutValueKind},
		"no YAML":                  {"columns:", "columns: [", beneficiary.LayoutSyntax},
		"a fixed name":             {"dates: ymd", "dates: ymd\nfixed: [{field: full_name, value: x}]", beneficiary.LayoutNotFixed},
	} {
		text := strings.Replace(string(good), c.from, c.to, 1)
		if text == string(good) {
			t.Fatalf("%s: nothing changed", name)
		}
		_, err := ParseLayout([]byte(text))
		var faults beneficiary.LayoutFaults
		if !errors.As(err, &faults) || !slices.ContainsFunc(faults, func(f beneficiary.LayoutFault) bool { return f.Code == c.code && f.Line > 0 }) {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

func TestBuiltInLayoutsAreTheirNames(t *testing.T) {
	all, err := Layouts()
	if err != nil || len(all) < 2 {
		t.Fatalf("%d layouts, %v", len(all), err)
	}
	for _, l := range all {
		if got, ok, err := LayoutNamed(l.Name); err != nil || !ok || got.SHA256 != l.SHA256 || l.Description == "" {
			t.Errorf("%s: %v, %v", l.Name, ok, err)
		}
	}
	if _, ok, err := LayoutNamed("none"); ok || err != nil {
		t.Errorf("%v %v", ok, err)
	}
}

func TestGuards(t *testing.T) {
	g := DefaultGuards()
	before := date(t, "2024-06-01")
	for name, c := range map[string]struct {
		loaded Loaded
		want   []string
	}{
		"the first":                  {Loaded{Persons: 1, Lines: 1, AsOf: before}, nil},
		"two in a hundred fewer":     {Loaded{Persons: 980, PersonsBefore: 1000, Lines: 980, AsOf: before, AsOfBefore: before}, nil},
		"more than two in a hundred": {Loaded{Persons: 979, PersonsBefore: 1000, Lines: 980, AsOf: before, AsOfBefore: before}, []string{BreachFewer}},
		"ten of few":                 {Loaded{Persons: 5, PersonsBefore: 15, Lines: 5, AsOf: before, AsOfBefore: before}, nil},
		"more persons":               {Loaded{Persons: 5000, PersonsBefore: 15, Lines: 5000, AsOf: before, AsOfBefore: before}, nil},
		"a day older":                {Loaded{Persons: 5, PersonsBefore: 5, Lines: 5, AsOf: before.AddDays(-1), AsOfBefore: before}, []string{BreachOlder}},
		"one in a hundred refused":   {Loaded{Persons: 990, Lines: 1100, Refused: 11, AsOf: before}, nil},
		"more refused":               {Loaded{Persons: 990, Lines: 1099, Refused: 11, AsOf: before}, []string{BreachRefused}},
	} {
		var got []string
		for _, b := range g.Check(c.loaded) {
			got = append(got, b.Code)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
