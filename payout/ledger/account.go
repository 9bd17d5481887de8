package ledger

import "chitra/payout"

// Account is where money stands, as far as the ledger is concerned.
type Account string

// The accounts. Treasury is where all money comes from: its balance is never
// more than zero, and what it lacks stands in the other four.
const (
	Treasury Account = "treasury"  // Kho bạc: not on its way, or back where it came from
	Transit  Account = "transit"   // đang ở ngân hàng: sent, and the bank has not settled it
	Paid     Account = "paid"      // đã chi: with the payee
	Returned Account = "returned"  // hoàn trả: refused or booked back, waiting to be paid again
	GiveBack Account = "give_back" // chờ nộp trả Kho bạc: will not be paid any more
)

// Accounts returns every account, in the order money takes.
func Accounts() []Account { return []Account{Treasury, Transit, Paid, Returned, GiveBack} }

// Standing is all the ledger has to know of an instruction.
type Standing struct {
	State payout.InstructionState
	// Reissued: a later attempt of the same payment has left, with the money
	// that came back from this one.
	Reissued bool
	// HandedBack: the payment is handed back; its money is not paid again.
	HandedBack bool
	// GivenBack: the Treasury has what came back, and keeps it.
	GivenBack bool
}

// Account is where the amount of an instruction stands. What failed lies with us
// until it is paid again or given back.
func (s Standing) Account() Account {
	switch s.State {
	case payout.InstructionSent, payout.InstructionUnknown:
		return Transit
	case payout.InstructionPaid:
		return Paid
	case payout.InstructionRejected, payout.InstructionReturned:
		return s.failed()
	}
	return Treasury // intended or dropped: it has not left
}

func (s Standing) failed() Account {
	switch {
	case s.Reissued, s.GivenBack:
		return Treasury
	case s.HandedBack:
		return GiveBack
	}
	return Returned
}

// Failed reports whether where the money of an instruction in the state stands
// depends on what became of its payment since.
func Failed(s payout.InstructionState) bool {
	return s == payout.InstructionRejected || s == payout.InstructionReturned
}

// Left reports whether a file with an instruction in the state has left.
func Left(s payout.InstructionState) bool {
	return s != payout.InstructionIntended && s != payout.InstructionDropped
}
