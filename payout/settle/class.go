package settle

import (
	"slices"
	"strings"

	"chitra/internal/viet"
)

// Class groups a bank's reasons by what follows from them.
type Class string

// The classes, the gravest first: of several reasons on one line the gravest
// decides, because a retry must be safe under all of them.
const (
	ClassAmount      Class = "amount"
	ClassDuplicate   Class = "duplicate"
	ClassUnknown     Class = "unknown"
	ClassNameCheck   Class = "name_check"
	ClassDeceased    Class = "deceased"
	ClassBlocked     Class = "blocked"
	ClassCancelled   Class = "cancelled"
	ClassFile        Class = "file"
	ClassOurFunds    Class = "our_funds"
	ClassBankCode    Class = "bank_code"
	ClassName        Class = "name"
	ClassAccountData Class = "account_data"
	// ClassNotCollected: a cash desk had the money ready and the payee did not come.
	ClassNotCollected Class = "not_collected"
	ClassUnstated     Class = "unstated"
)

// Classes returns every class, the gravest first.
func Classes() []Class {
	return []Class{
		ClassAmount, ClassDuplicate, ClassUnknown, ClassNameCheck, ClassDeceased, ClassBlocked, ClassCancelled,
		ClassFile, ClassOurFunds, ClassBankCode, ClassName, ClassAccountData, ClassNotCollected, ClassUnstated,
	}
}

// Sure reports whether a refusal of the class surely failed: it names a reason
// that only an instruction which did not pay can have.
func (c Class) Sure() bool {
	switch c {
	case ClassDeceased, ClassBlocked, ClassCancelled:
		return true
	}
	return c.Reissuable()
}

// Reissuable reports whether a payment refused for the class may be tried again
// once it is corrected. The deceased, the blocked and the cancelled are not
// tried again by a machine.
func (c Class) Reissuable() bool {
	switch c {
	case ClassFile, ClassOurFunds, ClassBankCode, ClassName, ClassAccountData, ClassNotCollected:
		return true
	}
	return false
}

// SpoilsAccount reports whether the account is not used again until corrected or
// confirmed: the bank refused it for account or name.
func (c Class) SpoilsAccount() bool { return c == ClassAccountData || c == ClassName }

// Next is the stable code of what follows from a refusal.
type Next string

// What follows from each class.
const (
	NextException    Next = "open_exception"
	NextNeverResend  Next = "never_resend"
	NextAskBank      Next = "ask_bank"
	NextCompareName  Next = "compare_name"
	NextStopRecover  Next = "stop_and_recover"
	NextHoldContact  Next = "hold_and_contact"
	NextClose        Next = "close"
	NextRegenerate   Next = "regenerate"
	NextRetryWhole   Next = "retry_whole"
	NextFixBankTable Next = "fix_bank_table"
	NextCheckHolder  Next = "check_holder"
	NextCollectAgain Next = "collect_again"
	NextOfferAgain   Next = "offer_again"
	NextRead         Next = "read_by_person"
)

// Next returns what follows from the class.
func (c Class) Next() Next {
	switch c {
	case ClassAmount:
		return NextException
	case ClassDuplicate:
		return NextNeverResend
	case ClassUnknown:
		return NextAskBank
	case ClassNameCheck:
		return NextCompareName
	case ClassDeceased:
		return NextStopRecover
	case ClassBlocked:
		return NextHoldContact
	case ClassCancelled:
		return NextClose
	case ClassFile:
		return NextRegenerate
	case ClassOurFunds:
		return NextRetryWhole
	case ClassBankCode:
		return NextFixBankTable
	case ClassName:
		return NextCheckHolder
	case ClassAccountData:
		return NextCollectAgain
	case ClassNotCollected:
		return NextOfferAgain
	}
	return NextRead
}

// Classify returns the class of what stands as a reason: one or several ISO
// 20022 codes, or a portal's words. Of several the gravest decides; a reason
// that states nothing adds nothing to one that does. A code in no table is
// unknown, words in no table are unstated.
func Classify(reason string) Class {
	folded := viet.Fold(reason)
	tokens := strings.Fields(folded)
	var found []Class
	strange := false
	for _, token := range tokens {
		if c, known := classOfCode(token); known {
			found = append(found, c)
		} else if looksLikeCode(token) || len(tokens) == 1 && len(token) == 4 {
			strange = true
		}
	}
	if len(found) == 0 {
		found = classesOfWords(folded)
	}
	if strange {
		found = append(found, ClassUnknown)
	}
	return gravest(found)
}

// ClassifyAll is Classify over the reasons of one line.
func ClassifyAll(reasons []string) Class {
	found := make([]Class, len(reasons))
	for i, r := range reasons {
		found[i] = Classify(r)
	}
	return gravest(found)
}

// gravest is the class that decides. Where nobody came it is a desk that speaks, and
// what else it notes is of people, not of accounts: that somebody's card has a wrong
// name, or that the days of paying are over.
func gravest(found []Class) Class {
	desk := slices.Contains(found, ClassNotCollected)
	for _, c := range Classes() {
		if slices.Contains(found, c) && (!desk || !c.ofAccounts()) {
			return c
		}
	}
	return ClassUnstated
}

// ofAccounts reports whether only who keeps the payee's account can say so.
func (c Class) ofAccounts() bool {
	switch c {
	case ClassUnknown, ClassNameCheck, ClassBlocked, ClassBankCode, ClassName, ClassAccountData:
		return true
	}
	return false
}

// classOfCode is the table of external reason codes.
func classOfCode(code string) (Class, bool) {
	switch code {
	case "AC01", "AC03", "AC04", "AC07", "AC14", "AG01", "AG03":
		return ClassAccountData, true
	case "AC06":
		return ClassBlocked, true
	case "BE01", "BE22":
		return ClassName, true
	case "MD07":
		return ClassDeceased, true
	case "RC01", "RC04", "RC08", "AGNT", "CNOR":
		return ClassBankCode, true
	case "AM04":
		return ClassOurFunds, true
	case "AM05", "DUPL", "DU01", "DU02", "DU03", "DU04", "DU05":
		return ClassDuplicate, true
	case "AM09":
		return ClassAmount, true
	case "AM10", "AM16", "AM17", "AM18", "AM19", "FF01", "FF03", "FF05":
		return ClassFile, true
	case "CUST", "FOCR", "DS02", "DS04":
		return ClassCancelled, true
	case "NOAS", "AB05", "AB06", "AB09", "ED05":
		return ClassUnknown, true
	case "MS02", "MS03", "NARR":
		return ClassUnstated, true
	case "RCVC", "RVMC", "RVNM", "RVNA", "RVNC":
		return ClassNameCheck, true
	}
	return "", false
}

// looksLikeCode: two or more letters and then digits, four characters in all,
// as in AC01; no Vietnamese word has that form.
func looksLikeCode(token string) bool {
	if len(token) != 4 {
		return false
	}
	letter := func(b byte) bool { return b >= 'A' && b <= 'Z' }
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	return letter(token[0]) && letter(token[1]) && digit(token[3]) && (letter(token[2]) || digit(token[2]))
}
