package main

import (
	"context"
	"path/filepath"
	"strings"

	"chitra/internal/app"
	"chitra/internal/wording"
)

type payerDeliveryCmd struct {
	ID       string `arg:"" help:"${payer_id}"`
	Folder   string `placeholder:"DIR" xor:"target" help:"${delivery_folder}"`
	SFTP     string `name:"sftp" placeholder:"USER@HOST:PORT/PATH" xor:"target" help:"${delivery_sftp}"`
	None     bool   `xor:"target" help:"${delivery_none}"`
	Confirm  bool   `xor:"target" help:"${delivery_confirm}"`
	HostKey  string `name:"host-key" placeholder:"KEY" help:"${delivery_key}"`
	Identity string `placeholder:"FILE" help:"${delivery_identity}"`
	Encrypt  string `name:"encrypt-to" placeholder:"AGE-KEY" help:"${delivery_encrypt}"`
	Bare     bool   `help:"${delivery_bare}"`
}

// payerTarget is where a paying account's files are brought to, proposed or in
// force.
type payerTarget struct {
	Payer       string `json:"payer"`
	Kind        string `json:"kind"` // folder, sftp, none
	Address     string `json:"address"`
	Fingerprint string `json:"fingerprint"`
	Identity    string `json:"identity"`
	Recipient   string `json:"recipient"`
	Bare        bool   `json:"bare"`
	Status      string `json:"status"` // proposed, active
}

func (c *payerDeliveryCmd) do(ctx context.Context, s *shell) (outcome, error) {
	if !c.Confirm && !c.None && c.Folder == "" && c.SFTP == "" {
		return nil, failedWith("usage", "--folder DIR | --sftp USER@HOST:PORT/PATH | --none | --confirm")
	}
	a, err := s.actor(ctx)
	if err != nil {
		return nil, err
	}
	if c.Confirm {
		t, err := a.ConfirmDelivery(ctx, c.ID)
		return targetOf(t, app.UserActive), err
	}
	t, err := c.target()
	if err != nil {
		return nil, err
	}
	t, err = a.ProposeDelivery(ctx, t)
	return targetOf(t, app.UserProposed), err
}

// target is what the flags say.
func (c *payerDeliveryCmd) target() (t app.PayerDelivery, err error) {
	t = app.PayerDelivery{PayerID: c.ID, Kind: app.DeliverSFTP, Address: c.SFTP, HostKey: c.HostKey, Recipient: c.Encrypt}
	if c.Bare {
		t.Bare = 1
	}
	switch {
	case c.None:
		return app.PayerDelivery{PayerID: c.ID, Kind: app.DeliverNone}, nil
	case c.Folder != "":
		t.Kind = app.DeliverFolder
		t.Address, err = filepath.Abs(c.Folder)
	case c.Identity != "":
		t.Identity, err = filepath.Abs(c.Identity)
	}
	return t, err
}

func targetOf(t app.PayerDelivery, status string) *payerTarget {
	return &payerTarget{Payer: t.PayerID, Kind: t.Kind, Address: t.Address, Fingerprint: t.Fingerprint, Identity: t.Identity,
		Recipient: t.Recipient, Bare: t.Bare != 0, Status: status}
}

func (c *payerTarget) needsPerson() bool { return false }

func (c *payerTarget) show(p *page) {
	where := strings.TrimSpace(p.words.Name(wording.DeliveryKinds, c.Kind) + " " + c.Address)
	if c.Status == app.UserProposed {
		p.line("Nơi nhận tệp của %s: %s; chờ người khác xác nhận: chitra payer delivery %s --confirm",
			"Files of %s go to: %s; it waits for somebody else: chitra payer delivery %s --confirm", c.Payer, where, c.Payer)
	} else {
		p.line("Tệp của %s được chuyển đến: %s.", "Files of %s are brought to: %s.", c.Payer, where)
	}
	if c.Fingerprint != "" {
		p.line("Dấu khoá máy chủ %s: hỏi ngân hàng bằng đường khác để so.", "The server's key is %s: compare it with the bank's by another way.", c.Fingerprint)
	}
	if c.Recipient != "" {
		p.line("Tệp được mã hoá cho %s.", "Files are encrypted to %s.", c.Recipient)
	}
}
