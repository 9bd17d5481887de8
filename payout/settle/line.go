package settle

import (
	"slices"
	"strings"

	"chitra/internal/viet"
)

// LineKind is what an entry of a statement is that no instruction of ours is
// behind.
type LineKind string

// The kinds.
const (
	LineFee      LineKind = "bank_fee"       // the bank's charge, or tax on it
	LineInterest LineKind = "bank_interest"  // on our balance, or what we owe
	LineIncoming LineKind = "foreign_credit" // money from somebody: the Treasury, a refund by hand
	LineOutgoing LineKind = "foreign_debit"  // money that left us by no instruction of ours
)

// LineKinds returns every kind.
func LineKinds() []LineKind { return []LineKind{LineFee, LineInterest, LineIncoming, LineOutgoing} }

// KindOfLine tells what a booked entry is, by the bank's own code (domain,
// family, subfamily; or a proprietary one), else by its words. debit says that
// our account was debited. A word decides only where no code does, and only as
// whole words, so that no transfer to a Mr Phí is a fee; "trả lãi" and "trả lại"
// are one without marks, and say nothing.
func KindOfLine(code, text string, debit bool) LineKind {
	if kind := kindOfCode(code, debit); kind != "" {
		return kind
	}
	folded := " " + viet.Fold(text) + " "
	says := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(folded, " "+w+" ") })
	}
	switch {
	case says("LAI TIEN GUI", "LAI SUAT", "LAI NHAP VON", "INTEREST"):
		return LineInterest
	case debit && says("PHI DICH VU", "THU PHI", "PHI CHUYEN TIEN", "PHI GIAO DICH", "PHI QUAN LY", "PHI DUY TRI", "PHI SMS", "VAT PHI", "FEE", "CHARGE", "CHARGES", "COMMISSION"):
		return LineFee
	case debit:
		return LineOutgoing
	}
	return LineIncoming
}

// kindOfCode reads the last part of an ISO 20022 bank transaction code.
func kindOfCode(code string, debit bool) LineKind {
	parts := strings.Split(strings.ToUpper(code), "/")
	switch last := parts[len(parts)-1]; last {
	case "CHRG", "FEES", "COMM", "COMI", "COMT", "LBCA", "TAXE":
		if debit {
			return LineFee
		}
	case "INTR":
		return LineInterest
	}
	return ""
}
