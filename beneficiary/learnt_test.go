package beneficiary

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/sheet"
)

// learntTable has a column of amounts under a heading that nobody knows, and a
// title that names the commune, or none.
func learntTable(title string) *fakeTable {
	return one(lines(
		[]any{title},
		[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Số được cấp kỳ này (đồng)"},
		[]any{"1", "Nguyễn Văn Hùng", "1980", "06C", num("750000")},
	))
}

const (
	ofMayTrang = "UBND XÃ MÂY TRẮNG"
	ofMayHong  = "UBND PHƯỜNG MÂY HỒNG"
)

func TestLearntHeadingsAreUsedByTheirOffice(t *testing.T) {
	everywhere := LearntHeading{Heading: "SỐ ĐƯỢC CẤP KỲ NÀY", Field: Total}
	own := LearntHeading{Heading: "so duoc cap ky nay", Field: Rate, Commune: "99001"}
	others := LearntHeading{Heading: "Số được cấp kỳ này", Field: Total, Commune: "99002"}
	for name, tc := range map[string]struct {
		title, asked string
		learnt       []LearntHeading
		rate, total  string
		commune      string
	}{
		"nobody taught it":                          {ofMayTrang, "", nil, "", "", "99001"},
		"every office":                              {ofMayTrang, "", []LearntHeading{everywhere}, "", "750000", "99001"},
		"the office of the title":                   {ofMayTrang, "", []LearntHeading{own, others}, "750000", "", "99001"},
		"another office of the title":               {ofMayHong, "", []LearntHeading{own, others}, "", "750000", "99002"},
		"the office that was asked for":             {"Danh sách", "99001", []LearntHeading{own, others}, "750000", "", "99001"},
		"the office's own word before everybody's":  {ofMayTrang, "", []LearntHeading{own, everywhere}, "750000", "", "99001"},
		"nothing of the office, and none elsewhere": {ofMayHong, "", []LearntHeading{own}, "", "", "99002"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			o.Commune, o.Learnt = tc.asked, tc.learnt
			l := mustRead(t, learntTable(tc.title), o)
			got := seenOf(l.Rows[0])
			if got.Rate != tc.rate || got.Total != tc.total || l.Commune != tc.commune {
				t.Errorf("rate %s, total %s, commune %s", got.Rate, got.Total, l.Commune)
			}
			var unread []string
			for _, i := range l.Issues {
				if i.Code == CodeColumnUnread {
					unread = append(unread, i.Cell+" "+i.Value)
				}
			}
			var want []string
			var used []LearntHeading
			switch {
			case tc.rate != "":
				used = []LearntHeading{{Heading: "SO DUOC CAP KY NAY", Field: Rate}}
			case tc.total != "":
				used = []LearntHeading{{Heading: "SO DUOC CAP KY NAY", Field: Total}}
			default:
				want = []string{"E2 Số được cấp kỳ này (đồng)"}
			}
			if diff := cmp.Diff(want, unread); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(used, l.Learnt); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The commune stands in a column alone: only reading tells whose words count.
func TestTheOfficeIsReadFirstWhereTheTitleIsSilent(t *testing.T) {
	table := one(lines(
		[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Xã", "Số được cấp"},
		[]any{"1", "Nguyễn Văn Hùng", "1980", "06C", "99001", num("750000")},
	))
	o := options(t)
	o.Commune, o.Learnt = "", []LearntHeading{{Heading: "Số được cấp", Field: Total, Commune: "99001"}}
	if l := mustRead(t, table, o); l.Rows[0].Total.Minor() != 750_000 {
		t.Errorf("%+v", l.Rows[0])
	}
	// Words that would make another commune of the list count for nobody.
	o.Learnt = append(o.Learnt, LearntHeading{Heading: "Xã khác", Field: Commune, Commune: "99001"})
	twisted := one(lines(
		[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Xã khác", "Số được cấp"},
		[]any{"1", "Nguyễn Văn Hùng", "1980", "06C", "99001", num("750000")},
	))
	var refusal *Refusal
	if _, err := Read(twisted, o); !errors.As(err, &refusal) || refusal.Code != RefusedCommuneMissing {
		t.Errorf("%v", err)
	}
}

// A taught word never takes a column from a built-in one, and never makes a
// person's line a header.
func TestBuiltInHeadingsStandBeforeLearntOnes(t *testing.T) {
	o := options(t)
	o.Learnt = []LearntHeading{{Heading: "Số được cấp", Field: Total}, {Heading: "Nguyễn Văn Hùng", Field: Name}}
	l := mustRead(t, one(lines(
		[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Tổng tiền", "Số được cấp"},
		[]any{"1", "Nguyễn Văn Hùng", "1980", "06C", num("750000"), num("1")},
	)), o)
	if len(l.Rows) != 1 || l.Rows[0].Total.Minor() != 750_000 {
		t.Fatalf("%+v", l.Rows)
	}
	if diff := cmp.Diff([]string{" number_column_missing", "F1 column_ignored"}, codes(l)); diff != "" {
		t.Error(diff)
	}
}

func TestKnownHeadings(t *testing.T) {
	for heading, want := range map[string]struct {
		field Field
		known bool
	}{
		"Tổng tiền": {Total, true}, "TONG TIEN (đồng)": {Total, true}, "Ghi chú khác": {Note, true}, "Số tháng": {NoField, true}, "Số được cấp": {NoField, false},
	} {
		if f, known := KnownHeading(heading); f != want.field || known != want.known {
			t.Errorf("%s: %v, %v", heading, f, known)
		}
	}
	for _, f := range Fields() {
		if got, ok := FieldOf(f.Key()); !ok || got != f || fieldRoles[f].field() != f {
			t.Errorf("%s is %v, %v", f, got, ok)
		}
	}
	if f, ok := FieldOf(""); ok || f != NoField {
		t.Errorf("nothing is %v, %v", f, ok)
	}
}

func TestThePartsOfAMergedNameAreNoUnknownHeading(t *testing.T) {
	covered := sheet.Cell{Merged: true}
	l := mustRead(t, one(lines(
		[]any{"STT", "Họ và tên", covered, "Năm sinh", "Số CCCD", "Đối tượng"},
		[]any{"1", "Nguyễn Văn", "Hùng", "1980", "999080000001", "06C"},
	)), options(t))
	if l.Rows[0].Name != "Nguyễn Văn Hùng" || len(l.Issues) != 0 {
		t.Errorf("%q, %v", l.Rows[0].Name, codes(l))
	}
}
