package main

import (
	"cmp"
	"maps"
	"slices"

	"chitra/internal/app"
	"chitra/internal/wording"
)

// batchReissue is a further attempt, as who approves it sees it.
type batchReissue struct {
	Payment  string `json:"payment"`
	Attempt  int64  `json:"attempt"`
	Previous string `json:"previous"` // the reference that failed
	Reasons  string `json:"reasons"`  // the bank's
	Class    string `json:"class"`
	Remedy   string `json:"remedy"`
	Amount   string `json:"amount"`

	amount int64
}

func reissuesOf(v app.BatchView) []batchReissue {
	var out []batchReissue
	for _, r := range v.Reissues {
		out = append(out, batchReissue{Payment: r.PaymentID, Attempt: r.Attempt, Previous: r.PreviousID, Reasons: r.Reasons, Class: r.Class, Remedy: r.Remedy,
			Amount: digits(r.Amount), amount: r.Amount})
	}
	return out
}

// showReissues says that payments of the batch are tried once more: how many and
// how much of each class, and each of them.
func (b *batchView) showReissues(p *page) {
	if len(b.Reissues) == 0 {
		return
	}
	type sum struct {
		n      int
		amount int64
	}
	by := map[string]sum{}
	var rows [][]string
	for _, r := range b.Reissues {
		by[r.Class] = sum{by[r.Class].n + 1, by[r.Class].amount + r.amount}
		rows = append(rows, []string{r.Payment, p.count(int(r.Attempt)), r.Previous, cmp.Or(r.Reasons, "-"), p.words.Name(wording.Classes, r.Class),
			p.words.Name(wording.Remedies, r.Remedy), p.dong(r.amount)})
	}
	p.line("%s khoản là chi lại sau khi lần trước không chi được:", "%s payments are tried again after an attempt that failed:", p.count(len(b.Reissues)))
	for _, class := range slices.Sorted(maps.Keys(by)) {
		p.line("  %s: %s khoản, %s đồng", "  %s: %s payments, %s VND", p.words.Name(wording.Classes, class), p.count(by[class].n), p.dong(by[class].amount))
	}
	p.table([]head{{vi: "Khoản", en: "Payment"}, {vi: "Lần", en: "Attempt", number: true}, {vi: "Lệnh trước", en: "Attempt before"},
		{vi: "Lý do của ngân hàng", en: "Bank's reason"}, {vi: "Loại lỗi", en: "Class"}, {vi: "Đã khắc phục", en: "Remedy"},
		{vi: "Số tiền (đồng)", en: "Amount (VND)", number: true}}, rows)
}
