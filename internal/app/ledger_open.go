package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/ledger"
)

// UnenteredChange is a change of an instruction that is not in the ledger yet.
type UnenteredChange struct {
	BeneficiaryID string `db:"beneficiary_id"`
	PaymentID     string `db:"payment_id"`
	ID            string `db:"id"`
	Attempt       int64  `db:"attempt"`
	Amount        int64  `db:"amount"`
	BatchID       string `db:"batch_id"`
	PayerID       string `db:"payer_id"`
	ActNo         int64  `db:"act_no"`
	From          string `db:"from_state"`
	To            string `db:"to_state"`
	Fact          string `db:"fact"`
	RecordedAt    string `db:"recorded_at"`
}

// OpenLedger enters what moved before there was a ledger: once, by the changes of
// state that the store has kept, each with the day it was recorded on. It says
// nothing new, so that its act counts from the time of the act before it; done
// again, it finds nothing to do.
func (a *App) OpenLedger(ctx context.Context) (entries int, err error) {
	err = a.store.Update(ctx, func(tx Tx) error {
		first, err := tx.Unentered(ctx, "", chunkRows)
		if err != nil || len(first) == 0 {
			return orNothing(err)
		}
		d, err := a.beginAs(ctx, tx, "ledger.open", "")
		if err != nil {
			return err
		}
		head, err := tx.Head(ctx, chain)
		if err != nil {
			return err
		}
		d.at = head.BusinessAt
		for changes := first; len(changes) > 0; {
			rows, err := d.entered(changes)
			if err != nil {
				return err
			}
			if _, err := d.writeAll(ctx, tx, factsOf(rows), "ledger_entry"); err != nil {
				return err
			}
			entries += len(rows)
			if changes, err = tx.Unentered(ctx, changes[len(changes)-1].BeneficiaryID, chunkRows); err != nil {
				return err
			}
		}
		d.figure("entries", entries)
		return a.record(ctx, tx, d)
	})
	if errors.Is(err, errNothing) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("open the ledger: %w", err)
	}
	return entries, nil
}

// entered plays the changes of each payment again, in the order they were made.
func (d *act) entered(changes []UnenteredChange) ([]LedgerEntry, error) {
	var out []LedgerEntry
	for len(changes) > 0 {
		n := slices.IndexFunc(changes, func(c UnenteredChange) bool { return c.PaymentID != changes[0].PaymentID })
		if n < 0 {
			n = len(changes)
		}
		rows, err := d.replayed(changes[:n])
		if err != nil {
			return nil, err
		}
		out, changes = append(out, rows...), changes[n:]
	}
	slices.SortFunc(out, func(x, y LedgerEntry) int {
		return cmp.Or(cmp.Compare(x.BeneficiaryID, y.BeneficiaryID), cmp.Compare(x.InstructionID, y.InstructionID), cmp.Compare(x.CauseNo, y.CauseNo))
	})
	return out, nil
}

func (d *act) replayed(changes []UnenteredChange) ([]LedgerEntry, error) {
	var p ledger.Payment
	of := map[string]UnenteredChange{} // what the instruction says of itself
	for _, c := range changes {
		if _, known := of[c.ID]; !known {
			of[c.ID] = c
			p.Attempts = append(p.Attempts, ledger.Attempt{ID: c.ID, N: c.Attempt, State: payout.InstructionIntended})
		}
	}
	slices.SortFunc(p.Attempts, func(x, y ledger.Attempt) int { return cmp.Compare(x.N, y.N) })
	var out []LedgerEntry
	for _, c := range changes {
		was := p.Standings()
		at := slices.IndexFunc(p.Attempts, func(a ledger.Attempt) bool { return a.ID == c.ID })
		p.Attempts[at].State = payout.InstructionState(c.To)
		for i, is := range p.Standings() {
			m, moves := ledger.Between(was[i], is)
			if !moves {
				continue
			}
			e, err := d.late(of[p.Attempts[i].ID], c, m)
			if err != nil {
				return nil, err
			}
			out = append(out, e)
		}
	}
	return out, nil
}

// late is the entry of a change that was made before there was a ledger.
func (d *act) late(i, c UnenteredChange, m ledger.Movement) (LedgerEntry, error) {
	if err := ledger.Check(m, money.Dong(i.Amount)); err != nil {
		return LedgerEntry{}, fmt.Errorf("enter instruction %s: %w", i.ID, err)
	}
	at, err := time.Parse(journal.TimeForm, c.RecordedAt)
	if err != nil {
		return LedgerEntry{}, err
	}
	return LedgerEntry{BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, CauseNo: c.ActNo, Debit: string(m.Debit), Credit: string(m.Credit),
		Amount: i.Amount, PayerID: i.PayerID, BatchID: i.BatchID, Cause: cmp.Or(c.Fact, c.ID), BusinessOn: civil.DateOf(at).ISO(),
		RecordedAt: c.RecordedAt, ActNo: d.no}, nil
}
