package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"chitra/payout"
)

// AccountWordTx keeps what people say of accounts.
type AccountWordTx interface {
	// AccountWords are what was said of a beneficiary's accounts, in order.
	AccountWords(ctx context.Context, beneficiary string) ([]AccountWord, error)
	// AccountMakers are who put an account on file: the actors of its changes and
	// who uploaded the list that showed it, with what each did.
	AccountMakers(ctx context.Context, beneficiary string) ([]AccountMaker, error)
	// Beneficiary finds a beneficiary by its identifier.
	Beneficiary(ctx context.Context, id string) (Beneficiary, bool, error)
}

// AccountMaker is somebody who put an account on file or changed it.
type AccountMaker struct {
	AccountID string `db:"account_id"`
	Name      string `db:"name"`
	ActNo     int64  `db:"act_no"`
}

// AccountView is an account on file with who had a hand in it and what was said.
type AccountView struct {
	Account
	Makers []string
	Waits  *AccountWord // for a second person; nil for nothing
}

// AccountProposal is an account somebody proposes: one on file, by its
// identifier, or a new one.
type AccountProposal struct {
	Beneficiary                    string
	AccountID                      string
	Bank, Number, Holder, Relation string
	Reason                         string
}

// Accounts are all accounts on file of a beneficiary.
func (a *App) Accounts(ctx context.Context, beneficiary string) ([]AccountView, error) {
	var out []AccountView
	err := a.store.View(ctx, func(tx Tx) (err error) {
		out, err = accountViews(ctx, tx, beneficiary)
		return err
	})
	return out, err
}

func accountViews(ctx context.Context, tx Tx, beneficiary string) ([]AccountView, error) {
	if _, ok, err := tx.Beneficiary(ctx, beneficiary); err != nil || !ok {
		return nil, orNotFound(err, "beneficiary", beneficiary)
	}
	accounts, err := tx.AccountsOf(ctx, []string{beneficiary})
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	words, err := tx.AccountWords(ctx, beneficiary)
	if err != nil {
		return nil, err
	}
	makers, err := tx.AccountMakers(ctx, beneficiary)
	if err != nil {
		return nil, err
	}
	out := make([]AccountView, len(accounts))
	for i, x := range accounts {
		out[i].Account = x
		for _, w := range words {
			switch {
			case w.AccountID != x.ID:
			case w.Word == AccountWordConfirmed:
				out[i].Waits = nil
			default:
				out[i].Waits = &w
			}
		}
		for _, m := range makers {
			if m.AccountID == x.ID && m.Name != NightUser && !slices.Contains(out[i].Makers, m.Name) {
				out[i].Makers = append(out[i].Makers, m.Name)
			}
		}
	}
	return out, nil
}

// ProposeAccount puts an account forward: a new one, or one on file that a bank
// refused or nobody vouched for. It is paid into once another person confirms it.
func (a *App) ProposeAccount(ctx context.Context, p AccountProposal) (AccountView, error) {
	var out AccountView
	if p.Reason == "" {
		return out, &Refused{Code: "reason_missing", Subject: p.Beneficiary}
	}
	err := a.do(ctx, "account.propose", p.Beneficiary, func(tx Tx, d *act) error {
		views, err := accountViews(ctx, tx, p.Beneficiary)
		if err != nil {
			return err
		}
		if out, err = a.proposed(ctx, tx, d, p, views); err != nil {
			return err
		}
		word := AccountWord{ActNo: d.no, BeneficiaryID: p.Beneficiary, AccountID: out.ID, Word: AccountWordProposed, FirstPerson: a.actor.Name,
			Reason: p.Reason, RecordedAt: d.stamp()}
		out.Waits = &word
		return d.write(ctx, tx, word)
	})
	return out, err
}

