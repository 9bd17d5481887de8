package main

import (
	"context"

	"chitra/internal/app"
	"chitra/internal/money"
	"chitra/internal/wording"
	"chitra/payout"
	"chitra/payout/settle"
)

type reconcileCmd struct {
	Period month `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
}

// reconciled is where every payment of a period stands. Counts are payments.
type reconciled struct {
	Period           string `json:"period"`
	Entitled         int    `json:"entitled"`
	EntitledAmount   string `json:"entitled_amount"`
	Instructed       int    `json:"instructed"`
	InstructedAmount string `json:"instructed_amount"`
	Paid             int    `json:"paid"`
	PaidAmount       string `json:"paid_amount"`
	Rejected         int    `json:"rejected"`
	RejectedAmount   string `json:"rejected_amount"`
	Returned         int    `json:"returned"`
	ReturnedAmount   string `json:"returned_amount"`
	Unknown          int    `json:"unknown"`
	UnknownAmount    string `json:"unknown_amount"`
	Sent             int    `json:"sent"`
	SentAmount       string `json:"sent_amount"`
	Waiting          int    `json:"waiting"`
	WaitingAmount    string `json:"waiting_amount"`
	Held             int    `json:"held"`
	HeldAmount       string `json:"held_amount"`
	Suspensions      int    `json:"suspensions_proposed"`
	Overdue          int    `json:"overdue"`   // instructions this run turned unknown
	Concluded        int    `json:"concluded"` // that earlier answers now settle
	Resolved         int    `json:"resolved"`  // exceptions about something that is no longer so
	Exceptions       int    `json:"exceptions"`
	ExceptionsAmount string `json:"exceptions_amount"`
	// What a cash desk is to pay is held in the figures above, and stands here.
	CashListed             int    `json:"cash_listed"`
	CashListedAmount       string `json:"cash_listed_amount"`
	CashCollected          int    `json:"cash_collected"`
	CashCollectedAmount    string `json:"cash_collected_amount"`
	CashNotCollected       int    `json:"cash_not_collected"`
	CashNotCollectedAmount string `json:"cash_not_collected_amount"`
	CashUnknown            int    `json:"cash_unknown"`
	CashUnknownAmount      string `json:"cash_unknown_amount"`

	totals settle.Totals
}

func (c *reconcileCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.Reconcile(ctx, c.Period.Month)
	if err != nil {
		return nil, err
	}
	return reconciledOf(c.Period.String(), r)
}

func reconciledOf(period string, r app.Reconciliation) (*reconciled, error) {
	out := &reconciled{Period: period, Overdue: r.Overdue, Suspensions: r.Suspensions, Concluded: r.Concluded, Resolved: r.Resolved, totals: r.Totals}
	instructed, err := r.Totals.Instructed()
	if err != nil {
		return nil, err
	}
	put := func(count *int, amount *string, sum settle.Sum) {
		*count, *amount = sum.Count, digits(sum.Amount.Minor())
	}
	put(&out.Entitled, &out.EntitledAmount, r.Totals.Entitled())
	put(&out.Instructed, &out.InstructedAmount, instructed)
	put(&out.Paid, &out.PaidAmount, r.Totals.Of(payout.PaymentPaid))
	put(&out.Rejected, &out.RejectedAmount, r.Totals.Of(payout.PaymentRejected))
	put(&out.Returned, &out.ReturnedAmount, r.Totals.Of(payout.PaymentReturned))
	put(&out.Unknown, &out.UnknownAmount, r.Totals.Of(payout.PaymentUnknown))
	put(&out.Sent, &out.SentAmount, r.Totals.Of(payout.PaymentSent))
	put(&out.Waiting, &out.WaitingAmount, r.Totals.Of(payout.PaymentWaiting))
	put(&out.Held, &out.HeldAmount, r.Totals.Of(payout.PaymentHeld))
	listed, err := r.Cash.Instructed()
	if err != nil {
		return nil, err
	}
	put(&out.CashListed, &out.CashListedAmount, listed)
	put(&out.CashCollected, &out.CashCollectedAmount, r.Cash.Of(payout.PaymentPaid))
	put(&out.CashNotCollected, &out.CashNotCollectedAmount, r.Cash.Of(payout.PaymentRejected))
	put(&out.CashUnknown, &out.CashUnknownAmount, r.Cash.Of(payout.PaymentUnknown))
	sum := settle.Sum{}
	for _, x := range openOnes(r.Exceptions) {
		sum.Count++
		if x.Amount == nil {
			continue
		}
		if sum.Amount, err = sum.Amount.Add(money.Dong(*x.Amount)); err != nil {
			return nil, err
		}
	}
	put(&out.Exceptions, &out.ExceptionsAmount, sum)
	return out, nil
}

// openOnes are the exceptions that nobody has closed.
func openOnes(all []app.ExceptionCase) []app.ExceptionCase {
	var out []app.ExceptionCase
	for _, x := range all {
		if x.State != app.ExceptionClosed {
			out = append(out, x)
		}
	}
	return out
}

func (r *reconciled) needsPerson() bool {
	return r.Exceptions+r.Unknown+r.Rejected+r.Returned+r.CashNotCollected+r.CashUnknown > 0
}

func (r *reconciled) show(p *page) {
	var rows [][]string
	for _, state := range payout.PaymentStates() {
		if sum := r.totals.Of(state); sum.Count > 0 {
			rows = append(rows, []string{p.words.Name(wording.PaymentStates, string(state)), p.count(sum.Count), p.dong(sum.Amount.Minor())})
		}
	}
	all := r.totals.Entitled()
	rows = append(rows, []string{p.words.Pick("Cộng", "Total"), p.count(all.Count), p.dong(all.Amount.Minor())})
	p.line("Kỳ %s", "Period %s", p.day(r.Period))
	p.table([]head{{vi: "Tình trạng", en: "State"}, {vi: "Khoản", en: "Payments", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}}, rows)
	p.line("Đã lập lệnh %s, quá hạn lần này %s, ngoại lệ chưa đóng %s.", "Instructed %s, overdue now %s, open exceptions %s.",
		p.count(r.Instructed), p.count(r.Overdue), p.count(r.Exceptions))
	if r.CashListed > 0 {
		p.line("Trong đang tạm giữ có %s khoản đã giao chi tiền mặt: đã nhận %s, chưa nhận %s, chưa rõ %s (report cash-list).",
			"Of the held, %s are on cash lists: collected %s, not collected %s, unknown %s (report cash-list).",
			p.count(r.CashListed), p.count(r.CashCollected), p.count(r.CashNotCollected), p.count(r.CashUnknown))
	}
	if r.Suspensions > 0 {
		p.line("Đề nghị tạm dừng %s người: ba tháng liền không nhận (suspension list).", "%s proposals to suspend: three months not received (suspension list).", p.count(r.Suspensions))
	}
}
