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
	"chitra/payout"
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
	return inLots(ctx, uploads, size, a.prepareResult, func(lot []preparedResult) error {
		outs := make([]ResultOutcome, len(lot))
		n, failed := a.together(ctx, len(lot), func(one *App, i int) (err error) {
			outs[i], err = one.takeResult(ctx, lot[i])
			return err
		})
		for _, out := range outs[:n] {
			if err := done(out); err != nil {
				return err
			}
		}
		if failed != nil && n < len(lot) {
			return fmt.Errorf("%s: %w", lot[n].upload.FileName, failed)
		}
		return failed
	})
}

// preparedResult is an answer that was read, before anything is stored.
type preparedResult struct {
	upload  ResultUpload
	sum     string
	info    bankfile.Info
	answers []bankfile.Answer
	err     error // why it is refused
	failed  error // what kept it from being read at all
}

func (a *App) prepareResult(ctx context.Context, u ResultUpload) preparedResult {
	sum := sha256.Sum256(u.Data)
	p := preparedResult{upload: u, sum: hex.EncodeToString(sum[:])}
	var set *portal.Set
	p.failed = a.store.View(ctx, func(tx Tx) (err error) {
		set, err = a.resultProfiles(ctx, tx)
		return err
	})
	if p.failed == nil {
		p.info, p.answers, p.err = answers.Read(set, u.Data)
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
	out.Status, out.Format, out.Lines = ListNew, r.info.Format, len(r.answers)
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
		p.account = r.info.Account
		if err := p.learnStatements(ctx, r.info); err != nil {
			return err
		}
		if err := p.pair(ctx, r.answers); err != nil {
			return err
		}
		if elsewhere, err = p.otherOffice(ctx, r.info); err != nil || elsewhere != nil {
			return orNothing(err)
		}
		if err := p.apply(ctx); err != nil {
			return err
		}
		if err := p.compareTotals(ctx, r.info, r.answers); err != nil {
			return err
		}
		if err := p.writeStatements(ctx); err != nil {
			return err
		}
		if err := p.writeLines(ctx); err != nil {
			return err
		}
		if err := p.knownExceptions(ctx); err != nil {
			return err
		}
		out.Statements = p.statements
		return p.write(ctx, r.info, r.upload.Data)
	})
	if err != nil || elsewhere == nil {
		return out, err
	}
	elsewhere.refuse(&out)
	out.Lines, out.Matched = 0, 0
	return out, a.recordResultRefusal(ctx, out)
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

// apply moves each instruction by all its answers, those of before and those of
// this file, so that their order does not matter.
func (p *pairing) apply(ctx context.Context) error {
	history, err := p.history(ctx)
	if err != nil {
		return err
	}
	p.verdicts = make([]string, len(p.answers))
	for n, r := range p.answers {
		r.place = n + 1
		answer := p.settleAnswer(r)
		p.verdicts[n] = string(answer.Verdict)
		if r.pairedBy == pairedForeign || r.pairedBy == pairedRepeated {
			p.verdicts[n] = string(settle.Information)
			continue
		}
		if r.pairedBy == "entry" || r.pairedBy == "statement" {
			p.verdicts[n] = string(settle.Information)
			p.figureDiffers(r)
			p.keepRest(n, r)
			continue
		}
		i, ok := p.instructions[r.target]
		if !ok {
			if err := p.unpaired(ctx, n, r, answer.Verdict); err != nil {
				return err
			}
			continue
		}
		p.matched(r)
		if p.repeated(r, answer.Verdict) {
			p.except(r, "line_repeated", i)
			continue
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
			p.movedFrom(i)
			i.State, p.reasons[i.ID] = string(settled.To), settled.Reason
		}
	}
	return p.proposeAccounts(ctx)
}

// movedFrom notes where an instruction was before the first line that moves it.
func (p *pairing) movedFrom(i *Instruction) {
	if _, moved := p.before[i.ID]; !moved {
		p.before[i.ID] = payout.InstructionState(i.State)
	}
}

// repeated reports whether a line of this file has said the same of the same
// instruction. Answers about a whole file are spread over it and stand once.
func (p *pairing) repeated(r resultAnswer, v settle.Verdict) bool {
	if r.Level != bankfile.Transaction {
		return false
	}
	key := lineSaid{target: r.target, verdict: string(v), bankRef: r.BankRef, reasons: strings.Join(r.Reasons, " "), amount: r.AmountText}
	if r.HasAmount {
		key.amount = r.Amount.Digits()
	}
	again := p.said[key]
	p.said[key] = true
	return again
}

// matched counts an answer once, however many instructions it speaks of.
func (p *pairing) matched(r resultAnswer) {
	if !p.counted[r.Line] {
		p.counted[r.Line] = true
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
		}
	}
	return out, nil
}
