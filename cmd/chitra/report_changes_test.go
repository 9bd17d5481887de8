package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/wording"
	"chitra/reports"
)

// TestABatchSaysHowManyNewWereListed: beside a batch stands how many of the new
// and of the gone are on the other month's list, and nothing where there are none.
func TestABatchSaysHowManyNewWereListed(t *testing.T) {
	august, err := civil.NewMonth(2024, 8)
	if err != nil {
		t.Fatal(err)
	}
	facts := []reports.Due{
		{Person: "B1", Month: august, Amount: money.Dong(500), Other: reports.Listed{Why: reports.ListedReview, Line: 3}},
		{Person: "B2", Month: august, Amount: money.Dong(500)},
		{Person: "B3", Month: august.Add(-1), Amount: money.Dong(500)},
	}
	r, err := reports.Changes(slices.Values(facts), august, time.Date(2024, 8, 4, 2, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	(&periodChanges{Period: "2024-08", report: r}).show(&page{w: &out, words: wording.In(reports.Vietnamese)})
	if !strings.Contains(out.String(), "    trong đó có trong danh sách tháng trước: 1 người\n") || strings.Contains(out.String(), "còn trong danh sách tháng này") {
		t.Errorf("got\n%s", out.String())
	}
}
