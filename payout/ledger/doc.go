// Package ledger owns the double entry underneath the money: the five accounts
// an instruction's amount can stand in, which of them is right for every state,
// and the one movement that follows when that changes.
//
// An entry takes an amount from one account (its credit) to another (its debit),
// so that the sum over all accounts is zero at every moment by construction. It
// refuses a movement between two accounts that no change of state leads between,
// an amount that is not more than zero, and taking more from an account than an
// instruction has in it.
package ledger
