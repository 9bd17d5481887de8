package app_test

import (
	"testing"

	"chitra/internal/app"
)

const heldBefore = "999166000007"

// Two persons whom the registry has side by side are never one beneficiary, even
// if it says of both that they held one number before.
func TestOneOldNumberDoesNotJoinTwoPersons(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()[:3]
		all[0].old, all[1].old = heldBefore, heldBefore
		w.at(3, 8)
		w.registry(all...)
		w.upload(all...)
		w.match()
		var owners []app.BeneficiaryNumber
		w.view(func(tx app.Tx) (err error) {
			owners, err = tx.BeneficiariesOf(w.ctx, []string{all[0].number, all[1].number})
			return err
		})
		if len(owners) != 1 {
			t.Errorf("of two persons with one old number, %+v are somebody: one is, and the other is for people to tell", owners)
		}
		w.build()
		for _, p := range w.payments() {
			if p.BeneficiaryID == "" {
				t.Errorf("a payment of nobody: %+v", p)
			}
		}
		if n := len(w.payments()); n != 2 {
			t.Errorf("%d payments, want those of the two who are certain", n)
		}
	})
}

// Somebody whose number was re-made stays who they were.
func TestARemadeNumberKeepsItsPerson(t *testing.T) {
	worlds(t, func(t *testing.T, w *world) {
		all := everybody()[:2]
		before := all[0]
		w.at(3, 8)
		w.registry(all...)
		w.upload(all...)
		w.match()
		id := w.owner(before)
		all[0].number, all[0].old = "999166000011", before.number
		w.at(4, 8)
		w.registry(all...)
		w.match()
		if got := w.owner(all[0]); got != id {
			t.Errorf("with a new number the person became %q, was %q", got, id)
		}
		var owned []app.BeneficiaryNumber
		w.view(func(tx app.Tx) (err error) {
			owned, err = tx.NumbersOf(w.ctx, []string{id})
			return err
		})
		if len(owned) != 2 {
			t.Errorf("the beneficiary has the numbers %+v, want both", owned)
		}
	})
}
