package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/bankfile/cashlist"
	"chitra/internal/app"
	"chitra/payout"
)

// TestScriptOfACashDesk: who has no account goes to a desk through the program's own
// command line, from the proposal of the desk to its second answer; figures of payment
// without cash stay as they were before there was a desk.
func TestScriptOfACashDesk(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.province(11)
	s.now = "2024-07-06T09:00"
	s.lists("", s.glob("province/lists/2024-07/*.xlsx"))
	s.now = "2024-07-08T09:00"
	sent := s.release(s.build("2024-07-10"))
	s.now = "2024-07-11T09:00"
	s.answers(sent, "answers", false)
	s.now = "2024-07-18T09:00"
	s.as("ngan", exitNeedsPerson, nil, "reconcile", "--period", scriptPeriod)
	before := s.figures()

	s.desk()
	batches := s.build("2024-07-22")
	lists := s.release(batches)
	t.Run("one list a commune, checked", func(t *testing.T) { s.listsCheck(t, batches, lists) })
	s.now = "2024-07-29T09:00"
	first := s.deskAnswers(t, lists, "desk", false)
	t.Run("a list somebody wrote into is not overwritten", func(t *testing.T) { s.listsKept(t) })
	t.Run("a filled list is no list to send", func(t *testing.T) { s.filledIsNoList(t, first[0]) })
	t.Run("a bank's workbook is no list", func(t *testing.T) { s.bankWorkbook(t, sent) })
	t.Run("lists that are refused", func(t *testing.T) { s.listsRefused(t, first[0]) })
	s.now = "2024-07-31T09:00"
	s.deskAnswers(t, lists, "desk-later", true)
	s.as("ngan", exitNeedsPerson, nil, "reconcile", "--period", scriptPeriod)
	if diff := cmp.Diff(before, s.figures()); diff != "" {
		t.Errorf("a desk changes the figures of payment without cash (-before +after):\n%s", diff)
	}
	s.as("quan-tri-1", exitDone, nil, "audit", "verify")
}

// figures is the coverage report without its cut-off.
func (s *script) figures() map[string]any {
	s.t.Helper()
	var r map[string]any
	s.as("", exitDone, &r, "report", "coverage", "--period", scriptPeriod, "--by", "commune")
	delete(r, "as_of")
	return r
}

// desk proposes a cash desk, which a second person confirms; one whose route names
// a bank is refused, and nobody makes a bank of it.
func (s *script) desk() {
	s.t.Helper()
	refused := func(code string, args ...string) {
		s.t.Helper()
		var f failure
		if s.as("quan-tri-1", exitFailed, &f, args...); f.Error.Code != code {
			s.t.Errorf("%v: %+v, want %s", args, f.Error, code)
		}
	}
	add := []string{"payer", "add", "--id", "BD1", "--unit", "Sở Nội vụ", "--bank", "Agribank", "--account", "9990000000991", "--holder", "BUU DIEN TINH MINH HOA",
		"--profile", payout.CashProfile}
	refused("desk_route_names_bank", append(slices.Clone(add), "--route", "BTXH/*/970422")...)
	s.as("quan-tri-1", exitDone, nil, append(add, "--route", "BTXH")...)
	var built batchesBuilt
	if s.as("hoa", exitNeedsPerson, &built, "batch", "build", "--period", scriptPeriod, "--pay-on", "2024-07-22"); len(built.Batches) != 0 {
		s.t.Errorf("a desk that nobody has confirmed gets %+v", built.Batches)
	}
	s.as("quan-tri-2", exitDone, nil, "payer", "confirm", "BD1")
	refused("desk_stays_desk", "payer", "profile", "BD1", "--profile", "mb-bulk")
}

