package payout

import "chitra/internal/viet"

// AccountState says whether an account on file may be paid into.
type AccountState string

// The states of an account on file.
const (
	AccountActive   AccountState = "active"   // the one on record; at most one a beneficiary
	AccountProposed AccountState = "proposed" // written somewhere, not vouched for yet
	AccountFailed   AccountState = "failed"   // refused by a bank for account or name
	AccountReplaced AccountState = "replaced" // another took its place
)

// AccountStates returns every state of an account.
func AccountStates() []AccountState {
	return []AccountState{AccountActive, AccountProposed, AccountFailed, AccountReplaced}
}

// Account is where a payee is paid. Number is as internal/bank parsed it,
// Holder as the source wrote it; Relation is the canonical form of a Relation,
// "" when the holder is the beneficiary.
type Account struct {
	Beneficiary, ID string
	BIN, Number     string
	Holder          string
	Relation        string
	Source          string // list, account_import, bank
	State           AccountState
}

// AccountID is the identifier of an account of one beneficiary: "A" and 14
// base-32 letters. Marks and case in the holder's name make no other account;
// another name does.
func AccountID(beneficiary, bin, number, holder string) string {
	return identifier("A", beneficiary, bin, number, viet.Fold(holder))
}
