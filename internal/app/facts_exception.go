package app

// ExceptionStep is one thing that became of an exception after it was opened:
// somebody was named for it, somebody wants it closed, it was closed, what it was
// about is no longer so, or it is so again. Where it stands is read off its steps.
type ExceptionStep struct {
	ActNo       int64  `db:"act_no"`
	ExceptionID string `db:"exception_id"`
	Step        string `db:"step"`
	Owner       string `db:"owner"`       // of an assignment: a user
	Due         string `db:"due"`         // of an assignment: a day
	Reason      string `db:"reason"`      // in words
	Fact        string `db:"fact"`        // of what the machine closes or opens again: the fact that did
	ProposedBy  string `db:"proposed_by"` // who wanted it closed, where a second person closes it
	Actor       string `db:"actor"`
	RecordedAt  string `db:"recorded_at"`
}

func (ExceptionStep) Table() string { return "exception_step" }

// Steps of an exception.
const (
	CaseOpened   = "opened" // its own fact, and no step
	CaseAssigned = "assigned"
	CaseProposed = "close_proposed"
	CaseClosed   = "closed"   // by a person
	CaseResolved = "resolved" // by the machine
	CaseReopened = "reopened"
)

// Statement is what a bank's statement says of a paying account as a whole.
type Statement struct {
	ActNo       int64  `db:"act_no"` // the answer it stands in
	Number      int64  `db:"n"`      // and where in it, from 1
	PayerID     string `db:"payer_id"`
	Format      string `db:"format"`
	StatementID string `db:"statement_id"`
	Sequence    int64  `db:"seq"` // 0 where not told
	FromDay     string `db:"from_day"`
	ToDay       string `db:"to_day"`
	Page        int64  `db:"page"`
	LastPage    int64  `db:"last_page"`
	Opening     *int64 `db:"opening"`
	Closing     *int64 `db:"closing"`
	Entries     int64  `db:"entries"`
	Credits     int64  `db:"credits"` // of booked entries
	Debits      int64  `db:"debits"`
	RecordedAt  string `db:"recorded_at"`
}

func (Statement) Table() string { return "statement" }

// UnpairedLine is a booked line of an account, or one with a strange reference,
// that names nothing of ours: what it is, and what it may be paired by later.
type UnpairedLine struct {
	FileNo    int64  `db:"file_no"`
	Line      int64  `db:"line"` // that of its result
	PayerID   string `db:"payer_id"`
	Statement int64  `db:"statement"` // within the file; 0 for none
	Kind      string `db:"kind"`      // as the exception's
	Debit     int64  `db:"debit"`
	Returned  int64  `db:"returned"` // a credit that sends money back
	Amount    *int64 `db:"amount"`
	BookedOn  string `db:"booked_on"`
	BankRef   string `db:"bank_ref"`
	MessageID string `db:"message_id"` // of ours, as the bank repeats it
	BlockID   string `db:"block_id"`
	Account   string `db:"account" sealed:"account"`
	Text      string `db:"remittance" sealed:"text"`
	// ExceptionID is the exception that owns it; "" where its entry's does.
	ExceptionID string `db:"exception_id"`
	Verdict     string `db:"verdict"` // what it says of whatever it is about
}

func (UnpairedLine) Table() string { return "unpaired_line" }

// FileDebit is one line of an account by which a whole file of ours, or one
// block of it, was debited.
type FileDebit struct {
	ActNo   int64  `db:"act_no"`
	Line    int64  `db:"line"` // the answer's
	FileID  string `db:"file_id"`
	BlockID string `db:"block_id"` // "" for the whole file
	BankRef string `db:"bank_ref"`
	Count   int64  `db:"instructions"`
	Amount  int64  `db:"amount"`
}

func (FileDebit) Table() string { return "file_debit" }

// PairProposal is an instruction that a line may be about, by evidence that is
// too thin to move anything.
type PairProposal struct {
	FileNo        int64  `db:"file_no"`
	Line          int64  `db:"line"`
	BeneficiaryID string `db:"beneficiary_id"`
	InstructionID string `db:"instruction_id"`
	Evidence      string `db:"evidence"`
}

func (PairProposal) Table() string { return "pair_proposal" }

// PairRequest is a person's word that a line is about an instruction. It moves
// nothing until another person agrees.
type PairRequest struct {
	ActNo         int64  `db:"act_no"`
	FileNo        int64  `db:"file_no"`
	Line          int64  `db:"line"`
	BeneficiaryID string `db:"beneficiary_id"`
	InstructionID string `db:"instruction_id"`
	Reason        string `db:"reason"`
	ProposedBy    string `db:"proposed_by"`
	RecordedAt    string `db:"recorded_at"`
}

func (PairRequest) Table() string { return "pair_request" }

// PairConsent is the second person's: from it on the line is a result of the
// instruction.
type PairConsent struct {
	ActNo       int64  `db:"act_no"`
	RequestNo   int64  `db:"request_no"`
	FileNo      int64  `db:"file_no"`
	Line        int64  `db:"line"`
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
}

func (PairConsent) Table() string { return "pair_consent" }
