package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout/settle"
)

// Candidate is an instruction that a line without our reference may be about.
type Candidate struct {
	SentInstruction
	MessageID string `db:"message_id"`
	Debited   int64  `db:"debited"`  // 1: the bank has said so
	Returned  int64  `db:"returned"` // likewise
}

// looseDays is how long before a line was booked its payment may have been made.
const looseDays = 31

// isLoose reports whether a line may be about an instruction that it does not
// name. Fees and interest are not.
func (p *pairing) isLoose(r resultAnswer) bool {
	booked := strings.HasPrefix(r.Format, "camt.") && strings.EqualFold(r.Status, "BOOK")
	if !booked || r.pairedBy != "" || !r.HasAmount || r.Amount.Currency() != money.VND || r.Account == "" && r.Text == "" && r.Note == "" ||
		r.Level != bankfile.Transaction && r.Level != bankfile.Entry {
		return false
	}
	kind := settle.KindOfLine(r.Code, r.Text+" "+r.Note, r.Debit)
	return kind == settle.LineOutgoing || kind == settle.LineIncoming
}

// looselyFound is what a line is about by narrower evidence.
type looselyFound struct {
	owner, id string
	by        settle.Evidence
}

// looseLines are the lines of one paying account that name no instruction, and
// what they may be about.
type looseLines struct {
	lines       []settle.Loose
	at          []int // which answers of the file they are
	amounts     []int64
	first, last civil.Date
	found       []Candidate
}

func (l *looseLines) add(n int, r bankfile.Answer) {
	l.lines = append(l.lines, settle.Loose{Debit: r.Debit, Amount: r.Amount.Minor(), Account: r.Account, Text: r.Text + " " + r.Note, BookedOn: r.BookedOn, Message: r.OriginalMessageID})
	l.at, l.amounts = append(l.at, n), append(l.amounts, r.Amount.Minor())
	if day := r.BookedOn; !day.IsZero() {
		if l.first.IsZero() || day.Compare(l.first) < 0 {
			l.first = day
		}
		if day.Compare(l.last) > 0 {
			l.last = day
		}
	}
}

// find fetches what the lines may be about.
func (l *looseLines) find(ctx context.Context, tx Tx, payer string) (err error) {
	if l.first.IsZero() {
		return nil
	}
	slices.Sort(l.amounts)
	if l.found, err = tx.Candidates(ctx, payer, l.first.AddDays(-looseDays).ISO(), l.last.ISO(), slices.Compact(l.amounts)); err != nil {
		return fmt.Errorf("find candidates: %w", err)
	}
	return nil
}

// pairLoose pairs the lines with what is about them alone. named are the debits
// and the returns that a line of this file names.
func (p *pairing) pairLoose(l *looseLines, named map[string]*[2]bool) error {
	candidates := make([]settle.Candidate, len(l.found))
	for n, c := range l.found {
		payOn, err := parseDay(c.PayOn)
		if err != nil {
			return err
		}
		sides := *named[c.ID]
		candidates[n] = settle.Candidate{ID: c.ID, Account: c.AccountNumber, Message: c.MessageID, Amount: c.Amount, PayOn: payOn,
			Debited: c.Debited == 1 || sides[0], Returned: c.Returned == 1 || sides[1]}
	}
	for n, pair := range settle.PairLoose(l.lines, candidates, isHoliday) {
		if pair.By != "" {
			i := l.found[pair.Candidate]
			p.loosely[l.at[n]] = looselyFound{owner: i.BeneficiaryID, id: i.ID, by: pair.By}
		}
	}
	return nil
}

// takeLoose pairs the next line of the lot with what the survey found: what names
// our file moves its instruction, the rest proposes.
func (p *pairing) takeLoose(r *resultAnswer, found looselyFound) {
	if !found.by.Moves() || unmarkedCredit(r.Answer) {
		p.proposes(len(p.answers), found.owner, found.id, string(found.by))
		return
	}
	r.target, r.reference, r.pairedBy = found.id, found.id, string(found.by)
}

// proposes notes that the n-th line of the lot may be about an instruction.
func (p *pairing) proposes(n int, owner, id, evidence string) {
	p.proposed[n] = PairProposal{FileNo: p.act.no, Line: int64(p.first + n + 1), BeneficiaryID: owner, InstructionID: id, Evidence: evidence}
}

// unmarkedCredit reports whether a line brings money in that its bank does not
// call a return: what it is for is a person's to say.
func unmarkedCredit(a bankfile.Answer) bool {
	return !a.Debit && !a.Return && strings.HasPrefix(a.Format, "camt.") && strings.EqualFold(a.Status, "BOOK")
}

// proposeCredits sets aside the credits that name an instruction of ours and are
// not called a return. They move nothing by themselves; of the instructed amount
// they propose.
func (p *pairing) proposeCredits() {
	for n := range p.answers {
		r := &p.answers[n]
		i := p.instructions[r.target]
		if i == nil || !unmarkedCredit(r.Answer) || r.unreadable() {
			continue
		}
		if r.Amount.Minor() == i.Amount {
			p.proposes(n, i.BeneficiaryID, i.ID, r.pairedBy)
		}
		r.target, r.reference = "", i.ID
	}
}
