package beneficiary

import (
	"fmt"
	"slices"
	"strings"

	"chitra/internal/sheet"
)

// stamp is what a template says of itself; the zero stamp is of a file that was
// not made from one.
type stamp struct {
	version, rules string
	examples       []string // the numbers of the people who do not exist
}

func (s stamp) made() bool { return s.version != "" }

// readStamp looks for the sheet that a template carries.
func readStamp(t sheet.Table) (s stamp, err error) {
	sheets := t.Sheets()
	at := slices.IndexFunc(sheets, func(i sheet.SheetInfo) bool { return i.Name == stampSheet && i.Hidden != sheet.Visible })
	if at < 0 {
		return s, nil
	}
	for row, err := range t.Rows(sheets[at].Index) {
		if err != nil {
			return s, fmt.Errorf("read list: sheet %q: %w", stampSheet, err)
		}
		switch key, value := cellAt(*row, 0).Text, cellAt(*row, 1).Text; key {
		case "template":
			s.version = value
		case "rules":
			s.rules = value
		case "examples":
			s.examples = strings.Fields(value)
		}
	}
	return s, nil
}

// checkStamp notes a template of another version, or of other rules than those in
// force: it is read all the same.
func (r *reader) checkStamp() {
	if !r.stamp.made() || r.stamp.version == TemplateVersion && (r.o.Rules == "" || r.stamp.rules == r.o.Rules) {
		return
	}
	r.sheetIssue(ListSheet, CodeTemplateOutdated, strings.TrimSpace(r.stamp.version+" "+r.stamp.rules))
}

// sheetIssue adds an issue about a whole sheet.
func (r *reader) sheetIssue(name, code, value string) {
	r.list.Issues = append(r.list.Issues, Issue{Sheet: name, Col: -1, Code: code, Severity: r.severities[code], Value: value})
}

// readExamples looks at the examples of a template, which are never read as a
// list; whoever stands there beside them is said to be left out.
func (r *reader) readExamples(info sheet.SheetInfo) error {
	var head []sheet.Row
	var h *header
	others := 0
	count := func(row *sheet.Row) {
		if !blankRow(*row) && !slices.Contains(r.stamp.examples, strings.TrimSpace(cellAt(*row, h.at[roleNumber]).Text)) {
			others++
		}
	}
	for row, err := range r.table.Rows(info.Index) {
		switch {
		case err != nil:
			return fmt.Errorf("read list: sheet %q: %w", info.Name, err)
		case h != nil:
			count(row)
		case row.Number <= headRows:
			head = append(head, sheet.Row{Number: row.Number, Cells: slices.Clone(row.Cells)})
			if found := findHeader(head, r.vocabulary); found != nil && len(found.missing()) == 0 {
				h = found
			}
		}
	}
	if others > 0 {
		r.sheetIssue(info.Name, CodeExamplesFilled, fmt.Sprint(others))
	}
	return nil
}
