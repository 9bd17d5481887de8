package iso20022

import (
	"strconv"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
)

// statement is what an Ntfctn or Stmt says of all its entries, and what they
// came to.
type statement struct {
	account  string
	paged    bool // it is one page of several
	page     int
	last     bool
	id       string
	sequence int64
	from, to civil.Date // as stated
	// The days of its booked entries.
	firstDay, lastDay civil.Date

	opening, previous, closing balance
	all, credits, debits       summary
}

// balance is a Bal, below zero where the account is overdrawn.
type balance struct {
	amount money.Amount
	told   bool
	on     civil.Date
}

// summary is what a bank states of entries beside what was read of them.
type summary struct {
	statedCount, statedSum []byte // nil where not stated

	count   int
	sum     money.Amount                    // without signs, of the first entry's currency
	booked  map[money.Currency]money.Amount // of booked entries alone
	broken  bool                            // an amount was not exact, or too great to add
	foreign bool                            // entries were of several currencies, and have no sum
}

// add counts an entry that was read.
func (s *summary) add(e *entry) {
	s.count++
	if !e.amount.exact {
		s.broken = true
		return
	}
	amount := e.amount.amount
	switch sum, err := s.sum.Add(amount); {
	case err == nil:
		s.sum = sum
	case amount.Currency() != s.sum.Currency():
		s.foreign = true
	default:
		s.broken = true
		return
	}
	if e.status != "BOOK" {
		return
	}
	booked, err := s.booked[amount.Currency()].Add(amount)
	if err != nil {
		s.broken = true
		return
	}
	if s.booked == nil {
		s.booked = map[money.Currency]money.Amount{}
	}
	s.booked[amount.Currency()] = booked
}

// currency is that of the account: of its balances, else of its first entry.
func (s *statement) currency() money.Currency {
	for _, b := range []balance{s.closing, s.opening, s.previous} {
		if b.told {
			return b.amount.Currency()
		}
	}
	return s.all.sum.Currency()
}

// count counts an entry on both its sides.
func (s *statement) count(e *entry) {
	s.all.add(e)
	if e.status == "BOOK" && !e.bookedOn.IsZero() {
		if s.firstDay.IsZero() || e.bookedOn.Compare(s.firstDay) < 0 {
			s.firstDay = e.bookedOn
		}
		if e.bookedOn.Compare(s.lastDay) > 0 {
			s.lastDay = e.bookedOn
		}
	}
	if e.debit {
		s.debits.add(e)
	} else {
		s.credits.add(e)
	}
}

// page reads a StmtPgntn or NtfctnPgntn.
func (a *answerReader) page() {
	number, last := "1", "true"
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "PgNb":
			number = a.word()
		case "LastPgInd":
			last = a.word()
		default:
			a.skip()
		}
	}
	a.stmt.paged = number != "1" || !isTrue(last)
	a.stmt.last = isTrue(last)
	if n, err := strconv.Atoi(number); err == nil {
		a.stmt.page = n
	}
}

// balance reads a Bal. Only the booked ones of beginning and end count; of two
// of one kind the first does.
func (a *answerReader) balance() {
	kind, debit := "", false
	var amount sum
	var on civil.Date
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "Tp":
			kind = a.balanceKind()
		case "Amt":
			amount = a.amount()
		case "CdtDbtInd":
			debit = a.word() == "DBIT"
		case "Dt":
			on = a.date()
		default:
			a.skip()
		}
	}
	place := map[string]*balance{"OPBD": &a.stmt.opening, "PRCD": &a.stmt.previous, "CLBD": &a.stmt.closing}[kind]
	if place == nil || place.told || !amount.exact {
		return
	}
	*place = balance{amount: amount.amount, told: true, on: on}
	if negative, err := amount.amount.Neg(); debit && err == nil {
		place.amount = negative
	}
}

// balanceKind reads a Tp: its CdOrPrtry, without the subtype beside it.
func (a *answerReader) balanceKind() string {
	kind := ""
	for name, ok := a.child(); ok; name, ok = a.child() {
		if string(name) == "CdOrPrtry" {
			kind = a.choice()
		} else {
			a.skip()
		}
	}
	return kind
}

// summaries reads a TxsSummry, in which the sums by transaction code add
// nothing to those of all.
func (a *answerReader) summaries() {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "TtlNtries":
			a.summary(&a.stmt.all)
		case "TtlCdtNtries":
			a.summary(&a.stmt.credits)
		case "TtlDbtNtries":
			a.summary(&a.stmt.debits)
		default:
			a.skip()
		}
	}
}

func (a *answerReader) summary(s *summary) {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "NbOfNtries":
			s.statedCount = append([]byte{}, a.bytes()...)
		case "Sum":
			s.statedSum = append([]byte{}, a.bytes()...)
		default:
			a.skip()
		}
	}
}

