package reports_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"chitra/internal/money"
	"chitra/reports"
)

func movement(batch string, stage reports.Stage, count int, amount int64) reports.Movement {
	return reports.Movement{
		Batch: batch, Payer: "MB1", Stage: stage,
		Tally: reports.Tally{Count: count, Amount: money.Dong(amount)},
	}
}

func movements() []reports.Movement {
	return []reports.Movement{
		movement("B2", reports.StageApproved, 1, 700),
		movement("B1", reports.StageApproved, 5, 5_000), movement("B1", reports.StageSent, 5, 5_000),
		movement("B1", reports.StageDebited, 4, 4_000), movement("B1", reports.StagePaid, 2, 2_000),
		movement("B1", reports.StageReturned, 1, 1_000), movement("B1", reports.StageRejected, 1, 1_000),
		movement("B1", reports.StageOpen, 1, 1_000),
	}
}

func TestReconciliationFigures(t *testing.T) {
	all := append(movements(), movement("B1", reports.StageDebited, 1, 300))
	r, err := reports.Reconciliation(slices.Values(all), month(t, "2024-07"), month(t, "2024-07"), cutOff)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := r.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var got struct {
		ApprovedAmount string `json:"approved_amount"`
		Lines          []map[string]any
	}
	dec := json.NewDecoder(strings.NewReader(out.String()))
	dec.UseNumber()
	if err := dec.Decode(&got); err != nil {
		t.Fatal(err)
	}
	if got.ApprovedAmount != "5700" || len(got.Lines) != 2 {
		t.Fatalf("total %s, %d lines", got.ApprovedAmount, len(got.Lines))
	}
	for key, want := range map[string]any{
		"batch": "B1", "payer": "MB1", "approved": json.Number("5"), "sent": json.Number("5"), "debited": json.Number("5"), "paid": json.Number("2"), "returned": json.Number("1"),
		"open": json.Number("1"), "difference": json.Number("1"), "difference_amount": "300", "debited_amount": "4300",
	} {
		if got.Lines[0][key] != want {
			t.Errorf("%s is %v, want %v", key, got.Lines[0][key], want)
		}
	}
}

func TestReconciliationOfDebitsNotSeenYetIsBelowZero(t *testing.T) {
	facts := []reports.Movement{movement("B1", reports.StageSent, 2, 900), movement("B1", reports.StageOpen, 2, 900)}
	r, err := reports.Reconciliation(slices.Values(facts), month(t, "2024-07"), month(t, "2024-07"), cutOff)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Total.Difference; got.Count != -2 || got.Amount != money.Dong(-900) {
		t.Errorf("difference %v", got)
	}
	var out strings.Builder
	if err := r.WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "total,,0,0,2,900,0,0,0,0,0,0,0,0,2,900,-2,-900,0,0,0,0,0,0,-2,-900,0,0,-2,-900\r\n") {
		t.Errorf("csv:\n%s", out.String())
	}
}

func TestReconciliationRefusesWhatDoesNotAddUp(t *testing.T) {
	for i, m := range movements() {
		if m.Stage == reports.StageApproved || m.Stage == reports.StageDebited {
			continue
		}
		facts := slices.Delete(movements(), i, i+1)
		_, err := reports.Reconciliation(slices.Values(facts), month(t, "2024-07"), month(t, "2024-07"), cutOff)
		if !errors.Is(err, reports.ErrConservation) {
			t.Errorf("without stage %d: %v", m.Stage, err)
		}
	}
	facts := []reports.Movement{movement("B1", reports.StageWithdrawn+1, 1, 1)}
	if _, err := reports.Reconciliation(slices.Values(facts), month(t, "2024-07"), month(t, "2024-07"), cutOff); err == nil {
		t.Error("an unknown stage is taken")
	}
}

// TestADifferenceIsExplainedOrNot: what explanations cover, and what they do not.
func TestADifferenceIsExplainedOrNot(t *testing.T) {
	facts := []reports.Movement{movement("B1", reports.StageApproved, 4, 1_200), movement("B1", reports.StageWaiting, 1, 300),
		movement("B1", reports.StageSent, 2, 900), movement("B1", reports.StageOpen, 1, 400), movement("B1", reports.StagePaid, 1, 500),
		movement("B1", reports.StageDebited, 2, 1_000), movement("B1", reports.StageRecovered, 1, 500)}
	r, err := reports.Reconciliation(slices.Values(facts), month(t, "2024-07"), month(t, "2024-07"), cutOff)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Total; got.Difference.Amount != money.Dong(-400) || got.Unexplained != got.Difference || got.Missing.Count != 1 || got.Missing.Amount != money.Dong(0) {
		t.Errorf("before: %+v", got)
	}
	waits := reports.Explanation{Batch: "B1", Payer: "MB1", Kind: reports.InTransit, Owner: "bank", Due: "2024-07-15", Tally: reports.Tally{Count: -1, Amount: money.Dong(-400)}}
	if err := r.Explain([]reports.Explanation{waits}); err != nil {
		t.Fatal(err)
	}
	if got := r.Lines[0]; !got.Unexplained.IsZero() || got.Explained != got.Difference || len(got.Explanations) != 1 {
		t.Errorf("explained: %+v", got)
	}
	if r.Settled() {
		t.Error("a payment is missing, and the report says that all is settled")
	}
	strange := waits
	strange.Batch = "B9"
	if err := r.Explain([]reports.Explanation{strange}); err == nil {
		t.Error("a batch that is not there is explained")
	}
	var out strings.Builder
	if err := r.WriteJSON(&out); err != nil || !strings.Contains(out.String(), `"kind": "in_transit"`) {
		t.Errorf("%s, %v", out.String(), err)
	}
}

// TestAnAccountAddsUpOrNot: each side of its statements by what the lines are.
func TestAnAccountAddsUpOrNot(t *testing.T) {
	a := reports.Account("MB1", money.Dong(50), money.Dong(1_000))
	if a.Settled() {
		t.Error("an account of which nothing is told apart is settled")
	}
	for _, l := range []struct {
		kind   string
		debit  bool
		amount int64
	}{{"debited", true, 900}, {"bank_fee", true, 60}, {"returned", false, 50}} {
		if err := a.Add(reports.AccountKind{Kind: l.kind, Debit: l.debit, Count: 1, Amount: money.Dong(l.amount)}); err != nil {
			t.Fatal(err)
		}
	}
	if a.UnexplainedDebits != money.Dong(40) || !a.UnexplainedCredits.IsZero() || a.Settled() {
		t.Errorf("%+v", a)
	}
}
