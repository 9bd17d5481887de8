package app

import (
	"context"
	"errors"
	"fmt"

	"chitra/payout"
)

// approvable is a payment with the digest of exactly what is approved.
type approvable struct {
	row     Payment
	account Account // the payment goes to
	digest  string
}

// batchLook is a batch as whoever approves it sees it, and what it holds.
type batchLook struct {
	id   string
	seen twoSeen // nothing where the act itself looked
	view BatchView
	rows []approvable
	read bool // what it holds
}

// batchAhead reads a batch in two views beside each other before it is approved, and
// digests it; nil where it cannot: the act reads itself, and says why.
func (a *App) batchAhead(ctx context.Context, id string) *batchLook {
	l, held := &batchLook{id: id, read: true}, &heldRows{}
	var err error
	l.seen, err = a.inTwoViews(ctx, func(tx Tx, n int) (err error) {
		if n == 1 {
			return held.readRest(ctx, tx, id)
		}
		if l.view, err = viewBatch(ctx, tx, id); err != nil {
			return err
		}
		return held.readPayments(ctx, tx, id)
	})
	if err != nil {
		return nil
	}
	if l.rows, err = held.digests(); err != nil {
		return nil
	}
	return l
}

// orNow is what was read ahead, if no act came between, or else what the act reads
// now. Every act leaves an event.
func (l *batchLook) orNow(ctx context.Context, tx Tx, id string) (*batchLook, error) {
	if l != nil {
		still, err := l.seen.newest(ctx, tx)
		if err != nil || still {
			return l, err
		}
	}
	view, err := viewBatch(ctx, tx, id)
	return &batchLook{id: id, view: view}, err
}

// payments are what the batch holds, with the digest of each.
func (l *batchLook) payments(ctx context.Context, tx Tx) (_ []approvable, err error) {
	if !l.read {
		l.rows, err = digestBatch(ctx, tx, l.id)
		l.read = err == nil
	}
	return l.rows, err
}

// heldRows are the rows that make up what is approved of a batch.
type heldRows struct {
	rows     []Payment
	lines    map[string][]Entitlement // by payment
	accounts []Account
	desks    []Account // what stands for one
}

func digestBatch(ctx context.Context, tx Tx, id string) ([]approvable, error) {
	h := &heldRows{}
	if err := h.readPayments(ctx, tx, id); err != nil {
		return nil, err
	}
	if err := h.readRest(ctx, tx, id); err != nil {
		return nil, err
	}
	return h.digests()
}

func (h *heldRows) readPayments(ctx context.Context, tx Tx, id string) (err error) {
	if h.rows, err = tx.BatchPayments(ctx, id); err != nil {
		return fmt.Errorf("read payments: %w", err)
	}
	h.desks, err = withDesk(ctx, tx, h.rows, nil)
	return err
}

func (h *heldRows) readRest(ctx context.Context, tx Tx, id string) error {
	lines, err := tx.EntitlementsOf(ctx, id)
	if err != nil {
		return fmt.Errorf("read entitlements: %w", err)
	}
	h.lines = make(map[string][]Entitlement, len(lines))
	sorted := alongside(func() error {
		for _, l := range lines {
			h.lines[l.PaymentID] = append(h.lines[l.PaymentID], l)
		}
		return nil
	})
	h.accounts, err = tx.BatchAccounts(ctx, id)
	if err := errors.Join(err, sorted()); err != nil {
		return fmt.Errorf("read accounts: %w", err)
	}
	return nil
}

// digests are the payments with the digest of each, in their order.
func (h *heldRows) digests() ([]approvable, error) {
	byID := make(map[[2]string]Account, len(h.accounts))
	for _, accounts := range [][]Account{h.accounts, h.desks} {
		for _, a := range accounts {
			byID[[2]string{a.BeneficiaryID, a.ID}] = a
		}
	}
	out := make([]approvable, len(h.rows))
	err := abreast(len(h.rows), func(i int) error {
		r := h.rows[i]
		p, err := r.domain(h.lines[r.ID])
		if err != nil {
			return err
		}
		a, ok := byID[[2]string{r.BeneficiaryID, r.AccountID}]
		if !ok {
			return &NotFound{Kind: "account", ID: r.AccountID}
		}
		out[i] = approvable{row: r, account: a, digest: p.Digest(a.domain())}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func batchDigest(payments []approvable) string {
	digests := make([]payout.PaymentDigest, len(payments))
	for i, p := range payments {
		digests[i] = payout.PaymentDigest{ID: p.row.ID, Digest: p.digest}
	}
	return payout.BatchDigest(digests)
}
