// Package bank knows the institutions that hold payees' accounts: their BINs,
// codes, names, the many ways people write those names, the eight-character
// codes of the interbank system, and the form an account number may take.
//
// It refuses to guess. A name that nobody carries, or that two institutions
// share, gives no institution; an account number that a spreadsheet has rounded
// or a clerk has annotated gives an error and never a number.
package bank

// Institution is a bank or an e-wallet provider as the payment system knows it.
type Institution struct {
	// BIN is the six digits of the interbank card and transfer network; empty
	// for the few institutions that have none.
	BIN string
	// Code is our key: unique among institutions that are not deprecated.
	Code string
	// ShortName is how customers call it; NameVI is its registered name.
	ShortName, NameVI string
	// SWIFT is the BIC of eight characters; empty where not known.
	SWIFT string
	// CITAD is the institution's three digits inside the interbank code
	// (see CITAD); empty where not known.
	CITAD string
	// Display is the text of MB's drop-down list of beneficiary banks; empty
	// where no copy of that list names the institution.
	Display string
	// Wallet marks an e-wallet provider.
	Wallet bool
	// Deprecated marks a row that only keeps an old name; the institution that
	// took over carries the same BIN.
	Deprecated bool
}

// IsWallet says whether accounts at i are e-wallets, which the law caps and
// ties to a telephone number.
func IsWallet(i Institution) bool { return i.Wallet }

// PortalText is what goes into the bank column of MB's bulk payment workbook:
// the text of MB's own list where it is known, else "ShortName (CODE)".
func (i Institution) PortalText() string {
	if i.Display != "" {
		return i.Display
	}
	return i.ShortName + " (" + i.Code + ")"
}
