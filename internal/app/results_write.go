package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"iter"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
)

// write keeps the file and its lines, and moves what was answered.
func (p *pairing) write(ctx context.Context, info bankfile.Info, data []byte) error {
	d, tx := p.act, p.tx
	if err := tx.PutBlob(ctx, p.out.SHA256, data); err != nil {
		return fmt.Errorf("keep the file: %w", err)
	}
	if err := d.write(ctx, tx, Upload{ActNo: d.no, SHA256: p.out.SHA256, FileName: p.out.File, Kind: UploadResult,
		Outcome: UploadTaken, Actor: p.app.actor.Name, At: d.stamp()}); err != nil {
		return err
	}
	d.figure("lines", p.out.Lines)
	d.figure("matched", p.out.Matched)
	d.figure("exceptions", len(p.exceptions))
	if err := d.write(ctx, tx, ResultFile{ActNo: d.no, SHA256: p.out.SHA256, FileName: p.out.File, Format: info.Format,
		MessageID: info.MessageID, Lines: int64(p.out.Lines), Matched: int64(p.out.Matched), RecordedAt: d.stamp()}); err != nil {
		return err
	}
	slices.SortFunc(p.exceptions, func(x, y Exception) int { return strings.Compare(x.ID, y.ID) })
	if _, err := d.writeAll(ctx, tx, factsOf(p.exceptions), "exception"); err != nil {
		return err
	}
	if _, err := d.writeAll(ctx, tx, factsOf(p.accounts), "account"); err != nil {
		return err
	}
	return d.moveLots(ctx, tx, p.changeLots(ctx))
}

// results are the lines of the lot as facts, made one by one while they are written. A line
// about a whole file stands once for every instruction in it.
func (p *pairing) results() iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		for n := range p.answers {
			if !yield(p.result(n)) {
				return
			}
		}
	}
}

func (p *pairing) result(n int) Result {
	r := &p.answers[n]
	f := Result{FileNo: p.act.no, Line: int64(p.first + n + 1), InstructionID: r.target, PairedBy: r.pairedBy, Reference: r.reference,
		BankRef: r.BankRef, Status: r.Status, Reasons: strings.Join(r.Reasons, " "), Accounting: r.Accounting,
		Verdict: p.verdicts[n], Account: r.Account, BookedOn: r.BookedOn.ISO(), Note: r.Note}
	if i, ok := p.instructions[r.target]; ok {
		f.BeneficiaryID = i.BeneficiaryID
	}
	if r.HasAmount {
		f.Amount = dongOf(r.Amount)
	}
	return f
}

// moves puts an instruction into another state, and keeps where it was before the
// first line that moved it.
func (p *pairing) moves(i *Instruction, to, reason string) {
	m := p.moved[i.ID]
	if m == nil {
		m = &movedInstruction{owner: i.BeneficiaryID, id: i.ID, payment: i.PaymentID, batch: p.same(i.BatchID), amount: i.Amount,
			attempt: int32(i.Attempt), before: p.same(i.State)} //nolint:gosec // nobody is tried so often
		if later, ok := p.later[i.ID]; ok {
			m.later = &later
		}
		p.moved[i.ID] = m
	}
	i.State = to
	m.state, m.reason = p.same(to), p.same(reason)
}

// same is a text that many instructions share, kept once.
func (p *pairing) same(text string) sharedText {
	no, ok := p.textNos[text]
	if !ok {
		no, text = sharedText(len(p.texts)), strings.Clone(text) //nolint:gosec // not four milliards
		p.texts, p.textNos[text] = append(p.texts, text), no
	}
	return no
}

// noteDays keeps the day the bank booked what it says last of each instruction
// that moved.
func (p *pairing) noteDays() {
	today := civil.DateOf(p.act.at)
	for n := range p.answers {
		r := &p.answers[n]
		if i := p.instructions[r.target]; i != nil && !r.BookedOn.IsZero() && p.banks.couldPay(i.BatchID, r.BookedOn, today) {
			p.days[r.target] = r.BookedOn.ISO()
		}
	}
	for id, day := range p.days {
		if m := p.moved[id]; m != nil {
			m.booked = p.same(day)
		}
	}
}

