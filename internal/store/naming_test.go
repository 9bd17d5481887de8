package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chitra/internal/app"
	"chitra/internal/store"
	"chitra/internal/store/storetest"
)

// TestRowsNamingAreThoseThatWereSaid: asked for the persons, the rows are those that
// name them of all that were said, after each act of the life.
func TestRowsNamingAreThoseThatWereSaid(t *testing.T) {
	storetest.Engines(t, func(t *testing.T, s *store.Store) {
		meet(t, s)
		most := 0
		for i, step := range lifeSteps() {
			update(t, s, func(tx app.Tx) error { return step.do(t.Context(), tx, lifeStart.Add(time.Duration(i)*time.Hour)) })
			view(t, s, func(tx app.Tx) error {
				var want []app.RowNaming
				persons := []string{"none"}
				for r, err := range tx.RowsSaid(t.Context(), lifePeriod, app.WholePeriod) {
					if err != nil {
						return err
					}
					if r.PersonID != "" {
						persons = append(persons, r.PersonID)
						want = append(want, app.RowNaming{Programme: r.Programme, Commune: r.Commune, Series: r.Series,
							VersionNo: r.VersionNo, RowKey: r.RowKey, PersonID: r.PersonID, Beside: r.Beside})
					}
				}
				halves(t, tx, step.kind)
				got, err := tx.RowsNaming(t.Context(), lifePeriod, persons)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("after %s (-want +got):\n%s", step.kind, diff)
				}
				if none, err := tx.RowsNaming(t.Context(), lifePeriod, []string{"none"}); err != nil || len(none) > 0 {
					t.Errorf("after %s, for nobody: %v, %v", step.kind, none, err)
				}
				most = max(most, len(got))
				return err
			})
		}
		if most == 0 {
			t.Error("no row names anybody")
		}
		undone(t, s, func(tx app.Tx) error { // a later run says of a row that it is somebody else's
			later := app.RowMatch{RunNo: 1000, VersionNo: actList, RowKey: "r1", Outcome: "exact", Tier: "T1", Action: app.ActionAutomatic, Due: 1,
				BeneficiaryID: "B9", PersonalID: "999044000009"}
			if err := insert(t.Context(), tx, later); err != nil {
				return err
			}
			before, err := tx.RowsNaming(t.Context(), lifePeriod, []string{"999044000001"})
			if err != nil {
				return err
			}
			now, err := tx.RowsNaming(t.Context(), lifePeriod, []string{"999044000009"})
			if slices.ContainsFunc(before, func(r app.RowNaming) bool { return r.RowKey == "r1" }) || len(now) != 1 || now[0].RowKey != "r1" {
				t.Errorf("the row names %v before, and %v now", before, now)
			}
			return err
		})
	})
}

// halves holds that the two halves of what was said are the whole, once each.
func halves(t *testing.T, tx app.Tx, after string) {
	t.Helper()
	said := map[app.Half][]app.RowSaid{}
	for _, half := range []app.Half{app.WholePeriod, app.FirstHalf, app.SecondHalf} {
		for r, err := range tx.RowsSaid(t.Context(), lifePeriod, half) {
			if err != nil {
				t.Fatal(err)
			}
			said[half] = append(said[half], r)
		}
	}
	if diff := cmp.Diff(said[app.WholePeriod], append(said[app.FirstHalf], said[app.SecondHalf]...)); diff != "" {
		t.Errorf("after %s, the halves are not the whole (-whole +halves):\n%s", after, diff)
	}
	claimed := map[app.Half][]app.Claim{}
	for _, half := range []app.Half{app.WholePeriod, app.FirstHalf, app.SecondHalf} {
		err := tx.Claims(t.Context(), lifePeriod, half, func(c app.Claim) error {
			claimed[half] = append(claimed[half], c)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(claimed[app.WholePeriod], append(claimed[app.FirstHalf], claimed[app.SecondHalf]...)); diff != "" {
		t.Errorf("after %s, the halves of what is claimed are not the whole (-whole +halves):\n%s", after, diff)
	}
	if len(claimed[app.WholePeriod]) != len(said[app.WholePeriod]) {
		t.Fatalf("after %s, %d rows claim, and of %d something is said", after, len(claimed[app.WholePeriod]), len(said[app.WholePeriod]))
	}
	for n, r := range said[app.WholePeriod] {
		c := claimed[app.WholePeriod][n]
		same := app.RowSaid{Programme: c.Programme, Commune: r.Commune, Series: r.Series, VersionNo: c.VersionNo, RowKey: c.RowKey, PersonKey: c.PersonKey,
			Number: c.Number, Run: c.Run, Outcome: c.Outcome, Action: c.Action, PersonID: r.PersonID, Beside: r.Beside, DecisionNo: c.DecisionNo}
		if diff := cmp.Diff(r, same); diff != "" {
			t.Errorf("after %s, what a row claims stands on another word (-said +claimed):\n%s", after, diff)
		}
	}
}
