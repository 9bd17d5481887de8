package payout

import "chitra/internal/money"

// Instruction is one attempt to pay a payment, in one file. Attempt counts from
// 1; EndToEndID is never used again.
type Instruction struct {
	EndToEndID, UETR       string
	Beneficiary, PaymentID string
	Attempt                int
	BatchID                string
	Amount                 money.Amount
	BIN, AccountNumber     string
	HolderSent             string // the holder's name in the bank's letters
	Remittance             string
	State                  InstructionState
}
