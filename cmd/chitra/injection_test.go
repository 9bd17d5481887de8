package main

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"chitra/beneficiary"
	"chitra/internal/civil"
	"chitra/internal/sheet"
	"chitra/internal/wording"
	"chitra/payout/rules"
	"chitra/reports"
)

// hostile are texts that a spreadsheet program runs when a file lets it.
func hostile() []string {
	return []string{`=HYPERLINK("http://example.invalid","Lan")`, "=cmd|' /C calc'!A0", "+84900000000", "-1+1", "@SUM(A1:A9)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1"}
}

// runs says whether a csv field would be worked out, blanks and quotes in front
// passed over as such programs do.
func runs(field string) bool {
	return field != "" && strings.ContainsAny(strings.TrimLeft(field, " \u00a0\ufeff")[:1], "=+-@\t\r\n") || strings.HasPrefix(field, "＝")
}

func TestExceptionsLeaveInert(t *testing.T) {
	list := &exceptionList{}
	for _, text := range hostile() {
		list.Exceptions = append(list.Exceptions, listedException{ID: "X1", Kind: "unpaired", Owner: text, Subject: text, Reference: text, Detail: text})
	}
	var out strings.Builder
	if err := list.writeCSV(&out); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
	if err != nil || len(records) != len(hostile())+1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	for _, record := range records {
		for _, field := range record {
			if runs(field) {
				t.Errorf("%q would run", field)
			}
		}
	}
}

func TestReviewWorkbookLeavesInert(t *testing.T) {
	s, err := newShell(globals{}, strings.NewReader(""), io.Discard, io.Discard, func(string) string { return "" }, reports.Vietnamese)
	if err != nil {
		t.Fatal(err)
	}
	q := &reviewQueue{Period: "2024-07"}
	for _, text := range hostile() {
		q.Items = append(q.Items, reviewItem{Row: text, Tier: text, Outcome: text,
			List:       reviewRow{Period: text, Name: text, Birth: text, PersonalID: text, Commune: text},
			Candidates: []reviewCandidate{{PersonalID: text, Name: text, Birth: text, Sex: text, Commune: text}}})
	}
	var out bytes.Buffer
	if err := s.reviewBook(&out, q, []reviewGroup{{Group: hostile()[0], Commune: hostile()[0], Outcome: hostile()[0], Pattern: hostile()}}); err != nil {
		t.Fatal(err)
	}
	noFormula(t, out.Bytes(), hostile()[0])
}

func TestTemplateLeavesInert(t *testing.T) {
	for _, text := range hostile() {
		var out bytes.Buffer
		offers, err := rules.Tables().Offers("BTXH", civil.Month{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range offers {
			offers[i].Name = text
		}
		err = beneficiary.WriteTemplate(&out, wording.ListTemplate(wording.TemplateFor{Programme: "BTXH", Code: "99001", Commune: text, Offers: offers, Banks: []string{text}}))
		if err != nil {
			t.Fatal(err)
		}
		noFormula(t, out.Bytes(), text)
	}
}

// noFormula looks through every sheet of a workbook for a formula and for a cell
// that holds the text as no text; the text itself must be there.
func noFormula(t *testing.T, data []byte, text string) {
	t.Helper()
	parts, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range parts.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/") {
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		xml, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(xml, []byte("<f>")) || bytes.Contains(xml, []byte("<f ")) || bytes.Contains(xml, []byte("<hyperlink")) {
			t.Errorf("%s holds a formula or a link", f.Name)
		}
	}
	table, err := sheet.OpenTable(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	seen := false
	for i := range table.Sheets() {
		for row, err := range table.Rows(i) {
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range row.Cells {
				seen = seen || strings.Contains(c.Text, text)
				if runs(c.Text) && (c.Formula || c.Kind != sheet.Text || c.Format != "@") {
					t.Errorf("%q is %v in the format %q", c.Text, c.Kind, c.Format)
				}
			}
		}
	}
	if !seen {
		t.Errorf("%q is not in the workbook: the test looks at nothing", text)
	}
}
