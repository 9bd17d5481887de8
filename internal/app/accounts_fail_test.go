package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAnAccountFailsOnce: one advice sends two months' payments of the same
// account back. Both are returned, and the account fails once.
func TestAnAccountFailsOnce(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.sent(p)
		july, first := w.period, w.reference(p)
		w.nextMonth()
		w.listed(p)
		w.throughApproval()
		w.write()
		both := []string{first, w.reference(p)}

		w.at(12, 9)
		var entries []entry
		for i, reference := range both {
			bank := string(rune('1' + i))
			entries = append(entries, entry{reference: reference, bankRef: "D" + bank, amount: severeAmount},
				entry{reference: reference, bankRef: "R" + bank, amount: severeAmount, back: "AC04"})
		}
		if out := w.answered(camt054("two months", entries...)); out.Matched != 4 || out.Moved["returned"] != 2 {
			t.Errorf("the advice: %+v", out)
		}
		w.stands(p, "returned")
		w.period = july
		w.stands(p, "returned")
		w.onFile(p, p.line.account+" failed")
	})
}

// onFile compares a person's accounts, each as "number state".
func (w *world) onFile(p person, want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, w.accounts(p)); diff != "" {
		w.Errorf("accounts of %s (-want +got):\n%s", p.name, diff)
	}
}

// TestADraftFollowsTheAccount refuses the accounts of July while a draft of
// August stands. Who waits in the draft moves to the account the list shows now;
// who was held for showing another account is paid into that one, which becomes
// the one on record and fails in its turn.
func TestADraftFollowsTheAccount(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		waiting, proposed := p[0], p[3]
		w.sent(waiting, proposed)
		july := []string{w.reference(waiting), w.reference(proposed)}
		refused := func(message string, references ...string) {
			var words []word
			for _, r := range references {
				words = append(words, word{reference: r, status: "RJCT", reason: "AC04"})
			}
			w.answered(pain002(message, words...))
		}

		w.nextMonth()
		other := proposed.listedAs("99900000555", proposed.name, "")
		w.listed(waiting, other)
		w.at(4, 9)
		w.drafts()
		w.stands(waiting, "waiting")
		w.stands(proposed, "held account_changed")
		w.onFile(proposed, proposed.line.account+" active", "99900000555 proposed")

		refused("July", july...)
		w.listed(waiting.listedAs("99900000666", waiting.name, ""), other)
		w.throughApproval()
		w.write()
		for who, want := range map[person]string{waiting: "99900000666", proposed: "99900000555"} {
			w.stands(who, "sent")
			if i := w.instructions()[w.payment(who).ID]; len(i) != 1 || i[0].AccountNumber != want {
				t.Errorf("%s was instructed %+v, want once into %s", who.name, i, want)
			}
			w.onFile(who, who.line.account+" failed", want+" active")
		}

		w.at(12, 9)
		refused("August", w.reference(waiting), w.reference(proposed))
		w.onFile(waiting, waiting.line.account+" failed", "99900000666 failed")
		w.onFile(proposed, proposed.line.account+" failed", "99900000555 failed")
	})
}

// TestAnAccountThatFailsAfterApprovalIsTakenOut: the batch is not built again,
// its file is only written, and leaves with everybody else.
func TestAnAccountThatFailsAfterApprovalIsTakenOut(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()
		failing, rest := p[0], p[3]
		w.sent(failing, rest)
		july := w.reference(failing)
		w.nextMonth()
		w.listed(failing, rest)
		w.throughApproval()
		w.answered(pain002("July", word{reference: july, status: "RJCT", reason: "AC04"}))
		w.at(8, 9)
		if files := w.write(); len(files) != 1 || files[0].Instructions != 1 {
			t.Errorf("written %+v, want one file of one instruction", files)
		}
		w.stands(failing, "held account_failed")
		w.stands(rest, "sent")
		w.instructedOnce(rest)
		w.everyRowIsSomewhere("sent", 2)
	})
}

// TestAnAccountThatWasProposedServesEveryMonth: the list first names a holder
// without a right to receive, and from then on with one.
func TestAnAccountThatWasProposedServesEveryMonth(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		p := everybody()[0]
		w.registry(p)
		w.listed(p.listedAs("99900000445", "Trần Thị Chăm", ""))
		w.at(4, 9)
		w.build()
		w.stands(p, "held holder_differs")
		w.onFile(p, "99900000445 proposed")
		for range 2 {
			w.listed(p.listedAs("99900000445", "Trần Thị Chăm", "Người chăm sóc"))
			w.throughApproval()
			w.write()
			w.stands(p, "sent")
			w.onFile(p, "99900000445 active")
			w.nextMonth()
		}
		w.listed(p.listedAs("99900000445", "Trần Thị Chăm", ""))
		w.at(4, 9)
		w.build()
		w.stands(p, "held holder_differs") // nobody says any more that she may
	})
}
