package app

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

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
	called      string // at a desk: the name, by which it looks people up
}

// Placed is the line and the route it travels by.
func (x *fileLine) Placed() (bankfile.Line, bankfile.Route) { return x.line, x.route }

func (x *fileLine) compare(y *fileLine) int {
	return cmp.Or(cmp.Compare(x.line.Route(), y.line.Route()), cmp.Compare(x.line.Place, y.line.Place), cmp.Compare(x.called, y.called),
		cmp.Compare(x.line.BIN, y.line.BIN),
		cmp.Compare(x.line.AccountNumber, y.line.AccountNumber), cmp.Compare(x.line.EndToEndID, y.line.EndToEndID))
}

// lay prepares the lines, cuts them into the parts of the batch, and begins to
// make these.
func (w *fileWriter) lay(ctx context.Context) error {
	lines := make([]*fileLine, len(w.payments))
	err := abreast(len(lines), func(i int) (err error) {
		p := w.payments[i]
		if lines[i], err = w.line(p.row, p.account); err != nil {
			return fmt.Errorf("payment %s: %w", p.row.ID, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, l := range lines {
		w.lossy += len(l.lost)
	}
	w.order(lines)
	w.parts = bankfile.Parts(lines, bankfile.RowsPerFile(w.format, w.header.Payer), w.terms)
	whole, err := bankfile.Sum(linesOf(lines))
	if err != nil {
		return err
	}
	w.whole = bankfile.BatchTotals{Files: len(w.parts), Instructions: whole.Count, Amount: whole.Amount.Minor(), HashTotal: whole.HashText()}
	w.number()
	w.made = startTurns(ctx, aheadOf, w.numbers(), func(_ context.Context, n int) *madeFile { return w.make(n) })
	return nil
}

// order is the order of lines in files: in-house first, then by bank, account
// and reference, so that a batch has one form whatever order it came in.
func (w *fileWriter) order(lines []*fileLine) {
	slices.SortFunc(lines, (*fileLine).compare)
}

// number gives each line the place it has in the files.
func (w *fileWriter) number() {
	for n, part := range w.parts {
		for i, l := range part {
			l.instruction.FileID, l.instruction.Line = w.fileID(n+1), int64(i+1)
		}
	}
}

func (w *fileWriter) fileID(n int) string { return fmt.Sprintf("%s-%d", w.batch.ID, n) }

// numbers are those of the parts, from 1.
func (w *fileWriter) numbers() iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range w.parts {
			if !yield(i+1, nil) {
				return
			}
		}
	}
}

// close lets go of what is being made; a nil one has nothing.
func (w *fileWriter) close() {
	if w != nil && w.made != nil {
		w.made.end()
	}
}

// write keeps the batch as it is going to leave: instructions, bytes, the reading
// back. Files are made while those before them are kept.
func (w *fileWriter) write(ctx context.Context) error {
	if err := w.instruct(ctx); err != nil {
		return err
	}
	var compared []func() error
	err := w.made.each(func(m *madeFile) error {
		if m.err != nil {
			return m.err
		}
		kept, err := w.tx.InstructionsOf(ctx, m.file.ID)
		if err != nil {
			return m.in(err)
		}
		compared = append(compared, alongside(func() error { return m.in(w.compare(kept, m)) }))
		return m.in(w.keepFile(ctx, m))
	})
	var differs error
	for _, wait := range compared {
		if d := wait(); differs == nil {
			differs = d
		}
	}
	if differs != nil {
		return differs
	}
	return err
}

// instruct writes the instructions of all files, in the order of their keys.
func (w *fileWriter) instruct(ctx context.Context) error {
	var lines []*fileLine
	for _, part := range w.parts {
		for _, l := range part {
			l.instruction.ActNo = w.act.no
		}
		lines = append(lines, part...)
	}
	slices.SortFunc(lines, func(x, y *fileLine) int {
		return cmp.Or(cmp.Compare(x.instruction.BeneficiaryID, y.instruction.BeneficiaryID), cmp.Compare(x.instruction.ID, y.instruction.ID))
	})
	w.instructions = make([]Instruction, len(lines))
	for i, l := range lines {
		w.instructions[i] = l.instruction
	}
	if _, err := w.act.writeAll(ctx, w.tx, factsOf(w.instructions), "instruction"); err != nil {
		return err
	}
	return w.noteLosses(ctx, lines)
}

// line prepares what the bank will read for one payment.
func (w *fileWriter) line(p Payment, account Account) (*fileLine, error) {
	amount, err := money.New(p.Amount, money.Currency(p.Currency))
	if err != nil {
		return nil, err
	}
	attempt := int(w.attempts[p.ID]) + 1
	id := payout.EndToEndID(w.storeID, w.batch.PayerID, p.BeneficiaryID, p.ID, attempt)
	uetr := payout.UETR(w.storeID, w.batch.PayerID, p.BeneficiaryID, p.ID, attempt)
	line, lost, err := w.app.bankLine(w.format, w.header.Payer.BIN, lineOf{account: account, amount: amount, id: id, uetr: uetr,
		place: w.placeOf[p.ID], programme: p.Programme, period: p.Period})
	if err != nil {
		return nil, err
	}
	placed := bankfile.Line{Amount: amount, InHouse: account.BIN == w.header.Payer.BIN, Cash: line.Cash}
	return &fileLine{line: line, route: placed.Route(), holder: account.Holder, lost: lost, called: calledAtDesk(line),
		instruction: Instruction{BeneficiaryID: p.BeneficiaryID, ID: id, PaymentID: p.ID, Attempt: int64(attempt),
			BatchID: w.batch.ID, UETR: uetr, Amount: p.Amount, Currency: p.Currency, BIN: account.BIN, AccountNumber: line.AccountNumber,
			Holder: line.Holder, Remittance: line.Remittance, State: string(payout.InstructionIntended)}}, nil
}

// lineOf is what a line is made of. text is what the payee reads, where that is
// settled; else the terms say it of programme and period.
type lineOf struct {
	account           Account
	place             string // of what a desk pays
	amount            money.Amount
	id, uetr, text    string
	programme, period string
}

// bankLine is a payment as a bank's form says it.
func (a *App) bankLine(format bankfile.Format, payerBIN string, p lineOf) (bankfile.Line, []bankfile.Lossy, error) {
	terms := bankfile.TermsOf(format)
	if p.text == "" {
		p.text = terms.RemittanceText(p.programme, p.period[5:7], p.period[:4])
	}
	if terms.Cash {
		return format.Prepare(bankfile.Line{EndToEndID: p.id, Amount: p.amount, BIN: p.account.BIN, AccountNumber: p.account.Number,
			Holder: p.account.Holder, Remittance: p.text, Cash: true, Place: p.place})
	}
	inst, ok := a.banks.ByBIN(p.account.BIN)
	if !ok {
		return bankfile.Line{}, nil, &NotFound{Kind: "bank", ID: p.account.BIN}
	}
	return format.Prepare(bankfile.Line{EndToEndID: p.id, InstrID: p.id, UETR: p.uetr, Amount: p.amount, BIN: inst.BIN, BIC: inst.SWIFT,
		BankDisplay: inst.PortalText(), AccountNumber: p.account.Number, Holder: p.account.Holder, Remittance: p.text,
		Purpose: terms.Purpose(payout.Programme(p.programme)), InHouse: inst.BIN == payerBIN})
}

func linesOf(lines []*fileLine) iter.Seq[bankfile.Line] {
	return func(yield func(bankfile.Line) bool) {
		for _, l := range lines {
			if !yield(l.line) {
				return
			}
		}
	}
}

// compare holds a file, as the inbound reader read it back, against the
// instructions in the store, prepared once more: every field, and the totals.
func (w *fileWriter) compare(kept []Instruction, m *madeFile) error {
	wanted := make([]bankfile.Line, len(kept))
	err := abreast(len(kept), func(i int) (err error) {
		if wanted[i], err = w.expected(kept[i]); err != nil {
			return fmt.Errorf("instruction %s: %w", kept[i].ID, err)
		}
		return nil
	})
	if err == nil {
		err = bankfile.Compare(slices.Values(wanted), bankfile.WithoutError(slices.Values(m.read)), m.totals)
	}
	if err != nil {
		return fmt.Errorf("read back: %w", err)
	}
	return nil
}

// expected is the line an instruction must have become.
func (w *fileWriter) expected(i Instruction) (bankfile.Line, error) {
	amount, err := money.New(i.Amount, money.Currency(i.Currency))
	if err != nil {
		return bankfile.Line{}, err
	}
	line, _, err := w.app.bankLine(w.format, w.header.Payer.BIN, lineOf{amount: amount, id: i.ID, uetr: i.UETR, text: i.Remittance,
		account: Account{BIN: i.BIN, Number: i.AccountNumber, Holder: i.Holder}, place: w.placeOf[i.PaymentID], programme: w.batch.Programme, period: w.batch.Period})
	return line, err
}
