package main

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/sheet"
)

// registryBook lays the province's snapshot out as an office's workbook: a title, other
// headings, dates by day, numbers that a workbook has cut.
func (s *script) registryBook(records [][]string) string {
	s.t.Helper()
	book := sheet.NewBook()
	page, err := book.AddSheet("Dân cư", sheet.SheetOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	status := map[string]string{"alive": "Còn sống", "dead": "Đã chết", "missing": "Mất tích", "left": "Đã chuyển đi", "cancelled": "Đã huỷ số"}
	turned := func(iso string) string {
		parts := strings.Split(iso, "-")
		slices.Reverse(parts)
		return strings.Join(parts, "/")
	}
	rows := [][]string{{"TRÍCH XUẤT DỮ LIỆU DÂN CƯ"}, {"Số định danh", "Họ, chữ đệm và tên khai sinh", "Ngày, tháng,\nnăm sinh", "Giới tính", "Mã xã",
		"Nơi thường trú", "Tình trạng", "Ngày mất", "Số định danh, số CMND cũ", "Số hộ"}}
	for _, r := range records[1:] {
		rows = append(rows, []string{strings.TrimLeft(r[0], "0"), r[1], turned(r[2]), map[string]string{"M": "Nam", "F": "Nữ"}[r[3]], r[4], "",
			status[r[5]], turned(r[6]), strings.ReplaceAll(r[7], ";", ", "), r[8]})
	}
	for _, row := range rows {
		cells := make([]sheet.Value, len(row))
		for i, text := range row {
			cells[i] = sheet.TextValue(text)
		}
		if _, err := page.Row(cells...); err != nil {
			s.t.Fatal(err)
		}
	}
	name := s.at("dan-cu.xlsx")
	f, err := os.Create(name)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	if _, err := book.WriteTo(f); err != nil {
		s.t.Fatal(err)
	}
	return name
}

func (s *script) text(name, text string) string {
	s.t.Helper()
	if err := os.WriteFile(s.at(name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return s.at(name)
}

func (s *script) csv(name string) [][]string {
	s.t.Helper()
	text, err := os.ReadFile(s.at("province", name))
	if err != nil {
		s.t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		s.t.Fatal(err)
	}
	return records
}

// officeWorkbook loads the snapshot again as an office hands it out: nobody has
// changed.
func (s *script) officeWorkbook(t *testing.T, records [][]string) {
	var first, again registryLoaded
	s.as("hoa", exitDone, &first, "registry", "load", s.at("province", "registry.csv"))
	if first.Status != "unchanged" || first.Layout != "chitra 1" || first.Added != first.Persons || first.Kind != "full" {
		t.Errorf("%+v", first)
	}
	s.as("hoa", exitDone, &again, "registry", "load", s.registryBook(records), "--as-of", "2024-07-01")
	if again.Unchanged != first.Persons || again.Added+again.Changed+again.Gone != 0 || again.Layout != "trich-xuat 1" || again.Base != first.Snapshot {
		t.Errorf("the same people from an office's workbook: %+v", again)
	}
}

// TestRegistryVerbs drives every verb of the registry.
func TestRegistryVerbs(t *testing.T) {
	s := newScript(t)
	s.province(3)
	records := s.csv("registry.csv")
	s.officeWorkbook(t, records)
	living := slices.DeleteFunc(slices.Clone(records[1:]), func(r []string) bool { return r[5] != "alive" || len(r[2]) < 10 })
	a, b, c := living[0], living[1], living[2]

	var failed failure
	delta := s.text("delta.csv", strings.Join(records[0], ",")+",op\n"+
		strings.Join([]string{a[0], "Nguyễn Thị Đổi", a[2], a[3], a[4], "alive", "", "", "", "upsert"}, ",")+"\n"+b[0]+",,,,,,,,,remove\n")
	s.as("hoa", exitFailed, &failed, "registry", "delta", delta, "--base", "999", "--as-of", "2024-07-02")
	if failed.Error.Code != "base_not_in_force" || failed.Error.Message == "" || failed.Error.Fix == "" {
		t.Errorf("%+v", failed)
	}
	var d, e registryLoaded
	s.as("hoa", exitDone, &d, "registry", "delta", delta, "--as-of", "2024-07-02")
	if d.Kind != "delta" || d.Changed != 1 || d.Gone != 1 {
		t.Errorf("%+v", d)
	}
	events := s.text("events.csv", "personal_id,event,date,commune_code,new_id\n"+c[0]+",died,2024-07-03,,\n"+b[0]+",left,2024-07-03,,\n"+
		a[0]+",renumbered,2024-07-03,,999950999999\n")
	s.as("hoa", exitNeedsPerson, &e, "registry", "events", events, "--as-of", "2024-07-04")
	if e.Kind != "events" || e.Changed != 1 || e.Gone != 1 || e.Added != 1 || e.Refused != 1 || e.Base != d.Snapshot {
		t.Errorf("%+v", e)
	}
	var list snapshotList
	s.as("", exitDone, &list, "registry", "list")
	kinds := []string{}
	for _, l := range list.Snapshots {
		kinds = append(kinds, l.Kind)
	}
	if diff := cmp.Diff([]string{"full", "full", "delta", "events"}, kinds); diff != "" || !list.Snapshots[3].InForce || list.Snapshots[0].InForce {
		t.Errorf("%s %+v", diff, list)
	}
	var refused snapshotRefused
	s.as("", exitNeedsPerson, &refused, "registry", "refused", "--out", s.at("refused.csv"))
	if len(refused.Lines) != 1 || refused.Lines[0].Line != 3 || refused.Lines[0].Code != "event_of_nobody" || refused.Lines[0].Fix == "" || refused.Lines[0].Value == b[0] {
		t.Errorf("%+v", refused)
	}
	if text, err := os.ReadFile(s.at("refused.csv")); err != nil || !strings.Contains(string(text), "event_of_nobody") || !strings.Contains(string(text), b[0]) {
		t.Errorf("%s %v", text, err)
	}
	var person registryPersonShown
	s.as("", exitDone, &person, "registry", "person", a[0])
	if person.Person != nil || len(person.CarriedBy) != 1 || len(person.History) != 3 || person.History[1].Record.Name != "Nguyễn Thị Đổi" || person.History[2].Record != nil ||
		strings.Contains(person.CarriedBy[0].PersonalID, "999950999999") {
		t.Errorf("%+v", person)
	}
	var before registryPersonShown
	s.as("", exitDone, &before, "registry", "person", a[0], "--snapshot", strconv.FormatInt(list.Snapshots[0].Snapshot, 10), "--numbers")
	if before.Person == nil || before.Person.PersonalID != a[0] || before.Person.Name != a[1] {
		t.Errorf("%+v", before.Person)
	}
	for lang, want := range map[string]string{"vi": "đã chết ngày 03/07/2024", "en": "dead on 03/07/2024"} {
		if code, out := s.run("--lang", lang, "registry", "person", c[0]); code != exitDone || !strings.Contains(out, want) || strings.Contains(out, "alive 2") ||
			lang == "vi" && strings.Contains(out, "alive") {
			t.Errorf("in %s: exit %d, %s", lang, code, out)
		}
	}
	var again registryLoaded
	nobody := s.text("nobody.csv", "personal_id,event,date\n"+b[0]+",left,2024-07-03\n")
	s.as("hoa", exitNeedsPerson, &again, "registry", "events", nobody, "--as-of", "2024-07-04")
	if again.Status != "nothing" || again.Snapshot != e.Snapshot || len(again.Lines) != 1 || again.Lines[0].Code != "event_of_nobody" || again.Lines[0].Fix == "" || again.Lines[0].Value == b[0] {
		t.Errorf("%+v", again)
	}
	s.guards(t, records)
}

// TestWithoutRegistryDataThisIsSaid looks into a store that has none.
func TestWithoutRegistryDataThisIsSaid(t *testing.T) {
	s := newScript(t)
	s.as("", exitDone, nil, "init", "--practice", "--store-id", "empty")
	for _, verb := range [][]string{{"registry", "show"}, {"registry", "refused"}, {"registry", "person", "999044000001"}} {
		var failed failure
		s.as("", exitFailed, &failed, verb...)
		if failed.Error.Code != "no_snapshot" || failed.Error.Message == "" || failed.Error.Fix == "" {
			t.Errorf("%v: %+v", verb, failed)
		}
	}
}

// guards overrules one, and finds the consent.
func (s *script) guards(t *testing.T, records [][]string) {
	few := s.text("few.csv", csvText(records[:1000]))
	var failed failure
	s.as("hoa", exitFailed, &failed, "registry", "load", few, "--as-of", "2024-07-05")
	if failed.Error.Code != "fewer_persons" || !strings.Contains(failed.Error.Fix, "--accept fewer_persons") {
		t.Errorf("%+v", failed)
	}
	s.as("hoa", exitDone, nil, "registry", "load", few, "--as-of", "2024-07-05", "--accept", "fewer_persons", "--reason", "tách tỉnh")
	var shown snapshotShown
	s.as("", exitDone, &shown, "registry", "show")
	if shown.Persons != 999 || len(shown.Consents) != 1 || shown.Consents[0].By != "hoa" || shown.Consents[0].Reason != "tách tỉnh" {
		t.Errorf("%+v", shown)
	}
	for _, verb := range [][]string{{"registry", "list"}, {"registry", "show"}, {"registry", "refused"}, {"registry", "person", records[1][0]}} {
		for _, lang := range []string{"vi", "en"} {
			if code, out := s.run(append([]string{"--lang", lang}, verb...)...); code != exitDone || strings.Contains(out, records[1][0]) {
				t.Errorf("%v in %s: exit %d\n%s%s", verb, lang, code, out, s.errw)
			}
		}
	}
}

func csvText(records [][]string) string {
	var b strings.Builder
	_ = csv.NewWriter(&b).WriteAll(records) // into memory
	return b.String()
}