// proposed is the account meant, put on file where it was not.
func (a *App) proposed(ctx context.Context, tx Tx, d *act, p AccountProposal, views []AccountView) (AccountView, error) {
	id := p.AccountID
	if id == "" {
		inst, ok := a.banks.ByBIN(p.Bank)
		if !ok {
			return AccountView{}, &Refused{Code: "bank_unknown", Subject: p.Bank}
		}
		if p.Number == "" || p.Holder == "" {
			return AccountView{}, &Refused{Code: "account_incomplete", Subject: p.Beneficiary}
		}
		p.Bank, id = inst.BIN, payout.AccountID(p.Beneficiary, inst.BIN, p.Number, p.Holder)
	}
	i := slices.IndexFunc(views, func(v AccountView) bool { return v.ID == id })
	switch {
	case i >= 0 && views[i].State == string(payout.AccountActive), i >= 0 && views[i].State == string(payout.AccountReplaced):
		return views[i], &Refused{Code: "account_not_open", Subject: id, Detail: views[i].State}
	case i >= 0:
		return views[i], nil
	case p.AccountID != "":
		return AccountView{}, &NotFound{Kind: "account", ID: id}
	}
	relation := ""
	if p.Relation != "" {
		r, ok := payout.ParseRelation(p.Relation)
		if !ok {
			return AccountView{}, &Refused{Code: "relation_unknown", Subject: p.Relation}
		}
		relation = r.String()
	}
	fresh := Account{BeneficiaryID: p.Beneficiary, ID: id, BIN: p.Bank, Number: p.Number, Holder: p.Holder, Relation: relation, Source: "person",
		ActNo: d.no, RecordedAt: d.stamp(), State: string(payout.AccountProposed)}
	if err := d.write(ctx, tx, fresh); err != nil {
		return AccountView{}, err
	}
	return AccountView{Account: fresh}, d.move(ctx, tx, []StateChange{d.change(KindAccount, p.Beneficiary, id, "", fresh.State, fresh.Source, "")})
}

// ConfirmAccount makes an account the one on record, in the place of the one
// before. Who put it on file, uploaded the list that showed it or vouched for it
// may not; one that a bank refused needs a first person's word as well.
func (a *App) ConfirmAccount(ctx context.Context, beneficiary, id, reason string) (AccountView, error) {
	var out AccountView
	if reason == "" {
		return out, &Refused{Code: "reason_missing", Subject: id}
	}
	err := a.do(ctx, "account.confirm", id, func(tx Tx, d *act) error {
		views, err := accountViews(ctx, tx, beneficiary)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(views, func(v AccountView) bool { return v.ID == id })
		if i < 0 {
			return &NotFound{Kind: "account", ID: id}
		}
		out = views[i]
		first, err := a.mayConfirm(out)
		if err != nil {
			return err
		}
		word := AccountWord{ActNo: d.no, BeneficiaryID: beneficiary, AccountID: id, Word: AccountWordConfirmed, FirstPerson: first,
			SecondPerson: a.actor.Name, Reason: reason, RecordedAt: d.stamp()}
		if err := d.write(ctx, tx, word); err != nil {
			return err
		}
		for _, v := range views {
			if v.State == string(payout.AccountActive) {
				if err := d.move(ctx, tx, []StateChange{d.change(KindAccount, beneficiary, v.ID, v.State, string(payout.AccountReplaced), id, "")}); err != nil {
					return err
				}
			}
		}
		from := out.State
		out.State, out.Waits = string(payout.AccountActive), nil
		return d.move(ctx, tx, []StateChange{d.change(KindAccount, beneficiary, id, from, out.State, reason, "")})
	})
	return out, err
}

// mayConfirm names the first person, or refuses.
func (a *App) mayConfirm(v AccountView) (first string, err error) {
	if v.Waits != nil {
		first = v.Waits.FirstPerson
	}
	switch {
	case v.State == string(payout.AccountActive), v.State == string(payout.AccountReplaced):
		return "", &Refused{Code: "account_not_open", Subject: v.ID, Detail: v.State}
	case v.State == string(payout.AccountFailed) && v.Waits == nil:
		return "", &Refused{Code: "account_needs_proposal", Subject: v.ID}
	case first == a.actor.Name || slices.Contains(v.Makers, a.actor.Name) && v.State != string(payout.AccountFailed):
		return "", &Refused{Code: "same_person", Subject: v.ID}
	}
	return cmp.Or(first, slices.Concat(v.Makers, []string{NightUser})[0]), nil
}
