package main

import (
	"bytes"
	"strings"
	"testing"

	"chitra/internal/wording"
	"chitra/reports"
)

// shown is what people read of an outcome.
func shown(o outcome, lang reports.Lang) string {
	var out bytes.Buffer
	o.show(&page{w: &out, words: wording.In(lang)})
	return out.String()
}

// holds says what a text must and must not have in it.
func holds(t *testing.T, text string, want, not []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not shown:\n%s", w, text)
		}
	}
	for _, n := range not {
		if strings.Contains(text, n) {
			t.Errorf("%q is shown:\n%s", n, text)
		}
	}
}

const (
	stampUTC  = "2024-10-08T07:00:00.000Z"
	stampHere = "14:00 ngày 08/10/2024"
)

func paymentOfOne() *paymentsShown {
	return &paymentsShown{Payments: []shownPayment{{Payment: "P1", Period: "2024-07", State: "paid", amount: 1_000_000,
		Lines:    []shownLine{{Rule: "BTXH-04", Month: "2024-07", Cause: "regular", Amount: "1000000", Basis: "NĐ 20/2021"}},
		Attempts: []shownAttempt{{Attempt: 1, Reference: "C1", State: "paid", Changes: []shownChange{{From: "sent", To: "paid", At: stampUTC}}}}}}}
}

func caseOfOne() *exceptionShown {
	one := listedException{ID: "X1", Kind: "overdue", Amount: "1000000", Owner: "bankdesk", OwnedBy: "role", Message: "Quá hạn."}
	return &exceptionShown{listedException: one, History: []exceptionStep{{Step: "opened", At: stampUTC, To: "bankdesk", Reason: "overdue"}}}
}

func linesOfOne() *resultLines {
	return &resultLines{Lines: []keptLine{{Line: "1:2", Amount: "1000000", State: "unpaired"}}}
}

// TestAmountsAreInGroupsAndTimesLocal: nobody reads 1000000 đồng, or a time of
// another zone.
func TestAmountsAreInGroupsAndTimesLocal(t *testing.T) {
	for name, o := range map[string]outcome{"payment show": paymentOfOne(), "exception show": caseOfOne(),
		"exception list": &exceptionsListed{Exceptions: []listedException{{ID: "X1", Kind: "overdue", Amount: "1000000"}}},
		"result lines":   linesOfOne()} {
		t.Run(name, func(t *testing.T) {
			holds(t, shown(o, reports.Vietnamese), []string{"1.000.000"}, []string{"1000000", stampUTC})
			holds(t, shown(o, reports.English), []string{"1,000,000"}, []string{"1000000", stampUTC})
		})
	}
	for name, o := range map[string]outcome{"payment show": paymentOfOne(), "exception show": caseOfOne(),
		"batch show":       &batchView{Approvals: []batchConsent{{By: "duc", At: stampUTC}}},
		"list versions":    &listVersions{Versions: []listVersion{{At: stampUTC}}},
		"refused":          &refusedTries{Tries: []refusedTry{{At: stampUTC}}},
		"bankfile deliver": &filesDelivered{Files: []deliveredFile{{Proofs: []deliveryProof{{EndedAt: stampUTC}}}}}} {
		t.Run("time of "+name, func(t *testing.T) {
			holds(t, shown(o, reports.Vietnamese), []string{stampHere}, []string{stampUTC})
		})
	}
}

// TestAnAnswerSaysOnlyWhatItHas: a notification has no balances, and what is the
// matter with a whole answer has no line.
func TestAnAnswerSaysOnlyWhatItHas(t *testing.T) {
	r := &resultsImported{Files: []importedResult{{File: "latin.xml", Statements: []resultStatement{{Payer: "ISO1", ID: "camt054"},
		{Payer: "ISO1", ID: "camt053", From: "2024-07-01", To: "2024-07-02", Opening: "1000000", Closing: "2000000"}},
		Exceptions: []resultException{{Message: "Thiếu sao kê."}, {Line: 7, Message: "Quá hạn."}}}}}
	holds(t, shown(r, reports.Vietnamese), []string{"  ISO1 camt054\n", ": 1.000.000 → 2.000.000 đồng", "  latin.xml Thiếu", "  latin.xml:7 Quá"},
		[]string{"latin.xml:0", ":  →", "camt054 –", "1000000"})
}

// TestNoCodeStandsInASentence: what people read is said in their language; a code
// stands in brackets, or where a flag asks for it.
func TestNoCodeStandsInASentence(t *testing.T) {
	makers := []batchMaker{{"lan", "built"}, {"an", "uploaded"}, {"an", "decided"}, {"an", "account"}, {"lan", "submitted 2"}}
	holds(t, shown(&batchView{Makers: makers}, reports.Vietnamese),
		[]string{"lan (đã lập đợt)", "an (đã nộp danh sách)", "lan (đã trình lần 2)", "an (đã ghi hoặc đổi tài khoản)", "an (đã quyết định"},
		[]string{"built", "uploaded", "account", "submitted", "decided"})
	holds(t, shown(&batchView{Makers: makers}, reports.English), []string{"lan (submitted it, round 2)"}, nil)

	overdue, _ := wording.In(reports.Vietnamese).Of(wording.Exceptions, "overdue")
	holds(t, shown(caseOfOne(), reports.Vietnamese), []string{"cán bộ ngân hàng vụ", "[overdue]", "X1 · 1.000.000 đồng\n", "│ " + overdue.Says},
		[]string{"bankdesk", "overdue ", "vai "})
	holds(t, shown(&exceptionChanged{exceptionShown{listedException: listedException{Owner: "bankdesk", OwnedBy: "role"}}}, reports.Vietnamese),
		[]string{"cán bộ ngân hàng vụ"}, []string{"bankdesk"})
	holds(t, shown(&exceptionsListed{Exceptions: []listedException{{ID: "X1", Kind: "overdue", Owner: "lan", OwnedBy: "user"}}}, reports.Vietnamese),
		[]string{"│ " + overdue.Says, "│ lan"}, []string{"overdue"})
	holds(t, shown(paymentOfOne(), reports.Vietnamese), []string{"(hằng tháng)"}, []string{"regular"})
}

