package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chitra/bankfile"
	"chitra/internal/bank"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/settle"
)

// otherAccount is why an answer is refused as somebody else's: it reports on
// accounts of which none is ours. ours is true where one is.
func (p *pairing) otherAccount(ctx context.Context, info bankfile.Info) (refusal *answerRefusal, ours bool, err error) {
	payers, err := p.tx.Payers(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("read payers: %w", err)
	}
	if !isDigits(info.Account) || len(payers) == 0 {
		return nil, false, nil
	}
	of := func(r PayerRow) bool { return sameAccount(r.Number, info.Account) }
	if slices.ContainsFunc(payers, of) || slices.ContainsFunc(p.statements, func(s ResultStatement) bool { return !s.Foreign }) {
		return nil, true, nil
	}
	return &answerRefusal{code: string(AnswerOtherOffice), detail: "account " + masked(info.Account)}, false, nil
}

// otherFile is why an answer is refused of which no line speaks of anything of
// ours: it answers a file that is none of ours.
func (p *pairing) otherFile(ctx context.Context, r preparedResult) (*answerRefusal, error) {
	if r.whole.named || r.whole.booked || strings.HasPrefix(r.info.Format, "camt.") || r.whole.lines == 0 {
		return nil, nil
	}
	file, err := p.fileOf(ctx, r.info.OriginalMessageID)
	if err != nil || file != nil {
		return nil, err
	}
	return &answerRefusal{code: string(AnswerOtherOffice), detail: "message " + cmp.Or(r.info.OriginalMessageID, r.info.MessageID, "-")}, nil
}

// sameAccount compares two numbers of which a program may have dropped the
// noughts in front.
func sameAccount(a, b string) bool { return strings.TrimLeft(a, "0") == strings.TrimLeft(b, "0") }

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// masked keeps the last four digits, which tell two accounts apart and no more.
func masked(number string) string { return "…" + number[max(0, len(number)-4):] }

// figureDiffers tells what a file states of itself and its lines do not come to.
func (p *pairing) figureDiffers(r resultAnswer) {
	switch {
	case r.Level == bankfile.Entry:
		p.except(r, "entry_differs", nil)
	case r.Status == bankfile.FigureClosingBalance:
		r.Status += " " + r.Text + "/" + r.Note
		p.except(r, "balance_differs", nil)
	default:
		r.Status += " " + r.Text + "/" + r.Note
		p.except(r, "totals_differ", nil)
	}
}

// compareTotals holds what a bank's file states of itself against its lines, and
// what it states of our file against the file as it left: a difference stops
// nothing that is clear, and is somebody's to explain.
func (p *pairing) compareTotals(ctx context.Context, r preparedResult) error {
	info := r.info
	differ := func(kind, stated, read string) {
		r := resultAnswer{Answer: bankfile.Answer{Status: stated + "/" + read, BankRef: info.MessageID}}
		if kind == "originals" {
			p.except(r, "original_differs", nil)
			return
		}
		p.except(r, "totals_differ", nil)
	}
	file, err := p.fileOf(ctx, info.OriginalMessageID)
	if err != nil {
		return err
	}
	if file != nil {
		if n, err := strconv.ParseInt(info.OriginalCount, 10, 64); err == nil && n != file.Instructions {
			differ("originals", info.OriginalCount, strconv.FormatInt(file.Instructions, 10))
		}
		if sum, ok := wholeDong(info.OriginalSum); ok && sum != file.Amount {
			differ("originals", info.OriginalSum, strconv.FormatInt(file.Amount, 10))
		}
	}
	if info.Count > 0 && info.Count != r.whole.lines {
		differ("lines", strconv.Itoa(info.Count), strconv.Itoa(r.whole.lines))
		return nil
	}
	if r.whole.odd {
		return nil // what cannot be added cannot be compared, and each such line is told by itself
	}
	if sum := r.whole.sum; info.Amount.Currency() != "" && info.Amount != sum {
		differ("lines", info.Amount.Digits(), sum.Digits())
	}
	return nil
}

// wholeDong reads a control sum, whose decimals must be noughts.
func wholeDong(text string) (int64, bool) {
	whole, decimals, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	return n, err == nil && strings.Trim(decimals, "0") == ""
}

// except opens the exception of a line, and returns its identity.
func (p *pairing) except(r resultAnswer, code string, i *Instruction) string {
	x := Exception{Kind: code, Reference: cmp.Or(r.reference, r.EndToEndID, r.BankRef), ActNo: p.act.no, OpenedAt: p.act.stamp(),
		Detail: strings.TrimSpace(r.Status + " " + strings.Join(r.Reasons, " ")), Subject: fmt.Sprintf("%s:%d", p.out.SHA256[:12], r.Line)}
	if r.place > 0 {
		x.Subject = lineID(p.act.no, int64(r.place))
	}
	switch {
	case r.HasAmount && r.Amount.Currency() == money.VND:
		n := r.Amount.Minor()
		x.Amount = &n
	case r.HasAmount: // đồng alone are added up
		x.Detail = strings.TrimSpace(x.Detail + " " + r.Amount.Decimal() + " " + string(r.Amount.Currency()))
	}
	if i != nil {
		x.Subject, x.Period = i.PaymentID, periodOfBatch(i.BatchID)
	} else {
		x.Period = civil.MonthOf(civil.DateOf(p.act.at)).String()
	}
	x.ID = exceptionID(append([]string{code}, p.natural(r, code, i)...)...)
	if i != nil {
		p.moving[x.ID] = r.Line
	}
	p.exceptions = append(p.exceptions, x)
	p.out.Exceptions = append(p.out.Exceptions, ResultException{Line: r.Line, Code: code, Reference: x.Reference, Amount: x.Amount, Detail: x.Detail})
	return x.ID
}

