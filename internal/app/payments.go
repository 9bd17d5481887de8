package app

import (
	"context"
	"fmt"
	"iter"

	"github.com/shopspring/decimal"

	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// PaymentTx keeps entitlements, payments, batches and approvals.
type PaymentTx interface {
	// PaymentsOf are the payments of a programme and period that are not void,
	// in the order of their keys.
	PaymentsOf(ctx context.Context, programme, period string) ([]Payment, error)
	Payment(ctx context.Context, id string) (Payment, bool, error)
	BatchPayments(ctx context.Context, batch string) ([]Payment, error)
	// BatchTotals are the number and amount of a batch's payments, and how many
	// of the amounts were not on the list.
	BatchTotals(ctx context.Context, batch string) (BatchTotals, error)
	// EntitlementsOf are the lines of the payments of a batch that are not void.
	EntitlementsOf(ctx context.Context, batch string) ([]Entitlement, error)
	// BatchAccounts are the accounts the payments of a batch go to.
	BatchAccounts(ctx context.Context, batch string) ([]Account, error)
	// LastNumber is the highest number of a beneficiary's payments of a
	// programme and period, void ones too.
	LastNumbers(ctx context.Context, programme, period string) (map[string]int64, error)

	// Assign gives held payments account, payer and batch, before their state moves.
	Assign(ctx context.Context, payments []Payment) error
	// VoidLines voids the entitlement lines of payments.
	VoidLines(ctx context.Context, payments []Payment) error
	// Apply moves every payment, instruction, batch and account along the state
	// changes the act wrote, and refuses if one was not where it should be.
	// counts says how many of each kind there are.
	Apply(ctx context.Context, act int64, counts map[string]int64) error

	Batch(ctx context.Context, id string) (Batch, bool, error)
	BatchesOf(ctx context.Context, programme, period string) ([]Batch, error)
	SetSubmitter(ctx context.Context, batch, name string) error
	// Hands are everybody who had a hand in the payments of a batch, and why.
	Hands(ctx context.Context, batch string) ([]BatchMaker, error)
	Makers(ctx context.Context, batch string) ([]BatchMaker, error)
	Approvals(ctx context.Context, batch string) ([]Approval, error)
	ApprovedPayments(ctx context.Context, act int64) ([]ApprovedPayment, error)
	// Stale are the payments of a batch whose row is no longer in force as it was.
	Stale(ctx context.Context, batch string) ([]Payment, error)
}

// BatchTotals are a batch's control totals.
type BatchTotals struct {
	Payments int   `db:"payments"`
	Amount   int64 `db:"amount"`
	Computed int   `db:"computed"`
}

// domain turns a payment row and its lines into the noun.
func (p Payment) domain(lines []Entitlement) (payout.Payment, error) {
	period, err := civil.ParseMonth(p.Period)
	if err != nil {
		return payout.Payment{}, fmt.Errorf("payment %s: %w", p.ID, err)
	}
	out := payout.Payment{Beneficiary: p.BeneficiaryID, Programme: payout.Programme(p.Programme), Period: period, Number: int(p.Number),
		Commune: p.Commune, Category: p.Category, PayeeName: p.PayeeName, AccountID: p.AccountID, Payer: p.PayerID,
		State: payout.PaymentState(p.State), Held: payout.HoldReason(p.HeldReason)}
	for _, l := range lines {
		line, err := l.domain()
		if err != nil {
			return payout.Payment{}, fmt.Errorf("payment %s: %w", p.ID, err)
		}
		out.Lines = append(out.Lines, line)
	}
	out, err = payout.NewPayment(out)
	if err != nil {
		return payout.Payment{}, err
	}
	if out.ID != p.ID || out.Amount.Minor() != p.Amount {
		return payout.Payment{}, fmt.Errorf("payment %s: its lines make %s of %s", p.ID, out.ID, out.Amount)
	}
	return out, nil
}

func (e Entitlement) domain() (payout.EntitlementLine, error) {
	month, err := civil.ParseMonth(e.MonthFor)
	if err != nil {
		return payout.EntitlementLine{}, err
	}
	coefficient, err := decimal.NewFromString(e.Coefficient)
	if err != nil {
		return payout.EntitlementLine{}, err
	}
	amount, err := money.New(e.Amount, money.Currency(e.Currency))
	if err != nil {
		return payout.EntitlementLine{}, err
	}
	return payout.NewEntitlementLine(payout.EntitlementLine{Beneficiary: e.BeneficiaryID, Programme: payout.Programme(e.Programme),
		Rule: e.Rule, About: e.About, Month: month, Cause: e.Cause, Units: int(e.Units), Coefficient: coefficient,
		Amount: amount, Basis: e.Basis})
}

func lineFact(l payout.EntitlementLine, payment string, act int64) Entitlement {
	return Entitlement{BeneficiaryID: l.Beneficiary, ID: l.ID, PaymentID: payment, Programme: string(l.Programme), Rule: l.Rule,
		About: l.About, MonthFor: l.Month.String(), Cause: l.Cause, Units: int64(l.Units), Coefficient: l.Coefficient.String(),
		Amount: l.Amount.Minor(), Currency: string(l.Amount.Currency()), Basis: l.Basis, ActNo: act}
}

func (a Account) domain() payout.Account {
	return payout.Account{Beneficiary: a.BeneficiaryID, ID: a.ID, BIN: a.BIN, Number: a.Number, Holder: a.Holder,
		Relation: a.Relation, Source: a.Source, State: payout.AccountState(a.State)}
}

// change is one step of a payment's state by this act.
func (d *act) change(kind, beneficiary, subject, from, to, reason, fact string) StateChange {
	return StateChange{BeneficiaryID: beneficiary, Subject: subject, ActNo: d.no, Step: 1, Kind: kind,
		FromState: from, ToState: to, Reason: reason, Fact: fact, RecordedAt: d.stamp()}
}

// move writes state changes and applies them, and the money moves with them.
func (d *act) move(ctx context.Context, tx Tx, changes []StateChange) error {
	if len(changes) == 0 {
		return nil
	}
	return d.moveLots(ctx, tx, func(yield func([]StateChange, error) bool) { yield(changes, nil) })
}

// moveLots makes the changes of many lots: each is written, with its entries, and
// let go of before the next is asked for; the states move at the end, all at once.
// The lots are in the order of their beneficiaries, and all changes of one
// beneficiary in one lot.
func (d *act) moveLots(ctx context.Context, tx Tx, lots iter.Seq2[[]StateChange, error]) error {
	counts := map[string]int64{}
	for changes, err := range lots {
		if err != nil {
			return err
		}
		if err := d.enter(ctx, tx, changes, counts); err != nil {
			return err
		}
	}
	return tx.Apply(ctx, d.no, counts)
}

// enter writes the changes of one lot with the entries that follow from them, and
// counts what is to move at the end, by kind.
func (d *act) enter(ctx context.Context, tx Tx, changes []StateChange, counts map[string]int64) error {
	sortChanges(changes)
	entries, err := d.entries(ctx, tx, changes)
	if err != nil {
		return err
	}
	if _, err := d.writeAll(ctx, tx, factsOf(changes), "state_change"); err != nil {
		return err
	}
	for _, c := range changes {
		if c.FromState != "" {
			counts[c.Kind]++
		}
	}
	_, err = d.writeAll(ctx, tx, factsOf(entries), "ledger_entry")
	return err
}

// Withdraw takes a payment out of its batch before its file is written. One
// person may, and what remains stays approved: taking out is safe.
func (a *App) Withdraw(ctx context.Context, payment, reason string) error {
	if reason == "" {
		return &Refused{Code: "reason_missing", Subject: payment}
	}
	return a.do(ctx, "payment.withdraw", payment, func(tx Tx, d *act) error {
		p, ok, err := tx.Payment(ctx, payment)
		if err != nil || !ok {
			return orNotFound(err, "payment", payment)
		}
		if p.State != string(payout.PaymentWaiting) {
			return &Refused{Code: "payment_not_waiting", Subject: payment, Detail: p.State}
		}
		instructed, err := tx.LiveInstruction(ctx, p.BeneficiaryID, p.ID)
		if err != nil {
			return err
		}
		if instructed {
			return &Refused{Code: "file_intended", Subject: payment}
		}
		d.figure("reason", reason)
		d.figure("batch", p.BatchID)
		out, err := newOutTaker(ctx, tx, d, p.BatchID)
		if err != nil {
			return err
		}
		out.take(p, payout.HoldWithdrawn, reason)
		return out.move(ctx, tx)
	})
}
