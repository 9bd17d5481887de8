package app

import (
	"context"
	"errors"
	"fmt"

	"chitra/internal/journal"
)

// buildLook is what a build reads of the rows in force and of what was made of
// them: how many rows wait for a match, what the others claim, where who claims
// is paid, and the payments there are.
type buildLook struct {
	seen      [2]journal.Event // the newest event of each half
	unmatched int
	payments  []Payment
	claims    map[string][]Claim // by beneficiary
	accounts  accountBook
}

// lookAhead reads for a build before its act begins, in two views beside each
// other; nil where it cannot: the act reads itself, and says why.
func (a *App) lookAhead(ctx context.Context, q BuildRequest) *buildLook {
	l := &buildLook{}
	half := func(n int, read func(context.Context, *App, Tx, BuildRequest) error) error {
		return a.store.View(ctx, func(tx Tx) (err error) {
			if l.seen[n], err = tx.NewestEvent(ctx, chain); err != nil {
				return err
			}
			return read(ctx, a, tx, q)
		})
	}
	wait := alongside(func() error { return half(0, l.readMade) })
	err := half(1, l.readClaims)
	if errors.Join(err, wait()) != nil {
		return nil
	}
	return l
}

// lookNow is what was read ahead, if no act came between, or else what the act
// reads now. Every act leaves an event.
func (a *App) lookNow(ctx context.Context, tx Tx, q BuildRequest, ahead *buildLook) (*buildLook, error) {
	newest, err := tx.NewestEvent(ctx, chain)
	if err != nil {
		return nil, fmt.Errorf("read the journal's head: %w", err)
	}
	if ahead != nil && ahead.seen[0].Hash == newest.Hash && ahead.seen[1].Hash == newest.Hash {
		return ahead, nil
	}
	l := &buildLook{}
	if err := l.readMade(ctx, a, tx, q); err != nil {
		return nil, err
	}
	return l, l.readClaims(ctx, a, tx, q)
}

// readMade reads the payments there are, and how many rows in force have not been
// looked at as things stand now.
func (l *buildLook) readMade(ctx context.Context, a *App, tx Tx, q BuildRequest) (err error) {
	if l.payments, err = tx.PaymentsOf(ctx, string(q.Programme), q.Period.String()); err != nil {
		return fmt.Errorf("read payments: %w", err)
	}
	said, err := a.saidNow(ctx, tx, q.Period.String(), WholePeriod)
	if err != nil {
		return err
	}
	l.unmatched = len(said.todo())
	return nil
}

// readClaims reads what the rows in force claim, by beneficiary, and the accounts
// on file of who claims.
func (l *buildLook) readClaims(ctx context.Context, _ *App, tx Tx, q BuildRequest) error {
	claims, err := tx.Claims(ctx, string(q.Programme), q.Period.String())
	if err != nil {
		return fmt.Errorf("read claims: %w", err)
	}
	l.claims = map[string][]Claim{}
	for _, c := range claims {
		accepted := c.Action == ActionAutomatic || c.Action == ActionDecided
		if accepted && c.BeneficiaryID != "" && c.Due == 1 {
			l.claims[c.BeneficiaryID] = append(l.claims[c.BeneficiaryID], c)
		}
	}
	l.accounts, err = newAccountBook(ctx, tx, l.claims)
	return err
}