// movedInOrder are the instructions that this file leaves in another state, in the
// order of their keys: what is asked of them, and written, is asked and written in
// that order too.
func (p *pairing) movedInOrder() []*movedInstruction {
	out := make([]*movedInstruction, 0, len(p.moved))
	for _, m := range p.moved {
		if m.state != m.before { // else it came back
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(x, y *movedInstruction) int {
		return cmp.Or(cmp.Compare(x.owner, y.owner), cmp.Compare(x.id, y.id))
	})
	return out
}

// changeLots are all moves of this file, lot by lot in the order of their keys. All
// of one beneficiary are in one lot.
func (p *pairing) changeLots(ctx context.Context) iter.Seq2[[]StateChange, error] {
	return func(yield func([]StateChange, error) bool) {
		left, accounts := p.movedInOrder(), p.accounts
		for len(left) > 0 || len(accounts) > 0 {
			n := min(len(left), p.app.lot)
			for 0 < n && n < len(left) && left[n].owner == left[n-1].owner {
				n++
			}
			changes, err := p.changes(ctx, left[:n])
			for len(accounts) > 0 && (n == len(left) || accounts[0].BeneficiaryID <= left[n-1].owner) {
				a := accounts[0]
				changes, accounts = append(changes, p.act.change(KindAccount, a.BeneficiaryID, a.ID, "", a.State, a.Source, p.out.SHA256)), accounts[1:]
			}
			if left = left[n:]; !yield(changes, err) || err != nil {
				return
			}
		}
	}
}

// places are where the payments of instructions stand, by payment.
func (p *pairing) places(ctx context.Context, moved []*movedInstruction) (map[string]PaymentPlace, error) {
	out := make(map[string]PaymentPlace, len(moved))
	for _, chunk := range indexedChunks(moved, lookAtOnce) {
		owners, payments := make([]string, len(chunk)), make([]string, len(chunk))
		for n, m := range chunk {
			owners[n], payments[n] = m.owner, m.payment
		}
		found, err := p.tx.PaymentPlaces(ctx, owners, payments)
		if err != nil {
			return nil, fmt.Errorf("find payments: %w", err)
		}
		for _, x := range found {
			out[x.ID] = x
		}
	}
	return out, nil
}

// changes are the net moves of some of what moved: instruction, payment, and an
// account that the bank refused.
func (p *pairing) changes(ctx context.Context, moved []*movedInstruction) ([]StateChange, error) {
	places, err := p.places(ctx, moved)
	if err != nil {
		return nil, err
	}
	p.act.instructions, p.act.booked = make(map[string]*Instruction, len(moved)), make(map[string]string, len(moved))
	out := make([]StateChange, 0, 2*len(moved))
	for _, m := range moved {
		before, state, reason := p.texts[m.before], p.texts[m.state], p.texts[m.reason]
		p.act.instructions[m.id] = &Instruction{BeneficiaryID: m.owner, ID: m.id, PaymentID: m.payment, Attempt: int64(m.attempt), BatchID: p.texts[m.batch],
			Amount: m.amount, State: state}
		if day := p.texts[m.booked]; day != "" {
			p.act.booked[m.id] = day
		}
		var later OtherAttempts
		if m.later != nil {
			later = *m.later
		}
		pay := places[m.payment]
		p.out.Moved[state]++
		out = append(out, p.act.change(KindInstruction, m.owner, m.id, before, state, reason, p.out.SHA256))
		if place := placeAfter(pay.State, later.effective(state)); place != "" {
			out = append(out, p.act.change(KindPayment, m.owner, m.payment, pay.State, place, reason, m.id))
		}
		if pay.State == string(payout.PaymentWaiting) || later.Later > 0 {
			continue // the account is another attempt's
		}
		if c, ok := p.failedAccount(m, state, reason, pay); ok {
			out = append(out, c)
		}
	}
	return p.onlyActive(ctx, out)
}

// placeAfter is where a payment comes to once its last instruction is in a state;
// "" where it stays. One that waits for another attempt is stopped by no further
// failure, and what was handed back is not known to be paid.
func placeAfter(stands, state string) string {
	place, ok := payout.PlaceOf(payout.InstructionState(state))
	switch aside := stands == string(payout.PaymentWaiting) || stands == string(payout.PaymentHandedBack); {
	case !ok, string(place) == stands, aside && failedState(state):
		return ""
	case stands == string(payout.PaymentHandedBack):
		return string(payout.PaymentUnknown)
	}
	return string(place)
}

// failedAccount marks an account that a bank refused for account, bank code or
// name, or sent money back from: it is not used again until corrected.
func (p *pairing) failedAccount(m *movedInstruction, state, reason string, pay PaymentPlace) (StateChange, bool) {
	switch payout.InstructionState(state) {
	case payout.InstructionReturned:
	case payout.InstructionRejected:
		if !settle.Classify(reason).SpoilsAccount() {
			return StateChange{}, false
		}
	default:
		return StateChange{}, false
	}
	return p.act.change(KindAccount, m.owner, pay.AccountID, string(payout.AccountActive), string(payout.AccountFailed), reason, m.id), true
}

// onlyActive drops account changes of accounts that are no longer active.
func (p *pairing) onlyActive(ctx context.Context, changes []StateChange) ([]StateChange, error) {
	var owners []string
	for _, c := range changes {
		if c.Kind == KindAccount {
			owners = append(owners, c.BeneficiaryID)
		}
	}
	if len(owners) == 0 {
		return changes, nil
	}
	accounts, err := p.tx.AccountsOf(ctx, owners)
	if err != nil {
		return nil, err
	}
	active := map[string]bool{}
	for _, a := range accounts {
		active[a.ID] = a.State == string(payout.AccountActive)
	}
	seen := map[string]bool{} // an account fails once, however many payments say so
	return slices.DeleteFunc(changes, func(c StateChange) bool {
		if c.Kind != KindAccount {
			return false
		}
		drop := !active[c.Subject] || seen[c.Subject]
		seen[c.Subject] = true
		return drop
	}), nil
}

func (i Instruction) domain() payout.Instruction {
	return payout.Instruction{EndToEndID: i.ID, UETR: i.UETR, Beneficiary: i.BeneficiaryID, PaymentID: i.PaymentID, Attempt: int(i.Attempt),
		BatchID: i.BatchID, Amount: amountOf(&i.Amount), BIN: i.BIN, AccountNumber: i.AccountNumber, HolderSent: i.Holder,
		Remittance: i.Remittance, State: payout.InstructionState(i.State)}
}

// settleAnswer puts a bank's words into the verdict they prove.
func (p *pairing) settleAnswer(r resultAnswer) settle.Answer {
	profile := p.profileOf(r)
	a := settle.Answer{Reference: r.reference, BankRef: r.BankRef, Status: r.Status, Reason: strings.Join(r.Reasons, " "), Text: r.Note,
		Account: r.Account, BookedOn: r.BookedOn, Line: r.Line,
		Verdict: settle.Read(r.Status, r.Accounting, r.Reasons, r.Debit, r.Return, r.Format, profile)}
	if r.HasAmount {
		a.Amount = r.Amount
	}
	if r.target != "" && r.Level != bankfile.Transaction && isPart(r.Answer) && !p.lists(r.target) {
		a.Verdict = settle.Unlisted(profile)
	}
	if r.unreadable() {
		a.Verdict = settle.Information // of how much is not known
	}
	return a
}

// lists reports whether a line of this file names an instruction.
func (p *pairing) lists(id string) bool {
	_, listed := p.listed[id]
	if i := p.instructions[id]; i != nil && !listed {
		_, listed = p.listed[i.UETR]
	}
	return listed
}

// unreadable reports whether a line that moves money does not say of how much in
// a way we can read, or not in đồng: it proves nothing until a person has read it.
func (r resultAnswer) unreadable() bool {
	if r.HasAmount && r.Amount.Currency() != money.VND {
		return true
	}
	statement := strings.HasPrefix(r.Format, "camt.")
	return !r.HasAmount && (r.AmountText != "" || statement && (r.Debit || r.Return))
}

// answer is a kept result as settle reads it.
func (r Result) answer() settle.Answer {
	day, _ := parseDay(r.BookedOn) // written by us from a civil.Date
	return settle.Answer{Reference: r.InstructionID, BankRef: r.BankRef, Verdict: settle.Verdict(r.Verdict), Status: r.Status,
		Correction: r.PairedBy == PairedByCorrection, Reason: r.Reasons, Text: r.Note, Amount: amountOf(r.Amount), Account: r.Account, BookedOn: day, Line: int(r.Line)}
}

// exceptionID is the same for the same thing, so that it is opened once.
func exceptionID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return "X" + base32.StdEncoding.EncodeToString(sum[:])[:14]
}

// periodOfBatch reads the month out of a batch's readable name.
func periodOfBatch(id string) string {
	parts := strings.Split(id, "-")
	for n := 0; n+1 < len(parts); n++ {
		if m, err := civil.ParseMonth(parts[n] + "-" + parts[n+1]); err == nil {
			return m.String()
		}
	}
	return ""
}
