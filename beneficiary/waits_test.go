package beneficiary

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAListThatWaitsIsReadToItsEnd: the first total that differs is why it waits,
// and everything else that is the matter is told in the same reading.
func TestAListThatWaitsIsReadToItsEnd(t *testing.T) {
	head := []any{"STT", "Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Tổng tiền"}
	table := &fakeTable{sheets: []fakeSheet{
		{name: "Tổng hợp", rows: lines([]any{"Tổng số người", num("4")}, []any{"Tổng số tiền", num("1500000")})},
		{name: "Danh sách", rows: lines(head,
			[]any{"1", "Nguyễn Văn Hùng", "1980", "999080000001", "06C", num("750000")},
			[]any{"2", "Trần Thị Lan", "1980", "999180000001", "không rõ", num("750000")},
			[]any{nil, "Tổng cộng: 2 người", nil, nil, nil, num("1500001")},
		)},
		{name: "Thêm", rows: lines(head, []any{"3", "Phạm Văn Bình", nil, "999080000002", "06C", num("0")})},
	}}
	o := options(t)
	four := 4
	o.Controls = Controls{Count: &four}
	l, err := Read(table, o)
	var why *Refusal
	if !errors.As(err, &why) || !why.Waits() || l == nil {
		t.Fatalf("list %v, %v", l != nil, err)
	}
	want := &Refusal{Code: RefusedTotalDiffers, Sheet: "Danh sách", Cell: "F4", Detail: "1500001, 1500000", Stated: "1500001", Read: "1500000"}
	if diff := cmp.Diff(want, why); diff != "" {
		t.Errorf("why it waits (-want +got):\n%s", diff)
	}
	got := []string{}
	for _, i := range l.Issues {
		got = append(got, i.Sheet+"!"+i.Cell+" "+i.Code)
	}
	if diff := cmp.Diff([]string{
		"Tổng hợp!B1 control_count_differs", "Danh sách!E3 category_unknown", "Danh sách!F4 control_total_differs", "Thêm!C2 birth_missing",
	}, got); diff != "" {
		t.Errorf("what is told (-want +got):\n%s", diff)
	}
	if l.Commune != "99001" || l.Lines != 3 || len(l.Rows) != 1 || len(l.Refused) != 2 {
		t.Errorf("commune %s, %d lines, %d taken, %d refused", l.Commune, l.Lines, len(l.Rows), len(l.Refused))
	}
	for index, cell := range map[int]int{0: 1, 1: 5} {
		marks, _ := MarksOf(l, index, func(i Issue) (string, string) { return i.Value + " " + i.Proposed, "" })
		if len(marks) == 0 || marks[len(marks)-1].Col != cell {
			t.Errorf("sheet %d: the total is not marked: %+v", index, marks)
		}
	}
}

// A count that differs is told at the cell that states it, beside the sum.
func TestBothTotalsOfALineMayDiffer(t *testing.T) {
	l, err := Read(one(lines([]any{"Họ và tên", "Năm sinh", "Số CCCD", "Đối tượng", "Tổng tiền"},
		[]any{"Nguyễn Văn Hùng", "1980", "999080000001", "06C", num("750000")},
		[]any{nil, "Tổng cộng: 2 người", nil, nil, num("1500000")})), options(t))
	if refusalCode(err) != RefusedCountDiffers {
		t.Fatalf("%v", err)
	}
	if diff := cmp.Diff([]string{"B3 control_count_differs", "E3 control_total_differs"}, codes(l)); diff != "" {
		t.Error(diff)
	}
}

// What a commune's own words explain counts also where the totals of a first
// reading without them do not agree.
func TestTheOfficesWordsCountBeforeAListWaits(t *testing.T) {
	o := options(t)
	o.Commune, o.Learnt = "", []LearntHeading{{Heading: "Số được cấp", Field: Total, Commune: "99001"}}
	l := mustRead(t, one(lines(
		[]any{"STT", "Họ và tên", "Năm sinh", "Đối tượng", "Xã", "Mức", "Số được cấp"},
		[]any{"1", "Nguyễn Văn Hùng", "1980", "06C", "99001", num("500000"), num("750000")},
		[]any{nil, "Tổng cộng", nil, nil, nil, num("750000"), num("750000")},
	)), o)
	if l.StatedTotal.Minor() != 750_000 {
		t.Errorf("%+v", l.StatedTotal)
	}
}

// A name in two columns has a letter in one of them, or the row is refused.
func TestANameInTwoColumnsHasALetter(t *testing.T) {
	l := mustRead(t, one(lines([]any{"STT", "Họ", "Tên", "Năm sinh", "Số CCCD", "Đối tượng"},
		[]any{"1", "12", "5/3/48", "1980", "999080000001", "06C"},
		[]any{"2", "Nguyễn Văn", "2", "1980", "999080000002", "06C"})), options(t))
	if diff := cmp.Diff([]string{"C2 name_unreadable", "C3 name_unusual"}, codes(l)); diff != "" || len(l.Refused) != 1 {
		t.Errorf("%d refused\n%s", len(l.Refused), diff)
	}
}
