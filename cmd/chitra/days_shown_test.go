package main

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chitra/internal/civil"
	"chitra/reports"
)

// overheard is a verb whose outcome a test looks at too.
type overheard struct {
	verb
	outcome outcome
}

func (o *overheard) do(ctx context.Context, s *shell) (outcome, error) {
	res, err := o.verb.do(ctx, s)
	if err == nil {
		o.outcome = res
	}
	return res, err
}

// asClerksWrite holds what people read of an outcome in both languages: days,
// months and times as Vietnam's papers write them, never as machines do. Every
// script of these tests passes here with every verb it runs.
func asClerksWrite(t *testing.T, args []string, o outcome) {
	t.Helper()
	if o == nil || slices.Contains(args, "csv") || slices.Contains(args, "json") {
		return // nothing to read, or for machines
	}
	for _, lang := range []reports.Lang{reports.Vietnamese, reports.English} {
		if line := machineDay(shown(o, lang)); line != "" {
			t.Errorf("chitra %s shows in %s: %s", strings.Join(args, " "), lang, line)
		}
	}
}

// asClerksWriteErrors holds the same of messages; logs are for machines.
func asClerksWriteErrors(t *testing.T, args []string, text string) {
	t.Helper()
	for _, a := range args {
		text = strings.ReplaceAll(text, a, "") // what one typed may be said back
	}
	if strings.HasPrefix(text, "time=") {
		return
	}
	if line := machineDay(text); line != "" {
		t.Errorf("chitra %s complains: %s", strings.Join(args, " "), line)
	}
}

// machineDays is a day, a month or a time as machines write it. Names of files,
// batches and folders have more around it; what a flag is given, and what is
// quoted, is not told of a day.
var machineDays = regexp.MustCompile(`(?:^|[^\w\-/.":])(?:1|2)\d{3}-\d{2}(?:-\d{2}(?:[T ]\d{2}:\d{2}\S*)?)?(?:$|[^\w\-/."]|\.(?:\W|$))`)

var flagValue = regexp.MustCompile(`--(?:period|month|from|to|on|as-of|now|pay-on) \S+`)

// machineDay is the first line of a text with such a day in it; "" for none.
func machineDay(text string) string {
	for line := range strings.Lines(text) {
		if machineDays.MatchString(flagValue.ReplaceAllString(line, "")) {
			return line
		}
	}
	return ""
}

