package app

// HandbackSlip is the day of the slip money was handed back by.
type HandbackSlip struct {
	HandbackNo int64  `db:"handback_no"`
	SlipOn     string `db:"slip_on"`
	ActNo      int64  `db:"act_no"`
}

func (HandbackSlip) Table() string { return "handback_slip" }

// TreasuryReceipt is the Treasury's own slip: it has the money of one hand-back or
// of several. Replaces is the receipt it stands in the place of, 0 for none.
type TreasuryReceipt struct {
	ActNo      int64  `db:"act_no"`
	Number     string `db:"number"`
	ReceivedOn string `db:"received_on"`
	Payments   int64  `db:"payments"`
	Amount     int64  `db:"amount"`
	Replaces   int64  `db:"replaces_no"`
	Reason     string `db:"reason"`
	ProposedBy string `db:"proposed_by"`
	RecordedAt string `db:"recorded_at"`
}

func (TreasuryReceipt) Table() string { return "treasury_receipt" }

// TreasuryReceiptLine is one hand-back of a TreasuryReceipt.
type TreasuryReceiptLine struct {
	ReceiptNo  int64 `db:"receipt_no"`
	HandbackNo int64 `db:"handback_no"`
	Payments   int64 `db:"payments"`
	Amount     int64 `db:"amount"`
}

func (TreasuryReceiptLine) Table() string { return "treasury_receipt_line" }

// TreasuryReceiptConsent is a second person's word on a TreasuryReceipt, once for
// each of its hand-backs, so that the database holds that each is received once.
// Replaces is the receipt of the hand-back before it, corrected or taken back.
type TreasuryReceiptConsent struct {
	ReceiptNo   int64  `db:"receipt_no"`
	HandbackNo  int64  `db:"handback_no"`
	Replaces    int64  `db:"replaces_no"`
	ProposedBy  string `db:"proposed_by"`
	ConfirmedBy string `db:"confirmed_by"`
	RecordedAt  string `db:"recorded_at"`
	ActNo       int64  `db:"act_no"`
}

func (TreasuryReceiptConsent) Table() string { return "treasury_receipt_consent" }

// ReceiptWithdrawal says that the Treasury never had the money of a receipt.
type ReceiptWithdrawal struct {
	ActNo      int64  `db:"act_no"`
	ReceiptNo  int64  `db:"receipt_no"`
	Reason     string `db:"reason"`
	ProposedBy string `db:"proposed_by"`
	RecordedAt string `db:"recorded_at"`
}

func (ReceiptWithdrawal) Table() string { return "receipt_withdrawal" }

// ReceiptWithdrawalConsent is a second person's word on a ReceiptWithdrawal.
type ReceiptWithdrawalConsent struct {
	WithdrawalNo int64  `db:"withdrawal_no"`
	ReceiptNo    int64  `db:"receipt_no"`
	ProposedBy   string `db:"proposed_by"`
	ConfirmedBy  string `db:"confirmed_by"`
	RecordedAt   string `db:"recorded_at"`
	ActNo        int64  `db:"act_no"`
}

func (ReceiptWithdrawalConsent) Table() string { return "receipt_withdrawal_consent" }
