package reports_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/reports"
)

var cutOff = time.Date(2024, 9, 30, 10, 0, 0, 0, time.UTC) // 17:00 in Vietnam

func month(t testing.TB, s string) civil.Month {
	t.Helper()
	m, err := civil.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// life writes the facts of one person, one word a month from July on: the
// state, or held:REASON, or rejected:CLASS; a dash is a month without due.
func life(t testing.TB, person string, withAccount bool, months ...string) []reports.PersonMonth {
	t.Helper()
	var facts []reports.PersonMonth
	for i, word := range months {
		if word == "-" {
			continue
		}
		state, reason, _ := strings.Cut(word, ":")
		fact := reports.PersonMonth{
			Person: person, WithAccount: withAccount, Programme: payout.BTXH, Commune: "99001",
			Month: month(t, "2024-07").Add(i), State: payout.PaymentState(state), Amount: money.Dong(500_000),
		}
		if fact.State == payout.PaymentHeld {
			fact.Held = payout.HoldReason(reason)
		} else {
			fact.Class = reason
		}
		facts = append(facts, fact)
	}
	return facts
}

func quarter(t testing.TB, facts []reports.PersonMonth, by reports.Dimension) *reports.CoverageReport {
	t.Helper()
	r, err := reports.Coverage(slices.Values(facts), by, month(t, "2024-07"), month(t, "2024-09"), cutOff)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPlaceOfAPersonOverTheMonths(t *testing.T) {
	tests := []struct {
		name        string
		withAccount bool
		months      []string
		want        reports.Place
		code        string
	}{
		{"paid every month due", true, []string{"paid", "-", "paid"}, reports.Paid, ""},
		{"no account, held for that alone", false, []string{"held:no_account", "held:no_account"}, reports.WithoutAccount, ""},
		{"paid once, account withdrawn, then none", false, []string{"paid", "held:no_account"}, reports.WithoutAccount, ""},
		{"no account, but held for another reason too", false, []string{"held:no_account", "held:amount_differs"}, reports.Held, "no_account"},
		{"account came after the month was held", true, []string{"held:no_account"}, reports.Held, "no_account"},
		{"unknown comes before everything", true, []string{"returned:account_data", "unknown", "rejected:name"}, reports.Unknown, ""},
		{"returned before rejected", true, []string{"rejected:name", "returned:account_data"}, reports.Returned, "account_data"},
		{"handed back counts as returned", true, []string{"handed_back:deceased"}, reports.Returned, "deceased"},
		{"rejected before held", true, []string{"held:no_route", "rejected:name"}, reports.Rejected, "name"},
		{"held before waiting", true, []string{"waiting", "held:no_route"}, reports.Held, "no_route"},
		{"of two reasons the earlier month's", true, []string{"held:no_route", "held:account_changed"}, reports.Held, "no_route"},
		{"waiting before sent", true, []string{"sent", "waiting"}, reports.Waiting, ""},
		{"waiting before paid in part", true, []string{"paid", "waiting"}, reports.Waiting, ""},
		{"paid in part: the rest is with the bank", true, []string{"paid", "sent"}, reports.PaidInPart, ""},
		{"sent", true, []string{"sent", "sent"}, reports.Sent, ""},
		{"a void month is not due", true, []string{"paid", "void"}, reports.Paid, ""},
		{"nothing built yet", true, []string{""}, reports.Waiting, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			facts := life(t, "B1", tt.withAccount, tt.months...)
			for range 2 { // in either order
				r := quarter(t, facts, reports.Total)
				if got := r.In(tt.want); got != 1 || r.Beneficiaries != 1 {
					t.Fatalf("%d of %d in %s; not paid: %v", got, r.Beneficiaries, tt.want, r.NotPaid)
				}
				if tt.want != reports.Paid && r.Causes[0].Code != tt.code {
					t.Errorf("code %q, want %q", r.Causes[0].Code, tt.code)
				}
				slices.Reverse(facts)
			}
		})
	}
}

func TestRefusedRowsStayInTheDenominator(t *testing.T) {
	facts := append(life(t, "B1", true, "paid"),
		// A refused row counts even where its key is somebody's.
		reports.PersonMonth{Person: "B1", Kind: reports.RefusedRow, Month: month(t, "2024-07")},
		reports.PersonMonth{
			Person: "k1", Kind: reports.Unmatched, Month: month(t, "2024-08"), Amount: money.Dong(360_000),
		})
	r := quarter(t, facts, reports.Total)
	if r.Beneficiaries != 3 || r.Paid != 1 || r.NotPaid[reports.Refused] != 1 || r.NotPaid[reports.Held] != 1 {
		t.Errorf("beneficiaries %d, paid %d, not paid %v", r.Beneficiaries, r.Paid, r.NotPaid)
	}
	if r.Entitled.Count != 1 || r.NotEstablished.Count != 2 || r.NotEstablished.Amount != money.Dong(360_000) {
		t.Errorf("entitled %v, not established %v", r.Entitled, r.NotEstablished)
	}
	if got := r.Causes[0]; got.Code != string(payout.HoldUnmatched) {
		t.Errorf("an unmatched row is %v", got)
	}
}

func TestAccountWithdrawnAfterPayment(t *testing.T) {
	facts := slices.Concat(life(t, "B1", false, "paid"), life(t, "B2", true, "paid"), life(t, "B3", true, "sent"))
	r := quarter(t, facts, reports.Total)
	if r.Paid != 2 || r.WithAccount != 2 || r.PaidWithoutAccount != 1 {
		t.Errorf("paid %d, with account %d, paid without %d", r.Paid, r.WithAccount, r.PaidWithoutAccount)
	}
	if got := r.PaidShareOfAccounts().String(); got != "50.00" {
		t.Errorf("of accounts %s, want the one paid of the two who have one", got)
	}
}

func TestLinesByDimension(t *testing.T) {
	facts := slices.Concat(life(t, "B1", true, "paid", "paid"), life(t, "B2", true, "paid", "rejected:name"))
	facts[1].Commune, facts[1].CommuneName = "99002", "Xã Bảy"
	facts[3].Commune = ""
	r := quarter(t, facts, reports.ByCommune)
	type line struct {
		Key, Name                     string
		Beneficiaries, Paid, Payments int
	}
	var got []line
	for _, l := range r.Lines {
		got = append(got, line{l.Key, l.Name, l.Beneficiaries, l.Paid, l.Entitled.Count})
	}
	want := []line{{"99001", "", 2, 2, 2}, {"99002", "Xã Bảy", 1, 1, 1}, {"", "", 1, 0, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if r.Beneficiaries != 2 || r.Paid != 1 || r.CountedAgain != 2 {
		t.Errorf("beneficiaries %d, paid %d, counted again %d", r.Beneficiaries, r.Paid, r.CountedAgain)
	}
}

func TestCoverageRefuses(t *testing.T) {
	tests := map[string]func(*reports.PersonMonth){
		"a month outside the period":   func(m *reports.PersonMonth) { m.Month = month(t, "2024-10") },
		"no person":                    func(m *reports.PersonMonth) { m.Person = "" },
		"an unknown kind":              func(m *reports.PersonMonth) { m.Kind = reports.RefusedRow + 1 },
		"an unknown state":             func(m *reports.PersonMonth) { m.State = "lost" },
		"a row with a payment's state": func(m *reports.PersonMonth) { m.Kind = reports.Unmatched },
		"another currency":             func(m *reports.PersonMonth) { m.Amount, _ = money.New(100, "USD") },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			facts := slices.Concat(life(t, "B1", true, "paid"), life(t, "B2", true, "paid"))
			spoil(&facts[1])
			_, err := reports.Coverage(slices.Values(facts), reports.Total, month(t, "2024-07"), month(t, "2024-09"), cutOff)
			if err == nil {
				t.Error("taken")
			}
		})
	}
	none := slices.Values([]reports.PersonMonth(nil))
	for _, period := range [][2]civil.Month{{month(t, "2024-09"), month(t, "2024-07")}, {}} {
		if _, err := reports.Coverage(none, reports.Total, period[0], period[1], cutOff); err == nil {
			t.Errorf("the period %v is taken", period)
		}
	}
}

// TestNothingIsDrawnThatDoesNotAddUp spoils each sum of a sound report.
func TestNothingIsDrawnThatDoesNotAddUp(t *testing.T) {
	tests := map[string]func(*reports.CoverageReport){
		"people":           func(r *reports.CoverageReport) { r.Beneficiaries++ },
		"not paid":         func(r *reports.CoverageReport) { r.NotPaid[reports.Held]++ },
		"account holders":  func(r *reports.CoverageReport) { r.WithAccount++ },
		"not paid of them": func(r *reports.CoverageReport) { r.NotPaidWithAccount[reports.Sent]-- },
		"causes":           func(r *reports.CoverageReport) { r.Causes = r.Causes[1:] },
		"paid any":         func(r *reports.CoverageReport) { r.PaidAny = 0 },
		"payments":         func(r *reports.CoverageReport) { delete(r.Payments, payout.PaymentHeld) },
		"instructed":       func(r *reports.CoverageReport) { r.Instructed.Amount = money.Dong(1) },
		"lines":            func(r *reports.CoverageReport) { r.Lines = r.Lines[1:] },
		"money of a line":  func(r *reports.CoverageReport) { r.Lines[0].Entitled.Amount = money.Dong(1) },
		"counted again":    func(r *reports.CoverageReport) { r.CountedAgain++ },
		"people moved since the closing": func(r *reports.CoverageReport) {
			r.Closed = &reports.Closed{Beneficiaries: r.Beneficiaries, Paid: r.Paid - 1}
		},
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			r := sample(t)
			spoil(r)
			if err := r.Check(); !errors.Is(err, reports.ErrConservation) {
				t.Errorf("check says %v", err)
			}
			for form, write := range writers(r) {
				var out strings.Builder
				if err := write(&out); !errors.Is(err, reports.ErrConservation) || out.Len() > 0 {
					t.Errorf("%s: wrote %d bytes, error %v", form, out.Len(), err)
				}
			}
		})
	}
}

