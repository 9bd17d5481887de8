package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// fixDirty is a list of four with three faults: a name missing, a birth that is
// none, and a letter in a number, which only warns and says what it was meant to be.
const fixDirty = `STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Đối tượng,Tổng tiền
1,Nguyễn Thị Hòa,01/02/1966,Nữ,999166104729,06C,750000
2,,03/04/1967,Nam,999067209458,06C,750000
3,Lê Thị Cúc,31/02/1968,Nữ,999168314187,06C,750000
4,Phạm Văn Dũng,05/06/1969,Nam,99906941891O,06C,750000
`

// TestRowsToFix goes the whole way: a dirty list, the workbook of rows to fix,
// filled in, and taken in again; only its rows have changed.
func TestRowsToFix(t *testing.T) {
	s := newScript(t)
	s.now = "2024-07-01T08:00"
	s.as("", exitDone, nil, "init", "--practice", "--store-id", "script")
	places := s.write("places.csv", "commune_code,commune_name,province_code,province_name,district_name,valid_from,valid_to,successors\n"+
		"99001,Xã Mây Trắng,999,Tỉnh Minh Họa,,,,\n")
	s.as("quan-tri-1", exitDone, nil, "place", "load", places)
	dirty := s.write("ds.csv", fixDirty)
	var first listsImported
	s.as("quan-tri-1", exitNeedsPerson, &first, "list", "import", "--period", scriptPeriod, "--commune", "99001", dirty)
	l := first.Lists[0]
	if l.Rows != 4 || l.Accepted != 2 || l.Refused != 2 || filepath.Base(l.FixFile) != "99001-ds-v1-can-sua.xlsx" {
		t.Fatalf("the dirty list: %+v", l)
	}

	f, err := excelize.OpenFile(l.FixFile)
	if err != nil {
		t.Fatal(err)
	}
	lines := s.fixLines(f)
	for cell, text := range map[string]string{"B" + lines["3"]: "Trần Văn Bình", "C" + lines["4"]: "28/02/1968"} {
		if err := f.SetCellStr("Cần sửa", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	filled := s.at("sua.xlsx")
	if err := f.SaveAs(filled); err != nil {
		t.Fatal(err)
	}
	var second listsImported
	s.as("quan-tri-1", exitDone, &second, "list", "import", "--period", scriptPeriod, filled)
	l = second.Lists[0]
	if l.Status != "new" || l.Version != 2 || l.Rows != 4 || l.Accepted != 4 || l.Replaced != 3 || l.Carried != 1 || l.StruckOff != 0 {
		t.Fatalf("the rows that were fixed: %+v", l)
	}
	s.as("quan-tri-1", exitDone, &second, "list", "import", "--period", scriptPeriod, filled)
	if l = second.Lists[0]; l.Status != "unchanged" || l.Rows != 4 {
		t.Errorf("the same workbook again: %+v", l)
	}
	s.saysWhatStays(dirty, first.Lists[0].FixFile, lines["5"], lines["3"])

	list := []string{"--period", scriptPeriod, "--commune", "99001"}
	var kept keptIssues
	s.as("quan-tri-1", exitDone, &kept, append([]string{"list", "issues", "--code", "number_lookalike"}, list...)...)
	if len(kept.Issues) != 1 || kept.Issues[0].Cell != "E5" || kept.Issues[0].Proposed != "999069418910" || !kept.Issues[0].Column {
		t.Fatalf("issues: %+v", kept)
	}
	_, shown := s.run(append([]string{"--now", s.now, "list", "issues"}, list...)...)
	if strings.Contains(shown, "99906941891") || !strings.Contains(shown, "E5") {
		t.Errorf("a terminal shows whole numbers, or not the cell:\n%s", shown)
	}
	var dry proposalsAccepted
	s.as("quan-tri-1", exitDone, &dry, append([]string{"list", "accept", "--column", "personal_id", "--dry-run"}, list...)...)
	if !dry.DryRun || dry.Version != 3 || dry.Preview == nil || dry.FixFile != "" {
		t.Errorf("a dry run: %+v", dry)
	}
	var taken proposalsAccepted
	s.as("quan-tri-1", exitDone, &taken, append([]string{"list", "accept", "--column", "personal_id"}, list...)...)
	if taken.FixFile != "" || taken.Preview == nil || taken.Preview.InForce == nil || taken.Preview.InForce.Changed != 1 {
		t.Errorf("nothing is left to fix, and one row changed: %+v", taken)
	}
	if taken.Version != 3 || taken.Proposals != 1 || taken.Carried != 3 || taken.Rows != 4 {
		t.Errorf("accepted: %+v", taken)
	}
	s.as("quan-tri-1", exitFailed, nil, append([]string{"list", "accept", "--cell", "E5"}, list...)...)
	s.as("quan-tri-1", exitUsage, nil, append([]string{"list", "accept", "--cell", "E5", "--column", "name"}, list...)...)
	s.as("quan-tri-1", exitUsage, nil, "list", "fix", "--out", s.at("x.xlsx"))
	s.nothingLeft(taken.List, list)
	var verified auditVerified
	s.as("quan-tri-1", exitDone, &verified, "audit", "verify")
}

// fixLines are the lines of a workbook of rows to fix, by the line of the list.
func (s *script) fixLines(f *excelize.File) map[string]string {
	s.t.Helper()
	rows, err := f.GetRows("Cần sửa")
	if err != nil {
		s.t.Fatal(err)
	}
	out := map[string]string{}
	for i, row := range rows {
		if i < 5 {
			continue
		}
		_, line, _ := strings.Cut(row[len(row)-2], "!")
		out[line] = fmt.Sprint(i + 1)
	}
	if want := []string{"3", "4", "5"}; !slices.Equal(slices.Sorted(maps.Keys(out)), want) {
		s.t.Fatalf("lines to fix %v, want %v", out, want)
	}
	return out
}

// saysWhatStays: the dirty list again tells which version is in force; a workbook
// that lacks a taken line names it; and one whose line was changed since is refused
// with that line.
func (s *script) saysWhatStays(dirty, sent, gone, changed string) {
	s.t.Helper()
	in := []string{"--now", s.now, "--as", "quan-tri-1", "list", "import", "--period", scriptPeriod}
	var again listsImported
	s.as("quan-tri-1", exitDone, &again, "list", "import", "--period", scriptPeriod, "--commune", "99001", dirty)
	if l := again.Lists[0]; l.Status != "unchanged" || l.Version != 2 || l.Accepted != 4 || len(l.Issues) != 0 || l.MarkedFile != "" {
		s.t.Errorf("the dirty list again: %+v", l)
	}
	if _, out := s.run(append(in, "--commune", "99001", dirty)...); !strings.Contains(out, "bản 2 đang có hiệu lực") {
		s.t.Errorf("on a terminal:\n%s", out)
	}
	row, err := strconv.Atoi(gone)
	if err != nil {
		s.t.Fatal(err)
	}
	f, err := excelize.OpenFile(sent)
	if err != nil {
		s.t.Fatal(err)
	}
	short := s.at("thieu.xlsx")
	for _, err := range []error{f.RemoveRow("Cần sửa", row), f.SaveAs(short)} {
		if err != nil {
			s.t.Fatal(err)
		}
	}
	var lacks listsImported
	s.as("quan-tri-1", exitNeedsPerson, &lacks, "list", "import", "--period", scriptPeriod, short)
	if l := lacks.Lists[0]; l.Status != "unchanged" || len(l.KeptMissing) != 1 || l.KeptMissing[0].Row != 5 || l.KeptMissing[0].FullName != "Phạm Văn Dũng" {
		s.t.Errorf("a taken line is missing: %+v", l)
	}
	if _, out := s.run(append(in, short)...); !strings.Contains(out, "Vắng trong tệp, vẫn giữ 1 dòng") || !strings.Contains(out, "dòng 5 Phạm Văn Dũng") {
		s.t.Errorf("on a terminal:\n%s", out)
	}
	if err := f.SetCellStr("Cần sửa", "B"+changed, "Trần Văn Ba"); err != nil {
		s.t.Fatal(err)
	}
	other := s.at("khac.xlsx")
	if err := f.SaveAs(other); err != nil {
		s.t.Fatal(err)
	}
	if code, out := s.run(append(in, other)...); code != exitFailed || !strings.Contains(out, "!A3) [fix_superseded]") && !strings.Contains(out, "(A3) [fix_superseded]") {
		s.t.Errorf("exit %d, a line that was changed since:\n%s", code, out)
	}
}

// nothingLeft fails unless the list has no row to fix, by either of its names.
func (s *script) nothingLeft(id string, list []string) {
	s.t.Helper()
	for _, args := range [][]string{{"list", "fix", id, "--out", s.at("none.xlsx")}, append([]string{"list", "fix", "--out", s.at("none.xlsx")}, list...)} {
		var r rowsToFix
		s.as("quan-tri-1", exitDone, &r, args...)
		if r.Rows != 0 || r.File != "" || r.List != id {
			s.t.Errorf("%v: %+v", args, r)
		}
	}
	if _, err := os.Stat(s.at("none.xlsx")); err == nil {
		s.t.Error("a workbook without rows was written")
	}
}

// TestAcceptingLeavesRowsToFix: what is left goes into a new workbook, the one
// that was sent before stays good, and neither is read with a layout.
func TestAcceptingLeavesRowsToFix(t *testing.T) {
	s := newScript(t)
	s.office()
	var first, back listsImported
	s.as("lan", exitNeedsPerson, &first, "list", "import", "--period", scriptPeriod, "--commune", "99001", s.write("ds.csv", fixDirty))
	var taken proposalsAccepted
	s.as("lan", exitNeedsPerson, &taken, "list", "accept", "--column", "personal_id", "--period", scriptPeriod, "--commune", "99001")
	if taken.Version != 2 || taken.Refused != 2 || filepath.Base(taken.FixFile) != "99001-ds-v2-can-sua.xlsx" {
		t.Fatalf("accepted: %+v", taken)
	}
	f, err := excelize.OpenFile(first.Lists[0].FixFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr("Cần sửa", "B"+s.fixLines(f)["3"], "Trần Văn Bình"); err != nil {
		t.Fatal(err)
	}
	filled := s.at("sua.xlsx")
	if err := f.SaveAs(filled); err != nil {
		t.Fatal(err)
	}
	s.as("lan", exitFailed, &back, "list", "import", "--period", scriptPeriod, "--layout", exampleLayout, filled)
	if l := back.Lists[0]; l.Reason != "fix_layout" || l.Layout != "" || l.Message == "" {
		t.Errorf("with a layout: %+v", l)
	}
	s.as("lan", exitNeedsPerson, &back, "list", "import", "--period", scriptPeriod, "--count", "5", filled)
	if l := back.Lists[0]; l.Status != "waits" || l.Reason != "typed_count_differs" || l.Stated != "5" || l.Read != "4" {
		t.Errorf("with another count: %+v", l)
	}
	s.as("lan", exitNeedsPerson, &back, "list", "import", "--period", scriptPeriod, "--count", "4", filled)
	if l := back.Lists[0]; l.Version != 3 || l.Accepted != 3 || l.Refused != 1 || l.Carried != 3 || filepath.Base(l.FixFile) != "99001-sua-v3-can-sua.xlsx" {
		t.Errorf("the workbook of before: %+v", l)
	}
}
