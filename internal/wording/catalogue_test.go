package wording

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary"
	"chitra/reports"
)

var update = flag.Bool("update", false, "write docs/issue-codes.md anew")

const cataloguePage = "../../docs/issue-codes.md"

// TestCatalogueOfCodes holds the page of all codes against the sentences that
// people are shown.
func TestCatalogueOfCodes(t *testing.T) {
	page := catalogue()
	if *update {
		if err := os.WriteFile(cataloguePage, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(cataloguePage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(kept), page); diff != "" {
		t.Errorf("docs/issue-codes.md (-) against the code (+); -update writes it:\n%s", diff)
	}
}

func catalogue() string {
	var b strings.Builder
	b.WriteString("# Codes of issues and refusals\n\n" +
		"What is said of a list, in Vietnamese and in English, and what to do. Codes are promises: they stand in `--json`, in the marked\n" +
		"workbook and in scripts, and do not change. Written from the code by `go test ./internal/wording -run TestCatalogueOfCodes\n" +
		"-update`. “…” stands for what is in the cell, or for a proposal.\n\n" +
		"*Back*: a line of this fault is in the workbook of rows to fix. *Column*: what is proposed may be accepted for a whole column at\n" +
		"once (`list accept --column`); all other proposals are accepted cell by cell.\n")
	issueSection(&b, "Issues that refuse a row", "The row waits for a correction; all others go on.", beneficiary.Refuses)
	issueSection(&b, "Issues that warn", "The row is taken. Of a whole column or sheet, the issue is told once.", beneficiary.Warns)
	refusalSection(&b, "Lists that are refused whole", "Nothing of the file is stored but the record of the try.", ListRefusals, beneficiary.RefusalCodes())
	for _, s := range []struct {
		title, about string
		room         Room
	}{
		{"Layouts that are refused", "Told with line and key; nothing is read with a faulty layout.", LayoutFaults},
		{"Policies that are refused", "Told with line and key; the policy in force stays.", PolicyFaults},
		{"Files that are not read", "Found by their first bytes, their package or their cells, whatever their names say.", FileRefusals},
		{"Snapshots of the registry that are refused whole", "The snapshot before stays in force.", RegistryFiles},
		{"Lines of a snapshot that are refused", "All other lines are taken.", RegistryLines},
		{"Answers of the registry's office", "A line is refused and the others go on; the last three refuse the file. Beside these, the codes of lines of a snapshot.", RegistryAnswers},
		{"Banks' answers that are refused whole", "No payment changes its state.", AnswerFaults},
	} {
		refusalSection(&b, s.title, s.about, s.room, slices.Sorted(maps.Keys(rooms()[s.room])))
	}
	return b.String()
}

func issueSection(b *strings.Builder, title, about string, severity beneficiary.Severity) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n| Code | Field | Back | Column | Tiếng Việt | English |\n|---|---|---|---|---|---|\n", title, about)
	for _, c := range beneficiary.IssueCodes() {
		if c.Severity != severity {
			continue
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s | %s |\n", c.Code, c.Field.Key(), yes(c.Back), yes(c.Column), shownIn(reports.Vietnamese, Issues, c.Code, c.Field), shownIn(reports.English, Issues, c.Code, c.Field))
	}
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

func refusalSection(b *strings.Builder, title, about string, room Room, codes []string) {
	fmt.Fprintf(b, "\n## %s\n\n%s\n\n| Code | Tiếng Việt | English |\n|---|---|---|\n", title, about)
	for _, code := range codes {
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", code, shownIn(reports.Vietnamese, room, code, beneficiary.NoField), shownIn(reports.English, room, code, beneficiary.NoField))
	}
}

// shownIn is what is said and, on a line of its own, what to do.
func shownIn(lang reports.Lang, room Room, code string, f beneficiary.Field) string {
	w := In(lang)
	s, _ := w.Of(room, code)
	field := w.Field(f.Key())
	if field == "" {
		field = "…"
	}
	fill := strings.NewReplacer("{value}", "…", "{proposed}", "…", "{field}", field, "|", "\\|", "\n", " ")
	return fill.Replace(s.Says) + "<br>" + fill.Replace(s.Fix)
}
