package app

import (
	"context"
	"fmt"
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

// loose pairs the booked lines that name no instruction by narrower evidence:
// what names our file moves its instruction, the rest proposes.
func (p *pairing) loose(ctx context.Context) error {
	byPayer := map[string][]int{}
	for n, r := range p.answers {
		if s := p.statementOf(r.Answer); s != nil && s.PayerID != "" && p.isLoose(r) {
			byPayer[s.PayerID] = append(byPayer[s.PayerID], n)
		}
	}
	for _, payer := range sortedKeys(byPayer) {
		if err := p.looseOf(ctx, payer, byPayer[payer]); err != nil {
			return err
		}
	}
	return nil
}

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

func (p *pairing) looseOf(ctx context.Context, payer string, at []int) error {
	var lines []settle.Loose
	var amounts []int64
	var first, last civil.Date
	for _, n := range at {
		r := p.answers[n]
		lines = append(lines, settle.Loose{Debit: r.Debit, Amount: r.Amount.Minor(), Account: r.Account, Text: r.Text + " " + r.Note, BookedOn: r.BookedOn, Message: r.OriginalMessageID})
		amounts = append(amounts, r.Amount.Minor())
		if day := r.BookedOn; !day.IsZero() {
			if first.IsZero() || day.Compare(first) < 0 {
				first = day
			}
			if day.Compare(last) > 0 {
				last = day
			}
		}
	}
	if first.IsZero() {
		return nil
	}
	found, err := p.tx.Candidates(ctx, payer, first.AddDays(-looseDays).ISO(), last.ISO(), amounts)
	if err != nil {
		return fmt.Errorf("find candidates: %w", err)
	}
	candidates := make([]settle.Candidate, len(found))
	for n, c := range found {
		payOn, err := parseDay(c.PayOn)
		if err != nil {
			return err
		}
		candidates[n] = settle.Candidate{ID: c.ID, Account: c.AccountNumber, Message: c.MessageID, Amount: c.Amount, PayOn: payOn,
			Debited: c.Debited == 1 || p.names(c.ID, true), Returned: c.Returned == 1 || p.names(c.ID, false)}
	}
	for n, pair := range settle.PairLoose(lines, candidates, isHoliday) {
		if pair.By == "" {
			continue
		}
		if err := p.takeLoose(ctx, at[n], found[pair.Candidate].Instruction, pair.By); err != nil {
			return err
		}
	}
	return nil
}

// names reports whether a line of this file names the instruction, on that side.
func (p *pairing) names(id string, debit bool) bool {
	if p.named == nil {
		p.named = map[string][2]bool{}
		for _, r := range p.answers {
			if r.target == "" {
				continue
			}
			sides := p.named[r.target]
			if sides[0] = sides[0] || r.Debit; !r.Debit {
				sides[1] = true
			}
			p.named[r.target] = sides
		}
	}
	if debit {
		return p.named[id][0]
	}
	return p.named[id][1]
}

func (p *pairing) takeLoose(ctx context.Context, n int, i Instruction, by settle.Evidence) error {
	r := &p.answers[n]
	if !by.Moves() || unmarkedCredit(r.Answer) {
		p.proposed[n] = PairProposal{FileNo: p.act.no, Line: int64(n + 1), BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, Evidence: string(by)}
		return nil
	}
	r.target, r.reference, r.pairedBy = i.ID, i.ID, string(by)
	return p.know(ctx, i)
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
			p.proposed[n] = PairProposal{FileNo: p.act.no, Line: int64(n + 1), BeneficiaryID: i.BeneficiaryID, InstructionID: i.ID, Evidence: r.pairedBy}
		}
		r.target, r.reference = "", i.ID
	}
}
