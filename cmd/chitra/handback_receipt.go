package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type handbackReceiptCmd struct {
	Propose  receiptProposeCmd  `cmd:"" help:"${receipt_propose}"`
	Confirm  receiptConfirmCmd  `cmd:"" help:"${receipt_confirm}"`
	Withdraw receiptWithdrawCmd `cmd:"" help:"${receipt_withdraw}"`
	List     receiptListCmd     `cmd:"" help:"${receipt_list}"`
}

type receiptProposeCmd struct {
	Handbacks []int64 `arg:"" optional:"" name:"handback" help:"${receipt_handbacks}"`
	Number    string  `required:"" placeholder:"NUMBER" help:"${receipt_slip}"`
	On        day     `required:"" placeholder:"YYYY-MM-DD" help:"${receipt_on}"`
	Amount    dong    `required:"" placeholder:"DONG" help:"${receipt_amount}"`
	Corrects  int64   `placeholder:"RECEIPT" help:"${receipt_corrects}"`
	Reason    string  `placeholder:"TEXT" help:"${f_reason}"`
}

type receiptConfirmCmd struct {
	Receipt int64 `arg:"" help:"${receipt_number}"`
}

type receiptWithdrawCmd struct {
	Receipt int64  `arg:"" help:"${receipt_withdrawn}"`
	Reason  string `xor:"word" placeholder:"TEXT" help:"${f_reason}"`
	Confirm bool   `xor:"word" help:"${receipt_withdraw_confirm}"`
}

type receiptListCmd struct{}

// receiptList is what the Treasury received of what was handed back, or waits for
// a second person, and which of it was taken back.
type receiptList struct {
	Receipts    []listedReceipt    `json:"receipts"`
	Withdrawals []listedWithdrawal `json:"withdrawals"`
}

// listedWithdrawal is the word that the Treasury never had the money of a receipt.
type listedWithdrawal struct {
	Withdrawal  int64  `json:"withdrawal"`
	Receipt     int64  `json:"receipt"`
	Reason      string `json:"reason"`
	ProposedBy  string `json:"proposed_by"`
	ProposedAt  string `json:"proposed_at"`
	ConfirmedBy string `json:"confirmed_by"`
	ConfirmedAt string `json:"confirmed_at"`
	Status      string `json:"status"`       // proposed, active, overtaken
	OvertakenBy int64  `json:"overtaken_by"` // the newer proposal, 0 for none
}

type listedReceipt struct {
	Receipt     int64   `json:"receipt"`
	Number      string  `json:"number"`
	ReceivedOn  string  `json:"received_on"`
	Handbacks   []int64 `json:"handbacks"`
	Payments    int64   `json:"payments"`
	Amount      string  `json:"amount"`
	Corrects    int64   `json:"corrects"` // the receipt it stands in the place of, 0 for none
	Reason      string  `json:"reason"`
	ProposedBy  string  `json:"proposed_by"`
	ProposedAt  string  `json:"proposed_at"`
	ConfirmedBy string  `json:"confirmed_by"`
	ConfirmedAt string  `json:"confirmed_at"`
	Status      string  `json:"status"`       // proposed, active, overtaken, replaced, withdrawn
	OvertakenBy int64   `json:"overtaken_by"` // the newer proposal, 0 for none
	ReplacedBy  int64   `json:"replaced_by"`  // the receipt that corrected it, 0 for none
	WithdrawnBy int64   `json:"withdrawn_by"` // by which word it was taken back, 0 for none

	amount int64
}

func receiptsOf(all ...app.ReceiptState) *receiptList {
	out := &receiptList{Receipts: []listedReceipt{}, Withdrawals: []listedWithdrawal{}}
	for _, r := range all {
		out.Receipts = append(out.Receipts, listedReceipt{Receipt: r.ActNo, Number: r.Number, ReceivedOn: r.ReceivedOn, Handbacks: r.Handbacks,
			Payments: r.Payments, Amount: digits(r.Amount), Corrects: r.Replaces, Reason: r.Reason, ProposedBy: r.ProposedBy, ProposedAt: r.RecordedAt,
			ConfirmedBy: r.ConfirmedBy, ConfirmedAt: r.ConfirmedAt, Status: r.State(), OvertakenBy: r.OvertakenBy, ReplacedBy: r.ReplacedBy, WithdrawnBy: r.WithdrawnBy, amount: r.Amount})
	}
	return out
}

