package beneficiary

import (
	"slices"
	"strings"

	"chitra/internal/money"
	"chitra/internal/sheet"
)

func (p *page) readCategory(row *sheet.Row, r *Row) {
	c := p.cell(row, roleCategory)
	if c.Kind == sheet.ErrorValue || c.NoCachedValue || c.Merged && c.Text == "" {
		return
	}
	text := p.text(row, roleCategory)
	if c.Kind == sheet.Number {
		if d, ok := cleanNumber(c.Text); ok {
			text = d.String()
		}
	}
	r.CategoryText = text
	if strings.Trim(text, "-–— ") == "" {
		p.note(row, roleCategory, CodeCategoryMissing, "", "")
		return
	}
	known := p.categories.get(text, func(text string) category {
		if p.o.Category == nil {
			return category{text, true}
		}
		code, ok := p.o.Category(text)
		return category{code, ok}
	})
	if !known.ok {
		p.note(row, roleCategory, CodeCategoryUnknown, text, "")
		return
	}
	r.Category = known.code
}

// readAmounts reads coefficient and amounts, and adds the line to the sums.
func (p *page) readAmounts(row *sheet.Row, r *Row) error {
	if c := p.cell(row, roleCoefficient); c.Kind != sheet.ErrorValue {
		read := p.coefficients.get(c.Kind.String()+c.Text, func(string) (f coefficientReading) {
			f.value, f.empty, f.ok = readCoefficient(c)
			return f
		})
		if !read.ok {
			p.note(row, roleCoefficient, CodeCoefficientUnreadable, c.Text, "")
		}
		r.Coefficient, r.HasCoefficient = read.value, read.ok && !read.empty
	}
	unread := false
	for _, a := range [...]struct {
		role role
		to   *money.Amount
	}{{roleRate, &r.Rate}, {roleArrears, &r.Arrears}, {roleRecovery, &r.Recovery}, {roleTotal, &r.Total}} {
		c := p.cell(row, a.role)
		reading := p.readAmount(c)
		if reading.code != "" && reading.code != CodeCellError {
			p.note(row, a.role, reading.code, c.Text, reading.proposed)
		}
		if a.role == p.sumRole() {
			unread = reading.code != "" || c.NoCachedValue
		}
		*a.to = reading.amount
	}
	p.checkSum(row, r)
	return p.addUp(r, unread)
}

func (p *page) addUp(r *Row, unread bool) error {
	amount := r.Total
	if p.sumRole() == roleRate {
		amount = r.Rate
	}
	if unread {
		p.totals.unsummed++
		p.list.Unsummed++
	}
	for _, sum := range []*money.Amount{&p.totals.sum, &p.totals.since, &p.list.Sum} {
		if err := addTo(sum, amount); err != nil {
			return err
		}
	}
	return nil
}

// checkSum warns where total is not rate + arrears − recovery.
func (p *page) checkSum(row *sheet.Row, r *Row) {
	if r.Rate.Currency() == "" || r.Total.Currency() == "" {
		return
	}
	want := r.Rate.Minor() + r.Arrears.Minor() - r.Recovery.Minor() // each below 10^15
	if want != r.Total.Minor() {
		p.note(row, roleTotal, CodeTotalDiffers, p.cell(row, roleTotal).Text, p.inUnit(money.Dong(want)))
	}
}

func (p *page) readCommune(row *sheet.Row, r *Row) {
	text := p.text(row, roleCommune)
	if strings.Trim(text, "-–—. ") == "" {
		return
	}
	codes := p.communes.get(text, p.lookUpPlace)
	if len(codes) > 1 && p.o.Commune != "" {
		codes = slices.DeleteFunc(slices.Clone(codes), func(c string) bool { return !p.agree([]string{c}, p.o.Commune) })
	}
	if len(codes) != 1 {
		p.note(row, roleCommune, CodeCommuneUnknown, text, "")
		return
	}
	r.Commune = codes[0]
	if at, found := slices.BinarySearch(p.columnCommunes, r.Commune); !found {
		p.columnCommunes = slices.Insert(p.columnCommunes, at, r.Commune)
	}
}
