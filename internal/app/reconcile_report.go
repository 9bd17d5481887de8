package app

import (
	"context"
	"fmt"
	"time"

	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
	"chitra/reports"
)

// ReconcileTx is what the difference between us and the banks is counted from.
type ReconcileTx interface {
	// InstructionsAsOf are the instructions of the periods' batches with the
	// state they were in.
	InstructionsAsOf(ctx context.Context, from, to, asOf string, visit func(InstructionAsOf) error) error
	// FlowsAsOf are what banks had said by then of money that left for the
	// periods' instructions or came back, line by line.
	FlowsAsOf(ctx context.Context, from, to, asOf string, visit func(FlowAsOf) error) error
	// ApprovalsAsOf are the approvals of the periods' batches by then, the newest
	// of a batch last.
	ApprovalsAsOf(ctx context.Context, from, to, asOf string) ([]Approval, error)
	// ApprovedAsOf are the payments of one approval with the state they were in.
	ApprovedAsOf(ctx context.Context, approval int64, asOf string, visit func(ApprovedThen) error) error
	// StatementsAsOf are the statements in files that had come by then with one of
	// the same account that ends in the months.
	StatementsAsOf(ctx context.Context, from, to, asOf string) ([]Statement, error)
	// LineSumsAsOf is what the lines of these statements are, by account.
	LineSumsAsOf(ctx context.Context, from, to, asOf string) ([]LineSum, error)
}

// InstructionAsOf is an instruction as a report sees it.
type InstructionAsOf struct {
	ID        string `db:"id"`
	PaymentID string `db:"payment_id"`
	BatchID   string `db:"batch_id"`
	PayerID   string `db:"payer_id"`
	PayOn     string `db:"pay_on"`
	Amount    int64  `db:"amount"`
	State     string `db:"state_then"`
}

// FlowAsOf is one line of an answer that speaks of a debit or a return.
type FlowAsOf struct {
	InstructionID string `db:"instruction_id"`
	Verdict       string `db:"verdict"`
	BankRef       string `db:"bank_ref"`
	Amount        *int64 `db:"amount"`
}

// ApprovedThen is an approved payment with the state it was in.
type ApprovedThen struct {
	PaymentID string `db:"payment_id"`
	Amount    int64  `db:"amount"`
	State     string `db:"state_then"`
}

// LineSum is what lines of one kind on an account's statements come to.
type LineSum struct {
	PayerID string `db:"payer_id"`
	Kind    string `db:"kind"`
	Debit   int64  `db:"debit"`
	Count   int64  `db:"lines"`
	Amount  int64  `db:"amount"`
}

// ReconciliationReport holds what we say against what the banks say, batch by
// batch and account by account, as of a moment. What differs is covered by open
// exceptions and by what is on its way within the bank's time, or unexplained.
func (a *App) ReconciliationReport(ctx context.Context, from, to civil.Month, asOf time.Time) (*reports.ReconciliationReport, error) {
	if asOf.IsZero() {
		asOf = a.now()
	}
	var report *reports.ReconciliationReport
	err := a.store.View(ctx, func(tx Tx) (err error) {
		d := &reconciling{tx: tx, from: from, to: to, asOf: asOf, sent: map[[2]string]bool{}, answers: map[string][]settle.Answer{}}
		if d.banks, err = a.bankProfiles(ctx, tx); err != nil {
			return err
		}
		report, err = d.report(ctx)
		return err
	})
	return report, err
}

// reconciling counts one report.
type reconciling struct {
	tx       Tx
	from, to civil.Month
	asOf     time.Time
	banks    *bankProfiles

	answers   map[string][]settle.Answer
	cases     map[string]ExceptionCase // an open one by instruction,
	closed    map[string]ExceptionCase // and the newest that people closed
	sent      map[[2]string]bool       // batch and payment
	movements []reports.Movement
	explained []reports.Explanation
	standing  []reports.Explanation
}

func (d *reconciling) stamp() string { return journal.Stamp(d.asOf) }

func (d *reconciling) add(batch, payer string, stage reports.Stage, count, amount int64) {
	if count == 0 && amount == 0 {
		return
	}
	d.movements = append(d.movements, reports.Movement{Batch: batch, Payer: payer, Desk: d.banks.desks[payer], Stage: stage,
		Tally: reports.Tally{Count: int(count), Amount: money.Dong(amount)}})
}

