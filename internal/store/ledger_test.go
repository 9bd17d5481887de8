package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
	"chitra/payout/ledger"
)

// moved is a movement of the money of instruction I9.
func moved(n int64, credit, debit ledger.Account, amount int64) app.Fact {
	return app.LedgerEntry{BeneficiaryID: "B9", InstructionID: "I9", CauseNo: n, Credit: string(credit), Debit: string(debit), Amount: amount, ActNo: n}
}

// TestTheDatabaseHoldsEveryMovement tries every pair of accounts, past the use
// cases: what payout/ledger names is taken from where the money stands, and
// nothing else is.
func TestTheDatabaseHoldsEveryMovement(t *testing.T) {
	way := map[ledger.Account][]app.Fact{ // how the money comes to stand there
		ledger.Treasury: nil,
		ledger.Transit:  {moved(1, ledger.Treasury, ledger.Transit, 7)},
		ledger.Paid:     {moved(1, ledger.Treasury, ledger.Paid, 7)},
		ledger.Returned: {moved(1, ledger.Treasury, ledger.Transit, 7), moved(2, ledger.Transit, ledger.Returned, 7)},
		ledger.GiveBack: {moved(1, ledger.Treasury, ledger.Transit, 7), moved(2, ledger.Transit, ledger.Returned, 7), moved(3, ledger.Returned, ledger.GiveBack, 7)},
	}
	accounts := append(ledger.Accounts(), "lost")
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, credit := range accounts {
			for _, debit := range accounts {
				want := slices.Contains(ledger.Movements(), ledger.Movement{Debit: debit, Credit: credit})
				err := attemptInsert(t, s, append(slices.Clone(way[credit]), moved(9, credit, debit, 7))...)
				if (err == nil) != want {
					t.Errorf("from %s to %s: %v", credit, debit, err)
				}
			}
		}
	})
}

// TestNoAccountGivesWhatItHasNot: of one instruction, in one statement or two.
func TestNoAccountGivesWhatItHasNot(t *testing.T) {
	out, paid := moved(1, ledger.Treasury, ledger.Transit, 7), moved(2, ledger.Transit, ledger.Paid, 7)
	other := app.LedgerEntry{BeneficiaryID: "B9", InstructionID: "I8", CauseNo: 1, Credit: "treasury", Debit: "transit", Amount: 7, ActNo: 1}
	cases := []struct {
		name  string
		facts []app.Fact
		taken bool
	}{
		{"paid of what is on its way", []app.Fact{out, paid}, true},
		{"paid of nothing", []app.Fact{paid}, false},
		{"paid of another's", []app.Fact{other, paid}, false},
		{"paid more than is on its way", []app.Fact{out, moved(2, ledger.Transit, ledger.Paid, 8)}, false},
		{"paid twice", []app.Fact{out, paid, moved(3, ledger.Transit, ledger.Paid, 7)}, false},
		{"sent twice", []app.Fact{out, moved(2, ledger.Treasury, ledger.Transit, 7)}, false},
		{"sent again after it came back", []app.Fact{out, moved(2, ledger.Transit, ledger.Returned, 7), moved(3, ledger.Returned, ledger.Treasury, 7),
			moved(4, ledger.Treasury, ledger.Transit, 7)}, true},
		{"the same movement twice", []app.Fact{out, paid, paid}, false},
		{"nothing moved", []app.Fact{moved(1, ledger.Treasury, ledger.Transit, 0)}, false},
		{"less than nothing", []app.Fact{moved(1, ledger.Treasury, ledger.Transit, -7)}, false},
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, c := range cases {
			if err := attemptInsert(t, s, c.facts...); (err == nil) != c.taken {
				t.Errorf("%s, at once: %v", c.name, err)
			}
			var err error
			undone(t, s, func(tx app.Tx) error {
				for _, f := range c.facts {
					if err == nil {
						err = execIn(t.Context(), tx, "SAVEPOINT one")
					}
					if err == nil {
						err = insert(t.Context(), tx, f)
					}
				}
				return nil
			})
			if (err == nil) != c.taken {
				t.Errorf("%s, one by one: %v", c.name, err)
			}
		}
	})
}

