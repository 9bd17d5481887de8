package app

// LedgerEntry takes an amount of đồng from one account of the ledger to another,
// because a change of state moved an instruction's money. RecordedAt is when that
// change was recorded; BusinessOn the day the bank booked it, where it says so.
type LedgerEntry struct {
	BeneficiaryID string `db:"beneficiary_id"`
	InstructionID string `db:"instruction_id"`
	CauseNo       int64  `db:"cause_no"` // the act of that change
	Debit         string `db:"debit"`
	Credit        string `db:"credit"`
	Amount        int64  `db:"amount"`
	PayerID       string `db:"payer_id"`
	BatchID       string `db:"batch_id"`
	Cause         string `db:"cause"` // the fact behind it: a file's, an answer's or an instruction's name
	BusinessOn    string `db:"business_on"`
	RecordedAt    string `db:"recorded_at"`
	ActNo         int64  `db:"act_no"`
}

func (LedgerEntry) Table() string { return "ledger_entry" }
