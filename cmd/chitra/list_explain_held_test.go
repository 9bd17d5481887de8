package main

import (
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/reports"
)

// A row accepted by the machine is not one that needs nothing where a batch holds
// it for another row of its person.
func TestARepeatedRowIsToldThatABatchHoldsIt(t *testing.T) {
	w := wording.In(reports.English)
	e := app.Explanation{RowInMatch: app.RowInMatch{NewestMatch: app.NewestMatch{RowMatch: app.RowMatch{Action: app.ActionAutomatic, Due: 1}}}}
	alone := explained(e, w)
	e.HeldAsRepeated = true
	held := explained(e, w)
	if alone.ToDo != "Nothing to do." || !strings.Contains(held.Follows, "the batch holds") || !strings.Contains(held.ToDo, "take the others out") {
		t.Errorf("alone %q, held %q: %q", alone.ToDo, held.Follows, held.ToDo)
	}
}
