package reports

import (
	"chitra/internal/money"
	"chitra/payout"
)

// Headline is one of the four lines everybody quotes: a count of people with
// the shares it makes, or an amount.
type Headline struct {
	Label string
	Count int
	// Amount is set on the last line alone, where Count says how many payments
	// make it up.
	Amount   money.Amount
	IsAmount bool
	Shares   []Share
	// Note stands behind the shares: the target, or the exact amount with its
	// period.
	Note string
}

// Share is a ratio with the name of its denominator as it follows the
// percentage: "63,16 %" "đối tượng".
type Share struct {
	Ratio
	Of string
}

// Headlines returns the four lines in the language.
func (r *CoverageReport) Headlines(l Lang) []Headline {
	w := l.Words()
	return []Headline{
		{Label: w.Beneficiaries, Count: r.Beneficiaries},
		{
			Label: w.WithAccount, Count: r.WithAccount,
			Shares: []Share{{r.AccountShare(), w.OfBeneficiaries}},
			Note:   l.Target(r.AccountShare(), r.Target),
		},
		{
			Label: w.Paid, Count: r.Paid,
			Shares: []Share{
				{r.PaidShareOfAccounts(), w.OfAccounts}, {r.PaidShare(), w.OfBeneficiaries},
			},
		},
		{
			Label: w.Amount, Amount: r.PaidAmount(), IsAmount: true, Count: r.Payments[payout.PaymentPaid].Count,
			Note: l.Amount(r.PaidAmount()) + ", " + l.Period(r.From, r.To),
		},
	}
}
