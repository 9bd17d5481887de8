// Package payout owns the nouns and states of paying: entitlement lines,
// payments, accounts, paying accounts and their routes, batches, instructions,
// their identifiers and digests, and the tables that say which state may follow
// which.
//
// It refuses a change of state that its tables do not name, an approver who is
// one of the makers, a payment whose amount is not the sum of its lines, and an
// account that nobody vouches for. It reads no clock and no store; identifiers
// are digests of what they name, so that the same facts give the same
// identifiers on every machine and in every run.
package payout
