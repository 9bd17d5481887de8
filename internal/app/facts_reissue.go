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
