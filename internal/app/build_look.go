package app

import (
	"context"
	"fmt"

	"chitra/beneficiary/registry"
)

// buildLook is what a build reads of the rows in force and of what was made of
// them: how many rows wait for a match, what the others claim, where who claims
// is paid, and the payments there are.
type buildLook struct {
	seen     twoSeen
	halves   [2]claimedHalf
	payments []Payment
	numbers  map[string]int64 // the last payment's, by beneficiary

	unmatched int
	claims    map[string][]Claim // by beneficiary
	accounts  accountBook
}

// claimedHalf is what is read of one half of the lists.
type claimedHalf struct {
	said     *rowsSaid
	claims   map[string][]Claim // by beneficiary
	accounts accountBook
}

// lookAhead reads for a build before its act begins, in two views beside each
// other; nil where it cannot: the act reads itself, and says why.
func (a *App) lookAhead(ctx context.Context, q BuildRequest) *buildLook {
	l := &buildLook{}
	var err error
	l.seen, err = a.inTwoViews(ctx, func(tx Tx, n int) error { return l.read(ctx, a, tx, q, n) })
	if err != nil {
		return nil
	}
	l.join()
	return l
}

// lookNow is what was read ahead, if no act came between, or else what the act
// reads now.
func (a *App) lookNow(ctx context.Context, tx Tx, q BuildRequest, ahead *buildLook) (*buildLook, error) {
	if ahead != nil {
		still, err := ahead.seen.newest(ctx, tx)
		if err != nil || still {
			return ahead, err
		}
	}
	l := &buildLook{}
	for n := range l.halves {
		if err := l.read(ctx, a, tx, q, n); err != nil {
			return nil, err
		}
	}
	l.join()
	return l, nil
}

// read reads one half of the lists, and one half of what was made of them.
func (l *buildLook) read(ctx context.Context, a *App, tx Tx, q BuildRequest, n int) (err error) {
	programme, period := string(q.Programme), q.Period.String()
	if n == 0 {
		l.payments, err = tx.PaymentsOf(ctx, programme, period)
	} else {
		l.numbers, err = tx.LastNumbers(ctx, programme, period)
	}
	if err != nil {
		return fmt.Errorf("read payments: %w", err)
	}
	return l.halves[n].read(ctx, a, tx, q, []Half{FirstHalf, SecondHalf}[n])
}

// read reads what rows claim, by beneficiary, and the accounts on file of who
// claims; and which rows of whatever programme were not looked at as things stand
// now.
func (h *claimedHalf) read(ctx context.Context, a *App, tx Tx, q BuildRequest, half Half) error {
	snapshot, policy, err := a.basisNow(ctx, tx)
	if err != nil {
		return err
	}
	now, err := readLastWord(ctx, tx, q.Period.String(), snapshot, policy)
	if err != nil {
		return err
	}
	h.said, h.claims = newRowsSaid(), map[string][]Claim{}
	lists := map[int64]*listIn{}
	err = tx.Claims(ctx, q.Period.String(), half, func(c Claim) error {
		if lists[c.VersionNo] == nil {
			lists[c.VersionNo] = &listIn{programme: c.Programme}
		}
		h.said.keep(saidRow{rowID: rowID{c.VersionNo, c.RowKey}, in: lists[c.VersionNo], number: c.Number,
			shared: c.Outcome == string(registry.NumberShared), stale: now.stale(c.Run, personIn{c.Programme, c.PersonKey}, c.DecisionNo)})
		accepted := c.Action == ActionAutomatic || c.Action == ActionDecided
		if accepted && c.BeneficiaryID != "" && c.Due == 1 && c.Programme == string(q.Programme) {
			h.claims[c.BeneficiaryID] = append(h.claims[c.BeneficiaryID], c)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read claims: %w", err)
	}
	h.accounts, err = newAccountBook(ctx, tx, h.claims)
	return err
}

// join makes one of the halves.
func (l *buildLook) join() {
	first, second := &l.halves[0], &l.halves[1]
	first.said.add(second.said)
	l.unmatched = len(first.said.todo())
	for id, claims := range second.claims {
		first.claims[id] = append(first.claims[id], claims...)
	}
	first.accounts.add(second.accounts)
	l.claims, l.accounts = first.claims, first.accounts
	first.said, second.said = nil, nil
}
