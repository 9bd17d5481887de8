package store_test

import (
	"strings"
	"testing"

	"chitra/internal/app"
	"chitra/internal/journal"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
	"chitra/payout"
)

// TestAFactNeverChanges sets every column of every table to the value it has:
// whatever refuses that refuses every other value too.
func TestAFactNeverChanges(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		undone(t, s, func(tx app.Tx) error {
			for _, tb := range catalogue(t) {
				for _, c := range tb.Fixed() {
					refused(t, tx, "UPDATE "+tb.Name+" SET "+c+" = "+c, "fact")
				}
				for _, c := range tb.Mutable {
					if err := attempt(t, tx, "UPDATE "+tb.Name+" SET "+c+" = "+c); err != nil {
						t.Errorf("%s.%s may move: %v", tb.Name, c, err)
					}
				}
			}
			return nil
		})
	})
}

func TestNothingIsDeleted(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		undone(t, s, func(tx app.Tx) error {
			for _, tb := range catalogue(t) {
				refused(t, tx, "DELETE FROM "+tb.Name, "deleted")
			}
			return nil
		})
	})
}

// TestWhatIsKeptBesideFactsNeverChangesEither holds the journal, the files and
// the rules, which no record of the catalogue describes.
func TestWhatIsKeptBesideFactsNeverChangesEither(t *testing.T) {
	columns := map[string]string{"event": "actor", "store_info": "practice", "state_rule": "to_state", "blob": "size", "blob_chunk": "data"}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		update(t, s, func(tx app.Tx) error { return tx.PutBlob(t.Context(), sumOf([]byte("x")), []byte("x")) })
		for table := range columns {
			if count(t, s, table) == 0 {
				t.Errorf("%s is empty: nothing is tested", table)
			}
		}
		undone(t, s, func(tx app.Tx) error {
			for table, c := range columns {
				refused(t, tx, "UPDATE "+table+" SET "+c+" = "+c, "fact")
				refused(t, tx, "DELETE FROM "+table, "deleted")
			}
			return nil
		})
	})
}

func refused(t *testing.T, tx app.Tx, statement, why string) {
	t.Helper()
	if err := attempt(t, tx, statement); err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("%s: %v", statement, err)
	}
}

// TestOnlyRowsOfALoadingLoadAreDeleted: a dead load is dropped whole, a ready
// one is facts.
func TestOnlyRowsOfALoadingLoadAreDeleted(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		rows := oneRowATable()
		for _, tb := range catalogue(t) {
			undone(t, s, func(tx app.Tx) error {
				if err := tx.StartLoad(t.Context(), 1, "x", "", lifeStart); err != nil {
					return err
				}
				if err := insert(t.Context(), tx, withAct(rows[tb.Name], tb, 1)); err != nil {
					return err
				}
				statement := "DELETE FROM " + tb.Name + " WHERE " + tb.Act + " = 1"
				if err := attempt(t, tx, statement); (err == nil) != tb.Load {
					t.Errorf("while loading, %s: %v", statement, err)
				}
				if err := tx.FinishLoad(t.Context(), 1); err != nil {
					return err
				}
				refused(t, tx, statement, "deleted")
				return nil
			})
		}
	})
}

// oneRowATable is the last row the life writes into each table; of the ledger the
// first, since only that needs none before it.
func oneRowATable() map[string]app.Fact {
	out := map[string]app.Fact{}
	for _, step := range lifeSteps() {
		for _, f := range step.facts(journal.Stamp(lifeStart)) {
			if i, ok := f.(app.Instruction); ok && i.Attempt > 1 {
				continue // the first must be there before it
			}
			if _, ledger := out[f.Table()].(app.LedgerEntry); !ledger {
				out[f.Table()] = f
			}
		}
	}
	return out
}

// TestAPaymentHasOneLiveInstruction tries every pair of states two attempts of
// one payment could be in (promise 1): the second comes only after the first
// failed.
func TestAPaymentHasOneLiveInstruction(t *testing.T) {
	attemptIn := func(n int64, state payout.InstructionState) app.Fact {
		return app.Instruction{BeneficiaryID: "B9", ID: string(rune('a' + n)), PaymentID: "C9", Attempt: n, Amount: 1, State: string(state)}
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, x := range payout.InstructionStates() {
			for _, y := range payout.InstructionStates() {
				err := attemptInsert(t, s, attemptIn(1, x), attemptIn(2, y))
				if (err != nil) != x.Alive() {
					t.Errorf("attempts %s and %s: %v", x, y, err)
				}
			}
		}
	})
}