// listsKept asks for the lists once more: what somebody has written into one stays,
// and a form there is not writes none.
func (s *script) listsKept(t *testing.T) {
	dir := s.at("asked")
	ask := []string{"report", "cash-list", "--period", scriptPeriod, "--lists", dir}
	s.as("", exitUsage, nil, append(slices.Clone(ask), "--format", "html")...)
	if _, err := os.Stat(dir); err == nil {
		t.Error("lists were written for a form there is not")
	}
	s.as("", exitNeedsPerson, nil, ask...)
	kept := s.glob("asked/*.xlsx")
	if len(kept) < 2 {
		t.Fatalf("lists %q", kept)
	}
	if err := os.WriteFile(kept[0], []byte("đã ghi"), 0o600); err != nil {
		t.Fatal(err)
	}
	var f failure
	if s.as("", exitFailed, &f, ask...); f.Error.Code != "other_content" {
		t.Errorf("%+v", f.Error)
	}
	if data, err := os.ReadFile(kept[0]); err != nil || string(data) != "đã ghi" {
		t.Errorf("it holds %q, %v", data, err)
	}
}

// listsCheck reads the lists back: each is of one commune, and together they are
// the batch.
func (s *script) listsCheck(t *testing.T, batches []builtBatch, lists []writtenFile) {
	if len(batches) != 1 || len(lists) < 2 {
		t.Fatalf("batches %+v, lists %+v", batches, lists)
	}
	places := map[string]bool{}
	n := 0
	for _, f := range lists {
		var c fileChecked
		s.as("", exitDone, &c, "bankfile", "check", f.File)
		if !c.OK || c.Format != payout.CashProfile || c.Batch != batches[0].Batch || c.PayOn != "2024-07-22" || int64(c.Instructions) != f.Instructions || c.Amount != f.Amount {
			t.Errorf("%s: %+v", filepath.Base(f.File), c)
		}
		n += c.Instructions
		data, err := os.ReadFile(f.File)
		if err != nil {
			t.Fatal(err)
		}
		_, lines := cashlist.Format{}.Read(bytes.NewReader(data), int64(len(data)))
		of := map[string]bool{}
		for l, err := range lines {
			if err != nil {
				t.Fatal(err)
			}
			of[l.Place] = true
		}
		for place := range of {
			if len(of) != 1 || places[place] {
				t.Errorf("%s is of %v", filepath.Base(f.File), of)
			}
			places[place] = true
		}
	}
	if n != batches[0].Payments || n < 10 {
		t.Errorf("%d people stand on lists, %d in the batch", n, batches[0].Payments)
	}
	if _, out := s.run("bankfile", "check", lists[0].File); !strings.Contains(out, "Tệp đúng.") {
		t.Errorf("said to people: %s", out)
	}
}

// deskAnswers has the made-up desk fill in lists, and takes them in.
func (s *script) deskAnswers(t *testing.T, lists []writtenFile, dir string, later bool) []string {
	t.Helper()
	args := []string{"synth", "--answer", "--truth", s.at("province"), "--out", s.at(dir), "--month", scriptPeriod}
	if later {
		args = append(args, "--later")
	}
	want := int64(0)
	for _, f := range lists {
		args, want = append(args, f.File), want+f.Instructions
	}
	var said played
	if s.as("ngan", exitDone, &said, args...); len(said.Files) != len(lists) || int64(said.Lines) != want || len(said.Faults) != 0 {
		t.Fatalf("the desk: %+v", said)
	}
	var got resultsImported
	s.as("ngan", exitDone, &got, append([]string{"result", "import"}, said.Files...)...)
	moved := map[string]int{}
	for _, r := range got.Files {
		same := later && r.Status == app.ListUnchanged // nothing was blank in it
		if r.Status != app.ListNew && !same || r.Format != "cash-list-result" || r.Lines != r.Matched || len(r.Exceptions) != 0 {
			t.Errorf("%s is taken in as %+v", filepath.Base(r.File), r)
		}
		for state, n := range r.Moved {
			moved[state] += n
		}
	}
	switch paid, not := moved["paid"], moved["rejected"]; {
	case later && (not != 0 || paid == 0 || int64(paid) > want/5):
		t.Errorf("later %v moved", moved)
	case !later && (not == 0 || int64(paid) < want/2 || int64(paid+not) >= want):
		t.Errorf("%v moved", moved)
	}
	return said.Files
}

