package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/iso20022"
	"chitra/bankfile/portal"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/internal/sheet"
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
	// PaymentsByID finds payments of the beneficiaries.
	PaymentsByID(ctx context.Context, beneficiaries, ids []string) ([]Payment, error)
	ExceptionIDs(ctx context.Context, period string) (map[string]bool, error)
	// UnequalFiles are the files of a period whose count or amount is not that
	// of their instructions.
	UnequalFiles(ctx context.Context, period string) ([]BankFile, error)
	Exceptions(ctx context.Context, period string) ([]Exception, error)
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
	Format     string
	Lines      int
	Matched    int
	Moved      map[string]int // instructions by the state they came to
	Exceptions []ResultException
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
	return a.takeResult(ctx, prepareResult(ctx, ResultUpload{FileName: name, Data: data}))
}

// ImportResults takes answers in one after the other, in the order given, and
// hands each outcome to done. The next ones are read while this one is stored.
func (a *App) ImportResults(ctx context.Context, uploads iter.Seq2[ResultUpload, error], done func(ResultOutcome) error) error {
	return inTurn(ctx, uploads, prepareResult, func(p preparedResult) error {
		out, err := a.takeResult(ctx, p)
		if err != nil {
			return err
		}
		return done(out)
	})
}

// preparedResult is an answer that was read, before anything is stored.
type preparedResult struct {
	upload  ResultUpload
	sum     string
	info    bankfile.Info
	answers []bankfile.Answer
	err     error // why it is refused
}

func prepareResult(_ context.Context, u ResultUpload) preparedResult {
	sum := sha256.Sum256(u.Data)
	p := preparedResult{upload: u, sum: hex.EncodeToString(sum[:])}
	p.info, p.answers, p.err = readAnswers(u.Data)
	return p
}

