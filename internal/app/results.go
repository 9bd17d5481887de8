package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/answers"
	"chitra/bankfile/portal"
	"chitra/internal/civil"
	"chitra/payout/settle"
)

// ResultTx keeps what banks answer, and what does not pair.
type ResultTx interface {
	ResultFileBySHA256(ctx context.Context, sha256 string) (ResultFile, bool, error)
	InstructionsByID(ctx context.Context, ids []string) ([]Instruction, error)
	InstructionsByUETR(ctx context.Context, uetrs []string) ([]Instruction, error)
	// ResultsOf are all results paired with the instructions, in the order
	// they were taken in.
	ResultsOf(ctx context.Context, instructions []string) ([]Result, error)
	// SentInstructions are the instructions of a period that are sent, with
	// the day their batch was to be paid.
	SentInstructions(ctx context.Context, period string) ([]SentInstruction, error)
	// PaymentsByID finds payments, PaymentPlaces where they stand, each asked for
	// by its beneficiary and identifier.
	PaymentsByID(ctx context.Context, beneficiaries, ids []string) ([]Payment, error)
	PaymentPlaces(ctx context.Context, beneficiaries, ids []string) ([]PaymentPlace, error)
	ExceptionIDs(ctx context.Context, period string) (map[string]bool, error)
	// InstructionsAfter are the next n instructions of a file, after a line of it.
	InstructionsAfter(ctx context.Context, file string, line int64, n int) ([]Instruction, error)
	// UnequalFiles are the files of a period whose count or amount is not that
	// of their instructions.
	UnequalFiles(ctx context.Context, period string) ([]BankFile, error)
	Exceptions(ctx context.Context, period string) ([]Exception, error)
}

// PaymentPlace is where a payment stands, and the account it goes to.
type PaymentPlace struct {
	ID        string `db:"id"`
	State     string `db:"state"`
	AccountID string `db:"account_id"`
}

// SentInstruction is an instruction the bank has not answered for good.
type SentInstruction struct {
	Instruction
	PayOn string `db:"pay_on"`
}

// ResultOutcome is what became of a bank's answer. Lines = Matched + the lines
// that are exceptions or speak of nothing of ours.
type ResultOutcome struct {
	File       string
	SHA256     string
	Status     string // new, unchanged, refused
	Reason     string
	Detail     string
	Sheet      string // where an answer was refused: of a workbook,
	Cell       string // its cell or row; of a document, line and byte,
	Line       int    // the line of a document, or the line before the fault
	Stated     string // what it states of itself,
	Read       string // and what was read
	Format     string
	Lines      int
	Matched    int
	Moved      map[string]int // instructions by the state they came to
	Exceptions []ResultException
	Statements []ResultStatement // of the accounts it reports on
}

// ResultException is a line of an answer that does not simply pair.
type ResultException struct {
	Line      int
	Code      string
	Reference string
	Amount    *int64
	Detail    string
}

// resultAnswer is an answer with what it was paired with.
type resultAnswer struct {
	bankfile.Answer
	reference string
	pairedBy  string
	target    string // EndToEndID of the instruction, "" for none
	place     int    // of the line among those kept of the file, from 1; 0 for the file itself
	answer    int    // which answer of the file it is, from 1
}

// ResultUpload is a bank's answer as somebody hands it in.
type ResultUpload struct {
	FileName string
	Data     []byte
}

// ImportResult takes a bank's answer in, whatever its form. Every line is kept
// as it was said; what pairs moves its instruction, and a line that does not is
// an exception of its own. A damaged file is refused whole, and the same file
// again changes nothing.
func (a *App) ImportResult(ctx context.Context, name string, data []byte) (ResultOutcome, error) {
	return a.takeResult(ctx, a.prepareResult(ctx, ResultUpload{FileName: name, Data: data}))
}

// ImportResults takes answers in one after the other, in the order given, each by
// an act of its own, and hands each outcome to done once it stands. Small ones are
// stored several at a time, and the next are read meanwhile.
func (a *App) ImportResults(ctx context.Context, uploads iter.Seq2[ResultUpload, error], done func(ResultOutcome) error) error {
	size := func(u ResultUpload) int { return len(u.Data) }
	return inLots(ctx, a, uploads, size, a.prepareResult, (*App).takeResult, done)
}

// preparedResult is an answer that was read to its end, before anything is stored.
// Lines that are more than a lot are not kept: they are read again, in lots, while
// it is stored.
type preparedResult struct {
	upload ResultUpload
	sum    string
	set    *portal.Set
	info   bankfile.Info
	whole  wholeAnswer
	lines  []bankfile.Answer // nil where they are not kept
	err    error             // why it is refused
	failed error             // what kept it from being read at all
}

