package bankfile

import (
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
)

// Level says what an answer is about.
type Level uint8

// The levels.
const (
	Group       Level = iota // a whole file of ours
	PaymentInfo              // one block of it
	Transaction              // one instruction
	Entry                    // one entry of a statement, its parts not told one by one
	Statement                // what a file states of itself and its lines do not come to
)

// String is the level's stable name.
func (l Level) String() string {
	return [...]string{"group", "payment_info", "transaction", "entry", "statement"}[l]
}

// Answer is one thing a bank says, in the bank's own words: nothing is
// classified here, and unknown words are kept as they came.
type Answer struct {
	// Line tells answers of a file apart: the row of a workbook, the number
	// of the answer in an XML file, from 1.
	Line   int
	Format string // "pain.002.001.03", a portal's profile
	Level  Level

	// References as the bank repeats them. EndToEndID is empty for
	// NOTPROVIDED. BankRef is the bank's own of this transaction, else of its
	// entry; EntryRef that of the entry.
	EndToEndID, InstrID, UETR, BankRef, EntryRef string
	OriginalMessageID, OriginalPaymentInfoID     string

	// Status is the code or word: RJCT, ACCC, BOOK, Thành công. A status
	// report's that stands at a higher level alone is inherited downward, with
	// its reasons, and Inherited is set.
	Status     string
	Inherited  bool
	Accounting string // a portal's second status: Đã trừ tiền
	// Reasons are codes or words, as many as the bank gave. Answers may share
	// them: they are not to be changed.
	Reasons []string

	// Text is the remittance text; Note what the bank explains in words. Of a
	// Statement, Status is the figure (one of the Figure constants), Text what
	// the bank states and Note what the lines come to.
	Text, Note string
	// Code is the bank's own kind of an entry: PMNT/MCOP/CHRG, or its
	// proprietary one.
	Code string

	// Amount is exact. Where the bank wrote one that is not whole minor units
	// of a known currency, HasAmount is false and AmountText what it wrote.
	Amount     money.Amount
	HasAmount  bool
	AmountText string

	Debit  bool // the paying account was debited; else credited, or not said
	Return bool // a credit that sends money back

	Account, Name string     // the other side, as far as told
	BookedOn      civil.Date // the zero date where not told or not readable

	// Details is, of an Entry, how many answers before it in the file tell
	// its parts. Such an entry stands there only because its amount is not
	// the sum of theirs; it repeats them and must not be counted beside them.
	Details int

	// Statement is the number of the statement or notification it stands in,
	// within the file; 0 of anything else.
	Statement int
}

// Info is what an answer file says once.
type Info struct {
	Format    string // "pain.002.001.10", "camt.054.001.08", a portal's profile
	MessageID string // the bank's own reference of the file
	CreatedAt string // as written
	// The message of ours it answers, and what the bank says it counted
	// there; empty where it does not say.
	OriginalMessageID, OriginalCount, OriginalSum string
	Account                                       string // the account it reports on
	// What a portal's banner states; Count is -1 where it states nothing.
	Count  int
	Amount money.Amount
	// Statements are those of a file that reports on accounts. Whoever has read
	// the answers to their end puts them here.
	Statements []AccountStatement
}

// Reference finds our reference in a: as the bank repeats it, else as the
// instruction's, else at the first place in the texts where one stands. Only
// forms with the right check character count; a UETR is looked up by the
// caller, who knows it.
func (a Answer) Reference() (endToEndID string, ok bool) {
	for _, id := range []string{a.EndToEndID, a.InstrID} {
		if payout.CheckEndToEndID(id) {
			return id, true
		}
	}
	for _, text := range []string{a.Text, a.Note} {
		if id, found := payout.FindEndToEndID(text); found {
			return id, true
		}
	}
	return "", false
}