// with adds what took receipts back, or would.
func (l *receiptList) with(all ...app.WithdrawalState) *receiptList {
	for _, w := range all {
		l.Withdrawals = append(l.Withdrawals, listedWithdrawal{Withdrawal: w.ActNo, Receipt: w.ReceiptNo, Reason: w.Reason, ProposedBy: w.ProposedBy,
			ProposedAt: w.RecordedAt, ConfirmedBy: w.ConfirmedBy, ConfirmedAt: w.ConfirmedAt, Status: w.State(), OvertakenBy: w.OvertakenBy})
	}
	return l
}

func (c *receiptProposeCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.ProposeReceipt(ctx, app.ReceiptRequest{Handbacks: c.Handbacks, Corrects: c.Corrects, Number: c.Number, On: c.On.Date,
		Amount: c.Amount.Minor(), Reason: c.Reason})
	return receiptsOf(r), err
}

func (c *receiptConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.ConfirmReceipt(ctx, c.Receipt)
	return receiptsOf(r), err
}

func (c *receiptWithdrawCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if !c.Confirm && c.Reason == "" {
		return nil, failedWith("usage", "--reason TEXT | --confirm")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	var w app.WithdrawalState
	if c.Confirm {
		w, err = a.ConfirmWithdrawal(ctx, c.Receipt)
	} else {
		w, err = a.WithdrawReceipt(ctx, c.Receipt, c.Reason)
	}
	if err != nil {
		return nil, err
	}
	all, err := a.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(all, func(r app.ReceiptState) bool { return r.ActNo != c.Receipt })
	return receiptsOf(own...).with(w), nil
}

func (c *receiptListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	words, err := a.Withdrawals(ctx)
	if err != nil {
		return nil, err
	}
	return receiptsOf(all...).with(words...), nil
}

func (l *receiptList) needsPerson() bool { return false }

func (l *receiptList) show(p *page) {
	if len(l.Receipts) == 0 {
		p.line("Chưa có chứng từ nào của Kho bạc.", "There is no receipt of the Treasury yet.")
	}
	var rows [][]string
	for _, x := range l.Receipts {
		var of []string
		for _, h := range x.Handbacks {
			of = append(of, strconv.FormatInt(h, 10))
		}
		rows = append(rows, []string{strconv.FormatInt(x.Receipt, 10), x.Number, p.day(x.ReceivedOn), strings.Join(of, ", "), p.count(int(x.Payments)), p.dong(x.amount),
			x.ProposedBy, x.ConfirmedBy, p.words.Name(wording.ProposalStates, x.Status)})
	}
	p.table([]head{{vi: "Số", en: "Number", number: true}, {vi: "Chứng từ Kho bạc", en: "Receipt"}, {vi: "Kho bạc nhận ngày", en: "Received on"},
		{vi: "Lần nộp trả", en: "Hand-backs"}, {vi: "Khoản", en: "Payments", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true},
		{vi: "Người đề nghị", en: "Proposed by"}, {vi: "Người xác nhận", en: "Confirmed by"}, {vi: "Tình trạng", en: "State"}}, rows)
	l.showWithdrawals(p)
}

// showWithdrawals lists which receipts are of money that never came.
func (l *receiptList) showWithdrawals(p *page) {
	if len(l.Withdrawals) == 0 {
		return
	}
	p.line("Rút lại chứng từ (Kho bạc chưa hề nhận tiền):", "Receipts taken back (the Treasury never had the money):")
	var rows [][]string
	for _, x := range l.Withdrawals {
		rows = append(rows, []string{strconv.FormatInt(x.Receipt, 10), x.Reason, x.ProposedBy, p.moment(x.ProposedAt), x.ConfirmedBy, p.moment(x.ConfirmedAt),
			p.words.Name(wording.ProposalStates, x.Status)})
	}
	p.table([]head{{vi: "Chứng từ số", en: "Receipt", number: true}, {vi: "Lý do", en: "Reason"}, {vi: "Người đề nghị", en: "Proposed by"}, {vi: "Lúc", en: "At"},
		{vi: "Người xác nhận", en: "Confirmed by"}, {vi: "Lúc", en: "At"}, {vi: "Tình trạng", en: "State"}}, rows)
}
