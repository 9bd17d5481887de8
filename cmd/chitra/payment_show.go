package main

import (
	"context"
	"fmt"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/payout"
)

type paymentShowCmd struct {
	Payment string `arg:"" help:"${payment_named}"`
	Period  month  `placeholder:"YYYY-MM" help:"${payment_period}"`
}

// paymentsShown is the way of payments from what is due to every attempt.
type paymentsShown struct {
	Payments []shownPayment `json:"payments"`
}

type shownPayment struct {
	Payment     string           `json:"payment"`
	Beneficiary string           `json:"beneficiary"`
	Payee       string           `json:"payee"`
	Programme   string           `json:"programme"`
	Period      string           `json:"period"`
	Amount      string           `json:"amount"`
	State       string           `json:"state"`
	HeldReason  string           `json:"held_reason"`
	Batch       string           `json:"batch"`
	Row         string           `json:"row"`
	Lines       []shownLine      `json:"lines"`
	Changes     []shownChange    `json:"changes"`
	Attempts    []shownAttempt   `json:"attempts"`
	Exceptions  []shownException `json:"exceptions"`

	amount int64
}

type shownLine struct {
	Rule   string `json:"rule"`
	Month  string `json:"month"`
	Cause  string `json:"cause"`
	Amount string `json:"amount"`
	Basis  string `json:"basis"`
}

type shownChange struct {
	From   string `json:"from"`
	To     string `json:"to"`
	At     string `json:"at"`
	Reason string `json:"reason"`
	Fact   string `json:"fact"`
}

type shownAttempt struct {
	Attempt   int64         `json:"attempt"`
	Reference string        `json:"reference"`
	State     string        `json:"state"`
	Batch     string        `json:"batch"`
	File      string        `json:"file"`
	SHA256    string        `json:"sha256"`
	Line      int64         `json:"line"`
	Bank      string        `json:"bank"` // BIN
	Account   string        `json:"account"`
	Holder    string        `json:"holder"`
	Rests     *shownRests   `json:"rests_on,omitempty"`
	Answers   []shownAnswer `json:"answers"`
	Changes   []shownChange `json:"changes"`
}

// shownRests is why a further attempt was allowed.
type shownRests struct {
	Previous string `json:"previous"`
	Reasons  string `json:"reasons"`
	Class    string `json:"class"`
	Remedy   string `json:"remedy"`
}

type shownAnswer struct {
	File     string `json:"file"`
	SHA256   string `json:"sha256"`
	Line     int64  `json:"line"`
	At       string `json:"at"`
	Source   string `json:"source"` // bank, correction, pairing
	Proposed string `json:"proposed_by"`
	Agreed   string `json:"confirmed_by"`
	Status   string `json:"status"`
	Reasons  string `json:"reasons"`
	Verdict  string `json:"verdict"`
	BankRef  string `json:"bank_reference"`
	Amount   string `json:"amount"`
	BookedOn string `json:"booked_on"`
	Note     string `json:"note"`
}

type shownException struct {
	Exception string `json:"exception"`
	Kind      string `json:"kind"`
	Opened    string `json:"opened"`
	Detail    string `json:"detail"`
	Closed    string `json:"closed"`
}

func (c *paymentShowCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	all, err := a.ShowPayment(ctx, c.Payment, c.Period.Month)
	if err != nil {
		return nil, err
	}
	out := &paymentsShown{Payments: []shownPayment{}}
	for _, l := range all {
		out.Payments = append(out.Payments, shownPaymentOf(l))
	}
	return out, nil
}

func shownPaymentOf(l app.Lineage) shownPayment {
	out := shownPayment{Payment: l.ID, Beneficiary: l.BeneficiaryID, Payee: l.PayeeName, Programme: l.Programme, Period: l.Period, Amount: digits(l.Amount),
		State: l.State, HeldReason: l.HeldReason, Batch: l.BatchID, Row: app.RowRef(l.VersionNo, l.RowKey), Lines: []shownLine{},
		Changes: shownChanges(l.Changes), Attempts: []shownAttempt{}, Exceptions: []shownException{}, amount: l.Amount}
	for _, x := range l.Lines {
		out.Lines = append(out.Lines, shownLine{Rule: x.Rule, Month: x.MonthFor, Cause: x.Cause, Amount: digits(x.Amount), Basis: x.Basis})
	}
	for _, x := range l.Attempts {
		out.Attempts = append(out.Attempts, shownAttemptOf(x))
	}
	for _, x := range l.Exceptions {
		out.Exceptions = append(out.Exceptions, shownException{Exception: x.ID, Kind: x.Kind, Opened: x.OpenedAt, Detail: x.Detail, Closed: x.ClosedAt})
	}
	return out
}

func shownChanges(all []app.StateChange) []shownChange {
	out := []shownChange{}
	for _, c := range all {
		out = append(out, shownChange{From: c.FromState, To: c.ToState, At: c.RecordedAt, Reason: c.Reason, Fact: c.Fact})
	}
	return out
}

