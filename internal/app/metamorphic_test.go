package app_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"chitra/beneficiary/registry"
	"chitra/internal/app"
)

// village is a commune with everything that matching has to tell apart: the
// people, a stranger beside each with the next number, twins, namesakes; and the
// list as a careless hand wrote it.
func village() (registered, listed []person) {
	people := everybody()[:10]
	for i := range people {
		people[i].line.bank = "Agribank"
	}
	registered = slices.Clone(people)
	for i, p := range people {
		beside := p.numbered(slipped(p.number)).called(everybody()[10+i].name).born(fmt.Sprintf("%s-%02d-28", p.birth[:4], i%9+1))
		registered = append(registered, beside)
	}
	twin := people[6].called("Vũ Thị Hoàn").numbered("999" + people[6].number[3:6] + "733104")
	namesake := people[7].numbered("999" + people[7].number[3:6] + "001122")
	namesake.commune = commune2
	last := people[8].called("Đặng Đức Hoà Thuỷ").numbered("999174555001")
	registered = append(registered, twin, namesake, last)

	listed = slices.Clone(people)
	listed = append(listed, twin, last)
	listed[1].name = strings.ToUpper(listed[1].name)
	listed[2].name = "LE THI CUC"
	listed[3].name = "Phạm Văn Dụng"
	listed[4].number = swapped(listed[4].number)
	listed[5].birth = listed[5].birth[:8] + "09"
	listed[8].number = ""
	listed[9].number = "999075999999"
	return registered, listed
}

// decided is what was decided of each row in force, by how it begins: the number
// on the list, or the account of a row without one.
func (w *world) decided() map[string]string {
	w.Helper()
	out := map[string]string{}
	w.view(func(tx app.Tx) error {
		found, err := tx.NewestMatches(w.ctx, w.period.String())
		if err != nil {
			return err
		}
		for _, m := range found {
			row, _, err := tx.Row(w.ctx, m.VersionNo, m.RowKey)
			if err != nil {
				return err
			}
			out[row.Account] = strings.Join([]string{m.Outcome, m.Tier, m.Action, m.PersonalID, m.PayeeName, m.Hold, m.Beside}, "|")
		}
		return nil
	})
	return out
}

// numberedAccounts gives each row an account of its own, by which it is known.
func numberedAccounts(people []person) []person {
	out := slices.Clone(people)
	for i := range out {
		out[i].line.account = fmt.Sprintf("99900001%03d", i)
	}
	return out
}

// written are the ways in which the same name may reach a cell.
func written() map[string]func(string) string {
	toneFirst := strings.NewReplacer("ấ", "a\u0301\u0302", "ầ", "a\u0300\u0302", "ễ", "e\u0303\u0302", "ồ", "o\u0300\u0302", "ộ", "o\u0323\u0302",
		"ặ", "ă\u0323", "ậ", "a\u0323\u0302", "ế", "e\u0301\u0302")
	moved := strings.NewReplacer("òa", "oà", "oà", "òa", "ủy", "uỷ", "uỷ", "ủy", "Lý", "Lí")
	return map[string]func(string) string{
		"decomposed":           norm.NFD.String,
		"tone before hat":      toneFirst.Replace,
		"another Đ":            func(s string) string { return strings.ReplaceAll(s, "Đ", "Ð") },
		"tone marks moved":     moved.Replace,
		"odd spaces":           func(s string) string { return "  " + strings.ReplaceAll(s, " ", "\u00a0 ") + " " },
		"capitals":             strings.ToUpper,
		"capitals, decomposed": func(s string) string { return norm.NFD.String(strings.ToUpper(s)) },
	}
}

// TestHowALineIsWrittenChangesNoDecision takes the same list in, row by row in
// another order and each name written in another way.
func TestHowALineIsWrittenChangesNoDecision(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		registered, listed := village()
		listed = numberedAccounts(listed)
		w.registry(registered...)
		w.upload(listed...)
		w.match()
		want := w.decided()
		tiers := map[string]int{}
		for _, said := range want {
			tiers[strings.Split(said, "|")[1]]++
		}
		if len(want) != len(listed) || len(tiers) < 6 {
			t.Fatalf("%d rows of %d, tiers %v", len(want), len(listed), tiers)
		}
		for name, write := range written() {
			other := slices.Clone(listed)
			for i := range other {
				other[i].name = write(other[i].name)
			}
			w.upload(other...)
			w.match()
			if diff := cmp.Diff(want, w.decided()); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		slices.Reverse(listed)
		w.upload(append(listed[5:], listed[:5]...)...)
		w.match()
		if diff := cmp.Diff(want, w.decided()); diff != "" {
			t.Errorf("in another order: %s", diff)
		}
	})
}