func (r preparedResult) fileName() string { return r.upload.FileName }

// apart is an answer that is refused: it may have been before.
func (r preparedResult) apart() bool { return r.err != nil || r.failed != nil }

func (a *App) prepareResult(ctx context.Context, u ResultUpload) preparedResult {
	sum := sha256.Sum256(u.Data)
	p := preparedResult{upload: u, sum: hex.EncodeToString(sum[:])}
	p.failed = a.store.View(ctx, func(tx Tx) (err error) {
		p.set, err = a.resultProfiles(ctx, tx)
		return err
	})
	if p.failed == nil {
		p.info, p.err = answers.Visit(p.set, u.Data, func(one bankfile.Answer) error {
			if p.whole.lines < a.lot {
				p.lines = append(p.lines, one)
			} else {
				p.lines = nil
			}
			p.whole.see(one)
			return nil
		})
	}
	return p
}

func (a *App) takeResult(ctx context.Context, r preparedResult) (ResultOutcome, error) {
	out := ResultOutcome{File: r.upload.FileName, SHA256: r.sum, Moved: map[string]int{}}
	if r.failed != nil {
		return out, fmt.Errorf("read %s: %w", r.upload.FileName, r.failed)
	}
	known, err := a.knownResult(ctx, out.SHA256)
	if err != nil {
		return out, err
	}
	if known.ActNo != 0 {
		out.Status, out.Format, out.Lines, out.Matched = ListUnchanged, known.Format, int(known.Lines), int(known.Matched)
		return out, nil
	}
	if r.err != nil {
		answerRefusalOf(r.upload.Data, r.err).refuse(&out)
		return out, a.recordResultRefusal(ctx, out)
	}
	out.Status, out.Format, out.Lines = ListNew, r.info.Format, r.whole.lines
	var elsewhere *answerRefusal
	err = a.do(ctx, "result.import", out.SHA256, func(tx Tx, d *act) error {
		known, ok, err := tx.ResultFileBySHA256(ctx, out.SHA256)
		if err != nil {
			return err
		}
		if ok { // somebody else was faster
			out.Status, out.Matched = ListUnchanged, int(known.Matched)
			return errNothing
		}
		p, err := newPairing(ctx, a, tx, d, &out)
		if err != nil {
			return err
		}
		if elsewhere, err = p.takeLots(ctx, r); err != nil || elsewhere != nil {
			return orNothing(err) // what was written of it is undone
		}
		return p.rest(ctx, r)
	})
	if err != nil || elsewhere == nil {
		return out, err
	}
	elsewhere.refuse(&out)
	out.Lines, out.Matched, out.Exceptions, out.Moved = 0, 0, nil, map[string]int{}
	return out, a.recordResultRefusal(ctx, out)
}

// takeLots pairs and keeps the lines, lot by lot, unless they are another office's.
func (p *pairing) takeLots(ctx context.Context, r preparedResult) (elsewhere *answerRefusal, err error) {
	p.account = r.info.Account
	if err := p.learnStatements(ctx, r.info); err != nil {
		return nil, err
	}
	elsewhere, ours, err := p.otherAccount(ctx, r.info)
	if err != nil || elsewhere != nil {
		return elsewhere, err
	}
	if err := p.survey(ctx, r); err != nil {
		return nil, err
	}
	if err := p.lots(ctx, r); err != nil {
		return nil, err
	}
	if ours || p.paired {
		return nil, nil
	}
	return p.otherFile(ctx, r)
}

// rest keeps what the file says as a whole, and moves what its lines moved.
func (p *pairing) rest(ctx context.Context, r preparedResult) error {
	if err := p.proposeAccounts(ctx); err != nil {
		return err
	}
	if err := p.compareTotals(ctx, r); err != nil {
		return err
	}
	if err := p.writeStatements(ctx); err != nil {
		return err
	}
	if _, err := p.act.writeAll(ctx, p.tx, factsOf(p.fileDebits), "file_debit"); err != nil {
		return err
	}
	if err := p.knownExceptions(ctx); err != nil {
		return err
	}
	p.out.Statements = p.statements
	return p.write(ctx, r.info, r.upload.Data)
}

func (a *App) knownResult(ctx context.Context, sum string) (f ResultFile, err error) {
	err = a.store.View(ctx, func(tx Tx) (err error) {
		f, _, err = tx.ResultFileBySHA256(ctx, sum)
		return err
	})
	return f, err
}

