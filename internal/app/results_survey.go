package app

import (
	"context"
	"strings"

	"chitra/bankfile"
	"chitra/bankfile/answers"
	"chitra/internal/money"
)

// wholeAnswer is what has to be known of all lines of an answer together, before
// the first of them counts.
type wholeAnswer struct {
	lines   int
	sum     money.Amount // of the lines,
	odd     bool         // unless one has no amount that can be added
	named   bool         // a line has a reference of our form,
	booked, // is of an account,
	parts, // accepts a file or block in part,
	loose, // names no instruction although it is booked,
	rests bool // or repeats others
}

// see takes one line into account.
func (w *wholeAnswer) see(a bankfile.Answer) {
	w.lines++
	if sum, err := w.sum.Add(a.Amount); err == nil && a.HasAmount {
		w.sum = sum
	} else {
		w.odd = true
	}
	_, named := a.Reference()
	w.named = w.named || named
	w.booked = w.booked || strings.HasPrefix(a.Format, "camt.")
	w.parts = w.parts || isPart(a) && a.Level != bankfile.Transaction
	w.loose = w.loose || !named && a.UETR == "" && strings.HasPrefix(a.Format, "camt.") && strings.EqualFold(a.Status, "BOOK")
	w.rests = w.rests || a.Details > 0
}

// walk hands out the lines once more, counted from 1. They have been read to their
// end before.
func (r preparedResult) walk(visit func(n int, answer bankfile.Answer) error) error {
	for i, answer := range r.lines {
		if err := visit(i+1, answer); err != nil {
			return err
		}
	}
	if len(r.lines) > 0 {
		return nil
	}
	n := 0
	_, err := answers.Visit(r.set, r.upload.Data, func(answer bankfile.Answer) error {
		n++
		return visit(n, answer)
	})
	return err
}

// survey finds what one line cannot know of the others: which instructions are
// named beside a file that is accepted in part, which lines debit whole files, and
// what those lines are about that name nothing.
func (p *pairing) survey(ctx context.Context, r preparedResult) error {
	if p.whole = r.whole; p.whole.parts {
		p.listed = map[string]struct{}{}
		if err := r.walk(func(_ int, a bankfile.Answer) error {
			if name := referenceIn(a); name != "" && a.Level == bankfile.Transaction {
				p.listed[name] = struct{}{}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	if !p.whole.loose {
		return nil
	}
	p.debits, p.loosely = map[int]fileDebited{}, map[int]looselyFound{}
	byPayer := map[string]*looseLines{}
	if err := r.walk(func(n int, a bankfile.Answer) error { return p.surveyLine(ctx, n, a, byPayer) }); err != nil {
		return err
	}
	named := map[string]*[2]bool{} // by candidate
	for _, payer := range sortedKeys(byPayer) {
		l := byPayer[payer]
		if err := l.find(ctx, p.tx, payer); err != nil {
			return err
		}
		for _, c := range l.found {
			named[c.ID] = new([2]bool)
		}
	}
	if len(named) == 0 {
		return nil
	}
	if err := p.surveyNames(r, byPayer, named); err != nil {
		return err
	}
	for _, payer := range sortedKeys(byPayer) {
		if err := p.pairLoose(byPayer[payer], named); err != nil {
			return err
		}
	}
	return nil
}

// referenceIn is the reference, else the UETR, that a line names.
func referenceIn(a bankfile.Answer) string {
	if id, ok := a.Reference(); ok {
		return id
	}
	return a.UETR
}

// speaks reports whether a line may speak of an instruction, and of one only.
func (p *pairing) speaks(a bankfile.Answer) bool {
	return p.setAside(a) == "" && a.Level != bankfile.Statement && (a.Level != bankfile.Entry || a.Details == 0)
}

func (p *pairing) surveyLine(ctx context.Context, n int, a bankfile.Answer, byPayer map[string]*looseLines) error {
	if !p.speaks(a) || referenceIn(a) != "" {
		return nil
	}
	if d, ok, err := p.fileDebit(ctx, a); err != nil || ok {
		p.debits[n] = d
		return err
	}
	s := p.statementOf(a)
	if s == nil || s.PayerID == "" || !p.isLoose(resultAnswer{Answer: a}) {
		return nil
	}
	if byPayer[s.PayerID] == nil {
		byPayer[s.PayerID] = &looseLines{}
	}
	byPayer[s.PayerID].add(n, a)
	return nil
}

// surveyNames notes whose debit and whose return a line of this file names.
func (p *pairing) surveyNames(r preparedResult, byPayer map[string]*looseLines, named map[string]*[2]bool) error {
	byUETR := map[string]string{}
	for _, l := range byPayer {
		for _, c := range l.found {
			byUETR[c.UETR] = c.ID
			for _, d := range p.debits {
				named[c.ID][0] = named[c.ID][0] || d.has(c.Instruction, p.payers)
			}
		}
	}
	return r.walk(func(_ int, a bankfile.Answer) error {
		one := resultAnswer{Answer: a}
		if !p.speaks(a) || unmarkedCredit(a) && !one.unreadable() {
			return nil
		}
		id, ok := a.Reference()
		if !ok && a.UETR != "" {
			id = byUETR[a.UETR]
		}
		if sides := named[id]; sides != nil {
			sides[0], sides[1] = sides[0] || a.Debit, sides[1] || !a.Debit
		}
		return nil
	})
}
