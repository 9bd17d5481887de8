package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
	"chitra/payout"
)

// step is one row of state_rule.
type step struct {
	Kind string `db:"kind"`
	From string `db:"from_state"`
	To   string `db:"to_state"`
}

// stateRules are payout's tables, and the two that belong to the store alone.
func stateRules() []step {
	all := []step{
		{app.KindAccount, "active", "failed"}, {app.KindAccount, "active", "replaced"},
		{app.KindAccount, "proposed", "active"}, {app.KindAccount, "proposed", "replaced"},
		{app.KindAccount, "failed", "active"}, {app.KindAccount, "failed", "replaced"},
		{app.KindFile, app.FileIntended, app.FileReleased},
	}
	for _, r := range payout.Transitions() {
		all = append(all, step{string(r.Kind), r.From, r.To})
	}
	return all
}

func TestStateRulesAreThoseOfPayout(t *testing.T) {
	want := stateRules()
	slices.SortFunc(want, compareSteps)
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		var got []step
		if err := s.SQL().SelectContext(t.Context(), &got, "SELECT kind, from_state, to_state FROM state_rule"); err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(got, compareSteps)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("state_rule differs (-payout +%s):\n%s", s.Engine(), diff)
		}
	})
}

func compareSteps(x, y step) int {
	return strings.Compare(x.Kind+" "+x.From+" "+x.To, y.Kind+" "+y.From+" "+y.To)
}

// stateful is a kind of thing that moves: every state there is, and a fact in
// one of them.
type stateful struct {
	kind   string
	states []string
	in     func(state string) app.Fact
}

func statefuls() []stateful {
	return []stateful{
		{app.KindPayment, textsOf(payout.PaymentStates()), func(state string) app.Fact {
			p := app.Payment{BeneficiaryID: "B9", ID: "subject", Number: 1, Amount: 1, AccountID: "A", PayerID: "P", BatchID: "D", State: state}
			if state == "held" {
				p.HeldReason = "no_account"
			}
			return p
		}},
		{app.KindInstruction, textsOf(payout.InstructionStates()), func(state string) app.Fact {
			return app.Instruction{BeneficiaryID: "B9", ID: "subject", Attempt: 1, Amount: 1, State: state}
		}},
		{app.KindBatch, textsOf(payout.BatchStates()), func(state string) app.Fact { return app.Batch{ID: "subject", State: state} }},
		{app.KindAccount, []string{"active", "proposed", "failed", "replaced"}, func(state string) app.Fact {
			return app.Account{BeneficiaryID: "B9", ID: "subject", State: state}
		}},
		{app.KindFile, []string{app.FileIntended, app.FileReleased}, func(state string) app.Fact {
			return app.BankFile{ID: "subject", State: state}
		}},
	}
}

func textsOf[S ~string](states []S) []string {
	out := make([]string, len(states))
	for i, s := range states {
		out[i] = string(s)
	}
	return out
}

// TestTheDatabaseHoldsEveryTransition tries every pair of states, past the use
// cases.
func TestTheDatabaseHoldsEveryTransition(t *testing.T) {
	allowed := stateRules()
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, kind := range statefuls() {
			for _, from := range kind.states {
				undone(t, s, func(tx app.Tx) error {
					if err := insert(t.Context(), tx, kind.in(from)); err != nil {
						return err
					}
					for _, to := range kind.states {
						err := move(t, tx, kind.kind, to)
						people := kind.kind == app.KindInstruction && payout.OnlyCorrected(payout.InstructionState(from), payout.InstructionState(to))
						if want := from == to || slices.Contains(allowed, step{kind.kind, from, to}) && !people; (err == nil) != want {
							t.Errorf("%s from %s to %s: %v", kind.kind, from, to, err)
						}
						if err != nil && !strings.Contains(err.Error(), "no rule leads") {
							t.Errorf("%s from %s to %s is refused for another reason: %v", kind.kind, from, to, err)
						}
					}
					return nil
				})
			}
		}
	})
}

func move(t *testing.T, tx app.Tx, kind, to string) error {
	t.Helper()
	if kind != app.KindPayment {
		return attempt(t, tx, "UPDATE "+kind+" SET state = ? WHERE id = 'subject'", to)
	}
	reason := ""
	if to == "held" {
		reason = "no_account"
	}
	return attempt(t, tx, "UPDATE payment SET state = ?, held_reason = ? WHERE id = 'subject'", to, reason)
}

func TestNothingIsInAStateThatIsNone(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, kind := range statefuls() {
			for _, state := range kind.states {
				if err := attemptInsert(t, s, kind.in(state)); err != nil {
					t.Errorf("%s in %s: %v", kind.kind, state, err)
				}
			}
			if err := attemptInsert(t, s, kind.in("lost")); err == nil {
				t.Errorf("%s may be lost", kind.kind)
			}
		}
	})
}

// TestApplyMovesOnlyFromWhereAChangeBegins keeps two writers from moving the
// same thing twice.
func TestApplyMovesOnlyFromWhereAChangeBegins(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for from, want := range map[string]bool{"draft": true, "approved": false} {
			undone(t, s, func(tx app.Tx) error {
				facts := []app.Fact{app.Batch{ID: "D9", State: "draft"}, change(7, app.KindBatch, "", "D9", from, "submitted", "")}
				if err := insert(t.Context(), tx, facts...); err != nil {
					return err
				}
				if err := tx.Apply(t.Context(), 7, movesIn(facts)); (err == nil) != want {
					t.Errorf("a change from %s of a draft: %v", from, err)
				}
				return nil
			})
		}
	})
}
