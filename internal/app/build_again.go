package app

import (
	"cmp"
	"slices"

	"chitra/payout"
)

// settleReissue looks again at a payment that waits for another attempt. A build
// never makes such a payment anew: what no longer stands is taken out, is what its
// last attempt left it, and may be reissued afresh. gone: no row claims it.
func (b *builder) settleReissue(p Payment, claims []Claim) error {
	hold, why := payout.HoldListChanged, "row_gone"
	if len(claims) > 0 {
		e, err := b.due(p.BeneficiaryID, claims, true)
		if err != nil {
			return err
		}
		b.keepAccount(e)
		switch {
		case e.payment.Amount.Minor() != p.Amount || e.payment.Category != p.Category:
			why = "row_changed"
		case b.onList(p) && (e.hold == "" || e.hold == payout.HoldAccountChanged):
			return nil // the desk pays this one
		case e.hold != "":
			hold, why = e.hold, "row_changed"
		case b.outOfDate(p, e):
			why = ""
		default:
			return nil
		}
	}
	if b.inDraft(p) {
		b.out.take(p, hold, "")
		return nil
	}
	if why != "" {
		b.except(p, why, string(hold))
	}
	if takesOut(hold) && !b.intended[p.BatchID] {
		b.out.take(p, hold, "")
	}
	return nil
}

// reconsiderDrafts looks at every payment of the period that waits for another
// attempt.
func (b *builder) reconsiderDrafts() error {
	var waiting []Payment
	for _, all := range b.existing {
		for _, p := range all {
			if b.waitsAgain(p) {
				waiting = append(waiting, p)
			}
		}
	}
	slices.SortFunc(waiting, func(x, y Payment) int {
		return cmp.Or(cmp.Compare(x.BeneficiaryID, y.BeneficiaryID), cmp.Compare(x.ID, y.ID))
	})
	for _, p := range waiting {
		if err := b.settleReissue(p, b.claims[p.BeneficiaryID]); err != nil {
			return err
		}
	}
	return nil
}

// waitsAgain reports whether a payment waits for another attempt.
func (b *builder) waitsAgain(p Payment) bool {
	_, again := b.out.reissues[p.ID]
	return again && p.State == string(payout.PaymentWaiting)
}

// lastWaitsAgain reports whether the newest payment of a beneficiary does.
func (b *builder) lastWaitsAgain(id string) bool {
	existing := b.existing[id]
	return len(existing) > 0 && b.waitsAgain(existing[len(existing)-1])
}

// relisted reports whether a list shows the account again that a bank refused:
// for another attempt of what failed it contradicts nothing.
func relisted(q payout.AccountQuestion) bool {
	return slices.ContainsFunc(q.OnFile, func(a payout.Account) bool {
		dead := a.State == payout.AccountFailed || a.State == payout.AccountReplaced
		return dead && a.Number == q.Listed.Number && (q.Listed.BIN == "" || a.BIN == q.Listed.BIN)
	})
}
