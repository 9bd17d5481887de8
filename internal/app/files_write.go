package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"time"

	"chitra/bankfile"
	"chitra/internal/journal"
	"chitra/internal/money"
	"chitra/payout"
)

// fileLine is a line of a file with the instruction it stands for.
type fileLine struct {
	line        bankfile.Line
	instruction Instruction
}

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
	size := bankfile.RowsPerFile(w.format, w.header.Payer)
	parts := (len(lines) + size - 1) / size
	for i, part := range indexedChunks(lines, size) {
		if err := w.part(ctx, part, i+1, parts); err != nil {
			return fmt.Errorf("part %d of %d: %w", i+1, parts, err)
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
	line, lost, err := w.app.bankLine(w.format, w.header.Payer.BIN, account, amount, id, uetr, remittance(p.Programme, p.Period))
	if err != nil {
		return fileLine{}, err
	}
	w.lossy += len(lost)
	return fileLine{line: line, instruction: Instruction{BeneficiaryID: p.BeneficiaryID, ID: id, PaymentID: p.ID, Attempt: int64(attempt),
		BatchID: w.batch.ID, UETR: uetr, Amount: p.Amount, Currency: p.Currency, BIN: account.BIN, AccountNumber: line.AccountNumber,
		Holder: line.Holder, Remittance: line.Remittance, ActNo: w.act.no, State: string(payout.InstructionIntended)}}, nil
}

// bankLine is a payment as a bank's form says it.
func (a *App) bankLine(format bankfile.Format, payerBIN string, account Account, amount money.Amount, id, uetr, text string) (bankfile.Line, []bankfile.Lossy, error) {
	inst, ok := a.banks.ByBIN(account.BIN)
	if !ok {
		return bankfile.Line{}, nil, &NotFound{Kind: "bank", ID: account.BIN}
	}
	return format.Prepare(bankfile.Line{EndToEndID: id, InstrID: id, UETR: uetr, Amount: amount, BIN: inst.BIN, BIC: inst.SWIFT,
		BankDisplay: inst.PortalText(), AccountNumber: account.Number, Holder: account.Holder, Remittance: text,
		Purpose: bankfile.PurposeSocialBenefit, InHouse: inst.BIN == payerBIN})
}

// remittance is what the payee reads: which programme, for which month.
func remittance(programme, period string) string {
	return fmt.Sprintf("TRO CAP %s THANG %s NAM %s", programme, period[5:7], period[:4])
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
	totals, err := bankfile.Sum(linesOf(lines))
	if err != nil {
		return err
	}
	var content bytes.Buffer
	if err := w.format.Write(&content, h, linesOf(lines), totals); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	if err := w.readBack(ctx, id, h, content.Bytes(), totals); err != nil {
		return fmt.Errorf("read back: %w", err)
	}
	sum := sha256.Sum256(content.Bytes())
	sha := hex.EncodeToString(sum[:])
	if err := w.tx.PutBlob(ctx, sha, content.Bytes()); err != nil {
		return fmt.Errorf("keep the file: %w", err)
	}
	file := BankFile{ID: id, BatchID: w.batch.ID, PayerID: w.batch.PayerID, Part: int64(n), Parts: int64(of), Format: w.format.Name(),
		Name: bankfile.FileName(h, w.format, sha), SHA256: sha, Size: int64(content.Len()), Instructions: int64(totals.Count),
		Amount: totals.Amount.Minor(), HashTotal: int64(totals.Hash), MessageID: h.MessageID, PaymentInfo: h.PaymentInfoID,
		ActNo: w.act.no, RecordedAt: w.act.stamp(), State: FileIntended}
	w.files = append(w.files, file)
	w.act.figure("sha256 "+file.Name, sha)
	if err := w.act.write(ctx, w.tx, file); err != nil {
		return err
	}
	return w.settleIntent(ctx, h, file)
}

// settleIntent keeps the manifest with the intent, so that whoever goes on after
// a death, with whatever rules by then, publishes what was meant.
func (w *fileWriter) settleIntent(ctx context.Context, h bankfile.Header, f BankFile) error {
	m := bankfile.NewManifest(h, w.format, bankfile.Totals{Count: int(f.Instructions), Amount: money.Dong(f.Amount), Hash: uint64(f.HashTotal)}, f.SHA256, f.Size)
	for _, x := range w.approvals {
		at, err := time.Parse(journal.TimeForm, x.RecordedAt)
		if err != nil {
			return err
		}
		m.Approvals = append(m.Approvals, bankfile.Approval{By: x.Approver, At: at})
	}
	policy, err := w.app.policyInForce(ctx, w.tx)
	if err != nil {
		return err
	}
	m.RuleVersions = map[string]string{"rates": w.app.rules.Version(), "match_policy": policy.Version}
	manifest, err := m.JSON()
	if err != nil {
		return err
	}
	sum := sha256.Sum256(manifest)
	sha := hex.EncodeToString(sum[:])
	if err := w.tx.PutBlob(ctx, sha, manifest); err != nil {
		return fmt.Errorf("keep the manifest: %w", err)
	}
	return w.act.write(ctx, w.tx, FileIntent{FileID: f.ID, Outbox: w.outbox, ManifestSHA256: sha, ActNo: w.act.no})
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
	account := Account{BIN: i.BIN, Number: i.AccountNumber, Holder: i.Holder}
	line, _, err := w.app.bankLine(w.format, w.header.Payer.BIN, account, amount, i.ID, i.UETR, i.Remittance)
	return line, err
}
