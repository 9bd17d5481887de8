package main

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"chitra/internal/app"
	"chitra/internal/sheet"
	"chitra/internal/wording"
	"chitra/reports"
)

// TestReviewByWorkbook sends the queue out as a workbook and takes it back in,
// with one decision that is still good, one whose row has changed and one that
// was left open.
func TestReviewByWorkbook(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.province(5)
	s.now = "2024-07-06T09:00"
	s.importLists("", s.glob("province/lists/2024-07/*.xlsx"))
	s.as("hoa", exitNeedsPerson, nil, "list", "match", "--period", scriptPeriod)
	var q reviewQueue
	s.as("minh", exitDone, &q, "review", "list", "--period", scriptPeriod)
	if len(q.Items) < 3 {
		t.Fatalf("only %d rows to review", len(q.Items))
	}
	book := s.at("queue.xlsx")
	s.as("", exitNeedsPerson, nil, "review", "export", "--period", scriptPeriod, "--out", book)
	fill(t, book, q)
	var made decisionsMade
	s.as("minh", exitNeedsPerson, &made, "review", "import", book)
	if made.Decided != 1 || made.Rejected != 1 || len(made.Refused) != 1 || made.Refused[0].Code != "row_changed" || made.Refused[0].Row != q.Items[1].Row {
		t.Errorf("decisions: %+v", made)
	}
	var f failure
	s.as("minh", exitFailed, &f, "review", "decide", q.Items[0].Row, "--reject")
	if f.Error.Code != "reason_missing" {
		t.Errorf("a decision without a reason: %+v", f.Error)
	}
	s.as("lan", exitFailed, &f, "review", "decide", q.Items[0].Row, "--reject", "--reason", "x")
	if f.Error.Code != "not_permitted" {
		t.Errorf("a decision of somebody who may not: %+v", f.Error)
	}
	if _, out := s.run("--now", s.now, "review", "list", "--period", scriptPeriod); strings.Contains(out, q.Items[0].List.PersonalID) && q.Items[0].List.PersonalID != "" {
		t.Error("the terminal shows an identity number")
	}
}

// fill plays a reviewer in a spreadsheet program: the first row is rejected,
// the second answered although its seal has changed, the others left alone.
func fill(t *testing.T, book string, q reviewQueue) {
	t.Helper()
	choice := "TỪ CHỐI"
	if c := q.Items[1].Candidates; len(c) > 0 {
		choice = c[0].PersonalID + choiceMark + c[0].Name
	}
	write(t, book, map[string]map[int]string{
		q.Items[0].Row: {reviewChoice: "TỪ CHỐI", reviewReason: "Không có trong dân cư"},
		q.Items[1].Row: {reviewChoice: choice, reviewReason: "Đúng người này", reviewSeal: "000000000000"},
	})
}

// write fills cells of the rows of a review workbook, by the names of the rows.
func write(t *testing.T, book string, cells map[string]map[int]string) {
	t.Helper()
	f, err := excelize.OpenFile(book)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	for n, row := range rows {
		if n < reviewHeadRow || len(row) <= reviewRef {
			continue
		}
		for column, text := range cells[row[reviewRef]] {
			at, err := excelize.CoordinatesToCellName(column+1, n+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStr(f.GetSheetName(0), at, text); err != nil {
				t.Fatal(err)
			}
			written++
		}
	}
	if written == 0 {
		t.Fatalf("none of the rows %v is in the workbook", cells)
	}
	if err := errors.Join(f.Save(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestDecisionsFileHasTwoForms(t *testing.T) {
	for name, text := range map[string]string{
		"object": `{"decisions":[{"row":"1.r","personal_id":"999000000001","reason":"đúng"}],"unknown":[]}`,
		"list":   `[{"row":"1.r","personal_id":"999000000001","reason":"đúng"}]`,
	} {
		file := t.TempDir() + "/d.json"
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readDecisions(file)
		want := app.Decision{Row: "1.r", PersonalID: "999000000001", Reason: "đúng"}
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// TestAChoiceIsOneOfThoseOffered: whatever else is typed is neither a rejection
// nor an acceptance, and says so with its cell.
func TestAChoiceIsOneOfThoseOffered(t *testing.T) {
	item := reviewItem{Row: "1.r", Candidates: []reviewCandidate{{PersonalID: "999000000001", Name: "Lê Thị Hoà"}}}
	for choice, want := range map[string]string{
		"999000000001":               "999000000001",
		"999000000001 · Lê Thị Hoà":  "999000000001",
		"999000000001 ·  lê thị hòa": "999000000001",
		"TỪ CHỐI":                    "",
		" từ  chối ":                 "",
		norm.NFD.String("Từ chối"):   "",
		"Reject":                     "",
		"Đồng ý":                     "choice_unknown",
		"x":                          "choice_unknown",
		"NHẬN CẢ NHÓM":               "choice_unknown",
		"99900000001":                "choice_unknown",
		"999000000002":               "choice_unknown",
		"999000000001 · Lê Thị Hồng": "choice_unknown",
	} {
		d, ok := reviewLine{row: "1.r", choice: choice}.decision(item)
		got := d.PersonalID
		if !ok {
			got = "choice_unknown"
		}
		if got != want {
			t.Errorf("%q is %q, want %q", choice, got, want)
		}
	}
}

func TestAWordThatIsNoChoiceRefusesItsLineAlone(t *testing.T) {
	t.Parallel()
	s := reviewing(t)
	var q reviewQueue
	s.as("minh", exitDone, &q, "review", "list", "--period", scriptPeriod)
	book := s.at("q.xlsx")
	s.as("", exitNeedsPerson, nil, "review", "export", "--period", scriptPeriod, "--out", book)
	write(t, book, map[string]map[int]string{
		q.Items[0].Row: {reviewChoice: "Đồng ý", reviewReason: "đã xem giấy tờ"},
		q.Items[1].Row: {reviewChoice: "từ chối", reviewReason: "không có người này"},
	})
	var made decisionsMade
	s.as("minh", exitNeedsPerson, &made, "review", "import", book)
	if made.Decided != 1 || made.Rejected != 1 || len(made.Refused) != 1 {
		t.Fatalf("%+v", made)
	}
	if r := made.Refused[0]; r.Code != "choice_unknown" || r.Row != q.Items[0].Row || r.Fix == "" || !strings.Contains(r.Cell, "!"+sheet.ColumnName(reviewChoice)) {
		t.Errorf("%+v", r)
	}
}

func TestAGroupsChoiceIsAcceptanceOrRejection(t *testing.T) {
	for choice, known := range map[string]bool{"Nhận cả nhóm": true, "REJECT": true, "từ chối": true, "Đồng ý": false, "999000000001": false} {
		if got := chosen(choice, acceptances) || chosen(choice, rejections); got != known {
			t.Errorf("%q is known: %t", choice, got)
		}
	}
	s := &shell{words: wording.In(reports.Vietnamese)}
	out, err := s.decideGroups(t.Context(), []reviewLine{{period: "2024-07", row: "g1", choice: "Đồng ý", cell: "Cả nhóm!F3"}})
	if err != nil || len(out.Refused) != 1 || out.Refused[0].Code != "choice_unknown" || out.Refused[0].Cell != "Cả nhóm!F3" || out.Rejected != 0 {
		t.Errorf("%+v, %v", out, err)
	}
}
