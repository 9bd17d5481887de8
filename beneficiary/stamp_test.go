package beneficiary

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/sheet"
)

// A file that was made from a template is known by its stamp alone: a sheet that
// is only called “Ví dụ” is a list like any other.
func TestStampOfATemplate(t *testing.T) {
	example := plainRow()
	example[1], example[4] = "Trần Thị Lan", "999080123457"
	other := plainRow()
	other[1], other[4] = "Lê Thị Bông", "999080123458"
	for name, tc := range map[string]struct {
		stamp    []sheet.Row
		examples []sheet.Row
		rows     int
		want     []string
	}{
		"as it should be":             {stampRows("1", "rules-b"), lines(plainHeader(), example), 1, []string{}},
		"an older layout":             {stampRows("0", "rules-b"), lines(plainHeader(), example), 1, []string{"Danh sách template_outdated 0 rules-b"}},
		"older rules":                 {stampRows("1", "rules-a"), lines(plainHeader(), example), 1, []string{"Danh sách template_outdated 1 rules-a"}},
		"somebody beside the example": {stampRows("1", "rules-b"), lines(plainHeader(), example, other), 1, []string{"Ví dụ examples_filled 1"}},
		"no stamp":                    {nil, lines(plainHeader(), example), 2, []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			table := &fakeTable{sheets: []fakeSheet{{name: ListSheet, rows: lines(plainHeader(), plainRow())}, {name: ExampleSheet, rows: tc.examples}}}
			if tc.stamp != nil {
				table.sheets = append(table.sheets, fakeSheet{name: stampSheet, rows: tc.stamp, hidden: sheet.VeryHidden},
					fakeSheet{name: GuideSheet, rows: lines([]any{"HƯỚNG DẪN"}, []any{"Tổng số người: 7"})})
			}
			o := options(t)
			o.Rules = "rules-b"
			l := mustRead(t, table, o)
			got := []string{}
			for _, i := range l.Issues {
				got = append(got, i.Sheet+" "+i.Code+" "+i.Value)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" || len(l.Rows) != tc.rows {
				t.Errorf("%d rows, want %d; %s", len(l.Rows), tc.rows, diff)
			}
		})
	}
}

func stampRows(version, rules string) []sheet.Row {
	return lines([]any{"template", version}, []any{"rules", rules}, []any{"examples", "999080123457 999080123459"})
}
