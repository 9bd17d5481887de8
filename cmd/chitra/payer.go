package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chitra/internal/app"
	"chitra/internal/bank"
	"chitra/internal/wording"
	"chitra/payout"
)

type payerAddCmd struct {
	ID      string   `name:"id" required:"" placeholder:"ID" help:"${payer_id}"`
	Unit    string   `placeholder:"TEXT" help:"${payer_unit}"`
	Bank    string   `required:"" placeholder:"BANK" help:"${payer_bank}"`
	Account string   `required:"" placeholder:"NUMBER" help:"${payer_account}"`
	Holder  string   `required:"" placeholder:"NAME" help:"${payer_holder}"`
	Profile string   `required:"" placeholder:"PROFILE" help:"${payer_profile}"`
	MaxRows int      `name:"max-rows" placeholder:"N" help:"${payer_max_rows}"`
	Route   []string `required:"" sep:"none" placeholder:"ROUTE" help:"${payer_route}"`
}

type payerConfirmCmd struct {
	ID string `arg:"" help:"${payer_id}"`
}

type payerListCmd struct{}

// profileNames are the file formats a paying account can have, for the help.
func profileNames() string {
	all, err := formats()
	if err != nil {
		return ""
	}
	return strings.Join(slices.Sorted(maps.Keys(all)), ", ")
}

// payerChanged is what became of one paying account.
type payerChanged struct {
	Payer  string `json:"payer"`
	Status string `json:"status"` // proposed, active
}

func (c *payerAddCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	setup := app.PayerSetup{ID: c.ID, Unit: c.Unit, Bank: c.Bank, Number: c.Account, Holder: c.Holder, Profile: c.Profile, MaxRows: c.MaxRows}
	if inst, found := bank.Directory().Find(c.Bank); found.Found() {
		setup.Bank = inst.BIN
	}
	for _, text := range c.Route {
		r, err := parseRoute(text)
		if err != nil {
			return nil, err
		}
		setup.Routes = append(setup.Routes, r)
	}
	return &payerChanged{Payer: c.ID, Status: app.UserProposed}, a.AddPayer(ctx, setup)
}

// parseRoute reads PROGRAMME[/COMMUNE[/BIN]]; * or nothing is any.
func parseRoute(text string) (payout.Route, error) {
	parts := strings.Split(text, "/")
	if len(parts) > 3 {
		return payout.Route{}, failedWith("usage", fmt.Sprintf("--route %s: PROGRAMME[/COMMUNE[/BIN]]", text))
	}
	for i, p := range parts {
		if p == "*" {
			parts[i] = ""
		}
	}
	parts = append(parts, "", "")
	return payout.Route{Programme: payout.Programme(parts[0]), Unit: parts[1], PayeeBIN: parts[2]}, nil
}

func (c *payerConfirmCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	return &payerChanged{Payer: c.ID, Status: app.UserActive}, a.ConfirmPayer(ctx, c.ID)
}

func (c *payerChanged) needsPerson() bool { return false }

func (c *payerChanged) show(p *page) {
	if c.Status == app.UserProposed {
		p.line("Tài khoản chi %s chờ người khác xác nhận: chitra payer confirm %s", "Paying account %s waits for somebody else: chitra payer confirm %s", c.Payer, c.Payer)
		return
	}
	p.line("Tài khoản chi %s có hiệu lực.", "Paying account %s is in force.", c.Payer)
}

// payerList is every paying account with its routes.
type payerList struct {
	Payers []listedPayer `json:"payers"`
}

type listedPayer struct {
	Payer       string   `json:"payer"`
	Unit        string   `json:"unit"`
	Bank        string   `json:"bank"` // BIN
	Account     string   `json:"account"`
	Holder      string   `json:"holder"`
	Profile     string   `json:"profile"`
	Version     string   `json:"profile_version"`
	SHA256      string   `json:"profile_sha256"`
	Evidence    string   `json:"evidence"` // well, fair, unverified
	Status      string   `json:"status"`
	ProposedBy  string   `json:"proposed_by"`
	ConfirmedBy string   `json:"confirmed_by"`
	Delivery    string   `json:"delivery"` // the kind of its target: folder, sftp; "" for none
	Address     string   `json:"delivery_address"`
	Routes      []string `json:"routes"`
}

func (c *payerListCmd) do(ctx context.Context, s *shell) (outcome, error) {
	a, err := s.reader(ctx)
	if err != nil {
		return nil, err
	}
	rows, routes, err := a.Payers(ctx)
	if err != nil {
		return nil, err
	}
	out := &payerList{Payers: []listedPayer{}}
	for _, r := range rows {
		l := listedPayer{Payer: r.ID, Unit: r.Unit, Bank: r.BIN, Account: r.Number, Holder: r.Holder, Profile: r.Profile,
			Status: app.UserProposed, ProposedBy: r.ProposedBy, ConfirmedBy: r.ConfirmedBy, Routes: []string{},
			Version: r.InForce.Version, SHA256: r.InForce.SHA256, Evidence: r.InForce.Evidence, Delivery: r.Target.Kind, Address: r.Target.Address}
		if r.InForce.Profile != "" {
			l.Profile = r.InForce.Profile
		}
		if r.ConfirmedBy != "" {
			l.Status = app.UserActive
		}
		for _, x := range routes {
			if x.PayerID == r.ID {
				l.Routes = append(l.Routes, routeText(x))
			}
		}
		out.Payers = append(out.Payers, l)
	}
	return out, nil
}

// profile is name, version and how well it is known to be the bank's.
func (x listedPayer) profile(p *page) string {
	if x.Version == "" {
		return x.Profile
	}
	return fmt.Sprintf("%s %s (%s)", x.Profile, x.Version, p.words.Name(wording.Evidence, x.Evidence))
}

// routeText is what parseRoute reads.
func routeText(r app.PayerRoute) string {
	parts := []string{r.Programme, r.Commune, r.PayeeBIN}
	for i, p := range parts {
		if p == "" {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

func (l *payerList) needsPerson() bool { return false }

func (l *payerList) show(p *page) {
	var rows [][]string
	for _, x := range l.Payers {
		rows = append(rows, []string{x.Payer, x.Unit, x.Bank, masked(x.Account), x.Holder, x.profile(p), x.ConfirmedBy, strings.Join(x.Routes, " ")})
	}
	p.table([]head{{vi: "Mã", en: "Id"}, {vi: "Đơn vị", en: "Unit"}, {vi: "Ngân hàng", en: "Bank"}, {vi: "Số tài khoản", en: "Account"},
		{vi: "Chủ tài khoản", en: "Holder"}, {vi: "Mẫu tệp", en: "Format"}, {vi: "Người xác nhận", en: "Confirmed by"}, {vi: "Tuyến", en: "Routes"}}, rows)
}