// booksAsClerksWrite holds the same of every workbook and page that a script
// left behind. Lists that communes sent, with what was marked in them, are as
// communes write; transfer files and answers are as banks do.
func booksAsClerksWrite(t *testing.T, dir string) {
	notOurs := []string{"province", "corrected", "marked", "answers", "answers-later", "outbox"}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains(notOurs, entry.Name()):
			return fs.SkipDir
		}
		text := ""
		switch filepath.Ext(path) {
		case ".xlsx":
			text = textOfBook(t, path)
		case ".html", ".txt":
			read, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			text = string(read)
		}
		if line := machineDay(text); line != "" {
			t.Errorf("%s shows %s", path, line)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func textOfBook(t *testing.T, path string) string {
	book, err := excelize.OpenFile(path)
	if err != nil {
		return "" // planted, to be refused
	}
	defer func() { _ = book.Close() }()
	var text strings.Builder
	for _, name := range book.GetSheetList() {
		rows, err := book.GetRows(name)
		if err != nil {
			t.Error(err)
		}
		for _, row := range rows {
			text.WriteString(strings.Join(row, " | ") + "\n")
		}
	}
	return text.String()
}

// TestDaysOfVerbsNoScriptRuns shows the verbs that no script above reaches.
func TestDaysOfVerbsNoScriptRuns(t *testing.T) {
	one := listedException{ID: "X1", Kind: "overdue", Period: "2024-07", Owner: "bankdesk", OwnedBy: "role", Due: "2024-12-31"}
	for name, o := range map[string]outcome{
		"exception show": &exceptionShown{listedException: one, History: []exceptionStep{{Step: "opened", At: stampUTC, To: "bankdesk", Due: "2024-12-31", Reason: "overdue"}}},
		"report year-end": &yearEndReport{SpentBy: "2024-12-31", ReturnedBy: "2025-01-31", ReconciledBy: "2025-02-10",
			Lines: []yearEndLine{{Payer: "ISO1", Period: "2024-07"}}, OnItsWay: []waitingSlip{{Handback: 9, SlipOn: "2025-01-28"}}},
		"payment handback list": &handbackList{Handbacks: []listedHandback{{Handback: 9, Slip: "12", SlipOn: "2024-12-31", ReceivedOn: "2024-12-31", ProposedAt: stampUTC}}},
		"payment handback receipt list": &receiptList{Receipts: []listedReceipt{{Receipt: 9, ReceivedOn: "2024-12-31", ProposedAt: stampUTC, ConfirmedAt: stampUTC}},
			Withdrawals: []listedWithdrawal{{Receipt: 9, ProposedAt: stampUTC, ConfirmedAt: stampUTC, Status: "active"}}},
		"bankfile inquiry list": &inquiryList{Inquiries: []listedInquiry{{Inquiry: "ISO1-2024-12-31-1", AskedOn: "2024-12-31"}}},
		"suspension list":       &suspensionList{Suspensions: []listedSuspension{{Months: []string{"2024-10", "2024-11", "2024-12"}, ProposedAt: stampUTC}}},
		"result import": &resultsImported{Files: []importedResult{{File: "a.xml", Statements: []resultStatement{{Payer: "ISO1", From: "2024-12-31", To: "2024-12-31"},
			{Payer: "ISO1", From: "2024-12-31"}}}}},
		"result lines":   &resultLines{Lines: []keptLine{{Line: "1:2", BookedOn: "2024-12-31"}}},
		"payment show":   paymentOfOne(),
		"batch list":     &batchList{Period: "2024-07", Batches: []listedBatch{{Batch: "BTXH-2024-07-ISO1-1", PayOn: "2024-12-31"}}},
		"registry show":  &snapshotShown{Consents: []snapshotConsent{{Code: "snapshot_old", Measured: "2024-12-31, 45", At: stampUTC}}},
		"registry asked": &registryRequests{OldestOpen: stampUTC, Requests: []registryRequest{{Period: "2024-12", At: stampUTC}}},
		"review list": &reviewQueue{Period: "2024-12", Items: []reviewItem{{Answered: &reviewAnswer{Code: "C1", Day: "2024-12-31", Birth: "1950-12-31", DiedOn: "2024-12-31",
			Said: "died"}}}},
		"batch reissue": &reissued{Period: "2024-12"},
	} {
		t.Run(name, func(t *testing.T) { asClerksWrite(t, []string{name}, o) })
	}
	shownOnes := shown(&batchList{Batches: []listedBatch{{Batch: "BTXH-2024-07-ISO1-1", PayOn: "2024-12-31"}}}, reports.English)
	holds(t, shownOnes, []string{"31/12/2024", "BTXH-2024-07-ISO1-1"}, []string{"2024-12-31"})
}

// TestMachineDaysAreMet: what the scripts are held against is found where it
// stands, and names that have a day in them are none.
func TestMachineDaysAreMet(t *testing.T) {
	for _, text := range []string{"ngày 2024-12-31.", "2024-07", "(2024-07-01)", "│ 2024-12-31 │", "từ 2024-07-06T02:00:00.000Z.", "2024-12-31 07:30", "kỳ 2024-07: 3", "x, 1950-12-31, y"} {
		if machineDay(text) == "" {
			t.Errorf("%q passes", text)
		}
	}
	for _, text := range []string{"31/12/2024", "07:30 ngày 31/12/2024", "BTXH-2024-07-ISO1-1", "/tmp/reports/2024-07/a.html", "coverage-2024-07.xlsx", "--period 2024-07",
		"2024-07-31.xml", "ISO1-2024-12-31-1"} {
		if line := machineDay(text); line != "" {
			t.Errorf("%q is taken for a day: %s", text, line)
		}
	}
}

// TestFlagsTakeDaysOfBothKinds: as scripts and as clerks write them; what is
// neither is refused, in words.
func TestFlagsTakeDaysOfBothKinds(t *testing.T) {
	for text, want := range map[string]string{"2024-12-31": "2024-12-31", "31/12/2024": "2024-12-31", "1/8/2024": "2024-08-01", "2024-12": "", "12/2024": "",
		"31/12/24": "", "12/31/2024": "", "31-12-2024": "", "31/12-2024": "", "2024": "", "": "", "2024/12/31": "", "hôm qua": ""} {
		var d day
		if err := d.UnmarshalText([]byte(text)); d.ISO() != want || (err == nil) != (want != "") {
			t.Errorf("day %q is %s, %v", text, d.ISO(), err)
		}
	}
	for text, want := range map[string]string{"2024-12": "2024-12", "12/2024": "2024-12", "7/2024": "2024-07", "2024-12-31": "", "31/12/2024": "", "13/2024": "", "2024": "", "": ""} {
		var m month
		if err := m.UnmarshalText([]byte(text)); m.String() != want || (err == nil) != (want != "") {
			t.Errorf("month %q is %s, %v", text, m, err)
		}
	}
	for text, want := range map[string]string{"2024-08-01T07:30": "07:30", "01/08/2024 07:30": "07:30", "07:30 01/08/2024": "07:30", "07:30 ngày 1/8/2024": "07:30",
		"2024-08-01": "00:00", "01/08/2024": "00:00", "2024-08-01T00:30:00Z": "07:30"} {
		at, wholeDay, err := parseMoment(text)
		if err != nil || at.In(civil.Zone()).Format("2006-01-02 15:04") != "2024-08-01 "+want || wholeDay != (want == "00:00") {
			t.Errorf("time %q is %v, %v, %v", text, at, wholeDay, err)
		}
	}
	s := newScript(t)
	for lang, want := range map[string]string{"vi": `--period: "2024.07" không phải là tháng`, "en": `--period: "2024.07" is no month`} {
		if code, _ := s.run("--lang", lang, "reconcile", "--period", "2024.07"); code != exitUsage || !strings.Contains(s.errw, want) {
			t.Errorf("in %s: exit %d, %s", lang, code, s.errw)
		}
	}
	if code, _ := s.run("--now", "hôm qua", "version"); code != exitUsage || !strings.Contains(s.errw, `"hôm qua" không phải là thời điểm`) {
		t.Errorf("exit %d, %s", code, s.errw)
	}
}
