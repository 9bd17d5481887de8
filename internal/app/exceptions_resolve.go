package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chitra/internal/civil"
	"chitra/payout"
	"chitra/payout/settle"
)

// resolving finds out which exceptions are about something that is no longer so.
type resolving struct {
	act          *act
	actor        string
	banks        *bankProfiles
	instructions map[string]Instruction // as this act leaves them
	answers      map[string][]settle.Answer
	last         map[string]string // the last line that said something, by instruction
}

// aboutState are the kinds that lie in an instruction's not being settled.
func aboutState(kind string) bool {
	switch kind {
	case settle.ExceptionOverdue, settle.ExceptionUnclear, settle.ExceptionUndebited, settle.ExceptionRefusedDebited,
		settle.ExceptionContradicts, settle.ExceptionReturnWaits:
		return true
	}
	return false
}

// stillOpen refuses to close what is still so: the difference would be nobody's.
// The bank's answer, or a correction of two, settles it.
func stillOpen(ctx context.Context, tx Tx, x ExceptionCase) error {
	if !aboutState(x.Kind) {
		return nil
	}
	found, err := tx.InstructionsByID(ctx, []string{x.Reference})
	if err != nil {
		return fmt.Errorf("find the instruction: %w", err)
	}
	for _, i := range found {
		if s := payout.InstructionState(i.State); s == payout.InstructionSent || s == payout.InstructionUnknown {
			return &Refused{Code: "exception_still_open", Subject: x.ID, Detail: i.ID}
		}
	}
	return nil
}

// aboutInstruction are the kinds that are over once the instruction is paid,
// refused or returned: what all answers together prove leaves no doubt then.
func aboutInstruction(kind string) bool {
	return aboutState(kind) || kind == settle.ExceptionNotSent || kind == settle.ExceptionPaidTwice || kind == settle.ExceptionReturnedTwice
}

// resolveExceptions closes what has become settled by itself, and names the
// fact that settled it. Only what a person judges is left to a person.
func (a *App) resolveExceptions(ctx context.Context, tx Tx, d *act, period civil.Month, changes []StateChange) ([]ExceptionStep, error) {
	cases, err := casesOf(ctx, tx, period, period, d.at)
	if err != nil {
		return nil, err
	}
	cases = slices.DeleteFunc(cases, func(x ExceptionCase) bool { return x.State == ExceptionClosed })
	r := &resolving{act: d, actor: a.actor.Name, instructions: map[string]Instruction{}, answers: map[string][]settle.Answer{}, last: map[string]string{}}
	if r.banks, err = a.bankProfiles(ctx, tx); err != nil {
		return nil, err
	}
	if err := r.learn(ctx, tx, cases, changes); err != nil {
		return nil, err
	}
	var steps []ExceptionStep
	for _, x := range cases {
		fact := ""
		switch {
		case aboutInstruction(x.Kind):
			fact = r.settled(x)
		case x.Kind == "row_changed" || x.Kind == "row_gone":
			fact, err = takenOut(ctx, tx, x)
		case x.Kind == "account_corrected":
			fact, err = r.vouchedFor(ctx, tx, x)
		}
		if err != nil {
			return nil, err
		}
		if fact != "" {
			steps = append(steps, d.step(x.ID, CaseResolved, fact, "", r.actor))
		}
	}
	return steps, nil
}

// learn fetches the instructions that exceptions are about, with all answers.
func (r *resolving) learn(ctx context.Context, tx Tx, cases []ExceptionCase, changes []StateChange) error {
	var ids []string
	for _, x := range cases {
		if aboutInstruction(x.Kind) || x.Kind == "account_corrected" {
			ids = append(ids, x.Reference)
		}
	}
	moved := map[string]string{}
	for _, c := range changes {
		if c.Kind == KindInstruction {
			moved[c.Subject] = c.ToState
		}
	}
	for _, chunk := range indexedChunks(ids, lookAtOnce) {
		found, err := tx.InstructionsByID(ctx, chunk)
		if err != nil {
			return fmt.Errorf("find instructions: %w", err)
		}
		for _, i := range found {
			i.State = cmp.Or(moved[i.ID], i.State)
			r.instructions[i.ID] = i
			if err := r.banks.learn(ctx, i.BatchID); err != nil {
				return err
			}
		}
		results, err := tx.ResultsOf(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read results: %w", err)
		}
		for _, x := range results {
			r.answers[x.InstructionID] = append(r.answers[x.InstructionID], x.answer())
			if x.Verdict != string(settle.Information) {
				r.last[x.InstructionID] = resultFact(x.FileNo, x.Line)
			}
		}
	}
	return nil
}

