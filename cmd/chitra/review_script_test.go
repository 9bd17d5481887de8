package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chitra/reports"
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
	var before reviewQueue
	s.as("minh", exitDone, &before, "review", "list", "--period", scriptPeriod)
	var planted casesPlanted
	s.as("quan-tri-1", exitDone, &planted, "review", "plant", "--from-settled", "3", "--period", scriptPeriod)
	var f failure
	if s.as("minh", exitFailed, &f, "review", "plant", "--from-settled", "3", "--period", scriptPeriod); f.Error.Code != "not_permitted" {
		t.Errorf("a reviewer planted cases: %+v", f.Error)
	}
	var q reviewQueue
	s.as("minh", exitDone, &q, "review", "list", "--period", scriptPeriod)
	isRow := func(row string) bool {
		return slices.ContainsFunc(before.Items, func(i reviewItem) bool { return i.Row == row })
	}
	if planted.Planted != 3 || len(q.Items) != len(before.Items)+3 {
		t.Fatalf("%d planted, %d rows, %d before", planted.Planted, len(q.Items), len(before.Items))
	}
	sameFields(t, q.Items, isRow)
	if !slices.IsSortedFunc(q.Items, func(x, y reviewItem) int { return wholeNumber(t, y.AtStake) - wholeNumber(t, x.AtStake) }) {
		t.Error("known cases stand out of the order by money")
	}
	var groups reviewGroups
	s.as("minh", exitDone, &groups, "review", "list", "--groups", "--period", scriptPeriod)
	for _, i := range q.Items {
		if !slices.ContainsFunc(groups.Groups, func(g reviewGroup) bool { return g.Group == i.Group && slices.Contains(g.Rows, i.Row) }) {
			t.Errorf("row %s is in no group", i.Row)
		}
	}
	book := s.at("q.xlsx")
	var e reviewExported
	s.as("minh", exitNeedsPerson, &e, "review", "export", "--period", scriptPeriod, "--out", book)
	if e.Rows != len(q.Items) {
		t.Fatalf("%d rows exported of %d", e.Rows, len(q.Items))
	}
	var known []string
	for _, row := range bookRows(t, book) {
		for i, cell := range row[:reviewColumns] {
			if cell == "" && i != reviewOthers && i != reviewChoice && i != reviewReason {
				t.Errorf("row %s has nothing in column %d", row[reviewRef], i)
			}
		}
		if !isRow(row[reviewRef]) {
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
	if err == nil && !strings.HasPrefix(rows[0][0], reports.Vietnamese.Words().Practice) {
		t.Errorf("the workbook is not marked as practice: %q", rows[0])
	}
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
		if !strings.HasPrefix(filepath.Base(f.File), "PRACTICE-") || !strings.HasPrefix(rows[0][0], reports.Vietnamese.Words().Practice) {
			t.Errorf("%s is not marked as practice: %q", f.File, rows[0])
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

// sameFields holds known cases to what rows have: no field is empty, or filled,
// of a known case alone.
func sameFields(t *testing.T, items []reviewItem, isRow func(string) bool) {
	t.Helper()
	rows, known := map[string]bool{}, map[string]bool{}
	for _, i := range items {
		text, err := json.Marshal(i)
		if err != nil {
			t.Fatal(err)
		}
		var whole any
		if err := json.Unmarshal(text, &whole); err != nil {
			t.Fatal(err)
		}
		into := known
		if isRow(i.Row) {
			into = rows
		}
		fieldsOf("", whole, into)
	}
	for field := range known {
		if !rows[field] {
			t.Errorf("of known cases alone: %s", field)
		}
	}
	if len(known) < 20 {
		t.Errorf("only %d fields compared", len(known))
	}
}

// fieldsOf names every field of a value, and whether it is empty.
func fieldsOf(name string, value any, into map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for key, x := range v {
			fieldsOf(name+"."+key, x, into)
		}
	case []any:
		into[fmt.Sprintf("%s empty: %t", name, len(v) == 0)] = true
		for _, x := range v {
			fieldsOf(name+"[]", x, into)
		}
	default:
		into[fmt.Sprintf("%s empty: %t", name, v == nil || v == "" || v == "0" || v == 0.0)] = true
	}
}

func wholeNumber(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
