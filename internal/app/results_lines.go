package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
)

// LineTx keeps lines that name nothing of ours, and debits of whole files.
type LineTx interface {
	// FileDebits are the lines by which a file of ours was debited whole or by
	// the block.
	FileDebits(ctx context.Context, file string) ([]FileDebit, error)
	// Candidates are the instructions of a paying account that are alive, of one
	// of the amounts, to be paid within the days.
	Candidates(ctx context.Context, payer, from, to string, amounts []int64) ([]Candidate, error)
	// UnpairedLine is a line that named nothing of ours, with its result.
	UnpairedLine(ctx context.Context, file, line int64) (UnpairedLine, bool, error)
	// LinesOf are the lines of answers taken in on the days, with how each was
	// paired; the unpaired alone, or all.
	LinesOf(ctx context.Context, from, to string, unpaired bool, visit func(KeptLine) error) error
	// PairRequests are what people said of a line, in order.
	PairRequests(ctx context.Context, file, line int64) ([]PairRequest, error)
	// PairConsents are who agreed.
	PairConsents(ctx context.Context, file, line int64) ([]PairConsent, error)
}

// bookedDebit reports whether a line takes money from the account, and names no
// instruction of ours.
func bookedDebit(a bankfile.Answer) bool {
	_, named := a.Reference()
	return !named && a.UETR == "" && a.Debit && !a.Return && strings.HasPrefix(a.Format, "camt.") && strings.EqualFold(a.Status, "BOOK") &&
		(a.Level == bankfile.Transaction || a.Level == bankfile.Entry)
}

// fileDebited is what a line that debits a whole file, or one block of it, says.
type fileDebited struct {
	mark  string // pairedFile, pairedFileAgain, pairedRepeated
	file  BankFile
	route *bankfile.Route // of the block; nil for the whole file
	left  bool            // without what the bank has refused
}

// has reports whether it debits an instruction of the file.
func (d fileDebited) has(i Instruction, payers []PayerRow) bool {
	return d.mark == pairedFile && i.FileID == d.file.ID && (d.route == nil || *d.route == routeOf(i, d.file, payers)) &&
		!(d.left && i.State == string(payout.InstructionRejected))
}

// fileDebit recognises the debit of a whole file, or of one block of it, in one
// line: each instruction in it was debited. The amount must be just that of all of
// them, or of those the bank has not refused. ok is false for any other line.
func (p *pairing) fileDebit(ctx context.Context, answer bankfile.Answer) (d fileDebited, ok bool, err error) {
	if !bookedDebit(answer) || answer.OriginalMessageID == "" || !answer.HasAmount || answer.Amount.Currency() != money.VND {
		return d, false, nil
	}
	file, err := p.fileOf(ctx, answer.OriginalMessageID)
	if err != nil || file == nil {
		return d, false, err
	}
	d.file = *file
	if block, route, ours := bankfile.ParseBlockID(answer.OriginalPaymentInfoID); ours && block == file.PaymentInfo {
		d.route = &route
	}
	var all, left, countAll, countLeft int64
	if err := p.eachOf(ctx, *file, d.route, func(i Instruction) error {
		all, countAll = all+i.Amount, countAll+1
		if i.State != string(payout.InstructionRejected) {
			left, countLeft = left+i.Amount, countLeft+1
		}
		return nil
	}); err != nil {
		return d, false, err
	}
	switch sum := answer.Amount.Minor(); {
	case countAll > 0 && all == sum:
		d.mark, err = p.markDebit(ctx, *file, answer, countAll)
	case countLeft > 0 && left == sum:
		d.left = true
		d.mark, err = p.markDebit(ctx, *file, answer, countLeft)
	default:
		return d, false, nil
	}
	return d, true, err
}

// markDebit keeps the debit of a file, unless it came before. The bank's reference
// is of the line and not of any transfer in it, so that it does not stand beside
// those of single debits as a second payment; a second line with another reference
// is told.
func (p *pairing) markDebit(ctx context.Context, file BankFile, answer bankfile.Answer, count int64) (string, error) {
	before, err := p.tx.FileDebits(ctx, file.ID)
	if err != nil {
		return "", fmt.Errorf("read debits of a file: %w", err)
	}
	d := FileDebit{ActNo: p.act.no, Line: int64(answer.Line), FileID: file.ID, BlockID: answer.OriginalPaymentInfoID, BankRef: answer.BankRef,
		Count: count, Amount: answer.Amount.Minor()}
	before = append(before, p.fileDebits...)
	same := func(x FileDebit) bool { return x.FileID == d.FileID && x.BlockID == d.BlockID }
	switch {
	case slices.ContainsFunc(before, func(x FileDebit) bool { return same(x) && x.BankRef == d.BankRef && d.BankRef != "" }):
		return pairedRepeated, nil
	case slices.ContainsFunc(before, same):
		return pairedFileAgain, nil
	}
	p.fileDebits = append(p.fileDebits, d)
	return pairedFile, nil
}

// debited spreads the debit of a file over its instructions.
func (p *pairing) debited(ctx context.Context, d fileDebited, answer bankfile.Answer, take func(resultAnswer) error) error {
	switch d.mark {
	case pairedRepeated:
		return take(resultAnswer{Answer: answer, pairedBy: pairedRepeated})
	case pairedFileAgain:
		return take(resultAnswer{Answer: answer, pairedBy: pairedFileAgain, reference: d.file.MessageID})
	}
	return p.eachOf(ctx, d.file, d.route, func(i Instruction) error {
		if !d.has(i, p.payers) {
			return nil
		}
		one := resultAnswer{Answer: answer, reference: i.ID, pairedBy: pairedFile, target: i.ID}
		one.Level, one.BankRef, one.Amount = bankfile.Entry, "", amountOf(&i.Amount)
		return take(one)
	})
}

