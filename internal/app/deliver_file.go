package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"chitra/bankfile"
)

// Parts of what is delivered.
const (
	PartManifest  = "manifest"
	PartSignature = "signature"
	PartSums      = "sums"
	PartFile      = "file"
)

const sumsEnd = ".SHA256SUMS"

// consignment is one file with what goes with it and where to. The file itself is
// last: whoever waits for it at the bank finds everything beside it already there.
type consignment struct {
	file   BankFile
	target PayerDelivery
	parts  []consigned
	done   []Delivery
	// naming says that the file was once about to get its name at this target.
	naming bool
	// asks says that somebody asks for it once more and nobody else has yet.
	asks    bool
	started string
}

type consigned struct {
	part, name, sha256 string
	content            []byte
	checked            string
}

// deliver brings one file to its target.
func (a *App) deliver(ctx context.Context, f BankFile, o DeliverOptions) (DeliveryOutcome, error) {
	out := DeliveryOutcome{BankFile: f, Status: DeliveryNoTarget}
	c, err := a.consign(ctx, f, o)
	if err != nil || c == nil {
		return out, err
	}
	if out.Proofs = c.done; len(c.done) > 0 {
		out.Status = ListUnchanged
		return out, nil
	}
	if c.asks {
		out.Status = DeliveryAsked
		return out, a.tryOf(ctx, c, TryAsked, "", o.Again)
	}
	key := c.target.Fingerprint
	reason := o.Again + o.Taken
	if o.Taken == "" {
		if key, err = a.bring(ctx, c, o.Again); err != nil {
			return out, err
		}
	}
	out.Proofs, err = a.prove(ctx, c, key, reason)
	out.Status = ListNew
	return out, err
}

// consign reads what is to be brought and where; nil where there is no target.
func (a *App) consign(ctx context.Context, f BankFile, o DeliverOptions) (c *consignment, err error) {
	err = a.store.View(ctx, func(tx Tx) error {
		done, err := tx.DeliveriesOf(ctx, f.ID)
		if err != nil {
			return err
		}
		if len(done) > 0 {
			c = &consignment{file: f, done: done}
			return nil
		}
		t, ok, err := targetOf(ctx, tx, f.PayerID)
		if err != nil || !ok {
			return err
		}
		c = &consignment{file: f, target: t}
		if err := mayGoTo(ctx, tx, t); err != nil {
			return err
		}
		if err := c.before(ctx, tx, o, a.actor.Name); err != nil {
			return err
		}
		return c.pack(ctx, tx)
	})
	if err != nil {
		return nil, fmt.Errorf("deliver %s: %w", f.ID, err)
	}
	return c, nil
}

// before heeds what was done with the file before. A file that may have reached
// another place, or left when people still handed files in, goes only by a
// person's word.
func (c *consignment) before(ctx context.Context, tx Tx, o DeliverOptions, who string) error {
	since, err := tx.DeliverySince(ctx)
	if err != nil {
		return err
	}
	tries, err := tx.TriesOf(ctx, c.file.ID)
	if err != nil {
		return err
	}
	said := o.Again+o.Taken != ""
	if c.file.ActNo < since[c.file.PayerID] && len(tries) == 0 && !said {
		return &Refused{Code: "delivery_older", Subject: c.file.ID}
	}
	for _, t := range tries {
		switch {
		case t.Step != TryNaming:
		case t.Kind == c.target.Kind && t.Address == c.target.Address:
			c.naming = true
		case !said:
			return &Refused{Code: "delivery_elsewhere", Subject: c.file.ID, Detail: t.Address}
		}
	}
	if o.Again != "" {
		c.naming = false
		return c.second(tries, who)
	}
	return nil
}

// second heeds that a file which once was about to get its name, here or
// elsewhere, is brought again by two people's word alone: who asked before, for
// this target and since it was last tried, and who asks now.
func (c *consignment) second(tries []DeliveryTry, who string) error {
	nearly, asked := false, ""
	for _, t := range tries {
		switch {
		case t.Step == TryNaming:
			nearly, asked = true, ""
		case t.Step == TryAsked && t.TargetNo == c.target.ActNo:
			asked = t.StartedBy
		}
	}
	if nearly && asked == who {
		return &Refused{Code: "same_person", Subject: c.file.ID}
	}
	c.asks = nearly && asked == ""
	return nil
}

// pack reads the parts from the store.
func (c *consignment) pack(ctx context.Context, tx Tx) error {
	f := c.file
	main := consigned{part: PartFile, name: f.Name, sha256: f.SHA256}
	cipher, ok, err := tx.CipherOf(ctx, f.ID)
	if err != nil {
		return err
	}
	if cipher.Recipient != c.target.Recipient {
		return &Refused{Code: "delivery_recipient", Subject: f.ID, Detail: cipher.Recipient}
	}
	if ok {
		main.name, main.sha256 = f.Name+cipherEnd, cipher.SHA256
	}
	if c.target.Bare == 0 {
		if err := c.packBeside(ctx, tx); err != nil {
			return err
		}
	}
	c.parts = append(c.parts, main)
	var sums bytes.Buffer
	for i, p := range c.parts {
		if c.parts[i].content, err = tx.Blob(ctx, p.sha256); err != nil {
			return fmt.Errorf("read %s: %w", p.name, err)
		}
		sums.WriteString(bankfile.SumLine(p.sha256, p.name))
	}
	if c.target.Bare == 0 {
		sum := sha256.Sum256(sums.Bytes())
		c.parts = slices.Insert(c.parts, len(c.parts)-1,
			consigned{part: PartSums, name: f.Name + sumsEnd, sha256: hex.EncodeToString(sum[:]), content: sums.Bytes()})
	}
	return nil
}

