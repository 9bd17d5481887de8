package store_test

import (
	"context"
	"errors"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/outbox"
	"chitra/payout"
)

// failures follows up on what did not arrive: an account is vouched for, and its
// payment tried again.
func (m *month) failures() {
	request := app.ReissueRequest{Programme: "BTXH", Period: m.period}
	var failed app.NotReissued
	m.do("Reissue", func(ctx context.Context) error {
		sum, err := m.as("lan").Reissue(ctx, request)
		for _, x := range sum.List {
			if x.Why == "account_not_corrected" {
				failed = x
			}
		}
		return err
	})
	if failed.Payment == "" {
		m.t.Fatal("no account was refused: the province is too clean to test with")
	}
	var account string
	m.do("ShowPayment", func(ctx context.Context) error {
		all, err := m.as("lan").ShowPayment(ctx, failed.Reference, civil.Month{})
		if err == nil {
			account = all[0].AccountID
		}
		return err
	})
	m.wrongResult(failed.Reference)
	proposal := app.AccountProposal{Beneficiary: failed.Beneficiary, AccountID: account, Reason: "hỏi lại"}
	m.do("ProposeAccount", func(ctx context.Context) error { _, err := m.as("lan").ProposeAccount(ctx, proposal); return err })
	m.do("ConfirmAccount", func(ctx context.Context) error {
		_, err := m.as("minh").ConfirmAccount(ctx, failed.Beneficiary, account, "đúng")
		return err
	})
	out, err := outbox.Open(m.t.TempDir())
	if err != nil {
		m.t.Fatal(err)
	}
	defer out.Close()
	m.do("Inquire", func(ctx context.Context) error {
		_, err := m.as("lan").Inquire(ctx, app.InquiryRequest{}, out)
		return err
	})
	m.do("Inquiries", func(ctx context.Context) error { _, err := m.as("lan").Inquiries(ctx); return err })
	m.do("Suspensions", func(ctx context.Context) error { _, err := m.as("lan").Suspensions(ctx); return err })
	m.do("DecideSuspension", func(ctx context.Context) error {
		_, err := m.as("lan").DecideSuspension(ctx, "S9", app.SuspensionKeep, "không có")
		var none *app.NotFound
		if errors.As(err, &none) {
			return nil
		}
		return errors.Join(err, errors.New("nobody's suspension was decided"))
	})
	m.do("Accounts", func(ctx context.Context) error { _, err := m.as("lan").Accounts(ctx, failed.Beneficiary); return err })
	m.do("Reissue", func(ctx context.Context) error {
		sum, err := m.as("lan").Reissue(ctx, request)
		if err == nil && len(sum.Batches) == 0 {
			err = errors.New("nothing is tried again")
		}
		return err
	})
	m.yearEnd(failed.Payment)
}

// wrongResult corrects a result and corrects it back.
func (m *month) wrongResult(reference string) {
	for _, to := range []payout.InstructionState{payout.InstructionUnknown, payout.InstructionRejected} {
		c := app.Correction{Instruction: reference, To: to, Reason: "công văn", ReasonCode: "AC04", EvidenceName: "cv.pdf", Evidence: []byte("cv")}
		var number int64
		m.do("ProposeCorrection", func(ctx context.Context) error {
			x, err := m.as("lan").ProposeCorrection(ctx, c)
			number = x.ActNo
			return err
		})
		m.do("ConfirmCorrection", func(ctx context.Context) error { _, err := m.as("minh").ConfirmCorrection(ctx, number); return err })
	}
	m.do("Corrections", func(ctx context.Context) error { _, err := m.as("lan").Corrections(ctx); return err })
}

// yearEnd hands back what is left of the year.
func (m *month) yearEnd(payment string) {
	m.do("Withdraw", func(ctx context.Context) error { return m.as("lan").Withdraw(ctx, payment, "hết năm") })
	m.do("YearEnd", func(ctx context.Context) error { _, err := m.as("lan").YearEnd(ctx, m.period.Year()); return err })
	var slip app.HandbackState
	m.do("ProposeHandback", func(ctx context.Context) (err error) {
		slip, err = m.as("lan").ProposeHandback(ctx, app.HandbackRequest{Year: m.period.Year(), Slip: "GNT 1", Reason: "hết năm"})
		return err
	})
	m.do("Handbacks", func(ctx context.Context) error { _, err := m.as("lan").Handbacks(ctx); return err })
	m.do("ConfirmHandback", func(ctx context.Context) error { _, err := m.as("minh").ConfirmHandback(ctx, slip.ActNo); return err })
	var receipt app.ReceiptState
	m.do("ProposeReceipt", func(ctx context.Context) (err error) {
		receipt, err = m.as("lan").ProposeReceipt(ctx, app.ReceiptRequest{Handbacks: []int64{slip.ActNo}, Number: "GBC 1", On: civil.DateOf(m.now), Amount: slip.Amount})
		return err
	})
	m.do("Receipts", func(ctx context.Context) error { _, err := m.as("lan").Receipts(ctx); return err })
	m.do("ConfirmReceipt", func(ctx context.Context) error { _, err := m.as("minh").ConfirmReceipt(ctx, receipt.ActNo); return err })
	m.do("WithdrawReceipt", func(ctx context.Context) error {
		_, err := m.as("lan").WithdrawReceipt(ctx, receipt.ActNo, "chưa nhận")
		return err
	})
	m.do("Withdrawals", func(ctx context.Context) error { _, err := m.as("lan").Withdrawals(ctx); return err })
	m.do("ConfirmWithdrawal", func(ctx context.Context) error {
		_, err := m.as("minh").ConfirmWithdrawal(ctx, receipt.ActNo)
		return err
	})
}
