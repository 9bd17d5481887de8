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
	if _, err := d.writeAll(ctx, tx, p.results(), "result"); err != nil {
		return err
	}
	slices.SortFunc(p.exceptions, func(x, y Exception) int { return strings.Compare(x.ID, y.ID) })
	if _, err := d.writeAll(ctx, tx, factsOf(p.exceptions), "exception"); err != nil {
		return err
	}
	changes, err := p.changes(ctx)
	if err != nil {
		return err
	}
	if _, err := d.writeAll(ctx, tx, factsOf(p.accounts), "account"); err != nil {
		return err
	}
	for _, a := range p.accounts {
		changes = append(changes, d.change(KindAccount, a.BeneficiaryID, a.ID, "", a.State, a.Source, p.out.SHA256))
	}
	return d.move(ctx, tx, changes)
}

// results are the lines as facts, made one by one while they are written. A line
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
	f := Result{FileNo: p.act.no, Line: int64(n + 1), InstructionID: r.target, PairedBy: r.pairedBy, Reference: r.reference,
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

// moved are the instructions that this file leaves in another state, in the order
// of their keys: what is asked of them, and written, is asked and written in that
// order too.
func (p *pairing) moved() []*Instruction {
	var out []*Instruction
	for id, from := range p.before {
		if i := p.instructions[id]; i.State != string(from) { // else it came back
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(x, y *Instruction) int {
		return cmp.Or(cmp.Compare(x.BeneficiaryID, y.BeneficiaryID), cmp.Compare(x.ID, y.ID))
	})
	return out
}

// booked is the day the bank booked what it says of each instruction last.
func (p *pairing) booked() map[string]string {
	out := map[string]string{}
	for n := range p.answers {
		if r := &p.answers[n]; r.target != "" && !r.BookedOn.IsZero() {
			out[r.target] = r.BookedOn.ISO()
		}
	}
	return out
}

// places are where the payments of instructions stand, by payment.
func (p *pairing) places(ctx context.Context, moved []*Instruction) (map[string]PaymentPlace, error) {
	out := make(map[string]PaymentPlace, len(moved))
	for _, chunk := range indexedChunks(moved, lookAtOnce) {
		owners, payments := make([]string, len(chunk)), make([]string, len(chunk))
		for n, i := range chunk {
			owners[n], payments[n] = i.BeneficiaryID, i.PaymentID
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

// changes are the net moves of this file: instruction, payment, and an account
// that the bank refused.
func (p *pairing) changes(ctx context.Context) ([]StateChange, error) {
	moved := p.moved()
	places, err := p.places(ctx, moved)
	if err != nil {
		return nil, err
	}
	p.act.instructions, p.act.booked = p.instructions, p.booked()
	out := make([]StateChange, 0, 2*len(moved))
	for _, i := range moved {
		id, pay := i.ID, places[i.PaymentID]
		p.out.Moved[i.State]++
		out = append(out, p.act.change(KindInstruction, i.BeneficiaryID, id, string(p.before[id]), i.State, p.reasons[id], p.out.SHA256))
		if place := placeAfter(pay.State, p.later[id].effective(i.State)); place != "" {
			out = append(out, p.act.change(KindPayment, i.BeneficiaryID, i.PaymentID, pay.State, place, p.reasons[id], id))
		}
		if pay.State == string(payout.PaymentWaiting) || p.later[id].Later > 0 {
			continue // the account is another attempt's
		}
		if c, ok := p.failedAccount(i, pay); ok {
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
func (p *pairing) failedAccount(i *Instruction, pay PaymentPlace) (StateChange, bool) {
	switch payout.InstructionState(i.State) {
	case payout.InstructionReturned:
	case payout.InstructionRejected:
		if !settle.Classify(p.reasons[i.ID]).SpoilsAccount() {
			return StateChange{}, false
		}
	default:
		return StateChange{}, false
	}
	return p.act.change(KindAccount, i.BeneficiaryID, pay.AccountID, string(payout.AccountActive), string(payout.AccountFailed), p.reasons[i.ID], i.ID), true
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
	if r.target != "" && r.Level != bankfile.Transaction && isPart(r.Answer) && !p.listed[r.target] {
		a.Verdict = settle.Unlisted(profile)
	}
	if r.unreadable() {
		a.Verdict = settle.Information // of how much is not known
	}
	return a
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
