package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"chitra/beneficiary"
	"chitra/internal/app"
)

// TestProposalsAreAccepted: for a cell, and for a column where that is safe.
func TestProposalsAreAccepted(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:5]
		rows := lines(people...)
		lost := "O" + people[1].number[1:]
		rows[1][4], rows[2][4] = people[0].number[:11]+"O", lost // look-alikes; the second is no number any more
		rows[3][8] = "750000.0"                                  // an amount with noughts behind
		rows[4][8] = "750001"                                    // not the sum of its parts: nothing proposed is safe
		w.at(3, 8)
		u := w.listUpload("", people...)
		u.Data = csvOf(rows)
		_, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		ref := app.ListRef{Programme: programme, Period: w.period, Commune: commune1}
		before := w.inForce()

		_, err = w.as(clerk).AcceptProposals(w.ctx, app.Acceptance{List: ref, Field: beneficiary.Name})
		refusedWith(t, err, "no_proposal")
		_, err = w.as(clerk).AcceptProposals(w.ctx, app.Acceptance{List: ref, Cells: []string{"B2"}})
		refusedWith(t, err, "no_proposal")

		byCell, err := w.as(clerk).AcceptProposals(w.ctx, app.Acceptance{List: ref, Cells: []string{"i4"}})
		w.must(err)
		if byCell.Version != 2 || byCell.Accepted != 1 || byCell.Replaced != 1 || byCell.Carried != 4 {
			t.Errorf("one cell: %+v", byCell)
		}
		if r := w.inForce()[4]; r.Status != app.RowTaken || r.Total == nil || *r.Total != 750000 {
			t.Errorf("the amount: %+v", r)
		}
		byColumn, err := w.as(maker).AcceptProposals(w.ctx, app.Acceptance{List: ref, Field: beneficiary.PersonalID})
		w.must(err)
		if byColumn.Version != 3 || byColumn.Accepted != 2 || byColumn.Left != 0 {
			t.Errorf("a column: %+v", byColumn)
		}
		after := w.inForce()
		if after[2].PersonalID != people[0].number[:11]+"0" {
			t.Errorf("the number: %+v", after[2])
		}
		for _, line := range []int64{5, 6} {
			if diff := cmp.Diff(before[line], after[line]); diff != "" {
				t.Errorf("line %d changed:\n%s", line, diff)
			}
		}
		kept, err := w.as(auditor).ListIssues(w.ctx, app.IssueQuery{List: ref, Code: beneficiary.CodeNumberLookAlike})
		if err != nil || len(kept.Issues) != 0 || kept.Version != 3 {
			t.Errorf("issues left: %+v, %v", kept, err)
		}
		w.events()
	})
}

// TestOnlySafeProposalsGoForAColumn: one that guesses has to be looked at.
func TestOnlySafeProposalsGoForAColumn(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		people := everybody()[:3]
		rows := lines(people...)
		rows[1][8] = "-750000"
		w.at(3, 8)
		u := w.listUpload("", people...)
		u.Data = csvOf(rows)
		_, err := w.as(clerk).ImportList(w.ctx, u)
		w.must(err)
		ref := app.ListRef{Programme: programme, Period: w.period, Commune: commune1}
		_, err = w.as(clerk).AcceptProposals(w.ctx, app.Acceptance{List: ref, Field: beneficiary.Total})
		refusedWith(t, err, "proposal_not_safe")
		_, err = w.as(auditor).AcceptProposals(w.ctx, app.Acceptance{List: ref, Cells: []string{"I2"}})
		if err == nil {
			t.Error("an auditor accepted a proposal")
		}
		out, err := w.as(clerk).AcceptProposals(w.ctx, app.Acceptance{List: ref, Cells: []string{"I2"}})
		if err != nil || out.Taken != 3 {
			t.Errorf("cell by cell: %+v, %v", out, err)
		}
		refusing, err := w.as(clerk).ListIssues(w.ctx, app.IssueQuery{List: ref, Severity: "refuses"})
		if diff := cmp.Diff([]beneficiary.Issue(nil), refusing.Issues, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("issues (-want +got):\n%s %v", diff, err)
		}
	})
}
