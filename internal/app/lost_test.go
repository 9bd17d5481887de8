package app_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/payout"
	"chitra/reports"
)

// fate is one row of a dirty list, what the registry knows of it, and the one
// place it must end in.
type fate struct {
	listed person
	known  *person // nil: the registry does not know them
	decide string  // what the reviewer answers: a number, "nobody"
	answer func(w *world, reference string) []byte
	place  string
}

// known is a row of which the registry says the same.
func known(p person) fate { return fate{listed: p, known: &p} }

func (f fate) ends(place string) fate { f.place = place; return f }

func says(status, reason string) func(*world, string) []byte {
	return func(_ *world, reference string) []byte {
		return pain002("S-"+reference, word{reference: reference, status: status, reason: reason})
	}
}

// fates is a list for every place a row may end in.
func fates() []fate {
	p := everybody()
	line := func(i int, change func(*listLine)) person { return p[i].with(change) }
	dead := func(i int, day string) person { x := p[i]; x.status, x.died = "dead", day; return x }
	moved := func(i int, commune string) person { x := p[i]; x.commune = commune; return x }
	nameless := func(i int) person { x := p[i]; x.name = ""; return x }
	numberless := func(i int) person { x := p[i]; x.number = ""; return x }
	asRegistry := func(listed, registered person) fate { return fate{listed: listed, known: &registered} }
	answered := func(f fate, answer func(*world, string) []byte) fate { f.answer = answer; return f }
	decided := func(f fate, number string) fate { f.decide = number; return f }

	return []fate{
		known(p[0]).ends("sent"),
		known(line(1, func(l *listLine) { l.account, l.bank, l.holder = "", "", "" })).ends("held no_account"),
		known(line(2, func(l *listLine) { l.bank = "Ngân hàng Không Có Thật" })).ends("held account_unusable"),
		fate{listed: p[3]}.ends("held unmatched"),
		asRegistry(nameless(4), p[4]).ends("refused"),
		asRegistry(p[5], dead(5, "2024-06-15")).ends("nothing_due"),
		asRegistry(p[6], dead(6, "2024-07-10")).ends("held to_heirs"),
		asRegistry(p[7], moved(7, commune2)).ends("held left_area"),
		known(line(8, func(l *listLine) { l.total = "700000" })).ends("held amount_differs"),
		known(line(9, func(l *listLine) { l.holder = "Một Người Khác" })).ends("held holder_differs"),
		answered(known(p[10]), says("ACCC", "")).ends("paid"),
		answered(known(p[11]), says("RJCT", "AC04")).ends("rejected"),
		answered(known(p[12]), func(w *world, reference string) []byte {
			return camt054("D-"+reference, entry{reference: reference, bankRef: "D1", amount: severeAmount},
				entry{reference: reference, bankRef: "R1", amount: severeAmount, back: "AC04"})
		}).ends("returned"),
		answered(known(p[13]), says("RJCT", "NARR")).ends("unknown"),
		answered(decided(asRegistry(numberless(14), p[14]), p[14].number), says("ACCC", "")).ends("paid"),
		decided(asRegistry(numberless(15), p[15]), "nobody").ends("held ineligible"),
		known(line(16, func(l *listLine) { l.total, l.coefficient = "", "1,5" })).ends("sent"),
		known(line(17, func(l *listLine) { l.total = "" })).ends("held amount_unknown"),
		known(p[18]).ends("sent"),
		known(p[19]).ends("sent"),
	}
}

// everyRowIsSomewhere fails unless the rows of all lists have one place each,
// and the coverage report finds each person in one place too.
func (w *world) everyRowIsSomewhere(stage string, rows int) {
	w.Helper()
	w.everybodyIsSomewhere(stage, rows, 0)
}

