package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chitra/internal/synth"
)

// script drives the real program in a folder of its own, the way a shell would.
type script struct {
	t    *testing.T
	dir  string
	env  map[string]string
	now  string
	errw string // of the last run
}

func newScript(t *testing.T) *script {
	t.Helper()
	dir := t.TempDir()
	t.Cleanup(func() { booksAsClerksWrite(t, dir) })
	return &script{t: t, dir: dir, env: map[string]string{
		"CHITRA_DATA": filepath.Join(dir, "data"), "CHITRA_KEY_FILE": filepath.Join(dir, "safe", "chitra.key")}}
}

// at is a path in the script's folder.
func (s *script) at(parts ...string) string {
	return filepath.Join(append([]string{s.dir}, parts...)...)
}

// glob are the files a shell's pattern stands for; none is a fault of the test.
func (s *script) glob(pattern string) []string {
	s.t.Helper()
	files, err := filepath.Glob(s.at(pattern))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("no file matches %s: %v", pattern, err)
	}
	return files
}

// run runs the program and returns exit code and standard output.
func (s *script) run(args ...string) (int, string) {
	s.t.Helper()
	var out, errw bytes.Buffer
	sh, v, code := begin(args, strings.NewReader(""), &out, &errw, func(name string) string { return s.env[name] })
	if v != nil {
		said := &overheard{verb: v}
		code = sh.run(s.t.Context(), said)
		asClerksWrite(s.t, args, said.outcome)
	}
	s.errw = errw.String()
	asClerksWriteErrors(s.t, args, s.errw)
	return code, out.String()
}

// as runs a verb for somebody at the script's time, expects its exit code and
// reads its one JSON object into dst.
func (s *script) as(who string, code int, dst any, args ...string) {
	s.t.Helper()
	all := append([]string{"--json", "--as", who}, args...)
	if s.now != "" {
		all = append([]string{"--now", s.now}, all...)
	}
	got, out := s.run(all...)
	if got != code {
		s.t.Fatalf("chitra %s: exit %d, want %d\n%s%s", strings.Join(args, " "), got, code, out, s.errw)
	}
	if dst == nil {
		return
	}
	dec := json.NewDecoder(strings.NewReader(out))
	if err := dec.Decode(dst); err != nil {
		s.t.Fatalf("chitra %s printed no JSON object: %v\n%s", strings.Join(args, " "), err, out)
	}
	if dec.More() {
		s.t.Fatalf("chitra %s printed more than one object:\n%s", strings.Join(args, " "), out)
	}
}

// provincePeople is the size of the scripts' province: small, with every kind
// of fault in it.
const provincePeople = 300

// province makes the store, the people who act, and a made-up province of one
// month.
func (s *script) province(seed int) {
	s.t.Helper()
	s.now = "2024-07-01T08:00"
	s.as("", exitDone, nil, "synth", "--out", s.at("province"), "--seed", fmt.Sprint(seed), "--people", fmt.Sprint(provincePeople),
		"--registry", "1500", "--months", "1")
	s.as("", exitDone, nil, "init", "--practice", "--store-id", "script")
	s.as("quan-tri-1", exitDone, nil, "place", "load", s.at("province", "places.csv"))
	for _, u := range [][2]string{{"lan", "clerk"}, {"minh", "reviewer"}, {"hoa", "maker"}, {"duc", "approver"}, {"ngan", "bankdesk"}} {
		s.as("quan-tri-1", exitDone, nil, "user", "add", u[0], "--role", u[1])
		s.as("quan-tri-2", exitDone, nil, "user", "confirm", u[0])
	}
	s.payer("ISO1", "Agribank", "9990000000001", "pain.001.001.09", "BTXH")
	routes := []string{"BTXH/*/970422"}
	for code := 99050; code <= 99065; code++ {
		routes = append(routes, fmt.Sprintf("BTXH/%d", code), fmt.Sprintf("BTXH/%d/970422", code))
	}
	s.payer("MB1", "970422", "9990000000002", "mb-bulk", routes...)
	s.now = "2024-07-06T07:00"
	s.as("hoa", exitDone, nil, "registry", "load", s.at("province", "registry.csv"), "--as-of", "2024-06-30")
}

func (s *script) payer(id, bank, account, profile string, routes ...string) {
	s.t.Helper()
	args := []string{"payer", "add", "--id", id, "--unit", "Sở", "--bank", bank, "--account", account,
		"--holder", "SO LAO DONG TINH MINH HOA", "--profile", profile}
	for _, r := range routes {
		args = append(args, "--route", r)
	}
	s.as("quan-tri-1", exitDone, nil, args...)
	s.as("quan-tri-2", exitDone, nil, "payer", "confirm", id)
}

const scriptPeriod = "2024-07"

