package store_test

import "chitra/internal/app"

// What follows in the life when money did not arrive.

// againFacts try the payment again that the bank refused.
func againFacts(at string) []app.Fact {
	return []app.Fact{
		app.AccountWord{ActNo: actAgain, BeneficiaryID: "B2", AccountID: "A2", Word: app.AccountWordProposed, FirstPerson: "hoa", Reason: "đã hỏi", RecordedAt: at},
		app.Reissue{BeneficiaryID: "B2", PaymentID: "C2", Attempt: 2, BatchID: lifeBatch, AccountID: "A2", PreviousID: "I2", PreviousBatch: lifeBatch,
			PreviousAccount: "A2", PreviousPayer: lifePayer, Reasons: "AC04", Class: "account_data", Remedy: "account", RecordedAt: at, ActNo: actAgain},
		app.Inquiry{ID: "Q1", PayerID: lifePayer, AskedOn: "2024-07-06", Number: 1, Instructions: 1, Amount: 500_000, Name: "hoi", SHA256: "ab", CSVSHA256: "ac",
			AskedBy: "hoa", RecordedAt: at, ActNo: actAgain},
		app.InquiryLine{InquiryID: "Q1", N: 1, BeneficiaryID: "B1", InstructionID: "I1", Asked: "overdue", ActNo: actAgain},
		app.ResultCorrection{ActNo: actAgain, BeneficiaryID: "B1", InstructionID: "I1", FromState: "paid", ToState: "unknown", Reason: "nhầm", ReasonCode: "NARR",
			EvidenceName: "cv.pdf", EvidenceSHA256: "ad", ProposedBy: "hoa", RecordedAt: at},
		app.ResultCorrectionConsent{CorrectionNo: 9, ProposedBy: "hoa", ConfirmedBy: "nga", RecordedAt: at, ActNo: actAgain},
		app.Suspension{ID: "S1", BeneficiaryID: "B2", Programme: lifeProgramme, LastMonth: lifePeriod, Months: "2024-05 2024-06 2024-07", Evidence: "I2 AC04",
			RecordedAt: at, ActNo: actAgain},
		app.SuspensionWord{ActNo: actAgain, SuspensionID: "S1", Word: app.SuspensionSuspend, FirstPerson: "hoa", SecondPerson: "tam", Reason: "đúng", RecordedAt: at},
		app.Handback{ActNo: actAgain, Year: 2024, Slip: "GNT 7", Reason: "hết năm", Payments: 1, Amount: 500_000, ProposedBy: "hoa", RecordedAt: at},
		app.HandbackLine{HandbackNo: actAgain, BeneficiaryID: "B2", PaymentID: "C2", InstructionID: "I2", State: "rejected", Amount: 500_000},
		app.HandbackConsent{HandbackNo: 9, ProposedBy: "hoa", ConfirmedBy: "tam", RecordedAt: at, ActNo: actAgain},
		app.HandbackSlip{HandbackNo: actAgain, SlipOn: "2024-07-05", ActNo: actAgain},
		app.TreasuryReceipt{ActNo: actAgain, Number: "GBC 7", ReceivedOn: "2024-07-06", Payments: 1, Amount: 500_000, Replaces: 8, Reason: "nhầm", ProposedBy: "hoa", RecordedAt: at},
		app.TreasuryReceiptLine{ReceiptNo: actAgain, HandbackNo: 9, Payments: 1, Amount: 500_000},
		app.TreasuryReceiptConsent{ReceiptNo: actAgain, HandbackNo: 9, Replaces: 8, ProposedBy: "hoa", ConfirmedBy: "tam", RecordedAt: at, ActNo: actAgain},
		app.ReceiptWithdrawal{ActNo: actAgain, ReceiptNo: 8, Reason: "Kho bạc chưa nhận", ProposedBy: "hoa", RecordedAt: at},
		app.ReceiptWithdrawalConsent{WithdrawalNo: 9, ReceiptNo: 8, ProposedBy: "hoa", ConfirmedBy: "tam", RecordedAt: at, ActNo: actAgain},
		change(actAgain, app.KindPayment, "B2", "C2", "rejected", "waiting", at),
	}
}

// tryFacts are the second attempt, in a file that is not there yet.
func tryFacts(at string) []app.Fact {
	return []app.Fact{
		app.Instruction{BeneficiaryID: "B2", ID: "I3", PaymentID: "C2", Attempt: 2, BatchID: lifeBatch, FileID: "F2", Line: 1, UETR: "u3", Amount: 500_000,
			Currency: "VND", BIN: "970436", AccountNumber: "0011223342", Holder: "NGUOI 2", Remittance: "CHI TRA 07/2024", ActNo: actTry, State: "intended"},
		change(actTry, app.KindInstruction, "B2", "I3", "", "intended", at),
	}
}
