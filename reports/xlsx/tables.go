package xlsx

import (
	"chitra/payout"
	"chitra/reports"
)

// drawLines draws the lines of the dimension; a total report has none.
func drawLines(b *book) error {
	if b.r.By == reports.Total {
		return nil
	}
	name := b.l.DimensionName(b.r.By)
	p, err := b.page(b.w.ByDimension + reports.LowerFirst(name))
	if err != nil {
		return err
	}
	head := p.head(over(name), over(b.w.Code), overNumber(b.w.Beneficiaries), overNumber(b.w.WithAccount),
		overNumber("% "+b.w.OfBeneficiaries), overNumber(b.w.Paid), overNumber("% "+b.w.OfAccounts),
		overNumber("% "+b.w.OfBeneficiaries), overNumber(b.w.NotPaid), overNumber(b.w.Payments),
		overNumber(b.w.Amount+" ("+b.w.Dong+")"))
	for i := range b.r.Lines {
		line := &b.r.Lines[i]
		p.put(b.lineCells(b.l.LineName(b.r.By, line), line.Key, &line.Figures)...)
	}
	p.put(b.total(b.lineCells(b.w.Total, "", &b.r.Figures)...)...)
	if b.r.CountedAgain > 0 {
		p.note(b.w.CountedAgain + " (+" + b.l.Count(b.r.CountedAgain) + ").")
	}
	return p.finish(head)
}

func (b *book) lineCells(name, key string, f *reports.Figures) []cell {
	return []cell{
		b.text(name), b.text(key), b.count(f.Beneficiaries), b.count(f.WithAccount), b.percent(f.AccountShare()),
		b.count(f.Paid), b.percent(f.PaidShareOfAccounts()), b.percent(f.PaidShare()),
		b.count(f.Beneficiaries - f.Paid), b.count(f.Payments[payout.PaymentPaid].Count), b.amount(f.PaidAmount()),
	}
}

// drawNotPaid draws who is not paid, by place and reason.
func drawNotPaid(b *book) error {
	p, err := b.page(b.w.NotPaidByReason)
	if err != nil {
		return err
	}
	head := p.head(over(b.w.Place), over(b.w.Cause), overNumber(b.w.Persons), overNumber("% "+b.w.OfBeneficiaries),
		overNumber(b.w.ThemWithAccount), overNumber("% "+b.w.OfAccounts))
	row := func(place, cause string, persons, accounts int) []cell {
		return []cell{
			b.text(place), b.text(cause),
			b.count(persons), b.percent(reports.Ratio{Num: persons, Den: b.r.Beneficiaries}),
			b.count(accounts), b.percent(reports.Ratio{Num: accounts, Den: b.r.WithAccount}),
		}
	}
	for _, c := range b.r.Causes {
		p.put(row(b.l.PlaceName(c.Place), b.l.CauseName(c), c.Persons, c.WithAccount)...)
	}
	if len(b.r.Causes) == 0 {
		p.put(b.text(b.w.Nobody))
	}
	accounts := b.r.WithAccount - b.r.Paid + b.r.PaidWithoutAccount
	p.put(b.total(row(b.w.Total, "", b.r.Beneficiaries-b.r.Paid, accounts)...)...)
	return p.finish(head)
}

// drawClosing draws what changed since the period was closed.
func drawClosing(b *book) error {
	c := b.r.Closed
	if c == nil {
		return nil
	}
	p, err := b.page(b.w.AfterClosing)
	if err != nil {
		return err
	}
	p.note(b.w.AtClosing + " " + b.l.Moment(c.AsOf) + " · " + b.w.Seal + " " + c.SHA256)
	head := p.head(over(b.w.Measure), overNumber(b.w.AtClosing), overNumber(b.w.Now), overNumber(b.w.Difference))
	row := func(name string, was, is int) {
		p.put(b.text(name), b.count(was), b.count(is), b.change(int64(is-was)))
	}
	row(b.w.Beneficiaries, c.Beneficiaries, b.r.Beneficiaries)
	row(b.w.WithAccount, c.WithAccount, b.r.WithAccount)
	row(b.w.Paid, c.Paid, b.r.Paid)
	now := b.r.PaidAmount()
	p.put(b.text(b.w.Amount+" ("+b.w.Dong+")"), b.amount(c.PaidAmount), b.amount(now),
		b.change(now.Minor()-c.PaidAmount.Minor()))
	p.row++
	p.section(b.w.Moves)
	for _, m := range c.Moves {
		p.put(b.text(b.l.PlaceName(m.From)+" → "+b.l.PlaceName(m.To)), b.count(m.Persons))
	}
	return p.finish(head)
}