// lists takes lists in, has the communes correct what came back, and the
// reviewer decide what was unsure.
func (s *script) lists(series string, files []string) {
	s.t.Helper()
	taken := s.importLists(series, files)
	s.as("hoa", exitNeedsPerson, nil, "list", "match", "--period", scriptPeriod)
	var back []string
	for _, l := range taken.Lists {
		if l.MarkedFile != "" {
			back = append(back, l.MarkedFile)
		}
	}
	var stops stoppedRows
	s.as("hoa", exitDone, &stops, "list", "stopped", "--period", scriptPeriod)
	for _, r := range stops.Rows {
		has := func(f string) bool { return strings.HasSuffix(f, r.File) }
		if r.Series == series && r.Outcome == "number_shared" && !slices.ContainsFunc(back, has) {
			back = append(back, files[slices.IndexFunc(files, has)])
		}
	}
	if len(back) > 0 {
		var fixed played
		s.as("lan", exitDone, &fixed, append([]string{"synth", "--correct", "--truth", s.at("province"), "--out", s.at("corrected", series)}, back...)...)
		if len(fixed.Files) > 0 {
			s.importLists(series, fixed.Files)
		}
		s.run("--now", s.now, "--as", "hoa", "list", "match", "--period", scriptPeriod)
	}
	s.review()
}

func (s *script) importLists(series string, files []string) listsImported {
	s.t.Helper()
	args := append([]string{"--json", "--now", s.now, "--as", "lan", "list", "import", "--period", scriptPeriod}, files...)
	if series != "" {
		args = append(args, "--supplement", series)
	}
	code, out := s.run(args...)
	if code != exitDone && code != exitNeedsPerson {
		s.t.Fatalf("list import: exit %d\n%s%s", code, out, s.errw)
	}
	var l listsImported
	if err := json.Unmarshal([]byte(out), &l); err != nil {
		s.t.Fatal(err)
	}
	if l.Rows != l.Accepted+l.Refused || len(l.Lists) != len(files) {
		s.t.Errorf("%d rows of %d lists, %d taken, %d refused", l.Rows, len(l.Lists), l.Accepted, l.Refused)
	}
	return l
}