func shownAttemptOf(x app.AttemptView) shownAttempt {
	out := shownAttempt{Attempt: x.Attempt, Reference: x.ID, State: x.State, Batch: x.BatchID, File: x.File.Name, SHA256: x.File.SHA256, Line: x.Line,
		Bank: x.BIN, Account: x.AccountNumber, Holder: x.Holder, Answers: []shownAnswer{}, Changes: shownChanges(x.Changes)}
	if x.Rests != nil {
		out.Rests = &shownRests{Previous: x.Rests.PreviousID, Reasons: x.Rests.Reasons, Class: x.Rests.Class, Remedy: x.Rests.Remedy}
	}
	for _, r := range x.Answers {
		a := shownAnswer{File: r.File.FileName, SHA256: r.File.SHA256, Line: r.Line, At: r.At, Source: r.SaidBy, Proposed: r.ProposedBy, Agreed: r.ConfirmedBy, Status: r.Status, Reasons: r.Reasons,
			Verdict: r.Verdict, BankRef: r.BankRef, BookedOn: r.BookedOn, Note: r.Note}
		if r.Amount != nil {
			a.Amount = digits(*r.Amount)
		}
		out.Answers = append(out.Answers, a)
	}
	return out
}

func (l *paymentsShown) needsPerson() bool { return false }

func (l *paymentsShown) show(p *page) {
	for _, x := range l.Payments {
		p.line("Khoản %s, kỳ %s, %s: %s đồng, %s.", "Payment %s, period %s, %s: %s VND, %s.", x.Payment, p.day(x.Period), x.Payee, p.dong(x.amount), p.stateOf(x))
		for _, line := range x.Lines {
			p.line("  Chế độ %s tháng %s (%s): %s đồng. %s", "  Due under %s for %s (%s): %s VND. %s", line.Rule, p.day(line.Month), p.cause(line.Cause), p.amount(line.Amount), line.Basis)
		}
		for _, a := range x.Attempts {
			a.show(p)
		}
		for _, e := range x.Exceptions {
			s, _ := p.words.Of(wording.Exceptions, e.Kind)
			p.line("  Ngoại lệ %s: %s", "  Exception %s: %s", e.Exception, s.Says)
		}
	}
}

// cause is why a line is due: the month alone, or what changed.
func (p *page) cause(of string) string {
	if of == payout.CauseRegular {
		return p.words.Pick("hằng tháng", "the month alone")
	}
	return of
}

func (p *page) stateOf(x shownPayment) string {
	state := p.words.Name(wording.PaymentStates, x.State)
	if x.HeldReason != "" {
		state = fmt.Sprintf("%s (%s)", state, p.words.HoldName(x.HeldReason))
	}
	return state
}

func (a shownAttempt) show(p *page) {
	desk := a.Bank == "" // a cash desk has none
	if desk {
		a.Bank = p.words.Pick("tiền mặt, số định danh", "cash, identity number")
	}
	p.line("  Lần %d: lệnh %s, tài khoản %s (%s), tệp %s dòng %d: %s", "  Attempt %d: instruction %s, account %s (%s), file %s line %d: %s",
		a.Attempt, a.Reference, masked(a.Account), a.Bank, a.File, a.Line, p.words.Name(wording.InstructionStates, a.State))
	if a.Rests != nil {
		p.line("    Chi lại sau lệnh %s (%s: %s)", "    Tried again after %s (%s: %s)", a.Rests.Previous, a.Rests.Reasons, p.words.Name(wording.Classes, a.Rests.Class))
	}
	for _, r := range a.Answers {
		r.show(p, desk)
	}
	for _, c := range a.Changes {
		p.line("    %s: %s → %s", "    %s: %s → %s", p.moment(c.At), p.words.Name(wording.InstructionStates, c.From), p.words.Name(wording.InstructionStates, c.To))
	}
}

// show says whose word an answer is: the bank's or the cash desk's, or that of two
// people.
func (r shownAnswer) show(p *page, desk bool) {
	said := strings.Join(strings.Fields(r.Status+" "+r.Reasons+" "+p.day(r.BookedOn)), " ")
	switch r.Source {
	case app.AnswerOfCorrection:
		p.line("    Đính chính (%s đề nghị, %s xác nhận) theo %s: %s", "    Correction (proposed by %s, confirmed by %s) by %s: %s", r.Proposed, r.Agreed,
			r.File, strings.TrimSpace(p.words.Name(wording.InstructionStates, r.Verdict)+" "+r.Reasons))
	case app.AnswerOfPeople:
		p.line("    Người ghép (%s đề nghị, %s xác nhận) dòng %[4]d của %[3]s: %[5]s", "    Paired by people (proposed by %s, confirmed by %s), %s line %d: %s",
			r.Proposed, r.Agreed, r.File, r.Line, said)
	default:
		if desk {
			p.line("    Tổ chức chi trả, %s dòng %d: %s", "    The cash desk, %s line %d: %s", r.File, r.Line, said)
			return
		}
		p.line("    Ngân hàng, %s dòng %d: %s", "    The bank, %s line %d: %s", r.File, r.Line, said)
	}
}
