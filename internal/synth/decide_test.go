package synth

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func reviewed(t *testing.T, list, sheet string, row int, kind Kind, review string) TruthRow {
	r := due(t, row, agribank, "1500205000001", "Lê Thị Minh", OutcomePaid)
	r.List, r.Sheet, r.Row, r.Kind, r.Review = list, sheet, row, kind, review
	return r
}

func TestTheReviewerFindsTheRowAndItsPerson(t *testing.T) {
	dir := writeTruth(t,
		reviewed(t, "2024-07/xa-minh-lac.xlsx", "Thôn 1", 7, Contested, "999000000001"),
		reviewed(t, "2024-07/xa-minh-lac.xlsx", "Thôn 2", 7, NotFound, ReviewReject),
		reviewed(t, "2024-08/xa-minh-lac.xlsx", "Thôn 1", 7, NearNumber, "999000000002"),
		reviewed(t, "2024-08/bo-sung-a/xa-minh-lac.xlsx", "Thôn 1", 7, NameEdit, "999000000003"),
		reviewed(t, "2024-08/xa-minh-lac.xlsx", "Thôn 1", 8, Exact, ""),
	)
	data := []byte(`{"items":[
		{"row":"12.rAAA","list":{"file":"xa-minh-lac.xlsx","period":"2024-07","series":"","sheet":"Thôn 1","line":7,"name":"x"},"tier":"T5","candidates":[{"personal_id":"999000000009"},{"personal_id":"999000000001","bits":31}]},
		{"row":"12.rBBB","list":{"file":"xa-minh-lac.xlsx","period":"2024-07","sheet":"Thôn 2","line":7},"tier":"T8","candidates":[]},
		{"row":"13.rCCC","list":{"file":"lists/2024-08/xa-minh-lac.xlsx","period":"2024-08","sheet":"Thôn 1","line":7},"tier":"T4","candidates":[{"personal_id":"999000000009"}]},
		{"row":"14.rDDD","list":{"file":"xa-minh-lac.xlsx","period":"2024-08","series":"bo-sung-a","sheet":"Thôn 1","line":7},"tier":"T3"},
		{"row":"13.rEEE","list":{"file":"xa-minh-lac.xlsx","period":"2024-08","sheet":"Thôn 1","line":8},"tier":"T7"},
		{"row":"13.rFFF","list":{"file":"xa-minh-lac.xlsx","period":"2024-08","sheet":"Thôn 1","line":9},"tier":"T7"}]}`)
	got, err := DecideQueue(data, dir)
	if err != nil {
		t.Fatal(err)
	}
	want := ReviewReport{
		Decisions: []Decision{
			{Row: "12.rAAA", PersonalID: "999000000001"}, {Row: "12.rBBB"}, {Row: "13.rCCC", PersonalID: "999000000002", Outside: true},
			{Row: "14.rDDD", PersonalID: "999000000003", Outside: true}, {Row: "13.rEEE", PersonalID: "999000000008", Outside: true},
		},
		NotOffered: []string{"13.rCCC"},
		Unknown:    []string{"13.rFFF"},
	}
	for i := range got.Decisions {
		if got.Decisions[i].Reason == "" {
			t.Errorf("%s is decided without a reason", got.Decisions[i].Row)
		}
		got.Decisions[i].Reason = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func TestTheReviewerRefusesWhatIsNoQueue(t *testing.T) {
	dir := writeTruth(t)
	for _, bad := range []string{"", "[]", `{"items":[{"row":""}]}`} {
		if _, err := DecideQueue([]byte(bad), dir); err == nil {
			t.Errorf("%q was taken for a queue", bad)
		}
	}
	if got, err := DecideQueue([]byte(`{"items":[]}`), dir+"/truth"); err != nil || len(got.Decisions) > 0 {
		t.Errorf("an empty queue gave %v, %v", got, err)
	}
}
