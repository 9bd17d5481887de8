package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/payout"
	"chitra/payout/settle"
)

// pairing finds what each line of one answer speaks of, and moves it.
type pairing struct {
	app          *App
	tx           Tx
	act          *act
	out          *ResultOutcome
	answers      []resultAnswer
	instructions map[string]*Instruction
	ids          []string                           // of the instructions, as they were found
	before       map[string]payout.InstructionState // of those that a line has moved
	verdicts     []string
	exceptions   []Exception
	reasons      map[string]string // of the newest change, by instruction
	counted      map[int]bool      // answers that paired, by line

	files    map[string]*BankFile      // by message, nil where it is none of ours
	profiles map[string]settle.Profile // by layout
	banks    *bankProfiles
	inPart   bool                     // a file or block of ours is answered in part,
	listed   map[string]bool          // and these are the instructions that a line names
	said     map[lineSaid]bool        // what lines of this file have said
	accounts []Account                // proposed by the bank
	later    map[string]OtherAttempts // what follows an instruction that was tried again

	lost       []UnpairedLine
	fileDebits []FileDebit
	proposed   map[int]PairProposal // by the place of the line
	named      map[string][2]bool   // whose debit and whose return a line of this file names
	statements []ResultStatement    // of the accounts the file reports on
	account    string               // the first of them
	moving     map[string]int       // exceptions about an instruction, with the line that says so
	lines      map[string]int       // how often a line of the account stands in this file
}

// lineSaid is what a line says of an instruction: said twice in one file, the
// second adds nothing.
type lineSaid struct{ target, verdict, bankRef, reasons, amount string }

func newPairing(ctx context.Context, a *App, tx Tx, d *act, out *ResultOutcome) (*pairing, error) {
	banks, err := a.bankProfiles(ctx, tx)
	return &pairing{banks: banks, app: a, tx: tx, act: d, out: out, instructions: map[string]*Instruction{}, before: map[string]payout.InstructionState{},
		reasons: map[string]string{}, counted: map[int]bool{}, files: map[string]*BankFile{}, profiles: map[string]settle.Profile{},
		listed: map[string]bool{}, said: map[lineSaid]bool{}, moving: map[string]int{}, proposed: map[int]PairProposal{}, lines: map[string]int{}}, err
}

// profileOf is how the words of an answer are read: a portal's as its layout
// says, a message's as the bank of the paying account does.
func (p *pairing) profileOf(r resultAnswer) settle.Profile {
	i := p.instructions[r.target]
	if strings.HasPrefix(r.Format, "pain.") || strings.HasPrefix(r.Format, "camt.") {
		if i == nil {
			return settle.Profile{}
		}
		return p.banks.of(i.BatchID)
	}
	profile, ok := p.profiles[r.Format]
	if !ok {
		profile, _ = p.banks.set.WordsOf(r.Format) // the zero profile where no layout has the name
		p.profiles[r.Format] = profile
	}
	return profile
}

// bankProfiles says how the bank that pays a batch is read.
type bankProfiles struct {
	tx      Tx
	set     *portal.Set
	payers  map[string]string // BIN by paying account
	batches map[string]settle.Profile
}

