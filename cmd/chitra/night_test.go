package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// inboxFile puts a file into the inbox.
func (s *script) inboxFile(data []byte, parts ...string) {
	s.t.Helper()
	name := s.at(append([]string{"data", "inbox"}, parts...)...)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// waitingBook is a workbook of one commune whose total is one đồng too much.
func (s *script) waitingBook() []byte {
	s.t.Helper()
	f := excelize.NewFile()
	for y, row := range [][]any{
		{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Đối tượng", "Tổng tiền"},
		{1, "Nguyễn Thị Hòa", "01/02/1966", "Nữ", "999166104729", "06C", 750000},
		{2, "Lê Thị Cúc", "31/02/1968", "Nữ", "999168314187", "06C", 750000},
		{nil, "Tổng cộng", nil, nil, nil, nil, 1500001},
	} {
		at, err := excelize.CoordinatesToCellName(1, y+2)
		if err != nil {
			s.t.Fatal(err)
		}
		if err := f.SetSheetRow("Sheet1", at, &row); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := f.SetCellStr("Sheet1", "A1", "UBND XÃ MÂY TRẮNG"); err != nil {
		s.t.Fatal(err)
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		s.t.Fatal(err)
	}
	return out.Bytes()
}

// TestTheNightSaysWhatItDidNotTake: each file by name, with why, and a marked copy
// where it is a list; the night needs a person for it, every night until then.
func TestTheNightSaysWhatItDidNotTake(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.clerk()
	s.inboxFile(s.waitingBook(), "lists", scriptPeriod, "99001-cho.xlsx")
	s.inboxFile([]byte("không phải danh sách"), "lists", scriptPeriod, "bo-sung", "rác.csv")
	s.inboxFile([]byte("không phải trả lời"), "results", "rác.xml")
	for range 2 {
		var n nightDone
		s.as("night", exitNeedsPerson, &n, "night", "--period", scriptPeriod)
		lists, results := n.Steps[0].Refused, n.Steps[5].Refused
		if len(lists) != 2 || len(results) != 1 || n.Steps[0].Counts["waits"] != 1 || n.Steps[0].Counts["refused"] != 1 {
			t.Fatalf("%+v", n)
		}
		waits, junk := lists[0], lists[1]
		if waits.File != "99001-cho.xlsx" || waits.Commune != "99001" || waits.Status != "waits" || waits.Reason != "control_total_differs" || waits.Message == "" ||
			waits.Fix == "" || waits.Sheet != "Sheet1" || waits.Cell != "G5" || waits.Stated != "1500001" || waits.Read != "1500000" {
			t.Errorf("the list that waits: %+v", waits)
		}
		if filepath.Base(waits.MarkedFile) != "99001-cho.xlsx" {
			t.Errorf("its marked copy: %s", waits.MarkedFile)
		}
		if junk.File != "rác.csv" || junk.Supplement != "bo-sung" || junk.Status != "refused" || junk.Reason != "no_header" || junk.Message == "" || junk.MarkedFile != "" {
			t.Errorf("what is no list: %+v", junk)
		}
		if r := results[0]; r.File != "rác.xml" || r.Reason != "answer_not_recognised" || r.Message == "" {
			t.Errorf("what is no answer: %+v", r)
		}
	}
	code, out := s.run("--now", s.now, "--as", "night", "night", "--period", scriptPeriod)
	for _, want := range []string{"99001-cho.xlsx (99001): chờ", "(Sheet1!G5: ghi 1500001, đọc được 1500000) [control_total_differs]", "bo-sung/rác.csv: ", "[no_header]",
		"rác.xml: ", "[answer_not_recognised]"} {
		if code != exitNeedsPerson || !strings.Contains(out, want) {
			t.Errorf("exit %d, without %q:\n%s", code, want, out)
		}
	}
	var tries refusedTries
	s.as("", exitDone, &tries, "list", "refused", "--limit", "2")
	if len(tries.Tries) != 2 || tries.Tries[0].Reason != "no_header" || tries.Tries[1].Status != "waits" || tries.Tries[1].File != "99001-cho.xlsx" ||
		tries.Tries[1].By != "night" || tries.Tries[1].At == "" || tries.Tries[1].Message == "" || len(tries.Tries[1].SHA256) != 64 {
		t.Errorf("the newest two tries: %+v", tries.Tries)
	}
	if code, out := s.run("list", "refused"); code != exitDone || !strings.Contains(out, "rác.csv") || !strings.Contains(out, "[control_total_differs]") {
		t.Errorf("exit %d\n%s", code, out)
	}
	s.as("", exitUsage, nil, "list", "refused", "--limit", "0")
}

// TestTheNightOfARefusedRowNeedsAPerson: the list is taken in, and one of its rows
// is not; once that is known the next night is quiet.
func TestTheNightOfARefusedRowNeedsAPerson(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.clerk()
	s.inboxFile([]byte("STT,Họ và tên,Ngày sinh,Số CCCD,Xã,Đối tượng,Tổng tiền\n"+
		"1,Nguyễn Thị Hòa,01/02/1966,999166104729,99001,06C,750000\n2,Lê Thị Cúc,31/02/1968,999168314187,99001,06C,750000\n"),
		"lists", scriptPeriod, "99001.csv")
	var n nightDone
	s.as("night", exitNeedsPerson, &n, "night", "--period", scriptPeriod)
	if c := n.Steps[0].Counts; c["taken"] != 1 || c["rows_refused"] != 1 || len(n.Steps[0].Refused) != 0 {
		t.Errorf("the inbox: %+v", n.Steps[0])
	}
	s.as("night", exitDone, &n, "night", "--period", scriptPeriod)
}

// TestAListThatWaitsComesBackWhole: by hand it says at once what else is the
// matter; the marked copy, corrected, is taken under the same name.
func TestAListThatWaitsComesBackWhole(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.clerk()
	name := s.file("cho.xlsx", s.waitingBook())
	var got listsImported
	s.as("lan", exitNeedsPerson, &got, "list", "import", "--period", scriptPeriod, "--count", "2", "--sum", "1500000", name)
	l := got.Lists[0]
	if l.Status != "waits" || l.Commune != "99001" || l.Rows != 2 || l.Accepted != 1 || l.Refused != 1 || l.Preview == nil || l.Version != 0 || l.List != "" ||
		l.Sheet != "Sheet1" || l.Cell != "G5" || len(l.Issues) != 2 || l.FixFile != "" || got.Rows != 0 || got.Accepted != 0 {
		t.Fatalf("%+v", got)
	}
	code, out := s.run("--now", s.now, "--as", "lan", "list", "import", "--period", scriptPeriod, "--dry-run", name)
	for _, want := range []string{"(Sheet1!G5: ghi 1500001, đọc được 1500000)", "Sheet1!C4", "Tệp đã đánh dấu"} {
		if code != exitNeedsPerson || !strings.Contains(out, want) {
			t.Errorf("exit %d, without %q:\n%s", code, want, out)
		}
	}
	f, err := excelize.OpenFile(l.MarkedFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStr("Sheet1", "C4", "28/02/1968"); err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellInt("Sheet1", "G5", 1500000); err != nil {
		t.Fatal(err)
	}
	corrected := s.at(filepath.Base(l.MarkedFile))
	if err := f.SaveAs(corrected); err != nil {
		t.Fatal(err)
	}
	var taken listsImported
	s.as("lan", exitDone, &taken, "list", "import", "--period", scriptPeriod, corrected)
	if l := taken.Lists[0]; l.Status != "new" || l.Accepted != 2 || l.MarkedFile != "" && filepath.Base(l.MarkedFile) != "99001-cho.xlsx" {
		t.Errorf("%+v", l)
	}
}