func (a *App) takeResult(ctx context.Context, r preparedResult) (ResultOutcome, error) {
	out := ResultOutcome{File: r.upload.FileName, SHA256: r.sum, Moved: map[string]int{}}
	known, err := a.knownResult(ctx, out.SHA256)
	if err != nil {
		return out, err
	}
	if known.ActNo != 0 {
		out.Status, out.Format, out.Lines, out.Matched = ListUnchanged, known.Format, int(known.Lines), int(known.Matched)
		return out, nil
	}
	if r.err != nil {
		out.Status, out.Reason, out.Detail = ListRefused, "answer_unreadable", r.err.Error()
		return out, a.recordResultRefusal(ctx, out)
	}
	out.Status, out.Format, out.Lines = ListNew, r.info.Format, len(r.answers)
	err = a.do(ctx, "result.import", out.SHA256, func(tx Tx, d *act) error {
		known, ok, err := tx.ResultFileBySHA256(ctx, out.SHA256)
		if err != nil {
			return err
		}
		if ok { // somebody else was faster
			out.Status, out.Matched = ListUnchanged, int(known.Matched)
			return errNothing
		}
		p := &pairing{app: a, tx: tx, act: d, out: &out, instructions: map[string]*Instruction{}, before: map[string]payout.InstructionState{}}
		if err := p.pair(ctx, r.answers); err != nil {
			return err
		}
		if err := p.apply(ctx); err != nil {
			return err
		}
		p.compareTotals(r.info, r.answers)
		return p.write(ctx, r.info, r.upload.Data)
	})
	return out, err
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

// readAnswers recognises the form by content and reads it to its end: a file
// that breaks off anywhere has said nothing.
func readAnswers(data []byte) (bankfile.Info, []bankfile.Answer, error) {
	var info bankfile.Info
	var lines iter.Seq2[bankfile.Answer, error]
	switch sheet.Sniff(data) {
	case sheet.XLSX:
		r := bytes.NewReader(data)
		table, err := sheet.OpenTable(r, r.Size(), sheet.Limits{})
		if err != nil {
			return info, nil, err
		}
		info, lines = portal.ReadResult(table)
	default:
		if _, ok := iso20022.Detect(data[:min(len(data), 4096)]); !ok {
			return info, nil, fmt.Errorf("neither a known ISO 20022 message nor a known result workbook")
		}
		info, lines = iso20022.ReadAnswers(bytes.NewReader(data))
	}
	var answers []bankfile.Answer
	for answer, err := range lines {
		if err != nil {
			return info, nil, err
		}
		answers = append(answers, answer)
	}
	return info, answers, nil
}

// pairing finds what each line of one answer speaks of, and moves it.
type pairing struct {
	app          *App
	tx           Tx
	act          *act
	out          *ResultOutcome
	answers      []resultAnswer
	instructions map[string]*Instruction
	before       map[string]payout.InstructionState
	verdicts     []string
	exceptions   []Exception
	reasons      map[string]string // of the newest change, by instruction
	counted      map[int]bool      // answers that paired, by line
}

// pair looks for our reference, then for the narrower evidence; an answer about
// a whole file or block of ours speaks of every instruction in it.
func (p *pairing) pair(ctx context.Context, answers []bankfile.Answer) error {
	var ids, uetrs []string
	for _, answer := range answers {
		if answer.Level == bankfile.Entry && answer.Details > 0 {
			// It repeats its parts, and is told because they do not add up to it.
			p.answers = append(p.answers, resultAnswer{Answer: answer, pairedBy: "entry"})
			continue
		}
		group, err := p.group(ctx, answer)
		if err != nil {
			return err
		}
		if group != nil {
			p.answers = append(p.answers, group...)
			continue
		}
		r := resultAnswer{Answer: answer}
		if id, ok := answer.Reference(); ok {
			r.reference, r.pairedBy = id, pairedHow(answer, id)
			ids = append(ids, id)
		} else if answer.UETR != "" {
			r.reference, r.pairedBy = answer.UETR, "uetr"
			uetrs = append(uetrs, answer.UETR)
		}
		p.answers = append(p.answers, r)
	}
	for _, r := range p.answers {
		if r.target != "" {
			ids = append(ids, r.target)
		}
	}
	return p.find(ctx, ids, uetrs)
}

func pairedHow(a bankfile.Answer, id string) string {
	switch id {
	case a.EndToEndID:
		return "end_to_end_id"
	case a.InstrID:
		return "instruction_id"
	default:
		return "text"
	}
}

// group spreads an answer about a whole file or block over its instructions;
// nil when the answer is about one thing only.
func (p *pairing) group(ctx context.Context, answer bankfile.Answer) ([]resultAnswer, error) {
	if answer.Level != bankfile.Group && answer.Level != bankfile.PaymentInfo {
		return nil, nil
	}
	file, ok, err := p.tx.FileByMessage(ctx, answer.OriginalMessageID)
	if err != nil || !ok {
		return nil, err
	}
	instructions, err := p.tx.InstructionsOf(ctx, file.ID)
	if err != nil {
		return nil, err
	}
	block, route, ours := bankfile.ParseBlockID(answer.OriginalPaymentInfoID)
	if answer.Level == bankfile.PaymentInfo && (!ours || block != file.PaymentInfo) {
		return nil, nil // of which block it speaks is not known: nobody is moved
	}
	payers, err := p.tx.Payers(ctx)
	if err != nil {
		return nil, err
	}
	var out []resultAnswer
	for _, i := range instructions {
		if answer.Level == bankfile.PaymentInfo && route != routeOf(i, file, payers) {
			continue
		}
		one := resultAnswer{Answer: answer, reference: i.ID, pairedBy: answer.Level.String(), target: i.ID}
		one.HasAmount = false // the sum of the group is not the amount of a line
		out = append(out, one)
	}
	return out, nil
}

func routeOf(i Instruction, f BankFile, payers []PayerRow) bankfile.Route {
	at := slices.IndexFunc(payers, func(r PayerRow) bool { return r.ID == f.PayerID })
	return bankfile.Line{Amount: amountOf(&i.Amount), InHouse: at >= 0 && payers[at].BIN == i.BIN}.Route()
}

// find fetches the instructions the references name.
func (p *pairing) find(ctx context.Context, ids, uetrs []string) error {
	keep := func(found []Instruction, err error) error {
		for _, i := range found {
			p.instructions[i.ID] = &i
			p.before[i.ID] = payout.InstructionState(i.State)
		}
		return err
	}
	for _, chunk := range indexedChunks(ids, lookAtOnce) {
		if err := keep(p.tx.InstructionsByID(ctx, chunk)); err != nil {
			return fmt.Errorf("find instructions: %w", err)
		}
	}
	if len(uetrs) > 0 {
		if err := keep(p.tx.InstructionsByUETR(ctx, uetrs)); err != nil {
			return fmt.Errorf("find instructions: %w", err)
		}
	}
	byUETR := map[string]string{}
	for id, i := range p.instructions {
		byUETR[i.UETR] = id
	}
	for n := range p.answers {
		r := &p.answers[n]
		if r.pairedBy == "uetr" {
			r.target = byUETR[r.reference]
		} else if _, ok := p.instructions[r.reference]; ok {
			r.target = r.reference
		}
	}
	return nil
}

// apply moves each instruction by all its answers, those of before and those of
// this file, so that their order does not matter.
func (p *pairing) apply(ctx context.Context) error {
	history, err := p.history(ctx)
	if err != nil {
		return err
	}
	p.reasons = map[string]string{}
	p.verdicts = make([]string, len(p.answers))
	for n, r := range p.answers {
		answer := settleAnswer(r)
		p.verdicts[n] = string(answer.Verdict)
		if r.pairedBy == "entry" {
			p.verdicts[n] = string(settle.Information)
			p.except(r, "entry_differs", nil)
			continue
		}
		i, ok := p.instructions[r.target]
		if !ok {
			p.unpaired(r, answer.Verdict)
			continue
		}
		p.matched(r)
		if r.unreadable() {
			p.except(r, settle.ExceptionAmountDiffers, i)
		}
		settled := settle.Apply(i.domain(), history[i.ID], answer, bankProfile(r.Format))
		history[i.ID] = append(history[i.ID], answer)
		if settled.Exception != "" {
			p.except(r, settled.Exception, i)
		}
		if string(settled.To) != i.State {
			i.State, p.reasons[i.ID] = string(settled.To), settled.Reason
		}
	}
	return nil
}

// compareTotals holds what a bank's file states of itself against its lines: a
// difference stops nothing that is clear, and is somebody's to explain.
func (p *pairing) compareTotals(info bankfile.Info, answers []bankfile.Answer) {
	if info.Count > 0 && info.Count != len(answers) {
		p.except(resultAnswer{Answer: bankfile.Answer{Status: fmt.Sprintf("%d/%d", info.Count, len(answers)), BankRef: info.MessageID}}, "totals_differ", nil)
		return
	}
	var sum money.Amount
	for _, x := range answers {
		next, err := sum.Add(x.Amount)
		if err != nil || !x.HasAmount {
			return // what cannot be added cannot be compared, and each such line is told by itself
		}
		sum = next
	}
	if info.Amount.Currency() != "" && info.Amount != sum {
		p.except(resultAnswer{Answer: bankfile.Answer{Status: info.Amount.Digits() + "/" + sum.Digits(), BankRef: info.MessageID}}, "totals_differ", nil)
	}
}

// matched counts an answer once, however many instructions it speaks of.
func (p *pairing) matched(r resultAnswer) {
	if p.counted == nil {
		p.counted = map[int]bool{}
	}
	if !p.counted[r.Line] {
		p.counted[r.Line] = true
		p.out.Matched++
	}
}

func (p *pairing) history(ctx context.Context) (map[string][]settle.Answer, error) {
	out := map[string][]settle.Answer{}
	for _, ids := range indexedChunks(sortedKeys(p.instructions), lookAtOnce) {
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

// unpaired opens an exception for a line that names nothing of ours, unless it
// proves nothing about money.
func (p *pairing) unpaired(r resultAnswer, v settle.Verdict) {
	if v == settle.Information || (v == settle.Debited && r.Level == bankfile.Entry) {
		return
	}
	p.except(r, "unknown_reference", nil)
}

func (p *pairing) except(r resultAnswer, code string, i *Instruction) {
	x := Exception{Kind: code, Reference: cmp.Or(r.reference, r.EndToEndID, r.BankRef), ActNo: p.act.no, OpenedAt: p.act.stamp(),
		Detail: strings.TrimSpace(r.Status + " " + strings.Join(r.Reasons, " ")), Subject: fmt.Sprintf("%s:%d", p.out.SHA256[:12], r.Line)}
	if r.HasAmount {
		n := r.Amount.Minor()
		x.Amount = &n
	}
	if i != nil {
		x.Subject, x.Period = i.PaymentID, periodOfBatch(i.BatchID)
	} else {
		x.Period = civil.MonthOf(civil.DateOf(p.act.at)).String()
	}
	x.ID = exceptionID(code, x.Subject, fmt.Sprint(p.out.SHA256, r.Line, len(p.exceptions)))
	p.exceptions = append(p.exceptions, x)
	p.out.Exceptions = append(p.out.Exceptions, ResultException{Line: r.Line, Code: code, Reference: x.Reference, Amount: x.Amount, Detail: x.Detail})
}
