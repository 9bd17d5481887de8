package bankfile

import (
	"chitra/internal/civil"
	"chitra/internal/money"
)

// AccountStatement is what a statement, or a notification, says of an account as
// a whole. It is complete once the file was read to its end.
type AccountStatement struct {
	Number   int    // in its file, from 1; answers carry it
	Format   string // "camt.053.001.08"
	ID       string // the bank's own
	Account  string
	Sequence int64 // the bank's count of statements of the account; 0 where not told
	// The first and last day it covers: as stated, else by its balances or entries.
	From, To civil.Date
	Page     int  // from 1
	LastPage bool // true of a statement that is not cut into pages
	// The booked balances of beginning and end, below zero where overdrawn; the
	// zero Amount where not told.
	Opening, Closing money.Amount
	// The booked entries in it. Whole is false where one cannot be added up.
	Entries         int
	Credits, Debits money.Amount
	Whole           bool
}
