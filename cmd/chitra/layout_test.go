package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/internal/app"
)

const (
	exampleLayout = "../../testdata/layouts/moi-dien-mot-trang.yaml"
	exampleList   = "../../testdata/layouts/moi-dien-mot-trang.xlsx"
)

// office makes a practice store with one commune, a clerk and a maker.
func (s *script) office() {
	s.t.Helper()
	s.now = "2024-07-01T08:00"
	s.as("", exitDone, nil, "init", "--practice", "--store-id", "layouts")
	s.write("places.csv", "commune_code,commune_name,province_code,province_name,district_name,valid_from,valid_to,successors\n"+
		"99001,Xã Mây Trắng,999,Tỉnh Minh Họa,,,,\n")
	s.as("quan-tri-1", exitDone, nil, "place", "load", s.at("places.csv"))
	for _, u := range [][2]string{{"lan", "clerk"}, {"hoa", "maker"}} {
		s.as("quan-tri-1", exitDone, nil, "user", "add", u[0], "--role", u[1])
		s.as("quan-tri-2", exitDone, nil, "user", "confirm", u[0])
	}
}

// write puts a file into the script's folder and returns its path.
func (s *script) write(name, text string) string {
	s.t.Helper()
	if err := os.WriteFile(s.at(name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return s.at(name)
}

// refusedAs expects a verb to fail with a code in words.
func (s *script) refusedAs(who, code string, exit int, args ...string) {
	s.t.Helper()
	var f failure
	s.as(who, exit, &f, args...)
	if f.Error.Code != code || f.Error.Message == "" || f.Error.Message == code {
		s.t.Errorf("%v: %+v, want %s", args, f.Error, code)
	}
}

func TestLayoutsFromTestToImport(t *testing.T) {
	s := newScript(t)
	s.office()
	text, err := os.ReadFile(exampleLayout)
	if err != nil {
		t.Fatal(err)
	}
	faulty := s.write("sai.yaml", strings.Replace(string(text), "field: bank", "feild: bank", 1))
	s.seesFaults(faulty)
	s.seesWhatIsRead()

	s.refusedAs("lan", "not_permitted", exitFailed, "list", "layout", "add", exampleLayout)
	for _, status := range []string{app.ListNew, app.ListUnchanged} {
		var added layoutAdded
		s.as("hoa", exitDone, &added, "list", "layout", "add", exampleLayout)
		if added.Status != status || added.Layout != "moi-dien-mot-trang" || added.Version != 1 || len(added.SHA256) != 64 {
			t.Errorf("added %+v, want %s", added, status)
		}
	}
	s.refusedAs("hoa", "layout_version_old", exitFailed, "list", "layout", "add", s.write("khac.yaml", string(text)+"# khác\n"))
	s.as("hoa", exitDone, nil, "list", "layout", "add", s.write("moi.yaml", strings.Replace(string(text), "version: 1", "version: 2", 1)))
	var all layoutList
	s.as("", exitDone, &all, "list", "layout", "list")
	if len(all.Layouts) != 2 || all.Layouts[1].Version != 2 || all.Layouts[0].AddedBy != "hoa" {
		t.Errorf("layouts %+v", all)
	}
	if code, out := s.run("list", "layout", "show", "moi-dien-mot-trang", "--version", "1"); code != exitDone || out != string(text) {
		t.Errorf("exit %d, the layout as it was handed in (-) and as shown (+):\n%s", code, cmp.Diff(string(text), out))
	}
	s.importsWithLayout(faulty)
}

// seesFaults tests and adds a faulty layout: each fault is named, and nothing kept.
func (s *script) seesFaults(faulty string) {
	s.t.Helper()
	var tested layoutTested
	s.as("", exitFailed, &tested, "list", "layout", "test", exampleList, "--layout", faulty)
	var added layoutAdded
	s.as("hoa", exitFailed, &added, "list", "layout", "add", faulty)
	if diff := cmp.Diff(tested.Faults, added.Faults); diff != "" || tested.Status != layoutFaulty || added.Status != layoutFaulty || len(added.Faults) != 1 {
		s.t.Fatalf("tested %+v, added %+v", tested, added)
	}
	f := added.Faults[0]
	if f.Line != 21 || f.Key != "columns[7].feild" || f.Code != beneficiary.LayoutKeyUnknown || f.Message == f.Code || f.Fix == "" {
		s.t.Errorf("fault %+v", f)
	}
	for lang, word := range map[string]string{"vi": "dòng 21, columns[7].feild: Không có khoá", "en": "line 21, columns[7].feild: There is no key"} {
		if _, out := s.run("--lang", lang, "list", "layout", "test", exampleList, "--layout", faulty); !strings.Contains(out, word) {
			s.t.Errorf("in %s:\n%s", lang, out)
		}
	}
}

// seesWhatIsRead tests the example: what is read as what, and nothing is kept.
func (s *script) seesWhatIsRead() {
	s.t.Helper()
	var tested layoutTested
	s.as("", exitNeedsPerson, &tested, "list", "layout", "test", exampleList, "--layout", exampleLayout, "--period", scriptPeriod, "--rows", "1")
	if tested.Status != layoutRead || tested.Rows != 4 || tested.Accepted != 3 || tested.Refused != 1 || tested.Skipped != 2 || tested.Commune != "99001" || len(tested.Sheets) != 2 {
		s.t.Fatalf("tested %+v", tested)
	}
	one := tested.Sheets[0]
	want := testedSheet{
		Sheet: "Diện người cao tuổi", HeaderRow: 5, Accepted: 2, Skipped: 2,
		Columns: []testedColumn{
			{"A", "Số TT", "ordinal"}, {"B", "Người thụ hưởng", "name"}, {"C", "Nam", "birth_date"}, {"D", "Nữ", "birth_date"},
			{"E", "Giấy tờ", "personal_id"}, {"F", "Được cấp", "total"}, {"H", "", "account"}, {"I", "", "bank"},
		},
		Unread: []testedColumn{{"G", "Ký nhận", ""}}, Fixed: []fixedValue{{"category", "05A"}},
		FirstRows: []testedRow{{Row: 7, Status: app.RowTaken, Issues: []listIssue{}, Values: map[string]string{
			"ordinal": "1", "name": "Lê Thị Bông", "birth_date": "1938", "sex": "F", "personal_id": "999138000033", "commune": "99001",
			"category": "BTXH-05A", "total": "500000", "account": "0123456789", "bank": "970422",
		}}},
	}
	if diff := cmp.Diff(want, one); diff != "" {
		s.t.Errorf("want (-), tested (+):\n%s", diff)
	}
	if _, out := s.run("list", "layout", "test", exampleList, "--layout", exampleLayout); strings.Contains(out, "999138000033") || !strings.Contains(out, "•••••••••033") || !strings.Contains(out, "(không đọc)") {
		s.t.Errorf("on a terminal:\n%s", out)
	}
	var refused layoutTested
	s.as("", exitNeedsPerson, &refused, "list", "layout", "test", exampleList, "--layout", exampleLayout, "--period", "2024-08")
	if refused.Status != layoutRefused || refused.Reason != beneficiary.RefusedWrongPeriod || refused.Message == "" {
		s.t.Errorf("another month: %+v", refused)
	}
}

// importsWithLayout takes the example in by the layout's name and from its file.
func (s *script) importsWithLayout(faulty string) {
	s.t.Helper()
	for _, step := range []struct{ layout, status, said string }{
		{"moi-dien-mot-trang", app.ListNew, "moi-dien-mot-trang 2"},
		{s.at("moi.yaml"), app.ListUnchanged, "moi-dien-mot-trang 2"},
		{exampleLayout, app.ListNew, "moi-dien-mot-trang 1"},
	} {
		var taken listsImported
		s.as("lan", exitNeedsPerson, &taken, "list", "import", "--period", scriptPeriod, "--layout", step.layout, exampleList)
		one := taken.Lists[0]
		if one.Status != step.status || one.Layout != step.said || one.Accepted != 3 || one.Refused != 1 {
			s.t.Errorf("with %s: %+v", step.layout, one)
		}
		if _, err := os.Stat(one.MarkedFile); err != nil {
			s.t.Errorf("the marked copy: %v", err)
		}
	}
	var plain listsImported
	s.as("lan", exitFailed, &plain, "list", "import", "--period", scriptPeriod, exampleList)
	if plain.Lists[0].Status != app.ListRefused || plain.Lists[0].Layout != "" {
		s.t.Errorf("without a layout: %+v", plain)
	}
	s.refusedAs("lan", "not_found", exitFailed, "list", "import", "--period", scriptPeriod, "--layout", "khong-co", exampleList)
	s.refusedAs("lan", "layout_faulty", exitFailed, "list", "import", "--period", scriptPeriod, "--layout", faulty, exampleList)
	var audit auditVerified
	s.as("", exitDone, &audit, "audit", "verify")
}

func TestHeadingsFromWarningToReading(t *testing.T) {
	s := newScript(t)
	s.office()
	list := s.write("ds.csv", "UBND XÃ MÂY TRẮNG\nHọ và tên;Năm sinh;Số CCCD;Đối tượng;Số được cấp\nNguyễn Văn Hùng;1980;'999080000017;06C;750000\n")
	reads := func(status string, unread bool) {
		t.Helper()
		var taken listsImported
		s.as("lan", exitDone, &taken, "list", "import", "--period", scriptPeriod, list)
		one := taken.Lists[0]
		told := len(one.Issues) == 1 && one.Issues[0].Code == beneficiary.CodeColumnUnread && one.Issues[0].Cell == "E2"
		if one.Status != status || told != unread {
			t.Errorf("%+v", one)
		}
	}
	reads(app.ListNew, true)
	if _, out := s.run("--now", s.now, "--as", "lan", "list", "import", "--period", scriptPeriod, list); !strings.Contains(out, "Không rõ cột «Số được cấp»") {
		t.Errorf("on a terminal:\n%s", out)
	}
	learn := func(text, field, commune string) []string {
		args := []string{"list", "heading", "learn", text, "--field", field}
		if commune != "" {
			args = append(args, "--commune", commune)
		}
		return args
	}
	s.refusedAs("lan", "usage", exitUsage, learn("Số được cấp", "amount", "99001")...)
	s.refusedAs("lan", "heading_means_other", exitFailed, learn("Ghi chú", "total", "99001")...)
	s.refusedAs("lan", "heading_known", exitFailed, learn("Tổng tiền", "total", "99001")...)
	s.refusedAs("lan", "not_permitted", exitFailed, learn("Số được cấp", "total", "")...)
	s.refusedAs("lan", "not_found", exitFailed, learn("Số được cấp", "total", "98765")...)
	for _, status := range []string{app.ListNew, app.ListUnchanged} {
		var learnt headingChanged
		s.as("lan", exitDone, &learnt, learn("Số được cấp", "total", "99001")...)
		if diff := cmp.Diff(headingChanged{Heading: "Số được cấp", Field: "total", Commune: "99001", Status: status}, learnt); diff != "" {
			t.Error(diff)
		}
	}
	reads(app.ListNew, false)
	reads(app.ListUnchanged, false)
	var all headingList
	s.as("", exitDone, &all, "list", "heading", "list")
	if len(all.Headings) != 1 || all.Headings[0].TaughtBy != "lan" || all.Headings[0].Field != "total" {
		t.Errorf("headings %+v", all)
	}
	s.refusedAs("hoa", "not_found", exitFailed, "list", "heading", "forget", "Số được cấp")
	s.as("lan", exitDone, nil, "list", "heading", "forget", "Số được cấp", "--commune", "99001")
	reads(app.ListNew, true)
}
