package main

import (
	"context"
	"strconv"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/wording"
	"chitra/payout"
)

type batchBuildCmd struct {
	Programme string `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period    month  `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	PayOn     day    `name:"pay-on" placeholder:"DATE" help:"${batch_pay_on}"`
}

// batchesBuilt is what a build put into drafts, and what it holds and why.
type batchesBuilt struct {
	Period     string         `json:"period"`
	Batches    []builtBatch   `json:"batches"`
	Held       map[string]int `json:"held"`
	HeldAmount string         `json:"held_amount"`
	Void       int            `json:"void"`
	Exceptions int            `json:"exceptions"`
}

type builtBatch struct {
	Batch    string `json:"batch"`
	Payer    string `json:"payer"`
	Payments int    `json:"payments"`
	Amount   string `json:"amount"`

	amount int64
}

func (c *batchBuildCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	sum, err := a.Build(ctx, app.BuildRequest{Programme: payout.Programme(c.Programme), Period: c.Period.Month, PayOn: c.PayOn.Date})
	if err != nil {
		return nil, err
	}
	out := &batchesBuilt{Period: c.Period.String(), Batches: []builtBatch{}, Held: sum.Held, HeldAmount: digits(sum.HeldAmount),
		Void: sum.Void, Exceptions: sum.Exceptions}
	for _, b := range sum.Batches {
		out.Batches = append(out.Batches, builtBatch{Batch: b.Batch, Payer: b.Payer, Payments: b.Payments, Amount: digits(b.Amount), amount: b.Amount})
	}
	return out, nil
}

// digits is an amount as JSON has it: a string of digits.
func digits(n int64) string { return strconv.FormatInt(n, 10) }

// needsPerson: payments are held for more than the want of an account, or a
// row changed under a payment that had left its makers.
func (b *batchesBuilt) needsPerson() bool {
	for reason, n := range b.Held {
		if n > 0 && reason != string(payout.HoldNoAccount) {
			return true
		}
	}
	return b.Exceptions > 0
}

func (b *batchesBuilt) show(p *page) {
	if len(b.Batches) == 0 {
		p.line("Không có khoản nào mới để đưa vào đợt.", "Nothing new to put into a batch.")
	}
	var rows [][]string
	for _, x := range b.Batches {
		rows = append(rows, []string{x.Batch, x.Payer, p.count(x.Payments), p.dong(x.amount)})
	}
	p.table([]head{{vi: "Đợt", en: "Batch"}, {vi: "Tài khoản chi", en: "Paying account"},
		{vi: "Khoản", en: "Payments", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}}, rows)
	p.holds(b.Held)
}

type batchSubmitCmd struct {
	Batch string `arg:"" help:"${a_batch}"`
}

type batchApproveCmd struct {
	Batch  string `arg:"" help:"${a_batch}"`
	Digest string `placeholder:"DIGEST" help:"${batch_digest}"`
}

