package synth

// allKinds is every kind a dirty province must show.
func allKinds() []Kind {
	return []Kind{Exact, Normalised, Unmarked, MiddleMissing, NameEdit, DateSwapped, DatePart, YearOnly, LostZero, NearNumber, Contested,
		NumberMissing, OldNumber, NotFound, NumberShared, DuplicateRow, CancelledNo, DeadBefore, DiedInMonth, LostDigits, BirthMissing,
		CategoryMissing, AmountUnreadable, NameMissing, Arrears, AmountDiffers, AmountUnknown, CoefficientOff, AmountComputed,
		CoefficientMissing, AccountMalformed, Guardian, HolderDiffers, AccountShared, AccountChanged, LateUnapproved, LateSent}
}
