package ledger

// Movement takes an amount from Credit to Debit.
type Movement struct{ Debit, Credit Account }

// Between is the movement that follows when an instruction comes from one
// standing to another; ok is false where its money stays where it is.
func Between(from, to Standing) (m Movement, ok bool) {
	m = Movement{Debit: to.Account(), Credit: from.Account()}
	return m, m.Debit != m.Credit
}

// Movements returns every movement there may be. The database holds the same.
func Movements() []Movement {
	return []Movement{
		{Debit: Transit, Credit: Treasury},  // its file is released, or a reissued attempt may be alive after all
		{Debit: Paid, Credit: Transit},      // the bank proves the credit
		{Debit: Returned, Credit: Transit},  // refused before settlement, or booked back
		{Debit: Returned, Credit: Paid},     // booked back after it was paid
		{Debit: Transit, Credit: Paid},      // a later answer contradicts
		{Debit: Transit, Credit: Returned},  // a later answer contradicts
		{Debit: Paid, Credit: Returned},     // paid after all
		{Debit: Treasury, Credit: Returned}, // a later attempt takes the money along
		{Debit: GiveBack, Credit: Returned}, // handed back
		{Debit: Returned, Credit: GiveBack}, // no longer handed back
		{Debit: Treasury, Credit: GiveBack}, // the Treasury has it
		{Debit: Transit, Credit: GiveBack},  // a late answer on what was handed back
		{Debit: Paid, Credit: GiveBack},     // paid although it was handed back
		{Debit: Paid, Credit: Treasury},     // a reissued attempt is paid after all
		{Debit: Treasury, Credit: Transit},  // a reissued attempt fails again: nothing of it waits
		{Debit: Treasury, Credit: Paid},     // a reissued attempt, paid after all, is booked back
		{Debit: GiveBack, Credit: Treasury}, // the Treasury never had it: its receipt is taken back
		{Debit: Returned, Credit: Treasury}, // the same, of what an answer took out of its hand-back
	}
}
