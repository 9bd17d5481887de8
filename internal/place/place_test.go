package place

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"chitra/internal/civil"
)

func day(t testing.TB, iso string) civil.Date {
	t.Helper()
	d, err := civil.ParseISO(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func codes(list []Commune) []string {
	var out []string
	for _, c := range list {
		out = append(out, c.Code)
	}
	return out
}

// province is a made-up one, before and after the day districts went.
const province = `commune_code,commune_name,province_code,province_name,district_name,valid_from,valid_to,successors
99001,Xã Tân Hòa,999,Tỉnh Mẫu,Huyện Một,,2025-06-30,99101
99002,Xã Tân Hoa,999,Tỉnh Mẫu,Huyện Một,,2025-06-30,99101
99003,Thị trấn Lý Sơn,999,Tỉnh Mẫu,Huyện Hai,,2025-06-30,99102;99103
99004,Phường 1,999,Tỉnh Mẫu,Huyện Hai,,2025-06-30,99103
99101,Xã Tân Hòa,999,Tỉnh Mẫu,,2025-07-01,2025-12-31,99201
99102,Phường Lý Sơn,999,Tỉnh Mẫu,,2025-07-01,,
99103,Xã Lý Sơn Đông,999,Tỉnh Mẫu,,2025-07-01,,
99201,Phường Tân Hòa,999,Tỉnh Mẫu,,2026-01-01,,
`

func madeUp(t testing.TB) *Table {
	t.Helper()
	rows, err := ParseCSV(strings.NewReader(province))
	if err != nil {
		t.Fatal(err)
	}
	table, err := New(append(Embedded(), rows...))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestEmbeddedTable(t *testing.T) {
	rows := Embedded()
	provinces := map[string]string{}
	for _, c := range rows {
		provinces[c.ProvinceCode] = c.ProvinceName
		if c.MadeUp() || c.ProvinceName == "" || c.From != day(t, "2025-07-01") || !c.To.IsZero() {
			t.Errorf("unexpected commune %+v", c)
		}
		if parseName(c.Name).kind == "" {
			t.Errorf("%s %q has no kind", c.Code, c.Name)
		}
	}
	if len(rows) != 3321 || len(provinces) != 34 {
		t.Errorf("%d communes in %d provinces, want 3321 in 34", len(rows), len(provinces))
	}
}

func TestEmbeddedTableIsTheCallersOwn(t *testing.T) {
	Embedded()[0].Name = "changed"
	if Embedded()[0].Name == "changed" {
		t.Error("a caller changed the embedded table")
	}
}

func TestEveryEmbeddedCommuneIsFoundByItsName(t *testing.T) {
	table, err := New(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	on := day(t, "2025-07-01")
	for _, c := range Embedded() {
		bare := strings.TrimPrefix(c.Name, parseName(c.Name).kind+" ")
		for _, text := range []string{c.Name, strings.ToUpper(c.Name), norm.NFD.String(bare)} {
			if got := codes(table.Find(text, c.ProvinceName, on)); !cmp.Equal(got, []string{c.Code}) {
				t.Errorf("Find(%q, %q) = %v, want %s", text, c.ProvinceName, got, c.Code)
			}
		}
	}
}

func TestByCodeAsksTheDay(t *testing.T) {
	table := madeUp(t)
	cases := []struct {
		code, on string
		want     bool
	}{
		{"99001", "2025-06-30", true},
		{"99001", "2025-07-01", false},
		{"99101", "2025-06-30", false},
		{"99101", "2025-07-01", true},
		{"99101", "2025-12-31", true},
		{"99101", "2026-01-01", false},
		{"00004", "2025-06-30", false},
		{"99999", "2025-07-01", false},
	}
	for _, c := range cases {
		got, ok := table.ByCode(c.code, day(t, c.on))
		if ok != c.want || ok && got.Code != c.code {
			t.Errorf("ByCode(%s, %s) = %+v, %v; want %v", c.code, c.on, got, ok, c.want)
		}
	}
	if got, ok := table.ByCode("99001", civil.Date{}); !ok || got.DistrictName != "Huyện Một" {
		t.Errorf("ByCode without a day = %+v, %v", got, ok)
	}
}

func TestFind(t *testing.T) {
	table := madeUp(t)
	cases := []struct {
		name, province, on string
		want               []string
	}{
		{"Xã Tân Hòa", "999", "2025-06-30", []string{"99001"}},
		{"xã tân hoà", "Mẫu", "2025-06-30", []string{"99001"}},
		{"X. Tân Hòa", "tỉnh mẫu", "2025-06-30", []string{"99001"}},
		{"Tân Hoa", "999", "2025-06-30", []string{"99002"}},
		{"Xa Tan Hoa", "999", "2025-06-30", []string{"99001", "99002"}},
		{"Phường Tân Hòa", "999", "2025-06-30", []string{"99001", "99002"}},
		{"Tân Hòa", "999", "2025-08-01", []string{"99101"}},
		{"TT Lí Sơn", "999", "2024-01-01", []string{"99003"}},
		{"TT.Lý Sơn", "", "2024-01-01", []string{"99003"}},
		{"P.1", "999", "2024-01-01", []string{"99004"}},
		{"Xã Lý Sơn", "999", "2025-08-01", []string{"99102"}},
		{"Phuong Lieu", "Bắc Ninh", "2025-08-01", []string{"09265"}},
		{"Phường Liễu", "Bắc Ninh", "2025-08-01", nil},
		{"xa Xa Dung", "", "2025-08-01", []string{"03208"}},
		{"Lý Sơn Đông", "998", "2025-08-01", nil},
		{"Lý", "999", "2025-08-01", nil},
		{"Xã", "999", "2025-08-01", nil},
		{"", "999", "2025-08-01", nil},
		{"Ba Đình", "01", "2025-07-01", []string{"00004"}},
		{"P. BA ĐÌNH", "TP. Hà Nội", "2025-07-01", []string{"00004"}},
	}
	for _, c := range cases {
		got := codes(table.Find(c.name, c.province, day(t, c.on)))
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("Find(%q, %q, %s): (-want +got)\n%s", c.name, c.province, c.on, diff)
		}
	}
}

func TestAgree(t *testing.T) {
	table := madeUp(t)
	cases := []struct {
		a, b string
		want Agreement
	}{
		{"99001", "99001", Same},
		{"99001", "99101", Successor},
		{"99101", "99001", Successor},
		{"99001", "99201", Successor},
		{"99003", "99102", Successor},
		{"99003", "99103", Successor},
		{"99003", "99101", Differs},
		{"99001", "99002", Differs},
		{"99001", "00004", Differs},
		{"99001", "", Unknown},
		{"98765", "98765", Unknown},
	}
	for _, c := range cases {
		if got := table.Agree(c.a, c.b); got != c.want {
			t.Errorf("Agree(%s, %s) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// 99005 went into 99105 in 2025, and its code was given to another commune; 99006
// kept its code and took 99007 in, and went into 99201 a year later.
func TestAgreeOnAsksTheDays(t *testing.T) {
	rows, err := ParseCSV(strings.NewReader(province + `99005,Xã Cũ,999,Tỉnh Mẫu,Huyện Hai,,2025-06-30,99105
99005,Xã Khác,999,Tỉnh Mẫu,,2025-07-01,,
99105,Xã Cũ Mới,999,Tỉnh Mẫu,,2025-07-01,,
99006,Xã Giữ,999,Tỉnh Mẫu,Huyện Hai,,2025-06-30,99006
99007,Xã Nhập,999,Tỉnh Mẫu,Huyện Hai,,2025-06-30,99006
99006,Xã Giữ,999,Tỉnh Mẫu,,2025-07-01,2025-12-31,99201
`))
	if err != nil {
		t.Fatal(err)
	}
	table, err := New(rows)
	if err != nil {
		t.Fatal(err)
	}
	const before, after = "2025-06-01", "2025-08-01"
	for _, c := range []struct {
		a, onA, b, onB string
		want           Agreement
	}{
		{"99005", before, "99005", before, Same},
		{"99005", after, "99005", after, Same},
		{"99005", before, "99005", after, Differs}, // another commune by now
		{"99005", after, "99005", before, Differs},
		{"99005", before, "99105", after, Successor},
		{"99005", after, "99105", after, Differs},
		{"99006", before, "99006", after, Same},
		{"99007", before, "99006", after, Successor},
		{"99007", after, "99006", after, Successor}, // a list of the old days in the new
		{"99006", before, "99201", after, Successor},
		{"99007", before, "99201", after, Successor},
		{"99007", before, "99006", before, Successor},
		{"99003", before, "99102", after, Successor},
		{"99003", before, "99103", after, Successor},
		{"99102", after, "99103", after, Differs},
		{"99001", before, "98765", after, Unknown},
	} {
		if got := table.AgreeOn(c.a, day(t, c.onA), c.b, day(t, c.onB)); got != c.want {
			t.Errorf("%s on %s and %s on %s: %v, want %v", c.a, c.onA, c.b, c.onB, got, c.want)
		}
	}
	for _, code := range []string{"99001", "99003", "99102", "00004", "98765"} {
		for _, other := range []string{"99101", "99103", "99201", "99001"} {
			if got, want := table.AgreeOn(code, civil.Date{}, other, civil.Date{}), table.Agree(code, other); got != want {
				t.Errorf("%s and %s on no day: %v, want %v", code, other, got, want)
			}
		}
	}
}

// Two communes of one name lay in two districts, and a third carries it now.
func TestFindWritten(t *testing.T) {
	rows, err := ParseCSV(strings.NewReader(`commune_code,commune_name,province_code,province_name,district_name,valid_from,valid_to,successors
99001,Xã Tân Hòa,999,Tỉnh Mẫu,Huyện Một,,2025-06-30,99101
99002,Xã Tân Hòa,999,Tỉnh Mẫu,Thị xã Hai Đồi,,2025-06-30,99102
99003,Xã Quân Chu,999,Tỉnh Mẫu,Huyện Một,,2025-06-30,99101
99101,Xã Tân Hòa,999,Tỉnh Mẫu,,2025-07-01,,
99102,Xã Hai Đồi,999,Tỉnh Mẫu,,2025-07-01,,
99103,Xã Hai Đồi,998,Tỉnh Khác,,2025-07-01,,
`))
	if err != nil {
		t.Fatal(err)
	}
	table, err := New(rows)
	if err != nil {
		t.Fatal(err)
	}
	const before, after = "2025-06-01", "2025-08-01"
	for _, c := range []struct {
		text, on string
		want     []string
	}{
		{"Xã Tân Hòa", before, []string{"99001", "99002"}},
		{"Xã Tân Hòa", after, []string{"99101"}},
		{"Xã Tân Hòa, huyện Một", before, []string{"99001"}},
		{"Xã Tân Hòa, huyện Một", after, []string{"99001"}}, // there is no such district now
		{"xã Tân Hoà huyện Một tháng 7", before, []string{"99001"}},
		{"Tân Hòa, TX. Hai Đồi, tỉnh Mẫu", after, []string{"99002"}},
		{"TAN HOA, HAI DOI", before, []string{"99002"}},
		{"Xã Tân Hòa, huyện Ba", before, []string{"99001", "99002"}}, // nobody's: it tells nothing
		{"Xã Tân Hòa, tỉnh Mẫu", after, []string{"99101"}},
		{"Xã Quân Chu", after, []string{"99003"}},
		{"Xã Hai Đồi", after, []string{"99102", "99103"}},
		{"Xã Hai Đồi, tỉnh Khác", after, []string{"99103"}},
		{"", after, nil},
	} {
		if got := codes(table.FindWritten(c.text, day(t, c.on))); !cmp.Equal(got, c.want) {
			t.Errorf("%q on %s: %v, want %v", c.text, c.on, got, c.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	before := Commune{Code: "99001", Name: "Xã A", ProvinceCode: "999", To: day(t, "2025-06-30")}
	after := Commune{Code: "99001", Name: "Xã A", ProvinceCode: "999", From: day(t, "2025-07-01")}
	if _, err := New([]Commune{after, before}); err != nil {
		t.Errorf("two versions one after the other: %v", err)
	}
	open, late := before, after
	open.To, late.From = civil.Date{}, day(t, "2025-06-30")
	orphan := after
	orphan.Successors = []string{"99002"}
	for name, rows := range map[string][]Commune{
		"open end before another":  {open, after},
		"one day in both":          {before, late},
		"the same twice":           {after, after},
		"successor nobody knows":   {orphan},
		"both without a first day": {before, before},
	} {
		if _, err := New(rows); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestNewSurvivesSuccessorsInACircle(t *testing.T) {
	table, err := New([]Commune{
		{Code: "99001", Name: "Xã A", ProvinceCode: "999", Successors: []string{"99002", "99001"}},
		{Code: "99002", Name: "Xã B", ProvinceCode: "999", Successors: []string{"99001"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := table.Agree("99001", "99002"); got != Successor {
		t.Errorf("got %v", got)
	}
}

func TestParseCSVReportsEveryFaultyLine(t *testing.T) {
	const head = "\ufeffcommune_code,commune_name,province_code,valid_from,valid_to,successors\n"
	text := head +
		"99001,Xã A,999,,,\n" +
		"9901,Xã A,999,,,\n" +
		"99002,,999,,,\n" +
		"99003,Xã C,9,,,\n" +
		"99004,Xã D,999,2025-07,,\n" +
		"99005,Xã E,999,2025-07-01,2025-06-30,\n" +
		"99006,Xã F,999,,,99001;x\n"
	rows, err := ParseCSV(strings.NewReader(text))
	if rows != nil || err == nil {
		t.Fatalf("got %d rows, %v", len(rows), err)
	}
	for _, want := range []string{
		"line 3: commune_code", "line 4: commune_name", "line 5: province_code",
		"line 6: valid_from", "line 7: valid_to", "line 8: successors",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in\n%v", want, err)
		}
	}
	if got := strings.Count(err.Error(), "\n") + 1; got != 6 {
		t.Errorf("%d faults, want 6", got)
	}
	var fault *RowError
	if !errors.As(err, &fault) || fault.Line != 3 || fault.Value != "9901" {
		t.Errorf("first fault is %+v", fault)
	}
}

func TestParseCSVRefusesOtherTables(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":         "",
		"missing column":  "commune_code,commune_name\n99001,Xã A\n",
		"unknown column":  "commune_code,commune_name,province_code,people\n99001,Xã A,999,5\n",
		"column twice":    "commune_code,commune_name,province_code,commune_code\n99001,Xã A,999,99001\n",
		"ragged line":     "commune_code,commune_name,province_code\n99001,Xã A\n",
		"quote left open": "commune_code,commune_name,province_code\n99001,\"Xã A,999\n",
	} {
		if rows, err := ParseCSV(strings.NewReader(text)); err == nil {
			t.Errorf("%s: taken as %d rows", name, len(rows))
		}
	}
}

func FuzzParseCSV(f *testing.F) {
	f.Add(province)
	f.Add("\ufeffcommune_code,commune_name,province_code\n99001,Xã A,99\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := ParseCSV(strings.NewReader(text))
		if err != nil {
			if rows != nil {
				t.Fatalf("both %d rows and %v", len(rows), err)
			}
			return
		}
		if _, err := New(rows); err != nil {
			return
		}
		for _, c := range rows {
			if len(c.Code) != 5 || c.Name == "" {
				t.Fatalf("half-filled commune %+v", c)
			}
		}
	})
}
