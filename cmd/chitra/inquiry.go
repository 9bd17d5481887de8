package main

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"chitra/internal/app"
	"chitra/internal/civil"
	"chitra/internal/outbox"
	"chitra/internal/wording"
)

type bankfileInquiryCmd struct {
	Period month  `placeholder:"YYYY-MM" help:"${inquiry_period}"`
	Payer  string `placeholder:"PAYER" help:"${inquiry_payer}"`
	Out    string `required:"" placeholder:"DIR" help:"${f_out}"`
}

// inquiriesMade are the questions to banks, written now or earlier today.
type inquiriesMade struct {
	Out       string        `json:"out"`
	Inquiries []madeInquiry `json:"inquiries"`
}

type madeInquiry struct {
	Inquiry      string `json:"inquiry"`
	Payer        string `json:"payer"`
	AskedOn      string `json:"asked_on"`
	Instructions int64  `json:"instructions"`
	Amount       string `json:"amount"`
	File         string `json:"file"` // the workbook
	SHA256       string `json:"sha256"`
	Table        string `json:"table"` // the same as CSV
	Status       string `json:"status"`

	amount int64
}

func (c *bankfileInquiryCmd) do(ctx context.Context, s *shell) (res outcome, err error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	out, err := outbox.Open(c.Out)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	q := app.InquiryRequest{Payer: c.Payer}
	if !c.Period.IsZero() {
		q.Period = c.Period.String()
	}
	made, err := a.Inquire(ctx, q, out)
	if err != nil {
		return nil, err
	}
	w := &inquiriesMade{Out: c.Out, Inquiries: []madeInquiry{}}
	for _, m := range made {
		w.Inquiries = append(w.Inquiries, madeInquiry{Inquiry: m.ID, Payer: m.PayerID, AskedOn: m.AskedOn, Instructions: m.Instructions,
			Amount: digits(m.Amount), File: filepath.Join(c.Out, m.Name+".xlsx"), SHA256: m.SHA256, Table: filepath.Join(c.Out, m.Name+".csv"),
			Status: m.Status, amount: m.Amount})
	}
	return w, nil
}

func (w *inquiriesMade) needsPerson() bool { return false }

func (w *inquiriesMade) show(p *page) {
	if len(w.Inquiries) == 0 {
		p.line("Không có lệnh nào phải hỏi ngân hàng.", "There is nothing to ask a bank.")
	}
	var rows [][]string
	for _, x := range w.Inquiries {
		rows = append(rows, []string{x.Inquiry, x.File, p.count(int(x.Instructions)), p.dong(x.amount), p.words.Name(wording.FileStatuses, x.Status)})
	}
	p.table([]head{{vi: "Phiếu", en: "Inquiry"}, {vi: "Tệp", en: "File"}, {vi: "Lệnh", en: "Instructions", number: true},
		{vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}, {vi: "Kết quả", en: "Status"}}, rows)
}

type bankfileInquiriesCmd struct{}

// inquiryList is every question to a bank, and what of it is still open.
type inquiryList struct {
	Inquiries []listedInquiry `json:"inquiries"`
	Open      int             `json:"open"` // questions with an open instruction
}

type listedInquiry struct {
	Inquiry      string `json:"inquiry"`
	Payer        string `json:"payer"`
	AskedOn      string `json:"asked_on"`
	AskedBy      string `json:"asked_by"`
	Instructions int64  `json:"instructions"`
	Open         int64  `json:"open"`
	OpenAmount   string `json:"open_amount"`
	AgeDays      int    `json:"age_days"` // of an open one

	amount int64
}

func (c *bankfileInquiriesCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.Inquiries(ctx)
	if err != nil {
		return nil, err
	}
	out := &inquiryList{Inquiries: []listedInquiry{}}
	for _, x := range all {
		one := listedInquiry{Inquiry: x.ID, Payer: x.PayerID, AskedOn: x.AskedOn, AskedBy: x.AskedBy, Instructions: x.Instructions, Open: x.Open,
			OpenAmount: digits(x.OpenAmount), amount: x.OpenAmount}
		if x.Open > 0 {
			out.Open++
			if one.AgeDays, err = daysBetween(x.AskedOn, s.today()); err != nil {
				return nil, err
			}
		}
		out.Inquiries = append(out.Inquiries, one)
	}
	return out, nil
}

// daysBetween counts the days from one that was written down to another.
func daysBetween(from string, to civil.Date) (int, error) {
	day, err := civil.ParseISO(from)
	if err != nil {
		return 0, err
	}
	at := func(d civil.Date) time.Time {
		return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, time.UTC)
	}
	return int(at(to).Sub(at(day)) / (24 * time.Hour)), nil
}

func (l *inquiryList) needsPerson() bool { return false }

func (l *inquiryList) show(p *page) {
	p.line("%s phiếu còn lệnh chưa rõ.", "%s inquiries with something open.", p.count(l.Open))
	var rows [][]string
	for _, x := range l.Inquiries {
		rows = append(rows, []string{x.Inquiry, p.day(x.AskedOn), x.AskedBy, p.count(int(x.Instructions)), p.count(int(x.Open)), p.dong(x.amount), p.count(x.AgeDays)})
	}
	p.table([]head{{vi: "Phiếu", en: "Inquiry"}, {vi: "Ngày hỏi", en: "Asked on"}, {vi: "Người hỏi", en: "Asked by"}, {vi: "Lệnh", en: "Instructions", number: true},
		{vi: "Còn chờ", en: "Open", number: true}, {vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}, {vi: "Số ngày", en: "Days", number: true}}, rows)
}
