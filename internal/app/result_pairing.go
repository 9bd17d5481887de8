package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/payout/settle"
)

// KeptLine is one line of an answer, and how it was paired.
type KeptLine struct {
	FileNo      int64  `db:"file_no"`
	Line        int64  `db:"line"`
	FileName    string `db:"file_name"`
	Format      string `db:"format"`
	RecordedAt  string `db:"recorded_at"`
	PairedBy    string `db:"paired_by"`
	Reference   string `db:"reference"`
	Instruction string `db:"instruction_id"`
	Verdict     string `db:"verdict"`
	Status      string `db:"status"`
	Amount      *int64 `db:"amount"`
	BookedOn    string `db:"booked_on"`
	BankRef     string `db:"bank_ref"`
	// Of a line that named nothing of ours: what it is, the exception that owns
	// it, what it may be about and why, and what people say.
	Kind      string `db:"kind"`
	Exception string `db:"exception_id"`
	Proposed  string `db:"proposed"`
	Evidence  string `db:"evidence"`
	Requested string `db:"requested"` // the instruction that a person names
	Confirmed int64  `db:"confirmed"` // 1: another agreed
}

// pairedByPerson marks what two people paired.
const pairedByPerson = "person"

// ResultLines hands out the lines of answers taken in during the months; the
// unpaired alone, or all.
func (a *App) ResultLines(ctx context.Context, from, to civil.Month, unpaired bool, visit func(KeptLine) error) error {
	return a.store.View(ctx, func(tx Tx) error { return tx.LinesOf(ctx, from.String(), to.String(), unpaired, visit) })
}

// LinePairing is what people say a line is about.
type LinePairing struct {
	File, Line  int64
	Instruction string
	Confirmed   bool
	From, To    string // the instruction's state before and after
}

func lineID(file, line int64) string { return fmt.Sprintf("%d:%d", file, line) }

// PairLine says that a line which named nothing of ours is about an instruction.
// It moves nothing until somebody else agrees.
func (a *App) PairLine(ctx context.Context, file, line int64, instruction, reason string) (LinePairing, error) {
	out := LinePairing{File: file, Line: line, Instruction: instruction}
	err := a.do(ctx, "result.pair", lineID(file, line), func(tx Tx, d *act) error {
		if strings.TrimSpace(reason) == "" {
			return &Refused{Code: "reason_missing", Subject: lineID(file, line)}
		}
		u, err := unpairedLine(ctx, tx, file, line)
		if err != nil {
			return err
		}
		i, err := pairable(ctx, tx, u, instruction)
		if err != nil {
			return err
		}
		out.From, out.To = i.State, i.State
		before, err := tx.PairRequests(ctx, file, line)
		if err != nil {
			return err
		}
		if n := len(before); n > 0 && before[n-1].InstructionID == i.ID && before[n-1].ProposedBy == a.actor.Name {
			return errNothing
		}
		return d.write(ctx, tx, PairRequest{ActNo: d.no, FileNo: file, Line: line, BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, Reason: reason,
			ProposedBy: a.actor.Name, RecordedAt: d.stamp()})
	})
	return out, err
}

// unpairedLine is a line that nobody has paired yet.
func unpairedLine(ctx context.Context, tx Tx, file, line int64) (UnpairedLine, error) {
	u, ok, err := tx.UnpairedLine(ctx, file, line)
	if err == nil && !ok {
		err = &NotFound{Kind: "line", ID: lineID(file, line)}
	}
	if err != nil {
		return u, err
	}
	done, err := tx.PairConsents(ctx, file, line)
	if err == nil && len(done) > 0 {
		err = &Refused{Code: "line_paired", Subject: lineID(file, line)}
	}
	return u, err
}

// pairable is the instruction a line may be paired with: of its account, and of
// its amount to the đồng.
func pairable(ctx context.Context, tx Tx, u UnpairedLine, instruction string) (Instruction, error) {
	found, err := tx.InstructionsByID(ctx, []string{instruction})
	if err != nil {
		return Instruction{}, err
	}
	if len(found) == 0 {
		return Instruction{}, &NotFound{Kind: "instruction", ID: instruction}
	}
	i := found[0]
	batch, _, err := tx.Batch(ctx, i.BatchID)
	switch {
	case err != nil:
		return i, err
	case u.PayerID != "" && u.PayerID != batch.PayerID:
		return i, &Refused{Code: "pair_other_account", Subject: instruction, Detail: batch.PayerID}
	case u.Amount == nil:
		return i, &Refused{Code: "pair_amount_differs", Subject: instruction, Detail: fmt.Sprintf("-/%d", i.Amount)}
	case *u.Amount != i.Amount:
		return i, &Refused{Code: "pair_amount_differs", Subject: instruction, Detail: fmt.Sprintf("%d/%d", *u.Amount, i.Amount)}
	}
	return i, nil
}

// ConfirmPair agrees with what somebody else said a line is about: from now on it
// is a result of the instruction, and moves it as any other does. It names the
// instruction: another request may have come meanwhile.
func (a *App) ConfirmPair(ctx context.Context, file, line int64, instruction string) (LinePairing, error) {
	out := LinePairing{File: file, Line: line, Confirmed: true}
	err := a.do(ctx, "result.pair_confirm", lineID(file, line), func(tx Tx, d *act) error {
		u, err := unpairedLine(ctx, tx, file, line)
		if err != nil {
			return err
		}
		requests, err := tx.PairRequests(ctx, file, line)
		if err != nil {
			return err
		}
		if len(requests) == 0 {
			return &Refused{Code: "pair_not_proposed", Subject: lineID(file, line)}
		}
		r := requests[len(requests)-1]
		if r.InstructionID != instruction {
			return &Refused{Code: "pair_replaced", Subject: lineID(file, line), Detail: r.InstructionID}
		}
		if r.ProposedBy == a.actor.Name {
			return &Refused{Code: "same_person", Subject: lineID(file, line)}
		}
		i, err := pairable(ctx, tx, u, r.InstructionID)
		if err != nil {
			return err
		}
		out.Instruction, out.From = i.ID, i.State
		if err := d.write(ctx, tx, PairConsent{ActNo: d.no, RequestNo: r.ActNo, FileNo: file, Line: line, ProposedBy: r.ProposedBy,
			ConfirmedBy: a.actor.Name, RecordedAt: d.stamp()}); err != nil {
			return err
		}
		out.To, err = a.pairNow(ctx, tx, d, u, &i)
		return err
	})
	return out, err
}