type batchRejectCmd struct {
	Batch  string `arg:"" help:"${a_batch}"`
	Reason string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type batchShowCmd struct {
	Batch string `arg:"" help:"${a_batch}"`
}

// batchView is a batch as the people who submit and approve it see it.
type batchView struct {
	Batch       string         `json:"batch"`
	Status      string         `json:"status"`
	Programme   string         `json:"programme,omitempty"`
	Period      string         `json:"period,omitempty"`
	Payer       string         `json:"payer,omitempty"`
	PayOn       string         `json:"pay_on,omitempty"`
	Payments    int            `json:"payments"`
	Amount      string         `json:"amount"`
	Computed    int            `json:"computed"` // payments whose amount was not on the list
	SubmittedBy string         `json:"submitted_by"`
	Makers      []batchMaker   `json:"makers"`
	Approvals   []batchConsent `json:"approvals"`
	Needed      int            `json:"approvals_needed"`
	Stale       int            `json:"stale"`
	Digest      string         `json:"digest"`
	// Changes is how the batch's whole period differs from the month before;
	// batch show alone says so.
	Changes *periodChanges `json:"changes,omitempty"`
	// Reissues are its payments that were tried before and failed, while they
	// wait; batch show alone says so.
	Reissues []batchReissue `json:"reissues,omitempty"`
	// Cash is how many a desk is to pay, by why there is no account; likewise.
	Cash map[string]int `json:"cash,omitempty"`

	amount int64
}

type batchMaker struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

type batchConsent struct {
	By       string `json:"by"`
	At       string `json:"at"`
	Payments int64  `json:"payments"`
	Amount   string `json:"amount"`
	Digest   string `json:"digest"`
}

func viewOf(v app.BatchView) *batchView {
	out := &batchView{Batch: v.ID, Status: v.State, Programme: v.Programme, Period: v.Period, Payer: v.PayerID, PayOn: v.PayOn,
		Payments: v.Payments, Amount: digits(v.Amount), Computed: v.Computed, SubmittedBy: v.SubmittedBy, Makers: []batchMaker{},
		Approvals: []batchConsent{}, Needed: max(v.Needed, 0), Stale: v.Stale, Digest: v.Digest, amount: v.Amount}
	for _, m := range v.Makers {
		out.Makers = append(out.Makers, batchMaker{m.Name, m.Why})
	}
	for _, x := range v.Approvals {
		out.Approvals = append(out.Approvals, batchConsent{By: x.Approver, At: x.RecordedAt, Payments: x.Payments, Amount: digits(x.Amount), Digest: x.Digest})
	}
	return out
}

func (c *batchSubmitCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	v, err := a.Submit(ctx, c.Batch)
	return viewOf(v), err
}

func (c *batchApproveCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	v, err := a.ApproveShown(ctx, c.Batch, c.Digest)
	return viewOf(v), err
}

func (c *batchRejectCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Reject(ctx, c.Batch, c.Reason); err != nil {
		return nil, err
	}
	v, err := a.ShowBatch(ctx, c.Batch)
	return viewOf(v), err
}

func (c *batchShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	v, err := a.ShowBatch(ctx, c.Batch)
	if err != nil {
		return nil, err
	}
	out := viewOf(v)
	out.Reissues, out.Cash = reissuesOf(v), map[string]int{}
	for why, n := range v.Cash {
		out.Cash[string(why)] = n
	}
	out.Changes, err = changesBeside(ctx, a, v)
	return out, err
}

func (b *batchView) needsPerson() bool { return b.Stale > 0 }

func (b *batchView) show(p *page) {
	p.line("%s: %s, %s khoản, %s đồng, ngày chi %s.", "%s: %s, %s payments, %s VND, to be paid on %s.", b.Batch,
		p.words.Name(wording.BatchStates, b.Status), p.count(b.Payments), p.dong(b.amount), p.day(b.PayOn))
	if b.Computed > 0 {
		p.line("%s khoản có số tiền do chương trình tính.", "%s payments whose amount was worked out here.", p.count(b.Computed))
	}
	if b.Stale > 0 {
		p.line("%s khoản có dòng danh sách đã đổi: lập lại bằng batch build.", "%s payments whose row has changed: build again.", p.count(b.Stale))
	}
	b.showReissues(p)
	for _, why := range sortedKeys(b.Cash) {
		p.line("Chi bằng tiền mặt: %s khoản (%s).", "Paid in cash: %s payments (%s).", p.count(b.Cash[why]), p.words.HoldName(why))
	}
	for _, m := range b.Makers {
		p.line("Tham gia lập: %s (%s)", "Maker: %s (%s)", m.Name, p.words.Hand(m.Why))
	}
	for _, x := range b.Approvals {
		p.line("Đã duyệt: %s, lúc %s", "Approved by %s at %s", x.By, p.moment(x.At))
	}
	if b.Status == string(payout.BatchSubmitted) {
		p.line("Còn cần %d người duyệt.", "Approvals still needed: %d.", b.Needed)
	}
	if b.Changes != nil {
		b.Changes.show(p)
	}
}

type batchListCmd struct {
	Programme string `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period    month  `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
}

// batchList is the batches of a period.
type batchList struct {
	Period  string        `json:"period"`
	Batches []listedBatch `json:"batches"`
}

type listedBatch struct {
	Batch       string `json:"batch"`
	Status      string `json:"status"`
	Payer       string `json:"payer"`
	PayOn       string `json:"pay_on"`
	SubmittedBy string `json:"submitted_by"`
}

func (c *batchListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	batches, err := a.Batches(ctx, payout.Programme(c.Programme), c.Period.String())
	if err != nil {
		return nil, err
	}
	out := &batchList{Period: c.Period.String(), Batches: []listedBatch{}}
	for _, b := range batches {
		out.Batches = append(out.Batches, listedBatch{Batch: b.ID, Status: b.State, Payer: b.PayerID, PayOn: b.PayOn, SubmittedBy: b.SubmittedBy})
	}
	return out, nil
}

func (l *batchList) needsPerson() bool { return false }

func (l *batchList) show(p *page) {
	var rows [][]string
	for _, b := range l.Batches {
		rows = append(rows, []string{b.Batch, p.words.Name(wording.BatchStates, b.Status), b.Payer, p.day(b.PayOn), b.SubmittedBy})
	}
	p.table([]head{{vi: "Đợt", en: "Batch"}, {vi: "Tình trạng", en: "State"}, {vi: "Tài khoản chi", en: "Paying account"},
		{vi: "Ngày chi", en: "Pay on"}, {vi: "Người trình", en: "Submitted by"}}, rows)
}

type paymentWithdrawCmd struct {
	Payment string `arg:"" help:"${payment_id}"`
	Reason  string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

// paymentChanged is what became of one payment.
type paymentChanged struct {
	Payment string `json:"payment"`
	Status  string `json:"status"`
	Reason  string `json:"reason"`
}

func (c *paymentWithdrawCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Withdraw(ctx, c.Payment, c.Reason); err != nil {
		return nil, err
	}
	now, err := a.ShowPayment(ctx, c.Payment, civil.Month{})
	if err != nil {
		return nil, err
	}
	return &paymentChanged{Payment: c.Payment, Status: now[0].State, Reason: string(payout.HoldWithdrawn)}, nil
}

func (c *paymentChanged) needsPerson() bool { return false }

func (c *paymentChanged) show(p *page) {
	p.line("Đã rút khoản chi %s.", "Took out payment %s.", c.Payment)
}
