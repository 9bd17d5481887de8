package app

// Inquiry is a question to the bank of a paying account: which instructions, when
// and by whom.
type Inquiry struct {
	ID           string `db:"id"`
	PayerID      string `db:"payer_id"`
	AskedOn      string `db:"asked_on"`
	Number       int64  `db:"number"` // of the day
	Instructions int64  `db:"instructions"`
	Amount       int64  `db:"amount"`
	Name         string `db:"name"` // of the workbook, without its ending
	SHA256       string `db:"sha256"`
	CSVSHA256    string `db:"csv_sha256"`
	AskedBy      string `db:"asked_by"`
	RecordedAt   string `db:"recorded_at"`
	ActNo        int64  `db:"act_no"`
}

func (Inquiry) Table() string { return "inquiry" }

// InquiryLine is one instruction that is asked about.
type InquiryLine struct {
	InquiryID     string `db:"inquiry_id"`
	N             int64  `db:"n"`
	BeneficiaryID string `db:"beneficiary_id"`
	InstructionID string `db:"instruction_id"`
	Asked         string `db:"asked"` // why: an InquiryCause
	ActNo         int64  `db:"act_no"`
}

func (InquiryLine) Table() string { return "inquiry_line" }
