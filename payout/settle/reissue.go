package settle

import (
	"slices"

	"chitra/payout"
)

// Remedy is what has to be put right before a payment that failed may be tried
// again.
type Remedy string

// The remedies.
const (
	// RemedyAccount: another account on record, or the same one confirmed by a
	// second person since it failed.
	RemedyAccount Remedy = "account"
	// RemedyName: the same, as the holder was refused: the account on record is
	// compared with the payee's name once more.
	RemedyName Remedy = "name"
	// RemedyBankCode: the bank table says something else of the payee's bank than
	// the file did, or the account is another.
	RemedyBankCode Remedy = "bank_code"
	// RemedyRetry: nothing of the payee's was wrong; the whole is tried again.
	RemedyRetry Remedy = "retry"
	// RemedyRegenerate: the file was at fault and is made anew.
	RemedyRegenerate Remedy = "regenerate"
	// RemedyNone: no instruction follows.
	RemedyNone Remedy = "none"
)

// Remedies returns every remedy.
func Remedies() []Remedy {
	return []Remedy{RemedyAccount, RemedyName, RemedyBankCode, RemedyRetry, RemedyRegenerate, RemedyNone}
}

// Failure is how the last instruction of a payment ended, with all reasons that
// the bank gave for it.
type Failure struct {
	State   payout.InstructionState
	Reasons []string
}

// Class is the gravest of the reasons.
func (f Failure) Class() Class { return ClassifyAll(f.Reasons) }

// Remedy says what must be put right. Only what surely failed has any: an
// instruction that was rejected for a reissuable class, or whose whole amount was
// booked back. What came back is with us whatever the bank calls the reason, but
// the dead, the blocked, the cancelled and a second payment of the same are not
// tried again by a machine, and a return that says little is about the account.
func (f Failure) Remedy() Remedy {
	class := f.Class()
	switch f.State {
	case payout.InstructionRejected:
		if !class.Reissuable() {
			return RemedyNone
		}
		return remedyOf(class)
	case payout.InstructionReturned:
		if slices.Contains([]Class{ClassDeceased, ClassBlocked, ClassCancelled, ClassDuplicate}, class) {
			return RemedyNone
		}
		return remedyOf(class)
	}
	return RemedyNone
}

func remedyOf(c Class) Remedy {
	switch c {
	case ClassName:
		return RemedyName
	case ClassBankCode:
		return RemedyBankCode
	case ClassOurFunds, ClassNotCollected:
		return RemedyRetry
	case ClassFile:
		return RemedyRegenerate
	}
	return RemedyAccount
}

// NotReissued is the stable code of why a payment that was not paid gets no new
// instruction. A payout.HoldReason may stand in its place: what would hold the
// payment if it were due today.
type NotReissued string

// Why nothing follows.
const (
	NotUnknown    NotReissued = "unknown"               // the bank is asked; never sent again
	NotUnclear    NotReissued = "reason_unclear"        // the reason proves nothing
	NotDeceased   NotReissued = "deceased"              // never by a machine
	NotBlocked    NotReissued = "blocked"               // never by a machine
	NotCancelled  NotReissued = "cancelled"             // never by a machine
	NotDuplicate  NotReissued = "duplicate"             // never by a machine
	NotAccount    NotReissued = "account_not_corrected" // the account that failed is the last one known
	NotName       NotReissued = "name_not_corrected"    // nobody has confirmed the holder since
	NotBankCode   NotReissued = "bank_code_not_fixed"   // the file would say the same bank again
	NotRowGone    NotReissued = "row_gone"              // nobody on a list in force is due it
	NotRowChanged NotReissued = "row_changed"           // the list now gives another amount
	NotTakenOut   NotReissued = "taken_out"             // a person took the reissue out
	NotHandedBack NotReissued = "handed_back"           // its money went back to the Treasury
)

// NotReissuedCodes returns every code.
func NotReissuedCodes() []NotReissued {
	return []NotReissued{NotUnknown, NotUnclear, NotDeceased, NotBlocked, NotCancelled, NotDuplicate, NotAccount, NotName, NotBankCode,
		NotRowGone, NotRowChanged, NotTakenOut, NotHandedBack}
}

// Forbidden says why a failure is never tried again by a machine; "" where it
// may be once its remedy is there.
func (f Failure) Forbidden() NotReissued {
	if f.State == payout.InstructionUnknown || f.State == payout.InstructionSent {
		return NotUnknown
	}
	if f.Remedy() != RemedyNone {
		return ""
	}
	switch f.Class() {
	case ClassDeceased:
		return NotDeceased
	case ClassBlocked:
		return NotBlocked
	case ClassCancelled:
		return NotCancelled
	case ClassDuplicate:
		return NotDuplicate
	}
	return NotUnclear
}

// Uncorrected is the code where a remedy is still missing.
func (r Remedy) Uncorrected() NotReissued {
	switch r {
	case RemedyName:
		return NotName
	case RemedyBankCode:
		return NotBankCode
	}
	return NotAccount
}
