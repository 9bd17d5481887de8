package main

import (
	"context"
	"strings"

	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/wording"
)

type accountCmd struct {
	List    accountListCmd    `cmd:"" help:"${account_list}"`
	Propose accountProposeCmd `cmd:"" help:"${account_propose}"`
	Confirm accountConfirmCmd `cmd:"" help:"${account_confirm}"`
}

type accountListCmd struct {
	Beneficiary string `arg:"" help:"${a_beneficiary}"`
}

type accountProposeCmd struct {
	Beneficiary string `arg:"" help:"${a_beneficiary}"`
	Account     string `placeholder:"ACCOUNT" help:"${account_id}"`
	Bank        string `placeholder:"BANK" help:"${payer_bank}"`
	Number      string `placeholder:"NUMBER" help:"${account_number}"`
	Holder      string `placeholder:"NAME" help:"${account_holder}"`
	Relation    string `placeholder:"RELATION" help:"${account_relation}"`
	Reason      string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

type accountConfirmCmd struct {
	Beneficiary string `arg:"" help:"${a_beneficiary}"`
	Account     string `arg:"" help:"${account_id}"`
	Reason      string `required:"" placeholder:"TEXT" help:"${f_reason}"`
}

// accountList is every account on file of a beneficiary.
type accountList struct {
	Beneficiary string          `json:"beneficiary"`
	Accounts    []listedAccount `json:"accounts"`
}

type listedAccount struct {
	Account    string   `json:"account"`
	Bank       string   `json:"bank"` // BIN
	Number     string   `json:"number"`
	Holder     string   `json:"holder"`
	Relation   string   `json:"relation"`
	Source     string   `json:"source"`
	Status     string   `json:"status"` // active, proposed, failed, replaced
	RecordedAt string   `json:"recorded_at"`
	Makers     []string `json:"makers"`
	ProposedBy string   `json:"proposed_by"` // whose word waits for a second person
	Reason     string   `json:"reason"`
}

func listedAccountOf(v app.AccountView) listedAccount {
	out := listedAccount{Account: v.ID, Bank: v.BIN, Number: v.Number, Holder: v.Holder, Relation: v.Relation, Source: v.Source, Status: v.State,
		RecordedAt: v.RecordedAt, Makers: append([]string{}, v.Makers...)}
	if v.Waits != nil {
		out.ProposedBy, out.Reason = v.Waits.FirstPerson, v.Waits.Reason
	}
	return out
}

func (c *accountListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	views, err := a.Accounts(ctx, c.Beneficiary)
	if err != nil {
		return nil, err
	}
	out := &accountList{Beneficiary: c.Beneficiary, Accounts: []listedAccount{}}
	for _, v := range views {
		out.Accounts = append(out.Accounts, listedAccountOf(v))
	}
	return out, nil
}

func (c *accountProposeCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	p := app.AccountProposal{Beneficiary: c.Beneficiary, AccountID: c.Account, Bank: c.Bank, Number: c.Number, Holder: c.Holder, Relation: c.Relation, Reason: c.Reason}
	if inst, found := bank.Directory().Find(c.Bank); found.Found() {
		p.Bank = inst.BIN
	}
	v, err := a.ProposeAccount(ctx, p)
	return &accountList{Beneficiary: c.Beneficiary, Accounts: []listedAccount{listedAccountOf(v)}}, err
}

func (c *accountConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	v, err := a.ConfirmAccount(ctx, c.Beneficiary, c.Account, c.Reason)
	return &accountList{Beneficiary: c.Beneficiary, Accounts: []listedAccount{listedAccountOf(v)}}, err
}

func (l *accountList) needsPerson() bool { return false }

func (l *accountList) show(p *page) {
	var rows [][]string
	for _, x := range l.Accounts {
		rows = append(rows, []string{x.Account, x.Bank, masked(x.Number), x.Holder, p.words.Name(wording.AccountStates, x.Status), strings.Join(x.Makers, " "), x.ProposedBy})
	}
	p.table([]head{{vi: "Mã", en: "Id"}, {vi: "Ngân hàng", en: "Bank"}, {vi: "Số tài khoản", en: "Account"}, {vi: "Chủ tài khoản", en: "Holder"},
		{vi: "Tình trạng", en: "State"}, {vi: "Người ghi", en: "Recorded by"}, {vi: "Chờ xác nhận của", en: "Proposed by"}}, rows)
}
