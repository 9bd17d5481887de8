package app

// Account is where a payee can be paid, as recorded.
type Account struct {
	BeneficiaryID string `db:"beneficiary_id"`
	ID            string `db:"id"`
	BIN           string `db:"bin"`
	Number        string `db:"number" sealed:"account"`
	Holder        string `db:"holder"`
	Relation      string `db:"relation"`
	Source        string `db:"source"`
	ActNo         int64  `db:"act_no"`
	RecordedAt    string `db:"recorded_at"`
	State         string `db:"state"`
}

func (Account) Table() string { return "account" }

// Payer is a paying account: the unit that pays, its account and the form of
// the files its bank takes.
type Payer struct {
	ID         string `db:"id"`
	Unit       string `db:"unit"`
	BIN        string `db:"bin"`
	Number     string `db:"number"`
	Holder     string `db:"holder"`
	Profile    string `db:"profile"`
	MaxRows    int64  `db:"max_rows"` // lines a file; 0 leaves it to the format
	ProposedBy string `db:"proposed_by"`
	ActNo      int64  `db:"act_no"`
}

func (Payer) Table() string { return "payer" }

// PayerRoute sends payments to a paying account. Empty means any.
type PayerRoute struct {
	PayerID   string `db:"payer_id"`
	Programme string `db:"programme"`
	Commune   string `db:"commune"`
	PayeeBIN  string `db:"payee_bin"`
	ActNo     int64  `db:"act_no"`
}

func (PayerRoute) Table() string { return "payer_route" }

// PayerConsent puts a paying account into force, by a second person.
type PayerConsent struct {
	PayerID     string `db:"payer_id"`
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
	ActNo       int64  `db:"act_no"`
}

func (PayerConsent) Table() string { return "payer_consent" }

// Entitlement is one line of what is due. Amount is in minor units.
type Entitlement struct {
	BeneficiaryID string `db:"beneficiary_id"`
	ID            string `db:"id"`
	PaymentID     string `db:"payment_id"`
	Programme     string `db:"programme"`
	Rule          string `db:"rule"`
	About         string `db:"about"`
	MonthFor      string `db:"month_for"`
	Cause         string `db:"cause"`
	Units         int64  `db:"units"`
	Coefficient   string `db:"coefficient"`
	Amount        int64  `db:"amount"`
	Currency      string `db:"currency"`
	Basis         string `db:"basis"`
	ActNo         int64  `db:"act_no"`
	Voided        int64  `db:"voided"`
}

func (Entitlement) Table() string { return "entitlement" }

// Payment is what one payee is to receive for one beneficiary in one programme
// and period. State, reason, account, payer and batch move; the rest is fact.
type Payment struct {
	BeneficiaryID string `db:"beneficiary_id"`
	ID            string `db:"id"`
	Programme     string `db:"programme"`
	Period        string `db:"period"`
	Number        int64  `db:"number"`
	Commune       string `db:"commune"`
	Category      string `db:"category"`
	PayeeName     string `db:"payee_name"`
	Amount        int64  `db:"amount"`
	Currency      string `db:"currency"`
	Computed      int64  `db:"computed"`
	VersionNo     int64  `db:"version_no"`
	RowKey        string `db:"row_key"`
	ActNo         int64  `db:"act_no"`
	RecordedAt    string `db:"recorded_at"`
	State         string `db:"state"`
	HeldReason    string `db:"held_reason"`
	AccountID     string `db:"account_id"`
	PayerID       string `db:"payer_id"`
	BatchID       string `db:"batch_id"`
}

func (Payment) Table() string { return "payment" }

// Batch is payments released together from one paying account.
type Batch struct {
	ID          string `db:"id"`
	Programme   string `db:"programme"`
	Period      string `db:"period"`
	PayerID     string `db:"payer_id"`
	PayOn       string `db:"pay_on"`
	ActNo       int64  `db:"act_no"`
	RecordedAt  string `db:"recorded_at"`
	State       string `db:"state"`
	SubmittedBy string `db:"submitted_by"`
}

func (Batch) Table() string { return "batch" }

// BatchMaker is somebody who had a hand in a batch, and so may not approve it.
type BatchMaker struct {
	BatchID string `db:"batch_id"`
	Name    string `db:"name"`
	Why     string `db:"why"`
	ActNo   int64  `db:"act_no"`
}

func (BatchMaker) Table() string { return "batch_maker" }

// Approval is a named person's consent to exactly the payments of its digest.
type Approval struct {
	BatchID     string `db:"batch_id"`
	Round       int64  `db:"round"`
	Approver    string `db:"approver"`
	SubmittedBy string `db:"submitted_by"`
	Digest      string `db:"digest"`
	Payments    int64  `db:"payments"`
	Amount      int64  `db:"amount"`
	ActNo       int64  `db:"act_no"`
	RecordedAt  string `db:"recorded_at"`
}

func (Approval) Table() string { return "approval" }

