package app

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/portal"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
	"chitra/reports"
)

// pairing finds what each line of one answer speaks of, and moves it. The lines
// come in lots: of those that were written nothing is kept but what has moved, and
// a sign of what was said.
type pairing struct {
	app   *App
	tx    Tx
	act   *act
	out   *ResultOutcome
	whole wholeAnswer

	// The lot.
	answers      []resultAnswer
	first        int // how many stood before it
	instructions map[string]*Instruction
	ids          []string // of the instructions, as they were found
	verdicts     []string
	later        map[string]OtherAttempts // what follows an instruction that was tried again
	days         map[string]string        // when the bank booked what it says, by instruction
	said         map[lineSaid]bool        // by lines of the lot, and by earlier ones of its instructions
	proposed     map[int]PairProposal     // by the place of the line in the lot
	lost         []UnpairedLine

	// The file.
	exceptions  []Exception
	moved       map[string]*movedInstruction
	paired      bool           // a line speaks of an instruction of ours
	lastMatched int            // the answer that was counted last
	noLine      map[int64]bool // lines that are not of one transaction
	parts       []toldPart
	corrected   []correctedAccount
	accounts    []Account            // proposed by the bank
	files       map[string]*BankFile // by message, nil where it is none of ours
	profiles    map[string]settle.Profile
	banks       *bankProfiles
	payers      []PayerRow

	// What the survey found.
	listed  map[string]struct{}  // named by a line, where a file or block of ours is answered in part
	debits  map[int]fileDebited  // answers that debit whole files
	loosely map[int]looselyFound // answers that narrower evidence pairs

	fileDebits []FileDebit
	texts      []string              // that many instructions share,
	textNos    map[string]sharedText // and their numbers
	statements []ResultStatement     // of the accounts the file reports on
	account    string                // the first of them
	moving     map[string]int        // exceptions about an instruction, with the line that says so
	lines      map[string]int        // how often a line of the account stands in this file
}

// lineSaid is what a line says of an instruction: said twice in one file, the
// second adds nothing.
type lineSaid struct{ target, verdict, bankRef, reasons, amount string }

// toldPart is what an entry's total is compared with.
type toldPart struct {
	line        int
	amount      money.Amount
	told, debit bool
}

// movedInstruction is all that is kept of an instruction that a line has moved,
// until everything moves.
type movedInstruction struct {
	owner, id, payment                   string
	amount                               int64
	batch, before, state, reason, booked sharedText
	attempt                              int32
	later                                *OtherAttempts
}

// sharedText is the number of a text that many instructions share.
type sharedText uint32

