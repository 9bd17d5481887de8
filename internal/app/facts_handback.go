package app

// Handback is money of payments that failed, given back to the budget by a slip of
// the Treasury's.
type Handback struct {
	ActNo      int64  `db:"act_no"`
	Year       int64  `db:"year"`
	Slip       string `db:"slip"`
	Reason     string `db:"reason"`
	Payments   int64  `db:"payments"`
	Amount     int64  `db:"amount"`
	ProposedBy string `db:"proposed_by"`
	RecordedAt string `db:"recorded_at"`
}

func (Handback) Table() string { return "handback" }

// HandbackLine is one payment of a Handback, as it stood.
type HandbackLine struct {
	HandbackNo    int64  `db:"handback_no"`
	BeneficiaryID string `db:"beneficiary_id"`
	PaymentID     string `db:"payment_id"`
	InstructionID string `db:"instruction_id"`
	State         string `db:"state"`
	Amount        int64  `db:"amount"`
}

func (HandbackLine) Table() string { return "handback_line" }

// HandbackConsent is a second person's word on a Handback.
type HandbackConsent struct {
	HandbackNo  int64  `db:"handback_no"`
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
	ActNo       int64  `db:"act_no"`
}

func (HandbackConsent) Table() string { return "handback_consent" }