func (d *reconciling) report(ctx context.Context) (*reports.ReconciliationReport, error) {
	info, err := d.tx.Info(ctx)
	if err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{d.learn, d.instructed, d.approved} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	r, err := reports.Reconciliation(valuesOf(d.movements), d.from, d.to, d.asOf)
	if err != nil {
		return nil, err
	}
	r.Practice = info.Practice
	if r.Accounts, err = d.accounts(ctx); err != nil {
		return nil, err
	}
	if err := r.ClosedStanding(d.standing); err != nil {
		return nil, err
	}
	return r, r.Explain(d.explained)
}

// learn fetches what banks said of money, and the exceptions that were open.
func (d *reconciling) learn(ctx context.Context) error {
	err := d.tx.FlowsAsOf(ctx, d.from.String(), d.to.String(), d.stamp(), func(f FlowAsOf) error {
		d.answers[f.InstructionID] = append(d.answers[f.InstructionID], settle.Answer{Verdict: settle.Verdict(f.Verdict), BankRef: f.BankRef, Amount: amountOf(f.Amount)})
		return nil
	})
	if err != nil {
		return fmt.Errorf("read what banks said: %w", err)
	}
	cases, err := casesOf(ctx, d.tx, d.from, d.to, d.asOf)
	d.cases, d.closed = map[string]ExceptionCase{}, map[string]ExceptionCase{}
	for _, x := range cases {
		if before, there := d.closed[x.Reference]; x.Closed.Step == CaseClosed && moneyCase(x.Kind) && (!there || before.Closed.ActNo < x.Closed.ActNo) {
			d.closed[x.Reference] = x
		}
		if before, there := d.cases[x.Reference]; x.State != ExceptionClosed && moneyCase(x.Kind) && (!there || before.Due > x.Due) {
			d.cases[x.Reference] = x
		}
	}
	return err
}

// moneyCase reports whether an exception about an instruction covers a difference
// in money.
func moneyCase(kind string) bool {
	return aboutInstruction(kind) || kind == settle.ExceptionAmountDiffers || kind == settle.ExceptionDropped || kind == settle.ExceptionReissued
}

// instructed counts every instruction that has left by where it stands, what the
// bank took and gave back, and explains what is left over of it.
func (d *reconciling) instructed(ctx context.Context) error {
	return d.tx.InstructionsAsOf(ctx, d.from.String(), d.to.String(), d.stamp(), func(i InstructionAsOf) error {
		stage, left := stageOf(payout.InstructionState(i.State))
		if err := d.banks.learn(ctx, i.BatchID); err != nil {
			return err
		}
		flow := settle.FlowOf(payout.Instruction{Amount: amountOf(&i.Amount), State: payout.InstructionState(i.State)}, d.answers[i.ID], d.banks.of(i.BatchID))
		gap := reports.Tally{Count: int(flow.Debits - flow.Backs), Amount: money.Dong(flow.Debited - flow.Returned)}
		recovered := settle.Flow{Backs: flow.Backs, Returned: flow.Returned}
		if left {
			d.sent[[2]string{i.BatchID, i.PaymentID}] = true
			d.add(i.BatchID, i.PayerID, reports.StageSent, 1, i.Amount)
			d.add(i.BatchID, i.PayerID, stage, 1, i.Amount)
		}
		switch stage {
		case reports.StageReturned: // one of what came back is why it stands there
			recovered.Backs, recovered.Returned = recovered.Backs-1, recovered.Returned-i.Amount
		case reports.StagePaid, reports.StageOpen:
			if left {
				gap = reports.Tally{Count: gap.Count - 1, Amount: money.Dong(gap.Amount.Minor() - i.Amount)}
			}
		}
		d.add(i.BatchID, i.PayerID, reports.StageDebited, flow.Debits, flow.Debited)
		d.add(i.BatchID, i.PayerID, reports.StageRecovered, recovered.Backs, recovered.Returned)
		return d.explain(i, stage, flow, gap)
	})
}

// explain says what covers the difference of one instruction: an open exception
// about it, or that it is on its way within the bank's time.
func (d *reconciling) explain(i InstructionAsOf, stage reports.Stage, flow settle.Flow, gap reports.Tally) error {
	if gap.IsZero() {
		return nil
	}
	x := reports.Explanation{Batch: i.BatchID, Payer: i.PayerID, Tally: gap}
	if c, ok := d.cases[i.ID]; ok {
		x.Kind, x.Exception, x.Owner, x.OwnedBy, x.Due = c.Kind, c.ID, c.Holder, c.OwnedBy, c.Due
		d.explained = append(d.explained, x)
		return nil
	}
	if c, ok := d.closed[i.ID]; ok { // it covers nothing, and is not passed over in silence
		s := x
		s.Kind, s.Exception, s.Owner, s.OwnedBy, s.Due = c.Kind, c.ID, c.Closed.Actor, OwnedByUser, c.Closed.RecordedAt
		d.standing = append(d.standing, s)
	}
	payOn, err := parseDay(i.PayOn)
	if err != nil {
		return err
	}
	due := settle.LastBankDay(payOn, d.banks.daysOf(i.BatchID), isHoliday)
	if stage == reports.StageOpen && i.State == string(payout.InstructionSent) && flow.Debits == 0 && flow.Backs == 0 &&
		civil.DateOf(d.asOf).Compare(due) <= 0 {
		x.Kind, x.Owner, x.Due = reports.InTransit, d.banks.ownerOf(i.BatchID), due.ISO()
		d.explained = append(d.explained, x)
	}
	return nil
}