// pairNow makes a line a result of an instruction and moves it.
func (a *App) pairNow(ctx context.Context, tx Tx, d *act, u UnpairedLine, i *Instruction) (string, error) {
	verdict := settle.Verdict(u.Verdict)
	if verdict == settle.Information { // a booked credit that its bank calls no return: people say that it is one
		verdict = settle.Returned
	}
	sum := sha256.Sum256([]byte("pair " + lineID(u.FileNo, u.Line)))
	p, err := newPairing(ctx, a, tx, d, &ResultOutcome{SHA256: hex.EncodeToString(sum[:]), Moved: map[string]int{}})
	if err != nil {
		return "", err
	}
	if err := p.know(ctx, *i); err != nil {
		return "", err
	}
	result := Result{FileNo: d.no, Line: 1, BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, PairedBy: pairedByPerson, Reference: lineID(u.FileNo, u.Line),
		BankRef: u.BankRef, Status: "BOOK", Verdict: string(verdict), Amount: u.Amount, Account: u.Account, BookedOn: u.BookedOn, Note: u.Text}
	if err := d.write(ctx, tx, ResultFile{ActNo: d.no, SHA256: p.out.SHA256, Format: "pair", MessageID: lineID(u.FileNo, u.Line), Lines: 1, Matched: 1,
		RecordedAt: d.stamp()}); err != nil {
		return "", err
	}
	history, err := p.history(ctx)
	if err != nil {
		return "", err
	}
	if err := d.write(ctx, tx, result); err != nil {
		return "", err
	}
	answer := result.answer()
	settled := settle.Apply(i.domain(), history[i.ID], answer, p.banks.of(i.BatchID))
	if p.later[i.ID].Alive != "" {
		settled = settled.WhileReissued()
	}
	now := p.instructions[i.ID]
	p.moves(now, string(settled.To), settled.Reason)
	if err := p.namedAnother(ctx, u, now); err != nil {
		return "", err
	}
	if err := p.afterPairing(ctx, u, settled, now); err != nil {
		return "", err
	}
	changes, err := p.changes(ctx, p.movedInOrder())
	if err != nil {
		return "", err
	}
	for _, account := range p.accounts {
		changes = append(changes, d.change(KindAccount, account.BeneficiaryID, account.ID, "", account.State, account.Source, p.out.SHA256))
	}
	if u.BookedOn != "" { // the entry is of the day the bank booked the line
		d.booked = map[string]string{i.ID: u.BookedOn}
	}
	return string(settled.To), d.move(ctx, tx, changes)
}

// namedAnother proposes another account than the instructed one, where the line has
// one, as where the bank named the instruction itself. Of a credit that its bank
// calls no return it is the sender's, and proposes none.
func (p *pairing) namedAnother(ctx context.Context, u UnpairedLine, i *Instruction) error {
	number, ok := p.app.anotherAccount(i, u.Account)
	if !ok || u.Debit == 0 && u.Returned == 0 {
		return nil
	}
	p.corrected = append(p.corrected, correctedAccount{answer: u.aboutIt(i), of: *i, number: number})
	if err := p.proposeAccounts(ctx); err != nil {
		return err
	}
	_, err := p.act.writeAll(ctx, p.tx, factsOf(p.accounts), "account")
	return err
}

// aboutIt is the line as an answer about an instruction.
func (u UnpairedLine) aboutIt(i *Instruction) resultAnswer {
	return resultAnswer{Answer: bankfile.Answer{Line: 1, BankRef: u.BankRef, HasAmount: u.Amount != nil, Amount: amountOf(u.Amount)}, reference: i.ID}
}

// afterPairing resolves what the line was an exception for, and opens what it
// says of the instruction.
func (p *pairing) afterPairing(ctx context.Context, u UnpairedLine, s settle.Settled, i *Instruction) error {
	if s.Exception != "" {
		p.except(u.aboutIt(i), s.Exception, i)
	}
	if len(p.exceptions) > 0 {
		if err := p.knownExceptions(ctx); err != nil {
			return err
		}
	}
	var steps []ExceptionStep
	if u.ExceptionID != "" {
		x, err := exceptionCase(ctx, p.tx, u.ExceptionID, p.act.at)
		if err != nil {
			return err
		}
		if x.State != ExceptionClosed {
			steps = append(steps, p.act.step(x.ID, CaseResolved, resultFact(p.act.no, 1), "", p.app.actor.Name))
		}
	}
	return p.act.writeExceptions(ctx, p.tx, p.exceptions, steps)
}

// StateOfPair is paired, requested (a person names an instruction), proposed (the
// machine does) or unpaired.
func (l KeptLine) StateOfPair() string {
	switch {
	case l.Confirmed == 1 || l.Instruction != "":
		return "paired"
	case l.Requested != "":
		return "requested"
	case l.Proposed != "":
		return "proposed"
	}
	return "unpaired"
}