// resultFact names one line of an answer.
func resultFact(file, line int64) string { return fmt.Sprintf("result %d:%d", file, line) }

// settled is the fact that leaves no doubt about an instruction, "" for none.
func (r *resolving) settled(x ExceptionCase) string {
	i, ok := r.instructions[x.Reference]
	if !ok {
		return ""
	}
	over := false
	switch state := payout.InstructionState(i.State); x.Kind {
	case settle.ExceptionPaidTwice:
		over = settle.Excess(i.domain(), r.answers[i.ID], r.banks.of(i.BatchID)) == 0
	case settle.ExceptionReturnedTwice:
		over = settle.Surplus(i.domain(), r.answers[i.ID], r.banks.of(i.BatchID)) == 0
	case settle.ExceptionNotSent:
		over = state != payout.InstructionIntended && state != payout.InstructionDropped
	default:
		over = state == payout.InstructionPaid || state == payout.InstructionRejected || state == payout.InstructionReturned
	}
	if !over {
		return ""
	}
	return cmp.Or(r.last[i.ID], "instruction "+i.State)
}

// takenOut is the fact that a payment was taken out before it left.
func takenOut(ctx context.Context, tx Tx, x ExceptionCase) (string, error) {
	p, ok, err := tx.Payment(ctx, x.Subject)
	if err != nil || !ok {
		return "", err
	}
	if p.State != string(payout.PaymentHeld) && p.State != string(payout.PaymentVoid) {
		return "", nil
	}
	return "payment " + p.State + " " + p.HeldReason, nil
}

// vouchedFor is the fact that the account a bank answered is no longer a mere
// proposal.
func (r *resolving) vouchedFor(ctx context.Context, tx Tx, x ExceptionCase) (string, error) {
	i, ok := r.instructions[x.Reference]
	if !ok {
		return "", nil
	}
	accounts, err := tx.AccountsOf(ctx, []string{i.BeneficiaryID})
	if err != nil {
		return "", err
	}
	fact := ""
	for _, a := range accounts {
		switch {
		case a.Source != "bank":
		case a.State == string(payout.AccountProposed):
			return "", nil
		default:
			fact = "account " + a.ID + " " + a.State
		}
	}
	return fact, nil
}

// knownExceptions drops what is an exception already: the same thing is opened
// once. What was closed and a bank's new line says again is opened again; a
// statement's line that was dealt with and comes once more is not.
func (p *pairing) knownExceptions(ctx context.Context) error {
	ids := make([]string, 0, len(p.exceptions))
	for _, x := range p.exceptions {
		ids = append(ids, x.ID)
	}
	before := map[string]ExceptionCase{}
	for _, chunk := range indexedChunks(ids, lookAtOnce) {
		rows, err := p.tx.ExceptionsByID(ctx, chunk)
		if err != nil {
			return fmt.Errorf("find exceptions: %w", err)
		}
		if len(rows) == 0 {
			continue
		}
		steps, err := p.tx.StepsOf(ctx, chunk)
		if err != nil {
			return fmt.Errorf("read what became of exceptions: %w", err)
		}
		cases, err := casesFrom(rows, steps, p.act.at)
		if err != nil {
			return err
		}
		for _, c := range cases {
			before[c.ID] = c
		}
	}
	var steps []ExceptionStep
	seen := map[string]bool{}
	p.exceptions = slices.DeleteFunc(p.exceptions, func(x Exception) bool {
		was, known := before[x.ID]
		again := seen[x.ID]
		seen[x.ID] = true
		if known && !again && was.State == ExceptionClosed && p.moving[x.ID] != 0 {
			steps = append(steps, p.act.step(x.ID, CaseReopened, resultFact(p.act.no, int64(p.moving[x.ID])), "", p.app.actor.Name))
		}
		return known || again
	})
	return p.act.writeExceptions(ctx, p.tx, nil, steps)
}
