package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"chitra/bankfile"
	"chitra/internal/civil"
	"chitra/internal/money"
	"chitra/payout"
	"chitra/payout/rules"
)

// entitled is what a beneficiary is due in the period, and whether and how it
// may be paid.
type entitled struct {
	claim    Claim
	payment  payout.Payment
	computed bool
	account  payout.AccountAnswer
	hold     payout.HoldReason
}

// workedOut is what due says of a beneficiary, or why it cannot.
type workedOut struct {
	entitled
	again bool
	err   error
}

// workOutAll works out side by side what a lot of beneficiaries is due. Nothing is
// settled meanwhile: what one is due rests on nothing that settling another changes.
func (b *builder) workOutAll(lot []string) {
	out := make([]workedOut, len(lot))
	_ = abreast(len(lot), func(i int) error { // what cannot be worked out is told of its beneficiary
		if id := lot[i]; len(b.claims[id]) > 0 {
			w := &out[i]
			w.again = b.lastWaitsAgain(id)
			w.entitled, w.err = b.workOut(id, b.claims[id], w.again)
		}
		return nil
	})
	b.ready = make(map[string]workedOut, len(lot))
	for i, id := range lot {
		if len(b.claims[id]) > 0 {
			b.ready[id] = out[i]
		}
	}
}

// due is what a beneficiary is due, worked out already or now.
func (b *builder) due(id string, claims []Claim, again bool) (entitled, error) {
	if w, ok := b.ready[id]; ok && w.again == again {
		return w.entitled, w.err
	}
	return b.workOut(id, claims, again)
}

// workOut works out a beneficiary's payment: the rule first, then who the row is,
// then where the money goes. The first reason against it holds it, and the
// rest is worked out all the same, so that every đồng is somewhere.
// again: for another attempt of what failed. It changes nothing of the builder.
func (b *builder) workOut(id string, claims []Claim, again bool) (entitled, error) {
	c := claims[0]
	e := entitled{claim: c}
	question, err := claimOf(b.request, c)
	if err != nil {
		return entitled{}, err
	}
	due, err := b.app.rules.Due(question)
	if err != nil {
		return entitled{}, fmt.Errorf("row %s: %w", c.RowKey, err)
	}
	e.computed = due.Computed
	line, err := payout.NewEntitlementLine(payout.EntitlementLine{Beneficiary: id, Programme: b.request.Programme, Rule: ruleOr(due.Rule, c.Category),
		Month: b.request.Period, Cause: payout.CauseRegular, Units: max(due.Units, 1), Coefficient: due.Coefficient,
		Amount: dongOrNothing(due.Amount), Basis: due.Basis})
	if err != nil {
		return entitled{}, err
	}
	e.payment, err = payout.NewPayment(payout.Payment{Beneficiary: id, Programme: b.request.Programme, Period: b.request.Period,
		Number: int(b.numbers[id]) + 1, Commune: c.Commune, Category: c.Category, PayeeName: c.PayeeName,
		Lines: []payout.EntitlementLine{line}})
	if err != nil {
		return entitled{}, err
	}
	b.choosePlace(&e, claims, due, again)
	return e, nil
}

// choosePlace settles account, payer and the reason to hold.
func (b *builder) choosePlace(e *entitled, claims []Claim, due rules.Due, again bool) {
	c := e.claim
	if len(claims) > 1 { // whose row names the account is for the commune to say
		e.hold = payout.HoldPersonRepeated
		e.payment.State, e.payment.Held = payout.PaymentHeld, e.hold
		return
	}
	question := b.accounts.question(c, b.request.PayOn)
	if again && relisted(question) {
		question.Listed = payout.ListedAccount{}
	}
	e.account = payout.ChooseAccount(question)
	payer, routed := b.toDesk(e, again)
	if e.account.Hold == "" && !routed {
		payer, routed = payout.RouteFor(b.routes, b.request.Programme, c.Commune, e.account.Use.BIN)
	}
	switch {
	case c.Hold != "":
		e.hold = payout.HoldReason(c.Hold)
	case due.Hold != "":
		e.hold = due.Hold
	case b.suspended[c.BeneficiaryID]:
		e.hold = payout.HoldSuspended
	case e.account.Hold != "":
		e.hold = e.account.Hold
	case !routed:
		e.hold = payout.HoldNoRoute
	case e.payment.Amount.IsZero():
		e.hold = payout.HoldAmountUnknown
	default:
		e.hold = b.unsendable(e, payer)
	}
	if e.hold == "" {
		e.payment.AccountID, e.payment.Payer, e.payment.State = e.account.Use.ID, payer, payout.PaymentWaiting
		return
	}
	e.payment.State, e.payment.Held = payout.PaymentHeld, e.hold
}

// unsendable is why the form of the payer's bank cannot carry the payment, "" where
// it can: one line that it cannot must not stop the others once they are approved.
func (b *builder) unsendable(e *entitled, payer string) payout.HoldReason {
	format, ok := b.formats[payer]
	if !ok {
		return payout.HoldUnsendable
	}
	account := Account{BIN: e.account.Use.BIN, Number: e.account.Use.Number, Holder: e.account.Use.Holder}
	if _, cash := payout.InCash(e.account.Use.ID); cash {
		account = atDesk(b.numbered, e.account.Use.ID, e.payment.Beneficiary, e.payment.PayeeName)
	}
	p := lineOf{account: account, place: e.payment.Commune, amount: e.payment.Amount, programme: string(e.payment.Programme), period: e.payment.Period.String(),
		id:   payout.EndToEndID("", payer, e.payment.Beneficiary, e.payment.ID, 1),
		uetr: payout.UETR("", payer, e.payment.Beneficiary, e.payment.ID, 1)}
	_, _, err := b.app.bankLine(format, b.payers[payer].BIN, p)
	var line *bankfile.LineError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &line) && (line.Code == bankfile.CodeOverLimit || line.Code == bankfile.CodeHighValue):
		return payout.HoldLineLimit
	}
	return payout.HoldUnsendable
}