// How debits of whole files are marked.
const (
	pairedFile      = "file_debit"
	pairedFileAgain = "file_debit_again" // debited before, under another reference
)

// fileDiffers tells a debit that names a file of ours and is of another sum.
func (p *pairing) fileDiffers(r resultAnswer, file *BankFile) string {
	r.Status = strings.TrimSpace(r.Status + " " + r.AmountText)
	if r.HasAmount && r.Amount.Currency() == money.VND {
		r.Status = fmt.Sprintf("%s %d/%d", r.Status, r.Amount.Minor(), file.Amount)
		r.Amount = money.Dong(r.Amount.Minor() - file.Amount)
	}
	return p.except(r, "file_debit_differs", nil)
}

// keepUnpaired keeps a line that names nothing of ours, for whoever pairs it.
func (p *pairing) keepUnpaired(n int, r resultAnswer, kind, exception string) {
	u := UnpairedLine{FileNo: p.act.no, Line: int64(r.place), Statement: int64(r.Statement), Kind: kind, Amount: dongOf(r.Amount), BookedOn: r.BookedOn.ISO(),
		BankRef: r.BankRef, MessageID: r.OriginalMessageID, BlockID: r.OriginalPaymentInfoID, Account: r.Account, Text: strings.TrimSpace(r.Text + " " + r.Note), ExceptionID: exception, Verdict: p.verdicts[n]}
	if !r.HasAmount {
		u.Amount = nil
	}
	if r.Debit {
		u.Debit = 1
	}
	if r.Return {
		u.Returned = 1
	}
	if s := p.statementOf(r.Answer); s != nil {
		u.PayerID = s.PayerID
	}
	p.lost = append(p.lost, u)
}

// keepRest keeps what an entry is beyond the parts told of it, so that the entries
// of an account add up by its lines. The parts stand before it.
func (p *pairing) keepRest(n int, r resultAnswer) {
	if r.Level != bankfile.Entry || !r.HasAmount || !strings.EqualFold(r.Status, "BOOK") {
		return
	}
	rest := r.Amount
	for _, part := range slices.Backward(p.parts) {
		if part.line < r.Line-r.Details {
			break
		}
		if !part.told {
			continue
		}
		sign := rest.Sub
		if part.debit != r.Debit {
			sign = rest.Add
		}
		left, err := sign(part.amount)
		if err != nil {
			return // of another currency: what cannot be added cannot be told
		}
		rest = left
	}
	p.parts = p.parts[:0] // no later entry is about them
	r.Amount = rest
	p.keepUnpaired(n, r, "entry_differs", "")
}

// writeLot keeps the lines of the lot as they were said, and those that wait for
// whoever pairs them.
func (p *pairing) writeLot(ctx context.Context) error {
	if _, err := p.act.writeAll(ctx, p.tx, p.results(), "result"); err != nil {
		return err
	}
	if _, err := p.act.writeAll(ctx, p.tx, factsOf(p.lost), "unpaired_line"); err != nil {
		return err
	}
	var proposals []PairProposal
	for _, n := range slices.Sorted(maps.Keys(p.proposed)) {
		proposals = append(proposals, p.proposed[n])
	}
	_, err := p.act.writeAll(ctx, p.tx, factsOf(proposals), "pair_proposal")
	return err
}

// unpaired opens an exception for a line that names nothing of ours, unless it
// proves nothing about money. Of a statement's booked entries that name no
// reference it says what they are.
func (p *pairing) unpaired(ctx context.Context, n int, r resultAnswer, v settle.Verdict) error {
	_, named := r.Answer.Reference()
	booked := strings.HasPrefix(r.Format, "camt.") && strings.EqualFold(r.Status, "BOOK")
	if !booked && v == settle.Information {
		return nil
	}
	kind := "unknown_reference"
	switch {
	case r.pairedBy == pairedFileAgain:
		kind = "file_debited_twice"
	case unmarkedCredit(r.Answer):
		kind = string(settle.KindOfLine(r.Code, r.Text+" "+r.Note, false))
	case !booked || named || r.Return:
	default:
		file, err := p.fileOf(ctx, r.OriginalMessageID)
		if err != nil {
			return err
		}
		if file != nil && r.Debit {
			p.keepUnpaired(n, r, "file_debit_differs", p.fileDiffers(r, file))
			return nil
		}
		kind = string(settle.KindOfLine(r.Code, r.Text+" "+r.Note, r.Debit))
	}
	p.keepUnpaired(n, r, kind, p.exceptKind(n, r, kind))
	return nil
}

// exceptKind names the kinds of lines one by one, so that each is known to have
// its words. A line that may be about an instruction is told with it.
func (p *pairing) exceptKind(n int, r resultAnswer, kind string) string {
	if x, ok := p.proposed[n]; ok {
		r.reference = x.InstructionID
		return p.except(r, "pairing_proposed", nil)
	}
	switch kind {
	case "file_debited_twice":
		return p.except(r, "file_debited_twice", nil)
	case string(settle.LineFee):
		return p.except(r, "bank_fee", nil)
	case string(settle.LineInterest):
		return p.except(r, "bank_interest", nil)
	case string(settle.LineOutgoing):
		return p.except(r, "foreign_debit", nil)
	case string(settle.LineIncoming):
		return p.except(r, "foreign_credit", nil)
	}
	return p.except(r, "unknown_reference", nil)
}