// filledIsNoList: what a desk has written into is an answer, and is said to be one.
func (s *script) filledIsNoList(t *testing.T, filled string) {
	var c fileChecked
	s.as("", exitNeedsPerson, &c, "bankfile", "check", filled)
	if c.OK || c.Format != payout.CashProfile || c.Faults[0].Code != cashlist.CodeFilled || !strings.Contains(c.Faults[0].Message, "câu trả lời") ||
		!strings.Contains(c.Faults[0].Fix, "result import") || c.Faults[0].Field != "G" {
		t.Errorf("checked as a list: %+v", c)
	}
	if _, out := s.run("--lang", "en", "bankfile", "check", filled); !strings.Contains(out, "it is the answer") {
		t.Errorf("said in English: %s", out)
	}
}

// bankWorkbook: what is wrong with a bank's workbook is told as of that bank's.
func (s *script) bankWorkbook(t *testing.T, files []writtenFile) {
	at := slices.IndexFunc(files, func(f writtenFile) bool { return strings.HasSuffix(f.File, ".xlsx") })
	data, err := os.ReadFile(files[at].File)
	if err != nil {
		t.Fatal(err)
	}
	bad := rewrite(t, data, "xl/worksheets/sheet1.xml", func(x string) string { return strings.Replace(x, "Số tiền", "So tien", 1) })
	var c fileChecked
	s.as("", exitNeedsPerson, &c, "bankfile", "check", s.file("bad.xlsx", bad))
	if c.Format != files[at].Format || c.Faults[0].Code != "heading_differs" || c.Faults[0].Message == "" {
		t.Errorf("%+v", c)
	}
}

// listsRefused hands in lists that are cut, changed or another office's, and one
// with a line of nobody.
func (s *script) listsRefused(t *testing.T, filled string) {
	data, err := os.ReadFile(filled)
	if err != nil {
		t.Fatal(err)
	}
	sheetOf := func(change func(string) string) []byte { return rewrite(t, data, "xl/worksheets/sheet1.xml", change) }
	row := regexp.MustCompile(`(?s)<row r="10".*?</row>`)
	amount := regexp.MustCompile(`<v>\d{6,7}</v>`)
	reference := regexp.MustCompile(`<t>C[A-Z2-7]{15}</t>`)
	for name, bad := range map[string]struct {
		code string
		data []byte
	}{
		"half.xlsx": {"answer_damaged", data[:len(data)/2]},
		"cut.xlsx":  {"answer_contradicts", sheetOf(func(x string) string { return row.ReplaceAllString(x, "") })},
		"sums.xlsx": {"answer_contradicts", sheetOf(func(x string) string { return amount.ReplaceAllString(x, "<v>1</v>") })},
		"head.xlsx": {"answer_not_recognised", sheetOf(func(x string) string { return strings.Replace(x, "Kết quả<", "Ký nhận<", 1) })},
	} {
		var got resultsImported
		s.as("ngan", exitFailed, &got, "result", "import", s.file(name, bad.data))
		if r := got.Files[0]; r.Status != app.ListRefused || r.Reason != bad.code || r.Message == "" || r.Fix == "" {
			t.Errorf("%s: %+v, want %s", name, r, bad.code)
		}
	}
	n := 0
	others := sheetOf(func(x string) string {
		return reference.ReplaceAllStringFunc(x, func(string) string {
			n++
			return "<t>" + payout.EndToEndID("elsewhere", "BD9", fmt.Sprint(n), "P1", 1) + "</t>"
		})
	})
	var got resultsImported
	s.as("ngan", exitNeedsPerson, &got, "result", "import", s.file("others.xlsx", others))
	if r := got.Files[0]; n < 2 || r.Lines != n || r.Matched != 0 || len(r.Moved) != 0 || len(r.Exceptions) != n || r.Exceptions[0].Code != "unknown_reference" || r.Exceptions[0].Message == "" {
		t.Errorf("another office's list of %d: %+v", n, r)
	}
}