// packBeside adds manifest and signature; the copy for the Treasury stays here.
func (c *consignment) packBeside(ctx context.Context, tx Tx) error {
	intents, err := tx.FileIntents(ctx, c.file.BatchID)
	if err != nil {
		return err
	}
	seals, err := tx.FileSeals(ctx, c.file.BatchID)
	if err != nil {
		return err
	}
	for _, n := range intents {
		if n.FileID == c.file.ID {
			c.parts = append(c.parts, consigned{part: PartManifest, name: c.file.Name + manifestEnd, sha256: n.ManifestSHA256})
		}
	}
	for _, s := range seals {
		if s.FileID == c.file.ID && s.SignatureSHA256 != "" {
			c.parts = append(c.parts, consigned{part: PartSignature, name: c.file.Name + signatureEnd, sha256: s.SignatureSHA256})
		}
	}
	return nil
}

// bring brings all parts and says which key the server proved. Before the file
// gets its name that is recorded: where it is gone after that, the bank may have
// it, and nobody but a person says which.
func (a *App) bring(ctx context.Context, c *consignment, reason string) (key string, err error) {
	to, err := a.carrier.Open(ctx, c.target)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	key = to.Key()
	if err := a.tryOf(ctx, c, TryBegun, key, reason); err != nil {
		return key, err
	}
	for i := range c.parts {
		p := &c.parts[i]
		if p.part != PartFile {
			if p.checked, _, err = to.Stage(ctx, p.name, p.content); err == nil {
				p.checked, err = to.Finish(ctx, p.name, p.content)
			}
		} else {
			err = a.bringFile(ctx, c, p, to, reason)
		}
		if err != nil {
			return key, err
		}
	}
	return key, nil
}

func (a *App) bringFile(ctx context.Context, c *consignment, p *consigned, to Destination, reason string) (err error) {
	if !c.naming {
		var there bool
		if p.checked, there, err = to.Stage(ctx, p.name, p.content); err != nil || there {
			return err
		}
		if err := a.tryOf(ctx, c, TryNaming, to.Key(), reason); err != nil {
			return err
		}
	}
	if p.checked, err = to.Finish(ctx, p.name, p.content); errors.Is(err, ErrGone) {
		return &Refused{Code: "delivery_unclear", Subject: c.file.ID, Detail: c.target.Address}
	}
	return err
}

// tryOf records what is going to be done.
func (a *App) tryOf(ctx context.Context, c *consignment, step, key, reason string) error {
	return a.do(ctx, "bankfile.try", c.file.ID, func(tx Tx, d *act) error {
		if c.started == "" {
			c.started = d.stamp()
		}
		d.figure(step, strings.TrimSpace(c.target.Address+" "+key))
		return d.write(ctx, tx, DeliveryTry{ActNo: d.no, FileID: c.file.ID, Step: step, TargetNo: c.target.ActNo, Kind: c.target.Kind,
			Address: c.target.Address, Fingerprint: key, Reason: reason, StartedBy: a.actor.Name, StartedAt: d.stamp()})
	})
}

// prove records that the file is there. Where another run was faster, its proof
// stands.
func (a *App) prove(ctx context.Context, c *consignment, key, reason string) (proofs []Delivery, err error) {
	err = a.do(ctx, "bankfile.deliver", c.file.ID, func(tx Tx, d *act) error {
		if proofs, err = tx.DeliveriesOf(ctx, c.file.ID); err != nil {
			return err
		}
		if len(proofs) > 0 {
			return errNothing
		}
		for _, p := range c.parts {
			x := Delivery{ActNo: d.no, FileID: c.file.ID, Name: p.name, Part: p.part, TargetNo: c.target.ActNo, Kind: c.target.Kind,
				Address: c.target.Address, Bytes: int64(len(p.content)), SHA256: p.sha256, Fingerprint: key, Checked: p.checked, Reason: reason,
				StartedAt: c.started, EndedAt: d.stamp(), DeliveredBy: a.actor.Name}
			if x.Checked == "" { // somebody says of the file that it is there, and nobody of the rest
				if x.Checked, x.StartedAt = CheckedSaid, x.EndedAt; p.part != PartFile {
					continue
				}
			}
			proofs = append(proofs, x)
			d.figure("sha256 "+p.name, p.sha256)
		}
		_, err := d.writeAll(ctx, tx, factsOf(proofs), "delivery")
		return err
	})
	return proofs, err
}
