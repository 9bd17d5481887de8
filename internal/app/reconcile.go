package app

import (
	"context"
	"fmt"
	"iter"

	"chitra/internal/civil"
	"chitra/internal/journal"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
)

// Reconciliation is where every payment of a period stands. Instructed = Sent +
// Unknown + Rejected + Returned + Paid, and Entitled is the sum of all places.
type Reconciliation struct {
	Totals      settle.Totals   // what goes to a cash desk is held in them
	Cash        settle.Totals   // what goes to a cash desk alone, where it stands there
	Overdue     int             // instructions this run turned unknown
	Concluded   int             // instructions that earlier answers now settle
	Suspensions int             // those that this run proposes
	Resolved    int             // exceptions about something that is no longer so
	Exceptions  []ExceptionCase // open and closed
}

// Reconcile pairs again what was left, turns what is past the bank's time into
// unknown, compares the totals of every file with its instructions, and those of
// all places with what is entitled. It imports nothing, and waiting never makes
// anything failed.
func (a *App) Reconcile(ctx context.Context, period civil.Month) (Reconciliation, error) {
	var r Reconciliation
	err := a.do(ctx, "reconcile", period.String(), func(tx Tx, d *act) error {
		changes, err := a.conclude(ctx, tx, d, period, &r)
		if err != nil {
			return err
		}
		differ, err := a.compareFiles(ctx, tx, d, period)
		if err != nil {
			return err
		}
		steps, err := a.resolveExceptions(ctx, tx, d, period, changes)
		if err != nil {
			return err
		}
		if err := d.move(ctx, tx, changes); err != nil {
			return err
		}
		if r.Suspensions, err = proposeSuspensions(ctx, tx, d, period); err != nil {
			return err
		}
		if r.Resolved = len(steps); len(changes) == 0 && !differ && len(steps) == 0 && r.Suspensions == 0 {
			return errNothing
		}
		if err := d.writeExceptions(ctx, tx, nil, steps); err != nil {
			return err
		}
		d.figure("resolved", r.Resolved)
		d.figure("overdue", r.Overdue)
		d.figure("concluded", r.Concluded)
		d.figure("suspensions proposed", r.Suspensions)
		return nil
	})
	if err != nil {
		return r, err
	}
	err = a.totals(ctx, period, &r)
	return r, err
}

