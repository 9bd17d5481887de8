package synth

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chitra/internal/civil"
	"chitra/internal/money"
)

// Stage is when a bank answers.
type Stage int

// The stages.
const (
	Immediate Stage = iota // the day's status reports and result workbooks
	Later                  // what came back after it was paid, days later
)

// AnswerOptions says what the made-up bank answers, and when.
type AnswerOptions struct {
	TruthDir string      // the province's folder, or its truth folder
	OutDir   string      // where answers go; made when it is not there
	Month    civil.Month // the month paid for; a message of ISO 20022 tells it by its day of execution
	Stage    Stage
	Attempt  int       // which attempt the files are; 0 is the first
	At       time.Time // when the bank answers
	Seed     uint64    // of what a cash desk answers: see Bank
}

// Codes of a Fault: what a bank cannot tell, and only who knows the truth can.
const (
	FaultUnknownPayee  = "unknown_payee"  // nobody of the month has this bank, account and holder
	FaultNotDue        = "not_due"        // the payee is known, and nothing of theirs may reach a bank
	FaultAmountDiffers = "amount_differs" // instructed is not what is due
	FaultPaidAgain     = "paid_again"     // more instructions than payments due
	FaultBankPays      = "bank_pays"      // a desk is to pay what the payee's account is fit for
)

// Fault is an instruction that should not have come, or not like this. A bank
// cannot know that and pays it, an account it has not got excepted.
type Fault struct {
	File      string // base name of the transfer file
	Line      int    // the transaction's place in it, from 1
	Reference string // as instructed
	Code      string
}

// AnswerReport is what was written, and what was wrong with the instructions.
type AnswerReport struct {
	Files  []string // in the order in which the bank sent them
	Lines  int      // instructions read
	Faults []Fault
}

// Answer plays the banks: it reads transfer files and writes the answers that
// the truth prescribes; see Bank.Answer.
func Answer(files []string, o AnswerOptions) (AnswerReport, error) {
	b, err := OpenBank(o.TruthDir)
	if err != nil {
		return AnswerReport{}, err
	}
	return b.Answer(files, o)
}

// Bank is the made-up bank, which stands for every bank of the province. It
// shares no code with what writes and reads the engine's bank files, and knows
// a payment by bank, account and holder alone, never by our reference.
//
// It is the cash desk too. A cash list comes back with the desk's results written
// into it: nearly everybody has collected on the pay day or some days after it,
// some have not come, of a few the desk knows why, and a few lines it has left
// blank. Which, depends on seed and reference alone, and not on the truth, which
// says only who was due what. Nobody has collected after the moment of the answer.
// The later answer fills the blanks, and a list that comes with results keeps them.
//
// One Bank for all months and stages reads truth and transfer files once. It is
// not safe for concurrent use.
type Bank struct {
	expected map[civil.Month]map[payee][]*TruthRow
	persons  map[civil.Month]map[string][]*TruthRow // by identity number
	read     map[[sha256.Size]byte]*order           // by content
}

// OpenBank reads the truth below the province's folder, or in it.
func OpenBank(truthDir string) (*Bank, error) {
	t, err := openTruth(truthDir)
	if err != nil {
		return nil, err
	}
	return t.Bank(), nil
}

// Bank is the made-up bank of a truth that was read already.
func (t *Truth) Bank() *Bank {
	b := &Bank{expected: map[civil.Month]map[payee][]*TruthRow{}, persons: map[civil.Month]map[string][]*TruthRow{}, read: map[[sha256.Size]byte]*order{}}
	for i := range t.Rows {
		row := &t.Rows[i]
		if b.persons[row.Month] == nil {
			b.persons[row.Month] = map[string][]*TruthRow{}
		}
		b.persons[row.Month][row.PersonalID] = append(b.persons[row.Month][row.PersonalID], row)
		if row.Account == "" {
			continue
		}
		of := b.expected[row.Month]
		if of == nil {
			of = map[payee][]*TruthRow{}
			b.expected[row.Month] = of
		}
		key := payee{bin: row.Bank, account: row.Account}
		of[key] = append(of[key], row)
	}
	return b
}

// openTruth takes a province's folder or the truth folder in it.
func openTruth(dir string) (*Truth, error) {
	if _, err := os.Stat(filepath.Join(dir, "truth.csv")); err == nil && filepath.Base(dir) == "truth" {
		dir = filepath.Dir(dir)
	}
	return ReadTruth(dir)
}

// Answer reads the files and writes what the bank says of them at the stage.
// The same files, options and truth give the same bytes. A file that a bank
// would refuse as a whole is an error, and then nothing is written.
func (b *Bank) Answer(files []string, o AnswerOptions) (AnswerReport, error) {
	if o.At.IsZero() {
		return AnswerReport{}, errors.New("answer: no time given")
	}
	c := &clerk{bank: b, opts: o, dealt: map[*TruthRow]bool{}, names: map[string]bool{}}
	for _, path := range files {
		if err := c.take(path); err != nil {
			return AnswerReport{}, fmt.Errorf("bank refuses %s: %w", filepath.Base(path), err)
		}
	}
	c.plantAll()
	if err := c.write(); err != nil {
		return AnswerReport{}, err
	}
	return c.report, nil
}

// clerk works off the files of one call.
type clerk struct {
	bank   *Bank
	opts   AnswerOptions
	orders []*order
	lists  []filledList
	dealt  map[*TruthRow]bool
	names  map[string]bool // of orders, so that no answer overwrites another
	report AnswerReport
}