// ApprovedPayment is the digest of one payment as it was approved.
type ApprovedPayment struct {
	ActNo         int64  `db:"act_no"`
	BeneficiaryID string `db:"beneficiary_id"`
	PaymentID     string `db:"payment_id"`
	Digest        string `db:"digest"`
}

func (ApprovedPayment) Table() string { return "approved_payment" }

// BankFile is one transfer file: intended first, released when it lies where
// the bank desk takes it.
type BankFile struct {
	ID           string `db:"id"`
	BatchID      string `db:"batch_id"`
	PayerID      string `db:"payer_id"`
	Part         int64  `db:"part"`
	Parts        int64  `db:"parts"`
	Format       string `db:"format"`
	Name         string `db:"name"`
	SHA256       string `db:"sha256"`
	Size         int64  `db:"size"`
	Instructions int64  `db:"instructions"`
	Amount       int64  `db:"amount"`
	HashTotal    int64  `db:"hash_total"`
	MessageID    string `db:"message_id"`
	PaymentInfo  string `db:"payment_info_id"`
	ActNo        int64  `db:"act_no"`
	RecordedAt   string `db:"recorded_at"`
	State        string `db:"state"`
}

func (BankFile) Table() string { return "bank_file" }

// FileIntent is where a file was meant to leave from and what its manifest says:
// a run that goes on after a death leaves the same bytes in the same place.
type FileIntent struct {
	FileID         string `db:"file_id"`
	Outbox         string `db:"outbox"`
	ManifestSHA256 string `db:"manifest_sha256"`
	ActNo          int64  `db:"act_no"`
}

func (FileIntent) Table() string { return "file_intent" }

// States of a BankFile.
const (
	FileIntended = "intended"
	FileReleased = "released"
)

// Instruction is one attempt to pay, in one file.
type Instruction struct {
	BeneficiaryID string `db:"beneficiary_id"`
	ID            string `db:"id"`
	PaymentID     string `db:"payment_id"`
	Attempt       int64  `db:"attempt"`
	BatchID       string `db:"batch_id"`
	FileID        string `db:"file_id"`
	Line          int64  `db:"line"`
	UETR          string `db:"uetr"`
	Amount        int64  `db:"amount"`
	Currency      string `db:"currency"`
	BIN           string `db:"bin"`
	AccountNumber string `db:"account_number" sealed:"account"`
	Holder        string `db:"holder"`
	Remittance    string `db:"remittance"`
	ActNo         int64  `db:"act_no"`
	State         string `db:"state"`
}

func (Instruction) Table() string { return "instruction" }

// ResultFile is one answer of a bank that was taken.
type ResultFile struct {
	ActNo      int64  `db:"act_no"`
	SHA256     string `db:"sha256"`
	FileName   string `db:"file_name"`
	Format     string `db:"format"`
	MessageID  string `db:"message_id"`
	Lines      int64  `db:"lines"`
	Matched    int64  `db:"matched"`
	RecordedAt string `db:"recorded_at"`
}

func (ResultFile) Table() string { return "result_file" }

// Result is one line of an answer, as it was said and how it was paired.
type Result struct {
	FileNo        int64  `db:"file_no"`
	Line          int64  `db:"line"`
	BeneficiaryID string `db:"beneficiary_id"`
	InstructionID string `db:"instruction_id"`
	PairedBy      string `db:"paired_by"`
	Reference     string `db:"reference"`
	BankRef       string `db:"bank_ref"`
	Status        string `db:"status"`
	Reasons       string `db:"reasons"`
	Accounting    string `db:"accounting"`
	Verdict       string `db:"verdict"`
	Amount        *int64 `db:"amount"`
	Account       string `db:"account" sealed:"account"`
	BookedOn      string `db:"booked_on"`
	Note          string `db:"note" sealed:"text"`
}

func (Result) Table() string { return "result" }

// Exception is what does not pair, owned until somebody closes it.
type Exception struct {
	ID          string `db:"id"`
	Kind        string `db:"kind"`
	Period      string `db:"period"`
	Subject     string `db:"subject"`
	Reference   string `db:"reference"`
	Amount      *int64 `db:"amount"`
	Detail      string `db:"detail"`
	ActNo       int64  `db:"act_no"`
	OpenedAt    string `db:"opened_at"`
	Owner       string `db:"owner"`
	ClosedAt    string `db:"closed_at"`
	ClosedBy    string `db:"closed_by"`
	CloseReason string `db:"close_reason"`
}

func (Exception) Table() string { return "exception" }

// NightStep is what a night's step came to.
type NightStep struct {
	BusinessDate string `db:"business_date"`
	Period       string `db:"period"`
	Step         string `db:"step"`
	Run          int64  `db:"run"`
	Status       string `db:"status"`
	Detail       string `db:"detail"`
	RecordedAt   string `db:"recorded_at"`
	ActNo        int64  `db:"act_no"`
}

func (NightStep) Table() string { return "night_run" }