// closeStatement compares what was stated with what was read. Of a whole
// statement, counts and sums that differ are a contradiction; of one page they
// may cover the others, as long as they are not less than what stands on it. A
// closing balance that the entries do not lead to is told and refuses nothing:
// it covers whatever the bank does not list.
func (a *answerReader) closeStatement() {
	s := &a.stmt
	for _, c := range []struct {
		*summary
		count, sum string
	}{
		{&s.all, bankfile.FigureEntries, bankfile.FigureEntriesSum},
		{&s.credits, bankfile.FigureCredits, bankfile.FigureCreditsSum},
		{&s.debits, bankfile.FigureDebits, bankfile.FigureDebitsSum},
	} {
		a.compareCount(c.count, c.statedCount, c.summary.count, s.paged)
		if !c.broken && !c.foreign {
			a.compareSum(c.sum, c.statedSum, c.summary.sum, s.paged)
		}
	}
	a.compareBalances()
	a.closed = append(a.closed, s.stated(a.format, a.statements))
}

// stated is what a statement says of its account as a whole.
func (s *statement) stated(format string, number int) bankfile.AccountStatement {
	out := bankfile.AccountStatement{Number: number, Format: format, ID: s.id, Account: s.account, Sequence: s.sequence, Page: s.page, LastPage: s.last,
		From: firstTold(s.from, s.firstDay, s.opening.on), To: firstTold(s.closing.on, s.to, s.lastDay), Entries: s.all.count,
		Credits: s.credits.booked[s.currency()], Debits: s.debits.booked[s.currency()], Whole: !s.all.broken && !s.all.foreign}
	if out.From.IsZero() {
		out.From = out.To
	}
	switch {
	case s.opening.told:
		out.Opening = s.opening.amount
	case s.previous.told:
		out.Opening = s.previous.amount
	}
	if s.closing.told {
		out.Closing = s.closing.amount
	}
	return out
}

// firstTold is the first of the days that is told.
func firstTold(days ...civil.Date) civil.Date {
	for _, d := range days {
		if !d.IsZero() {
			return d
		}
	}
	return civil.Date{}
}

// sequence reads the bank's own count of statements: the electronic one, else
// that of the paper.
func (a *answerReader) sequence(name string) {
	n, err := strconv.ParseInt(a.word(), 10, 64)
	if err == nil && n > 0 && (name == "ElctrncSeqNb" || a.stmt.sequence == 0) {
		a.stmt.sequence = n
	}
}

// days reads a FrToDt.
func (a *answerReader) days() {
	for name, ok := a.child(); ok; name, ok = a.child() {
		switch string(name) {
		case "FrDtTm", "FrDt":
			a.stmt.from = parseDate(a.text())
		case "ToDtTm", "ToDt":
			a.stmt.to = parseDate(a.text())
		default:
			a.skip()
		}
	}
}

// compareCount holds a stated count against what was read. covers says that the
// bank's figure may cover more than stands here.
func (a *answerReader) compareCount(figure string, stated []byte, read int, covers bool) {
	n, err := strconv.Atoi(string(stated))
	if err != nil || n == read {
		return // not stated, or not a number: what cannot be compared contradicts nothing
	}
	a.differs(figure, string(stated), strconv.Itoa(read), covers && n > read)
}

// compareSum is compareCount for an amount, which is written without currency.
func (a *answerReader) compareSum(figure string, stated []byte, read money.Amount, covers bool) {
	if len(stated) == 0 || read.Currency() == "" {
		return
	}
	minor, ok := minorUnits(stated, read.Currency())
	if !ok || minor == read.Minor() {
		return
	}
	a.differs(figure, string(stated), read.Decimal(), covers && minor > read.Minor())
}

// differs tells a figure that covers more than we see, and refuses the file for
// any other.
func (a *answerReader) differs(figure, stated, read string, covers bool) {
	if !covers {
		a.fail(&bankfile.ContradictionError{Figure: figure, Line: a.lines, Stated: stated, Read: read})
		return
	}
	a.add(bankfile.Answer{Level: bankfile.Statement, Status: figure, Text: stated, Note: read})
}

// compareBalances holds the balances against the entries of their currency. One
// of another currency, which is told by itself, is not among them.
func (a *answerReader) compareBalances() {
	s := &a.stmt
	opening := s.opening
	if !opening.told {
		opening = s.previous
	}
	if !opening.told || !s.closing.told || s.all.broken || a.err != nil {
		return
	}
	come, err := opening.amount.Add(s.credits.booked[s.currency()])
	if err == nil {
		come, err = come.Sub(s.debits.booked[s.currency()])
	}
	if err == nil && come != s.closing.amount {
		a.differs(bankfile.FigureClosingBalance, s.closing.amount.Decimal(), come.Decimal(), true)
	}
}
