package app

import (
	"context"
	"fmt"
	"slices"
	"strconv"
)

// WithdrawalState is the word that the Treasury never had the money of a receipt,
// and whether it counts.
type WithdrawalState struct {
	ReceiptWithdrawal
	ConfirmedBy string `db:"confirmed_by"`
	ConfirmedAt string `db:"confirmed_at"`
	OvertakenBy int64  `db:"overtaken_by"` // a newer one of the same receipt, 0 for none
}

// State is one of the Proposal states.
func (w WithdrawalState) State() string { return proposalState(w.ConfirmedBy, w.OvertakenBy) }

// WithdrawReceipt puts forward that the Treasury never had the money of a receipt
// that counts. Nothing moves until somebody else confirms it; one that waits for
// the same receipt is overtaken by it, and kept.
func (a *App) WithdrawReceipt(ctx context.Context, receipt int64, reason string) (WithdrawalState, error) {
	var out WithdrawalState
	subject := strconv.FormatInt(receipt, 10)
	if reason == "" {
		return out, &Refused{Code: "reason_missing", Subject: subject}
	}
	err := a.do(ctx, "payment.receipt_withdraw", subject, func(tx Tx, d *act) error {
		known, err := receiptsOf(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := correctable(known, receipt); err != nil {
			return err
		}
		all, err := tx.Withdrawals(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(w WithdrawalState) bool {
			return w.ReceiptNo == receipt && w.Reason == reason && w.State() == ProposalWaits
		})
		if i >= 0 {
			return &Refused{Code: "withdrawal_waits", Subject: subject, Detail: strconv.FormatInt(all[i].ActNo, 10)}
		}
		out.ReceiptWithdrawal = ReceiptWithdrawal{ActNo: d.no, ReceiptNo: receipt, Reason: reason, ProposedBy: a.actor.Name, RecordedAt: d.stamp()}
		return d.write(ctx, tx, out.ReceiptWithdrawal)
	})
	return out, err
}

// ConfirmWithdrawal lets the newest word that a receipt is of money the Treasury
// never had count: what failed stands as handed back again, of the day of its slip,
// and another receipt may be of it. Who proposed it may not.
func (a *App) ConfirmWithdrawal(ctx context.Context, receipt int64) (WithdrawalState, error) {
	var out WithdrawalState
	subject := strconv.FormatInt(receipt, 10)
	err := a.do(ctx, "payment.receipt_withdraw_confirm", subject, func(tx Tx, d *act) error {
		all, err := tx.Withdrawals(ctx)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(w WithdrawalState) bool { return w.ReceiptNo != receipt || w.OvertakenBy != 0 })
		if len(all) == 0 {
			return &NotFound{Kind: "withdrawal", ID: subject}
		}
		out = all[len(all)-1]
		if err := a.secondsProposal(subject, out.ProposedBy, out.ConfirmedBy, out.OvertakenBy); err != nil {
			return err
		}
		known, err := receiptsOf(ctx, tx)
		if err != nil {
			return err
		}
		handbacks, err := correctable(known, receipt)
		if err != nil {
			return err
		}
		out.ConfirmedBy, out.ConfirmedAt = a.actor.Name, d.stamp()
		return d.takeBack(ctx, tx, out, handbacks)
	})
	return out, err
}

// takeBack moves the money of a receipt's hand-backs out of the Treasury again, and
// keeps who said so.
func (d *act) takeBack(ctx context.Context, tx Tx, w WithdrawalState, handbacks []int64) error {
	slips, err := tx.Handbacks(ctx)
	if err != nil {
		return err
	}
	days := map[int64]string{}
	for _, h := range slips {
		if slices.Contains(handbacks, h.ActNo) {
			days[h.ActNo] = h.SlipOn
		}
	}
	entries, err := d.givenBack(ctx, tx, days, false, "withdrawal "+strconv.FormatInt(w.ActNo, 10))
	if err != nil {
		return fmt.Errorf("take receipt %d back: %w", w.ReceiptNo, err)
	}
	d.figure("entries", len(entries))
	if err := d.write(ctx, tx, ReceiptWithdrawalConsent{WithdrawalNo: w.ActNo, ReceiptNo: w.ReceiptNo, ProposedBy: w.ProposedBy, ConfirmedBy: w.ConfirmedBy,
		RecordedAt: d.stamp(), ActNo: d.no}); err != nil {
		return err
	}
	_, err = d.writeAll(ctx, tx, factsOf(entries), "ledger_entry")
	return err
}

// Withdrawals are all words that a receipt is of money the Treasury never had, the
// oldest first.
func (a *App) Withdrawals(ctx context.Context) ([]WithdrawalState, error) {
	var out []WithdrawalState
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = tx.Withdrawals(ctx)
		return err
	})
	return out, err
}
