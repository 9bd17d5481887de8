package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/viet"
	"chitra/payout"
)

// deskAnswer is the layout of what a desk sends back.
const deskAnswer = payout.CashProfile + "-result"

// routesApart tells the routes to cash desks from those to paying accounts.
func routesApart(payers map[string]payout.Payer, routes []payout.Route) (banks, desks []payout.Route) {
	for _, r := range routes {
		if payers[r.Payer].Cash() {
			desks = append(desks, r)
		} else {
			banks = append(banks, r)
		}
	}
	return banks, desks
}

// toDesk sends whoever has no usable account to the cash desk that serves the
// commune, if one does. Another attempt of what a bank refused never goes there by
// a machine: the account is corrected first. What a desk was to pay before may go
// to it again.
func (b *builder) toDesk(e *entitled, again bool) (desk string, routed bool) {
	if !e.account.Hold.NoUsableAccount() {
		return "", false
	}
	if existing := b.existing[e.payment.Beneficiary]; len(existing) > 0 {
		last := existing[len(existing)-1]
		_, cash := payout.InCash(last.AccountID)
		left := last.State == string(payout.PaymentWaiting) && !b.inDraft(last) // the makers: it is taken out first
		if !cash && (again || left) {
			return "", false
		}
	}
	if desk, routed = payout.RouteFor(b.desks, e.payment.Programme, e.payment.Commune, ""); routed {
		e.account.Use = payout.AtDesk(e.payment.Beneficiary, e.account.Hold)
		e.account.Hold = ""
	}
	return desk, routed
}

// mayNeedDesk reports whether a beneficiary may have no usable account: none on
// record, and none that a list alone gives. Nearly everybody has one.
func (b *builder) mayNeedDesk(id string) bool {
	onFile := b.accounts.onFile[id]
	if slices.ContainsFunc(onFile, func(a payout.Account) bool { return a.State == payout.AccountActive }) {
		return false
	}
	return len(onFile) > 0 || slices.ContainsFunc(b.claims[id], func(c Claim) bool { return c.Account == "" || c.BankBIN == "" })
}

// toDeskFor is the reason of the change by which a payment comes to wait for a desk,
// so that figures of then stay what they were wherever it goes later; "" for a bank.
func toDeskFor(p Payment) string {
	if _, cash := payout.InCash(p.AccountID); !cash {
		return ""
	}
	return p.AccountID
}

// onList reports whether a payment is on a desk's list that its makers are done
// with: an account that turns up meanwhile changes nothing of it.
func (b *builder) onList(p Payment) bool {
	_, cash := payout.InCash(p.AccountID)
	return cash && (p.State == string(payout.PaymentWaiting) && !b.inDraft(p) || p.State == string(payout.PaymentSent))
}

// numbersOf are the identity numbers that beneficiaries can show: those by which the
// registry knew them when a row of theirs was matched last. Cancelled and older ones
// are theirs too, and on no card.
func numbersOf(ctx context.Context, tx Tx, beneficiaries []string) (map[string]string, error) {
	out := make(map[string]string, len(beneficiaries))
	for _, chunk := range indexedChunks(beneficiaries, lookAtOnce) {
		all, err := tx.NumbersShown(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("read identity numbers: %w", err)
		}
		for _, n := range all {
			out[n.BeneficiaryID] = n.PersonalID
		}
	}
	return out, nil
}

// atDesk is what stands for an account where a desk pays: the identity number that
// the payee shows, and the payee's name.
func atDesk(numbered map[string]string, id, beneficiary, payee string) Account {
	return Account{BeneficiaryID: beneficiary, ID: id, Number: numbered[beneficiary], Holder: payee}
}

// withDesk adds to the accounts of a batch's payments what stands for one where a
// desk pays, so that an approval is for that number and that name.
func withDesk(ctx context.Context, tx Tx, rows []Payment, accounts []Account) ([]Account, error) {
	var cash []Payment
	for _, r := range rows {
		if _, ok := payout.InCash(r.AccountID); ok {
			cash = append(cash, r)
		}
	}
	if len(cash) == 0 {
		return accounts, nil
	}
	owners := make([]string, len(cash))
	for i, r := range cash {
		owners[i] = r.BeneficiaryID
	}
	numbered, err := numbersOf(ctx, tx, owners)
	if err != nil {
		return nil, err
	}
	for _, r := range cash {
		accounts = append(accounts, atDesk(numbered, r.AccountID, r.BeneficiaryID, r.PayeeName))
	}
	return accounts, nil
}

// deskPlaces are the names of the communes where a desk finds the payees of a
// batch, by payment; nothing for a batch that a bank pays.
func (a *App) deskPlaces(ctx context.Context, tx Tx, payer payout.Payer, payments []Payment) (map[string]string, error) {
	if !payer.Cash() {
		return nil, nil
	}
	places, err := a.places(ctx, tx)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, len(payments))
	for _, p := range payments {
		month, err := civil.ParseMonth(p.Period)
		if err != nil {
			return nil, err
		}
		out[p.ID] = p.Commune
		if found, ok := places.ByCode(p.Commune, month.Last()); ok {
			out[p.ID] = found.Name
		}
	}
	return out, nil
}

// calledAtDesk is what a desk's list is sorted by: the name a person is called by,
// which stands last, then the whole; "" where a bank pays.
func calledAtDesk(l bankfile.Line) string {
	if !l.Cash {
		return ""
	}
	names := strings.Fields(viet.Key(l.Holder))
	if len(names) == 0 {
		return ""
	}
	return strings.Join(slices.Concat(names[len(names)-1:], names), " ")
}