// approved counts what approvals were given for: sent, waiting for its file, or
// taken out since.
func (d *reconciling) approved(ctx context.Context) error {
	states, err := d.tx.BatchStatesAsOf(ctx, d.from.String(), d.to.String(), d.stamp())
	if err != nil {
		return err
	}
	all, err := d.tx.ApprovalsAsOf(ctx, d.from.String(), d.to.String(), d.stamp())
	if err != nil {
		return fmt.Errorf("read approvals: %w", err)
	}
	newest := map[string]Approval{}
	for _, x := range all {
		newest[x.BatchID] = x
	}
	for _, id := range sortedKeys(newest) {
		if s := payout.BatchState(states[id]); s != payout.BatchApproved && s != payout.BatchReleased {
			continue
		}
		if err := d.approval(ctx, newest[id]); err != nil {
			return fmt.Errorf("approval of %s: %w", id, err)
		}
	}
	return nil
}

func (d *reconciling) approval(ctx context.Context, x Approval) error {
	batch, _, err := d.tx.Batch(ctx, x.BatchID)
	if err != nil {
		return err
	}
	left, amount := x.Payments, x.Amount
	err = d.tx.ApprovedAsOf(ctx, x.ActNo, d.stamp(), func(p ApprovedThen) error {
		switch {
		case d.sent[[2]string{x.BatchID, p.PaymentID}]:
		case p.State == string(payout.PaymentWaiting):
			d.add(x.BatchID, batch.PayerID, reports.StageWaiting, 1, p.Amount)
		default:
			d.add(x.BatchID, batch.PayerID, reports.StageWithdrawn, 1, p.Amount)
			left, amount = left-1, amount-p.Amount
		}
		return nil
	})
	d.add(x.BatchID, batch.PayerID, reports.StageApproved, left, amount)
	return err
}

// accounts are the paying accounts as their statements tell them.
func (d *reconciling) accounts(ctx context.Context) ([]reports.AccountLine, error) {
	statements, err := d.tx.StatementsAsOf(ctx, d.from.String(), d.to.String(), d.stamp())
	if err != nil {
		return nil, fmt.Errorf("read statements: %w", err)
	}
	sums, err := d.tx.LineSumsAsOf(ctx, d.from.String(), d.to.String(), d.stamp())
	if err != nil {
		return nil, fmt.Errorf("add up the lines of statements: %w", err)
	}
	of := map[string][]Statement{}
	for _, s := range statements {
		of[s.PayerID] = append(of[s.PayerID], s)
	}
	var out []reports.AccountLine
	for _, payer := range sortedKeys(of) {
		a := accountOf(payer, of[payer])
		for _, s := range sums {
			if s.PayerID != payer {
				continue
			}
			if err := a.Add(reports.AccountKind{Kind: s.Kind, Debit: s.Debit == 1, Count: int(s.Count), Amount: money.Dong(s.Amount)}); err != nil {
				return nil, err
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// accountOf adds statements up, which come by day.
func accountOf(payer string, all []Statement) reports.AccountLine {
	var credits, debits int64
	for _, s := range all {
		credits, debits = credits+s.Credits, debits+s.Debits
	}
	a := reports.Account(payer, money.Dong(credits), money.Dong(debits))
	a.Statements, a.From, a.To = len(all), all[0].FromDay, all[len(all)-1].ToDay
	if n := all[0].Opening; n != nil {
		a.Opening = money.Dong(*n)
	}
	if n := all[len(all)-1].Closing; n != nil {
		a.Closing = money.Dong(*n)
	}
	return a
}

func stageOf(s payout.InstructionState) (reports.Stage, bool) {
	switch s {
	case payout.InstructionPaid:
		return reports.StagePaid, true
	case payout.InstructionReturned:
		return reports.StageReturned, true
	case payout.InstructionRejected:
		return reports.StageRejected, true
	case payout.InstructionSent, payout.InstructionUnknown:
		return reports.StageOpen, true
	}
	return 0, false
}