func (a *App) recordResultRefusal(ctx context.Context, out ResultOutcome) error {
	return a.do(ctx, "result.refuse", out.SHA256, func(tx Tx, d *act) error {
		if before, err := tx.RefusedBefore(ctx, UploadResult, out.SHA256, a.actor.Name, out.Reason); err != nil || before {
			return orNothing(err)
		}
		d.figure("reason", out.Reason)
		return d.write(ctx, tx, Upload{ActNo: d.no, SHA256: out.SHA256, FileName: out.File, Kind: UploadResult,
			Outcome: UploadRefused, Reason: out.Reason, Actor: a.actor.Name, At: d.stamp()})
	})
}

// apply moves each instruction of the lot by all its answers, those of before and
// those of this file, so that their order does not matter.
func (p *pairing) apply(ctx context.Context) error {
	history, err := p.history(ctx)
	if err != nil {
		return err
	}
	p.verdicts = make([]string, len(p.answers))
	for n := range p.answers {
		r := p.answers[n]
		r.place = p.first + n + 1
		if err := p.applyLine(ctx, n, r, history); err != nil {
			return err
		}
		if p.whole.rests {
			p.parts = append(p.parts, toldPart{line: r.Line, amount: r.Amount, told: r.HasAmount, debit: r.Debit})
		}
	}
	return nil
}

func (p *pairing) applyLine(ctx context.Context, n int, r resultAnswer, history map[string][]settle.Answer) error {
	answer := p.settleAnswer(r)
	p.verdicts[n] = string(answer.Verdict)
	if r.pairedBy == pairedForeign || r.pairedBy == pairedRepeated {
		p.verdicts[n] = string(settle.Information)
		return nil
	}
	if r.pairedBy == "entry" || r.pairedBy == "statement" {
		p.verdicts[n] = string(settle.Information)
		p.figureDiffers(r)
		p.keepRest(n, r)
		return nil
	}
	i, ok := p.instructions[r.target]
	if !ok {
		return p.unpaired(ctx, n, r, answer.Verdict)
	}
	p.paired = true
	p.matched(r)
	if r.Level != bankfile.Transaction {
		p.noLine[int64(r.place)] = true
	}
	if p.repeated(r, answer.Verdict) {
		p.except(r, "line_repeated", i)
		return nil
	}
	if r.unreadable() {
		p.except(r, settle.ExceptionAmountDiffers, i)
	}
	settled := settle.Apply(i.domain(), history[i.ID], answer, p.profileOf(r))
	if p.later[i.ID].Alive != "" {
		settled = settled.WhileReissued()
	}
	history[i.ID] = append(history[i.ID], answer)
	if settled.Exception != "" {
		p.except(r, settled.Exception, i)
	}
	if string(settled.To) != i.State {
		p.moves(i, string(settled.To), settled.Reason)
	}
	return nil
}

// repeated reports whether a line of this file has said the same of the same
// instruction. Answers about a whole file are spread over it and stand once.
func (p *pairing) repeated(r resultAnswer, v settle.Verdict) bool {
	if r.Level != bankfile.Transaction {
		return false
	}
	key := lineSaid{target: r.target, verdict: string(v), bankRef: r.BankRef, reasons: strings.Join(r.Reasons, " ")}
	if r.HasAmount { // of an amount that could not be read nothing else is kept
		key.amount = r.Amount.Digits()
	}
	again := p.said[key]
	p.said[key] = true
	return again
}

// saidBefore notes what an earlier lot of this file said of an instruction.
func (p *pairing) saidBefore(r Result) {
	if p.noLine[r.Line] {
		return
	}
	key := lineSaid{target: r.InstructionID, verdict: r.Verdict, bankRef: r.BankRef, reasons: r.Reasons}
	if r.Amount != nil {
		key.amount = amountOf(r.Amount).Digits()
	}
	p.said[key] = true
}

// matched counts an answer once, however many instructions it speaks of: they
// stand one after the other.
func (p *pairing) matched(r resultAnswer) {
	if p.lastMatched != r.answer {
		p.lastMatched = r.answer
		p.out.Matched++
	}
}

func (p *pairing) history(ctx context.Context) (map[string][]settle.Answer, error) {
	out := map[string][]settle.Answer{}
	for _, ids := range indexedChunks(p.ids, lookAtOnce) {
		results, err := p.tx.ResultsOf(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("read earlier results: %w", err)
		}
		for _, r := range results {
			out[r.InstructionID] = append(out[r.InstructionID], r.answer())
			if r.FileNo != p.act.no {
				continue
			}
			p.saidBefore(r)
			if day, i := r.answer().BookedOn, p.instructions[r.InstructionID]; !day.IsZero() && p.banks.couldPay(i.BatchID, day, civil.DateOf(p.act.at)) {
				p.days[r.InstructionID] = r.BookedOn
			}
		}
	}
	return out, nil
}
