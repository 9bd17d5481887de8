package settle

import (
	"chitra/internal/civil"
	"chitra/payout"
)

// BankDays is the bank's time by default: working days after the day of payment.
const BankDays = 3

// DeskDays is a cash desk's time, likewise: it pays for some days and reports in
// the month (NĐ 20/2021 Điều 34).
const DeskDays = 20

// LastBankDay is the last day on which a payment of a day is still within the
// bank's time of working days; below 1 stands for BankDays. holidays may be nil.
func LastBankDay(payOn civil.Date, workingDays int, holidays func(civil.Date) bool) civil.Date {
	if workingDays < 1 {
		workingDays = BankDays
	}
	if holidays == nil {
		holidays = func(civil.Date) bool { return false }
	}
	for range workingDays {
		payOn = civil.NextWorkingDay(payOn, holidays)
	}
	return payOn
}

// Overdue makes an instruction unknown whose bank's time is over on a day. Only a
// sent one can be overdue; ok is false where nothing changes. Waiting never
// makes anything failed.
func Overdue(i payout.Instruction, payOn, today civil.Date, workingDays int, holidays func(civil.Date) bool) (s Settled, ok bool) {
	s = Settled{From: i.State, To: i.State}
	if i.State != payout.InstructionSent || today.Compare(LastBankDay(payOn, workingDays, holidays)) <= 0 {
		return s, false
	}
	return Settled{
		From: i.State, To: payout.InstructionUnknown,
		Reason: ExceptionOverdue, Exception: ExceptionOverdue,
	}, true
}
