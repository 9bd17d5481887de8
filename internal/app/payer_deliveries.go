package app

import (
	"context"
	"slices"
)

// Kinds of a delivery target. None is a target too: the files are handed in by
// people.
const (
	DeliverNone   = "none"
	DeliverFolder = "folder"
	DeliverSFTP   = "sftp"
)

// ProposeDelivery proposes where a paying account's files are brought to. Nothing
// goes there until somebody else confirms. A practice store delivers nothing.
func (a *App) ProposeDelivery(ctx context.Context, t PayerDelivery) (PayerDelivery, error) {
	if t.Kind != DeliverNone {
		var err error
		if t, err = a.carrier.Check(t); err != nil {
			return t, err
		}
	}
	err := a.do(ctx, "payer.delivery", t.PayerID, func(tx Tx, d *act) error {
		rows, err := tx.Payers(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(rows, func(r PayerRow) bool { return r.ID == t.PayerID }) {
			return &NotFound{Kind: "payer", ID: t.PayerID}
		}
		if err := mayGoTo(ctx, tx, t); err != nil {
			return err
		}
		t.ActNo, t.ProposedBy, t.RecordedAt = d.no, a.actor.Name, d.stamp()
		d.figure("target", t.Kind+" "+t.Address)
		return d.write(ctx, tx, t)
	})
	return t, err
}

// mayGoTo refuses every target to a practice store: nothing made up leaves.
func mayGoTo(ctx context.Context, tx Tx, t PayerDelivery) error {
	info, err := tx.Info(ctx)
	if err == nil && info.Practice && t.Kind != DeliverNone {
		err = &Refused{Code: "practice_not_delivered", Subject: t.PayerID, Detail: t.Address}
	}
	return err
}

// ConfirmDelivery puts the target that was proposed last for a paying account
// into force. Who proposed it may not.
func (a *App) ConfirmDelivery(ctx context.Context, payer string) (PayerDelivery, error) {
	var out PayerDelivery
	err := a.do(ctx, "payer.confirm_delivery", payer, func(tx Tx, d *act) error {
		proposed, err := tx.ProposedDeliveries(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(proposed, func(t PayerDelivery) bool { return t.PayerID == payer })
		if i < 0 {
			return &NotFound{Kind: "proposed delivery", ID: payer}
		}
		if out = proposed[i]; out.ProposedBy == a.actor.Name {
			return &Refused{Code: "same_person", Subject: payer}
		}
		if err := mayGoTo(ctx, tx, out); err != nil {
			return err
		}
		d.figure("target", out.Kind+" "+out.Address)
		return d.write(ctx, tx, PayerDeliveryConsent{ActNo: d.no, DeliveryNo: out.ActNo, PayerID: payer, ProposedBy: out.ProposedBy,
			ConfirmedBy: a.actor.Name, RecordedAt: d.stamp()})
	})
	return out, err
}

// targetOf is the target in force of a paying account; ok is false for none.
func targetOf(ctx context.Context, tx Tx, payer string) (t PayerDelivery, ok bool, err error) {
	all, err := tx.PayerDeliveries(ctx)
	if err != nil {
		return t, false, err
	}
	i := slices.IndexFunc(all, func(t PayerDelivery) bool { return t.PayerID == payer && t.Kind != DeliverNone })
	if i < 0 {
		return t, false, nil
	}
	return all[i], true, nil
}
