package bankfile_test

import (
	"errors"
	"iter"
	"math"
	"slices"
	"testing"

	"chitra/bankfile"
	"chitra/internal/money"
)

func TestTotalsByHand(t *testing.T) {
	lines := []bankfile.Line{
		{EndToEndID: "1", Amount: money.Dong(750_000), BIN: "970422", AccountNumber: "19037100001"},
		{EndToEndID: "2", Amount: money.Dong(500_000), BIN: "970405", AccountNumber: "0000000000012"},
		{EndToEndID: "3", Amount: money.Dong(1), BIC: "MSCBVNVX", AccountNumber: "9990000000000007"},
		{EndToEndID: "4", Amount: money.Dong(1), BIN: "970436", AccountNumber: "1Az"},
	}
	got, err := bankfile.Sum(slices.Values(lines))
	// 970422 + 19037100001, 970405 + 12, the last twelve of the third account,
	// and 970436 + 1, 10, 35 end to end.
	want := bankfile.Totals{Count: 4, Amount: money.Dong(1_250_002),
		Hash: 970422 + 19037100001 + 970405 + 12 + 7 + 970436 + 11035}
	if err != nil || got != want {
		t.Errorf("Sum = %+v, %v; want %+v", got, err, want)
	}
	if text := want.HashText(); text != "019040022318" {
		t.Errorf("hash total prints as %s", text)
	}
}

func TestHashTotalKeepsTwelveDigits(t *testing.T) {
	lines := []bankfile.Line{
		{EndToEndID: "1", Amount: money.Dong(1), AccountNumber: "999999999999"},
		{EndToEndID: "2", Amount: money.Dong(1), AccountNumber: "2"},
	}
	if got, err := bankfile.Sum(slices.Values(lines)); err != nil || got.Hash != 1 {
		t.Errorf("hash total %d, %v", got.Hash, err)
	}
}

func TestSumRefuses(t *testing.T) {
	l := line(0)
	l.Amount = money.Dong(math.MaxInt64)
	if _, err := bankfile.Sum(slices.Values([]bankfile.Line{l, line(1)})); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("an overflowing sum: %v", err)
	}
	var fault *bankfile.LineError
	twice := []bankfile.Line{line(0), line(1), line(2), line(1)}
	if _, err := bankfile.Sum(slices.Values(twice)); !errors.As(err, &fault) ||
		fault.Code != bankfile.CodeRepeated || fault.EndToEndID != line(1).EndToEndID {
		t.Errorf("a reference on two lines: %v", err)
	}
	broken := errors.New("broken")
	var read iter.Seq2[bankfile.Line, error] = func(yield func(bankfile.Line, error) bool) {
		_ = yield(line(0), nil) && yield(bankfile.Line{}, broken)
	}
	if got, err := bankfile.SumRead(read); !errors.Is(err, broken) || got != (bankfile.Totals{}) {
		t.Errorf("a file that breaks off: %+v, %v", got, err)
	}
}

func TestTotalsDiffer(t *testing.T) {
	want := bankfile.Totals{Count: 2, Amount: money.Dong(10), Hash: 5}
	tests := map[string]bankfile.Totals{
		"count":      {Count: 3, Amount: money.Dong(10), Hash: 5},
		"amount":     {Count: 2, Amount: money.Dong(11), Hash: 5},
		"hash_total": {Count: 2, Amount: money.Dong(10), Hash: 6},
	}
	for field, got := range tests {
		var fault *bankfile.TotalsError
		if err := want.Differ(got); !errors.As(err, &fault) || fault.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := want.Differ(want); err != nil {
		t.Errorf("equal totals: %v", err)
	}
}
