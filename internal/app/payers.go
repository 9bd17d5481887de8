package app

import (
	"context"
	"fmt"
	"slices"

	"chitra/bankfile"
	"chitra/payout"
)

// AccountUser is somebody who has an account on file.
type AccountUser struct {
	Number        string `db:"number" sealed:"account"`
	BeneficiaryID string `db:"beneficiary_id"`
}

// AccountTx keeps accounts of payees and of payers.
type AccountTx interface {
	// AccountsOf are all accounts on file of the beneficiaries.
	AccountsOf(ctx context.Context, beneficiaries []string) ([]Account, error)
	// AccountUsers are who has the numbers of a bank on file, but for accounts that
	// another has replaced.
	AccountUsers(ctx context.Context, bin string, numbers []string) ([]AccountUser, error)
	// Payers are the paying accounts, with who confirmed them ("" for none).
	Payers(ctx context.Context) ([]PayerRow, error)
	PayerRoutes(ctx context.Context) ([]PayerRoute, error)
}

// PayerRow is a paying account and whether it is in force.
type PayerRow struct {
	Payer
	ConfirmedBy string `db:"confirmed_by"`
	// InForce is the profile that counts; the zero one before profiles were kept.
	InForce PayerProfile `db:"-"`
	// Target is where files are brought to; the zero one for nowhere.
	Target PayerDelivery `db:"-"`
}

// PayerSetup is a paying account as somebody proposes it.
type PayerSetup struct {
	ID, Unit, Bank, Number, Holder, Profile string
	MaxRows                                 int // lines a file; 0: bankfile.DefaultRows
	Routes                                  []payout.Route
}

// AddPayer proposes a paying account with its routes. It pays nothing until
// another person confirms it.
func (a *App) AddPayer(ctx context.Context, p PayerSetup) error {
	bin, err := a.payerBank(p)
	if err != nil {
		return err
	}
	return a.do(ctx, "payer.add", p.ID, func(tx Tx, d *act) error {
		rows, err := tx.Payers(ctx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.ID == p.ID {
				return &Refused{Code: "payer_exists", Subject: p.ID}
			}
		}
		format, err := a.newestFormat(ctx, tx, p.Profile)
		if err != nil {
			return err
		}
		t := bankfile.TermsOf(format)
		if err := d.write(ctx, tx, PayerProfile{ActNo: d.no, PayerID: p.ID, Profile: p.Profile, Version: t.Version, SHA256: t.SHA256,
			Evidence: t.Evidence}); err != nil {
			return err
		}
		if err := d.write(ctx, tx, Payer{ID: p.ID, Unit: p.Unit, BIN: bin, Number: p.Number, Holder: p.Holder,
			Profile: p.Profile, MaxRows: int64(p.MaxRows), ProposedBy: a.actor.Name, ActNo: d.no}); err != nil {
			return err
		}
		for _, r := range p.Routes {
			if err := d.write(ctx, tx, PayerRoute{PayerID: p.ID, Programme: string(r.Programme), Commune: r.Unit,
				PayeeBIN: r.PayeeBIN, ActNo: d.no}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *App) payerBank(p PayerSetup) (bin string, err error) {
	if p.ID == "" || p.Number == "" || p.Holder == "" || p.MaxRows < 0 {
		return "", &Refused{Code: "payer_incomplete", Subject: p.ID}
	}
	if p.Profile == payout.CashProfile && slices.ContainsFunc(p.Routes, func(r payout.Route) bool { return r.PayeeBIN != "" }) {
		return "", &Refused{Code: "desk_route_names_bank", Subject: p.ID}
	}
	inst, ok := a.banks.ByBIN(p.Bank)
	if !ok {
		return "", &Refused{Code: "bank_unknown", Subject: p.Bank}
	}
	return inst.BIN, nil
}

// ConfirmPayer puts a paying account into force. Who proposed it may not.
func (a *App) ConfirmPayer(ctx context.Context, id string) error {
	return a.do(ctx, "payer.confirm", id, func(tx Tx, d *act) error {
		rows, err := tx.Payers(ctx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			switch {
			case r.ID != id:
			case r.ConfirmedBy != "":
				return errNothing
			case r.ProposedBy == a.actor.Name:
				return &Refused{Code: "same_person", Subject: id}
			default:
				return d.write(ctx, tx, PayerConsent{PayerID: id, ProposedBy: r.ProposedBy, ConfirmedBy: a.actor.Name,
					RecordedAt: d.stamp(), ActNo: d.no})
			}
		}
		return &NotFound{Kind: "payer", ID: id}
	})
}

// Payers lists the paying accounts and their routes.
func (a *App) Payers(ctx context.Context) (rows []PayerRow, routes []PayerRoute, err error) {
	err = a.store.View(ctx, func(tx Tx) (err error) {
		if rows, err = tx.Payers(ctx); err != nil {
			return err
		}
		made, err := tx.PayerProfiles(ctx)
		if err != nil {
			return err
		}
		for i := range rows {
			if at := slices.IndexFunc(made, func(m PayerProfile) bool { return m.PayerID == rows[i].ID }); at >= 0 {
				rows[i].InForce = made[at]
			}
			if rows[i].Target, _, err = targetOf(ctx, tx, rows[i].ID); err != nil {
				return err
			}
		}
		routes, err = tx.PayerRoutes(ctx)
		return err
	})
	return rows, routes, err
}

// payersInForce are the confirmed paying accounts and the routes to them.
func payersInForce(ctx context.Context, tx Tx) (map[string]payout.Payer, []payout.Route, error) {
	rows, err := tx.Payers(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read payers: %w", err)
	}
	payers := map[string]payout.Payer{}
	for _, r := range rows {
		if r.ConfirmedBy != "" {
			payers[r.ID] = payout.Payer{ID: r.ID, Unit: r.Unit, BIN: r.BIN, Number: r.Number, Holder: r.Holder, Profile: r.Profile,
				MaxRows: int(r.MaxRows)}
		}
	}
	kept, err := tx.PayerRoutes(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("read routes: %w", err)
	}
	var routes []payout.Route
	for _, r := range kept {
		if _, ok := payers[r.PayerID]; ok {
			routes = append(routes, payout.Route{Programme: payout.Programme(r.Programme), Unit: r.Commune, PayeeBIN: r.PayeeBIN, Payer: r.PayerID})
		}
	}
	return payers, routes, nil
}