func (a *App) conclude(ctx context.Context, tx Tx, d *act, period civil.Month, r *Reconciliation) ([]StateChange, error) {
	sent, err := tx.SentInstructions(ctx, period.String())
	if err != nil {
		return nil, fmt.Errorf("read sent instructions: %w", err)
	}
	answers, err := answersOf(ctx, tx, sent)
	if err != nil {
		return nil, err
	}
	known, err := tx.ExceptionIDs(ctx, period.String())
	if err != nil {
		return nil, err
	}
	banks, err := a.bankProfiles(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, i := range sent {
		if err := banks.learn(ctx, i.BatchID); err != nil {
			return nil, err
		}
	}
	today := civil.DateOf(d.at)
	var changes []StateChange
	var exceptions []Exception
	for _, i := range sent {
		payOn, err := parseDay(i.PayOn)
		if err != nil {
			return nil, err
		}
		s := settle.Conclude(i.Instruction.domain(), answers[i.ID], banks.of(i.BatchID))
		if s.Moved() {
			r.Concluded++
		} else if late, ok := settle.Overdue(i.Instruction.domain(), payOn, today, banks.daysOf(i.BatchID), isHoliday); ok {
			s = late
			r.Overdue++
		}
		if !s.Moved() {
			continue
		}
		changes = append(changes, a.follow(d, i.Instruction, s)...)
		if x := overdueException(d, i.Instruction, s); s.Exception != "" && !known[x.ID] {
			exceptions = append(exceptions, x)
		}
	}
	_, err = d.writeAll(ctx, tx, factsOf(exceptions), "exception")
	return changes, err
}

func overdueException(d *act, i Instruction, s settle.Settled) Exception {
	amount := i.Amount
	return Exception{ID: exceptionID(s.Exception, i.ID), Kind: s.Exception, Period: periodOfBatch(i.BatchID), Subject: i.PaymentID,
		Reference: i.ID, Amount: &amount, Detail: s.Reason, ActNo: d.no, OpenedAt: d.stamp()}
}

// compareFiles holds the control totals every file left with against the
// instructions in it, as the store has them now.
func (a *App) compareFiles(ctx context.Context, tx Tx, d *act, period civil.Month) (differ bool, err error) {
	files, err := tx.UnequalFiles(ctx, period.String())
	if err != nil {
		return false, fmt.Errorf("compare files with instructions: %w", err)
	}
	known, err := tx.ExceptionIDs(ctx, period.String())
	if err != nil {
		return false, err
	}
	for _, f := range files {
		amount := f.Amount
		x := Exception{ID: exceptionID("totals_differ", f.ID), Kind: "totals_differ", Period: period.String(), Subject: f.BatchID,
			Reference: f.Name, Amount: &amount, ActNo: d.no, OpenedAt: d.stamp()}
		if known[x.ID] {
			continue
		}
		differ = true
		if err := d.write(ctx, tx, x); err != nil {
			return differ, err
		}
	}
	return differ, nil
}

// follow moves an instruction and its payment together.
func (a *App) follow(d *act, i Instruction, s settle.Settled) []StateChange {
	changes := []StateChange{d.change(KindInstruction, i.BeneficiaryID, i.ID, string(s.From), string(s.To), s.Reason, "")}
	from, okFrom := payout.PlaceOf(s.From)
	to, okTo := payout.PlaceOf(s.To)
	if okFrom && okTo {
		changes = append(changes, d.change(KindPayment, i.BeneficiaryID, i.PaymentID, string(from), string(to), s.Reason, i.ID))
	}
	return changes
}

func answersOf(ctx context.Context, tx Tx, sent []SentInstruction) (map[string][]settle.Answer, error) {
	out := map[string][]settle.Answer{}
	for _, chunk := range indexedChunks(sent, lookAtOnce) {
		ids := make([]string, len(chunk))
		for n, i := range chunk {
			ids[n] = i.ID
		}
		results, err := tx.ResultsOf(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("read results: %w", err)
		}
		for _, x := range results {
			out[x.InstructionID] = append(out[x.InstructionID], x.answer())
		}
	}
	return out, nil
}

// totals adds up the period by place, as the store stands.
func (a *App) totals(ctx context.Context, period civil.Month, r *Reconciliation) error {
	return a.store.View(ctx, func(tx Tx) error {
		places, err := tx.PlacesAsOf(ctx, period.String(), period.String(), journal.Stamp(a.now()))
		if err != nil {
			return fmt.Errorf("add up payments: %w", err)
		}
		for _, p := range places {
			if err := r.add(p); err != nil {
				return fmt.Errorf("add up payments: %w", err)
			}
		}
		r.Exceptions, err = casesOf(ctx, tx, period, period, a.now())
		return err
	})
}

// add counts payments that are in one place.
func (r *Reconciliation) add(p PlaceAsOf) error {
	amount, err := money.New(p.Amount, money.Currency(p.Currency))
	if err != nil {
		return err
	}
	sum := settle.Sum{Count: p.Payments, Amount: amount}
	if _, cash := payout.InCash(p.AccountID); cash {
		if err := r.Cash.AddSum(payout.PaymentState(p.State), sum); err != nil {
			return err
		}
	}
	state, _ := payout.WithoutCash(payout.PaymentState(p.State), "", p.AccountID)
	return r.Totals.AddSum(state, sum)
}

// Exceptions are what does not pair in a period, open and closed, as it was opened.
func (a *App) Exceptions(ctx context.Context, period civil.Month) ([]Exception, error) {
	var out []Exception
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.Exceptions(ctx, period.String())
		return err
	})
	return out, err
}

func valuesOf[T any](s []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, v := range s {
			if !yield(v) {
				return
			}
		}
	}
}
