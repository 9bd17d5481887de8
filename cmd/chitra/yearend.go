package main

import (
	"context"
	"strconv"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type reportYearEndCmd struct {
	Year int `required:"" placeholder:"YYYY" help:"${year_year}"`
}

// yearEndReport is what of a budget year goes back, and by when.
type yearEndReport struct {
	Year         int           `json:"year"`
	SpentBy      string        `json:"spent_by"`
	ReturnedBy   string        `json:"returned_by"`
	ReconciledBy string        `json:"reconciled_by"`
	Basis        string        `json:"basis"`
	Confirmed    bool          `json:"basis_confirmed"`
	Practice     bool          `json:"practice"`
	Overdue      bool          `json:"overdue"`
	Lines        []yearEndLine `json:"lines"`
	OnItsWay     []waitingSlip `json:"on_its_way"`
	yearEndSums
}

// waitingSlip is money handed back that the Treasury has not confirmed.
type waitingSlip struct {
	Handback int64  `json:"handback"`
	Slip     string `json:"slip"`
	SlipOn   string `json:"slip_on"`
	Payments int64  `json:"payments"`
	Amount   string `json:"amount"`
	Days     int    `json:"days"` // since the day of the slip
	// What of the slip the bank says to have paid, beside the rest.
	AfterAll       int64  `json:"paid_after_all"`
	AfterAllAmount string `json:"paid_after_all_amount"`

	amount, afterAll int64
}

type yearEndLine struct {
	Payer     string `json:"payer"`
	Programme string `json:"programme"`
	Period    string `json:"period"`
	yearEndSums
}

type yearEndSums struct {
	ToReturn         int    `json:"to_return"`
	ToReturnAmount   string `json:"to_return_amount"`
	Unknown          int    `json:"unknown"`
	UnknownAmount    string `json:"unknown_amount"`
	Unfinished       int    `json:"unfinished"` // sent and not answered, or about to be sent again
	UnfinishedAmount string `json:"unfinished_amount"`
	HandedBack       int    `json:"handed_back"`
	HandedBackAmount string `json:"handed_back_amount"`
	Received         int    `json:"received"` // of what was handed back, what the Treasury has
	ReceivedAmount   string `json:"received_amount"`
	Waiting          int    `json:"not_received"`
	WaitingAmount    string `json:"not_received_amount"`
	AfterAll         int    `json:"paid_after_all"` // of what was handed back and not received, what the bank says to have paid
	AfterAllAmount   string `json:"paid_after_all_amount"`

	toReturn, unknown, unfinished, handedBack, received, waiting, afterAll int64
}

func yearEndSumsOf(l app.YearEndLine) yearEndSums {
	waiting, waitingAmount := l.OnItsWay()
	return yearEndSums{ToReturn: l.ToReturn, ToReturnAmount: digits(l.ToReturnAmount), Unknown: l.Unknown, UnknownAmount: digits(l.UnknownAmount),
		Unfinished: l.Unfinished, UnfinishedAmount: digits(l.UnfinishedAmount), HandedBack: l.Handed, HandedBackAmount: digits(l.HandedAmount),
		Received: l.Received, ReceivedAmount: digits(l.ReceivedAmount), Waiting: waiting, WaitingAmount: digits(waitingAmount),
		AfterAll: l.AfterAll, AfterAllAmount: digits(l.AfterAllAmount), received: l.ReceivedAmount, waiting: waitingAmount, afterAll: l.AfterAllAmount,
		toReturn: l.ToReturnAmount, unknown: l.UnknownAmount, unfinished: l.UnfinishedAmount, handedBack: l.HandedAmount}
}

func (c *reportYearEndCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	r, err := a.YearEnd(ctx, c.Year)
	if err != nil {
		return nil, err
	}
	out := &yearEndReport{Year: r.Year, SpentBy: r.SpentBy.ISO(), ReturnedBy: r.ReturnedBy.ISO(), ReconciledBy: r.ReconciledBy.ISO(), Basis: r.Basis,
		Confirmed: r.Confirmed, Practice: r.Practice, Overdue: r.Overdue, Lines: []yearEndLine{}, OnItsWay: []waitingSlip{},
		yearEndSums: yearEndSumsOf(r.Total)}
	for _, l := range r.Lines {
		out.Lines = append(out.Lines, yearEndLine{Payer: l.Payer, Programme: l.Programme, Period: l.Period, yearEndSums: yearEndSumsOf(l)})
	}
	for _, h := range r.OnItsWay {
		days, _ := h.OnItsWay(r.Today)
		out.OnItsWay = append(out.OnItsWay, waitingSlip{Handback: h.ActNo, Slip: h.Slip, SlipOn: h.SlipOn, Payments: h.Payments - h.AfterAll,
			Amount: digits(h.Amount - h.AfterAllAmount), Days: days, AfterAll: h.AfterAll, AfterAllAmount: digits(h.AfterAllAmount),
			amount: h.Amount - h.AfterAllAmount, afterAll: h.AfterAllAmount})
	}
	return out, nil
}

func (r *yearEndReport) needsPerson() bool {
	return r.ToReturn+r.Unknown+r.Unfinished > 0 || len(r.OnItsWay) > 0
}

func (r *yearEndReport) show(p *page) {
	p.line("%s", "%s", p.words.Marked(r.Practice, p.words.Pick("Tiền chưa chi được của năm ", "Not paid of the year ")+strconv.Itoa(r.Year)))
	p.line("Chi đến hết %s, nộp trả trước %s, đối chiếu trước %s.", "Spent by %s, handed back by %s, reconciled by %s.", p.day(r.SpentBy), p.day(r.ReturnedBy), p.day(r.ReconciledBy))
	if r.Overdue {
		p.line("Đã quá hạn nộp trả.", "The day to hand back has passed.")
	}
	var rows [][]string
	add := func(payer, programme, period string, s yearEndSums) {
		rows = append(rows, []string{payer, programme, period, p.count(s.ToReturn), p.dong(s.toReturn), p.count(s.Unknown), p.dong(s.unknown),
			p.count(s.Unfinished), p.dong(s.unfinished), p.count(s.HandedBack), p.dong(s.handedBack), p.count(s.Received), p.dong(s.received)})
	}
	for _, l := range r.Lines {
		add(l.Payer, l.Programme, p.day(l.Period), l.yearEndSums)
	}
	add(p.words.Pick("Cộng", "Total"), "", "", r.yearEndSums)
	p.table([]head{{vi: "Tài khoản chi", en: "Paying account"}, {vi: "Chương trình", en: "Programme"}, {vi: "Kỳ", en: "Period"},
		{vi: "Phải nộp trả", en: "To hand back", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true},
		{vi: "Chưa rõ", en: "Unknown", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true},
		{vi: "Chưa xong", en: "Not finished", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true},
		{vi: "Đã nộp trả", en: "Handed back", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true},
		{vi: "Kho bạc đã nhận", en: "Treasury has", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}}, rows)
	if r.AfterAll > 0 {
		p.line("Đã nộp trả nhưng ngân hàng báo lại là đã chi: %s khoản, %s đồng.", "Handed back, and paid after all by the bank's word: %s payments, %s VND.",
			p.count(r.AfterAll), p.dong(r.afterAll))
	}
	r.showWaiting(p)
}

// showWaiting lists the slips that are on their way.
func (r *yearEndReport) showWaiting(p *page) {
	if len(r.OnItsWay) == 0 {
		return
	}
	p.line("Đã nộp, chưa có chứng từ Kho bạc đã nhận (%s đồng):", "Handed back, and not confirmed by the Treasury (%s VND):", p.dong(r.waiting))
	var rows [][]string
	for _, x := range r.OnItsWay {
		rows = append(rows, []string{strconv.FormatInt(x.Handback, 10), x.Slip, p.day(x.SlipOn), p.count(int(x.Payments)), p.dong(x.amount), p.count(x.Days),
			p.count(int(x.AfterAll)), p.dong(x.afterAll)})
	}
	p.table([]head{{vi: "Số", en: "Number", number: true}, {vi: "Giấy nộp trả", en: "Slip"}, {vi: "Ngày nộp", en: "Of"}, {vi: "Khoản", en: "Payments", number: true},
		{vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}, {vi: "Số ngày", en: "Days", number: true},
		{vi: "Báo lại đã chi", en: "Paid after all", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}}, rows)
}

type paymentHandbackCmd struct {
	Propose handbackProposeCmd `cmd:"" help:"${handback_propose}"`
	Confirm handbackConfirmCmd `cmd:"" help:"${handback_confirm}"`
	List    handbackListCmd    `cmd:"" help:"${handback_list}"`
	Receipt handbackReceiptCmd `cmd:"" help:"${receipt}"`
}

type handbackProposeCmd struct {
	Payments []string `arg:"" optional:"" name:"payment" help:"${handback_payments}"`
	Year     int      `required:"" placeholder:"YYYY" help:"${year_year}"`
	Payer    string   `placeholder:"PAYER" help:"${inquiry_payer}"`
	Slip     string   `required:"" placeholder:"NUMBER" help:"${handback_slip}"`
	SlipOn   day      `placeholder:"YYYY-MM-DD" help:"${handback_slip_on}"`
	Reason   string   `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type handbackConfirmCmd struct {
	Handback int64 `arg:"" help:"${handback_number}"`
}

type handbackListCmd struct{}

// handbackList is what was handed back to the budget, or waits for a second person.
type handbackList struct {
	Handbacks []listedHandback `json:"handbacks"`
}

type listedHandback struct {
	Handback    int64  `json:"handback"`
	Year        int64  `json:"year"`
	Slip        string `json:"slip"`
	SlipOn      string `json:"slip_on"`
	Reason      string `json:"reason"`
	Payments    int64  `json:"payments"`
	Amount      string `json:"amount"`
	ProposedBy  string `json:"proposed_by"`
	ProposedAt  string `json:"proposed_at"`
	ConfirmedBy string `json:"confirmed_by"`
	ConfirmedAt string `json:"confirmed_at"`
	Status      string `json:"status"`       // proposed, active, overtaken
	OvertakenBy int64  `json:"overtaken_by"` // the newer proposal, 0 for none
	Receipt     int64  `json:"receipt"`      // by which the Treasury has it, 0 for none
	ReceiptSlip string `json:"receipt_number"`
	ReceivedOn  string `json:"received_on"`

	amount int64
}

func handbacksOf(all ...app.HandbackState) *handbackList {
	out := &handbackList{Handbacks: []listedHandback{}}
	for _, h := range all {
		x := listedHandback{Handback: h.ActNo, Year: h.Year, Slip: h.Slip, SlipOn: h.SlipOn, Reason: h.Reason, Payments: h.Payments, Amount: digits(h.Amount),
			ProposedBy: h.ProposedBy, ProposedAt: h.RecordedAt, ConfirmedBy: h.ConfirmedBy, ConfirmedAt: h.ConfirmedAt, Status: h.State(),
			OvertakenBy: h.OvertakenBy, Receipt: h.ReceiptNo, ReceiptSlip: h.ReceiptNumber, ReceivedOn: h.ReceivedOn, amount: h.Amount}
		out.Handbacks = append(out.Handbacks, x)
	}
	return out
}

func (c *handbackProposeCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	h, err := a.ProposeHandback(ctx, app.HandbackRequest{Year: c.Year, Payer: c.Payer, Payments: c.Payments, Slip: c.Slip, SlipOn: c.SlipOn.Date,
		Reason: c.Reason})
	return handbacksOf(h), err
}

func (c *handbackConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	h, err := a.ConfirmHandback(ctx, c.Handback)
	return handbacksOf(h), err
}

func (c *handbackListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Handbacks(ctx)
	if err != nil {
		return nil, err
	}
	return handbacksOf(all...), nil
}

func (l *handbackList) needsPerson() bool { return false }

func (l *handbackList) show(p *page) {
	if len(l.Handbacks) == 0 {
		p.line("Chưa có lần nộp trả nào.", "Nothing was handed back yet.")
	}
	var rows [][]string
	for _, x := range l.Handbacks {
		rows = append(rows, []string{strconv.FormatInt(x.Handback, 10), strconv.FormatInt(x.Year, 10), x.Slip, p.count(int(x.Payments)), p.dong(x.amount),
			x.ProposedBy, x.ConfirmedBy, p.words.Name(wording.ProposalStates, x.Status), x.ReceiptSlip, p.day(x.ReceivedOn)})
	}
	p.table([]head{{vi: "Số", en: "Number", number: true}, {vi: "Năm", en: "Year", number: true}, {vi: "Giấy nộp trả", en: "Slip"},
		{vi: "Khoản", en: "Payments", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}, {vi: "Người đề nghị", en: "Proposed by"},
		{vi: "Người xác nhận", en: "Confirmed by"}, {vi: "Tình trạng", en: "State"}, {vi: "Chứng từ Kho bạc", en: "Receipt"},
		{vi: "Kho bạc nhận ngày", en: "Received on"}}, rows)
}
