package settle_test

import (
	"testing"

	"chitra/payout/settle"
)

func TestByWhenMoneyGoesBack(t *testing.T) {
	for year, want := range map[int][3]string{2024: {"2024-12-31", "2025-01-31", "2025-02-10"}, 2021: {"2021-12-31", "2022-01-31", "2022-02-10"}} {
		y, err := settle.YearEndOf(year)
		if got := [3]string{y.SpentBy.ISO(), y.ReturnedBy.ISO(), y.ReconciledBy.ISO()}; err != nil || got != want || y.Basis == "" {
			t.Errorf("%d: %v, %v", year, got, err)
		}
	}
	if _, err := settle.YearEndOf(2020); err == nil {
		t.Error("2020 has no rule")
	}
}