// TestASlipInANumberNeverPaysAnother writes every number of the list with one
// wrong digit of its serial, place by place, under the policy that accepts most.
func TestASlipInANumberNeverPaysAnother(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		registered, listed := village()
		listed = numberedAccounts(listed)
		w.registry(registered...)
		policy := registry.DefaultPolicy()
		policy.Version, policy.T4Automatic, policy.WeakNameYearOnly = "2", true, true
		truth := map[string]string{}
		for i, p := range listed {
			at := i
			if i >= 10 {
				at = len(registered) - 3 + (i-10)*2 // the twin, and the last
			}
			truth[p.line.account] = registered[at].number
		}
		paid := 0
		for place := 6; place < 12; place++ {
			for _, by := range []byte{1, 5, 9} {
				other := slices.Clone(listed)
				for i := range other {
					if d := []byte(other[i].number); len(d) == 12 {
						d[place] = '0' + (d[place]-'0'+by)%10
						other[i].number = string(d)
					}
				}
				w.upload(other...)
				_, err := w.under(policy).MatchPeriod(w.ctx, w.period)
				w.must(err)
				for account, said := range w.decided() {
					words := strings.Split(said, "|")
					if words[2] != app.ActionAutomatic {
						continue
					}
					if paid++; words[3] != truth[account] {
						t.Errorf("digit %d, by %d: the row of %s is paid to %s: %s", place, by, truth[account], words[3], said)
					}
				}
			}
		}
		if paid == 0 {
			t.Error("nobody was ever accepted: the test shows nothing")
		}
	})
}

// evidence are the bytes kept of each row in force.
func (w *world) evidence() map[string]string {
	w.Helper()
	out := map[string]string{}
	w.view(func(tx app.Tx) error {
		found, err := tx.NewestMatches(w.ctx, w.period.String())
		for _, m := range found {
			one, _, err := tx.NewestMatch(w.ctx, m.VersionNo, m.RowKey)
			if err != nil {
				return err
			}
			one.RunNo, one.Policy = 0, ""
			out[one.RowKey] = fmt.Sprintf("%+v", one)
		}
		return err
	})
	return out
}

// TestTheSameMatchIsTheSameBytes looks at the same rows again, some at a time and
// one at a time: whatever is kept of them is the same, byte for byte.
func TestTheSameMatchIsTheSameBytes(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		registered, listed := village()
		w.registry(registered...)
		w.upload(listed...)
		w.match()
		want := w.evidence()
		for i, rows := range []int{1, 3, 5, 100} {
			policy := registry.DefaultPolicy()
			policy.Version = fmt.Sprint(i + 2) // another name has every row looked at again
			a := w.under(policy)
			a.LookAtOnce(rows)
			sum, err := a.MatchPeriod(w.ctx, w.period)
			w.must(err)
			if sum.Looked != len(listed) {
				t.Errorf("%d rows at a time: %d looked at", rows, sum.Looked)
			}
			if diff := cmp.Diff(want, w.evidence()); diff != "" {
				t.Errorf("%d rows at a time: %s", rows, diff)
			}
		}
		exact := 0
		for _, key := range slices.Sorted(maps.Keys(want)) {
			if strings.Contains(want[key], "Tier:T1 Action:automatic") {
				exact++
				_, kept, _ := strings.Cut(want[key], "Evidence:")
				kept, _, _ = strings.Cut(kept, " DecisionNo:")
				if len(kept) > 200 && !strings.Contains(kept, "others") {
					t.Errorf("%d bytes kept of an exact row: %s", len(kept), kept)
				}
			}
		}
		if exact == 0 {
			t.Error("no row is exact")
		}
	})
}
