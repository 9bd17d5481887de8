package reports_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/money"
	"chitra/payout/ledger"
	"chitra/reports"
)

func entered(batch, payer string, credit, debit ledger.Account, entries int, amount int64) reports.LedgerMovement {
	return reports.LedgerMovement{Movement: ledger.Movement{Debit: debit, Credit: credit}, Batch: batch, Payer: payer, Entries: entries, Amount: money.Dong(amount)}
}

func ledgerMovements() []reports.LedgerMovement {
	return []reports.LedgerMovement{
		entered("B2", "P2", ledger.Treasury, ledger.Transit, 1, 700),
		entered("B1", "P1", ledger.Treasury, ledger.Transit, 5, 5_000),
		entered("B1", "P1", ledger.Transit, ledger.Paid, 3, 3_000),
		entered("B1", "P1", ledger.Transit, ledger.Returned, 1, 1_000),
		entered("B1", "P1", ledger.Paid, ledger.Returned, 1, 1_000),
		entered("B3", "P1", ledger.Treasury, ledger.Transit, 2, 90),
	}
}

// The csv is the whole report: each line's accounts come to nothing.
func TestLedgerFigures(t *testing.T) {
	for by, want := range map[reports.LedgerBy]string{
		reports.LedgerByBatch: `B1,P1,10,-5,-5000,1,1000,2,2000,2,2000,0,0,0,0,0,
B2,P2,1,-1,-700,1,700,0,0,0,0,0,0,0,0,0,
B3,P1,2,-2,-90,2,90,0,0,0,0,0,0,0,0,0,
total,,13,-8,-5790,4,1790,2,2000,2,2000,0,0,0,0,0,
`,
		reports.LedgerByPayer: `,P1,12,-7,-5090,3,1090,2,2000,2,2000,0,0,0,0,0,
,P2,1,-1,-700,1,700,0,0,0,0,0,0,0,0,0,
total,,13,-8,-5790,4,1790,2,2000,2,2000,0,0,0,0,0,
`,
	} {
		r, err := reports.Ledger(ledgerMovements(), month(t, "2024-07"), month(t, "2024-07"), by, cutOff)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := r.WriteCSV(&out); err != nil {
			t.Fatal(err)
		}
		heading, lines, _ := strings.Cut(strings.ReplaceAll(out.String(), "\r\n", "\n"), "\n")
		if !strings.HasSuffix(heading, "batch,payer,entries,treasury,treasury_amount,transit,transit_amount,paid,paid_amount,returned,returned_amount,give_back,give_back_amount,sum_amount,received,received_amount,give_back_since") {
			t.Errorf("heading: %s", heading)
		}
		got := ""
		for line := range strings.Lines(lines) {
			got += strings.Join(strings.Split(line, ",")[4:], ",")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("by %s (-want +got):\n%s", by, diff)
		}
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("by %s as json: %v", by, err)
		}
	}
}

// What cannot be is not drawn.
func TestALedgerThatDoesNotHoldIsRefused(t *testing.T) {
	more := entered("B2", "P2", ledger.Transit, ledger.Paid, 1, 701)
	_, err := reports.Ledger(append(ledgerMovements(), more), month(t, "2024-07"), month(t, "2024-07"), reports.LedgerByBatch, cutOff)
	if !errors.Is(err, reports.ErrConservation) || !strings.Contains(err.Error(), "B2 at P2") {
		t.Errorf("more is paid than was sent: %v", err)
	}
	r, err := reports.Ledger(ledgerMovements(), month(t, "2024-07"), month(t, "2024-07"), reports.LedgerByBatch, cutOff)
	if err != nil {
		t.Fatal(err)
	}
	r.Lines = r.Lines[1:]
	if err := r.WriteJSON(&strings.Builder{}); !errors.Is(err, reports.ErrConservation) {
		t.Errorf("a line is lost: %v", err)
	}
}
