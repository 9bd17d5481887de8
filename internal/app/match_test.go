package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/wording"
	"chitra/payout/rules"
	"chitra/reports"
)

// under is the maker's engine with another policy.
func (w *world) under(p registry.Policy) *app.App {
	w.Helper()
	formats, err := formats()
	w.must(err)
	return app.New(app.Config{Store: w.store, Clock: w.clock, Machine: time.Now, Actor: app.Actor{Name: maker, Proof: app.ProofPractice},
		Banks: bank.Directory(), Rules: rules.Tables(), Formats: formats, Policy: p, Words: wording.In(reports.Vietnamese)})
}

// matches are what was last said of the rows in force, in the order of the sheet:
// who, outcome, tier, action and what stands beside.
func (w *world) matches() []string {
	w.Helper()
	type at struct {
		version, line int64
		said          string
	}
	var all []at
	w.view(func(tx app.Tx) error {
		found, err := tx.NewestMatches(w.ctx, w.period.String())
		if err != nil {
			return err
		}
		for _, m := range found {
			row, ok, err := tx.Row(w.ctx, m.VersionNo, m.RowKey)
			if err != nil || !ok {
				return fmt.Errorf("row %s: %v, %w", m.RowKey, ok, err)
			}
			said := strings.Join([]string{row.FullName, m.Outcome, m.Tier, m.Action, m.Beside}, " ")
			all = append(all, at{row.VersionNo, row.Line, strings.TrimSpace(said)})
		}
		return nil
	})
	slices.SortFunc(all, func(x, y at) int { return int(x.version-y.version)*10_000 + int(x.line-y.line) })
	var out []string
	for _, a := range all {
		out = append(out, a.said)
	}
	return out
}

// called is the same person under another name on the list, numbered under
// another number, born on another day.
func (p person) called(name string) person     { p.name = name; return p }
func (p person) numbered(number string) person { p.number = number; return p }
func (p person) born(day string) person        { p.birth = day; return p }

// slipped is a number with one digit of its serial typed wrong.
func slipped(number string) string {
	d := []byte(number)
	d[8] = '0' + (d[8]-'0'+1)%10
	return string(d)
}

// swapped is a number with its last two unlike neighbours in the serial swapped.
func swapped(number string) string {
	d := []byte(number)
	for i := len(d) - 2; i >= 6; i-- {
		if d[i] != d[i+1] {
			d[i], d[i+1] = d[i+1], d[i]
			break
		}
	}
	return string(d)
}

// TestNearNumbersAreLookedFor types a wrong digit beside a wrong letter: neither
// the number nor name and date lead to the person, the near number does.
func TestNearNumbersAreLookedFor(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		wrong := p[3].called("Phan Văn Dũng").numbered(slipped(p[3].number))
		stranger := p[5].called("Lâm Mỹ Tú").numbered(slipped(p[5].number)).born("1981-11-30")
		w.registry(p...)
		w.upload(wrong, stranger)
		blind := registry.DefaultPolicy()
		blind.Version, blind.NearNumbers = "0", false
		_, err := w.under(blind).MatchPeriod(w.ctx, w.period)
		w.must(err)
		if diff := cmp.Diff([]string{"Phan Văn Dũng not_found T8 review", "Lâm Mỹ Tú not_found T8 review"}, w.matches()); diff != "" {
			t.Errorf("where they are not looked for: %s", diff)
		}
		w.match()
		if diff := cmp.Diff([]string{"Phan Văn Dũng needs_review T7 review", "Lâm Mỹ Tú not_found T8 review"}, w.matches()); diff != "" {
			t.Error(diff)
		}
		queue, err := w.as(reviewer).ReviewQueue(w.ctx, w.period)
		w.must(err)
		for _, item := range queue {
			var found []string
			for _, c := range item.Candidates {
				found = append(found, c.PersonalID)
			}
			want := []string{p[3].number}
			if item.List.FullName == stranger.name {
				want = nil
			}
			if diff := cmp.Diff(want, found); diff != "" {
				t.Errorf("%s: %s", item.List.FullName, diff)
			}
		}
	})
}

// TestNearNumbersAreLookedForByThePolicyInForce switches them off in the store's
// policy: the built-in one says nothing any more.
func TestNearNumbersAreLookedForByThePolicyInForce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		w.registry(p...)
		w.upload(p[3].called("Phan Văn Dũng").numbered(slipped(p[3].number)))
		w.match()
		w.policy("near_numbers=false")
		w.match()
		if diff := cmp.Diff([]string{"Phan Văn Dũng not_found T8 review"}, w.matches()); diff != "" {
			t.Error(diff)
		}
	})
}

// TestT4IsAutomaticWhereTheProvinceSaysSo runs the same rows under both policies.
func TestT4IsAutomaticWhereTheProvinceSaysSo(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		moved := p[4]
		moved.commune = commune2 // in the registry; the list has them where they were
		w.registry(append(slices.Clone(p[:4]), moved)...)
		w.upload(p[2].numbered(slipped(p[2].number)), p[3].numbered(swapped(p[3].number)), p[4].numbered(slipped(p[4].number)))
		w.match()
		want := []string{"Lê Thị Cúc number_suspect T4 review", "Phạm Văn Dũng number_suspect T4 review", "Hoàng Thị Én number_suspect T4 review left_area"}
		if diff := cmp.Diff(want, w.matches()); diff != "" {
			t.Error(diff)
		}
		policy := registry.DefaultPolicy()
		policy.Version, policy.T4Automatic = "2", true
		_, err := w.under(policy).MatchPeriod(w.ctx, w.period)
		w.must(err)
		for i, row := range want {
			want[i] = strings.Replace(row, "T4 review", "T4 automatic", 1)
		}
		if diff := cmp.Diff(want, w.matches()); diff != "" {
			t.Error(diff)
		}
	})
}
