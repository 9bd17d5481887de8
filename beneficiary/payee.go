package beneficiary

import (
	"strings"
	"unicode"

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
	if alone := p.besideBank(text); alone != "" {
		p.note(row, roleAccount, CodeAccountMalformed, c.Text, alone)
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

// besideBank is the number in a cell that holds a bank's name too ("0123456789 -
// MB"), which would be read as letters of the number; "" for any other text.
func (p *page) besideBank(text string) string {
	if p.o.Banks == nil || strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return ""
	}
	number, name := "", ""
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return unicode.IsSpace(c) || strings.ContainsRune("-–—:;,/()", c) }) {
		switch {
		case !allDigits(word):
			name = strings.TrimSpace(name + " " + word)
		case number == "":
			number = word
		default:
			return ""
		}
	}
	found, m := p.o.Banks.Find(name)
	if !m.Found() {
		return ""
	}
	if _, err := bank.ParseAccount(found, number); err != nil {
		return ""
	}
	return number
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
