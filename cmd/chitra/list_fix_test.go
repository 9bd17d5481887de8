package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
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
	var taken proposalsAccepted
	s.as("quan-tri-1", exitDone, &taken, append([]string{"list", "accept", "--column", "personal_id"}, list...)...)
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