func (s *script) review() {
	s.t.Helper()
	var q reviewQueue
	s.as("minh", exitDone, &q, "review", "list", "--period", scriptPeriod)
	if len(q.Items) == 0 {
		return
	}
	queue := s.at("queue.json")
	if err := os.WriteFile(queue, mustJSON(s.t, q), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.as("minh", exitDone, nil, "synth", "--decide", queue, "--truth", s.at("province"), "--out", s.at("decisions.json"))
	var made decisionsMade
	s.as("minh", exitDone, &made, "review", "decide", "--file", s.at("decisions.json"))
	if made.Decided != len(q.Items) {
		s.t.Errorf("%d of %d rows decided", made.Decided, len(q.Items))
	}
	s.run("--now", s.now, "--as", "hoa", "list", "match", "--period", scriptPeriod)
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// build builds drafts and returns them.
func (s *script) build(payOn string) []builtBatch {
	s.t.Helper()
	var built batchesBuilt
	s.as("hoa", exitNeedsPerson, &built, "batch", "build", "--period", scriptPeriod, "--pay-on", payOn)
	return built.Batches
}

// release has drafts submitted, approved by somebody else, and their files
// written.
func (s *script) release(batches []builtBatch) []writtenFile {
	s.t.Helper()
	var all []writtenFile
	for _, b := range batches {
		s.as("hoa", exitDone, nil, "batch", "submit", b.Batch)
		s.as("duc", exitDone, nil, "batch", "approve", b.Batch)
		var w filesWritten
		s.as("ngan", exitDone, &w, "bankfile", "write", b.Batch)
		all = append(all, w.Files...)
	}
	return all
}

// answers has the made-up banks answer files, and takes the answers in.
func (s *script) answers(files []writtenFile, dir string, later bool) {
	s.t.Helper()
	args := []string{"synth", "--answer", "--truth", s.at("province"), "--out", s.at(dir), "--month", scriptPeriod}
	if later {
		args = append(args, "--later")
	}
	for _, f := range files {
		args = append(args, f.File)
	}
	var said played
	s.as("ngan", exitDone, &said, args...)
	if len(said.Files) == 0 {
		return
	}
	args = append([]string{"--json", "--now", s.now, "--as", "ngan", "result", "import"}, said.Files...)
	if code, out := s.run(args...); code != exitDone && code != exitNeedsPerson {
		s.t.Fatalf("result import: exit %d\n%s%s", code, out, s.errw)
	}
}

// month runs the month up to the report, and returns the files that left.
func (s *script) month() []writtenFile {
	s.t.Helper()
	s.now = "2024-07-06T09:00"
	s.lists("", s.glob("province/lists/2024-07/*.xlsx"))
	s.now = "2024-07-08T09:00"
	files := s.release(s.build("2024-07-10"))
	s.now = "2024-07-11T09:00"
	s.answers(files, "answers", false)
	s.now = "2024-07-18T09:00"
	s.answers(files, "answers-later", true)
	s.now = "2024-07-20T09:00"
	s.as("ngan", exitNeedsPerson, nil, "reconcile", "--period", scriptPeriod)
	s.now = "2024-07-28T09:00"
	s.lists("bo-sung-a", s.glob("province/lists/2024-07/bo-sung-a/*.xlsx"))
	files = append(files, s.release(s.build("2024-07-31"))...)
	s.now = "2024-07-29T09:00"
	s.lists("bo-sung-b", s.glob("province/lists/2024-07/bo-sung-b/*.xlsx"))
	for _, b := range s.build("2024-07-31") {
		s.as("hoa", exitDone, nil, "batch", "submit", b.Batch)
	}
	s.now = "2024-07-31T17:00"
	s.as("ngan", exitNeedsPerson, nil, "reconcile", "--period", scriptPeriod)
	return files
}

// TestScriptOfAMonth runs a whole month through the program's own command line
// and holds its report against the truth of the province.
func TestScriptOfAMonth(t *testing.T) {
	t.Parallel()
	s := newScript(t)
	s.province(3)
	files := s.month()

	var report map[string]any
	s.as("", exitDone, &report, "report", "coverage", "--period", scriptPeriod, "--by", "commune")
	truth, err := synth.ReadTruth(s.at("province"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := truth.Summary()
	if err != nil {
		t.Fatal(err)
	}
	for key, n := range map[string]int{"beneficiaries": want.Beneficiaries, "with_account": want.WithAccount, "paid": want.Paid} {
		if got := fmt.Sprint(report[key]); got != fmt.Sprint(n) {
			t.Errorf("%s is %s, the truth %d", key, got, n)
		}
	}
	if report["paid_amount"] != want.PaidAmount.Digits() {
		t.Errorf("paid_amount is %v, the truth %s", report["paid_amount"], want.PaidAmount.Digits())
	}
	for place, n := range want.NotPaid {
		if got := fmt.Sprint(report["not_paid"].(map[string]any)[place]); got != fmt.Sprint(n) {
			t.Errorf("not paid, %s: %s, the truth %d", place, got, n)
		}
	}
	t.Run("again changes nothing", func(t *testing.T) { s.againChangesNothing(t, files) })
	t.Run("files check", func(t *testing.T) { s.filesCheck(t, files) })
	t.Run("delivery", func(t *testing.T) { s.delivery(t, files) })
	t.Run("reports", s.reports)
	t.Run("night", s.night)
	t.Run("audit", func(t *testing.T) {
		var v auditVerified
		s.as("", exitDone, &v, "audit", "verify")
		if !v.OK || v.Events == 0 {
			t.Errorf("the journal: %+v", v)
		}
	})
}

// againChangesNothing hands the same files in once more.
func (s *script) againChangesNothing(t *testing.T, files []writtenFile) {
	batch := files[0].Batch
	var w filesWritten
	s.as("ngan", exitDone, &w, "bankfile", "write", batch)
	if len(w.Files) == 0 || w.Files[0].Status != "unchanged" || w.Files[0].SHA256 != files[0].SHA256 {
		t.Errorf("files written again: %+v", w.Files)
	}
	var r resultsImported
	s.as("ngan", exitDone, &r, append([]string{"result", "import"}, s.glob("answers/*")...)...)
	for _, f := range r.Files {
		if f.Status != "unchanged" {
			t.Errorf("answer %s taken again: %s", f.File, f.Status)
		}
	}
	var load registryLoaded
	s.as("hoa", exitDone, &load, "registry", "load", s.at("province", "registry.csv"), "--as-of", "2024-06-30")
	if load.Status != "unchanged" {
		t.Errorf("the snapshot taken again: %s", load.Status)
	}
	var p placesLoaded
	s.as("quan-tri-1", exitDone, &p, "place", "load", s.at("province", "places.csv"))
	if p.Added != 0 {
		t.Errorf("%d communes added again", p.Added)
	}
}

// filesCheck reads every transfer file back, and finds one that was touched.
func (s *script) filesCheck(t *testing.T, files []writtenFile) {
	for _, f := range files {
		var c fileChecked
		s.as("", exitDone, &c, "bankfile", "check", f.File)
		if !c.OK || int64(c.Instructions) != f.Instructions || c.Amount != f.Amount || c.Format != f.Format {
			t.Errorf("%s: %+v", filepath.Base(f.File), c)
		}
	}
	xml := files[slices.IndexFunc(files, func(f writtenFile) bool { return strings.HasSuffix(f.File, ".xml") })]
	text, err := os.ReadFile(xml.File)
	if err != nil {
		t.Fatal(err)
	}
	touched := s.at(filepath.Base(xml.File))
	if err := os.WriteFile(touched, bytes.Replace(text, []byte("<Nm>SO LAO DONG"), []byte("<Nm>SO LAO DONO"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(xml.File+".manifest.json", touched+".manifest.json"); err != nil {
		t.Fatal(err)
	}
	var c fileChecked
	s.as("", exitNeedsPerson, &c, "bankfile", "check", touched)
	if c.OK || len(c.Faults) == 0 || c.Faults[0].Message == "" {
		t.Errorf("a touched file passed: %+v", c)
	}
}

// reports draws every report in every form.
func (s *script) reports(t *testing.T) {
	for _, format := range []string{"text", "json", "csv", "html", "xlsx"} {
		out := s.at("coverage." + format)
		if code, said := s.run("--now", s.now, "report", "coverage", "--period", scriptPeriod, "--format", format, "--out", out, "--lang", "en"); code != exitDone {
			t.Errorf("coverage as %s: exit %d %s%s", format, code, said, s.errw)
		}
		if info, err := os.Stat(out); err != nil || info.Size() == 0 {
			t.Errorf("coverage as %s: %v", format, err)
		}
	}
	var before map[string]any
	s.as("", exitDone, &before, "report", "coverage", "--period", scriptPeriod, "--as-of", "2024-07-08")
	if before["paid"] != float64(0) {
		t.Errorf("before any answer %v were paid", before["paid"])
	}
	var r map[string]any
	if _, out := s.run("--json", "--now", s.now, "report", "reconciliation", "--period", scriptPeriod); json.Unmarshal([]byte(out), &r) != nil || r["sent"] == nil {
		t.Errorf("report reconciliation: %s", out)
	}
	var entries map[string]any
	s.as("", exitDone, &entries, "report", "ledger", "--period", scriptPeriod, "--by", "payer")
	if entries["paid"] != r["paid"] || entries["paid_amount"] != r["paid_amount"] || entries["sum_amount"] != "0" || entries["paid"] == float64(0) {
		t.Errorf("report ledger: %v paid, %v come to %v; reconciled are %v", entries["paid"], entries["paid_amount"], entries["sum_amount"], r["paid"])
	}
	s.as("", exitDone, &entries, "report", "ledger", "--period", scriptPeriod, "--as-of", "2024-07-01")
	if entries["entries"] != float64(0) {
		t.Errorf("before any file left %v entries are there", entries["entries"])
	}
	var x exceptionList
	s.as("", exitNeedsPerson, &x, "report", "exceptions", "--period", scriptPeriod)
	for _, e := range x.Exceptions {
		if e.Message == "" || e.Message == e.Kind || e.Fix == "" {
			t.Errorf("exception without words: %+v", e)
		}
	}
	for _, args := range [][]string{{"report", "reconciliation"}, {"report", "ledger"}, {"report", "exceptions"}, {"review", "list"}, {"batch", "list"}, {"list", "stopped"}} {
		if code, out := s.run(append(args, "--now", s.now, "--period", scriptPeriod)...); code != exitDone && code != exitNeedsPerson || out == "" {
			t.Errorf("%v as text: exit %d %s", args, code, s.errw)
		}
	}
}

// night runs twice: the first takes in the list that lies in the inbox, the
// second finds nothing to do.
func (s *script) night(t *testing.T) {
	s.now = "2024-07-31T20:00"
	supplement := s.at("data", "inbox", "lists", scriptPeriod, "bo-sung-dem")
	if err := os.MkdirAll(supplement, 0o700); err != nil {
		t.Fatal(err)
	}
	list := "STT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Xã,Đối tượng,Hệ số,Tổng tiền\n" +
		"1,Nguyễn Thị Đêm,05/03/1948,Nữ,999148999999,99001,05A,,500000\n"
	if err := os.WriteFile(filepath.Join(supplement, "xa-99001.csv"), []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	for run := range 2 {
		var n nightDone
		s.as("night", exitDone, &n, "night", "--period", scriptPeriod)
		if len(n.Steps) < 7 {
			t.Fatalf("the night has %d steps", len(n.Steps))
		}
		for _, step := range n.Steps {
			took := step.Step == "inbox_lists" || step.Step == "match"
			if run == 0 && (step.Status == "blocked" || took && step.Status != "done") {
				t.Errorf("the night of a new list: %s is %s, %s", step.Step, step.Status, step.Detail)
			}
			if run == 1 && step.Status != "nothing_to_do" {
				t.Errorf("the second night: %s is %s, %s", step.Step, step.Status, step.Detail)
			}
		}
	}
	if len(s.glob("data/reports/2024-07/*")) < 4 {
		t.Error("the night left no reports")
	}
}