// ruleOr names the family where no rule was found, so that the line still says
// what it is about.
func ruleOr(rule, family string) string {
	if rule == "" {
		return family
	}
	return rule
}

func dongOrNothing(a money.Amount) money.Amount {
	if a.Currency() == "" {
		return money.Dong(0)
	}
	return a
}

func claimOf(q BuildRequest, c Claim) (rules.Claim, error) {
	birth, err := parseDay(c.DateOfBirth)
	if err != nil {
		return rules.Claim{}, err
	}
	out := rules.Claim{Programme: q.Programme, Family: c.Category, Birth: birth, Month: q.Period,
		Rate: amountOf(c.Rate), Arrears: amountOf(c.Arrears), Recovery: amountOf(c.Recovery), Total: amountOf(c.Total)}
	if c.Coefficient != "" {
		if out.Coefficient, err = decimal.NewFromString(c.Coefficient); err != nil {
			return rules.Claim{}, fmt.Errorf("row %s: coefficient: %w", c.RowKey, err)
		}
		out.HasCoefficient = true
	}
	return out, nil
}

func amountOf(n *int64) money.Amount {
	if n == nil {
		return money.Amount{}
	}
	return money.Dong(*n)
}

// accountBook knows the accounts on file of everybody who claims, and how many
// people each account would serve.
type accountBook struct {
	onFile map[string][]payout.Account
	users  map[accountAt]map[string]bool // → beneficiaries
}

// accountAt is a bank and a number there.
type accountAt struct{ bin, number string }

func newAccountBook(ctx context.Context, tx Tx, claims map[string][]Claim) (accountBook, error) {
	book := accountBook{onFile: map[string][]payout.Account{}, users: map[accountAt]map[string]bool{}}
	ids := sortedKeys(claims)
	for _, id := range ids {
		for _, c := range claims[id] {
			if c.Account != "" && c.BankBIN != "" {
				book.use(c.BankBIN, c.Account, id)
			}
		}
	}
	for _, chunk := range indexedChunks(ids, lookAtOnce) {
		accounts, err := tx.AccountsOf(ctx, chunk)
		if err != nil {
			return book, fmt.Errorf("read accounts: %w", err)
		}
		for _, a := range accounts {
			book.onFile[a.BeneficiaryID] = append(book.onFile[a.BeneficiaryID], a.domain())
		}
	}
	return book, book.findOthers(ctx, tx)
}

// add adds what is known of others who claim, and of the same.
func (k accountBook) add(o accountBook) {
	maps.Copy(k.onFile, o.onFile) // either knows all of a beneficiary's
	for at, users := range o.users {
		if k.users[at] == nil {
			k.users[at] = users
			continue
		}
		maps.Copy(k.users[at], users)
	}
}

// findOthers adds who else has the accounts of those who claim.
func (k accountBook) findOthers(ctx context.Context, tx Tx) error {
	at := k.everywhere()
	for _, bin := range sortedKeys(at) {
		for _, chunk := range indexedChunks(sortedKeys(at[bin]), lookAtOnce) {
			users, err := tx.AccountUsers(ctx, bin, chunk)
			if err != nil {
				return fmt.Errorf("read accounts: %w", err)
			}
			for _, u := range users {
				k.use(bin, u.Number, u.BeneficiaryID)
			}
		}
	}
	return nil
}

// everywhere are the numbers that are listed or on file, by bank.
func (k accountBook) everywhere() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	add := func(at accountAt) {
		if out[at.bin] == nil {
			out[at.bin] = map[string]bool{}
		}
		out[at.bin][at.number] = true
	}
	for at := range k.users {
		add(at)
	}
	for _, accounts := range k.onFile {
		for _, a := range accounts {
			add(accountAt{a.BIN, a.Number})
		}
	}
	return out
}

func (k accountBook) use(bin, number, beneficiary string) {
	key := accountAt{bin, number}
	if k.users[key] == nil {
		k.users[key] = map[string]bool{}
	}
	k.users[key][beneficiary] = true
}

func (k accountBook) question(c Claim, on civil.Date) payout.AccountQuestion {
	id := c.BeneficiaryID
	q := payout.AccountQuestion{Beneficiary: id, Payee: c.PayeeName, On: on, OnFile: relatedBy(c, k.onFile[id]),
		Listed: payout.ListedAccount{BIN: c.BankBIN, Number: c.Account, Holder: c.Holder, Relation: c.Relation,
			Written: c.AccountText != ""}}
	q.UsersListed = len(k.users[accountAt{c.BankBIN, c.Account}])
	for _, a := range q.OnFile {
		if a.State == payout.AccountActive {
			q.UsersOnFile = len(k.users[accountAt{a.BIN, a.Number}])
		}
	}
	return q
}

// relatedBy lets a list say what the file does not: by what right the holder of
// the very account it shows receives. An account that was first proposed without
// one is then good for every month whose list names it, not only for the first.
func relatedBy(c Claim, onFile []payout.Account) []payout.Account {
	relation, ok := payout.ParseRelation(c.Relation)
	if !ok {
		return onFile
	}
	out := slices.Clone(onFile)
	for i, a := range out {
		if a.Relation == "" && a.ID == payout.AccountID(c.BeneficiaryID, c.BankBIN, c.Account, c.Holder) {
			out[i].Relation = relation.String()
		}
	}
	return out
}