func newPairing(ctx context.Context, a *App, tx Tx, d *act, out *ResultOutcome) (*pairing, error) {
	banks, err := a.bankProfiles(ctx, tx)
	return &pairing{banks: banks, app: a, tx: tx, act: d, out: out, instructions: map[string]*Instruction{}, moved: map[string]*movedInstruction{},
		days: map[string]string{}, files: map[string]*BankFile{}, profiles: map[string]settle.Profile{}, said: map[lineSaid]bool{}, textNos: map[string]sharedText{"": 0},
		moving: map[string]int{}, proposed: map[int]PairProposal{}, lines: map[string]int{}, texts: []string{""}, noLine: map[int64]bool{}}, err
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
	desks   map[string]bool   // those that are cash desks
	batches map[string]settle.Profile
	days    map[string]int    // of a batch; 0 for a bank's
	since   map[string]string // the day a desk's batch was made; "" for a bank's
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
	b := &bankProfiles{tx: tx, set: set, payers: map[string]string{}, desks: map[string]bool{}, batches: map[string]settle.Profile{}, days: map[string]int{},
		since: map[string]string{}}
	for _, r := range rows {
		b.payers[r.ID], b.desks[r.ID] = r.BIN, r.Profile == payout.CashProfile
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
	if b.desks[row.PayerID] {
		b.days[batch], b.since[batch] = settle.DeskDays, row.RecordedAt[:len("2006-01-02")]
	}
	return nil
}

func (b *bankProfiles) of(batch string) settle.Profile { return b.batches[batch] }

// daysOf is how many working days whoever pays a batch has to answer; 0 for a
// bank's usual time.
func (b *bankProfiles) daysOf(batch string) int { return b.days[batch] }

// desk reports whether a cash desk pays a batch that was learnt.
func (b *bankProfiles) desk(batch string) bool { return b.since[batch] != "" }

// ownerOf is whose a batch's money is while it is on its way.
func (b *bankProfiles) ownerOf(batch string) string {
	if b.desk(batch) {
		return reports.OwnerDesk
	}
	return reports.OwnerBank
}

// couldPay reports whether money of a batch can have been paid on a day. People at a
// desk type theirs: one that is to come, or from before the batch was there, is a slip.
func (b *bankProfiles) couldPay(batch string, day, today civil.Date) bool {
	since := b.since[batch]
	return since == "" || since <= day.ISO() && day.Compare(today) <= 0
}

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

// lotLines is how many lines are paired, written and let go of together.
const lotLines = 4000

// lots pairs the lines of an answer and keeps them, a lot at a time.
func (p *pairing) lots(ctx context.Context, r preparedResult) error {
	err := r.walk(func(n int, answer bankfile.Answer) error {
		return p.spread(ctx, n, answer, func(one resultAnswer) error {
			one.answer = n
			if p.answers = append(p.answers, one); len(p.answers) < p.app.lot {
				return nil
			}
			return p.lot(ctx)
		})
	})
	if err != nil {
		return err
	}
	return p.lot(ctx)
}

// lot pairs the lines that were read, weighs and keeps them, and lets go of them.
func (p *pairing) lot(ctx context.Context) error {
	if err := p.find(ctx); err != nil {
		return err
	}
	p.proposeCredits()
	if err := p.apply(ctx); err != nil {
		return err
	}
	p.findCorrected()
	p.noteDays()
	if err := p.writeLot(ctx); err != nil {
		return err
	}
	p.first += len(p.answers)
	clear(p.answers)
	p.answers, p.lost = p.answers[:0], p.lost[:0]
	clear(p.said)
	clear(p.proposed)
	clear(p.days)
	return nil
}

// spread looks for our reference, then for the narrower evidence that the survey
// found; an answer about a whole file or block of ours speaks of every instruction
// in it, and becomes a line for each.
func (p *pairing) spread(ctx context.Context, n int, answer bankfile.Answer, take func(resultAnswer) error) error {
	if aside := p.setAside(answer); aside != "" {
		return take(resultAnswer{Answer: answer, pairedBy: aside})
	}
	if answer.Level == bankfile.Entry && answer.Details > 0 {
		// It repeats its parts, and is told because they do not add up to it.
		return take(resultAnswer{Answer: answer, pairedBy: "entry"})
	}
	if answer.Level == bankfile.Statement {
		return take(resultAnswer{Answer: answer, pairedBy: "statement"})
	}
	if taken, err := p.group(ctx, answer, take); err != nil || taken {
		return err
	}
	if d, ok := p.debits[n]; ok {
		return p.debited(ctx, d, answer, take)
	}
	r := resultAnswer{Answer: answer}
	if id, ok := answer.Reference(); ok {
		r.reference, r.pairedBy = id, pairedHow(answer, id)
	} else if answer.UETR != "" {
		r.reference, r.pairedBy = answer.UETR, "uetr"
	}
	if found, ok := p.loosely[n]; ok {
		p.takeLoose(&r, found)
	}
	return take(r)
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

// group spreads an answer about a whole file or block over its instructions; taken
// is false when the answer is about one thing only.
func (p *pairing) group(ctx context.Context, answer bankfile.Answer, take func(resultAnswer) error) (taken bool, err error) {
	if answer.Level != bankfile.Group && answer.Level != bankfile.PaymentInfo {
		return false, nil
	}
	file, err := p.fileOf(ctx, answer.OriginalMessageID)
	if err != nil || file == nil {
		return false, err
	}
	block, route, ours := bankfile.ParseBlockID(answer.OriginalPaymentInfoID)
	if answer.Level == bankfile.PaymentInfo && (!ours || block != file.PaymentInfo) {
		return false, nil // of which block it speaks is not known: nobody is moved
	}
	of := &route
	if answer.Level == bankfile.Group {
		of = nil
	}
	err = p.eachOf(ctx, *file, of, func(i Instruction) error {
		taken = true
		one := resultAnswer{Answer: answer, reference: i.ID, pairedBy: answer.Level.String(), target: i.ID}
		one.HasAmount = false // the sum of the group is not the amount of a line
		return take(one)
	})
	return taken, err
}

// eachOf hands out the instructions of a file, or of those of its lines that go by
// a route, in their order.
func (p *pairing) eachOf(ctx context.Context, file BankFile, route *bankfile.Route, visit func(Instruction) error) error {
	if route != nil && p.payers == nil {
		var err error
		if p.payers, err = p.tx.Payers(ctx); err != nil {
			return fmt.Errorf("read payers: %w", err)
		}
	}
	for last, more := int64(0), true; more; {
		chunk, err := p.tx.InstructionsAfter(ctx, file.ID, last, lookAtOnce)
		if err != nil {
			return fmt.Errorf("read the instructions of a file: %w", err)
		}
		for _, i := range chunk {
			if last = i.Line; route != nil && *route != routeOf(i, file, p.payers) {
				continue
			}
			if err := visit(i); err != nil {
				return err
			}
		}
		more = len(chunk) == lookAtOnce
	}
	return nil
}

// isPart: some of it is accepted, some refused.
func isPart(a bankfile.Answer) bool { return strings.EqualFold(a.Status, "PART") }

func routeOf(i Instruction, f BankFile, payers []PayerRow) bankfile.Route {
	at := slices.IndexFunc(payers, func(r PayerRow) bool { return r.ID == f.PayerID })
	return bankfile.Line{Amount: amountOf(&i.Amount), InHouse: at >= 0 && payers[at].BIN == i.BIN}.Route()
}

// asked are the references and UETRs that the lines of the lot name.
func (p *pairing) asked() (ids, uetrs []string) {
	ids = make([]string, 0, len(p.answers))
	for _, r := range p.answers {
		switch {
		case r.target != "":
			ids = append(ids, r.target)
		case r.pairedBy == "uetr":
			uetrs = append(uetrs, r.reference)
		case r.reference != "" && r.pairedBy != pairedFileAgain:
			ids = append(ids, r.reference)
		}
	}
	return ids, uetrs
}

// find fetches the instructions the references name, each in the state that earlier
// lines left it in.
func (p *pairing) find(ctx context.Context) error {
	ids, uetrs := p.asked()
	p.instructions = make(map[string]*Instruction, len(ids))
	p.ids = make([]string, 0, len(ids))
	keep := func(found []Instruction, err error) error {
		for n := range found {
			i := &found[n]
			if m := p.moved[i.ID]; m != nil {
				i.State = p.texts[m.state]
			}
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
	byUETR := map[string]string{}
	if len(uetrs) > 0 {
		if err := keep(p.tx.InstructionsByUETR(ctx, uetrs)); err != nil {
			return fmt.Errorf("find instructions: %w", err)
		}
		for id, i := range p.instructions {
			byUETR[i.UETR] = id
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
	for n := range p.answers {
		r := &p.answers[n]
		if r.pairedBy == "uetr" {
			r.target = byUETR[r.reference]
		} else if i, ok := p.instructions[r.reference]; ok && r.mayBeOf(p.banks.desk(i.BatchID)) {
			r.target = r.reference
		}
	}
	var err error
	p.later, err = otherAttempts(ctx, p.tx, p.ids)
	return err
}

// mayBeOf reports whether who answers can know of an instruction: a desk knows nothing
// of what a bank pays, nor a bank's message of what a desk does.
func (r resultAnswer) mayBeOf(desk bool) bool {
	switch {
	case r.Format == deskAnswer:
		return desk
	case strings.HasPrefix(r.Format, "pain."), strings.HasPrefix(r.Format, "camt."):
		return !desk
	}
	return true // an office's own layout may be either's
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
