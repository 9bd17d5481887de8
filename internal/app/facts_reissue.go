package app

// Reissue is a further attempt of a payment whose last one surely failed: why it
// may be tried again, and what the payment was before.
type Reissue struct {
	BeneficiaryID   string `db:"beneficiary_id"`
	PaymentID       string `db:"payment_id"`
	Attempt         int64  `db:"attempt"`
	BatchID         string `db:"batch_id"`
	AccountID       string `db:"account_id"`
	PreviousID      string `db:"previous_id"` // the instruction that failed
	PreviousBatch   string `db:"previous_batch"`
	PreviousAccount string `db:"previous_account"`
	PreviousPayer   string `db:"previous_payer"`
	Reasons         string `db:"reasons"` // the bank's
	Class           string `db:"class"`
	Remedy          string `db:"remedy"`
	RecordedAt      string `db:"recorded_at"`
	ActNo           int64  `db:"act_no"`
}

func (Reissue) Table() string { return "reissue" }

// AccountWord is what a person says of an account: the first proposes it or
// vouches for it again, the second confirms.
type AccountWord struct {
	ActNo         int64  `db:"act_no"`
	BeneficiaryID string `db:"beneficiary_id"`
	AccountID     string `db:"account_id"`
	Word          string `db:"word"`
	FirstPerson   string `db:"first_person"`
	SecondPerson  string `db:"second_person"`
	Reason        string `db:"reason"`
	RecordedAt    string `db:"recorded_at"`
}

func (AccountWord) Table() string { return "account_word" }

// Words of an AccountWord.
const (
	AccountWordProposed  = "proposed"
	AccountWordConfirmed = "confirmed"
)

// ResultCorrection says that a result is wrong, what is right and on what
// evidence. It counts once somebody else has confirmed it.
type ResultCorrection struct {
	ActNo          int64  `db:"act_no"`
	BeneficiaryID  string `db:"beneficiary_id"`
	InstructionID  string `db:"instruction_id"`
	FromState      string `db:"from_state"`
	ToState        string `db:"to_state"`
	Reason         string `db:"reason"`
	ReasonCode     string `db:"reason_code"` // the bank's, where it gave one
	EvidenceName   string `db:"evidence_name"`
	EvidenceSHA256 string `db:"evidence_sha256"`
	ProposedBy     string `db:"proposed_by"`
	RecordedAt     string `db:"recorded_at"`
}

func (ResultCorrection) Table() string { return "result_correction" }

// ResultCorrectionConsent is a second person's word on a correction.
type ResultCorrectionConsent struct {
	CorrectionNo int64  `db:"correction_no"`
	ProposedBy   string `db:"proposed_by"`
	ConfirmedBy  string `db:"confirmed_by"`
	RecordedAt   string `db:"recorded_at"`
	ActNo        int64  `db:"act_no"`
}

func (ResultCorrectionConsent) Table() string { return "result_correction_consent" }
