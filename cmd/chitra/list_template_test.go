package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chitra/beneficiary"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/wording"
	"chitra/payout/rules"
)

// template writes the template of July 2024 for the commune 99001.
func (s *script) template() []byte {
	s.t.Helper()
	var made templateWritten
	s.as("", exitDone, &made, "list", "template", "--period", "2024-07", "--commune", "99001", "--out", s.at("template.xlsx"))
	data, err := os.ReadFile(made.File)
	if err != nil {
		s.t.Fatal(err)
	}
	return data
}

// filled fills a template in as a clerk does: cell by cell, choosing what the
// lists offer, every category and every bank once.
func filled(t *testing.T, template []byte, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(template))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	categories, banks, coefficients := choices(t, f, "H"), choices(t, f, "O"), choices(t, f, "I")
	set := func(cell string, value any) {
		if err := f.SetCellValue(beneficiary.ListSheet, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	for i := range max(len(categories), len(banks)) {
		line, category := i+6, categories[i%len(categories)]
		set(fmt.Sprintf("A%d", line), i+1)
		set(fmt.Sprintf("B%d", line), "Nguyễn Văn "+[]string{"Hùng", "Đức", "Minh"}[i%3])
		set(fmt.Sprintf("C%d", line), 29294+i) // from 14/03/1980 on
		set(fmt.Sprintf("D%d", line), "Nam")
		set(fmt.Sprintf("E%d", line), fmt.Sprintf("999080%06d", i*17))
		set(fmt.Sprintf("H%d", line), category)
		at := slices.IndexFunc(coefficients, func(c string) bool { return strings.HasSuffix(category, "hệ số "+c) })
		set(fmt.Sprintf("I%d", line), coefficients[at])
		set(fmt.Sprintf("J%d", line), 500_000)
		set(fmt.Sprintf("M%d", line), 500_000)
		set(fmt.Sprintf("N%d", line), fmt.Sprintf("09%08d", i))
		set(fmt.Sprintf("O%d", line), banks[i%len(banks)])
		set(fmt.Sprintf("P%d", line), "Trần Thị Lan")
		set(fmt.Sprintf("Q%d", line), "Người giám hộ")
	}
	if change != nil {
		change(f)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// choices are what the list of a column of the template offers.
func choices(t *testing.T, f *excelize.File, column string) (out []string) {
	t.Helper()
	all, err := f.GetDataValidations(beneficiary.ListSheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range all {
		if !strings.HasPrefix(rule.Sqref, column+"6:") {
			continue
		}
		var from, to int
		if _, err := fmt.Sscanf(rule.Formula1, "_choices!$A$%d:$A$%d", &from, &to); err != nil {
			t.Fatalf("list of column %s: %q", column, rule.Formula1)
		}
		for row := from; row <= to; row++ {
			text, err := f.GetCellValue("_choices", fmt.Sprintf("A%d", row))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
	}
	if len(out) == 0 {
		t.Fatalf("column %s has no list", column)
	}
	return out
}

func TestAFilledTemplateHasNoIssues(t *testing.T) {
	s := newScript(t)
	s.clerk()
	template := s.template()
	if !bytes.Equal(template, s.template()) {
		t.Error("the same flags gave other bytes")
	}
	var got listsImported
	s.as("lan", exitDone, &got, "list", "import", "--period", "2024-07", s.file("filled.xlsx", filled(t, template, nil)))
	if l := got.Lists[0]; l.Rows < 50 || l.Accepted != l.Rows || len(l.Issues) != 0 || l.Commune != "99001" {
		t.Errorf("%d rows, %d taken, commune %s: %+v", l.Rows, l.Accepted, l.Commune, l.Issues)
	}
	var none listsImported
	s.as("lan", exitFailed, &none, "list", "import", "--period", "2024-07", s.at("template.xlsx"))
	if none.Lists[0].Reason != beneficiary.RefusedNoRows {
		t.Errorf("the template as it was: %+v", none.Lists[0])
	}
}

func TestATemplateThatIsOldOrMisusedIsNoted(t *testing.T) {
	s := newScript(t)
	s.clerk()
	template := s.template()
	set := func(sheet, cell, value string) func(*excelize.File) {
		return func(f *excelize.File) {
			if err := f.SetCellValue(sheet, cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		change func(*excelize.File)
		want   string
	}{
		"older layout":                {set("_chitra", "B1", "0"), beneficiary.CodeTemplateOutdated},
		"older rules":                 {set("_chitra", "B2", "rules-000000000000"), beneficiary.CodeTemplateOutdated},
		"somebody among the examples": {set(beneficiary.ExampleSheet, "B7", "Lê Thị Bông"), beneficiary.CodeExamplesFilled},
		"a hint written into a guide": {set(beneficiary.GuideSheet, "A40", "Tổng số người: 7"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got listsImported
			s.as("lan", exitDone, &got, "list", "import", "--dry-run", "--period", "2024-07", s.file("changed.xlsx", filled(t, template, c.change)))
			codes := ""
			for _, i := range got.Lists[0].Issues {
				codes += i.Code + i.Severity
			}
			want := ""
			if c.want != "" {
				want = c.want + "warns"
			}
			if codes != want {
				t.Errorf("issues %q, want %q", codes, c.want)
			}
		})
	}
}

// What a template offers is what the list reads: each category its own family,
// each bank itself, in every month whose rates are known.
func TestWhatATemplateOffersIsRead(t *testing.T) {
	months := []string{"", "2021-07", "2024-07", "2025-07", "2026-12"}
	for _, text := range months {
		period := civil.Month{}
		if text != "" {
			var err error
			if period, err = civil.ParseMonth(text); err != nil {
				t.Fatal(err)
			}
		}
		offers, err := rules.Tables().Offers("BTXH", period)
		if err != nil || len(offers) < 15 {
			t.Fatalf("%s: %d offers, %v", text, len(offers), err)
		}
		template := wording.ListTemplate(wording.TemplateFor{Programme: "BTXH", Period: period, Offers: offers})
		for i, choice := range template.Choices[beneficiary.Category] {
			if family, ok := rules.Tables().Category(choice); !ok || family != offers[i].Family {
				t.Errorf("%s: %q is read as %q, want %q", text, choice, family, offers[i].Family)
			}
		}
		for _, e := range template.Examples {
			if !strings.HasPrefix(e[beneficiary.PersonalID], "999") || !strings.Contains(e[beneficiary.Category], "hệ số") {
				t.Errorf("%s: example %v", text, e)
			}
		}
	}
	seen := map[string]bool{}
	for _, name := range bankChoices(bank.Directory()) {
		i, m := bank.Directory().Find(name)
		if !m.Found() || i.BIN == "" || seen[i.BIN] {
			t.Errorf("bank %q: %v, %s twice %v", name, m, i.BIN, seen[i.BIN])
		}
		seen[i.BIN] = true
	}
	for i := range bank.Directory().All() {
		if i.BIN != "" && !seen[i.BIN] {
			t.Errorf("no template offers %s (%s)", i.Code, i.BIN)
		}
	}
}
