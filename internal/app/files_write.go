package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"

	"chitra/bankfile"
	"chitra/internal/money"
	"chitra/payout"
)

// fileLine is a line of a file with the instruction it stands for.
type fileLine struct {
	line        bankfile.Line
	route       bankfile.Route // a prepared line may no longer say it
	instruction Instruction
	holder      string // as on record
	lost        []bankfile.Lossy
}

// Placed is the line and the route it travels by.
func (x fileLine) Placed() (bankfile.Line, bankfile.Route) { return x.line, x.route }

func (x fileLine) compare(y fileLine) int {
	return cmp.Or(cmp.Compare(x.line.Route(), y.line.Route()), cmp.Compare(x.line.BIN, y.line.BIN),
		cmp.Compare(x.line.AccountNumber, y.line.AccountNumber), cmp.Compare(x.line.EndToEndID, y.line.EndToEndID))
}

// write makes every part of the batch: instructions, bytes, the reading back.
func (w *fileWriter) write(ctx context.Context) error {
	lines := make([]fileLine, 0, len(w.payments))
	for _, p := range w.payments {
		l, err := w.line(p.row, p.account)
		if err != nil {
			return fmt.Errorf("payment %s: %w", p.row.ID, err)
		}
		lines = append(lines, l)
	}
	w.order(lines)
	parts := bankfile.Parts(lines, bankfile.RowsPerFile(w.format, w.header.Payer), w.terms)
	whole, err := bankfile.Sum(linesOf(lines))
	if err != nil {
		return err
	}
	w.whole = bankfile.BatchTotals{Files: len(parts), Instructions: whole.Count, Amount: whole.Amount.Minor(), HashTotal: whole.HashText()}
	for i, part := range parts {
		if err := w.part(ctx, part, i+1, len(parts)); err != nil {
			return fmt.Errorf("part %d of %d: %w", i+1, len(parts), err)
		}
	}
	return nil
}

// line prepares what the bank will read for one payment.
func (w *fileWriter) line(p Payment, account Account) (fileLine, error) {
	amount, err := money.New(p.Amount, money.Currency(p.Currency))
	if err != nil {
		return fileLine{}, err
	}
	attempt := int(w.attempts[p.ID]) + 1
	id := payout.EndToEndID(w.storeID, w.batch.PayerID, p.BeneficiaryID, p.ID, attempt)
	uetr := payout.UETR(w.storeID, w.batch.PayerID, p.BeneficiaryID, p.ID, attempt)
	line, lost, err := w.app.bankLine(w.format, w.header.Payer.BIN, lineOf{account: account, amount: amount, id: id, uetr: uetr,
		programme: p.Programme, period: p.Period})
	if err != nil {
		return fileLine{}, err
	}
	w.lossy += len(lost)
	placed := bankfile.Line{Amount: amount, InHouse: account.BIN == w.header.Payer.BIN}
	return fileLine{line: line, route: placed.Route(), holder: account.Holder, lost: lost,
		instruction: Instruction{BeneficiaryID: p.BeneficiaryID, ID: id, PaymentID: p.ID, Attempt: int64(attempt),
			BatchID: w.batch.ID, UETR: uetr, Amount: p.Amount, Currency: p.Currency, BIN: account.BIN, AccountNumber: line.AccountNumber,
			Holder: line.Holder, Remittance: line.Remittance, ActNo: w.act.no, State: string(payout.InstructionIntended)}}, nil
}

// lineOf is what a line is made of. text is what the payee reads, where that is
// settled; else the terms say it of programme and period.
type lineOf struct {
	account           Account
	amount            money.Amount
	id, uetr, text    string
	programme, period string
}

// bankLine is a payment as a bank's form says it.
func (a *App) bankLine(format bankfile.Format, payerBIN string, p lineOf) (bankfile.Line, []bankfile.Lossy, error) {
	inst, ok := a.banks.ByBIN(p.account.BIN)
	if !ok {
		return bankfile.Line{}, nil, &NotFound{Kind: "bank", ID: p.account.BIN}
	}
	terms := bankfile.TermsOf(format)
	if p.text == "" {
		p.text = terms.RemittanceText(p.programme, p.period[5:7], p.period[:4])
	}
	return format.Prepare(bankfile.Line{EndToEndID: p.id, InstrID: p.id, UETR: p.uetr, Amount: p.amount, BIN: inst.BIN, BIC: inst.SWIFT,
		BankDisplay: inst.PortalText(), AccountNumber: p.account.Number, Holder: p.account.Holder, Remittance: p.text,
		Purpose: terms.Purpose(payout.Programme(p.programme)), InHouse: inst.BIN == payerBIN})
}

