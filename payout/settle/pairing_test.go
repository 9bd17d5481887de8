package settle_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"chitra/payout/settle"
)

func TestLooseLinesPairOnlyWhereNothingElseFits(t *testing.T) {
	one := settle.Candidate{ID: "CABCDEFGHIJKLMNO", Account: "0011223344", Message: "M1", Amount: 750, PayOn: july(t, 10)}
	with := func(change func(*settle.Candidate)) settle.Candidate {
		c := one
		c.ID = "CZYXWVUTSRQPONML"
		change(&c)
		return c
	}
	debit := settle.Loose{Debit: true, Amount: 750, Account: "11223344", BookedOn: july(t, 11)}
	line := func(change func(*settle.Loose)) settle.Loose { l := debit; change(&l); return l }
	named := line(func(l *settle.Loose) { l.Message = "M1" })
	back := line(func(l *settle.Loose) { l.Debit, l.BookedOn = false, july(t, 31) })
	for name, c := range map[string]struct {
		lines      []settle.Loose
		candidates []settle.Candidate
		want       string // of the first line
	}{
		"account, amount and day":        {[]settle.Loose{debit}, []settle.Candidate{one}, "0 account_amount"},
		"our file too":                   {[]settle.Loose{named}, []settle.Candidate{one}, "0 file_account_amount"},
		"another file":                   {[]settle.Loose{line(func(l *settle.Loose) { l.Message, l.BookedOn = "M2", july(t, 30) })}, []settle.Candidate{one}, "none"},
		"two instructions fit":           {[]settle.Loose{debit}, []settle.Candidate{one, with(func(*settle.Candidate) {})}, "none"},
		"two lines fit":                  {[]settle.Loose{debit, debit}, []settle.Candidate{one}, "none"},
		"the other is of another file":   {[]settle.Loose{named}, []settle.Candidate{with(func(c *settle.Candidate) { c.Message = "M2" }), one}, "1 file_account_amount"},
		"another amount":                 {[]settle.Loose{line(func(l *settle.Loose) { l.Amount++ })}, []settle.Candidate{one}, "none"},
		"another account":                {[]settle.Loose{line(func(l *settle.Loose) { l.Account = "9" })}, []settle.Candidate{one}, "none"},
		"no account":                     {[]settle.Loose{line(func(l *settle.Loose) { l.Account = "" })}, []settle.Candidate{with(func(c *settle.Candidate) { c.Account = "" })}, "none"},
		"booked before it was to be":     {[]settle.Loose{line(func(l *settle.Loose) { l.BookedOn = july(t, 9) })}, []settle.Candidate{one}, "none"},
		"booked past the bank's time":    {[]settle.Loose{line(func(l *settle.Loose) { l.BookedOn = july(t, 16) })}, []settle.Candidate{one}, "none"},
		"debited already":                {[]settle.Loose{debit}, []settle.Candidate{with(func(c *settle.Candidate) { c.Debited = true })}, "none"},
		"back weeks later":               {[]settle.Loose{back}, []settle.Candidate{with(func(c *settle.Candidate) { c.Debited = true })}, "0 account_amount"},
		"back, and it came back already": {[]settle.Loose{back}, []settle.Candidate{with(func(c *settle.Candidate) { c.Returned = true })}, "none"},
		"a reference that was cut": {[]settle.Loose{line(func(l *settle.Loose) { l.Account, l.Text = "", "TC T7 cabcdefghij" })},
			[]settle.Candidate{one, with(func(*settle.Candidate) {})}, "0 short_reference"},
		"cut too short": {[]settle.Loose{line(func(l *settle.Loose) { l.Account, l.Text = "", "TC T7 CABCDEFGH" })}, []settle.Candidate{one}, "none"},
	} {
		got := settle.PairLoose(c.lines, c.candidates, nil)
		said := "none"
		if got[0].By != "" {
			said = fmt.Sprintf("%d %s", got[0].Candidate, got[0].By)
		}
		if said != c.want {
			t.Errorf("%s: %s, want %s", name, said, c.want)
		}
	}
}

// Whatever lines and instructions there are, and in whatever order: nothing is
// paired twice, and what is paired had no rival on either side.
func TestLoosePairsHaveNoRivals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few := func(name string) string { return rapid.SampledFrom([]string{"", "1", "2", "3"}).Draw(t, name) }
		var lines []settle.Loose
		for range rapid.IntRange(1, 6).Draw(t, "lines") {
			lines = append(lines, settle.Loose{Debit: rapid.Bool().Draw(t, "debit"), Amount: rapid.Int64Range(1, 2).Draw(t, "amount"), Account: few("account"),
				Message: few("message"), BookedOn: july(t, rapid.IntRange(9, 13).Draw(t, "day"))})
		}
		var all []settle.Candidate
		for n := range rapid.IntRange(1, 6).Draw(t, "candidates") {
			all = append(all, settle.Candidate{ID: fmt.Sprint(n), Amount: rapid.Int64Range(1, 2).Draw(t, "amount"), Account: few("account"), Message: few("message"),
				PayOn: july(t, rapid.IntRange(8, 12).Draw(t, "day")), Debited: rapid.Bool().Draw(t, "debited"), Returned: rapid.Bool().Draw(t, "returned")})
		}
		used := map[int]bool{}
		for n, p := range settle.PairLoose(lines, all, nil) {
			if p.By == "" {
				continue
			}
			if used[p.Candidate] || lines[n].Amount != all[p.Candidate].Amount || lines[n].Account != all[p.Candidate].Account {
				t.Fatalf("line %d: %+v", n, p)
			}
			used[p.Candidate] = true
			if alone := settle.PairLoose(lines[n:n+1], all, nil)[0]; alone.By == p.By && alone.Candidate != p.Candidate {
				t.Fatalf("line %d goes elsewhere when it is alone: %+v, %+v", n, p, alone)
			}
		}
	})
}
