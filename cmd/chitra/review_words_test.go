package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/reports"
)

// TestReviewShowSpeaksAsListExplainDoes: sex in words, bits with a comma, and no
// hidden digit marked as different.
func TestReviewShowSpeaksAsListExplainDoes(t *testing.T) {
	item := app.ReviewItem{Row: "1.r", List: app.ListRow{FullName: "Lê Văn An", Sex: "F", PersonalID: "999160000007"}}
	item.Candidates = []app.ReviewPerson{{RegistryPerson: app.RegistryPerson{FullName: "Lê Văn An", Sex: "M", PersonalID: "999261111008"}, Tenths: 500}}
	var out bytes.Buffer
	(&reviewShown{Items: queueOf([]app.ReviewItem{item})}).show(&page{w: &out, words: wording.In(reports.Vietnamese)})
	for _, want := range []string{"am", "ữ", "50,0 bit"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not shown:\n%s", want, out.String())
		}
	}
	for _, not := range []string{"[•", "•]", "50.0", "[M]"} {
		if strings.Contains(out.String(), not) {
			t.Errorf("%q is shown:\n%s", not, out.String())
		}
	}
}

func TestAMissingFlagIsToldInVietnamese(t *testing.T) {
	var out bytes.Buffer
	refuseUsage(false, wording.In(reports.Vietnamese), io.Discard, &out, errors.New("missing flags: --reason=TEXT"))
	if s := out.String(); strings.Contains(s, "missing") || !strings.Contains(s, "Thiếu --reason=TEXT") {
		t.Error(s)
	}
}

func TestTheRequestIsMarkedAsPractice(t *testing.T) {
	w := wording.In(reports.Vietnamese)
	if got := w.AskBook(app.AskHead{Practice: true}).Title[0]; !strings.HasPrefix(got, reports.Vietnamese.Words().Practice) {
		t.Error(got)
	}
	if got := w.AskBook(app.AskHead{}).Title[0]; strings.HasPrefix(got, reports.Vietnamese.Words().Practice) {
		t.Error(got)
	}
}

func TestAFaultOnTheCommandLineHasNoLine(t *testing.T) {
	var out bytes.Buffer
	said := wording.In(reports.Vietnamese).PolicyFault(registry.PolicyNotInRange, "9")
	(&policySet{Status: policyFaulty, Faults: []policyFault{{Key: "twin_edits", Message: said.Says, Fix: said.Fix}}}).show(&page{w: &out, words: wording.In(reports.Vietnamese)})
	if s := out.String(); strings.Contains(s, "Dòng") || !strings.Contains(s, "twin_edits 2–4") {
		t.Error(s)
	}
}
