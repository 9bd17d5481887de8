package main

import (
	"context"
	"strconv"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type handbackReceiptCmd struct {
	Propose receiptProposeCmd `cmd:"" help:"${receipt_propose}"`
	Confirm receiptConfirmCmd `cmd:"" help:"${receipt_confirm}"`
	List    receiptListCmd    `cmd:"" help:"${receipt_list}"`
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

type receiptListCmd struct{}

// receiptList is what the Treasury received of what was handed back, or waits for
// a second person.
type receiptList struct {
	Receipts []listedReceipt `json:"receipts"`
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
	Status      string  `json:"status"`       // proposed, active, overtaken, replaced
	OvertakenBy int64   `json:"overtaken_by"` // the newer proposal, 0 for none
	ReplacedBy  int64   `json:"replaced_by"`  // the receipt that corrected it, 0 for none

	amount int64
}

func receiptsOf(all ...app.ReceiptState) *receiptList {
	out := &receiptList{Receipts: []listedReceipt{}}
	for _, r := range all {
		out.Receipts = append(out.Receipts, listedReceipt{Receipt: r.ActNo, Number: r.Number, ReceivedOn: r.ReceivedOn, Handbacks: r.Handbacks,
			Payments: r.Payments, Amount: digits(r.Amount), Corrects: r.Replaces, Reason: r.Reason, ProposedBy: r.ProposedBy, ProposedAt: r.RecordedAt,
			ConfirmedBy: r.ConfirmedBy, ConfirmedAt: r.ConfirmedAt, Status: r.State(), OvertakenBy: r.OvertakenBy, ReplacedBy: r.ReplacedBy, amount: r.Amount})
	}
	return out
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

func (c *receiptListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Receipts(ctx)
	if err != nil {
		return nil, err
	}
	return receiptsOf(all...), nil
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
}
