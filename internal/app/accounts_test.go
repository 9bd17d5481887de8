package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
)

// listedAs is the person with another account on the list.
func (p person) listedAs(account, holder, relation string) person {
	return p.with(func(l *listLine) { l.account, l.holder, l.relation = account, holder, relation })
}

// accounts are a person's accounts on file, as "number state".
func (w *world) accounts(p person) []string {
	w.Helper()
	var out []string
	w.view(func(tx app.Tx) error {
		found, err := tx.AccountsOf(w.ctx, []string{w.owner(p)})
		for _, a := range found {
			out = append(out, a.Number+" "+a.State)
		}
		return err
	})
	return out
}

// TestWhichAccountIsUsed follows people over months: the first account is taken
// from the list, another never wins by itself, and one a bank refused is not
// used again until the list shows another.
func TestWhichAccountIsUsed(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[:3]
		loyal, mover, failing := p[0], p[1], p[2]
		w.registry(p...)
		month := func(people ...person) {
			w.Helper()
			w.listed(people...)
			w.at(4, 9)
			if sum := w.build(); len(sum.Batches) > 0 {
				ids := batchesOf(sum)
				w.submit(ids...)
				w.approve(ids...)
				w.write()
			}
		}
		files := func(who person, want ...string) {
			w.Helper()
			if diff := cmp.Diff(want, w.accounts(who)); diff != "" {
				t.Errorf("%s: accounts of %s (-want +got):\n%s", w.period, who.name, diff)
			}
		}

		month(p...)
		w.stands(loyal, "sent")
		files(loyal, loyal.line.account+" active")
		w.at(11, 9)
		w.answered(pain002("July", word{reference: w.reference(failing), status: "RJCT", reason: "AC04"},
			word{reference: w.reference(mover), status: "RJCT", reason: "AM04"}))
		files(failing, failing.line.account+" failed")
		files(mover, mover.line.account+" active") // our own funds spoil nobody's account

		w.nextMonth()
		silent := loyal.with(func(l *listLine) { l.account, l.bank, l.holder = "", "", "" })
		month(silent, mover.listedAs("99900000555", mover.name, ""), failing)
		w.stands(loyal, "sent")
		w.stands(mover, "held account_changed")
		w.stands(failing, "held account_failed")
		files(mover, mover.line.account+" active", "99900000555 proposed")

		w.nextMonth()
		month(loyal, mover, failing.listedAs("99900000666", failing.name, ""))
		w.stands(mover, "sent") // the list shows the one on record again
		w.stands(failing, "sent")
		files(failing, failing.line.account+" failed", "99900000666 active")
		if i := w.instructions()[w.payment(failing).ID][0]; i.AccountNumber != "99900000666" {
			t.Errorf("the corrected account is not the one instructed: %s", i.AccountNumber)
		}
	})
}

func TestWhoseAccountItMayBe(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		at := func(people []person, account, holder, relation string) []person {
			out := make([]person, len(people))
			for i, x := range people {
				out[i] = x.with(func(l *listLine) { l.account, l.bank, l.holder, l.relation = account, "Agribank", holder, relation })
			}
			return out
		}
		groups := []struct {
			people []person
			want   string
		}{
			{at(p[0:2], "99900000111", "", ""), "waiting"},
			{at(p[2:5], "99900000222", "", ""), "held account_shared"},
			{at(p[5:8], "99900000333", "Trần Thị Giám Hộ", "Người giám hộ"), "waiting"},
			{at(p[8:9], "99900000444", "Trần Thị Lạ", "con"), "held holder_differs"},
			{at(p[9:10], "99900000445", "Trần Thị Chăm", "Người chăm sóc"), "waiting"},
			{at(p[10:11], "99900000446", "Trần Thị Quyền", "Uỷ quyền đến 31/12/2024"), "waiting"},
			{at(p[11:12], "99900000447", "Trần Thị Quá Hạn", "Uỷ quyền đến 09/07/2024"), "held holder_differs"},
			{at(p[12:16], "99900000448", "Trung tâm Bảo trợ", "Cơ sở bảo trợ xã hội"), "waiting"},
			{at(p[16:17], "99900000449", "", ""), "waiting"},
		}
		var all []person
		for _, g := range groups {
			all = append(all, g.people...)
		}
		w.taken(all...)
		w.at(4, 9)
		w.build()
		for _, g := range groups {
			for _, x := range g.people {
				w.stands(x, g.want)
			}
		}
	})
}
