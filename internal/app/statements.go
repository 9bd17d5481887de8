package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout/settle"
)

// StatementTx keeps what statements say of paying accounts.
type StatementTx interface {
	// StatementsOf are the statements and notifications of a paying account, in
	// the order they were taken in.
	StatementsOf(ctx context.Context, payer string) ([]Statement, error)
	// ExceptionsAbout are the exceptions with a reference.
	ExceptionsAbout(ctx context.Context, reference string) ([]Exception, error)
}

// ResultStatement is a statement of an answer, and what is known of it.
type ResultStatement struct {
	Statement
	Repeated bool // it said the same before, and adds nothing
	Foreign  bool // of an account that is none of ours
}

// How lines of statements that move nothing are marked.
const (
	pairedRepeated = "repeated"      // the same statement came before
	pairedForeign  = "other_account" // the statement is of an account that is none of ours
)

// learnStatements says of each statement in the file whose account it is of, and
// whether it came before.
func (p *pairing) learnStatements(ctx context.Context, info bankfile.Info) error {
	if len(info.Statements) == 0 {
		return nil
	}
	payers, err := p.tx.Payers(ctx)
	if err != nil {
		return fmt.Errorf("read payers: %w", err)
	}
	for _, s := range info.Statements {
		r := ResultStatement{Statement: p.statementFact(s)}
		at := slices.IndexFunc(payers, func(x PayerRow) bool { return isDigits(s.Account) && sameAccount(x.Number, s.Account) })
		switch {
		case at >= 0:
			r.PayerID = payers[at].ID
			if r.Repeated, err = p.cameBefore(ctx, r.Statement); err != nil {
				return err
			}
		default:
			r.Foreign = isDigits(s.Account) && len(payers) > 0
		}
		p.statements = append(p.statements, r)
	}
	return nil
}

func (p *pairing) statementFact(s bankfile.AccountStatement) Statement {
	out := Statement{ActNo: p.act.no, Number: int64(s.Number), Format: s.Format, StatementID: s.ID, Sequence: s.Sequence, FromDay: s.From.ISO(), ToDay: s.To.ISO(),
		Page: int64(max(1, s.Page)), Opening: dongOf(s.Opening), Closing: dongOf(s.Closing), Entries: int64(s.Entries), RecordedAt: p.act.stamp()}
	if s.LastPage {
		out.LastPage = 1
	}
	if n := dongOf(s.Credits); n != nil {
		out.Credits = *n
	}
	if n := dongOf(s.Debits); n != nil {
		out.Debits = *n
	}
	return out
}

// dongOf is an amount in đồng, nil for none and for other currencies.
func dongOf(a money.Amount) *int64 {
	if a.Currency() != money.VND {
		return nil
	}
	n := a.Minor()
	return &n
}

// cameBefore reports whether a statement said just the same before, in this file
// or an earlier one.
func (p *pairing) cameBefore(ctx context.Context, s Statement) (bool, error) {
	if !ofBooks(s.Format) {
		return false, nil // a notification may be like another, and both be true
	}
	before, err := p.tx.StatementsOf(ctx, s.PayerID)
	if err != nil {
		return false, fmt.Errorf("read statements: %w", err)
	}
	for _, x := range p.statements {
		before = append(before, x.Statement)
	}
	now, err := s.stated()
	if err != nil {
		return false, err
	}
	for _, x := range before {
		then, err := x.stated()
		if err != nil {
			return false, err
		}
		if x.PayerID == s.PayerID && ofBooks(x.Format) && now.Repeats(then) {
			return true, nil
		}
	}
	return false, nil
}

// ofBooks reports whether a format is that of statements, which lead from one to
// the next; notifications do not.
func ofBooks(format string) bool { return strings.HasPrefix(format, "camt.053") }

func (s Statement) stated() (settle.Stated, error) {
	from, err := parseDay(s.FromDay)
	if err != nil {
		return settle.Stated{}, err
	}
	to, err := parseDay(s.ToDay)
	return settle.Stated{Fact: fmt.Sprintf("statement %d:%d", s.ActNo, s.Number), ID: s.StatementID, Sequence: s.Sequence, From: from, To: to,
		Page: int(s.Page), Last: s.LastPage == 1, Opening: s.Opening, Closing: s.Closing, Entries: s.Entries, Credits: s.Credits, Debits: s.Debits}, err
}

