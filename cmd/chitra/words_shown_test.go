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
