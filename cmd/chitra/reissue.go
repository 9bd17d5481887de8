package main

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/payout"
)

type reissueCmd struct {
	Build reissueBuildCmd `cmd:"" help:"${reissue_build}"`
}

type reissueBuildCmd struct {
	Programme string   `enum:"BTXH" default:"BTXH" help:"${f_programme}"`
	Period    month    `required:"" placeholder:"YYYY-MM" help:"${f_period}"`
	PayOn     day      `name:"pay-on" placeholder:"DATE" help:"${batch_pay_on}"`
	Payment   []string `placeholder:"PAYMENT" help:"${reissue_payment}"`
	List      bool     `help:"${reissue_list}"`
}

// reissued is what was put into drafts once more, and what was not and why.
type reissued struct {
	Period            string         `json:"period"`
	Batches           []builtBatch   `json:"batches"`
	TakenOut          int            `json:"taken_out"` // from drafts that no longer stood as they were made
	NotReissued       map[string]int `json:"not_reissued"`
	NotReissuedAmount string         `json:"not_reissued_amount"`
	List              []notReissued  `json:"list,omitempty"`
}

type notReissued struct {
	Payment     string `json:"payment"`
	Beneficiary string `json:"beneficiary"`
	Reference   string `json:"reference"` // of the last instruction
	State       string `json:"state"`
	Class       string `json:"class"`  // of the bank's reason
	Reason      string `json:"reason"` // the bank's
	Why         string `json:"why"`
	Amount      string `json:"amount"`
	Message     string `json:"message"`
	Fix         string `json:"fix"`

	amount int64
}

func (c *reissueBuildCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	sum, err := a.Reissue(ctx, app.ReissueRequest{Programme: payout.Programme(c.Programme), Period: c.Period.Month, PayOn: c.PayOn.Date, Payments: c.Payment})
	if err != nil {
		return nil, err
	}
	out := &reissued{Period: c.Period.String(), Batches: []builtBatch{}, TakenOut: sum.TakenOut, NotReissued: sum.NotReissued,
		NotReissuedAmount: digits(sum.Amount)}
	for _, b := range sum.Batches {
		out.Batches = append(out.Batches, builtBatch{Batch: b.Batch, Payer: b.Payer, Payments: b.Payments, Amount: digits(b.Amount), amount: b.Amount})
	}
	if !c.List {
		return out, nil
	}
	for _, x := range sum.List {
		says := s.words.NotReissued(x.Why)
		out.List = append(out.List, notReissued{Payment: x.Payment, Beneficiary: x.Beneficiary, Reference: x.Reference, State: x.State, Class: x.Class,
			Reason: x.Reason, Why: x.Why, Amount: digits(x.Amount), Message: says.Says, Fix: says.Fix, amount: x.Amount})
	}
	return out, nil
}

func (r *reissued) needsPerson() bool { return len(r.NotReissued) > 0 }

func (r *reissued) show(p *page) {
	if len(r.Batches) == 0 {
		p.line("Không có khoản nào để chi lại.", "Nothing to try again.")
	}
	var rows [][]string
	for _, x := range r.Batches {
		rows = append(rows, []string{x.Batch, x.Payer, p.count(x.Payments), p.dong(x.amount)})
	}
	p.table([]head{{vi: "Đợt", en: "Batch"}, {vi: "Tài khoản chi", en: "Paying account"},
		{vi: "Khoản", en: "Payments", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}}, rows)
	if r.TakenOut > 0 {
		p.line("Đã rút %s khoản khỏi dự thảo cũ vì không còn đúng.", "Took %s payments out of drafts that no longer stood.", p.count(r.TakenOut))
	}
	p.notReissued(r.NotReissued)
	rows = nil
	for _, x := range r.List {
		rows = append(rows, []string{x.Payment, x.Reference, p.words.Name(wording.PaymentStates, x.State), x.Reason, x.Message, p.dong(x.amount)})
	}
	p.table([]head{{vi: "Khoản", en: "Payment"}, {vi: "Lệnh cuối", en: "Last instruction"}, {vi: "Tình trạng", en: "State"},
		{vi: "Ngân hàng nêu", en: "The bank says"}, {vi: "Chưa chi lại vì", en: "Not tried again for"}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}}, rows)
}

// notReissued writes how many are not tried again, why, and what sets them free.
func (p *page) notReissued(by map[string]int) {
	codes := slices.SortedFunc(maps.Keys(by), func(x, y string) int { return cmp.Or(by[y]-by[x], strings.Compare(x, y)) })
	var rows [][]string
	for _, code := range codes {
		s := p.words.NotReissued(code)
		rows = append(rows, []string{s.Says, p.count(by[code]), s.Fix})
	}
	p.table([]head{{vi: "Chưa chi lại vì", en: "Not tried again for"}, {vi: "Khoản", en: "Payments", number: true}, {vi: "Cần làm", en: "What to do"}}, rows)
}
