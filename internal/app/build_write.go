package app

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
)

// made is what came of looking at beneficiaries, to be written.
type made struct {
	payments    []Payment
	lines       []Entitlement
	newAccounts []Account
	fresh       []Batch
	changes     []StateChange
	assigned    []Payment
	voided      []Payment
	exceptions  []Exception
	reissued    []Reissue
}

// handOver is what was made since the last time.
func (b *builder) handOver() made {
	m := b.made
	m.changes = append(m.changes, b.out.changes...)
	b.made, b.out.changes = made{}, nil
	b.void += len(m.voided)
	b.opened += len(m.exceptions)
	return m
}

// write puts what is made into the store. Lots are written in the order in which
// they are handed over, each while the ones after it are planned; the states move
// at the end, all at once.
func (b *builder) write(ctx context.Context, lots iter.Seq2[made, error]) error {
	d, tx := b.act, b.tx
	counts, some := map[string]int64{}, false
	err := inTurn(ctx, lots, func(_ context.Context, m made) made { return m }, func(m made) error {
		some = some || !m.empty()
		if err := b.writeLot(ctx, m); err != nil {
			return err
		}
		return d.enter(ctx, tx, m.changes, counts)
	})
	if err != nil || !some {
		return orNothing(err)
	}
	for _, draft := range b.summary().Batches {
		d.figure("amount "+draft.Batch, draft.Amount)
		d.figure("payments "+draft.Batch, draft.Payments)
	}
	if err := b.writeMakers(ctx); err != nil {
		return err
	}
	if err := tx.Apply(ctx, d.no, counts); err != nil {
		return err
	}
	return b.out.restore(ctx, tx)
}

func (m made) empty() bool {
	return len(m.payments)+len(m.changes)+len(m.newAccounts)+len(m.exceptions) == 0
}

// writeLot writes a lot table by table, all but its changes of state.
func (b *builder) writeLot(ctx context.Context, m made) error {
	d, tx := b.act, b.tx
	if err := tx.VoidLines(ctx, m.voided); err != nil {
		return fmt.Errorf("void lines: %w", err)
	}
	if err := tx.Assign(ctx, m.assigned); err != nil {
		return fmt.Errorf("assign: %w", err)
	}
	slices.SortFunc(m.newAccounts, func(x, y Account) int {
		return cmp.Or(cmp.Compare(x.BeneficiaryID, y.BeneficiaryID), cmp.Compare(x.ID, y.ID))
	})
	for _, step := range []func() (int64, error){
		func() (int64, error) { return d.writeAll(ctx, tx, factsOf(m.newAccounts), "account") },
		func() (int64, error) { return d.writeAll(ctx, tx, factsOf(m.fresh), "batch") },
		func() (int64, error) { return d.writeAll(ctx, tx, factsOf(m.payments), "payment") },
		func() (int64, error) { return d.writeAll(ctx, tx, factsOf(m.lines), "entitlement") },
		func() (int64, error) { return d.writeAll(ctx, tx, factsOf(m.exceptions), "exception") },
		func() (int64, error) { return d.writeAll(ctx, tx, factsOf(m.reissued), "reissue") },
	} {
		if _, err := step(); err != nil {
			return err
		}
	}
	return nil
}

// writeMakers notes who built the drafts, where a person did.
func (b *builder) writeMakers(ctx context.Context) error {
	if b.app.actor.Name == NightUser {
		return nil
	}
	for _, payer := range sortedKeys(b.drafts) {
		id := b.drafts[payer].Batch
		have, err := b.tx.Makers(ctx, id)
		if err != nil {
			return err
		}
		maker := BatchMaker{BatchID: id, Name: b.app.actor.Name, Why: "built", ActNo: b.act.no}
		if slices.ContainsFunc(have, func(m BatchMaker) bool { return m.Name == maker.Name && m.Why == maker.Why }) {
			continue
		}
		if err := b.act.write(ctx, b.tx, maker); err != nil {
			return err
		}
	}
	return nil
}