// TestWrongUsageIsToldInVietnamese: the usual complaints of the command line's
// reader, as it really makes them.
func TestWrongUsageIsToldInVietnamese(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"either of two flags": {[]string{"suspension", "decide", "X", "--reason", "x"}, "hoặc"},
		"not one of":          {[]string{"list", "import", "a.xlsx", "--period", "2024-07", "--programme", "X"}, "phải là một trong"},
		"no argument":         {[]string{"result", "pair"}, "Thiếu \"<line>\""},
		"one too many":        {[]string{"version", "help"}, "help"},
		"no such command":     {[]string{"pay"}, "pay"},
		"no such flag":        {[]string{"version", "--nothing"}, "Không có cờ --nothing"},
		"no value":            {[]string{"list", "match", "--period"}, "--period thiếu giá trị"},
		"together":            {[]string{"payer", "delivery", "P", "--none", "--confirm"}, "không dùng cùng nhau"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScript(t)
			if code, _ := s.run(c.args...); code != exitUsage {
				t.Fatalf("exit %d: %s", code, s.errw)
			}
			holds(t, s.errw, []string{c.want}, []string{"missing", "must be", "expected", "unexpected", "unknown", "can't", " or "})
		})
	}
}

// TestWhatPeopleSaidIsNotTheBanks: a correction and a pairing are told as such,
// with the two who stand for them.
func TestWhatPeopleSaidIsNotTheBanks(t *testing.T) {
	attempt := shownAttempt{Bank: "970405", Answers: []shownAnswer{
		{Source: "bank", File: "a.xml", Line: 3, Status: "ACCC"},
		{Source: "correction", File: "ev.txt", Line: 1, Status: "CORRECTION", Reasons: "AC04", Verdict: "rejected", Proposed: "lan", Agreed: "minh"},
		{Source: "pairing", File: "s.xml", Line: 7, Status: "BOOK", BookedOn: "2024-07-11", Proposed: "nga", Agreed: "hoa"}}}
	o := &paymentsShown{Payments: []shownPayment{{Attempts: []shownAttempt{attempt}}}}
	rejected := wording.In(reports.Vietnamese).Name(wording.InstructionStates, "rejected")
	holds(t, shown(o, reports.Vietnamese), []string{"Ngân hàng, a.xml dòng 3: ACCC\n",
		"Đính chính (lan đề nghị, minh xác nhận) theo ev.txt: " + rejected + " AC04\n",
		"Người ghép (nga đề nghị, hoa xác nhận) dòng 7 của s.xml: BOOK 11/07/2024\n"}, []string{"CORRECTION", "Ngân hàng, ev.txt", "Ngân hàng, s.xml", "%!"})
	holds(t, shown(o, reports.English), []string{"The bank, a.xml line 3: ACCC\n", "Correction (proposed by lan, confirmed by minh) by ev.txt: ",
		"Paired by people (proposed by nga, confirmed by hoa), s.xml line 7: BOOK"}, []string{"%!", "CORRECTION"})
	o.Payments[0].Attempts[0].Bank = "" // a desk has none
	holds(t, shown(o, reports.Vietnamese), []string{"tiền mặt, số định danh", "Tổ chức chi trả, a.xml dòng 3: ACCC\n"}, []string{"Ngân hàng"})
}

// TestWhatADeliveryExitsWith: no target and nothing asked for is nothing to do;
// what was named and not brought needs a person, and so does what failed.
func TestWhatADeliveryExitsWith(t *testing.T) {
	for name, c := range map[string]struct {
		status string
		named  bool
		want   bool
	}{
		"no target": {"no_target", false, false}, "named, no target": {"no_target", true, true}, "failed": {"failed", false, true}, "asked": {"asked", true, true},
		"named, failed": {"failed", true, true}, "brought": {"new", true, false}, "brought before": {"unchanged", true, false},
	} {
		d := &filesDelivered{Files: []deliveredFile{{Status: "new"}, {Status: c.status}}, named: c.named}
		if got := d.needsPerson(); got != c.want {
			t.Errorf("%s: needs a person is %v", name, got)
		}
	}
	holds(t, shown(&filesDelivered{Files: []deliveredFile{{Name: "a.xml", Status: "asked"}}}, reports.Vietnamese),
		[]string{"chờ người thứ hai", "chitra bankfile deliver a.xml --again"}, []string{"asked"})
}