// natural is what an exception is about, so that the same thing said again, in
// this file or a later one, is the same exception: the instruction, or the line
// of the account by the bank's own reference. A line without one is told apart by
// the file it stands in, as is what a file states of itself.
func (p *pairing) natural(r resultAnswer, code string, i *Instruction) []string {
	amount, reference := r.AmountText, cmp.Or(r.reference, r.EndToEndID)
	if r.HasAmount {
		amount = r.Amount.Digits() + string(r.Amount.Currency())
	}
	switch {
	case i != nil && code == "line_repeated":
		return []string{i.ID, p.out.SHA256, strconv.Itoa(r.Line)}
	case i != nil && (code == settle.ExceptionPaidTwice || code == settle.ExceptionAmountDiffers):
		return []string{i.ID, r.BankRef, amount}
	case i != nil:
		return []string{i.ID}
	case r.Level == bankfile.Statement || r.BankRef == "" && reference == "" || code == "totals_differ" || code == "original_differs":
		return []string{p.out.SHA256, strconv.Itoa(r.Line), r.Status}
	}
	account := p.account
	if s := p.statementOf(r.Answer); s != nil && s.PayerID != "" {
		account = s.PayerID
	}
	key := []string{account, reference, r.BankRef, r.Status, amount, strconv.FormatBool(r.Debit)}
	line := strings.Join(key, "\x00")
	p.lines[line]++
	return append(key, strconv.Itoa(p.lines[line]))
}

// correctedAccount is a line that names another account than the instructed one.
type correctedAccount struct {
	answer resultAnswer
	of     Instruction
	number string
}

// findCorrected keeps the lines of the lot that name another account.
func (p *pairing) findCorrected() {
	for _, r := range p.answers {
		i := p.instructions[r.target]
		if i == nil || r.Level != bankfile.Transaction {
			continue
		}
		if number, ok := p.app.anotherAccount(i, r.Account); ok {
			p.corrected = append(p.corrected, correctedAccount{r, *i, number})
		}
	}
}

// proposeAccounts keeps another account than the instructed one, where the bank
// names it, as a proposal on the payee's file: nothing is paid into it before
// somebody vouches for it, and the line is somebody's to look at, since the money
// may be there.
func (p *pairing) proposeAccounts(ctx context.Context) error {
	if len(p.corrected) == 0 {
		return nil
	}
	var owners []string
	for _, f := range p.corrected {
		owners = append(owners, f.of.BeneficiaryID)
	}
	payers, err := p.tx.Payers(ctx)
	if err != nil {
		return fmt.Errorf("read payers: %w", err)
	}
	known, err := p.accountsOnFile(ctx, owners)
	if err != nil {
		return err
	}
	for _, f := range p.corrected {
		i := &f.of
		holder := cmp.Or(f.answer.Name, i.Holder)
		key := [3]string{i.BeneficiaryID, i.BIN, f.number}
		own := slices.ContainsFunc(payers, func(r PayerRow) bool { return sameAccount(r.Number, f.number) })
		if own || known[key] {
			continue // ours, on the other side of a return; or on file, and the same answer again adds nothing
		}
		known[key] = true
		p.except(f.answer, "account_corrected", i)
		p.accounts = append(p.accounts, Account{BeneficiaryID: i.BeneficiaryID, ID: payout.AccountID(i.BeneficiaryID, i.BIN, f.number, holder), BIN: i.BIN,
			Number: f.number, Holder: holder, Source: "bank", ActNo: p.act.no, RecordedAt: p.act.stamp(), State: string(payout.AccountProposed)})
	}
	slices.SortFunc(p.accounts, func(a, b Account) int {
		return cmp.Or(cmp.Compare(a.BeneficiaryID, b.BeneficiaryID), cmp.Compare(a.ID, b.ID))
	})
	return nil
}

// accountsOnFile are the numbers on the beneficiaries' files, by beneficiary,
// bank and number.
func (p *pairing) accountsOnFile(ctx context.Context, owners []string) (map[[3]string]bool, error) {
	known := map[[3]string]bool{}
	for _, chunk := range indexedChunks(owners, lookAtOnce) {
		accounts, err := p.tx.AccountsOf(ctx, chunk)
		if err != nil {
			return nil, fmt.Errorf("read accounts: %w", err)
		}
		for _, a := range accounts {
			known[[3]string{a.BeneficiaryID, a.BIN, a.Number}] = true
		}
	}
	return known, nil
}

// anotherAccount is the number a bank answers, where it is a whole and usable
// one and not that of the instruction.
func (a *App) anotherAccount(i *Instruction, answered string) (string, bool) {
	if answered == "" || sameAccount(answered, i.AccountNumber) {
		return "", false
	}
	institution, ok := a.banks.ByBIN(i.BIN)
	if !ok {
		return "", false
	}
	number, err := bank.ParseAccount(institution, answered)
	return number, err == nil && isDigits(number) && !sameAccount(number, i.AccountNumber)
}