func writers(r *reports.CoverageReport) map[string]func(*strings.Builder) error {
	return map[string]func(*strings.Builder) error{
		"text": func(w *strings.Builder) error { return reports.Text(w, r, reports.Vietnamese) },
		"csv":  func(w *strings.Builder) error { return r.WriteCSV(w) },
		"json": func(w *strings.Builder) error { return r.WriteJSON(w) },
	}
}

// sample is a small report with somebody in every place.
func sample(t testing.TB) *reports.CoverageReport {
	t.Helper()
	facts := slices.Concat(
		life(t, "B1", true, "paid", "paid", "paid"), life(t, "B2", true, "paid", "sent"),
		life(t, "B3", true, "waiting"), life(t, "B4", true, "sent"), life(t, "B5", true, "unknown"),
		life(t, "B6", true, "rejected:name"), life(t, "B7", true, "paid", "returned:account_data"),
		life(t, "B8", true, "held:account_changed"), life(t, "B9", false, "held:no_account"),
		life(t, "B10", true, "paid"), life(t, "B11", true, "rejected"),
		[]reports.PersonMonth{{Person: "r1", Kind: reports.RefusedRow, Commune: "99001", Month: month(t, "2024-08")}},
	)
	for i := range facts {
		if i%2 == 0 {
			facts[i].Commune, facts[i].CommuneName = "99002", "=Xã Lạ"
		}
	}
	return quarter(t, facts, reports.ByCommune)
}

