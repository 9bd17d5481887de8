package settle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chitra/internal/civil"
	"chitra/payout/settle"
)

func july(t interface{ Fatal(...any) }, n int) civil.Date {
	d, err := civil.NewDate(2024, 7, n)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestStatementsLeadFromOneToTheNext(t *testing.T) {
	of := func(sequence int64, from, to int, opening, closing int64) settle.Stated {
		return settle.Stated{ID: fmt.Sprintf("S%d.%d", sequence, from), Sequence: sequence, From: july(t, from), To: july(t, to), Page: 1, Last: true,
			Opening: &opening, Closing: &closing, Debits: opening - closing}
	}
	page := func(n int, s settle.Stated) settle.Stated {
		if s.Page = n; n > 1 {
			s.Opening = nil
		}
		return s
	}
	half := of(2, 9, 9, 70, 0)
	half.Closing = nil
	differs := of(2, 9, 9, 70, 50)
	differs.ID = "S2.9"
	other := differs
	other.Closing = new(int64)
	for name, c := range map[string]struct {
		stated []settle.Stated
		want   string
	}{
		"no days":                     {[]settle.Stated{{ID: "A", Closing: new(int64)}, {ID: "A", Opening: half.Opening}}, ""},
		"nothing":                     {nil, ""},
		"days that follow":            {[]settle.Stated{of(1, 8, 8, 100, 70), of(2, 9, 9, 70, 50), of(3, 10, 12, 50, 50), of(4, 15, 15, 50, 40)}, ""},
		"in another order":            {[]settle.Stated{of(3, 10, 10, 50, 50), of(1, 8, 8, 100, 70), of(2, 9, 9, 70, 50)}, ""},
		"one of them twice":           {[]settle.Stated{of(1, 8, 8, 100, 70), of(2, 9, 9, 70, 50), of(2, 9, 9, 70, 50)}, ""},
		"another beginning":           {[]settle.Stated{of(1, 8, 8, 100, 70), of(2, 9, 9, 65, 50)}, "balance_break -5"},
		"a number is missing":         {[]settle.Stated{of(1, 8, 8, 100, 70), of(3, 10, 10, 50, 50)}, "statement_gap -20"},
		"missing and nothing moved":   {[]settle.Stated{of(1, 8, 8, 100, 70), of(3, 10, 10, 70, 50)}, "statement_gap 0"},
		"a day without bookings":      {[]settle.Stated{of(1, 8, 8, 100, 70), of(2, 10, 10, 70, 50)}, ""},
		"a working day and no count":  {[]settle.Stated{of(0, 8, 8, 100, 70), of(0, 10, 10, 70, 50)}, "statement_gap 0"},
		"a weekend and no count":      {[]settle.Stated{of(0, 12, 12, 100, 70), of(0, 15, 15, 70, 50)}, ""},
		"two of one day":              {[]settle.Stated{of(1, 8, 8, 100, 70), of(2, 8, 8, 70, 50)}, ""},
		"a day twice":                 {[]settle.Stated{of(1, 8, 9, 100, 70), of(2, 8, 10, 70, 50)}, "statement_overlap 0"},
		"one number twice":            {[]settle.Stated{of(1, 8, 8, 100, 70), of(1, 9, 9, 70, 50)}, "statement_overlap 0"},
		"two pages":                   {[]settle.Stated{of(1, 8, 8, 100, 70), page(1, half), page(2, of(2, 9, 9, 0, 50)), of(3, 10, 10, 50, 50)}, ""},
		"the same with other figures": {[]settle.Stated{differs, other}, "statement_differs -50"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, b := range settle.Chain(c.stated, nil) {
				got = append(got, fmt.Sprintf("%s %d", b.Kind, b.Amount))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

// Whatever the order and however often each comes, the breaks are the same; and
// a chain with one statement taken out shows it, unless it stood at an end.
func TestAChainDoesNotMindTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 10).Draw(t, "statements")
		var all []settle.Stated
		balance := int64(1000)
		for i := range n {
			opening := balance
			balance -= rapid.Int64Range(0, 50).Draw(t, "moved")
			closing := balance
			all = append(all, settle.Stated{ID: fmt.Sprint(i), Sequence: int64(i + 1), From: july(t, i+1), To: july(t, i+1), Page: 1, Last: true,
				Opening: &opening, Closing: &closing, Debits: opening - closing})
		}
		if b := settle.Chain(all, nil); len(b) != 0 {
			t.Fatalf("a whole chain breaks: %+v", b)
		}
		out := rapid.IntRange(0, n-1).Draw(t, "missing")
		left := slices.Delete(slices.Clone(all), out, out+1)
		mixed := rapid.Permutation(append(slices.Clone(left), left[:len(left)/2]...)).Draw(t, "order")
		keys := func(breaks []settle.Break) (s string) {
			for _, b := range breaks {
				s += b.Kind + " " + b.Key + "\n"
			}
			return s
		}
		if a, b := keys(settle.Chain(left, nil)), keys(settle.Chain(mixed, nil)); a != b {
			t.Fatalf("in order %q, mixed %q", a, b)
		}
		if inside := out > 0 && out < n-1; inside != (len(settle.Chain(mixed, nil)) == 1) {
			t.Fatalf("statement %d of %d is missing, and nothing shows", out, n)
		}
	})
}