// everybodyIsSomewhere is the same where some whose row is gone have payments.
func (w *world) everybodyIsSomewhere(stage string, rows, without int) {
	w.Helper()
	seen := map[string]bool{}
	nothing := 0
	for _, r := range w.rowPlaces() {
		if seen[r.Row] {
			w.Errorf("%s: row %s has two places", stage, r.Row)
		}
		seen[r.Row] = true
		if !slices.Contains(places(), r.Place) {
			w.Errorf("%s: row %s is in %q, which is no place", stage, r.Row, r.Place)
		}
		if r.Place == app.PlaceNothingDue {
			nothing++
		}
	}
	if len(seen) != rows {
		w.Errorf("%s: %d rows have a place, want %d", stage, len(seen), rows)
	}
	c := w.coverage()
	sum := c.Paid
	for _, n := range c.NotPaid {
		sum += n
	}
	if want := rows - nothing + without; c.Beneficiaries != want || sum != want {
		w.Errorf("%s: %d beneficiaries in places of %d, want %d", stage, c.Beneficiaries, sum, want)
	}
}

func places() []string {
	out := []string{app.PlaceRefused, app.PlaceNothingDue, app.PlaceNotMatched, app.PlaceNotBuilt}
	for _, s := range payout.PaymentStates() {
		if s != payout.PaymentVoid {
			out = append(out, string(s))
		}
	}
	return out
}

func (w *world) coverage() *reports.CoverageReport {
	w.Helper()
	r, err := w.as(auditor).Coverage(w.ctx, app.CoverageQuery{From: w.period, To: w.period, By: reports.ByCommune})
	w.must(err)
	return r
}

func TestEveryRowHasOnePlaceAtEveryStage(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := fates()
		w.at(3, 8)
		var registered []person
		byCommune := map[string][]person{}
		for _, f := range all {
			if f.known != nil {
				registered = append(registered, *f.known)
			}
			byCommune[f.listed.commune] = append(byCommune[f.listed.commune], f.listed)
		}
		w.registry(registered...)
		for _, commune := range []string{commune1, commune2} {
			out := w.upload(byCommune[commune]...)
			if out.Lines != 10 || out.Taken+out.Refused != out.Lines {
				t.Fatalf("list of %s: %d lines = %d taken + %d refused", commune, out.Lines, out.Taken, out.Refused)
			}
		}
		w.everyRowIsSomewhere("taken in", 20)
		w.match()
		w.everyRowIsSomewhere("matched", 20)
		w.decideAll(all)
		w.match()
		w.everyRowIsSomewhere("decided", 20)
		w.at(4, 9)
		ids := w.drafts()
		w.everyRowIsSomewhere("built", 20)
		w.submit(ids...)
		w.approve(ids...)
		w.everyRowIsSomewhere("approved", 20)
		w.write()
		w.everyRowIsSomewhere("sent", 20)
		w.at(11, 9)
		for _, f := range all {
			if f.answer != nil {
				w.answered(f.answer(w, w.reference(*f.known)))
				w.everyRowIsSomewhere("answered for "+f.listed.name, 20)
			}
		}
		w.endsAsTold(all)
	})
}

// decideAll plays the reviewer.
func (w *world) decideAll(all []fate) {
	w.Helper()
	queue, err := w.as(auditor).ReviewQueue(w.ctx, w.period)
	w.must(err)
	var decisions []app.Decision
	for _, item := range queue {
		for _, f := range all {
			if f.decide != "" && f.listed.name == item.List.FullName {
				decisions = append(decisions, app.Decision{Row: item.Row, PersonalID: strings.TrimPrefix(f.decide, "nobody"), Reason: "đã xác minh"})
			}
		}
	}
	if len(decisions) != 2 {
		w.Fatalf("%d rows to decide, want 2", len(decisions))
	}
	w.must(w.as(reviewer).Decide(w.ctx, decisions))
}

// endsAsTold compares every row's place with its fate's.
func (w *world) endsAsTold(all []fate) {
	w.Helper()
	want, got := map[string]string{}, map[string]string{}
	line := map[string]int{}
	for _, f := range all {
		line[f.listed.commune]++ // below the header
		want[rowOf(f.listed.commune, line[f.listed.commune]+1)] = f.place
	}
	for _, r := range w.rowPlaces() {
		got[rowOf(strings.TrimSuffix(strings.TrimPrefix(r.FileName, "ds-"), ".csv"), r.Line)] = strings.TrimSpace(r.Place + " " + r.Reason)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.Errorf("rows end elsewhere than they must (-want +got):\n%s", diff)
	}
}

func rowOf(commune string, line int) string {
	return commune + " row " + string(rune('0'+line/10)) + string(rune('0'+line%10))
}