func (a *App) bankProfiles(ctx context.Context, tx Tx) (*bankProfiles, error) {
	set, err := a.resultProfiles(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows, err := tx.Payers(ctx)
	if err != nil {
		return nil, fmt.Errorf("read payers: %w", err)
	}
	b := &bankProfiles{tx: tx, set: set, payers: map[string]string{}, batches: map[string]settle.Profile{}}
	for _, r := range rows {
		b.payers[r.ID] = r.BIN
	}
	return b, nil
}

// learn looks a batch's paying account up, once.
func (b *bankProfiles) learn(ctx context.Context, batch string) error {
	if _, known := b.batches[batch]; known {
		return nil
	}
	row, _, err := b.tx.Batch(ctx, batch)
	if err != nil {
		return fmt.Errorf("find the batch of an instruction: %w", err)
	}
	b.batches[batch] = b.set.MessagesOf(b.payers[row.PayerID])
	return nil
}

func (b *bankProfiles) of(batch string) settle.Profile { return b.batches[batch] }

// fileOf is the file of ours with a message's reference, nil for none.
func (p *pairing) fileOf(ctx context.Context, message string) (*BankFile, error) {
	if message == "" {
		return nil, nil
	}
	if known, ok := p.files[message]; ok {
		return known, nil
	}
	file, ok, err := p.tx.FileByMessage(ctx, message)
	if err != nil {
		return nil, fmt.Errorf("find the file answered: %w", err)
	}
	if p.files[message] = nil; ok {
		p.files[message] = &file
	}
	return p.files[message], nil
}

// pair looks for our reference, then for the narrower evidence; an answer about
// a whole file or block of ours speaks of every instruction in it.
func (p *pairing) pair(ctx context.Context, answers []bankfile.Answer) error {
	ids := make([]string, 0, len(answers))
	var uetrs []string
	p.answers = make([]resultAnswer, 0, len(answers))
	for _, answer := range answers {
		if aside := p.setAside(answer); aside != "" {
			p.answers = append(p.answers, resultAnswer{Answer: answer, pairedBy: aside})
			continue
		}
		if answer.Level == bankfile.Entry && answer.Details > 0 {
			// It repeats its parts, and is told because they do not add up to it.
			p.answers = append(p.answers, resultAnswer{Answer: answer, pairedBy: "entry"})
			continue
		}
		if answer.Level == bankfile.Statement {
			p.answers = append(p.answers, resultAnswer{Answer: answer, pairedBy: "statement"})
			continue
		}
		group, err := p.group(ctx, answer)
		if err == nil && group == nil {
			group, err = p.fileDebit(ctx, answer)
		}
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
	if err := p.find(ctx, ids, uetrs); err != nil {
		return err
	}
	p.proposeCredits()
	return p.loose(ctx)
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
	file, err := p.fileOf(ctx, answer.OriginalMessageID)
	if err != nil || file == nil {
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
	p.inPart = p.inPart || isPart(answer)
	var out []resultAnswer
	for _, i := range instructions {
		if answer.Level == bankfile.PaymentInfo && route != routeOf(i, *file, payers) {
			continue
		}
		one := resultAnswer{Answer: answer, reference: i.ID, pairedBy: answer.Level.String(), target: i.ID}
		one.HasAmount = false // the sum of the group is not the amount of a line
		out = append(out, one)
	}
	return out, nil
}

// isPart: some of it is accepted, some refused.
func isPart(a bankfile.Answer) bool { return strings.EqualFold(a.Status, "PART") }

func routeOf(i Instruction, f BankFile, payers []PayerRow) bankfile.Route {
	at := slices.IndexFunc(payers, func(r PayerRow) bool { return r.ID == f.PayerID })
	return bankfile.Line{Amount: amountOf(&i.Amount), InHouse: at >= 0 && payers[at].BIN == i.BIN}.Route()
}

// find fetches the instructions the references name.
func (p *pairing) find(ctx context.Context, ids, uetrs []string) error {
	p.instructions = make(map[string]*Instruction, len(ids))
	p.ids = make([]string, 0, len(ids))
	keep := func(found []Instruction, err error) error {
		for n := range found {
			i := &found[n]
			if p.instructions[i.ID] = i; len(p.instructions) > len(p.ids) {
				p.ids = append(p.ids, i.ID)
			}
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
	if len(uetrs) > 0 {
		for id, i := range p.instructions {
			byUETR[i.UETR] = id
		}
	}
	for n := range p.answers {
		r := &p.answers[n]
		if r.pairedBy == "uetr" {
			r.target = byUETR[r.reference]
		} else if _, ok := p.instructions[r.reference]; ok {
			r.target = r.reference
		}
		if p.inPart && r.target != "" && r.Level == bankfile.Transaction {
			p.listed[r.target] = true
		}
	}
	learnt := ""
	for _, id := range p.ids {
		if batch := p.instructions[id].BatchID; batch != learnt { // most follow one of the same
			if err := p.banks.learn(ctx, batch); err != nil {
				return err
			}
			learnt = batch
		}
	}
	var err error
	p.later, err = otherAttempts(ctx, p.tx, p.ids)
	return err
}

// know keeps an instruction that was found otherwise than by its reference, with
// what followed it.
func (p *pairing) know(ctx context.Context, i Instruction) error {
	if p.instructions[i.ID] == nil {
		p.instructions[i.ID], p.ids = &i, append(p.ids, i.ID)
		later, err := otherAttempts(ctx, p.tx, []string{i.ID})
		if err != nil {
			return err
		}
		if p.later == nil {
			p.later = map[string]OtherAttempts{}
		}
		maps.Copy(p.later, later)
	}
	return p.banks.learn(ctx, i.BatchID)
}