// statementOf is the statement an answer stands in; nil where there is none.
func (p *pairing) statementOf(a bankfile.Answer) *ResultStatement {
	if a.Statement < 1 || a.Statement > len(p.statements) {
		return nil
	}
	return &p.statements[a.Statement-1]
}

// setAside is why a line moves nothing whatever it says; "" where it may.
func (p *pairing) setAside(a bankfile.Answer) string {
	switch s := p.statementOf(a); {
	case s == nil:
	case s.Foreign:
		return pairedForeign
	case s.Repeated:
		return pairedRepeated
	}
	return ""
}

// writeStatements keeps the statements, tells those of accounts that are none of
// ours, and holds each account's statements against each other.
func (p *pairing) writeStatements(ctx context.Context) error {
	var facts []Statement
	var payers []string
	for _, s := range p.statements {
		switch {
		case s.Foreign:
			r := resultAnswer{Answer: bankfile.Answer{Level: bankfile.Statement, Status: "statement " + strconv.FormatInt(s.Number, 10) + " " + s.StatementID}}
			if n := s.Debits + s.Credits; n > 0 {
				r.Amount, r.HasAmount = money.Dong(n), true
			}
			p.except(r, "statement_not_ours", nil)
		case s.PayerID != "" && !s.Repeated:
			facts = append(facts, s.Statement)
			if ofBooks(s.Format) && !slices.Contains(payers, s.PayerID) {
				payers = append(payers, s.PayerID)
			}
		}
	}
	if _, err := p.act.writeAll(ctx, p.tx, factsOf(facts), "statement"); err != nil {
		return err
	}
	for _, id := range payers {
		if err := p.chain(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// chain compares the account's statements as they stand now. A break that is new
// is an exception; one that is no more, because what was missing came, is
// resolved by the statement that came.
func (p *pairing) chain(ctx context.Context, payer string) error {
	rows, err := p.tx.StatementsOf(ctx, payer)
	if err != nil {
		return fmt.Errorf("read statements: %w", err)
	}
	var stated []settle.Stated
	for _, x := range rows {
		if !ofBooks(x.Format) {
			continue
		}
		s, err := x.stated()
		if err != nil {
			return err
		}
		stated = append(stated, s)
	}
	breaks := map[string]bool{}
	for _, b := range settle.Chain(stated, isHoliday) {
		breaks[p.exceptBreak(payer, b)] = true
	}
	return p.mended(ctx, payer, breaks)
}

// exceptBreak opens the exception of a break, in the month it shows.
func (p *pairing) exceptBreak(payer string, b settle.Break) string {
	amount := b.Amount
	x := Exception{ID: exceptionID(b.Kind, payer, b.Key), Kind: b.Kind, Period: civil.MonthOf(b.Next.From).String(), Subject: payer + " " + b.Key, Reference: payer,
		Amount: &amount, Detail: b.After.Fact + " → " + b.Next.Fact, ActNo: p.act.no, OpenedAt: p.act.stamp()}
	p.exceptions = append(p.exceptions, x)
	p.out.Exceptions = append(p.out.Exceptions, ResultException{Code: b.Kind, Reference: x.Subject, Amount: x.Amount, Detail: x.Detail})
	return x.ID
}

// mended resolves the account's open breaks that are no more.
func (p *pairing) mended(ctx context.Context, payer string, breaks map[string]bool) error {
	rows, err := p.tx.ExceptionsAbout(ctx, payer)
	if err != nil {
		return fmt.Errorf("find exceptions: %w", err)
	}
	rows = slices.DeleteFunc(rows, func(x Exception) bool { return breaks[x.ID] || !slices.Contains(settle.ChainCodes(), x.Kind) })
	if len(rows) == 0 {
		return nil
	}
	ids := make([]string, len(rows))
	for n, x := range rows {
		ids[n] = x.ID
	}
	steps, err := p.tx.StepsOf(ctx, ids)
	if err != nil {
		return fmt.Errorf("read what became of exceptions: %w", err)
	}
	cases, err := casesFrom(rows, steps, p.act.at)
	if err != nil {
		return err
	}
	var resolved []ExceptionStep
	for _, c := range cases {
		if c.State != ExceptionClosed {
			resolved = append(resolved, p.act.step(c.ID, CaseResolved, fmt.Sprintf("statement %d", p.act.no), "", p.app.actor.Name))
		}
	}
	return p.act.writeExceptions(ctx, p.tx, nil, resolved)
}