// TestAStoreFromBeforeTheLedgerIsEntered: the ledger of a store that was made
// before it says what one says that was there from the beginning; entering again
// finds nothing.
func TestAStoreFromBeforeTheLedgerIsEntered(t *testing.T) {
	for engine, dsn := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			s, err := store.Open(t.Context(), dsn(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close() })
			var want []app.LedgerEntry
			for _, f := range liveBefore(t, s, 10) {
				if e, ok := f.(app.LedgerEntry); ok {
					want = append(want, e)
				}
			}
			if _, err := s.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			now := func() time.Time { return lifeStart.AddDate(1, 0, 0) }
			a := app.New(app.Config{Store: s, Clock: now, Machine: now, Actor: app.Actor{Name: app.NightUser, Proof: "init"}})
			if r, err := a.Verify(t.Context()); err != nil || r.FirstBad == nil || !strings.Contains(r.FirstBad.Detail, "ledger of instruction I1") {
				t.Errorf("before it is entered: %+v, %v", r.FirstBad, err)
			}
			for _, n := range []int{len(want), 0} {
				if got, err := a.OpenLedger(t.Context()); err != nil || got != n {
					t.Errorf("%d entries, want %d, %v", got, n, err)
				}
			}
			if r, err := a.Verify(t.Context()); err != nil || !r.OK {
				t.Errorf("entered: %+v, %v", r.FirstBad, err)
			}
			var got []app.LedgerEntry
			if err := s.SQL().SelectContext(t.Context(), &got, "SELECT * FROM ledger_entry ORDER BY recorded_at, beneficiary_id, instruction_id"); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(app.LedgerEntry{}, "ActNo", "BusinessOn")); diff != "" {
				t.Errorf("from the beginning (-) against entered later (+):\n%s", diff)
			}
		})
	}
}

// TestAProfileIsAgreedToOnce, and a hand-back received once, whatever a program
// believes.
func TestAProfileIsAgreedToOnce(t *testing.T) {
	profile := func(act int64, by string) app.Fact {
		return app.PayerProfileConsent{ProfileNo: 5, ProposedBy: "hoa", ConfirmedBy: by, ActNo: act}
	}
	receipt := func(no, replaces int64, by string) app.Fact {
		return app.TreasuryReceiptConsent{ReceiptNo: no, HandbackNo: 5, Replaces: replaces, ProposedBy: "hoa", ConfirmedBy: by, ActNo: no}
	}
	withdrawn := func(no, receipt int64, by string) app.Fact {
		return app.ReceiptWithdrawalConsent{WithdrawalNo: no, ReceiptNo: receipt, ProposedBy: "hoa", ConfirmedBy: by, ActNo: no}
	}
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		for _, c := range []struct {
			name  string
			facts []app.Fact
			taken bool
		}{
			{"a profile", []app.Fact{profile(8, "tam")}, true},
			{"by the same person twice", []app.Fact{profile(8, "tam"), profile(9, "tam")}, false},
			{"by another one too", []app.Fact{profile(8, "tam"), profile(9, "nga")}, false},
			{"a receipt", []app.Fact{receipt(8, 0, "tam")}, true},
			{"by who proposed it", []app.Fact{receipt(8, 0, "hoa")}, false},
			{"of the same hand-back again", []app.Fact{receipt(8, 0, "tam"), receipt(9, 0, "tam")}, false},
			{"of the same again, corrected", []app.Fact{receipt(8, 0, "tam"), receipt(9, 8, "tam")}, true},
			{"a receipt taken back", []app.Fact{receipt(7, 0, "tam"), withdrawn(8, 7, "tam")}, true},
			{"by who proposed that", []app.Fact{receipt(7, 0, "tam"), withdrawn(8, 7, "hoa")}, false},
			{"taken back twice", []app.Fact{receipt(7, 0, "tam"), withdrawn(8, 7, "tam"), withdrawn(9, 7, "nga")}, false},
			{"received again as if for the first time", []app.Fact{receipt(7, 0, "tam"), withdrawn(8, 7, "tam"), receipt(9, 0, "tam")}, false},
			{"received again behind what was taken back", []app.Fact{receipt(7, 0, "tam"), withdrawn(8, 7, "tam"), receipt(9, 7, "tam")}, true},
			{"corrected twice", []app.Fact{receipt(7, 0, "tam"), receipt(8, 7, "tam"), receipt(9, 7, "tam")}, false},
		} {
			if err := attemptInsert(t, s, c.facts...); (err == nil) != c.taken {
				t.Errorf("%s: %v", c.name, err)
			}
		}
	})
}
