package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// reviewing is a province with its lists matched and T3 switched off, so that
// there is much to review, and two reviewers.
func reviewing(t *testing.T) *script {
	t.Helper()
	s := newScript(t)
	s.province(5)
	s.as("quan-tri-1", exitDone, nil, "user", "add", "tam", "--role", "reviewer")
	s.as("quan-tri-2", exitDone, nil, "user", "confirm", "tam")
	s.now = "2024-07-06T09:00"
	s.as("quan-tri-1", exitDone, nil, "policy", "set", "t3_automatic=false", "recheck_share=100", "--reason", "thử")
	s.as("quan-tri-2", exitDone, nil, "policy", "confirm", "2")
	s.importLists("", s.glob("province/lists/2024-07/*.xlsx"))
	s.as("hoa", exitNeedsPerson, nil, "list", "match", "--period", scriptPeriod)
	return s
}

func TestScriptOfThePolicy(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.province(5)
	file := s.at("policy.yaml")
	if err := os.WriteFile(file, []byte("t3_cap: -5\nt9: true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var set policySet
	s.as("quan-tri-1", exitFailed, &set, "policy", "set", file, "--reason", "thử")
	if set.Status != policyFaulty || len(set.Faults) != 2 || set.Faults[1].Line != 2 || set.Faults[1].Fix == "" {
		t.Errorf("a faulty policy: %+v", set)
	}
	if err := os.WriteFile(file, []byte(`{"t3_cap": 1000000}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s.as("quan-tri-1", exitDone, &set, "policy", "set", file, "--reason", "theo công văn")
	var f failure
	s.as("quan-tri-1", exitFailed, &f, "policy", "confirm", "2")
	if f.Error.Code != "same_person" {
		t.Errorf("who set it confirmed it: %+v", f.Error)
	}
	s.as("quan-tri-2", exitDone, nil, "policy", "confirm", "2")
	var shown policyShown
	s.as("minh", exitDone, &shown, "policy", "show")
	var list policyList
	s.as("minh", exitDone, &list, "policy", "list")
	if !shown.InForce || shown.Version != 2 || !strings.Contains(shown.Text, "t3_cap: 1000000\n") || len(list.Policies) != 2 || list.Policies[0].InForce {
		t.Errorf("shown %+v of %+v", shown, list)
	}
	if code, out := s.run("--now", s.now, "policy", "show", "--version", "1"); code != exitDone || !strings.Contains(out, "3000000") {
		t.Errorf("exit %d: %s", code, out)
	}
}

// TestScriptOfGroups decides one group on the command line and one in the
// workbook, has a row's decision taken back and looks again.
func TestScriptOfGroups(t *testing.T) {
	t.Parallel()
	s := reviewing(t)
	var groups reviewGroups
	s.as("", exitDone, &groups, "review", "list", "--groups", "--period", scriptPeriod)
	groups.Groups = slices.DeleteFunc(groups.Groups, func(g reviewGroup) bool { return !g.Proposed })
	if len(groups.Groups) < 2 {
		t.Fatalf("only %d groups", len(groups.Groups))
	}
	first := groups.Groups[0]
	var shown reviewShown
	s.as("", exitDone, &shown, "review", "show", first.Group, "--period", scriptPeriod)
	if len(shown.Items) != len(first.Rows) || len(shown.Items[0].Candidates[0].Differences) == 0 {
		t.Errorf("shown %+v", shown.Items)
	}
	if _, out := s.run("--now", s.now, "review", "show", first.Group, "--period", scriptPeriod); !strings.Contains(out, "[") || strings.Contains(out, "\x1b") {
		t.Errorf("differences are not marked, or in colour where there is none:\n%s", out)
	}
	decide := []string{"review", "decide", "--group", first.Group, "--period", scriptPeriod, "--accept-proposed", "--reason", "đảo ngày tháng"}
	s.as("minh", exitUsage, nil, append(decide, "--reject")...)
	var made decisionsMade
	s.as("minh", exitDone, &made, decide...)
	if made.Accepted != len(first.Rows) {
		t.Errorf("decided %+v", made)
	}
	var f failure
	if s.as("minh", exitFailed, &f, decide...); f.Error.Code != "group_changed" {
		t.Errorf("the same group again: %+v", f.Error)
	}
	s.run("--now", s.now, "--as", "hoa", "list", "match", "--period", scriptPeriod)
	row := first.Rows[0]
	var again reviewShown
	s.as("tam", exitDone, &again, "review", "recheck", "list")
	if len(again.Items) != len(first.Rows) || again.Items[0].DecidedBy != "" {
		t.Fatalf("to look at again: %+v", again.Items)
	}
	s.as("tam", exitDone, nil, "review", "recheck", "decide", again.Items[0].Row, "--reject", "--reason", "không phải")
	s.as("minh", exitDone, nil, "review", "withdraw", row, "--reason", "xem lại")
	var history rowHistory
	if s.as("", exitDone, &history, "review", "history", row); len(history.Events) < 2 || history.Events[0].Group != first.Group {
		t.Errorf("history %+v", history)
	}
	var quality reviewQuality
	s.as("", exitDone, &quality, "review", "quality")
	if q := quality.Reviewers; len(q) != 1 || q[0].Differing != 1 || q[0].Checked != 1 || q[0].ErrorRate != "100.00" {
		t.Errorf("quality %+v", q)
	}
}

// TestKnownCasesLookLikeOthers: nothing in the workbook says which row is planted,
// and their answers come in by the same way.
func TestKnownCasesLookLikeOthers(t *testing.T) {
	t.Parallel()
	s := reviewing(t)
	var planted casesPlanted
	s.as("quan-tri-1", exitDone, &planted, "review", "plant", "--from-settled", "3", "--period", scriptPeriod)
	var f failure
	if s.as("minh", exitFailed, &f, "review", "plant", "--from-settled", "3", "--period", scriptPeriod); f.Error.Code != "not_permitted" {
		t.Errorf("a reviewer planted cases: %+v", f.Error)
	}
	var q reviewQueue
	s.as("minh", exitDone, &q, "review", "list", "--period", scriptPeriod)
	book := s.at("q.xlsx")
	var e reviewExported
	s.as("minh", exitNeedsPerson, &e, "review", "export", "--period", scriptPeriod, "--out", book)
	if planted.Planted != 3 || e.Rows != len(q.Items)+3 {
		t.Fatalf("%d planted, %d rows, %d in the queue", planted.Planted, e.Rows, len(q.Items))
	}
	var known []string
	for _, row := range bookRows(t, book) {
		for i, cell := range row[:reviewColumns] {
			if cell == "" && i != reviewOthers && i != reviewChoice && i != reviewReason {
				t.Errorf("row %s has nothing in column %d", row[reviewRef], i)
			}
		}
		if !slices.ContainsFunc(q.Items, func(i reviewItem) bool { return i.Row == row[reviewRef] }) {
			known = append(known, row[reviewRef])
		}
	}
	if len(known) != 3 {
		t.Fatalf("known are %v", known)
	}
	cells := map[string]map[int]string{}
	for _, row := range known {
		cells[row] = map[int]string{reviewChoice: "TỪ CHỐI", reviewReason: "không phải"}
	}
	write(t, book, cells)
	var made decisionsMade
	s.as("minh", exitDone, &made, "review", "import", book)
	var quality reviewQuality
	s.as("", exitDone, &quality, "review", "quality")
	if r := quality.Reviewers; made.Decided != 3 || len(r) != 1 || r[0].Planted != 3 || r[0].PlantedWrong != 2 || r[0].Decisions != 0 || r[0].ErrorRate != "66.67" {
		t.Errorf("%+v, %+v", made, r)
	}
}

// bookRows are the rows of a review workbook below its headings.
func bookRows(t *testing.T, book string) [][]string {
	t.Helper()
	x, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	rows, err := x.GetRows(x.GetSheetName(0))
	if err != nil || len(rows) <= reviewHeadRow {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	return rows[reviewHeadRow:]
}

func TestScriptOfWhatGoesBack(t *testing.T) {
	t.Parallel()
	s := reviewing(t)
	var back rowsReturned
	s.as("", exitNeedsPerson, &back, "review", "return", "--period", scriptPeriod, "--out", s.at("back"))
	if len(back.Files) == 0 {
		t.Fatal("nothing goes back: the province is too clean to test with")
	}
	for _, f := range back.Files {
		x, err := excelize.OpenFile(f.File)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := x.GetRows(x.GetSheetName(0))
		if err != nil || len(rows) != returnHeadRow+f.Rows || f.Status != "new" {
			t.Errorf("%s: %d rows, want %d below the headings, %v", f.File, len(rows), f.Rows, err)
		}
		for _, row := range rows[returnHeadRow:] {
			if len(row) < 8 || !strings.HasSuffix(row[5], ".") || !strings.Contains(row[6], "Mang") {
				t.Errorf("%s: %q", f.File, row)
			}
		}
		_ = x.Close()
	}
	s.as("", exitNeedsPerson, &back, "review", "return", "--period", scriptPeriod, "--out", s.at("back"))
	for _, f := range back.Files {
		if f.Status != "unchanged" {
			t.Errorf("%s is %s", f.File, f.Status)
		}
	}
	s.run("--now", s.now, "--json", "night", "--period", scriptPeriod)
	left, err := filepath.Glob(s.at("data", "returns", scriptPeriod, "*-tra-ve-2024-07.xlsx"))
	if err != nil || len(left) != len(back.Files) {
		t.Errorf("the night left %v, want %d workbooks, %v", left, len(back.Files), err)
	}
}
