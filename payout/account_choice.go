package payout

import (
	"chitra/internal/civil"
	"chitra/internal/viet"
)

// ListedAccount is what a list says of an account. BIN and Number are as
// parsed, "" where they could not be; Written says that something stood there.
type ListedAccount struct {
	BIN, Number, Holder, Relation string
	Written                       bool
}

// AccountQuestion is everything the choice of an account depends on.
type AccountQuestion struct {
	Beneficiary string
	Payee       string     // the payee's name, from the registry
	On          civil.Date // the day of payment, for authorisations
	OnFile      []Account  // all of the beneficiary's
	Listed      ListedAccount
	UsersOnFile int // beneficiaries with the active account, this one included
	UsersListed int // beneficiaries with the listed account, this one included
}

// AccountAnswer is the account to pay into, or why there is none. Exactly one of
// Use and Hold is set.
type AccountAnswer struct {
	Use      Account
	Adopt    bool    // Use is new on file and becomes the one on record
	Proposed Account // listed, not vouched for: to be kept on file as proposed
	Hold     HoldReason
}

// mayShare is how many beneficiaries one account may serve when it is neither
// an institution's nor a guardian's.
const mayShare = 2

// ChooseAccount decides which account a payment goes to. The one on record is
// used; a first account is taken from the list when its holder is the payee or
// has a recorded right to receive; another account than the one on record never
// wins by itself. An account a bank refused stands for no record: it is not used
// again, and a list that shows another one corrects it. A list that names no
// holder says that the account is the payee's own.
func ChooseAccount(q AccountQuestion) AccountAnswer {
	active, hasActive := find(q.OnFile, func(a Account) bool { return a.State == AccountActive })
	switch {
	case hasActive && differs(active, q.Listed):
		return AccountAnswer{Hold: HoldAccountChanged, Proposed: q.proposed()}
	case hasActive:
		if hold := q.vouch(active, q.UsersOnFile); hold != "" {
			return AccountAnswer{Hold: hold}
		}
		return AccountAnswer{Use: active}
	case q.Listed.BIN == "" || q.Listed.Number == "":
		return AccountAnswer{Hold: q.withoutListed()}
	}
	return q.first()
}

// first answers for a listed account while none is on record.
func (q AccountQuestion) first() AccountAnswer {
	candidate := q.listed()
	if _, failed := find(q.OnFile, func(a Account) bool { return a.ID == candidate.ID && a.State == AccountFailed }); failed {
		return AccountAnswer{Hold: HoldAccountFailed}
	}
	if known, ok := find(q.OnFile, func(a Account) bool { return a.ID == candidate.ID }); ok && known.Relation != "" {
		candidate.Relation = known.Relation
	}
	if hold := q.vouch(candidate, q.UsersListed); hold != "" {
		candidate.State = AccountProposed
		return AccountAnswer{Hold: hold, Proposed: candidate}
	}
	return AccountAnswer{Use: candidate, Adopt: true}
}

// withoutListed says why there is no account when the list gives none either.
func (q AccountQuestion) withoutListed() HoldReason {
	if _, ok := find(q.OnFile, func(a Account) bool { return a.State == AccountFailed }); ok {
		return HoldAccountFailed
	}
	if q.Listed.Written {
		return HoldAccountUnusable
	}
	if _, ok := find(q.OnFile, func(a Account) bool { return a.State == AccountProposed }); ok {
		return HoldAccountChanged
	}
	return HoldNoAccount
}

// vouch says what speaks against paying into an account, "" if nothing does.
func (q AccountQuestion) vouch(a Account, users int) HoldReason {
	relation, hasRelation := ParseRelation(a.Relation)
	if !SameHolder(a.Holder, q.Payee) && !(hasRelation && relation.Holds(q.On)) {
		return HoldHolderDiffers
	}
	exempt := hasRelation && (relation.Kind == RelationInstitution || relation.Kind == RelationGuardian)
	if users > mayShare && !exempt {
		return HoldAccountShared
	}
	return ""
}

// listed is the list's account as it would stand on file.
func (q AccountQuestion) listed() Account {
	holder := q.Listed.Holder
	if holder == "" {
		holder = q.Payee
	}
	a := Account{
		Beneficiary: q.Beneficiary, ID: AccountID(q.Beneficiary, q.Listed.BIN, q.Listed.Number, holder),
		BIN: q.Listed.BIN, Number: q.Listed.Number, Holder: holder, Source: "list", State: AccountActive,
	}
	if r, ok := ParseRelation(q.Listed.Relation); ok {
		a.Relation = r.String()
	}
	return a
}

// proposed is the list's account to be kept until somebody confirms it; none
// where the list's is not a usable one.
func (q AccountQuestion) proposed() Account {
	if q.Listed.BIN == "" || q.Listed.Number == "" {
		return Account{}
	}
	a := q.listed()
	a.State = AccountProposed
	return a
}

// differs reports whether a list shows another account than the one on record.
// What could not be read contradicts nothing.
func differs(active Account, l ListedAccount) bool {
	return l.Number != "" && (l.Number != active.Number || l.BIN != "" && l.BIN != active.BIN)
}

// SameHolder reports whether two names are one holder's: equal in every tone
// after composing, or equal without marks where either is written without any.
// A missing name is nobody's.
func SameHolder(a, b string) bool {
	keyA, keyB := viet.Key(a), viet.Key(b)
	if keyA == "" || keyB == "" {
		return false
	}
	foldA, foldB := viet.Fold(a), viet.Fold(b)
	return keyA == keyB || foldA == foldB && (keyA == foldA || keyB == foldB)
}

func find(accounts []Account, is func(Account) bool) (Account, bool) {
	for _, a := range accounts {
		if is(a) {
			return a, true
		}
	}
	return Account{}, false
}
