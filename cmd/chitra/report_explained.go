package main

import (
	"chitra/internal/app"
	"chitra/internal/wording"
	"chitra/reports"
)

// explanationsText says by what each batch's difference is covered, and what of
// an approval is nowhere.
func explanationsText(p *page, r *reports.ReconciliationReport) {
	var rows [][]string
	more := 0
	for _, l := range r.Lines {
		for _, x := range l.Explanations {
			if len(rows) == shownExceptions {
				more++
				continue
			}
			rows = append(rows, []string{l.Batch, x.Exception, p.because(x), p.holder(x), p.day(x.Due), p.count(x.Count), p.dong(x.Amount.Minor())})
		}
		closedStandingText(p, l)
		if !l.Missing.IsZero() {
			p.line("Đợt %s: đã duyệt mà không gửi, không chờ: %s khoản, %s đồng.", "Batch %s: approved, neither sent nor waiting: %s payments, %s đồng.",
				l.Batch, p.count(l.Missing.Count), p.dong(l.Missing.Amount.Minor()))
		}
	}
	p.table([]head{{vi: "Đợt", en: "Batch"}, {vi: "Ngoại lệ", en: "Exception"}, {vi: "Vì", en: "Because"}, {vi: "Của", en: "Owner"}, {vi: "Hạn", en: "Due"},
		{vi: "Khoản", en: "Count", number: true}, {vi: "Số tiền", en: "Amount", number: true}}, rows)
	if more > 0 {
		p.line("… và %s giải thích nữa: --format json", "… and %s more: --format json", p.count(more))
	}
}

// because is what covers a difference.
func (p *page) because(x reports.Explanation) string {
	switch {
	case x.Kind == reports.InTransit && x.Owner == reports.OwnerDesk:
		return p.words.Pick("tổ chức chi trả chưa trả lời, còn trong thời hạn", "the cash desk has not answered, and is within its time")
	case x.Kind == reports.InTransit:
		return p.words.Pick("đang chuyển, trong thời hạn của ngân hàng", "on its way, within the bank's time")
	}
	said, _ := p.words.Of(wording.Exceptions, x.Kind)
	return said.Says
}

// holder is whose an explanation is: a user, or a role in words. What is on its way
// is the bank's, or the cash desk's.
func (p *page) holder(x reports.Explanation) string {
	switch {
	case x.Kind == reports.InTransit && x.Owner == reports.OwnerDesk:
		return p.words.Pick("tổ chức chi trả", "the cash desk")
	case x.Kind == reports.InTransit:
		return p.words.Pick("ngân hàng", "the bank")
	}
	if x.OwnedBy == app.OwnedByUser {
		return x.Owner
	}
	return p.words.Name(wording.Roles, x.Owner)
}

// closedStandingText names what people closed while the difference stands.
func closedStandingText(p *page, l reports.ReconciliationLine) {
	for _, x := range l.ClosedStanding[:min(len(l.ClosedStanding), shownExceptions)] {
		said, _ := p.words.Of(wording.Exceptions, x.Kind)
		p.line("Đợt %s: ngoại lệ %s (%s) đã được %s đóng khi chênh lệch vẫn còn: %s đồng, không được coi là đã giải thích.",
			"Batch %s: exception %s (%s) was closed by %s while the difference stands: %s đồng, which it does not explain.",
			l.Batch, x.Exception, said.Says, x.Owner, p.dong(x.Amount.Minor()))
	}
	if more := len(l.ClosedStanding) - shownExceptions; more > 0 {
		p.line("… và %s ngoại lệ nữa: --format json", "… and %s more: --format json", p.count(more))
	}
}

// accountsText shows the paying accounts as their statements tell them.
func accountsText(p *page, r *reports.ReconciliationReport) {
	var rows [][]string
	for _, a := range r.Accounts {
		rest := func(sum string, left int64) string { return sum + " (" + p.dong(left) + ")" }
		rows = append(rows, []string{a.Payer, p.day(a.From) + " – " + p.day(a.To), p.count(a.Statements), p.dong(a.Opening.Minor()),
			rest(p.dong(a.Credits.Minor()), a.UnexplainedCredits.Minor()), rest(p.dong(a.Debits.Minor()), a.UnexplainedDebits.Minor()), p.dong(a.Closing.Minor())})
		for _, k := range a.Kinds {
			rows = append(rows, []string{"", p.words.Name(wording.LineKinds, k.Kind), p.count(k.Count), "", sideOf(!k.Debit, p.dong(k.Amount.Minor())),
				sideOf(k.Debit, p.dong(k.Amount.Minor())), ""})
		}
	}
	p.table([]head{{vi: "Tài khoản chi", en: "Paying account"}, {vi: "Ngày", en: "Days"}, {vi: "Sao kê, dòng", en: "Statements, lines", number: true},
		{vi: "Số dư đầu", en: "Opening", number: true}, {vi: "Ghi có (chưa rõ)", en: "Credits (unexplained)", number: true},
		{vi: "Ghi nợ (chưa rõ)", en: "Debits (unexplained)", number: true}, {vi: "Số dư cuối", en: "Closing", number: true}}, rows)
}

func sideOf(here bool, amount string) string {
	if here {
		return amount
	}
	return ""
}
