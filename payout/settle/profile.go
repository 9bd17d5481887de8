package settle

import (
	"slices"

	"chitra/internal/viet"
)

// Profile is what one bank means by its answers, from its own papers. The zero
// value is the most careful reading: only ACCC and "Thành công" beside "Đã trừ
// tiền" are paid.
type Profile struct {
	// ACSCIsPaid: the bank's ACSC says that the payee is credited.
	ACSCIsPaid bool
	// PartUnlistedAccepted: of a file answered PART, the lines that the answer
	// does not name are accepted.
	PartUnlistedAccepted bool
	// SuccessIsPaid: the bank's result has no column for the debit, and its word
	// for success alone says that the payee is credited.
	SuccessIsPaid bool
	// BlankSaysNothing: a line without a status is one that nobody has answered yet,
	// as on a list that a desk is still paying.
	BlankSaysNothing bool
	// ReturnsStandAlone: the bank tells neither credit nor debit line by line; a
	// booked return is all it ever says.
	ReturnsStandAlone bool

	// A portal's words, compared without marks and case; nil stands for the
	// words beside each.
	PaidWords      []string // Thành công
	FailedWords    []string // Thất bại
	PendingWords   []string // Đang xử lý
	DebitedWords   []string // Đã trừ tiền
	UndebitedWords []string // Chưa trừ tiền, Không trừ tiền
}

// word is what a portal's word means.
type word uint8

const (
	wordNone word = iota // nothing stood there
	wordOther
	wordPaid
	wordFailed
	wordPending
)

func (p Profile) status(text string) word {
	switch folded := viet.Fold(text); {
	case folded == "":
		return wordNone
	case among(folded, p.PaidWords, "Thành công"):
		return wordPaid
	case among(folded, p.FailedWords, "Thất bại", "Không thành công"):
		return wordFailed
	case among(folded, p.PendingWords, "Đang xử lý", "Chờ xử lý"):
		return wordPending
	}
	return wordOther
}

// debit is what a portal says of our own account.
type debit uint8

const (
	debitUnsaid debit = iota
	debitOther
	debitDone
	debitNot
)

func (p Profile) debit(text string) debit {
	switch folded := viet.Fold(text); {
	case folded == "":
		return debitUnsaid
	case among(folded, p.DebitedWords, "Đã trừ tiền"):
		return debitDone
	case among(folded, p.UndebitedWords, "Chưa trừ tiền", "Không trừ tiền"):
		return debitNot
	}
	return debitOther
}

// among compares a folded text with a profile's words, or with the usual ones
// where it has none of its own.
func among(folded string, words []string, usual ...string) bool {
	if words == nil {
		words = usual
	}
	return slices.ContainsFunc(words, func(w string) bool { return viet.Fold(w) == folded })
}