// part makes one file: instructions first, then the bytes, then the reading
// back against the instructions as the store holds them.
func (w *fileWriter) part(ctx context.Context, lines []fileLine, n, of int) error {
	h := w.header
	h.Part, h.Parts = n, of
	h.MessageID = bankfile.MessageID(w.storeID, w.batch.ID, n, 1)
	h.PaymentInfoID = bankfile.PaymentInfoID(w.storeID, w.batch.ID, n, 1)
	id := fmt.Sprintf("%s-%d", w.batch.ID, n)
	instructions := make([]Instruction, len(lines))
	for i, l := range lines {
		l.instruction.FileID, l.instruction.Line = id, int64(i+1)
		instructions[i] = l.instruction
	}
	if _, err := w.act.writeAll(ctx, w.tx, factsOf(instructions), "instruction"); err != nil {
		return err
	}
	if err := w.noteLosses(ctx, lines); err != nil {
		return err
	}
	totals, err := bankfile.Sum(linesOf(lines))
	if err != nil {
		return err
	}
	var content bytes.Buffer
	if err := w.format.Write(&content, h, linesOf(lines), totals); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	sum := sha256.Sum256(content.Bytes())
	sha := hex.EncodeToString(sum[:])
	file := BankFile{ID: id, BatchID: w.batch.ID, PayerID: w.batch.PayerID, Part: int64(n), Parts: int64(of), Format: w.format.Name(),
		Name: bankfile.FileName(h, w.format, sha), SHA256: sha, Size: int64(content.Len()), Instructions: int64(totals.Count),
		Amount: totals.Amount.Minor(), HashTotal: int64(totals.Hash), MessageID: h.MessageID, PaymentInfo: h.PaymentInfoID,
		ActNo: w.act.no, RecordedAt: w.act.stamp(), State: FileIntended}
	table := w.treasuryAhead(h, file, lines)
	if err := w.readBack(ctx, id, h, content.Bytes(), totals); err != nil {
		return fmt.Errorf("read back: %w", err)
	}
	if err := w.tx.PutBlob(ctx, sha, content.Bytes()); err != nil {
		return fmt.Errorf("keep the file: %w", err)
	}
	w.files = append(w.files, file)
	w.act.figure("sha256 "+file.Name, sha)
	if err := w.act.write(ctx, w.tx, file); err != nil {
		return err
	}
	return w.settleIntent(ctx, h, file, lines, content.Bytes(), table)
}

func linesOf(lines []fileLine) iter.Seq[bankfile.Line] {
	return func(yield func(bankfile.Line) bool) {
		for _, l := range lines {
			if !yield(l.line) {
				return
			}
		}
	}
}

// readBack decodes the bytes with the inbound reader and compares every field
// with the instructions in the store, prepared once more, and with the totals
// the store adds up.
func (w *fileWriter) readBack(ctx context.Context, file string, h bankfile.Header, content []byte, totals bankfile.Totals) error {
	kept, err := w.tx.InstructionsOf(ctx, file)
	if err != nil {
		return err
	}
	var wanted []bankfile.Line
	for _, i := range kept {
		l, err := w.expected(i)
		if err != nil {
			return fmt.Errorf("instruction %s: %w", i.ID, err)
		}
		wanted = append(wanted, l)
	}
	got, lines := w.format.Read(bytes.NewReader(content), int64(len(content)))
	if err := h.Differ(got); err != nil {
		return err
	}
	return bankfile.Compare(func(yield func(bankfile.Line) bool) {
		for _, l := range wanted {
			if !yield(l) {
				return
			}
		}
	}, lines, totals)
}

// expected is the line an instruction must have become.
func (w *fileWriter) expected(i Instruction) (bankfile.Line, error) {
	amount, err := money.New(i.Amount, money.Currency(i.Currency))
	if err != nil {
		return bankfile.Line{}, err
	}
	line, _, err := w.app.bankLine(w.format, w.header.Payer.BIN, lineOf{amount: amount, id: i.ID, uetr: i.UETR, text: i.Remittance,
		account: Account{BIN: i.BIN, Number: i.AccountNumber, Holder: i.Holder}, programme: w.batch.Programme, period: w.batch.Period})
	return line, err
}
