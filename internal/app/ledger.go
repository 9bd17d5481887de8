package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/ledger"
)

// LedgerTx keeps the entries, and says what they have to follow.
type LedgerTx interface {
	// AttemptsOf are all instructions of the beneficiaries' payments, each
	// payment's by their attempts.
	AttemptsOf(ctx context.Context, beneficiaries, payments []string) ([]AttemptRow, error)
	// Unentered are the changes of the instructions of the next beneficiaries, in
	// order, of whom one that left has no entry: it did before there was a ledger.
	Unentered(ctx context.Context, after string, beneficiaries int) ([]UnenteredChange, error)
	// LedgerAsOf adds up what the entries of the periods' batches moved by a
	// moment, by batch, paying account and movement.
	LedgerAsOf(ctx context.Context, from, to, asOf string) ([]LedgerSum, error)
}

// AttemptRow is an instruction, whether its payment is handed back, and whether
// the Treasury confirmed that it has what came back of it.
type AttemptRow struct {
	Instruction
	HandedBack int64 `db:"handed_back"` // its payment is
	GivenBack  int64 `db:"given_back"`
}

// entries are the movements of money that follow from changes of state: whoever
// moves a state moves the money with it. It is asked before the states move.
func (d *act) entries(ctx context.Context, tx Tx, changes []StateChange) ([]LedgerEntry, error) {
	b := bookkeeping{act: d, tx: tx, looked: map[string]bool{}}
	if err := b.learn(ctx, changes); err != nil {
		return nil, fmt.Errorf("find what moved: %w", err)
	}
	for _, c := range changes {
		switch c.Kind {
		case KindInstruction:
			i := d.instructions[c.Subject]
			if from := payout.InstructionState(c.FromState); ledger.Alone(i.Attempt, from) {
				m, ok := ledger.Between(ledger.Standing{State: from}, ledger.Standing{State: payout.InstructionState(c.ToState)})
				if err := b.add(*i, m, ok, c.Fact); err != nil {
					return nil, err
				}
			} else {
				b.look(i.BeneficiaryID, i.PaymentID)
			}
		case KindPayment:
			if handed := string(payout.PaymentHandedBack); c.FromState != c.ToState && (c.FromState == handed || c.ToState == handed) {
				b.look(c.BeneficiaryID, c.Subject)
			}
		}
	}
	if err := b.payments(ctx, changes); err != nil {
		return nil, err
	}
	slices.SortFunc(b.out, func(x, y LedgerEntry) int {
		return cmp.Or(cmp.Compare(x.BeneficiaryID, y.BeneficiaryID), cmp.Compare(x.InstructionID, y.InstructionID))
	})
	return b.out, nil
}

// bookkeeping makes the entries of one act.
type bookkeeping struct {
	act              *act
	tx               Tx
	out              []LedgerEntry
	looked           map[string]bool   // payments of which all attempts matter,
	owners, payables []string          // and whose they are
	given            map[string]string // by whose word the Treasury has what came back, or has it not, by instruction,
	has              bool              // and which of the two
}

// learn finds the instructions that move, and who pays their batches, as far as
// the act does not know them.
func (b *bookkeeping) learn(ctx context.Context, changes []StateChange) error {
	var ids []string
	for _, c := range changes {
		if c.Kind == KindInstruction && b.act.instructions[c.Subject] == nil {
			ids = append(ids, c.Subject)
		}
	}
	if b.act.instructions == nil {
		b.act.instructions = make(map[string]*Instruction, len(ids))
	}
	for _, chunk := range indexedChunks(ids, lookAtOnce) {
		found, err := b.tx.InstructionsByID(ctx, chunk)
		if err != nil {
			return err
		}
		for n := range found {
			b.act.instructions[found[n].ID] = &found[n]
		}
	}
	for _, c := range changes {
		if c.Kind != KindInstruction {
			continue
		}
		i := b.act.instructions[c.Subject]
		if i == nil {
			return &NotFound{Kind: "instruction", ID: c.Subject}
		}
		if err := b.act.learnPayer(ctx, b.tx, i.BatchID); err != nil {
			return err
		}
	}
	return nil
}