// TestConservationOverRandomLives draws random lives in random order.
func TestConservationOverRandomLives(t *testing.T) {
	words := []string{
		"paid", "sent", "unknown", "rejected:name", "returned", "held:no_account", "held:no_route",
		"waiting", "handed_back", "void", "-", "",
	}
	rapid.Check(t, func(rt *rapid.T) {
		var facts []reports.PersonMonth
		for i := range rapid.IntRange(0, 30).Draw(rt, "people") {
			months := rapid.SliceOfN(rapid.SampledFrom(words), 1, 3).Draw(rt, "months")
			of := life(t, fmt.Sprintf("B%d", i), rapid.Bool().Draw(rt, "account"), months...)
			for j := range of {
				of[j].Commune = rapid.SampledFrom([]string{"", "99001", "99002"}).Draw(rt, "commune")
			}
			facts = append(facts, of...)
		}
		want := quarter(t, facts, reports.ByCommune)
		shuffle := rand.New(rand.NewPCG(1, uint64(len(facts))))
		shuffle.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
		if diff := cmp.Diff(want, quarter(t, facts, reports.ByCommune), values()); diff != "" {
			rt.Fatal("another order gives another report: ", diff)
		}
		sum := 0
		for _, p := range reports.Places() {
			sum += want.In(p)
		}
		if sum != want.Beneficiaries {
			rt.Fatalf("%d people in places of %d", sum, want.Beneficiaries)
		}
	})
}

// values lets go-cmp compare what hides its fields.
func values() cmp.Option {
	return cmp.Options{
		cmp.Comparer(func(a, b money.Amount) bool { return a == b }),
		cmp.Comparer(func(a, b civil.Month) bool { return a == b }),
	}
}

func TestMovedNamesTheCauseOfEachDifference(t *testing.T) {
	before := slices.Concat(
		life(t, "B1", true, "sent"), life(t, "B2", true, "paid"), life(t, "B3", true, "sent"), life(t, "B5", true, "sent"),
	)
	now := slices.Concat(
		life(t, "B1", true, "paid"), life(t, "B2", true, "returned"), life(t, "B3", true, "paid"), life(t, "B4", true, "waiting"),
	)
	moves, err := reports.Moved(slices.Values(before), slices.Values(now))
	if err != nil {
		t.Fatal(err)
	}
	want := []reports.Move{
		{To: reports.Waiting, Persons: 1},
		{From: reports.Paid, To: reports.Returned, Persons: 1},
		{From: reports.Sent, Persons: 1},
		{From: reports.Sent, To: reports.Paid, Persons: 2},
	}
	if diff := cmp.Diff(want, moves); diff != "" {
		t.Error(diff)
	}
	sealed, later := quarter(t, before, reports.Total), quarter(t, now, reports.Total)
	later.Closed = reports.Seal(sealed, "ab12", moves)
	if err := later.Check(); err != nil {
		t.Error(err)
	}
}
