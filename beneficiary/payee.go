package beneficiary

import (
	"strings"

	"chitra/internal/bank"
	"chitra/internal/sheet"
)

// readAccount reads bank, account and holder. What cannot be used is said, and
// left out: the row is taken all the same.
func (p *page) readAccount(row *sheet.Row, r *Row) {
	r.Holder, r.BankText = p.text(row, roleHolder), p.text(row, roleBank)
	c := p.cell(row, roleAccount)
	r.AccountText = c.Text
	institution := p.findBank(row, r, c.Text != "")
	if c.Text == "" {
		return
	}
	text := textOf(*c)
	switch c.Kind {
	case sheet.Number:
		digits, ok := c.Text, allDigits(c.Text)
		if !ok {
			digits, ok = exactInteger(c.Text)
		}
		if !ok || len(digits) > excelDigits {
			p.note(row, roleAccount, CodeAccountLostDigits, c.Text, "")
			return
		}
		p.once(row, roleAccount, CodeAccountNumeric)
		text = digits
	case sheet.Text:
		if strings.Trim(text, "-–—.0 ") == "" {
			return
		}
	default:
		p.note(row, roleAccount, CodeAccountMalformed, c.Text, "")
		return
	}
	account, err := bank.ParseAccount(institution, strings.TrimLeft(text, "'"))
	switch {
	case err == nil:
		r.Account = account
	case isScientific(text):
		p.note(row, roleAccount, CodeAccountLostDigits, c.Text, "")
	default:
		p.note(row, roleAccount, CodeAccountMalformed, c.Text, "")
	}
}

func (p *page) findBank(row *sheet.Row, r *Row, account bool) bank.Institution {
	text := r.BankText
	if strings.Trim(text, "-–—. ") == "" {
		if p.cell(row, roleBank).Kind == sheet.ErrorValue {
			p.note(row, roleBank, CodeBankUnknown, p.cell(row, roleBank).Text, "")
		} else if account {
			p.note(row, p.h.firstOf(roleBank, roleAccount), CodeBankMissing, "", "")
		}
		return bank.Institution{}
	}
	if p.o.Banks == nil {
		return bank.Institution{}
	}
	found := p.banks.get(text, func(text string) bank.Institution {
		i, m := p.o.Banks.Find(text)
		if !m.Found() {
			return bank.Institution{}
		}
		return i
	})
	if found.BIN == "" {
		p.note(row, roleBank, CodeBankUnknown, text, "")
	}
	r.BankBIN = found.BIN
	return found
}
