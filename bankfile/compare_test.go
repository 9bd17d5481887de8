package bankfile_test

import (
	"errors"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"chitra/bankfile"
	"chitra/internal/money"
)

func read(lines []bankfile.Line) iter.Seq2[bankfile.Line, error] {
	return func(yield func(bankfile.Line, error) bool) {
		for _, l := range lines {
			if !yield(l, nil) {
				return
			}
		}
	}
}

func meant(t *testing.T, n int) ([]bankfile.Line, bankfile.Totals) {
	t.Helper()
	var lines []bankfile.Line
	for i := range n {
		lines = append(lines, line(i))
	}
	total, err := bankfile.Sum(slices.Values(lines))
	if err != nil {
		t.Fatal(err)
	}
	return lines, total
}

func TestCompareTakesAnyOrder(t *testing.T) {
	want, total := meant(t, 40)
	got := slices.Clone(want)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		if err := bankfile.Compare(slices.Values(want), read(got), total); err != nil {
			t.Fatal(err)
		}
		random.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	}
}

func TestCompareSeesEveryField(t *testing.T) {
	tests := map[string]func(*bankfile.Line){
		"end_to_end_id": func(l *bankfile.Line) { l.EndToEndID = line(50).EndToEndID },
		"instr_id":      func(l *bankfile.Line) { l.InstrID = "X" },
		"uetr":          func(l *bankfile.Line) { l.UETR = "" },
		"amount":        func(l *bankfile.Line) { l.Amount = money.Dong(1) },
		"bin":           func(l *bankfile.Line) { l.BIN = "970405" },
		"bic":           func(l *bankfile.Line) { l.BIC = "" },
		"bank_display":  func(l *bankfile.Line) { l.BankDisplay = "MB" },
		"account":       func(l *bankfile.Line) { l.AccountNumber += "1" },
		"holder":        func(l *bankfile.Line) { l.Holder = "TRAN VAN CANARY" },
		"remittance":    func(l *bankfile.Line) { l.Remittance += " 1" },
		"purpose":       func(l *bankfile.Line) { l.Purpose = bankfile.PurposePension },
		"in_house":      func(l *bankfile.Line) { l.InHouse = true },
	}
	for field, change := range tests {
		want, total := meant(t, 3)
		got := slices.Clone(want)
		change(&got[1])
		err := bankfile.Compare(slices.Values(want), read(got), total)
		var fault *bankfile.Difference
		if !errors.As(err, &fault) || fault.Field != field {
			t.Errorf("%s: %v", field, err)
		}
		if err != nil && strings.Contains(err.Error(), "CANARY") {
			t.Errorf("the error names a person: %v", err)
		}
	}
}

func TestCompareCountsBothSides(t *testing.T) {
	want, total := meant(t, 4)
	tests := map[string][]bankfile.Line{
		"a line missing at the end": want[:3],
		"a line missing in between": {want[0], want[2], want[3]},
		"nothing at all":            nil,
		"a line twice":              {want[0], want[1], want[1], want[2], want[3]},
		"a line too many":           append(slices.Clone(want), line(9)),
	}
	for name, got := range tests {
		var fault *bankfile.Difference
		if err := bankfile.Compare(slices.Values(want), read(got), total); !errors.As(err, &fault) || fault.Field != "end_to_end_id" {
			t.Errorf("%s: %v", name, err)
		}
	}
	var fault *bankfile.TotalsError
	total.Amount = money.Dong(1)
	if err := bankfile.Compare(slices.Values(want), read(want), total); !errors.As(err, &fault) || fault.Field != "amount" {
		t.Errorf("totals of something else: %v", err)
	}
	broken := errors.New("broken")
	cut := func(yield func(bankfile.Line, error) bool) { _ = yield(want[0], nil) && yield(bankfile.Line{}, broken) }
	if err := bankfile.Compare(slices.Values(want), cut, total); !errors.Is(err, broken) {
		t.Errorf("a file that breaks off: %v", err)
	}
}