func TestWhatIsUniqueForEver(t *testing.T) {
	line := app.Entitlement{BeneficiaryID: "B9", ID: "E1", PaymentID: "C1", Programme: "p", Rule: "r", MonthFor: "2024-07", Cause: "monthly", Units: 1}
	again, voided := line, line
	again.ID, again.PaymentID = "E2", "C2"
	voided.Voided = 1
	active := app.Account{BeneficiaryID: "B9", ID: "A1", State: "active"}
	second, proposed := active, active
	second.ID = "A2"
	proposed.ID, proposed.State = "A2", "proposed"
	number := app.BeneficiaryNumber{PersonalID: "999000000001", BeneficiaryID: "B1"}
	other := number
	other.BeneficiaryID = "B2"
	cases := []struct {
		name  string
		facts []app.Fact
		want  bool
	}{
		{"one line for the same due", []app.Fact{line}, true},
		{"two lines for the same due", []app.Fact{line, again}, false},
		{"a line after a voided one", []app.Fact{voided, again}, true},
		{"two active accounts", []app.Fact{active, second}, false},
		{"an active account and a proposed one", []app.Fact{active, proposed}, true},
		{"a number of two beneficiaries", []app.Fact{number, other}, false},
		{"two files with one message identification", []app.Fact{
			app.BankFile{ID: "F1", Part: 1, MessageID: "M", State: "intended"}, app.BankFile{ID: "F2", Part: 2, MessageID: "M", State: "intended"}}, false},
		{"the same answer twice", []app.Fact{app.ResultFile{ActNo: 1, SHA256: "aa"}, app.ResultFile{ActNo: 2, SHA256: "aa"}}, false},
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, c := range cases {
			if err := attemptInsert(t, s, c.facts...); (err == nil) != c.want {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}

// TestNobodyApprovesWhatTheyMade is promise 8, held by the database itself.
func TestNobodyApprovesWhatTheyMade(t *testing.T) {
	approval := func(batch, approver, submitter string) app.Fact {
		return app.Approval{BatchID: batch, Round: 2, Approver: approver, SubmittedBy: submitter}
	}
	cases := []struct {
		name string
		fact app.Fact
		want string // in the refusal; "" is taken
	}{
		{"who built it", approval(lifeBatch, "hoa", "lan"), "one of the makers"},
		{"who uploaded a row of it", approval(lifeBatch, "lan", "hoa"), "one of the makers"},
		{"who submitted it", approval("D2", "hoa", "hoa"), "constraint"},
		{"a maker of another batch", approval("D2", "hoa", "lan"), ""},
		{"somebody else", approval(lifeBatch, "vinh", "hoa"), ""},
		{"a paying account by who proposed it", app.PayerConsent{PayerID: "P2", ProposedBy: "quan", ConfirmedBy: "quan"}, "constraint"},
		{"a policy by who set it", app.PolicyConsent{Version: 9, ProposedBy: "quan", ConfirmedBy: "quan"}, "constraint"},
		{"answers by who handed them in", app.RegistryResponseConsent{ResponseNo: 9, ProposedBy: "thu", ConfirmedBy: "thu"}, "constraint"},
		{"answers by another", app.RegistryResponseConsent{ResponseNo: 9, ProposedBy: "thu", ConfirmedBy: "lan"}, ""},
		{"a policy by another", app.PolicyConsent{Version: 9, ProposedBy: "quan", ConfirmedBy: "vinh"}, ""},
		{"a second word of the first", app.ReviewSecond{DecisionNo: 9, FirstPerson: "minh", SecondPerson: "minh"}, "constraint"},
		{"a second word of another", app.ReviewSecond{DecisionNo: 9, FirstPerson: "minh", SecondPerson: "tam"}, ""},
		{"a second look of the first", app.ReviewRecheck{DecisionNo: 9, FirstPerson: "minh", SecondPerson: "minh", Reason: "x"}, "constraint"},
		{"a second look of another", app.ReviewRecheck{DecisionNo: 9, FirstPerson: "minh", SecondPerson: "tam", Reason: "x"}, ""},
		{"an exception by who wanted it closed", app.ExceptionStep{ActNo: 9, ExceptionID: "X9", Step: app.CaseClosed, Reason: "x", ProposedBy: "nga", Actor: "nga"}, "constraint"},
		{"a pairing by who proposed it", app.PairConsent{ActNo: 9, FileNo: 9, ProposedBy: "nga", ConfirmedBy: "nga"}, "constraint"},
		{"a pairing by another", app.PairConsent{ActNo: 9, FileNo: 9, ProposedBy: "nga", ConfirmedBy: "tam"}, ""},
		{"an exception without a reason", app.ExceptionStep{ActNo: 9, ExceptionID: "X9", Step: app.CaseClosed, Actor: "nga"}, "constraint"},
		{"an exception by another", app.ExceptionStep{ActNo: 9, ExceptionID: "X9", Step: app.CaseClosed, Reason: "x", ProposedBy: "nga", Actor: "tam"}, ""},
		{"a decision taken back without a reason", app.ReviewWithdrawal{DecisionNo: 9, Actor: "minh"}, "constraint"},
		{"a paying account by another", app.PayerConsent{PayerID: "P2", ProposedBy: "quan", ConfirmedBy: "vinh"}, ""},
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		live(t, s)
		for _, c := range cases {
			err := attemptInsert(t, s, c.fact)
			if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}

func TestNobodyVouchesForThemselves(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for proposer, want := range map[string]bool{"quan": false, "vinh": true} {
			err := s.Update(t.Context(), func(tx app.Tx) error {
				return tx.PutUser(t.Context(), app.User{Name: "quan", Role: app.RoleAdmin, State: app.UserActive, ProposedBy: proposer})
			})
			if (err == nil) != want {
				t.Errorf("quan vouched for by %s: %v", proposer, err)
			}
		}
	})
}
