package payout

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// ErrPayment is wrapped when fields do not make a payment.
var ErrPayment = errors.New("not a payment")

// Payment is what one payee is to receive for one beneficiary in one programme
// and period: one or more entitlement lines, one transfer. Number counts the
// payments of that key from 1.
type Payment struct {
	Beneficiary, ID    string
	Programme          Programme
	Period             civil.Month
	Number             int
	Commune, Category  string
	PayeeName, PayeeID string
	Amount             money.Amount
	Lines              []EntitlementLine
	AccountID, Payer   string
	State              PaymentState
	Held               HoldReason
}

// PaymentID is the identifier of the number-th payment of one beneficiary,
// programme and period: "P" and 14 base-32 letters.
func PaymentID(beneficiary string, programme Programme, period civil.Month, number int) string {
	return identifier("P", beneficiary, string(programme), period.String(), strconv.Itoa(number))
}

// NewPayment identifies a payment and adds its lines up. Lines of another
// beneficiary or programme, no line, a line twice and a negative sum are
// refused with ErrPayment, mixed currencies with the errors of money.
func NewPayment(p Payment) (Payment, error) {
	if p.Beneficiary == "" || p.Programme == "" || p.Period.IsZero() || p.Number < 1 || len(p.Lines) == 0 {
		return Payment{}, fmt.Errorf("beneficiary, programme, period, number or lines missing: %w", ErrPayment)
	}
	p.ID = PaymentID(p.Beneficiary, p.Programme, p.Period, p.Number)
	p.Lines = slices.SortedFunc(slices.Values(p.Lines), func(a, b EntitlementLine) int { return cmp.Compare(a.ID, b.ID) })
	var sum money.Amount
	for i, l := range p.Lines {
		if l.Beneficiary != p.Beneficiary || l.Programme != p.Programme || l.ID == "" {
			return Payment{}, fmt.Errorf("payment %s: line %q belongs elsewhere: %w", p.ID, l.ID, ErrPayment)
		}
		if i > 0 && l.ID == p.Lines[i-1].ID {
			return Payment{}, fmt.Errorf("payment %s: line %s twice: %w", p.ID, l.ID, ErrPayment)
		}
		var err error
		if sum, err = sum.Add(l.Amount); err != nil {
			return Payment{}, fmt.Errorf("payment %s: %w", p.ID, err)
		}
	}
	if sum.Sign() < 0 {
		return Payment{}, fmt.Errorf("payment %s: lines sum to %s: %w", p.ID, sum, ErrPayment)
	}
	p.Amount = sum
	return p, nil
}

// Digest is the SHA-256, in hex, of everything an approver agrees to in one
// payment: who, what for, how much, by which account and from which payer. The
// order of the lines does not matter; states do not go in.
func (p Payment) Digest(account Account) string {
	form := []string{
		"payment 1", p.Beneficiary, p.ID, string(p.Programme), p.Period.String(), strconv.Itoa(p.Number),
		p.Category, p.PayeeName, p.PayeeID, p.Amount.Digits(), string(p.Amount.Currency()), p.Payer,
		account.ID, account.BIN, account.Number, account.Holder, account.Relation,
		strconv.Itoa(len(p.Lines)),
	}
	for _, l := range slices.SortedFunc(slices.Values(p.Lines), func(a, b EntitlementLine) int { return cmp.Compare(a.ID, b.ID) }) {
		form = append(form, l.fields()...)
	}
	return hexDigest(form...)
}

// PaymentDigest is one payment's part in a batch's digest.
type PaymentDigest struct{ ID, Digest string }

// BatchDigest is the SHA-256, in hex, over the payments of a batch in the order
// of their identifiers: taking one out leaves the others approved, adding or
// changing one does not.
func BatchDigest(payments []PaymentDigest) string {
	form := []string{"batch 1", strconv.Itoa(len(payments))}
	byID := func(a, b PaymentDigest) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Digest, b.Digest))
	}
	for _, p := range slices.SortedFunc(slices.Values(payments), byID) {
		form = append(form, p.ID, p.Digest)
	}
	return hexDigest(form...)
}