// learnPayer looks a batch's paying account up, once.
func (d *act) learnPayer(ctx context.Context, tx Tx, batch string) error {
	if _, known := d.payers[batch]; known {
		return nil
	}
	row, ok, err := tx.Batch(ctx, batch)
	if err != nil || !ok {
		return orNotFound(err, "batch", batch)
	}
	if d.payers == nil {
		d.payers = map[string]string{}
	}
	d.payers[batch] = row.PayerID
	return nil
}

// look notes a payment of which all attempts matter.
func (b *bookkeeping) look(beneficiary, payment string) {
	if !b.looked[payment] {
		b.looked[payment] = true
		b.owners, b.payables = append(b.owners, beneficiary), append(b.payables, payment)
	}
}

// payments moves the money of every attempt of the payments looked at, from where
// it stands to where the changes leave it.
func (b *bookkeeping) payments(ctx context.Context, changes []StateChange) error {
	if len(b.payables) == 0 {
		return nil
	}
	moves := map[string]StateChange{}
	for _, c := range changes {
		if c.Kind == KindInstruction || c.Kind == KindPayment {
			moves[c.Subject] = c
		}
	}
	byPayment, order := map[string][]AttemptRow{}, []string{}
	for n, chunk := range indexedChunks(b.payables, lookAtOnce) {
		rows, err := b.tx.AttemptsOf(ctx, b.owners[n*lookAtOnce:n*lookAtOnce+len(chunk)], chunk)
		if err != nil {
			return fmt.Errorf("find all attempts: %w", err)
		}
		for _, r := range rows {
			if byPayment[r.PaymentID] == nil {
				order = append(order, r.PaymentID)
			}
			byPayment[r.PaymentID] = append(byPayment[r.PaymentID], r)
		}
	}
	for _, id := range order {
		if err := b.payment(ctx, byPayment[id], moves); err != nil {
			return err
		}
	}
	return nil
}

func (b *bookkeeping) payment(ctx context.Context, rows []AttemptRow, moves map[string]StateChange) error {
	var before, after ledger.Payment
	before.HandedBack = rows[0].HandedBack == 1
	after.HandedBack = before.HandedBack
	whole, moved := moves[rows[0].PaymentID]
	if moved {
		after.HandedBack = whole.ToState == string(payout.PaymentHandedBack)
	}
	cause := cmp.Or(whole.Fact, rows[0].PaymentID)
	for _, r := range rows {
		at := r.attempt()
		before.Attempts = append(before.Attempts, at)
		if c, moved := moves[r.ID]; moved {
			at.State = payout.InstructionState(c.ToState)
			cause = cmp.Or(c.Fact, cause)
		}
		if word := b.given[r.ID]; word != "" {
			at.GivenBack, cause = b.has, word
		}
		after.Attempts = append(after.Attempts, at)
	}
	was, is := before.Standings(), after.Standings()
	for n, r := range rows {
		m, ok := ledger.Between(was[n], is[n])
		if err := b.act.learnPayer(ctx, b.tx, r.BatchID); err != nil {
			return err
		}
		if err := b.add(r.Instruction, m, ok, cause); err != nil {
			return err
		}
	}
	return nil
}

func (r AttemptRow) attempt() ledger.Attempt {
	return ledger.Attempt{ID: r.ID, N: r.Attempt, Amount: r.Amount, State: payout.InstructionState(r.State), GivenBack: r.GivenBack == 1}
}

func (b *bookkeeping) add(i Instruction, m ledger.Movement, moves bool, cause string) error {
	if !moves {
		return nil
	}
	if err := ledger.Check(m, money.Dong(i.Amount)); err != nil {
		return fmt.Errorf("enter instruction %s: %w", i.ID, err)
	}
	d := b.act
	b.out = append(b.out, LedgerEntry{BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, CauseNo: d.no, Debit: string(m.Debit), Credit: string(m.Credit),
		Amount: i.Amount, PayerID: d.payers[i.BatchID], BatchID: i.BatchID, Cause: cause,
		BusinessOn: cmp.Or(d.booked[i.ID], civil.DateOf(d.at).ISO()), RecordedAt: d.stamp(), ActNo: d.no})
	return nil
}