// order is one transfer file, as the bank has read and dealt with it.
type order struct {
	name     string // its base name, without extension and marks of ours
	schema   string // "pain.001.001.09"; empty of a workbook
	message  string // its MsgId; empty of a workbook
	count    int
	sum      money.Amount
	debtor   string // the account that pays
	month    civil.Month
	blocks   []string // PmtInfId, in the order of the file
	lines    []line
	echo     *line  // told again in a second file
	stranger string // a reference of nobody, told in a second file
	first    bool   // the first of its kind in the call
	plain    bool   // answered in the older form
}

// line is one instruction and what the bank does with it.
type line struct {
	number     int // from 1
	block      int
	endToEndID string
	instrID    string
	uetr       string
	bank       string // a workbook's text, echoed
	payee      payee
	holder     string
	amount     money.Amount
	text       string

	word, reason string       // of the Outcome
	answered     money.Amount // usually the amount
	reference    string       // the bank's own
}

// accountNotFound is what becomes of an account nobody has.
const accountNotFound = "AC01"

// take reads one file and deals with its lines.
func (c *clerk) take(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if isList(data) {
		return c.takeList(path, data)
	}
	o, err := c.bank.open(path, data)
	if err != nil {
		return err
	}
	if c.names[o.name] {
		return errors.New("there is another file of this name")
	}
	c.names[o.name] = true
	if !c.opts.Month.IsZero() {
		o.month = c.opts.Month
	}
	if o.month.IsZero() {
		return errors.New("a workbook does not say its month, and none is given")
	}
	for i := range o.lines {
		c.deal(o, &o.lines[i])
	}
	c.report.Lines += len(o.lines)
	c.orders = append(c.orders, o)
	return nil
}

// Read reads a transfer file that has come in, before it is asked what it answers:
// then Answer, given the same bytes, need not read them again.
func (b *Bank) Read(path string) error {
	data, err := os.ReadFile(path)
	if err == nil && !isList(data) {
		_, err = b.open(path, data)
	}
	if err != nil {
		return fmt.Errorf("bank refuses %s: %w", filepath.Base(path), err)
	}
	return nil
}

// open reads a transfer file, or remembers what it read in these bytes.
func (b *Bank) open(path string, data []byte) (*order, error) {
	key := sha256.Sum256(data)
	if b.read[key] == nil {
		var err error
		if b.read[key], err = readOrder(data); err != nil {
			delete(b.read, key)
			return nil, err
		}
	}
	o := *b.read[key]
	o.name, o.lines = orderName(path), slices.Clone(o.lines)
	return &o, nil
}

// deal decides what becomes of a line.
func (c *clerk) deal(o *order, l *line) {
	l.answered = l.amount
	l.reference = bankReference(c.opts.At, o.name, l)
	row, fault := c.find(o.month, l)
	if fault != "" {
		c.report.Faults = append(c.report.Faults, Fault{File: o.name, Line: l.number, Reference: l.endToEndID, Code: fault})
	}
	switch {
	case row == nil:
		l.word, l.reason = "rejected", accountNotFound
		return
	case fault == FaultNotDue, fault == FaultPaidAgain:
		l.word = string(OutcomePaid)
		return
	}
	l.word, l.reason = attempt(row.BankOutcome, c.opts.Attempt).Reason()
	if o.schema == "" {
		l.word = portalWord(Outcome(l.word))
	}
	if Outcome(l.word) == OutcomeWrongAmount {
		l.answered = otherAmount(l.amount)
	}
}

// find looks the payee up in the month, the rows not yet dealt with first, and
// among them the one whose amount is instructed.
func (c *clerk) find(month civil.Month, l *line) (row *TruthRow, fault string) {
	rows := slices.Clone(c.bank.expected[month][l.payee])
	rows = slices.DeleteFunc(rows, func(r *TruthRow) bool { return bankFold(r.Holder) != l.holder })
	if len(rows) == 0 {
		return nil, FaultUnknownPayee
	}
	due := slices.DeleteFunc(slices.Clone(rows), func(r *TruthRow) bool { return r.BankOutcome == "" })
	open := slices.DeleteFunc(slices.Clone(due), func(r *TruthRow) bool { return c.dealt[r] })
	switch {
	case len(due) == 0:
		return rows[0], FaultNotDue
	case len(open) == 0:
		return due[0], FaultPaidAgain
	}
	at := slices.IndexFunc(open, func(r *TruthRow) bool { return r.Amount == l.amount })
	if at < 0 {
		at, fault = 0, FaultAmountDiffers
	}
	c.dealt[open[at]] = true
	return open[at], fault
}

// attempt is the outcome of the n-th attempt; the last one told holds for all
// further ones.
func attempt(outcomes string, n int) Outcome {
	all := strings.Split(outcomes, ";")
	return Outcome(all[min(max(n, 1), len(all))-1])
}

// portalWord is the outcome as far as a workbook can tell it: such a bank has
// no code for a duplicate or for what it does not state, and is still at it.
func portalWord(o Outcome) string {
	switch o {
	case OutcomeDuplicate, OutcomeUnstated:
		return string(OutcomePending)
	default:
		return string(o)
	}
}

// otherAmount is a transfer short of a fee that should not have been taken.
func otherAmount(a money.Amount) money.Amount {
	const fee = 11_000
	if a.Minor() > fee {
		return money.Dong(a.Minor() - fee)
	}
	return money.Dong(a.Minor() + fee)
}
