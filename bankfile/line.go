package bankfile

import (
	"fmt"

	"chitra/internal/money"
	"chitra/payout"
)

// HighValueFrom is the amount, in đồng, from which a transfer to another bank
// must go through the high-value interbank service: the instant service takes
// less than it (NAPAS 247).
const HighValueFrom = 500_000_000

// Purposes a line may state, codes of the ISO 20022 external purpose list.
const (
	PurposeSocialBenefit = "SSBE"
	PurposePension       = "PENS"
	PurposeGovernment    = "GOVT"
)

// Line is one instruction as a file carries it. What Format.Prepare returned
// equals, field by field, what Format.Read gives back.
type Line struct {
	EndToEndID string // payout.EndToEndID
	InstrID    string // ours too, at most 35; empty where the format has no room
	UETR       string // version 4 shaped; empty where the format has no room
	Amount     money.Amount

	BIN, BIC      string // the payee's bank: at least one of them
	BankDisplay   string // the bank as a portal spells it
	AccountNumber string
	Holder        string // the account holder's name
	Remittance    string // begins with EndToEndID
	Purpose       string // one of the Purpose constants
	InHouse       bool   // the payee's bank is the paying account's

	// Cash: a desk pays the holder by hand. Then there is no bank, AccountNumber is
	// the identity number that the holder shows, and Place is where the desk finds
	// them: the commune's name.
	Cash  bool
	Place string
}

// Route is the service a line travels by.
type Route uint8

// The routes, in the order in which files carry them.
const (
	InHouse   Route = iota // within the paying account's bank
	Interbank              // to another bank, under HighValueFrom
	HighValue              // to another bank, from HighValueFrom on
	CashDesk               // by hand
)

// Routes lists every route in the order of files.
func Routes() []Route { return []Route{InHouse, Interbank, HighValue, CashDesk} }

// Route is the service l travels by.
func (l Line) Route() Route {
	switch {
	case l.Cash:
		return CashDesk
	case l.InHouse:
		return InHouse
	case l.Amount.Minor() >= HighValueFrom:
		return HighValue
	}
	return Interbank
}

// LineError says which field of a line cannot be sent, by a stable code. It
// names no person and no account: Value is for the screen that shows the line.
type LineError struct {
	EndToEndID, Field, Code, Value string
}

func (e *LineError) Error() string {
	return fmt.Sprintf("line %s: %s: %s", e.EndToEndID, e.Field, e.Code)
}

// Codes of a LineError or HeaderError.
const (
	CodeMissing    = "missing"
	CodeMalformed  = "malformed"
	CodeTooLong    = "too_long"
	CodeLetters    = "letters_not_allowed"
	CodeNotDong    = "not_whole_dong"
	CodeNotMore    = "not_more_than_zero"
	CodeUnknown    = "unknown"
	CodeNotLed     = "not_led_by_reference"
	CodeRepeated   = "repeated"
	CodeDiffers    = "differs"     // the file says something else
	CodeNotCarried = "not_carried" // the format has no room for the field
)

// Check says whether l is fit for any format: references, amount, bank and
// account. A format's own limits come on top. The error is a *LineError.
func (l Line) Check() error { return l.check() }

func (l *Line) check() error {
	fail := func(field, code, value string) error {
		return &LineError{EndToEndID: l.EndToEndID, Field: field, Code: code, Value: value}
	}
	switch {
	case !payout.CheckEndToEndID(l.EndToEndID):
		return fail("end_to_end_id", CodeMalformed, l.EndToEndID)
	case l.InstrID != "" && l.InstrID != l.EndToEndID && !isReference(l.InstrID):
		return fail("instr_id", CodeMalformed, l.InstrID)
	case l.UETR != "" && !isUETR(l.UETR):
		return fail("uetr", CodeMalformed, l.UETR)
	case l.Amount.Currency() != money.VND:
		return fail("amount", CodeNotDong, l.Amount.Digits())
	case l.Amount.Sign() <= 0:
		return fail("amount", CodeNotMore, l.Amount.Digits())
	case l.Cash:
		return l.checkCash(fail)
	case l.Place != "":
		return fail("place", CodeNotCarried, l.Place)
	case l.BIN == "" && l.BIC == "":
		return fail("bin", CodeMissing, "")
	case l.BIN != "" && !isDigits(l.BIN, 6):
		return fail("bin", CodeMalformed, l.BIN)
	case l.BIC != "" && !IsBIC(l.BIC):
		return fail("bic", CodeMalformed, l.BIC)
	case l.AccountNumber == "":
		return fail("account", CodeMissing, "")
	case !isAccount(l.AccountNumber):
		return fail("account", CodeMalformed, l.AccountNumber)
	case l.Holder == "":
		return fail("holder", CodeMissing, "")
	case !isPurpose(l.Purpose):
		return fail("purpose", CodeUnknown, l.Purpose)
	}
	return nil
}

// checkCash is Check of what a desk pays.
func (l *Line) checkCash(fail func(field, code, value string) error) error {
	switch {
	case l.BIN != "" || l.BIC != "" || l.BankDisplay != "" || l.InHouse:
		return fail("bin", CodeNotCarried, l.BIN)
	case l.AccountNumber == "":
		return fail("identity", CodeMissing, "")
	case !isDigits(l.AccountNumber, 12) && !isDigits(l.AccountNumber, 9):
		return fail("identity", CodeMalformed, l.AccountNumber)
	case l.Holder == "":
		return fail("holder", CodeMissing, "")
	case l.Place == "":
		return fail("place", CodeMissing, "")
	case !isPurpose(l.Purpose):
		return fail("purpose", CodeUnknown, l.Purpose)
	}
	return nil
}

// IsPurpose says whether s is one of the Purpose constants.
func IsPurpose(s string) bool { return s != "" && isPurpose(s) }

func isPurpose(s string) bool {
	switch s {
	case "", PurposeSocialBenefit, PurposePension, PurposeGovernment:
		return true
	}
	return false
}

// isAccount: ASCII letters and digits, at most the 34 of ISO 20022.
func isAccount(s string) bool { return len(s) <= 34 && all(s, digit|upper|lower) }

// isReference: what every bank takes as a reference, upper-case letters and
// digits, at most 35.
func isReference(s string) bool { return s != "" && len(s) <= 35 && all(s, digit|upper) }

// isUETR: a version 4 UUID in lower case (ISO 20022 UUIDv4Identifier).
func isUETR(s string) bool {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	version, variant := s[14], s[19]
	return version == '4' && (variant == '8' || variant == '9' || variant == 'a' || variant == 'b') &&
		all(s[:8], hex) && all(s[9:13], hex) && all(s[15:18], hex) && all(s[20:23], hex) && all(s[24:], hex)
}

// IsBIC says whether s has the form of a bank's BIC, 8 or 11 characters
// (ISO 9362).
func IsBIC(s string) bool {
	return (len(s) == 8 || len(s) == 11) && all(s[:4], digit|upper) && all(s[4:6], upper) && all(s[6:], digit|upper)
}

func isDigits(s string, n int) bool { return len(s) == n && all(s, digit) }
